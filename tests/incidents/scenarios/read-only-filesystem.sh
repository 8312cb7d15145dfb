# place: root
# needs: losetup mkfs.ext4
# fault: an ext4 file system that the kernel itself turned read-only after an error in it
# verified: 2026-11-24, Debian 12, Linux 6.18

image 32M
mkfs.ext4 -q "$IMAGE"
loop_device
mounted "$DEVICE" -o errors=remount-ro
echo data >"$MOUNT/file"
sync
mount -o remount,rw /sys
echo "a test of the error path" >"/sys/fs/ext4/${DEVICE#/dev/}/trigger_fs_error"
prove "it cannot be written" bash -c "! touch $MOUNT/new"

set_value path "$MOUNT/file"
set_value mount "$MOUNT"
set_value device "$DEVICE"
run 1
expect 1 "$DEVICE +$MOUNT +ext4 +.*\b(ro|emergency_ro)\b"
run 2
expect 2 "EXT4-fs error.*a test of the error path" 'Remounting filesystem read-only'
not_run 4 "no disk in the sandbox"
run 5
status 0
prove "the repair of fsck-safely works" bash -c "e2fsck -fp $DEVICE; test \$? -le 1"
mount "$DEVICE" "$MOUNT"
run 7
expect_not 7 "$MOUNT"
run 8
expect 8 '^writable$'
