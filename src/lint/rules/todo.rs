//! `todo`: text that is still to be written.

use crate::aid::{CodeRole, Inline, inline_text};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;
use crate::lint::prose::{find_phrase, without_code};
use crate::lint::walk::PieceKind;

pub(super) const RULE: Rule = Rule {
    code: Code::Todo,
    level: Severity::Warning,
    catches: "TODO, FIXME, TBC, TBD or lorem ipsum in the text or the front matter, or in place of a command (not within code, nor in comments)",
    why: "the search for an answer ends at a page that does not have one",
    source: "21 of 1,228 public pages, 18 of 21 true: most are an empty Mitigation or Diagnosis",
    instead: "write the text, or remove its section",
    bad: "# Disk full\n\n## Mitigation\n\nTODO\n",
    good: "# Disk full\n\n## Mitigation\n\nEmpty the oldest log.\n",
    check: Some(check),
};

/// Words in capitals only: `a todo list` is text.
const MARKS: [&str; 4] = ["TODO", "FIXME", "TBC", "TBD"];

/// Words behind a mark that make it the topic of the text.
const TOPICS: [&str; 5] = [" app", " list", " item", " comment", " manager"];

/// Languages whose blocks are run; one that holds nothing to run yet may pass for output.
const SHELLS: [&str; 5] = ["bash", "sh", "shell", "zsh", "console"];

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
    found.extend(commands(page));
    found.sort_by_key(|hit| hit.at);
    found.dedup_by_key(|hit| hit.at);
    found
}

/// Marks in place of a command: no program is called so. Further in (`grep TODO`) it is an argument.
fn commands(page: &Page) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for at in page.codes() {
        let is_run =
            at.code.role == CodeRole::Command || SHELLS.contains(&at.code.language.as_str());
        let unwritten = at
            .code
            .text
            .lines()
            .find_map(opening_mark)
            .filter(|_| is_run);
        found.extend(unwritten.map(|words| page.about(RULE.code, at.line, words, message(words))));
    }
    for piece in page.pieces() {
        let spans = match piece.kind {
            PieceKind::Command(command) => vec![command.text.as_str()],
            PieceKind::Step(text) | PieceKind::Text(text) => code_spans(text),
            _ => continue,
        };
        // A word alone may be one that the text is about.
        let is_command = matches!(piece.kind, PieceKind::Command(_));
        let mut spans = spans
            .into_iter()
            .filter(|span| is_command || span.contains(' '));
        if let Some(words) = spans.find_map(opening_mark) {
            let span = format!("`{words}");
            let mut hit = page.about(RULE.code, piece.line, &span, message(words));
            if hit.length > 0 {
                // Beyond the backtick.
                (hit.at.column, hit.length) = (hit.at.column + 1, hit.length - 1);
            }
            found.push(hit);
        }
    }
    found
}

fn opening_mark(line: &str) -> Option<&'static str> {
    let first = line.trim_start_matches("$ ").split_whitespace().next()?;
    let mut marks = MARKS.into_iter();
    marks.find(|mark| first.trim_end_matches(':') == *mark)
}

// Nesting is bounded by the parser, so this recursion is too.
fn code_spans(inlines: &[Inline]) -> Vec<&str> {
    let mut found = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Code(code) => found.push(code.as_str()),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { text: inner, .. } => {
                found.extend(code_spans(inner));
            }
            _ => {}
        }
    }
    found
}

fn message(words: &str) -> String {
    format!("unfinished: {words}")
}

fn mark_in(text: &str) -> Option<&'static str> {
    // A slash or a dash makes it a part of a path or of a longer word.
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_');
    let is_in = |mark: &&str| {
        text.match_indices(*mark).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let after = text.get(at + mark.len()..).unwrap_or_default();
            let is_topic = TOPICS.iter().any(|word| after.starts_with(word));
            !before.ends_with(is_part) && !after.starts_with(is_part) && !is_topic
        })
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
        assert_eq!(
            hits(Code::Todo, "1. Go on with todo.\n2. Then\n   TBD.\n"),
            [3]
        );
        let fine = "Write a todo list, `TODO` and:\n\n```text\nTODO\n```\n\n<!-- TODO -->\nTODOS, TODO comments\n";
        assert_eq!(hits(Code::Todo, fine), []);
    }

    #[test]
    fn a_mark_behind_the_same_word_in_small_letters_is_found() {
        assert_eq!(hits(Code::Todo, "The todo app.\n\nIts todo: TODO\n"), [3]);
    }

    #[test]
    fn a_mark_in_place_of_a_command_is_found_and_one_that_is_searched_for_is_not() {
        let page =
            "1. Look:\n   ```sh\n   cd /srv\n   TODO: list it\n   ```\n2. Run `TODO the check`.\n";
        assert_eq!(hits(Code::Todo, page), [4, 6]);
        let fine =
            "1. Look:\n   ```sh\n   # TODO\n   grep -rn TODO src\n   ```\n2. Run `grep TODO`.\n";
        assert_eq!(hits(Code::Todo, fine), []);
    }
}
