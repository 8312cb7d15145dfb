//! Every code block of a page gets its role.

use crate::aid::{Block, BlockKind};
use crate::parse::command;

/// Classifies all code blocks, nested ones too.
// Nesting is bounded by the Markdown reader, so this recursion is too.
pub(super) fn blocks(blocks: &mut [Block]) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Code(code) => command::classify(code),
            BlockKind::List { items, .. } => {
                for item in items {
                    self::blocks(&mut item.blocks);
                }
            }
            BlockKind::Quote(inner)
            | BlockKind::Details { blocks: inner, .. }
            | BlockKind::Footnote { blocks: inner, .. }
            | BlockKind::Expect(inner)
            | BlockKind::IfNot(inner) => self::blocks(inner),
            BlockKind::Callout(callout) => self::blocks(&mut callout.blocks),
            _ => {}
        }
    }
}
