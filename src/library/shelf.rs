//! Settles which entry has which id and alias.

use std::collections::HashMap;
use std::path::Path;

use super::slash_path;
use crate::aid::Entry;
use crate::diagnostic::{Code, Diagnostic, Position, Severity};

/// The entries so far, in the order of their sources, each with an id of its own.
#[derive(Default)]
pub(super) struct Shelf {
    entries: Vec<Entry>,
    /// Index of the entry with this id.
    ids: HashMap<String, usize>,
    /// Index of the first entry with this alias, folded.
    aliases: HashMap<String, usize>,
}

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Placed {
    Kept,
    /// An earlier source has its id.
    Shadowed,
}

impl Shelf {
    pub(super) fn into_entries(self) -> Vec<Entry> {
        self.entries
    }

    /// Takes an entry unless an earlier source has its id. Findings come without a file.
    ///
    /// Of two files with one id in one source (`a.md`, `a.cheat`) the second gets its full name as
    /// its id, so that both can be opened.
    pub(super) fn place(&mut self, mut entry: Entry) -> (Placed, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let first = self.ids.get(&entry.id).and_then(|&at| self.entries.get(at));
        if let Some(first) = first {
            if first.source != entry.source {
                return (Placed::Shadowed, findings);
            }
            let id = self.free_id(&entry.path);
            let first = slash_path(&first.path);
            let message = format!("has the id of {first}, {:?}; it opens as {id:?}", entry.id);
            findings.push(duplicate(message));
            entry.id = id;
        }
        findings.extend(self.note_aliases(&entry));
        self.ids.insert(entry.id.clone(), self.entries.len());
        self.entries.push(entry);
        (Placed::Kept, findings)
    }

    /// The full file name; numbered when even that is taken, as names that are not UTF-8 may look alike.
    fn free_id(&self, path: &Path) -> String {
        let path = slash_path(path);
        let mut id = path.clone();
        let mut number = 2;
        while self.ids.contains_key(&id) {
            id = format!("{path} ({number})");
            number += 1;
        }
        id
    }

    fn note_aliases(&mut self, entry: &Entry) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for alias in &entry.meta.aliases {
            let first = *self
                .aliases
                .entry(folded(alias))
                .or_insert(self.entries.len());
            if let Some(first) = self.entries.get(first)
                && first.source == entry.source
            {
                let first = slash_path(&first.path);
                findings.push(duplicate(format!(
                    "the alias {alias:?} opens {first} instead"
                )));
            }
        }
        findings
    }
}

fn duplicate(message: String) -> Diagnostic {
    let at = Position::default();
    Diagnostic::new(Code::DuplicateId, Severity::Warning, at, message)
        .with_help("rename one of the two")
}

/// The form in which names that are the same but for case, spaces, `-` and `_` are equal.
fn folded(name: &str) -> String {
    let spaced = name.trim().replace(['-', '_'], " ");
    spaced.to_lowercase()
}
