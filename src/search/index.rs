//! Entries prepared for searching: flat tables and vectors of integers, nothing borrowed.

use std::collections::HashSet;

use crate::aid::Entry;

use super::attributes::Attributes;
use super::fields::{Place, passages};
use super::names::{Names, Platform};
use super::passages::Passages;
use super::patterns::Patterns;
use super::postings::{Counter, Postings};
use super::prominence::prominence;
use super::synonyms::Synonyms;
use super::table::Table;
use super::terms::{Interner, Terms};
use super::tokens::words;

/// Entries prepared for searching. Owns what it needs of them.
#[derive(Debug, Clone, Default)]
pub struct Index {
    pub(super) terms: Terms,
    pub(super) postings: Postings,
    pub(super) passages: Passages,
    pub(super) names: Names,
    pub(super) attributes: Attributes,
    pub(super) patterns: Patterns,
    pub(super) synonyms: Synonyms,
    /// Name and title, for the last resort; empty for hidden entries.
    pub(super) titles: Table,
    /// By entry: how many words its name and its title have.
    pub(super) title_words: Vec<(u8, u8)>,
    pub(super) platforms: Vec<Platform>,
    /// See [`prominence`].
    pub(super) prominence: Vec<f32>,
    /// Visible entries by title.
    pub(super) by_title: Vec<u32>,
}

impl Index {
    /// Prepares `entries` for a search on this operating system; hidden ones are found only by name.
    pub fn build(entries: &[Entry]) -> Index {
        Index::build_for(entries, std::env::consts::OS)
    }

    /// Prepares `entries` for a search on `os` (named as in [`std::env::consts::OS`]), whose aids
    /// come first among equals.
    pub fn build_for(entries: &[Entry], os: &str) -> Index {
        let mut index = Index {
            names: Names::of(entries),
            attributes: Attributes::of(entries),
            patterns: Patterns::of(entries),
            synonyms: Synonyms::shipped(),
            platforms: entries.iter().map(|e| Platform::of(e, os)).collect(),
            prominence: prominence(entries),
            by_title: by_title(entries),
            ..Index::default()
        };
        let mut reader = Reader::default();
        for entry in entries {
            let counts = reader.read(entry, &mut index.passages);
            index.title_words.push(counts);
            index.titles.push(&title_line(entry));
        }
        let (terms, new) = reader.interner.finish();
        index.passages.renumber(&new);
        index.postings = reader.counter.finish(terms.count(), &new);
        index.terms = terms;
        index
    }

    /// How many entries, hidden ones too.
    pub(super) fn len(&self) -> usize {
        self.platforms.len()
    }

    /// How much a word says that is in so many entries (BM25's inverse document frequency).
    pub(super) fn idf(&self, frequency: usize) -> f32 {
        let (all, with) = (self.by_title.len() as f32, frequency as f32);
        (1.0 + (all - with + 0.5).max(0.0) / (with + 0.5)).ln()
    }
}

/// What a list shows of an entry, to look for letters in order.
fn title_line(entry: &Entry) -> String {
    if entry.hidden {
        return String::new();
    }
    format!("{} {}", super::fields::file_stem(&entry.id), entry.title)
}

fn by_title(entries: &[Entry]) -> Vec<u32> {
    let mut sorted: Vec<(String, &str, u32)> = (0u32..)
        .zip(entries)
        .filter(|(_, entry)| !entry.hidden)
        .map(|(doc, entry)| (entry.list_title().to_lowercase(), entry.id.as_str(), doc))
        .collect();
    sorted.sort_unstable();
    sorted.into_iter().map(|(_, _, doc)| doc).collect()
}

#[derive(Default)]
struct Reader {
    interner: Interner,
    counter: Counter,
}

impl Reader {
    /// Counts an entry's words; gives how many its name and its title have.
    fn read(&mut self, entry: &Entry, all: &mut Passages) -> (u8, u8) {
        let (mut name, mut title) = (HashSet::new(), HashSet::new());
        if !entry.hidden {
            passages(entry, |place, step, text| {
                words(text, |word| {
                    let (form, term) = self.interner.form(word);
                    all.add_form(form);
                    self.counter.add(term, place);
                    match place {
                        Place::Name => name.insert(term),
                        Place::Title => title.insert(term),
                        _ => false,
                    };
                });
                all.end_passage(place, step);
            });
            self.initials(super::fields::file_stem(&entry.id));
            self.initials(&entry.title);
        }
        self.counter.end_entry();
        all.end_entry();
        let count = |words: HashSet<u32>| u8::try_from(words.len()).unwrap_or(u8::MAX);
        (count(name), count(title))
    }

    /// Initials of two to five words in a row: `kcm` for `KubeControllerManager`.
    fn initials(&mut self, name: &str) {
        let mut letters: Vec<char> = Vec::new();
        words(name, |word| letters.extend(word.chars().next()));
        // A camelCase name is first given whole.
        if letters.len() > 2 && !name.contains([' ', '-', '_', '.']) {
            letters.remove(0);
        }
        letters.truncate(12);
        for length in 2..=5 {
            for window in letters.windows(length) {
                if window.iter().all(char::is_ascii_lowercase) {
                    let key: String = std::iter::once('\u{1}')
                        .chain(window.iter().copied())
                        .collect();
                    let term = self.interner.term(&key);
                    self.counter.add(term, Place::Initials);
                }
            }
        }
    }
}
