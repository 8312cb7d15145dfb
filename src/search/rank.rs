//! Every entry's score for the words of a query.

use super::expand::{Expansion, Way, Word};
use super::fields::{FieldSet, Place};
use super::index::Index;
use super::names::Platform;
use super::postings::{Mode, Posting};

// Found on three public collections with a few hundred queries; each sits on a plateau.
/// What is left of the score of an entry that covers hardly anything of the query.
const UNCOVERED: f32 = 0.15;
/// How much more an entry counts whose name or title holds all of the query.
const TITLED: f32 = 0.4;
/// How much more when, besides, the query holds all of its name or title.
const FILLED: f32 = 0.4;
/// What aids for other operating systems count.
const FOREIGN: f32 = 0.7;
/// And those for this one.
const NATIVE: f32 = 1.02;
/// How much more an entry counts on which others lean, per [`prominence`](super::prominence).
const PROMINENT: f32 = 0.1;

/// What a word counts as evidence that looks mistyped.
const BELIEVED: f32 = 0.7;

/// An entry that holds some of the query.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scored {
    pub(super) doc: u32,
    pub(super) score: f32,
    /// Share of the query, by rarity and by how sure each word is, that it holds.
    pub(super) covered: f32,
    /// The same, where words that look mistyped count less.
    pub(super) sure: f32,
    /// The same in its name, titles and aliases.
    pub(super) titled: f32,
    /// All of its name is in the query.
    pub(super) named: bool,
    pub(super) places: FieldSet,
}

/// Sums for one entry.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    score: f32,
    covered: f32,
    sure: f32,
    titled: f32,
    places: FieldSet,
    /// Words in the name, and in a title.
    in_name: u8,
    /// The same, each as much as it is sure.
    name: f32,
    title: f32,
}

/// The best way one word is in one entry.
#[derive(Debug, Clone, Copy, Default)]
struct Best {
    score: f32,
    weight: f32,
    /// The same, less for a slip.
    sure: f32,
    /// How sure the way is by which it is in the name (a beginning of `diskonaut` is not `disk`,
    /// though the page also holds `disk`), and in a title.
    name: f32,
    title: f32,
    places: FieldSet,
}

/// Scores all entries that `allowed` (by entry; none means all) lets through, in no order.
pub(super) fn rank(
    index: &Index,
    words: &[Word],
    mode: Mode,
    allowed: Option<&[bool]>,
) -> Vec<Scored> {
    let mut tallies = Tallies::of(index.len());
    let mut touched = Vec::new();
    let whole: f32 = words.iter().map(|word| word.idf * word.weight).sum();
    for word in words {
        for expansion in &word.expansions {
            add_expansion(index, word, expansion, mode, &mut tallies, &mut touched);
        }
        let share = word.idf * word.weight / whole.max(f32::MIN_POSITIVE);
        for number in touched.drain(..) {
            if let Some(tally) = tallies.all.get_mut(number) {
                tally.sums.add(std::mem::take(&mut tally.best), share);
            }
        }
    }
    let allowed = |doc: u32| allowed.is_none_or(|a| a.get(doc as usize).copied().unwrap_or(false));
    let found = tallies.all.into_iter().filter(|tally| allowed(tally.doc));
    found
        .map(|tally| finish(index, tally.doc, tally.sums, mode))
        .collect()
}

/// What is counted of the entries that hold any word; most of a library holds none.
struct Tallies {
    /// By entry, one more than its number in `all`; 0 is none.
    places: Vec<u32>,
    all: Vec<Tally>,
}

/// What is counted of one entry: the words before, and the present one.
struct Tally {
    doc: u32,
    sums: Sums,
    best: Best,
}

impl Tallies {
    fn of(entries: usize) -> Tallies {
        Tallies {
            places: vec![0; entries],
            all: Vec::new(),
        }
    }

    /// The number of an entry's tally, which is begun if need be; none of an entry that is not there.
    fn number(&mut self, doc: u32) -> Option<usize> {
        let place = self.places.get_mut(doc as usize)?;
        if *place == 0 {
            let (sums, best) = (Sums::default(), Best::default());
            self.all.push(Tally { doc, sums, best });
            *place = u32::try_from(self.all.len()).ok()?;
        }
        Some(*place as usize - 1)
    }
}

impl Scored {
    /// An entry that holds no word of the query, to be tried for its symptoms.
    pub(super) fn nothing(doc: u32, places: FieldSet) -> Scored {
        Scored {
            doc,
            score: 0.0,
            covered: 0.0,
            sure: 0.0,
            titled: 0.0,
            named: false,
            places,
        }
    }
}

impl Sums {
    fn add(&mut self, best: Best, share: f32) {
        self.score += best.score;
        self.covered += share * best.weight;
        self.sure += share * best.sure;
        self.places.0 |= best.places.0;
        let (name, title) = (best.name.min(best.weight), best.title.min(best.weight));
        self.titled += share * name.max(title);
        self.name += name;
        self.title += title;
        let in_name = best.name > 0.0;
        self.in_name = self.in_name.saturating_add(in_name.into());
    }
}

fn add_expansion(
    index: &Index,
    word: &Word,
    expansion: &Expansion,
    mode: Mode,
    tallies: &mut Tallies,
    touched: &mut Vec<usize>,
) {
    let names = FieldSet::of(&[Place::Name, Place::Alias, Place::Initials]);
    let titles = FieldSet::of(&[Place::Title, Place::Alias]);
    let sure = match expansion.way {
        Way::Meant => 1.0,
        Way::Guessed | Way::Slip => expansion.weight,
    };
    let believed = match expansion.way {
        Way::Slip => BELIEVED * expansion.weight,
        Way::Meant | Way::Guessed => expansion.weight,
    };
    let mut offer = |posting: Posting, idf: f32| {
        let Some(number) = tallies.number(posting.doc) else {
            return;
        };
        let Some(Tally { best: slot, .. }) = tallies.all.get_mut(number) else {
            return;
        };
        if slot.weight == 0.0 {
            touched.push(number);
        }
        let score = word.weight * expansion.weight * idf * posting.impact;
        slot.places.0 |= posting.places.0;
        slot.weight = slot.weight.max(expansion.weight);
        slot.sure = slot.sure.max(believed);
        if posting.places.meets(names) {
            slot.name = slot.name.max(sure);
        }
        if posting.places.meets(titles) {
            slot.title = slot.title.max(sure);
        }
        slot.score = slot.score.max(score);
    };
    let idf_of = |term: u32| match expansion.way {
        Way::Meant => index.idf(index.postings.frequency(term)).min(word.idf),
        Way::Guessed | Way::Slip => word.guess_idf,
    };
    match expansion.terms.as_slice() {
        [] => {}
        [term] => {
            let idf = idf_of(*term);
            let entries = index.postings.entries(*term);
            entries
                .postings(mode)
                .for_each(|posting| offer(posting, idf));
        }
        [first, others @ ..] => {
            let idf = expansion
                .terms
                .iter()
                .map(|t| idf_of(*t))
                .fold(0.0, f32::max);
            let others = others.iter().map(|term| index.postings.entries(*term));
            let others: Vec<_> = others.collect();
            let all_there = |posting: &Posting| others.iter().all(|o| o.holds(posting.doc));
            let first = index.postings.entries(*first);
            let together = first.postings(mode).filter(all_there);
            together.for_each(|posting| offer(posting, idf));
        }
    }
}

fn finish(index: &Index, doc: u32, sums: Sums, mode: Mode) -> Scored {
    let traits = index.traits(doc);
    let (name, title) = (traits.name_words, traits.title_words);
    let filled = |have: f32, of: u8| (have / f32::from(of.max(1))).min(f32::from(of.min(1)));
    let filled = filled(sums.name, name).max(filled(sums.title, title));
    let platform = match traits.platform {
        Platform::Foreign => FOREIGN,
        Platform::Native => NATIVE,
        Platform::Any => 1.0,
    };
    let prominence = traits.prominence;
    let topic = match mode {
        Mode::Topic => {
            (UNCOVERED + (1.0 - UNCOVERED) * sums.covered)
                * (1.0 + TITLED * sums.titled + FILLED * sums.titled * filled)
        }
        // A pasted text holds much that no aid mentions: no word of it must be there.
        Mode::Error => 1.0 + TITLED * sums.titled + FILLED * sums.titled * filled,
    };
    Scored {
        doc,
        score: sums.score * topic * platform * (1.0 + PROMINENT * prominence),
        covered: sums.covered.min(1.0),
        sure: sums.sure.min(1.0),
        titled: sums.titled.min(1.0),
        named: name > 0 && sums.in_name >= name,
        places: sums.places,
    }
}
