# place: systemd
# needs: journalctl
# fault: an error in the journal and in two files, one rotated and compressed, of this minute
# verified: 2026-11-24, Debian 12, Linux 6.18

ln -sf /usr/share/zoneinfo/Europe/Berlin /etc/localtime
systemctl restart systemd-journald
logger -p user.err -t app 'the pump stopped'
logger -p user.info -t app 'the pump hums'
journalctl --sync
mkdir -p /var/log/app
date '+%d/%b/%Y:%H:%M:%S +0100 GET /pump 500' >/var/log/app/access.log
gzip -k /var/log/app/access.log

run 1
expect 1 '\(UTC\+0[12]:00\)' ' UTC$'
set_value reported-time "$(date -u -d '-1 minute' '+%F %T UTC')"
run 2
expect 2 'CET|CEST'
set_value from "$(head -n 1 <<<"$OUT" | sed 's/ CES*T$//')"
prove "from is a local time" test "$(date -d "${value_of[from]}" +%s)" -gt "$(($(date +%s) - 200))"
set_value until "$(date -d '+2 minutes' '+%F %T')"
run 3
expect 3 "$(date '+%F')"
run 4
expect 4 'app.*the pump stopped'
see_not 'hums'
run 5
see 'the pump hums' 'the pump stopped'
run 6
expect 6 '/var/log/app/access.log$' '/var/log/app/access.log.gz$'
set_value time-as-in-the-file "$(date '+%d/%b/%Y')"
set_value file '/var/log/app/access.log*'
run 7
prove "both files are read" test "$(grep -c 'GET /pump 500' <<<"$OUT")" = 2
set_value evidence "$INCIDENT/window"
run 8
expect 8 ' [1-9][0-9]* .*window.gz$'
prove "it holds the line" bash -c "zcat $INCIDENT/window.gz | grep -aq 'the pump stopped'"
