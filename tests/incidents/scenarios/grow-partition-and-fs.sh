# place: root
# needs: losetup mkfs.ext4 sfdisk growpart partx
# fault: a disk (loop device) of 128M with a mounted ext4 partition, enlarged to 256M
# verified: 2026-11-24, Debian 12, Linux 6.18

image 128M
echo 'start=2048, type=linux' | sfdisk -q --label gpt "$IMAGE"
loop_device
# No udev here: the node of the partition is made by hand.
node() {
    rm -f "${DEVICE}p1"
    IFS=: read -r major minor <"/sys/class/block/${DEVICE#/dev/}p1/dev"
    mknod "${DEVICE}p1" b "$major" "$minor"
}
partx -a "$DEVICE"
node
mkfs.ext4 -q "${DEVICE}p1"
mounted "${DEVICE}p1"
truncate -s 256M "$IMAGE"
losetup --set-capacity "$DEVICE"

set_value disk "${DEVICE#/dev/}"
set_value number 1
set_value mount "$MOUNT"
set_value partition "${DEVICE}p1"
set_value table-file "$INCIDENT/table"
run 1
expect 1 "^${DEVICE#/dev/} +256M" "p1 +(12[0-9]|39[0-9])M part"
run 2
expect 2 '^CHANGE:'
run 3
status 0
prove "the table is kept" grep -q 'start= *2048' "$INCIDENT/table"
run 4
expect 4 '^CHANGED:'
# Growing ext4 while it is mounted takes CAP_SYS_RESOURCE, which a build machine may lack.
if (($(sed -n 's/^CapEff:\t/0x/p' /proc/self/status) >> 24 & 1)); then
    run 5a
else
    umount "$MOUNT"
    e2fsck -fp "$DEVICE"p1 >/dev/null
    run 5a
    mount "${DEVICE}p1" "$MOUNT"
fi
status 0
not_run 5c "no btrfs on the machine"
run 2
see 'NOCHANGE'
run 6
expect 6 " [0-9]+M .* $MOUNT$"
prove "the file system has grown" test "$(df -BM --output=size "$MOUNT" | tail -n 1 | tr -dc 0-9)" -gt 200
