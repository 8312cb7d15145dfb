//! Every command and every piece of running text of an aid, wherever it stands.

use crate::aid::{Aid, Block, BlockKind, Command, Inline, Part, Step};

/// What a walk comes by.
pub(super) enum Met<'a> {
    /// A command.
    Command(&'a mut Command),
    /// Running text.
    Text(&'a [Inline]),
}

/// Calls `visit` for every command of `aid`.
pub(super) fn each_command(aid: &mut Aid, visit: &mut dyn FnMut(&mut Command)) {
    each(aid, &mut |met| {
        if let Met::Command(command) = met {
            visit(command);
        }
    });
}

/// Calls `visit` for every command and every paragraph, in the order of the page.
pub(super) fn each(aid: &mut Aid, visit: &mut dyn FnMut(Met)) {
    for part in &mut aid.parts {
        match part {
            Part::Text(section) => blocks(&mut section.blocks, visit),
            Part::Procedure(procedure) => {
                for phase in &mut procedure.phases {
                    blocks(&mut phase.lead, visit);
                    phase.steps.iter_mut().for_each(|s| step(s, visit));
                    blocks(&mut phase.tail, visit);
                }
            }
        }
    }
}

fn step(step: &mut Step, visit: &mut dyn FnMut(Met)) {
    visit(Met::Text(&step.text));
    if let Some(command) = &mut step.inline_command {
        visit(Met::Command(command));
    }
    for callout in &mut step.callouts {
        blocks(&mut callout.blocks, visit);
    }
    blocks(&mut step.blocks, visit);
}

// Nesting is bounded by the parser, so this recursion is too.
fn blocks(all: &mut [Block], visit: &mut dyn FnMut(Met)) {
    for block in all {
        match &mut block.kind {
            BlockKind::Paragraph(text) => visit(Met::Text(text)),
            BlockKind::Code(code) => {
                for command in &mut code.commands {
                    visit(Met::Command(command));
                }
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    blocks(&mut item.blocks, visit);
                }
            }
            BlockKind::Quote(inner)
            | BlockKind::Details { blocks: inner, .. }
            | BlockKind::Footnote { blocks: inner, .. }
            | BlockKind::Expect(inner)
            | BlockKind::IfNot(inner) => blocks(inner, visit),
            BlockKind::Callout(callout) => blocks(&mut callout.blocks, visit),
            BlockKind::Substeps(steps) => steps.iter_mut().for_each(|s| step(s, visit)),
            BlockKind::Heading(_) | BlockKind::Table(_) | BlockKind::Rule | BlockKind::Html(_) => {}
        }
    }
}
