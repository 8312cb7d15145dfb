use super::*;
use crate::aid::{Danger, Kind, Period, PeriodUnit, Use};
use crate::diagnostic::{Position, Severity};

/// What sound front matter says.
fn meta(keys: &str) -> Meta {
    let page = format!("---\n{keys}\n---\nbody\n");
    let front = read(&page);
    assert_eq!(front.findings, [], "{keys}");
    assert_eq!(front.body, "body\n");
    front.meta
}

/// What broken front matter still says, and its findings as `line:column severity message`.
fn broken(keys: &str) -> (Meta, Vec<String>) {
    let page = format!("---\n{keys}\n---\nbody\n");
    let front = read(&page);
    assert_eq!(
        front.body, "body\n",
        "the body opens whatever the keys: {keys}"
    );
    let lines = front.findings.iter().map(|finding| {
        assert!(finding.help.is_some(), "advice for {finding}");
        let Position { line, column } = finding.at;
        format!("{line}:{column} {} {}", finding.severity, finding.message)
    });
    (front.meta, lines.collect())
}

#[test]
fn a_symptom_that_is_no_regular_expression_is_named_with_its_place() {
    let page = "---\nsymptoms:\n  - disk full\n  - /full (of/\n---\n1. Look.\n";
    let parsed = crate::parse::parse("page.md", page.as_bytes());
    let found: Vec<String> = parsed.findings.iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (parsed.findings[0].at.line, parsed.findings[0].at.column),
        (4, 5)
    );
    assert!(
        found[0].contains("/full (of/ is no regular expression"),
        "{found:?}"
    );
    assert_eq!(parsed.aid.meta.symptoms, ["disk full", "/full (of/"]);
}

#[test]
fn every_key_of_the_format_is_read() {
    let meta = meta(
        "title: Free disk space\n\
         linkTitle: Disk\n\
         summary: df says full.\n\
         tags: [disk, no, 1.20]\n\
         aliases: [df-du, /old/disk-space/]\n\
         symptoms: [No space left on device, \"/df.*100%/\"]\n\
         questions: [Why is it full?]\n\
         kind: checklist\n\
         use: do-confirm\n\
         pause: before reboot\n\
         needs: [cmd:lsof, root]\n\
         platforms: [linux]\n\
         danger: step 5 discards data\n\
         time: 10 min\n\
         owner: Storage team\n\
         reviewed: 2026-11-22\n\
         review_in: 6 months\n\
         related: [disk-full.md, other]\n\
         undo: \"#rollback\"\n\
         verify: look again\n\
         source: https://example.org/a\n\
         syntax: sql\n\
         draft: true",
    );
    assert_eq!(meta.title.as_deref(), Some("Free disk space"));
    assert_eq!(meta.short_title.as_deref(), Some("Disk"));
    assert_eq!(meta.summary.as_deref(), Some("df says full."));
    assert_eq!(meta.tags, ["disk", "no", "1.20"]);
    assert_eq!(meta.aliases, ["df-du", "disk-space"]);
    assert_eq!(meta.symptoms, ["No space left on device", "/df.*100%/"]);
    assert_eq!(meta.questions, ["Why is it full?"]);
    assert_eq!(
        (meta.kind, meta.use_),
        (Some(Kind::Checklist), Some(Use::DoConfirm))
    );
    assert_eq!(meta.pause.as_deref(), Some("before reboot"));
    assert_eq!(meta.needs, ["cmd:lsof", "root"]);
    assert_eq!(meta.platforms, ["linux"]);
    assert_eq!(
        meta.danger,
        Some(Danger::Says("step 5 discards data".into()))
    );
    assert_eq!(meta.minutes, Some(10));
    assert_eq!(meta.owners, ["Storage team"]);
    assert_eq!(meta.reviewed, Some(jiff::civil::date(2026, 11, 22)));
    let half_year = Period {
        count: 6,
        unit: PeriodUnit::Month,
    };
    assert_eq!(meta.review_in, Some(half_year));
    assert_eq!(meta.related, ["disk-full", "other"]);
    assert_eq!(meta.undo.as_deref(), Some("#rollback"));
    assert_eq!(meta.verify.as_deref(), Some("look again"));
    assert_eq!(meta.source.as_deref(), Some("https://example.org/a"));
    assert_eq!(meta.syntax.as_deref(), Some("sql"));
    assert!(meta.draft);
    assert_eq!(meta.extra, []);
}

#[test]
fn other_sites_names_are_read_and_the_left_one_wins() {
    let read = meta(
        "description: long\nabstract: longer\nkeywords: [a]\nms.topic: how-to\n\
         ms.date: 03/04/2026\nms.update-cycle: 180-days\nms.author: ada\nrollback: undo it\n\
         alerts: [DiskFull]\ncategories: [x]",
    );
    assert_eq!(read.summary.as_deref(), Some("long"));
    assert_eq!(read.tags, ["a"]);
    assert_eq!(read.kind, Some(Kind::Procedure));
    assert_eq!(read.reviewed, Some(jiff::civil::date(2026, 3, 4)));
    let days = Period {
        count: 180,
        unit: PeriodUnit::Day,
    };
    assert_eq!(read.review_in, Some(days));
    assert_eq!(read.owners, ["ada"]);
    assert_eq!(read.undo.as_deref(), Some("undo it"));
    assert_eq!(read.symptoms, ["DiskFull"]);
    let not_used = [("abstract", "longer"), ("categories", "x")];
    assert_eq!(
        read.extra,
        not_used.map(|(k, v)| (k.to_string(), v.to_string()))
    );

    assert_eq!(meta("linkTitle: Short").title.as_deref(), Some("Short"));
    assert_eq!(
        meta("title:\nlinkTitle: Short").title.as_deref(),
        Some("Short")
    );
}

#[test]
fn the_jitt_map_wins_over_the_top_level() {
    let read = meta("title: Site\ndate: 2020-01-01\njitt:\n  title: Aid\n  tags: a, b\ntags: [c]");
    assert_eq!(read.title.as_deref(), Some("Aid"));
    assert_eq!(read.tags, ["a", "b"]);
    assert!(read.extra.contains(&("date".into(), "2020-01-01".into())));
}

#[test]
fn a_text_is_taken_for_a_list_and_split_at_commas() {
    assert_eq!(meta("tags: disk, df ,").tags, ["disk", "df"]);
    assert_eq!(meta("tags:\n  - disk\n  - df").tags, ["disk", "df"]);
    assert_eq!(meta("owner: Ada, on call").owners, ["Ada, on call"]);
    assert_eq!(meta("author: {name: Ada, email: a@b}").owners, ["Ada"]);
    assert_eq!(meta("symptoms: [/a: b/]").symptoms, ["/a: b/"]);
    assert_eq!(meta("tags:").tags, [""; 0]);
}

#[test]
fn keys_that_are_not_ours_are_kept_as_text() {
    assert_eq!(meta("params: {mount: Where?}").extra, []);
    let read = meta("severity: 1\nteams: [a, b]\nseo: {robots: no, title: x}\nempty:\nmode: wide");
    let expected = [
        ("severity", "1"),
        ("teams", "a, b"),
        ("seo", "robots: no, title: x"),
        ("mode", "wide"),
    ];
    assert_eq!(
        read.extra,
        expected.map(|(k, v)| (k.to_string(), v.to_string()))
    );
}

#[test]
fn one_bad_value_does_not_cost_the_other_keys() {
    for (keys, finding, title) in [
        (
            "title: a: b\ntags: [x]",
            "2:9 error a colon inside a value",
            "a: b",
        ),
        (
            "title: \"abc\ntags: [x]",
            "2:8 error a quote is opened and never closed",
            "abc",
        ),
        (
            "tags: [x]\ntitle: @home",
            "3:8 error a value cannot start with @",
            "@home",
        ),
        (
            "tags: [x]\ntitle: *.log",
            "3:8 error * or & at the start",
            "*.log",
        ),
        (
            "title: [a] b\ntags: [x]",
            "2:12 error text after the value",
            "[a] b",
        ),
        (
            "tags: [x]\ntitle: \"C:\\dir\"",
            "3:8 error a backslash in double quotes",
            "\"C:\\dir\"",
        ),
    ] {
        let (meta, findings) = broken(keys);
        assert_eq!(findings.len(), 1, "{keys}: {findings:?}");
        assert!(findings[0].starts_with(finding), "{keys}: {findings:?}");
        assert_eq!(meta.tags, ["x"], "{keys}");
        assert_eq!(meta.title.as_deref(), Some(title), "{keys}");
    }
}

#[test]
fn brackets_tabs_and_indentation_are_named_where_they_are() {
    for (keys, finding) in [
        (
            "title: a\ntags: [x, y\nowner: b",
            "3:7 error a bracket is opened",
        ),
        (
            "title: a\ntags: [x]]\nowner: b",
            "3:10 error a closing bracket",
        ),
        (
            "title: a\ntags:\n\t- x\nowner: b",
            "4:2 error indented with a tab",
        ),
        (
            "title: a\ntags: - x\nowner: b",
            "3:7 error a list starts on the line of its key",
        ),
        (
            "title: a\ntags:\n  - x\n foo: y\nowner: b",
            "5:2 error this line does not fit",
        ),
        (
            "title: a\ntags:x\nowner: b",
            "3:1 error this is no key with a value",
        ),
    ] {
        let (meta, findings) = broken(keys);
        assert_eq!(findings.len(), 1, "{keys}: {findings:?}");
        assert!(findings[0].starts_with(finding), "{keys}: {findings:?}");
        assert_eq!(meta.title.as_deref(), Some("a"), "{keys}");
        assert_eq!(meta.owners, ["b"], "{keys}");
    }
    let (meta, _) = broken("title: a\ntags:\n\t- x\n");
    assert_eq!(meta.tags, ["x"], "a tab is read as spaces");
    let (meta, _) = broken("tags: [x, *y]\ntitle: a");
    assert_eq!(meta.tags, ["x", "*y"], "a list is split at its commas");
    let (meta, _) = broken("tags: [x, y\ntitle: a");
    assert_eq!(meta.tags, ["x", "y"], "an open bracket ends with its line");
}

#[test]
fn wrong_types_are_findings_and_the_key_counts_as_absent() {
    for (keys, finding) in [
        ("title: [a]", "2:1 error title is not text"),
        ("title: {{ x }}", "2:1 error title is not text"),
        ("tags: {a: b}", "2:1 error tags is not a list"),
        ("draft: maybe", "2:8 error draft is not true or false"),
        ("kind: poem", "2:7 error kind is not procedure"),
        ("time: soon", "2:7 error time: soon is no length of time"),
        (
            "reviewed: 2026-02-30",
            "2:11 error reviewed: 2026-02-30 is no date",
        ),
        (
            "reviewed: 03-04-2026",
            "2:11 error reviewed: 03-04-2026 may be",
        ),
        (
            "review_in: 6 parsecs",
            "2:12 error review_in: 6 parsecs is no length",
        ),
        ("updated: yes", "2:10 warning updated: yes is no date"),
        ("params: a", "2:9 error params is not a map"),
        ("jitt: yes", "2:1 error jitt is no map"),
        (
            "title: a\ntitle: b",
            "3:1 error title is given twice, first in line 2",
        ),
        ("foo: a\nfoo: b", "3:1 warning foo is given twice"),
    ] {
        let (meta, findings) = broken(&format!("{keys}\nowner: b"));
        assert_eq!(findings.len(), 1, "{keys}: {findings:?}");
        assert!(findings[0].starts_with(finding), "{keys}: {findings:?}");
        assert_eq!(meta.owners, ["b"], "{keys}");
    }
}

#[test]
fn text_between_rules_is_no_front_matter() {
    for page in ["---\nJust a line.\n---\nbody\n", "---\n\n# Page\n---\n"] {
        let front = read(page);
        assert_eq!((front.body, front.body_line), (page, 1));
        assert_eq!(front.findings, []);
    }
    let page = "---\n- a\n- b\n---\nbody\n";
    let front = read(page);
    assert_eq!(front.body, page);
    assert_eq!(front.findings[0].severity, Severity::Error);
}

#[test]
fn toml_gives_title_description_and_tags() {
    let front = read(
        "+++\ntitle = \"A\"\ndescription = 'B.'\ntags = [\"x\", 1.20]\ndate = 2026-01-01\n+++\nbody\n",
    );
    assert_eq!(front.findings, []);
    assert_eq!(front.meta.title.as_deref(), Some("A"));
    assert_eq!(front.meta.summary.as_deref(), Some("B."));
    assert_eq!(front.meta.tags, ["x", "1.20"]);
    assert_eq!((front.body, front.body_line), ("body\n", 7));

    let front = read("+++\ntitle = \"A\"\ntags = x\n+++\nbody\n");
    assert_eq!(front.body, "body\n");
    assert_eq!(front.findings[0].at, Position { line: 3, column: 8 });
}

#[test]
fn hostile_front_matter_is_answered_and_its_body_kept() {
    // What grows with the square would take minutes here.
    let pages = [
        format!("---\n{}\n---\nbody\n", "[".repeat(32_000)),
        format!("---\nx: {}\n---\nbody\n", "[".repeat(32_000)),
        format!("---\n{}---\nbody\n", "a: [\n".repeat(12_000)),
        format!("---\n{}---\nbody\n", "\ta: b: c\n".repeat(7_000)),
        format!("+++\na = {}\n+++\nbody\n", "[".repeat(32_000)),
        format!("+++\n{}a = 1\n+++\nbody\n", "a.".repeat(30_000)),
        format!("+++\n{}\n+++\nbody\n", "[a]\n".repeat(15_000)),
    ];
    for page in &pages {
        let front = read(page);
        assert!(front.body.ends_with("body\n"));
        assert!(!front.findings.is_empty());
    }
}

#[test]
fn a_tab_before_the_first_key_is_named_and_the_keys_are_read() {
    let (meta, findings) = broken("\ttitle: a");
    assert_eq!(findings, ["2:1 error indented with a tab"]);
    assert_eq!(meta.title.as_deref(), Some("a"));
}

#[test]
fn characters_a_terminal_obeys_are_found_where_escapes_write_them() {
    let (meta, findings) = broken(
        r#"title: "a\e[1m\e"
tags: [b, "\x9b", "\u202e c"]
owner: "d\n\te""#,
    );
    assert_eq!(
        findings,
        [
            "2:8 warning escape character U+001B",
            "3:11 warning control character U+009B",
            "3:19 warning direction control U+202E",
        ]
    );
    assert_eq!(meta.tags.len(), 3);
    let (_, findings) = broken(&format!(r#"tags: [{}]"#, r#""\e","#.repeat(100)));
    assert_eq!(findings.len(), crate::parse::hostile::MOST);
}
