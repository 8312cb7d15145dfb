//! `long-title`: a title that lists cut off.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;

/// Characters of a title that lists show.
const MOST: usize = 60;

pub(super) const RULE: Rule = Rule {
    code: Code::LongTitle,
    level: Severity::Info,
    catches: "a title of more than 60 characters",
    why: "lists cut it off where it says what is different",
    source: "search sites show 60 to 65 characters; 34 of 1,228 public pages",
    instead: "name the task alone; the rest belongs to the summary, or give a linkTitle for lists",
    bad: "# How to find out which of the many processes on this machine is using the port\n",
    good: "# Find who owns a port\n",
    check: Some(check),
};

fn check(page: &Page) -> Vec<Diagnostic> {
    let meta = &page.aid.meta;
    let title = meta.short_title.as_ref().unwrap_or(&page.aid.title);
    let length = title.chars().count();
    if length <= MOST {
        return Vec::new();
    }
    let message = format!("the title has {length} characters; lists show {MOST}");
    vec![page.finding(RULE.code, page.title_place(), 0, message)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::hits;

    #[test]
    fn a_short_form_for_lists_is_enough() {
        let long = "x".repeat(61);
        let page = format!("---\nsummary: a\ntitle: {long}\n---\n1. Go.\n");
        assert_eq!(hits(Code::LongTitle, &page), [3]);
        let page = format!("---\ntitle: {long}\nlinkTitle: x\n---\n1. Go.\n");
        assert_eq!(hits(Code::LongTitle, &page), []);
        assert_eq!(
            hits(Code::LongTitle, &format!("# {}\n", "x".repeat(60))),
            []
        );
    }
}
