//! Whether a command destroys something: the one place that decides.
//!
//! Only what stands in command position counts: `echo rm -rf /` and `grep 'DROP TABLE' dump.sql`
//! harm nobody. A command that hides what it does (`eval "$x"`, a script) is not seen through.

mod programs;
mod services;
mod shell;
mod sql;

use shell::Simple;

/// Programs that run the SQL they are given.
const SQL_CLIENTS: [&str; 9] = [
    "psql",
    "mysql",
    "mariadb",
    "sqlite3",
    "sqlcmd",
    "sqlplus",
    "cqlsh",
    "clickhouse-client",
    "duckdb",
];

/// Programs that run a script given as an argument (after the option named) or on standard input.
const SHELLS: [&str; 8] = ["sh", "bash", "zsh", "dash", "ksh", "ash", "su", "runuser"];

/// How deep commands are followed into the scripts they carry: `ssh host 'sudo sh -c "..."'`.
const MAX_SCRIPTS: u8 = 3;

/// Programs that run a command somewhere inside.
const INSIDE: [&str; 5] = ["kubectl", "oc", "docker", "podman", "nerdctl"];

/// Whether `command` (one command as it would be pasted: may have several lines and pipes) destroys
/// data or access, prefixes such as `sudo` looked through.
pub fn destructive(command: &str) -> bool {
    script_line(command, MAX_SCRIPTS, Pods::Count).is_some()
}

/// The line of `command`, from 0, on which the first of its commands stands that destroys something
/// which nothing brings back. Deleting pods is left out: it is how they are restarted.
pub fn destructive_line(command: &str) -> Option<usize> {
    script_line(command, MAX_SCRIPTS, Pods::StartAnew)
}

/// What deleting pods is taken for.
#[derive(Clone, Copy, PartialEq)]
enum Pods {
    /// In the wrong cluster it is an outage: worth a question.
    Count,
    /// The cluster starts new ones.
    StartAnew,
}

fn script_line(script: &str, scripts_left: u8, pods: Pods) -> Option<usize> {
    sql::destroys_at(script).or_else(|| {
        let pipelines = shell::pipelines(script);
        pipelines
            .iter()
            .find_map(|pipeline| pipeline_line(pipeline, scripts_left, pods))
    })
}

fn pipeline_line(pipeline: &[Simple], scripts_left: u8, pods: Pods) -> Option<usize> {
    let any = |is: &dyn Fn(&Simple) -> bool| pipeline.iter().any(is);
    let feeds_sql = any(&|simple| SQL_CLIENTS.contains(&simple.program()));
    let feeds_shell = any(&|simple| is_shell(simple) || simple.program() == "ssh");
    let in_temporary = any(&finds_temporary);
    let found = pipeline.iter().find(|simple| {
        let runs = scripts_left > 0 && (feeds_shell || INSIDE.contains(&simple.program()));
        programs::destroys(simple, in_temporary)
            || (pods == Pods::Count && services::restarts(simple))
            || (feeds_sql && simple.texts().any(|text| sql::destroys_at(text).is_some()))
            || (runs
                && scripts(simple).any(|text| script_line(&text, scripts_left - 1, pods).is_some()))
    });
    found.map(|simple| simple.line)
}

/// `find` that looks into temporary folders only.
fn finds_temporary(simple: &Simple) -> bool {
    let mut folders = simple
        .args()
        .take_while(|word| !word.starts_with(['-', '(', '!']))
        .peekable();
    let is_temporary = |word: &str| {
        programs::is_temporary(word) || matches!(word, "/tmp" | "/var/tmp" | "$TMPDIR")
    };
    simple.program() == "find" && folders.peek().is_some() && folders.all(is_temporary)
}

fn is_shell(simple: &Simple) -> bool {
    SHELLS.contains(&simple.program())
}

/// The scripts that a command carries: `sh -c 'script'`, what ssh or a container runs, a here-document.
fn scripts(simple: &Simple) -> impl Iterator<Item = String> {
    let mut found: Vec<String> = simple.documents.clone();
    let words: Vec<&str> = simple.args().collect();
    if is_shell(simple) {
        let flag = words
            .iter()
            .position(|word| programs::is_flag(word, 'c', "--command"));
        let script = flag.and_then(|at| words.get(at + 1));
        found.extend(script.map(|script| script.to_string()));
    } else if simple.program() == "ssh" {
        // The host is the first word that is no option; what an option takes is no harm to try.
        let words = words.into_iter().skip_while(|word| word.starts_with('-'));
        found.push(words.skip(1).collect::<Vec<_>>().join(" "));
    } else if let Some(at) = words
        .iter()
        .position(|word| matches!(*word, "exec" | "run"))
    {
        let after = words.get(at + 1..).unwrap_or_default();
        let inside = match after.iter().position(|word| *word == "--") {
            Some(end) => after.get(end + 1..),
            // `docker exec -it NAME command`; what an option takes is no harm to try.
            None => after
                .iter()
                .position(|word| !word.starts_with('-'))
                .and_then(|name| after.get(name + 1..)),
        };
        found.push(quoted(inside.unwrap_or_default()));
    }
    found.into_iter()
}

/// Words as a shell would read them again.
fn quoted(words: &[&str]) -> String {
    let quoted =
        words.iter().map(
            |word| match word.contains([' ', '\n', ';', '|', '&', '>', '"']) {
                true => format!("'{}'", word.replace('\'', r"'\''")),
                false => word.to_string(),
            },
        );
    quoted.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
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
}
