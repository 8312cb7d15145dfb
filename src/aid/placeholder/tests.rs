use super::*;

/// The names found in a command, choices and dots told.
fn names(text: &str) -> Vec<String> {
    names_known(text, &Known::default())
}

fn names_known(text: &str, known: &Known) -> Vec<String> {
    let mut command = Command {
        text: text.to_string(),
        ..Command::default()
    };
    known_to(&mut command, known);
    let name = |hole: Hole| match hole.kind {
        HoleKind::Value { several: true, .. } => format!("{}...", hole.name),
        HoleKind::Value { choices, .. } if !choices.is_empty() => choices.join("/"),
        HoleKind::Value { .. } => hole.name,
        HoleKind::Option { short, long } => format!("{short} or {long}"),
    };
    command.holes.into_iter().map(name).collect()
}

fn known_to(command: &mut Command, known: &Known) {
    command.holes = find::holes(command, known);
}

fn command(text: &str) -> Command {
    let mut command = Command {
        text: text.to_string(),
        ..Command::default()
    };
    command.holes = find::holes(&command, &Known::default());
    command
}

fn filled(text: &str, values: &[(&str, &str)]) -> Filled {
    let mut all = Values::default();
    for (name, value) in values {
        all.set(name, Some(value.to_string()));
    }
    command(text).filled(&all)
}

#[test]
fn every_style_is_found() {
    for (text, found) in [
        ("df -h <mount>", &["mount"][..]),
        ("truncate -s 0 /proc/<pid>/fd/<fd>", &["pid", "fd"]),
        ("ssh <user>@<host name>", &["user", "host name"]),
        ("tar -xf {{path/to/file.tar}}", &["path/to/file.tar"]),
        ("ip {{tcp|udp}}", &["tcp/udp"]),
        ("gzip {{[-k|--keep]}} {{file}}", &["-k or --keep", "file"]),
        ("rm {{file1 file2 ...}}", &["file1 file2..."]),
        ("pick {{1..3}}", &["1/2/3"]),
        ("curl -H \"Token: YOUR_API_KEY\"", &["YOUR_API_KEY"]),
        ("docker stop ((container))", &["container"]),
        ("ping $GATEWAY \"${PORT_NAME}\"", &["GATEWAY", "PORT_NAME"]),
        ("cp <file...> /tmp", &["file..."]),
    ] {
        assert_eq!(names(text), found, "{text}");
    }
}

#[test]
fn what_only_looks_like_one_is_left_alone() {
    for text in [
        "sort <in.txt >out.txt",
        "cmd <in 2>err",
        "cat <<EOF",
        "diff <(ls a) <(ls b)",
        "echo '<div>' '<b>x</b>'",
        "press <Ctrl c> or <Enter>",
        "grep '<none>'",
        "docker ps --format '{{.Names}}'",
        "docker inspect -f '{{json .State}}' x",
        "helm template --set a={{ .Values.a }}",
        "helm get {{ include \"x\" . }}",
        "ls {{ x | upper }}",
        "echo $HOME $PATH ${USER} $1 $? $XDG_DATA_HOME",
        "awk '{print $NF}' file",
        "((count++))",
        "echo $((COUNT + 1))",
        "a [name] {name} NAME",
        "grep '\\<word\\>' f",
        "#include <stdio.h>",
    ] {
        assert_eq!(names(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_value_is_quoted_for_its_place_and_never_looked_at_again() {
    for (text, value, outcome) in [
        ("ls <x>", "/var/log", "ls /var/log"),
        ("ls <x>", "two words", "ls 'two words'"),
        ("ls <x>/sub", "it's", r"ls 'it'\''s'/sub"),
        ("ls <x>", r"a\b", r"ls 'a'\\'b'"),
        ("ls <x>", "", "ls ''"),
        ("ls \"<x>\"", "$(rm -rf /)", "ls \"\\$(rm -rf /)\""),
        ("ls \"<x>\"", "a`b!", "ls \"a\"'`'\"b\"'!'\"\""),
        ("ls '<x>'", "$HOME", "ls '$HOME'"),
        ("ls <x>", "{{x}} <x>", "ls '{{x}} <x>'"),
        ("ls $HOME<x>", "abc", "ls $HOME'abc'"),
        ("cmd <x>>out", "2", "cmd '2'>out"),
        ("rm {{x ...}}", "a b;c", "rm a 'b;c'"),
        ("cat <<EOF\n<x>\nEOF", "$a", "cat <<EOF\n\\$a\nEOF"),
        ("cat <<'EOF'\n<x>\nEOF", "$a", "cat <<'EOF'\n$a\nEOF"),
    ] {
        let name = "x";
        assert_eq!(
            filled(text, &[(name, value)]).text,
            outcome,
            "{text} {value}"
        );
    }
}

#[test]
fn what_cannot_be_written_safely_is_refused_and_stays_open() {
    for (text, value) in [
        ("ls <x>", "a\nb"),
        ("ls <x>", "\u{1b}[201~"),
        ("ls '<x>'", "it's"),
        ("ssh web1 'ls <x>'", "a; reboot"),
        ("ssh web1 ls <x>", "a; reboot"),
        ("sudo sh -c \"ls <x>\"", "a b"),
        ("echo <x> | sudo bash", "a b"),
        ("bash <<EOF\nls <x>\nEOF", "a b"),
        ("cat <<EOF\n<x>\nEOF", "EOF"),
        ("echo `ls <x>`", "a b"),
        ("echo $((<x> + 1))", "a[$(x)]"),
        ("curl -d '{\"a\": \"<x>\"}'", "\", \"b\": \""),
        ("psql -c \"select '<x>'\"", "' or '"),
        ("ls 'never closed <x>", "a b"),
    ] {
        let filled = filled(text, &[("x", value)]);
        assert_eq!(filled.text, text);
        assert_eq!(
            (filled.open(), filled.refused.len()),
            (vec!["x"], 1),
            "{text}"
        );
    }
    assert_eq!(
        filled("ssh -p <p> <h> uptime", &[("h", "web1"), ("p", "22")]).text,
        "ssh -p 22 web1 uptime"
    );
}

#[test]
fn nothing_breaks_out_into_a_script_a_reckoning_or_a_document() {
    for text in [
        "for h in a; do echo \"echo {{x}}\"; done | sh",
        "{ echo \"echo {{x}}\"; echo b; } | sh",
        "while read l; do echo \"{{x}}\"; done < f | bash",
        "echo {{x}} |\n  bash",
        "echo {{x}} |& bash",
        "echo {{x}} | { cat; sh; }",
        "echo {{x}} | tee >(sh)",
        "echo {{x}} | parallel",
        "(( {{x}} > 3 ))",
        "for ((i=0;i<{{x}};i++)); do a; done",
        "[[ {{x}} -gt 3 ]]",
        "[[ \"{{x}}\" -gt 3 ]]",
        "let \"x={{x}}\"",
        "declare -i n={{x}}",
        "a[{{x}}]=5",
        "a=([{{x}}]=5)",
        "cat <<E\nfoo\\\nE\n{{x}}\nE",
        "cat <<E\nE\\\n\n{{x}}\nE",
        "ls # it's\nls {{x}}",
        "ls # `a\nls {{x}}",
        "flock f -c \"ls {{x}}\"",
        "runuser u -c \"ls {{x}}\"",
        "runuser u --command=\"ls {{x}}\"",
        "source <(echo \"{{x}}\")",
        ". /dev/stdin <<\"E\"\nls {{x}}\nE",
        "\\bash -c 'ls {{x}}'",
        "vagrant ssh -c \"ls {{x}}\"",
    ] {
        let filled = filled(text, &[("x", "a$(touch p); b")]);
        assert_eq!(filled.text, text);
        assert_eq!(filled.refused.len(), 1, "{text}");
    }
    assert_eq!(filled("(( {{x}} > 3 ))", &[("x", "name")]).open(), ["x"]);
    assert_eq!(filled("(( {{x}} > 3 ))", &[("x", "4")]).text, "(( 4 > 3 ))");
    let grep = filled("grep -c \"{{x}}\" f", &[("x", "a b")]);
    assert_eq!(grep.text, "grep -c \"a b\" f");
}

#[test]
fn a_page_of_nothing_but_places_has_none() {
    assert!(command(&"ls <a1> ".repeat(201)).holes.is_empty());
    assert!(command(&"a<<E ".repeat(60_000)).holes.is_empty());
    assert!(
        command(&format!("ls <x> {}", "a".repeat(20_000)))
            .holes
            .is_empty()
    );
}

#[test]
fn what_is_open_and_what_is_secret_is_told() {
    let login = command("login <user> <password>");
    let mut values = Values::default();
    values.set("password", Some("hunter 2".into()));
    values.keep_secret("password");
    let filled = login.filled(&values);
    assert_eq!(filled.text, "login <user> 'hunter 2'");
    assert_eq!(filled.first_open(), Some(6..12));
    assert_eq!(filled.shown().text, "login <user> ••••");
    assert_eq!(login.filled(&Values::default()).text, login.text);
}

#[test]
fn options_with_two_spellings_take_the_one_that_is_liked() {
    let gzip = command("gzip {{[-k|--keep]}} f");
    assert_eq!(gzip.filled(&Values::default()).text, "gzip --keep f");
    let short = Values {
        short_options: true,
        ..Values::default()
    };
    assert_eq!(gzip.filled(&short).text, "gzip -k f");
}

#[test]
fn other_shells_quote_their_own_way() {
    let in_shell = |text: &str, shell: Shell, value: &str| {
        let mut command = Command {
            text: text.into(),
            shell,
            ..Command::default()
        };
        command.holes = find::holes(&command, &Known::default());
        let mut values = Values::default();
        values.set("x", Some(value.into()));
        values.set("NAME", Some(value.into()));
        command.filled(&values).text
    };
    let power = |text, value| in_shell(text, Shell::PowerShell, value);
    assert_eq!(power("ls <x>", "it's"), "ls 'it''s'");
    assert_eq!(power("ls <x>", "a\u{2019}b"), "ls 'a\u{2019}\u{2019}b'");
    assert_eq!(power("ls \"<x>\"", "$a`\""), "ls \"`$a```\"\"");
    assert_eq!(in_shell("ls <x>", Shell::Nu, "a b"), "ls 'a b'");
    assert_eq!(in_shell("$'a (1)' <x>", Shell::Nu, "a b"), "$'a (1)' <x>");
    assert_eq!(in_shell("ls $'a' <x>", Shell::Nu, "a b"), "ls $'a' <x>");
    assert_eq!(in_shell("ping %NAME%", Shell::Cmd, "web1"), "ping web1");
    assert_eq!(in_shell("ping %NAME%", Shell::Cmd, "a & b"), "ping %NAME%");
}

mod anything {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_panics_and_holes_are_in_order_within_the_text(
            pieces in proptest::collection::vec(prop_oneof![
                any::<String>(),
                prop::sample::select(vec!["<a>", "{{b}}", "((c))", "$D1", "\"", "'", "`", "$(", ")", "${", "}", "<<EOF\n",
                    "EOF\n", "\n", "\\", "#", "|", ";", "ssh h ", "sh -c ", "case ", "$'", "$((", "%E%"]).prop_map(String::from),
            ], 0..24),
            value in any::<String>(),
        ) {
            let text = pieces.concat();
            for shell in [Shell::Posix, Shell::PowerShell, Shell::Nu, Shell::Cmd, Shell::Unquotable] {
                let mut command = Command { text: text.clone(), shell, ..Command::default() };
                command.holes = find::holes(&command, &Known::default());
                let mut end = 0;
                for hole in &command.holes {
                    prop_assert!(end <= hole.range.start && hole.range.start < hole.range.end);
                    prop_assert!(text.get(hole.range.clone()).is_some());
                    end = hole.range.end;
                }
                let options = command.holes.iter().any(|h| matches!(h.kind, HoleKind::Option { .. }));
                prop_assert!(options || command.filled(&Values::default()).text == text);
                let mut values = Values::default();
                for name in ["a", "b", "c", "D1", "E"] {
                    values.set(name, Some(value.clone()));
                }
                let filled = command.filled(&values);
                prop_assert!(filled.pieces.iter().all(|(range, _)| filled.text.get(range.clone()).is_some()));
                prop_assert_eq!(filled.text.matches('\n').count(), text.matches('\n').count());
            }
        }
    }
}
