# place: temp
# needs: tar file gzip
# fault: an archive whose name lies, with a path that climbs out, and one in a single folder
# verified: 2026-11-24, Debian 12, tar 1.34

mkdir -p project/docs
echo text >project/docs/page
echo code >project/main
tar -czf project.tar project
echo evil >evil
tar -cPf bad.tar ./evil ../here/evil "$PWD/evil"

set_value archive project.tar
run 1
expect 1 'gzip compressed data'
run 2
see 'project/docs/page'
see_not '^/' '^\.\./'
set_value archive bad.tar
run 2
see "^$PWD/evil\$" '^\.\./here/evil$'
set_value archive project.tar
run 2/2
expect_nothing 2
run 3
see '^10$' 'Avail'
set_value dir out
run 4
prove "it is in the new directory" test "$(cat out/project/main)" = code
rm -r out && mkdir out
run 5
prove "the folder is left out" test "$(cat out/main)" = code
rm -r out && mkdir out
set_value path-in-archive project/docs/page
run 6
prove "only the one is there" test "$(find out -type f)" = out/project/docs/page
run 7
see '^out/project/docs$'
