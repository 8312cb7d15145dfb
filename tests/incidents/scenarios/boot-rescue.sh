# place: root
# needs: qemu-system-x86_64 mke2fs sfdisk chpasswd openssl /var/lib/incident-debian/usr/sbin/grub-install
# fault: a virtual machine without a boot loader, with a damaged initramfs and a wrong UUID in fstab; a second one as rescue system
# verified: 2026-11-25, Debian 12 in qemu 7.2

vm_tree
usermod -R "$DEBIAN" -p "$(openssl passwd -6 secret)" root
kernel=("$DEBIAN"/boot/vmlinuz-*) initrd=("$DEBIAN"/boot/initrd.img-*)
printf '/dev/vda1 / ext4 defaults 0 1\n' >"$DEBIAN/etc/fstab"
vm_disk rescue 11111111-2222-3333-4444-555555555555

cp "${initrd[0]}" good-initrd
truncate -s 100K "${initrd[0]}"
printf 'UUID=99999999-0000-0000-0000-000000000000 / ext4 defaults 0 1\n' >"$DEBIAN/etc/fstab"
cat >"$DEBIAN/etc/default/grub" <<'GRUB'
GRUB_TIMEOUT=1
GRUB_TERMINAL=serial
GRUB_CMDLINE_LINUX="console=ttyS0 quiet systemd.show_status=0 systemd.default_device_timeout_sec=900 systemd.default_timeout_start_sec=900"
GRUB
vm_disk broken 66666666-7777-8888-9999-000000000000

vm_start -machine graphics=off -drive file=broken,format=raw,if=virtio
sleep 8
silent() { ! unread | grep -qaE 'GRUB|Linux|login:'; }
prove "it does not boot" silent
vm_stop

not_run 1 "the menu needs a boot loader, which is what is missing"
vm_start -drive file=rescue,format=raw,if=virtio -drive file=broken,format=raw,if=virtio \
    -kernel "${kernel[0]}" -initrd good-initrd -append "root=/dev/vda1 rw console=ttyS0 quiet systemd.show_status=0 systemd.default_device_timeout_sec=900 systemd.default_timeout_start_sec=900"
vm_login secret
at console
run 3
expect 3 'vdb1 .*ext4 .*66666666-7777-8888-9999-000000000000'
set_value root /dev/vdb1
run 4/1
expect 4 '^/mnt/etc/fstab$' '^UUID=99999999'
not_run 4/2 "this machine has one partition"
run 5/1
LEAVES=yes
run 5/2
LEAVES=
vm_says '# *$'
vm_quiet
run 6
expect_not 6 'Success|, 0 errors'
on_vm "sed -i s/99999999-0000-0000-0000-000000000000/$(on_vm 'blkid -s UUID -o value /dev/vdb1' </dev/null | grep -aoE '6666[0-9-]+')/ /etc/fstab" </dev/null
run 6
expect 6 'Success|0 parse errors, 0 errors'
PATIENCE=900 # an emulated processor packs it
run 7
expect 7 'update-initramfs: Generating /boot/initrd.img-'
set_value disk /dev/vdb
run 8
expect 8 'No error reported' 'Found linux image: /boot/vmlinuz-'
LEAVES=yes
run 9/1
sleep 5 # sudo takes what is typed until it is gone
vm_quiet
run 9/2
LEAVES=
gone() { ! kill -0 "$VM" 2>/dev/null; }
for ((i = 0; i < 180; i++)); do gone && break || sleep 1; done
gone || { unread | tail -n 20; fail "it does not go down"; }

vm_start -machine graphics=off -drive file=broken,format=raw,if=virtio
vm_login secret
up() { [ "$(on_vm 'systemctl is-system-running' </dev/null | tr -d '\n')" = running ]; }
wait_for up
run 10
expect 10 '^running$' '^6\.1\.'
vm_stop
