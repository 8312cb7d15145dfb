# place: root
# needs: ip ssh sshd nft ping script
# fault: a session whose packets are all dropped
# verified: 2026-11-24, Debian 12, Linux 6.18, OpenSSH 9.2

HOME=/root
mkdir -p /root/.ssh /run/sshd
rm -f /root/.ssh/*
network
ssh-keygen -qt ed25519 -N '' -f /root/.ssh/id_ed25519
cp /root/.ssh/id_ed25519.pub /root/.ssh/authorized_keys
printf 'StrictHostKeyChecking accept-new\n' >/root/.ssh/config
ssh-keygen -qt ed25519 -N '' -f /root/host_key
start ip netns exec server /usr/sbin/sshd -D -f /dev/null -o HostKey=/root/host_key -o PidFile=none -o StrictModes=no
wait_for ip netns exec client ssh 10.9.2.2 true
freeze() { ip netns exec server nft 'add table inet frozen; add chain inet frozen input { type filter hook input priority 0; policy drop; }'; }
thaw() { ip netns exec server nft delete table inet frozen; }

# The escape keys, in a terminal, on a session that is dead.
mkfifo keys
ip netns exec client script -qfc 'ssh -tt 10.9.2.2' seen <keys >"$INCIDENT/started" 2>&1 &
session=$!
pids+=("$session")
exec 5>keys
echo 'echo al''ive' >&5
wait_for grep -q '^alive' seen
freeze
printf 'echo lo''st\r' >&5
sleep 2
prove "the session does not end by itself" test -d "/proc/$session"
printf '\r~.' >&5
wait_for grep -q 'Connection to 10.9.2.2 closed' seen
not_run 3 "keys, not a command: the scenario types them in a terminal"
not_run 4 "needs a terminal"
not_run 9 "needs a terminal"

at client
set_value host 10.9.2.2
run 5
see '3 packets transmitted, 0 received'
thaw
run 5
expect 5 '3 packets transmitted, 3 received'
run 6
see 'PID +TTY'

cat >>/root/.ssh/config <<'CONF'
Host *
    ServerAliveInterval 15
    ServerAliveCountMax 4
CONF
run 8
expect 8 '^serveraliveinterval 15$' '^serveralivecountmax 4$'
# The same with shorter times: ssh notices.
sed -i 's/Interval 15/Interval 1/; s/Max 4/Max 2/' /root/.ssh/config
ip netns exec client ssh 10.9.2.2 sleep 60 >dead 2>&1 &
pids+=("$!")
sleep 1
freeze
wait_for grep -q 'not responding' dead
