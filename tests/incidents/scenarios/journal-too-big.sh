# place: systemd
# needs: journalctl
# fault: a journal of 24 MB and more, most of it from one unit
# verified: 2026-11-24, Debian 12, Linux 6.18

mkdir -p /var/log/journal
systemctl restart systemd-journald
journalctl --flush
cat >/etc/systemd/system/chatty.service <<'UNIT'
[Service]
Type=oneshot
LogRateLimitIntervalSec=0
ExecStart=/bin/sh -c 'head -c 18000000 /dev/urandom | base64 -w 900'
UNIT
systemctl daemon-reload
systemctl start chatty.service
journalctl --sync

run 1
expect 1 'take up [2-9][0-9]\.[0-9]M'
run 2
expect 2 '^ +[0-9]{4,} _SYSTEMD_UNIT=chatty.service$'
set_value size 16M
run 3
expect 3 'Vacuuming done, freed'
run 4
status 0
run 5
status 0
run 6
expect 6 'take up ([89]|1[0-6])\.[0-9]M' 'max 16\.0M'
