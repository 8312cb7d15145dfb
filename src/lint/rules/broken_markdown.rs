//! `broken-markdown`: found by the reader of Markdown.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::fix::Edit;
use crate::lint::page::Page;

pub(super) const RULE: Rule = Rule {
    code: Code::BrokenMarkdown,
    level: Severity::Warning,
    catches: "a fence that is never closed, a heading or a list item without the space behind its mark",
    why: "the step or the procedure vanishes for every other reader of Markdown",
    source: "CommonMark 0.31; 5 of 1,228 public pages, all of them true",
    instead: "write the space, or close the fence",
    bad: "###Install\n\n1. Go.\n",
    good: "### Install\n\n1. Go.\n",
    check: None,
};

/// Writes the missing space; a fence that is never closed has an end that only its author knows.
pub(super) fn fix(page: &Page, finding: &Diagnostic) -> Option<Edit> {
    let line = page.line(finding.at.line);
    let (marks, text) = line.split_at_checked((finding.at.column as usize).checked_sub(1)?)?;
    let is_mark = |c: char| c == '#' || c == '.' || c.is_ascii_digit();
    let missing = marks.trim_start().chars().all(is_mark) && marks.ends_with(['#', '.']);
    missing.then(|| Edit::line(finding.at.line, format!("{marks} {text}")))
}
