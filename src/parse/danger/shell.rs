//! As much of the shell's grammar as it takes to know which words are commands.

/// A command without pipes: its words, and what it is fed.
#[derive(Debug, Default)]
pub(super) struct Simple {
    /// The program and its arguments, quotes removed.
    words: Vec<String>,
    /// The line of its first word, from 0.
    pub(super) line: usize,
    /// `find` runs it on what it finds.
    selected: bool,
    /// What it writes comes from the commands in the parentheses before it.
    pub(super) grouped: bool,
    /// Files it writes to by `>`, not by `>>`.
    pub(super) writes_to: Vec<String>,
    /// Here-documents.
    pub(super) documents: Vec<String>,
}

/// A program that runs the command given to it.
struct Prefix {
    name: &'static str,
    /// Its options that take a value.
    valued: &'static [&'static str],
    /// How many words of its own stand before the command: `timeout 5 rm`.
    words: usize,
}

const fn prefix(name: &'static str, valued: &'static [&'static str], words: usize) -> Prefix {
    Prefix {
        name,
        valued,
        words,
    }
}

const PREFIXES: [Prefix; 18] = [
    prefix(
        "sudo",
        &["-u", "-g", "-h", "-p", "-C", "-D", "-R", "-T", "-U"],
        0,
    ),
    prefix("doas", &["-u", "-C"], 0),
    prefix("env", &["-u", "-C", "-S"], 0),
    prefix("nice", &["-n"], 0),
    prefix("ionice", &["-c", "-n"], 0),
    prefix("timeout", &["-s", "-k"], 1),
    prefix("nohup", &[], 0),
    prefix("time", &[], 0),
    prefix("command", &[], 0),
    prefix("builtin", &[], 0),
    prefix("exec", &[], 0),
    prefix("setsid", &[], 0),
    prefix("stdbuf", &["-i", "-o", "-e"], 0),
    prefix(XARGS, &["-n", "-P", "-I", "-L", "-d", "-a", "-s", "-E"], 0),
    prefix("watch", &["-n"], 0),
    prefix("chroot", &[], 1),
    prefix("flock", &["-w", "-E"], 1),
    prefix("nsenter", &["-t", "-S", "-G"], 0),
];

/// It gives a command what it reads.
const XARGS: &str = "xargs";

/// Words of the grammar after which a command stands.
const KEYWORDS: [&str; 9] = [
    "then", "do", "else", "elif", "if", "while", "until", "!", "{",
];

impl Simple {
    /// The program: prefixes such as `sudo` looked through, folder and backslash removed.
    pub(super) fn program(&self) -> &str {
        let word = self.words.get(self.start()).map_or("", String::as_str);
        let name = word.rsplit('/').next().unwrap_or(word);
        name.trim_start_matches('\\')
    }

    /// The words after the program.
    pub(super) fn args(&self) -> impl Iterator<Item = &str> {
        self.words.iter().skip(self.start() + 1).map(String::as_str)
    }

    /// The words after the program that are no options.
    pub(super) fn operands(&self) -> impl Iterator<Item = &str> {
        self.args().filter(|word| !word.starts_with('-'))
    }

    /// Whether what it works on is chosen by another program: `find -exec`, `xargs`.
    pub(super) fn is_fed(&self) -> bool {
        let before = self.words.iter().take(self.start());
        self.selected || before.into_iter().any(|word| word == XARGS)
    }

    /// Everything it was given: arguments and here-documents.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.args().chain(self.documents.iter().map(String::as_str))
    }

    /// Index of the program among the words.
    fn start(&self) -> usize {
        let mut at = 0;
        while let Some(word) = self.words.get(at) {
            let prefix = PREFIXES.iter().find(|prefix| prefix.name == word);
            if let Some(prefix) = prefix {
                at = self.after_options(at + 1, prefix.valued) + prefix.words;
            } else if is_assignment(word) || KEYWORDS.contains(&word.as_str()) {
                at += 1;
            } else {
                break;
            }
        }
        at
    }

    fn after_options(&self, mut at: usize, valued: &[&str]) -> usize {
        while let Some(word) = self.words.get(at).filter(|word| word.starts_with('-')) {
            at += 1 + usize::from(valued.contains(&word.as_str()));
        }
        at
    }
}

fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

/// The pipelines of a script, each a list of commands. Never fails: what is unclosed ends at the end.
pub(super) fn pipelines(script: &str) -> Vec<Vec<Simple>> {
    let script = without_choices(script);
    let chars: Vec<char> = script.chars().collect();
    let ends = (0..).zip(&chars).filter(|(_, c)| **c == '\n');
    let mut reader = Reader {
        line_ends: ends.map(|(at, _)| at).collect(),
        chars,
        ..Reader::default()
    };
    reader.read();
    reader.done
}

/// tldr's `{{[-r|--recursive]}}` is its long form, `{{a b}}` one word.
fn without_choices(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let end = after.find(['}', '\n']).unwrap_or(after.len());
        let (inner, following) = after.split_at_checked(end).unwrap_or((after, ""));
        match inner.strip_prefix('[').and_then(|s| s.strip_suffix(']')) {
            Some(forms) => out.push_str(forms.rsplit('|').next().unwrap_or(forms)),
            None => out.push_str(&inner.replace(' ', "_")),
        }
        rest = following.strip_prefix("}}").unwrap_or(following);
    }
    out.push_str(rest);
    out
}

#[derive(Clone, Copy)]
enum Redirection {
    Write,
    Append,
}

#[derive(Default)]
struct Reader {
    chars: Vec<char>,
    at: usize,
    done: Vec<Vec<Simple>>,
    pipeline: Vec<Simple>,
    simple: Simple,
    word: Option<String>,
    /// The next word is a file written to.
    redirected: Option<Redirection>,
    /// Where the line ends are.
    line_ends: Vec<usize>,
    /// Ends of here-documents that start after this line.
    pending: Vec<String>,
    in_double_quotes: bool,
}

impl Reader {
    fn read(&mut self) {
        while let Some(c) = self.next() {
            if self.in_double_quotes {
                self.quoted(c);
            } else {
                self.plain(c);
            }
        }
        self.end_pipeline();
    }

    fn quoted(&mut self, c: char) {
        match c {
            '"' => self.in_double_quotes = false,
            '\\' => self.escaped(),
            _ => self.push(c),
        }
    }

    fn plain(&mut self, c: char) {
        match c {
            '"' => {
                self.push_nothing();
                self.in_double_quotes = true;
            }
            '\'' => self.single_quoted(),
            '\\' => self.escaped(),
            '#' if self.word.is_none() => self.comment(),
            ' ' | '\t' => self.end_word(),
            '\n' => {
                self.end_pipeline();
                self.here_documents();
            }
            ')' => {
                self.end_pipeline();
                self.simple.grouped = true;
            }
            ';' | '&' | '(' | '`' => self.end_pipeline(),
            '|' => match self.peek() {
                Some('|') => self.end_pipeline(),
                _ => self.end_simple(),
            },
            '>' => {
                self.end_word();
                let appends = self.peek() == Some('>');
                self.at += usize::from(appends);
                self.redirected = Some(match appends {
                    true => Redirection::Append,
                    false => Redirection::Write,
                });
            }
            '<' => self.less_than(),
            _ => self.push(c),
        }
    }

    /// `<<END` starts a here-document, `<name>` is a placeholder, else it is a file read from.
    fn less_than(&mut self) {
        if self.peek() == Some('<') {
            self.at += 1;
            self.here_document();
            return;
        }
        let name: String = self.rest().take_while(|c| is_name(*c)).take(64).collect();
        let end = self.at + name.chars().count();
        if !name.is_empty() && self.chars.get(end) == Some(&'>') {
            self.push_nothing();
            self.word.get_or_insert_default().push_str(&name);
            self.at = end + 1;
        } else {
            self.end_word();
        }
    }

    fn here_document(&mut self) {
        if self.peek() == Some('<') {
            // `<<< text`: the text is a word like any other.
            self.at += 1;
            return;
        }
        let blank = |c: &char| matches!(c, '-' | ' ' | '\'' | '"' | '\\');
        self.at += self.rest().take_while(blank).count();
        let end: String = self.rest().take_while(|c| is_name(*c)).collect();
        self.at += end.chars().count();
        self.at += usize::from(matches!(self.peek(), Some('\'' | '"')));
        if !end.is_empty() {
            self.pending.push(end);
        }
    }

    /// The lines up to each end that is waited for belong to the command before this line.
    fn here_documents(&mut self) {
        for end in std::mem::take(&mut self.pending) {
            let mut document = String::new();
            while self.at < self.chars.len() {
                let line: String = self.rest().take_while(|c| *c != '\n').collect();
                self.at += line.chars().count() + 1;
                if line.trim() == end {
                    break;
                }
                document.push_str(&line);
                document.push('\n');
            }
            if let Some(command) = self
                .done
                .last_mut()
                .and_then(|pipeline| pipeline.first_mut())
            {
                command.documents.push(document);
            }
        }
    }

    fn single_quoted(&mut self) {
        self.push_nothing();
        while let Some(c) = self.next().filter(|c| *c != '\'') {
            self.push(c);
        }
    }

    fn escaped(&mut self) {
        match self.next() {
            // A line that goes on.
            Some('\n') | None => {}
            Some(c) => self.push(c),
        }
    }

    fn comment(&mut self) {
        self.at += self.rest().take_while(|c| *c != '\n').count();
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn rest(&self) -> impl Iterator<Item = char> + '_ {
        self.chars.iter().skip(self.at).copied()
    }

    fn push(&mut self, c: char) {
        self.word.get_or_insert_default().push(c);
    }

    /// A word starts here even if nothing follows: `""`.
    fn push_nothing(&mut self) {
        self.word.get_or_insert_default();
    }

    fn end_word(&mut self) {
        let Some(word) = self.word.take() else {
            return;
        };
        match self.redirected.take() {
            Some(Redirection::Write) => self.simple.writes_to.push(word),
            Some(Redirection::Append) => {}
            None if word == "-exec" || word == "-execdir" => {
                // `find` runs what follows.
                self.end_simple();
                self.simple.selected = true;
            }
            None => {
                if self.simple.words.is_empty() {
                    // What ended the word has been read already.
                    let at = self.at.saturating_sub(1);
                    self.simple.line = self.line_ends.partition_point(|end| *end < at);
                }
                self.simple.words.push(word);
            }
        }
    }

    fn end_simple(&mut self) {
        self.end_word();
        self.redirected = None;
        let simple = std::mem::take(&mut self.simple);
        if !simple.words.is_empty() || !simple.writes_to.is_empty() {
            self.pipeline.push(simple);
        }
    }

    fn end_pipeline(&mut self) {
        self.end_simple();
        if !self.pipeline.is_empty() {
            self.done.push(std::mem::take(&mut self.pipeline));
        }
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}
