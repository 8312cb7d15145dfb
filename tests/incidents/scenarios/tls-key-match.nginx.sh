# place: root
# needs: openssl nginx /etc/nginx/nginx.conf
# fault: nginx with the key of another pair; then with one of another kind, which it does not notice
# verified: 2026-11-24, Debian 12, Linux 6.18, nginx 1.22

openssl req -x509 -newkey rsa:2048 -nodes -keyout right.key -out site.pem -days 5 -subj '/CN=localhost' 2>&1
openssl genrsa -out wrong.key 2048 2>&1
openssl ecparam -name prime256v1 -genkey -noout -out kind.key
rm -f /etc/nginx/sites-enabled/*
mkdir -p /var/log/nginx
uses() { printf 'server { listen 443 ssl; ssl_certificate %s/site.pem; ssl_certificate_key %s/%s.key; }\n' "$PWD" "$PWD" "$1" >/etc/nginx/conf.d/site.conf; }
uses wrong
run 7
see 'key values mismatch'
uses right
run 7
expect 7 'test is successful'
uses kind
run 7
expect 7 'test is successful'
