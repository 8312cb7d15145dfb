//! `todo`: text that is still to be written.

use crate::aid::inline_text;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;
use crate::lint::prose::{find_phrase, without_code};

pub(super) const RULE: Rule = Rule {
    code: Code::Todo,
    level: Severity::Warning,
    catches: "TODO, FIXME, TBC, TBD or lorem ipsum in the text (not in code or comments)",
    why: "the search for an answer ends at a page that does not have one",
    source: "21 of 1,228 public pages, 18 of 21 true: most are an empty Mitigation or Diagnosis",
    instead: "write the text, or remove its section",
    bad: "# Disk full\n\n## Mitigation\n\nTODO\n",
    good: "# Disk full\n\n## Mitigation\n\nEmpty the oldest log.\n",
    check: Some(check),
};

/// Words in capitals only: `a todo list` is text.
const MARKS: [&str; 4] = ["TODO", "FIXME", "TBC", "TBD"];

fn check(page: &Page) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // Values of the front matter are shown too; its comments are not.
    for (line, text) in page.lines().take(page.body_line() as usize - 1) {
        let value = text.split(" #").next().unwrap_or_default();
        if let Some(words) = mark_in(value) {
            found.push(page.about(RULE.code, line, words, message(words)));
        }
    }
    for (inlines, piece) in page.texts() {
        let filler = find_phrase(&inline_text(inlines), "lorem ipsum").is_some();
        let mark = mark_in(&without_code(inlines));
        if let Some(words) = mark.or(filler.then_some("lorem ipsum")) {
            found.push(page.about(RULE.code, piece.line, words, message(words)));
        }
    }
    found
}

fn message(words: &str) -> String {
    format!("unfinished: {words}")
}

fn mark_in(text: &str) -> Option<&'static str> {
    let is_in = |mark: &&str| {
        let range = find_phrase(text, &mark.to_lowercase());
        range.is_some_and(|range| text.get(range) == Some(*mark))
    };
    MARKS.into_iter().find(|mark| is_in(mark))
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::lint::testing::hits;

    #[test]
    fn front_matter_is_text_too_but_for_its_comments() {
        let page = "---\nsummary: TODO\ntags: [a] # TODO\n---\n1. Go.\n";
        assert_eq!(hits(Code::Todo, page), [2]);
    }

    #[test]
    fn the_place_of_the_mark_is_said_and_code_and_comments_are_left_alone() {
        assert_eq!(hits(Code::Todo, "1. Go.\n2. Then\n   TBD.\n"), [3]);
        let fine = "Write a todo list, `TODO` and:\n\n```\nTODO\n```\n\n<!-- TODO -->\nTODOS\n";
        assert_eq!(hits(Code::Todo, fine), []);
    }
}
