//! The store where the disk fails: full, read-only, or no file may grow. Answers still come, what cannot be kept
//! is said, and no mark kept before is lost. The disks are made in a namespace of the test's own; where none can
//! be had (`unshare`, Linux), and without `strace`, which makes single system calls fail, less is tested.

#[allow(dead_code, reason = "other tests need more of it")]
mod common;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use common::{Pane, write_aid};
use tempfile::TempDir;

const STEPS: usize = 60;

fn aids() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let steps: String = (1..=STEPS)
        .map(|number| format!("{number}. Do part {number}.\n"))
        .collect();
    write_aid(
        folder.path(),
        "long.md",
        &format!("# A long aid\n\n{steps}"),
    );
    folder
}

fn can_mount() -> bool {
    let mount = "mount -t tmpfs -o size=64k none /mnt";
    let done = Command::new("unshare")
        .args(["-rm", "sh", "-c", mount])
        .output();
    done.is_ok_and(|done| done.status.success())
}

/// jitt three times with the same state: as it is, with the fault, as it is again. Between them stands what
/// makes the fault and what mends it.
fn three_times(folder: &TempDir, make: &str, mend: &str) -> Pane {
    let (here, program) = (folder.path().display(), env!("CARGO_BIN_EXE_jitt"));
    let state = format!("{here}/state");
    let open = format!("'{program}' --dir '{here}' -i long");
    let shown = format!("'{program}' --dir '{here}' long >'{here}/answer'; echo answered:$?");
    let inner = format!(
        "set -e; mount -t tmpfs -o size=64k none '{state}'; export XDG_STATE_HOME='{state}'; \
         {open}; cd '{state}'; {make}; {shown}; {open}; {mend}; {open}; echo over"
    );
    fs::create_dir(folder.path().join("state")).expect("a folder can be made");
    let script = format!("unshare -rm sh -c \"{inner}\"");
    Pane::run(&script, 80, 75)
}

fn open(pane: &mut Pane) {
    pane.wait_for(&format!("Do part {STEPS}."));
    pane.wait_for("F1 help");
    pane.send("\r");
    pane.wait_for("? help");
}

fn done(screen: &str) -> usize {
    screen.lines().filter(|line| line.contains('✓')).count()
}

/// Ticks one step with a sound disk, many with a broken one, one more after that. Says how many of those many
/// were kept.
fn ticked_through(make: &str, mend: &str) -> usize {
    let folder = aids();
    let mut pane = three_times(&folder, make, mend);
    open(&mut pane);
    pane.send(" ");
    pane.wait_for("1 done");
    pane.send("\x03");
    pane.wait_for("answered:0");
    open(&mut pane);
    pane.wait_for("1 done");
    let mut shown = 1;
    while !pane
        .text()
        .contains("not kept, only here as long as this window")
    {
        assert!(shown < 40, "it is never said:\n{}", pane.text());
        pane.send(" ");
        shown += 1;
        pane.wait("the mark is shown", |screen| {
            done(&screen.contents()) == shown
        });
    }
    let kept = shown - 1;
    pane.send("  ");
    pane.wait("marks go on in memory", |screen| {
        done(&screen.contents()) == shown + 2
    });
    assert!(pane.text().contains("not kept"), "it stays in view");
    pane.send("\x03");
    open(&mut pane);
    pane.wait(
        "what was kept before the fault, and nothing else",
        |screen| done(&screen.contents()) == kept,
    );
    pane.send(" ");
    pane.wait("it goes on", |screen| done(&screen.contents()) == kept + 1);
    pane.send("\x03");
    pane.wait_for("over");
    let answer = fs::read_to_string(folder.path().join("answer"));
    let answer = answer.expect("it was written");
    assert!(answer.contains("1. Do part 1."), "{answer}");
    kept
}

#[test]
fn a_full_disk_costs_no_mark_that_was_kept_and_is_said() {
    if can_mount() {
        // Some more had room in the block that the log had begun.
        let kept = ticked_through(
            "dd if=/dev/zero of=fill bs=1k 2>dd.log || true",
            "rm -f fill",
        );
        assert!(kept < 30, "{kept}");
    }
}

#[test]
fn a_read_only_disk_costs_no_mark_and_is_said() {
    if can_mount() {
        let remount = |how: &str| format!("mount -o remount,{how} none $XDG_STATE_HOME");
        let remount = |how: &str| remount(how).replace('$', "\\$");
        assert_eq!(ticked_through(&remount("ro"), &remount("rw")), 1);
    }
}

#[test]
fn where_no_file_may_grow_the_answer_comes_all_the_same() {
    let folder = aids();
    let (here, program) = (folder.path().display(), env!("CARGO_BIN_EXE_jitt"));
    // The use is kept, so something is written: with --dir nothing would be.
    let script = format!(
        "export XDG_STATE_HOME='{here}/state' JITT_PATH='{here}'; ulimit -f 0; '{program}' long; echo status:$?; \
         ls -l '{here}/state/jitt'"
    );
    let pane = Pane::run(&script, 80, 75);
    pane.wait_for("status:0");
    assert!(pane.text().contains("60. Do part 60."), "{}", pane.text());
    pane.wait_for("history.log");
    let kept = fs::metadata(folder.path().join("state/jitt/history.log"));
    assert_eq!(kept.map(|kept| kept.len()).ok(), Some(0), "it was tried");
}

#[test]
fn where_no_file_may_grow_a_mark_is_said_to_be_unkept() {
    let folder = aids();
    let (here, program) = (folder.path().display(), env!("CARGO_BIN_EXE_jitt"));
    let script = format!(
        "export XDG_STATE_HOME='{here}/state' JITT_LINEAR=1; ulimit -f 0; '{program}' --dir '{here}' -i long; \
         echo status:$?"
    );
    let mut pane = Pane::run(&script, 80, 75);
    pane.wait_for("number, or other words:");
    pane.send("1\n");
    pane.wait_for("1 of 60, Enter for the next:");
    pane.send("done\n");
    pane.wait_for("not kept, only until you leave: ");
    pane.wait_for("2 of 60, Enter for the next:");
    pane.send("q\n");
    pane.wait_for("status:0");
}

/// What reads and writes a place's log, with an error that each may give.
const CALLS: [(&str, &str); 7] = [
    ("openat", "EMFILE"),
    ("statx", "EIO"),
    ("flock", "ENOLCK"),
    ("lseek", "EIO"),
    ("read", "EIO"),
    ("write", "ENOSPC"),
    ("fdatasync", "EIO"),
];

/// The plain lines of an aid with one mark kept already, on which one call after the other fails.
struct Traced {
    folder: TempDir,
    log: PathBuf,
    /// What the log held before.
    base: Vec<u8>,
}

impl Traced {
    /// None where nothing can be traced.
    fn begin() -> Option<Traced> {
        let traces = Command::new("strace")
            .args(["-o", "/dev/null", "true"])
            .output();
        traces.ok().filter(|traces| traces.status.success())?;
        let folder = aids();
        let mut traced = Traced {
            folder,
            log: PathBuf::new(),
            base: Vec::new(),
        };
        let mut pane = traced.run("", &["done"]);
        pane.send("q\n");
        pane.wait_for("over");
        let places = fs::read_dir(traced.path("state/jitt/places")).expect("it was made");
        let place = places.flatten().next().expect("the aid's").path();
        traced.log = place.join("web3.log");
        traced.base = fs::read(&traced.log).expect("it was written");
        Some(traced)
    }

    fn path(&self, below: &str) -> PathBuf {
        let root = fs::canonicalize(self.folder.path()).expect("it is there");
        root.join(below)
    }

    /// jitt in plain lines below `tracer`, these lines typed after the aid is opened.
    fn run(&self, tracer: &str, lines: &[&str]) -> Pane {
        let (here, program) = (self.path(""), env!("CARGO_BIN_EXE_jitt"));
        let here = here.display();
        let script = format!(
            "export XDG_STATE_HOME='{here}state' JITT_HOST=web3 JITT_LINEAR=1; \
             {tracer} '{program}' --dir '{here}' -i long; echo over"
        );
        let mut pane = Pane::run(&script, 80, 120);
        pane.wait_for("number, or other words:");
        pane.send("1\n");
        for line in lines {
            pane.wait("a prompt", |screen| at_prompt(&screen.contents()));
            if ended(&pane.text()) {
                break;
            }
            let before = pane.text();
            pane.send(&format!("{line}\n"));
            pane.wait("an answer", |screen| {
                screen.contents().len() > before.len() + line.len() + 2
            });
        }
        pane.wait("the last answer", |screen| at_prompt(&screen.contents()));
        pane
    }

    /// The steps that are marked in the log.
    fn kept(&self) -> Vec<usize> {
        let output = Command::new(env!("CARGO_BIN_EXE_jitt"))
            .args(["--log"])
            .env_clear()
            .env("HOME", self.folder.path())
            .env("XDG_STATE_HOME", self.path("state"))
            .output()
            .expect("jitt runs");
        let log = String::from_utf8_lossy(&output.stdout).into_owned();
        let number = |line: &str| line.split_once("done: ")?.1.split('.').next()?.parse().ok();
        log.lines().filter_map(number).collect()
    }

    /// How often each call is made, without a fault.
    fn counted(&self) -> Vec<usize> {
        self.restore();
        let trace = self.path("trace");
        let tracer = format!(
            "strace -f -o '{}' -P '{}'",
            trace.display(),
            self.log.display()
        );
        self.leave(self.run(&tracer, &["done", "done"]));
        let trace = fs::read_to_string(trace).expect("it was written");
        let count = |call: &str| {
            let call = format!(" {call}(");
            trace.lines().filter(|line| line.contains(&call)).count()
        };
        CALLS.iter().map(|(call, _)| count(call)).collect()
    }

    fn restore(&self) {
        fs::write(&self.log, &self.base).expect("it can be written");
    }

    fn leave(&self, mut pane: Pane) {
        pane.send("q\n");
        pane.wait_for("over");
    }

    /// What was on the screen of a run in which this happens to the call the `nth` time.
    fn with_fault(&self, call: &str, nth: usize, what: &str) -> String {
        self.restore();
        let log = self.log.display();
        let tracer =
            format!("strace -f -qq -o /dev/null -P '{log}' -e inject={call}:{what}:when={nth}");
        let pane = self.run(&tracer, &["done", "done"]);
        let text = pane.text();
        if !ended(&text) {
            self.leave(pane);
        }
        text
    }
}

/// Whether jitt waits for a line, or has ended.
fn at_prompt(text: &str) -> bool {
    let last = text.trim_end().lines().last().unwrap_or_default();
    last.ends_with("Enter for the next:") || ended(text)
}

fn ended(text: &str) -> bool {
    text.trim_end().ends_with("over")
}

#[test]
fn whatever_call_fails_once_marks_are_kept_or_that_is_said() {
    let Some(traced) = Traced::begin() else {
        return;
    };
    for ((call, error), count) in CALLS.iter().zip(traced.counted()) {
        for nth in 1..=count {
            let text = traced.with_fault(call, nth, &format!("error={error}"));
            let at = format!("{call} {nth} of {count}: {text}");
            assert!(text.contains("4. Do part 4."), "{at}");
            let kept = traced.kept();
            let whole = kept == [1, 2, 3];
            assert!(
                whole || (text.contains("not kept") && kept.starts_with(&[1])),
                "{kept:?} {at}"
            );
        }
    }
}

#[test]
fn a_kill_at_any_call_loses_no_mark_that_was_shown() {
    let Some(traced) = Traced::begin() else {
        return;
    };
    for ((call, _), count) in CALLS.iter().zip(traced.counted()) {
        for nth in 1..=count {
            let text = traced.with_fault(call, nth, "signal=KILL");
            let kept = traced.kept();
            let confirmed = match () {
                () if text.contains("4. Do part 4.") => 3,
                () if text.contains("3. Do part 3.") => 2,
                () => 1,
            };
            let numbers: Vec<usize> = (1..=kept.len()).collect();
            assert_eq!(kept, numbers, "{call} {nth}: {text}");
            assert!(
                (confirmed..=confirmed + 1).contains(&kept.len()),
                "{kept:?} {call} {nth}: {text}"
            );
        }
    }
}

#[test]
fn whatever_fails_while_a_damaged_log_is_mended_no_mark_is_lost() {
    let Some(mut traced) = Traced::begin() else {
        return;
    };
    // Before and behind a line that says nothing.
    traced.base = [b"\n1 what is this\n".as_slice(), &traced.base, b"\n1 00"].concat();
    for call in ["linkat", "fsync", "rename"] {
        for what in ["error=EIO", "signal=KILL"] {
            traced.restore();
            let tracer = format!("strace -f -qq -o /dev/null -e inject={call}:{what}:when=1");
            let pane = traced.run(&tracer, &[]);
            match ended(&pane.text()) {
                true => assert!(what == "signal=KILL", "{}", pane.text()),
                false => traced.leave(pane),
            }
            assert_eq!(traced.kept(), [1], "{call} {what}");
            // The next one mends it.
            traced.leave(traced.run("", &["done"]));
            assert_eq!(traced.kept(), [1, 2], "{call} {what}");
            let aside = traced.log.with_extension("damaged");
            fs::remove_file(aside).expect("what could not be read is set aside");
        }
    }
}
