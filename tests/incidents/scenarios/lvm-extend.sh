# place: vm
# needs: lvm mkfs.ext4 mkfs.xfs
# fault: a full ext4 on a logical volume in a group with no room, and an empty disk beside it
# verified: 2026-11-24, Debian 12, Linux 6.1 in a virtual machine

image 128M
loop_device
first=$DEVICE
image 128M
loop_device
second=$DEVICE
vgcreate -q vg0 "$first" || fail "no volume group"
lvcreate -q -n data -l 100%FREE vg0 || fail "no logical volume"
mkfs.ext4 -q /dev/vg0/data
mounted /dev/vg0/data
echo kept >"$MOUNT/file"
fallocate -l 110M "$MOUNT/filler" 2>/dev/null
before=$(df -k --output=size "$MOUNT" | tail -n 1)

set_value mount "$MOUNT"
set_value vg vg0
set_value lv data
set_value size 64M
set_value pv "$first"
set_value new-device "$second"
run 1
expect 1 "ext4 .*$MOUNT\$" 'vg0 +data +124.00m +linear'
run 2
see 'vg0 .* 0 *$'
run 5
see 'Insufficient free space'
run 3
expect 3 "$first +vg0" "${second#/dev/} +128M loop *\$"
truncate -s 160M "$(losetup -nO BACK-FILE "$first")"
losetup --set-capacity "$first"
run 4a
see 'resized'
run 4b
see 'successfully extended'
run 2
expect 2 'vg0 +[0-9.]+m +1[0-9]{2}\.00m'
run 5
expect 5 'TEST MODE' 'successfully resized'
run 6
expect 6 'successfully resized'
run 7
expect 7 "ext4 .*$MOUNT\$"
prove "it has grown by 64 MB" test "$(df -k --output=size "$MOUNT" | tail -n 1)" -gt "$((before + 55000))"
prove "its content is kept" grep -q kept "$MOUNT/file"
