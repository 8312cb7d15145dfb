# place: systemd
# needs: openssl nginx curl pgrep /etc/nginx/nginx.conf /lib/systemd/system/nginx.service
# fault: nginx serves a certificate without the intermediate that signed it
# verified: 2026-11-24, Debian 12, Linux 6.18, OpenSSL 3.0, nginx 1.22

mkdir -p /srv/www
pair() { openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.csr" -subj "$2" 2>&1; }
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout root.key -out root.pem -days 30 -subj '/CN=Test Root' 2>&1
pair middle '/CN=Test Intermediate'
printf 'basicConstraints=critical,CA:true\n' >ca.ext
openssl x509 -req -in middle.csr -CA root.pem -CAkey root.key -CAcreateserial -days 20 -extfile ca.ext -out middle.pem 2>&1
pair site '/CN=localhost'
printf 'subjectAltName=DNS:localhost\nauthorityInfoAccess=caIssuers;URI:http://127.0.0.1/middle.der\n' >site.ext
openssl x509 -req -in site.csr -CA middle.pem -CAkey middle.key -CAcreateserial -days 10 -extfile site.ext -out site.pem 2>&1
openssl x509 -in middle.pem -outform der -out /srv/www/middle.der
install -m 600 site.key /etc/ssl/site.key
mkdir /etc/ssl/archive
install -m 644 site.pem /etc/ssl/archive/site1.pem
ln -s archive/site1.pem /etc/ssl/site.pem
cp site.pem fresh.pem
rm -f /etc/nginx/sites-enabled/*
cat >/etc/nginx/conf.d/site.conf <<'CONF'
server { listen 443 ssl; server_name localhost; ssl_certificate /etc/ssl/site.pem; ssl_certificate_key /etc/ssl/site.key; }
server { listen 127.0.0.1:80; root /srv/www; }
CONF
systemctl start nginx || fail "nginx does not start"
export SSL_CERT_FILE=$PWD/root.pem
refused() { ! curl -sS https://localhost/ && curl -sS https://localhost/ 2>&1 | grep -q 'unable to get local issuer certificate'; }
prove "curl refuses it" refused

set_value host localhost
set_value port 443
set_value cert /etc/ssl/site.pem
run 1
expect 1 '^ 0 s:CN = localhost' 'Verify return code: 21 '
see_not '^ 1 s:'
run 2
expect 2 '^1$'
see '/etc/nginx/conf.d/site.conf:1:.*ssl_certificate /etc/ssl/site.pem'
run 3
expect 3 'CA Issuers - URI:http://127.0.0.1/middle.der'
set_value uri http://127.0.0.1/middle.der
run 4
status 0
run 5
expect 5 '^/etc/ssl/site.pem: OK$'
run 6
prove "the old file is kept, and is no link" bash -c 'test ! -L /etc/ssl/site.pem.old && cmp /etc/ssl/site.pem.old fresh.pem'
prove "the link still leads to the certificate" test "$(readlink -f /etc/ssl/site.pem)" = /etc/ssl/archive/site1.pem
prove "both certificates are in it" test "$(grep -c BEGIN /etc/ssl/archive/site1.pem)" = 2
workers() { pgrep -P "$(cat /run/nginx.pid)"; }
before=$(workers)
run 7
see 'test is successful'
status 0
# Until the last of the old ones is gone, either may answer.
replaced() { workers | grep -q . && ! workers | grep -qxF "$before"; }
wait_for replaced
run 8
expect 8 '^ 0 s:CN = localhost' '^ 1 s:CN = Test Intermediate' 'Verify return code: 0 \(ok\)'
prove "curl is content" curl -sS -o "$INCIDENT/page" https://localhost/
