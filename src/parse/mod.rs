//! A page's bytes to an [`Aid`] and findings. Never fails, never panics, never loses text.

pub mod danger;
mod date;
mod decode;
mod front_matter;
mod identity;
// Not all of it has a user yet.
#[allow(dead_code)]
mod markdown;
mod plain;
mod template;
mod tldr;

use crate::aid::{Aid, Format, Part, Section};
use crate::diagnostic::Diagnostic;

/// A page, parsed, with what is wrong with it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parsed {
    /// The aid; of a broken page as much as could be read.
    pub aid: Aid,
    /// Findings without a file name, in the order of their places.
    pub findings: Vec<Diagnostic>,
}

/// Reads the page at `path` (below the root of its collection, `/` between parts, with extension).
///
/// `bytes` may be anything: a BOM, CRLF, bytes that are not UTF-8, NUL. The path gives the id, the
/// tags from folder names, the title of a page without one, and tells a cheat sheet from Markdown.
pub fn parse(path: &str, bytes: &[u8]) -> Parsed {
    let decoded = decode::decode(bytes);
    let mut findings = decoded.findings;
    let front = front_matter::read(&decoded.text);
    findings.extend(front.findings);
    let mut aid = Aid {
        id: identity::id(path),
        meta: front.meta,
        ..Aid::default()
    };
    if let Some(page) = tldr::read(front.body, front.body_line) {
        aid.format = Format::Tldr;
        aid.title = page.title;
        let summary = aid.meta.summary.take().unwrap_or(page.summary);
        aid.meta.summary = Some(summary).filter(|summary| !summary.is_empty());
        if aid.meta.related.is_empty() {
            aid.meta.related = page.related;
        }
        aid.parts = page.parts;
    } else {
        let document = markdown::read(front.body, front.body_line);
        findings.extend(document.findings);
        aid.parts = vec![Part::Text(Section {
            blocks: document.blocks,
            ..Section::default()
        })];
    }
    if let Some(title) = &aid.meta.title {
        aid.title.clone_from(title);
    }
    if aid.title.is_empty() {
        aid.title = identity::title_from(&aid.id);
    }
    if aid.meta.tags.is_empty() {
        aid.meta.tags = identity::folder_tags(path);
    }
    findings.sort_by_key(|finding| finding.at);
    Parsed { aid, findings }
}
