# place: systemd
# needs: prlimit python3
# fault: a unit whose program cannot open more than 64 files
# verified: 2026-11-24, Debian 12, Linux 6.18

cat >/etc/systemd/system/opener.service <<'UNIT'
[Service]
LimitNOFILE=64:4096
ExecStart=/usr/bin/python3 -c "import time\nkept = []\nwhile True:\n  try:\n    kept.append(open('/etc/hostname'))\n  except OSError:\n    time.sleep(1)\n  if len(kept) > 200: time.sleep(100)"
UNIT
systemctl daemon-reload
systemctl start opener.service
pid=$(systemctl show -p MainPID --value opener.service)
full() { [ "$(find "/proc/$pid/fd" -type l | wc -l)" -ge 64 ]; }
wait_for full

set_value pid "$pid"
set_value unit opener.service
set_value limit 4096
run 1
expect 1 '^64$' 'NOFILE .* 64 4096'
run 2
expect 2 '^[0-9]+[[:space:]]0[[:space:]][0-9]+$'
run 3
expect 3 ' 6[0-9] .*hostname'
run 4
expect_nothing 4
more() { [ "$(find "/proc/$pid/fd" -type l | wc -l)" -gt 200 ]; }
wait_for more
run 5
see 'opener.service' 'LimitNOFILESoft=64'
run 6
status 0
run 7
expect 7 'NOFILE .* 4096 +4096' '^LimitNOFILE=4096$' '^LimitNOFILESoft=4096$'
systemctl restart opener.service
prove "it holds after a restart" grep -q '4096 *4096' <(prlimit --nofile --pid "$(systemctl show -p MainPID --value opener.service)")
systemctl stop opener.service
