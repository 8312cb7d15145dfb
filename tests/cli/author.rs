//! The author's loop at the command line: `--new`, `--edit`, `--check --fix`.

use super::program::Program;

#[test]
fn a_new_aid_is_written_once_and_its_blanks_are_named_by_the_check() {
    let first = Program::new().args(["--new", "Free a full disk"]).run();
    assert_eq!(first.status, Some(0), "{}", first.stderr);
    let file = first.path(".local/share/jitt/aids/free-a-full-disk.md");
    assert_eq!(first.stdout, format!("{}\n", file.display()));
    assert!(
        !first.stderr.contains("questions"),
        "nobody is there to ask"
    );
    let text = std::fs::read_to_string(&file).expect("it is written");
    assert!(text.contains("title: \"Free a full disk\""));
    let second = first.again().args(["--new", "Free a full disk"]).run();
    assert_eq!(second.status, Some(2));
    assert!(
        second.stderr.contains("is there already"),
        "{}",
        second.stderr
    );
    assert_eq!(std::fs::read_to_string(&file).ok(), Some(text.clone()));
    let strictly = ["--check", "--strict"];
    let blank = second.again().args(strictly).args([&file]).run();
    assert_eq!(blank.status, Some(1));
    assert!(
        blank
            .stdout
            .lines()
            .all(|line| line.contains("warning[todo]"))
    );
    let half = text.replace("TODO ", "Look ").replace("[TODO]", "[disk]");
    std::fs::write(&file, half).expect("its commands are still blank");
    let half = blank.again().args(strictly).args([&file]).run();
    assert_eq!(half.status, Some(1), "{}", half.stdout);
    std::fs::write(&file, text.replace("TODO", "Look")).expect("filled in");
    let filled = half.again().args(strictly).args([&file]).run();
    assert_eq!((filled.stdout.as_str(), filled.status), ("", Some(0)));
}

#[test]
fn dir_says_where_a_new_aid_goes_and_must_be_there() {
    let program = Program::new().file("runbooks/a.md", "1. Go.\n");
    let outcome = program
        .args(["--new", "It's on!", "--dir", "runbooks"])
        .run();
    assert_eq!(outcome.stdout, "runbooks/its-on.md\n");
    assert!(outcome.path("runbooks/its-on.md").is_file());
    let advice = "jitt --dir runbooks --edit its-on\n";
    assert!(outcome.stderr.contains(advice), "{}", outcome.stderr);
    let found = outcome
        .again()
        .args(["--dir", "runbooks", "-r", "its-on"])
        .run();
    assert!(found.stdout.contains("title: \"It's on!\""));
    let outcome = Program::new().args(["--new", "x", "--dir", "gone"]).run();
    assert_eq!(outcome.status, Some(2));
    let outcome = Program::new().args(["--new", "?!"]).run();
    assert_eq!(outcome.status, Some(2));
}

const DISK: &str =
    "# Free the disk\n\n1. Look.\n2. Empty the journal: `journalctl --rotate`\n\nTODO\n";

/// An editor that says how it was called and leaves the file as it is.
fn editor(name: &str) -> Program {
    let script = "#!/bin/sh\necho \"$@\"\n";
    let program = Program::new().file("aids/disk.md", DISK).file(name, script);
    let path = program.home().join(name);
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&path, mode).expect("its mode can be set");
    program.env("EDITOR", format!("'{}' -z", path.display()))
}

#[test]
fn edit_opens_the_file_at_the_step_and_says_what_is_wrong_with_it_afterwards() {
    let program = editor("my tools/nano");
    let file = program.home().join("aids/disk.md");
    let run = program
        .args(["--dir", "aids", "--edit", "free", "disk", "-s", "2"])
        .run();
    assert_eq!(run.stdout, format!("-z +4 {}\n", file.display()));
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(
        run.stderr.contains("aids/disk.md:6:1: warning[todo]"),
        "{}",
        run.stderr
    );
}

#[test]
fn an_editor_that_is_not_known_gets_the_file_alone() {
    let program = editor("unknown");
    let file = program.home().join("aids/disk.md");
    let run = program
        .args(["--dir", "aids", "-e", "free", "disk", "-s", "2"])
        .run();
    assert_eq!(run.stdout, format!("-z {}\n", file.display()));
}

#[test]
fn a_missing_editor_and_an_aid_inside_the_program_are_told() {
    let program = Program::new().file("aids/disk.md", DISK);
    let run = program
        .env("VISUAL", "/no/such/editor")
        .args(["--dir", "aids", "-e", "free", "disk"])
        .run();
    assert_eq!(run.status, Some(2));
    assert!(run.stderr.contains("/no/such/editor") && run.stderr.contains("aids/disk.md"));
    let run = Program::new().args(["-e", "port-in-use"]).run();
    assert_eq!(run.status, Some(2));
    assert!(run.stderr.contains("inside the program"), "{}", run.stderr);
}

#[test]
fn fix_shows_a_diff_changes_the_file_and_a_second_time_nothing() {
    let page = "##Look\r\n\r\n1. Look:\r\n   ```\r\n   df -h\r\n   ```\r\n2. Act.\r\n";
    let program = Program::new()
        .file("a.md", page)
        .file("b.md", "# B\n\n1. Go.\n");
    let first = program.args(["--check", "--fix", "a.md", "b.md"]).run();
    assert_eq!(first.status, Some(0), "{}", first.stderr);
    for line in ["--- a.md", "-##Look", "+## Look", "+   ```sh"] {
        assert!(
            first.stdout.lines().any(|l| l == line),
            "{line}: {}",
            first.stdout
        );
    }
    assert!(!first.stdout.contains("b.md"));
    let text = std::fs::read_to_string(first.path("a.md")).expect("read");
    assert_eq!(
        text,
        page.replace("##Look", "## Look")
            .replacen("```", "```sh", 1)
    );
    let second = first.again().args(["--check", "--fix", "a.md"]).run();
    assert_eq!(second.stdout, "");
    assert!(second.stderr.contains("0 files changed"));
    assert_eq!(
        std::fs::read_to_string(second.path("a.md")).ok(),
        Some(text)
    );
}

#[test]
fn edit_wants_to_be_told_what_to_open() {
    let outcome = Program::new().args(["--edit"]).run();
    assert_eq!(outcome.status, Some(2));
    let said = "jitt: edit which aid?\n  name it, as in jitt --edit disk full";
    assert!(outcome.stderr.starts_with(said), "{}", outcome.stderr);
}

#[test]
fn fix_wants_to_be_told_what_to_change() {
    let outcome = Program::new().args(["--check", "--fix"]).run();
    assert_eq!(outcome.status, Some(2));
    assert!(
        outcome.stderr.contains("jitt --check --fix runbooks"),
        "{}",
        outcome.stderr
    );
}
