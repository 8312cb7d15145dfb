# place: temp
# needs: git
# fault: twelve commits, the ninth breaks a test, one does not build
# verified: 2026-11-24, Debian 12, git 2.47

repository
for i in {2..12}; do
    echo "$i" >>file
    if [ "$i" = 9 ]; then git restore file && echo broken >feature; fi
    if [ "$i" = 5 ]; then touch no-build; else rm -f no-build; fi
    git add -A && git commit -qm "commit $i"
done
culprit=$(git rev-parse --short HEAD~3)

run 1
expect_nothing 1
set_value build-command 'test ! -e no-build'
set_value test-command 'test ! -e feature'
set_value script "$INCIDENT/bisect-test"
set_value log-file "$INCIDENT/bisect-log"
set_value good "$(git rev-parse --short HEAD~11)"
set_value bad main
run 2
prove "it can be run" test -x "$INCIDENT/bisect-test"
run 3
expect 3 '^status 0$'
run 4
expect 4 '^status 1$'
git switch -q main
run 5
expect 5 'Bisecting: .* revisions? left to test'
run 6
expect 6 "^$culprit.* is the first bad commit"
run 7
expect 7 "branch 'main'|[Pp]revious HEAD"
prove "the log is kept" grep -q 'first bad commit' "$INCIDENT/bisect-log"
prove "we are back" test "$(git branch --show-current)" = main
set_value culprit "$culprit"
run 8
expect 8 '^status 0$'
prove "the way out works" git revert --abort
prove "back on the branch" git switch -q main
prove "no trace is left" test -z "$(git status --short)"
