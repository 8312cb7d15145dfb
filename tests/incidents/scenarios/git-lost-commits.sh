# place: temp
# needs: git
# fault: two commits thrown away by `reset --hard`, one of them by an emptied reflog too
# verified: 2026-11-24, Debian 12, git 2.47

repository
echo two >file && git commit -qam 'second commit'
echo three >file && git commit -qam 'third commit'
third=$(git rev-parse HEAD)
git reset -q --hard HEAD~2
prove "the commits are gone" test "$(cat file)" = one

run 2
expect 2 'HEAD@\{.*\}: commit: third commit' 'reset: moving to HEAD~2'
git reflog expire --expire=now --all
run 3
see "commit $third"
set_value commit "${third:0:8}"
run 4
see 'third commit' 'second commit'
run 5
run 6/1
prove "the work is back" test "$(cat file)" = three
run 7
see 'third commit' 'second commit' 'first commit'

git branch -f main HEAD~2 2>/dev/null || git reset -q --hard HEAD~2
set_value commit "$(git rev-parse rescued~1)"
run 6/2
status 0
prove "one commit is back" test "$(cat file)" = two
