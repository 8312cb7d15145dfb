//! `many-goals`: many procedures on one page.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;

/// Procedures from which on a page has many goals.
pub(super) const MANY: usize = 4;

pub(super) const RULE: Rule = Rule {
    code: Code::ManyGoals,
    level: Severity::Info,
    catches: "four or more procedures on one page",
    why: "the one that is needed has to be found on the page after the page was found",
    source: "one objective an aid (Rossett and Schafer); 57 of 1,228 public pages",
    instead: "give each goal an aid of its own and link them",
    bad: "# Disks\n\n## Grow\n\n1. Look.\n2. Act.\n\n## Shrink\n\n1. Look.\n2. Act.\n\n## Move\n\n1. Look.\n2. Act.\n\n## Wipe\n\n1. Look.\n2. Act.\n",
    good: "# Grow a disk\n\n## Look\n\n1. Look.\n2. Read.\n\n## Act\n\n1. Grow it.\n2. Check it.\n",
    check: Some(check),
};

fn check(page: &Page) -> Vec<Diagnostic> {
    let count = page.goal_count();
    if count < MANY {
        return Vec::new();
    }
    let message = format!("{count} procedures on one page");
    vec![page.finding(RULE.code, page.title_place(), 0, message)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::hits;

    #[test]
    fn three_procedures_are_no_crowd_and_a_sheet_of_examples_has_none() {
        let three = "## A\n\n1. Go.\n2. Go.\n\n## B\n\n1. Go.\n2. Go.\n\n## C\n\n1. Go.\n2. Go.\n";
        assert_eq!(hits(Code::ManyGoals, three), []);
        let tldr = "# tar\n\n> Archive.\n\n- Pack:\n\n`tar cf x`\n\n- Unpack:\n\n`tar xf x`\n";
        assert_eq!(hits(Code::ManyGoals, tldr), []);
    }
}
