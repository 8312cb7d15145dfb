# place: root
# needs: vmstat ps dmesg
# fault: twice as many busy loops as processors
# verified: 2026-11-24, Debian 12, Linux 6.18

for ((i = 0; i < 2 * $(nproc); i++)); do start bash -c 'while :; do :; done'; done
sleep 1
run 1
see 'load average' "^$(nproc)\$"
not_run 1 "its Expect: the load needs minutes to rise"
run 2
not_run 2 "its Expect: the kernel's log is that of the machine"
run 3
expect 3 '^ +[0-9]+ +[0-9]+ .* [0-9]+ '
prove "r is above the processors" test "$(tail -n 2 <<<"$OUT" | awk 'NF {r = $1} END {print r}')" -gt "$(nproc)"
run 5
see 'bash -c while'
run 6
run 7
expect 7 'available' 'RSS'
run 8
expect 8 'cpu:some avg10='
