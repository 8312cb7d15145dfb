//! One command without pipes, and the program in it that does the work.

/// A command without pipes: its words, and what it is fed.
#[derive(Debug, Default)]
pub(super) struct Simple {
    /// The program and its arguments, quotes removed.
    pub(super) words: Vec<String>,
    /// The line of its first word, from 0.
    pub(super) line: usize,
    /// `find` runs it on what it finds.
    pub(super) selected: bool,
    /// What it writes comes from the commands in the parentheses before it.
    pub(super) grouped: bool,
    /// What several commands before it print is piped to it: `(...) |`, `done |`.
    pub(super) reads_group: bool,
    /// Files it writes to by `>`, not by `>>`.
    pub(super) writes_to: Vec<String>,
    /// Here-documents and here-strings.
    pub(super) documents: Vec<String>,
}

/// The options of a program that take the word after them.
#[derive(Clone, Copy)]
pub(super) struct Valued {
    letters: &'static str,
    long: &'static [&'static str],
}

impl Valued {
    pub(super) const fn new(letters: &'static str, long: &'static [&'static str]) -> Valued {
        Valued { letters, long }
    }

    /// Whether the word after `option` is its value: `-u x`, `-iu x`, `--user x`, but not `-ux` and
    /// `--user=x`.
    pub(super) fn takes_next(self, option: &str) -> bool {
        match option.strip_prefix('-') {
            Some(letters) if !letters.starts_with('-') => letters
                .find(|letter| self.letters.contains(letter))
                .is_some_and(|at| letters.chars().count() == letters[..at].chars().count() + 1),
            _ => self.long.contains(&option),
        }
    }
}

/// A program that runs the command given to it.
struct Prefix {
    name: &'static str,
    valued: Valued,
    /// How many words of its own stand before the command: `timeout 5 rm`.
    words: usize,
}

const fn prefix(
    name: &'static str,
    letters: &'static str,
    long: &'static [&'static str],
    words: usize,
) -> Prefix {
    Prefix {
        name,
        valued: Valued::new(letters, long),
        words,
    }
}

const PREFIXES: [Prefix; 37] = [
    prefix("sudo", "ughpCDRTUrt", &SUDO, 0),
    prefix("doas", "uC", &[], 0),
    prefix("pkexec", "", &["--user"], 0),
    prefix("gosu", "", &[], 1),
    prefix("su-exec", "", &[], 1),
    prefix("setpriv", "", &["--reuid", "--regid", "--groups"], 0),
    // With -S the command is one word.
    prefix("env", "uC", &["--unset", "--chdir"], 0),
    prefix("nice", "n", &["--adjustment"], 0),
    prefix("ionice", "cn", &["--class", "--classdata"], 0),
    prefix("timeout", "sk", &["--signal", "--kill-after"], 1),
    prefix("nohup", "", &[], 0),
    prefix("time", "fo", &["--format", "--output"], 0),
    prefix("command", "", &[], 0),
    prefix("builtin", "", &[], 0),
    prefix("exec", "a", &[], 0),
    prefix("setsid", "", &[], 0),
    prefix("stdbuf", "ioe", &["--input", "--output", "--error"], 0),
    prefix(XARGS, "nPILdasE", &XARGS_LONG, 0),
    prefix(PARALLEL, "jnNS", &["--jobs", "--sshlogin"], 0),
    prefix("watch", "n", &["--interval"], 0),
    prefix("chroot", "", &["--userspec", "--groups"], 1),
    prefix("flock", "wE", &["--timeout", "--wait"], 1),
    prefix("nsenter", "tSG", &["--target", "--setuid", "--setgid"], 0),
    prefix("unshare", "RwSG", &["--root", "--wd"], 0),
    prefix("systemd-run", "upEHM", &SYSTEMD_RUN, 0),
    prefix("systemd-inhibit", "", &["--what", "--who", "--why"], 0),
    prefix("sshpass", "pfd", &[], 0),
    prefix("strace", "eopsu", &[], 0),
    prefix("caffeinate", "tw", &[], 0),
    prefix("unbuffer", "", &[], 0),
    prefix("chronic", "", &[], 0),
    prefix("proxychains", "f", &[], 0),
    prefix("torsocks", "", &[], 0),
    prefix("busybox", "", &[], 0),
    prefix("toybox", "", &[], 0),
    prefix("bundle", "", &[], 1),
    // Scripts that need it only at times.
    prefix("$SUDO", "", &[], 0),
];

const SUDO: [&str; 8] = [
    "--user", "--group", "--host", "--prompt", "--chdir", "--chroot", "--role", "--type",
];

const XARGS_LONG: [&str; 6] = [
    "--max-args",
    "--max-procs",
    "--max-lines",
    "--max-chars",
    "--delimiter",
    "--arg-file",
];

const SYSTEMD_RUN: [&str; 8] = [
    "--unit",
    "--property",
    "--uid",
    "--gid",
    "--slice",
    "--setenv",
    "--on-calendar",
    "--on-active",
];

/// They give a command what they read.
const XARGS: &str = "xargs";
const PARALLEL: &str = "parallel";

/// Words of the grammar after which a command stands, and a prompt that was copied with it.
const KEYWORDS: [&str; 10] = [
    "then", "do", "else", "elif", "if", "while", "until", "!", "{", "$",
];

impl Simple {
    /// The program: prefixes such as `sudo` looked through, folder and backslash removed.
    pub(super) fn program(&self) -> &str {
        self.words
            .get(self.start())
            .map_or("", |word| base_name(word))
    }

    /// The words after the program.
    pub(super) fn args(&self) -> impl Iterator<Item = &str> {
        self.words.iter().skip(self.start() + 1).map(String::as_str)
    }

    /// The words after the program that are no options.
    pub(super) fn operands(&self) -> impl Iterator<Item = &str> {
        self.args().filter(|word| !word.starts_with('-'))
    }

    /// What stands for the files that another program chooses (`find -exec`, `xargs -I %`); none when
    /// nothing chooses.
    pub(super) fn chosen(&self) -> Option<Vec<&str>> {
        let mut before = self.words.iter().take(self.start()).map(String::as_str);
        let mut marks = vec!["{}", ";", "+"];
        if self.selected {
            return Some(marks);
        }
        before.find(|word| matches!(base_name(word), XARGS | PARALLEL))?;
        while let Some(word) = before.next() {
            match word.strip_prefix("-I") {
                Some("") => marks.extend(before.next()),
                Some(mark) => marks.push(mark),
                None => {}
            }
        }
        Some(marks)
    }

    /// Everything it was given: arguments, what long and short options carry, here-documents.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let carried = self.args().filter_map(|word| {
            let option = word.strip_prefix('-')?;
            match option.strip_prefix('-') {
                Some(long) => long.split_once('=').map(|(_, value)| value),
                None => option.get(option.chars().next()?.len_utf8()..),
            }
        });
        let documents = self.documents.iter().map(String::as_str);
        self.args().chain(carried).chain(documents)
    }

    /// The command that a prefix was given as one word (`watch 'rm -rf x'`, `flock f -c 'rm -rf x'`).
    pub(super) fn command_in_a_word(&self) -> Option<&str> {
        let start = self.start();
        let word = self.words.get(start).filter(|_| start > 0)?;
        word.contains(char::is_whitespace).then_some(word.as_str())
    }

    /// Index of the program among the words.
    fn start(&self) -> usize {
        let mut at = 0;
        while let Some(word) = self.words.get(at) {
            let name = base_name(word);
            let prefix = PREFIXES
                .iter()
                .find(|prefix| prefix.name == name || is_sudo(prefix, name));
            if let Some(prefix) = prefix {
                at = self.after_options(at + 1, prefix.valued);
                // `flock file -c 'command'`
                at = match prefix.words {
                    0 => at,
                    words => self.after_options(at + words, prefix.valued),
                };
            } else if is_assignment(word) || KEYWORDS.contains(&word.as_str()) {
                at += 1;
            } else {
                break;
            }
        }
        at
    }

    fn after_options(&self, mut at: usize, valued: Valued) -> usize {
        while let Some(word) = self.words.get(at).filter(|word| word.starts_with('-')) {
            at += 1 + usize::from(valued.takes_next(word));
            if word == "--" {
                break;
            }
        }
        at
    }
}

/// `$SUDO`, `${SUDO}`, `$sudo`: what scripts call it by.
fn is_sudo(prefix: &Prefix, name: &str) -> bool {
    let variable = name.strip_prefix('$').unwrap_or_default();
    let variable = variable.trim_start_matches('{').trim_end_matches('}');
    prefix.name == "$SUDO" && variable.eq_ignore_ascii_case("sudo")
}

/// A program without its folder, and what a makefile or a shell puts before it.
fn base_name(word: &str) -> &str {
    let name = word.rsplit('/').next().unwrap_or(word);
    let name = name.trim_start_matches(['\\', '@']);
    name.strip_suffix(".exe").unwrap_or(name)
}

fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}
