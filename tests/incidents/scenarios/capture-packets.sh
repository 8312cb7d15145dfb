# place: root
# needs: ip tcpdump nft python3
# fault: a server that resets every connection to one port
# verified: 2026-11-24, Debian 12, Linux 6.18

network
ip netns exec server nft 'add table inet f; add chain inet f i { type filter hook input priority 0; }; add rule inet f i tcp dport 8000 reject with tcp reset'
start bash -c 'while sleep 0.1; do ip netns exec client bash -c ": > /dev/tcp/10.9.2.2/8000"; done'
at server
run 1
see '^lan@.* UP +10\.9\.2\.2/24'
set_value interface lan
set_value filter 'tcp port 8000'
run 2
expect 2 '10\.9\.1\.2\.[0-9]+ > 10\.9\.2\.2\.8000: Flags \[S\]'
set_value name incident
set_value duration 4s
run 3
status 124
expect 3 'listening on lan'
see '0 packets dropped by kernel'
run 4
see '^20[0-9-]+T[0-9:]+Z$'
not_run 5 "Ctrl-C needs a terminal; the limit of time ends step 3"
run 6
see '10\.9\.2\.2\.8000 > 10\.9\.1\.2\.[0-9]+: Flags \[R'
prove "the files are those of the user tcpdump" test "$(stat -c %U /var/tmp/incident.pcap0)" = tcpdump
not_run 7 "copying to another machine is ssh's affair"
run 8
run 9
expect_not 9 tcpdump pcap
