# place: root
# needs: sshd ssh ssh-keygen ssh-add ssh-agent namei
# fault: a key whose modes are too open, a server that has not got it, and then an authorized_keys that others may write
# verified: 2026-11-24, Debian 12, Linux 6.18

useradd -m -s /bin/bash carol
usermod -p '*' carol
mkdir -p /run/sshd /root/.ssh
ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/work
ssh-keygen -q -t ed25519 -N '' -f hostkey
cat >sshd_config <<CONF
Port 22
ListenAddress 127.0.0.1
HostKey $PWD/hostkey
AuthorizedKeysFile .ssh/authorized_keys
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
CONF
start /usr/sbin/sshd -D -e -f "$PWD/sshd_config"
answers() { ssh-keyscan 127.0.0.1 2>/dev/null | grep -q ed25519; }
wait_for answers
ssh-keyscan 127.0.0.1 >/root/.ssh/known_hosts 2>/dev/null
printf 'Host server\n HostName 127.0.0.1\n User carol\n BatchMode yes\n' >/root/.ssh/config
chmod 600 /root/.ssh/*
chmod 644 /root/.ssh/work
# The shell's ~ and that of ssh are to be the same.
HOME=/root

set_value host server
set_value user carol
set_value key work
run 1

see '^user carol$' '^hostname 127.0.0.1$'
run 2
see 'Authentications that can continue: publickey'
see_not 'Offering public key: /root/.ssh/work'
start ssh-agent -D -a "$INCIDENT/agent"
export SSH_AUTH_SOCK=$INCIDENT/agent
wait_for test -S "$SSH_AUTH_SOCK"
run 3/2
status 255
run 3/1
see 'bad permissions|UNPROTECTED PRIVATE KEY FILE'
run 4
run 3/1
see 'Identity added'
run 2
# A fingerprint may have a +, which is no plain letter of a pattern.
expect 2 "Offering public key: .*$(ssh-keygen -lf /root/.ssh/work.pub | cut -d ' ' -f 2 | sed 's/+/[+]/g')"
run 5/1
fingerprint=$(awk '{print $2}' <<<"$OUT" | sed 's/+/[+]/g')
install -d -m 700 -o carol -g carol /home/carol/.ssh
install -m 666 -o carol -g carol /root/.ssh/work.pub /home/carol/.ssh/authorized_keys
run 5/2
see "$fingerprint"
run 6
see '^-rw-rw-rw- carol'
run 8
see 'Permission denied \(publickey\)'
prove "the server says why" grep -q 'bad ownership or modes' "$INCIDENT/started"
not_run 7 "no journal in the sandbox"
chmod 600 /home/carol/.ssh/authorized_keys
run 6
expect_not 6 '^.....w|^........w'
run 8
expect 8 '^in$'
