//! Characters a terminal would obey and characters nobody can see.

use crate::diagnostic::{Code, Diagnostic, Position, Severity};

use super::markdown;

/// Findings of this kind a page can have; the last one counts the rest.
pub(super) const MOST: usize = 5;

/// Control characters and direction controls anywhere, and invisible characters in code, at most
/// five, in order. `text` has LF line ends; `first_line` is the file's line of its first line.
pub(crate) fn findings(text: &str, first_line: u32) -> Vec<Diagnostic> {
    // Many bytes at a time, without a look at each: nearly every page is plain.
    let plain = |byte: &u8| matches!(byte, b'\t' | b'\n' | b' '..=b'~');
    let mut pieces = text.as_bytes().chunks(64);
    if pieces.all(|piece| piece.iter().fold(true, |all, byte| all & plain(byte))) {
        return Vec::new();
    }
    let mut code = CodeRanges::new(text);
    let mut found = Vec::new();
    let mut more = 0_usize;
    let mut at = Position {
        line: first_line,
        column: 0,
    };
    for (offset, c) in text.char_indices() {
        at.column = at.column.saturating_add(1);
        if let Some(what) = trick(c).or_else(|| hidden(c).filter(|_| code.hold(offset))) {
            if found.len() < MOST {
                found.push(finding(at, c, what));
            } else {
                more += 1;
            }
        }
        if c == '\n' {
            at = Position {
                line: at.line.saturating_add(1),
                column: 0,
            };
        }
    }
    if let Some(last) = found.last_mut().filter(|_| more > 0) {
        last.message
            .push_str(&format!("; {more} more like it follow"));
    }
    found
}

/// The finding for a character that a terminal would obey.
pub(super) fn of_trick(at: Position, c: char) -> Option<Diagnostic> {
    trick(c).map(|what| finding(at, c, what))
}

fn finding(at: Position, c: char, what: &str) -> Diagnostic {
    let number = u32::from(c);
    let message = format!("{what} U+{number:04X}");
    Diagnostic::new(Code::HostileText, Severity::Warning, at, message).with_help(
        "delete the character; it is shown as a mark here and would be copied with the text",
    )
}

/// What a terminal would obey.
fn trick(c: char) -> Option<&'static str> {
    match c {
        '\t' | '\n' => None,
        '\u{1b}' => Some("escape character"),
        '\r' => Some("carriage return within a line"),
        c if c.is_control() => Some("control character"),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some("direction control"),
        _ => None,
    }
}

/// What cannot be seen: harmless in a sentence, in a command it makes another command. Spaces that
/// are not the space belong here: a shell does not split at them.
fn hidden(c: char) -> Option<&'static str> {
    match c {
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{2060}'..='\u{2065}'
        | '\u{2800}'
        | '\u{206a}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' => Some("invisible character in code"),
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            Some("space that is no space in code")
        }
        _ => None,
    }
}

/// The code of a page, found when it is first asked for, asked about from front to back.
struct CodeRanges<'a> {
    text: &'a str,
    rest: Option<std::iter::Peekable<std::vec::IntoIter<std::ops::Range<usize>>>>,
}

impl<'a> CodeRanges<'a> {
    fn new(text: &'a str) -> CodeRanges<'a> {
        CodeRanges { text, rest: None }
    }

    fn hold(&mut self, offset: usize) -> bool {
        let text = self.text;
        let rest = self
            .rest
            .get_or_insert_with(|| markdown::code(text).into_iter().peekable());
        while rest.next_if(|range| range.end <= offset).is_some() {}
        rest.peek().is_some_and(|range| range.start <= offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<(u32, u32)> {
        let found = findings(text, 1);
        found
            .iter()
            .map(|found| (found.at.line, found.at.column))
            .collect()
    }

    #[test]
    fn escapes_and_direction_controls_are_found_where_they_stand() {
        assert_eq!(
            places("ä\u{1b}[31m\nab\u{202e}\n\t\r\u{9b}"),
            [(1, 2), (2, 3), (3, 2), (3, 3)]
        );
        assert_eq!(
            findings("\n\u{7f}", 10).first().map(|found| found.at.line),
            Some(11)
        );
    }

    #[test]
    fn invisible_characters_count_in_code_only() {
        assert_eq!(
            places("a\u{200b}b\u{ad} `rm\u{a0}x`\n\n```\nls\u{200b}\n```\nö\u{feff}"),
            [(1, 9), (4, 3)]
        );
    }

    #[test]
    fn a_page_full_of_them_gives_five_findings_that_count_the_rest() {
        let found = findings(&"\u{1b}".repeat(1000), 1);
        assert_eq!(found.len(), MOST);
        assert!(
            found
                .last()
                .is_some_and(|last| last.message.contains("995 more"))
        );
    }

    #[test]
    fn a_plain_page_in_any_language_has_none() {
        assert_eq!(
            places("# Größe 日本語 👩\u{200d}🔧\n\n```\nls\tä\n```\n"),
            []
        );
    }
}
