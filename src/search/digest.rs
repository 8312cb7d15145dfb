//! What the index needs of entries: made of one after the other on several threads, then put together.

use super::fields::{PLACES, Place, file_stem, passages};
use super::passages::Head;
use super::postings::{Count, Lengths};
use super::prominence::programs_of;
use super::terms::Interner;
use super::tokens::{words, words_by};
use crate::aid::{Entry, Texts};

/// Entries as numbers of words. The numbers are its own until [`super::Index::put`] makes them
/// common ones.
#[derive(Debug, Default)]
pub struct Digest {
    pub(super) interner: Interner,
    heads: Vec<Head>,
    forms: Vec<u32>,
    counts: Vec<Count>,
    entries: Vec<Ends>,
    /// The current entry's words, with repetitions: term and place in one number, which sorts faster.
    current: Vec<u64>,
    /// A word in lower case.
    buffer: String,
}

fn packed(term: u32, place: Place) -> u64 {
    u64::from(term) << 8 | place as u64
}

fn unpacked(word: u64) -> (u32, u8) {
    ((word >> 8) as u32, word as u8)
}

/// Where an entry ends in the vectors above, and what else is known of it.
#[derive(Debug, Default)]
struct Ends {
    heads: usize,
    forms: usize,
    counts: usize,
    lengths: Lengths,
    name_words: u8,
    title_words: u8,
    programs: Vec<Box<str>>,
}

/// One entry of a digest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Digested<'a> {
    pub(super) heads: &'a [Head],
    pub(super) forms: &'a [u32],
    /// Sorted by term.
    pub(super) counts: &'a [Count],
    pub(super) lengths: &'a Lengths,
    pub(super) name_words: u8,
    pub(super) title_words: u8,
    /// The programs that its steps run.
    pub(super) programs: &'a [Box<str>],
}

impl Digest {
    /// Adds an entry; gives its number here.
    pub fn add(&mut self, entry: &Entry, texts: &Texts) -> usize {
        if !entry.hidden {
            self.read(entry, texts);
            self.initials(file_stem(&entry.id));
            self.initials(&entry.title);
        }
        let lengths = self.count();
        let ends = Ends {
            heads: self.heads.len(),
            forms: self.forms.len(),
            counts: self.counts.len(),
            lengths,
            name_words: self.different(Place::Name),
            title_words: self.different(Place::Title),
            programs: programs_of(&texts.steps),
        };
        self.current.clear();
        self.entries.push(ends);
        self.entries.len() - 1
    }

    pub(super) fn entry(&self, at: usize) -> Option<Digested<'_>> {
        let ends = self.entries.get(at)?;
        let nothing = Ends::default();
        let before = match at.checked_sub(1) {
            Some(before) => self.entries.get(before)?,
            None => &nothing,
        };
        Some(Digested {
            heads: self.heads.get(before.heads..ends.heads)?,
            forms: self.forms.get(before.forms..ends.forms)?,
            counts: self.counts.get(before.counts..ends.counts)?,
            lengths: &ends.lengths,
            name_words: ends.name_words,
            title_words: ends.title_words,
            programs: &ends.programs,
        })
    }

    fn read(&mut self, entry: &Entry, texts: &Texts) {
        passages(entry, texts, |place, step, text| {
            let before = self.forms.len();
            words_by(text, &mut self.buffer, |word| {
                let (form, term) = self.interner.form(word);
                self.forms.push(form);
                self.current.push(packed(term, place));
            });
            let words = u32::try_from(self.forms.len() - before).unwrap_or(u32::MAX);
            if words > 0 {
                self.heads.push(Head { place, step, words });
            }
        });
    }

    /// Sorts the current entry's words and counts them; gives how many each place has.
    fn count(&mut self) -> Lengths {
        let mut lengths = [0; PLACES];
        self.current.sort_unstable();
        for run in self.current.chunk_by(|a, b| a == b) {
            let Some((term, place)) = run.first().map(|word| unpacked(*word)) else {
                continue;
            };
            let times = u16::try_from(run.len()).unwrap_or(u16::MAX);
            if let Some(length) = lengths.get_mut(usize::from(place)) {
                *length = times.saturating_add(*length);
            }
            self.counts.push(Count { term, place, times });
        }
        lengths
    }

    /// How many different words the current entry has in a place.
    fn different(&self, place: Place) -> u8 {
        // The current words are sorted.
        let different = self.current.chunk_by(|a, b| a == b);
        let here = different.filter(|run| run.first().is_some_and(|w| *w as u8 == place as u8));
        u8::try_from(here.count()).unwrap_or(u8::MAX)
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
                    self.current.push(packed(term, Place::Initials));
                }
            }
        }
    }
}

impl Digested<'_> {
    /// Each term with its counts.
    pub(super) fn terms(&self) -> impl Iterator<Item = (u32, &[Count])> {
        let runs = self.counts.chunk_by(|a, b| a.term == b.term);
        runs.filter_map(|run| Some((run.first()?.term, run)))
    }
}
