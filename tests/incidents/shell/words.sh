# The words a scenario is written in. See ../README.md for how they are used.

declare -A value_of=()
pids=() mounts=() loops=() swaps=() there=()
OUT='' STATUS=0 DONE=

exec 7>&1 # what a failure says is read even where a command's output is kept

fail() {
    {
        printf 'FAILED: %s\n' "$*"
        if [ -s "$INCIDENT/started" ]; then
            printf -- '-- what the started programs said --\n'
            tail -n 20 "$INCIDENT/started"
        fi
    } >&7
    exit 1
}

# set_value NAME VALUE: what <NAME> in a command stands for from now on.
set_value() {
    value_of[$1]=$2
}

filled() {
    local text=$1 placeholder='<([a-z][a-z0-9_-]*)>' name
    while [[ $text =~ $placeholder ]]; do
        name=${BASH_REMATCH[1]}
        [[ -v value_of[$name] ]] || fail "no value for <$name> in: $1"
        text=${text//"<$name>"/"${value_of[$name]}"}
    done
    printf '%s' "$text"
}

# run STEP or run STEP/K: the commands of a step (or its K-th) as jitt gives them, in this
# shell. $OUT is what they printed, $STATUS the status of the last; they read $ANSWER.
run() {
    local step=${1%/*} file text
    local files=("$INCIDENT/steps/$step"/command-*)
    DONE=$step OUT='' STATUS=0
    [ -d "$INCIDENT/steps/$step" ] || fail "the aid has no step $step"
    if [ "$step" != "$1" ]; then files=("$INCIDENT/steps/$step/command-${1#*/}"); fi
    for file in "${files[@]}"; do
        [ -e "$file" ] || fail "the aid has no command $1"
        text=$(filled "$(cat "$file")") || { printf '%s\n' "$text"; exit 1; }
        printf '\n== step %s ==\n%s\n-- output --\n' "$1" "$text"
        printf '%s' "${ANSWER-}" >"$INCIDENT/input"
        if [ "${#there[@]}" -gt 0 ]; then
            "${there[@]}" bash --norc -c "$text" >"$INCIDENT/output" 2>&1 <"$INCIDENT/input"
        else
            eval "$text" >"$INCIDENT/output" 2>&1 <"$INCIDENT/input"
        fi
        STATUS=$?
        cat "$INCIDENT/output"
        printf -- '-- status %s --\n' "$STATUS"
        OUT+=$(cat "$INCIDENT/output")$'\n'
    done
    printf 'run %s\n' "$1" >>"$INCIDENT/marks"
}

judged() {
    [ "$DONE" = "$1" ] || [ "${DONE%[a-z]}" = "$1" ] || fail "expect $1 comes after step ${DONE:-none}"
    [ -e "$INCIDENT/steps/$1/expect" ] || fail "step $1 of the aid has no Expect:"
    printf 'expect %s\n' "$1" >>"$INCIDENT/marks"
}

# see PATTERN...: each extended regular expression is found in the output.
see() {
    local pattern
    for pattern in "$@"; do
        grep -qE -e "$pattern" <<<"$OUT" || fail "step $DONE does not show: $pattern"
    done
}

# see_not PATTERN...: none is found.
see_not() {
    local pattern
    for pattern in "$@"; do
        if grep -qE -e "$pattern" <<<"$OUT"; then fail "step $DONE shows: $pattern"; fi
    done
}

# expect STEP PATTERN...: the step's Expect: is met when each pattern is found.
expect() {
    judged "$1"
    see "${@:2}"
}

# expect_not STEP PATTERN...: the step's Expect: is met when none is found.
expect_not() {
    judged "$1"
    see_not "${@:2}"
}

# expect_nothing STEP: the step's Expect: is met by no output.
expect_nothing() {
    judged "$1"
    [ -z "${OUT//$'\n'/}" ] || fail "step $1 prints something"
}

# status N: the last command of the step ended with it.
status() {
    [ "$STATUS" = "$1" ] || fail "step $DONE ended with $STATUS, not $1"
}

# prove WHAT COMMAND...: the world is as the aid says (or the fault is there).
prove() {
    local what=$1
    shift
    "$@" >"$INCIDENT/output" 2>&1 </dev/null || { cat "$INCIDENT/output"; fail "$what"; }
}

# not_run STEP[/K] WHY: the command or the Expect: cannot be tried here. The table tells it.
not_run() {
    [ -d "$INCIDENT/steps/${1%/*}" ] || fail "the aid has no step $1"
    printf 'not_run %s\n' "$1" >>"$INCIDENT/marks"
}

# start COMMAND...: runs on in the background as $STARTED, and is ended at the end.
start() {
    "$@" </dev/null >>"$INCIDENT/started" 2>&1 &
    STARTED=$!
    pids+=("$STARTED")
}

# wait_for COMMAND...: until it succeeds, ten seconds at most.
wait_for() {
    local limit=$((SECONDS + 10))
    while [ "$SECONDS" -lt "$limit" ]; do
        if "$@" >/dev/null 2>&1 </dev/null; then return; fi
        sleep 0.1
    done
    fail "waited in vain for: $*"
}

# image SIZE: a sparse file, as $IMAGE.
image() {
    IMAGE=$(mktemp "$INCIDENT/image.XXXX")
    truncate -s "$1" "$IMAGE"
}

# loop_device: $IMAGE as $DEVICE.
loop_device() {
    DEVICE=$(losetup --find --show "$IMAGE") || fail "no loop device"
    loops+=("$DEVICE")
    printf '%s\n' "$DEVICE" >>"$INCIDENT/loops"
}

# mounted DEVICE [MOUNT OPTION...]: on a directory of its own, as $MOUNT.
mounted() {
    MOUNT=$(mktemp -d "$INCIDENT/mount.XXXX")
    mount "${@:2}" "$1" "$MOUNT" || fail "cannot mount $1"
    chmod 755 "$MOUNT"
    mounts+=("$MOUNT")
}

# loop_fs SIZE MKFS...: a new file system; sets $IMAGE, $DEVICE, $MOUNT.
loop_fs() {
    image "$1"
    "${@:2}" "$IMAGE" >/dev/null 2>&1 || fail "cannot make a file system"
    loop_device
    mounted "$DEVICE"
}

# on_swap FILE: a swap file that is to be off at the end.
on_swap() {
    swaps+=("$1")
}

# network: three machines in a row, each a network namespace: client (10.9.1.2), router
# (10.9.1.1 and 10.9.2.1), server (10.9.2.2). Their links are called lan.
network() {
    local machine
    for machine in client router server; do
        ip netns add "$machine" && ip -n "$machine" link set lo up
    done
    ip link add lan netns client type veth peer name lan1 netns router
    ip link add lan netns server type veth peer name lan2 netns router
    ip -n client address add 10.9.1.2/24 dev lan && ip -n client link set lan up
    ip -n router address add 10.9.1.1/24 dev lan1 && ip -n router link set lan1 up
    ip -n router address add 10.9.2.1/24 dev lan2 && ip -n router link set lan2 up
    ip -n server address add 10.9.2.2/24 dev lan && ip -n server link set lan up
    ip -n client route add default via 10.9.1.1
    ip -n server route add default via 10.9.2.1
    ip netns exec router sysctl -qw net.ipv4.ip_forward=1 || fail "no network"
}

# at MACHINE: the commands that follow run there, `console` being that of console.sh; `at here` is the
# sandbox itself again.
at() {
    case $1 in
    here) there=() ;;
    console) there=(on_vm) ;;
    *) there=(ip netns exec "$1") ;;
    esac
}

# docker_daemon: Docker of this sandbox alone, with one image "box" of busybox's shell.
docker_daemon() {
    local group
    mount -t tmpfs cgroup /sys/fs/cgroup
    for group in cpu cpuset memory devices freezer blkio pids; do
        mkdir "/sys/fs/cgroup/$group"
        mount -t cgroup -o "$group" cgroup "/sys/fs/cgroup/$group" || rmdir "/sys/fs/cgroup/$group"
    done
    export DOCKER_HOST=unix:///run/docker.sock
    start dockerd --bridge=none --iptables=false --ip-forward=false --storage-driver=vfs \
        --data-root /tmp/docker -H "$DOCKER_HOST"
    mkdir -p image/bin
    cp /bin/busybox image/bin/
    for group in sh echo sleep seq id; do ln -s busybox "image/bin/$group"; done
    wait_for docker info
    tar -C image -c . | docker import -c 'CMD ["/bin/sh"]' -c 'ENV PATH=/bin' - box || fail "no image"
}

# repository: a git repository with one commit in the current directory.
repository() {
    git config --global user.name Tester
    git config --global user.email tester@example.org
    git config --global init.defaultBranch main
    git config --global advice.detachedHead false
    git init -q .
    echo one >file
    git add file
    git commit -qm 'first commit'
}

# Takes down what was recorded, newest first, and writes how it ended.
end() {
    local ended=$1 i
    trap - EXIT
    cd /
    for ((i = ${#pids[@]} - 1; i >= 0; i--)); do kill -KILL "${pids[i]}" 2>/dev/null; done
    for ((i = ${#swaps[@]} - 1; i >= 0; i--)); do swapoff "${swaps[i]}" 2>/dev/null; done
    for ((i = ${#mounts[@]} - 1; i >= 0; i--)); do umount "${mounts[i]}" 2>/dev/null || umount -l "${mounts[i]}" 2>/dev/null; done
    for ((i = ${#loops[@]} - 1; i >= 0; i--)); do
        partx -d "${loops[i]}" 2>/dev/null
        losetup -d "${loops[i]}" 2>/dev/null
    done
    printf '%s\n' "$ended" >"$INCIDENT/ended.new"
    mv "$INCIDENT/ended.new" "$INCIDENT/ended"
    exit "$ended"
}
