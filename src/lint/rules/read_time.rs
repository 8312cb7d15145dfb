//! `read-time`: more than three minutes to read.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;

/// Minutes that somebody in the middle of work has.
const MOST: usize = 3;

pub(super) const RULE: Rule = Rule {
    code: Code::ReadTime,
    level: Severity::Info,
    catches: "text that takes more than three minutes to read (200 words a minute, code not counted)",
    why: "somebody in the middle of work has three minutes; after that they skim",
    source: "just-in-time training: modules of three minutes; checklists are cut short after 60 to 90 seconds (Gawande)",
    instead: "split it by goal, or move the background to a linked page",
    bad: "# Free a full disk\n\n1. List the biggest files: `du -xah /var | sort -h | tail`\n\n   [640 words on blocks, inodes and reserved space]\n2. Empty the oldest log.\n",
    good: "# Free a full disk\n\n1. List the biggest files: `du -xah /var | sort -h | tail`\n2. Empty the oldest log.\n\nHow space is counted: [blocks and inodes](blocks-and-inodes.md)\n",
    check: Some(check),
};

fn check(page: &Page) -> Vec<Diagnostic> {
    let minutes = page.reading_minutes();
    if minutes <= MOST || !page.is_markdown() || page.steps().next().is_none() {
        return Vec::new();
    }
    let message = format!("the text takes {minutes} minutes to read; {MOST} is the most");
    vec![page.finding(RULE.code, page.title_place(), 0, message)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::hits;

    #[test]
    fn code_does_not_count() {
        let long = "word ".repeat(620);
        assert_eq!(
            hits(
                Code::ReadTime,
                &format!("# Title\n\n1. Go.\n2. Go.\n\n{long}\n")
            ),
            [1]
        );
        assert_eq!(
            hits(
                Code::ReadTime,
                &format!("1. Go.\n2. Go.\n\n```\n{long}\n```\n")
            ),
            []
        );
    }
}
