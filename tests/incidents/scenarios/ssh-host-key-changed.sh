# place: root
# needs: ip ssh sshd ssh-keyscan
# fault: a server with new host keys, and another host in the same known_hosts
# verified: 2026-11-24, Debian 12, Linux 6.18, OpenSSH 9.2

HOME=/root
mkdir -p /root/.ssh /run/sshd
rm -f /root/.ssh/* /etc/ssh/ssh_host_*
network
ssh-keygen -qt ed25519 -N '' -f /root/.ssh/id_ed25519
cp /root/.ssh/id_ed25519.pub /root/.ssh/authorized_keys
key=/etc/ssh/ssh_host_ed25519_key
serve() {
    rm -f "$key" "$key.pub"
    ssh-keygen -qt ed25519 -N '' -f "$key"
    start ip netns exec server /usr/sbin/sshd -D -f /dev/null -o "HostKey=$key" -o PidFile=none -o StrictModes=no
    wait_for ip netns exec client bash -c ': > /dev/tcp/10.9.2.2/22'
}
fingerprint() { ssh-keygen -lf "$key.pub" | cut -d ' ' -f 2; }
plain() { sed 's/+/\\+/g' <<<"$1"; } # as a regular expression
serve
ip netns exec client ssh -o StrictHostKeyChecking=accept-new 10.9.2.2 true || fail "no way in"
printf '10.9.2.77 %s\n' "$(cut -d ' ' -f 1,2 "$key.pub")" >>/root/.ssh/known_hosts
old=$(fingerprint)
kill "$STARTED"
wait "$STARTED"
serve
new=$(fingerprint)
refused() { ip netns exec client ssh 10.9.2.2 true 2>&1 | grep -q 'REMOTE HOST IDENTIFICATION HAS CHANGED'; }
prove "ssh refuses" refused

at client
set_value host 10.9.2.2
run 1
expect 1 'found: line 1' "$(plain "$old")"
run 2
expect 2 '^hostname 10\.9\.2\.2' '^10\.9\.2\.2 '
run 3
see "$(plain "$new")"
at server
run 4
see "$(plain "$new")"
at client
run 6
expect 6 'updated'
prove "the other host is still known" grep -q '^10\.9\.2\.77 ' /root/.ssh/known_hosts
prove "the old file is kept" test -s /root/.ssh/known_hosts.old
# The question is answered through the program that asks for passwords: first a wrong
# fingerprint, after which ssh asks again, then the right one.
cat >/root/ask <<ASK
#!/bin/sh
if [ -e /root/asked ]; then echo '$new'; else echo '$old'; fi
echo "\$1" >>/root/asked
ASK
chmod 755 /root/ask
export SSH_ASKPASS=/root/ask SSH_ASKPASS_REQUIRE=force
run 7
expect 7 '^in$'
prove "ssh compared, and asked again" grep -q "^Please type 'yes', 'no' or the fingerprint" /root/asked
run 8
expect 8 "$(plain "$new")"
