# place: root
# needs: ip dig named unbound
# fault: two authorities of one zone that disagree, and a cache that keeps the old answer
# verified: 2026-11-24, Debian 12, Linux 6.18, BIND 9.18, Unbound 1.17

network
for n in 11 12 13; do ip -n server address add "10.9.2.$n/24" dev lan; done
zone() { # SERIAL TTL ADDRESS
    cat <<ZONE
\$TTL 3600
@ IN SOA ns1.example.test. admin.example.test. ( $1 3600 600 86400 120 )
@ IN NS ns1.example.test.
@ IN NS ns2.example.test.
ns1 IN A 10.9.2.11
ns2 IN A 10.9.2.12
www $2 IN A $3
ZONE
}
mkdir -p /run/ns1 /run/ns2
for n in 1 2; do
    zone 1 3600 192.0.2.10 >"/run/ns$n/zone"
    cat >"/run/ns$n/named.conf" <<CONF
options { directory "/run/ns$n"; listen-on { 10.9.2.1$n; }; listen-on-v6 { none; }; recursion no; pid-file "pid"; session-keyfile "key"; };
controls { };
zone "example.test" { type primary; file "zone"; };
CONF
    start ip netns exec server named -4 -f -c "/run/ns$n/named.conf"
done
reload() { kill -HUP "$(cat "/run/ns$1/pid")"; }
serves() { [ "$(ip netns exec client dig +norecurse +short "$2" "www.example.test" "@10.9.2.1$1")" = "$3" ]; }
wait_for serves 1 A 192.0.2.10
wait_for serves 2 A 192.0.2.10
cat >/run/unbound.conf <<'CONF'
server:
    interface: 10.9.2.13
    access-control: 0.0.0.0/0 allow
    chroot: ""
    username: ""
    directory: "/run"
    pidfile: "/run/unbound.pid"
    use-syslog: no
    module-config: "iterator"
    local-zone: "test." nodefault
stub-zone:
    name: "example.test"
    stub-addr: 10.9.2.11
    stub-addr: 10.9.2.12
CONF
start ip netns exec server unbound -d -c /run/unbound.conf
rm -f /etc/resolv.conf
echo 'nameserver 10.9.2.13' >/etc/resolv.conf
wait_for ip netns exec client getent ahosts www.example.test

at client
set_value domain example.test
set_value name www.example.test
set_value type A
set_value authority ns1.example.test
set_value resolver 10.9.2.13
run 1
expect 1 '^ns1\.example\.test\.$' '^ns2\.example\.test\.$'
run 3
see '^www\.example\.test\.	3600	IN	A	192\.0\.2\.10$'

zone 2 300 192.0.2.10 >/run/ns1/zone
reload 1
ttl() { ip netns exec client dig +norecurse +noall +answer www.example.test A @10.9.2.11 | grep -q '	300	'; }
wait_for ttl
run 4
expect 4 '	300	IN	A	192\.0\.2\.10$'

zone 3 300 192.0.2.20 >/run/ns1/zone
reload 1
wait_for serves 1 A 192.0.2.20
run 5
see '^ns2\.example\.test\. 192\.0\.2\.10 $' 'test\. 3 3600 .* 10\.9\.2\.11' 'test\. 1 3600 .* 10\.9\.2\.12'
zone 3 300 192.0.2.20 >/run/ns2/zone
reload 2
wait_for serves 2 A 192.0.2.20
run 5
expect 5 '^ns1\.example\.test\. 192\.0\.2\.20 $' '^ns2\.example\.test\. 192\.0\.2\.20 $' 'test\. 3 3600 .* 10\.9\.2\.11' 'test\. 3 3600 .* 10\.9\.2\.12'
run 6
see '192\.0\.2\.10$'
expect_not 6 '192\.0\.2\.20'
run 7
expect_not 7 '192\.0\.2\.20'
kill "$(cat /run/unbound.pid)"
start ip netns exec server unbound -d -c /run/unbound.conf
wait_for ip netns exec client getent ahosts www.example.test
run 6
expect 6 '192\.0\.2\.20$'
run 7
expect 7 '^192\.0\.2\.20 '
