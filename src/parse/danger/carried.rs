//! The scripts that commands carry: what a shell, another machine or a container is told to run.

use super::programs::is_flag;
use super::simple::{Simple, Valued};

/// Programs that run a script given as an argument (after the option named) or on standard input.
const SHELLS: [&str; 14] = [
    "sh",
    "bash",
    "zsh",
    "dash",
    "ksh",
    "ash",
    "fish",
    "su",
    "runuser",
    "pwsh",
    "powershell",
    "cmd",
    "csh",
    "at",
];

/// Programs that run a command somewhere inside, after `exec` or `run`.
const INSIDE: [&str; 26] = [
    "kubectl",
    "k",
    "oc",
    "docker",
    "docker-compose",
    "podman",
    "podman-compose",
    "nerdctl",
    "crictl",
    "lxc",
    "incus",
    "pct",
    "ip",
    "machinectl",
    "heroku",
    "aws-vault",
    "op",
    "doppler",
    "chamber",
    "direnv",
    "mise",
    "poetry",
    "pipenv",
    "uv",
    "rbenv",
    "flatpak",
];

/// Programs that run each of their arguments that is a command: one that has a blank.
const RUN_A_WORD: [&str; 21] = [
    "eval",
    "ansible",
    "salt",
    "pdsh",
    "clush",
    "pssh",
    "parallel-ssh",
    "gcloud",
    "az",
    "aws",
    "vagrant",
    "fly",
    "flyctl",
    "tmux",
    "screen",
    "script",
    "tsh",
    "Invoke-Command",
    "Start-Process",
    "Invoke-Expression",
    "iex",
];

/// Options of ssh that take a value (its manual's synopsis).
const SSH: Valued = Valued::new("BbcDEeFIiJLlmOoPpQRSWw", &[]);

/// Letters of options of `exec` and `run` that take no value; any other may.
const BARE_LETTERS: &str = "ditqPT";

/// Their long options that take no value.
const BARE: [&str; 20] = [
    "--rm",
    "--init",
    "--privileged",
    "--detach",
    "--interactive",
    "--tty",
    "--stdin",
    "--quiet",
    "--read-only",
    "--no-deps",
    "--no-TTY",
    "--no-tty",
    "--service-ports",
    "--use-aliases",
    "--build",
    "--publish-all",
    "--command",
    "--attach",
    "--no-healthcheck",
    "--remove-orphans",
];

pub(super) fn is_shell(simple: &Simple) -> bool {
    SHELLS.contains(&simple.program())
}

/// Whether it runs a command somewhere else, which reads what is piped to it.
pub(super) fn reaches_in(simple: &Simple) -> bool {
    matches!(simple.program(), "ssh" | "autossh") || INSIDE.contains(&simple.program())
}

/// The scripts that a command carries. Where its options can be read in more than one way, all of them.
/// `is_read`: by a shell, which also runs here-documents and what is printed.
pub(super) fn scripts(simple: &Simple, is_read: bool) -> Vec<String> {
    let words: Vec<&str> = simple.args().collect();
    let mut found = Vec::new();
    if is_read {
        found.extend(simple.documents.iter().cloned());
    }
    found.extend(simple.command_in_a_word().map(str::to_string));
    let program = simple.program();
    if is_shell(simple) {
        found.extend(told_to_a_shell(&words));
    } else if matches!(program, "ssh" | "autossh") {
        let after = after_options(&words, |option| SSH.takes_next(option));
        // The host; options may stand behind it, too.
        let after = after_options(after.get(1..).unwrap_or_default(), |option| {
            SSH.takes_next(option)
        });
        found.push(after.join(" "));
    } else if INSIDE.contains(&program) {
        found.extend(run_inside(&words));
    }
    if RUN_A_WORD.contains(&program) {
        let values = words.iter().map(|word| match word.split_once('=') {
            Some((option, value)) if option.starts_with("--") => value,
            _ => word,
        });
        let commands = values.filter(|word| word.contains(char::is_whitespace));
        found.extend(commands.map(str::to_string));
        if matches!(program, "pdsh" | "clush" | "tsh") {
            found.extend((1..words.len().min(8)).filter_map(|at| Some(words.get(at..)?.join(" "))));
        }
    }
    if is_read && matches!(program, "echo" | "printf") {
        found.push(after_options(&words, |_| false).join(" "));
    }
    found
}

/// `sh -c 'script'`, `su - postgres --command='script'`, `runuser -u postgres -- command`.
fn told_to_a_shell(words: &[&str]) -> Vec<String> {
    let is_script = |word: &str| {
        is_flag(word, 'c', "--command")
            || word.eq_ignore_ascii_case("-command")
            || matches!(word, "/c" | "/C" | "/k" | "/K")
    };
    let attached = words
        .iter()
        .find_map(|word| word.strip_prefix("--command="));
    if let Some(script) = attached {
        return vec![script.to_string()];
    }
    if let Some(at) = words.iter().position(|word| is_script(word)) {
        let rest = words.get(at + 1..).unwrap_or_default();
        // A shell runs one word, `cmd /c` and `pwsh -Command` all that follow.
        let first = rest.iter().find(|word| **word != "--");
        return vec![first.unwrap_or(&"").to_string(), rest.join(" ")];
    }
    let end = words.iter().position(|word| *word == "--");
    let command = end.and_then(|end| words.get(end + 1..));
    command.map(quoted).into_iter().collect()
}

/// `docker exec -it NAME command`, `kubectl exec NAME -c app -- command`, `aws-vault exec x -- command`.
fn run_inside(words: &[&str]) -> Vec<String> {
    let verb = |word: &&str| matches!(*word, "exec" | "run" | "shell");
    let Some(after) = words
        .iter()
        .position(verb)
        .and_then(|at| words.get(at + 1..))
    else {
        return Vec::new();
    };
    let unnamed = after_options(after, takes_value);
    let named = after_options(unnamed.get(1..).unwrap_or_default(), takes_value);
    let end = after.iter().position(|word| *word == "--");
    let behind = end.and_then(|end| after.get(end + 1..));
    let readings = [Some(unnamed), Some(named), behind].into_iter().flatten();
    // `--entrypoint sh image -c 'script'`
    let flag = after.iter().position(|word| *word == "-c");
    let script = flag.and_then(|flag| after.get(flag + 1));
    readings
        .map(quoted)
        .chain(script.map(|script| script.to_string()))
        .collect()
}

fn takes_value(option: &str) -> bool {
    match option.strip_prefix('-') {
        Some(long) if long.starts_with('-') => !long.contains('=') && !BARE.contains(&option),
        Some(letters) => !letters.chars().all(|letter| BARE_LETTERS.contains(letter)),
        None => false,
    }
}

/// The words behind the options at the start, and behind `--`.
fn after_options<'a, 'w>(words: &'a [&'w str], takes_next: impl Fn(&str) -> bool) -> &'a [&'w str] {
    let mut at = 0;
    while let Some(option) = words.get(at).filter(|word| word.starts_with('-')) {
        at += 1;
        if *option == "--" {
            break;
        }
        let value = words.get(at).filter(|word| !word.starts_with('-'));
        at += usize::from(value.is_some() && takes_next(option));
    }
    words.get(at..).unwrap_or_default()
}

/// Words as a shell would read them again.
fn quoted(words: &[&str]) -> String {
    let special = [
        ' ', '\n', '\t', ';', '|', '&', '>', '<', '"', '\'', '\\', '(', ')', '`', '#',
    ];
    let quoted = words.iter().map(|word| match word.contains(special) {
        true => format!("'{}'", word.replace('\'', r"'\''")),
        false => word.to_string(),
    });
    quoted.collect::<Vec<_>>().join(" ")
}
