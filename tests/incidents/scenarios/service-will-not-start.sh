# place: systemd
# needs:
# fault: a unit whose program is missing, whose user does not exist, and that was started too often
# verified: 2026-11-24, Debian 12, Linux 6.18

cat >/etc/systemd/system/broken.service <<'UNIT'
[Unit]
StartLimitBurst=3
[Service]
User=nobody-here
ExecStart=/opt/missing --serve
UNIT
systemctl daemon-reload
set_value unit broken.service
systemctl start broken.service
run 1
expect 1 'code=exited, status=217/USER'
run 3
see "Failed to determine user credentials"
run 4
see '^ExecStart=/opt/missing' 'is not executable|No such file'
run 5
sed -i '/^User=/d' /etc/systemd/system/broken.service
run 7
see 'failed|activating'
run 1
expect 1 'code=exited, status=203/EXEC'
for ((i = 0; i < 4; i++)); do systemctl start broken.service 2>/dev/null; done
run 1
see 'start-limit-hit|Start request repeated too quickly'
run 6
status 0
printf '#!/bin/sh\nexec sleep 1000\n' >/opt/missing
chmod 755 /opt/missing
run 7
expect 7 '^active$'
systemctl stop broken.service
