//! Rule R4: a bulleted list of instructions is a set of steps in any order.

use super::descriptive::instructs;
use super::inlines::only_link;
use super::rule::{Context, Run};
use super::step::Draft;
use super::{callouts, choices, spans, tasks};
use crate::aid::{Block, BlockKind, Inline, ListItem, Phase, ProcedureKind, inline_text};
use crate::parse::words;

/// Reads the bulleted lists of a section whose items instruct, or gives the blocks back.
pub(super) fn read(blocks: Vec<Block>, context: &Context<'_>) -> Result<Vec<Run>, Vec<Block>> {
    let few = context.manner.procedural || context.last_chance;
    let fits: Vec<bool> = (0..blocks.len())
        .map(|at| is_instructions_at(&blocks, at, few) && !choices::offered(&blocks, at))
        .collect();
    if context.manner.background || !fits.contains(&true) {
        return Err(blocks);
    }
    let mut phases: Vec<Phase> = Vec::new();
    let mut between = Vec::new();
    let mut blocks = blocks.into_iter().zip(fits).peekable();
    while let Some((block, fits)) = blocks.next() {
        let listed = matches!(blocks.peek(), Some((next, _)) if is_bullets(next));
        let steps = match block.kind {
            BlockKind::List { items, .. } if fits => items_of(items),
            BlockKind::Paragraph(text) if listed && calls_for_things(&text) => vec![Draft {
                line: block.line,
                text,
                blocks: blocks.next().map(|(list, _)| list).into_iter().collect(),
                ..Draft::default()
            }],
            kind => {
                between.push(Block {
                    line: block.line,
                    kind,
                });
                continue;
            }
        };
        let lead = match phases.last_mut() {
            Some(phase) => tasks::keep_follow_ups(phase, std::mem::take(&mut between)),
            None => std::mem::take(&mut between),
        };
        phases.push(phase(lead, steps));
    }
    if let Some(phase) = phases.last_mut() {
        let tail = tasks::keep_follow_ups(phase, between);
        phase.tail = tail;
    }
    Ok(vec![Run {
        name: None,
        kind: ProcedureKind::Steps,
        any_order: true,
        phases,
    }])
}

fn items_of(items: Vec<ListItem>) -> Vec<Draft> {
    let drafts = items.into_iter().map(|item| Draft::of_item(item, None));
    drafts.collect()
}

fn phase(lead: Vec<Block>, drafts: Vec<Draft>) -> Phase {
    let (mut guards, lead) = callouts::part(lead);
    let steps = drafts.into_iter().map(|mut draft| {
        draft.callouts.append(&mut guards);
        draft.finish_own()
    });
    Phase {
        steps: steps.collect(),
        lead,
        ..Phase::default()
    }
}

fn is_bullets(block: &Block) -> bool {
    matches!(block.kind, BlockKind::List { start: None, .. })
}

/// At least 3 items (2 under a procedural heading), 65 % (60 %) of them starting with a verb, none
/// of them `term: text`.
pub(super) fn is_instructions(block: &Block, procedural: bool) -> bool {
    let BlockKind::List { start: None, items } = &block.kind else {
        return false;
    };
    let (least, percent) = if procedural { (2, 60) } else { (3, 65) };
    let telling = items.iter().filter(|item| starts_with_verb(item)).count();
    items.len() >= least && telling * 100 >= items.len() * percent && !items.iter().any(is_term)
}

/// Whether the block at `at` is a list of instructions, and not of things that one asks for.
fn is_instructions_at(blocks: &[Block], at: usize, few: bool) -> bool {
    let before = at.checked_sub(1).and_then(|before| blocks.get(before));
    let instructs = blocks
        .get(at)
        .is_some_and(|block| is_instructions(block, few));
    instructs && !before.is_some_and(is_call)
}

pub(super) fn is_call(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph(text) if calls_for_things(text))
}

/// Whether a paragraph asks for the things of the list behind it: `Capture the following:`. Their
/// names may well start with a verb (`dump of the metrics`).
pub(super) fn calls_for_things(inlines: &[Inline]) -> bool {
    let text = inline_text(inlines).to_lowercase();
    let lists = ["the following", "these", "the below"];
    let Some(at) = lists.iter().find_map(|the| text.find(the)) else {
        return false;
    };
    let before = text.get(..at).unwrap_or_default();
    let mut near = before.split_whitespace().rev().take(3).map(words::bare);
    text.ends_with(':') && near.any(|word| COLLECTING.contains(&word.as_str()))
}

/// Verbs whose object is a thing to hand over, not something to do.
const COLLECTING: &[&str] = &[
    "attach", "capture", "collect", "gather", "include", "mention", "provide", "record", "report",
    "send", "share", "specify",
];

/// Whether an item starts with a verb or condition.
pub(super) fn starts_with_verb(item: &ListItem) -> bool {
    match item.blocks.first().map(|block| &block.kind) {
        // A link and nothing else points to another page or section; a command is an order.
        Some(BlockKind::Paragraph(inlines)) => {
            let text = inline_text(inlines);
            let other_way = text.strip_prefix("Or ").is_some_and(words::instructs);
            let orders = instructs(inlines) || other_way || spans::is_command(inlines);
            orders && only_link(inlines).is_none()
        }
        _ => false,
    }
}

/// `term: text`, where the term is no instruction.
pub(super) fn is_term(item: &ListItem) -> bool {
    let Some(BlockKind::Paragraph(inlines)) = item.blocks.first().map(|block| &block.kind) else {
        return false;
    };
    let text = inline_text(inlines);
    let Some((term, after)) = text.split_once(':') else {
        return false;
    };
    let short = term.split_whitespace().count() <= 4;
    let single = term.split_whitespace().count() == 1;
    let order = words::starts_with_verb(&text);
    after.starts_with(' ') && short && (single && !order || !words::instructs(term))
}
