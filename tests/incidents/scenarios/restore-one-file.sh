# place: temp
# needs: tar lsof
# fault: a file deleted after a tar of its tree was made
# verified: 2026-11-24, Debian 12, tar 1.34

mkdir -p etc/app
echo 'the good one' >etc/app/settings
chmod 640 etc/app/settings
touch -d '2026-01-02 03:04' etc/app/settings
tar -czf backup.tar.gz etc
echo 'the bad one' >etc/app/settings

set_value path "$PWD/etc/app/settings"
set_value relative-path etc/app/settings
set_value archive "$PWD/backup.tar.gz"
set_value folder "$INCIDENT/restored"
run 1
expect_nothing 1
run 2c
see 'etc/app/settings$'
run 3
run 4c
status 0
prove "the original is untouched" grep -q bad etc/app/settings
run 5
expect 5 '^< the bad one$' '^> the good one$'
run 6
status 0
prove "it is back" grep -q good etc/app/settings
run 7
expect 7 ' 640 2026-01-02 03:04.* .*/etc/app/settings$'
prove "the lines differ only in the name" test "$(sed 's/ [^ ]*$//' <<<"$OUT" | grep . | uniq | wc -l)" = 1
prove "undo works" cp -a etc/app/settings.before-restore etc/app/settings
