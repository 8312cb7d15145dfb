//! What is likely before anything is typed: aids that are not finished, the project's, those used lately.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, Zoned};

use super::{keeper, resume};
use crate::aid::Entry;
use crate::library::{Library, SourceStatus};
use crate::search::Hit;
use crate::session::{Run, Store};
use crate::source::Origin;

/// What the person has begun and uses, as far as the library has it.
#[derive(Debug, Clone, Default)]
pub struct Habits {
    /// Entries with a run that goes on, and its rank: 0 is the one touched last.
    unfinished: BTreeMap<usize, (usize, Run)>,
    /// How much each entry is used, where it is.
    weights: BTreeMap<usize, f64>,
    /// The entries of the project's `.jitt/`.
    project: BTreeSet<usize>,
}

/// Where an aid stands in an empty search; less is first.
type Rank = (u8, usize, std::cmp::Reverse<u64>);

impl Habits {
    /// Reads what is kept of the library's aids.
    pub fn read(store: &Store, library: &Library, now: Timestamp) -> Habits {
        let history = store.history();
        let mut habits = Habits::default();
        for id in history.ids() {
            if let Some(entry) = library.with_id(id) {
                habits.weights.insert(entry, history.weight(id, now));
            }
        }
        for (rank, run) in store.unfinished().into_iter().enumerate() {
            let entry = library.with_id(&run.aid);
            if let Some(entry) = entry.filter(|at| run.root == keeper::root_of(library, *at)) {
                habits.unfinished.insert(entry, (rank, run));
            }
        }
        let is_project = |status: &SourceStatus| status.source.origin == Origin::Project;
        if library.sources().iter().any(is_project) {
            let sources = library.sources();
            let of_project =
                |(_, entry): &(usize, Entry)| sources.get(entry.source).is_some_and(is_project);
            let entries = library.entries().enumerate().filter(of_project);
            habits.project = entries.map(|(at, _)| at).collect();
        }
        habits
    }

    /// Takes in where an entry is left now.
    pub fn left_at(&mut self, entry: usize, run: Option<&Run>) {
        match run.filter(|run| run.is_open()) {
            Some(run) => drop(self.unfinished.insert(entry, (0, run.clone()))),
            None => drop(self.unfinished.remove(&entry)),
        }
    }

    /// How much an entry is used; 0 for never.
    pub fn weight(&self, entry: usize) -> f64 {
        self.weights.get(&entry).copied().unwrap_or(0.0)
    }

    /// Puts hits into the order of an empty search; what is equal stays as it was. Of a hundred thousand
    /// aids few are known: only these are sorted.
    pub fn order(&self, hits: &mut Vec<Hit>) {
        if self.unfinished.is_empty() && self.weights.is_empty() && self.project.is_empty() {
            return;
        }
        let is_known = |hit: &Hit| {
            self.unfinished.contains_key(&hit.entry)
                || self.weights.contains_key(&hit.entry)
                || self.project.contains(&hit.entry)
        };
        let (mut known, rest): (Vec<Hit>, Vec<Hit>) = hits.drain(..).partition(is_known);
        known.sort_by_key(|hit| self.rank(hit.entry));
        hits.extend(known.into_iter().chain(rest));
    }

    fn rank(&self, entry: usize) -> Rank {
        // Of positive numbers the bits are ordered as they are.
        let used = std::cmp::Reverse(self.weight(entry).to_bits());
        match (self.unfinished.get(&entry), self.project.contains(&entry)) {
            (Some((rank, _)), _) => (0, *rank, used),
            (None, true) => (1, 0, used),
            (None, false) => (2, 0, used),
        }
    }

    /// What a row says of an aid that is not finished: `4 of 7, 23 min ago`.
    pub fn note(&self, entry: usize, host: &str, now: Option<&Zoned>) -> Option<String> {
        let (_, run) = self.unfinished.get(&entry)?;
        let step = run.current.as_ref();
        let step = step.map_or("begun".to_string(), |seen| {
            format!("{} of {}", seen.number, seen.of)
        });
        let ago = now.map_or(String::new(), |now| {
            format!(", {}", resume::age(run.touched, now))
        });
        let elsewhere = match run.host == host {
            true => String::new(),
            false => format!(" on {}", run.host),
        };
        Some(format!("{step}{ago}{elsewhere}"))
    }
}
