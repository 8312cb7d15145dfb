# place: root
# needs: losetup mkfs.ext4
# fault: an ext4 file system with 1024 inodes, all taken by session files of last week
# verified: 2026-11-24, Debian 12, Linux 6.18

loop_fs 64M mkfs.ext4 -N 1024
mkdir -p "$MOUNT/lib/sessions" "$MOUNT/lib/other"
touch "$MOUNT/lib/other/keep"
for ((i = 0; i < 1200; i++)); do touch -d '7 days ago' "$MOUNT/lib/sessions/sess_$i" 2>>"$INCIDENT/full"; done
prove "inodes ran out" grep -q 'No space left on device' "$INCIDENT/full"

set_value mount "$MOUNT"
run 1
expect 1 " 100% +$MOUNT\$" " [0-8]?[0-9]% +$MOUNT\$"
run 2
expect 2 "^10[0-9]{2}.*$MOUNT/lib/sessions\$"
prove "it is the last line" grep -q 'sessions$' <(tail -n 2 <<<"$OUT")
set_value directory "$MOUNT/lib/sessions"
run 3
expect 3 '20[0-9-]+ root sess_'
set_value pattern 'sess_*'
set_value minutes 4320
touch "$MOUNT/lib/sessions/sess_0"
run 4
expect 4 '^100[0-9]$'
run 5
status 0
prove "the young one is kept" test -e "$MOUNT/lib/sessions/sess_0"
prove "no other file is gone" test -e "$MOUNT/lib/other/keep"
run 6
expect 6 " [0-8]?[0-9]% +$MOUNT\$"
prove "files can be made again" touch "$MOUNT/new"
