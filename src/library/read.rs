//! Reads and parses files on a few threads.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use super::name::{is_index, is_licence};
use super::sheets::{self, Look};
use super::{of_file, slash_path};
use crate::aid::{Entry, Format};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse;
use crate::source::{NameKind, Source, name_kind};

/// More threads than this only wait for the same disk.
const MOST_THREADS: usize = 4;

/// Files a thread takes at a time: enough to make the shared counter cheap.
const BATCH: usize = 64;

/// Longer files than this (bytes) are parsed one at a time: what they take until they are entries must
/// not add up.
const LONG: usize = 256 << 10;

/// A file to read: index of its source, and its path below the root.
pub(super) struct Job<'a> {
    pub source: usize,
    pub path: &'a Path,
}

/// What came of a job.
#[derive(Default)]
pub(super) struct Outcome {
    pub entry: Option<Entry>,
    pub findings: Vec<Diagnostic>,
    /// How it looks, where its name leaves open whether it is an aid.
    pub look: Option<Look>,
}

/// The outcome of every job, in the order of the jobs.
pub(super) fn read_all(
    sources: &[Source],
    jobs: &[Job],
    progress: &mut dyn FnMut(usize),
) -> Vec<Outcome> {
    let next = AtomicUsize::new(0);
    let turn = Mutex::new(());
    let batch = || {
        let start = next.fetch_add(BATCH, Ordering::Relaxed);
        let jobs = jobs.get(start..)?;
        let jobs = jobs.get(..BATCH).unwrap_or(jobs);
        let outcomes: Vec<Outcome> = jobs.iter().map(|job| read(sources, job, &turn)).collect();
        (!outcomes.is_empty()).then_some((start, outcomes))
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let workers = cores.min(MOST_THREADS).min(jobs.len().div_ceil(BATCH));
    let mut batches: Vec<(usize, Vec<Outcome>)> = thread::scope(|scope| {
        let work = || std::iter::from_fn(batch).collect::<Vec<_>>();
        // A thread that cannot be had (limits) is done without: this one works too.
        let threads: Vec<_> = (1..workers)
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

/// Waits until no other thread parses a long file, if this is one.
fn own_turn<'a>(turn: &'a Mutex<()>, bytes: &[u8]) -> Option<MutexGuard<'a, ()>> {
    // It guards no data, so a panic of another thread spoils nothing.
    (bytes.len() > LONG).then(|| turn.lock().unwrap_or_else(PoisonError::into_inner))
}

fn read(sources: &[Source], job: &Job, turn: &Mutex<()>) -> Outcome {
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
                findings: vec![finding],
                ..Outcome::default()
            };
        }
    };
    let _turn = own_turn(turn, &content.bytes);
    let path = slash_path(job.path);
    let mut parsed = parse::parse(&path, &content.bytes);
    let is_sheet = matches!(parsed.aid.format, Format::Cheat | Format::Navi);
    let look = doubtful.then(|| sheets::look(job.path, &content.bytes, is_sheet));
    if look == Some(Look::Other) {
        return Outcome::default();
    }
    if look == Some(Look::Unclear) {
        parsed = parse::parse(&sheets::as_sheet(&path), &content.bytes);
    }
    let mut entry = Entry::of(&parsed.aid);
    entry.path = job.path.to_path_buf();
    entry.source = job.source;
    entry.hidden |= is_index(job.path) || is_licence(job.path);
    let mut findings = content.findings;
    findings.extend(of_file(&file, parsed.findings));
    Outcome {
        entry: Some(entry),
        findings,
        look,
    }
}
