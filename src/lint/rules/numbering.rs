//! `numbering`: lists that restart or skip are found by the reader of steps; here, steps named in the
//! text that no list has.

use crate::aid::inline_text;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::fix::Edit;
use crate::lint::page::Page;

pub(super) const RULE: Rule = Rule {
    code: Code::Numbering,
    level: Severity::Warning,
    catches: "a list that restarts or skips a number, or a step named in the text that is above every list of the page",
    why: "the place is kept by numbers, also by people who read them to each other",
    source: "PPA AP-907-005; 8 of 1,228 public pages, 8 of 8 true",
    instead: "correct the number",
    bad: "1. Look.\n2. Go back to step 5.\n3. Act.\n",
    good: "1. Look.\n2. Go back to step 1.\n3. Act.\n",
    check: Some(check),
};

fn check(page: &Page) -> Vec<Diagnostic> {
    let numbers = page
        .aid
        .procedures()
        .flat_map(|procedure| procedure.steps());
    let numbers = numbers.map(|step| step.source_number.unwrap_or(0).max(u64::from(step.number)));
    let Some(last) = numbers.max().filter(|last| *last > 1) else {
        return Vec::new();
    };
    let last = last.max(nested(page));
    let mut found = Vec::new();
    for (inlines, piece) in page.texts() {
        if !matches!(
            page.aid.parts.get(piece.place.part),
            Some(crate::aid::Part::Procedure(_))
        ) {
            continue;
        }
        let text = inline_text(inlines);
        if let Some((words, _)) = named(&text).into_iter().find(|(_, number)| *number > last) {
            let message = format!("{words:?} is named, but the last step here is {last}");
            found.push(page.about(RULE.code, piece.line, words, message));
        }
    }
    found
}

/// The highest number that starts a line: lists within steps have numbers of their own.
fn nested(page: &Page) -> u64 {
    let numbers = page.lines().filter_map(|(_, line)| {
        let text = line.trim_start_matches([' ', '\t', '>', '#', '*']);
        let text = text.strip_prefix("Step ").unwrap_or(text);
        let end = text.find(|c: char| !c.is_ascii_digit())?;
        text.get(..end)?.parse().ok()
    });
    numbers.max().unwrap_or(0)
}

/// `step 5`, as written and as a number; not `step 5 of the guide`, which is another page's.
fn named(text: &str) -> Vec<(&str, u64)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("tep ") {
        let start = at.saturating_sub(1);
        let whole = text
            .get(..start)
            .is_none_or(|before| !before.ends_with(char::is_alphanumeric));
        let rest = text.get(at + 4..).unwrap_or_default();
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let after = rest.get(digits..).unwrap_or_default();
        let elsewhere = [" of ", " in ", " from ", "."].iter().any(|mark| {
            after
                .strip_prefix(mark)
                .is_some_and(|next| *mark != "." || next.starts_with(|c: char| c.is_ascii_digit()))
        });
        let number = rest.get(..digits).and_then(|digits| digits.parse().ok());
        if let (Some(number), Some(words)) = (number, text.get(start..at + 4 + digits))
            && whole
            && !elsewhere
            && words.starts_with(['s', 'S'])
        {
            found.push((words, number));
        }
    }
    found
}

/// Numbers an item on behind the one before it, and indents what stands between them at the margin, so
/// that it belongs to its step. Where the text names steps by number only the author can tell.
pub(super) fn fix(page: &Page, finding: &Diagnostic) -> Option<Edit> {
    let line = finding.at.line;
    let item = Item::of(page.line(line))?;
    let above = (page.body_line()..line).rev();
    let mut items = above.filter_map(|line| Some((line, Item::of(page.line(line))?)));
    let (before, last) = items.find(|(_, other)| other.indent == item.indent)?;
    let number = last.number.checked_add(1)?;
    let names_steps = page
        .texts()
        .any(|(inlines, _)| !named(&inline_text(inlines)).is_empty());
    if names_steps || item.indent > 0 {
        return None;
    }
    let between = (before + 1..line).map(|line| page.line(line));
    if between.clone().any(|text| text.starts_with('#')) {
        return None;
    }
    let margin = " ".repeat(last.width);
    let is_at_margin = |text: &&str| !text.is_empty() && !text.starts_with(&margin);
    let kept = between
        .clone()
        .position(|text| is_at_margin(&text))
        .unwrap_or(usize::MAX);
    let indented = between
        .enumerate()
        .map(|(index, text)| match index < kept || text.is_empty() {
            true => text.to_string(),
            false => format!("{margin}{text}"),
        });
    let mut lines: Vec<String> = indented.collect();
    lines.push(format!("{number}{}", item.rest));
    Some(Edit {
        first: before + 1,
        count: line - before,
        lines,
    })
}

/// A line that starts an item of a list.
struct Item<'a> {
    indent: usize,
    number: u64,
    /// What stands behind the number.
    rest: &'a str,
    /// Columns up to the text.
    width: usize,
}

impl<'a> Item<'a> {
    fn of(line: &'a str) -> Option<Item<'a>> {
        let text = line.trim_start_matches(' ');
        let digits = text.find(|c: char| !c.is_ascii_digit())?;
        let (number, rest) = text.split_at_checked(digits)?;
        let behind = rest.strip_prefix(['.', ')'])?;
        let spaces = behind.len() - behind.trim_start_matches(' ').len();
        let indent = line.len() - text.len();
        (1..=4).contains(&spaces).then_some(())?;
        Some(Item {
            indent,
            number: number.parse().ok()?,
            rest,
            width: indent + digits + 1 + spaces,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::hits;

    #[test]
    fn the_line_is_said_and_a_step_of_another_page_is_not_meant() {
        assert_eq!(
            hits(
                Code::Numbering,
                "1. Look.\n\n   If not, see step 7.\n2. Act.\n"
            ),
            [3]
        );
        assert_eq!(
            hits(Code::Numbering, "1. Look.\n2. Do step 7 of the guide.\n"),
            []
        );
        assert_eq!(
            hits(Code::Numbering, "1. Look.\n2. See step 2.7 or step 2.\n"),
            []
        );
        assert_eq!(hits(Code::Numbering, "See step 7.\n"), []);
    }

    #[test]
    fn a_list_that_restarts_is_found_by_the_reader() {
        let page = "1. Look:\n\n```sh\nls\n```\n\n1. Act:\n\n```sh\nls\n```\n\n3. Go.\n";
        assert_ne!(hits(Code::Numbering, page), []);
    }
}
