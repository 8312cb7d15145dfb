//! Rule R1: each item of a top-level ordered list is a step; pieces of one list are joined.

use std::cmp::Ordering;

use super::rule::{Context, Run};
use super::step::{Below, Draft, number};
use super::{bullets, callouts, choices, descriptive, expect, inlines, tasks};
use crate::aid::{Block, BlockKind, ListItem, Phase, ProcedureKind, Step, inline_text};
use crate::diagnostic::{Code, Diagnostic, Position, Severity};

/// Reads the ordered lists of a section as one or more runs of steps, or gives the blocks back.
pub(super) fn read(blocks: Vec<Block>, context: &mut Context<'_>) -> Result<Vec<Run>, Vec<Block>> {
    let plan = plan(&blocks, context);
    if plan.iter().all(|place| *place == Place::Between) {
        return Err(blocks);
    }
    let runs = build(blocks, &plan).into_iter().map(|draft| {
        let steps = draft
            .steps
            .into_iter()
            .map(|step| step.finish(Below::Lists));
        Run {
            name: draft.name,
            kind: ProcedureKind::Steps,
            any_order: false,
            phases: vec![Phase {
                heading: None,
                lead: draft.lead,
                steps: steps.collect(),
                tail: draft.tail,
            }],
        }
    });
    Ok(runs.collect())
}

/// The ordered lists and task lists in a numbered heading's body as sub-steps, everything in place.
pub(super) fn as_substeps(blocks: Vec<Block>) -> Vec<Block> {
    let mut context = Context::of_substeps();
    let plan = plan(&blocks, &mut context);
    let mut next = 1;
    let mut out = Vec::with_capacity(blocks.len());
    for draft in build(blocks, &plan) {
        out.extend(draft.name);
        out.extend(draft.lead);
        let line = draft.steps.first().map_or(0, |step| step.line);
        let steps = draft
            .steps
            .into_iter()
            .map(|step| step.finish(Below::Nothing));
        let mut steps: Vec<Step> = steps.collect();
        if !steps.is_empty() {
            next = number(&mut steps, next);
            out.push(Block {
                line,
                kind: BlockKind::Substeps(steps),
            });
        }
        out.extend(draft.tail);
    }
    out
}

/// What a block of the section is to this rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Opens a run of steps.
    Opens,
    /// Goes on with the run before it.
    Joins,
    /// Anything else.
    Between,
}

/// A list that is being joined with what follows.
#[derive(Default)]
struct Group {
    members: Vec<usize>,
    last_number: u64,
    last_start: u64,
    last_length: usize,
    /// Every item so far is written `1.`.
    ones: bool,
    items: usize,
    findings: Vec<Diagnostic>,
}

/// A list that may go on with the one before it.
struct Next<'a> {
    start: u64,
    items: &'a [ListItem],
    ones: bool,
    line: u32,
}

/// Says for each block what it is; descriptive lists are left out.
fn plan(blocks: &[Block], context: &mut Context<'_>) -> Vec<Place> {
    let mut places = vec![Place::Between; blocks.len()];
    for group in groups(blocks, context) {
        if descriptive::are(blocks, &group.members, context) {
            continue;
        }
        for (position, index) in group.members.iter().enumerate() {
            if let Some(place) = places.get_mut(*index) {
                *place = if position == 0 {
                    Place::Opens
                } else {
                    Place::Joins
                };
            }
        }
        context.findings.extend(group.findings);
    }
    places
}

/// The lists this rule reads, those that are pieces of one list together.
fn groups(blocks: &[Block], context: &Context<'_>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let Some((start, items)) = steppable(block, context) else {
            continue;
        };
        if choices::offered(blocks, index) {
            continue;
        }
        let next = Next {
            start,
            items,
            ones: items.iter().all(|item| item.number == Some(1)),
            line: block.line,
        };
        let join = groups.last().and_then(|group| {
            let from = group.members.last()? + 1;
            joins(group, &next, blocks.get(from..index)?)
        });
        if join.is_none() {
            groups.push(Group {
                ones: true,
                ..Group::default()
            });
        }
        if let Some(group) = groups.last_mut() {
            let numbers = numbers(start, items);
            group.members.push(index);
            group.last_number = numbers.last().copied().unwrap_or(start);
            (group.last_start, group.last_length) = (start, items.len());
            group.ones &= next.ones;
            group.items += items.len();
            group.findings.extend(join.flatten());
            group.findings.extend(gaps(items, &numbers));
        }
    }
    groups
}

/// The numbers of a list's items: as written, or counted on where all are written alike.
fn numbers(start: u64, items: &[ListItem]) -> Vec<u64> {
    let alike = items.iter().all(|item| item.number == Some(start));
    let counted = |index: u64| start.saturating_add(index);
    (0..)
        .zip(items)
        .map(|(index, item)| match item.number {
            Some(number) if !alike => number,
            _ => counted(index),
        })
        .collect()
}

/// A finding for each item whose number is not the next one.
fn gaps(items: &[ListItem], numbers: &[u64]) -> Vec<Diagnostic> {
    let pairs = numbers.iter().zip(numbers.iter().skip(1));
    pairs
        .zip(items.iter().skip(1))
        .filter(|((last, number), _)| **number != last.saturating_add(1))
        .map(|((last, number), item)| goes_on(item.line, *number, *last))
        .collect()
}

fn goes_on(line: u32, number: u64, last: u64) -> Diagnostic {
    let message = match number.cmp(&last) {
        Ordering::Less => format!("the numbers go back from {last} to {number}"),
        Ordering::Equal => format!("two steps are numbered {number}"),
        Ordering::Greater => format!("the numbers skip from {last} to {number}"),
    };
    let next = last.saturating_add(1);
    let help = format!("number this step {next}, and correct the text where it names these steps");
    numbering(line, message).with_help(help)
}

/// The start and items of a list this rule reads: ordered, and no task list unless for sub-steps.
fn steppable<'a>(block: &'a Block, context: &Context<'_>) -> Option<(u64, &'a [ListItem])> {
    match &block.kind {
        BlockKind::List { start, items } => {
            let tasks = tasks::are_tasks(items);
            match start {
                Some(start) if !tasks || context.substeps => Some((*start, items)),
                None if context.substeps && (tasks || bullets::is_instructions(block, true)) => {
                    Some((1, items))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a list goes on with `group`, and the finding that this deserves.
fn joins(group: &Group, next: &Next<'_>, between: &[Block]) -> Option<Option<Diagnostic>> {
    let (start, last) = (next.start, group.last_number);
    if start == last.saturating_add(1) {
        return Some(None);
    }
    let code = between.iter().any(is_code_or_image);
    let apart = between
        .iter()
        .any(|block| matches!(block.kind, BlockKind::Paragraph(_)) && !is_code_or_image(block));
    let restarts =
        start == 1 && group.last_start == 1 && code && (group.last_length == 1 || !apart);
    if restarts {
        let message = format!("the list starts again at 1 after step {last}");
        return Some(Some(numbering(next.line, message)));
    }
    // Where every item is written `1.`, a list that starts at 1 says nothing.
    let ones = group.ones && next.ones && group.items + next.items.len() > 2;
    if ones && !between.iter().any(names_a_list) {
        return Some(None);
    }
    let skips = start > 1 && start >= last && start <= last.saturating_add(3);
    skips.then(|| Some(goes_on(next.line, start, last)))
}

/// Whether a block opens a list of its own: a paragraph that ends in a colon or is bold as a whole.
fn names_a_list(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(text) => {
            inline_text(text).trim_end().ends_with(':') || inlines::bold_line(text).is_some()
        }
        _ => false,
    }
}

fn numbering(line: u32, message: String) -> Diagnostic {
    let at = Position { line, column: 0 };
    Diagnostic::new(Code::Numbering, Severity::Warning, at, message)
        .with_help("indent what belongs to a step under its text, so that the numbers go on")
}

/// A run of steps before their fields are read.
#[derive(Default)]
struct RunDraft {
    name: Option<Block>,
    lead: Vec<Block>,
    steps: Vec<Draft>,
    tail: Vec<Block>,
}

/// Deals the blocks out to the runs as planned.
fn build(blocks: Vec<Block>, plan: &[Place]) -> Vec<RunDraft> {
    let mut runs: Vec<RunDraft> = Vec::new();
    let mut between: Vec<Block> = Vec::new();
    for (block, place) in blocks.into_iter().zip(plan) {
        let (start, items) = match (place, block.kind) {
            (Place::Opens | Place::Joins, BlockKind::List { start, items }) => (start, items),
            (_, kind) => {
                between.push(Block {
                    line: block.line,
                    kind,
                });
                continue;
            }
        };
        let parted = std::mem::take(&mut between);
        let guards = match (place, runs.last_mut()) {
            (Place::Joins, Some(run)) => run.take_between(parted),
            (_, before) => {
                let (run, guards) = RunDraft::opened(parted, before);
                runs.push(run);
                guards
            }
        };
        if let Some(run) = runs.last_mut() {
            run.take_items(start, items, guards);
        }
    }
    match runs.last_mut() {
        Some(run) => run.take_rest(between),
        // Without any list (a body looked at for sub-steps) all blocks stay in their order.
        None => runs.push(RunDraft {
            lead: between,
            ..RunDraft::default()
        }),
    }
    runs
}

impl RunDraft {
    /// A run and the callouts for its first step. Of the blocks since the run before, that one keeps
    /// what follows its last step, the last paragraph names the new one.
    fn opened(
        parted: Vec<Block>,
        before: Option<&mut RunDraft>,
    ) -> (RunDraft, Vec<crate::aid::Callout>) {
        let (guards, mut rest) = callouts::part(parted);
        let mut run = RunDraft::default();
        let Some(before) = before else {
            run.lead = rest;
            return (run, guards);
        };
        let is_paragraph = |block: &Block| match &block.kind {
            BlockKind::Paragraph(inlines) => {
                !inlines::is_image(inlines) && !expect::follows_up(block)
            }
            _ => false,
        };
        if let Some(at) = rest.iter().rposition(is_paragraph) {
            run.lead = rest.split_off(at + 1);
            run.name = rest.pop();
        }
        before.take_rest(rest);
        (run, guards)
    }

    fn take_items(
        &mut self,
        start: Option<u64>,
        items: Vec<ListItem>,
        mut guards: Vec<crate::aid::Callout>,
    ) {
        let numbers = start.map(|start| numbers(start, &items));
        let mut numbers = numbers.into_iter().flatten();
        for item in items {
            let mut draft = Draft::of_item(item, numbers.next());
            draft.callouts.append(&mut guards);
            self.steps.push(draft);
        }
    }

    /// Blocks between joined pieces belong to the step before, callouts to the next.
    fn take_between(&mut self, parted: Vec<Block>) -> Vec<crate::aid::Callout> {
        let (guards, rest) = callouts::part(parted);
        match self.steps.last_mut() {
            Some(step) => step.blocks.extend(rest),
            None => self.lead.extend(rest),
        }
        guards
    }

    /// After the last item: code, images, stated results and cautions that follow directly belong to
    /// it: no step follows that a caution could guard.
    fn take_rest(&mut self, mut rest: Vec<Block>) {
        let own = rest
            .iter()
            .take_while(|block| {
                is_code_or_image(block) || expect::follows_up(block) || callouts::guards(block)
            })
            .count();
        let tail = rest.split_off(own);
        match self.steps.last_mut() {
            Some(step) => step.blocks.extend(rest),
            None => self.lead.extend(rest),
        }
        self.tail.extend(tail);
    }
}

pub(super) fn is_code_or_image(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Code(_) => true,
        BlockKind::Paragraph(inlines) => inlines::is_image(inlines),
        _ => false,
    }
}
