//! Lists of ways, of which the reader takes one: no sequence of steps.

use super::bullets;
use super::rule::{Context, Run};
use super::step::{Below, Draft};
use crate::aid::{Block, BlockKind, ListItem, Phase, ProcedureKind, inline_text};

/// What leads to a list of ways.
const OFFERS: &[&str] = &[
    "ways to",
    "several options",
    "following options",
    "options are",
    "have two options",
    "have three options",
    "one of the following",
    "either of the following",
    "following methods",
    "following ways",
    "following alternatives",
];

/// Whether the block before a list says that its items are ways to choose from.
pub(super) fn offered(blocks: &[Block], list: usize) -> bool {
    let before = list.checked_sub(1).and_then(|before| blocks.get(before));
    match before.map(|block| &block.kind) {
        Some(BlockKind::Paragraph(text)) => {
            let text = inline_text(text).to_lowercase();
            let last = text.trim_end().rsplit(". ").next().unwrap_or_default();
            OFFERS.iter().any(|offer| last.contains(offer))
        }
        _ => false,
    }
}

/// Reads the ways of a section as steps to pick one from, or gives the blocks back: sections of
/// their own may tell the ways.
pub(super) fn read(blocks: Vec<Block>, context: &Context<'_>) -> Result<Vec<Run>, Vec<Block>> {
    let lists = blocks.iter().enumerate();
    let found = lists.filter(|(index, block)| match &block.kind {
        BlockKind::List { items, .. } => {
            let telling = items.iter().filter(|item| bullets::starts_with_verb(item));
            offered(&blocks, *index)
                && telling.count() * 2 > items.len()
                && !items.iter().any(|item| has_section(item, context.headings))
        }
        _ => false,
    });
    let Some(at) = found.map(|(index, _)| index).next() else {
        return Err(blocks);
    };
    let mut lead = blocks;
    let mut rest = lead.split_off(at).into_iter();
    let items = match rest.next().map(|block| block.kind) {
        Some(BlockKind::List { items, .. }) => items,
        _ => Vec::new(),
    };
    let steps = items
        .into_iter()
        .map(|item| Draft::of_item(item, None).finish(Below::Lists));
    Ok(vec![Run {
        name: None,
        kind: ProcedureKind::Pick,
        any_order: true,
        phases: vec![Phase {
            heading: None,
            lead,
            steps: steps.collect(),
            tail: rest.collect(),
        }],
    }])
}

/// Whether a heading of the page says what the item says.
pub(super) fn has_section(item: &ListItem, headings: &[String]) -> bool {
    match item.blocks.first().map(|block| &block.kind) {
        Some(BlockKind::Paragraph(text)) => headings.contains(&title_words(&inline_text(text))),
        _ => false,
    }
}

/// A heading's or an item's text, to be compared: lower case, without its last mark.
pub(super) fn title_words(text: &str) -> String {
    let text = text.trim().trim_end_matches(['.', ':', ';', ',']);
    text.to_lowercase()
}
