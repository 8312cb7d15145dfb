//! Reads, parses and digests files on a few threads.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use super::sheets::{self, Look};
use super::{of_file, slash_path};
use crate::aid::{Aid, Entry, Format, Texts};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse;
use crate::search::{At, Digest, is_index, path_stem};
use crate::source::{NameKind, Source, Stamp, name_kind, stamp};

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
    /// The entry, and where it was digested.
    pub entry: Option<(Entry, At)>,
    /// The file before it was read.
    pub stamp: Stamp,
    pub findings: Vec<Diagnostic>,
    /// How it looks, where its name leaves open whether it is an aid.
    pub look: Option<Look>,
}

/// The outcome of every job, in the order of the jobs, and the digests of the threads.
pub(super) fn read_all(
    sources: &[Source],
    jobs: &[Job],
    progress: &mut dyn FnMut(usize),
) -> (Vec<Outcome>, Vec<Digest>) {
    let next = AtomicUsize::new(0);
    let turn = Mutex::new(());
    let worker = |number| Worker {
        sources,
        jobs,
        next: &next,
        turn: &turn,
        number,
        digest: Digest::default(),
        batches: Vec::new(),
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let workers = cores.min(MOST_THREADS).min(jobs.len().div_ceil(BATCH));
    let (mut batches, digests) = thread::scope(|scope| {
        // A thread that cannot be had (limits) is done without: this one works too.
        let threads: Vec<_> = (1..workers)
            .filter_map(|number| {
                let mut worker = worker(number);
                let work = move || {
                    while worker.batch() {}
                    worker
                };
                thread::Builder::new().spawn_scoped(scope, work).ok()
            })
            .collect();
        let mut this = worker(0);
        while this.batch() {
            progress(next.load(Ordering::Relaxed).min(jobs.len()));
        }
        let mut batches = this.batches;
        let mut digests = vec![(0, this.digest)];
        for thread in threads {
            match thread.join() {
                Ok(done) => {
                    batches.extend(done.batches);
                    digests.push((done.number, done.digest));
                }
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        (batches, in_places(digests))
    });
    progress(jobs.len());
    batches.sort_by_key(|(start, _)| *start);
    let outcomes = batches.into_iter().flat_map(|(_, outcomes)| outcomes);
    (outcomes.collect(), digests)
}

/// Each digest at its worker's number; a worker that could not be had leaves an empty one.
fn in_places(digests: Vec<(usize, Digest)>) -> Vec<Digest> {
    let mut places = Vec::new();
    for (number, digest) in digests {
        places.resize_with(places.len().max(number + 1), Digest::default);
        if let Some(place) = places.get_mut(number) {
            *place = digest;
        }
    }
    places
}

/// One thread's part of the work.
struct Worker<'a> {
    sources: &'a [Source],
    jobs: &'a [Job<'a>],
    next: &'a AtomicUsize,
    /// Who parses a long file has it.
    turn: &'a Mutex<()>,
    number: usize,
    digest: Digest,
    /// The first job of each batch, and what came of its jobs.
    batches: Vec<(usize, Vec<Outcome>)>,
}

impl Worker<'_> {
    /// Does the next batch; false when there is none.
    fn batch(&mut self) -> bool {
        let start = self.next.fetch_add(BATCH, Ordering::Relaxed);
        let jobs = self.jobs.get(start..).unwrap_or(&[]);
        let jobs = jobs.get(..BATCH).unwrap_or(jobs);
        let outcomes: Vec<Outcome> = jobs.iter().map(|job| self.read(job)).collect();
        let any = !outcomes.is_empty();
        self.batches.push((start, outcomes));
        any
    }

    /// Waits until no other thread parses a long file, if this is one.
    fn own_turn(&self, bytes: &[u8]) -> Option<MutexGuard<'_, ()>> {
        // It guards no data, so a panic of another thread spoils nothing.
        let turn = || self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        (bytes.len() > LONG).then(turn)
    }

    fn read(&mut self, job: &Job) -> Outcome {
        let Some(source) = self.sources.get(job.source) else {
            return Outcome::default();
        };
        // A file without an extension may be anything; one that was given by itself is meant.
        let file = source.file(job.path);
        let doubtful = name_kind(job.path) == NameKind::Perhaps && file != source.root;
        let content = match source.read(job.path) {
            Ok(content) => content,
            Err(finding) => {
                let is_binary = finding.code == Code::HostileText;
                return Outcome {
                    stamp: stamp(&file),
                    findings: if doubtful && is_binary {
                        Vec::new()
                    } else {
                        vec![finding]
                    },
                    ..Outcome::default()
                };
            }
        };
        let mut outcome = Outcome {
            stamp: content.stamp.unwrap_or_default(),
            ..Outcome::default()
        };
        let turn = self.own_turn(&content.bytes);
        let path = slash_path(job.path);
        let mut parsed = parse::parse_to_search(&path, &content.bytes);
        let is_sheet = matches!(parsed.aid.format, Format::Cheat | Format::Navi);
        outcome.look = doubtful.then(|| sheets::look(job.path, &content.bytes, is_sheet));
        if outcome.look == Some(Look::Other) {
            return outcome;
        }
        if outcome.look == Some(Look::Unclear) {
            parsed = parse::parse_to_search(&sheets::as_sheet(&path), &content.bytes);
        }
        drop(turn);
        if content.is_cut {
            parsed.forget_the_end();
        }
        outcome.findings = content.findings;
        outcome.findings.extend(of_file(&file, parsed.findings));
        outcome.entry = Some(self.digest(job, &parsed.aid));
        outcome
    }

    fn digest(&mut self, job: &Job, aid: &Aid) -> (Entry, At) {
        let mut entry = Entry::of(aid);
        entry.path = job.path.to_path_buf();
        entry.source = job.source;
        entry.hidden |= is_index(job.path) || is_licence(job.path);
        let at = self.digest.add(&entry, &Texts::of(aid));
        (entry, (self.number, at))
    }
}

/// The licence of a collection, by the custom of capital letters: `license.md` may be about a command.
fn is_licence(path: &Path) -> bool {
    matches!(path_stem(path).as_str(), "LICENSE" | "LICENCE")
}
