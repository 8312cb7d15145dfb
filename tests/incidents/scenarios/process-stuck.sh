# place: root
# needs: strace gdb gcore
# fault: a process that waits for a pipe nobody writes to
# verified: 2026-11-24, Debian 12, Linux 6.18

mkfifo pipe
exec 8<>pipe
start cat pipe
exec 8>&-
# The pipe is held open by the process itself, through the descriptor it inherited.
sleep 0.3
set_value pid "$STARTED"
set_value file "$INCIDENT/evidence"
run 1
expect 1 "$STARTED .* S .*cat pipe"
run 3
expect 3 'pipe'
run 4
expect 4 'read\(3, '
run 5
expect 5 '3 -> .*/pipe'
run 6
prove "the stack is kept" grep -q 'read' "$INCIDENT/evidence.txt"
prove "the core is kept" test -s "$INCIDENT/evidence.$STARTED"
run 7
wait "$STARTED" 2>/dev/null
run 8
expect 8 '^gone$'
