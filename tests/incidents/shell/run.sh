# Runs one scenario: the words it may use, the scenario, the end. $INCIDENT is its directory.
export PATH="$INCIDENT/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
export HOME="$INCIDENT/home" LC_ALL=C.UTF-8 TERM=dumb PAGER=cat GIT_PAGER=cat SYSTEMD_PAGER=cat
export GIT_CONFIG_NOSYSTEM=1 GIT_CEILING_DIRECTORIES="$INCIDENT" GIT_EDITOR=true
unset XDG_CONFIG_HOME
# shellcheck source=words.sh
. "$INCIDENT/words.sh"
# shellcheck source=console.sh
. "$INCIDENT/console.sh"
trap 'end "$?"' EXIT
cd "$INCIDENT/here" || exit
# shellcheck disable=SC1091
. "$INCIDENT/scenario.sh"
