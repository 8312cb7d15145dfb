# place: systemd
# needs: ss python3
# fault: a unit that listens on port 8080, which another program wants
# verified: 2026-11-24, Debian 12, Linux 6.18

cat >/etc/systemd/system/web.service <<'UNIT'
[Service]
ExecStart=/usr/bin/python3 -m http.server 8080 --bind 127.0.0.1
UNIT
systemctl daemon-reload
systemctl start web.service
listening() { ss -lnt | grep -q ':8080 '; }
wait_for listening
pid=$(systemctl show -p MainPID --value web.service)

set_value port 8080
run 1
expect 1 "users:\(\(\"python3\",pid=$pid,fd=[0-9]+\)\)"
set_value pid "$pid"
# A connection that the server closes first stays in TIME-WAIT on its port.
exec 7<>/dev/tcp/127.0.0.1/8080
printf 'GET / HTTP/1.0\r\n\r\n' >&7
cat <&7 >/dev/null
exec 7>&-
run 2
expect 2 'TIME-WAIT .*127.0.0.1:8080'
run 3
see 'python3 -m http.server'
run 4
expect 4 'system.slice/web.service'
set_value unit web.service
run 5a
status 0
not_run 5b "no containers on the machine"
start python3 -m http.server 8080 --bind 127.0.0.1
wait_for listening
set_value pid "$STARTED"
run 5c
wait "$STARTED" 2>/dev/null
run 6
expect_not 6 '8080'
see 'Netid'
