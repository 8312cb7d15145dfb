//! What procedures are called that are not named by their heading.

use super::super::tasks;
use crate::aid::{Block, BlockKind, Inline, Part, Phase, inline_text};
use crate::parse::markdown::Slugs;

/// Names longer than this are kept as text too.
const LONGEST_NAME: usize = 80;

/// Only the page's first procedure may do without a name: the title is its name. Others are called by
/// their first phase.
pub(super) fn name_the_nameless(parts: &mut [Part], anchors: &mut Slugs) {
    let procedures = parts.iter_mut().filter_map(|part| match part {
        Part::Procedure(procedure) => Some(procedure),
        Part::Text(_) => None,
    });
    let nameless = procedures.filter(|p| p.heading.is_none() && p.name.is_none());
    for procedure in nameless.skip(1) {
        let headings = procedure
            .phases
            .iter()
            .filter_map(|phase| phase.heading.as_ref());
        let first = headings.map(|heading| inline_text(&heading.text)).next();
        let name = first.unwrap_or_else(|| "Steps".to_string());
        procedure.anchor = anchors.of(&name);
        procedure.name = Some(name);
    }
}

/// The procedure's name from the paragraph before its list. It stays text as well when it is more
/// than a few plain words, so that nothing of it is lost.
pub(super) fn name(block: Block, phases: &mut [Phase]) -> String {
    let BlockKind::Paragraph(inlines) = &block.kind else {
        return String::new();
    };
    let name = tasks::name_of(inlines);
    let plain = |inline: &Inline| match inline {
        Inline::Text(_) => true,
        Inline::Strong(inner) | Inline::Emphasis(inner) => {
            inner.iter().all(|inline| matches!(inline, Inline::Text(_)))
        }
        _ => false,
    };
    if name.chars().count() <= LONGEST_NAME && inlines.iter().all(plain) {
        return name;
    }
    if let Some(phase) = phases.first_mut() {
        phase.lead.insert(0, block);
    }
    shortened(&name)
}

/// A long name up to its first comma, or as many words as fit.
fn shortened(name: &str) -> String {
    let clause = name.split([',', '.', ';']).next().unwrap_or(name).trim();
    let mut short = String::new();
    for word in clause.split_whitespace() {
        if short.chars().count() + word.chars().count() >= LONGEST_NAME {
            short.push('…');
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}
