//! `steps-late`: much text before the first step.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;
use crate::lint::prose::word_count;

/// Words before the first step.
const MOST: usize = 300;

pub(super) const RULE: Rule = Rule {
    code: Code::StepsLate,
    level: Severity::Info,
    catches: "more than 300 words before the first step",
    why: "who came to act has to scroll past what they did not ask",
    source: "minimalism (Carroll; van der Meij and Carroll): act first; the median public page has 88 words there",
    instead: "move the background below the steps, or to a page of its own",
    bad: "# Free a full disk\n\n[320 words on how the disks came to be as they are]\n\n1. List the biggest files: `du -xah /var | sort -h | tail`\n2. Empty the oldest log.\n",
    good: "# Free a full disk\n\nWhen an alert names /var.\n\n1. List the biggest files: `du -xah /var | sort -h | tail`\n2. Empty the oldest log.\n\n## Background\n\n[320 words on how the disks came to be as they are]\n",
    check: Some(check),
};

fn check(page: &Page) -> Vec<Diagnostic> {
    let Some(first) = page.steps().map(|step| step.line).min() else {
        return Vec::new();
    };
    if !page.is_markdown() {
        return Vec::new();
    }
    let before = page.texts().filter(|(_, piece)| piece.line < first);
    let words: usize = before.map(|(inlines, _)| word_count(inlines)).sum();
    if words <= MOST {
        return Vec::new();
    }
    let message = format!("{words} words stand before the first step; {MOST} is the most");
    vec![page.finding(RULE.code, page.place(first, ""), 0, message)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::hits;

    #[test]
    fn the_first_step_is_pointed_at_and_pages_without_steps_are_not_meant() {
        let long = "word ".repeat(301);
        assert_eq!(
            hits(Code::StepsLate, &format!("{long}\n\n1. Look.\n2. Act.\n")),
            [3]
        );
        assert_eq!(
            hits(Code::StepsLate, &format!("1. Look.\n2. Act.\n\n{long}\n")),
            []
        );
        assert_eq!(hits(Code::StepsLate, &long), []);
    }
}
