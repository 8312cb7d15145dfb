# place: root
# needs: losetup mkfs.xfs xfs_repair xfs_db
# fault: an xfs file system with a broken free-inode count
# verified: 2026-11-24, Debian 12, Linux 6.18

image 400M
mkfs.xfs -q "$IMAGE"
xfs_db -x -c 'sb 0' -c 'write -d ifree 77777' "$IMAGE" >/dev/null
loop_device
set_value device "$DEVICE"
run 4b
see 'ifree'
run 6b
status 0
run 4b
see_not 'ifree'
