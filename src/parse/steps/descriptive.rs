//! Ordered lists that describe (parts, kinds, reasons, contents) are shown, not stepped.

use super::rule::Context;
use super::{bullets, choices, inlines, prose};
use crate::aid::{Block, BlockKind, CodeRole, Inline, ListItem, inline_text};
use crate::parse::words;

/// What a heading names last when the list below it describes.
const DESCRIBED: &[&str] = &[
    "arguments",
    "benefits",
    "causes",
    "components",
    "criteria",
    "features",
    "kinds",
    "levels",
    "limitations",
    "modes",
    "principles",
    "reasons",
    "roles",
    "terms",
    "types",
];

/// Whether the pieces of one ordered list (the blocks at `members`) describe. They do not where the
/// text around them calls for steps, an item holds a command, or at least half of the items instruct.
/// Others do when something says so: a heading of background, words that lead to a description, items
/// that are terms. Who numbers what nothing describes means an order, in whatever words: `App restarts`,
/// `Dienst neu starten`.
pub(super) fn are(blocks: &[Block], members: &[usize], context: &Context<'_>) -> bool {
    let lists = members.iter().filter_map(|index| blocks.get(*index));
    let items: Vec<&ListItem> = lists.flat_map(items_of).collect();
    if items.iter().all(|item| is_content(item)) {
        return true;
    }
    let before = members
        .first()
        .and_then(|first| blocks.get(first.checked_sub(1)?));
    if context.calls_for_steps() || before.is_some_and(announces_steps) {
        return false;
    }
    let telling = items.iter().filter(|item| tells(item)).count();
    let commanded = items.iter().any(|item| holds_command(&item.blocks));
    if telling * 2 >= items.len() || commanded || holds_code(blocks, members) {
        return false;
    }
    let led = match before {
        Some(before) => leads_to_description(before),
        None => inline_text(context.heading).trim_end().ends_with(':'),
    };
    context.manner.background || led || describe(&items, context)
}

impl Context<'_> {
    /// Whether the heading promises steps, or the words of the page are not known.
    fn calls_for_steps(&self) -> bool {
        let ordered_to = words::starts_with_verb(&inline_text(self.heading));
        self.manner.procedural || self.substeps || self.foreign || ordered_to
    }
}

fn items_of(block: &Block) -> &[ListItem] {
    match &block.kind {
        BlockKind::List { items, .. } => items,
        _ => &[],
    }
}

fn text_of(item: &ListItem) -> &[Inline] {
    match item.blocks.first().map(|block| &block.kind) {
        Some(BlockKind::Paragraph(inlines)) => inlines,
        _ => &[],
    }
}

/// An entry of a table of contents: a link to a heading of the page, maybe with more below it.
fn is_content(item: &ListItem) -> bool {
    inlines::only_link(text_of(item)).is_some_and(|target| target.starts_with('#'))
}

/// Whether a block of code stands between the pieces of the list or right behind it: it belongs to
/// the items.
fn holds_code(blocks: &[Block], members: &[usize]) -> bool {
    let (Some(first), Some(last)) = (members.first(), members.last()) else {
        return false;
    };
    let around = blocks.get(*first..(*last + 2).min(blocks.len()));
    let code = |block: &Block| matches!(block.kind, BlockKind::Code(_));
    around.is_some_and(|around| around.iter().any(code))
}

/// Whether a command stands among an item's blocks, however deep.
// Nesting is bounded by the Markdown reader, so this recursion is too.
fn holds_command(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match &block.kind {
        BlockKind::Code(code) => code.role == CodeRole::Command,
        BlockKind::List { items, .. } => items.iter().any(|item| holds_command(&item.blocks)),
        BlockKind::Quote(inner) | BlockKind::Details { blocks: inner, .. } => holds_command(inner),
        BlockKind::Callout(callout) => holds_command(&callout.blocks),
        _ => false,
    })
}

/// `Follow these steps:`, `To restart it:`, `Do the following`.
fn announces_steps(block: &Block) -> bool {
    let BlockKind::Paragraph(inlines) = &block.kind else {
        return false;
    };
    let text = inline_text(inlines);
    let lower = text.to_lowercase();
    let names = [
        "steps",
        "do the following",
        "follow these",
        "follow the",
        "procedure",
        "instructions",
        "as follows",
    ];
    lower.trim_end().ends_with(':')
        && (names.iter().any(|name| lower.contains(name)) || words::starts_with_purpose(&text))
}

/// `It is used by:`, `There are two kinds:`.
fn leads_to_description(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(text) => inline_text(text).trim_end().ends_with(':'),
        _ => false,
    }
}

/// Whether the items are links or the page's headings, or most of them terms with their meaning, or
/// the heading names parts or kinds.
fn describe(items: &[&ListItem], context: &Context<'_>) -> bool {
    let linked = |item: &ListItem| inlines::only_link(text_of(item)).is_some();
    let entry = |item: &&ListItem| linked(item) || choices::has_section(item, context.headings);
    let terms = items.iter().filter(|item| bullets::is_term(item)).count();
    let heading = inline_text(context.heading);
    let last = heading.split_whitespace().last().map(words::bare);
    items.iter().all(entry)
        || terms * 2 > items.len()
        || last.is_some_and(|word| DESCRIBED.contains(&word.as_str()))
}

/// Whether an item starts with a verb or condition, advises, ends in a question mark or holds code.
fn tells(item: &ListItem) -> bool {
    let code = |block: &Block| matches!(block.kind, BlockKind::Code(_));
    let text = text_of(item);
    let span = |inline: &Inline| matches!(inline, Inline::Code(_));
    item.blocks.iter().any(code)
        || text.iter().any(span)
        || instructs(text)
        || prose::advises(&inline_text(text))
}

/// Whether a text instructs, a label before a colon left out of account.
pub(super) fn instructs(text: &[Inline]) -> bool {
    let text = inline_text(text);
    let after = text.split_once(": ").map(|(_, after)| after);
    words::instructs(&text) || text.trim_end().ends_with('?') || after.is_some_and(words::instructs)
}
