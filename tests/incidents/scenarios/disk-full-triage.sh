# place: root
# needs: losetup mkfs.ext4 apt-get journalctl
# fault: an ext4 file system of 200 MB with a file of 150 MB in it, full
# verified: 2026-11-24, Debian 12, Linux 6.18

loop_fs 200M mkfs.ext4
mkdir -p "$MOUNT/log/app"
fallocate -l 150M "$MOUNT/log/app/debug.log"
dd if=/dev/zero of="$MOUNT/filler" bs=1M 2>"$INCIDENT/full"
prove "the file system is full" grep -q 'No space left on device' "$INCIDENT/full"

set_value mount "$MOUNT"
run 1
expect 1 " 100% +$MOUNT\$"
run 3
see "$MOUNT/log/app\$"
set_value directory "$MOUNT/log/app"
run 4
see "debug\.log\$"
not_run 5 "the machine's journal is not in the sandbox"
touch /var/cache/apt/archives/some_1_all.deb
run 6
prove "the cache is empty" test ! -e /var/cache/apt/archives/some_1_all.deb
rm "$MOUNT/log/app/debug.log"
run 7
expect 7 " [0-8]?[0-9]% +$MOUNT\$"
