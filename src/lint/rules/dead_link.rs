//! `dead-link`: a link or picture that leads nowhere.

use std::collections::HashSet;

use crate::aid::{Inline, page};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;

pub(super) const RULE: Rule = Rule {
    code: Code::DeadLink,
    level: Severity::Error,
    catches: "a #part that the page does not have, a relative link to a .md file that is not there, a picture or recording that is not there, a related aid that nothing is called",
    why: "the reader is sent nowhere in the middle of the task",
    source: "22 of 1,228 public pages; not looked at: addresses, /site paths, .html that a site builds",
    instead: "correct the link, or remove it",
    bad: "# Nodes\n\n1. Sort them, see [sorting](#sorting-for-nodes).\n2. Go on.\n\n####Sorting\n",
    good: "# Nodes\n\n1. Sort them, see [sorting](#sorting).\n2. Go on.\n\n#### Sorting\n",
    check: Some(check),
};

const MEDIA: [&str; 10] = [
    ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".cast", ".mp4", ".webm", ".mov",
];

fn check(page: &Page) -> Vec<Diagnostic> {
    let mut anchors = None;
    let mut found = Vec::new();
    for (inlines, piece) in page.texts() {
        for (target, is_picture) in targets(inlines) {
            let target = target.trim();
            let message = match target.strip_prefix('#') {
                Some(anchor) => {
                    let known = anchors.get_or_insert_with(|| known_anchors(page));
                    if is_known(known, anchor) {
                        continue;
                    }
                    format!("this page has no part {target:?}")
                }
                None if is_missing(page, target, is_picture) => {
                    format!("there is no file {:?}", place_of(target))
                }
                None => continue,
            };
            found.push(page.about(RULE.code, piece.line, target, message));
        }
    }
    found.extend(related(page));
    found
}

/// `related:` of the front matter; links of the body that the reader collected are looked at there.
fn related(page: &Page) -> Vec<Diagnostic> {
    let Some(line) = page.key_line(&["related", "see_also"]) else {
        return Vec::new();
    };
    let ids = page.aid.meta.related.iter();
    let unknown = ids.filter(|id| page.around.names(id) == Some(false));
    unknown
        .map(|id| page.about(RULE.code, line, id, format!("no aid is called {id:?}")))
        .collect()
}

/// Where links and pictures lead, and which of them are pictures.
// Nesting is bounded by the parser, so this recursion is too.
fn targets(inlines: &[Inline]) -> Vec<(&str, bool)> {
    let mut found = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Image { target, .. } => found.push((target.as_str(), true)),
            Inline::Link { target, text } => {
                found.push((target.as_str(), false));
                found.extend(targets(text));
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => {
                found.extend(targets(inner));
            }
            _ => {}
        }
    }
    found
}

/// The file of a link: without `#part` and `?query`.
fn place_of(target: &str) -> &str {
    target.split(['#', '?']).next().unwrap_or_default()
}

fn is_missing(looked_at: &Page, target: &str, is_picture: bool) -> bool {
    let file = place_of(target);
    let scheme = file.split('/').next().unwrap_or_default();
    let is_elsewhere = scheme.contains(':') || file.starts_with('/') || file.starts_with("~");
    let is_template = file.contains(['{', '<', '$', '\\']);
    if file.is_empty() || is_elsewhere || is_template {
        return false;
    }
    let lower = file.to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    let is_local = ends(&MEDIA) || (!is_picture && page::has_ending(file));
    is_local && looked_at.around.exists(file) == Some(false)
}

/// All that a `#part` can lead to, letters and digits only: headings, also those that lack their
/// space, ids in HTML and behind headings.
fn known_anchors(page: &Page) -> HashSet<String> {
    let mut known = HashSet::from([String::new(), "top".to_string()]);
    let mut above = "";
    for (_, line) in page.lines() {
        let text = line.trim_start_matches([' ', '>', '-', '*']);
        if let Some(heading) = text.strip_prefix('#') {
            known.insert(folded(&without_targets(heading)));
        } else if text.len() > 2 && text.chars().all(|c| matches!(c, '=' | '-')) {
            known.insert(folded(&without_targets(above)));
        }
        for mark in ["id=\"", "name=\"", "id='", "name='", "{#", "id=", "{: #"] {
            for (at, _) in line.match_indices(mark) {
                let rest = line.get(at + mark.len()..).unwrap_or_default();
                let end = rest.find(['"', '\'', '}', ' ', '>']).unwrap_or(rest.len());
                known.insert(folded(rest.get(..end).unwrap_or_default()));
            }
        }
        above = text;
    }
    known.insert(folded(&page.aid.title));
    known.extend(page.texts().filter_map(|(inlines, piece)| {
        let is_heading = matches!(piece.kind, crate::lint::walk::PieceKind::Heading(_));
        is_heading.then(|| folded(&crate::aid::inline_text(inlines)))
    }));
    known
}

/// A heading without where its links lead and what stands behind it in braces.
fn without_targets(heading: &str) -> String {
    let heading = heading.split("{#").next().unwrap_or(heading);
    let mut out = String::new();
    let mut rest = heading;
    while let Some((before, after)) = rest.split_once("](") {
        out.push_str(before);
        rest = after.split_once(')').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether a heading is meant; a number behind it tells equal ones apart. What is percent-encoded is
/// not looked at.
fn is_known(known: &HashSet<String>, anchor: &str) -> bool {
    let name = folded(anchor);
    let unnumbered = name.trim_end_matches(|c: char| c.is_ascii_digit());
    anchor.contains('%') || known.contains(&name) || known.contains(unnumbered)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::hits;

    #[test]
    fn a_part_is_compared_by_letters_and_digits_only() {
        let page = "See\n[a](#b-c_1) [b](#up) [c](#set) [d](#no)\n\n## [B](x.html) `c` 1\n\n<a id=\"up\"></a>\n\nSet\n---\n";
        assert_eq!(hits(Code::DeadLink, page), [2]);
    }

    #[test]
    fn files_that_are_not_there_are_named_and_sites_and_addresses_left_alone() {
        let page = "[a](there.md#x) [b](gone.md) [c](/gone.md) [d](gone.html)\n\
            [e](https://example.org/gone.md) [f](gone/)\n\n![A picture](gone.png) ![B](there.png)\n";
        assert_eq!(hits(Code::DeadLink, page), [1, 4]);
    }

    #[test]
    fn a_related_aid_must_have_the_name() {
        let page = "---\nrelated: [there, gone]\n---\n1. Go.\n";
        assert_eq!(hits(Code::DeadLink, page), [2]);
    }
}
