# place: root
# needs: python3
# fault: a process that the kernel kills in a memory control group of 64 MB
# verified: 2026-11-24, Debian 12, Linux 6.18

group=$INCIDENT/cgroup
mkdir "$group"
if mount -t cgroup -o memory memory "$group" 2>/dev/null; then
    limit=memory.limit_in_bytes
else
    mount -t cgroup2 cgroup2 "$group" || fail "no control groups"
    echo +memory >"$group/cgroup.subtree_control"
    limit=memory.max
fi
mounts+=("$group")
mkdir "$group/eater"
echo 64M >"$group/eater/$limit"
bash -c "echo \$\$ >$group/eater/cgroup.procs; exec python3 -c 'x = bytearray(200 << 20)'" && fail "it was not killed"
wait_for rmdir "$group/eater"

run 1
expect 1 'Killed process [0-9]+ \(python3\)' 'constraint=CONSTRAINT_MEMCG.*task_memcg=.*eater'
not_run 3 "no memory controller below systemd in the sandbox"
run 4
expect 4 '^[0-9]+ [0-9]+ python3$'
run 5
expect 5 'available' 'RSS'
not_run 6 "no memory controller below systemd in the sandbox"
not_run 7 "no memory controller below systemd in the sandbox"
