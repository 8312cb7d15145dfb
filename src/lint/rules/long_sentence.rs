//! `long-sentence`: a sentence of a step that has to be read twice.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;
use crate::lint::prose::{opening, word_count};
use crate::parse::sentences;

/// Words of a sentence; a code span is one.
const MOST: usize = 30;
/// The same for those who want to be strict: what the standard says.
const MOST_STRICTLY: usize = 20;

pub(super) const RULE: Rule = Rule {
    code: Code::LongSentence,
    level: Severity::Warning,
    catches: "a sentence of more than 30 words (20 with --strict) in what a step tells to do; a code span counts as one",
    why: "it has to be read twice, and half of it is forgotten while it is done",
    source: "ASD-STE100 rule 5.1 says 20; at 30, 51 of 1,228 public pages are hit, all of them long",
    instead: "make it two steps, or move the why below the step",
    bad: "1. Once the pull request is merged and you are happy that the change has been rolled out to all of the clusters in staging, manually run the pipeline that deploys the change to production.\n2. Watch it.\n",
    good: "1. Merge the pull request and wait until staging has it.\n2. Run the production pipeline.\n",
    check: Some(check),
};

fn check(page: &Page) -> Vec<Diagnostic> {
    let most = if page.strict { MOST_STRICTLY } else { MOST };
    let mut found = Vec::new();
    for step in page.steps().filter(|step| !step.prose) {
        for sentence in sentences(step.text.clone()) {
            let words = word_count(&sentence);
            if words > most {
                let message =
                    format!("this sentence has {words} words; {most} is the most for a step");
                let start = opening(&sentence);
                found.push(page.about(RULE.code, step.line, &start, message));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{hits, hits_strictly};

    #[test]
    fn the_line_on_which_the_sentence_starts_is_said() {
        let page = format!("1. Go.\n2. Stop.\n   Now {} end.\n", "word ".repeat(29));
        assert_eq!(hits(Code::LongSentence, &page), [3]);
    }

    #[test]
    fn code_is_one_word_and_text_outside_of_steps_may_be_long() {
        let page = format!(
            "{}.\n\n1. Run `{}` now.\n2. Stop.\n",
            "word ".repeat(40),
            "x ".repeat(40)
        );
        assert_eq!(hits_strictly(Code::LongSentence, &page), []);
    }
}
