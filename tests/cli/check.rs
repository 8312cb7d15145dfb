//! `jitt --check`: files in, findings and exit status out.

use super::program::{Outcome, Program};

/// A page with one error, one warning and one hint.
const FAULTY: &str = "# Disk\n\n1. Look, see [b](gone.md).\n2. Act as needed.\n\nTODO\n";
const FINE: &str = "# Fine\n\n1. Look.\n2. Act.\n";

fn check(arguments: &[&str]) -> Outcome {
    let program = Program::new()
        .file("aids/faulty.md", FAULTY)
        .file("aids/fine.md", FINE);
    program.args(["--check"]).args(arguments).run()
}

#[test]
fn findings_are_one_line_each_in_a_pipe_and_an_error_is_exit_1() {
    let outcome = check(&["aids"]);
    assert_eq!(
        outcome.stdout,
        "aids/faulty.md:3:18: error[dead-link] there is no file \"gone.md\"\n\
         aids/faulty.md:6:1: warning[todo] unfinished: TODO\n"
    );
    assert_eq!(
        outcome.stderr,
        "1 error, 1 warning in 1 of 2 aids; --all shows 1 hint\n"
    );
    assert_eq!(outcome.status, Some(1));
}

#[test]
fn a_good_page_is_exit_0_and_so_is_a_warning_unless_strict() {
    let outcome = check(&["aids/fine.md"]);
    assert_eq!((outcome.stdout.as_str(), outcome.status), ("", Some(0)));
    let run = |arguments: &[&str]| {
        let program = Program::new().file("a.md", "# A\n\nTODO\n");
        program.args(arguments).run().status
    };
    assert_eq!(run(&["--check", "a.md"]), Some(0));
    assert_eq!(run(&["--check", "--strict", "a.md"]), Some(1));
}

#[test]
fn all_shows_hints_and_strict_makes_them_warnings() {
    let all = check(&["--all", "aids"]);
    assert!(
        all.stdout.contains("faulty.md:4:8: info[vague] "),
        "{}",
        all.stdout
    );
    let strict = check(&["--strict", "aids"]);
    assert!(
        strict.stdout.contains("faulty.md:4:8: warning[vague] "),
        "{}",
        strict.stdout
    );
    assert!(strict.stdout.contains("fine.md:1:1: warning[missing-meta]"));
}

#[test]
fn without_a_path_all_that_jitt_reads_is_checked() {
    let program = Program::new()
        .file("runbooks/faulty.md", FAULTY)
        .file(".config/jitt/config.toml", "sources = [\"~/runbooks\"]\n");
    let outcome = program.args(["--check"]).run();
    assert!(
        outcome.stdout.contains("runbooks/faulty.md:3:18"),
        "{}",
        outcome.stdout
    );
    let program = Program::new().file("runbooks/faulty.md", FAULTY);
    let outcome = program.args(["--check", "--dir", "runbooks"]).run();
    assert!(outcome.stdout.contains("runbooks/faulty.md:3:18"));
    assert!(outcome.stderr.contains("of 1 aid"));
    let program = Program::new()
        .file("runbooks/faulty.md", FAULTY)
        .file("fine.md", FINE);
    let outcome = program
        .args(["--check", "fine.md", "--dir", "runbooks"])
        .run();
    assert!(outcome.stderr.contains("1 of 2 aids"), "{}", outcome.stderr);
}

#[test]
fn two_files_of_one_name_are_both_checked() {
    let program = Program::new().file("a/x.md", FAULTY).file("b/x.md", FAULTY);
    let outcome = program.args(["--check", "a/x.md", "b/x.md"]).run();
    assert_eq!(outcome.stdout.matches("dead-link").count(), 2);
}

#[test]
fn a_path_that_is_not_there_is_exit_2_and_the_others_are_checked() {
    let outcome = check(&["aids", "gone"]);
    assert_eq!(outcome.status, Some(2));
    assert!(outcome.stdout.contains("dead-link"));
    let said = "jitt: gone: there is no such file or folder\n  correct the path: jitt --check FILE-OR-FOLDER...\n";
    assert!(outcome.stderr.ends_with(said), "{}", outcome.stderr);
}

#[test]
fn an_empty_folder_is_exit_0_and_says_what_is_read() {
    let program = Program::new().file("empty/note.txt", "x");
    let outcome = program.args(["--check", "empty"]).run();
    assert_eq!((outcome.stdout.as_str(), outcome.status), ("", Some(0)));
    let said = "there is no aid to check: read are .md, ";
    assert!(outcome.stderr.starts_with(said), "{}", outcome.stderr);
}

#[test]
fn what_cannot_be_read_is_said_in_its_own_words() {
    let program = Program::new().file("aids/binary.md", "x\0y");
    let folder = program.home().join("aids");
    std::os::unix::fs::symlink("nowhere", folder.join("gone.md")).expect("linked");
    let all = program.args(["--check", "aids"]).run();
    assert!(
        all.stdout
            .contains("aids/binary.md:1:2: error[hostile-text] is not text"),
        "{}",
        all.stdout
    );
    assert!(
        all.stdout
            .contains("aids/gone.md:1:1: warning[unreadable] is a broken link")
    );
    assert_eq!(
        all.stderr,
        "1 error, 1 warning in 2 files; 0 aids checked\n"
    );
    let one = all.again().args(["--check", "aids/gone.md"]).run();
    assert_eq!(
        one.stderr,
        "jitt: aids/gone.md: is a broken link: what it leads to is not there\n  mend or remove it\n"
    );
}

#[test]
fn the_configuration_sets_levels_and_a_page_switches_off() {
    let program = Program::new()
        .file(
            ".config/jitt/config.toml",
            "[levels]\ndead-link = \"info\"\ntodo = \"error\"\n",
        )
        .file("aids/faulty.md", FAULTY)
        .file(
            "aids/off.md",
            "<!-- jitt-ignore todo: on purpose -->\nTODO\n",
        );
    let outcome = program.args(["--check", "aids"]).run();
    assert_eq!(
        outcome.stdout,
        "aids/faulty.md:6:1: error[todo] unfinished: TODO\n"
    );
    assert_eq!(outcome.status, Some(1));
}

#[test]
fn a_files_name_and_text_cannot_write_a_finding_of_their_own() {
    let program = Program::new().file("aids/a\nb\u{1b}[31m.md", "TODO\u{1b}]0;x\u{7}\n");
    let outcome = program.args(["--check", "aids"]).run();
    assert!(
        outcome
            .stdout
            .lines()
            .all(|line| line.starts_with("aids/a^Jb^[[31m.md:1:")),
        "{}",
        outcome.stdout
    );
    assert!(!outcome.stdout.contains('\u{1b}'));
    assert_eq!(outcome.status, Some(1));
}

#[test]
fn json_has_an_object_for_each_finding() {
    let outcome = check(&["--json", "aids"]);
    let found: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let first = &found[0];
    assert_eq!(first["file"], "aids/faulty.md");
    assert_eq!((&first["line"], &first["column"]), (&3.into(), &18.into()));
    assert_eq!(first["end_column"], 25);
    assert_eq!(
        (&first["level"], &first["rule"]),
        (&"error".into(), &"dead-link".into())
    );
    for key in ["message", "why", "help", "text"] {
        assert!(
            first[key].as_str().is_some_and(|text| !text.is_empty()),
            "{key}"
        );
    }
}

#[test]
fn sarif_names_tool_rules_and_places() {
    let outcome = check(&["--format", "sarif", "./aids"]);
    let log: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "jitt");
    let result = &run["results"][0];
    assert_eq!(
        (&result["ruleId"], &result["level"]),
        (&"dead-link".into(), &"error".into())
    );
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "aids/faulty.md");
    assert_eq!(place["region"]["startLine"], 3);
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    assert!(rules.iter().any(|rule| rule["id"] == "dead-link"));
}

#[test]
fn github_gets_annotations() {
    let outcome = check(&["--format", "github", "./aids"]);
    let first = outcome.stdout.lines().next().unwrap_or_default();
    assert!(
        first.starts_with(
            "::error file=aids/faulty.md,line=3,col=18,endColumn=25,title=jitt dead-link::there is no"
        ),
        "{first}"
    );
}

#[test]
fn a_rule_is_explained_and_an_unknown_one_answered_with_the_list() {
    let run = |rule: &str| Program::new().args(["--explain", rule]).run();
    let known = run("long-sentence");
    assert_eq!(known.status, Some(0));
    for part in [
        "30 words",
        "ASD-STE100",
        "bad",
        "good",
        "jitt-ignore long-sentence",
    ] {
        assert!(known.stdout.contains(part), "{part}: {}", known.stdout);
    }
    let unknown = run("long");
    assert_eq!((unknown.status, unknown.stdout.as_str()), (Some(1), ""));
    assert!(unknown.stderr.contains("long-sentence"));
    let misspelt = run("vauge");
    assert!(
        misspelt
            .stderr
            .starts_with("jitt: there is no rule \"vauge\"; did you mean vague?\n"),
        "{}",
        misspelt.stderr
    );
    assert!(run("all").stdout.contains("shell-syntax"));
    let list = Program::new().args(["--explain"]).run();
    assert_eq!(list.stdout, run("all").stdout);
}

#[test]
fn check_options_need_check() {
    for option in ["--strict", "--all", "--format=json"] {
        let outcome = Program::new().args([option, "aids"]).run();
        assert_eq!(outcome.status, Some(2), "{option}");
        let name = option.split('=').next().unwrap_or(option);
        let said = format!("jitt: {name} belongs to --check\n");
        assert!(outcome.stderr.starts_with(&said), "{}", outcome.stderr);
    }
}
