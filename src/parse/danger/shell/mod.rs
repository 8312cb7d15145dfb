//! As much of the shell's grammar as it takes to know which words are commands.

mod documents;
mod nested;

use std::collections::HashMap;

use super::simple::Simple;
use documents::last_lines;
use nested::Open;

/// A script as it is read.
pub(super) struct Script {
    /// Its pipelines, each a list of commands.
    pub(super) pipelines: Vec<Vec<Simple>>,
    /// Its text; the lines of here-documents are empty.
    pub(super) outside: String,
}

/// Never fails: what is unclosed ends at the end.
pub(super) fn read(script: &str) -> Script {
    let script = without_choices(script);
    let chars: Vec<char> = script.chars().collect();
    let ends = (0..).zip(&chars).filter(|(_, c)| **c == '\n');
    let mut reader = Reader {
        line_ends: ends.map(|(at, _)| at).collect(),
        last_lines: match script.contains("<<") {
            true => last_lines(&script),
            false => HashMap::new(),
        },
        chars,
        ..Reader::default()
    };
    reader.read();
    Script {
        outside: reader.outside(),
        pipelines: reader.done,
    }
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
    /// What is read, added to, or another stream.
    Harmless,
    /// `<<< text`
    HereString,
}

#[derive(Default)]
struct Reader {
    chars: Vec<char>,
    at: usize,
    done: Vec<Vec<Simple>>,
    pipeline: Vec<Simple>,
    simple: Simple,
    word: Option<String>,
    /// The word has quotes: it is no word of the grammar.
    is_quoted: bool,
    /// What the next word is to a redirection.
    redirected: Option<Redirection>,
    opened: Vec<Open>,
    /// Where the line ends are.
    line_ends: Vec<usize>,
    /// Where the last line of each text is.
    last_lines: HashMap<String, usize>,
    /// From where to where here-documents go.
    documents: Vec<(usize, usize)>,
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
        while let Some(open) = self.opened.pop() {
            self.close(open);
        }
        self.end_pipeline();
    }

    fn quoted(&mut self, c: char) {
        match c {
            '"' => self.in_double_quotes = false,
            '\\' => self.escaped(),
            '$' if self.peek() == Some('(') => self.substitution(),
            '`' => self.backtick(),
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
            '$' if self.peek() == Some('(') => self.substitution(),
            '`' => self.backtick(),
            '#' if self.word.is_none() => self.comment(),
            ' ' | '\t' | '\r' => self.end_word(),
            '\n' => {
                self.end_pipeline();
                self.here_documents();
            }
            '(' => {
                self.end_pipeline();
                self.opened.push(Open::Group);
            }
            ')' => self.close_parenthesis(),
            // Both streams go to a file: `&> file`.
            '&' if self.peek() == Some('>') => self.end_word(),
            ';' | '&' => self.end_pipeline(),
            '|' => match self.peek() {
                Some('|') => self.end_pipeline(),
                // Both streams go on: `|&`.
                Some('&') => {
                    self.at += 1;
                    self.pipe();
                }
                _ => self.pipe(),
            },
            '>' => self.greater_than(),
            '<' => self.less_than(),
            _ => self.push(c),
        }
    }

    /// `>`, `>>`, `>|`, `>& file` and `>&1`.
    fn greater_than(&mut self) {
        self.end_stream_number();
        let redirection = match self.peek() {
            Some('>') => Redirection::Harmless,
            Some('&') => match self.chars.get(self.at + 1) {
                Some(c) if c.is_ascii_digit() || *c == '-' => Redirection::Harmless,
                _ => Redirection::Write,
            },
            _ => Redirection::Write,
        };
        self.at += usize::from(matches!(self.peek(), Some('>' | '&' | '|')));
        self.redirected = Some(redirection);
    }

    /// Ends the word; the number of a stream (`2>`) is none.
    fn end_stream_number(&mut self) {
        let is_number =
            |word: &String| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
        if !self.is_quoted && self.word.as_ref().is_some_and(is_number) {
            self.word = None;
        }
        self.end_word();
    }

    /// `<<END` starts a here-document, `<name>` is a placeholder, else it is a file read from.
    fn less_than(&mut self) {
        if self.peek() == Some('<') {
            self.at += 1;
            self.here_document();
            return;
        }
        if let Some(name) = self.placeholder() {
            self.push_nothing();
            self.at += name.chars().count() + 1;
            self.word.get_or_insert_default().push_str(&name);
            return;
        }
        self.end_stream_number();
        self.at += usize::from(self.peek() == Some('&'));
        self.redirected = Some(Redirection::Harmless);
    }

    /// The name in `<name>` or `<name of it>`, which starts here.
    fn placeholder(&self) -> Option<String> {
        let is_inside = |c: &char| is_name(*c) || matches!(c, ' ' | '/' | '.' | ':');
        let name: String = self.rest().take_while(is_inside).take(64).collect();
        let is_closed = self.chars.get(self.at + name.chars().count()) == Some(&'>');
        let is_name = name.starts_with(is_name) && !name.ends_with(' ');
        (is_closed && is_name).then_some(name)
    }

    fn single_quoted(&mut self) {
        self.push_nothing();
        while let Some(c) = self.next().filter(|c| *c != '\'') {
            self.push(c);
        }
    }

    fn escaped(&mut self) {
        if self.peek() == Some('\r') && self.chars.get(self.at + 1) == Some(&'\n') {
            self.at += 1;
        }
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
        self.is_quoted = true;
        self.word.get_or_insert_default();
    }

    fn end_word(&mut self) {
        let is_quoted = std::mem::take(&mut self.is_quoted);
        let Some(word) = self.word.take() else {
            return;
        };
        match self.redirected.take() {
            Some(Redirection::Write) => self.simple.writes_to.push(word),
            Some(Redirection::Harmless) => {}
            Some(Redirection::HereString) => self.simple.documents.push(word),
            None if self.runs_what_follows(&word) => {
                self.end_simple();
                self.simple.selected = true;
            }
            // A function's body, or a script block of PowerShell.
            None if word == "{" && !is_quoted => self.end_pipeline(),
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

    /// `find -exec`, `fd -x`.
    fn runs_what_follows(&self, word: &str) -> bool {
        match word {
            "-exec" | "-execdir" | "-ok" | "-okdir" => true,
            "-x" | "-X" | "--exec" | "--exec-batch" => {
                matches!(self.simple.program(), "fd" | "fdfind")
            }
            _ => false,
        }
    }

    fn pipe(&mut self) {
        self.end_word();
        let is_group = match self.simple.words.first() {
            None => self.simple.grouped,
            Some(word) => matches!(word.as_str(), "done" | "}" | "fi" | "esac"),
        };
        self.end_simple();
        self.simple.reads_group = is_group;
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
