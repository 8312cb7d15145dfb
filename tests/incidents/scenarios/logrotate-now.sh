# place: root
# needs: logrotate lsof
# fault: a rule without a number of generations, and a program that keeps the log open
# verified: 2026-11-24, Debian 12, Linux 6.18

mkdir -p /var/log/app /var/lib/logrotate
seq 1000 >/var/log/app/app.log
cat >/etc/logrotate.d/app <<'RULE'
/var/log/app/app.log {
    weekly
    missingok
}
RULE
chmod 644 /etc/logrotate.d/app
start bash -c 'exec >>/var/log/app/app.log; while sleep 0.1; do echo line; done'

set_value log /var/log/app/app.log
set_value rule /etc/logrotate.d/app
# The state file knows the log once logrotate has seen it.
logrotate /etc/logrotate.d/app
run 1
expect 1 '^/etc/logrotate.d/app:1:' '^/var/lib/logrotate/status:[0-9]+:"/var/log/app/app.log" 20'
run 2
expect 2 'log does not need rotating'
run 3
expect 3 '^ *rotate [0-9]+'
run 4
expect 4 'renaming /var/log/app/app.log to /var/log/app/app.log.1'
see_not 'error:'
prove "the old log is kept" grep -q '^1000$' /var/log/app/app.log.1
run 5
see '/var/log/app/app.log.1'
# The rule gets what step 5 asks for.
printf '%s {\n weekly\n copytruncate\n}\n' /var/log/app/app.log >/etc/logrotate.d/app
kill "$STARTED"
start bash -c 'exec >>/var/log/app/app.log; while sleep 0.1; do echo line; done'
sleep 0.5
run 4
see 'copying|truncating'
run 5
expect_nothing 5
run 6
expect 6 'app\.log\.1' 'bash .* /var/log/app/app.log'
not_run 7 "no timers in the sandbox"

# The trap of step 3: without the defaults the old log is deleted.
seq 1000 >/var/log/app/gone.log
printf '/var/log/app/gone.log {\n weekly\n}\n' >/etc/logrotate.d/gone
logrotate --force /etc/logrotate.d/gone
prove "the warning is true" bash -c '! ls /var/log/app/gone.log*1*'
