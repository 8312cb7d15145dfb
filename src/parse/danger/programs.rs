//! Which programs destroy something, and by which of their words.
//!
//! Left out on purpose: what can be had back (`docker image prune`, `git branch -D`), what only stops
//! something (`systemctl stop`, `reboot`), and what the program itself asks about before it acts and
//! that is done every day (`apt-get remove`).

use super::places::{is_disk, is_plain_file, is_remade, is_temporary};
use super::services;
use super::simple::Simple;

/// Programs whose every use destroys something.
const ALWAYS: [&str; 20] = [
    "mkfs",
    "mkdosfs",
    "mkntfs",
    "lvremove",
    "lvreduce",
    "vgremove",
    "pvremove",
    "blkdiscard",
    "dropdb",
    "dropuser",
    "clear-disk",
    "format-volume",
    "remove-partition",
    "remove-vm",
    "remove-aduser",
    "remove-adcomputer",
    "remove-adgroup",
    "remove-azresourcegroup",
    "remove-azvm",
    "remove-mailbox",
];

/// Programs with the words that make them destroy; words of one entry stand one behind the other.
const BY_WORDS: &[(&[&str], &[&str])] = &[
    (&["helm"], &["uninstall", "delete"]),
    (
        &[
            "terraform",
            "tofu",
            "terragrunt",
            "pulumi",
            "vagrant",
            "cdk",
            "qm",
            "pct",
        ],
        &["destroy"],
    ),
    (
        &["docker", "podman", "nerdctl"],
        &["system prune", "volume rm", "volume remove", "volume prune"],
    ),
    (&["zfs"], &["destroy", "rollback"]),
    (&["zpool"], &["destroy", "labelclear"]),
    (
        &["cryptsetup"],
        &[
            "luksFormat",
            "luksErase",
            "erase",
            "luksKillSlot",
            "luksRemoveKey",
        ],
    ),
    (&["btrfs"], &["subvolume delete", "sub delete"]),
    (&["parted"], &["mklabel", "mktable", "rm"]),
    (&["nvme"], &["format", "sanitize", "delete-ns"]),
    (&["rclone"], &["sync", "purge", "delete"]),
    (&["gsutil", "s3cmd", "mc"], &["rb"]),
    (
        &[
            "gcloud",
            "az",
            "openstack",
            "doctl",
            "hcloud",
            "oci",
            "eksctl",
            "kops",
            "argocd",
            "lxc",
            "incus",
            "borg",
        ],
        &["delete"],
    ),
    (&["gh"], &["repo delete"]),
    (&["terraform", "tofu"], &["state rm", "workspace delete"]),
    (&["fly", "flyctl"], &["destroy"]),
    (&["podman"], &["system reset"]),
    (&["velero"], &["backup delete"]),
    (&["vssadmin", "wbadmin", "reg"], &["delete"]),
    (&["db2"], &["drop database", "drop db", "drop table"]),
    (&["rails", "rake"], &["db:drop", "db:reset"]),
    (
        &["php", "artisan"],
        &[
            "migrate:fresh",
            "migrate:reset",
            "migrate:refresh",
            "db:wipe",
        ],
    ),
    (
        &["python", "python3"],
        &["manage.py flush", "./manage.py flush"],
    ),
    (&["manage.py"], &["flush"]),
    (&["npx", "pnpm", "prisma"], &["migrate reset"]),
    (&["supabase"], &["db reset"]),
    (&["wp"], &["db reset", "db drop", "site empty"]),
    (&["drush"], &["sql:drop", "sql-drop"]),
    (&["azcopy"], &["remove"]),
    (
        &["nft"],
        &[
            "flush ruleset",
            "flush table",
            "flush chain",
            "delete table",
        ],
    ),
    (&["ufw", "kubeadm"], &["reset"]),
    (&["mysqladmin"], &["drop"]),
    (&["etcdctl"], &["del"]),
    (&["consul"], &["kv delete"]),
    (
        &["vault"],
        &["kv destroy", "kv metadata delete", "secrets disable"],
    ),
    (
        &["ceph"],
        &[
            "osd purge",
            "osd destroy",
            "pool delete",
            "pool rm",
            "fs rm",
        ],
    ),
    (&["rbd"], &["rm", "remove"]),
    (&["virsh"], &["vol-delete", "vol-wipe"]),
    (
        &["rabbitmqctl"],
        &[
            "reset",
            "force_reset",
            "purge_queue",
            "delete_queue",
            "delete_vhost",
        ],
    ),
];

/// An option: its letter (`-` for none) and its long form.
type Flag = (char, &'static str);

/// Programs with the options that make them destroy.
const BY_OPTION: &[(&[&str], &[Flag])] = &[
    (&["userdel"], &[('r', "--remove")]),
    (
        &["deluser"],
        &[('-', "--remove-home"), ('-', "--remove-all-files")],
    ),
    (&["iptables", "ip6tables"], &[('F', "--flush")]),
    (&["crontab"], &[('r', "--remove")]),
    (
        &["sgdisk"],
        &[
            ('Z', "--zap-all"),
            ('z', "--zap"),
            ('o', "--clear"),
            ('d', "--delete"),
        ],
    ),
    (&["sfdisk"], &[('-', "--delete")]),
    // Over what it finds there.
    (&["pvcreate"], &[('f', "--force")]),
    (
        &["gpg", "gpg2"],
        &[
            ('-', "--delete-secret-keys"),
            ('-', "--delete-secret-key"),
            ('-', "--delete-secret-and-public-key"),
        ],
    ),
    (&["mdadm"], &[('-', "--zero-superblock")]),
    (&["badblocks"], &[('w', "-w")]),
    (&["xfs_repair"], &[('L', "-L")]),
    (&["kafka-topics", "kafka-topics.sh"], &[('-', "--delete")]),
];

/// Whether a command destroys something. `in_temporary`: the files that its pipeline finds are all in
/// temporary folders.
pub(super) fn destroys(simple: &Simple, in_temporary: bool) -> bool {
    if simple
        .writes_to
        .iter()
        .any(|file| is_disk(file) || file == "/proc/sysrq-trigger")
    {
        return true;
    }
    let program = simple.program().to_lowercase();
    let program = program.as_str();
    if simple.args().any(only_shows) {
        return false;
    }
    if ALWAYS.contains(&program)
        || BY_WORDS
            .iter()
            .any(|entry| matches_words(simple, program, *entry))
    {
        return !is_tried(simple, program);
    }
    let by_option = BY_OPTION
        .iter()
        .filter(|(names, _)| names.contains(&program));
    let mut options = by_option.flat_map(|(_, options)| options.iter());
    if options.any(|(short, long)| flag(simple, *short, long)) {
        return true;
    }
    files(simple, program, in_temporary)
        || disks(simple, program)
        || services::destroys(simple, program)
        || empties(simple, program)
}

/// Options with which nothing is done.
pub(super) fn only_shows(word: &str) -> bool {
    let acts = matches!(word, "--dry-run=none" | "--dry-run=false");
    (word.starts_with("--dry-run") && !acts)
        || matches!(
            word,
            "--help"
                | "--version"
                | "--generate-cli-skeleton"
                | "--dryrun"
                | "--no-act"
                | "--what-if"
                | "-WhatIf"
                | "-whatif"
        )
}

/// The same by the letter that the program has for it.
fn is_tried(simple: &Simple, program: &str) -> bool {
    match program {
        "zfs" | "rclone" | "btrfs" => flag(simple, 'n', "--dry-run"),
        "lvremove" | "lvreduce" | "vgremove" | "pvremove" => flag(simple, 't', "--test"),
        _ => false,
    }
}

fn matches_words(simple: &Simple, program: &str, (names, phrases): (&[&str], &[&str])) -> bool {
    if !names.contains(&program) {
        return false;
    }
    let words = simple.args().take_while(|word| *word != "--");
    let words: Vec<&str> = words.filter(|word| !word.starts_with('-')).collect();
    phrases.iter().any(|phrase| {
        let wanted: Vec<&str> = phrase.split(' ').collect();
        words.windows(wanted.len()).any(|window| window == wanted)
    })
}

/// Files and folders.
fn files(simple: &Simple, program: &str, in_temporary: bool) -> bool {
    let has = |word: &str| simple.args().any(|arg| arg == word);
    let recursive = flag(simple, 'r', "--recursive") || flag(simple, 'R', "--recursive");
    match program {
        "rm" => {
            let names_none = |marks: Vec<&str>| simple.operands().all(|word| marks.contains(&word));
            let chosen = simple.chosen().is_some_and(names_none);
            (chosen && !in_temporary) || (recursive && !all_harmless(simple))
        }
        "find" => has("-delete") && !in_temporary,
        "shred" => !all_harmless(simple),
        "truncate" => is_size_zero(simple) && !all_harmless_but(simple, "0"),
        "chmod" | "chown" | "chgrp" => {
            let everyone = has("777") || has("0777") || has("a+rwx");
            recursive && ((everyone && program == "chmod") || has("/") || has("/*"))
        }
        "rsync" => {
            let mut args = simple.args();
            let deletes = args.any(|word| word == "--del" || word.starts_with("--delete"));
            deletes && !flag(simple, 'n', "--dry-run")
        }
        "remove-item" | "ri" | "rd" | "rmdir" | "del" | "erase" => simple.args().any(removes_below),
        // Of `dir` before it nothing is left.
        "mv" => simple.operands().last() == Some("/dev/null"),
        "python" | "python3" | "ruby" => simple
            .texts()
            .any(|text| text.contains("rmtree(") || text.contains("rm_rf")),
        _ => false,
    }
}

/// `/s` of Windows, `-Recurse` of PowerShell, which may be cut short.
fn removes_below(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let name = word.split(':').next().unwrap_or_default();
    word == "/s" || (name.len() > 1 && "-recurse".starts_with(name))
}

/// Whether a command that is piped to destroys what it is told there.
pub(super) fn destroys_what_it_reads(simple: &Simple) -> bool {
    match simple.program().to_lowercase().as_str() {
        "remove-item" | "ri" => simple.operands().count() == 0 && !simple.args().any(only_shows),
        "fdisk" | "gdisk" | "sfdisk" => simple.operands().any(|word| word.starts_with("/dev/")),
        _ => false,
    }
}

/// Disks, partitions and what lies on them.
fn disks(simple: &Simple, program: &str) -> bool {
    match program {
        "dd" => simple
            .args()
            .filter_map(|word| word.strip_prefix("of="))
            .any(|file| file != "/dev/null" && !is_temporary(file) && !is_plain_file(file)),
        "wipefs" => {
            let acts = flag(simple, 'a', "--all")
                || flag(simple, 'o', "--offset")
                || flag(simple, 't', "--types");
            acts && !flag(simple, 'n', "--no-act")
        }
        // With -n it only says what it would do, which shows where the superblocks are.
        "mke2fs" | "mkfs.ext2" | "mkfs.ext3" | "mkfs.ext4" => !flag(simple, 'n', "-n"),
        "mkswap" => simple.operands().any(|file| file.starts_with("/dev/")),
        "tee" => simple.operands().any(is_disk),
        "cp" => simple.operands().last().is_some_and(is_disk),
        // Over what is there.
        "zpool" => simple.operands().next() == Some("create") && flag(simple, 'f', "-f"),
        "fdisk" | "gdisk" | "sfdisk" => !simple.documents.is_empty(),
        "format" => simple
            .operands()
            .any(|word| word.len() == 2 && word.ends_with(':')),
        "hdparm" => simple
            .args()
            .any(|word| word.starts_with("--security-erase")),
        "pg_resetwal" => !flag(simple, 'n', "--dry-run"),
        "diskutil" => simple.operands().any(|word| {
            let word = word.to_ascii_lowercase();
            let verbs = [
                "erase",
                "secureerase",
                "zerodisk",
                "partitiondisk",
                "reformat",
            ];
            verbs.iter().any(|verb| word.starts_with(verb))
        }),
        // These make an image of a folder.
        "mkfs.erofs" | "mkfs.jffs2" | "mkfs.ubifs" => false,
        program => program.starts_with("mkfs.") || program.starts_with("newfs"),
    }
}

/// `> file`, `: > file` and `cat /dev/null > file` with a file named from the root: what was in it is
/// gone. Elsewhere it makes a new file as often.
fn empties(simple: &Simple, program: &str) -> bool {
    let empties_by_copy = program == "cp" && simple.operands().next() == Some("/dev/null");
    let writes_nothing = match program {
        "" => !simple.grouped && simple.words.is_empty(),
        ":" | "true" => true,
        "cat" => simple.operands().all(|word| word == "/dev/null") && simple.operands().count() > 0,
        "echo" | "printf" => simple.args().all(|word| matches!(word, "" | "-n")),
        _ => false,
    };
    let holds = |file: &str| {
        let other = ["/dev/", "/proc/", "/sys/"];
        file.starts_with('/')
            && !is_temporary(file)
            && !other.iter().any(|folder| file.starts_with(folder))
    };
    (writes_nothing && simple.writes_to.iter().any(|file| holds(file)))
        || (empties_by_copy && simple.operands().last().is_some_and(holds))
}

/// `-s 0`, `-s0`, `--size=0`, `--size 0`.
fn is_size_zero(simple: &Simple) -> bool {
    let args: Vec<&str> = simple.args().collect();
    let apart = args
        .windows(2)
        .any(|pair| matches!(pair, ["-s" | "--size", "0"]));
    apart || args.contains(&"-s0") || args.contains(&"--size=0")
}

/// Whether one of the words is this option.
pub(super) fn flag(simple: &Simple, short: char, long: &str) -> bool {
    simple.args().any(|word| is_flag(word, short, long))
}

/// `-r`, `-fr` and `--recursive`, but not what only starts so (`--force-with-lease`).
pub(super) fn is_flag(word: &str, short: char, long: &str) -> bool {
    match word.strip_prefix('-') {
        Some(rest) if !rest.starts_with('-') => {
            rest.contains(short) && rest.chars().all(char::is_alphabetic)
        }
        _ => word == long,
    }
}

/// Every file named is in a temporary folder or made again. Without a name (`xargs rm -r`) nobody knows.
fn all_harmless(simple: &Simple) -> bool {
    all_harmless_but(simple, "")
}

/// The same without the word `value`, which an option takes.
fn all_harmless_but(simple: &Simple, value: &str) -> bool {
    let mut files = simple.operands().filter(|word| *word != value).peekable();
    files.peek().is_some() && files.all(|file| is_temporary(file) || is_remade(file))
}
