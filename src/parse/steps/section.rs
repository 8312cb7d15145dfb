//! The page as sections: a heading with the blocks up to the next one.

use super::heading;
use super::inlines::bold_line;
use crate::aid::{Block, BlockKind, CodeRole, Heading, Inline, inline_text};
use crate::parse::markdown::Slugs;
use crate::parse::words;

/// Level of a bold paragraph that serves as a heading.
const BOLD: u8 = 7;

/// A heading with its blocks; the first section of a page may have none.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) heading: Option<Heading>,
    pub(super) blocks: Vec<Block>,
}

impl Section {
    /// The heading's level; 0 without one.
    pub(super) fn level(&self) -> u8 {
        self.heading.as_ref().map_or(0, |heading| heading.level)
    }

    /// Whether it holds a command, and its heading or first paragraph says to run it.
    pub(super) fn orders_a_command(&self) -> bool {
        let command = |block: &Block| match &block.kind {
            BlockKind::Code(code) => code.role == CodeRole::Command,
            _ => false,
        };
        let first = self.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Paragraph(text) => Some(inline_text(text)),
            _ => None,
        });
        let orders = words::starts_with_verb(&self.title())
            || first.is_some_and(|text| words::instructs(&text));
        orders && self.blocks.iter().any(command)
    }

    /// The heading's text.
    pub(super) fn title(&self) -> String {
        self.heading
            .as_ref()
            .map(|h| inline_text(&h.text))
            .unwrap_or_default()
    }
}

/// Splits a page at its headings, numbered bold paragraphs and bold alternatives included.
pub(super) fn sections(blocks: Vec<Block>, anchors: &mut Slugs) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    for block in blocks {
        match block.kind {
            BlockKind::Heading(heading) => sections.push(Section {
                heading: Some(heading),
                blocks: Vec::new(),
            }),
            kind => {
                if let Some(section) = sections.last_mut() {
                    section.blocks.push(Block {
                        line: block.line,
                        kind,
                    });
                }
            }
        }
    }
    let mut split: Vec<Section> = Vec::with_capacity(sections.len());
    for section in sections {
        split.extend(split_at_bold(section, anchors));
    }
    split.retain(|section| section.heading.is_some() || !section.blocks.is_empty());
    split
}

/// Splits a section at the bold paragraphs that are numbered headings or alternatives.
fn split_at_bold(section: Section, anchors: &mut Slugs) -> Vec<Section> {
    let heads = bold_headings(&section.blocks);
    if heads.is_empty() {
        return vec![section];
    }
    let mut heads = heads.into_iter().peekable();
    let mut out = vec![Section {
        heading: section.heading,
        blocks: Vec::new(),
    }];
    for (index, block) in section.blocks.into_iter().enumerate() {
        let line = block.line;
        match block.kind {
            BlockKind::Paragraph(text) if heads.next_if_eq(&index).is_some() => {
                let anchor = anchors.of(&inline_text(&text));
                let heading = Heading {
                    level: BOLD,
                    text,
                    anchor,
                    line,
                };
                out.push(Section {
                    heading: Some(heading),
                    blocks: Vec::new(),
                });
            }
            kind => {
                if let Some(section) = out.last_mut() {
                    section.blocks.push(Block { line, kind });
                }
            }
        }
    }
    out
}

/// The indexes of paragraphs that are headings: two or more numbered on from 0 or 1, or two or more
/// alternatives.
fn bold_headings(blocks: &[Block]) -> Vec<usize> {
    let paragraphs = || {
        blocks
            .iter()
            .enumerate()
            .filter_map(|(index, block)| match &block.kind {
                BlockKind::Paragraph(inlines) => Some((index, inlines)),
                _ => None,
            })
    };
    let mut run: Vec<usize> = Vec::new();
    let mut next = None;
    let mut found = Vec::new();
    for (index, inlines) in paragraphs() {
        let Some(number) = bold_number(inlines) else {
            continue;
        };
        if next != Some(number) {
            keep_run(&mut run, &mut found);
            next = (number <= 1).then_some(number);
        }
        if next == Some(number) {
            run.push(index);
            next = Some(number + 1);
        }
    }
    keep_run(&mut run, &mut found);
    let alternatives: Vec<usize> = paragraphs()
        .filter(|(_, inlines)| {
            bold_line(inlines).is_some_and(|text| heading::is_alternative(&inline_text(text)))
        })
        .map(|(index, _)| index)
        .collect();
    if alternatives.len() >= 2 {
        found.extend(alternatives);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn keep_run(run: &mut Vec<usize>, found: &mut Vec<usize>) {
    if run.len() >= 2 {
        found.append(run);
    }
    run.clear();
}

/// The number of a paragraph that starts with it in bold: `**1. Stop**`, `**Step 1:** Stop it`.
fn bold_number(inlines: &[Inline]) -> Option<u64> {
    let Some(Inline::Strong(inner)) = inlines.first() else {
        return None;
    };
    let bold = inline_text(inner);
    let found = heading::numbered(&bold).or_else(|| heading::numbered(&inline_text(inlines)))?;
    Some(found.number)
}
