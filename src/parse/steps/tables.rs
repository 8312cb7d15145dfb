//! A table of steps: the first column numbers its rows, the others say what to do, with which command,
//! and what is then to be seen. Wikis export procedures so.

use super::rule::Run;
use super::step::{Below, Draft};
use crate::aid::{Block, BlockKind, CodeBlock, Inline, Phase, Table, inline_text};
use crate::parse::command;

/// What a column is for, by its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Number,
    Command,
    Expect,
    Text,
}

/// Reads the section's only table of steps, or gives the blocks back.
pub(super) fn read(mut blocks: Vec<Block>) -> Result<Vec<Run>, Vec<Block>> {
    let mut tables = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| is_of_steps(block));
    let (Some((at, _)), None) = (tables.next(), tables.next()) else {
        return Err(blocks);
    };
    let tail = blocks.split_off(at + 1);
    let Some(BlockKind::Table(table)) = blocks.get(at).map(|block| &block.kind) else {
        return Err(blocks.into_iter().chain(tail).collect());
    };
    let line = blocks.get(at).map_or(0, |block| block.line);
    let own = instructions(table).unwrap_or_default();
    // The head and the line of dashes stand above the rows.
    let steps = (line + 2..).zip(&table.rows);
    let steps = steps.map(|(line, row)| step(table, own, row, line).finish(Below::Nothing));
    let steps = steps.collect();
    blocks.truncate(at);
    Ok(vec![Run {
        phases: vec![Phase {
            lead: blocks,
            steps,
            tail,
            ..Phase::default()
        }],
        ..Run::default()
    }])
}

fn is_of_steps(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Table(table) => table.rows.len() > 1 && instructions(table).is_some(),
        _ => false,
    }
}

/// The column that says what to do. Where the first one numbers the rows from 1 on: the next with text,
/// else the one with the commands. Else the first, if it is called the step and another has its command.
fn instructions(table: &Table) -> Option<usize> {
    let columns: Vec<Column> = table.head.iter().map(|head| column(head)).collect();
    if columns.first() != Some(&Column::Number) {
        return None;
    }
    let of = |kind| columns.iter().position(|column| *column == kind);
    if (1..)
        .zip(&table.rows)
        .all(|(number, row)| numbers(row, number))
    {
        return of(Column::Text).or_else(|| of(Column::Command));
    }
    let first = table.head.first().map(|head| inline_text(head));
    let is_step = first.is_some_and(|head| head.trim().eq_ignore_ascii_case("step"));
    let worded = |row: &Vec<Vec<Inline>>| {
        let cell = row.first().map(|cell| inline_text(cell));
        cell.is_some_and(|cell| cell.contains(char::is_alphabetic))
    };
    (is_step && of(Column::Command).is_some() && table.rows.iter().all(worded)).then_some(0)
}

/// Whether a row begins with this number: `2`, `2.`, `Step 2`.
fn numbers(row: &[Vec<Inline>], number: usize) -> bool {
    let cell = row.first().map(|cell| inline_text(cell).to_lowercase());
    let cell = cell.unwrap_or_default();
    let cell = cell.trim();
    let digits = cell.strip_prefix("step").unwrap_or(cell).trim();
    digits.trim_end_matches(['.', ')', ':']).parse() == Ok(number)
}

fn column(head: &[Inline]) -> Column {
    let head = inline_text(head).trim().to_lowercase();
    let word = head.trim_end_matches(['.', ':', 's']);
    match word {
        "step" | "#" | "no" | "nr" | "number" => Column::Number,
        "command" | "cmd" => Column::Command,
        "expect" | "expected" | "expected result" | "expected output" => Column::Expect,
        _ => Column::Text,
    }
}

fn step(table: &Table, own: usize, row: &[Vec<Inline>], line: u32) -> Draft {
    let mut draft = Draft {
        line,
        ..Draft::default()
    };
    for (at, (head, cell)) in table.head.iter().zip(row).enumerate() {
        if at == own {
            draft.text.clone_from(cell);
        } else if column(head) != Column::Number && !inline_text(cell).trim().is_empty() {
            draft.blocks.push(Block {
                line,
                kind: below(head, cell, line),
            });
        }
    }
    draft
}

/// What a cell is below its step.
fn below(head: &[Inline], cell: &[Inline], line: u32) -> BlockKind {
    let plain = || BlockKind::Paragraph(cell.to_vec());
    match (column(head), cell) {
        (Column::Command, [Inline::Code(text)]) => {
            let mut code = CodeBlock {
                language: "sh".to_string(),
                text: text.clone(),
                ..CodeBlock::default()
            };
            command::classify(&mut code);
            BlockKind::Code(code)
        }
        (Column::Command, _) => plain(),
        (Column::Expect, _) => BlockKind::Expect(vec![Block {
            line,
            kind: plain(),
        }]),
        _ => {
            let mut text = vec![Inline::Text(format!("{}: ", inline_text(head).trim()))];
            text.extend_from_slice(cell);
            BlockKind::Paragraph(text)
        }
    }
}
