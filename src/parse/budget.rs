//! How much of a page is read: a file that strangers wrote must not take all memory and time.

use crate::diagnostic::{Code, Diagnostic, Position, Severity};

use super::markdown;

/// So many pieces of a page are read (`markdown::piece_beyond`). A piece takes up to about 700 bytes
/// until it is in the search index, so this is about 200 MB; a dense page of 1 MB has 60,000.
const MOST_PIECES: usize = 300_000;

/// A text shorter than this cannot have too many: a piece has at least one byte.
const SHORT: usize = MOST_PIECES;

/// So many findings of one file are kept: who gets these has enough to do.
const MOST_FINDINGS: usize = 20;

/// As much of a body as is read, and a finding if that is not all. `first_line` is the file's line of
/// its first line.
pub(super) fn within(body: &str, first_line: u32) -> (&str, Option<Diagnostic>) {
    if body.len() < SHORT {
        return (body, None);
    }
    let Some(beyond) = markdown::piece_beyond(body, MOST_PIECES) else {
        return (body, None);
    };
    let kept = body.get(..beyond).unwrap_or_default();
    // Half a command is worse than none, but a page may be a single line.
    let kept = match kept.rfind('\n') {
        Some(end) if !kept[..end].trim().is_empty() => &kept[..=end],
        _ => kept,
    };
    let above = kept.matches('\n').count();
    let at = Position {
        line: first_line.saturating_add(u32::try_from(above).unwrap_or(u32::MAX)),
        column: 0,
    };
    let message = "the page has too many parts: it is read up to here";
    let finding = Diagnostic::new(Code::Unreadable, Severity::Error, at, message)
        .with_help("split it into several aids");
    (kept, Some(finding))
}

/// The first findings of a file, the last of them counting the rest. One that says the page was not
/// read to its end is always among them.
pub(super) fn first_of(mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let more = findings.len().saturating_sub(MOST_FINDINGS);
    if more == 0 {
        return findings;
    }
    let beyond = findings.split_off(MOST_FINDINGS);
    let cut = |finding: &Diagnostic| finding.code == Code::Unreadable;
    if let Some(last) = findings.last_mut() {
        if let Some(cut) = beyond.into_iter().find(cut) {
            *last = cut;
        }
        last.message
            .push_str(&format!("; {more} more findings follow"));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_too_many_parts_is_read_up_to_a_line_that_is_named() {
        let page = "# a\n".repeat(300_000);
        let (kept, finding) = within(&page, 3);
        let finding = finding.expect("a finding");
        assert!(kept.len() < page.len() && kept.ends_with('\n'));
        let lines = u32::try_from(kept.lines().count()).expect("few lines");
        assert_eq!(finding.at.line, 3 + lines);
        assert_eq!(finding.code, Code::Unreadable);
    }

    #[test]
    fn a_page_of_a_single_line_is_read_as_far_as_it_goes() {
        for piece in ["`a` ", "<b>", "ä *b*", "| "] {
            let page = piece.repeat(1 << 19);
            let (kept, finding) = within(&page, 1);
            assert!(page.starts_with(kept) && !kept.is_empty(), "{piece}");
            assert_eq!(finding.is_some(), kept.len() < page.len(), "{piece}");
        }
    }

    #[test]
    fn a_long_page_of_prose_and_commands_is_read_to_its_end() {
        let step = "1. Look at the disk with `df -h` first\n\n   ```sh\n   df -h\n   ```\n\n";
        let page = step.repeat((1 << 20) / step.len());
        assert_eq!(within(&page, 1), (page.as_str(), None));
    }

    #[test]
    fn of_many_findings_the_first_are_kept_and_the_rest_counted() {
        let finding = |line, code| {
            let at = Position { line, column: 1 };
            Diagnostic::new(code, Severity::Error, at, "wrong")
        };
        let mut findings: Vec<_> = (1..=1000)
            .map(|line| finding(line, Code::FrontMatter))
            .collect();
        findings.push(finding(2000, Code::Unreadable));
        let kept = first_of(findings);
        let last = kept.last().expect("findings");
        assert_eq!(kept.len(), MOST_FINDINGS);
        assert_eq!(last.at.line, 2000);
        assert!(last.message.ends_with("981 more findings follow"), "{last}");
    }
}
