# place: vm
# needs: python3
# fault: a unit with MemoryMax=64M whose program wants 100 MB, killed by the kernel
# verified: 2026-11-24, Debian 12, Linux 6.1 in a virtual machine

cat >/etc/systemd/system/eater.service <<'UNIT'
[Service]
MemoryMax=64M
MemorySwapMax=0
ExecStart=/usr/bin/python3 -c 'import time; x = bytearray(100 << 20); time.sleep(1000)'
UNIT
systemctl daemon-reload
systemctl start eater.service
killed() { [ "$(systemctl show -p Result --value eater.service)" = oom-kill ]; }
for ((second = 0; second < 60; second++)); do killed && break; sleep 1; done
prove "it was killed" killed

set_value unit eater.service
run 1
expect 1 'Killed process [0-9]+ \(python3\)' 'constraint=CONSTRAINT_MEMCG.*task_memcg=/system.slice/eater.service'
run 3
expect 3 '^MemoryMax=67108864$'
run 4
expect 4 "^[0-9]+ $(dmesg | sed -n 's/.*Killed process \([0-9]*\).*/\1/p') python3\$"
run 5
expect 5 'available' 'RSS'
set_value size 256M
run 6
status 0
systemctl start eater.service
sleep 5
run 7
expect 7 '^MemoryMax=268435456$' '^1$'
prove "it runs now" systemctl is-active eater.service
prove "undo works" systemctl revert eater.service
systemctl stop eater.service
