//! `Expect:` and `If not:` at the front of a text.

use super::super::inlines::{drop_front, join, sentences, trim_end, trim_front};
use crate::aid::{Inline, inline_text};

/// What a label at the front of a text opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Expect,
    IfNot,
}

const EXPECTS: &[&str] = &[
    "expect",
    "expected",
    "expected output",
    "expected result",
    "expected results",
];
const IF_NOTS: &[&str] = &[
    "if not",
    "if it does not",
    "if that fails",
    "if this fails",
    "if it fails",
];

/// A text split at its labels.
#[derive(Debug, Default)]
pub(super) struct Split {
    /// What stands before the first label.
    pub(super) before: Vec<Inline>,
    /// Each label with its text; the labels themselves are taken off.
    pub(super) marks: Vec<(Mark, Vec<Inline>)>,
    /// An `If it fails:` that ends the text: the condition of the command below, which must keep it.
    pub(super) condition: Vec<Inline>,
}

impl Split {
    /// A text without labels.
    pub(super) fn plain(text: Vec<Inline>) -> Split {
        Split {
            before: text,
            ..Split::default()
        }
    }
}

/// Splits a text at its `Expect:` and `If not:` labels.
pub(super) fn split_marks(inlines: Vec<Inline>) -> Split {
    let whole = inline_text(&inlines);
    if !whole.contains(':') {
        return Split::plain(inlines);
    }
    let whole = whole.to_lowercase();
    let any = EXPECTS
        .iter()
        .chain(IF_NOTS)
        .any(|label| whole.contains(label));
    if !any {
        return Split::plain(inlines);
    }
    let mut before = Vec::new();
    let mut marks: Vec<(Mark, Vec<Inline>)> = Vec::new();
    let mut condition = Vec::new();
    for mut sentence in pieces(inlines) {
        match front_mark(&sentence) {
            Some((mark, length)) => {
                condition.clone_from(&sentence);
                drop_front(&mut sentence, length);
                trim_end(&mut sentence);
                marks.push((mark, sentence));
            }
            None => {
                let target = marks.last_mut().map_or(&mut before, |(_, text)| text);
                let joined = join(
                    [std::mem::take(target), sentence]
                        .into_iter()
                        .filter(|s| !s.is_empty())
                        .collect(),
                );
                *target = joined;
            }
        }
    }
    trim_front(&mut before);
    match marks.pop() {
        Some((Mark::IfNot, text)) if text.is_empty() => trim_front(&mut condition),
        last => {
            marks.extend(last);
            condition.clear();
        }
    }
    Split {
        before,
        marks,
        condition,
    }
}

/// Sentences, and a new one at each bold label.
fn pieces(inlines: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut out = Vec::new();
    let mut current: Vec<Inline> = Vec::new();
    for inline in inlines {
        let bold = matches!(&inline, Inline::Strong(_) | Inline::Emphasis(_));
        if bold && label(&inline_text(std::slice::from_ref(&inline))).is_some() {
            out.extend(sentences(std::mem::take(&mut current)));
        }
        current.push(inline);
    }
    out.extend(sentences(current));
    out
}

/// The label at the front of a text, and the bytes it takes with its colon.
pub(super) fn front_mark(inlines: &[Inline]) -> Option<(Mark, usize)> {
    let text = inline_text(inlines.get(..inlines.len().min(2)).unwrap_or_default());
    let colon = text.find(':').filter(|colon| *colon <= 40)?;
    Some((label(text.get(..colon)?)?, colon + 1))
}

fn label(text: &str) -> Option<Mark> {
    let text = text.trim().trim_end_matches(':').trim_end().to_lowercase();
    if EXPECTS.contains(&text.as_str()) {
        Some(Mark::Expect)
    } else if IF_NOTS.contains(&text.as_str()) {
        Some(Mark::IfNot)
    } else {
        None
    }
}
