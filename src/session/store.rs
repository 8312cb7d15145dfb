//! The folder in which everything is kept.

use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use jiff::Timestamp;

use super::history::{self, History};
use super::log;
use super::progress::Run;
use super::track::Track;
use super::values::{self, Values};
use super::{AidName, Surroundings};
use crate::aid::{StepKey, fingerprint};

/// The places looked through for unfinished aids: the ones touched last.
const LOOKED_THROUGH: usize = 200;

/// The state folder, and whose state it is. Cheap to clone; nothing is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Store {
    /// None: nothing is kept, nothing is read.
    folder: Option<PathBuf>,
    here: Surroundings,
    /// That is as it should be: nobody is told.
    off: bool,
}

/// An aid that was begun and neither finished nor given up.
pub type Unfinished = Run;

impl Store {
    /// The store in `folder` (jitt's state folder, which need not be there), for somebody who is `here`.
    pub fn new(folder: Option<PathBuf>, here: Surroundings) -> Store {
        Store {
            folder,
            here,
            off: false,
        }
    }

    /// A store that keeps nothing and reads nothing: for who does not want it.
    pub fn off(here: Surroundings) -> Store {
        Store {
            folder: None,
            here,
            off: true,
        }
    }

    /// Makes the folder in which places are watched for what other programs do. Where it cannot be made
    /// nothing is kept either, which is said when there is something to keep.
    pub fn prepare(&self) {
        if let Some(folder) = &self.folder {
            let _ = log::make_private(&folder.join("places"));
        }
    }

    /// The same store, for somebody who is elsewhere now.
    pub fn moved(&self, here: Surroundings) -> Store {
        Store {
            here,
            ..self.clone()
        }
    }

    /// Where somebody is now.
    pub fn here(&self) -> &Surroundings {
        &self.here
    }

    /// The place in an aid whose steps now are `page`, and what is wrong with what is kept of it.
    pub fn track(&self, aid: AidName, page: Vec<StepKey>) -> (Track, Vec<String>) {
        let folder = self.folder.as_ref();
        let folder = folder.map(|folder| folder.join("places").join(aid.folder_name()));
        let (mut track, mut said) =
            Track::open(folder, &self.log_name(), aid, self.here.clone(), page);
        track.off = self.off;
        said.extend(track.tidy());
        (track, said)
    }

    /// The run of an aid that goes on, looked at only.
    pub fn run(&self, aid: AidName) -> Option<Run> {
        let folder = self.folder.as_ref()?.join("places").join(aid.folder_name());
        let (track, _) = Track::open(
            Some(folder),
            &self.log_name(),
            aid,
            self.here.clone(),
            Vec::new(),
        );
        track.run().cloned()
    }

    /// The unfinished runs of all aids, the one touched last first; on this machine before others.
    pub fn unfinished(&self) -> Vec<Unfinished> {
        let runs = self.recent_tracks();
        let runs = runs.into_iter().filter_map(|track| track.run().cloned());
        let mut open: Vec<Run> = runs.collect();
        let elsewhere = |run: &Run| run.host != self.here.host;
        open.sort_by(|a, b| {
            elsewhere(a)
                .cmp(&elsewhere(b))
                .then(b.touched.cmp(&a.touched))
        });
        open
    }

    /// The runs of the places touched last, finished or not, the one touched last first.
    pub fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = self.recent_tracks().iter().flat_map(Track::runs).collect();
        // Of those touched in the same second the one begun later.
        runs.reverse();
        runs.sort_by_key(|run| std::cmp::Reverse(run.touched));
        runs
    }

    /// The places touched last, by the clock of the disk.
    fn recent_tracks(&self) -> Vec<Track> {
        let Some(folder) = &self.folder else {
            return Vec::new();
        };
        let places = fs::read_dir(folder.join("places"));
        let places = places.into_iter().flatten().flatten();
        let mut dated: Vec<(SystemTime, PathBuf)> = places
            .map(|place| (last_written(&place.path()), place.path()))
            .collect();
        dated.sort_by(|a, b| b.cmp(a));
        dated.truncate(LOOKED_THROUGH);
        let own = self.log_name();
        let open = |(_, path)| {
            let (here, aid) = (self.here.clone(), AidName::default());
            Track::open(Some(path), &own, aid, here, Vec::new()).0
        };
        dated.into_iter().map(open).collect()
    }

    /// Which aids are used.
    pub fn history(&self) -> History {
        let file = self
            .folder
            .as_ref()
            .map(|folder| folder.join("history.log"));
        file.map(history::read).unwrap_or_default()
    }

    /// Keeps that an aid was used.
    ///
    /// # Errors
    /// Why it is not kept.
    pub fn keep_use(&self, id: &str, now: Timestamp) -> std::io::Result<()> {
        match &self.folder {
            Some(folder) => history::add(folder.join("history.log"), id, now),
            None => Ok(()),
        }
    }

    /// The values last given for placeholders on this machine.
    pub fn values(&self) -> Values {
        let file = self.folder.as_ref().map(|folder| self.values_in(folder));
        file.map(values::read).unwrap_or_default()
    }

    /// Keeps a value given for the placeholder `name` of an aid. Never call it for a secret.
    ///
    /// # Errors
    /// Why it is not kept.
    pub fn keep_value(
        &self,
        aid: &str,
        name: &str,
        value: &str,
        now: Timestamp,
    ) -> std::io::Result<()> {
        match &self.folder {
            Some(folder) => values::add(self.values_in(folder), aid, name, value, now),
            None => Ok(()),
        }
    }

    fn values_in(&self, folder: &std::path::Path) -> PathBuf {
        folder.join("values").join(self.log_name())
    }

    /// The file of this machine.
    fn log_name(&self) -> String {
        format!("{}.log", file_name(&self.here.host))
    }
}

impl AidName {
    /// The name of its folder: readable, and told from all others by a fingerprint.
    fn folder_name(&self) -> String {
        let whole = format!("{}\0{}", self.root, self.id);
        let stem = self.id.rsplit('/').next().unwrap_or_default();
        format!("{}-{:016x}", slug(stem), fingerprint(whole.as_bytes()))
    }
}

/// A name as a file's: itself where that is safe, else with a fingerprint.
fn file_name(name: &str) -> String {
    let safe = slug(name);
    match safe == name {
        true => safe,
        false => format!("{safe}-{:016x}", fingerprint(name.as_bytes())),
    }
}

/// Letters, digits, `-` and `_`, at most 40.
fn slug(text: &str) -> String {
    let safe = |c: char| {
        if c.is_ascii_alphanumeric() || c == '_' {
            c
        } else {
            '-'
        }
    };
    let slug: String = text.chars().take(40).map(safe).collect();
    if slug.is_empty() {
        "-".to_string()
    } else {
        slug
    }
}

/// When one of its logs was last written.
fn last_written(place: &std::path::Path) -> SystemTime {
    let logs = fs::read_dir(place).into_iter().flatten().flatten();
    let times = logs.filter_map(|log| log.metadata().ok()?.modified().ok());
    times.max().unwrap_or(SystemTime::UNIX_EPOCH)
}
