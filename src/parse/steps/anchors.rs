//! Anchors for what the Markdown reader did not know to be a heading.

use std::collections::{HashMap, HashSet};

use crate::aid::{Block, BlockKind};

/// The anchors taken on a page.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    taken: HashSet<String>,
    /// The next number to try for a slug, so that a thousand equal names cost no million tries.
    next: HashMap<String, u32>,
}

impl Anchors {
    /// The anchors that the page's headings have.
    pub(super) fn on_page(blocks: &[Block]) -> Anchors {
        let taken = blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Heading(heading) => Some(heading.anchor.clone()),
            _ => None,
        });
        Anchors {
            taken: taken.collect(),
            next: HashMap::new(),
        }
    }

    /// A new anchor for this text: its slug, with a number when that is taken.
    pub(super) fn of(&mut self, text: &str) -> String {
        self.unique(crate::parse::markdown::slug(text))
    }

    /// `base`, with a number when it is taken.
    pub(super) fn unique(&mut self, base: String) -> String {
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
