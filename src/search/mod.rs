//! Entries ranked for a query. Pure: no files, no clock.
//!
//! One inverted index of words (`index`), not letters in order: a query's words are expanded to the
//! terms they may stand for (`expand`), every entry is scored (`rank`), the first twenty are read
//! again passage by passage (`passages`), and the first one is doubted (`confidence`). A pasted
//! error goes the same way with other weights (`symptom`, `patterns`).

mod attributes;
mod confidence;
mod digest;
mod edits;
mod expand;
mod fields;
mod fuzzy;
mod index;
mod names;
mod passages;
mod patterns;
mod postings;
mod prominence;
mod query;
mod rank;
mod run;
mod slips;
mod stem;
mod symptom;
mod synonyms;
mod table;
mod terms;
mod ties;
mod tokens;

#[cfg(test)]
mod tests;

use crate::aid::StepRef;

pub use digest::Digest;
pub use index::{At, Index};
pub use names::{NameKind, Named, Names, is_index, path_stem};
pub use synonyms::Synonyms;

/// The line of a failed command's output to put into a search box: the last that looks like an error,
/// else the last; without escape sequences.
pub fn telling_line(output: &str) -> Option<String> {
    let (lines, _) = symptom::error_lines(output);
    lines.first().map(|line| line.text.trim().to_string())
}

/// Which field of an entry matched best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// Id, alias, file stem or title, typed in full.
    Exact,
    /// Id or file stem.
    Name,
    /// Title or alias.
    Title,
    /// Tags.
    Tags,
    /// Summary or first paragraph.
    Summary,
    /// A heading.
    Heading,
    /// A step's text.
    Step,
    /// A step's command.
    Command,
    /// A symptom, output or error text.
    Symptom,
    /// Other text.
    Body,
}

/// One ranked entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Index into the entries the index was built from.
    pub entry: usize,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
    /// Share of the query (by weight of its words) that the entry covers, 0 to 1.
    pub covered: f32,
    /// Where it matched best.
    pub field: Field,
    /// The step to open at, when a step matched best (among the first 20 hits).
    pub step: Option<StepRef>,
    /// Words of the entry (lower case, as written there) that matched: what to mark (for the
    /// first 60 hits).
    pub words: Vec<String>,
}

/// An answer: the hits, best first, and whether the first can be trusted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// Best first.
    pub hits: Vec<Hit>,
    /// Whether the first hit is really about the query; if not, jitt prints no procedure.
    pub confident: bool,
    /// It is, but others fit about as well and hold no more of the pasted error: that is to be said.
    pub doubtful: bool,
    /// How many hits after the first are near ties, to be named below it.
    pub near_ties: usize,
    /// The query looked like a pasted error and was searched as one: of a page's procedures the one
    /// that mends it opens ([`crate::aid::Aid::opening`]).
    pub symptom: bool,
    /// The query held no word, only filters: the hits are what these let through, by title.
    pub filtered: bool,
}

/// What restricts a search besides its words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only aids with all of these tags (case ignored).
    pub tags: Vec<String>,
}
