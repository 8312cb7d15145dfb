# place: temp
# needs: git
# fault: each of its five: a stage, a commit, a change, a commit on the wrong branch, a push
# verified: 2026-11-24, Debian 12, git 2.47

git init -q --bare shared.git
mkdir work
cd work || exit
repository
git remote add origin ../shared.git
git push -qu origin main
git branch feature

set_value file file
echo changed >file && git add file
run 1
see '^## main' '^M  file'
run 3
prove "it is not staged, the change is kept" test "$(git status --short)/$(cat file)" = ' M file/changed'
run 5
prove "the change is gone" test "$(cat file)" = one

echo two >file && git commit -qam 'second commit'
run 4
prove "the commit is gone, its change is staged" test "$(git status --short)" = 'M  file'
git commit -qm 'for the feature'
set_value right-branch feature
run 6
see 'already exists'
prove "main still has it" test "$(git log --format=%s -1 main)" = 'for the feature'
prove "the other way works" bash -c 'git switch -q feature && git cherry-pick - && git switch -q - && git reset -q --hard HEAD~1'
prove "it is on the branch that was there" test "$(git log --format=%s -1 feature)/$(git log --format=%s -1 main)" = 'for the feature/first commit'
git cherry-pick feature >/dev/null
git branch -D feature -q
run 6
status 0
prove "it is on feature" test "$(git log --format=%s -1 feature)" = 'for the feature'
prove "main is as before" test "$(git log --format=%s -1 main)" = 'first commit'
prove "we are on feature" test "$(git branch --show-current)" = feature

git switch -q main
echo bad >file && git commit -qam 'a bad commit' && git push -q
set_value commit HEAD
run 7
status 0
prove "others see it taken back" test "$(git show origin/main:file)" = one
run 8
see '^## main' 'Revert "a bad commit"'
