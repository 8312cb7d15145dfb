//! Entries ranked for a query. Pure: no files, no clock.

use crate::aid::{Entry, StepRef};

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
    /// The step to open at, when a step matched best.
    pub step: Option<StepRef>,
    /// Words of the entry (lower case, as written there) that matched: what to mark.
    pub words: Vec<String>,
}

/// An answer: the hits, best first, and whether the first can be trusted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// Best first.
    pub hits: Vec<Hit>,
    /// Whether the first hit is really about the query; if not, jitt prints no procedure.
    pub confident: bool,
    /// How many hits after the first are near ties, to be named below it.
    pub near_ties: usize,
    /// The query looked like a pasted error and was searched as one.
    pub symptom: bool,
}

/// What restricts a search besides its words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only aids with all of these tags (ASCII case ignored).
    pub tags: Vec<String>,
}

/// Entries prepared for searching. Owns what it needs of them.
#[derive(Debug, Clone, Default)]
pub struct Index {}

impl Index {
    /// Prepares `entries`; hidden ones are found only by name.
    pub fn build(entries: &[Entry]) -> Index {
        let _ = entries;
        Index {}
    }

    /// Ranks for what was typed; an empty query gives all entries by title.
    pub fn search(&self, query: &str, filter: &Filter, limit: usize) -> Answer {
        let _ = (query, filter, limit);
        Answer::default()
    }

    /// Ranks for the output of a failed command: last lines first, volatile parts ignored.
    pub fn search_error(&self, output: &str, filter: &Filter, limit: usize) -> Answer {
        let _ = (output, filter, limit);
        Answer::default()
    }
}
