//! All aids of all sources: entries for lists, an index for search, one aid loaded when it is opened.
//!
//! A library lies in sections of bytes ([`crate::store`]): in memory after its files were read, else
//! in an index on the disk. Both are looked at the same way, so both give the same answers. The
//! index is never trusted: whatever is wrong with it, the files are read instead (`cache`).

mod cache;
mod link;
mod open;
mod read;
mod record;
mod sheets;
mod shelf;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use crate::aid::{Aid, Entry, Format};
use crate::config::Wording;
use crate::diagnostic::{Code, Diagnostic, Position, Severity};
use crate::parse;
use crate::search::{Index, NameKind as Called, Names};
use crate::source::{NameKind, Source, name_kind, stamp};
use crate::store::{Sections, Store};
use cache::Check;
use record::{Counts, Entries, Stamped};

/// What a library is made of.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Where aids come from; of several with one id only the first source's is taken.
    pub sources: Vec<Source>,
    /// The folder for indexes; none for a library that is always read.
    pub cache: Option<PathBuf>,
    /// Words that mean the same.
    pub synonyms: Wording,
}

/// The entries of all sources; of several with one id only the first source's.
///
/// Entries stand in the order of their sources, and of their paths within one.
#[derive(Debug)]
pub struct Library {
    plan: Plan,
    sources: Vec<SourceStatus>,
    entries: Entries,
    names: Names,
    index: OnceLock<Index>,
    sections: Sections,
    /// The file that the sections lie in.
    store: Option<Arc<Store>>,
    /// When its files were read (nanoseconds since 1970); none when they were not.
    read_at: Option<i64>,
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
    /// How many files, links and folders that might be or hold aids were passed over.
    pub skipped: usize,
    /// What was skipped or is wrong, files named; empty when the files were not read now.
    pub findings: Vec<Diagnostic>,
}

impl SourceStatus {
    /// Whether the source itself cannot be read.
    pub fn has_trouble(&self) -> bool {
        self.findings.iter().any(|f| f.code == Code::Source)
    }
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

/// So many links of a page are looked at.
const LINKS_LOOKED_AT: usize = 1_000;

/// Where a link inside the collection leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkTarget {
    /// Number of the entry.
    pub entry: usize,
    /// `#anchor` of a procedure or section, without `#`.
    pub anchor: Option<String>,
}

impl Default for Library {
    fn default() -> Library {
        Library::of(&Plan::default(), Vec::new(), Sections::default())
    }
}

impl Library {
    /// The library as its index on the disk has it, if that holds; else its files are read, several at
    /// a time. `progress` is told now and then how many have been read so far.
    ///
    /// Folders are looked at each time, so that a new or deleted file is seen at once; files, in
    /// libraries of more than 2,000, once a minute: [`Library::is_current`] tells of one entry.
    pub fn open(plan: &Plan, now: SystemTime, progress: &mut dyn FnMut(usize)) -> Library {
        let cached = cache::open(plan, Check::Enough, now);
        cached.unwrap_or_else(|| Library::read(plan, now, progress))
    }

    /// The library as its index on the disk has it, unless [`Library::read`] gives another one now.
    pub fn unchanged(plan: &Plan, now: SystemTime) -> Option<Library> {
        cache::open(plan, Check::Everything, now)
    }

    /// The library as its index on the disk has it, whether that still holds or not: to have something
    /// to show at once.
    pub fn as_it_was(plan: &Plan, now: SystemTime) -> Option<Library> {
        cache::open(plan, Check::Nothing, now)
    }

    /// Reads all files anew. The only way to all findings.
    pub fn read(plan: &Plan, now: SystemTime, progress: &mut dyn FnMut(usize)) -> Library {
        open::read(plan, now, progress)
    }

    /// Writes the index of a library that was read to the disk, where that is worth it and possible;
    /// `now` is the clock.
    pub fn save(&self, now: fn() -> SystemTime) {
        if self.store.is_none() {
            cache::write(self, now);
        }
    }

    fn of_reading(
        plan: &Plan,
        sources: Vec<SourceStatus>,
        sections: Sections,
        now: SystemTime,
    ) -> Library {
        Library {
            read_at: Some(nanoseconds(now)),
            ..Library::of(plan, sources, sections)
        }
    }

    fn of_store(plan: &Plan, counts: &[Counts], sections: Sections, store: Arc<Store>) -> Library {
        let status = |(source, counts): (&Source, &Counts)| SourceStatus {
            source: source.clone(),
            count: counts.aids,
            shadowed: counts.shadowed,
            skipped: counts.skipped,
            findings: Vec::new(),
        };
        let sources = plan.sources.iter().zip(counts).map(status).collect();
        Library {
            store: Some(store),
            ..Library::of(plan, sources, sections)
        }
    }

    fn of(plan: &Plan, sources: Vec<SourceStatus>, sections: Sections) -> Library {
        Library {
            plan: plan.clone(),
            sources,
            entries: Entries::of(&sections),
            names: Names::of(&sections),
            index: OnceLock::new(),
            sections,
            store: None,
            read_at: None,
        }
    }

    /// Whether the index on the disk turned out to be damaged: what it said is not to be trusted.
    pub fn is_damaged(&self) -> bool {
        self.store.as_ref().is_some_and(|store| store.is_damaged())
    }

    /// Removes the index on the disk: the next one who looks reads the files.
    pub fn discard(&self) {
        cache::remove(&self.plan);
    }

    /// How many entries there are, hidden ones too ([`Entry::hidden`]).
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// An entry. Numbers stay valid for this value.
    pub fn entry(&self, at: usize) -> Option<Entry> {
        self.entries.get(at)
    }

    /// All entries, hidden ones too.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        (0..self.len()).filter_map(|at| self.entry(at))
    }

    /// The index for searching.
    pub fn index(&self) -> &Index {
        let index = || Index::of(&self.sections, &self.plan.synonyms);
        self.index.get_or_init(index)
    }

    /// The sources in order of precedence with counts and findings.
    pub fn sources(&self) -> &[SourceStatus] {
        &self.sources
    }

    /// How many files, links and folders of all sources were passed over.
    pub fn skipped(&self) -> usize {
        self.sources.iter().map(|status| status.skipped).sum()
    }

    /// The folders (and single files) in which a new or deleted aid would be seen.
    pub fn folders(&self) -> Vec<PathBuf> {
        let folders = Stamped::of(&self.sections, "folders");
        folders.iter().map(|(path, _)| path.to_path_buf()).collect()
    }

    /// Whether `other` is made of the same files and folders as this one, unchanged since.
    pub fn is_of(&self, other: &Library) -> bool {
        ["folders", "files"].iter().all(|name| {
            let [mine, others] = [self, other].map(|of| Stamped::of(&of.sections, name));
            mine.iter().eq(others.iter())
        })
    }

    /// Whether the file of an entry is as it was when it was read for this library.
    pub fn is_current(&self, entry: usize) -> bool {
        let was = record::stamp_of(&self.sections, entry);
        self.store.is_none() || was.is_none_or(|was| stamp(&self.file(entry)) == was)
    }

    /// The entry that answers to this name exactly: id, alias, file stem, title, in this order.
    ///
    /// Case, accents, and the difference between spaces, `-` and `_`, are ignored. Of several the one
    /// that is listed and is for the machine this program was built for is preferred.
    pub fn named(&self, name: &str) -> Option<usize> {
        let name = name.trim();
        let named = self.names.named(name);
        let mut as_written = named.iter().filter(|named| !named.respaced);
        let best = as_written.clone().next()?;
        // Of ids that are the same but for case and separators the very one is meant.
        let ids = as_written.by_ref().take_while(|n| n.kind == Called::Id);
        let is_it = |doc: u32| self.entry(doc as usize).is_some_and(|e| e.id == name);
        let very = ids.map(|named| named.doc).find(|doc| is_it(*doc));
        Some(very.unwrap_or(best.doc) as usize)
    }

    /// The entry with exactly this id.
    pub fn with_id(&self, id: &str) -> Option<usize> {
        let named = self.names.named(id).into_iter();
        let mut ids = named
            .filter(|n| n.kind == Called::Id)
            .map(|n| n.doc as usize);
        ids.find(|at| self.entry(*at).is_some_and(|entry| entry.id == id))
    }

    /// The file of an entry: the source's folder as given joined with the path below it.
    pub fn file(&self, entry: usize) -> PathBuf {
        let Some(entry) = self.entry(entry) else {
            return PathBuf::new();
        };
        match self.sources.get(entry.source) {
            Some(status) => status.source.file(&entry.path),
            None => entry.path,
        }
    }

    /// Reads and parses the file of an entry.
    ///
    /// # Errors
    /// A finding that names the file when it can no longer be read.
    pub fn load(&self, entry: usize) -> Result<Loaded, Diagnostic> {
        let file = self.file(entry);
        let found = self.entry(entry);
        let found = found.and_then(|entry| Some((self.sources.get(entry.source)?, entry)));
        let Some((status, entry)) = found else {
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
        if content.is_cut {
            parsed.forget_the_end();
        }
        // Two files of one source may parse to one id; the entry's is the one that opens this file.
        parsed.aid.id = entry.id;
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

    /// From a link written in `aid`, the entry `from`, to why nothing opens there, in a few words; none where
    /// something does. Only the first thousand are looked at: a page of nothing but links must not wait.
    pub fn dead_ends<'a>(
        &'a self,
        from: usize,
        aid: &'a Aid,
    ) -> impl Fn(&str) -> Option<&'static str> + 'a {
        let left = std::cell::Cell::new(LINKS_LOOKED_AT);
        move |target| {
            left.set(left.get().checked_sub(1)?);
            link::dead_end(self, from, aid, target)
        }
    }
}

/// Nanoseconds since 1970.
fn nanoseconds(time: SystemTime) -> i64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |d| i64::try_from(d.as_nanos()).unwrap_or(i64::MAX))
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
