//! What stands around and inside steps, and what the query and hostile text make of it.

use super::*;

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
   Why
     because
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
