//! A block without a language: command, output or material.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::session;
use crate::aid::CodeRole;

static KNOWN: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| PROGRAMS.split_whitespace().collect());

/// Programs that open a command line in operations manuals.
const PROGRAMS: &str = "
ansible ansible-playbook apk apt apt-cache apt-get aws az awk base64 bash brew bundle bzip2 cargo cat cd
certbot chgrp chmod chown chroot cksum cmake composer consul cp crictl crontab ctr curl cut date dd df
diff dig dmesg dnf docker docker-compose dpkg du echo env etcdctl exec exit export fdisk find findmnt
firewall-cmd flux fsck gcloud gem gh git glab go gpg grep gunzip gzip head helm history host hostname
hostnamectl htop http id ifconfig influx install ip ipmitool iptables istioctl java journalctl jq kill
killall knife kubectl kubectx kubens last ldapsearch less ln ls lsblk lscpu lsof lvcreate lvextend lvs
make man mc md5sum mdadm mkdir mkfs mongo mongosh mount mtr mv mvn mysql mysqldump nano nc netstat
networkctl nft nginx ngrep nmap node nohup nomad npm npx nslookup ntpq oc openssl openstack parted passwd
patch pg_dump pg_restore ping pip pip3 pkill podman printf promtool ps psql pvs pwd python python3 rabbitmqctl
rake rclone read reboot redis-cli rm rmdir route rpm rsync ruby scp screen sed service set sftp sha256sum
shutdown sleep smartctl snap socat sort source ss ssh ssh-add ssh-copy-id ssh-keygen stat strace su sudo
swapoff swapon sysctl systemctl systemd-analyze tail tar tcpdump tee telnet terraform time timeout
timedatectl tmux top touch traceroute truncate tune2fs ufw umount uname unset unzip update-alternatives
uptime useradd userdel usermod vagrant vault vgs vi vim virsh visudo vmstat watch wc wget which who
whoami xargs xfs_repair yarn yum zcat zfs zip zpool zypper
";

/// The role of a block whose fence names no language: a command unless it looks like something else.
pub(super) fn role_without_language(text: &str) -> CodeRole {
    let lines = || {
        text.lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .take(12)
    };
    if session::has_prompt(text, false) {
        return CodeRole::Command;
    }
    let Some(first) = lines().find(|line| !line.starts_with('#')) else {
        return CodeRole::Material;
    };
    if runs_program(first) {
        return CodeRole::Command;
    }
    if lines().any(is_output_line) {
        return CodeRole::Output;
    }
    let count = lines().count();
    let material = lines().filter(|line| is_material_line(line)).count();
    if material * 2 > count || first.starts_with(['{', '[', '<', '-', '|', '+', '@']) {
        return CodeRole::Material;
    }
    if starts_like_command(first) {
        CodeRole::Command
    } else {
        CodeRole::Material
    }
}

/// Whether the line starts with a program that is known, `./x`, `/usr/bin/x` or `X=y program`.
pub(super) fn runs_program(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let first = words.by_ref().find(|word| !is_assignment(word));
    let Some(first) = first else {
        return is_assignment(line); // nothing but `NAME=value`
    };
    let name = first.rsplit('/').next().unwrap_or(first);
    let is_path = first.starts_with("./") || first.starts_with('/') || first.starts_with("~/");
    // `Error: ...` is no program, nor is `top:`; a path with a colon is a message about a file.
    let plain = !first.ends_with([':', ',', '.']) && !line.ends_with(['.', '?']);
    let known = KNOWN.contains(name);
    known && !first.ends_with([':', ',']) || is_path && plain && !name.is_empty()
}

fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    })
}

/// Logs, tables, errors: what only a program writes.
fn is_output_line(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    let dated = line.get(..4).is_some_and(is_digits)
        && line.get(4..5).is_some_and(|c| c == "-" || c == "/");
    let timed = line.get(..2).is_some_and(is_digits) && line.get(2..3) == Some(":");
    let columns = line
        .split("  ")
        .filter(|cell| !cell.trim().is_empty())
        .count();
    let head = columns >= 2
        && !line.chars().any(char::is_lowercase)
        && line.chars().any(char::is_uppercase);
    let says = [
        "error:",
        "error ",
        "fatal:",
        "warning:",
        "level=",
        "traceback ",
        "panic:",
        "exception",
    ];
    let marked = ["[error", "[warn", "[info", "[ok", "● "];
    dated
        || timed
        || head
        || says.iter().any(|start| lower.starts_with(start))
        || marked.iter().any(|start| lower.starts_with(start))
        || lower.contains("permission denied")
        || lower.contains("no such file or directory")
        || lower.contains("command not found")
}

/// Whether a line behind a command, in a block without prompts, is what that command wrote.
pub(super) fn is_reply(line: &str) -> bool {
    is_output_line(line) || reports_object(line) || answers(line)
}

/// `pod/web created`, `pod "web" deleted`: what kubectl says of an object it changed.
fn reports_object(line: &str) -> bool {
    const DONE: &[&str] = &[
        "annotated",
        "configured",
        "cordoned",
        "created",
        "deleted",
        "drained",
        "edited",
        "evicted",
        "exposed",
        "labeled",
        "patched",
        "replaced",
        "restarted",
        "scaled",
        "unchanged",
        "uncordoned",
    ];
    let words: Vec<&str> = line.split_whitespace().collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return false;
    };
    let slashed = first
        .split_once('/')
        .is_some_and(|(kind, _)| !kind.is_empty() && !kind.starts_with(['.', '~']));
    let named = slashed || words.get(1).is_some_and(|word| word.starts_with('"'));
    named && (2..=3).contains(&words.len()) && DONE.contains(last)
}

/// `Server:    10.0.0.10`, `Address 1: 10.0.0.10`, `nslookup: no answer`: a name, a colon, a value.
/// A drive (`C:`) and an address (`https://`) are no names.
fn answers(line: &str) -> bool {
    let Some((name, value)) = line.split_once(':') else {
        return false;
    };
    let words = name.split_whitespace().count();
    let capital = name.starts_with(char::is_uppercase);
    let plain = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-'));
    let apart = value.is_empty() || value.starts_with([' ', '\t']);
    plain && apart && name.len() > 1 && (words == 1 || capital && words <= 3)
}

/// `key: value`, `key = value`, markup, queries: a file's content.
fn is_material_line(line: &str) -> bool {
    let key = line.split_once(':').is_some_and(|(key, rest)| {
        !key.contains(char::is_whitespace) && (rest.is_empty() || rest.starts_with(' '))
    });
    let setting = line.contains(" = ") || line.starts_with("- ");
    let section = line.starts_with('[') && line.ends_with(']');
    let brace = matches!(line.chars().next(), Some('{' | '}' | '"' | '<' | '|'));
    let ends = line.ends_with(['{', ';', ',']);
    let sql = [
        "SELECT ", "UPDATE ", "DELETE ", "INSERT ", "CREATE ", "ALTER ", "DROP ", "SHOW ",
    ];
    let query = sql.iter().any(|verb| {
        line.get(..verb.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(verb))
    });
    key || setting || section || brace || ends || query
}

/// A word that could be a program's name, and a line that is no sentence.
fn starts_like_command(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    let name = !first.is_empty()
        && first.starts_with(|c: char| c.is_ascii_lowercase() || matches!(c, '.' | '/' | '~'))
        && first
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '~' | '+'));
    let host = first.contains("://") || first.matches('.').count() > 1 && line == first;
    let sentence = line.ends_with('.') && line.split_whitespace().count() > 3;
    // PowerShell's verbs: Get-Service, Restart-Computer.
    let cmdlet = first.starts_with(|c: char| c.is_ascii_uppercase())
        && first.split_once('-').is_some_and(|(_, noun)| {
            noun.starts_with(|c: char| c.is_ascii_uppercase())
                && noun.chars().all(char::is_alphanumeric)
        });
    (name && !host && !sentence) || cmdlet
}

fn is_digits(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_told_from_output_and_files() {
        for text in [
            "kubectl get pods",
            "# comment\nsudo reboot",
            "FOO=1 make",
            "./run.sh",
            "$ anything",
            "mytool --flag x",
            "Get-Service -Name w32time",
            "error.sh --x",
        ] {
            assert_eq!(role_without_language(text), CodeRole::Command, "{text}");
        }
        for text in [
            "NAME   READY   STATUS\nweb-0  1/1     Running",
            "2026-11-22T10:00:00Z started",
            "level=error msg=\"x\"",
            "Error: no such host",
            "bash: foo: command not found",
        ] {
            assert_eq!(role_without_language(text), CodeRole::Output, "{text}");
        }
        for text in [
            "apiVersion: v1\nkind: Pod",
            "{\n  \"a\": 1\n}",
            "[mysqld]\nmax_connections = 100",
            "<html></html>",
            "SELECT * FROM x;",
            "https://example.org/x",
            "The quick brown fox.",
            "",
        ] {
            assert_eq!(role_without_language(text), CodeRole::Material, "{text}");
        }
    }

    #[test]
    fn what_a_command_answers_is_told_from_the_next_command() {
        for line in [
            "pod/web created",
            "deployment.apps/web scaled",
            "pod \"web\" deleted",
            "Server:    10.0.0.10",
            "Address 1: 10.0.0.10",
            "nslookup: no answer",
        ] {
            assert!(is_reply(line), "{line}");
        }
        for line in [
            "C:",
            "./web created",
            "mytool --label a: b",
            "https://example.org",
            "helmfile apply",
        ] {
            assert!(!is_reply(line), "{line}");
        }
    }
}
