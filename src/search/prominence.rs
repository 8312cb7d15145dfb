//! How many other entries lean on an entry: the ones that link to it or run it as a program.
//!
//! Of several pages that fit a topic equally, people want the one that the others build on (`find`,
//! not `findmnt`), and a library says itself which that is.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use crate::aid::{Entry, StepText};

use super::fields::file_stem;

/// Programs that run the program named after them.
const WRAPPERS: [&str; 8] = [
    "sudo", "xargs", "env", "time", "nohup", "watch", "exec", "doas",
];

/// What a page of a family gets of what the family has: `docker-exec` of `docker`.
const MEMBER: f32 = 0.5;

/// By entry, the natural logarithm of one more than the number of families of entries that lean
/// on it. A family is `git` with all of `git-commit`, `git-log` and so on. `programs` has what each
/// entry runs.
pub(super) fn prominence<'a>(
    entries: &'a [Entry],
    programs: impl Fn(usize) -> &'a [Box<str>],
) -> Vec<f32> {
    let mut users: HashMap<&str, HashSet<&str>, FixedState> = HashMap::default();
    for (at, entry) in entries.iter().enumerate() {
        let name = file_stem(&entry.id);
        let family = family(name);
        let related = entry.meta.related.iter().map(|id| file_stem(id));
        for target in related.chain(programs(at).iter().map(AsRef::as_ref)) {
            if target != name && target != family {
                users.entry(target).or_default().insert(family);
            }
        }
    }
    let leaning = |name: &str| users.get(name).map_or(0, HashSet::len);
    let weight = |name: &str| (leaning(name) as f32).ln_1p();
    let names = entries.iter().map(|entry| file_stem(&entry.id));
    names
        .map(|name| weight(name).max(MEMBER * weight(family(name))))
        .collect()
}

/// `git` of `git-commit`.
fn family(name: &str) -> &str {
    name.split(['-', '_', ' ', '.']).next().unwrap_or(name)
}

/// The programs that these steps run, each once.
pub(super) fn programs_of(steps: &[StepText]) -> Vec<Box<str>> {
    let commands = steps.iter().flat_map(|step| &step.commands);
    let mut all: Vec<&str> = commands.flat_map(|command| programs(command)).collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().map(Box::from).collect()
}

/// The programs that a command line runs.
fn programs(command: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(command);
    let parts = std::iter::from_fn(move || {
        let part = rest?;
        let ends = |byte| matches!(byte, b'|' | b';' | b'&' | b'\n' | b'(' | b'`');
        let split = part.bytes().position(ends).map(|at| part.split_at(at));
        // Each of these ends is one byte.
        rest = split.and_then(|(_, after)| after.get(1..));
        Some(split.map_or(part, |(before, _)| before))
    });
    parts.filter_map(|part| {
        let mut words = part.split_whitespace();
        let runs = |word: &&str| !word.starts_with('-') && !WRAPPERS.contains(word);
        let word = words.find(|word| runs(word) && !word.contains('='))?;
        word.rsplit('/').next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, related: &[&str]) -> Entry {
        let mut entry = Entry {
            id: id.to_string(),
            ..Entry::default()
        };
        entry.meta.related = related.iter().map(|r| r.to_string()).collect();
        entry
    }

    fn runs(command: &str) -> Vec<Box<str>> {
        programs_of(&[StepText {
            commands: vec![command.to_string()],
            ..StepText::default()
        }])
    }

    #[test]
    fn an_entry_is_prominent_when_others_run_it_or_link_to_it() {
        let entries = [
            entry("find", &[]),
            entry("git-log", &[]),
            entry("git-show", &["du"]),
            entry("grep", &["grep"]),
            entry("du", &[]),
        ];
        let programs = [
            runs("find . | xargs -r grep x"),
            runs("git log | grep x"),
            runs("git show | sudo /bin/grep x"),
            runs("grep x"),
            runs(""),
        ];
        let found = prominence(&entries, |at| &programs[at]);
        // `git-log` and `git-show` are one family.
        assert_eq!(found, [0.0, 0.0, 0.0, 2f32.ln_1p(), 1f32.ln_1p()]);
    }

    #[test]
    fn a_page_of_a_prominent_family_has_a_share_of_that() {
        let entries = [
            entry("docker", &[]),
            entry("docker-exec", &[]),
            entry("x", &[]),
        ];
        let programs = [runs(""), runs(""), runs("docker ps")];
        let found = prominence(&entries, |at| &programs[at]);
        assert_eq!(found, [1f32.ln_1p(), MEMBER * 1f32.ln_1p(), 0.0]);
    }
}
