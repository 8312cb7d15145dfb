//! What holds for any aid at any width.

use proptest::prelude::*;

use super::*;

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ]{0,40}",
        "[a-z表示é\u{301}👩\u{200d}\u{202e}\t\r\u{1b}-]{0,12}",
        any::<String>(),
    ]
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    let piece = prop_oneof![
        words().prop_map(Inline::Text),
        words().prop_map(Inline::Code),
        Just(Inline::Break),
        (words(), words()).prop_map(|(target, label)| Inline::Link {
            target,
            text: text(&label),
        }),
        words().prop_map(|words| Inline::Strong(text(&words))),
    ];
    proptest::collection::vec(piece, 0..4)
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let leaf = prop_oneof![
        inlines().prop_map(|text| block(BlockKind::Paragraph(text))),
        words().prop_map(|words| command(&words)),
        words().prop_map(|words| code(CodeRole::Output, &words)),
        words().prop_map(|words| code(CodeRole::Material, &words)),
        (inlines(), inlines()).prop_map(|(head, cell)| block(BlockKind::Table(Table {
            head: vec![head],
            rows: vec![vec![cell.clone(), cell], Vec::new()],
        }))),
    ];
    let any = leaf.prop_recursive(4, 16, 3, |inner| {
        let several = proptest::collection::vec(inner, 0..3);
        prop_oneof![
            (several.clone(), any::<Option<u64>>()).prop_map(|(blocks, start)| {
                let item = ListItem {
                    blocks,
                    ..ListItem::default()
                };
                block(BlockKind::List {
                    start,
                    items: vec![item; 2],
                })
            }),
            several.clone().prop_map(|b| block(BlockKind::Quote(b))),
            several.clone().prop_map(|b| block(BlockKind::Expect(b))),
            several
                .clone()
                .prop_map(|b| block(BlockKind::Substeps(vec![step(1, "x", b)]))),
            ("[a-z]{1,9} [a-z]{1,9}", several.clone()).prop_map(|(command, blocks)| {
                let branch = Step {
                    text: vec![Inline::Code(command.clone())],
                    inline_command: Some(Command {
                        text: command,
                        ..Command::default()
                    }),
                    ..step(1, "", blocks)
                };
                block(BlockKind::Substeps(vec![branch]))
            }),
            several.prop_map(|blocks| {
                block(BlockKind::Callout(Callout {
                    blocks,
                    ..callout(CalloutKind::Danger, "")
                }))
            }),
        ]
    });
    proptest::collection::vec(any, 0..4)
}

fn any_aid() -> impl Strategy<Value = Aid> {
    let steps = proptest::collection::vec((inlines(), blocks()), 0..4).prop_map(|steps| {
        (1..)
            .zip(steps)
            .map(|(number, (text, blocks))| Step {
                text,
                ..step(number, "", blocks)
            })
            .collect::<Vec<Step>>()
    });
    (words(), steps, blocks()).prop_map(|(title, steps, blocks)| {
        let around = Part::Text(Section {
            blocks,
            ..Section::default()
        });
        aid(&title, vec![around, procedure("Fix", steps)])
    })
}

fn line_text(line: &Line) -> String {
    line.spans.iter().map(|span| span.text.as_str()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_line_is_too_wide_or_holds_a_control_character(
        aid in any_aid(), columns in 1usize..90, everything in any::<bool>(), browser in any::<bool>()
    ) {
        let view = View {
            fold: if everything { Fold::Everything } else { Fold::Steps },
            current: browser.then(StepRef::default),
            matched: &["a".into(), "fi".into()],
            wrap_commands: true,
            ..View::new(columns, TODAY)
        };
        for line in aid_lines(&aid, &view) {
            let text = line_text(&line);
            prop_assert!(!text.contains(char::is_control), "{:?}", text);
            // A cluster can be wider than a pane of a few columns; nothing else can.
            prop_assert!(width(&text) <= columns.max(4), "{} > {columns}: {text:?}", width(&text));
        }
    }

    #[test]
    fn every_printed_command_stands_whole_on_lines_of_its_own(aid in any_aid(), columns in 10usize..90) {
        let lines = aid_lines(&aid, &View::new(columns, TODAY));
        for (position, step) in aid.procedures().flat_map(Procedure::steps).enumerate() {
            for (index, command) in step.commands().iter().enumerate() {
                let shown: Vec<String> = lines
                    .iter()
                    .filter(|line| line.step.is_some_and(|at| at.step == position))
                    .filter(|line| line.kind == LineKind::Command(index))
                    .map(|line| {
                        let (spaces, command) = line.spans.split_first().map_or(("", &[][..]), |(first, rest)| (first.text.as_str(), rest));
                        assert!(spaces.chars().all(|c| c == ' '));
                        command.iter().map(|span| span.text.as_str()).collect()
                    })
                    .collect();
                prop_assert_eq!(shown.join("\n"), sanitize::visible_code(&command.text));
            }
        }
    }
}
