//! Fences of code blocks: their language, their end, and those that Markdown does not take for one.

use crate::diagnostic::{Code, Diagnostic, Position, Severity};

/// The first word of an info string, in lower case: `{.sh}`, `sh {linenos=1}` and `sh,ignore` are `sh`.
pub(super) fn language(info: &str) -> String {
    info.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '{' | '.'))
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}' | ':'))
        .next()
        .unwrap_or_default()
        .to_lowercase()
}

/// Whether the last line of a fenced block is a fence like its first.
pub(super) fn is_closed(block: &str) -> bool {
    let block = block.trim_end();
    let fence = block.chars().next().unwrap_or('`');
    let length = block.chars().take_while(|&c| c == fence).count();
    let Some((_, last)) = block.rsplit_once('\n') else {
        return false;
    };
    let last = last.trim_start_matches([' ', '\t', '>']);
    last.chars().count() >= length && last.chars().all(|c| c == fence)
}

/// The first and last line are fences, and no other: the language and the text between.
pub(super) fn fenced(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.trim_end().split_once('\n')?;
    let info = first.trim_start_matches('`');
    let length = first.len() - info.len();
    let fence = |line: &str| {
        let line = line.trim();
        line.len() >= length && line.bytes().all(|byte| byte == b'`')
    };
    let (inner, last) = rest.rsplit_once('\n').unwrap_or(("", rest));
    let whole = length >= 3 && !info.contains('`') && fence(last);
    (whole && !inner.lines().any(fence)).then_some((info, inner))
}

/// Said of a block that goes on to the end of the text.
const NEVER_CLOSED: &str = "a code block is never closed; everything below it is code";

/// Whether a finding is about a block that goes on to the end of the text: of a text that was cut off it
/// says nothing.
pub(in crate::parse) fn is_about_the_end(finding: &Diagnostic) -> bool {
    finding.code == Code::BrokenMarkdown && finding.message.starts_with(NEVER_CLOSED)
}

/// The finding for a block without an end: it goes on to the text's (`to_end`), or to that of the list
/// item or quote it stands in.
pub(super) fn unclosed(line: u32, to_end: bool) -> Diagnostic {
    let at = Position { line, column: 0 };
    let message = match to_end {
        true => NEVER_CLOSED,
        false => "a code block is never closed; it ends with the list item or quote it stands in",
    };
    Diagnostic::new(Code::BrokenMarkdown, Severity::Warning, at, message)
        .with_help("close it with the same fence on a line of its own")
}
