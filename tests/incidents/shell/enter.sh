# The first process of a sandbox: started by `unshare` in namespaces of its own for
# mounts, processes, network, names, messages and control groups.
#
# It builds a root that is a copy on write of this machine's (what is written goes to
# memory and is gone at the end), without disks and without the kernel's switches, and
# runs the scenario there: enter.sh DIRECTORY root|systemd|vm
set -eu
base=$1 kind=$2 root=$1/root

mount --make-rprivate /
mkdir -p "$base/layer" "$root"
mount -t tmpfs -o size=512m layer "$base/layer"
mkdir "$base/layer/upper" "$base/layer/work"
mount -t overlay -o "lowerdir=/,upperdir=$base/layer/upper,workdir=$base/layer/work" overlay "$root"

mount -t proc proc "$root/proc"
if [ -e "$root/proc/sysrq-trigger" ]; then mount --bind /dev/null "$root/proc/sysrq-trigger"; fi
# Only the network's settings belong to the sandbox; the others are the machine's.
mkdir "$base/layer/net"
mount --bind "$root/proc/sys/net" "$base/layer/net"
mount --bind "$root/proc/sys" "$root/proc/sys"
mount -o remount,bind,ro "$root/proc/sys"
mount --bind "$base/layer/net" "$root/proc/sys/net"
umount "$base/layer/net"

mount -t sysfs -o ro sysfs "$root/sys"
if [ "$kind" = systemd ]; then mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"; fi

mount -t tmpfs -o mode=755 dev "$root/dev"
for device in null zero full random urandom tty kmsg loop-control; do
    if [ -e "/dev/$device" ]; then cp -a "/dev/$device" "$root/dev/"; fi
done
for number in {0..31}; do mknod -m 660 "$root/dev/loop$number" b 7 "$number"; done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=666 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
ln -s fd/0 "$root/dev/stdin"
ln -s fd/1 "$root/dev/stdout"
ln -s fd/2 "$root/dev/stderr"

mount -t tmpfs -o mode=755 run "$root/run"
mount -t tmpfs -o mode=1777 tmp "$root/tmp"
mkdir -p "$root/incident"
mount --bind "$base/incident" "$root/incident"

cd "$root"
mkdir -p old
pivot_root . old
umount -l old
rmdir old
cd /
hostname incident
if command -v ip >/dev/null; then ip link set lo up; fi

if [ "$kind" = root ]; then
    INCIDENT=/incident bash --norc /incident/run.sh >>/incident/log 2>&1 &
    wait "$!"
    exit
fi

if [ "$kind" = vm ]; then
    bash --norc /incident/vm.sh >>/incident/machine 2>&1 &
    wait "$!"
    exit
fi

container=incident exec bash --norc /incident/systemd.sh
