# place: root
# needs: losetup mkfs.ext4 debugfs e2image
# fault: an ext4 file system with a directory's inode wiped, its files cut off
# verified: 2026-11-24, Debian 12, Linux 6.18

image 64M
mkfs.ext4 -q -b 4096 -g 32768 "$IMAGE"
mkdir -p content/papers
for i in 1 2 3; do echo "paper $i" >"content/papers/$i"; done
echo kept >content/kept
for file in papers/1 papers/2 papers/3 kept; do
    debugfs -w -R "mkdir papers" "$IMAGE" 2>/dev/null
    debugfs -w -R "write content/$file $file" "$IMAGE" >/dev/null 2>&1
done
debugfs -w -R "clri papers" "$IMAGE" >/dev/null 2>&1
loop_device
prove "it is damaged" bash -c "! e2fsck -fn $DEVICE"

MOUNT=$INCIDENT/mnt
mkdir "$MOUNT"
mounts+=("$MOUNT")
set_value device "$DEVICE"
set_value mount "$MOUNT"
set_value image "$INCIDENT/saved.img"
run 1
expect 1 "${DEVICE#/dev/} +64M.*[^/]\$"
run 2
expect_nothing 2
not_run 3 "no disk in the sandbox"
run 4a
see 'Unconnected|unattached|deleted/unused inode'
run 5
status 0
prove "the image is as damaged as the device" bash -c "! e2fsck -fn $INCIDENT/saved.img"
run 6a
expect 6 'status 4|UNEXPECTED INCONSISTENCY'
run 7
expect 7 'FILE SYSTEM WAS MODIFIED'
run 9
expect 9 'kept' '#[0-9]+'
prove "nothing is lost" bash -c "cat $MOUNT/lost+found/* | grep -q 'paper 2'"
umount "$MOUNT"
run 6a
expect 6 'status 0'

prove "the way back works" dd "if=$INCIDENT/saved.img" "of=$DEVICE" bs=4M conv=sparse,notrunc
prove "it is damaged again" bash -c "! e2fsck -fn $DEVICE"
