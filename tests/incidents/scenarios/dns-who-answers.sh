# place: root
# needs: ip dig named dnsmasq getent
# fault: a local cache (dnsmasq) that still gives an old address, its authority (bind) already the new one
# verified: 2026-11-24, Debian 12, Linux 6.18

ip address add 127.0.0.3/8 dev lo
mkdir zone
zone() {
    printf '$TTL 600\n@ IN SOA ns hostmaster (%s 60 60 60 60)\n@ IN NS ns.example.test.\nns IN A 127.0.0.3\nwww IN A %s\n' "$1" "$2" >zone/example.test
}
zone 1 192.0.2.10
cat >named.conf <<CONF
options { directory "$PWD/zone"; listen-on port 53 { 127.0.0.3; }; listen-on-v6 { none; }; recursion no; pid-file none; dnssec-validation no; allow-query { any; }; };
controls {};
zone "example.test" { type primary; file "$PWD/zone/example.test"; };
CONF
chmod -R a+rX "$INCIDENT" && chmod a+rwx zone
start named -g -c "$PWD/named.conf"
authority=$STARTED
start dnsmasq --no-daemon --conf-file=/dev/null --no-resolv --no-hosts --listen-address=127.0.0.1 --bind-interfaces --server=127.0.0.3
rm -f /etc/resolv.conf
echo 'nameserver 127.0.0.1' >/etc/resolv.conf
answers() { [ "$(dig +time=1 +tries=1 +short www.example.test)" = 192.0.2.10 ]; }
wait_for answers
zone 2 192.0.2.20
kill "$authority" && wait "$authority" 2>/dev/null
start named -g -c "$PWD/named.conf"
changed() { [ "$(dig +time=1 +tries=1 +short www.example.test @127.0.0.3)" = 192.0.2.20 ]; }
wait_for changed

set_value name www.example.test
set_value domain example.test
run 1
see '^192\.0\.2\.10 '
run 2
expect_not 2 'www.example.test'
run 3
see 'nameserver 127.0.0.1'
not_run 3 "its Expect: no systemd-resolved in the sandbox"
run 4
expect 4 'status: NOERROR' '192\.0\.2\.10' 'SERVER: 127\.0\.0\.1'
set_value authority 127.0.0.3
run 5/1
see '^ns.example.test.$'
run 5/2
see '192\.0\.2\.20'
not_run 5 "its Expect: is the case without a fault"
not_run 6 "no systemd-resolved in the sandbox"
echo '192.0.2.99 www.example.test' >>/etc/hosts
run 2
see '^[0-9]+:192.0.2.99 www'
run 7
see '^192\.0\.2\.99 '
