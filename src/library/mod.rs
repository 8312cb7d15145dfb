//! All aids of all sources: entries for search and lists, one aid loaded when it is opened.

mod link;
mod name;
mod open;
mod read;
mod sheets;
mod shelf;

use std::path::{Path, PathBuf};

use crate::aid::{Aid, Entry, Format};
use crate::diagnostic::{Code, Diagnostic, Position, Severity};
use crate::parse;
use crate::source::{NameKind, Source, name_kind};

/// The entries of all sources; of several with one id only the first source's.
#[derive(Debug, Clone, Default)]
pub struct Library {
    sources: Vec<SourceStatus>,
    entries: Vec<Entry>,
    /// Indices of `entries` sorted by source and path.
    by_path: Vec<usize>,
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
        open::open(sources, &mut |_| {})
    }

    /// As [`Library::open`], telling now and then how many files have been read so far.
    pub fn open_with_progress(sources: Vec<Source>, progress: &mut dyn FnMut(usize)) -> Library {
        open::open(sources, progress)
    }

    fn of_parts(sources: Vec<SourceStatus>, entries: Vec<Entry>) -> Library {
        let mut by_path: Vec<usize> = (0..entries.len()).collect();
        let key = |index: &usize| entries.get(*index).map(|entry| (entry.source, &entry.path));
        by_path.sort_by(|a, b| key(a).cmp(&key(b)));
        Library {
            sources,
            entries,
            by_path,
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

    /// The aid that answers to this name exactly: id, alias, file stem, title, in this order.
    ///
    /// Case, and the difference between spaces, `-` and `_`, are ignored. Of several the one for the
    /// machine this program was built for is preferred, then the one of the first source.
    pub fn named(&self, name: &str) -> Option<usize> {
        name::find(&self.entries, name, std::env::consts::OS)
    }

    /// The file of an entry: the source's folder as given joined with the path below it.
    pub fn file(&self, entry: usize) -> PathBuf {
        let Some(entry) = self.entries.get(entry) else {
            return PathBuf::new();
        };
        match self.sources.get(entry.source) {
            Some(status) => status.source.file(&entry.path),
            None => entry.path.clone(),
        }
    }

    /// Reads and parses the file of an entry.
    ///
    /// # Errors
    /// A finding that names the file when it can no longer be read.
    pub fn load(&self, entry: usize) -> Result<Loaded, Diagnostic> {
        let file = self.file(entry);
        let found = self.entries.get(entry);
        let found = found.and_then(|entry| Some((entry, self.sources.get(entry.source)?)));
        let Some((entry, status)) = found else {
            let message = "belongs to no source";
            let mut finding = Diagnostic::new(
                Code::Unreadable,
                Severity::Error,
                Position::default(),
                message,
            );
            finding.file = file;
            return Err(finding);
        };
        let content = status.source.read_again(&entry.path)?;
        let mut path = slash_path(&entry.path);
        if entry.format == Format::Cheat && name_kind(&entry.path) == NameKind::Perhaps {
            path = sheets::as_sheet(&path);
        }
        let mut parsed = parse::parse(&path, &content.bytes);
        // Two files of one source may parse to one id; the entry's is the one that opens this file.
        parsed.aid.id.clone_from(&entry.id);
        let mut findings = content.findings;
        findings.extend(of_file(&file, parsed.findings));
        Ok(Loaded {
            aid: parsed.aid,
            findings,
            raw: content.bytes,
        })
    }

    /// The aid that `target`, a link or id written in `from`, leads to; none when it leaves the collection.
    pub fn resolve(&self, from: usize, target: &str) -> Option<LinkTarget> {
        link::resolve(self, from, target)
    }
}

/// A path below a root with `/` between its parts, as the parser and ids have it. What is not UTF-8
/// becomes U+FFFD.
fn slash_path(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Findings with the file that they are about.
fn of_file(file: &Path, findings: Vec<Diagnostic>) -> impl Iterator<Item = Diagnostic> {
    findings.into_iter().map(|mut finding| {
        finding.file = file.to_path_buf();
        finding
    })
}

#[cfg(test)]
mod tests;
