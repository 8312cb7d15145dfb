# place: root
# needs: ip ssh sshd ss curl python3
# fault: a web server that only the inner machine reaches, behind a jump host
# verified: 2026-11-24, Debian 12, Linux 6.18, OpenSSH 9.2

HOME=/root
mkdir -p /root/.ssh /run/sshd /srv/inner /srv/outer
rm -f /root/.ssh/*
network
ssh-keygen -qt ed25519 -N '' -f /root/.ssh/id_ed25519
cp /root/.ssh/id_ed25519.pub /root/.ssh/authorized_keys
printf 'StrictHostKeyChecking accept-new\n' >/root/.ssh/config
ssh-keygen -qt ed25519 -N '' -f /root/host_key
for machine in router server; do
    start ip netns exec "$machine" /usr/sbin/sshd -D -f /dev/null -o HostKey=/root/host_key -o PidFile=none -o StrictModes=no
done
echo 'the inner page' >/srv/inner/index.html
echo 'the outer page' >/srv/outer/index.html
start ip netns exec server python3 -m http.server 8000 --bind 127.0.0.1 --directory /srv/inner
start ip netns exec client python3 -m http.server 7001 --bind 127.0.0.1 --directory /srv/outer
wait_for ip netns exec client ssh -J 10.9.1.1 10.9.2.2 true
wait_for ip netns exec server curl -sS http://127.0.0.1:8000/
wait_for ip netns exec client curl -sS http://127.0.0.1:7001/

at client
set_value jump root@10.9.1.1
set_value host 10.9.2.2
set_value target 127.0.0.1
set_value target-port 8000
set_value local-port 7000
run 1
expect 1 '^in$'
run 3
status 0
run 6
expect 6 'LISTEN .*127\.0\.0\.1:7000'
run 7/1
see 'the inner page'
run 3
run 8
expect 8 'Exit request sent'
run 9
expect_not 9 LISTEN

run 5
status 0
run 6
expect 6 'LISTEN .*127\.0\.0\.1:7000'
run 7/2
see 'the inner page'
run 8
expect 8 'Exit request sent'

set_value local-port 7001
set_value remote-port 7002
run 4
status 0
prove "the inner machine sees the page" ip netns exec server curl -sS -m 5 -o "$INCIDENT/page" http://127.0.0.1:7002/
prove "it is the outer page" grep -q 'the outer page' "$INCIDENT/page"
run 8
set_value remote-port 8000
run 4
see 'remote port forwarding failed'
run 3
see 'Address already in use'
