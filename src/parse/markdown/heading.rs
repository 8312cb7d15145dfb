//! Anchors of headings.

use std::collections::{HashMap, HashSet};

use crate::aid::{Block, BlockKind, Inline, inline_text};

/// The anchors given so far on a page.
#[derive(Debug, Default)]
pub(in crate::parse) struct Slugs {
    taken: HashSet<String>,
    /// The next number to try for a slug, so that a thousand equal headings cost no million tries.
    next: HashMap<String, u32>,
}

impl Slugs {
    /// The anchor of a heading: its `{#id}` (taken off the text), else its slug; unique on the page.
    pub(in crate::parse) fn anchor(&mut self, text: &mut Vec<Inline>) -> String {
        let base = take_id(text).unwrap_or_else(|| slug(&inline_text(text)));
        self.unique(base)
    }

    /// The anchors that the headings among `blocks` have.
    pub(in crate::parse) fn on_page(blocks: &[Block]) -> Slugs {
        let taken = blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Heading(heading) => Some(heading.anchor.clone()),
            _ => None,
        });
        Slugs {
            taken: taken.collect(),
            next: HashMap::new(),
        }
    }

    /// A new anchor for a text that Markdown did not know to be a heading.
    pub(in crate::parse) fn of(&mut self, text: &str) -> String {
        self.unique(slug(text))
    }

    /// `base`, with a number when it is taken.
    pub(in crate::parse) fn unique(&mut self, base: String) -> String {
        if self.taken.insert(base.clone()) {
            return base;
        }
        let next = self.next.entry(base.clone()).or_insert(1);
        loop {
            let anchor = format!("{base}-{next}");
            *next += 1;
            if self.taken.insert(anchor.clone()) {
                return anchor;
            }
        }
    }
}

/// Takes `{#id}` or `{#id .class}` off the end. Other braces stay: `Delete {name}` is text.
fn take_id(text: &mut Vec<Inline>) -> Option<String> {
    let Some(Inline::Text(last)) = text.last_mut() else {
        return None;
    };
    let (before, attributes) = last.strip_suffix('}')?.rsplit_once('{')?;
    let attributes = attributes.strip_prefix(':').unwrap_or(attributes).trim();
    let id = attributes.strip_prefix('#')?.split_whitespace().next()?;
    let rest = attributes.split_whitespace().skip(1);
    if !rest
        .clone()
        .all(|word| word.starts_with('.') || word.contains('='))
    {
        return None;
    }
    let (id, before) = (id.to_owned(), before.trim_end().to_owned());
    *last = before;
    if last.is_empty() {
        text.pop();
    }
    Some(id)
}

/// GitHub's slug: lower case, letters, digits, `_` and `-` kept, a space is `-`, the rest goes.
fn slug(text: &str) -> String {
    text.trim()
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            ' ' => Some('-'),
            '-' | '_' => Some(c),
            c if c.is_alphanumeric() => Some(c),
            _ => None,
        })
        .collect()
}
