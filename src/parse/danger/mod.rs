//! Whether a command destroys something: the one place that decides.
//!
//! Only what stands in command position counts: `echo rm -rf /` and `grep 'DROP TABLE' dump.sql`
//! harm nobody. A command that hides what it does (`eval "$x"`, a script) is not seen through.

mod shell;

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
const SHELLS: [&str; 7] = ["sh", "bash", "zsh", "dash", "ksh", "ash", "su"];

/// How deep commands are followed into the scripts they carry: `ssh host 'sudo sh -c "..."'`.
const MAX_SCRIPTS: u8 = 3;

/// Whether `command` (one command as it would be pasted: may have several lines and pipes) destroys
/// data or access: the list of the format's section 5, prefixes such as `sudo` looked through.
pub fn destructive(command: &str) -> bool {
    script_destroys(command, MAX_SCRIPTS)
}

fn script_destroys(script: &str, scripts_left: u8) -> bool {
    if sql_destroys(script) {
        return true;
    }
    shell::pipelines(script).iter().any(|pipeline| {
        let feeds_sql = pipeline
            .iter()
            .any(|simple| SQL_CLIENTS.contains(&simple.program()));
        let feeds_shell = pipeline
            .iter()
            .any(|simple| is_shell(simple) || simple.program() == "ssh");
        pipeline.iter().any(|simple| {
            simple_destroys(simple)
                || (feeds_sql && simple.texts().any(sql_destroys))
                || (feeds_shell
                    && scripts_left > 0
                    && scripts(simple).any(|text| script_destroys(&text, scripts_left - 1)))
        })
    })
}

fn is_shell(simple: &Simple) -> bool {
    SHELLS.contains(&simple.program())
}

/// The scripts that a shell or ssh is given: `-c 'script'`, what ssh runs, a here-document.
fn scripts(simple: &Simple) -> impl Iterator<Item = String> {
    let mut found: Vec<String> = simple.documents.clone();
    if is_shell(simple) {
        let after = simple
            .args()
            .skip_while(|word| !is_flag(word, 'c', "--command"));
        found.extend(after.skip(1).take(1).map(str::to_string));
    } else if simple.program() == "ssh" {
        // The host is the first word that is no option; what an option takes is no harm to try.
        let words = simple.args().skip_while(|word| word.starts_with('-'));
        found.push(words.skip(1).collect::<Vec<_>>().join(" "));
    }
    found.into_iter()
}

fn simple_destroys(simple: &Simple) -> bool {
    let flag = |short: char, long: &str| simple.args().any(|word| is_flag(word, short, long));
    let has = |word: &str| simple.args().any(|arg| arg == word);
    if simple.writes_to.iter().any(|file| is_disk(file)) {
        return true;
    }
    match simple.program() {
        "rm" => (flag('r', "--recursive") || flag('R', "--recursive")) && !all_temporary(simple),
        "dd" => simple
            .args()
            .filter_map(|word| word.strip_prefix("of="))
            .any(|file| file != "/dev/null" && !is_temporary(file)),
        "wipefs" => {
            let acts = flag('a', "--all") || flag('o', "--offset") || flag('t', "--types");
            acts && !flag('n', "--no-act")
        }
        "terraform" | "tofu" => {
            let verb = simple.args().find(|word| !word.starts_with('-'));
            verb == Some("destroy") || (verb == Some("apply") && has("-destroy"))
        }
        "kubectl" | "oc" => kubectl_deletes(simple),
        "git" => git_destroys(simple),
        "lvremove" => true,
        "chmod" => {
            let everyone = has("777") || has("0777") || has("a+rwx");
            everyone && flag('R', "--recursive")
        }
        "userdel" => flag('r', "--remove"),
        "iptables" | "ip6tables" => flag('F', "--flush"),
        "crontab" => flag('r', "--remove"),
        program => program == "mkfs" || program.starts_with("mkfs."),
    }
}

fn kubectl_deletes(simple: &Simple) -> bool {
    const VALUED: [&str; 9] = [
        "-n",
        "--namespace",
        "--context",
        "--kubeconfig",
        "--cluster",
        "--user",
        "-s",
        "--server",
        "--as",
    ];
    let (verb, mut rest) = subcommand(simple, &VALUED);
    verb == Some("delete") && !rest.any(|word| word.starts_with("--dry-run"))
}

fn git_destroys(simple: &Simple) -> bool {
    let (verb, rest) = subcommand(simple, &["-C", "-c", "--git-dir", "--work-tree"]);
    let rest: Vec<&str> = rest.collect();
    let flag = |short: char, long: &str| rest.iter().any(|word| is_flag(word, short, long));
    match verb {
        Some("push") => flag('f', "--force"),
        Some("reset") => rest.contains(&"--hard"),
        Some("clean") => flag('f', "--force") && !flag('n', "--dry-run"),
        _ => false,
    }
}

/// The first word that is no option nor the value of one of `valued`, and the words after it.
fn subcommand<'a>(
    simple: &'a Simple,
    valued: &[&str],
) -> (Option<&'a str>, impl Iterator<Item = &'a str>) {
    let mut words = simple.args();
    let verb = loop {
        match words.next() {
            Some(option) if valued.contains(&option) => drop(words.next()),
            Some(option) if option.starts_with('-') => {}
            other => break other,
        }
    };
    (verb, words)
}

/// `-r`, `-fr` and `--recursive`, but not what only starts so (`--force-with-lease`).
fn is_flag(word: &str, short: char, long: &str) -> bool {
    match word.strip_prefix('-') {
        Some(rest) if !rest.starts_with('-') => {
            rest.contains(short) && rest.chars().all(char::is_alphabetic)
        }
        _ => word == long,
    }
}

/// Every file named is in a temporary folder. Without a name (`xargs rm -r`) nobody knows.
fn all_temporary(simple: &Simple) -> bool {
    let mut files = simple
        .args()
        .filter(|word| !word.starts_with('-'))
        .peekable();
    files.peek().is_some() && files.all(is_temporary)
}

fn is_temporary(file: &str) -> bool {
    let inside = ["/tmp/", "/var/tmp/", "$TMPDIR/", "${TMPDIR}/"];
    inside.iter().any(|folder| file.starts_with(folder)) && !file.contains("..")
}

/// A whole disk or partition, not `/dev/null` and its like.
fn is_disk(file: &str) -> bool {
    let disks = [
        "sd", "nvme", "vd", "xvd", "hd", "mmcblk", "disk", "rdisk", "md", "mapper/",
    ];
    file.strip_prefix("/dev/")
        .is_some_and(|name| disks.iter().any(|disk| name.starts_with(disk)))
}

/// A statement of `DROP`, `TRUNCATE`, or `DELETE` without `WHERE`.
fn sql_destroys(text: &str) -> bool {
    text.split(';').any(statement_destroys)
}

fn statement_destroys(statement: &str) -> bool {
    let mut words = statement.split_whitespace();
    let (Some(verb), Some(object)) = (words.next(), words.next()) else {
        return false;
    };
    let is = |word: &str, keyword: &str| word.eq_ignore_ascii_case(keyword);
    if is(verb, "drop") {
        let objects = [
            "table",
            "database",
            "schema",
            "view",
            "materialized",
            "index",
            "user",
            "role",
            "keyspace",
            "tablespace",
        ];
        return objects.iter().any(|kind| is(object, kind));
    }
    if is(verb, "truncate") {
        // In lower case it is also a program: `truncate -s 0 file`.
        return is(object, "table") || (verb == "TRUNCATE" && !object.starts_with('-'));
    }
    is(verb, "delete") && is(object, "from") && !words.any(|word| is(word, "where"))
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
            "wipefs /dev/sdb",
            "wipefs -an /dev/sdb",
            "DELETE FROM users WHERE id = 1;",
            "psql -c 'select * from dropped'",
            "truncate -s 0 app.log",
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
        ] {
            assert!(!destructive(command), "{command}");
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
