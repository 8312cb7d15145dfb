# place: root
# needs: setfacl getfacl namei
# fault: a readable file below a directory that only root may enter
# verified: 2026-11-24, Debian 12, Linux 6.18

useradd -r webber
mkdir -p /srv/site/private
echo page >/srv/site/private/page
chmod 750 /srv/site/private
start runuser -u webber -- tail -f /dev/null
wait_for pgrep -x tail

set_value program tail
set_value user webber
set_value path /srv/site/private/page
set_value directory /srv/site/private
set_value unit webber.service
run 1
see '^webber +webber +tail'
run 2
expect 2 'Permission denied'
run 3
expect 3 '^drwxr-x--- root +root +private$'
setfacl -m u:webber:r,m::- /srv/site/private/page
run 4
expect 4 '^mask::---$' '^user:webber:r--.*effective:---$'
setfacl -b /srv/site/private/page
not_run 5 "no SELinux, AppArmor or units in the sandbox"
run 6a
status 0
run 7
expect 7 '^readable$'
prove "it is no wider than needed" bash -c '! runuser -u webber -- ls /srv/site/private'
chmod 600 /srv/site/private/page
run 6b
run 7
see readable
prove "the way back works" setfacl -x u:webber /srv/site/private
prove "it is closed again" bash -c '! runuser -u webber -- cat /srv/site/private/page'
