# place: root
# needs: losetup mkfs.xfs sfdisk growpart partx
# fault: a disk (loop device) of 400M with a mounted xfs partition, enlarged to 600M
# verified: 2026-11-24, Debian 12, Linux 6.18

image 400M
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
mkfs.xfs -q "${DEVICE}p1"
mounted "${DEVICE}p1"
truncate -s 600M "$IMAGE"
losetup --set-capacity "$DEVICE"

set_value disk "${DEVICE#/dev/}"
set_value number 1
set_value mount "$MOUNT"
set_value partition "${DEVICE}p1"
set_value table-file "$INCIDENT/table"
run 1
expect 1 "^${DEVICE#/dev/} +600M" "p1 +(12[0-9]|39[0-9])M part"
run 2
expect 2 '^CHANGE:'
run 3
status 0
prove "the table is kept" grep -q 'start= *2048' "$INCIDENT/table"
run 4
expect 4 '^CHANGED:'
run 5b
status 0
run 6
expect 6 " [0-9]+M .* $MOUNT$"
prove "the file system has grown" test "$(df -BM --output=size "$MOUNT" | tail -n 1 | tr -dc 0-9)" -gt 500
