# place: systemd
# needs: openssl nginx
# fault: nginx with a certificate that expired yesterday
# verified: 2026-11-24, Debian 12, Linux 6.18

mkdir -p /etc/tls
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out /etc/tls/key.pem
# x509 -days refuses a past end; the ca command does not.
openssl req -new -key /etc/tls/key.pem -subj /CN=localhost -out request.pem
mkdir ca && : >ca/index && echo 01 >ca/serial
cat >ca.cnf <<CONF
[ca]
default_ca = own
[own]
database = $PWD/ca/index
serial = $PWD/ca/serial
new_certs_dir = $PWD/ca
default_md = sha256
policy = any
[any]
commonName = supplied
CONF
sign() {
    openssl ca -batch -notext -config ca.cnf -selfsign -keyfile /etc/tls/key.pem -in request.pem -startdate 20250101000000Z -enddate "$1" -out "$2" 2>/dev/null
}
sign "$(date -u -d yesterday +%Y%m%d%H%M%SZ)" /etc/tls/cert.pem
: >ca/index
sign "$(date -u -d '+90 days' +%Y%m%d%H%M%SZ)" new.pem
chmod 640 /etc/tls/cert.pem
mv /etc/tls/cert.pem /etc/tls/cert1.pem
ln -s cert1.pem /etc/tls/cert.pem
cp /etc/tls/cert1.pem expired.pem
rm -f /etc/nginx/sites-enabled/*
cat >/etc/nginx/sites-enabled/site <<'CONF'
server {
    listen 127.0.0.1:443 ssl;
    server_name localhost;
    ssl_certificate /etc/tls/cert.pem;
    ssl_certificate_key /etc/tls/key.pem;
}
CONF
systemctl start nginx

set_value host localhost
set_value cert /etc/tls/cert.pem
set_value new-cert "$PWD/new.pem"
set_value key /etc/tls/key.pem
run 1
expect 1 "notAfter=.* $(date -u -d yesterday +%Y) GMT"
prove "it is in the past" test "$(date -d "$(sed -n 's/^notAfter=//p' <<<"$OUT")" +%s)" -lt "$(date +%s)"
run 2
see '/etc/nginx/sites-enabled/site:4: *ssl_certificate /etc/tls/cert.pem;'
run 3
see 'notAfter='
run 4
prove "both lines are the same" test "$(grep . <<<"$OUT" | sort -u | wc -l)" = 1
run 5
prove "the mode is kept" test "$(stat -c %a /etc/tls/cert1.pem)" = 640
prove "the link stays" test -L /etc/tls/cert.pem
prove "the old one is kept" bash -c 'test ! -L /etc/tls/cert.pem.old && cmp /etc/tls/cert.pem.old expired.pem'
run 6
status 0
sleep 1
run 7
expect 7 'notAfter='
prove "it is in the future" test "$(date -d "$(sed -n 's/^notAfter=//p' <<<"$OUT")" +%s)" -gt "$(date +%s)"
prove "the way back works" bash -c 'cp /etc/tls/cert.pem.old /etc/tls/cert.pem && cmp /etc/tls/cert1.pem expired.pem && nginx -t && systemctl reload nginx'
systemctl stop nginx
