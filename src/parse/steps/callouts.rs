//! Callouts that guard a step stand before its commands, wherever they were written.

use crate::aid::{Block, BlockKind, Callout};

/// Takes the guarding callouts (caution and worse) out of a step's blocks, nested ones too, but not
/// out of its sub-steps, which show their own.
// Nesting is bounded by the Markdown reader, so this recursion is too.
pub(super) fn hoist(blocks: &mut Vec<Block>, into: &mut Vec<Callout>) {
    let mut kept = Vec::with_capacity(blocks.len());
    for mut block in std::mem::take(blocks) {
        match &mut block.kind {
            BlockKind::List { items, .. } => {
                for item in items {
                    hoist(&mut item.blocks, into);
                }
            }
            BlockKind::Quote(inner)
            | BlockKind::Details { blocks: inner, .. }
            | BlockKind::Expect(inner)
            | BlockKind::IfNot(inner) => hoist(inner, into),
            _ => {}
        }
        match block.kind {
            BlockKind::Callout(callout) if callout.kind.guards() => into.push(callout),
            _ => kept.push(block),
        }
    }
    *blocks = kept;
}

/// Whether a block is a callout that guards: caution and worse.
pub(super) fn guards(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Callout(callout) if callout.kind.guards())
}

/// Parts the callouts from the other blocks, order kept in both.
pub(super) fn part(blocks: Vec<Block>) -> (Vec<Callout>, Vec<Block>) {
    let mut callouts = Vec::new();
    let mut others = Vec::new();
    for block in blocks {
        match block.kind {
            BlockKind::Callout(callout) => callouts.push(callout),
            _ => others.push(block),
        }
    }
    (callouts, others)
}

/// Callouts as blocks, each where it was written.
pub(super) fn as_blocks(callouts: Vec<Callout>) -> Vec<Block> {
    let block = |callout: Callout| Block {
        line: callout.line,
        kind: BlockKind::Callout(callout),
    };
    callouts.into_iter().map(block).collect()
}

/// A callout that is nothing but its label (`> **warning**`) takes the quote right behind it as its
/// text: some writers leave an empty line between the two.
// Nesting is bounded by the Markdown reader, so this recursion is too.
pub(super) fn fill_empty(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        if let BlockKind::List { items, .. } = &mut block.kind {
            for item in items {
                item.blocks = fill_empty(std::mem::take(&mut item.blocks));
            }
        }
        match (out.last_mut().map(|last| &mut last.kind), block.kind) {
            (Some(BlockKind::Callout(callout)), BlockKind::Quote(inner))
                if callout.blocks.is_empty() =>
            {
                callout.blocks = inner;
            }
            (_, kind) => out.push(Block {
                line: block.line,
                kind,
            }),
        }
    }
    out
}
