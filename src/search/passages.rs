//! The words of each entry in order, a passage for each step, heading, line: for the step to open
//! at, the words to mark, and exact phrases.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use crate::aid::StepRef;
use crate::store::{Blob, Sections};

use super::fields::{FieldSet, Place};
use super::terms::Terms;

/// Query words beyond this are not looked at passage by passage.
pub(super) const MAX_MARKS: usize = 64;

/// How much more a heading counts than the text below it for where to open a page.
const LEAD: f32 = 0.5;
/// A heading that holds so much more of the query than another one of the page tells them apart.
const TELLING: f32 = 0.2;

/// All passages of all entries.
///
/// An entry is: how many passages, then of each its place, its step (0, or the procedure from 1 and
/// the step), and how many words it has; then all words (forms). Numbers are of seven bits a byte,
/// the lowest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Passages {
    ends: Blob,
    entries: Blob,
}

/// Where a passage stands, and how many words it has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    pub(super) place: Place,
    pub(super) step: Option<StepRef>,
    pub(super) words: u32,
}

/// Puts passages together.
#[derive(Debug, Default)]
pub(super) struct PassagesWriter {
    ends: Vec<u32>,
    entries: Vec<u8>,
}

impl PassagesWriter {
    /// Adds an entry.
    pub(super) fn push(&mut self, heads: &[Head], forms: impl Iterator<Item = u32>) {
        put_number(&mut self.entries, heads.len());
        for head in heads {
            self.entries.push(head.place as u8);
            put_number(
                &mut self.entries,
                head.step.map_or(0, |at| at.procedure + 1),
            );
            if let Some(at) = head.step {
                put_number(&mut self.entries, at.step);
            }
            put_number(&mut self.entries, head.words as usize);
        }
        forms.for_each(|form| put_number(&mut self.entries, form as usize));
        let end = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.ends.push(end);
    }

    pub(super) fn put(self, sections: &mut Sections) {
        sections.put_numbers("passages.ends", &self.ends);
        sections.put("passages.entries", self.entries);
    }
}

fn put_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take_number(bytes: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    for shift in (0..usize::BITS).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= usize::from(first & 0x7f).checked_shl(shift)?;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// The passages of one entry.
#[derive(Debug, Default)]
struct Entry {
    heads: Vec<Head>,
    forms: Vec<u32>,
}

impl Entry {
    fn read(mut bytes: &[u8]) -> Option<Entry> {
        let count = take_number(&mut bytes)?;
        let mut heads = Vec::with_capacity(count.min(bytes.len()));
        for _ in 0..count {
            let (place, rest) = bytes.split_first()?;
            bytes = rest;
            let step = match take_number(&mut bytes)?.checked_sub(1) {
                Some(procedure) => Some(StepRef {
                    procedure,
                    step: take_number(&mut bytes)?,
                }),
                None => None,
            };
            heads.push(Head {
                place: super::fields::place(*place),
                step,
                words: u32::try_from(take_number(&mut bytes)?).ok()?,
            });
        }
        let mut forms = Vec::with_capacity(bytes.len());
        while !bytes.is_empty() {
            forms.push(u32::try_from(take_number(&mut bytes)?).ok()?);
        }
        Some(Entry { heads, forms })
    }

    fn passages(&self) -> impl Iterator<Item = Passage<'_>> {
        let mut start = 0;
        self.heads.iter().filter_map(move |head| {
            let end = start + head.words as usize;
            let forms = self.forms.get(start..end)?;
            start = end;
            Some(Passage {
                place: head.place,
                step: head.step,
                forms,
            })
        })
    }
}

/// A passage of an entry.
struct Passage<'a> {
    place: Place,
    step: Option<StepRef>,
    forms: &'a [u32],
}

/// Which words of the query a term stands for.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Number and weight of the word.
    by_term: HashMap<u32, (u8, f32), FixedState>,
    /// Each word's share of the query.
    pub(super) shares: Vec<f32>,
}

/// What the passages of an entry say about a query.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Reading {
    /// The share of the query in the best single passage, 0 to about 1.
    pub(super) best: f32,
    /// Where that is.
    pub(super) place: Option<Place>,
    /// The share of the query in name, titles and aliases together.
    pub(super) titled: f32,
    /// The best step and its share, what its headings say counted in.
    pub(super) step: Option<(StepRef, f32)>,
    /// The shares of the least and the best of the headings above steps.
    headings: Option<(f32, f32)>,
    /// What the best step's place was decided by.
    worth: f32,
    /// Forms that matched, in order, each once.
    pub(super) forms: Vec<u32>,
}

impl Marks {
    /// Says that `term` stands for the query's word `word` so well.
    pub(super) fn set(&mut self, term: u32, word: usize, weight: f32) {
        if word < MAX_MARKS && weight > 0.0 {
            let number = u8::try_from(word).unwrap_or(u8::MAX);
            let best = self.by_term.entry(term).or_default();
            if weight > best.1 {
                *best = (number, weight);
            }
        }
    }

    fn of(&self, term: u32) -> Option<(usize, f32)> {
        let (word, weight) = *self.by_term.get(&term)?;
        Some((usize::from(word), weight))
    }

    fn share(&self, word: usize) -> f32 {
        self.shares.get(word).copied().unwrap_or(0.0)
    }
}

impl Passages {
    /// What [`PassagesWriter::put`] has put there.
    pub(super) fn of(sections: &Sections) -> Passages {
        Passages {
            ends: sections.get("passages.ends"),
            entries: sections.get("passages.entries"),
        }
    }

    fn entry(&self, doc: u32) -> Entry {
        let bytes = self.entries.bytes(self.ends.span(doc as usize));
        Entry::read(&bytes).unwrap_or_default()
    }

    /// Whether words stand next to each other in an entry. `phrase` has the forms of each word.
    pub(super) fn hold_phrase(&self, doc: u32, phrase: &[Range<usize>]) -> bool {
        let same = |(form, word): (&u32, &Range<usize>)| word.contains(&(*form as usize));
        self.entry(doc).passages().any(|passage| {
            let mut windows = passage.forms.windows(phrase.len().max(1));
            windows.any(|window| window.iter().zip(phrase).all(same))
        })
    }

    /// Reads an entry with the query in mind.
    pub(super) fn read(&self, doc: u32, terms: &Terms, marks: &Marks) -> Reading {
        terms.hold_forms();
        let mut reading = Reading::default();
        let mut titled = Tally::default();
        let mut step: Option<(StepRef, Tally)> = None;
        let mut headings = Headings::default();
        let titles = FieldSet::of(&[Place::Name, Place::Title, Place::Alias]);
        for passage in self.entry(doc).passages() {
            if let (Place::Heading, Some(at)) = (passage.place, passage.step) {
                reading.end_step(step.take(), &headings, marks);
                let tally = headings.above(at);
                tally.count(passage.forms, terms, marks, &mut reading.forms);
                headings.share = headings.tally.share(marks);
                reading.offer_heading(at, &headings, marks);
                continue;
            }
            if step.as_ref().map(|(at, _)| *at) != passage.step {
                reading.end_step(step.take(), &headings, marks);
                step = passage.step.map(|at| (at, headings.of(at)));
            }
            let mut own = Tally::default();
            let is_title = FieldSet::of(&[passage.place]).meets(titles);
            let tally = match &mut step {
                Some((_, tally)) => tally,
                None if is_title => &mut titled,
                None => &mut own,
            };
            tally.count(passage.forms, terms, marks, &mut reading.forms);
            if !is_title {
                let share = tally.share(marks);
                reading.offer(share, passage.place);
            }
        }
        reading.end_step(step.take(), &headings, marks);
        reading.titled = titled.share(marks);
        reading
    }
}

/// The headings above the current step, counted.
#[derive(Debug, Default)]
struct Headings {
    at: Option<StepRef>,
    tally: Tally,
    share: f32,
}

impl Headings {
    /// To count one more heading above a step in: a procedure's with that of its first phase.
    fn above(&mut self, at: StepRef) -> &mut Tally {
        if self.at != Some(at) {
            *self = Headings {
                at: Some(at),
                ..Headings::default()
            };
        }
        &mut self.tally
    }

    /// What a step starts with.
    fn of(&self, at: StepRef) -> Tally {
        match self.is_above(at) {
            true => self.tally.clone(),
            false => Tally::default(),
        }
    }

    fn is_above(&self, at: StepRef) -> bool {
        self.at.is_some_and(|above| above.procedure == at.procedure)
    }
}

impl Reading {
    /// Whether a heading tells which of several procedures is meant, so that the page's title, however
    /// well it fits, does not.
    pub(super) fn is_led(&self) -> bool {
        let headings = self.headings;
        headings.is_some_and(|(least, best)| best >= least + TELLING)
    }

    /// A heading stands for the first step below it.
    fn offer_heading(&mut self, at: StepRef, headings: &Headings, marks: &Marks) {
        let share = headings.share;
        self.offer(share, Place::Heading);
        self.end_step(Some((at, headings.tally.clone())), headings, marks);
        let (least, best) = self.headings.get_or_insert((share, share));
        *least = least.min(share);
        *best = best.max(share);
    }

    fn offer(&mut self, share: f32, place: Place) {
        if share > self.best {
            self.best = share;
            self.place = Some(place);
        }
    }

    /// A step in passing ("to remove it, see below") is not worth one whose heading says so.
    fn end_step(&mut self, step: Option<(StepRef, Tally)>, headings: &Headings, marks: &Marks) {
        let Some((at, tally)) = step else { return };
        let share = tally.share(marks);
        let above = if headings.is_above(at) {
            headings.share
        } else {
            0.0
        };
        let worth = share + LEAD * above;
        if worth > self.worth {
            self.worth = worth;
            self.step = Some((at, share));
        }
    }
}

/// Which words of the query were seen, how well, and which of them side by side.
#[derive(Debug, Clone)]
struct Tally {
    seen: [f32; MAX_MARKS],
    together: f32,
    words: usize,
}

impl Default for Tally {
    fn default() -> Tally {
        Tally {
            seen: [0.0; MAX_MARKS],
            together: 0.0,
            words: 0,
        }
    }
}

impl Tally {
    fn count(&mut self, forms: &[u32], terms: &Terms, marks: &Marks, found: &mut Vec<u32>) {
        let mut before = None;
        self.words += forms.len();
        for form in forms {
            let mark = marks.of(terms.term_of(*form as usize));
            let Some((word, weight)) = mark else {
                before = None;
                continue;
            };
            if !found.contains(form) {
                found.push(*form);
            }
            if before.is_some_and(|b: usize| b + 1 == word) {
                self.together = self.together.max(marks.share(word));
            }
            before = Some(word);
            if let Some(seen) = self.seen.get_mut(word) {
                *seen = seen.max(weight);
            }
        }
    }

    /// The share of the query, a little more where words stand together, a little less in long texts.
    fn share(&self, marks: &Marks) -> f32 {
        let shares = marks.shares.iter().zip(&self.seen);
        let share: f32 = shares.map(|(share, seen)| share * seen).sum();
        let long = (self.words as f32 / 200.0).min(1.0);
        (share + 0.2 * self.together) * (1.0 - 0.2 * long)
    }
}
