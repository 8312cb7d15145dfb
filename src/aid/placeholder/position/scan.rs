//! The scanner of POSIX shells' quoting.

mod documents;
mod frame;
mod quotes;
mod scripts;

use std::ops::Range;

use super::{Position, Quoting};
use documents::Document;
use frame::{Closing, Frame};
use scripts::Told;

/// How deep substitutions are followed.
const DEEPEST: usize = 32;

/// A stand-in for a placeholder in the words of a command.
const HOLE: char = '\u{fffc}';

pub(super) fn positions(text: &str, places: &[Range<usize>]) -> Vec<Position> {
    let mut scan = Scan {
        text,
        places,
        at: 0,
        found: Vec::new(),
        frames: vec![Frame::command(0)],
        documents: Vec::new(),
        piped: false,
        scripted: false,
        arithmetic: false,
        confused: false,
    };
    while scan.at < text.len() {
        scan.step();
    }
    scan.finish()
}

/// Whether `before` ends in `$name`, which a letter would go on with, or in an expansion that a bracket
/// or a colon would.
pub(super) fn ends_in_variable(before: &str) -> bool {
    let name = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
    name.ends_with('$')
        || before.ends_with('}')
        || before.ends_with(['@', '*', '#', '?', '!', '-']) && {
            let special = before.get(..before.len() - 1);
            special.is_some_and(|rest| rest.ends_with('$'))
        }
}

struct Found {
    position: Position,
    /// How many frames were open.
    depth: usize,
}

struct Scan<'a> {
    text: &'a str,
    places: &'a [Range<usize>],
    at: usize,
    found: Vec<Found>,
    frames: Vec<Frame>,
    documents: Vec<Document>,
    /// A pipe came before: groups and loops may read it, so nothing ends it.
    piped: bool,
    /// A shell may read what is written: any place may be part of a script.
    scripted: bool,
    /// Variables are declared numbers: any value may be reckoned with.
    arithmetic: bool,
    /// Shells disagree about the text, or it is more than is known here.
    confused: bool,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn step(&mut self) {
        if let Some(place) = self.places.get(self.found.len())
            && place.start == self.at
        {
            let place = place.clone();
            self.record(&place, None);
            self.push(HOLE);
            self.at = place.end;
            return;
        }
        let Some(c) = self.rest().chars().next() else {
            self.at = self.text.len();
            return;
        };
        match self.frames.last() {
            Some(Frame::Command { .. }) => self.in_command(c),
            Some(Frame::Double { .. }) => self.in_double(c),
            Some(Frame::Closed { end, .. }) => self.in_closed(c, *end),
            // The first frame is never popped.
            None => self.at = self.text.len(),
        }
    }

    fn record(&mut self, place: &Range<usize>, document: Option<(&Document, bool)>) {
        let before = self.text.get(..place.start).unwrap_or_default();
        let after = self.text.get(place.end..).unwrap_or_default();
        let mut position = Position {
            after_variable: ends_in_variable(before),
            nested: document.is_some() || self.outer_double(),
            before_redirection: after.starts_with(['<', '>']),
            ..Position::default()
        };
        position.quoting = match (document, self.frames.last()) {
            _ if self.confused || before.ends_with('$') => Quoting::Closed,
            (Some((_, true)), _) => Quoting::Closed,
            (Some((document, false)), _) => Quoting::Document {
                expands: document.expands,
            },
            (None, Some(Frame::Command { braces, .. })) => {
                position.in_braces = *braces > 0;
                Quoting::Bare
            }
            (None, Some(Frame::Double { single_open })) => {
                position.within = single_open.then_some('\'');
                Quoting::Double
            }
            (None, _) => Quoting::Closed,
        };
        position.script = match document {
            Some((document, _)) => document.script,
            None => self.is_script(),
        };
        position.ends = document.map(|(document, _)| document.delimiter.clone());
        position.arithmetic = document.is_none() && self.is_reckoned();
        let depth = self.frames.len();
        self.found.push(Found { position, depth });
    }

    /// Whether a double quote is open around the innermost commands.
    fn outer_double(&self) -> bool {
        let (_, outer) = self
            .frames
            .split_last()
            .map_or((None, &[][..]), |(l, o)| (Some(l), o));
        outer
            .iter()
            .any(|frame| matches!(frame, Frame::Double { .. }))
    }

    /// Whether what the innermost command reads is run.
    fn runs_input(&self) -> bool {
        let told = self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Command { told, .. } => Some(told.runs_input),
            _ => None,
        });
        told.unwrap_or_default()
    }

    /// Whether some command being read makes a script of the word being read.
    fn is_script(&self) -> bool {
        self.frames.iter().any(|frame| match frame {
            Frame::Command { told, word, .. } => {
                told.script || word.as_deref().is_some_and(|w| told.word_is_scripted(w))
            }
            _ => false,
        })
    }

    /// Whether the shell reckons with what stands here.
    fn is_reckoned(&self) -> bool {
        self.frames.iter().rev().any(|frame| {
            matches!(
                frame,
                Frame::Closed {
                    end: Closing::Arithmetic | Closing::Brace,
                    ..
                }
            )
        }) || self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Command {
                word, arithmetic, ..
            } => Some(*arithmetic || word.as_deref().is_some_and(scripts::in_index)),
            _ => None,
        }) == Some(true)
    }

    fn push(&mut self, c: char) {
        for frame in self.frames.iter_mut().rev() {
            if let Frame::Command { word, .. } = frame {
                word.get_or_insert_default().push(c);
                return;
            }
        }
    }

    fn in_command(&mut self, c: char) {
        let rest = self.rest();
        if c == '\\' {
            self.escape();
        } else if c == '\'' {
            self.single();
        } else if c == '"' {
            self.push_frame(Frame::Double { single_open: false }, 1);
        } else if c == '`' || c == '$' {
            self.expansion(c);
        } else if c == '#' && self.at_word_start() {
            self.comment();
        } else if rest.starts_with("<<<") {
            self.end_word();
            self.scripted |= self.runs_input();
            self.at += 3;
        } else if rest.starts_with("<<") {
            self.document();
        } else if c == '\n' {
            self.end_command(false);
            self.at += 1;
            self.read_documents();
        } else if matches!(c, ';' | '&' | '|') {
            let redirects = self
                .text
                .get(..self.at)
                .is_some_and(|before| before.ends_with('>'));
            if rest.starts_with("&>") || redirects {
                self.end_word();
            } else {
                self.end_command(c == '|' && !rest.starts_with("||"));
            }
            self.at += if rest.starts_with("||") || rest.starts_with("&&") {
                2
            } else {
                1
            };
        } else if rest.starts_with("((") {
            self.end_word();
            let end = Closing::Arithmetic;
            self.push_frame(Frame::Closed { end, depth: 0 }, 2);
        } else if c == '(' || c == ')' {
            self.parenthesis(c);
        } else if c.is_ascii_whitespace() || matches!(c, '<' | '>') {
            self.end_word();
            self.at += 1;
        } else {
            self.brace(c);
            self.push(c);
            self.at += c.len_utf8();
        }
    }

    /// A backslash and what it escapes: an escaped line end is nothing.
    fn escape(&mut self) {
        let escaped = self.rest().chars().nth(1);
        if let Some(c) = escaped.filter(|c| *c != '\n') {
            self.push(c);
        }
        self.at += 1 + escaped.map_or(0, char::len_utf8);
    }

    fn brace(&mut self, c: char) {
        if let Some(Frame::Command { braces, .. }) = self.frames.last_mut() {
            match c {
                '{' => *braces += 1,
                '}' => *braces = braces.saturating_sub(1),
                _ => {}
            }
        }
    }

    fn at_word_start(&self) -> bool {
        matches!(self.frames.last(), Some(Frame::Command { word: None, .. }))
    }

    fn end_word(&mut self) {
        let Some(Frame::Command { word, braces, .. }) = self.frames.last_mut() else {
            return;
        };
        *braces = 0;
        let Some(word) = word.take() else {
            return;
        };
        // `a) ...` of a `case` closes no substitution.
        self.confused |= word == "case" && self.frames.len() > 1;
        self.scripted |= self.piped && scripts::runs_input(&word);
        self.arithmetic |= scripts::declares(&word);
        let depth = self.frames.len();
        let Some(Frame::Command {
            told,
            first,
            arithmetic,
            ..
        }) = self.frames.last_mut()
        else {
            return;
        };
        told.add(&word);
        if scripts::reckons(&word) && !*arithmetic {
            *arithmetic = true;
            // A double quote within the command is one frame more.
            let found = self.found.iter_mut().skip(*first);
            found
                .filter(|found| found.depth <= depth + 1)
                .for_each(|found| found.position.arithmetic = true);
        }
    }

    /// A command ends; it may write to the next.
    fn end_command(&mut self, pipes: bool) {
        self.end_word();
        let found = self.found.len();
        if let Some(Frame::Command {
            told,
            first,
            arithmetic,
            ..
        }) = self.frames.last_mut()
        {
            *told = Told::default();
            *first = found;
            *arithmetic = false;
        }
        self.piped |= pipes;
    }

    fn push_frame(&mut self, frame: Frame, length: usize) {
        self.confused |= self.frames.len() >= DEEPEST;
        if !matches!(frame, Frame::Command { .. }) {
            // An empty word is a word.
            self.push_nothing();
        }
        if !self.confused {
            self.frames.push(frame);
        }
        self.at += length;
    }

    fn push_nothing(&mut self) {
        if let Some(Frame::Command { word, .. }) = self.frames.last_mut() {
            word.get_or_insert_default();
        }
    }

    fn comment(&mut self) {
        let end = self
            .rest()
            .find('\n')
            .map_or(self.text.len(), |at| self.at + at);
        // A zsh at its prompt has no comments: to it this is text like any other.
        let text = self.text.get(self.at..end).unwrap_or_default();
        self.confused |= text.contains(['\'', '"', '`', '\\']) || text.contains("$(");
        self.confused |= text.contains("${") || text.contains("<<");
        while let Some(place) = self.places.get(self.found.len()).filter(|p| p.start < end) {
            self.confused = true;
            let place = place.clone();
            self.record(&place, None);
        }
        self.at = end;
    }

    fn parenthesis(&mut self, c: char) {
        // `bash <(...)`, `bash < <(...)`: what is written there is run.
        self.confused |= self.runs_input();
        let written = self.text.get(..self.at).is_some_and(|t| t.ends_with('>'));
        self.end_command(written);
        self.at += 1;
        let only = self.frames.len() == 1;
        let Some(Frame::Command { depth, .. }) = self.frames.last_mut() else {
            return;
        };
        if c == '(' {
            *depth += 1;
        } else if *depth > 0 {
            *depth -= 1;
        } else if !only {
            self.frames.pop();
        }
    }

    /// What was found; closed where quotes never close.
    fn finish(mut self) -> Vec<Position> {
        self.end_command(false);
        let torn = self.confused || self.frames.len() > 1;
        let mut positions: Vec<Position> = self.found.into_iter().map(|f| f.position).collect();
        for position in &mut positions {
            position.script |= self.scripted;
            position.arithmetic |= self.arithmetic;
            if torn || position.arithmetic {
                position.quoting = Quoting::Closed;
            }
        }
        positions.resize(self.places.len(), Position::closed());
        positions
    }
}
