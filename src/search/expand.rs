//! From a typed word to the terms of the index it may stand for.

use super::index::Index;
use super::query::QueryWord;
use super::slips::{self, Typed};
use super::stem::stem;
use super::terms::signature;

// How much a way to reach a term counts against the word itself. Found on three public collections;
// only their order matters much: a thing typed beats a thing meant beats a thing guessed.
const COMPOUND: f32 = 0.95;
const SYNONYM: f32 = 0.55;
const INITIALS: f32 = 0.7;
const SPLIT: f32 = 0.7;
/// At most; long completions count less.
const PREFIX: f32 = 1.0;
/// The last word may still be the beginning of a longer one, though it is in the index (`auth`). The
/// words before it are whole: `openocd` is no answer to `open files`.
const PREFIX_OF_KNOWN: f32 = 0.7;
/// What a frequent word counts that a rare one may be a slip for.
const MISREAD: f32 = 0.8;

/// Most completions of a word, the most frequent ones.
const MAX_COMPLETIONS: usize = 96;
/// Of more forms each is not read by itself.
const MANY: usize = 256;

/// Terms that stand for a word: one, or several that must all be there (`persistent volume` for `pv`).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Expansion {
    pub(super) terms: Vec<u32>,
    /// 1 for the word itself, less for what was guessed.
    pub(super) weight: f32,
    /// How it was reached.
    pub(super) way: Way,
}

/// How an expansion was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// The word itself, or a name for the same thing: as rare as it is.
    Meant,
    /// One of several it may be: all of them together say what it says.
    Guessed,
    /// The same, for a word that looks mistyped: it may as well be about something else.
    Slip,
}

/// A word of the query with all it may stand for.
#[derive(Debug, Clone, Default)]
pub(super) struct Word {
    pub(super) expansions: Vec<Expansion>,
    /// How much it says: the rarer, the more.
    pub(super) idf: f32,
    /// How much each guess says.
    pub(super) guess_idf: f32,
    pub(super) weight: f32,
}

/// All words of a query, expanded.
pub(super) fn expand(index: &Index, words: &[QueryWord]) -> Vec<Word> {
    (0..words.len())
        .filter_map(|at| Some(Expander::new(index, words, at)?.expand()))
        .collect()
}

struct Expander<'a> {
    index: &'a Index,
    words: &'a [QueryWord],
    at: usize,
    word: &'a QueryWord,
    expansions: Vec<Expansion>,
    /// It may be a slip for a more frequent word.
    misread: bool,
}

impl<'a> Expander<'a> {
    fn new(index: &'a Index, words: &'a [QueryWord], at: usize) -> Option<Expander<'a>> {
        Some(Expander {
            index,
            words,
            at,
            word: words.get(at)?,
            expansions: Vec::new(),
            misread: false,
        })
    }

    fn expand(mut self) -> Word {
        let text = self.word.text.as_str();
        let own = self.index.terms.find(&stem(text));
        self.expansions.extend(own.map(|term| Expansion {
            terms: vec![term],
            weight: 1.0,
            way: Way::Meant,
        }));
        self.whole_and_compounds();
        self.synonyms();
        if (2..=6).contains(&text.len()) {
            self.push_term(&format!("\u{1}{text}"), INITIALS);
        }
        let known = !self.expansions.is_empty();
        if !self.word.pasted {
            self.guesses(known);
            self.misread(own);
        }
        let (idf, guess_idf) = self.idf(own);
        Word {
            expansions: self.expansions,
            idf,
            guess_idf,
            weight: self.word.weight,
        }
    }

    /// What a person may have meant who typed it; a program does not shorten or mistype.
    fn guesses(&mut self, known: bool) {
        let unknown = !known && self.word.text.chars().count() >= 3;
        if self.word.typing || unknown {
            self.completions(known);
        }
        if unknown && !self.expansions.is_empty() {
            for (term, weight) in slips::swapped(self.index, &self.word.text) {
                self.push(vec![term], weight, Way::Slip);
            }
        }
        // Without a vowel it was shortened, not mistyped: `jctl`, `pswd`.
        let skeleton = !self.word.text.contains(['a', 'e', 'i', 'o', 'u', 'y']);
        if self.expansions.is_empty() && skeleton {
            self.abbreviated_names();
        }
        if self.expansions.is_empty() {
            self.split();
            self.corrections();
        }
        if self.expansions.is_empty() {
            self.abbreviated_names();
        }
    }

    /// A rare word that may be a slip for a much more frequent one (`flies` for `files`).
    fn misread(&mut self, own: Option<u32>) {
        let Some(own) = own else { return };
        for term in slips::likelier(self.index, self.word, own) {
            self.push(vec![term], MISREAD, Way::Guessed);
            self.misread = true;
        }
    }

    /// The word's own rarity (of a word that the index lacks, that of what it may mean), and that
    /// of all guesses together: a rare completion is not a better one.
    fn idf(&self, own: Option<u32>) -> (f32, f32) {
        let frequency = |e: &Expansion| {
            let each = e.terms.iter().map(|t| self.index.postings.frequency(*t));
            each.min().unwrap_or(0)
        };
        let meant = |e: &&Expansion| e.way == Way::Meant;
        let guesses = self.expansions.iter().filter(|e| !meant(e));
        let guessed = guesses.map(frequency).max();
        let meant = match own {
            Some(term) => Some(self.index.postings.frequency(term)),
            None => self.expansions.iter().filter(meant).map(frequency).max(),
        };
        let mut idf = self.index.idf(meant.or(guessed).unwrap_or(0));
        let guess_idf = guessed.map_or(idf, |frequency| self.index.idf(frequency));
        if self.misread {
            // Half of a slip's rarity is chance.
            idf = 0.5 * (idf + guess_idf);
        }
        (idf, guess_idf.min(idf))
    }

    fn push_term(&mut self, stem: &str, weight: f32) {
        if let Some(term) = self.index.terms.find(stem) {
            self.push(vec![term], weight, Way::Meant);
        }
    }

    fn push(&mut self, terms: Vec<u32>, weight: f32, way: Way) {
        if !self.expansions.iter().any(|e| e.terms == terms) {
            self.expansions.push(Expansion { terms, weight, way });
        }
    }

    /// The identifier it is a piece of, and `file` + `system` as one word.
    fn whole_and_compounds(&mut self) {
        if let Some(whole) = &self.word.whole {
            self.push_term(&stem(whole), 1.0);
        }
        for first in [self.at.checked_sub(1), Some(self.at)]
            .into_iter()
            .flatten()
        {
            if let (Some(a), Some(b)) = (self.words.get(first), self.words.get(first + 1)) {
                self.push_term(&stem(&format!("{}{}", a.text, b.text)), COMPOUND);
            }
        }
    }

    /// What the word, or up to four words it is among, are also called.
    fn synonyms(&mut self) {
        let stems: Vec<_> = self.words.iter().map(|w| stem(&w.text)).collect();
        for length in 1..=4 {
            for start in (self.at + 1).saturating_sub(length)..=self.at {
                let Some(run) = stems.get(start..start + length) else {
                    continue;
                };
                let run: Vec<&str> = run.iter().map(AsRef::as_ref).collect();
                for meant in self.index.synonyms.of_words(&run) {
                    let terms: Option<Vec<u32>> =
                        meant.iter().map(|s| self.index.terms.find(s)).collect();
                    if let Some(terms) = terms {
                        self.push(terms, SYNONYM, Way::Meant);
                    }
                }
            }
        }
    }

    /// Longer words that begin so.
    fn completions(&mut self, known: bool) {
        let terms = &self.index.terms;
        let forms = terms.forms_with_prefix(&self.word.text);
        if forms.len() > MANY {
            self.index.hold_words();
        }
        let length = self.word.text.chars().count() as f32;
        let factor = if known { PREFIX_OF_KNOWN } else { 1.0 };
        let mut found: Vec<(u32, f32)> = forms
            .map(|form| {
                let share = length / terms.folded(form).chars().count().max(1) as f32;
                (terms.term_of(form), factor * PREFIX * (0.7 + 0.3 * share))
            })
            .collect();
        // The shortest form of a term decides; then the most frequent terms.
        found.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        found.dedup_by_key(|(term, _)| *term);
        found.sort_by_key(|(term, _)| std::cmp::Reverse(self.index.postings.frequency(*term)));
        for (term, weight) in found.into_iter().take(MAX_COMPLETIONS) {
            self.push(vec![term], weight, Way::Guessed);
        }
    }

    /// `filesystem` where the index knows only `file` and `system`.
    fn split(&mut self) {
        let text = self.word.text.as_str();
        for (at, _) in text.char_indices().skip(3) {
            let (left, right) = text.split_at(at);
            if right.len() < 3 {
                break;
            }
            let terms = (
                self.index.terms.find(&stem(left)),
                self.index.terms.find(&stem(right)),
            );
            if let (Some(left), Some(right)) = terms {
                self.push(vec![left, right], SPLIT, Way::Guessed);
            }
        }
    }

    fn corrections(&mut self) {
        for (term, weight) in slips::corrections(self.index, self.word) {
            self.push(vec![term], weight, Way::Slip);
        }
        self.corrected_synonyms();
    }

    fn abbreviated_names(&mut self) {
        for (term, weight) in slips::abbreviated_names(self.index, &self.word.text) {
            self.push(vec![term], weight, Way::Guessed);
        }
    }

    /// A mistyped word that only the synonyms know.
    fn corrected_synonyms(&mut self) {
        let own_stem = stem(&self.word.text);
        let typed = Typed::stem(&own_stem);
        if own_stem.len() < 5 {
            return;
        }
        let near = |word: &str| typed.weight(signature(word), word).is_some();
        for word in self.index.synonyms.single_words(4, near) {
            let word = word.as_str();
            let Some(weight) = typed.weight(signature(word), word) else {
                continue;
            };
            for meant in self.index.synonyms.of_words(&[word]) {
                let terms: Option<Vec<u32>> =
                    meant.iter().map(|s| self.index.terms.find(s)).collect();
                if let Some(terms) = terms {
                    self.push(terms, weight * SYNONYM, Way::Slip);
                }
            }
        }
    }
}
