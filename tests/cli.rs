//! Arguments, files and input in; streams and exit status out.

#[path = "cli/index.rs"]
mod index;
#[path = "cli/parts.rs"]
mod parts;
#[path = "cli/place.rs"]
mod place;
#[path = "common/program.rs"]
mod program;

#[path = "cli/author.rs"]
mod author;
#[path = "cli/check.rs"]
mod check;

use std::process::{Command, Stdio};

use program::Program;

const RESTART: &str = "---\ntags: [web]\nsymptoms: [\"502 Bad Gateway\"]\n---\n# Restart the gateway\n\n\
    1. Drain it.\n   ```sh\n   $ gatewayctl drain\n   ```\n\
    2. Restart it.\n   ```sh\n   systemctl restart gateway\n   ```\n   \
    > [!WARNING]\n   > Open connections are cut.\n\
    3. Check that it answers.\n";

const ROTATE: &str = "# Rotate the gateway key\n\n## Prepare\n\n1. Make a key.\n   ```sh\n   keyctl new\n   ```\n\
    2. Store it.\n\n## Rollback\n\n1. Put the old key back.\n   ```sh\n   keyctl old\n   ```\n2. Look.\n";

/// A run on a folder `d` with two aids of our own.
fn two_aids() -> Program {
    Program::new()
        .file("d/restart-gateway.md", RESTART)
        .file("d/ops/rotate-key.md", ROTATE)
        .args(["--dir", "d"])
}

#[test]
fn a_topic_prints_the_title_and_the_numbered_steps_with_the_warning_before_its_command() {
    let outcome = two_aids().args(["restart", "gateway"]).run();
    let text = outcome.shown();
    assert!(text.starts_with("Restart the gateway\n"), "{text}");
    let place = |part: &str| {
        text.find(part)
            .unwrap_or_else(|| panic!("no {part:?} in:\n{text}"))
    };
    assert!(place("1. Drain it.") < place("gatewayctl drain"));
    assert!(place("2. Restart it.") < place("WARNING"));
    assert!(place("WARNING") < place("systemctl restart gateway"));
    assert!(place("systemctl restart gateway") < place("3. Check that it answers."));
    assert!(!text.contains("$ gatewayctl"), "the prompt is stripped");
    assert_eq!(outcome.stderr, "", "nothing ties");
}

#[test]
fn words_come_in_any_order_and_a_typo_in_a_long_word_is_forgiven() {
    for topic in [
        ["gateway", "restart"],
        ["restrat", "gateway"],
        ["restart", "gatway"],
    ] {
        let outcome = two_aids().args(topic).run();
        assert!(
            outcome.shown().starts_with("Restart the gateway\n"),
            "{topic:?}"
        );
    }
}

#[test]
fn an_id_a_stem_and_a_title_are_first_whatever_else_matches() {
    for topic in [
        "ops/rotate-key",
        "rotate-key",
        "Rotate the gateway key",
        "ROTATE KEY",
    ] {
        let outcome = two_aids().args([topic]).run();
        assert!(
            outcome.shown().starts_with("Rotate the gateway key\n"),
            "{topic}"
        );
    }
}

#[test]
fn piped_output_is_looked_up_by_its_symptom() {
    let log = "GET /\n2026-11-22T03:12:44Z upstream 10.0.0.7: HTTP/1.1 502 Bad Gateway\n";
    let outcome = two_aids().input(log).run();
    assert!(outcome.shown().starts_with("Restart the gateway\n"));
}

#[test]
fn an_output_without_a_word_of_an_error_gets_no_procedure() {
    for output in [
        "y\n".repeat(2_000),
        "1\n2\n3\n".to_string(),
        "hello\n".to_string(),
    ] {
        let outcome = Program::new().input(output.clone()).run();
        assert_eq!(
            (outcome.status, outcome.stdout.as_str()),
            (Some(1), ""),
            "{output:.10}"
        );
    }
    let outcome = Program::new().input("bind: Address already in use\n").run();
    assert!(outcome.shown().contains("port"), "{}", outcome.stdout);
}

#[test]
fn a_block_that_the_size_limit_cut_is_not_called_open() {
    let page = format!(
        "# Log\n\n1. Look.\n\n```text\n{}```\n",
        "a line\n".repeat(400_000)
    );
    let run = |arguments: &[&str]| {
        let program = Program::new().file("d/log.md", &page).args(["--dir", "d"]);
        program.args(arguments).run().stderr
    };
    let said = run(&["log"]);
    assert!(
        said.contains("longer than 2 MiB") && !said.contains("never closed"),
        "{said}"
    );
}

#[test]
fn who_pipes_an_error_in_is_shown_the_fix() {
    let page = "---\nsymptoms: [\"disk quota exceeded\"]\n---\n# Quota\n\n## Steps\n\n\
        1. Ask for more.\n2. Wait.\n\n## Fix\n\n1. Delete something.\n2. Look.\n";
    let quota = || Program::new().file("d/quota.md", page).args(["--dir", "d"]);
    let piped = quota().input("cp: disk quota exceeded\n").run();
    assert!(
        piped.shown().contains("Delete something."),
        "{}",
        piped.stdout
    );
    let asked = quota().args(["quota"]).run();
    assert!(asked.shown().contains("Ask for more."), "{}", asked.stdout);
}

#[test]
fn an_empty_topic_is_a_usage_error_that_opens_and_reads_nothing() {
    for topic in ["", "  "] {
        let outcome = two_aids().args([topic]).input("502 Bad Gateway\n").run();
        assert_eq!((outcome.status, outcome.stdout.as_str()), (Some(2), ""));
        assert!(outcome.stderr.contains("empty"), "{}", outcome.stderr);
    }
}

#[test]
fn what_picks_from_an_aid_needs_a_topic_and_says_so() {
    for arguments in [&["-c"][..], &["-s", "2"], &["-r"], &["-y"]] {
        let outcome = two_aids().args(arguments).run();
        assert_eq!(outcome.status, Some(2), "{arguments:?}");
        assert!(
            outcome.stderr.contains("no topic"),
            "{arguments:?}: {}",
            outcome.stderr
        );
    }
    let outcome = two_aids().args(["-c"]).input("502 Bad Gateway\n").run();
    assert!(outcome.shown().starts_with("gatewayctl drain\n"));
}

#[test]
fn options_of_which_one_would_be_ignored_are_a_usage_error() {
    for arguments in [
        &["web", "--json", "-s", "2"][..],
        &["web", "-l", "-c"],
        &["web", "-r", "-s", "1"],
        &["web", "-i", "-y"],
        &["web", "-i", "--json"],
        &["--sources", "web"],
        &["--sources", "--paths"],
        &["--add", "d", "d/ops"],
        &["--add", "d", "-i"],
        &["--add", "d", "--print"],
        &["--sources", "--json"],
        &["--sources", "-l"],
        &["--sources", "-n", "2"],
        &["--paths", "--print"],
        &["--paths", "--height", "9"],
        &["--paths", "-t", "web"],
        &["--paths", "-y"],
    ] {
        let outcome = two_aids().args(arguments).run();
        assert_eq!(outcome.status, Some(2), "{arguments:?}");
        assert!(
            outcome.stderr.contains("cannot be used with"),
            "{arguments:?}: {}",
            outcome.stderr
        );
        assert!(!outcome.path(".config").exists(), "{arguments:?}");
    }
}

#[test]
fn a_list_under_a_supervisor_with_an_empty_pipe_is_still_the_list() {
    let listed = two_aids().args(["-l"]).input("").run();
    assert_eq!(listed.shown().lines().count(), 2);
    let rows = two_aids().args(["-l", "--json"]).input("").run();
    let rows: serde_json::Value = serde_json::from_str(rows.shown()).expect("JSON");
    assert_eq!(rows.as_array().map(Vec::len), Some(2));
}

#[test]
fn a_program_that_pipes_in_nothing_gets_no_matches_instead_of_all_aids() {
    let outcome = two_aids().args(["--json"]).input("").run();
    assert_eq!((outcome.status, outcome.stdout.as_str()), (Some(1), "[]\n"));
}

#[test]
fn coloured_output_finds_what_the_same_output_without_colours_finds() {
    let aid = |title: &str, symptom: &str| {
        format!("---\ntitle: {title}\nsymptoms: [{symptom}]\n---\n\n1. Look\n")
    };
    let outcome = Program::new()
        .file("aids/a.md", aid("Alpha", "connection refused"))
        .file("aids/b.md", aid("Beta", "no space left on device"))
        .args(["--dir", "aids"])
        .input("\u{1b}]0;connection refused\u{7}no spa\u{1b}]8;;\u{1b}\\ce le\u{1b}(Bft on device")
        .run();
    assert!(outcome.shown().starts_with("Beta\n"), "{}", outcome.stdout);
}

#[test]
fn a_file_with_many_faults_says_the_first_and_where_the_rest_is() {
    let outcome = Program::new()
        .file(
            "aids/a.md",
            format!(
                "---\ntitle: alpha\n{}---\n\n1. Do it\n",
                "owner: b\n".repeat(500)
            ),
        )
        .args(["--dir", "aids", "alpha"])
        .run();
    assert!(outcome.shown().contains("Do it"));
    assert!(
        outcome.stderr.contains("jitt --sources"),
        "{}",
        outcome.stderr
    );
    assert!(outcome.stderr.lines().count() <= 10, "{}", outcome.stderr);
}

#[test]
fn an_endless_argument_is_not_said_back() {
    let endless = "q".repeat(100_000);
    for arguments in [
        &[endless.as_str()][..],
        &["-t", &endless, "-l"],
        &["--dir", &endless, "disk"],
        &["--height", &endless],
    ] {
        let outcome = two_aids().args(arguments).run();
        assert!(!outcome.stderr.is_empty());
        assert!(outcome.stderr.len() < 3000, "{}", outcome.stderr.len());
    }
}

#[test]
fn an_endless_title_is_cut_in_lists() {
    let outcome = Program::new()
        .file(
            "aids/a.md",
            format!("# {}\n\n1. Do it\n", "alpha ".repeat(5000)),
        )
        .args(["--dir", "aids", "-l"])
        .run();
    assert!(outcome.shown().len() < 300, "{}", outcome.shown().len());
}

#[test]
fn a_given_folder_that_is_not_there_is_named_and_hides_no_other() {
    for arguments in [&["disk"][..], &["-l"], &["--json", "disk"]] {
        let outcome = Program::new()
            .args(["--dir", "no\nwhere"])
            .args(arguments)
            .run();
        assert_eq!((outcome.status, outcome.stdout.as_str()), (Some(2), ""));
        assert!(
            outcome
                .stderr
                .contains("no^Jwhere: there is no such folder"),
            "{}",
            outcome.stderr
        );
    }
    let outcome = two_aids()
        .args(["--dir", "nowhere", "restart", "gateway"])
        .run();
    assert!(outcome.shown().starts_with("Restart the gateway\n"));
    assert!(
        outcome.stderr.starts_with("nowhere: "),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_tag_that_nothing_has_is_what_the_message_is_about() {
    for arguments in [&["-l", "-t", "nosuch"][..], &["gateway", "-t", "nosuch"]] {
        let outcome = two_aids().args(arguments).run();
        assert_eq!(outcome.status, Some(1));
        assert!(
            outcome.stderr.contains("tagged nosuch"),
            "{}",
            outcome.stderr
        );
    }
}

#[test]
fn a_topic_without_a_word_is_closest_to_nothing_but_a_filter_lists_what_it_lets_through() {
    for topic in ["#", "..."] {
        let outcome = two_aids().args([topic]).run();
        assert_eq!((outcome.status, outcome.stdout.as_str()), (Some(1), ""));
        assert!(
            outcome.stderr.contains("no word") && !outcome.stderr.contains("closest"),
            "{topic}: {}",
            outcome.stderr
        );
    }
    for arguments in [
        &["-l", "tag:web"][..],
        &["tag:web"],
        &["--", "tag:web", "-rotate"],
    ] {
        let outcome = two_aids().args(arguments).run();
        assert_eq!(outcome.shown(), "restart-gateway\tRestart the gateway\n");
        assert_eq!(outcome.stderr, "");
    }
    let outcome = two_aids().args(["-c", "tag:web"]).run();
    assert_eq!((outcome.status, outcome.stdout.as_str()), (Some(1), ""));
}

#[test]
fn a_filter_alone_lists_all_that_it_lets_through() {
    let aids = (0..30).fold(Program::new(), |program, number| {
        let text = format!("---\ntags: [web]\n---\n# Aid {number}\n\n1. Look\n");
        program.file(&format!("d/a{number}.md"), text)
    });
    let outcome = aids.args(["--dir", "d", "tag:web"]).run();
    assert_eq!(outcome.shown().lines().count(), 30);
}

#[test]
fn a_file_in_utf_16_is_shown_as_text() {
    let text = "\u{feff}# Größe prüfen\r\n\r\n1. Look.\r\n";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let page = || {
        Program::new()
            .file("d/utf16.md", &bytes)
            .args(["--dir", "d"])
    };
    let shown = page().args(["utf16"]).run();
    assert!(
        shown.shown().starts_with("Größe prüfen\n"),
        "{}",
        shown.stdout
    );
    let raw = page().args(["-r", "utf16"]).run();
    assert!(raw.shown().starts_with("# Größe prüfen"), "{}", raw.stdout);
}

#[test]
#[cfg(unix)]
fn who_finds_nothing_is_told_what_was_skipped() {
    let program = Program::new()
        .file("real/a.md", RESTART)
        .file("d/sub/keep.txt", "");
    let link = program.home().join("d/a.md");
    std::os::unix::fs::symlink("../real/a.md", link).expect("a link");
    for arguments in [&["-l"][..], &["gateway"], &["-l", "gateway"]] {
        let outcome = Program::new().args(arguments).run();
        assert!(!outcome.stderr.contains("skipped"), "{}", outcome.stderr);
    }
    let outcome = program.args(["--dir", "d", "-l"]).run();
    assert_eq!(outcome.status, Some(1));
    assert!(
        outcome.stderr.contains("one file was skipped"),
        "{}",
        outcome.stderr
    );
    let outcome = outcome.again().args(["--dir", "d", "gateway"]).run();
    assert!(
        outcome.stderr.contains("one file was skipped"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_whole_log_as_topic_is_named_in_one_short_line() {
    let log = "sourdough hydration\nbread oven\n".repeat(30);
    for arguments in [&[log.as_str()][..], &["-l", &log]] {
        let outcome = two_aids().args(arguments).run();
        assert_eq!(outcome.status, Some(1));
        let first = outcome.stderr.lines().next().unwrap_or_default();
        assert!(
            first.contains("...") && first.len() < 130,
            "{}",
            outcome.stderr
        );
    }
}

#[test]
fn a_file_name_with_a_line_end_makes_no_line_of_its_own() {
    let page = "---\nreviewed: soon\n---\n# Zebra care\n\n1. Feed it.\n2. Brush it.\n";
    for arguments in [&["zebra", "care"][..], &["zebra", "moon"], &["--sources"]] {
        let outcome = Program::new()
            .file("d/x\nroot: error[faked].md", page)
            .args(["--dir", "d"])
            .args(arguments)
            .run();
        let said = format!("{}{}", outcome.stdout, outcome.stderr);
        assert!(said.contains("faked"), "{arguments:?}: {said}");
        assert!(
            !said.lines().any(|line| line.starts_with("root")),
            "{arguments:?}: {said}"
        );
    }
}

#[test]
fn without_a_clipboard_and_a_terminal_copying_says_what_to_do() {
    let outcome = two_aids()
        .args(["restart-gateway", "-c", "-y"])
        .env("SSH_TTY", "/dev/pts/7")
        .run_without_terminal();
    assert_eq!((outcome.status, outcome.stdout.as_str()), (Some(2), ""));
    assert!(
        outcome.stderr.contains("print it without -y"),
        "{}",
        outcome.stderr
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_said_once_and_is_2() {
    for arguments in [&["restart-gateway"][..], &["-l"], &["--help"]] {
        let program = two_aids().args(arguments);
        let (status, errors) = program.run_into("/dev/full");
        assert_eq!(status, Some(2), "{arguments:?}");
        assert_eq!(errors.lines().count(), 1, "{arguments:?}: {errors}");
    }
}

#[test]
fn blank_piped_output_is_said_and_nothing_is_shown() {
    let outcome = two_aids().input(" \n").run();
    assert_eq!(outcome.status, Some(1));
    assert_eq!(outcome.stdout, "");
    assert!(
        outcome.stderr.contains("nothing was piped in"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn nothing_about_the_topic_names_the_closest_and_exits_1() {
    let outcome = two_aids().args(["sourdough", "bread", "hydration"]).run();
    assert_eq!(outcome.status, Some(1));
    assert_eq!(outcome.stdout, "");
    assert!(
        outcome.stderr.contains("sourdough bread hydration"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn commands_alone_are_ready_to_paste() {
    let outcome = two_aids().args(["restart-gateway", "-c"]).run();
    assert_eq!(
        outcome.shown(),
        "gatewayctl drain\nsystemctl restart gateway\n"
    );
    let outcome = two_aids().args(["restart-gateway", "-c", "-s", "2"]).run();
    assert_eq!(outcome.shown(), "systemctl restart gateway\n");
}

#[test]
fn steps_are_picked_by_number_and_range() {
    let outcome = two_aids().args(["restart-gateway", "-s", "2-3"]).run();
    let text = outcome.shown();
    assert!(
        !text.contains("Drain it") && text.contains("2. Restart it."),
        "{text}"
    );
    assert!(text.contains("3. Check that it answers."), "{text}");
}

#[test]
fn a_step_that_is_not_there_says_which_is_the_last() {
    let outcome = two_aids().args(["restart-gateway", "-s", "9"]).run();
    assert_eq!(outcome.status, Some(1));
    assert!(
        outcome.stderr.contains("its last is 3"),
        "{}",
        outcome.stderr
    );
    let outcome = two_aids().args(["restart-gateway", "-s", "soon"]).run();
    assert_eq!(outcome.status, Some(2));
}

#[test]
fn a_procedure_is_named_after_a_hash() {
    let outcome = two_aids().args(["rotate-key#rollback"]).run();
    assert!(
        outcome.shown().contains("Put the old key back."),
        "{}",
        outcome.stdout
    );
    assert!(
        !outcome.stdout.contains("Make a key."),
        "{}",
        outcome.stdout
    );
    let outcome = two_aids().args(["rotate-key#nowhere"]).run();
    assert_eq!(outcome.status, Some(1));
    assert!(
        outcome.stderr.contains("ops/rotate-key#rollback"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn raw_gives_the_file_as_it_is() {
    let outcome = two_aids().args(["restart-gateway", "--raw"]).run();
    assert_eq!(outcome.shown(), RESTART);
}

#[test]
fn a_list_is_tab_separated_in_a_pipe_and_limited_by_tag_and_number() {
    let all = "ops/rotate-key\tRotate the gateway key\nrestart-gateway\tRestart the gateway\n";
    assert_eq!(two_aids().args(["--list"]).run().shown(), all);
    let web = "restart-gateway\tRestart the gateway\n";
    assert_eq!(two_aids().args(["-l", "-t", "WEB"]).run().shown(), web);
    assert_eq!(
        two_aids()
            .args(["-l", "-n", "1"])
            .run()
            .shown()
            .lines()
            .count(),
        1
    );
    let best_first = two_aids().args(["-l", "restart", "gateway"]).run();
    assert!(
        best_first.shown().starts_with("restart-gateway\t"),
        "{}",
        best_first.stdout
    );
}

#[test]
fn json_gives_paths_as_the_folder_was_given_and_the_aid_itself_with_one() {
    let outcome = two_aids().args(["--json", "restart", "gateway"]).run();
    let rows: serde_json::Value = serde_json::from_str(outcome.shown()).expect("JSON");
    assert_eq!(rows[0]["path"], "d/restart-gateway.md");
    assert_eq!(rows[0]["id"], "restart-gateway");
    assert_eq!(rows[0]["title"], "Restart the gateway");
    assert_eq!(rows[0]["tags"], serde_json::json!(["web"]));
    let outcome = two_aids()
        .args(["--json", "-n", "1", "restart", "gateway"])
        .run();
    let rows: serde_json::Value = serde_json::from_str(outcome.shown()).expect("JSON");
    let step = &rows[0]["aid"]["procedures"][0]["phases"][0]["steps"][1];
    assert_eq!(
        step["commands"],
        serde_json::json!(["systemctl restart gateway"])
    );
    assert_eq!(step["callouts"][0]["kind"], "WARNING");
    assert_eq!(step["number"], "2");
}

#[test]
fn json_says_which_step_matched_and_where() {
    let outcome = Program::new()
        .file(
            "d/users.md",
            "# Users\n\n## Add a user\n\n1. Create it\n\n   ```sh\n   useradd a\n   ```\n\n## Remove a user\n\n1. Log it out\n\n2. Delete it\n\n   ```sh\n   userdel a\n   ```\n",
        )
        .args(["--dir", "d", "--json", "userdel"])
        .run();
    let rows: serde_json::Value = serde_json::from_str(outcome.shown()).expect("JSON");
    assert_eq!(rows[0]["field"], "command");
    assert_eq!(rows[0]["step"], "2");
    assert_eq!(rows[0]["procedure"], "remove-a-user");
    assert_eq!(rows[0]["snippet"], "Delete it");
}

#[test]
fn without_match_json_is_still_json_and_exits_1() {
    let outcome = two_aids().args(["--json", "qqqqzzzz"]).run();
    assert_eq!(outcome.status, Some(1));
    let rows: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert!(rows.is_array());
}

#[test]
fn a_reader_that_leaves_is_success() {
    let program = Program::new();
    let many: String = (0..5000)
        .map(|n| format!("{n}. Step {n} of very many\n"))
        .collect();
    let program = program.file("d/long.md", format!("# Long\n\n{many}"));
    let home = program.home();
    let mut child = Command::new(env!("CARGO_BIN_EXE_jitt"))
        .args(["--dir", "d", "long"])
        .current_dir(home)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("jitt starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("jitt ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn no_terminal_anywhere_is_a_plain_message_and_2() {
    let outcome = two_aids().args(["-i"]).run_without_terminal();
    assert_eq!(outcome.status, Some(2), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("terminal"), "{}", outcome.stderr);
    assert_eq!(outcome.stdout, "");
}

#[test]
fn colour_is_off_in_a_pipe_and_on_when_forced_and_no_color_wins_over_a_forcing_environment() {
    let sgr = |outcome: &program::Outcome| outcome.stdout.contains("\u{1b}[");
    assert!(!sgr(&two_aids().args(["restart-gateway"]).run()));
    assert!(sgr(&two_aids()
        .args(["restart-gateway", "--color", "always"])
        .run()));
    assert!(sgr(&two_aids()
        .args(["restart-gateway"])
        .env("CLICOLOR_FORCE", "1")
        .run()));
    let both = two_aids().env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1");
    assert!(!sgr(&both.args(["restart-gateway"]).run()));
}

#[test]
fn a_narrow_width_wraps_text_but_never_a_command() {
    let outcome = two_aids()
        .args(["restart-gateway"])
        .env("COLUMNS", "20")
        .run();
    let text = outcome.shown();
    assert!(
        text.lines()
            .any(|line| line.trim() == "systemctl restart gateway"),
        "{text}"
    );
    let long = |line: &&str| line.chars().count() > 20 && !line.contains("ctl ");
    assert_eq!(text.lines().find(long), None);
}

#[test]
fn plain_lines_are_whole_in_a_pipe_unless_columns_are_asked_for() {
    let page = format!("1. Look at it{}.\n", " and at it again".repeat(20));
    let run = |name: &str, value: &str| {
        let program = Program::new()
            .file("d/look.md", &page)
            .args(["--dir", "d", "look"]);
        let outcome = program.env(name, value).run();
        outcome.shown().lines().map(str::len).max()
    };
    assert!(run("JITT_LINEAR", "1") > Some(300));
    assert!(run("TERM", "dumb") > Some(300));
    assert!(run("TERM", "xterm") <= Some(80));
    assert!(run("COLUMNS", "40") <= Some(40));
}

#[test]
fn help_is_a_topic_that_hints_at_the_options() {
    let outcome = two_aids().args(["help"]).run();
    assert!(outcome.stderr.contains("jitt --help"), "{}", outcome.stderr);
}

#[test]
fn help_is_no_misspelt_word_but_an_aid_about_it_is_shown() {
    let outcome = Program::new().args(["help"]).run();
    assert_eq!((outcome.status, outcome.stdout.as_str()), (Some(1), ""));
    assert!(outcome.stderr.contains("jitt --help"), "{}", outcome.stderr);
    let outcome = two_aids()
        .file("d/desk.md", "# Call the help desk\n\n1. Call.\n2. Wait.\n")
        .args(["help"])
        .run();
    assert!(outcome.shown().starts_with("Call the help desk\n"));
}

#[test]
fn version_and_help_go_to_standard_output() {
    for flag in ["-v", "-V", "--version"] {
        assert!(
            Program::new()
                .args([flag])
                .run()
                .shown()
                .starts_with("jitt ")
        );
    }
    assert!(
        Program::new()
            .args(["--help"])
            .run()
            .shown()
            .contains("--commands")
    );
    let outcome = Program::new().args(["--no-such-flag"]).run();
    assert_eq!((outcome.status, outcome.stdout.as_str()), (Some(2), ""));
}

#[test]
fn a_project_folder_upward_comes_before_the_starter_aids() {
    let outcome = Program::new()
        .file(
            "p/.jitt/disk-full-triage.md",
            "# Our own disk procedure\n\n1. Call Ada.\n",
        )
        .file("p/deep/below/x", "")
        .cwd("p/deep/below")
        .args(["disk-full-triage"])
        .run();
    assert!(outcome.shown().contains("Call Ada."), "{}", outcome.stdout);
}

#[test]
fn wrong_keys_in_the_configuration_are_named_with_their_place() {
    let config = "[keys]\nnosuch = [\"q\"]\nskip = [\"frob\"]\ndone = [\"1\"]\n";
    for arguments in [&["--sources"][..], &["disk", "full"]] {
        let outcome = Program::new()
            .file(".config/jitt/config.toml", config)
            .args(arguments)
            .run();
        assert_eq!(outcome.status, Some(0), "{arguments:?}");
        let said = format!("{}{}", outcome.stdout, outcome.stderr);
        for place in [
            "config.toml:2:1: ",
            "config.toml:3:9: ",
            "config.toml:4:9: ",
        ] {
            assert!(said.contains(place), "{arguments:?}: {said}");
        }
    }
}

#[test]
fn adding_a_folder_writes_the_configuration_once_and_its_aids_are_found() {
    let outcome = Program::new()
        .file("runbooks/x.md", RESTART)
        .args(["--add", "runbooks"])
        .run();
    assert_eq!(outcome.shown(), "");
    let config = outcome.path(".config/jitt/config.toml");
    let written = || std::fs::read_to_string(&config).expect("written");
    let once = written();
    let again = outcome.again().args(["--add", "runbooks/"]).run();
    assert_eq!(again.shown(), "");
    assert_eq!(written(), once);
    let found = again.again().args(["restart", "the", "gateway"]).run();
    assert!(found.shown().starts_with("Restart the gateway\n"));
}

#[test]
#[cfg(unix)]
fn adding_a_folder_keeps_a_private_configuration_private() {
    use std::os::unix::fs::PermissionsExt;
    let program = Program::new()
        .file("runbooks/x.md", RESTART)
        .file(".config/jitt/config.toml", "linear = true # mine\n");
    let config = program.home().join(".config/jitt/config.toml");
    let private = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(&config, private).expect("made private");
    let outcome = program.args(["--add", "runbooks"]).run();
    outcome.shown();
    let mode = std::fs::metadata(&config).expect("there").permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);
    let text = std::fs::read_to_string(&config).expect("readable");
    assert!(text.contains("# mine"), "{text}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_named_pipe_in_the_place_of_the_configuration_is_not_waited_for() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    let program = Program::new()
        .file("runbooks/x.md", RESTART)
        .file(".config/jitt/old.toml", "");
    let config = program.home().join(".config/jitt/config.toml");
    mknodat(CWD, &config, FileType::Fifo, Mode::RUSR, 0).expect("a FIFO");
    let outcome = program.args(["--add", "runbooks"]).run();
    assert_eq!(outcome.status, Some(2));
    assert!(outcome.stderr.contains("FIFO"), "{}", outcome.stderr);
}

#[test]
fn sources_tell_counts_and_what_is_wrong_with_file_line_and_column() {
    let outcome = two_aids()
        .file(
            "d/broken.md",
            "---\ntitle: [unclosed\n---\n# Still here\n\n1. Do it.\n",
        )
        .args(["--sources"])
        .run();
    let text = outcome.shown();
    assert!(text.contains("3 aids"), "{text}");
    assert!(text.contains("d/broken.md:2:"), "{text}");
    let opened = two_aids()
        .file(
            "d/broken.md",
            "---\ntitle: [unclosed\n---\n# Still here\n\n1. Do it.\n",
        )
        .args(["broken"])
        .run();
    assert!(opened.shown().contains("Do it."));
}

#[test]
fn no_control_direction_or_invisible_character_of_a_file_reaches_a_pipe() {
    let page = "---\ntitle: \"a\\e]0;pwned\\a b\"\n---\n\n1. Look\u{1b}[31m here &#27;[2J &#x9b;31m \u{202e}evil\n\n   \
        ```sh\n   echo \u{200b}x\u{7f}\n   ```\n";
    for arguments in [
        &["hostile"][..],
        &["hostile", "-c"],
        &["hostile", "-r"],
        &["-l"],
        &["hostile", "--json", "-n", "1"],
        &["--sources"],
    ] {
        let outcome = Program::new()
            .file("d/hostile.md", page)
            .file("d/na\u{1b}[31mme.md", "# x\n")
            .args(["--dir", "d"])
            .args(arguments)
            .run();
        for text in [&outcome.stdout, &outcome.stderr] {
            let bad = |c: &char| {
                (c.is_control() && !"\n\t".contains(*c)) || "\u{202e}\u{200b}".contains(*c)
            };
            assert_eq!(text.chars().find(bad), None, "{arguments:?}: {text:?}");
        }
    }
}

#[test]
fn a_page_of_every_broken_kind_still_opens() {
    for (name, bytes) in [
        ("latin1", &b"# Caf\xe9\n\n1. Dr\xfcck.\n"[..]),
        (
            "crlf",
            b"\xef\xbb\xbf---\r\ntitle: T\r\n---\r\n1. One.\r\n2. Two.\r\n",
        ),
        ("empty", b""),
        (
            "wrongtype",
            b"---\nreviewed: soon\ntags: {a: b}\n---\n1. One.\n",
        ),
    ] {
        let outcome = Program::new()
            .file(&format!("d/{name}.md"), bytes)
            .args(["--dir", "d", name])
            .run();
        outcome.shown();
    }
}

#[test]
fn a_folder_that_was_named_and_is_not_there_is_named_back() {
    let outcome = Program::new().args(["--dir", "nowhere", "disk"]).run();
    assert_eq!(outcome.status, Some(2));
    assert!(outcome.stderr.contains("nowhere"), "{}", outcome.stderr);
    let outcome = two_aids()
        .args(["--dir", "nowhere", "restart-gateway"])
        .run();
    assert!(outcome.shown().starts_with("Restart the gateway\n"));
    assert!(outcome.stderr.contains("nowhere"), "{}", outcome.stderr);
}

#[test]
fn a_command_that_hides_characters_does_not_leave_for_another_program() {
    let page = "# Hide\n\n1. Look.\n   ```sh\n   echo a\u{200b}b\n   ```\n";
    let hide = || {
        Program::new()
            .file("d/hide.md", page)
            .args(["--dir", "d", "hide"])
    };
    let outcome = hide().args(["-c"]).run();
    assert_eq!((outcome.status, outcome.stdout.as_str()), (Some(2), ""));
    assert!(
        outcome.stderr.contains("hides characters"),
        "{}",
        outcome.stderr
    );
    assert!(hide().run().shown().contains("echo a<U+200B>b"));
}

#[test]
fn a_time_zone_that_is_a_device_is_not_read() {
    let outcome = two_aids()
        .env("TZ", "/dev/zero")
        .args(["restart-gateway"])
        .run();
    outcome.shown();
}

#[test]
fn every_part_named_beside_the_steps_can_be_opened() {
    let page = "# Alert\n\n## Meaning\n\nIt is down.\n\n### Why\n\nNobody knows.\n\n\
        ## Impact\n\nBad.\n\n## Mitigation\n\n1. Restart it.\n2. Look at it.\n";
    let alert = |part: &str| {
        Program::new()
            .file("d/alert.md", page)
            .args(["--dir", "d", &format!("alert{part}")])
            .run()
    };
    let steps = alert("");
    assert!(
        steps
            .shown()
            .contains("Background: #meaning, #why, #impact"),
        "{}",
        steps.stdout
    );
    let meaning = alert("#meaning");
    let text = meaning.shown();
    assert!(
        text.contains("It is down.") && text.contains("Nobody knows."),
        "{text}"
    );
    assert!(
        !text.contains("Bad.") && !text.contains("Restart it."),
        "{text}"
    );
    assert!(alert("#impact").shown().contains("Bad."));
    assert_eq!(alert("#nowhere").status, Some(1));
}

#[test]
fn the_other_procedures_of_a_page_are_named_before_the_steps() {
    let outcome = two_aids().args(["rotate-key"]).run();
    let text = outcome.shown();
    assert!(
        text.find("#rollback") < text.find("1. Make a key."),
        "{text}"
    );
}

#[test]
fn a_folded_block_is_printed_whole() {
    let page = "# Page\n\n1. Do it.\n\n   <details><summary>Old way</summary>\n\n   By hand.\n\n   </details>\n2. Look.\n";
    let outcome = Program::new()
        .file("d/page.md", page)
        .args(["--dir", "d", "page"])
        .run();
    assert!(outcome.shown().contains("By hand."), "{}", outcome.stdout);
}

#[test]
fn a_finding_that_only_warns_waits_for_sources() {
    let page = "# Page\n\n1. One.\n```sh\na\n```\n1. Two.\n```sh\nb\n```\n";
    let outcome = Program::new()
        .file("d/page.md", page)
        .args(["--dir", "d", "page"])
        .run();
    outcome.shown();
    assert_eq!(outcome.stderr, "");
}

#[test]
fn sources_count_the_pages_that_no_list_shows() {
    let outcome = two_aids()
        .file("d/README.md", "# Read me\n")
        .args(["--sources"])
        .run();
    assert!(outcome.shown().contains("2 aids"), "{}", outcome.stdout);
    assert!(
        outcome.stdout.contains("1 not in lists"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn a_destructive_command_is_marked_in_the_page_and_told_of_beside_the_command() {
    let page = "# Clean up\n\n1. Delete it all.\n\n   ```sh\n   rm -rf /srv/data\n   ```\n";
    let outcome = Program::new()
        .file(".jitt/clean.md", page)
        .args(["clean"])
        .run();
    let lines: Vec<&str> = outcome.shown().lines().map(str::trim).collect();
    let mark = lines.iter().position(|line| *line == "DESTRUCTIVE");
    let command = lines.iter().position(|line| line.contains("rm -rf"));
    assert!(mark.is_some() && mark < command, "{lines:?}");
    let outcome = outcome
        .again()
        .env("USER", "ada")
        .env("JITT_HOST", "web3")
        .args(["clean", "-c"])
        .run();
    assert_eq!(outcome.shown(), "rm -rf /srv/data\n");
    let said = "destroys data or access; you are on ada@web3, in ";
    assert!(outcome.stderr.contains(said), "{}", outcome.stderr);
}
