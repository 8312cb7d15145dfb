//! Aids built from values, as a reader sees them: the builders the tests share.

mod anything;
mod blocks;
mod whole;

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
                ..Command::default()
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
            ..Command::default()
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
