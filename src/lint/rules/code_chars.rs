//! `code-chars`: typographic quotes and dashes in a command.

use crate::diagnostic::{Code, Diagnostic, Position, Severity};
use crate::lint::Rule;
use crate::lint::fix::Edit;
use crate::lint::page::{CommandAt, Page};

pub(super) const RULE: Rule = Rule {
    code: Code::CodeChars,
    level: Severity::Warning,
    catches: "typographic quotes, or dashes in place of an option's hyphens, in a command (invisible characters are hostile-text)",
    why: "the copied command fails in a way that nobody sees",
    source: "word processors and chat programs write them; none of 1,228 public pages is harmed",
    instead: "write the plain character",
    bad: "1. Search: `grep “error” log`\n2. Read.\n",
    good: "1. Search: `grep \"error\" log`\n2. Read.\n",
    check: Some(check),
};

/// A typographic character and what is meant in a command.
fn plain(c: char) -> Option<&'static str> {
    match c {
        '“' | '”' | '„' | '‟' => Some("\""),
        '‘' | '’' | '‚' | '‛' => Some("'"),
        '–' | '‐' | '‑' | '−' => Some("-"),
        '—' => Some("--"),
        _ => None,
    }
}

fn check(page: &Page) -> Vec<Diagnostic> {
    // A sheet of examples takes notes for commands, too.
    if !page.is_markdown() {
        return Vec::new();
    }
    page.commands()
        .iter()
        .filter_map(|command| {
            let at = place(page, command)?;
            let c = page.line(at.line).chars().nth(at.column as usize - 1)?;
            let plain = plain(c)?;
            let message = format!("{c:?} in a command; a shell knows {plain} only");
            Some(page.finding(RULE.code, at, 1, message))
        })
        .collect()
}

/// The place of the first such character of a command.
fn place(page: &Page, command: &CommandAt) -> Option<Position> {
    let line = command.text.lines().find(|line| first(line).is_some())?;
    let start = page.seek(command.line, line)?;
    let before = line.get(..first(line)?)?.chars().count();
    Some(Position {
        line: start.line,
        column: start.column + u32::try_from(before).ok()?,
    })
}

/// Where the first such character of a line is; comments may be typographic, and so may the text
/// between plain quotes.
fn first(line: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match quote {
            Some(mark) if c == mark => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if c == '#' && before.is_whitespace() => return None,
            None if plain(c).is_some_and(|plain| is_meant(plain, before)) => {
                return Some(at);
            }
            None => {}
        }
        before = c;
    }
    None
}

/// Writes the plain characters, from the first to the end of the line.
pub(super) fn fix(page: &Page, finding: &Diagnostic) -> Option<Edit> {
    let column = (finding.at.column as usize).checked_sub(1)?;
    let mut mended = String::new();
    let mut before = ' ';
    for (index, c) in page.line(finding.at.line).chars().enumerate() {
        match plain(c).filter(|plain| index >= column && is_meant(plain, before)) {
            Some(plain) => mended.push_str(plain),
            None => mended.push(c),
        }
        before = c;
    }
    Some(Edit::line(finding.at.line, mended))
}

/// A dash within a word may be meant; where an option starts it is not.
fn is_meant(plain: &str, before: char) -> bool {
    !plain.starts_with('-') || before.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{findings, hits};

    #[test]
    fn line_and_column_of_the_character_are_said() {
        let page = "Look:\n\n```sh\ndf\nls —all\n```\n";
        let found = findings(page, false);
        let hit = found
            .iter()
            .find(|f| f.code == Code::CodeChars)
            .expect("hit");
        assert_eq!(hit.at, Position { line: 5, column: 4 });
    }

    #[test]
    fn comments_quoted_text_and_plain_blocks_may_hold_them() {
        for code in [
            "```sh\nls # “all”\n```",
            "```sh\necho \"it’s – ok\"\n```",
            "```text\n“x”\n```",
        ] {
            assert_eq!(
                hits(Code::CodeChars, &format!("Look:\n\n{code}\n")),
                [],
                "{code}"
            );
        }
    }
}
