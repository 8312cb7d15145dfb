# place: systemd
# needs:
# fault: a packaged unit (below /usr/lib) with a setting and an ExecStart= to be changed
# verified: 2026-11-24, Debian 12, Linux 6.18

cat >/usr/lib/systemd/system/packaged.service <<'UNIT'
[Unit]
Description=A packaged unit
[Service]
Nice=0
ExecStart=/bin/sleep 1000
UNIT
systemctl daemon-reload
systemctl start packaged.service

set_value unit packaged.service
set_value name nice
set_value section Service
set_value setting Nice
set_value value 5
run 1
expect 1 '^# /(usr/)?lib/systemd/system/packaged.service' '^Nice=0$'
run 3
expect 3 '^\[Service\]$' '^Nice=5$'
run 4
status 0
expect_not 4 'nice.conf|packaged'
run 5
expect 5 '^Nice=5$'
run 6
run 7
expect 7 '^active$' 'packaged.service'
prove "it reached the process" test "$(ps -o ni= -p "$(systemctl show -p MainPID --value packaged.service)" | tr -d ' ')" = 5

# A setting that collects values: with the empty line first, then without it.
set_value name start
set_value setting ExecStart
set_value value $'\nExecStart=/bin/sleep 2000'
run 3
see '^ExecStart=$'
run 4
status 0
run 5
see 'sleep 2000'
see_not 'sleep 1000'
run 6
status 0
set_value value '/bin/sleep 3000'
run 3
run 4
see 'more than one ExecStart='
prove "undo works" bash -c 'rm /etc/systemd/system/packaged.service.d/start.conf && systemctl daemon-reload && systemctl restart packaged.service'
systemctl stop packaged.service
