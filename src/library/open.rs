//! Lists all sources, reads and parses their files on a few threads, and settles who owns which id.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::name::stem;
use super::shelf::{Placed, Shelf};
use super::{Library, SourceStatus, slash_path};
use crate::aid::Entry;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse;
use crate::source::{NameKind, Source, name_kind};

/// More threads than this only wait for the same disk.
const MOST_THREADS: usize = 4;

/// Files a thread takes at a time: enough to make the shared counter cheap.
const BATCH: usize = 64;

/// A file to read: index of its source, and its path below the root.
struct Job<'a> {
    source: usize,
    path: &'a Path,
}

/// What came of a job.
#[derive(Default)]
struct Outcome {
    entry: Option<Entry>,
    findings: Vec<Diagnostic>,
}

pub(super) fn open(sources: Vec<Source>, progress: &mut dyn FnMut(usize)) -> Library {
    let listings: Vec<_> = sources.iter().map(Source::list).collect();
    let jobs: Vec<Job> = listings
        .iter()
        .enumerate()
        .flat_map(|(source, listing)| listing.files.iter().map(move |path| Job { source, path }))
        .collect();
    let outcomes = read_all(&sources, &jobs, progress);
    let mut statuses: Vec<SourceStatus> = sources
        .iter()
        .zip(&listings)
        .map(|(source, listing)| SourceStatus {
            source: source.clone(),
            count: 0,
            shadowed: 0,
            findings: listing.findings.clone(),
        })
        .collect();
    let entries = settle(outcomes, &jobs, &mut statuses);
    Library::of_parts(statuses, entries)
}

/// The outcome of every job, in the order of the jobs.
fn read_all(sources: &[Source], jobs: &[Job], progress: &mut dyn FnMut(usize)) -> Vec<Outcome> {
    let next = AtomicUsize::new(0);
    let batch = || {
        let start = next.fetch_add(BATCH, Ordering::Relaxed);
        let jobs = jobs.get(start..)?;
        let jobs = jobs.get(..BATCH).unwrap_or(jobs);
        let outcomes: Vec<Outcome> = jobs.iter().map(|job| read(sources, job)).collect();
        (!outcomes.is_empty()).then_some((start, outcomes))
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let helpers = cores.min(MOST_THREADS).min(jobs.len().div_ceil(BATCH));
    let mut batches: Vec<(usize, Vec<Outcome>)> = thread::scope(|scope| {
        let work = || std::iter::from_fn(batch).collect::<Vec<_>>();
        // A thread that cannot be had (limits) is done without: this one works too.
        let threads: Vec<_> = (1..helpers)
            .filter_map(|_| thread::Builder::new().spawn_scoped(scope, work).ok())
            .collect();
        let mut batches = Vec::new();
        while let Some(done) = batch() {
            batches.push(done);
            progress(next.load(Ordering::Relaxed).min(jobs.len()));
        }
        for thread in threads {
            match thread.join() {
                Ok(done) => batches.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        batches
    });
    progress(jobs.len());
    batches.sort_by_key(|(start, _)| *start);
    batches
        .into_iter()
        .flat_map(|(_, outcomes)| outcomes)
        .collect()
}

fn read(sources: &[Source], job: &Job) -> Outcome {
    let Some(source) = sources.get(job.source) else {
        return Outcome::default();
    };
    // A file without an extension may be anything; one that was given by itself is meant.
    let file = source.file(job.path);
    let doubtful = name_kind(job.path) == NameKind::Perhaps && file != source.root;
    let content = match source.read(job.path) {
        Ok(content) => content,
        Err(finding) if doubtful && finding.code == Code::HostileText => return Outcome::default(),
        Err(finding) => {
            return Outcome {
                entry: None,
                findings: vec![finding],
            };
        }
    };
    let path = slash_path(job.path);
    if doubtful && !parse::is_aid(&path, &content.bytes) {
        return Outcome::default();
    }
    let parsed = parse::parse(&path, &content.bytes);
    let mut entry = Entry::of(&parsed.aid);
    entry.path = job.path.to_path_buf();
    entry.source = job.source;
    entry.hidden |= is_index(job.path) || is_licence(job.path);
    let mut findings = content.findings;
    findings.extend(parsed.findings.into_iter().map(|mut finding| {
        finding.file.clone_from(&file);
        finding
    }));
    Outcome {
        entry: Some(entry),
        findings,
    }
}

/// A page about its folder: `README.md`, `index.md`, `_index.md`.
pub(super) fn is_index(path: &Path) -> bool {
    let stem = stem(path);
    ["readme", "index", "_index"]
        .iter()
        .any(|name| stem.eq_ignore_ascii_case(name))
}

/// The licence of a collection, by the custom of capital letters: `license.md` may be about a command.
fn is_licence(path: &Path) -> bool {
    matches!(stem(path).as_str(), "LICENSE" | "LICENCE")
}

/// The entries that can be reached, and each source's counts and findings.
fn settle(outcomes: Vec<Outcome>, jobs: &[Job], statuses: &mut [SourceStatus]) -> Vec<Entry> {
    let mut shelf = Shelf::default();
    for (outcome, job) in outcomes.into_iter().zip(jobs) {
        let Some(status) = statuses.get_mut(job.source) else {
            continue;
        };
        status.findings.extend(outcome.findings);
        let Some(entry) = outcome.entry else {
            continue;
        };
        let (path, hidden) = (entry.path.clone(), entry.hidden);
        let (placed, findings) = shelf.place(entry);
        let file = status.source.file(&path);
        status
            .findings
            .extend(findings.into_iter().map(|mut finding| {
                finding.file.clone_from(&file);
                finding
            }));
        if !hidden {
            match placed {
                Placed::Kept => status.count += 1,
                Placed::Shadowed => status.shadowed += 1,
            }
        }
    }
    shelf.into_entries()
}
