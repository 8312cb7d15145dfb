use super::*;

#[test]
fn what_destroys_data_or_access_is_known() {
    for command in [
        "rm -rf /srv/data",
        "sudo rm -r dir",
        "rm --recursive x",
        "rm -fR -- ./x",
        "rm -rf /tmp/../etc",
        "rm -rf /tmp/a /etc",
        "rm -rf <dir>",
        "rm -rf \"$dir\"",
        "rm {{[-rf|--recursive --force]}} {{path/to/a directory}}",
        "cd /srv && rm -rf cache",
        "find . -name '*.o' | xargs -0 -n1 rm -rf",
        "find . -type d -exec rm -rf {} +",
        "FOO=1 sudo -u root nice -n 10 rm -rf x",
        "echo $(rm -rf x)",
        "for d in *; do rm -rf \"$d\"; done",
        "if true; then\n  rm -rf x\nfi",
        "dd if=a.iso of=/dev/sdb bs=4M",
        "mkfs /dev/sdb1",
        "sudo mkfs.ext4 -L data /dev/sdb1",
        "wipefs -a /dev/sdb",
        "DROP TABLE users;",
        "psql -c 'drop database app'",
        "mysql app -e \"TRUNCATE TABLE log\"",
        "echo 'DELETE FROM users;' | psql app",
        "psql app <<'SQL'\nDELETE FROM users;\nSQL",
        "DELETE FROM users",
        "terraform -chdir=prod destroy -auto-approve",
        "terraform apply -destroy",
        "kubectl -n prod delete pod web-0",
        "git push --force origin main",
        "git -C repo push -f",
        "git reset --hard HEAD~1",
        "git clean -fd",
        "git clean -xdf",
        "lvremove vg0/old",
        "cat image > /dev/sda",
        "gunzip -c x.gz >/dev/nvme0n1",
        "chmod -R 777 /srv",
        "sudo chmod 0777 -R .",
        "userdel -r ada",
        "iptables -t nat -F",
        "crontab -r",
        "crontab -u ada -r",
        "ssh -t host 'sudo rm -rf /srv'",
        "ssh host rm -rf /srv",
        "sudo sh -c 'echo x; rm -rf /srv'",
        "bash <<EOF\nrm -rf /srv\nEOF",
        "/bin/rm -rf x",
        "\\rm -rf x",
        "mke2fs -t ext4 /dev/sdb1",
        "mkswap /dev/sdb2",
        "sgdisk --zap-all /dev/sdb",
        "sgdisk -Z /dev/sdb",
        "parted -s /dev/sdb mklabel gpt",
        "blkdiscard /dev/sdb",
        "shred -u secret.key",
        "vgremove vg0",
        "pvremove /dev/sdb",
        "lvreduce -L 5G vg0/data",
        "mdadm --zero-superblock /dev/sdb1",
        "zfs destroy -r tank/data",
        "zpool destroy tank",
        "zfs rollback tank/data@monday",
        "btrfs subvolume delete /srv/@old",
        "cryptsetup luksFormat /dev/sdb",
        "cp image.iso /dev/sdb",
        "cat image | sudo tee /dev/sdb > /dev/null",
        "nvme format /dev/nvme0n1",
        "xfs_repair -L /dev/sdb1",
        "find /srv -name '*.log' -delete",
        "find /srv -mtime +9 -exec rm -f {} \\;",
        "find /srv -type f -print0 | xargs -0 rm -f",
        "truncate -s 0 /var/log/app.log",
        "truncate --size=0 app.log",
        "> /var/log/app.log",
        ": > /var/log/app.log",
        "cat /dev/null > /var/log/app.log",
        "rsync -a --delete src/ dst/",
        "rclone sync a: b:",
        "chown -R ada /",
        "git push origin +main",
        "git push --mirror backup",
        "git checkout -- .",
        "git restore .",
        "git stash clear",
        "git reflog expire --expire=now --all",
        "kubectl drain node-1 --ignore-daemonsets",
        "kubectl replace --force -f x.yaml",
        "helm -n prod uninstall web",
        "docker system prune -af",
        "docker volume rm data",
        "docker compose down -v",
        "docker exec -it db psql -U app -c 'DROP TABLE users'",
        "kubectl -n x exec -it db-0 -- sh -c 'rm -rf /data/*'",
        "aws s3 rm s3://bucket/path --recursive",
        "aws s3 rb s3://bucket --force",
        "aws ec2 terminate-instances --instance-ids i-1",
        "aws rds delete-db-instance --db-instance-identifier x",
        "gcloud compute instances delete web-1",
        "az group delete -n prod",
        "redis-cli -h cache FLUSHALL",
        "mongosh app --eval 'db.dropDatabase()'",
        "dropdb app",
        "UPDATE users SET admin = true;",
        "ALTER TABLE users DROP COLUMN mail;",
        "curl -X DELETE http://localhost:9200/logs",
        "curl -XDELETE http://localhost:9200/logs",
        "etcdctl del --prefix /app",
        "nft flush ruleset",
        "ufw --force reset",
        "iptables -P INPUT DROP",
        "deluser --remove-home ada",
        "kubeadm reset",
        "rabbitmqctl reset",
        "Remove-Item -Recurse -Force C:\\data",
        "rd /s /q data",
        "diskutil eraseDisk APFS Data disk2",
        "echo b > /proc/sysrq-trigger",
        "chroot /mnt rm -rf /srv",
        "flock /run/lock rm -rf /srv",
    ] {
        assert!(destructive(command), "{command}");
    }
}

#[test]
fn what_only_looks_destructive_is_not_marked() {
    for command in [
        "",
        "rm file",
        "rm -f file",
        "rm -r /tmp/x",
        "rm -rf /tmp/x /var/tmp/y $TMPDIR/z",
        "echo rm -rf /",
        "echo 'x; rm -rf /'",
        "grep 'DROP TABLE' dump.sql",
        "grep -r 'rm -rf' .",
        "man rm",
        "ls # rm -rf /",
        "alias rm='rm -i'",
        "docker run --rm -r x",
        "dd if=/dev/sda of=/dev/null",
        "dd if=/dev/zero of=/tmp/test",
        "dd if=/dev/zero of=/swapfile bs=1M count=1024",
        "mkfs.erofs image.erofs root/",
        "wipefs /dev/sdb",
        "wipefs -an /dev/sdb",
        "DELETE FROM users WHERE id = 1;",
        "psql -c 'select * from dropped'",
        "truncate -s 10G image",
        "terraform plan -destroy",
        "kubectl get pods",
        "kubectl wait --for delete pod web-0",
        "kubectl delete pod x --dry-run=client",
        "git push --force-with-lease",
        "git push origin feature-f",
        "git reset --soft HEAD~1",
        "git clean -nfd",
        "git commit -m 'reset --hard'",
        "cat x > /dev/null 2> /dev/stderr",
        "chmod -R 755 .",
        "chmod 777 file",
        "userdel ada",
        "iptables -L",
        "crontab -l",
        "cat <<EOF > script.sh\nrm -rf /\nEOF",
        "ssh host ls",
        "rm -rf $TMP/x \"$tmpdir\"",
        "rm -rf node_modules ./app/__pycache__/",
        "mkfs.ext4 -n /dev/sdb1",
        "mkswap /swapfile",
        "sgdisk -p /dev/sdb",
        "parted -l",
        "parted /dev/sdb print",
        "zfs destroy -nv tank/data",
        "zfs list",
        "xfs_repair -n /dev/sdb1",
        "find /srv -name '*.log'",
        "find /tmp/x -name '*.log' -delete",
        "find /var/tmp -type f -exec rm {} +",
        "find . -exec ls {} \\;",
        "ls | xargs rm a.txt",
        "echo x >> /var/log/app.log",
        "> new.txt",
        "(echo flush ruleset; nft list ruleset) > /root/rules.nft",
        "for x in a; do echo $x; done > /root/x",
        "echo 1 > /proc/sys/vm/drop_caches",
        "cat a > /srv/b",
        "rsync -a src/ dst/",
        "rsync -an --delete src/ dst/",
        "rclone sync --dry-run a: b:",
        "chown -R ada /srv/ada",
        "git checkout main",
        "git checkout -b x",
        "git restore --staged .",
        "git stash",
        "git push",
        "kubectl drain node-1 --dry-run=server",
        "kubectl uncordon node-1",
        "helm list",
        "helm uninstall web --dry-run",
        "docker rm web",
        "docker image prune",
        "docker compose down",
        "docker exec db ls /data",
        "docker volume ls",
        "aws s3 ls",
        "aws s3 rm s3://bucket/one-file",
        "gcloud compute instances list",
        "redis-cli info",
        "UPDATE users SET admin = true WHERE id = 1;",
        "apt update",
        "update-initramfs -u",
        "ALTER TABLE users DROP CONSTRAINT mail_key;",
        "curl -X POST http://localhost/delete",
        "etcdctl get --prefix /",
        "nft list ruleset",
        "ufw status",
        "iptables -A INPUT -j DROP",
        "cp a.txt b.txt",
        "tee /etc/motd",
        "cryptsetup open /dev/sdb data",
        "zpool --help destroy",
        "Remove-Item a.txt",
    ] {
        assert!(!destructive(command), "{command}");
    }
}

#[test]
fn the_line_that_destroys_is_said() {
    let line = destructive_line;
    assert_eq!(
        line("#!/bin/bash\nset -e\nfor d in *; do\n  rm -rf \"$d\"\ndone"),
        Some(3)
    );
    assert_eq!(line("cat <<EOF\nx\nEOF\nls\nsudo rm -rf x"), Some(4));
    assert_eq!(line("psql <<EOF\nDROP TABLE a;\nEOF"), Some(0));
    assert_eq!(line("ls &&\n  rm -rf x"), Some(1));
    assert_eq!(line("SELECT 1;\nDROP TABLE a;"), Some(1));
    assert_eq!(line("ls"), None);
}

#[test]
fn deleting_a_pod_is_asked_about_but_need_not_be_warned_of() {
    for (command, warned) in [
        ("kubectl -n prod delete pod web-0", false),
        ("kubectl delete pods -l app=web -n prod", false),
        ("kubectl delete -n prod pod/web-0", false),
        ("kubectl delete pods --all", true),
        ("kubectl delete pod web-0 --force --grace-period=0", true),
        ("kubectl delete pvc data-0", true),
        ("kubectl delete -f web.yaml", true),
    ] {
        assert!(destructive(command), "{command}");
        assert_eq!(destructive_line(command).is_some(), warned, "{command}");
    }
}

#[test]
fn hostile_commands_are_answered_at_once() {
    for piece in [
        "$(", "`", "'", "\"", "<<A\n", "{{[", "sh -c \"", "(", "<a", "\\", "sudo ", "ssh x ",
    ] {
        destructive(&piece.repeat(20_000));
    }
}

#[test]
fn what_runs_somewhere_else_or_by_another_is_seen_through() {
    for command in [
        "docker exec -u root db rm -rf /data",
        "docker exec --user root --workdir /x db rm -rf /data",
        "docker exec db rm -rf -- /data",
        "docker exec -uroot db rm -rf /data",
        "docker run -v /srv:/srv alpine rm -rf /srv",
        "docker compose -f x.yml exec -T db psql -c 'DROP TABLE a'",
        "kubectl exec -n x db-0 rm -rf /data",
        "kubectl exec -n x db-0 -c app -- rm -rf /data",
        "kubectl exec $(kubectl get pod -o name) -- rm -rf /data",
        "kubectl exec <pod name> -- rm -rf /data",
        "k -n x exec db-0 -- rm -rf /data",
        "ssh -p 22 -i key host rm -rf /data",
        "ssh -tp 22 host 'rm -rf /data'",
        "ssh host -p 22 rm -rf /data",
        "ssh \"$(cat host)\" 'rm -rf /data'",
        "sudo -u postgres dropdb app",
        "sudo -iu postgres psql -c 'DROP TABLE a'",
        "sudo --user postgres dropdb app",
        "sudo -u postgres -- dropdb app",
        "/usr/bin/sudo rm -rf x",
        "$SUDO rm -rf x",
        "nsenter -t 1 -m rm -rf x",
        "nsenter --target 1 --mount -- rm -rf x",
        "env VAR=x rm -rf x",
        "timeout 5 rm -rf x",
        "timeout --signal KILL 5 rm -rf x",
        "nice -n 5 rm -rf x",
        "xargs -n1 rm -rf",
        "xargs --max-args 1 rm -f",
        "find . | xargs -I % rm -f %",
        "watch -n 5 rm -rf x",
        "watch 'rm -rf x'",
        "flock /run/lock -c 'rm -rf x'",
        "su - postgres --command='dropdb app'",
        "runuser -u postgres -- dropdb app",
        "aws-vault exec prod -- terraform destroy",
        "op run -- terraform destroy",
        "gcloud compute ssh vm --command='rm -rf x'",
        "ansible all -m shell -a 'rm -rf x'",
        "eval 'rm -rf x'",
        "pwsh -Command \"Remove-Item -Recurse x\"",
        "cmd /c rd /s x",
        "ip netns exec a iptables -F",
    ] {
        assert!(destructive(command), "{command}");
    }
}

#[test]
fn what_is_fed_to_a_shell_or_a_client_is_read() {
    for command in [
        "echo 'rm -rf x' | sh",
        "echo rm -rf x | ssh host",
        "bash <<< 'rm -rf x'",
        "echo \"gone: $(rm -rf x)\"",
        "echo \"`rm -rf x`\"",
        "echo 'DROP TABLE a' | docker exec -i db psql -U app",
        "kubectl exec -i db-0 -- psql <<EOF\nUSE x\nDROP TABLE a\nEOF",
        "psql -c\"DROP TABLE a\"",
        "psql --command='DROP TABLE a'",
        "mysql app -e'DROP TABLE a'",
        "mysql app <<< 'DROP TABLE a'",
        "echo 'DROP TABLE a' 2>&1 | psql",
        "find . |& xargs rm -rf",
        "rm \\\r\n  -rf x",
        "rm \\\n  -rf x",
        "cp a.iso /dev/sdb 2>&1",
        "cat a >| /dev/sda",
        "fd old -x rm -rf",
        "find . -ok rm {} \\;",
        "function f { rm -rf x; }",
        "Get-ChildItem | ForEach-Object { Remove-Item $_ -Recurse }",
        "Remove-Item `\n  -Recurse `\n  C:\\data",
        "\\c app\nDROP TABLE users;",
        "USE app\nDROP TABLE users;",
    ] {
        assert!(destructive(command), "{command}");
    }
}

#[test]
fn a_temporary_folder_by_name_may_not_be_one() {
    for command in [
        "rm -rf ${TMP:-/srv}/x",
        "rm -rf \"${TEMP_DIR:-/}\"",
        "rm -rf ${TMP:+/srv}",
        "rm -rf ${TMP%/*}/x",
        "rm -rf ${TMP:-/tmp/..}/x",
        "find ${TMP:-/srv} -delete",
        "dd if=a.iso of=\\\\.\\PhysicalDrive1",
        "dd if=a.iso of='\\\\.\\PhysicalDrive1'",
        "dd if=a.iso of=//./PhysicalDrive1",
        "dd if=a.iso of=/./dev/sda",
    ] {
        assert!(destructive(command), "{command}");
    }
    for command in [
        "rm -rf ${TMPDIR:-/tmp}/x",
        "rm -rf \"${TMP:?}/x\"",
        "rm -rf ${TMPDIR%/}/x",
        "find ${TMPDIR:-/tmp} -delete",
    ] {
        assert!(!destructive(command), "{command}");
    }
}

#[test]
fn what_a_command_prints_may_go_to_a_file() {
    for command in [
        "make &> /root/build.log",
        "make &>> /root/build.log",
        "make >& /root/build.log",
        "nohup x &> /var/log/x.log",
        "nohup x > /var/log/x.log 2>&1 &",
        "x=`date` > /etc/foo",
        "x=$(date) > /etc/foo",
        "exec > /var/log/x.log 2>&1",
        "exec 2> /var/log/x.log",
        "$(which date) > /etc/foo",
        "cat > drop.sql <<EOF\nDROP TABLE a;\nEOF",
        "rm -rf /tmp/x 2>/dev/null",
        "rm -rf /tmp/x < /dev/null",
        "rsync -a --delay-updates src/ dst/",
        "docker exec db grep -r truncate /data",
        "docker run --rm alpine echo rm -rf /",
        "echo 'rm -rf x' | tee note",
        "echo $((1 + 2)) > x",
    ] {
        assert!(!destructive(command), "{command}");
    }
    assert!(destructive("> /var/log/x.log"));
    assert!(destructive("make & > /var/log/x.log"));
}
