# Runs inside the root sandbox: starts a small virtual machine on this machine's newest
# packaged kernel, with the sandbox's own files as its root and systemd as its first
# process, and runs the scenario there. It has a device mapper, control groups and every
# capability, and shares nothing of the host's kernel.
set -eu
modules=$(find /lib/modules -mindepth 1 -maxdepth 1 -printf '%f\n' | sort -V | tail -n 1)
kernel=/boot/vmlinuz-$modules

# The initial file system: busybox, the few modules that reach the shared files, an init.
tree=/run/initramfs
mkdir -p "$tree"/{bin,dev,proc,lower,layer,new}
cp /usr/bin/busybox "$tree/bin/"
for module in virtio_pci virtiofs overlay; do
    modprobe --show-depends -S "$modules" "$module"
done | awk '$1 == "insmod" && !seen[$2]++ {print $2}' >"$tree/modules"
while read -r file; do cp "$file" "$tree/"; done <"$tree/modules"
cat >"$tree/init" <<'INIT'
#!/bin/busybox sh
b=/bin/busybox
$b mount -t proc proc /proc
$b mount -t devtmpfs dev /dev
while read -r file; do $b insmod "/${file##*/}"; done </modules
$b mount -t virtiofs -o ro root /lower
$b mount -t tmpfs layer /layer
$b mkdir /layer/upper /layer/work
$b mount -t overlay -o lowerdir=/lower,upperdir=/layer/upper,workdir=/layer/work root /new
$b mount -t virtiofs incident /new/incident
$b mount -t proc proc /new/proc
$b mount -t sysfs sysfs /new/sys
$b mount -t devtmpfs dev /new/dev
$b mkdir -p /new/dev/pts /new/dev/shm
$b mount -t devpts devpts /new/dev/pts
$b mount -t tmpfs shm /new/dev/shm
$b mount -t cgroup2 cgroup2 /new/sys/fs/cgroup
$b mount -t tmpfs -o mode=755 run /new/run
$b mount -t tmpfs tmp /new/tmp
echo incident >/proc/sys/kernel/hostname
exec $b switch_root /new /bin/bash --norc /incident/systemd.sh
INIT
chmod +x "$tree/init"
(cd "$tree" && find . | cpio --quiet -o -H newc) >/run/initramfs.img

for share in root:/ incident:/incident; do
    /usr/lib/qemu/virtiofsd --socket-path="/run/${share%%:*}.sock" \
        -o source="${share#*:}" -o sandbox=chroot -o xattr &
done
while [ ! -S /run/root.sock ] || [ ! -S /run/incident.sock ]; do sleep 0.1; done

# On a busy machine the emulated timer comes late, which the kernel would take for a defect.
memory='memory-backend-memfd,id=memory,size=1G,share=on'
qemu-system-x86_64 -accel tcg -cpu max -smp 1 -m 1G -no-reboot -display none -serial stdio \
    -object "$memory" -numa node,memdev=memory \
    -chardev socket,id=root,path=/run/root.sock -device vhost-user-fs-pci,chardev=root,tag=root \
    -chardev socket,id=incident,path=/run/incident.sock -device vhost-user-fs-pci,chardev=incident,tag=incident \
    -kernel "$kernel" -initrd /run/initramfs.img -append 'console=ttyS0 panic=-1 quiet no_timer_check' </dev/null
