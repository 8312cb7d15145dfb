//! The block of keys before a page's text, and what it says.

mod advice;
mod escapes;
mod fence;
mod keys;
mod node;
mod params;
mod recover;
mod resolve;
mod toml;
mod yaml;

use crate::aid::Meta;
use crate::aid::placeholder::Param;
use crate::diagnostic::Diagnostic;
use fence::{Fence, Front, Split};
use node::{Entry, Value};

/// A page whose front matter has been read and taken off.
#[derive(Debug, PartialEq)]
pub(super) struct FrontMatter<'a> {
    /// What it says; empty without front matter.
    pub(super) meta: Meta,
    /// The values it declares.
    pub(super) params: Vec<Param>,
    /// The rest of the page.
    pub(super) body: &'a str,
    /// The line of the file on which `body` starts.
    pub(super) body_line: u32,
    /// What is wrong with it, in the file's own lines and columns.
    pub(super) findings: Vec<Diagnostic>,
}

/// The line of the file on which the text between the fences starts.
const FIRST_LINE: u32 = 2;

/// Takes the front matter off a page (no byte order mark, LF line ends) and reads it.
///
/// Whatever is wrong with it, the body is there, and so is every key that can be read.
pub(super) fn read(text: &str) -> FrontMatter<'_> {
    let Split {
        front,
        body,
        body_line,
        finding,
    } = fence::split(text);
    let mut findings: Vec<Diagnostic> = finding.into_iter().collect();
    let keys = front.as_ref().map_or("", |front| front.text);
    let entries = match front {
        None => Vec::new(),
        Some(Front {
            fence: Fence::Toml,
            text,
        }) => toml_entries(text, &mut findings),
        Some(Front {
            fence: Fence::Yaml,
            text: yaml,
        }) => match yaml_entries(yaml, &mut findings) {
            Some(entries) => entries,
            // Prose between two rules: it belongs to the page.
            None => return untouched(text, findings),
        },
    };
    findings.extend(escapes::findings(entries.iter().map(|e| &e.node), keys));
    let resolved = resolve::resolve(entries);
    findings.extend(resolved.findings);
    FrontMatter {
        meta: resolved.meta,
        params: resolved.params,
        body,
        body_line,
        findings,
    }
}

fn untouched(text: &str, findings: Vec<Diagnostic>) -> FrontMatter<'_> {
    FrontMatter {
        meta: Meta::default(),
        params: Vec::new(),
        body: text,
        body_line: 1,
        findings,
    }
}

fn toml_entries(text: &str, findings: &mut Vec<Diagnostic>) -> Vec<Entry> {
    toml::read(text, FIRST_LINE).unwrap_or_else(|finding| {
        findings.push(*finding);
        Vec::new()
    })
}

/// None when there are no keys but text or a list.
fn yaml_entries(text: &str, findings: &mut Vec<Diagnostic>) -> Option<Vec<Entry>> {
    let node = match yaml::read(text, FIRST_LINE) {
        Ok(node) => node,
        Err(error) => {
            let recovered = recover::read(text, FIRST_LINE, *error);
            findings.extend(recovered.findings);
            return Some(recovered.entries);
        }
    };
    match node.value {
        Value::Map(entries) => {
            findings.extend(advice::tab_before_first_key(text, FIRST_LINE));
            Some(entries)
        }
        // Nothing but comments: `# ` is a heading where this is a page between two rules.
        Value::Null => text.trim().is_empty().then(Vec::new),
        Value::List(_) => {
            findings.push(advice::no_key(node.at));
            None
        }
        Value::Text(written) => {
            // `title:Free space`: a key whose colon lacks its space.
            if written
                .split(' ')
                .next()
                .is_some_and(|word| word.contains(':'))
            {
                findings.push(advice::no_key(node.at));
            }
            None
        }
    }
}

#[cfg(test)]
mod tests;
