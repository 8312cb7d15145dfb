# place: temp
# needs: git git-filter-repo
# fault: a key in the second of four commits of a pushed repository, on two branches
# verified: 2026-11-24, Debian 12, git 2.47

git init -q --bare forge.git
mkdir work
cd work || exit
repository
echo 'key = AKIA-very-secret-1234' >settings
git add settings && git commit -qm 'add settings'
git switch -qc other && echo two >file && git commit -qam 'second'
git switch -q main && echo 'key = from the vault' >settings && git commit -qam 'take the key out'
git push -q ../forge.git --all
cd ..

not_run 1 "revoking is done at the one who issued it"
set_value url "$INCIDENT/here/forge.git"
set_value clone fresh.git
set_value check-clone check.git
set_value part-of-secret secret-1234
set_value secrets-file "$INCIDENT/secrets"
echo 'AKIA-very-secret-1234' >"$INCIDENT/secrets"
run 3
status 0
run 4
expect 4 'add settings' 'take the key out'
run 5
expect 5 'Repacking your repo and cleaning out old unneeded objects'
run 6
status 0
cd ..
run 8
expect_not 8 '[0-9a-f]{7} '
prove "the rest is still there" git -C check.git rev-parse --verify -q other
prove "the place is marked" bash -c 'git -C check.git show other:settings | grep -q "REMOVED"'
