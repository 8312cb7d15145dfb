//! Values filled into commands, read back from real shells: what arrives is the value, byte for byte, or
//! the value is refused. A shell that is not installed is left out.

use std::process::Command;

use jitt::aid::Step;
use jitt::aid::placeholder::Values;
use jitt::parse::parse;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// Whether a value must be refused.
type Refuses = fn(&str) -> bool;

const NONE: Refuses = |_| false;
const SINGLE_QUOTE: Refuses = |value| value.contains('\'');
/// History expansion does not see the quoting within a double quote.
const EXCLAMATION: Refuses = |value| value.contains('!');
/// To a zsh at its prompt a comment is none: only words that need no quoting go with one.
const NOT_PLAIN: Refuses = |value| {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_./:@+-".contains(c);
    value.is_empty() || !value.chars().all(plain)
};
/// It would end the here-document; and history expansion sees no quoting there either.
const NOT_IN_DOCUMENT: Refuses =
    |value| value.trim_start_matches('\t').starts_with("EOF") || EXCLAMATION(value);

/// Commands that write the value, and nothing else, ended by NUL; with each, which values have no place in it.
const PLACES: &[(&str, Refuses)] = &[
    ("printf '%s\\0' <x>", NONE),
    ("printf '%s\\0' '<x>'", SINGLE_QUOTE),
    ("printf '%s\\0' \"<x>\"", NONE),
    ("printf '%s\\0' $EMPTY<x>", NONE),
    ("printf '%s\\0' \"$EMPTY<x>\"", NONE),
    ("printf '%s\\0' {{x}}", NONE),
    ("printf '%s\\0' \"$(printf '%s' <x>)\"", EXCLAMATION),
    ("printf '%s\\0' \"$(printf '%s' \"<x>\")\"", EXCLAMATION),
    ("printf '%s\\0' \"$(printf '%s' '<x>')\"", |value| {
        EXCLAMATION(value) || SINGLE_QUOTE(value)
    }),
    ("printf '%s\\0' \"it's\"\"<x>\" | sed \"s/^it's//\"", NONE),
    ("A=<x>; printf '%s\\0' \"$A\"", NONE),
    // What the comment labels is a command without it.
    ("# it is <x>\nprintf '%s\\0' <x>", NONE),
    ("printf '%s\\0' <x> # not <x>", NOT_PLAIN),
    ("printf '%s\\0' <x>>&1", NONE),
    ("printf '%s\\0' '\"<x>\"' | tr -d '\"'", |value| {
        value.contains(['\'', '"', '\\'])
    }),
];
/// The same with a here-document, which ends in a line end too.
const DOCUMENTS: &[(&str, Refuses)] = &[
    ("cat <<EOF\n<x>\nEOF", NOT_IN_DOCUMENT),
    ("cat <<'EOF'\n<x>\nEOF", NOT_IN_DOCUMENT),
    ("cat <<-EOF\n\t<x>\n\tEOF", NOT_IN_DOCUMENT),
];

fn installed(shell: &str) -> bool {
    Command::new(shell).args(["-c", "true"]).output().is_ok()
}

/// The last command of a template with the value in it; none where the value is refused, and then the
/// placeholder stands in it still.
fn filled(template: &str, value: &str) -> Option<String> {
    let indented = template.replace('\n', "\n   ");
    let page = format!("1. Do it.\n\n   ```sh\n   {indented}\n   ```\n");
    let aid = parse("x.md", page.as_bytes()).aid;
    let step: &Step = aid.procedures().next()?.steps().next()?;
    let commands = step.commands();
    let mut values = Values::default();
    values.set("x", Some(value.to_string()));
    let last = commands.last()?.filled(&values);
    if last.refused.is_empty() {
        assert!(!last.pieces.is_empty(), "{template} has no placeholder");
        return Some(last.text);
    }
    let open = template.lines().last().unwrap_or_default();
    let open = template.contains("<<") || last.text.ends_with(open);
    assert!(open && last.open() == ["x"], "{}", last.text);
    None
}

/// What the shell writes for all commands, one after the other.
fn written(shell: &str, script: &str) -> Vec<u8> {
    let args: &[&str] = match shell {
        "zsh" => &["-f", "-c"],
        "fish" => &["--no-config", "-c"],
        "bash" => &["--norc", "-c"],
        _ => &["-c"],
    };
    let output = Command::new(shell)
        .args(args)
        .arg(script)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("EMPTY", "")
        .output()
        .expect("it is installed");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && errors.is_empty(),
        "{shell}: {errors}\n{script}"
    );
    output.stdout
}

fn arrives(shell: &str, templates: &[(&str, Refuses)], values: &[String]) -> usize {
    let mut script = String::new();
    let mut expected = Vec::new();
    for (template, refuses) in templates {
        for value in values {
            let command = filled(template, value);
            // Nothing is refused that has a place, and nothing filled in that has none.
            let refused = command.is_none();
            assert_eq!(refused, refuses(value), "{template} with {value:?}");
            let Some(command) = command else {
                continue;
            };
            script.push_str(&command);
            script.push('\n');
            let document = template.contains("<<");
            expected.push((template, value, command, if document { b'\n' } else { 0 }));
        }
    }
    let output = written(shell, &script);
    let mut rest = output.as_slice();
    for (template, value, command, end) in &expected {
        let mut wanted = value.as_bytes().to_vec();
        wanted.push(*end);
        assert!(
            rest.starts_with(&wanted),
            "{shell}: {template} with {value:?} became {command}\nand wrote {:?}",
            String::from_utf8_lossy(rest.get(..rest.len().min(80)).unwrap_or_default())
        );
        rest = rest.get(wanted.len()..).unwrap_or_default();
    }
    assert!(rest.is_empty(), "{shell}: more was written");
    expected.len()
}

fn values() -> impl Strategy<Value = Vec<String>> {
    let sharp = prop::sample::select(vec![
        "'", "\"", "\\", "$", "`", "!", "$(", ")", "${", "}", "{", ",", "..", "*", "?", "[", "]",
        "~", "#", "&", "|", ";", "<", ">", "(", "=", "%", "^", "-", "@", ":", " ", "  ", "EOF",
        "$x", "<x>", "{{x}}", "if", "done", "a", "9", "é", "磁", "\u{2019}", "\\'", "\\\\",
        "\u{a0}",
    ]);
    let piece = prop_oneof![
        3 => sharp.prop_map(String::from),
        1 => any::<char>().prop_filter("no control", |c| !c.is_control()).prop_map(String::from),
    ];
    let value = prop::collection::vec(piece, 0..7).prop_map(|pieces| pieces.concat());
    prop::collection::vec(value, 12)
}

fn property(shell: &str, templates: &[(&str, Refuses)]) {
    if !installed(shell) {
        return;
    }
    let mut config = ProptestConfig::default();
    config.cases = config.cases.min(20);
    config.failure_persistence = None;
    let filled = std::cell::Cell::new(0);
    TestRunner::new(config)
        .run(&values(), |values| {
            filled.set(filled.get() + arrives(shell, templates, &values));
            Ok(())
        })
        .expect("every value arrives");
    let filled = filled.get();
    assert!(filled > 200, "{shell}: most values are refused: {filled}");
}

fn posix() -> Vec<(&'static str, Refuses)> {
    PLACES.iter().chain(DOCUMENTS).copied().collect()
}

#[test]
fn bash_reads_every_value_as_it_is() {
    property("bash", &posix());
}

#[test]
fn dash_reads_every_value_as_it_is() {
    property("dash", &posix());
}

#[test]
fn zsh_reads_every_value_as_it_is() {
    property("zsh", &posix());
}

#[test]
fn fish_reads_every_value_as_it_is() {
    // What fish has no word for is left out: here-documents, `A=`.
    let common: Vec<_> = PLACES
        .iter()
        .copied()
        .filter(|(place, _)| !place.starts_with("A="))
        .collect();
    property("fish", &common);
}

#[test]
fn common_values_are_filled_in_everywhere() {
    for (template, refuses) in posix() {
        for value in [
            "/var/log", "web1", "a b", "$HOME", "a&b;c", "100%", "x=y", "*.log", "~/x",
        ] {
            let refused = filled(template, value).is_none();
            assert_eq!(refused, refuses(value), "{template} with {value}");
        }
    }
    for shell in ["bash", "dash", "zsh"] {
        if installed(shell) {
            let words = [
                "if", "", "-n", "=ls", "%1", "a,b", "1", "{a..c}", "!!", "^a^b",
            ]
            .map(String::from);
            arrives(shell, &posix(), &words);
        }
    }
}

/// Commands in which more than quoting decides what is run: a value is refused, or does nothing but arrive.
const TRAPS: &[&str] = &[
    "for h in a; do echo \"echo {{x}}\"; done | sh",
    "{ echo \"echo {{x}}\"; echo true; } | sh",
    "echo \"echo {{x}}\" |& sh",
    "(( {{x}} > 3 ))",
    "for ((i=0;i<{{x}};i++)); do break; done",
    "[[ {{x}} -gt 3 ]]",
    "let \"x={{x}}\"",
    "declare -i n={{x}}",
    "a[{{x}}]=5",
    "flock f -c \"echo {{x}}\"",
    "source <(echo \"echo {{x}}\")",
    "\\bash -c 'echo {{x}}'",
];

#[test]
fn a_value_never_runs() {
    if !installed("bash") {
        return;
    }
    let dir = tempfile::tempdir().expect("a folder");
    for template in TRAPS {
        for value in [
            "1; touch p",
            "a[$(touch p)]",
            "$(touch p)",
            "1\" ; touch p; \"",
        ] {
            let Some(command) = filled(template, value) else {
                continue;
            };
            Command::new("bash")
                .args(["--norc", "-c", &command])
                .current_dir(dir.path())
                .output()
                .expect("it is installed");
            assert!(!dir.path().join("p").exists(), "{command}");
        }
    }
}
