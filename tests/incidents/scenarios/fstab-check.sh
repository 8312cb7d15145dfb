# place: systemd
# needs: losetup mkfs.ext4 findmnt
# fault: an fstab with a UUID that no device has
# verified: 2026-11-24, Debian 12, Linux 6.18

loop_fs 32M mkfs.ext4
umount "$MOUNT"
uuid=$(blkid -s UUID -o value "$DEVICE")
mkdir -p /srv/data
echo 'UUID=11111111-2222-3333-4444-555555555555 /srv/data ext4 defaults 0 2' >/etc/fstab

run 1
status 0
run 2
see 'unreachable' '1 error'
run 3
see "$DEVICE: UUID=\"$uuid\""
not_run 4 "an editor; the line is corrected by the scenario"
echo "UUID=$uuid /srv/data ext4 defaults,nofail,x-systemd.device-timeout=10s 0 2" >/etc/fstab
mkdir -p /dev/disk/by-uuid
ln -s "$DEVICE" "/dev/disk/by-uuid/$uuid"
mounts+=(/srv/data)
run 2
expect 2 '0 parse errors, 0 errors|no errors'
run 5
expect 5 '/srv/data +: (successfully|already) mounted'
run 6
expect 6 '0 loaded units listed'
run 7
expect 7 'no errors'
prove "undo works" bash -c 'cp -a /etc/fstab.before /etc/fstab && systemctl daemon-reload'
