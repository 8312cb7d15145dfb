# place: root
# needs: dockerd docker busybox script
# fault: containers that end with 0, 3, 126, 127, 137, for want of a shell, and for a mount
# verified: 2026-11-24, Debian 12, Linux 6.18, Docker 20.10

mkdir -p image/bin empty
printf '#!/bin/sh\n' >image/bin/not-executable
printf '#!/bin/bash\n' >image/bin/no-bash
printf 'echo no first line\n' >image/bin/no-shell-named
chmod 644 image/bin/not-executable
chmod 755 image/bin/no-bash image/bin/no-shell-named
docker_daemon
make() { docker run -d --network none --name "$@" >"$INCIDENT/started" 2>&1; }
make done box echo finished
make complains box sh -c 'echo cannot open the configuration; exit 3'
make not-executable box /bin/not-executable
make missing box nothing-of-that-name
make no-bash box no-bash
make no-shell box no-shell-named
make hidden -v "$PWD/empty:/bin" box echo hidden
make killed box sleep 600
docker kill killed >"$INCIDENT/started" 2>&1
make option --memory 1 box echo
ended() { [ "$(docker ps -q | wc -l)" = 0 ]; }
wait_for ended

run 1
expect 1 '^done	Exited \(0\)' '^complains	Exited \(3\)' '^missing	Created'
code() { # CONTAINER CODE [ERROR]
    set_value container "$1"
    run 2
    see "^exit=$2 oom=false error=.*${3-}"
}
code done 0
code complains 3
code not-executable 126 'permission denied'
code missing 127 'executable file not found'
code hidden 127 'executable file not found'
code killed 137
set_value container complains
run 4
expect 4 'cannot open the configuration'
set_value container no-bash
run 4
expect 4 'exec /bin/no-bash: no such file or directory'
set_value container no-shell
run 4
expect 4 'exec format error'
set_value container hidden
run 5
expect 5 'cmd=\["echo","hidden"\]' 'mounts=\["/incident/here/empty:/bin"\]'
set_value image box
run 6
expect 6 '^linux/amd64$' '^x86_64$'
not_run 7 "needs a terminal"
set_value container hidden
set_value options-and-image '--network none box sleep 60'
run 8
expect 8 '^running restarts=0$'
docker rm -f hidden
