# place: vm
# needs: losetup mkfs.ext4 sfdisk growpart partx lvm
# fault: two enlarged disks in a virtual machine, one with a mounted ext4 partition, one with a physical volume
# verified: 2026-11-24, Debian 12, Linux 6.1 in a virtual machine

disk() {
    image 128M
    echo 'start=2048, type=linux' | sfdisk -q --label gpt "$IMAGE"
    loop_device
    partx -a "$DEVICE"
    wait_for test -b "${DEVICE}p1"
}
disk
mkfs.ext4 -q "${DEVICE}p1"
mounted "${DEVICE}p1"
truncate -s 256M "$IMAGE"
losetup --set-capacity "$DEVICE"

set_value disk "${DEVICE#/dev/}"
set_value number 1
set_value mount "$MOUNT"
set_value partition "${DEVICE}p1"
run 4
expect 4 '^CHANGED:'
run 5a
status 0
see 'on-line resizing required' 'is now'
run 6
expect 6 "$MOUNT\$"
prove "the file system has grown" test "$(df -BM --output=size "$MOUNT" | tail -n 1 | tr -dc 0-9)" -gt 200

disk
vgcreate -q vg1 "${DEVICE}p1"
truncate -s 256M "$IMAGE"
losetup --set-capacity "$DEVICE"
set_value disk "${DEVICE#/dev/}"
set_value partition "${DEVICE}p1"
run 4
run 5d
status 0
prove "the group has the room" test "$(vgs --noheadings --units m --nosuffix -o vg_free vg1 | tr -dc 0-9.)" != 0
prove "it is the new one" bash -c 'vgs --noheadings --units m -o vg_size vg1 | grep -q " 2[45]"'
