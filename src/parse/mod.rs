//! A page's bytes to an [`Aid`] and findings. Never fails, never panics, never loses text.

mod budget;
mod cheat;
pub(crate) mod command;
pub mod danger;
mod date;
mod decode;
mod defaults;
mod detect;
mod estimate;
mod front_matter;
mod hostile;
mod identity;
mod markdown;
mod navi;
mod plain;
mod steps;
mod survey;
mod template;
mod tldr;
pub(crate) mod words;
mod written;

use crate::aid::{Aid, Format, page, placeholder};
use crate::diagnostic::Diagnostic;

pub use decode::as_written;
pub(crate) use steps::sentences;
pub use written::Written;

/// A page, parsed, with what is wrong with it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parsed {
    /// The aid; of a broken page as much as could be read.
    pub aid: Aid,
    /// Findings without a file name, in the order of their places.
    pub findings: Vec<Diagnostic>,
}

impl Parsed {
    /// Takes back what was found at the end of a text that is not the file's: the rest may close what seems
    /// to be open.
    pub fn forget_the_end(&mut self) {
        self.findings.retain(|f| !markdown::is_about_the_end(f));
    }
}

/// Reads the page at `path` (below the root of its collection, `/` between parts, with extension).
///
/// `bytes` may be anything: a BOM, CRLF, bytes that are not UTF-8, NUL. The path gives the id, the
/// tags from folder names, the title of a page without one, and tells a cheat sheet from Markdown.
pub fn parse(path: &str, bytes: &[u8]) -> Parsed {
    let mut parsed = parse_to_search(path, bytes);
    defaults::fill_to_open(&mut parsed.aid);
    placeholder::mark(&mut parsed.aid);
    parsed
}

/// As [`parse`], without placeholders and without the keys that only an open page shows (danger,
/// minutes, use, undo, verify): whoever reads the words of thousands of pages has no use for them, and
/// they are a third of the work.
pub fn parse_to_search(path: &str, bytes: &[u8]) -> Parsed {
    let decoded = decode::decode(bytes);
    let mut findings = decoded.findings;
    findings.extend(hostile::findings(&decoded.text, 1));
    let front = front_matter::read(&decoded.text);
    findings.extend(front.findings);
    let (body, cut) = budget::within(front.body, front.body_line);
    let is_cut = cut.is_some();
    findings.extend(cut);
    let mut aid = Aid {
        id: page::id(path),
        meta: front.meta,
        params: front.params,
        ..Aid::default()
    };
    findings.extend(read_body(&mut aid, path, body, front.body_line));
    if let Some(title) = &aid.meta.title {
        aid.title.clone_from(title);
    }
    if aid.title.is_empty() {
        aid.title = identity::title_from(&aid.id);
    }
    defaults::fill_to_search(&mut aid, path);
    findings.sort_by_key(|finding| finding.at);
    if is_cut {
        findings.retain(|f| !markdown::is_about_the_end(f));
    }
    Parsed {
        aid,
        findings: budget::first_of(findings),
    }
}

/// Fills in format, title, parts and what the body says of the front matter's keys.
fn read_body(aid: &mut Aid, path: &str, body: &str, line: u32) -> Vec<Diagnostic> {
    let syntax = aid.meta.syntax.clone();
    let stem = identity::title_from(&aid.id);
    let name = aid.meta.title.as_deref().unwrap_or(&stem);
    if let Some(page) = tldr::read(body, line) {
        aid.format = Format::Tldr;
        aid.title = page.title;
        let summary = aid.meta.summary.take().unwrap_or(page.summary);
        aid.meta.summary = Some(summary).filter(|summary| !summary.is_empty());
        if aid.meta.related.is_empty() {
            aid.meta.related = page.related;
        }
        aid.parts = page.parts;
        return Vec::new();
    }
    match detect::format(path, body, syntax.as_deref()) {
        Format::Navi => {
            let sheet = navi::read(body, line, name);
            aid.format = Format::Navi;
            aid.meta.tags.extend(sheet.tags);
            aid.params.extend(sheet.params);
            aid.parts = sheet.parts;
        }
        Format::Cheat => {
            aid.format = Format::Cheat;
            aid.parts = cheat::read(body, line, syntax.as_deref(), name);
        }
        Format::Tldr | Format::Markdown => {
            let document = markdown::read(body, line);
            let body = steps::read(document.blocks, &stem, &aid.meta);
            aid.title = body.title.unwrap_or_default();
            aid.first = body.first;
            aid.parts = body.parts;
            if aid.meta.needs.is_empty() {
                aid.meta.needs = body.needs;
            }
            let mut findings = document.findings;
            findings.extend(body.findings);
            return findings;
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests;
