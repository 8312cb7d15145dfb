# place: root
# needs: ip nft setsid ssh sshd /etc/nftables.conf systemctl
# fault: new rules that forget ssh, on a machine that is reached by ssh only
# verified: 2026-11-24, Debian 12, Linux 6.18, nftables 1.0

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
ip netns exec server nft 'add table inet old; add chain inet old input { type filter hook input priority 0; }; add rule inet old input tcp dport 8000 drop'
rules() {
    cat <<RULES
flush ruleset
table inet filter {
    chain input {
        type filter hook input priority 0; policy drop;
        ct state established,related accept
        tcp dport $1 accept
    }
}
RULES
}
rules 2222 >/root/bad.nft
rules 22 >/root/good.nft
set_value host 10.9.2.2

at server
not_run 1/2 "no services run in the sandbox"
run 1
see 'tcp dport 8000 drop'
run 2
expect 2 '^saved$'
set_value seconds 16
run 3
expect 3 'sleep 16'
set_value new-rules /root/bad.nft
run 4
status 0
at client
run 5
expect_not 5 '^in$'
old_rules() { ip netns exec server nft list ruleset | grep -q 'tcp dport 8000 drop'; }
sleep 6
wait_for old_rules
run 5
expect 5 '^in$'

at server
set_value seconds 60
run 3
set_value new-rules /root/good.nft
run 4
at client
run 5
expect 5 '^in$'
at server
timer=$(cat /run/rules-undo.pid)
run 6
status 0
# Gone, or ended and not yet waited for.
stopped() { ! grep -q '^State:.[^Z]' "/proc/$timer/status"; }
wait_for stopped
run 7
prove "the rules are kept" cmp /root/good.nft /etc/nftables.conf
prove "the old file is kept" grep -q 'flush ruleset' /etc/nftables.conf.old
prove "they are loaded at boot" test -e /etc/systemd/system/sysinit.target.wants/nftables.service
run 8
expect 8 'tcp dport 22 accept'
status 0
