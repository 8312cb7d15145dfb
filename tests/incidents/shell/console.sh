# A virtual machine that a scenario talks to over its serial line, and the tree of a small
# Debian that its disks are filled with. See ../README.md for how to make that tree.

DEBIAN=/var/lib/incident-debian
SERIAL=$INCIDENT/serial

# vm_tree: names for the tree.
vm_tree() {
    printf 'vm\n' >"$DEBIAN/etc/hostname"
    printf '127.0.0.1 localhost vm\n' >"$DEBIAN/etc/hosts"
    : >"$DEBIAN/etc/motd"
}

# vm_disk FILE UUID: a disk with one partition, filled with the tree, and no boot loader.
vm_disk() {
    truncate -s 1500M "$1"
    printf 'label: dos\nstart=2048, type=83, bootable\n' | sfdisk -q "$1" || fail "no partition"
    mke2fs -q -t ext4 -d "$DEBIAN" -U "$2" -E offset=1048576 "$1" 1490M || fail "no file system"
}

# vm_start ARGUMENT...: qemu with these arguments; its serial line is read and written here.
vm_start() {
    rm -f "$SERIAL.in"
    mkfifo "$SERIAL.in"
    exec 6<>"$SERIAL.in"
    : >"$SERIAL"
    qemu-system-x86_64 -accel tcg -m 768 -nodefaults -no-reboot -display none \
        -serial stdio "$@" <"$SERIAL.in" >>"$SERIAL" 2>&1 &
    VM=$!
    pids+=("$VM")
    READ=0
}

# vm_stop: as by the power switch.
vm_stop() {
    kill -KILL "$VM" 2>/dev/null
    wait "$VM" 2>/dev/null || true
}

unread() { tail -c "+$((READ + 1))" "$SERIAL" | tr -d '\r'; }

# vm_says PATTERN [SECONDS]: waits until what was not read yet shows it.
vm_says() {
    local tries
    for ((tries = 0; tries < ${2:-180} * 10; tries++)); do
        if unread | grep -qaE -e "$1"; then return; fi
        sleep 0.1
    done
    unread | tail -n 40 >&7
    fail "the machine never says: $1"
}

vm_read() { READ=$(stat -c %s "$SERIAL"); }

vm_type() { printf '%s\n' "$1" >&6; }

# vm_quiet: a shell waits for commands; it is replaced by one that prints only what they print.
vm_quiet() {
    vm_type "stty -echo; export PS1= PS2= TERM=dumb; exec bash --noediting --norc"
    vm_type "echo re''ady"
    vm_says 'ready$'
    vm_read
}

# vm_login PASSWORD: root logs in as soon as the machine has started.
vm_login() {
    vm_says 'login: *$'
    vm_read
    vm_type root
    vm_says 'assword: *$'
    vm_read
    vm_type "$1"
    vm_says '# *$'
    vm_quiet
}

# What `at console` runs a command with; the last argument is the command. A line of $ANSWER is
# typed at each prompt for a password. With $LEAVES set the shell is not expected back: the command ends
# it, or starts another. $PATIENCE is how many seconds a command may take, 180 if not set.
on_vm() {
    local mark="mark-$RANDOM" line
    vm_read
    # Read as a whole before any of it runs, as a paste is: sudo takes what is typed meanwhile.
    vm_type "{ ${!#}"
    if [ -n "${LEAVES-}" ]; then
        vm_type "}"
        return
    fi
    vm_type "}; echo $mark-\$?."
    while read -r line || [ -n "$line" ]; do
        vm_says 'assword: *$'
        vm_read
        vm_type "$line"
        sleep 3 # what is typed while the prompt goes away is thrown away
    done
    vm_says "$mark-[0-9]+\.$" "${PATIENCE-180}"
    unread | sed "s/$mark-[0-9]*\.\$//"
    return "$(unread | sed -n "s/.*$mark-\([0-9]*\)\.\$/\1/p" | tail -n 1)"
}
