//! `several-actions`: one step asks for several things.

use crate::aid::inline_text;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;
use crate::parse::sentences;
use crate::parse::words::starts_with_verb;

/// Sentences that tell to do something, in one step.
const MOST: usize = 2;

pub(super) const RULE: Rule = Rule {
    code: Code::SeveralActions,
    level: Severity::Info,
    catches: "a step whose first paragraph has three or more sentences that start with a verb",
    why: "only a whole step can be ticked off: who is interrupted does not know how far it was done",
    source: "ASD-STE100 rule 5.2 and PPA AP-907-005: one action a step; 5 of 1,228 public pages",
    instead: "make each action a step, or sub-steps",
    bad: "1. Open the panel. Choose the node. Press drain.\n2. Wait.\n",
    good: "1. Open the panel.\n2. Choose the node.\n3. Press drain.\n",
    check: Some(check),
};

fn check(page: &Page) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for step in page.steps().filter(|step| !step.prose) {
        let sentences = sentences(step.text.clone());
        let actions = sentences
            .iter()
            .filter(|s| starts_with_verb(&inline_text(s)));
        let count = actions.count();
        if count > MOST {
            let message = format!("this step asks for {count} things");
            found.push(page.finding(RULE.code, page.place(step.line, ""), 0, message));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::hits;

    #[test]
    fn what_explains_the_action_is_no_action() {
        let page = "1. Go.\n2. Open the panel. It is slow. Nodes are blue. Wait for it.\n";
        assert_eq!(hits(Code::SeveralActions, page), []);
        assert_eq!(
            hits(
                Code::SeveralActions,
                "1. Go.\n2. Open it. Read it. Close it.\n"
            ),
            [2]
        );
    }
}
