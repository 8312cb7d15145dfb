//! The words of all entries: as written, folded, and the stem each belongs to.

use std::collections::HashMap;
use std::ops::Range;

use super::stem::stem;
use super::table::Table;
use super::tokens::fold;

/// All words, sorted. A *form* is a word as written (lower case), a *term* is what forms share: a stem.
#[derive(Debug, Clone, Default)]
pub(super) struct Terms {
    written: Table,
    folded: Table,
    signatures: Vec<u64>,
    form_terms: Vec<u32>,
    stems: Table,
    stem_signatures: Vec<u64>,
}

impl Terms {
    /// How many terms.
    pub(super) fn count(&self) -> usize {
        self.stems.len()
    }

    /// The term with exactly this stem.
    pub(super) fn find(&self, stem: &str) -> Option<u32> {
        self.stems.find(stem).and_then(|i| u32::try_from(i).ok())
    }

    pub(super) fn term_of(&self, form: usize) -> u32 {
        self.form_terms.get(form).copied().unwrap_or(0)
    }

    /// A form as written.
    pub(super) fn written(&self, form: usize) -> &str {
        self.written.get(form)
    }

    /// A form without accents.
    pub(super) fn folded(&self, form: usize) -> &str {
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
    pub(super) fn stem(&self, term: usize) -> &str {
        self.stems.get(term)
    }

    /// See [`signature`]; by term.
    pub(super) fn stem_signatures(&self) -> &[u64] {
        &self.stem_signatures
    }

    /// See [`signature`]; by form.
    pub(super) fn signatures(&self) -> &[u64] {
        &self.signatures
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

/// Gives words provisional numbers while entries are read.
#[derive(Debug, Default)]
pub(super) struct Interner {
    forms: HashMap<Box<str>, u32>,
    terms: HashMap<Box<str>, u32>,
    /// Folded form and term, by form.
    made: Vec<(Box<str>, u32)>,
}

/// New numbers for provisional ones.
pub(super) struct Renumbered {
    pub(super) forms: Vec<u32>,
    pub(super) terms: Vec<u32>,
}

impl Interner {
    /// The provisional numbers of a lower-case word's form and term.
    pub(super) fn form(&mut self, word: &str) -> (u32, u32) {
        if let Some(&form) = self.forms.get(word) {
            let term = self.made.get(form as usize).map_or(0, |(_, term)| *term);
            return (form, term);
        }
        let folded = fold(word);
        let term = self.term(&stem(&folded));
        let form = u32::try_from(self.made.len()).unwrap_or(u32::MAX);
        self.made.push((folded.into(), term));
        self.forms.insert(word.into(), form);
        (form, term)
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

    /// Sorts everything and says what each provisional number has become.
    pub(super) fn finish(self) -> (Terms, Renumbered) {
        let mut sorted_terms: Vec<_> = self.terms.into_iter().collect();
        sorted_terms.sort_unstable();
        let mut terms = Terms::default();
        let mut new_terms = vec![0; sorted_terms.len()];
        for (new, (stem, old)) in (0u32..).zip(&sorted_terms) {
            terms.stems.push(stem);
            terms.stem_signatures.push(signature(stem));
            if let Some(slot) = new_terms.get_mut(*old as usize) {
                *slot = new;
            }
        }
        let mut sorted_forms: Vec<_> = self
            .forms
            .into_iter()
            .filter_map(|(written, old)| {
                let (folded, term) = self.made.get(old as usize)?;
                Some((folded, written, old, *term))
            })
            .collect();
        sorted_forms.sort_unstable();
        let mut new_forms = vec![0; sorted_forms.len()];
        for (new, (folded, written, old, term)) in (0u32..).zip(&sorted_forms) {
            terms.folded.push(folded);
            terms.written.push(written);
            terms.signatures.push(signature(folded));
            let term = new_terms.get(*term as usize).copied().unwrap_or(0);
            terms.form_terms.push(term);
            if let Some(slot) = new_forms.get_mut(*old as usize) {
                *slot = new;
            }
        }
        let renumbered = Renumbered {
            forms: new_forms,
            terms: new_terms,
        };
        (terms, renumbered)
    }
}
