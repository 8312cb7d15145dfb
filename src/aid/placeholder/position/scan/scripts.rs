//! Which words of a command are read as a script by another program.

use super::HOLE;

/// Programs that run the text after `-c`, and what is piped into them.
const SHELLS: [&str; 15] = [
    "sh",
    "bash",
    "zsh",
    "dash",
    "ksh",
    "mksh",
    "ash",
    "fish",
    "csh",
    "tcsh",
    "su",
    "script",
    "pwsh",
    "powershell",
    "nu",
];
/// Programs that run the words they are given as a script.
const RUNNERS: [&str; 6] = ["eval", "watch", "parallel", "tmux", "trap", "alias"];

/// Programs whose `-c` takes no script.
const HARMLESS: [&str; 22] = [
    "grep",
    "egrep",
    "fgrep",
    "zgrep",
    "rg",
    "tar",
    "wc",
    "head",
    "tail",
    "ping",
    "ping6",
    "curl",
    "gcc",
    "cc",
    "sort",
    "uniq",
    "cut",
    "md5sum",
    "sha1sum",
    "sha256sum",
    "sha512sum",
    "gzip",
];

/// Words that may stand before the program.
const BEFORE: [&str; 14] = [
    "sudo", "doas", "time", "nohup", "if", "then", "else", "elif", "do", "while", "until", "!",
    "{", "command",
];

/// Options of ssh that take a value.
const SSH_VALUES: &str = "bcDEeFIiJLlmOopQRSWw";

/// What the words of a simple command so far tell about those that follow, kept word by word.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// A word after these is read as a script.
    pub(super) script: bool,
    /// What the command reads is run.
    pub(super) runs_input: bool,
    shell: bool,
    program: Option<bool>,
    ssh: bool,
    ssh_value: bool,
}

impl Told {
    pub(super) fn add(&mut self, word: &str) {
        self.script |= self.word_is_scripted(word) || RUNNERS.contains(&base(word));
        self.follow_ssh(word);
        self.runs_input |= runs_input(word);
        self.shell |= is_shell(word);
        if self.program.is_none() && !BEFORE.contains(&word) && !word.contains('=') {
            self.program = Some(HARMLESS.contains(&base(word)));
        }
    }

    /// Whether `word`, as far as it is read, holds an option that a script follows or stands in
    /// (`-c "..."`, `--command="..."`).
    pub(super) fn word_is_scripted(&self, word: &str) -> bool {
        let letters = word.starts_with('-') && !word.starts_with("--");
        let cluster: String = word.chars().take_while(|c| *c != HOLE).collect();
        let named = word.starts_with("--command") || word.starts_with("--session-command");
        named
            || (letters && self.shell && cluster.contains('c'))
            || (word.starts_with("-c") && self.program != Some(true))
    }

    /// `ssh` to somewhere: what follows the destination is run there.
    fn follow_ssh(&mut self, word: &str) {
        if !self.ssh {
            self.ssh = matches!(base(word), "ssh" | "mosh" | "rsh");
            return;
        }
        if std::mem::take(&mut self.ssh_value) {
            return;
        }
        match word.strip_prefix('-') {
            None => self.script = true,
            // `-p 22`; in `-p22` the value is there already.
            Some(option) => self.ssh_value = option.len() == 1 && SSH_VALUES.contains(option),
        }
    }
}

fn base(word: &str) -> &str {
    word.rsplit('/').next().unwrap_or(word)
}

fn is_shell(word: &str) -> bool {
    SHELLS.contains(&base(word))
}

/// Whether the program runs what it reads.
pub(super) fn runs_input(word: &str) -> bool {
    let known = ["ssh", "rsh", "at", "batch", "parallel", "source", "."];
    is_shell(word) || known.contains(&base(word))
}

/// Whether shells reckon with what the words of this command say.
pub(super) fn reckons(word: &str) -> bool {
    matches!(
        word,
        "-gt" | "-ge" | "-lt" | "-le" | "-eq" | "-ne" | "-v" | "unset" | "read" | "let"
    )
}

/// Whether a variable may be declared a number by this word: all that is given to it is reckoned with.
pub(super) fn declares(word: &str) -> bool {
    matches!(word, "let" | "declare" | "typeset" | "integer" | "float")
}

/// Whether an index is open at the end of the word (`a[`), which shells reckon with.
pub(super) fn in_index(word: &str) -> bool {
    let Some((before, after)) = word.rsplit_once('[') else {
        return false;
    };
    let name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == HOLE;
    !after.contains(']') && (before.is_empty() || before.ends_with(name))
}
