# place: root
# needs: visudo useradd /usr/bin/sudo
# fault: a user without rights; then a rule with a mistake in it
# verified: 2026-11-24, Debian 12, Linux 6.18, sudo 1.9

# The real sudo, not the stand-in: its rules are what is tried.
rm "$INCIDENT/bin/sudo"
hash -r
echo '127.0.0.1 localhost incident' >/etc/hosts
useradd -m -s /bin/bash worker
rm -f /etc/sudoers.d/*
prove "the rules are sound" visudo -c
set_value user worker
set_value command /usr/bin/id
set_value name worker-id

not_run 1 "needs a second terminal"
run 2
expect 2 'User worker is not allowed to run sudo' '/etc/sudoers: parsed OK'
run 3/1
draft=$(sed '/^$/d' <<<"$OUT" | tail -n 1)
set_value draft "$draft"
run 3/2
run 4
expect 4 'parsed OK'
sed -i 's/=(root)/=root)/' "$draft"
run 4
expect_not 4 'parsed OK'
see "^$draft:1:"
run 3/2
run 5
prove "mode and owner are right" test "$(stat -c '%a %U' /etc/sudoers.d/worker-id)" = '440 root'
run 6
expect 6 '/etc/sudoers: parsed OK' '/etc/sudoers.d/worker-id: parsed OK'
run 7
expect 7 '^uid=0\(root\)'
set_value command /usr/bin/whoami
run 7
see 'a password is required'
run 8
expect 8 '\(root\) NOPASSWD: /usr/bin/id'
