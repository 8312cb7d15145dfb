# place: temp
# needs: git
# fault: two branches that change the same line, rebased, and a cherry-pick
# verified: 2026-11-24, Debian 12, git 2.47

repository
git switch -qc side && echo side >file && git commit -qam 'change on side'
side=$(git rev-parse HEAD)
git switch -q main && echo main >file && git commit -qam 'change on main'
git switch -q side
git rebase main >/dev/null 2>&1

set_value file file
run 1
expect 1 'rebase in progress'
run 4a
prove "ours is the branch we rebase onto" test "$(cat file)" = main
run 4b
prove "theirs is our own commit" test "$(cat file)" = side
run 8b
prove "the abort leaves all as before" test "$(git rev-parse HEAD)" = "$side"

git rebase main >/dev/null 2>&1
run 4b
run 6
run 7b
status 0
run 9
expect_not 9 'unmerged|in progress'
prove "the rebase is done" git merge-base --is-ancestor main side
prove "undo works after a rebase" git reset -q --keep '@{1}'
prove "the branch is as before" test "$(git rev-parse HEAD)" = "$side"

git switch -q main
git reset -q --hard HEAD~1 && echo other >file && git commit -qam 'another change'
git cherry-pick "$side" >/dev/null 2>&1
run 1
see 'cherry-picking'
run 8c
status 0
git cherry-pick "$side" >/dev/null 2>&1
run 4b
run 6
run 7c
status 0
prove "the pick is there" test "$(cat file)" = side
prove "undo works after a pick" git reset -q --keep '@{1}'
prove "the pick is gone" test "$(cat file)" = other
