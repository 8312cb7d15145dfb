# place: root
# needs: ip nft ping tracepath curl python3
# fault: a router with a link of 1400 bytes that reports nothing back
# verified: 2026-11-24, Debian 12, Linux 6.18

network
head -c 3000000 /dev/urandom >large
start ip netns exec client python3 -m http.server 8000 --bind 10.9.1.2
wait_for ip netns exec server bash -c ': > /dev/tcp/10.9.1.2/8000'
ip -n router link set lan2 mtu 1400
ip netns exec router nft 'add table inet silent; add chain inet silent out { type filter hook output priority 0; }; add rule inet silent out icmp type destination-unreachable drop'
set_value url http://10.9.1.2:8000/large
hangs() { ! ip netns exec server curl -sS -m 4 -o /dev/null "${value_of[url]}"; }
prove "large answers hang" hangs

at client
set_value host 10.9.2.2
run 1
expect 1 '64 bytes from' '1472\(1500\) bytes' '2 packets transmitted, 0 received'
run 2
expect 2 '^MTU 1400$'
run 3
expect 3 ' 2:  no reply'
run 4
see ' dev lan '

run 5
at server
run 8
expect 8 '^200 3000000 bytes'
forget() { ip netns exec client sysctl -qw net.ipv4.tcp_mtu_probing=0; ip -n client tcp_metrics flush; ip -n client route flush cache; }
forget
prove "large answers hang again" hangs

at client
set_value interface lan
set_value mtu 1400
run 6
at server
run 8
expect 8 '^200 3000000 bytes'
ip -n client link set lan mtu 1500
forget
prove "large answers hang again" hangs

at router
run 7
at server
run 8
expect 8 '^200 3000000 bytes'
