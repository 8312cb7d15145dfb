//! `too-many-steps`: more steps than a person keeps place in.

use crate::aid::{Phase, Procedure, ProcedureKind, Use};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;

/// Steps of one list.
const MOST_OF_A_LIST: usize = 10;
/// Steps of a procedure with all its phases.
const MOST_OF_ALL: usize = 15;
/// Items of a list that is confirmed from memory.
const MOST_TO_CONFIRM: usize = 9;

pub(super) const RULE: Rule = Rule {
    code: Code::TooManySteps,
    level: Severity::Warning,
    catches: "more than 10 steps in one list, 15 in a procedure with its phases, or 9 items to confirm",
    why: "place is lost, and so is the reader who is interrupted",
    source: "Microsoft's style guide says 7, practice 10, above 20 is \"highly problematic\" (LearningDITA); 5 to 9 items to confirm (Gawande)",
    instead: "make two procedures with a pause between them, or one aid a goal",
    bad: "1. Turn valve 1.\n2. Turn valve 2.\n3. Turn valve 3.\n4. Turn valve 4.\n5. Turn valve 5.\n6. Turn valve 6.\n7. Turn valve 7.\n8. Turn valve 8.\n9. Turn valve 9.\n10. Turn valve 10.\n11. Turn valve 11.\n",
    good: "## Prepare\n\n1. Turn valve 1.\n2. Turn valve 2.\n3. Turn valve 3.\n4. Turn valve 4.\n5. Turn valve 5.\n6. Turn valve 6.\n\n## Move\n\n1. Turn valve 7.\n2. Turn valve 8.\n3. Turn valve 9.\n4. Turn valve 10.\n5. Turn valve 11.\n",
    check: Some(hits),
};

/// The procedures of a page that have too many steps.
pub(super) fn hits(page: &Page) -> Vec<Diagnostic> {
    page.procedures()
        .filter(|procedure| !procedure.any_order || procedure.kind == ProcedureKind::Checklist)
        .filter_map(|procedure| crowd(page, procedure))
        .collect()
}

fn crowd(page: &Page, procedure: &Procedure) -> Option<Diagnostic> {
    let to_confirm =
        procedure.kind == ProcedureKind::Checklist && page.aid.meta.use_ != Some(Use::ReadDo);
    let most = if to_confirm {
        MOST_TO_CONFIRM
    } else {
        MOST_OF_A_LIST
    };
    let what = if to_confirm {
        "items to confirm"
    } else {
        "steps in one list"
    };
    // Prose that the reader cuts into steps is text to others.
    let total = procedure.steps().filter(|step| !step.prose).count();
    let long = procedure
        .phases
        .iter()
        .find(|phase| list_length(phase, to_confirm) > most);
    let (line, message) = match long {
        Some(phase) => {
            let count = list_length(phase, to_confirm);
            (
                phase.steps.first()?.line,
                format!("{count} {what}; {most} is the most"),
            )
        }
        None if total > MOST_OF_ALL => {
            let first = procedure.steps().next()?;
            (
                first.line,
                format!("{total} steps in one procedure; {MOST_OF_ALL} is the most"),
            )
        }
        None => return None,
    };
    Some(page.finding(RULE.code, page.place(line, ""), 0, message))
}

/// The items of a phase's list; commands with a text between them are no list.
fn list_length(phase: &Phase, to_confirm: bool) -> usize {
    let is_item = |step: &&crate::aid::Step| to_confirm || step.source_number.is_some();
    phase.steps.iter().filter(is_item).count()
}

#[cfg(test)]
mod tests {
    use super::Code;
    use crate::lint::testing::hits;

    fn list(count: usize) -> String {
        (1..=count).map(|n| format!("{n}. Go.\n")).collect()
    }

    #[test]
    fn ten_in_a_list_and_fifteen_in_all_are_the_most() {
        assert_eq!(hits(Code::TooManySteps, &list(10)), []);
        assert_eq!(
            hits(Code::TooManySteps, &format!("Do:\n\n{}", list(11))),
            [3]
        );
        let phases = |last| {
            format!(
                "# T\n\n## A\n\n### B\n\n{}\n### C\n\n{}",
                list(8),
                list(last)
            )
        };
        assert_eq!(hits(Code::TooManySteps, &phases(7)), []);
        assert_eq!(hits(Code::TooManySteps, &phases(8)), [7]);
    }

    #[test]
    fn paragraphs_of_a_remedy_are_no_list_to_keep_the_place_in() {
        let remedy = |count: usize| "Restart the server that is slow.\n\n".repeat(count);
        let page = format!(
            "# T\n\n## Mitigation\n\n### A\n\n{}### B\n\n{}",
            remedy(9),
            remedy(9)
        );
        assert_eq!(hits(Code::TooManySteps, &page), []);
    }

    #[test]
    fn nine_are_the_most_to_confirm() {
        let boxes = |count: usize| "- [ ] Saved?\n".repeat(count);
        assert_eq!(hits(Code::TooManySteps, &boxes(9)), []);
        assert_eq!(hits(Code::TooManySteps, &boxes(10)), [1]);
    }
}
