# place: root
# needs: losetup mkfs.ext4 fuser
# fault: a mounted file system with an open file, a loop device on it, and a mount below it
# verified: 2026-11-24, Debian 12, Linux 6.18

loop_fs 64M mkfs.ext4
outer=$MOUNT
mkdir "$outer/below" "$outer/data"
start tail -f /dev/null
set_value mount "$outer"

exec 9>"$outer/data/log"
start sleep 100
holder=$STARTED
exec 9>&-
cd "$outer" || exit
run 1
see 'target is busy'
prove "the shell has left" test "$PWD" = /
not_run 1 "its Expect: is the case without a fault"
run 2
expect 2 "$holder F\.{4} *sleep|$holder [.a-z]*F"
set_value pid "$holder"
run 3
see 'sleep 100'
run 5b
wait_for bash -c "! kill -0 $holder"

mount -t tmpfs below "$outer/below"
run 4
expect 4 "$outer/below"
run 6
see 'target is busy'
umount "$outer/below"
run 4
expect 4 "$outer"
see_not "$outer/below"

exec 9>"$outer/data/log"
start sleep 100
exec 9>&-
run 7
status 0
run 8
expect 8 '^unmounted$'

mount "$DEVICE" "$outer"
prove "it is the same file system, still held" test -e "$outer/data/log"
kill "$STARTED"
wait "$STARTED" 2>/dev/null
run 6
expect_nothing 6
run 8
expect 8 '^unmounted$'
not_run 5a "no unit here; see service-will-not-start"
