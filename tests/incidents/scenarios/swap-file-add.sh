# place: root
# needs: losetup mkfs.ext4 mkswap
# fault: a machine with no swap
# verified: 2026-11-24, Debian 12, Linux 6.18

loop_fs 64M mkfs.ext4
: >/etc/fstab
set_value directory "$MOUNT"
set_value file "$MOUNT/swapfile"
set_value size 16M
on_swap "$MOUNT/swapfile"
run 1
expect 1 'available' "ext4 .*$MOUNT\$"
run 2
status 0
see '^created$'
run 2
status 1
prove "only root can read it" test "$(stat -c %a "$MOUNT/swapfile")" = 600
run 3
expect_nothing 3
run 4
expect 4 'Setting up swapspace version 1'
see_not 'insecure'
run 5
expect_nothing 5
status 0
run 6
prove "the line of fstab works" findmnt --verify
run 7
expect 7 "$MOUNT/swapfile +file +16M" '^Swap: +[1-9]'
prove "undo works" swapoff "$MOUNT/swapfile"
