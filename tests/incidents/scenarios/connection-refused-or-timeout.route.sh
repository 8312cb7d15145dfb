# place: root
# needs: ip ss tcpdump python3
# fault: a server with no route back to the client
# verified: 2026-11-24, Debian 12, Linux 6.18

network
start ip netns exec server python3 -m http.server 8000 --bind 10.9.2.2
wait_for ip netns exec client bash -c ': > /dev/tcp/10.9.2.2/8000'
ip -n server route del default
set_value host 10.9.2.2
set_value port 8000
set_value client 10.9.1.2
at client
run 1
status 124
start bash -c 'while sleep 0.5; do timeout 1 ip netns exec client bash -c ": > /dev/tcp/10.9.2.2/8000"; done'
at server
run 4
expect 4 'Flags \[S\],'
see_not 'Flags \[S\.\]'
run 6
expect_not 6 ' dev lan '
see 'Network is unreachable'
