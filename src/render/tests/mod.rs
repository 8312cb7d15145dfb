//! Whole aids, built from values, as a reader sees them.

mod anything;

use super::ansi::{Output, to_text};
use super::*;
use crate::aid::{
    Block, BlockKind, Callout, CalloutKind, CodeBlock, CodeRole, Command, Danger, Heading, Inline,
    ListItem, Meta, Part, Phase, Procedure, ProcedureKind, Section, Step, Table,
};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 22);

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.into())]
}

fn block(kind: BlockKind) -> Block {
    Block { line: 1, kind }
}

fn paragraph(words: &str) -> Block {
    block(BlockKind::Paragraph(text(words)))
}

fn code(role: CodeRole, words: &str) -> Block {
    let commands = match role {
        CodeRole::Command => words
            .lines()
            .map(|line| Command {
                text: line.trim_start_matches("$ ").into(),
                label: None,
            })
            .collect(),
        _ => Vec::new(),
    };
    block(BlockKind::Code(CodeBlock {
        language: String::new(),
        text: words.into(),
        role,
        commands,
    }))
}

fn command(words: &str) -> Block {
    code(CodeRole::Command, words)
}

fn callout(kind: CalloutKind, words: &str) -> Callout {
    Callout {
        kind,
        title: None,
        blocks: vec![paragraph(words)],
        line: 1,
    }
}

fn heading(words: &str) -> Heading {
    Heading {
        level: 2,
        text: text(words),
        anchor: words.to_lowercase(),
        line: 1,
    }
}

fn step(number: u32, words: &str, blocks: Vec<Block>) -> Step {
    Step {
        number,
        text: text(words),
        blocks,
        ..Step::default()
    }
}

fn procedure(name: &str, steps: Vec<Step>) -> Part {
    Part::Procedure(Procedure {
        heading: (!name.is_empty()).then(|| heading(name)),
        anchor: name.to_lowercase(),
        phases: vec![Phase {
            steps,
            ..Phase::default()
        }],
        ..Procedure::default()
    })
}

fn section(name: &str, words: &str) -> Part {
    Part::Text(Section {
        heading: Some(heading(name)),
        blocks: vec![paragraph(words)],
        background: true,
    })
}

fn aid(title: &str, parts: Vec<Part>) -> Aid {
    Aid {
        title: title.into(),
        parts,
        ..Aid::default()
    }
}

/// The aid of the format's description, as the parser gives it.
fn deleted_file() -> Aid {
    let check = step(
        1,
        "Compare the file system with the tree.",
        vec![
            command("df -h <mount>; sudo du -xsh <mount>"),
            block(BlockKind::Expect(vec![paragraph("df far above du.")])),
            block(BlockKind::IfNot(vec![block(BlockKind::Paragraph(vec![
                Inline::Text("open ".into()),
                Inline::Link {
                    target: "disk-full-triage.md".into(),
                    text: text("disk-full-triage"),
                },
                Inline::Text(".".into()),
            ]))])),
        ],
    );
    let decide = step(
        2,
        "Can its service restart now?",
        vec![block(BlockKind::List {
            start: None,
            items: ["Yes -> step 3", "No -> step 4"]
                .map(|words| ListItem {
                    blocks: vec![paragraph(words)],
                    ..ListItem::default()
                })
                .to_vec(),
        })],
    );
    let empty = Step {
        callouts: vec![callout(
            CalloutKind::Warning,
            "Its content is gone for good. Check that PID and FD are those of step 2, on this host.",
        )],
        ..step(
            3,
            "Empty the file through the open descriptor.",
            vec![command("sudo truncate -s 0 /proc/<pid>/fd/<fd>")],
        )
    };
    let last = Step {
        text: vec![
            Inline::Text("Check that the space is back: ".into()),
            Inline::Code("df -h <mount>".into()),
        ],
        inline_command: Some(Command {
            text: "df -h <mount>".into(),
            label: None,
        }),
        ..step(4, "", Vec::new())
    };
    Aid {
        meta: Meta {
            minutes: Some(4),
            reviewed: Some(date(2025, 11, 2)),
            danger: Some(Danger::Says("step 3 discards data".into())),
            needs: vec!["cmd:lsof".into(), "root".into()],
            related: vec!["disk-full-triage".into()],
            ..Meta::default()
        },
        ..aid(
            "Free disk space held by a deleted file",
            vec![procedure("", vec![check, decide, empty, last])],
        )
    }
}

fn plain(aid: &Aid, view: &View) -> String {
    to_text(&aid_lines(aid, view), Output::default())
}

fn printed(aid: &Aid, width: usize) -> String {
    plain(aid, &View::new(width, TODAY))
}

#[test]
fn an_aid_at_the_prompt_is_title_line_then_steps_with_their_commands_set_apart() {
    assert_eq!(
        printed(&deleted_file(), 80),
        "\
Free disk space held by a deleted file
4 steps · 4 min · reviewed 2025-11-02, overdue by 20 days
DANGER: step 3 discards data
Needs: lsof, root

1. Compare the file system with the tree.
     df -h <mount>; sudo du -xsh <mount>
   Expect: df far above du.
   If not: open disk-full-triage.
2. Can its service restart now?
   - Yes -> step 3
   - No -> step 4
3. Empty the file through the open descriptor.
   WARNING: Its content is gone for good. Check that PID and FD are those of
   step 2, on this host.
     sudo truncate -s 0 /proc/<pid>/fd/<fd>
4. Check that the space is back:
     df -h <mount>

Related: disk-full-triage
"
    );
}

#[test]
fn twenty_columns_are_enough_to_read_the_steps_and_leave_printed_commands_whole() {
    assert_eq!(
        plain(
            &deleted_file(),
            &View {
                steps: Some(1..=3),
                ..View::new(20, TODAY)
            }
        ),
        "\
1. Compare the file
   system with the
   tree.
     df -h <mount>; sudo du -xsh <mount>
   Expect: df far
   above du.
   If not: open
   disk-full-triage.
2. Can its service
   restart now?
   - Yes -> step 3
   - No -> step 4
3. Empty the file
   through the open
   descriptor.
   WARNING: Its
   content is gone
   for good. Check
   that PID and FD
   are those of step
   2, on this host.
     sudo truncate -s 0 /proc/<pid>/fd/<fd>
"
    );
}

#[test]
fn the_browser_shows_cursor_marks_and_commands_that_go_on_below() {
    let mark = |at: StepRef| match at.step {
        0 => Mark::Done,
        1 => Mark::Skipped,
        _ => Mark::Open,
    };
    let view = View {
        current: Some(StepRef {
            procedure: 0,
            step: 2,
        }),
        mark: &mark,
        wrap_commands: true,
        steps: Some(1..=4),
        ..View::new(40, TODAY)
    };
    let lines = aid_lines(&deleted_file(), &view);
    assert_eq!(
        to_text(&lines, Output::default()),
        "\x20✓ 1. Compare the file system with the
      tree.
 - 2. Can its service restart now?
      (skipped)
>  3. Empty the file through the open
      descriptor.
      WARNING: Its content is gone for
      good. Check that PID and FD are
      those of step 2, on this host.
        sudo truncate -s 0
          /proc/<pid>/fd/<fd>
   4. Check that the space is back:
        df -h <mount>
"
    );
    let kinds: Vec<(LineKind, bool)> = lines
        .iter()
        .filter(|line| line.step.is_some_and(|at| at.step == 2))
        .map(|line| (line.kind, line.wrapped))
        .collect();
    assert_eq!(
        kinds,
        [
            (LineKind::StepStart, false),
            (LineKind::Step, true),
            (LineKind::Step, false),
            (LineKind::Step, true),
            (LineKind::Step, true),
            (LineKind::Command(0), false),
            (LineKind::Command(0), true),
        ]
    );
}

fn runbook() -> Aid {
    let diagnosis = procedure(
        "Diagnosis",
        vec![
            step(1, "Look at the disks.", vec![command("df -h")]),
            step(2, "Look at the log.", vec![command("journalctl -b")]),
        ],
    );
    let mitigation = procedure(
        "Mitigation",
        vec![
            step(
                1,
                "Delete it.",
                vec![paragraph("Ask first."), command("rm -r x")],
            ),
            Step {
                callouts: vec![
                    callout(CalloutKind::Note, "It takes long."),
                    callout(CalloutKind::Caution, "Nobody can log in."),
                ],
                ..step(2, "Restart.", vec![command("reboot")])
            },
        ],
    );
    aid(
        "DiskFull",
        vec![
            section("Meaning", "The disk is full."),
            section("Impact", "Nothing works."),
            diagnosis,
            mitigation,
        ],
    )
}

#[test]
fn one_procedure_of_several_names_the_others_and_background_is_one_line() {
    let view = View {
        procedure: Some(0),
        ..View::new(80, TODAY)
    };
    assert_eq!(
        plain(&runbook(), &view),
        "\
DiskFull
2 steps

Diagnosis
1. Look at the disks.
     df -h
2. Look at the log.
     journalctl -b

Background: Meaning, Impact
Also on this page: #mitigation
"
    );
}

#[test]
fn only_commands_keeps_what_guards_them() {
    let view = View {
        procedure: Some(1),
        fold: Fold::Commands,
        ..View::new(80, TODAY)
    };
    assert_eq!(
        plain(&runbook(), &view),
        "\
DiskFull
2 steps

Mitigation
1. Delete it.
     rm -r x
2. Restart.
   CAUTION: Nobody can log in.
     reboot

Also on this page: #diagnosis
"
    );
}

#[test]
fn everything_is_the_page_in_its_order() {
    let view = View {
        fold: Fold::Everything,
        ..View::new(80, TODAY)
    };
    assert_eq!(
        plain(&runbook(), &view),
        "\
DiskFull
4 steps

Meaning
The disk is full.

Impact
Nothing works.

Diagnosis
1. Look at the disks.
     df -h
2. Look at the log.
     journalctl -b

Mitigation
1. Delete it.
   Ask first.
     rm -r x
2. Restart.
   NOTE: It takes long.
   CAUTION: Nobody can log in.
     reboot
"
    );
}

#[test]
fn phases_are_dividers_numbers_align_and_a_single_step_has_none() {
    let numbered = |phase: u32, number: u32, words: &str| Step {
        phase: Some(phase),
        ..step(number, words, Vec::new())
    };
    let part = Part::Procedure(Procedure {
        phases: vec![
            Phase {
                heading: Some(heading("Before")),
                lead: vec![paragraph("Tell everybody.")],
                steps: vec![numbered(1, 9, "Nine"), numbered(1, 10, "Ten")],
                tail: vec![paragraph("Wait.")],
            },
            Phase {
                heading: Some(heading("After")),
                steps: vec![numbered(2, 1, "One")],
                ..Phase::default()
            },
        ],
        ..Procedure::default()
    });
    assert_eq!(
        printed(&aid("Move", vec![part]), 80),
        "\
Move
3 steps

Before
Tell everybody.

 1.9. Nine
1.10. Ten

Wait.

After
 2.1. One
"
    );
    let single = aid(
        "One",
        vec![procedure("", vec![step(1, "Do it.", vec![command("ls")])])],
    );
    assert_eq!(printed(&single, 80), "One\n1 step\n\nDo it.\n  ls\n");
}

#[test]
fn checklists_have_boxes_and_examples_are_counted_as_such() {
    let items = vec![
        Step {
            checked: Some(false),
            ..step(1, "The right machine", Vec::new())
        },
        Step {
            checked: Some(true),
            optional: true,
            label: Some("Backup".into()),
            ..step(2, "is there", Vec::new())
        },
    ];
    assert_eq!(
        printed(&aid("Reboot", vec![procedure("", items.clone())]), 80),
        "Reboot\n2 steps\n\n1. [ ] The right machine\n2. [x] (optional) Backup: is there\n"
    );
    let mut pick = aid("tar", vec![procedure("", items)]);
    if let Some(Part::Procedure(procedure)) = pick.parts.first_mut() {
        procedure.kind = ProcedureKind::Pick;
    }
    assert!(printed(&pick, 80).starts_with("tar\n2 examples\n"));
}

#[test]
fn a_table_that_fits_has_columns_and_one_that_does_not_becomes_records() {
    let table = block(BlockKind::Table(Table {
        head: vec![text("Code"), text("Meaning")],
        rows: vec![
            vec![text("137"), text("killed, out of memory")],
            vec![text("表示"), text("x")],
        ],
    }));
    let page = aid(
        "T",
        vec![procedure("", vec![step(1, "Read.", vec![table])])],
    );
    assert_eq!(
        printed(&page, 40),
        "\
T
1 step

Read.
Code  Meaning
----  ---------------------
137   killed, out of memory
表示  x
"
    );
    assert_eq!(
        printed(&page, 20),
        "\
T
1 step

Read.
Code: 137
  Meaning: killed,
    out of memory
Code: 表示
  Meaning: x
"
    );
}

#[test]
fn inside_a_step_every_block_keeps_its_sign_without_colour() {
    let nested = block(BlockKind::List {
        start: Some(9),
        items: vec![
            ListItem {
                blocks: vec![
                    paragraph("nine"),
                    block(BlockKind::List {
                        start: None,
                        items: vec![ListItem {
                            checked: Some(true),
                            blocks: vec![paragraph("inner")],
                            ..ListItem::default()
                        }],
                    }),
                ],
                ..ListItem::default()
            },
            ListItem {
                blocks: vec![paragraph("ten")],
                ..ListItem::default()
            },
        ],
    });
    let steps = vec![
        step(
            1,
            "Look.",
            vec![
                command("$ df -h\n# later\n$ du"),
                code(CodeRole::Output, "Filesystem\n\tSize"),
                code(CodeRole::Material, "key: value"),
                nested,
                block(BlockKind::Quote(vec![paragraph("said")])),
                block(BlockKind::Rule),
                block(BlockKind::Html("<kbd>x</kbd>".into())),
                block(BlockKind::Footnote {
                    label: "a".into(),
                    blocks: vec![paragraph("note")],
                }),
            ],
        ),
        step(
            2,
            "Choose.",
            vec![
                block(BlockKind::Substeps(vec![
                    step(1, "first", vec![command("a")]),
                    step(2, "second", Vec::new()),
                ])),
                block(BlockKind::Details {
                    summary: text("Why"),
                    blocks: vec![paragraph("because")],
                }),
            ],
        ),
    ];
    assert_eq!(
        printed(&aid("T", vec![procedure("", steps)]), 80),
        "\
T
2 steps

1. Look.
     df -h
     # later
     du
     | Filesystem
     |         Size
     key: value
    9. nine
       - [x] inner
   10. ten
   | said
   ---
   <kbd>x</kbd>
   [a] note
2. Choose.
   2a. first
         a
   2b. second
   [+] Why
"
    );
}

#[test]
fn what_the_query_matched_is_a_span_of_its_own_in_title_text_and_command() {
    let words = ["file".to_string()];
    let view = View {
        matched: &words,
        ..View::new(80, TODAY)
    };
    let lines = aid_lines(&deleted_file(), &view);
    let matched: Vec<&str> = lines
        .iter()
        .flat_map(|line| &line.spans)
        .filter(|span| span.matched)
        .map(|span| span.text.as_str())
        .collect();
    assert_eq!(matched, ["file", "file", "file"]);
}

#[test]
fn hostile_text_is_shown_as_marks_wherever_it_stands() {
    let bad = "a\u{1b}]0;x\u{7}\u{202e}b\r\u{9b}c";
    let page = Aid {
        meta: Meta {
            summary: Some(bad.into()),
            needs: vec![bad.into()],
            owners: vec![bad.into()],
            related: vec![bad.into()],
            danger: Some(Danger::Says(bad.into())),
            ..Meta::default()
        },
        ..aid(
            bad,
            vec![
                section(bad, bad),
                procedure(bad, vec![step(1, bad, vec![command(bad)])]),
            ],
        )
    };
    let shown = printed(&page, 200);
    assert!(!shown.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'));
    assert!(
        shown.matches("a^[]0;x^G<U+202E>b^M<U+009B>c").count() >= 6,
        "{shown}"
    );
}
