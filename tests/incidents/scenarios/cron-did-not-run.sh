# place: systemd
# needs: cron crontab
# fault: a job that is not found in cron's short PATH, and a file in cron.d with a dot in its name
# verified: 2026-11-24, Debian 12, Linux 6.18

useradd -m worker
mkdir -p /opt/app
printf '#!/bin/sh\necho the report is done\n' >/opt/app/report
chmod 755 /opt/app/report
printf '* * * * * report\n' | crontab -u worker -
touch /etc/cron.daily/report.sh
printf '#!/bin/sh\n' >/etc/cron.daily/tidy
chmod 755 /etc/cron.daily/*
systemctl start cron

set_value user worker
set_value job report
set_value home /home/worker
set_value name report
run 1
expect 1 '^\* \* \* \* \* report$'
started() { journalctl -t CRON --no-pager | grep -q 'CMD (report)'; }
for ((second = 0; second < 70; second++)); do started && break; sleep 1; done
run 2
expect 2 '^active$' 'CMD \(report\)'
run 3
expect 3 'UTC|CE' 'cron -f'
run 5
see 'tidy'
expect_not 5 'report\.sh'
run 6
see 'not found' 'status 127'
set_value job /opt/app/report
run 6
expect 6 'the report is done' 'status 0'
not_run 7 "an editor; the scenario writes the line"
printf '* * * * * /opt/app/report 2>&1 | logger -t report\n' | crontab -u worker -
said() { journalctl -t report --no-pager | grep -q 'the report is done'; }
for ((second = 0; second < 70; second++)); do said && break; sleep 1; done
run 8
expect 8 'CMD \(/opt/app/report' 'report\[[0-9]+\]: the report is done'
systemctl stop cron
