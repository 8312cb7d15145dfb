//! The index on the disk is never in the way: whatever happens to it, the answer is right.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use crate::program::{Outcome, Program};

/// Enough pages for an index; one of them is about a flux capacitor.
fn pages(count: usize) -> Program {
    let mut program = Program::new();
    for number in 0..count {
        let text = format!("# Aid {number}\n\n1. Turn knob k{number}x\n");
        program = program.file(&format!("aids/{}/aid-{number}.md", number % 7), text);
    }
    program.file(
        "aids/flux.md",
        "# Flux capacitor\n\n1. Charge it\n\n   ```sh\n   charge --now\n   ```\n",
    )
}

fn asked(program: Program, words: &[&str]) -> Outcome {
    program.args(["--dir", "aids", "--"]).args(words).run()
}

fn indexes(home: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(home.join(".cache/jitt"));
    let files = files.into_iter().flatten().flatten().map(|e| e.path());
    files
        .filter(|path| path.extension().is_some_and(|e| e == "index"))
        .collect()
}

fn the_index(outcome: &Outcome) -> PathBuf {
    let found = indexes(outcome.home.path());
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_iter().next().expect("one")
}

/// Everything below the aids is as old as a second, as it mostly is: what has just been written is
/// looked at more closely.
fn settle(home: &Path) {
    let past = SystemTime::now() - Duration::from_secs(5);
    let aids = home.join("aids");
    for entry in fs::read_dir(&aids).expect("listed").flatten() {
        let file = fs::File::open(entry.path()).expect("opened");
        file.set_modified(past).expect("its time is set");
    }
    // The time of the last change of a file's state cannot be set: a tick of the clock is waited for.
    std::thread::sleep(Duration::from_millis(30));
}

#[test]
fn the_first_answer_is_as_good_as_the_ones_from_the_index() {
    let program = pages(400);
    settle(&program.home());
    let first = asked(program, &["charge", "capacitor"]);
    assert!(first.shown().contains("charge --now"), "{}", first.stdout);
    the_index(&first);
    let expected = first.stdout.clone();
    let second = asked(first.again(), &["charge", "capacitor"]);
    assert_eq!(second.shown(), expected);
    let lists = |outcome: Outcome| {
        let outcome = outcome
            .again()
            .args(["--dir", "aids", "--json", "knob"])
            .run();
        (outcome.shown().to_string(), outcome)
    };
    let (from_index, outcome) = lists(second);
    fs::remove_dir_all(outcome.path(".cache")).expect("removed");
    assert_eq!(lists(outcome).0, from_index);
}

#[test]
fn a_small_library_has_no_index() {
    let outcome = asked(pages(20), &["flux"]);
    outcome.shown();
    assert_eq!(indexes(outcome.home.path()), Vec::<PathBuf>::new());
}

#[test]
fn new_changed_and_deleted_files_are_seen_at_once() {
    let program = pages(400);
    settle(&program.home());
    let outcome = asked(program, &["flux"]);
    the_index(&outcome);
    let program = outcome
        .again()
        .file("aids/3/new.md", "# Zebra crossing\n\n1. Paint it\n");
    let outcome = asked(program, &["zebra", "crossing"]);
    assert!(outcome.shown().contains("Paint it"));

    // In place, of the same size, its time set back.
    let file = outcome.path("aids/flux.md");
    let before = fs::metadata(&file)
        .and_then(|m| m.modified())
        .expect("there");
    let text = fs::read_to_string(&file).expect("read");
    fs::write(&file, text.replace("Charge it", "Unplug me")).expect("written");
    let time = fs::File::options().write(true).open(&file).expect("opened");
    time.set_modified(before).expect("its time is set");
    let outcome = asked(outcome.again(), &["unplug"]);
    assert!(outcome.shown().contains("Unplug me"), "{}", outcome.stderr);

    fs::remove_file(outcome.path("aids/3/new.md")).expect("removed");
    let outcome = asked(outcome.again(), &["zebra", "crossing"]);
    assert_eq!(outcome.status, Some(1), "{}", outcome.stdout);
}

#[test]
fn in_a_large_library_a_changed_file_is_never_shown_as_it_was() {
    let program = pages(2_100);
    settle(&program.home());
    let outcome = asked(program, &["flux"]);
    the_index(&outcome);
    let file = outcome.path("aids/flux.md");
    fs::write(&file, "# Flux capacitor\n\n1. Discharge it\n").expect("written");
    let outcome = asked(outcome.again(), &["charge", "capacitor"]);
    assert!(
        !outcome.stdout.contains("charge --now"),
        "{}",
        outcome.stdout
    );
    // It was found by its old words, so it was read again, and so is known by its new ones.
    let outcome = asked(outcome.again(), &["discharge"]);
    assert!(outcome.shown().contains("Discharge it"));
}

type Damage<'a> = &'a dyn Fn(&mut Vec<u8>);

#[test]
fn what_is_done_to_the_index_changes_no_answer() {
    let program = pages(400);
    settle(&program.home());
    let mut outcome = asked(program, &["charge", "capacitor"]);
    let expected = outcome.shown().to_string();
    let index = the_index(&outcome);
    let whole = fs::read(&index).expect("read");
    let damages: [Damage; 6] = [
        &|bytes| bytes.clear(),
        &|bytes| bytes.truncate(bytes.len() / 2),
        &|bytes| bytes[9] ^= 1,
        &|bytes| bytes.iter_mut().skip(4096).for_each(|b| *b ^= 0x55),
        &|bytes| bytes.extend([0; 4096]),
        &|bytes| *bytes = vec![b'x'; 100_000],
    ];
    for damage in damages {
        let mut bytes = whole.clone();
        damage(&mut bytes);
        fs::write(&index, bytes).expect("written");
        outcome = asked(outcome.again(), &["charge", "capacitor"]);
        assert_eq!(outcome.shown(), expected);
        assert_eq!(outcome.stderr, "");
    }
    // Any one byte, all over the file.
    for at in (0..whole.len()).step_by(whole.len() / 40) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        fs::write(&index, bytes).expect("written");
        outcome = asked(outcome.again(), &["charge", "capacitor"]);
        assert_eq!(outcome.shown(), expected, "byte {at}");
    }
    // Lists and JSON show more entries than the one that is printed.
    let listed = |outcome: Outcome, options: &[&str]| {
        let program = outcome.again().args(["--dir", "aids"]);
        program.args(options).args(["--", "knob"]).run()
    };
    for options in [["--json", "-n20"], ["-l", "-n20"]] {
        fs::write(&index, &whole).expect("written");
        outcome = listed(outcome, &options);
        let expected = outcome.stdout.clone();
        for at in (4096..whole.len()).step_by(whole.len() / 60) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x10;
            fs::write(&index, bytes).expect("written");
            outcome = listed(outcome, &options);
            assert_eq!(outcome.stdout, expected, "{options:?}, byte {at}");
        }
    }
    // Things that are no files.
    fs::remove_file(&index).expect("removed");
    fs::create_dir(&index).expect("made");
    outcome = asked(outcome.again(), &["charge", "capacitor"]);
    assert_eq!(outcome.shown(), expected);
    fs::remove_dir(&index).expect("removed");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/dev/zero", &index).expect("a link");
        outcome = asked(outcome.again(), &["charge", "capacitor"]);
        assert_eq!(outcome.shown(), expected);
    }
}

#[test]
fn a_folder_that_is_not_there_keeps_no_other_from_being_indexed_and_is_seen_when_it_comes() {
    let program = pages(400);
    settle(&program.home());
    let home = program.home();
    let path = format!("{0}/aids:{0}/later", home.display());
    let ask = |program: Program| program.env("JITT_PATH", &path).args(["flux"]).run();
    let outcome = ask(program);
    outcome.shown();
    the_index(&outcome);
    let program = outcome
        .again()
        .file("later/zebra.md", "1. Paint a zebra crossing\n");
    let outcome = program.env("JITT_PATH", &path).args(["zebra"]).run();
    assert!(outcome.shown().contains("Paint"));
}

#[test]
fn without_a_place_for_the_index_the_answer_comes_all_the_same() {
    for cache in ["/dev/null/no", "/proc/no", "aids/flux.md"] {
        let program = pages(400);
        let cache = program.home().join(cache);
        let program = program.env("XDG_CACHE_HOME", cache);
        let outcome = asked(program, &["charge", "capacitor"]);
        assert!(outcome.shown().contains("charge --now"));
        assert_eq!(outcome.stderr, "");
    }
}

#[test]
fn two_that_build_at_once_and_one_that_is_killed_leave_a_whole_index() {
    let program = pages(1_500);
    let home = program.home();
    settle(&home);
    let start = || {
        Command::new(env!("CARGO_BIN_EXE_jitt"))
            .args(["--dir", "aids", "--", "charge", "capacitor"])
            .env_clear()
            .env("HOME", &home)
            .current_dir(&home)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("jitt starts")
    };
    for wait in [0, 20, 60, 120, 200] {
        let mut killed = start();
        std::thread::sleep(Duration::from_millis(wait));
        killed.kill().expect("it is ours");
        killed.wait().expect("it ends");
    }
    let both = [start(), start()];
    for child in both {
        let output = child.wait_with_output().expect("it ends");
        assert!(String::from_utf8_lossy(&output.stdout).contains("charge --now"));
    }
    let outcome = asked(program, &["charge", "capacitor"]);
    assert!(outcome.shown().contains("charge --now"));
    the_index(&outcome);
}

#[test]
fn words_of_ones_own_mean_the_same_and_the_shipped_ones_can_be_left_out() {
    let config = |text: &str| pages(10).file(".config/jitt/config.toml", text);
    let own = config("synonyms = [\"gizmo, capacitor\"]\n");
    let outcome = asked(own, &["charge", "gizmo"]);
    assert!(outcome.shown().contains("charge --now"));
    let outcome = asked(config(""), &["charge", "gizmo"]);
    assert!(
        !outcome.stdout.contains("charge --now"),
        "{}",
        outcome.stdout
    );
}
