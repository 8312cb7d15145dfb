//! Ids, aliases, file stems and titles typed in full, and which machine an aid is for.

use std::path::Path;

use super::fields::file_stem;
use super::table::{Table, TableWriter};
use super::tokens::fold;
use crate::aid::Entry;
use crate::store::{Blob, Sections};

/// What an entry is called; in this order the names win.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum NameKind {
    /// Its id.
    Id,
    /// One of its aliases.
    Alias,
    /// Its file's name without folder and extension.
    Stem,
    /// Its title.
    Title,
    /// The folder that it is the index page of.
    Folder,
}

/// All names, sorted by their key without spaces.
#[derive(Debug, Clone, Default)]
pub struct Names {
    keys: Table,
    spaced: Table,
    /// [`ROW`] numbers for each name: kind, entry, preference.
    rows: Blob,
}

const ROW: usize = 3;

/// An entry that is called what was typed. Less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// Spaces stand elsewhere than in the name (`kubejob failed`).
    pub respaced: bool,
    /// Which of its names it is.
    pub kind: NameKind,
    /// The place of the entry among all, as [`preference`] has them.
    preference: u32,
    /// Which entry.
    pub doc: u32,
}

impl Names {
    /// What an index has put there.
    pub fn of(sections: &Sections) -> Names {
        Names {
            keys: Table::of_sorted(sections, "names.keys"),
            spaced: Table::of(sections, "names.spaced"),
            rows: sections.get("names.rows"),
        }
    }

    /// Puts together the names of all entries, hidden ones too.
    pub(super) fn put(entries: &[Entry], platforms: &[Platform], sections: &mut Sections) {
        let preferences = preferences(entries, platforms);
        let mut all = Vec::new();
        for (doc, entry) in (0u32..).zip(entries) {
            let mut add = |name: &str, kind: NameKind| {
                let spaced = spaced(name);
                if !spaced.is_empty() {
                    all.push((squashed(&spaced), spaced, kind as u32, doc));
                }
            };
            add(&entry.id, NameKind::Id);
            add(file_stem(&entry.id), NameKind::Stem);
            add(&path_stem(&entry.path), NameKind::Stem);
            add(&entry.title, NameKind::Title);
            for alias in &entry.meta.aliases {
                add(alias, NameKind::Alias);
            }
            if let Some(folder) = index_folder(&entry.path) {
                add(&folder, NameKind::Folder);
            }
        }
        all.sort_unstable();
        all.dedup();
        let (mut keys, mut spaced) = (TableWriter::default(), TableWriter::default());
        let mut rows = Vec::with_capacity(all.len() * ROW);
        for (key, with_spaces, kind, doc) in &all {
            keys.push(key);
            // Most names are one word.
            spaced.push(if with_spaces == key { "" } else { with_spaces });
            let preference = preferences.get(*doc as usize).copied().unwrap_or(0);
            rows.extend([*kind, *doc, preference]);
        }
        keys.put_sorted(sections, "names.keys");
        spaced.put(sections, "names.spaced");
        sections.put_numbers("names.rows", &rows);
    }

    /// The entries called `query`, best first, each once. Case, accents, and where spaces, `-` and
    /// `_` stand, are ignored.
    pub fn named(&self, query: &str) -> Vec<Named> {
        let spaced = spaced(query);
        if spaced.is_empty() {
            return Vec::new();
        }
        let key = squashed(&spaced);
        let mut found: Vec<Named> = self
            .keys
            .equal_range(&key)
            .filter_map(|i| {
                let written = self.spaced.get(i);
                let same = *written == *spaced || (written.is_empty() && key == spaced);
                self.row(i, !same)
            })
            .collect();
        found.sort_unstable();
        let mut seen = std::collections::HashSet::new();
        found.retain(|named| seen.insert(named.doc));
        found
    }

    fn row(&self, i: usize, respaced: bool) -> Option<Named> {
        let [kind, doc, preference] = *self.rows.numbers(i * ROW..(i + 1) * ROW).as_slice() else {
            return None;
        };
        let kinds = [
            NameKind::Id,
            NameKind::Alias,
            NameKind::Stem,
            NameKind::Title,
        ];
        Some(Named {
            respaced,
            kind: kinds
                .get(kind as usize)
                .copied()
                .unwrap_or(NameKind::Folder),
            preference,
            doc,
        })
    }
}

/// By entry, its place in the order in which equals are preferred: shown in lists, not for another
/// system, of an early source, for this very system, near the top of its folder.
fn preferences(entries: &[Entry], platforms: &[Platform]) -> Vec<u32> {
    let mut order: Vec<_> = (0u32..)
        .zip(entries.iter().zip(platforms))
        .map(|(doc, (entry, platform))| {
            let foreign = *platform == Platform::Foreign;
            let any = *platform != Platform::Native;
            let depth = entry.path.iter().count();
            (entry.hidden, foreign, entry.source, any, depth, doc)
        })
        .collect();
    order.sort_unstable();
    let mut preferences = vec![0; order.len()];
    for (place, (.., doc)) in (0u32..).zip(order) {
        if let Some(slot) = preferences.get_mut(doc as usize) {
            *slot = place;
        }
    }
    preferences
}

/// The file's name without its extensions (`tar` of `linux/tar.cheat.md`).
pub fn path_stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.strip_suffix(".erb").unwrap_or(&name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.strip_suffix(".cheat").unwrap_or(stem).to_string()
}

/// A page about its folder: `README.md`, `index.md`, `_index.md`.
pub fn is_index(path: &Path) -> bool {
    let stem = path_stem(path);
    ["readme", "index", "_index"]
        .iter()
        .any(|name| stem.eq_ignore_ascii_case(name))
}

/// The folder that a README or index page is about.
fn index_folder(path: &Path) -> Option<String> {
    let folder = path.parent()?.file_name()?;
    is_index(path).then(|| folder.to_string_lossy().into_owned())
}

/// A name in lower case without accents, its words separated by single spaces.
fn spaced(name: &str) -> String {
    // Most names are one plain word.
    if name
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    {
        return name.to_string();
    }
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
    spaced.replace(' ', "")
}

/// Whether an aid is for this machine's operating system. Less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Platform {
    /// For this one.
    Native = 0,
    /// For any.
    #[default]
    Any = 1,
    /// For another.
    Foreign = 2,
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
