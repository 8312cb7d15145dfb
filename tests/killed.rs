//! `kill -9` at any moment: what was marked on the screen is kept, and the next jitt goes on from there.
//!
//! `JITT_KILLS=1000 cargo test --test killed -- --nocapture` kills a thousand times (some minutes).

#[allow(dead_code, reason = "other tests need more of it")]
mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use common::{Pane, write_aid};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

const STEPS: usize = 40;
/// With fewer steps left another aid is begun: a finished one starts fresh.
const ENOUGH: usize = 12;

/// What is known of each step that has a state: a sign for it.
type Marks = BTreeMap<usize, char>;

/// Where all runs of a life keep their state.
struct Life {
    folder: TempDir,
}

impl Life {
    fn begin() -> Life {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let steps: String = (1..=STEPS)
            .map(|number| format!("{number}. Do part {number}.\n"))
            .collect();
        write_aid(
            folder.path(),
            "long.md",
            &format!("# A long aid\n\n{steps}"),
        );
        Life { folder }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// jitt in a terminal in which all steps have room, the aid open where it was left.
    fn open(&self) -> Pane {
        let folder = self.path().display();
        let program = env!("CARGO_BIN_EXE_jitt");
        let script = format!(
            "export XDG_STATE_HOME='{folder}/state'; \
             sh -c 'echo $$ >{folder}/pid; exec \"$0\" --dir {folder} -i long' '{program}'; echo ended"
        );
        let mut pane = Pane::run(&script, 80, 60);
        pane.wait_for(&format!("Do part {STEPS}."));
        pane.send("\r");
        // What the bottom line offers where letters do not type.
        pane.wait_for("? help");
        pane
    }

    /// What `--log` knows: the state of each step after all that happened.
    fn kept(&self) -> Marks {
        let output = Command::new(env!("CARGO_BIN_EXE_jitt"))
            .args(["--log"])
            .env_clear()
            .env("HOME", self.path())
            .env("XDG_STATE_HOME", self.path().join("state"))
            .output()
            .expect("jitt runs");
        let errors = String::from_utf8_lossy(&output.stderr);
        let nothing = errors.contains("nothing was ticked");
        assert!(nothing || errors.is_empty(), "{errors}");
        let mut marks = Marks::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            // `- 14:05:01 done: 3. Do part 3.`
            let Some((state, step)) = line.split_once(": ") else {
                continue;
            };
            let Some(number) = step.split('.').next().and_then(|n| n.parse().ok()) else {
                continue;
            };
            let state = state.rsplit(':').next().unwrap_or_default();
            match state.split_once(' ').map_or(state, |(_, state)| state) {
                "done" => drop(marks.insert(number, '✓')),
                "skipped" => drop(marks.insert(number, '-')),
                "taken back" => drop(marks.remove(&number)),
                other => panic!("{other:?} in {line}"),
            }
        }
        marks
    }
}

/// What stands on the screen.
fn shown(screen: &str) -> Marks {
    let mut marks = Marks::new();
    for line in screen.lines() {
        let line = line.trim_start_matches(['▌', ' ']);
        let Some((sign, rest)) = line.split_once(' ') else {
            continue;
        };
        let number = rest.split('.').next().and_then(|n| n.trim().parse().ok());
        if let (Some(number), "✓" | "-") = (number, sign) {
            marks.insert(number, sign.chars().next().expect("it has one"));
        }
    }
    marks
}

/// Numbers without an order, the same in each run of the test.
struct Dice(u64);

impl Dice {
    /// A number below `most`.
    fn roll(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

/// What the marks are after each key, in order: nothing else may ever be kept.
fn press(pane: &mut Pane, before: &Marks, dice: &mut Dice) -> Vec<Marks> {
    let mut states = vec![before.clone()];
    let mut pressed: Vec<Marks> = Vec::new();
    for _ in 0..=dice.roll(8) {
        let now = states.last().expect("the first one is there").clone();
        let next = (1..=STEPS).find(|step| !now.contains_key(step));
        let mut then = now.clone();
        match (dice.roll(6), next) {
            // Only what this run marked: the step before is the current one then.
            (0, _) if !pressed.is_empty() => {
                then = pressed.pop().expect("it is not empty");
                pane.send("\x7f");
            }
            (1, Some(next)) => {
                then.insert(next, '-');
                pressed.push(now);
                pane.send("xbroken\r");
            }
            (_, Some(next)) => {
                then.insert(next, '✓');
                pressed.push(now);
                pane.send(" ");
            }
            (_, None) => break,
        }
        states.push(then);
        if dice.roll(2) == 0 {
            std::thread::sleep(Duration::from_micros(dice.roll(12_000)));
        }
    }
    states
}

/// Kills it, lets all that was drawn arrive, and gives what is on the screen then.
fn kill(pane: &Pane, pid: &Path) -> Marks {
    let number = fs::read_to_string(pid).expect("sh has written it");
    let pid = Pid::from_raw(number.trim().parse().expect("a number")).expect("not 0");
    kill_process(pid, Signal::KILL).expect("it runs");
    pane.wait_for("ended");
    shown(&pane.text())
}

fn killed(times: usize, seed: u64) -> usize {
    let mut dice = Dice(seed);
    let mut life = Life::begin();
    let (mut before, mut confirmed) = (Marks::new(), 0);
    for number in 0..times {
        if before.len() + ENOUGH > STEPS {
            life = Life::begin();
            before = Marks::new();
        }
        let mut pane = life.open();
        let sent = before.clone();
        pane.wait("the marks of the run before", |screen| {
            shown(&screen.contents()) == sent
        });
        let states = press(&mut pane, &before, &mut dice);
        std::thread::sleep(Duration::from_micros(dice.roll(25_000)));
        let seen = kill(&pane, &life.path().join("pid"));
        let kept = life.kept();
        let first = states.iter().position(|state| *state == seen);
        let first = first.unwrap_or_else(|| panic!("run {number}: never was so: {seen:?}"));
        assert!(
            states.iter().skip(first).any(|state| *state == kept),
            "run {number}: on the screen {seen:?}\nkept {kept:?}\nof {states:?}"
        );
        confirmed += seen.len().saturating_sub(before.len());
        before = kept;
    }
    confirmed
}

#[test]
fn a_kill_at_any_moment_costs_no_mark_that_was_on_the_screen() {
    let times = std::env::var("JITT_KILLS").ok();
    let times = times.and_then(|times| times.parse().ok()).unwrap_or(25);
    let confirmed = killed(times, 0x9e37_79b9_7f4a_7c15);
    #[allow(
        clippy::print_stdout,
        reason = "with --nocapture it is what one wants to know"
    )]
    {
        println!("{times} kills, {confirmed} marks on the screen and none of them lost");
    }
    assert!(
        confirmed * 2 > times,
        "it was mostly killed too early: {confirmed}"
    );
}
