//! Placeholders: what of a command the person fills in, and how a value gets there.
//!
//! They are found once, when the page is parsed ([`mark`]), with the place each has in the shell's
//! quoting. Filling goes from these places and never looks at the outcome again: a value that looks
//! like a placeholder stays what it is. A value is data: it is quoted for its place, or refused.

mod find;
mod position;
mod question;
mod quote;
mod secret;
mod walk;

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Aid, Command};
use find::Known;
pub use position::Position;
pub use question::{Question, Unfit};
pub use quote::Refusal;

/// Which quoting a command's text follows, by the language of its block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Shell {
    /// sh, bash, zsh, dash, and fish, where they agree; also where no language is said.
    #[default]
    Posix,
    /// PowerShell.
    PowerShell,
    /// Nushell.
    Nu,
    /// csh, tcsh: no quoting there is safe for any value.
    Unquotable,
    /// cmd.exe, whose `%NAME%` is a placeholder.
    Cmd,
}

impl Shell {
    /// The shell of a code block with this language (lower case).
    pub fn of_language(language: &str) -> Shell {
        match language {
            "powershell" | "pwsh" | "ps1" | "posh" => Shell::PowerShell,
            "nu" | "nushell" => Shell::Nu,
            "cmd" | "bat" | "batch" | "dos" => Shell::Cmd,
            "csh" | "tcsh" => Shell::Unquotable,
            _ => Shell::Posix,
        }
    }
}

/// A value that an aid declares in `params` of its front matter, or a navi cheat in a `$` line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Param {
    /// As the commands name it.
    pub name: String,
    /// The question in words.
    pub ask: Option<String>,
    /// What it mostly is.
    pub default: Option<String>,
    /// The command that lists what it can be: shown, never run.
    pub from: Option<String>,
    /// The only values there are; empty for any.
    pub choices: Vec<String>,
    /// A regular expression that all of the value matches.
    pub pattern: Option<String>,
    /// Neither stored nor shown, nor looked for in the environment.
    pub secret: bool,
    /// What one looks like.
    pub example: Option<String>,
}

impl Param {
    /// What holds of a name that nothing was said about: it is secret where it sounds so.
    pub fn named(name: &str) -> Param {
        Param {
            name: name.to_string(),
            secret: secret::sounds_secret(name),
            ..Param::default()
        }
    }
}

/// A place in a command's text that is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hole {
    /// Where it stands in [`Command::text`], in bytes.
    pub range: Range<usize>,
    /// What it is called; places of one name have one value.
    pub name: String,
    /// What stands there.
    pub kind: HoleKind,
    /// How the shell reads what stands there.
    pub position: Position,
}

/// What stands in a [`Hole`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoleKind {
    /// A value.
    Value {
        /// What is offered (`{{tcp|udp}}`).
        choices: Vec<String>,
        /// Several values, with blanks between them (`{{file ...}}`).
        several: bool,
    },
    /// One of two spellings of an option (`{{[-s|--long]}}`): a taste, no question.
    Option {
        /// `-s`
        short: String,
        /// `--long`
        long: String,
    },
}

/// What was filled in, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Values {
    values: BTreeMap<String, String>,
    /// Names whose values are not shown.
    secret: Vec<String>,
    /// Options in their short spelling, where a page has both.
    pub short_options: bool,
}

impl Values {
    /// Nothing filled in.
    pub const NONE: Values = Values {
        values: BTreeMap::new(),
        secret: Vec::new(),
        short_options: false,
    };

    /// The value of `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// Gives `name` a value, or takes it away.
    pub fn set(&mut self, name: &str, value: Option<String>) {
        match value {
            Some(value) => self.values.insert(name.to_string(), value),
            None => self.values.remove(name),
        };
    }

    /// From now on the value of `name` is not shown.
    pub fn keep_secret(&mut self, name: &str) {
        if !self.is_secret(name) {
            self.secret.push(name.to_string());
        }
    }

    /// Whether the value of `name` is not to be shown or stored.
    pub fn is_secret(&self, name: &str) -> bool {
        self.secret.iter().any(|secret| secret == name)
    }

    /// All names and values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let pair = |(name, value)| (String::as_str(name), String::as_str(value));
        self.values.iter().map(pair)
    }
}

/// A command with values in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filled {
    /// The command as it leaves the program.
    pub text: String,
    /// What stands where in `text`, in order; the rest is the page's own.
    pub pieces: Vec<(Range<usize>, Piece)>,
    /// Values that their place does not take, with why: the placeholder stays.
    pub refused: Vec<(String, Refusal)>,
}

/// A piece of a [`Filled`] command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A placeholder without a value, by name.
    Open(String),
    /// A value.
    Value,
    /// A value that is not to be seen.
    Secret,
}

impl Filled {
    /// The names that still have no value, each once.
    pub fn open(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for (_, piece) in &self.pieces {
            if let Piece::Open(name) = piece
                && !names.contains(&name.as_str())
            {
                names.push(name);
            }
        }
        names
    }

    /// Where the first placeholder without a value stands.
    pub fn first_open(&self) -> Option<Range<usize>> {
        let open = |(_, piece): &&(Range<usize>, Piece)| matches!(piece, Piece::Open(_));
        self.pieces
            .iter()
            .find(open)
            .map(|(range, _)| range.clone())
    }

    /// The text as it may be seen: a secret value as dots.
    pub fn shown(&self) -> Filled {
        let mut shown = Filled {
            refused: self.refused.clone(),
            ..Filled::default()
        };
        let mut done = 0;
        for (range, piece) in &self.pieces {
            push(&mut shown.text, &self.text, done..range.start);
            let start = shown.text.len();
            match piece {
                Piece::Secret => shown.text.push_str("••••"),
                _ => push(&mut shown.text, &self.text, range.clone()),
            }
            shown.pieces.push((start..shown.text.len(), piece.clone()));
            done = range.end;
        }
        push(&mut shown.text, &self.text, done..self.text.len());
        shown
    }
}

fn push(out: &mut String, text: &str, range: Range<usize>) {
    out.push_str(text.get(range).unwrap_or_default());
}

impl Command {
    /// The command with `values` in their places.
    pub fn filled(&self, values: &Values) -> Filled {
        let mut filled = Filled::default();
        let mut done = 0;
        for hole in &self.holes {
            push(&mut filled.text, &self.text, done..hole.range.start);
            done = hole.range.end;
            filled.put(self, hole, values);
        }
        push(&mut filled.text, &self.text, done..self.text.len());
        self.keep_documents_closed(filled)
    }

    /// A here-document ends at the line that is its delimiter (dash also trips over one that only starts
    /// with it): where values would make one, none is filled in.
    fn keep_documents_closed(&self, filled: Filled) -> Filled {
        if self.holes.iter().all(|h| h.position.delimiter().is_none()) {
            return filled;
        }
        let lines: Vec<&str> = filled.text.split('\n').collect();
        let (mut line_at, mut seen) = (0, 0);
        let ends_document = |hole: &Hole| {
            let between = self.text.get(seen..hole.range.start).unwrap_or_default();
            line_at += between.matches('\n').count();
            seen = hole.range.start;
            let delimiter = hole.position.delimiter()?;
            let line = lines.get(line_at)?;
            let line = line.trim_start_matches('\t');
            line.starts_with(delimiter).then(|| hole.name.clone())
        };
        let Some(name) = self.holes.iter().find_map(ends_document) else {
            return filled;
        };
        let mut bare = Command::filled(self, &Values::default());
        bare.refused.push((name, Refusal::EndsDocument));
        bare
    }

    /// Why `value` cannot be put where this command has the placeholder `name`.
    pub fn refuses(&self, name: &str, value: &str) -> Option<Refusal> {
        let mut values = Values::default();
        values.set(name, Some(value.to_string()));
        let refused = self.filled(&values).refused;
        refused.into_iter().next().map(|(_, why)| why)
    }
}

impl Filled {
    fn put(&mut self, command: &Command, hole: &Hole, values: &Values) {
        let start = self.text.len();
        let written = command.text.get(hole.range.clone()).unwrap_or_default();
        let several = match &hole.kind {
            HoleKind::Option { short, long } => {
                let chosen = if values.short_options { short } else { long };
                self.text.push_str(chosen);
                return;
            }
            HoleKind::Value { several, .. } => *several,
        };
        let Some(value) = values.get(&hole.name) else {
            self.text.push_str(written);
            let piece = (start..self.text.len(), Piece::Open(hole.name.clone()));
            self.pieces.push(piece);
            return;
        };
        let piece = match quote::quoted(value, several, &hole.position, command.shell) {
            Ok(text) => {
                self.text.push_str(&text);
                match values.is_secret(&hole.name) {
                    true => Piece::Secret,
                    false => Piece::Value,
                }
            }
            Err(why) => {
                self.text.push_str(written);
                self.refused.push((hole.name.clone(), why));
                Piece::Open(hole.name.clone())
            }
        };
        self.pieces.push((start..self.text.len(), piece));
    }
}

/// Finds the placeholders of all commands of `aid`, by its params and what its text says of them.
pub fn mark(aid: &mut Aid) {
    let known = Known::of(aid);
    walk::each_command(aid, &mut |command| {
        command.holes = find::holes(command, &known);
    });
}

#[cfg(test)]
mod tests;
