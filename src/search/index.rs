//! Entries prepared for searching: sections of bytes, in memory or on the disk, and the few of them
//! that every search looks at.

use std::thread::{self, ScopedJoinHandle};

use super::attributes::Attributes;
use super::digest::{Digest, Digested};
use super::fields::file_stem;
use super::names::{Names, Platform};
use super::passages::{Passages, PassagesWriter};
use super::patterns::Patterns;
use super::postings::{Postings, Weigher};
use super::prominence::prominence;
use super::synonyms::Synonyms;
use super::table::{Table, TableWriter};
use super::terms::{Frequent, Interner, Renumbered, Terms};
use crate::aid::Entry;
use crate::config::Wording;
use crate::store::{Blob, Held, Sections};

/// Entries prepared for searching.
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
    /// [`Traits`] by entry.
    traits: Held,
    /// Visible entries by title.
    pub(super) by_title: Blob,
}

/// What ranking asks of every entry it meets.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Traits {
    /// How many different words its name has.
    pub(super) name_words: u8,
    /// How many its title has.
    pub(super) title_words: u8,
    pub(super) platform: Platform,
    /// See [`prominence`].
    pub(super) prominence: f32,
}

/// Where an entry was digested: which digest, and its number there.
pub type At = (usize, usize);

impl Index {
    /// The index in these sections, with words that mean the same.
    pub fn of(sections: &Sections, wording: &Wording) -> Index {
        Index {
            terms: Terms::of(sections),
            postings: Postings::of(sections),
            passages: Passages::of(sections),
            names: Names::of(sections),
            attributes: Attributes::of(sections),
            patterns: Patterns::of(sections),
            synonyms: Synonyms::of(sections, wording),
            titles: Table::of(sections, "titles"),
            traits: Held::of(sections.get("traits")),
            by_title: sections.get("by_title"),
        }
    }

    /// Puts together what was digested of `entries`, each at the place that `at` says, for a search
    /// on the operating system `os` (named as in [`std::env::consts::OS`]), whose aids come first
    /// among equals. Hidden entries are found only by name. `beside` is done at the same time, on
    /// another thread if one can be had.
    pub fn put(
        entries: &[Entry],
        at: &[At],
        digests: Vec<Digest>,
        os: &str,
        beside: impl Fn(&mut Sections) + Sync,
    ) -> Sections {
        let mut digests = digests;
        let interners = digests.iter_mut().map(|d| std::mem::take(&mut d.interner));
        let interners = interners.collect();
        let all = Digests {
            at,
            digests: &digests,
        };
        let other_half = || {
            let mut sections = Sections::default();
            all.put_entries(entries, os, &mut sections);
            beside(&mut sections);
            sections
        };
        thread::scope(|scope| {
            let other = thread::Builder::new().spawn_scoped(scope, other_half);
            let mut sections = Sections::default();
            let renumbered = Interner::finish(interners, &mut sections);
            all.put_words(&renumbered, &mut sections);
            sections.add(match other.map(ScopedJoinHandle::join) {
                Ok(Ok(others)) => others,
                Ok(Err(panic)) => std::panic::resume_unwind(panic),
                Err(_) => other_half(),
            });
            sections
        })
    }

    /// Reads into memory what nearly every search looks at while a word is being typed.
    pub fn hold(&self) {
        self.hold_words();
        self.traits.whole();
    }

    /// Reads all words into memory, and how frequent they are.
    pub(super) fn hold_words(&self) {
        self.terms.hold();
        self.postings.hold();
    }

    /// How many entries, hidden ones too.
    pub(super) fn len(&self) -> usize {
        self.traits.now().len() / Traits::LENGTH
    }

    /// How much a word says that is in so many entries (BM25's inverse document frequency).
    pub(super) fn idf(&self, frequency: usize) -> f32 {
        let (all, with) = (self.visible() as f32, frequency as f32);
        (1.0 + (all - with + 0.5).max(0.0) / (with + 0.5)).ln()
    }

    /// How many entries are not hidden.
    pub fn visible(&self) -> usize {
        self.by_title.numbers_len()
    }

    pub(super) fn traits(&self, doc: u32) -> Traits {
        let (all, _) = self.traits.whole().as_chunks();
        all.get(doc as usize).map(Traits::of).unwrap_or_default()
    }
}

impl Traits {
    const LENGTH: usize = 7;

    fn of([name, title, platform, prominence @ ..]: &[u8; Traits::LENGTH]) -> Traits {
        let platforms = [Platform::Native, Platform::Any, Platform::Foreign];
        let platform = platforms.get(usize::from(*platform)).copied();
        Traits {
            name_words: *name,
            title_words: *title,
            platform: platform.unwrap_or_default(),
            prominence: f32::from_le_bytes(*prominence),
        }
    }
}

/// All entries of all digests.
struct Digests<'a> {
    at: &'a [At],
    digests: &'a [Digest],
}

impl Digests<'_> {
    fn entry(&self, entry: usize) -> Option<Digested<'_>> {
        let (digest, number) = *self.at.get(entry)?;
        self.digests.get(digest)?.entry(number)
    }

    /// All entries, with what the numbers of their words have become.
    fn entries<'a>(
        &'a self,
        renumbered: &'a [Renumbered],
    ) -> impl Iterator<Item = (Digested<'a>, &'a Renumbered)> {
        let entry = |(digest, number): &At| {
            let digested = self.digests.get(*digest)?.entry(*number)?;
            Some((digested, renumbered.get(*digest)?))
        };
        self.at.iter().filter_map(entry)
    }

    /// Postings and passages.
    fn put_words(&self, renumbered: &[Renumbered], sections: &mut Sections) {
        let terms = Table::of(sections, "stems").len();
        let mut frequencies = vec![0u32; terms];
        for (digested, new) in self.entries(renumbered) {
            for (term, _) in digested.terms() {
                if let Some(frequency) = frequencies.get_mut(new.term(term) as usize) {
                    *frequency += 1;
                }
            }
        }
        Frequent::put(&frequencies, sections);
        let lengths = self
            .entries(renumbered)
            .map(|(digested, _)| *digested.lengths);
        let mut weigher = Weigher::new(&frequencies, lengths);
        let mut passages = PassagesWriter::default();
        for (doc, (digested, new)) in (0u32..).zip(self.entries(renumbered)) {
            let scales = weigher.scales(digested.lengths);
            for (term, counts) in digested.terms() {
                weigher.add(doc, new.term(term), counts, &scales);
            }
            let forms = digested.forms.iter().map(|form| new.form(*form));
            passages.push(digested.heads, forms);
        }
        weigher.put(sections);
        passages.put(sections);
    }

    /// Names, titles, and what else is known of whole entries.
    fn put_entries(&self, entries: &[Entry], os: &str, sections: &mut Sections) {
        let platforms: Vec<_> = entries.iter().map(|e| Platform::of(e, os)).collect();
        let programs = |entry| self.entry(entry).map_or(&[][..], |d| d.programs);
        let prominence = prominence(entries, programs);
        let traits = (0..).zip(prominence).zip(&platforms);
        let traits = traits.flat_map(|((entry, prominence), platform)| {
            let words = self.entry(entry).map(|d| (d.name_words, d.title_words));
            let (name_words, title_words) = words.unwrap_or_default();
            let [a, b, c, d] = prominence.to_le_bytes();
            [name_words, title_words, *platform as u8, a, b, c, d]
        });
        sections.put("traits", traits.collect());
        Names::put(entries, &platforms, sections);
        Attributes::put(entries, sections);
        Patterns::put(entries, sections);
        let mut titles = TableWriter::default();
        entries.iter().for_each(|e| titles.push(&title_line(e)));
        titles.put(sections, "titles");
        sections.put_numbers("by_title", &by_title(entries));
    }
}

/// What a list shows of an entry, to look for letters in order.
fn title_line(entry: &Entry) -> String {
    if entry.hidden {
        return String::new();
    }
    format!("{} {}", file_stem(&entry.id), entry.title)
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
