# place: root
# needs: qemu-system-x86_64 mke2fs sfdisk chpasswd /var/lib/incident-debian/sbin/init
# fault: a virtual machine with a locked root account and no other user
# verified: 2026-11-24, Debian 12 in qemu 7.2

vm_tree
printf '/dev/vda1 / ext4 defaults 0 1\n' >"$DEBIAN/etc/fstab"
usermod -R "$DEBIAN" -p '!*' root
vm_disk disk 11111111-2222-3333-4444-555555555555
kernel=("$DEBIAN"/boot/vmlinuz-*) initrd=("$DEBIAN"/boot/initrd.img-*)
boot() { # WORD...: with these words at the end of the line that starts with linux
    vm_start -drive file=disk,format=raw,if=virtio -kernel "${kernel[0]}" -initrd "${initrd[0]}" \
        -append "root=/dev/vda1 console=ttyS0 quiet systemd.show_status=0 systemd.default_device_timeout_sec=900 systemd.default_timeout_start_sec=900 $*"
}

not_run 2 "its words are given to the kernel without the boot menu"
boot rw init=/bin/bash
vm_says '#.*$'
vm_quiet
at console
run 3
expect 3 '^rw'
ANSWER=$'new-Passw0rd\nnew-Passw0rd'
run 4
expect 4 'password updated successfully'
ANSWER=
run 5
expect 5 '^root P ' 'Account expires.*: never'
not_run 6 "Debian has no SELinux"
LEAVES=yes
run 7
LEAVES=
vm_login new-Passw0rd
up() { [ "$(on_vm 'systemctl is-system-running' </dev/null | tr -d '\n')" = running ]; }
wait_for up
run 8
expect 8 '^root$' '^running$'
ANSWER=$'other-Passw0rd\nother-Passw0rd'
run 9
see 'password updated successfully'
ANSWER=
vm_stop
