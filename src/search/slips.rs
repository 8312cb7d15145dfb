//! What a person may have meant who mistyped or shortened a word.

use super::edits::{distance, is_subsequence, letters_of};
use super::fields::{FieldSet, Place};
use super::index::Index;
use super::query::QueryWord;
use super::stem::stem;
use super::terms::signature;

// How surely a word is meant that is so far from the typed one. Found on three public collections.
const ONE_EDIT: f32 = 0.95;
const TWO_EDITS: f32 = 0.7;
/// Words of four letters have many neighbours, unless two letters were only swapped.
const SHORT_EDIT: f32 = 0.7;
/// The first letter is seldom the wrong one.
const FIRST_LETTER: f32 = 0.7;
const UNFINISHED_EDIT: f32 = 0.5;
const SUBSEQUENCE: f32 = 0.6;

/// So many times more frequent is a word that a known one may be a slip for.
const LIKELIER: usize = 20;
/// Most corrections of a word.
const MAX_CORRECTIONS: usize = 24;

/// Words one edit away (two for long ones), as written or as stems (`trhottled` where there is
/// only `throttling`), the nearest ones; for the word being typed also those that begin so.
pub(super) fn corrections(index: &Index, word: &QueryWord) -> Vec<(u32, f32)> {
    let text = word.text.as_str();
    let allowed = match text.chars().count() {
        0..=3 => return Vec::new(),
        4..=7 => 1,
        _ => 2,
    };
    index.hold_words();
    let terms = &index.terms;
    let typed = Typed {
        allowed,
        typing: word.typing,
        ..Typed::stem(text)
    };
    let mut found: Vec<(u32, f32)> = Vec::new();
    for (form, other) in terms.signatures().enumerate() {
        if typed.is_far(other) {
            continue;
        }
        let weight = typed.weight(other, &terms.folded(form));
        found.extend(weight.map(|weight| (terms.term_of(form), weight)));
    }
    let own_stem = stem(text);
    if own_stem != text && own_stem.len() > 4 {
        let stemmed = Typed::stem(&own_stem);
        for (term, other) in (0u32..).zip(terms.stem_signatures()) {
            if stemmed.is_far(other) {
                continue;
            }
            let weight = stemmed.weight(other, &terms.stem(term as usize));
            found.extend(weight.map(|weight| (term, weight)));
        }
    }
    found.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let best = found.first().map_or(0.0, |f| f.1);
    found.retain(|f| f.1 >= best);
    found.truncate(MAX_CORRECTIONS);
    found
}

/// Words of which two letters next to each other were swapped (`prot` for `port`): so short a word is the
/// beginning of others too, which the hand did not mean.
pub(super) fn swapped(index: &Index, text: &str) -> Vec<(u32, f32)> {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() < 4 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for at in 0..letters.len() - 1 {
        let mut letters = letters.clone();
        letters.swap(at, at + 1);
        let word: String = letters.into_iter().collect();
        // With its ending off it would be more than a swap away: `prote` is no `port`.
        let plain = word != text && stem(&word) == word;
        let term = index.terms.find(&word).filter(|_| plain);
        found.extend(term.map(|term| (term, if at == 0 { FIRST_LETTER } else { ONE_EDIT })));
    }
    found
}

/// Words one edit from a word that the index knows, but much more frequent than it.
pub(super) fn likelier(index: &Index, word: &QueryWord, own: u32) -> Vec<u32> {
    let text = word.text.as_str();
    if text.len() < 4 || (word.typing && text.len() < 5) {
        return Vec::new();
    }
    let least = LIKELIER * index.postings.frequency(own);
    if least > index.len() {
        return Vec::new();
    }
    let typed = Typed::stem(text);
    let terms = &index.terms;
    let mut found: Vec<u32> = Vec::new();
    for other in terms.frequent(least) {
        if typed.is_far(other.signature)
            || typed
                .weight(other.signature, &terms.folded(other.form))
                .is_none()
        {
            continue;
        }
        let term = terms.term_of(other.form);
        if !found.contains(&term) {
            found.push(term);
        }
    }
    found.truncate(MAX_CORRECTIONS);
    found
}

/// Words of names that hold its letters in order: `jctl` for `journalctl`.
pub(super) fn abbreviated_names(index: &Index, text: &str) -> Vec<(u32, f32)> {
    let Some(first) = text.chars().next().filter(|_| text.chars().count() >= 3) else {
        return Vec::new();
    };
    let own = signature(text);
    let names = FieldSet::of(&[Place::Name, Place::Title, Place::Alias]);
    index.hold_words();
    let terms = &index.terms;
    let mut found: Vec<(u32, f32)> = Vec::new();
    for form in terms.forms_with_prefix(first.encode_utf8(&mut [0; 4])) {
        let candidate = terms.folded(form);
        let too_long = candidate.len() > 4 * text.len();
        if own & !signature(&candidate) != 0 || too_long || !is_subsequence(text, &candidate) {
            continue;
        }
        let term = terms.term_of(form);
        if index.postings.entries(term).is_in(names) {
            let share = text.len() as f32 / candidate.len().max(1) as f32;
            found.push((term, SUBSEQUENCE * (0.5 + 0.5 * share)));
        }
    }
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found.truncate(MAX_CORRECTIONS);
    found
}

/// A mistyped word.
pub(super) struct Typed<'a> {
    text: &'a str,
    letters: Vec<char>,
    signature: u64,
    allowed: u32,
    typing: bool,
}

impl<'a> Typed<'a> {
    /// A finished word or a stem that is compared with others of its kind, one edit allowed.
    pub(super) fn stem(text: &'a str) -> Typed<'a> {
        Typed {
            text,
            letters: letters_of(text),
            signature: signature(text),
            allowed: 1,
            typing: false,
        }
    }

    /// Whether a word of this signature has too many other letters: cheap to ask of all words.
    fn is_far(&self, signature: u64) -> bool {
        let missing = (self.signature & !signature).count_ones();
        let extra = (signature & !self.signature).count_ones();
        missing > self.allowed || (extra > self.allowed && !self.typing)
    }

    /// How much a word counts that may be meant; none when it is too far away.
    pub(super) fn weight(&self, signature: u64, word: &str) -> Option<f32> {
        // A character has one to four bytes.
        let far = 4 * self.allowed as usize;
        let shorter = word.len() + far < self.text.len();
        let longer = !self.typing && word.len() > self.text.len() + far;
        if self.is_far(signature) || shorter || longer {
            return None;
        }
        let edits = distance(&self.letters, word, self.allowed.max(1));
        let same_letters = signature == self.signature && word.len() == self.text.len();
        let first = if same_letters || word.chars().next() == self.text.chars().next() {
            1.0
        } else {
            FIRST_LETTER
        };
        if edits.whole <= 1 {
            let short = self.text.len() < 5 && !same_letters;
            Some(first * if short { SHORT_EDIT } else { ONE_EDIT })
        } else if edits.whole <= self.allowed {
            Some(first * TWO_EDITS)
        } else if self.typing && self.text.len() > 4 && edits.prefix <= 1 {
            Some(UNFINISHED_EDIT)
        } else {
            None
        }
    }
}
