# place: temp
# needs: rsync findmnt
# fault: a mirror with a changed, a missing and two superfluous files
# verified: 2026-11-24, Debian 12, rsync 3.2.7

mkdir -p source/sub target/sub
echo same >source/same && cp -a source/same target/same
echo new >source/sub/new
echo changed >source/changed && echo old >target/changed
echo extra >target/extra && echo extra >target/sub/extra2

set_value source "$PWD/source"
set_value target "$PWD/target"
set_value plan "$INCIDENT/plan"
set_value kept "$PWD/kept"
run 1
expect 1 '^changed$' '^TARGET' 'Avail'
run 2
expect 2 '^[4-9] '
prove "nothing is written yet" test ! -e target/sub/new
run 3
expect 3 '^2$' '^\*deleting +extra$' '^\*deleting +sub/extra2$'
run 4
set_value count 1
run 5
see 'max-delete limit' 'status 25'
set_value count 2
run 5
expect 5 'status 0'
run 6
expect_nothing 6
prove "they are the same" diff -r source target
prove "what went is kept" test "$(cat kept/changed)" = old -a -e kept/extra -a -e kept/sub/extra2
