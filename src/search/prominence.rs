//! How many other entries lean on an entry: the ones that link to it or run it as a program.
//!
//! Of several pages that fit a topic equally, people want the one that the others build on (`find`,
//! not `findmnt`), and a library says itself which that is.

use std::collections::{HashMap, HashSet};

use crate::aid::Entry;

use super::fields::file_stem;

/// Programs that run the program named after them.
const WRAPPERS: [&str; 8] = [
    "sudo", "xargs", "env", "time", "nohup", "watch", "exec", "doas",
];

/// By entry, the natural logarithm of one more than the number of families of entries that lean
/// on it. A family is `git` with all of `git-commit`, `git-log` and so on.
pub(super) fn prominence(entries: &[Entry]) -> Vec<f32> {
    let mut users: HashMap<&str, HashSet<&str>> = HashMap::new();
    for entry in entries {
        let name = file_stem(&entry.id);
        let family = name.split(['-', '_', ' ', '.']).next().unwrap_or(name);
        let related = entry.meta.related.iter().map(|id| file_stem(id));
        let commands = entry.steps.iter().flat_map(|step| &step.commands);
        for target in related.chain(commands.flat_map(|command| programs(command))) {
            if target != name && target != family {
                users.entry(target).or_default().insert(family);
            }
        }
    }
    let count = |entry: &Entry| users.get(file_stem(&entry.id)).map_or(0, HashSet::len);
    entries.iter().map(|e| (count(e) as f32).ln_1p()).collect()
}

/// The programs that a command line runs.
fn programs(command: &str) -> impl Iterator<Item = &str> {
    let parts = command.split(['|', ';', '&', '\n', '(', '`']);
    parts.filter_map(|part| {
        let mut words = part.split_whitespace();
        let runs = |word: &&str| !WRAPPERS.contains(word) && !word.starts_with('-');
        let word = words.find(|word| runs(word) && !word.contains('='))?;
        word.rsplit('/').next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aid::EntryStep;

    fn entry(id: &str, commands: &[&str], related: &[&str]) -> Entry {
        let mut entry = Entry {
            id: id.to_string(),
            ..Entry::default()
        };
        entry.steps.push(EntryStep {
            commands: commands.iter().map(|c| c.to_string()).collect(),
            ..EntryStep::default()
        });
        entry.meta.related = related.iter().map(|r| r.to_string()).collect();
        entry
    }

    #[test]
    fn an_entry_is_prominent_when_others_run_it_or_link_to_it() {
        let entries = [
            entry("find", &["find . | xargs -r grep x"], &[]),
            entry("git-log", &["git log | grep x"], &[]),
            entry("git-show", &["git show | sudo /bin/grep x"], &["du"]),
            entry("grep", &["grep x"], &["grep"]),
            entry("du", &[], &[]),
        ];
        let found = prominence(&entries);
        // `git-log` and `git-show` are one family.
        assert_eq!(found, [0.0, 0.0, 0.0, 2f32.ln_1p(), 1f32.ln_1p()]);
    }
}
