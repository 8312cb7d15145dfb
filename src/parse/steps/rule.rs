//! What the rules get and give, and the order in which they are tried on a section.

use super::heading::Manner;
use super::{bullets, choices, commands, ordered, tables, tasks};
use crate::aid::{Block, BlockKind, Inline, Phase, ProcedureKind, blocks_text};
use crate::diagnostic::Diagnostic;

/// What a rule knows about the section it reads.
#[derive(Debug, Default)]
pub(super) struct Context<'a> {
    /// What the heading promises, that of the headings above it included.
    pub(super) manner: Manner,
    /// The heading's text: a command without any text of its own is named by it.
    pub(super) heading: &'a [Inline],
    /// The headings of the page, by [`super::choices::title_words`].
    pub(super) headings: &'a [String],
    /// The page's words are not English: its verbs are not known.
    pub(super) foreign: bool,
    /// The page has no steps so far: two instructions make a list of steps.
    pub(super) last_chance: bool,
    /// The lists are read as sub-steps of a numbered heading.
    pub(super) substeps: bool,
    /// What is wrong with the numbering.
    pub(super) findings: Vec<Diagnostic>,
}

impl Context<'_> {
    /// For the body of a numbered heading.
    pub(super) fn of_substeps() -> Context<'static> {
        Context {
            substeps: true,
            ..Context::default()
        }
    }
}

/// Steps found in one section. A section with several runs holds several procedures.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// The paragraph that names it, when it is not the section's first.
    pub(super) name: Option<Block>,
    pub(super) kind: ProcedureKind,
    pub(super) any_order: bool,
    /// One phase, or several without headings when text stands between lists.
    pub(super) phases: Vec<Phase>,
}

/// Reads a section by the first rule that fits, or gives its blocks back as reading text. Prose is
/// read last, when the sections below are known: see [`super::prose`].
pub(super) fn first_that_fits(
    blocks: Vec<Block>,
    context: &mut Context<'_>,
) -> Result<Vec<Run>, Vec<Block>> {
    commands_then_list(blocks, context)
        .or_else(|blocks| ordered::read(blocks, context))
        .map(|runs| {
            runs.into_iter()
                .flat_map(tasks::with_closing_check)
                .collect()
        })
        .or_else(tasks::read)
        .or_else(tables::read)
        .or_else(|blocks| commands::read(blocks, context))
        .or_else(|blocks| bullets::read(blocks, context))
        .or_else(|blocks| choices::read(blocks, context))
}

/// Whether the text names a step by its number ("repeat step 2"): such numbers must stay as written.
fn names_a_step(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ["step ", "steps "].iter().any(|word| {
        let mut after = text.split(word).skip(1);
        after.any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// Commands with their text before an ordered list are steps as well; the list goes on with them,
/// unless the text counts on the list's own numbers.
fn commands_then_list(
    mut blocks: Vec<Block>,
    context: &mut Context<'_>,
) -> Result<Vec<Run>, Vec<Block>> {
    let list = blocks
        .iter()
        .position(|block| matches!(block.kind, BlockKind::List { start: Some(_), .. }));
    let before = blocks.get(..list.unwrap_or(0)).unwrap_or_default();
    let code = before
        .iter()
        .rposition(|block| matches!(block.kind, BlockKind::Code(_)));
    let fits = || commands::fits(before) && !names_a_step(&blocks_text(&blocks));
    let Some(code) = code.filter(|_| fits()) else {
        return Err(blocks);
    };
    let rest = blocks.split_off(code + 1);
    let mut runs = match ordered::read(rest, context) {
        Ok(runs) => runs,
        Err(rest) => {
            blocks.extend(rest);
            return Err(blocks);
        }
    };
    let listed = runs.first_mut().and_then(|run| run.phases.first_mut());
    if let Some(listed) = listed
        && let Ok(read) = commands::read(blocks, context)
    {
        for mut phase in read.into_iter().flat_map(|run| run.phases) {
            let between = tasks::keep_follow_ups(&mut phase, std::mem::take(&mut listed.lead));
            if let Some(step) = phase.steps.last_mut() {
                step.blocks.extend(phase.tail.into_iter().chain(between));
            }
            listed.lead = phase.lead;
            listed.steps.splice(0..0, phase.steps);
        }
    }
    Ok(runs)
}
