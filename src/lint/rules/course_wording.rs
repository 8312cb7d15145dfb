//! `course-wording`: words of a course or of compliance.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;
use crate::lint::prose::{find_phrase, without_code};

pub(super) const RULE: Rule = Rule {
    code: Code::CourseWording,
    level: Severity::Info,
    catches: "mandatory training, learning objectives, pass mark, quiz, \"I have read and understood\" and the like",
    why: "learning and compliance need exercise, control and assessment; an aid can only remind",
    source: "Rossett and Schafer on what aids are not for; 3 of 1,228 public pages",
    instead: "make it a course, and keep an aid for what is done afterwards",
    bad: "# Handling keys\n\nBy the end of this module you will know how to rotate a key.\n\n1. Look.\n2. Act.\n",
    good: "# Rotate a key\n\n1. Look.\n2. Act.\n",
    check: Some(check),
};

const PHRASES: [&str; 12] = [
    "mandatory training",
    "compliance training",
    "pass mark",
    "quiz",
    "learning objective",
    "learning objectives",
    "learning outcomes",
    "i have read and understood",
    "all staff must",
    "all employees must",
    "by the end of this course",
    "by the end of this module",
];

fn check(page: &Page) -> Vec<Diagnostic> {
    let found = course_words(page).into_iter();
    found
        .map(|(words, line)| {
            let message = format!("{words:?} belongs to a course");
            page.about(RULE.code, line, &words, message)
        })
        .collect()
}

/// The words of a course on a page, as written, each with its line.
pub(super) fn course_words(page: &Page) -> Vec<(String, u32)> {
    let mut found = Vec::new();
    for (inlines, piece) in page.texts() {
        let text = without_code(inlines);
        let ranges = PHRASES
            .iter()
            .filter_map(|phrase| find_phrase(&text, phrase));
        let promise = find_phrase(&text, "by the end of this").filter(|range| {
            let after = text.get(range.end..).unwrap_or_default();
            find_phrase(after, "you will").is_some()
        });
        if let Some(range) = ranges.chain(promise).min_by_key(|range| range.start) {
            let words = text.get(range).unwrap_or_default();
            found.push((words.to_string(), piece.line));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::hits;

    #[test]
    fn the_line_is_said_and_the_end_of_a_list_is_no_course() {
        let page = "# A\n\nText.\n\nThere is a quiz below.\n";
        assert_eq!(hits(Code::CourseWording, page), [5]);
        let page = "By the end of this list the node is drained.\n";
        assert_eq!(hits(Code::CourseWording, page), []);
    }
}
