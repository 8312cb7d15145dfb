//! Commands that destroy what lies somewhere else: clusters, clouds, repositories, databases.

use super::programs::{flag, is_flag};
use super::simple::Simple;

/// Whether a command of `program` destroys something there.
pub(super) fn destroys(simple: &Simple, program: &str) -> bool {
    let has = |word: &str| simple.args().any(|arg| arg == word);
    let words = || simple.operands();
    match program {
        "terraform" | "tofu" | "terragrunt" => words().next() == Some("apply") && has("-destroy"),
        "kubectl" | "k" | "oc" => kubernetes(simple),
        "docker" | "podman" | "docker-compose" | "podman-compose" => {
            let down = words().any(|word| word == "down");
            down && (flag(simple, 'v', "--volumes"))
        }
        "git" => git(simple),
        "aws" => {
            let s3 = |verb: &str| {
                words()
                    .zip(words().skip(1))
                    .any(|pair| pair == ("s3", verb))
            };
            let ends = ["delete-", "terminate-", "purge-queue"];
            s3("rb")
                || (s3("rm") && has("--recursive"))
                || (s3("sync") && has("--delete"))
                || words().any(|word| ends.iter().any(|verb| word.starts_with(verb)))
        }
        "gsutil" | "gcloud" | "bq" | "mc" | "s3cmd" => {
            let removes = words().any(|word| matches!(word, "rm" | "del"));
            let deletes_more = words().any(|word| word == "rsync") && has("-d");
            (removes && (flag(simple, 'r', "--recursive") || has("-R"))) || deletes_more
        }
        "azcopy" => has("--delete-destination=true"),
        "restic" => {
            let keeps = |word: &str| word.starts_with("--keep") || word == "-n";
            has("forget") && !simple.args().any(keeps)
        }
        "redis-cli" | "valkey-cli" => {
            let deletes = |word: &str| is_either(word, "del", "unlink");
            simple.texts().any(flushes) || (simple.chosen().is_some() && words().any(deletes))
        }
        "mongo" | "mongosh" => simple.texts().any(drops),
        // A line of its shell; the parentheses are read as the shell's.
        call if call.starts_with("db.") => {
            call.ends_with(".drop") || call.ends_with(".dropdatabase")
        }
        "heroku" => words().any(|word| word.ends_with(":destroy") || word == "pg:reset"),
        "virsh" => words().any(|word| word == "undefine") && has("--remove-all-storage"),
        "curl" | "gh" | "wget" | "az" | "invoke-restmethod" | "irm" | "invoke-webrequest" => {
            requests_delete(simple)
        }
        "http" | "https" | "xh" => words().next() == Some("DELETE"),
        // A policy that drops what no rule lets in cuts off whoever works over the network.
        "iptables" | "ip6tables" => (has("-P") || has("--policy")) && has("INPUT") && has("DROP"),
        _ => false,
    }
}

/// A client of redis or MongoDB, which reads commands of its own.
pub(super) fn is_store(simple: &Simple) -> bool {
    matches!(
        simple.program(),
        "redis-cli" | "valkey-cli" | "mongo" | "mongosh"
    )
}

/// Whether what a command prints would empty such a store.
pub(super) fn empties_a_store(simple: &Simple) -> bool {
    simple.texts().any(|text| flushes(text) || drops(text))
}

fn is_either(word: &str, one: &str, other: &str) -> bool {
    word.eq_ignore_ascii_case(one) || word.eq_ignore_ascii_case(other)
}

/// Text for redis that empties it.
fn flushes(text: &str) -> bool {
    text.split_whitespace()
        .any(|word| is_either(word, "flushall", "flushdb"))
}

/// Text for MongoDB that drops what it holds.
fn drops(text: &str) -> bool {
    let calls = ["dropDatabase(", ".drop()", "deleteMany({})", ".remove({})"];
    calls.iter().any(|call| text.contains(call))
}

/// `-X DELETE` (also at the end of other letters, `-sXDELETE`), `--request`, `--method`, `-Method`.
fn requests_delete(simple: &Simple) -> bool {
    let args: Vec<&str> = simple.args().collect();
    let names = |word: &str| {
        let letters = word.strip_prefix('-').filter(|rest| !rest.starts_with('-'));
        letters.is_some_and(|letters| letters.ends_with('X'))
            || matches!(word, "--request" | "--method")
            || word.eq_ignore_ascii_case("-method")
    };
    let is_delete = |word: &str| word.eq_ignore_ascii_case("delete");
    let mut pairs = args.iter().zip(args.iter().skip(1));
    let apart = pairs.any(|(option, method)| names(option) && is_delete(method));
    let attached = args.iter().any(|word| {
        let letters = word.strip_suffix("DELETE").unwrap_or_default();
        names(letters) || matches!(letters, "--request=" | "--method=")
    });
    // Elasticsearch has a request for it that posts.
    apart || attached || args.iter().any(|word| word.contains("/_delete_by_query"))
}

/// Options of kubectl that take a value.
const KUBERNETES_VALUED: [&str; 12] = [
    "-n",
    "--namespace",
    "--context",
    "--kubeconfig",
    "--cluster",
    "--user",
    "-s",
    "--server",
    "--as",
    "-l",
    "--selector",
    "--field-selector",
];

fn kubernetes(simple: &Simple) -> bool {
    let (verb, mut rest) = subcommand(simple, &KUBERNETES_VALUED);
    match verb {
        Some("delete") => !restarts(simple),
        Some("drain") => true,
        Some("replace") => rest.any(|word| word == "--force"),
        // `oc adm drain`
        Some("adm") => rest.next() == Some("drain"),
        _ => false,
    }
}

/// Whether it deletes pods that a cluster starts anew: named or chosen ones, given the time to end.
pub(super) fn restarts(simple: &Simple) -> bool {
    if !matches!(simple.program(), "kubectl" | "k" | "oc")
        || simple.args().any(super::programs::only_shows)
    {
        return false;
    }
    let (verb, rest) = subcommand(simple, &KUBERNETES_VALUED);
    let rest: Vec<&str> = rest.collect();
    let hard = [
        "--all",
        "--force",
        "--now",
        "--grace-period=0",
        "-A",
        "--all-namespaces",
        "-f",
    ];
    let (kind, _) = operand(rest.iter().copied(), &KUBERNETES_VALUED);
    let kind = kind.unwrap_or_default();
    let is_pod = matches!(kind, "pod" | "pods" | "po") || kind.starts_with("pod/");
    verb == Some("delete") && is_pod && !rest.iter().any(|word| hard.contains(word))
}

fn git(simple: &Simple) -> bool {
    let (verb, rest) = subcommand(simple, &["-C", "-c", "--git-dir", "--work-tree"]);
    let rest: Vec<&str> = rest.collect();
    let flag = |short: char, long: &str| rest.iter().any(|word| is_flag(word, short, long));
    match verb {
        Some("push") => {
            let forced = rest.iter().skip(1).any(|word| word.starts_with('+'));
            flag('f', "--force") || flag('-', "--mirror") || forced
        }
        Some("reset") => rest.contains(&"--hard"),
        Some("clean") => flag('f', "--force") && !flag('n', "--dry-run"),
        Some("checkout") => flag('f', "--force") || rest.contains(&"."),
        Some("switch") => flag('f', "--force") || flag('-', "--discard-changes"),
        Some("restore") => {
            let tree = flag('W', "--worktree") || !flag('S', "--staged");
            tree && rest.contains(&".")
        }
        Some("stash") => matches!(rest.first(), Some(&("drop" | "clear"))),
        Some("reflog") => {
            let now = |word: &&str| word.starts_with("--expire") && word.ends_with("=now");
            rest.first() == Some(&"expire") && rest.iter().any(now)
        }
        Some("gc" | "prune") => rest.contains(&"--prune=now") || rest.contains(&"--expire=now"),
        _ => false,
    }
}

/// The first word that is no option nor the value of one of `valued`, and the words after it.
fn subcommand<'a>(
    simple: &'a Simple,
    valued: &[&str],
) -> (Option<&'a str>, impl Iterator<Item = &'a str>) {
    operand(simple.args(), valued)
}

fn operand<'a, W: Iterator<Item = &'a str>>(mut words: W, valued: &[&str]) -> (Option<&'a str>, W) {
    let verb = loop {
        match words.next() {
            Some(option) if valued.contains(&option) => drop(words.next()),
            Some(option) if option.starts_with('-') => {}
            other => break other,
        }
    };
    (verb, words)
}
