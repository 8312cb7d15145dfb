//! A file's bytes to text: marks of encoding dropped, line ends made LF, what cannot be text reported.

use crate::diagnostic::{Code, Diagnostic, Position, Severity};

/// The text of a file with what was wrong with its bytes.
#[derive(Debug, PartialEq)]
pub(super) struct Decoded {
    /// The text, LF only between lines, no byte order mark, no NUL.
    pub(super) text: String,
    /// At most one finding a kind, at the first place; the message says how many there are.
    pub(super) findings: Vec<Diagnostic>,
}

/// What a lone NUL and a byte that is not UTF-8 become.
const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;

/// Reads `bytes` as text, whatever they are.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    let mut findings = Vec::new();
    let mut text = characters(bytes, &mut findings);
    if text.contains('\r') {
        text = text.replace("\r\n", "\n");
    }
    let text = without_nul(text, &mut findings);
    Decoded { text, findings }
}

/// The characters of a file, all of them but a byte order mark; what is none becomes U+FFFD.
pub fn as_written(bytes: &[u8]) -> String {
    characters(bytes, &mut Vec::new())
}

fn characters(bytes: &[u8], findings: &mut Vec<Diagnostic>) -> String {
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        utf16(rest, u16::from_le_bytes, findings)
    } else if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        utf16(rest, u16::from_be_bytes, findings)
    } else {
        utf8(
            bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes),
            findings,
        )
    }
}

fn utf8(bytes: &[u8], findings: &mut Vec<Diagnostic>) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_string();
    }
    let mut text = String::with_capacity(bytes.len());
    let mut first = None;
    let mut count = 0_usize;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            first.get_or_insert(text.len());
            count += 1;
            text.push(REPLACEMENT);
        }
    }
    if let Some(offset) = first {
        let at = position(&text, offset);
        let finding = hostile(
            at,
            format!("not UTF-8{}, shown as {REPLACEMENT}", times(count)),
        );
        findings.push(finding.with_help("save the file as UTF-8"));
    }
    text
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, findings: &mut Vec<Diagnostic>) -> String {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text: String = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .map(|read| read.unwrap_or(REPLACEMENT))
        .collect();
    if !rest.is_empty() {
        text.push(REPLACEMENT);
    }
    let whole_file = Position::default();
    let finding = hostile(
        whole_file,
        "the file is UTF-16, other tools will not read it".into(),
    );
    findings.push(finding.with_help("save the file as UTF-8"));
    text
}

/// CommonMark asks for U+FFFD in the place of NUL; a file full of them is UTF-16 or no text at all.
fn without_nul(text: String, findings: &mut Vec<Diagnostic>) -> String {
    let Some(offset) = text.find('\0') else {
        return text;
    };
    let count = text.matches('\0').count();
    let at = position(&text, offset);
    let finding = hostile(
        at,
        format!("NUL character{}, shown as {REPLACEMENT}", times(count)),
    );
    findings.push(if count * 4 >= text.len() {
        finding.with_help("this looks like UTF-16 or a binary: save it as UTF-8, or leave it out of the collection")
    } else {
        finding.with_help("remove it")
    });
    text.replace('\0', "\u{FFFD}")
}

fn hostile(at: Position, message: String) -> Diagnostic {
    Diagnostic::new(Code::HostileText, Severity::Warning, at, message)
}

fn times(count: usize) -> String {
    match count {
        1 => String::new(),
        more => format!(" ({more} places, this is the first)"),
    }
}

/// Line and column of the byte at `offset`; an offset inside or past the text's end is its last place.
fn position(text: &str, offset: usize) -> Position {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before.get(line_start..).unwrap_or("").chars().count() + 1;
    let line = before.matches('\n').count() + 1;
    Position {
        line: u32::try_from(line).unwrap_or(u32::MAX),
        column: u32::try_from(column).unwrap_or(u32::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(bytes: &[u8]) -> String {
        let decoded = decode(bytes);
        assert_eq!(decoded.findings, []);
        decoded.text
    }

    #[test]
    fn a_byte_order_mark_and_crlf_leave_no_trace() {
        assert_eq!(clean(b"\xEF\xBB\xBF# a\r\nb\r\n"), "# a\nb\n");
        assert_eq!(clean(b"# a\nb\n"), "# a\nb\n");
        assert_eq!(clean(b""), "");
    }

    #[test]
    fn bytes_that_are_not_utf8_are_shown_and_their_first_place_named() {
        let decoded = decode(b"one\nt\xC3\xA4 \xE9 \xE9\n");
        assert_eq!(decoded.text, "one\ntä \u{FFFD} \u{FFFD}\n");
        assert_eq!(decoded.findings.len(), 1);
        assert_eq!(decoded.findings[0].at, Position { line: 2, column: 4 });
        assert!(decoded.findings[0].message.contains("2 places"));
    }

    #[test]
    fn utf16_with_a_mark_is_read_and_reported() {
        for (mark, order) in [
            ([0xFF, 0xFE], u16::to_le_bytes as fn(u16) -> [u8; 2]),
            ([0xFE, 0xFF], u16::to_be_bytes),
        ] {
            let mut bytes = mark.to_vec();
            bytes.extend("# Grüße\r\n".encode_utf16().flat_map(order));
            let decoded = decode(&bytes);
            assert_eq!(decoded.text, "# Grüße\n");
            assert!(decoded.findings[0].message.contains("UTF-16"));
        }
    }

    #[test]
    fn nul_is_replaced_and_a_file_full_of_it_called_a_binary() {
        let decoded = decode(b"plain text here\nb\0\n");
        assert_eq!(decoded.text, "plain text here\nb\u{FFFD}\n");
        assert_eq!(decoded.findings[0].at, Position { line: 2, column: 2 });
        assert_eq!(decoded.findings[0].help.as_deref(), Some("remove it"));

        let utf16_without_mark = decode(b"a\0b\0c\0");
        let help = utf16_without_mark.findings[0].help.as_deref();
        assert!(help.is_some_and(|help| help.contains("UTF-16")));
    }
}
