//! Which aids were used, how often and how lately. Nothing else is remembered of them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::log::Log;
use super::progress::time;

/// After so long a use counts half (seconds): two weeks.
const HALF_LIFE: f64 = 14.0 * 24.0 * 3600.0;
/// A file with more lines than this is added up to a line an aid.
const MANY: usize = 1000;
/// What has faded to less than this is forgotten when the lines are added up.
const FADED: f64 = 0.02;

/// A line: an aid was used, or uses added up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Used {
    id: String,
    /// How much it counts at `t`.
    weight: f64,
    t: i64,
}

/// How much each aid is used.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    uses: BTreeMap<String, (f64, Timestamp)>,
}

impl History {
    /// How often and lately the aid was used, at `now`: 1 for a use just now, half of it after two
    /// weeks, added up over all uses; 0 for one never used. A clock that went back makes nothing older.
    pub fn weight(&self, id: &str, now: Timestamp) -> f64 {
        let used = self.uses.get(id);
        used.map_or(0.0, |(weight, at)| faded(*weight, *at, now))
    }

    /// Whether nothing was used yet.
    pub fn is_empty(&self) -> bool {
        self.uses.is_empty()
    }

    /// The ids of all that was used.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.uses.keys().map(String::as_str)
    }

    /// Adds a use.
    pub fn add(&mut self, id: &str, now: Timestamp) {
        self.add_weight(id, 1.0, now);
    }

    fn add_weight(&mut self, id: &str, weight: f64, at: Timestamp) {
        // A number that no use makes is no use.
        if !weight.is_finite() || weight <= 0.0 {
            return;
        }
        let known = self.uses.entry(id.to_string()).or_insert((0.0, at));
        let later = known.1.max(at);
        let sum = faded(known.0, known.1, later) + faded(weight, at, later);
        *known = (sum, later);
    }

    fn of(lines: &[Used]) -> History {
        let mut history = History::default();
        for line in lines {
            history.add_weight(&line.id, line.weight, time(line.t));
        }
        history
    }

    fn lines(&self) -> Vec<Used> {
        let latest = self.uses.values().map(|(_, at)| *at).max();
        let latest = latest.unwrap_or(Timestamp::UNIX_EPOCH);
        let known = self.uses.iter();
        known
            .filter(|(_, (weight, at))| faded(*weight, *at, latest) > FADED)
            .map(|(id, (weight, at))| Used {
                id: id.clone(),
                weight: *weight,
                t: at.as_second(),
            })
            .collect()
    }
}

fn faded(weight: f64, at: Timestamp, now: Timestamp) -> f64 {
    let seconds = now.as_second().saturating_sub(at.as_second()).max(0);
    weight * (-(seconds as f64) / HALF_LIFE).exp2()
}

/// Reads what was used. Use counts are a convenience: where they cannot be read there are none.
pub(super) fn read(path: PathBuf) -> History {
    let mut log = Log::at(path);
    let lines = log.refresh().map(|news| news.records).unwrap_or_default();
    if lines.len() > MANY || log.damaged() > 0 {
        // Where it cannot be written it only stays long.
        let _ = log.rewrite(|lines: Vec<Used>| History::of(&lines).lines());
    }
    History::of(&lines)
}

/// Adds a use to the file.
pub(super) fn add(path: PathBuf, id: &str, now: Timestamp) -> std::io::Result<()> {
    let mut log = Log::at(path);
    log.append(&Used {
        id: id.to_string(),
        weight: 1.0,
        t: now.as_second(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: i64) -> Timestamp {
        time(1_790_000_000 + number * 24 * 3600)
    }

    #[test]
    fn a_use_counts_half_after_two_weeks_and_never_more_when_the_clock_goes_back() {
        let mut history = History::default();
        history.add("tar", day(0));
        assert_eq!(history.weight("tar", day(14)), 0.5);
        assert_eq!(history.weight("tar", day(-400)), 1.0);
        assert_eq!(history.weight("never", day(0)), 0.0);
        history.add("tar", day(14));
        assert_eq!(history.weight("tar", day(14)), 1.5);
        history.add("tar", day(0));
        assert_eq!(history.weight("tar", day(14)), 2.0);
    }

    #[test]
    fn uses_are_read_back_and_added_up_when_there_are_many() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let file = folder.path().join("history.log");
        for _ in 0..MANY + 1 {
            add(file.clone(), "tar", day(0)).expect("it can be written");
        }
        add(file.clone(), "dd", day(1)).expect("it can be written");
        let long = std::fs::metadata(&file).expect("it is there").len();
        let first = read(file.clone());
        let short = std::fs::metadata(&file).expect("it is there").len();
        assert!(short < long / 100, "{short} of {long}");
        let again = read(file);
        for id in ["tar", "dd"] {
            let (a, b) = (first.weight(id, day(1)), again.weight(id, day(1)));
            assert!((a - b).abs() < 1e-6 && a > 0.9, "{id}: {a} {b}");
        }
    }

    #[test]
    fn numbers_that_no_use_makes_are_none() {
        let line = |weight| Used {
            id: "tar".to_string(),
            weight,
            t: i64::MAX,
        };
        let history = History::of(&[line(f64::NAN), line(-3.0), line(f64::INFINITY)]);
        assert!(history.is_empty());
    }
}
