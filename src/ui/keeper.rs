//! Keeps places while the browser runs: what it says about an aid, and what it is told about it.
//!
//! The [`super::App`] knows no file; it says what changed ([`Effect::Keep`](super::action::Effect::Keep))
//! and hears what is kept ([`News::Kept`]).

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::Timestamp;

use super::action::{Kept, News};
use crate::aid::step_keys;
use crate::library::{Library, Loaded};
use crate::session::{AidName, Change, Store, Track, Unsynced};
use crate::source::Origin;

/// Places of so many aids stay at hand: the one shown, and some that one comes back to.
const AT_HAND: usize = 4;

/// Reads the place in an aid that was just loaded.
pub fn track(
    store: &Store,
    library: &Library,
    entry: usize,
    loaded: &Loaded,
) -> (Track, Vec<String>) {
    let page = step_keys(&loaded.aid).into_values().collect();
    let name = AidName {
        id: loaded.aid.id.clone(),
        title: loaded.aid.title.clone(),
        root: root_of(library, entry),
    };
    store.track(name, page)
}

/// The whole, real path of the folder of an entry's source; empty for the aids inside the program.
pub fn root_of(library: &Library, entry: usize) -> String {
    let entry = library.entry(entry);
    let status = entry
        .as_ref()
        .and_then(|entry| library.sources().get(entry.source));
    let Some(source) = status.map(|status| &status.source) else {
        return String::new();
    };
    if source.origin == Origin::Starter {
        return String::new();
    }
    let real = std::fs::canonicalize(&source.root);
    let whole = real.or_else(|_| std::path::absolute(&source.root));
    whole
        .unwrap_or_else(|_| source.root.clone())
        .display()
        .to_string()
}

/// The places that are open.
#[derive(Debug, Default)]
pub struct Keeper {
    /// By the aid's id; the one opened last is the last.
    tracks: Vec<(String, Track)>,
}

impl Keeper {
    /// Takes in the place of an aid that was just loaded, and says what is kept of it.
    pub fn open(&mut self, (track, said): (Track, Vec<String>)) -> News {
        let id = track.aid().id.clone();
        let known = self.tracks.iter().position(|(known, _)| *known == id);
        let mut track = match known.map(|at| self.tracks.remove(at).1) {
            // What it could not write yet is only there.
            Some(known) if known.aid() == track.aid() && known.waits() => known,
            _ => track,
        };
        // It was read a while ago: a mark may have come since. What cannot be read was said then.
        let _ = track.refresh();
        let news = kept(&track, said);
        self.tracks.push((id, track));
        while self.tracks.len() > AT_HAND
            && let Some(at) = self.tracks.iter().position(|(_, track)| !track.waits())
            && at + 1 < self.tracks.len()
        {
            self.tracks.remove(at);
        }
        news
    }

    /// Keeps a change of an aid's place, and says what is kept then.
    pub fn keep(&mut self, id: &str, change: &Change, now: Timestamp) -> Option<News> {
        let (_, track) = self.tracks.iter_mut().find(|(known, _)| known == id)?;
        let outcome = track.keep(change, now);
        Some(News::Kept(Box::new(Kept {
            aid: id.to_string(),
            run: track.run().cloned(),
            apart: track.apart().cloned(),
            said: Vec::new(),
            trouble: outcome.err(),
        })))
    }

    /// What the aid opened last has in common with these files' folders was changed by another program:
    /// reads it, and says what is kept now if that is something else.
    pub fn changed(&mut self, files: &BTreeSet<PathBuf>) -> Option<News> {
        let (_, track) = self.tracks.last_mut()?;
        let folder = track.folder()?;
        if !files.iter().any(|file| file.starts_with(folder)) {
            return None;
        }
        let before = track.apart().map(|run| run.id.clone());
        // A log that cannot be read just now is read with the next change.
        let changed = track.refresh().unwrap_or(false);
        let other = before.as_ref() != track.apart().map(|run| &run.id);
        (changed || other).then(|| kept(track, Vec::new()))
    }

    /// The folder in which other programs change the place of the aid opened last.
    pub fn folder(&self) -> Option<PathBuf> {
        self.tracks.last()?.1.folder().cloned()
    }

    /// What was kept of an aid and may not be on the disk yet.
    pub fn unsynced(&self, id: &str) -> Option<Unsynced> {
        let (_, track) = self.tracks.iter().find(|(known, _)| known == id)?;
        track.unsynced()
    }
}

fn kept(track: &Track, said: Vec<String>) -> News {
    News::Kept(Box::new(Kept {
        aid: track.aid().id.clone(),
        run: track.run().cloned(),
        apart: track.apart().cloned(),
        said,
        trouble: None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aid::{Mark, StepKey};
    use crate::session::{Marked, Seen, Surroundings};

    #[test]
    fn a_mark_made_after_the_page_was_read_is_shown_all_the_same() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let store = Store::new(Some(folder.path().to_path_buf()), Surroundings::default());
        let key = StepKey { content: 7, nth: 0 };
        let name = || AidName {
            id: "disk".to_string(),
            title: "Free the disk".to_string(),
            root: String::new(),
        };
        let mark = |mark| Change::Mark {
            steps: vec![Marked {
                key,
                number: "1".to_string(),
                text: "Look".to_string(),
                mark,
                reason: String::new(),
            }],
            next: Seen {
                key,
                number: "1".to_string(),
                of: 1,
            },
            finished: false,
        };
        let mut keeper = Keeper::default();
        keeper.open(store.track(name(), vec![key]));
        keeper.keep("disk", &mark(Mark::Done), Timestamp::UNIX_EPOCH);
        // Read again by the worker; the person marks a step before the loop hears of it.
        let read = store.track(name(), vec![key]);
        keeper.keep("disk", &mark(Mark::Skipped), Timestamp::UNIX_EPOCH);
        let News::Kept(kept) = keeper.open(read) else {
            panic!("it says what is kept");
        };
        assert_eq!(kept.run.map(|run| run.mark(key)), Some(Mark::Skipped));
    }
}
