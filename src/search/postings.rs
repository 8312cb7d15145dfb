//! Which entries hold a term, where, and how much it says about them.

use std::borrow::Cow;
use std::ops::Range;

use super::fields::{FieldSet, PLACES};
use crate::store::{Blob, Held, Sections};

/// Where the score of a repeated word levels off (BM25's k1).
const SATURATION: f32 = 2.0;

/// Bytes of a posting: entry (4), topic impact, error impact, places (2 each), little-endian.
const ROW: usize = 10;

/// For each term its entries in ascending order.
#[derive(Debug, Clone, Default)]
pub(super) struct Postings {
    /// By term, the end of its rows.
    ends: Held,
    rows: Blob,
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

/// The entries of one term.
pub(super) struct Entries<'a> {
    rows: Cow<'a, [u8]>,
}

impl Postings {
    /// What [`Weigher::put`] has put there.
    pub(super) fn of(sections: &Sections) -> Postings {
        Postings {
            ends: Held::of(sections.get("postings.ends")),
            rows: sections.get("postings.rows"),
        }
    }

    /// Reads into memory where the rows of all terms are.
    pub(super) fn hold(&self) {
        self.ends.whole();
    }

    fn range(&self, term: u32) -> Range<usize> {
        self.ends.now().span(term as usize)
    }

    /// In how many entries a term is.
    pub(super) fn frequency(&self, term: u32) -> usize {
        self.range(term).len()
    }

    /// The entries of a term.
    pub(super) fn entries(&self, term: u32) -> Entries<'_> {
        let range = self.range(term);
        Entries {
            rows: self.rows.bytes(range.start * ROW..range.end * ROW),
        }
    }
}

impl Entries<'_> {
    fn rows(&self) -> &[[u8; ROW]] {
        self.rows.as_chunks::<ROW>().0
    }

    /// Each with what it says when a topic, or an error text, is looked for.
    pub(super) fn postings(&self, mode: Mode) -> impl Iterator<Item = Posting> {
        self.rows().iter().map(move |row| {
            let [a, b, c, d, topic @ .., e, f, g, h] = row;
            let impact = match mode {
                Mode::Topic => u16::from_le_bytes(*topic),
                Mode::Error => u16::from_le_bytes([*e, *f]),
            };
            Posting {
                doc: u32::from_le_bytes([*a, *b, *c, *d]),
                impact: f32::from(impact) / f32::from(u16::MAX),
                places: FieldSet(u16::from_le_bytes([*g, *h])),
            }
        })
    }

    /// Whether any entry has the term in one of these places.
    pub(super) fn is_in(&self, places: FieldSet) -> bool {
        let mut postings = self.postings(Mode::Topic);
        postings.any(|posting| posting.places.meets(places))
    }

    /// Whether an entry holds the term.
    pub(super) fn holds(&self, doc: u32) -> bool {
        let doc_of = |[a, b, c, d, ..]: &[u8; ROW]| u32::from_le_bytes([*a, *b, *c, *d]);
        self.rows().binary_search_by_key(&doc, doc_of).is_ok()
    }
}

/// How often a term stands in a place of an entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Count {
    pub(super) term: u32,
    pub(super) place: u8,
    pub(super) times: u16,
}

/// How many words an entry has in each place.
pub(super) type Lengths = [u16; PLACES];

/// Weighs counts by the lengths of the fields they are in (BM25F) and sorts them by term.
pub(super) struct Weigher {
    averages: [f32; PLACES],
    /// By term, where its next row goes.
    next: Vec<u32>,
    ends: Vec<u32>,
    rows: Vec<u8>,
}

impl Weigher {
    /// For so many entries a term, and entries of such lengths.
    pub(super) fn new(frequencies: &[u32], lengths: impl Iterator<Item = Lengths>) -> Weigher {
        let mut sum = 0u32;
        let mut next = Vec::with_capacity(frequencies.len());
        let mut ends = Vec::with_capacity(frequencies.len());
        for frequency in frequencies {
            next.push(sum);
            sum = sum.saturating_add(*frequency);
            ends.push(sum);
        }
        Weigher {
            averages: average_lengths(lengths),
            next,
            ends,
            rows: vec![0; sum as usize * ROW],
        }
    }

    /// What a word counts in an entry of such lengths.
    pub(super) fn scales(&self, lengths: &Lengths) -> Scales {
        let mut scales = Scales::default();
        for (place, scale) in (0u8..).zip(&mut scales) {
            let weight = super::fields::place(place).weight();
            let length = f32::from(lengths.get(usize::from(place)).copied().unwrap_or(0));
            let average = self
                .averages
                .get(usize::from(place))
                .copied()
                .unwrap_or(1.0);
            let norm = 1.0 - weight.length + weight.length * length / average;
            *scale = Scale {
                topic: weight.topic,
                error: weight.error,
                norm: norm.max(0.1),
            };
        }
        scales
    }

    /// Adds a term's counts in an entry. Entries come in ascending order.
    pub(super) fn add(&mut self, doc: u32, term: u32, counts: &[Count], scales: &Scales) {
        let Some(next) = self.next.get_mut(term as usize) else {
            return;
        };
        let at = *next as usize * ROW;
        *next += 1;
        let weighed = weigh(counts, scales);
        if let Some(row) = self.rows.get_mut(at..at + ROW) {
            row[..4].copy_from_slice(&doc.to_le_bytes());
            row[4..6].copy_from_slice(&weighed.topic.to_le_bytes());
            row[6..8].copy_from_slice(&weighed.error.to_le_bytes());
            row[8..].copy_from_slice(&weighed.places.to_le_bytes());
        }
    }

    pub(super) fn put(self, sections: &mut Sections) {
        sections.put_numbers("postings.ends", &self.ends);
        sections.put("postings.rows", self.rows);
    }
}

struct Weighed {
    topic: u16,
    error: u16,
    places: u16,
}

/// What a word counts in a place of an entry.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Scale {
    topic: f32,
    error: f32,
    /// What the length of the text there takes from it.
    norm: f32,
}

/// By place.
pub(super) type Scales = [Scale; PLACES];

fn weigh(run: &[Count], scales: &Scales) -> Weighed {
    let (mut topic, mut error, mut places) = (0.0f32, 0.0f32, 0u16);
    for count in run {
        let Some(scale) = scales.get(usize::from(count.place)) else {
            continue;
        };
        let times = f32::from(count.times) / scale.norm;
        topic += scale.topic * times;
        error += scale.error * times;
        places |= 1 << count.place;
    }
    let level = |x: f32| (x / (SATURATION + x) * f32::from(u16::MAX)) as u16;
    Weighed {
        topic: level(topic),
        error: level(error),
        places,
    }
}

/// The average length of each field among the entries that have it.
fn average_lengths(lengths: impl Iterator<Item = Lengths>) -> [f32; PLACES] {
    let mut sums = [(0.0f64, 0u32); PLACES];
    for all in lengths {
        for ((sum, count), length) in sums.iter_mut().zip(all) {
            *sum += f64::from(length);
            *count += u32::from(length > 0);
        }
    }
    sums.map(|(sum, count)| match count {
        0 => 1.0,
        _ => (sum / f64::from(count)) as f32,
    })
}
