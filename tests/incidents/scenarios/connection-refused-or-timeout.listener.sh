# place: root
# needs: ip ss nft python3
# fault: a program that listens on 127.0.0.1 only, a closed port, a firewall that rejects, a dead host, no route
# verified: 2026-11-24, Debian 12, Linux 6.18

network
start ip netns exec server python3 -m http.server 8000 --bind 127.0.0.1
wait_for ip netns exec server bash -c ': > /dev/tcp/127.0.0.1/8000'
ip netns exec server nft 'add table inet f; add chain inet f i { type filter hook input priority 0; }; add rule inet f i tcp dport 8002 reject'
set_value host 10.9.2.2

for port in 8000 8001 8002; do
    set_value port "$port"
    at client
run 1
    see 'Connection refused'
done
at server
set_value port 8000
run 3
expect_not 3 '(0\.0\.0\.0|\*|\[::\]):8000'
see '127\.0\.0\.1:8000'
set_value port 8001
run 3
see_not LISTEN
at client
set_value host 10.9.1.99
run 1
see 'No route to host'
ip -n client route del default
set_value host 10.9.2.2
run 1
see 'Network is unreachable'
