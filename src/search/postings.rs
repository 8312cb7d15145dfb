//! Which entries hold a term, where, and how much it says about them. Vectors of integers only.

use std::ops::Range;

use super::fields::{FieldSet, PLACES, Place};
use super::terms::Renumbered;

/// Where the score of a repeated word levels off (BM25's k1).
const SATURATION: f32 = 2.0;

/// For each term its entries in ascending order.
#[derive(Debug, Clone, Default)]
pub(super) struct Postings {
    ends: Vec<u32>,
    docs: Vec<u32>,
    topic: Vec<u16>,
    error: Vec<u16>,
    places: Vec<u16>,
}

/// A term in an entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posting {
    pub(super) doc: u32,
    /// 0 to 1.
    pub(super) impact: f32,
    pub(super) places: FieldSet,
}

/// What is being looked for: a topic, or what an error text is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Topic,
    Error,
}

impl Postings {
    fn range(&self, term: u32) -> Range<usize> {
        let end = |i: usize| self.ends.get(i).copied().unwrap_or(0) as usize;
        let term = term as usize;
        term.checked_sub(1).map_or(0, end)..end(term)
    }

    /// In how many entries a term is.
    pub(super) fn frequency(&self, term: u32) -> usize {
        self.range(term).len()
    }

    /// The entries of a term.
    pub(super) fn of(&self, term: u32, mode: Mode) -> impl Iterator<Item = Posting> {
        let range = self.range(term);
        let impacts = match mode {
            Mode::Topic => &self.topic,
            Mode::Error => &self.error,
        };
        let docs = self.docs.get(range.clone()).unwrap_or(&[]);
        let impacts = impacts.get(range.clone()).unwrap_or(&[]);
        let places = self.places.get(range).unwrap_or(&[]);
        docs.iter()
            .zip(impacts)
            .zip(places)
            .map(|((doc, impact), places)| Posting {
                doc: *doc,
                impact: f32::from(*impact) / f32::from(u16::MAX),
                places: FieldSet(*places),
            })
    }

    /// Whether any entry has a term in one of these places.
    pub(super) fn is_in(&self, term: u32, places: FieldSet) -> bool {
        let of_term = self.places.get(self.range(term)).unwrap_or(&[]);
        of_term.iter().any(|p| FieldSet(*p).meets(places))
    }

    /// Whether an entry holds a term.
    pub(super) fn holds(&self, term: u32, doc: u32) -> bool {
        let docs = self.docs.get(self.range(term)).unwrap_or(&[]);
        docs.binary_search(&doc).is_ok()
    }
}

/// Counts the words of entries one after the other.
#[derive(Debug, Default)]
pub(super) struct Counter {
    /// The current entry's words, with repetitions.
    current: Vec<(u32, u8)>,
    lengths: Vec<[u32; PLACES]>,
    counts: Vec<Count>,
}

#[derive(Debug, Clone, Copy)]
struct Count {
    term: u32,
    doc: u32,
    place: u8,
    times: u16,
}

impl Counter {
    pub(super) fn add(&mut self, term: u32, place: Place) {
        self.current.push((term, place as u8));
    }

    /// Ends the current entry.
    pub(super) fn end_entry(&mut self) {
        let doc = u32::try_from(self.lengths.len()).unwrap_or(u32::MAX);
        let mut lengths = [0u32; PLACES];
        self.current.sort_unstable();
        for run in self.current.chunk_by(|a, b| a == b) {
            let Some(&(term, place)) = run.first() else {
                continue;
            };
            if let Some(length) = lengths.get_mut(usize::from(place)) {
                *length = length.saturating_add(u32::try_from(run.len()).unwrap_or(u32::MAX));
            }
            self.counts.push(Count {
                term,
                doc,
                place,
                times: u16::try_from(run.len()).unwrap_or(u16::MAX),
            });
        }
        self.current.clear();
        self.lengths.push(lengths);
    }

    /// Weighs all counts by the lengths of the fields they are in (BM25F).
    pub(super) fn finish(self, terms: usize, new: &Renumbered) -> Postings {
        let averages = average_lengths(&self.lengths);
        let mut starts = vec![0u32; terms + 1];
        let term_runs = || {
            self.counts
                .chunk_by(|a, b| (a.term, a.doc) == (b.term, b.doc))
        };
        let renumber = |term: u32| new.terms.get(term as usize).copied().unwrap_or(0) as usize;
        for run in term_runs() {
            if let Some(slot) = run
                .first()
                .and_then(|c| starts.get_mut(renumber(c.term) + 1))
            {
                *slot += 1;
            }
        }
        let mut sum = 0;
        for slot in &mut starts {
            sum += *slot;
            *slot = sum;
        }
        let total = sum as usize;
        let mut postings = Postings {
            ends: starts.iter().skip(1).copied().collect(),
            docs: vec![0; total],
            topic: vec![0; total],
            error: vec![0; total],
            places: vec![0; total],
        };
        // Counts are in the order of entries, so each term's entries come out ascending.
        for run in term_runs() {
            let Some(first) = run.first() else { continue };
            let Some(slot) = starts.get_mut(renumber(first.term)) else {
                continue;
            };
            let at = *slot as usize;
            *slot += 1;
            let lengths = self.lengths.get(first.doc as usize).unwrap_or(&averages.1);
            let weighed = weigh(run, lengths, &averages.0);
            put(&mut postings.docs, at, first.doc);
            put(&mut postings.topic, at, weighed.topic);
            put(&mut postings.error, at, weighed.error);
            put(&mut postings.places, at, weighed.places);
        }
        postings
    }
}

fn put<T>(values: &mut [T], at: usize, value: T) {
    if let Some(slot) = values.get_mut(at) {
        *slot = value;
    }
}

struct Weighed {
    topic: u16,
    error: u16,
    places: u16,
}

fn weigh(run: &[Count], lengths: &[u32; PLACES], averages: &[f32; PLACES]) -> Weighed {
    let (mut topic, mut error, mut places) = (0.0f32, 0.0f32, 0u16);
    for count in run {
        let place = usize::from(count.place);
        let weight = super::fields::place(count.place).weight();
        let length = lengths.get(place).copied().unwrap_or(0) as f32;
        let average = averages.get(place).copied().unwrap_or(1.0);
        let norm = 1.0 - weight.length + weight.length * length / average;
        let times = f32::from(count.times) / norm.max(0.1);
        topic += weight.topic * times;
        error += weight.error * times;
        places |= 1 << count.place;
    }
    let level = |x: f32| (x / (SATURATION + x) * f32::from(u16::MAX)) as u16;
    Weighed {
        topic: level(topic),
        error: level(error),
        places,
    }
}

/// The average length of each field among the entries that have it, and lengths of nothing.
fn average_lengths(lengths: &[[u32; PLACES]]) -> ([f32; PLACES], [u32; PLACES]) {
    let mut averages = [1.0; PLACES];
    for (place, average) in averages.iter_mut().enumerate() {
        let (mut sum, mut count) = (0.0f64, 0u32);
        for length in lengths.iter().filter_map(|all| all.get(place)) {
            if *length > 0 {
                sum += f64::from(*length);
                count += 1;
            }
        }
        if count > 0 {
            *average = (sum / f64::from(count)) as f32;
        }
    }
    (averages, [0; PLACES])
}
