# place: root
# needs: ip
# fault: a rule that sends one source address to a table without routes; then no default route
# verified: 2026-11-24, Debian 12, Linux 6.18

network
at client
ip -n client address add 10.9.1.3/24 dev lan
ip -n client rule add from 10.9.1.3 table 77
ip -n client route add unreachable default table 77
set_value address 10.9.2.2
run 1
expect 1 'via 10\.9\.1\.1 dev lan src 10\.9\.1\.2 '
run 2
expect 2 '^lan@.* UP .*10\.9\.1\.2/24'
run 3
expect 3 'lookup local' 'lookup main' 'lookup default'
see 'from 10\.9\.1\.3 lookup 77'
set_value source 10.9.1.2
run 4
expect 4 ' dev lan '
set_value source 10.9.1.3
run 4
see 'No route to host'
run 5
expect 5 '^default via 10\.9\.1\.1'
see 'unreachable default table 77'

ip -n client rule del from 10.9.1.3
ip -n client route del default
run 1
see 'Network is unreachable'
run 5
expect_not 5 '^default'
set_value network 10.9.2.0/24
set_value gateway 10.9.1.1
set_value interface lan
run 7
status 0
run 8
expect 8 'via 10\.9\.1\.1 dev lan src 10\.9\.1\.3 '
prove "packets arrive" ip netns exec client ping -c 1 -W 2 10.9.2.2
