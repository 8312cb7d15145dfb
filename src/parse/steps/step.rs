//! One step from its text and what stands below it.

use super::{callouts, expect, fields, ordered};
use crate::aid::{Block, BlockKind, Callout, CodeRole, Inline, ListItem, Step, inline_text};

/// What a step is made of before its fields are read.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) line: u32,
    pub(super) text: Vec<Inline>,
    pub(super) source_number: Option<u64>,
    pub(super) checked: Option<bool>,
    pub(super) prose: bool,
    /// The text is a heading's.
    pub(super) titled: bool,
    /// It was a list's item.
    pub(super) item: bool,
    /// Callouts that stood before it.
    pub(super) callouts: Vec<Callout>,
    pub(super) blocks: Vec<Block>,
}

/// Which lists below a step become sub-steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Below {
    /// All of them: the step is a list item.
    Lists,
    /// Ordered lists and task lists: the step is a numbered heading.
    Ordered,
    /// None: the step is a sub-step itself, or a run of paragraphs.
    Nothing,
}

impl Draft {
    /// The item of a list: its first paragraph is the text.
    pub(super) fn of_item(item: ListItem, source_number: Option<u64>) -> Draft {
        let mut blocks = item.blocks;
        let text = take_first_paragraph(&mut blocks);
        Draft {
            line: item.line,
            text,
            source_number,
            checked: item.checked,
            item: true,
            blocks,
            ..Draft::default()
        }
    }

    /// Reads the fields of a step that may have been an item or a paragraph.
    pub(super) fn finish_own(self) -> Step {
        let below = if self.item {
            Below::Lists
        } else {
            Below::Nothing
        };
        self.finish(below)
    }

    /// Reads the fields. The number is given later, when all steps of the procedure are known.
    pub(super) fn finish(self, below: Below) -> Step {
        let (text, results) = expect::take_from_text(self.line, self.text);
        let mut blocks = match below {
            Below::Lists => substeps_of_lists(self.blocks),
            Below::Ordered => ordered::as_substeps(self.blocks),
            Below::Nothing => self.blocks,
        };
        blocks = expect::gather(blocks);
        insert_after_commands(&mut blocks, results);
        let mut guards = self.callouts;
        callouts::hoist(&mut blocks, &mut guards);
        let mut step = Step {
            line: self.line,
            text,
            source_number: self.source_number,
            checked: self.checked,
            prose: self.prose,
            callouts: guards,
            blocks,
            ..Step::default()
        };
        fields::read(&mut step, self.titled);
        step
    }
}

/// Numbers sub-steps from `first`; gives the next number.
pub(super) fn number(steps: &mut [Step], first: u32) -> u32 {
    let mut next = first;
    for step in steps {
        step.number = next;
        next += 1;
    }
    next
}

/// The text of the first paragraph, when the blocks start with one.
fn take_first_paragraph(blocks: &mut Vec<Block>) -> Vec<Inline> {
    if !matches!(
        blocks.first().map(|b| &b.kind),
        Some(BlockKind::Paragraph(_))
    ) {
        return Vec::new();
    }
    match blocks.remove(0).kind {
        BlockKind::Paragraph(inlines) => inlines,
        _ => Vec::new(),
    }
}

fn substeps_of_lists(mut blocks: Vec<Block>) -> Vec<Block> {
    take_code_in(&mut blocks);
    let mut next = 1;
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        let kind = match block.kind {
            BlockKind::List { start, items } => {
                let mut steps = Vec::with_capacity(items.len());
                for (index, item) in (0..).zip(items) {
                    let source = start.map(|start| start.saturating_add(index));
                    steps.push(Draft::of_item(item, source).finish(Below::Nothing));
                }
                next = number(&mut steps, next);
                BlockKind::Substeps(steps)
            }
            other => other,
        };
        out.push(Block {
            line: block.line,
            kind,
        });
    }
    out
}

/// Code that stands outside a list although its last item announces it belongs to that item; the
/// pieces of the list become one.
fn take_code_in(blocks: &mut Vec<Block>) {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in std::mem::take(blocks) {
        let last = out.last_mut().map(|last| &mut last.kind);
        match (last, block.kind) {
            (Some(BlockKind::List { items, .. }), BlockKind::Code(code))
                if items.last().is_some_and(announces) =>
            {
                if let Some(item) = items.last_mut() {
                    item.blocks.push(Block {
                        line: block.line,
                        kind: BlockKind::Code(code),
                    });
                }
            }
            (
                Some(BlockKind::List { start: None, items }),
                BlockKind::List {
                    start: None,
                    items: more,
                },
            ) => items.extend(more),
            (_, kind) => out.push(Block {
                line: block.line,
                kind,
            }),
        }
    }
    *blocks = out;
}

/// Whether an item ends in a colon, or in code after one.
fn announces(item: &ListItem) -> bool {
    let text = item
        .blocks
        .iter()
        .rev()
        .find_map(|block| match &block.kind {
            BlockKind::Paragraph(text) => Some(Some(text)),
            BlockKind::Code(_) => None,
            _ => Some(None),
        });
    text.flatten()
        .is_some_and(|text| inline_text(text).trim_end().ends_with(':'))
}

/// Results stated in the step's text stand below its last command.
fn insert_after_commands(blocks: &mut Vec<Block>, results: Vec<Block>) {
    if results.is_empty() {
        return;
    }
    let command = |block: &Block| match &block.kind {
        BlockKind::Code(code) => code.role == CodeRole::Command,
        _ => false,
    };
    let at = blocks.iter().rposition(command).map_or(0, |at| at + 1);
    blocks.splice(at..at, results);
}
