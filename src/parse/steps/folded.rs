//! Steps in a folded part: where a section has no others, they are its steps.

use super::rule::{self, Context, Run};
use super::tasks;
use crate::aid::{Block, BlockKind};

/// Reads a section with the parts that hold a list of steps as if they stood in it unfolded, each below
/// its summary; or gives the blocks back.
pub(super) fn read(blocks: Vec<Block>, context: &mut Context<'_>) -> Result<Vec<Run>, Vec<Block>> {
    if !blocks.iter().any(holds_steps) {
        return Err(blocks);
    }
    let unfolded = blocks.iter().cloned().flat_map(unfold).collect();
    rule::first_that_fits(unfolded, context).map_err(|_| blocks)
}

/// Whether a block is a folded part with a list of steps, and no headings of its own.
fn holds_steps(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Details { blocks, .. } => are_steps(blocks),
        _ => false,
    }
}

fn are_steps(blocks: &[Block]) -> bool {
    let listed = |block: &Block| match &block.kind {
        BlockKind::List { start, items } => start.is_some() || tasks::are_tasks(items),
        _ => false,
    };
    let headed = |block: &Block| matches!(block.kind, BlockKind::Heading(_));
    blocks.iter().any(listed) && !blocks.iter().any(headed)
}

fn unfold(block: Block) -> Vec<Block> {
    let line = block.line;
    match block.kind {
        BlockKind::Details { summary, blocks } if are_steps(&blocks) => {
            let summary = Some(summary).filter(|summary| !summary.is_empty());
            let summary = summary.map(|text| Block {
                line,
                kind: BlockKind::Paragraph(text),
            });
            summary.into_iter().chain(blocks).collect()
        }
        kind => vec![Block { line, kind }],
    }
}
