# place: temp
# needs: openssl
# fault: a certificate beside a key of another pair, the right key lost among others
# verified: 2026-11-24, Debian 12, OpenSSL 3.0

mkdir keys
for name in one two three; do openssl genrsa -out "keys/$name.key" 2048 2>/dev/null; done
openssl pkey -in keys/one.key -aes256 -passout pass:secret -out keys/locked.key
openssl ecparam -name prime256v1 -genkey -noout -out keys/other-kind.key
openssl req -new -key keys/two.key -subj '/CN=www.example.org' -out two.csr
openssl x509 -req -in two.csr -signkey keys/two.key -days 5 -out two.pem 2>/dev/null

set_value cert two.pem
set_value key keys/one.key
set_value csr two.csr
set_value folder keys
run 1
expect 1 '^subject=CN = www.example.org'
run 2
belongs=$(tail -c 65 <<<"$OUT" | tr -d '\n')
run 3
expect_not 3 "$belongs"
set_value key keys/locked.key
run 3
see 'Could not read key'
set_value key two.pem
run 3
see 'Could not read key'
run 5
expect 5 '^fits: keys/two.key$'
see '^no key, or locked: keys/locked.key$'
see_not 'one|three|other'
set_value cert missing.pem
run 5
see_not 'fits|locked'
set_value cert two.pem
set_value key keys/two.key
run 3
expect 3 "$belongs"
run 6
see "$belongs"
