# place: root
# needs: ip ss nft tcpdump traceroute python3
# fault: a server behind a router whose firewall drops one port
# verified: 2026-11-24, Debian 12, Linux 6.18

network
start ip netns exec server python3 -m http.server 8000 --bind 10.9.2.2
wait_for ip netns exec client bash -c ': > /dev/tcp/10.9.2.2/8000'
ip netns exec server nft -f - <<'RULES'
table inet filter {
    chain input {
        type filter hook input priority 0;
        tcp dport 8000 counter drop;
    }
}
RULES
set_value host 10.9.2.2
set_value port 8000
set_value client 10.9.1.2

at client
run 1
status 124
see_not open
at server
run 3
expect 3 'LISTEN .*10\.9\.2\.2:8000' 'python3'
start bash -c 'while sleep 0.5; do timeout 1 ip netns exec client bash -c ": > /dev/tcp/10.9.2.2/8000"; done'
run 4
expect 4 ' In +IP 10\.9\.1\.2\.[0-9]+ > 10\.9\.2\.2\.8000: Flags \[S\]'
see_not 'Flags \[S\.\]'
run 5
expect 5 'tcp dport 8000 counter packets [1-9][0-9]* bytes [0-9]+ drop'
run 6
expect 6 ' dev lan '
at client
run 7
expect_not 7 '[0-9]+  10\.9\.2\.2 '
see '^ 1  10\.9\.1\.1 '

ip netns exec server nft delete table inet filter
at server
run 4
expect 4 'Flags \[S\],' 'Flags \[S\.\],'
at client
run 7
expect 7 ' 2  10\.9\.2\.2 '
run 8
expect 8 '^open$'
