//! Lines that Markdown reads as something else than their writer meant: a space is missing, or the
//! addresses of references stand in a list.

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Position, Severity};

/// Findings of this kind a page can have: who gets this many has understood.
const MOST: usize = 20;

/// What is wrong with a line, and where in it the space belongs.
enum Fault {
    Heading(usize),
    Item(usize),
    Box(usize),
}

/// The text with a space in headings such as `###Title` and in boxes such as `- []`, and a finding for each of these and for
/// steps such as `1.Text` (those stay: the text may mean something else); items that stand for the
/// definitions of references become these. `code` finds the code
/// blocks and spans, `line` gives the file's line of a line of the text.
pub(super) fn repair<'a>(
    text: &'a str,
    code: impl Fn(&str) -> Vec<Range<usize>>,
    line: impl Fn(usize) -> u32,
) -> (Cow<'a, str>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let referred = refers_by_number(text);
    let wrong = |line: &str| fault(line).is_some() || (referred && definition(line).is_some());
    if !text.lines().any(wrong) {
        return (Cow::Borrowed(text), findings);
    }
    let ranges = code(text);
    let mut ranges = ranges.iter().peekable();
    let mut out = String::with_capacity(text.len() + 8);
    let mut at = 0;
    // A definition stands behind a blank line or another one.
    let mut apart = true;
    for (row, whole) in text.split_inclusive('\n').enumerate() {
        let first = at + (whole.len() - whole.trim_start().len());
        at += whole.len();
        while ranges.next_if(|range| range.end <= first).is_some() {}
        let in_code = ranges.peek().is_some_and(|range| range.start <= first);
        if let Some(definition) = definition(whole).filter(|_| referred && apart && !in_code) {
            out.push_str(&definition);
            continue;
        }
        apart = whole.trim().is_empty();
        let fault = fault(whole.trim_end_matches('\n')).filter(|_| !in_code);
        match fault {
            Some(Fault::Heading(split)) => {
                let (marks, title) = whole.split_at(split);
                out.push_str(marks);
                out.push(' ');
                out.push_str(title);
                findings.push(finding(line(row), split, "a heading", marks.trim_start()));
            }
            Some(Fault::Box(split)) => {
                let (mark, rest) = whole.split_at(split);
                out.push_str(mark);
                out.push(' ');
                out.push_str(rest);
                let column = u32::try_from(split).unwrap_or(u32::MAX);
                let at = Position {
                    line: line(row),
                    column,
                };
                let message = "a box without the space in it";
                findings.push(
                    Diagnostic::new(Code::BrokenMarkdown, Severity::Warning, at, message)
                        .with_help("write `[ ]`"),
                );
            }
            Some(Fault::Item(split)) => {
                out.push_str(whole);
                let number = whole[..split].trim_start();
                findings.push(finding(line(row), split, "a step", number));
            }
            None => out.push_str(whole),
        }
    }
    findings.truncate(MOST);
    (Cow::Owned(out), findings)
}

/// `- [1](address)`, which a writer took for the definition of `[text][1]`: the definition.
fn definition(line: &str) -> Option<String> {
    let item = line.trim().strip_prefix(['-', '*', '+'])?.trim_start();
    let (number, target) = item.strip_prefix('[')?.split_once("](")?;
    let target = target.strip_suffix(')')?;
    let plain = !target.is_empty() && !target.contains([' ', '(', ')', '<']);
    let numbered = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (plain && numbered).then(|| format!("[{number}]: {target}\n"))
}

/// Whether the text has `[text][1]` but no `[1]: address`.
fn refers_by_number(text: &str) -> bool {
    let numbered = |rest: &str, end: &str| {
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.starts_with(end)
    };
    let mut references = text.match_indices("][").map(|(at, _)| at + 2);
    let mut lines = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix('['));
    references.any(|at| text.get(at..).is_some_and(|rest| numbered(rest, "]")))
        && !lines.any(|rest| numbered(rest, "]:"))
}

fn finding(line: u32, split: usize, what: &str, marks: &str) -> Diagnostic {
    let column = u32::try_from(split + 1).unwrap_or(u32::MAX);
    Diagnostic::new(
        Code::BrokenMarkdown,
        Severity::Warning,
        Position { line, column },
        format!("{what} without a space behind `{marks}`"),
    )
    .with_help(format!("write `{marks} ` before the text"))
}

fn fault(line: &str) -> Option<Fault> {
    let rest = line.trim_start_matches(' ');
    let indent = line.len() - rest.len();
    if let Some(split) = empty_box(rest) {
        return Some(Fault::Box(indent + split));
    }
    let title = rest.trim_start_matches('#');
    let marks = rest.len() - title.len();
    if (1..=6).contains(&marks) && indent <= 3 {
        let next = title.chars().next()?;
        // One `#` is a channel, an issue or a C directive as well.
        let heading =
            next.is_uppercase() || (marks > 1 && (next.is_alphanumeric() || "`*[".contains(next)));
        return heading.then_some(Fault::Heading(indent + marks));
    }
    let text = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = rest.len() - text.len();
    let next = text.strip_prefix('.')?.chars().next()?;
    let item = (1..=2).contains(&digits) && (next.is_uppercase() || matches!(next, '`' | '*'));
    item.then_some(Fault::Item(indent + digits + 1))
}

/// Where the space belongs in the box of an item such as `- [] Look`.
fn empty_box(item: &str) -> Option<usize> {
    let digits = item.trim_start_matches(|c: char| c.is_ascii_digit());
    let text = match digits.len() == item.len() {
        true => item.strip_prefix(['-', '*', '+']),
        false => digits.strip_prefix(['.', ')']),
    };
    let text = text?.strip_prefix(' ')?.trim_start_matches(' ');
    let named = text.strip_prefix("[] ")?.trim_start();
    (!named.is_empty()).then(|| item.len() - text.len() + 1)
}
