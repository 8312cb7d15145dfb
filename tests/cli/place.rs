//! The place in an aid from the command line: its log, starting over, use counts, keeping nothing.

use std::path::Path;

use jitt::aid::{Mark, step_keys};
use jitt::library::{Library, Loaded, Plan};
use jitt::session::{Change, Marked, Seen, Store, Surroundings, Track};
use jitt::source::{Origin, Source};
use jitt::ui::keeper;

use super::program::{Outcome, Program};

const LAMP: &str =
    "# Change the lamp\n\n1. Switch `it` off.\n2. Take <the> lamp out.\n3. Put the new one in.\n";

/// `.jitt/lamp.md` and the place in it of who works `here`, as the browser would read them.
fn lamp(home: &Path, here: Surroundings) -> (Track, Loaded) {
    let root = std::fs::canonicalize(home.join(".jitt")).expect("it was written");
    let origin = Origin::Project;
    let plan = Plan {
        sources: vec![Source { origin, root }],
        ..Plan::default()
    };
    let library = Library::read(&plan, std::time::SystemTime::now(), &mut |_| {});
    let store = Store::new(Some(home.join(".local/state/jitt")), here);
    let loaded = library.load(0).expect("it can be read");
    let (track, _) = keeper::track(&store, &library, 0, &loaded);
    (track, loaded)
}

/// Marks the first steps of `.jitt/lamp.md`, as the browser would, with the state each.
fn mark_lamp(home: &Path, marks: &[(Mark, &str)]) {
    let here = Surroundings {
        user: "ada".to_string(),
        host: "web3".to_string(),
        folder: "/srv".to_string(),
        ..Surroundings::default()
    };
    let (mut track, loaded) = lamp(home, here);
    let steps: Vec<_> = step_keys(&loaded.aid).into_values().collect();
    let start = jiff::Timestamp::from_second(1_790_000_000).expect("a time");
    for (at, (mark, reason)) in marks.iter().enumerate() {
        let seen = |at: usize| Seen {
            key: steps[at.min(steps.len() - 1)],
            number: (at + 1).to_string(),
            of: steps.len(),
        };
        let procedure = loaded.aid.procedures().next().expect("it has steps");
        let step = Marked {
            key: steps[at],
            number: (at + 1).to_string(),
            text: procedure.steps().nth(at).expect("a step").plain_text(),
            mark: *mark,
            reason: reason.to_string(),
        };
        let change = Change::Mark {
            steps: vec![step],
            next: seen(at + 1),
            finished: at + 1 == steps.len(),
        };
        let now = start + jiff::SignedDuration::from_mins(i64::try_from(at).expect("few"));
        track.keep(&change, now).expect("it is kept");
    }
}

#[test]
fn the_log_tells_what_was_ticked_when_as_markdown() {
    let program = Program::new().file(".jitt/lamp.md", LAMP);
    mark_lamp(
        &program.home(),
        &[(Mark::Done, ""), (Mark::Skipped, "no *lamp*")],
    );
    let outcome = program.env("TZ", "UTC").args(["--log"]).run();
    assert_eq!(
        outcome.shown(),
        "# Change the lamp\n\n\
         - Begun 2026-09-21 14:13:20 on ada@web3, in /srv\n\
         - Not finished: left at step 3 of 3, 2026-09-21 14:14:20\n\n\
         - 14:13:20 done: 1. Switch it off.\n\
         - 14:14:20 skipped: 2. Take \\<the> lamp out. (no \\*lamp\\*)\n"
    );
    let outcome = outcome.again().args(["--log", "change", "lamp"]).run();
    assert!(outcome.shown().contains("# Change the lamp"));
    let outcome = outcome.again().args(["--log", "zzzqqq"]).run();
    assert_eq!(outcome.status, Some(1));
    assert!(outcome.stderr.contains("no aid is really about zzzqqq"));
    let outcome = outcome.again().args(["--log", "--no-history"]).run();
    assert_eq!(outcome.status, Some(1));
}

#[test]
fn an_aid_that_is_begun_says_so_and_can_be_started_over() {
    let program = Program::new().file(".jitt/lamp.md", LAMP);
    mark_lamp(&program.home(), &[(Mark::Done, "")]);
    let outcome = program.env("JITT_HOST", "web1").args(["lamp"]).run();
    outcome.shown();
    let said = "begun: step 2 of 3, ";
    assert!(outcome.stderr.contains(said), "{}", outcome.stderr);
    assert!(
        outcome
            .stderr
            .contains(" on web3; jitt --resume lamp goes on")
    );
    let outcome = outcome.again().args(["lamp", "--no-history"]).run();
    assert_eq!(outcome.stderr, "");
    let outcome = outcome.again().args(["--reset", "lamp"]).run();
    outcome.shown();
    assert!(
        outcome
            .stderr
            .contains("Change the lamp starts fresh (was step 2 of 3")
    );
    let outcome = outcome.again().args(["lamp"]).run();
    assert_eq!(outcome.stderr, "");
    let outcome = outcome.again().args(["--reset"]).run();
    assert_eq!(outcome.status, Some(1));
    assert!(outcome.stderr.contains("no aid is begun and not finished"));
    let outcome = outcome.again().args(["--log"]).run();
    assert!(outcome.shown().contains("- Started over "));
}

#[test]
fn nothing_is_kept_when_that_is_not_wanted() {
    let outcome = Program::new()
        .file(".jitt/lamp.md", LAMP)
        .args(["lamp", "--no-history"])
        .run();
    outcome.shown();
    assert!(!outcome.path(".local").exists());
    let outcome = outcome
        .again()
        .file(".config/jitt/config.toml", "history = false\n")
        .args(["lamp"])
        .run();
    outcome.shown();
    assert!(!outcome.path(".local").exists());
    let outcome = outcome.again().args(["lamp", "--dir", ".jitt"]).run();
    outcome.shown();
    assert!(!outcome.path(".local").exists());
}

#[test]
fn what_is_used_comes_first_among_near_ties_and_never_with_dir() {
    let page = |name: &str| format!("# Move the {name} box\n\n1. Lift it.\n2. Carry it.\n");
    let mut program = Program::new();
    for name in ["blue", "green", "red"] {
        program = program.file(&format!(".jitt/{name}.md"), page(name));
    }
    let first = |outcome: &Outcome| outcome.shown().lines().next().map(str::to_string);
    let outcome = program.args(["move", "box"]).run();
    let before = first(&outcome);
    let other = match before.as_deref() {
        Some("Move the red box") => "blue",
        _ => "red",
    };
    let mut outcome = outcome;
    for _ in 0..3 {
        outcome = outcome.again().args([other]).run();
    }
    let outcome = outcome.again().args(["move", "box"]).run();
    assert_eq!(first(&outcome), Some(format!("Move the {other} box")));
    let outcome = outcome
        .again()
        .args(["move", "box", "--dir", ".jitt"])
        .run();
    assert_eq!(first(&outcome), before);
}

#[test]
fn what_is_over_is_said_with_what_can_be_done() {
    let program = Program::new().file(".jitt/lamp.md", LAMP);
    let outcome = program.args(["--resume", "lamp"]).run();
    assert_eq!(outcome.status, Some(1));
    let said = "jitt: lamp is not begun\n  jitt -i lamp opens it\n";
    assert_eq!(outcome.stderr, said);
    mark_lamp(
        outcome.home.path(),
        &[(Mark::Done, ""), (Mark::Done, ""), (Mark::Done, "")],
    );
    let outcome = outcome.again().args(["--resume", "lamp"]).run();
    let said = "nothing to go on with: Change the lamp was finished ";
    assert!(outcome.stderr.contains(said), "{}", outcome.stderr);
    let advice = "jitt -i lamp begins it afresh, jitt --log lamp shows what was done";
    assert!(outcome.stderr.contains(advice), "{}", outcome.stderr);
    let outcome = outcome.again().args(["--resume"]).run();
    assert_eq!(outcome.status, Some(1));
    let said = "the last one: Change the lamp was finished ";
    assert!(outcome.stderr.contains(said), "{}", outcome.stderr);
}

/// Fills values in at the first step of `.jitt/lamp.md`, as the browser would, on this machine.
fn fill_lamp(home: &Path, host: &str, values: &[(&str, &str)]) {
    let here = Surroundings {
        host: host.to_string(),
        ..Surroundings::default()
    };
    let (mut track, loaded) = lamp(home, here);
    let key = step_keys(&loaded.aid).into_values().next();
    let next = Seen {
        key: key.expect("it has steps"),
        number: "1".to_string(),
        of: 3,
    };
    let pair = |(name, value): &(&str, &str)| (name.to_string(), Some(value.to_string()));
    let values = values.iter().map(pair).collect();
    let change = Change::Fill { values, next };
    let kept = track.keep(&change, jiff::Timestamp::now());
    kept.expect("it is kept");
}

const LOGIN: &str = "# Log in\n\n1. Do it: `login <host> --pin <pin> --key <api_key>`\n2. Look.\n";

#[test]
fn the_log_shows_no_value_that_is_a_secret_now() {
    let program = Program::new().file(".jitt/lamp.md", LOGIN);
    let values = [
        ("host", "web1"),
        ("pin", "hunter2"),
        ("gone_token", "hunter3"),
    ];
    fill_lamp(&program.home(), "web3", &values);
    let outcome = program.args(["--log"]).run();
    let said = "- With gone\\_token (secret), host=web1, pin=hunter2\n";
    assert!(outcome.shown().contains(said), "{}", outcome.stdout);
    let secret = format!("---\nparams: {{pin: {{secret: true}}}}\n---\n{LOGIN}");
    let outcome = outcome
        .again()
        .file(".jitt/lamp.md", secret)
        .args(["--log"])
        .run();
    let said = "- With gone\\_token (secret), host=web1, pin (secret)\n";
    assert!(outcome.shown().contains(said), "{}", outcome.stdout);
    assert!(!outcome.stdout.contains("hunter"), "{}", outcome.stdout);
    // A page that cannot be found says nothing: the names do.
    std::fs::remove_file(outcome.path(".jitt/lamp.md")).expect("it was there");
    let outcome = outcome.again().args(["--log"]).run();
    assert!(!outcome.shown().contains("hunter3"), "{}", outcome.stdout);
}

#[test]
fn what_a_program_reads_holds_no_value_of_a_run() {
    let program = Program::new().file(".jitt/lamp.md", LOGIN);
    fill_lamp(&program.home(), "web3", &[("host", "web1")]);
    let outcome = program.env("JITT_HOST", "web3").args(["lamp", "-c"]).run();
    assert_eq!(
        outcome.shown(),
        "login <host> --pin <pin> --key <api_key>\n"
    );
    assert!(!outcome.stderr.contains("web1"), "{}", outcome.stderr);
}
