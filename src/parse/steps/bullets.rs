//! Rule R4: a bulleted list of instructions is a set of steps in any order.

use super::inlines::only_link;
use super::ordered::instructs;
use super::rule::{Context, Run};
use super::step::{Below, Draft};
use super::{callouts, fields, tasks};
use crate::aid::{Block, BlockKind, ListItem, Phase, ProcedureKind, inline_text};
use crate::parse::words;

/// Reads the bulleted lists of a section whose items instruct, or gives the blocks back.
pub(super) fn read(blocks: Vec<Block>, context: &Context<'_>) -> Result<Vec<Run>, Vec<Block>> {
    let few = context.manner.procedural || context.last_chance;
    let fits = |block: &Block| is_instructions(block, few);
    if context.manner.background || !blocks.iter().any(fits) {
        return Err(blocks);
    }
    let mut phases: Vec<Phase> = Vec::new();
    let mut between = Vec::new();
    for block in blocks {
        if !fits(&block) {
            between.push(block);
            continue;
        }
        if let BlockKind::List { items, .. } = block.kind {
            let lead = match phases.last_mut() {
                Some(phase) => tasks::keep_follow_ups(phase, std::mem::take(&mut between)),
                None => std::mem::take(&mut between),
            };
            phases.push(phase(lead, items));
        }
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

fn phase(lead: Vec<Block>, items: Vec<ListItem>) -> Phase {
    let (mut guards, lead) = callouts::part(lead);
    let steps = items.into_iter().map(|item| {
        let mut draft = Draft::of_item(item, None);
        draft.callouts.append(&mut guards);
        draft.finish(Below::Lists)
    });
    Phase {
        steps: steps.collect(),
        lead,
        ..Phase::default()
    }
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

/// Whether an item starts with a verb or condition.
pub(super) fn starts_with_verb(item: &ListItem) -> bool {
    match item.blocks.first().map(|block| &block.kind) {
        // A link and nothing else points to another page or section; a command is an order.
        Some(BlockKind::Paragraph(inlines)) => {
            let orders = instructs(inlines) || fields::is_command(inlines);
            orders && only_link(inlines).is_none()
        }
        _ => false,
    }
}

/// `term: text`, where the term is no instruction.
fn is_term(item: &ListItem) -> bool {
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
