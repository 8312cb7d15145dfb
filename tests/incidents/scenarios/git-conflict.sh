# place: temp
# needs: git
# fault: two branches that change the same line, merged
# verified: 2026-11-24, Debian 12, git 2.47

repository
git switch -qc side && echo theirs >file && git commit -qam 'change on side'
git switch -q main && echo ours >file && git commit -qam 'change on main'
before=$(git rev-parse HEAD)
git merge side >/dev/null 2>&1

set_value file file
run 1
expect 1 'You have unmerged paths' 'both modified: +file'
run 2
expect 2 '<<<<<<<' '=======' '>>>>>>>'
see '< .*change on main' '> .*change on side'
run 5
see 'leftover conflict marker'
run 4a
prove "ours is main's" test "$(cat file)" = ours
run 4b
prove "theirs is side's" test "$(cat file)" = theirs
run 4c
prove "the markers are back" grep -q '<<<<<<<' file
run 8a
prove "the abort leaves all as before" test "$(git rev-parse HEAD)/$(cat file)" = "$before/ours"

git merge side >/dev/null 2>&1
echo both >file
run 5
expect_nothing 5
run 6
run 7a
status 0
run 9
expect_not 9 'unmerged|in progress'
see 'Merge branch'
prove "undo works" git reset -q --keep '@{1}'
prove "all is as before" test "$(git rev-parse HEAD)" = "$before"
