//! What was typed for placeholders: the last value of each name, on this machine.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::log::Log;

/// A file with more lines than this keeps the last value of each name alone.
const MANY: usize = 2000;
/// A longer value is not kept (bytes): nobody wants it offered again.
const LONGEST: usize = 4096;

/// A line: a value was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Given {
    /// The aid's id.
    aid: String,
    name: String,
    value: String,
    t: i64,
}

/// The last values given for placeholders on this machine. A value is what the person typed, unquoted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Values {
    /// By name, then by aid.
    own: BTreeMap<(String, String), String>,
    /// By name, whatever the aid.
    any: BTreeMap<String, String>,
}

impl Values {
    /// The value last given for `name` in this aid.
    pub fn of_aid(&self, aid: &str, name: &str) -> Option<&str> {
        let own = self.own.get(&(name.to_string(), aid.to_string()));
        own.map(String::as_str)
    }

    /// The value last given for `name` in whatever aid.
    pub fn of_any(&self, name: &str) -> Option<&str> {
        self.any.get(name).map(String::as_str)
    }

    /// Takes a value in, in memory alone; [`super::Store::keep_value`] keeps it.
    pub fn set(&mut self, aid: &str, name: &str, value: &str) {
        let value = value.to_string();
        self.own
            .insert((name.to_string(), aid.to_string()), value.clone());
        self.any.insert(name.to_string(), value);
    }

    fn of(lines: &[Given]) -> Values {
        let mut values = Values::default();
        for line in lines {
            values.set(&line.aid, &line.name, &line.value);
        }
        values
    }
}

/// Reads the values. They are a convenience: where they cannot be read there are none.
pub(super) fn read(path: PathBuf) -> Values {
    let mut log = Log::at(path);
    let lines = log.refresh().map(|news| news.records).unwrap_or_default();
    if lines.len() > MANY || log.damaged() > 0 {
        // Where it cannot be written it only stays long.
        let _ = log.rewrite(last_ones);
    }
    Values::of(&lines)
}

/// The last line of each name and aid, in order.
fn last_ones(lines: Vec<Given>) -> Vec<Given> {
    let mut seen = std::collections::BTreeSet::new();
    let mut last: Vec<Given> = lines
        .into_iter()
        .rev()
        .filter(|line| seen.insert((line.aid.clone(), line.name.clone())))
        .collect();
    last.reverse();
    last
}

/// Adds a value to the file; one too long to be offered again is left out.
pub(super) fn add(
    path: PathBuf,
    aid: &str,
    name: &str,
    value: &str,
    now: Timestamp,
) -> std::io::Result<()> {
    if value.len() > LONGEST {
        return Ok(());
    }
    let mut log = Log::at(path);
    log.append(&Given {
        aid: aid.to_string(),
        name: name.to_string(),
        value: value.to_string(),
        t: now.as_second(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_value_of_an_aid_is_told_from_that_of_another() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let file = folder.path().join("values.log");
        let now = Timestamp::UNIX_EPOCH;
        let add = |aid: &str, value: &str| {
            add(file.clone(), aid, "host", value, now).expect("it can be written");
        };
        add("a", "web1; rm -rf / \n$(x) 'é'");
        add("b", "web2");
        let values = read(file.clone());
        assert_eq!(
            values.of_aid("a", "host"),
            Some("web1; rm -rf / \n$(x) 'é'")
        );
        assert_eq!(values.of_aid("c", "host"), None);
        assert_eq!(values.of_any("host"), Some("web2"));
        assert_eq!(values.of_any("port"), None);
    }

    #[test]
    fn many_values_shrink_to_the_last_ones() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let file = folder.path().join("values.log");
        for number in 0..=MANY {
            let value = number.to_string();
            add(file.clone(), "a", "n", &value, Timestamp::UNIX_EPOCH).expect("it can be written");
        }
        assert_eq!(read(file.clone()).of_aid("a", "n"), Some("2000"));
        let short = std::fs::read_to_string(&file).expect("it is there");
        assert_eq!(short.lines().filter(|line| !line.is_empty()).count(), 1);
        assert_eq!(read(file).of_aid("a", "n"), Some("2000"));
    }
}
