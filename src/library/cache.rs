//! The index on the disk: where it is, whether it still holds, and writing it.

use std::path::PathBuf;
use std::thread;
use std::time::{Duration, SystemTime};

use foldhash::quality::FixedState;
use std::hash::BuildHasher;

use super::record::{self, Stamped};
use super::{Library, Plan, SourceStatus, nanoseconds};
use crate::source::{Origin, stamp};
use crate::store::{self, Store};

/// A library of fewer files is read in less time than it takes to tell.
const WORTH_WRITING: usize = 50;
/// In libraries of so many files every file is looked at each time: that takes a few milliseconds.
const FEW: usize = 2_000;
/// In larger ones it is done when the last time is so long ago; folders are looked at each time.
const NOW_AND_THEN: Duration = Duration::from_secs(60);
/// So many libraries (sets of sources) have an index.
const MOST: usize = 32;
/// File times advance in steps of up to so much (Linux at 100 ticks a second).
const TICK: i64 = 10_000_000;
/// Of file systems that count in seconds, FAT's step is the largest.
const COARSE_TICK: i64 = 2_000_000_000;
const SECOND: i64 = 1_000_000_000;

/// What the file must be written by: this very program, since another one may read pages otherwise.
fn version() -> u64 {
    let build = env!("JITT_BUILD");
    u64::from_str_radix(build, 16).unwrap_or(0)
}

/// How much is looked at before an index is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Check {
    /// Nothing: somebody else will look in a moment.
    Nothing,
    /// Folders; files too, where they are few or were not looked at for a while.
    Enough,
    /// All folders and files.
    Everything,
}

/// The library as it was written, if it still holds.
pub(super) fn open(plan: &Plan, check: Check, now: SystemTime) -> Option<Library> {
    let path = path(plan)?;
    let (store, sections) = Store::open(&path, version())?;
    let counts = record::counts(&sections, &plan.sources)?;
    let files = record::count_files(&sections);
    let holds = |name: &str| {
        let stamped = Stamped::of(&sections, name);
        stamped.iter().all(|(path, was)| stamp(path) == was)
    };
    let look_at_files = match check {
        Check::Nothing => false,
        Check::Everything => true,
        Check::Enough => files <= FEW || !is_recent(&store, now),
    };
    if check != Check::Nothing && !holds("folders") {
        return None;
    }
    if look_at_files {
        if !holds("files") {
            return None;
        }
        store.touch(now);
    }
    (!store.is_damaged()).then(|| Library::of_store(plan, &counts, sections, store))
}

/// Whether all files were looked at a moment ago. A time that is to come was set by a wrong clock.
fn is_recent(store: &Store, now: SystemTime) -> bool {
    let time = store.time();
    let age = time.and_then(|time| now.duration_since(time).ok());
    age.is_some_and(|age| age < NOW_AND_THEN)
}

/// Removes the index of these sources.
pub(super) fn remove(plan: &Plan) {
    if let Some(path) = path(plan) {
        let _ = std::fs::remove_file(path);
    }
}

/// Writes the library down, if it is large enough to be worth it and was read without trouble that
/// must be told again. That it may not be possible (full or read-only disk) is no harm.
///
/// A file that was changed within the same tick of the clock in which it was read can have changed
/// once more without a trace: then a tick is waited for and everything is read again.
pub(super) fn write(library: &Library, now: fn() -> SystemTime) {
    // What was typed for this run is told each time.
    let is_given = |status: &&SourceStatus| status.source.origin == Origin::Given;
    let mut given = library.sources.iter().filter(is_given);
    let trouble = given.any(SourceStatus::has_trouble);
    if record::count_files(&library.sections) < WORTH_WRITING || trouble {
        return;
    }
    match unsettled_for(library, now()) {
        None => write_settled(library, now()),
        Some(tick) if tick > TICK => {}
        Some(tick) => {
            thread::sleep(Duration::from_nanos(tick.unsigned_abs()));
            let again = super::open::read(&library.plan, now(), &mut |_| {});
            if unsettled_for(&again, now()).is_none() {
                write_settled(&again, now());
            }
        }
    }
}

fn write_settled(library: &Library, now: SystemTime) {
    if let Some(path) = path(&library.plan)
        && store::write(&path, version(), &library.sections).is_ok()
    {
        store::remove_old(&path, MOST, now);
    }
}

/// The longest tick of those within which something was changed while, or just before, the files were
/// read (nanoseconds); `now` is after that.
fn unsettled_for(library: &Library, now: SystemTime) -> Option<i64> {
    let read_at = library.read_at?;
    let until = nanoseconds(now);
    let all = ["folders", "files"].map(|name| Stamped::of(&library.sections, name));
    let stamps = all.iter().flat_map(Stamped::iter);
    let unsettled = stamps.filter_map(|(_, stamp)| {
        let changed = stamp.changed();
        let tick = if changed % SECOND == 0 {
            COARSE_TICK
        } else {
            TICK
        };
        // A time to come was made by a clock that has been set back: it will not be made again.
        let young = (read_at - tick..=until.max(read_at) + tick).contains(&changed);
        (young && changed != 0).then_some(tick)
    });
    unsettled.max()
}

/// Where the index of these sources lies.
fn path(plan: &Plan) -> Option<PathBuf> {
    // Of nothing but the starter aids there is none.
    plan.sources.iter().find(|s| s.origin != Origin::Starter)?;
    let name = FixedState::default().hash_one(record::key(&plan.sources));
    Some(plan.cache.as_ref()?.join(format!("{name:016x}.index")))
}
