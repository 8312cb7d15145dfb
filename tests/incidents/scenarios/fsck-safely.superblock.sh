# place: root
# needs: losetup mkfs.ext4
# fault: an ext4 file system whose first superblock and group are zeroed
# verified: 2026-11-24, Debian 12, Linux 6.18

image 300M
mkfs.ext4 -q -b 4096 "$IMAGE"
dd if=/dev/zero of="$IMAGE" bs=4096 count=1 conv=notrunc status=none
loop_device
MOUNT=$INCIDENT/mnt
mkdir "$MOUNT"
mounts+=("$MOUNT")
prove "it cannot be mounted" bash -c "! mount $DEVICE $MOUNT"
set_value device "$DEVICE"
set_value mount "$MOUNT"
run 8
see 'FILE SYSTEM WAS MODIFIED'
run 9
expect 9 'lost\+found'
