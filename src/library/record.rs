//! What is written down of a library: its entries, and what tells that they are still so.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::read::Job;
use super::{Plan, SourceStatus};
use crate::aid::Entry;
use crate::source::{Listing, Origin, Source, Stamp};
use crate::store::{Blob, Sections};

/// All there is to write down.
pub(super) struct Recorded<'a> {
    pub plan: &'a Plan,
    pub listings: &'a [Listing],
    pub jobs: &'a [Job<'a>],
    /// By job.
    pub stamps: &'a [Stamp],
    pub statuses: &'a [SourceStatus],
    pub entries: &'a [Entry],
}

/// The small things that are read at every start.
#[derive(Serialize, Deserialize)]
struct Head {
    key: Vec<u8>,
    /// By source.
    counts: Vec<Counts>,
}

/// What [`SourceStatus`] counts.
#[derive(Serialize, Deserialize)]
pub(super) struct Counts {
    pub aids: usize,
    pub shadowed: usize,
    pub skipped: usize,
}

pub(super) fn put(recorded: &Recorded, sections: &mut Sections) {
    let counts = recorded.statuses.iter().map(|status| Counts {
        aids: status.count,
        shadowed: status.shadowed,
        skipped: status.skipped,
    });
    let head = Head {
        key: key(&recorded.plan.sources),
        counts: counts.collect(),
    };
    sections.put("head", encoded(&head));
    let looked_at = recorded
        .listings
        .iter()
        .flat_map(|listing| &listing.looked_at);
    put_stamped(
        looked_at.map(|(path, stamp)| (path.clone(), *stamp)),
        "folders",
        sections,
    );
    let files = recorded.jobs.iter().zip(recorded.stamps);
    let files = files.filter_map(|(job, stamp)| {
        let source = recorded.plan.sources.get(job.source)?;
        // The starter aids change with the program only.
        let inside = source.origin == Origin::Starter;
        (!inside).then(|| (source.file(job.path), *stamp))
    });
    put_stamped(files, "files", sections);
    put_entries(recorded, sections);
}

fn put_entries(recorded: &Recorded, sections: &mut Sections) {
    let (mut rows, mut ends, mut stamps) = (Vec::new(), Vec::new(), Vec::new());
    // Entries stand in the order of the jobs they came of.
    let mut jobs = recorded.jobs.iter().zip(recorded.stamps);
    for entry in recorded.entries {
        rows.extend(encoded(entry));
        ends.push(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        let is_its = |job: &Job| job.source == entry.source && job.path == entry.path;
        let stamp = jobs.find(|(job, _)| is_its(job)).map(|(_, stamp)| *stamp);
        stamps.extend(stamp.unwrap_or_default().to_bytes());
    }
    sections.put("entries", rows);
    sections.put_numbers("entries.ends", &ends);
    sections.put("entries.stamps", stamps);
}

/// What the file of an entry was before it was read; none of a starter aid.
pub(super) fn stamp_of(sections: &Sections, entry: usize) -> Option<Stamp> {
    let start = entry * Stamp::LENGTH;
    let blob = sections.get("entries.stamps");
    let bytes = blob.bytes(start..start + Stamp::LENGTH);
    let stamp = Stamp::from_bytes(bytes.as_ref().try_into().ok()?);
    (stamp != Stamp::default()).then_some(stamp)
}

/// Nothing of ours fails to be encoded; if it did, nothing is what could not be read again.
fn encoded(value: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(value).unwrap_or_default()
}

fn put_stamped(all: impl Iterator<Item = (PathBuf, Stamp)>, name: &str, sections: &mut Sections) {
    let (mut paths, mut ends, mut stamps) = (Vec::new(), Vec::new(), Vec::new());
    for (path, stamp) in all {
        paths.extend(path.as_os_str().as_encoded_bytes());
        ends.push(u32::try_from(paths.len()).unwrap_or(u32::MAX));
        stamps.extend(stamp.to_bytes());
    }
    sections.put(&format!("{name}.paths"), paths);
    sections.put_numbers(&format!("{name}.ends"), &ends);
    sections.put(&format!("{name}.stamps"), stamps);
}

/// What makes a library another one: which sources, in which order. Paths are absolute.
pub(super) fn key(sources: &[Source]) -> Vec<u8> {
    let mut key = Vec::new();
    for source in sources {
        let root = std::path::absolute(&source.root).unwrap_or_else(|_| source.root.clone());
        key.extend(source.origin.name().as_bytes());
        key.push(0);
        // As it was given, too: that is how files are named.
        for path in [&root, &source.root] {
            key.extend(path.as_os_str().as_encoded_bytes());
            key.push(0);
        }
    }
    key
}

/// The counts of each source, if the sections are those of these sources.
pub(super) fn counts(sections: &Sections, sources: &[Source]) -> Option<Vec<Counts>> {
    let head: Head = postcard::from_bytes(&sections.get("head").all()).ok()?;
    (head.key == key(sources)).then_some(head.counts)
}

/// Files or folders with what they were.
pub(super) struct Stamped {
    paths: Vec<u8>,
    ends: Blob,
    stamps: Vec<u8>,
}

impl Stamped {
    /// What was written as `name` (`files`, `folders`).
    pub(super) fn of(sections: &Sections, name: &str) -> Stamped {
        let all = |part: &str| sections.get(&format!("{name}.{part}"));
        Stamped {
            paths: all("paths").all().into_owned(),
            ends: all("ends").in_memory(),
            stamps: all("stamps").all().into_owned(),
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Path, Stamp)> {
        let (stamps, _) = self.stamps.as_chunks::<{ Stamp::LENGTH }>();
        stamps.iter().enumerate().filter_map(|(at, stamp)| {
            let path = self.paths.get(self.ends.span(at))?;
            Some((path_of(path)?, Stamp::from_bytes(stamp)))
        })
    }
}

/// How many files were looked at.
pub(super) fn count_files(sections: &Sections) -> usize {
    sections.get("files.ends").numbers_len()
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> Option<&Path> {
    use std::os::unix::ffi::OsStrExt;
    Some(Path::new(std::ffi::OsStr::from_bytes(bytes)))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> Option<&Path> {
    std::str::from_utf8(bytes).ok().map(Path::new)
}

/// The entries, each read when it is looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct Entries {
    rows: Blob,
    ends: Blob,
}

impl Entries {
    pub(super) fn of(sections: &Sections) -> Entries {
        Entries {
            rows: sections.get("entries"),
            ends: sections.get("entries.ends"),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.numbers_len()
    }

    pub(super) fn get(&self, at: usize) -> Option<Entry> {
        if at >= self.len() {
            return None;
        }
        postcard::from_bytes(&self.rows.bytes(self.ends.span(at))).ok()
    }
}
