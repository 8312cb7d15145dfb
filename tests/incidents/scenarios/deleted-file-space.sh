# place: root
# needs: losetup mkfs.ext4 lsof
# fault: a full ext4 file system, most of it a deleted log that a process still writes to
# verified: 2026-11-24, Debian 12, Linux 6.18

loop_fs 64M mkfs.ext4
exec 9>"$MOUNT/app.log"
head -c 40M /dev/zero >&9
start sleep 1000
holder=$STARTED
exec 9>&-
rm "$MOUNT/app.log"

set_value mount "$MOUNT"
run 1
expect 1 "4[0-9]M .*$MOUNT\$" "^[0-9]+K[[:space:]]+$MOUNT\$"
run 2
expect 2 "sleep +$holder .* 9w .*app.log \(deleted\)\$"
set_value pid "$holder"
set_value fd 9
not_run 4 "no unit here; see port-in-use"
run 5
status 0
run 6
prove "the space is back" test "$(df -k --output=used "$MOUNT" | tail -n 1)" -lt 1000
