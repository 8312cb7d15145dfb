//! Front matter with a mistake in it: key by key, so that one bad value does not cost the others.

use super::advice;
use super::node::{Entry, Node, Value};
use super::yaml;
use crate::diagnostic::{Diagnostic, Position};

/// What could be read, and every mistake.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Recovered {
    /// The keys that could be read.
    pub(super) entries: Vec<Entry>,
    /// What is wrong with the others.
    pub(super) findings: Vec<Diagnostic>,
}

/// Reads YAML that does not parse as a whole (`error` says why), one top-level key at a time.
pub(super) fn read(text: &str, first_line: u32, error: Diagnostic) -> Recovered {
    let mut recovered = Recovered::default();
    for (line, piece) in pieces(text, first_line) {
        match yaml::read(piece, line) {
            Ok(node) => recovered.keep(node),
            Err(finding) => {
                recovered.entries.extend(rescued(piece, line, &finding));
                recovered.findings.push(*finding);
            }
        }
    }
    if recovered.findings.is_empty() {
        recovered.findings.push(error);
    }
    recovered
}

impl Recovered {
    fn keep(&mut self, node: Node) {
        match node.value {
            Value::Map(entries) => self.entries.extend(entries),
            Value::Null => {}
            Value::Text(_) | Value::List(_) => self.findings.push(advice::no_key(node.at)),
        }
    }
}

/// `text` cut before each line that starts a key, with the lines' numbers in the file.
fn pieces(text: &str, first_line: u32) -> Vec<(u32, &str)> {
    let mut cuts = vec![(first_line, 0)];
    let mut offset = 0;
    for (number, line) in (first_line..).zip(text.split_inclusive('\n')) {
        if offset > 0 && starts_key(line) {
            cuts.push((number, offset));
        }
        offset += line.len();
    }
    let ends = cuts.iter().skip(1).map(|(_, start)| *start);
    let ends: Vec<usize> = ends.chain([text.len()]).collect();
    cuts.iter()
        .zip(ends)
        .filter_map(|((line, start), end)| Some((*line, text.get(*start..end)?.trim_end())))
        .collect()
}

/// Whether a line starts a key of the top level.
pub(super) fn starts_key(line: &str) -> bool {
    let key = line.split_once(':').filter(|(key, rest)| {
        !key.is_empty() && (rest.trim().is_empty() || rest.starts_with([' ', '\t']))
    });
    key.is_some() && !line.starts_with([' ', '\t', '#', '-', ']', '}', ','])
}

/// The key of a piece that does not parse, with its value as the author most likely meant it.
fn rescued(piece: &str, line: u32, finding: &Diagnostic) -> Vec<Entry> {
    let spaced = piece.replace('\t', "  ");
    if spaced != piece
        && let Some(entries) = sound(&spaced, line)
    {
        return entries;
    }
    match piece.lines().count() {
        0 | 1 => rescued_line(piece, line, finding).into_iter().collect(),
        _ => sound(before(piece, finding.at.line.saturating_sub(line)), line).unwrap_or_default(),
    }
}

/// The keys of `text` if there is nothing wrong with it.
fn sound(text: &str, line: u32) -> Option<Vec<Entry>> {
    match yaml::read(text, line).ok()?.value {
        Value::Map(entries) => Some(entries),
        _ => None,
    }
}

/// The first `lines` lines.
fn before(text: &str, lines: u32) -> &str {
    let lines = usize::try_from(lines).unwrap_or(usize::MAX);
    let end: usize = text.split_inclusive('\n').take(lines).map(str::len).sum();
    text.get(..end).unwrap_or("")
}

fn rescued_line(piece: &str, line: u32, finding: &Diagnostic) -> Option<Entry> {
    let (key, value) = piece.split_once(": ")?;
    let text = without_lone_opening(value.trim());
    let at = Position { line, column: 1 };
    let node = Node {
        at: finding.at,
        value: Value::Text(text.to_string()),
    };
    let key = key.trim().to_string();
    (!text.is_empty()).then_some(Entry { key, at, node })
}

/// The value without a quote or bracket that opens it and is never closed, or a list's brackets.
fn without_lone_opening(value: &str) -> &str {
    let closing = match value.chars().next() {
        Some('[') => ']',
        Some('{') => '}',
        Some(quote @ ('"' | '\'')) => quote,
        _ => return value,
    };
    match value.get(1..) {
        Some(rest) if !rest.contains(closing) => rest.trim(),
        // A list in which one item does not parse: it is split at its commas like any text.
        Some(rest) if closing == ']' => rest.strip_suffix(']').unwrap_or(value),
        _ => value,
    }
}
