//! The words of each entry in order, a passage for each step, heading, line: for the step to open
//! at, the words to mark, and exact phrases.

use std::ops::Range;

use crate::aid::StepRef;

use super::fields::{FieldSet, Place};
use super::terms::{Renumbered, Terms};

/// No step: as the procedure of a passage outside of steps.
const NO_STEP: u32 = u32::MAX;

/// Query words beyond this are not looked at passage by passage.
pub(super) const MAX_MARKS: usize = 64;

/// All passages of all entries, in vectors of integers.
#[derive(Debug, Clone, Default)]
pub(super) struct Passages {
    forms: Vec<u32>,
    ends: Vec<u32>,
    places: Vec<u8>,
    procedures: Vec<u32>,
    steps: Vec<u32>,
    doc_ends: Vec<u32>,
}

/// A passage of an entry.
struct Passage<'a> {
    place: Place,
    step: Option<StepRef>,
    forms: &'a [u32],
}

/// Which words of the query a term stands for: number and weight, by term; weight 0 is none.
#[derive(Debug, Default)]
pub(super) struct Marks {
    by_term: Vec<(u8, f32)>,
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
    /// The best step and its share.
    pub(super) step: Option<(StepRef, f32)>,
    /// Forms that matched, in order, each once.
    pub(super) forms: Vec<u32>,
}

impl Marks {
    pub(super) fn new(terms: usize) -> Marks {
        Marks {
            by_term: vec![(0, 0.0); terms],
            shares: Vec::new(),
        }
    }

    /// Says that `term` stands for the query's word `word` so well.
    pub(super) fn set(&mut self, term: u32, word: usize, weight: f32) {
        let Some(slot) = self.by_term.get_mut(term as usize) else {
            return;
        };
        if word < MAX_MARKS && weight > slot.1 {
            *slot = (u8::try_from(word).unwrap_or(u8::MAX), weight);
        }
    }

    fn of(&self, term: u32) -> Option<(usize, f32)> {
        let (word, weight) = *self.by_term.get(term as usize)?;
        (weight > 0.0).then_some((usize::from(word), weight))
    }

    fn share(&self, word: usize) -> f32 {
        self.shares.get(word).copied().unwrap_or(0.0)
    }
}

impl Passages {
    pub(super) fn add_form(&mut self, form: u32) {
        self.forms.push(form);
    }

    /// Ends a passage; one without words is dropped.
    pub(super) fn end_passage(&mut self, place: Place, step: Option<StepRef>) {
        let end = u32::try_from(self.forms.len()).unwrap_or(u32::MAX);
        if self.ends.last().copied().unwrap_or(0) == end {
            return;
        }
        let number = |n: usize| u32::try_from(n).unwrap_or(NO_STEP);
        self.ends.push(end);
        self.places.push(place as u8);
        self.procedures
            .push(step.map_or(NO_STEP, |s| number(s.procedure)));
        self.steps.push(step.map_or(NO_STEP, |s| number(s.step)));
    }

    pub(super) fn end_entry(&mut self) {
        self.doc_ends
            .push(u32::try_from(self.ends.len()).unwrap_or(u32::MAX));
    }

    pub(super) fn renumber(&mut self, new: &Renumbered) {
        for form in &mut self.forms {
            *form = new.forms.get(*form as usize).copied().unwrap_or(0);
        }
    }

    fn of(&self, doc: u32) -> impl Iterator<Item = Passage<'_>> {
        let range = span(&self.doc_ends, doc as usize);
        range.filter_map(|i| {
            let procedure = *self.procedures.get(i)?;
            Some(Passage {
                place: super::fields::place(*self.places.get(i)?),
                step: (procedure != NO_STEP).then_some(StepRef {
                    procedure: procedure as usize,
                    step: *self.steps.get(i)? as usize,
                }),
                forms: self.forms.get(span(&self.ends, i))?,
            })
        })
    }

    /// Whether words stand next to each other in an entry. `phrase` has the forms of each word.
    pub(super) fn hold_phrase(&self, doc: u32, phrase: &[Range<usize>]) -> bool {
        let same = |(form, word): (&u32, &Range<usize>)| word.contains(&(*form as usize));
        self.of(doc).any(|passage| {
            let mut windows = passage.forms.windows(phrase.len().max(1));
            windows.any(|window| window.iter().zip(phrase).all(same))
        })
    }

    /// Reads an entry with the query in mind.
    pub(super) fn read(&self, doc: u32, terms: &Terms, marks: &Marks) -> Reading {
        let mut reading = Reading::default();
        let mut titled = Tally::default();
        let mut step: Option<(StepRef, Tally)> = None;
        let titles = FieldSet::of(&[Place::Name, Place::Title, Place::Alias]);
        for passage in self.of(doc) {
            if step.as_ref().map(|(at, _)| *at) != passage.step {
                reading.end_step(step.take(), marks);
                step = passage.step.map(|at| (at, Tally::default()));
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
        reading.end_step(step.take(), marks);
        reading.titled = titled.share(marks);
        reading
    }
}

impl Reading {
    fn offer(&mut self, share: f32, place: Place) {
        if share > self.best {
            self.best = share;
            self.place = Some(place);
        }
    }

    fn end_step(&mut self, step: Option<(StepRef, Tally)>, marks: &Marks) {
        let Some((at, tally)) = step else { return };
        let share = tally.share(marks);
        if share > self.step.map_or(0.0, |(_, best)| best) {
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

/// The items of group `i`, where `ends` holds each group's end.
fn span(ends: &[u32], i: usize) -> Range<usize> {
    let end = |i: usize| ends.get(i).copied().unwrap_or(0) as usize;
    i.checked_sub(1).map_or(0, end)..end(i)
}
