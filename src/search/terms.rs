//! The words of all entries: as written, folded, and the stem each belongs to.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::stem::stem;
use super::table::{Table, TableWriter, partition};
use super::tokens::fold;
use crate::store::{Blob, Held, Sections};

/// All words, sorted. A *form* is a word as written (lower case), a *term* is what forms share: a stem.
///
/// Of an index on the disk only what is asked for is read, unless [`Terms::hold`] reads the rest.
#[derive(Debug, Clone, Default)]
pub(super) struct Terms {
    written: Table,
    folded: Table,
    signatures: Held,
    form_terms: Held,
    stems: Table,
    stem_signatures: Held,
    /// All forms as [`Frequent`], the most frequent first.
    frequent: Blob,
}

/// A form, with what tells whether another word may be a slip for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frequent {
    /// In how many entries its term is.
    pub(super) frequency: usize,
    pub(super) form: usize,
    /// See [`signature`].
    pub(super) signature: u64,
}

impl Terms {
    /// What [`Interner::finish`] has put there.
    pub(super) fn of(sections: &Sections) -> Terms {
        let held = |name: &str| Held::of(sections.get(name));
        Terms {
            written: Table::of(sections, "forms.written"),
            folded: Table::of_sorted(sections, "forms.folded"),
            signatures: held("forms.signatures"),
            form_terms: held("forms.terms"),
            stems: Table::of_sorted(sections, "stems"),
            stem_signatures: held("stems.signatures"),
            frequent: sections.get("forms.frequent"),
        }
    }

    /// Reads all words into memory: for a mistyped word nearly all of them are looked at.
    pub(super) fn hold(&self) {
        self.folded.hold();
        self.stems.hold();
        self.hold_forms();
    }

    /// Reads the term of every form into memory: for the text of a few entries many are looked at.
    pub(super) fn hold_forms(&self) {
        self.form_terms.whole();
    }

    /// The term with exactly this stem.
    pub(super) fn find(&self, stem: &str) -> Option<u32> {
        self.stems.find(stem).and_then(|i| u32::try_from(i).ok())
    }

    pub(super) fn term_of(&self, form: usize) -> u32 {
        self.form_terms.now().number(form).unwrap_or(0)
    }

    /// A form as written.
    pub(super) fn written(&self, form: usize) -> Cow<'_, str> {
        match self.written.get(form) {
            // Most are written without accents.
            same if same.is_empty() => self.folded.get(form),
            written => written,
        }
    }

    /// A form without accents.
    pub(super) fn folded(&self, form: usize) -> Cow<'_, str> {
        self.folded.get(form)
    }

    /// The forms equal to a folded word.
    pub(super) fn forms(&self, folded: &str) -> Range<usize> {
        self.folded.equal_range(folded)
    }

    /// The forms that begin with a folded word.
    pub(super) fn forms_with_prefix(&self, prefix: &str) -> Range<usize> {
        self.folded.prefix_range(prefix)
    }

    /// The stem of a term.
    pub(super) fn stem(&self, term: usize) -> Cow<'_, str> {
        self.stems.get(term)
    }

    /// See [`signature`]; by term.
    pub(super) fn stem_signatures(&self) -> impl Iterator<Item = u64> {
        signatures(self.stem_signatures.whole())
    }

    /// See [`signature`]; by form.
    pub(super) fn signatures(&self) -> impl Iterator<Item = u64> {
        signatures(self.signatures.whole())
    }

    /// Forms of terms that are in at least so many entries, in their order.
    pub(super) fn frequent(&self, least: usize) -> Vec<Frequent> {
        let all = &self.frequent;
        let count = all.len() / Frequent::LENGTH;
        let enough = |at| {
            let row = Frequent::of(all, at..at + 1);
            row.first().is_some_and(|row| row.frequency >= least)
        };
        let mut found = Frequent::of(all, 0..partition(0..count, enough));
        found.sort_unstable_by_key(|frequent| frequent.form);
        found
    }
}

impl Frequent {
    const LENGTH: usize = 16;

    fn of(rows: &Blob, range: Range<usize>) -> Vec<Frequent> {
        let bytes = rows.bytes(range.start * Frequent::LENGTH..range.end * Frequent::LENGTH);
        let (rows, _) = bytes.as_chunks::<{ Frequent::LENGTH }>();
        let row = |row: &[u8; Frequent::LENGTH]| {
            let [a, b, c, d, e, f, g, h, signature @ ..] = *row;
            Frequent {
                frequency: u32::from_le_bytes([a, b, c, d]) as usize,
                form: u32::from_le_bytes([e, f, g, h]) as usize,
                signature: u64::from_le_bytes(signature),
            }
        };
        rows.iter().map(row).collect()
    }

    /// Puts those of all forms that are already there; `frequencies` says by term in how many entries
    /// it is.
    pub(super) fn put(frequencies: &[u32], sections: &mut Sections) {
        let terms = sections.get("forms.terms").all_numbers();
        let signatures = sections.get("forms.signatures");
        let signatures = signatures.all();
        let (signatures, _) = signatures.as_chunks::<8>();
        let mut all: Vec<(u32, u32, &[u8; 8])> = Vec::new();
        for ((form, term), signature) in (0u32..).zip(terms).zip(signatures) {
            let frequency = frequencies.get(term as usize).copied().unwrap_or(0);
            all.push((frequency, form, signature));
        }
        all.sort_unstable_by_key(|(frequency, form, _)| (std::cmp::Reverse(*frequency), *form));
        let mut rows = Vec::with_capacity(all.len() * Frequent::LENGTH);
        for (frequency, form, signature) in all {
            rows.extend(frequency.to_le_bytes());
            rows.extend(form.to_le_bytes());
            rows.extend(signature);
        }
        sections.put("forms.frequent", rows);
    }
}

/// Which letters and digits a word has, a bit each: two words within n edits differ in few bits.
pub(super) fn signature(word: &str) -> u64 {
    word.bytes().fold(0, |bits, byte| {
        bits | 1u64
            << match byte {
                b'a'..=b'z' => byte - b'a',
                b'0'..=b'9' => byte - b'0' + 26,
                other => 36 + other % 28,
            }
    })
}

fn signatures(bytes: &[u8]) -> impl Iterator<Item = u64> {
    let (eights, _) = bytes.as_chunks::<8>();
    eights.iter().map(|eight| u64::from_le_bytes(*eight))
}

fn put_signatures(sections: &mut Sections, name: &str, signatures: &[u64]) {
    let bytes = signatures.iter().flat_map(|s| s.to_le_bytes()).collect();
    sections.put(name, bytes);
}

type Numbers = HashMap<Box<str>, u32, FixedState>;

/// Gives words provisional numbers while entries are read.
#[derive(Debug, Default)]
pub(super) struct Interner {
    /// A form's number and its term's.
    forms: HashMap<Box<str>, (u32, u32), FixedState>,
    terms: Numbers,
    /// Folded form (none where it is the form itself) and term, by form.
    made: Vec<(Option<Box<str>>, u32)>,
}

/// New numbers for provisional ones.
#[derive(Debug, Default)]
pub(super) struct Renumbered {
    pub(super) forms: Vec<u32>,
    pub(super) terms: Vec<u32>,
}

impl Renumbered {
    pub(super) fn form(&self, old: u32) -> u32 {
        self.forms.get(old as usize).copied().unwrap_or(0)
    }

    pub(super) fn term(&self, old: u32) -> u32 {
        self.terms.get(old as usize).copied().unwrap_or(0)
    }

    /// What the numbers become when `next` renumbers them once more.
    fn then(&mut self, next: &Renumbered) {
        self.forms.iter_mut().for_each(|n| *n = next.form(*n));
        self.terms.iter_mut().for_each(|n| *n = next.term(*n));
    }
}

impl Interner {
    /// The provisional numbers of a lower-case word's form and term.
    pub(super) fn form(&mut self, word: &str) -> (u32, u32) {
        if let Some(known) = self.forms.get(word) {
            return *known;
        }
        let folded = fold(word);
        let term = self.term(&stem(&folded));
        let folded = (folded != word).then(|| folded.into());
        (self.new_form(word.into(), folded, term), term)
    }

    fn new_form(&mut self, word: Box<str>, folded: Option<Box<str>>, term: u32) -> u32 {
        let form = u32::try_from(self.made.len()).unwrap_or(u32::MAX);
        self.made.push((folded, term));
        self.forms.insert(word, (form, term));
        form
    }

    /// The provisional number of a term.
    pub(super) fn term(&mut self, stem: &str) -> u32 {
        if let Some(&term) = self.terms.get(stem) {
            return term;
        }
        let term = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
        self.terms.insert(stem.into(), term);
        term
    }

    /// Every number for itself.
    fn as_they_are(&self) -> Renumbered {
        let numbers = |count: usize| (0..u32::try_from(count).unwrap_or(u32::MAX)).collect();
        Renumbered {
            forms: numbers(self.made.len()),
            terms: numbers(self.terms.len()),
        }
    }

    /// Takes in all words of another one; says what its numbers are here.
    fn absorb(&mut self, other: Interner) -> Renumbered {
        let mut new = Renumbered {
            forms: vec![0; other.made.len()],
            terms: vec![0; other.terms.len()],
        };
        for (stem, old) in &other.terms {
            set(&mut new.terms, *old, self.term(stem));
        }
        let mut made = other.made;
        for (word, (old, _)) in other.forms {
            let form = match self.forms.get(&word) {
                Some((form, _)) => *form,
                None => {
                    let Some((folded, term)) = made.get_mut(old as usize) else {
                        continue;
                    };
                    let (folded, term) = (folded.take(), new.term(*term));
                    self.new_form(word, folded, term)
                }
            };
            set(&mut new.forms, old, form);
        }
        new
    }

    /// Puts the words of all of them together, sorted, and says what each one's numbers have become.
    pub(super) fn finish(all: Vec<Interner>, sections: &mut Sections) -> Vec<Renumbered> {
        let mut others = all.into_iter();
        let mut one = others.next().unwrap_or_default();
        let mut all = vec![one.as_they_are()];
        all.extend(others.map(|other| one.absorb(other)));
        let last = one.put(sections);
        all.iter_mut().for_each(|renumbered| renumbered.then(&last));
        all
    }

    fn put(self, sections: &mut Sections) -> Renumbered {
        let mut new = Renumbered {
            forms: vec![0; self.made.len()],
            terms: vec![0; self.terms.len()],
        };
        let mut sorted_terms: Vec<_> = self.terms.into_iter().collect();
        sorted_terms.sort_unstable();
        let (mut stems, mut signatures) = (TableWriter::default(), Vec::new());
        for (number, (stem, old)) in (0u32..).zip(&sorted_terms) {
            stems.push(stem);
            signatures.push(signature(stem));
            set(&mut new.terms, *old, number);
        }
        stems.put_sorted(sections, "stems");
        put_signatures(sections, "stems.signatures", &signatures);
        put_forms(&self.forms, &self.made, &mut new, sections);
        new
    }
}

/// Sorts the forms by their folded form.
fn put_forms(
    forms: &HashMap<Box<str>, (u32, u32), FixedState>,
    made: &[(Option<Box<str>>, u32)],
    new: &mut Renumbered,
    sections: &mut Sections,
) {
    let mut sorted: Vec<(&str, &str, u32, u32)> = forms
        .iter()
        .filter_map(|(written, (old, _))| {
            let (folded, term) = made.get(*old as usize)?;
            let folded = folded.as_deref().unwrap_or(written);
            Some((folded, written.as_ref(), *old, *term))
        })
        .collect();
    sorted.sort_unstable();
    let (mut folded_table, mut written_table) = (TableWriter::default(), TableWriter::default());
    let (mut signatures, mut terms) = (Vec::new(), Vec::new());
    for (number, (folded, written, old, term)) in (0u32..).zip(sorted) {
        folded_table.push(folded);
        written_table.push(if written == folded { "" } else { written });
        signatures.push(signature(folded));
        terms.push(new.term(term));
        set(&mut new.forms, old, number);
    }
    folded_table.put_sorted(sections, "forms.folded");
    written_table.put(sections, "forms.written");
    put_signatures(sections, "forms.signatures", &signatures);
    sections.put_numbers("forms.terms", &terms);
}

fn set(numbers: &mut [u32], at: u32, number: u32) {
    if let Some(slot) = numbers.get_mut(at as usize) {
        *slot = number;
    }
}
