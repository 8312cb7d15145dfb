//! The store where the disk fails: full, read-only, or no file may grow. Answers still come, what cannot be kept
//! is said, and no mark kept before is lost. The disks are made in a namespace of the test's own; where none can
//! be had (`unshare`, Linux) only the limit is tested.

#[allow(dead_code, reason = "other tests need more of it")]
mod common;

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
    std::fs::create_dir(folder.path().join("state")).expect("a folder can be made");
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
    let answer = std::fs::read_to_string(folder.path().join("answer"));
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
    let script = format!(
        "ulimit -f 0; XDG_STATE_HOME='{here}/state' '{program}' --dir '{here}' long; echo status:$?"
    );
    let pane = Pane::run(&script, 80, 75);
    pane.wait_for("status:0");
    assert!(pane.text().contains("60. Do part 60."), "{}", pane.text());
}
