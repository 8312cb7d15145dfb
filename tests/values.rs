//! Placeholders at the command line: `--set`, what is said about the rest, `--json`.

#[allow(dead_code, reason = "other tests need more of it")]
#[path = "common/program.rs"]
mod program;

use program::{Outcome, Program};

const PAGE: &str = "---
params:
  unit: {ask: Which service?, default: nginx, choices: [nginx, redis]}
  pid: {pattern: \"[0-9]+\"}
  key: {secret: true}
---
# Restart

1. Look at it.

   ```sh
   systemctl status <unit> && cat '/proc/<pid>/cmdline'
   ```

2. Log in to {{host}}: `login --host <host> --key <key>`
";

fn jitt(arguments: &[&str]) -> Outcome {
    let program = Program::new().file("aids/restart.md", PAGE);
    program
        .args(["--dir", "aids", "restart"])
        .args(arguments)
        .run()
}

#[test]
fn values_are_filled_in_wherever_the_name_stands_and_quoted_for_their_place() {
    let given = [
        "--set",
        "unit=nginx",
        "--set",
        "host=it's me",
        "--set",
        "pid=1",
    ];
    let shown = jitt(&given);
    let text = shown.shown();
    assert!(
        text.contains("systemctl status nginx && cat '/proc/1/cmdline'"),
        "{text}"
    );
    assert!(
        text.contains(r"login --host 'it'\''s me' --key <key>"),
        "{text}"
    );
    // What is not a command is the page's own.
    assert!(text.contains("Log in to {{host}}"), "{text}");
}

#[test]
fn a_secret_is_not_shown_but_is_in_the_command_that_is_asked_for() {
    let shown = jitt(&["--set", "key=hunter2"]);
    assert!(!shown.shown().contains("hunter2"));
    let command = jitt(&["-c", "-s", "2", "--set", "key=hunter2", "--set", "host=h"]);
    assert_eq!(command.shown(), "login --host h --key hunter2\n");
    assert_eq!(command.stderr, "");
}

#[test]
fn json_shows_no_secret_either() {
    let outcome = jitt(&["--json", "-n", "1", "--set", "key=hunter2"]);
    assert!(!outcome.shown().contains("hunter2"), "{}", outcome.shown());
    assert!(outcome.shown().contains("••••"), "{}", outcome.shown());
}

#[test]
fn what_sounds_like_a_secret_is_one_unless_the_page_says_otherwise() {
    let page = "---\nparams:\n  max_tokens: {secret: false}\n  DB_PASS: Which password?\n---\n1. `x <max_tokens> <DB_PASS> <api_key> <host>`\n";
    let questions = jitt::parse::parse("x.md", page.as_bytes()).aid.questions();
    let secret: Vec<bool> = questions.iter().map(|q| q.param.secret).collect();
    assert_eq!(secret, [false, true, true, false]);
}

#[test]
fn what_is_still_to_fill_in_is_said_beside_the_commands() {
    let commands = jitt(&["-c", "-s", "1", "--set", "pid=7"]);
    assert_eq!(
        commands.shown(),
        "systemctl status <unit> && cat '/proc/7/cmdline'\n"
    );
    assert!(
        commands
            .stderr
            .contains("still to fill in: unit (--set unit=...)"),
        "{}",
        commands.stderr
    );
}

#[test]
fn a_value_that_does_not_fit_is_said_and_nothing_is_printed() {
    for (given, said) in [
        ("unit=apache", "--set unit: it must be one of nginx, redis"),
        ("pid=x", "--set pid: it must match [0-9]+"),
        (
            "host=a\nreboot",
            "--set host: control characters and line ends cannot be filled in",
        ),
        (
            "hots=web1",
            "restart has no such placeholder\n  it has unit, pid, host, key",
        ),
        ("web1", "--set web1 names no value"),
    ] {
        let outcome = jitt(&["-c", "--set", given]);
        assert_eq!(
            (outcome.status, outcome.stdout.as_str()),
            (Some(2), ""),
            "{given}"
        );
        assert!(outcome.stderr.contains(said), "{}", outcome.stderr);
    }
}

#[test]
fn a_value_that_its_quotes_cannot_hold_is_refused_and_half_a_command_is_given_to_nobody() {
    let page = "1. Go.\n\n   ```sh\n   echo '<word>'; echo <word>\n   ```\n";
    let program = Program::new().file("aids/go.md", page);
    let outcome = program
        .args(["--dir", "aids", "go", "-c", "--set", "word=it's"])
        .run();
    assert_eq!((outcome.status, outcome.stdout.as_str()), (Some(2), ""));
    let said = "not filled in: word: ' cannot stand in the quotes of this command";
    assert!(outcome.stderr.contains(said), "{}", outcome.stderr);
}

#[test]
fn an_empty_value_is_refused() {
    let outcome = jitt(&["-c", "--set", "pid="]);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (Some(2), ""));
    assert!(outcome.stderr.contains("empty"), "{}", outcome.stderr);
}

#[test]
fn json_lists_the_placeholders_and_fills_them() {
    let outcome = jitt(&["--json", "-n", "1", "--set", "pid=3"]);
    let json: serde_json::Value = serde_json::from_str(outcome.shown()).expect("JSON");
    let aid = &json[0]["aid"];
    let unit = &aid["placeholders"][0];
    assert_eq!(unit["name"], "unit");
    assert_eq!(unit["ask"], "Which service?");
    assert_eq!(unit["default"], "nginx");
    assert_eq!(unit["choices"], serde_json::json!(["nginx", "redis"]));
    let command = &aid["procedures"][0]["phases"][0]["steps"][0]["commands"][0];
    assert_eq!(command, "systemctl status <unit> && cat '/proc/3/cmdline'");
}

#[test]
fn what_is_still_open_stands_out_in_colour_too() {
    let outcome = jitt(&["--color", "always", "--set", "unit=redis"]);
    let text = outcome.shown();
    assert!(text.contains("\u{1b}[3;4;35m<pid>\u{1b}[0m"), "{text:?}");
    assert!(text.contains("\u{1b}[1;35mredis\u{1b}[0m"), "{text:?}");
}

#[test]
fn the_spelling_of_options_follows_the_configuration() {
    let page = "# gzip\n\n> Compress.\n\n- Keep the file:\n\n`gzip {{[-k|--keep]}} {{file}}`\n";
    let program = Program::new().file("aids/gzip.md", page);
    let outcome = program.args(["--dir", "aids", "gzip", "-c"]).run();
    assert_eq!(outcome.shown(), "gzip --keep {{file}}\n");
    let program = outcome
        .again()
        .file(".config/jitt/config.toml", "short_options = true\n");
    let outcome = program.args(["--dir", "aids", "gzip", "-c"]).run();
    assert_eq!(outcome.shown(), "gzip -k {{file}}\n");
}

/// The names that the commands of a page ask for.
fn asked(page: &str) -> Vec<String> {
    let questions = jitt::parse::parse("x.md", page.as_bytes()).aid.questions();
    questions
        .into_iter()
        .map(|question| question.param.name)
        .collect()
}

#[test]
fn plainly_written_names_are_placeholders_where_the_page_declares_them() {
    let page = "---\nparams:\n  unit: Which unit?\n  NODE: {ask: Which node?}\n---\n1. Do it.\n\n   ```sh\n   systemctl restart {unit} [unit] $unit; ssh NODE uptime; echo MY_NODE [other]\n   ```\n";
    assert_eq!(asked(page), ["unit", "NODE"]);
    let page = "1. Replace `CLUSTER_NAME` with the name of yours: `kubectl use CLUSTER_NAME now`\n";
    assert_eq!(asked(page), ["CLUSTER_NAME"]);
}

#[test]
fn variables_that_the_page_gives_a_value_itself_are_not_asked_for() {
    let page = "1. Set them.\n\n   ```sh\n   PORT=80\n   read -r ANSWER\n   ```\n\n2. Use them.\n\n   ```sh\n   for NAME in a b; do echo $NAME $PORT $ANSWER $HOST_IP; done\n   ```\n";
    assert_eq!(asked(page), ["HOST_IP"]);
}

#[test]
fn an_aid_asks_for_each_name_once_at_the_first_step_that_needs_it() {
    let page = "---\nparams:\n  fd: {ask: FD number, pattern: \"[0-9]+\", default: 3}\n---\n1. Look.\n\n   ```sh\n   ls /proc/<pid>\n   ```\n\n2. Empty it.\n\n   ```sh\n   truncate -s 0 /proc/<pid>/fd/<fd>\n   ```\n";
    let questions = jitt::parse::parse("x.md", page.as_bytes()).aid.questions();
    let asked: Vec<_> = questions.iter().map(|q| (q.words(), q.step.step)).collect();
    assert_eq!(asked, [("pid", 0), ("FD number", 1)]);
    assert_eq!(questions[1].param.default.as_deref(), Some("3"));
    assert!(questions[1].check("17").is_ok() && questions[1].check("x17").is_err());
}

#[test]
fn a_params_key_that_is_wrong_is_a_finding_with_its_line() {
    let page = "---\nparams:\n  a: {pattern: \"(\", colour: red}\n  b: {secret: perhaps}\n---\n1. `x <a>`\n";
    let findings = jitt::parse::parse("x.md", page.as_bytes()).findings;
    let said: Vec<String> = findings
        .iter()
        .map(|f| format!("{} {}", f.at.line, f.message))
        .collect();
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[0].starts_with("3 params: pattern of a:"), "{said:?}");
    assert_eq!(said[1], "3 params: a has no use for colour");
    assert_eq!(said[2], "4 params: secret of b is not true or false");
}
