//! Rule R5: items with boxes are steps of a checklist.

use super::callouts;
use super::expect;
use super::rule::Run;
use super::step::{Below, Draft};
use crate::aid::{Block, BlockKind, CodeRole, Inline, ListItem, Phase, ProcedureKind, inline_text};

/// Reads the task lists of a section as one checklist, or gives the blocks back.
pub(super) fn read(blocks: Vec<Block>) -> Result<Vec<Run>, Vec<Block>> {
    if !blocks.iter().any(is_task_list) {
        return Err(blocks);
    }
    Ok(vec![checklist(blocks, None)])
}

/// A read-do procedure may end in a task list: its closing check, a checklist of its own.
pub(super) fn with_closing_check(mut run: Run) -> Vec<Run> {
    let tail = match run.phases.last_mut() {
        Some(phase) if phase.tail.iter().any(is_task_list) => std::mem::take(&mut phase.tail),
        _ => return vec![run],
    };
    let (mut before, list) = split_at(tail, is_task_list);
    // The paragraph before the list is its name: `Before you leave:`
    let name = match before.last().map(|block| &block.kind) {
        Some(BlockKind::Paragraph(_)) => before.pop(),
        _ => None,
    };
    if let Some(phase) = run.phases.last_mut() {
        phase.tail = before;
    }
    vec![run, checklist(list, name)]
}

fn split_at(mut blocks: Vec<Block>, is: impl Fn(&Block) -> bool) -> (Vec<Block>, Vec<Block>) {
    let at = blocks.iter().position(is).unwrap_or(blocks.len());
    let rest = blocks.split_off(at);
    (blocks, rest)
}

/// All task lists as phases of one checklist; the text between two opens the next phase.
fn checklist(blocks: Vec<Block>, name: Option<Block>) -> Run {
    let mut run = Run {
        name,
        kind: ProcedureKind::Checklist,
        any_order: true,
        phases: Vec::new(),
    };
    let mut between = Vec::new();
    for block in blocks {
        if !is_task_list(&block) {
            between.push(block);
            continue;
        }
        if let BlockKind::List { start, items } = block.kind {
            run.any_order &= start.is_none();
            let lead = match run.phases.last_mut() {
                Some(phase) => keep_follow_ups(phase, std::mem::take(&mut between)),
                None => std::mem::take(&mut between),
            };
            let (mut guards, lead) = callouts::part(lead);
            let mut steps = Vec::with_capacity(items.len());
            for (index, item) in (0..).zip(items) {
                let source = start.map(|start| start.saturating_add(index));
                let mut draft = Draft::of_item(item, source);
                draft.callouts.append(&mut guards);
                steps.push(draft.finish(Below::Lists));
            }
            match run.phases.last_mut() {
                Some(phase) if lead.is_empty() => phase.steps.extend(steps),
                _ => run.phases.push(Phase {
                    lead,
                    steps,
                    ..Phase::default()
                }),
            }
        }
    }
    if let Some(phase) = run.phases.last_mut() {
        let tail = keep_follow_ups(phase, between);
        phase.tail = tail;
    }
    run
}

/// Code and stated results directly behind a list belong to its last item.
pub(super) fn keep_follow_ups(phase: &mut Phase, mut blocks: Vec<Block>) -> Vec<Block> {
    let own = |block: &Block| super::ordered::is_code_or_image(block) || expect::follows_up(block);
    let count = blocks.iter().take_while(|block| own(block)).count();
    let rest = blocks.split_off(count);
    if let Some(step) = phase.steps.last_mut()
        && count > 0
    {
        let mut all = std::mem::take(&mut step.blocks);
        all.extend(blocks);
        step.blocks = expect::gather(all);
        if !step.own_code_blocks(CodeRole::Command).is_empty() {
            step.inline_command = None;
        }
    }
    rest
}

fn is_task_list(block: &Block) -> bool {
    match &block.kind {
        BlockKind::List { items, .. } => are_tasks(items),
        _ => false,
    }
}

/// Whether at least half of the items have a box.
pub(super) fn are_tasks(items: &[ListItem]) -> bool {
    let boxes = items.iter().filter(|item| item.checked.is_some()).count();
    boxes > 0 && boxes * 2 >= items.len()
}

/// The words of a paragraph that names a list, without the colon.
pub(super) fn name_of(inlines: &[Inline]) -> String {
    let text = inline_text(inlines);
    text.trim().trim_end_matches(':').trim_end().to_string()
}
