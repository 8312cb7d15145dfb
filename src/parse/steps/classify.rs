//! Every code block of a page gets its role.

use super::spans;
use crate::aid::{Block, BlockKind, CodeBlock};
use crate::parse::command;

/// Classifies all code blocks, nested ones too.
// Nesting is bounded by the Markdown reader, so this recursion is too.
pub(super) fn blocks(blocks: &mut [Block]) {
    for block in blocks {
        // A paragraph that is a command and nothing else was meant as a block.
        if let BlockKind::Paragraph(text) = &block.kind
            && let Some(text) = spans::only_commands(text)
        {
            block.kind = BlockKind::Code(CodeBlock {
                text,
                ..CodeBlock::default()
            });
        }
        match &mut block.kind {
            BlockKind::Code(code) => command::classify(code),
            BlockKind::List { items, .. } => {
                for item in items {
                    // The first paragraph of an item is its text.
                    let text = item.blocks.first().map(|block| &block.kind);
                    let own = usize::from(matches!(text, Some(BlockKind::Paragraph(_))));
                    self::blocks(item.blocks.get_mut(own..).unwrap_or_default());
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
