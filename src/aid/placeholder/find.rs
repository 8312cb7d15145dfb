//! The many ways in which pages write "put your own here".

mod written;

use std::collections::BTreeSet;
use std::ops::Range;

use super::walk::{self, Met};
use super::{Hole, HoleKind, Param, Shell, position};
use crate::aid::{Aid, Command, Inline, inline_text};
use written::Written;

/// Longer texts are no names.
const LONGEST_NAME: usize = 80;

/// Longer commands, and those with more places, are a program or noise: nobody fills them in.
const LONGEST_COMMAND: usize = 16 * 1024;
const MOST_PLACES: usize = 200;

/// What the page says about its names.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Declared in `params`, or by "replace X with": written plainly they are placeholders too.
    declared: BTreeSet<String>,
    /// Variables that the page's commands give a value themselves.
    assigned: BTreeSet<String>,
}

impl Known {
    pub(super) fn of(aid: &mut Aid) -> Known {
        let names = aid.params.iter().map(|param: &Param| param.name.clone());
        let mut known = Known {
            declared: names.collect(),
            ..Known::default()
        };
        walk::each(aid, &mut |met| match met {
            Met::Command(command) => known.assigned.extend(assigned(&command.text)),
            Met::Text(text) => known.declared.extend(replaced(text)),
        });
        known
    }
}

/// The placeholders of a command, in order.
pub(super) fn holes(command: &Command, known: &Known) -> Vec<Hole> {
    let text = command.text.as_str();
    let worth = |b: u8| matches!(b, b'<' | b'{' | b'$' | b'%');
    let looks = text.bytes().any(worth) || text.contains("YOUR") || text.contains("((");
    if text.len() > LONGEST_COMMAND {
        return Vec::new();
    }
    if !looks && known.declared.is_empty() {
        return Vec::new();
    }
    let written = candidates(text, known, command.shell);
    if written.len() > MOST_PLACES {
        return Vec::new();
    }
    let places: Vec<Range<usize>> = written.iter().map(|w| w.range.clone()).collect();
    let positions = position::positions(text, &places, command.shell);
    let holes = written.into_iter().zip(positions);
    let holes = holes.filter(|(written, position)| {
        // In a literal text `$NAME` is not the shell's.
        !(written.variable && position.is_literal())
    });
    let holes = holes.map(|(written, position)| Hole {
        range: written.range,
        name: written.name,
        kind: written.kind,
        position,
    });
    holes.collect()
}

fn candidates(text: &str, known: &Known, shell: Shell) -> Vec<Written> {
    let mut found: Vec<Written> = Vec::new();
    let mut at = 0;
    let mut escaped = false;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let written = match escaped {
            true => None,
            false => written::at(text, at, known, shell),
        };
        escaped = c == '\\' && !escaped && shell != Shell::Cmd;
        match written {
            Some(written) => {
                at = written.range.end;
                found.push(written);
            }
            None => at += c.len_utf8(),
        }
    }
    found
}

/// The variables that a text of commands gives a value: `X=`, `for X in`, `read X`, `set X`.
fn assigned(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in text.match_indices('=') {
        let before = text.get(..at).unwrap_or_default().trim_end_matches('+');
        let start = before.len()
            - before
                .bytes()
                .rev()
                .take_while(|b| is_name_byte(*b))
                .count();
        let name = before.get(start..).unwrap_or_default();
        let word = before.get(..start).unwrap_or_default();
        if !name.is_empty() && !word.ends_with(['-', '/', '.']) {
            names.push(name.to_string());
        }
    }
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ';' | '|' | '&' | '(' | ')' | '\''))
        .filter(|word| !word.is_empty())
        .collect();
    for (at, word) in words.iter().enumerate() {
        if matches!(
            *word,
            "for"
                | "read"
                | "set"
                | "select"
                | "mapfile"
                | "readarray"
                | "local"
                | "declare"
                | "let"
        ) {
            let names_after = words
                .iter()
                .skip(at + 1)
                .filter(|word| !word.starts_with('-'));
            let some = if *word == "read" { 4 } else { 1 };
            names.extend(names_after.take(some).map(|name| name.to_string()));
        }
    }
    names
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The names X of "replace X with".
fn replaced(text: &[Inline]) -> Vec<String> {
    let flat = inline_text(text);
    if !flat.contains("eplac") {
        return Vec::new();
    }
    let mut names = Vec::new();
    for start in ["Replace ", "replace ", "replacing ", "Replacing "] {
        for (at, _) in flat.match_indices(start) {
            let after = flat.get(at + start.len()..).unwrap_or_default();
            let Some(end) = after.find(" with ").or_else(|| after.find(" by ")) else {
                continue;
            };
            let said = after.get(..end).unwrap_or_default();
            for name in said
                .split([',', ' '])
                .filter(|word| !matches!(*word, "" | "and" | "the"))
            {
                let name = name
                    .trim_matches(|c| matches!(c, '[' | ']' | '{' | '}' | '<' | '>' | '"' | '\''));
                // A plain word of the language is replaced in prose, not in a command.
                let telling =
                    name.bytes().any(|b| b.is_ascii_uppercase() || b == b'_') && name.len() > 1;
                let is_name = name.bytes().all(|b| is_name_byte(b) || b == b'-');
                let shouted = !name.bytes().any(|b| b.is_ascii_lowercase());
                if telling && is_name && shouted {
                    names.push(name.to_string());
                }
            }
        }
    }
    names
}

fn value(choices: Vec<String>, several: bool) -> HoleKind {
    HoleKind::Value { choices, several }
}

fn is_short(name: &str) -> bool {
    name.len() <= LONGEST_NAME
}
