# place: root
# needs: losetup mkfs.ext4
# fault: an ext4 file system whose first superblock and group are zeroed
# verified: 2026-11-24, Debian 12, Linux 6.18

image 300M
mkfs.ext4 -q "$IMAGE"
dd if=/dev/zero of="$IMAGE" bs=1024 count=4 conv=notrunc status=none
loop_device
MOUNT=$INCIDENT/mnt
mkdir "$MOUNT"
mounts+=("$MOUNT")
prove "it cannot be mounted" bash -c "! mount $DEVICE $MOUNT"
set_value device "$DEVICE"
set_value mount "$MOUNT"
set_value copy 8193
run 8
see 'FILE SYSTEM WAS MODIFIED'
run 9
expect 9 'lost\+found'
