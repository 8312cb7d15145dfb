//! `condition-late`: a condition behind the action it is about.

use crate::aid::inline_text;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;
use crate::lint::prose::{find_phrase, without_code};
use crate::parse::sentences;
use crate::parse::words::{bare, checks, starts_with_verb};

pub(super) const RULE: Rule = Rule {
    code: Code::ConditionLate,
    level: Severity::Info,
    catches: "an instruction followed by if or unless (not behind check, see, confirm and the like)",
    why: "the reader has acted before the condition is read",
    source: "ASD-STE100 rule 5.4; Bovair and Kieras: condition first; 16 of 1,228 public pages, 13 of 14 true",
    instead: "put the condition first: If ..., do ...",
    bad: "1. Restart the node if the disk is read-only.\n2. Watch it.\n",
    good: "1. If the disk is read-only, restart the node.\n2. Watch it.\n",
    check: Some(check),
};

/// Words whose object an `if` is: `check if`, `find out if`.
const ASKING: &[&str] = &[
    "check",
    "see",
    "confirm",
    "decide",
    "verify",
    "determine",
    "ask",
    "test",
    "out",
    "look",
    "know",
    "tell",
    "note",
    "examine",
    "investigate",
    "review",
    "consider",
    "inspect",
    "identify",
    "assess",
    "evaluate",
    "monitor",
    "ensure",
    "watch",
    "even",
    "as",
    "only",
    "and",
    "or",
    "but",
    "then",
    "sure",
    "validate",
    "track",
    "observe",
    "wonder",
    "understand",
    "question",
];

/// What follows an `if` that is a turn of phrase.
const PHRASES: &[&str] = &[
    "needed",
    "necessary",
    "required",
    "possible",
    "applicable",
    "any",
    "so",
    "not",
    "available",
    "appropriate",
    "desired",
    "in",
    "present",
    "you",
    "using",
];

fn check(page: &Page) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for step in page.steps().filter(|step| !step.prose) {
        for sentence in sentences(step.text.clone()) {
            let plain = inline_text(&sentence);
            if !starts_with_verb(&plain) || checks(&plain) || asks(&plain) {
                continue;
            }
            let text = without_code(&sentence);
            let late = ["if", "unless"]
                .into_iter()
                .find(|word| is_late(&text, word));
            if let Some(word) = late {
                let message = format!("the condition ({word} ...) stands behind the action");
                found.push(page.about(RULE.code, step.line, &format!("{word} "), message));
            }
        }
    }
    found
}

/// Whether the sentence asks the reader to find something out.
fn asks(sentence: &str) -> bool {
    let first = sentence.split_whitespace().next().unwrap_or_default();
    ASKING.contains(&bare(first).as_str())
}

fn is_late(text: &str, word: &str) -> bool {
    let Some(range) = find_phrase(text, word) else {
        return false;
    };
    let (before, _) = text.split_at_checked(range.start).unwrap_or((text, ""));
    let after = text.get(range.end..).unwrap_or_default();
    // A clause of its own (`, if it fails, ...`) has its condition first.
    let own_clause = before
        .trim_end()
        .ends_with([',', ';', ':', '(', '-', '–', '—'])
        && after.contains(',');
    let last = bare(before.split_whitespace().next_back().unwrap_or_default());
    let next = bare(after.split_whitespace().next().unwrap_or_default());
    !own_clause
        && !ASKING.contains(&last.as_str())
        && (word == "unless" || !PHRASES.contains(&next.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::hits;

    #[test]
    fn questions_phrases_and_conditions_of_their_own_clause_are_fine() {
        for step in [
            "Check if the disk is full.",
            "Run it to see if the disk is full.",
            "Restart it if needed.",
            "Restart it; if it fails, call.",
            "If it fails, restart it.",
        ] {
            let page = format!("1. Go.\n2. {step}\n");
            assert_eq!(hits(Code::ConditionLate, &page), [], "{step}");
        }
        let page = "1. Go.\n2. Wait. Delete the pod\n   unless it is ready.\n";
        assert_eq!(hits(Code::ConditionLate, page), [3]);
    }
}
