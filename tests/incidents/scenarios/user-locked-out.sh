# place: root
# needs: useradd faillock chage
# fault: an account with a locked password, an expired date, the shell nologin and too many failures
# verified: 2026-11-24, Debian 12, Linux 6.18

useradd -m -s /usr/sbin/nologin alice
echo 'alice:a-Long-passw0rd' | chpasswd
usermod -L alice
chage -E 2020-01-01 alice
mkdir -p /var/run/faillock

set_value user alice
run 2
see ':/usr/sbin/nologin$'
run 3
see '^alice L' 'Account expires.*Jan 01, 2020'
run 4
expect_not 4 '^20'
not_run 5 "no journal in the sandbox"
run 6a
run 6b
run 6d
status 0
run 6e
ANSWER=$'b-Longer-passw0rd\nb-Longer-passw0rd\n'
run 6c
status 0
ANSWER=
run 2
expect 2 '^alice:.*:/bin/bash$' "/etc/nologin': No such file"
run 3
expect 3 '^alice P ' 'Account expires.*never'
run 7
expect 7 '^alice P ' '^alice$'
