# place: root
# needs: losetup mkfs.ext4
# fault: an ext4 file system mounted read-only by hand and by fstab
# verified: 2026-11-24, Debian 12, Linux 6.18

loop_fs 32M mkfs.ext4
mount -o remount,ro "$MOUNT"
echo "$DEVICE $MOUNT ext4 defaults,ro 0 2" >/etc/fstab

set_value path "$MOUNT"
set_value mount "$MOUNT"
run 1
expect 1 "$DEVICE +$MOUNT +ext4 +ro,"
run 6
status 0
run 7
see "$MOUNT"
echo "$DEVICE $MOUNT ext4 errors=remount-ro 0 2" >/etc/fstab
run 7
expect_nothing 7
run 8
expect 8 '^writable$'
