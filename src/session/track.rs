//! The place in one aid: its logs of all machines, followed and added to.

use std::fs;
use std::path::PathBuf;

use jiff::Timestamp;

use super::log::{Log, News, Unsynced};
use super::progress::{Change, Event, Record, Run, Written, runs};
use super::{AidName, Surroundings};
use crate::aid::StepKey;

/// A log larger than this loses its oldest runs when it is opened (bytes): some thousand marks.
const LARGE: u64 = 1 << 20;
/// So many runs stay then.
const RUNS_KEPT: usize = 40;

/// The place in one aid. Each machine appends to a log of its own, because a network folder has no
/// atomic append between machines; all are read.
#[derive(Debug)]
pub struct Track {
    aid: AidName,
    here: Surroundings,
    /// The steps of the page as it is now.
    page: Vec<StepKey>,
    /// None where there is no folder to keep anything in.
    folder: Option<PathBuf>,
    /// The first one is this machine's.
    logs: Vec<Followed>,
    /// What could not be written yet.
    waiting: Vec<Record>,
    /// What is written and was not read back yet: it counts all the same.
    unread: Vec<Record>,
    /// The run that is shown, even when it is finished.
    following: Option<String>,
    run: Option<Run>,
    /// The last run of another machine that goes on beside it.
    apart: Option<Run>,
    /// Nothing is to be kept.
    pub(super) off: bool,
}

#[derive(Debug)]
struct Followed {
    log: Log<Record>,
    records: Vec<Record>,
}

impl Followed {
    fn at(path: PathBuf) -> Followed {
        Followed {
            log: Log::at(path),
            records: Vec::new(),
        }
    }

    fn take(&mut self, news: News<Record>) {
        if news.anew {
            self.records.clear();
        }
        self.records.extend(news.records);
    }
}

impl Track {
    /// Reads what is known of `aid`, with what is wrong, a sentence each: the place is then in memory
    /// alone, or goes on without what cannot be read. `page` are its steps now, in order.
    pub(super) fn open(
        folder: Option<PathBuf>,
        own: &str,
        aid: AidName,
        here: Surroundings,
        page: Vec<StepKey>,
    ) -> (Track, Vec<String>) {
        let own = folder.as_ref().map(|folder| folder.join(own));
        let mut track = Track {
            aid,
            here,
            page,
            logs: own.into_iter().map(Followed::at).collect(),
            folder,
            waiting: Vec::new(),
            unread: Vec::new(),
            following: None,
            run: None,
            apart: None,
            off: false,
        };
        let said = track.read_logs();
        let runs = track.runs();
        // This machine's own run first, then the last one of any.
        let open = || runs.iter().rev().filter(|run| run.is_open());
        let host = &track.here.host;
        let chosen = open().find(|run| run.host == *host).or(open().next());
        track.following = chosen.map(|run| run.id.clone());
        track.run = chosen.cloned();
        track.apart = track.apart_of(&runs);
        (track, said)
    }

    /// Sets aside what cannot be read, so that it is said once, and drops the oldest runs of a log that has
    /// grown large. Says what was wrong.
    pub(super) fn tidy(&mut self) -> Vec<String> {
        let said = self.mend();
        self.shorten();
        said
    }

    /// The folder that other programs write the place into, to be watched.
    pub fn folder(&self) -> Option<&PathBuf> {
        self.folder.as_ref()
    }

    /// Which aid it is about.
    pub fn aid(&self) -> &AidName {
        &self.aid
    }

    /// The run that goes on, or was just finished.
    pub fn run(&self) -> Option<&Run> {
        self.run.as_ref()
    }

    /// A run on another machine that goes on since the one followed was begun, or while there is none:
    /// whoever opened the aid on two machines before the first mark has two, and nothing joins them.
    pub fn apart(&self) -> Option<&Run> {
        self.apart.as_ref()
    }

    fn apart_of(&self, runs: &[Run]) -> Option<Run> {
        let own = self.run.as_ref();
        let beside = |run: &&Run| {
            run.is_open()
                && run.host != self.here.host
                && Some(&run.id) != self.following.as_ref()
                && own.is_none_or(|own| own.is_open() && run.touched >= own.begun)
        };
        runs.iter().rev().find(beside).cloned()
    }

    /// All runs that are known, in the order in which they were begun.
    pub fn runs(&self) -> Vec<Run> {
        runs(self.records())
    }

    /// All that is known: read, written, still to be written.
    fn records(&self) -> impl Iterator<Item = &Record> {
        let read = self.logs.iter().flat_map(|followed| &followed.records);
        read.chain(&self.unread).chain(&self.waiting)
    }

    /// Reads what others did since. Says whether the run is another one now.
    ///
    /// # Errors
    /// Why a log cannot be read, naming it.
    pub fn refresh(&mut self) -> Result<bool, String> {
        let said = self.read_logs();
        let before = self.run.take();
        self.follow();
        match said.into_iter().next() {
            Some(why) => Err(why),
            None => Ok(self.run != before),
        }
    }

    /// Keeps a change, at once: when this returns, no kill can take it back. In memory it counts even
    /// where it cannot be written; it is tried again with the next one.
    ///
    /// # Errors
    /// Why it is not kept.
    pub fn keep(&mut self, change: &Change, now: Timestamp) -> Result<(), String> {
        if let Change::Page(page) = change {
            self.page.clone_from(page);
        }
        let locked = self.lock();
        self.follow();
        let records = self.records_for(change, now);
        if let Some(last) = records.last() {
            self.following = Some(last.run.clone());
        }
        self.waiting.extend(records);
        let kept = locked.and_then(|()| self.commit());
        // What cannot be read just now is read with the next change.
        let _ = self.read_logs();
        self.follow();
        match self.off {
            true => Ok(()),
            false => kept,
        }
    }

    /// Whether something of it could not be written yet.
    pub fn waits(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// What was kept and may not be on the disk yet.
    pub fn unsynced(&self) -> Option<Unsynced> {
        self.logs.first()?.log.unsynced()
    }

    /// Locks this machine's log, everything of it read.
    fn lock(&mut self) -> Result<(), String> {
        let Some(own) = self.logs.first_mut() else {
            return Err("there is no home folder to keep it in".to_string());
        };
        let news = own.log.begin().map_err(|error| trouble(&own.log, &error))?;
        own.take(news);
        self.unread.clear();
        Ok(())
    }

    /// Writes what waits and unlocks.
    fn commit(&mut self) -> Result<(), String> {
        let Some(own) = self.logs.first_mut() else {
            return Ok(());
        };
        let written = own.log.commit(&self.waiting);
        written.map_err(|error| trouble(&own.log, &error))?;
        self.unread.append(&mut self.waiting);
        Ok(())
    }

    /// The records that make a change: with the beginning of a run where there is none yet.
    fn records_for(&self, change: &Change, now: Timestamp) -> Vec<Record> {
        let last = self.records().map(|record| record.n).max();
        let mut n = last.unwrap_or(0);
        let mut record = |run: &str, event| {
            n += 1;
            Record {
                n,
                run: run.to_string(),
                t: now.as_second(),
                host: self.here.host.clone(),
                event,
            }
        };
        let event = event_of(change);
        match (&self.run, &event) {
            (Some(run), _) => vec![record(&run.id, event)],
            (None, Event::Mark { .. } | Event::Fill { .. }) => {
                let (micros, process) = (now.as_microsecond(), std::process::id());
                let run = format!("{micros:x}-{process:x}-{:x}", last.unwrap_or(0));
                let begin = Event::Begin {
                    id: self.aid.id.clone(),
                    title: self.aid.title.clone(),
                    root: self.aid.root.clone(),
                    here: self.here.clone(),
                    page: self.page.iter().copied().map(Written).collect(),
                };
                vec![record(&run, begin), record(&run, event)]
            }
            // Of an aid that is not begun there is nothing to keep.
            (None, _) => Vec::new(),
        }
    }

    /// The run followed, as it is now; one that was given up makes room for the last open one.
    fn follow(&mut self) {
        let runs = self.runs();
        let followed = runs
            .iter()
            .position(|run| !run.given_up && Some(&run.id) == self.following.as_ref());
        let open = || {
            runs.iter()
                .rposition(|run| run.is_open() && run.host == self.here.host)
        };
        let at = followed.or_else(open);
        self.run = at.and_then(|at| runs.get(at).cloned());
        self.following = self.run.as_ref().map(|run| run.id.clone());
        self.apart = self.apart_of(&runs);
    }

    /// Reads on in all logs, also those of machines that appeared since; what is wrong is said.
    fn read_logs(&mut self) -> Vec<String> {
        let paths = self.folder.iter().flat_map(|folder| logs_in(folder));
        for path in paths.collect::<Vec<_>>() {
            if !self.logs.iter().any(|known| known.log.path() == path) {
                self.logs.push(Followed::at(path));
            }
        }
        let mut said = Vec::new();
        for (at, followed) in self.logs.iter_mut().enumerate() {
            match followed.log.refresh() {
                Ok(news) => {
                    followed.take(news);
                    // Our own stand in it, however it was cut since.
                    if at == 0 {
                        self.unread.clear();
                    }
                }
                Err(error) => said.push(trouble(&followed.log, &error)),
            }
        }
        said
    }

    /// Lines that cannot be read are set aside, and named once.
    fn mend(&mut self) -> Vec<String> {
        let mut said = Vec::new();
        for followed in &mut self.logs {
            let path = followed.log.path().display().to_string();
            if followed.log.newer() > 0 {
                said.push(format!(
                    "{path} was also written by a newer jitt; what this one does not know stays there"
                ));
            }
            if followed.log.damaged() > 0 {
                said.push(format!(
                    "a part of {path} cannot be read and is set aside as .damaged; the rest counts"
                ));
            }
        }
        if let Some(own) = self.logs.first_mut().filter(|own| own.log.damaged() > 0) {
            // Where it cannot be mended it is said again the next time.
            let _ = own.log.rewrite(|records| records);
        }
        said
    }

    /// Drops the oldest runs of a log that has grown large.
    fn shorten(&mut self) {
        let Some(own) = self.logs.first_mut() else {
            return;
        };
        let large = fs::metadata(own.log.path()).is_ok_and(|file| file.len() > LARGE);
        if large {
            // Where it cannot be written it is only long.
            let _ = own.log.rewrite(|records| {
                let known = runs(&records);
                let old = known
                    .iter()
                    .rev()
                    .skip(RUNS_KEPT)
                    .filter(|run| !run.is_open());
                let old: Vec<&str> = old.map(|run| run.id.as_str()).collect();
                let mut kept = records.clone();
                kept.retain(|record| !old.contains(&record.run.as_str()));
                kept
            });
        }
    }
}

fn event_of(change: &Change) -> Event {
    match change.clone() {
        Change::Mark {
            steps,
            next,
            finished,
        } => Event::Mark {
            steps,
            next,
            finished,
        },
        Change::Undo { next } => Event::Undo { next },
        Change::Fill { values, next } => Event::Fill { values, next },
        Change::At(next) => Event::At { next },
        Change::Page(page) => Event::Page {
            page: page.into_iter().map(Written).collect(),
        },
        Change::Reset => Event::Reset {},
    }
}

/// The logs of all machines in the folder of an aid.
fn logs_in(folder: &std::path::Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut logs: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "log"))
        .collect();
    logs.sort();
    logs
}

fn trouble(log: &Log<Record>, error: &std::io::Error) -> String {
    format!("{}: {error}", log.path().display())
}
