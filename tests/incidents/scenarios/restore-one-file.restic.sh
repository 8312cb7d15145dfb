# place: temp
# needs: restic borg
# fault: a file lost after a restic and a borg backup of its tree
# verified: 2026-11-24, Debian 12, restic 0.14, borg 1.2

export RESTIC_REPOSITORY=$INCIDENT/restic RESTIC_PASSWORD=x
export BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK=yes
mkdir -p etc/app
echo 'the good one' >etc/app/settings
restic -q init
restic -q backup "$PWD/etc"
borg init -e none "$INCIDENT/borg"
borg create "$INCIDENT/borg::monday" etc
rm etc/app/settings

set_value path "$PWD/etc/app/settings"
run 2a
see 'snapshot [0-9a-f]{8}' 'settings'
set_value snapshot latest
set_value folder "$INCIDENT/from-restic"
run 3
run 4a
prove "restic brings it back" grep -q good "$INCIDENT/from-restic/$PWD/etc/app/settings"

set_value relative-path etc/app/settings
set_value repository "$INCIDENT/borg"
run 2b
see 'etc/app/settings$'
set_value backup monday
set_value folder "$INCIDENT/from-borg"
run 3
run 4b
prove "borg brings it back" grep -q good "$INCIDENT/from-borg/etc/app/settings"
