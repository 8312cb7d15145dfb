//! The title among the headings.

use super::section::Section;
use crate::aid::{Block, BlockKind, Heading, Inline, inline_text};

/// What the page's H1 say.
#[derive(Debug, Default)]
pub(super) struct PageTitle {
    /// The H1 when there is exactly one with text, or the first says what the file's name says.
    pub(super) text: Option<String>,
    /// Several H1: they are the procedures' level.
    pub(super) several: bool,
    /// The H1 stays among the sections: it differs from the title of the front matter.
    pub(super) kept: bool,
}

/// Finds the title and takes its H1 out where it would be shown twice. `given` is the title of the
/// front matter, `stem` the one that the file's name makes.
pub(super) fn take(blocks: &mut Vec<Block>, given: Option<&str>, stem: &str) -> PageTitle {
    blocks.retain(|block| !heading(block).is_some_and(|h| h.level == 1 && says_nothing(h)));
    let top: Vec<usize> = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| heading(block).is_some_and(|h| h.level == 1))
        .map(|(index, _)| index)
        .collect();
    let Some((&index, rest)) = top.split_first() else {
        return PageTitle::default();
    };
    let text = blocks
        .get(index)
        .and_then(heading)
        .map(|h| inline_text(&h.text).trim().to_string());
    let text = text.unwrap_or_default();
    let leads = blocks.iter().position(|block| heading(block).is_some()) == Some(index);
    let names = rest.is_empty() || (leads && given.is_none() && same(stem, &text));
    let repeats = given.map_or(names, |given| same(given, &text));
    let removed = leads && repeats;
    if removed {
        blocks.remove(index);
    }
    PageTitle {
        text: names.then_some(text),
        several: !rest.is_empty(),
        kept: !removed,
    }
}

/// The highest heading level below the title; 1 when there are several H1.
pub(super) fn top_level(sections: &[Section], title: &PageTitle) -> u8 {
    if title.several {
        return 1;
    }
    let levels = sections.iter().map(Section::level);
    // Bold paragraphs (7) stand below the text before them, never beside it.
    let below = levels.filter(|level| (1 + u8::from(title.kept)..=6).contains(level));
    below.min().unwrap_or(6)
}

/// Whether a heading has no words: of most template tags no text is left, some (`{{ .Title }}`) stay.
fn says_nothing(heading: &Heading) -> bool {
    let text = inline_text(&heading.text);
    let text = text.trim();
    let is_text = heading
        .text
        .iter()
        .all(|piece| matches!(piece, Inline::Text(_)));
    let tag = text
        .strip_prefix("{{")
        .and_then(|rest| rest.strip_suffix("}}"));
    text.is_empty() || is_text && tag.is_some_and(|inner| !inner.contains("}}"))
}

fn heading(block: &Block) -> Option<&Heading> {
    match &block.kind {
        BlockKind::Heading(heading) => Some(heading),
        _ => None,
    }
}

/// Equal but for case, spaces and marks: `KubePodCrashLooping` is "Kube Pod Crash Looping".
fn same(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> Vec<char> {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    letters(a) == letters(b)
}
