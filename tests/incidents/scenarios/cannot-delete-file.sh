# place: root
# needs: losetup mkfs.ext4 lsattr
# fault: an immutable file in an append-only directory, a name that begins with a dash, one with a line end
# verified: 2026-11-24, Debian 12, Linux 6.18

loop_fs 32M mkfs.ext4
mkdir "$MOUNT/dir"
echo locked >"$MOUNT/dir/locked"
echo dash >"$MOUNT/dir/-rf"
odd=$'odd\nname'
echo odd >"$MOUNT/dir/$odd"
chattr +i "$MOUNT/dir/locked"
chattr +a "$MOUNT/dir"
prove "root is refused" bash -c "! rm -f $MOUNT/dir/locked"

set_value path "$MOUNT/dir/locked"
set_value directory "$MOUNT/dir"
run 1
expect 1 '^-*i-*e?-* .*/locked$' '^-*a-*e?-* .*/dir$' "$MOUNT +rw"
run 5
see 'Operation not permitted'
run 3
expect_nothing 3
run 5
status 0
set_value path "$MOUNT/dir/-rf"
run 5
status 0
run 4
expect 4 '^ *[0-9]+ .*odd\\nname$'
set_value inode "$(awk '/odd/ {print $1}' <<<"$OUT")"
run 6/1
see 'odd'
run 6/2
status 0
run 7
expect 7 'total 0'
see_not 'locked|-rf|odd'
