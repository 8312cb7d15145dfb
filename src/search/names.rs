//! Ids, aliases, file stems and titles typed in full, and which machine an aid is for.

use crate::aid::Entry;

use super::fields::file_stem;
use super::table::Table;
use super::tokens::fold;

/// What an entry is called; in this order the names win.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
enum NameKind {
    Id,
    Alias,
    Stem,
    Title,
}

/// All names, sorted by their key without spaces.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    keys: Table,
    spaced: Table,
    kinds: Vec<u8>,
    docs: Vec<u32>,
}

/// An entry that is called what was typed. Less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Named {
    /// Spaces stand elsewhere than in the name (`kubejob failed`).
    respaced: bool,
    kind: u8,
    platform: Platform,
    /// Which entry.
    pub(super) doc: u32,
}

impl Names {
    /// The names of all entries, hidden ones too.
    pub(super) fn of(entries: &[Entry]) -> Names {
        let mut all = Vec::new();
        for (doc, entry) in (0u32..).zip(entries) {
            let mut add = |name: &str, kind: NameKind| {
                let spaced = spaced(name);
                if !spaced.is_empty() {
                    all.push((squashed(&spaced), spaced, kind as u8, doc));
                }
            };
            add(&entry.id, NameKind::Id);
            add(file_stem(&entry.id), NameKind::Stem);
            add(&entry.title, NameKind::Title);
            for alias in &entry.meta.aliases {
                add(alias, NameKind::Alias);
            }
        }
        all.sort_unstable();
        let mut names = Names::default();
        for (key, spaced, kind, doc) in &all {
            names.keys.push(key);
            names.spaced.push(spaced);
            names.kinds.push(*kind);
            names.docs.push(*doc);
        }
        names
    }

    /// The entries called `query`, best first, each once.
    pub(super) fn named(&self, query: &str, platforms: &[Platform]) -> Vec<Named> {
        let spaced = spaced(query);
        if spaced.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<Named> = self
            .keys
            .equal_range(&squashed(&spaced))
            .filter_map(|i| {
                let doc = *self.docs.get(i)?;
                Some(Named {
                    respaced: self.spaced.get(i) != spaced,
                    kind: *self.kinds.get(i)?,
                    platform: platforms.get(doc as usize).copied().unwrap_or_default(),
                    doc,
                })
            })
            .collect();
        found.sort_unstable();
        let mut seen = std::collections::HashSet::new();
        found.retain(|named| seen.insert(named.doc));
        found
    }
}

/// A name in lower case without accents, its words separated by single spaces.
fn spaced(name: &str) -> String {
    let folded = fold(&name.to_lowercase());
    let words = folded.split(|c: char| c.is_whitespace() || c == '-' || c == '_');
    let mut out = String::with_capacity(folded.len());
    for word in words.filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    // A page about `-` or `_` itself.
    if out.is_empty() {
        folded.trim().to_string()
    } else {
        out
    }
}

fn squashed(spaced: &str) -> String {
    spaced.chars().filter(|c| *c != ' ').collect()
}

/// Whether an aid is for this machine's operating system. Less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Platform {
    /// For this one.
    Native,
    /// For any.
    #[default]
    Any,
    /// For another.
    Foreign,
}

impl Platform {
    /// By the front matter, else by a folder named after an operating system (tldr: `linux/ss`).
    pub(super) fn of(entry: &Entry, os: &str) -> Platform {
        let ours = system(os);
        let folders = entry.id.rsplit('/').skip(1);
        let declared = entry.meta.platforms.iter().map(String::as_str);
        let systems: Vec<_> = if entry.meta.platforms.is_empty() {
            folders.filter_map(system).collect()
        } else {
            declared.filter_map(system).collect()
        };
        if systems.is_empty() {
            Platform::Any
        } else if systems.iter().any(|s| Some(*s) == ours) {
            Platform::Native
        } else {
            Platform::Foreign
        }
    }
}

/// The operating system that goes by this name; none for `common` and everything else.
fn system(name: &str) -> Option<&'static str> {
    const SYSTEMS: [(&str, &[&str]); 10] = [
        (
            "linux",
            &[
                "linux", "debian", "ubuntu", "fedora", "rhel", "centos", "arch", "alpine", "suse",
            ],
        ),
        ("macos", &["macos", "osx", "darwin", "mac"]),
        ("windows", &["windows", "win32"]),
        ("freebsd", &["freebsd"]),
        ("netbsd", &["netbsd"]),
        ("openbsd", &["openbsd"]),
        ("solaris", &["solaris", "sunos", "illumos"]),
        ("android", &["android"]),
        ("dos", &["dos"]),
        ("cisco-ios", &["cisco-ios"]),
    ];
    SYSTEMS
        .iter()
        .find(|(_, names)| names.iter().any(|n| n.eq_ignore_ascii_case(name)))
        .map(|(system, _)| *system)
}
