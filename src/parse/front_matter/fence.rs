//! Where the front matter ends and the page begins.

use super::{keys, recover};
use crate::diagnostic::{Code, Diagnostic, Position, Severity};

/// Longer front matter than this is not read: no page has it, and it keeps the reader's work bounded.
const MAX_BYTES: usize = 64 * 1024;

/// A page's text in its two pieces.
#[derive(Debug, PartialEq)]
pub(in crate::parse) struct Split<'a> {
    /// What stands between the fences.
    pub(in crate::parse) front: Option<Front<'a>>,
    /// The rest of the page.
    pub(in crate::parse) body: &'a str,
    /// The line of the file on which `body` starts.
    pub(in crate::parse) body_line: u32,
    /// What is wrong with the fences.
    pub(in crate::parse) finding: Option<Diagnostic>,
}

/// The text between the fences; it starts on line 2 of the file.
#[derive(Debug, PartialEq)]
pub(in crate::parse) struct Front<'a> {
    /// Its language.
    pub(in crate::parse) fence: Fence,
    /// Its text without the fences.
    pub(in crate::parse) text: &'a str,
}

/// Which fence was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse) enum Fence {
    /// `---`
    Yaml,
    /// `+++`
    Toml,
}

/// Splits a page (no byte order mark, LF line ends) at its front matter.
pub(in crate::parse) fn split(text: &str) -> Split<'_> {
    let Some((fence, rest)) = opening(text) else {
        return whole(text);
    };
    let mut inner = 0;
    for (number, line) in (2_u32..).zip(rest.split_inclusive('\n')) {
        let after = inner + line.len();
        if closes(fence, line) {
            return Split {
                front: front(fence, rest, inner),
                body: rest.get(after..).unwrap_or(""),
                body_line: number.saturating_add(1),
                finding: None,
            };
        }
        inner = after;
        if inner > MAX_BYTES {
            break;
        }
    }
    unclosed(text, fence, rest)
}

fn opening(text: &str) -> Option<(Fence, &str)> {
    let (first, rest) = text.split_once('\n')?;
    match first.trim_end() {
        "---" => Some((Fence::Yaml, rest)),
        "+++" => Some((Fence::Toml, rest)),
        _ => None,
    }
}

fn closes(fence: Fence, line: &str) -> bool {
    matches!(
        (fence, line.trim_end()),
        (Fence::Yaml, "---" | "...") | (Fence::Toml, "+++")
    )
}

/// Keys without an end: they are taken up to the first line that is none, and the page goes on there.
/// A `---` that no key known to us follows is a rule, as in any Markdown.
fn unclosed<'a>(text: &'a str, fence: Fence, rest: &'a str) -> Split<'a> {
    let mut end = 0;
    let mut body_line = 2_u32;
    let limit = rest.len().min(MAX_BYTES);
    for line in rest.split_inclusive('\n') {
        if !may_be_keys(fence, line) || end + line.len() > limit {
            break;
        }
        end += line.len();
        body_line = body_line.saturating_add(1);
    }
    let keys = rest.get(..end).unwrap_or("");
    let too_long = rest.len() > MAX_BYTES;
    if !keys.lines().any(|line| is_key(fence, line)) {
        let closed = too_long && rest.lines().any(|line| closes(fence, line));
        let begins = rest.lines().next().is_some_and(|l| may_be_keys(fence, l));
        return Split {
            finding: (closed && begins).then(not_read),
            ..whole(text)
        };
    }
    let fence_text = if fence == Fence::Yaml { "---" } else { "+++" };
    let message = if too_long {
        format!("front matter not closed by {fence_text} within 64 KiB")
    } else {
        format!("front matter never closed by {fence_text}")
    };
    let at = Position { line: 1, column: 1 };
    let finding = Diagnostic::new(Code::FrontMatter, Severity::Error, at, message)
        .with_help(format!("put a line of {fence_text} after the last key"));
    Split {
        front: front(fence, rest, end),
        body: rest.get(end..).unwrap_or(""),
        body_line,
        finding: Some(finding),
    }
}

/// Other keys than ours, more of them than are read: or a page between two rules.
fn not_read() -> Diagnostic {
    let at = Position { line: 1, column: 1 };
    let message = "front matter longer than 64 KiB is shown as text";
    Diagnostic::new(Code::FrontMatter, Severity::Error, at, message)
        .with_help("shorten it; long lists and texts belong into the page")
}

/// Whether a line may belong to keys: a key, or what continues its value.
fn may_be_keys(fence: Fence, line: &str) -> bool {
    let continues = line.starts_with([' ', '\t', '-', ']', '}']) && !line.trim().is_empty();
    continues
        || match fence {
            Fence::Yaml => recover::starts_key(line),
            Fence::Toml => line.contains('='),
        }
}

fn is_key(fence: Fence, line: &str) -> bool {
    let mark = if fence == Fence::Yaml { ':' } else { '=' };
    line.split_once(mark)
        .is_some_and(|(key, _)| keys::is_known(key.trim_end()))
}

fn front(fence: Fence, rest: &str, end: usize) -> Option<Front<'_>> {
    let text = rest.get(..end)?;
    Some(Front { fence, text })
}

fn whole(text: &str) -> Split<'_> {
    Split {
        front: None,
        body: text,
        body_line: 1,
        finding: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> (Option<&str>, &str, u32) {
        let split = split(text);
        assert_eq!(split.finding, None, "{text:?}");
        (
            split.front.map(|front| front.text),
            split.body,
            split.body_line,
        )
    }

    #[test]
    fn keys_stand_between_fences_on_the_first_line() {
        assert_eq!(
            pieces("---\na: 1\n---\nbody\n"),
            (Some("a: 1\n"), "body\n", 4)
        );
        assert_eq!(
            pieces("---  \na: 1\n...\nbody"),
            (Some("a: 1\n"), "body", 4)
        );
        assert_eq!(
            pieces("+++\na = 1\n+++\nbody"),
            (Some("a = 1\n"), "body", 4)
        );
        assert_eq!(pieces("---\n---\nbody"), (Some(""), "body", 3));
        assert_eq!(pieces("---\na: 1\n---"), (Some("a: 1\n"), "", 4));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        for text in [
            "",
            "---",
            "---\n",
            "\n---\na: 1\n---\n",
            "----\na: 1\n----\n",
            "---\n\n# Page\n",
            "---\nNote: that\n\n# Page\n",
        ] {
            assert_eq!(pieces(text), (None, text, 1));
        }
    }

    #[test]
    fn front_matter_that_never_ends_is_reported_and_the_page_still_there() {
        let split = split("---\ntitle: a\ntags: [b]\n\n# Steps\n1. x\n");
        assert_eq!(split.front.map(|f| f.text), Some("title: a\ntags: [b]\n"));
        assert_eq!((split.body, split.body_line), ("\n# Steps\n1. x\n", 4));
        let finding = split.finding.expect("a finding");
        let prose = super::split("---\ntitle: a\nText goes on.\n");
        assert_eq!((prose.body, prose.body_line), ("Text goes on.\n", 3));
        assert!(finding.message.contains("never closed"));
        assert_eq!(finding.at, Position { line: 1, column: 1 });
    }

    #[test]
    fn front_matter_longer_than_64_kib_is_not_read_to_its_end() {
        let foreign = format!("---\n{}---\nbody\n", "k: v\n".repeat(20_000));
        let unread = super::split(&foreign);
        assert_eq!((unread.body, unread.body_line), (foreign.as_str(), 1));
        assert!(unread.finding.is_some_and(|f| f.message.contains("64 KiB")));
        let text = format!("---\ntitle: a\n{}---\nbody\n", "k: v\n".repeat(20_000));
        let split = split(&text);
        assert!(split.finding.is_some_and(|f| f.message.contains("64 KiB")));
        assert!(split.body.ends_with("body\n"));
        assert!(split.front.is_some_and(|f| f.text.len() <= MAX_BYTES));
    }
}
