//! All aids of all sources: entries for search and lists, one aid loaded when it is opened.

use std::path::PathBuf;

use crate::aid::{Aid, Entry};
use crate::diagnostic::Diagnostic;
use crate::source::Source;

/// The entries of all sources; of several with one id only the first source's.
#[derive(Debug, Clone, Default)]
pub struct Library {
    sources: Vec<SourceStatus>,
    entries: Vec<Entry>,
}

/// A source with what was found in it.
#[derive(Debug, Clone)]
pub struct SourceStatus {
    /// The source.
    pub source: Source,
    /// How many aids it gives, without those that an earlier source shadows.
    pub count: usize,
    /// How many of its aids an earlier source shadows.
    pub shadowed: usize,
    /// What was skipped or is wrong, files named.
    pub findings: Vec<Diagnostic>,
}

/// One aid, read and parsed anew.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// The aid.
    pub aid: Aid,
    /// What is wrong with it, file named.
    pub findings: Vec<Diagnostic>,
    /// The file as it is.
    pub raw: Vec<u8>,
}

/// Where a link inside the collection leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkTarget {
    /// Index into [`Library::entries`].
    pub entry: usize,
    /// `#anchor` of a procedure or section, without `#`.
    pub anchor: Option<String>,
}

impl Library {
    /// Reads all sources, several files at a time.
    pub fn open(sources: Vec<Source>) -> Library {
        let _ = sources;
        Library::default()
    }

    /// A library of entries that need no files (tests).
    pub fn of_entries(entries: Vec<Entry>) -> Library {
        Library {
            sources: Vec::new(),
            entries,
        }
    }

    /// All entries, hidden ones too ([`Entry::hidden`]); indices stay valid for this value.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The sources in order of precedence with counts and findings.
    pub fn sources(&self) -> &[SourceStatus] {
        &self.sources
    }

    /// The aid that answers to this name exactly: id, alias, file stem, title (case folded), in this order.
    pub fn named(&self, name: &str) -> Option<usize> {
        let _ = name;
        None
    }

    /// The file of an entry: the source's folder as given joined with the path below it.
    pub fn file(&self, entry: usize) -> PathBuf {
        let _ = entry;
        PathBuf::new()
    }

    /// Reads and parses the file of an entry.
    ///
    /// # Errors
    /// A finding that names the file when it can no longer be read.
    pub fn load(&self, entry: usize) -> Result<Loaded, Diagnostic> {
        let _ = entry;
        Ok(Loaded::default())
    }

    /// The aid that `target`, a link or id written in `from`, leads to; none when it leaves the collection.
    pub fn resolve(&self, from: usize, target: &str) -> Option<LinkTarget> {
        let _ = (from, target);
        None
    }
}
