//! What must hold of kept state: nothing confirmed is lost, whatever happens around it.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use tempfile::TempDir;

use super::*;
use crate::aid::{Mark, StepKey, fingerprint};

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder can be made")
}

fn on(host: &str, folder: &Path) -> Store {
    let here = Surroundings {
        user: "ada".to_string(),
        host: host.to_string(),
        folder: "/srv".to_string(),
        ..Surroundings::default()
    };
    Store::new(Some(folder.to_path_buf()), here)
}

fn key(step: usize) -> StepKey {
    StepKey {
        content: fingerprint(step.to_string().as_bytes()),
        nth: 0,
    }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).expect("a time")
}

fn seen(step: usize) -> Seen {
    Seen {
        key: key(step),
        number: (step + 1).to_string(),
        of: 100,
    }
}

fn marked(step: usize, mark: Mark) -> Change {
    let marked = Marked {
        key: key(step),
        number: (step + 1).to_string(),
        text: format!("Do thing {}", step + 1),
        mark,
        reason: String::new(),
    };
    Change::Mark {
        steps: vec![marked],
        next: seen(step + 1),
        finished: false,
    }
}

fn done(step: usize) -> Change {
    marked(step, Mark::Done)
}

fn disk_full() -> AidName {
    AidName {
        id: "ops/disk full".to_string(),
        title: "Free the disk".to_string(),
        root: "/srv/aids".to_string(),
    }
}

fn track(store: &Store) -> Track {
    let (track, said) = store.track(disk_full(), vec![key(0), key(1)]);
    assert_eq!(said, Vec::<String>::new());
    track
}

#[track_caller]
fn keep(track: &mut Track, change: Change) {
    track.keep(&change, at(1000)).expect("it is kept");
}

fn done_steps(track: &Track) -> usize {
    let marks = track.run().map(|run| run.marks.values());
    marks.map_or(0, |marks| marks.filter(|mark| **mark == Mark::Done).count())
}

/// The one log of the one place.
fn log(folder: &Path) -> PathBuf {
    let place = fs::read_dir(folder.join("places")).expect("there is a place");
    let place = place.flatten().next().expect("there is a place").path();
    place.join("web3.log")
}

#[test]
fn a_place_is_found_again_as_it_was_left() {
    let folder = folder();
    let store = on("web3", folder.path());
    let mut first = track(&store);
    assert_eq!(first.run(), None);
    keep(&mut first, Change::At(seen(5)));
    assert_eq!(first.run(), None, "looking is no beginning");
    keep(&mut first, done(0));
    keep(&mut first, marked(1, Mark::Skipped));
    keep(&mut first, Change::At(seen(4)));
    let again = track(&store);
    assert_eq!(again.run(), first.run());
    let run = again.run().expect("it was begun");
    assert_eq!(run.mark(key(1)), Mark::Skipped);
    assert_eq!(run.current, Some(seen(4)));
    assert_eq!((run.here.host.as_str(), run.page.len()), ("web3", 2));
    assert_eq!(store.unfinished().len(), 1);
}

#[test]
fn marks_are_taken_back_over_a_restart() {
    let folder = folder();
    let store = on("web3", folder.path());
    let mut first = track(&store);
    keep(&mut first, done(0));
    keep(&mut first, marked(0, Mark::Skipped));
    let mut again = track(&store);
    keep(&mut again, Change::Undo { next: seen(0) });
    assert_eq!(again.run().map(|run| run.mark(key(0))), Some(Mark::Done));
    keep(&mut again, Change::Undo { next: seen(0) });
    let run = again.run().expect("it was begun");
    assert_eq!((run.mark(key(0)), run.undo.len()), (Mark::Open, 0));
    assert_eq!(run.history.len(), 4);
}

#[test]
fn a_reason_is_taken_back_with_its_mark() {
    let folder = folder();
    let mut track = track(&on("web3", folder.path()));
    let skipped = |why: &str| {
        let Change::Mark {
            mut steps,
            next,
            finished,
        } = marked(0, Mark::Skipped)
        else {
            unreachable!("it is a mark");
        };
        steps
            .iter_mut()
            .for_each(|step| step.reason = why.to_string());
        Change::Mark {
            steps,
            next,
            finished,
        }
    };
    let reason = |track: &Track| track.run().map(|run| run.reason(key(0)).to_string());
    for (change, said) in [
        (skipped("A"), "A"),
        (skipped("B"), "B"),
        (done(0), ""),
        (Change::Undo { next: seen(0) }, "B"),
        (Change::Undo { next: seen(0) }, "A"),
        (skipped("C"), "C"),
        (Change::Undo { next: seen(0) }, "A"),
        (Change::Undo { next: seen(0) }, ""),
    ] {
        keep(&mut track, change);
        assert_eq!(reason(&track).as_deref(), Some(said));
    }
}

#[test]
fn what_is_finished_or_given_up_starts_fresh_and_is_still_told_of() {
    let folder = folder();
    let store = on("web3", folder.path());
    let mut first = track(&store);
    let Change::Mark { steps, next, .. } = done(0) else {
        unreachable!("done is a mark");
    };
    let last = Change::Mark {
        steps,
        next,
        finished: true,
    };
    keep(&mut first, last);
    let shown = first.run().and_then(|run| run.finished);
    assert_eq!(shown, Some(at(1000)), "it stays on the screen");
    let mut second = track(&store);
    assert_eq!(second.run(), None);
    keep(&mut second, done(0));
    keep(&mut second, Change::Reset);
    assert_eq!(second.run(), None);
    assert_eq!(track(&store).run(), None);
    assert_eq!(second.runs().len(), 2);
    assert_eq!(store.unfinished(), Vec::new());
    assert_eq!(store.runs().first().map(|run| run.given_up), Some(true));
}

#[test]
fn a_write_cut_at_any_byte_loses_no_earlier_mark() {
    let folder = folder();
    let store = on("web3", folder.path());
    let mut whole = track(&store);
    keep(&mut whole, done(0));
    let before = fs::read(log(folder.path())).expect("it was written").len();
    keep(&mut whole, done(1));
    let bytes = fs::read(log(folder.path())).expect("it was written");
    drop(whole);
    for cut in before..bytes.len() {
        fs::write(log(folder.path()), &bytes[..cut]).expect("it can be written");
        let mut again = track(&store);
        // Only the line end is missing: it may count or not.
        let least = done_steps(&again);
        assert!(least == 1 || cut == bytes.len() - 1, "cut at {cut}");
        keep(&mut again, done(2));
        assert!(done_steps(&again) >= 2, "cut at {cut}");
        let (last, _) = store.track(disk_full(), Vec::new());
        let marked = |step| last.run().map(|run| run.mark(key(step)));
        assert_eq!(marked(0), Some(Mark::Done), "cut at {cut}");
        assert_eq!(marked(2), Some(Mark::Done), "cut at {cut}");
    }
}

#[test]
fn damage_costs_only_its_own_line_is_set_aside_and_named_once() {
    let folder = folder();
    let store = on("web3", folder.path());
    let mut first = track(&store);
    for step in 0..3 {
        keep(&mut first, done(step));
    }
    let path = log(folder.path());
    let text = fs::read_to_string(&path).expect("it was written");
    fs::write(&path, text.replace("Do thing 2", "Do thing X")).expect("it can be written");
    let (again, said) = store.track(disk_full(), Vec::new());
    assert_eq!(done_steps(&again), 2);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].contains("cannot be read and is set aside"),
        "{said:?}"
    );
    let aside = fs::read_to_string(path.with_extension("damaged")).expect("it is kept");
    assert!(aside.contains("Do thing X"));
    let (mut last, said) = store.track(disk_full(), Vec::new());
    assert_eq!(said, Vec::<String>::new());
    keep(&mut last, done(1));
    assert_eq!(done_steps(&last), 3);
    // A program that had it open goes on in the file that is there now.
    keep(&mut first, done(7));
    assert_eq!(done_steps(&track(&store)), 4);
}

#[test]
fn any_bytes_in_its_place_are_survived() {
    let folder = folder();
    let store = on("web3", folder.path());
    keep(&mut track(&store), done(0));
    let path = log(folder.path());
    let good = fs::read(&path).expect("it was written");
    let noise: Vec<u8> = (0..4000u32).map(|n| (n * n / 7) as u8).collect();
    for bytes in [
        &b""[..],
        b"\0",
        b"\n\n\n",
        b"1 0 {}",
        &noise,
        &good[..good.len() / 2],
    ] {
        fs::write(&path, bytes).expect("it can be written");
        let (mut again, _) = store.track(disk_full(), Vec::new());
        keep(&mut again, done(1));
        assert!(done_steps(&store.track(disk_full(), Vec::new()).0) >= 1);
    }
}

#[test]
fn lines_of_a_newer_jitt_stay_and_are_told_of() {
    let folder = folder();
    let store = on("web3", folder.path());
    keep(&mut track(&store), done(0));
    let path = log(folder.path());
    let json = "{\"new\":true}";
    let newer = format!("2 {:016x} {json}\n", fingerprint(json.as_bytes()));
    let mut file = OpenOptions::new().append(true).open(&path).expect("open");
    file.write_all(newer.as_bytes()).expect("it can be written");
    file.write_all(b"noise\n").expect("it can be written");
    let (mut again, said) = store.track(disk_full(), Vec::new());
    assert!(said[0].contains("newer jitt"), "{said:?}");
    keep(&mut again, done(1));
    let text = fs::read_to_string(&path).expect("it is there");
    assert!(text.contains(json) && !text.contains("noise"), "{text}");
    assert_eq!(done_steps(&again), 2);
}

#[test]
fn many_writers_at_once_lose_nothing() {
    let folder = folder();
    let store = on("web3", folder.path());
    keep(&mut track(&store), done(1000));
    let writers: Vec<_> = (0..6)
        .map(|writer| {
            let store = store.clone();
            std::thread::spawn(move || {
                let (mut own, _) = store.track(disk_full(), Vec::new());
                for step in 0..25 {
                    // On a busy machine it may not get its turn in time; then it is tried again with the next.
                    let _ = own.keep(&done(writer * 100 + step), at(1000));
                }
                while own.waits() {
                    let _ = own.keep(&Change::Page(Vec::new()), at(1000));
                }
            })
        })
        .collect();
    for writer in writers {
        writer.join().expect("it only writes");
    }
    let last = track(&store);
    assert_eq!(done_steps(&last), 6 * 25 + 1);
    let runs = last.runs();
    assert_eq!(runs.len(), 1);
    assert_eq!(runs[0].undo.len(), 6 * 25 + 1);
}

#[test]
fn two_that_begin_at_once_are_in_one_run_and_see_each_other() {
    let folder = folder();
    let store = on("web3", folder.path());
    let (mut pane, mut popup) = (track(&store), track(&store));
    keep(&mut pane, done(0));
    keep(&mut popup, done(1));
    assert_eq!(pane.refresh(), Ok(true));
    assert_eq!(pane.refresh(), Ok(false));
    assert_eq!(pane.run(), popup.run());
    assert_eq!((done_steps(&pane), pane.runs().len()), (2, 1));
    keep(&mut popup, Change::Reset);
    assert_eq!(pane.refresh(), Ok(true));
    assert_eq!(pane.run(), None);
}

#[test]
fn another_machine_goes_on_where_the_first_was_left_and_may_finish() {
    let folder = folder();
    let (web3, web1) = (on("web3", folder.path()), on("web1", folder.path()));
    let mut first = track(&web3);
    keep(&mut first, done(0));
    let mut second = track(&web1);
    let run = second.run().expect("it is offered");
    assert_eq!(
        (run.here.host.as_str(), run.host.as_str()),
        ("web3", "web3")
    );
    keep(&mut second, done(1));
    let run = second.run().expect("it goes on");
    assert_eq!(
        (run.here.host.as_str(), run.host.as_str()),
        ("web3", "web1")
    );
    assert_eq!(first.refresh(), Ok(true));
    assert_eq!(done_steps(&first), 2);
    let names: Vec<_> = run.history.iter().map(|past| past.host.as_str()).collect();
    assert_eq!(names, ["web3", "web1"]);
    keep(&mut second, Change::Reset);
    assert_eq!(track(&web3).run(), None);
}

#[test]
fn a_clock_that_jumps_changes_no_order() {
    let folder = folder();
    let store = on("web3", folder.path());
    let mut first = track(&store);
    for (step, seconds) in [(0, 4_000_000_000), (1, -5_000_000_000), (2, 7), (0, 3)] {
        let mark = if seconds == 3 { Mark::Open } else { Mark::Done };
        first
            .keep(&marked(step, mark), at(seconds))
            .expect("it is kept");
    }
    let again = track(&store);
    assert_eq!(again.run(), first.run());
    let run = again.run().expect("it was begun");
    assert_eq!(run.mark(key(0)), Mark::Open);
    assert_eq!(run.current, Some(seen(1)));
    let times: Vec<i64> = run.history.iter().map(|past| past.at.as_second()).collect();
    assert_eq!(times, [4_000_000_000, -5_000_000_000, 7, 3]);
}

#[test]
fn where_nothing_can_be_written_it_is_said_and_goes_on_in_memory() {
    let folder = folder();
    let file = folder.path().join("file");
    fs::write(&file, "x").expect("it can be written");
    for state in [Some(file.clone()), Some(file.join("below")), None] {
        let here = on("web3", folder.path()).here().clone();
        let store = Store::new(state.clone(), here);
        let (mut own, _) = store.track(disk_full(), Vec::new());
        let why = own.keep(&done(0), at(1)).expect_err("nothing is there");
        assert!(why.contains("file") || why.contains("no home"), "{why}");
        assert!(own.keep(&done(1), at(2)).is_err());
        assert_eq!(done_steps(&own), 2);
        assert_eq!(store.unfinished(), Vec::new());
        assert!(store.history().is_empty());
        let kept = store.keep_use("tar", at(1));
        assert_eq!(kept.is_ok(), state.is_none());
    }
}

#[test]
fn what_could_not_be_written_is_written_as_soon_as_it_can_be() {
    let folder = folder();
    let state = folder.path().join("state");
    fs::write(&state, "in the way").expect("it can be written");
    let store = on("web3", &state);
    let (mut own, _) = store.track(disk_full(), Vec::new());
    for step in 0..3 {
        assert!(own.keep(&done(step), at(1)).is_err());
    }
    fs::remove_file(&state).expect("it was there");
    keep(&mut own, done(3));
    assert_eq!(done_steps(&own), 4);
    let again = track(&store);
    assert_eq!(again.run(), own.run());
}

#[test]
fn a_link_or_a_pipe_in_the_place_of_a_log_is_not_written_through() {
    let folder = folder();
    let store = on("web3", folder.path());
    keep(&mut track(&store), done(0));
    let path = log(folder.path());
    let victim = folder.path().join("victim");
    fs::write(&victim, "mine").expect("it can be written");
    fs::remove_file(&path).expect("it was there");
    std::os::unix::fs::symlink(&victim, &path).expect("a link can be made");
    let (mut own, said) = store.track(disk_full(), Vec::new());
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(own.keep(&done(1), at(1)).is_err());
    assert_eq!(fs::read(&victim).expect("it is there"), b"mine");
}

#[test]
fn a_program_that_holds_the_lock_and_sleeps_stops_nobody() {
    let folder = folder();
    let store = on("web3", folder.path());
    let mut own = track(&store);
    keep(&mut own, done(0));
    let file = fs::File::open(log(folder.path())).expect("it is there");
    let held = rustix::fs::flock(&file, rustix::fs::FlockOperation::LockExclusive);
    held.expect("nobody holds it");
    let why = own.keep(&done(1), at(2)).expect_err("it is held");
    assert!(why.contains("another program holds it"), "{why}");
    assert_eq!(done_steps(&own), 2);
    drop(file);
    keep(&mut own, done(2));
    assert_eq!(done_steps(&track(&store)), 3);
}

#[test]
fn a_log_that_has_grown_large_loses_old_runs_and_no_open_one() {
    let folder = folder();
    let store = on("web3", folder.path());
    let mut own = track(&store);
    let long = |step| {
        let Change::Mark { steps, next, .. } = done(step) else {
            unreachable!("done is a mark");
        };
        let text = "x".repeat(4000);
        let steps = steps.into_iter();
        let steps = steps.map(|step| Marked {
            text: text.clone(),
            ..step
        });
        Change::Mark {
            steps: steps.collect(),
            next,
            finished: false,
        }
    };
    for _ in 0..300 {
        keep(&mut own, long(0));
        keep(&mut own, Change::Reset);
    }
    keep(&mut own, done(0));
    let before = fs::metadata(log(folder.path())).expect("it is there").len();
    let again = track(&store);
    let after = fs::metadata(log(folder.path())).expect("it is there").len();
    assert!(after < before / 4, "{after} of {before}");
    assert_eq!(again.run(), own.run());
    keep(&mut own, done(1));
    assert_eq!(done_steps(&track(&store)), 2);
}

proptest::proptest! {
    #[test]
    fn what_is_kept_is_read_back_whatever_the_texts(
        text in "\\PC{0,30}", reason in "[\\x00-\\x7fé]{0,20}", host in "\\PC{0,60}", steps in 1..6usize,
    ) {
        let folder = folder();
        let store = on(&host, folder.path());
        let (mut own, _) = store.track(disk_full(), Vec::new());
        for step in 0..steps {
            let Change::Mark { steps, next, .. } = done(step) else { unreachable!("a mark") };
            let steps = steps.into_iter().map(|step| Marked {
                text: text.clone(),
                reason: reason.clone(),
                ..step
            });
            let change = Change::Mark { steps: steps.collect(), next, finished: false };
            proptest::prop_assert_eq!(own.keep(&change, at(step as i64)), Ok(()));
        }
        let (again, said) = store.track(disk_full(), Vec::new());
        proptest::prop_assert!(said.is_empty(), "{said:?}");
        proptest::prop_assert_eq!(again.run(), own.run());
    }
}
