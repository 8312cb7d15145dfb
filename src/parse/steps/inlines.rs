//! Inline text taken apart: sentences, fronts and ends.

use crate::aid::{Inline, inline_text};

/// Words before a period that end no sentence.
const ABBREVIATIONS: &[&str] = &[
    "e.g", "i.e", "etc", "vs", "approx", "no", "cf", "incl", "resp",
];

/// Splits a paragraph into sentences: at `.!?`, white space and a capital, backtick or bracket, and at
/// hard line breaks; never after an abbreviation nor inside code or emphasis.
pub(crate) fn sentences(inlines: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut splitter = Splitter::default();
    for inline in inlines {
        match inline {
            Inline::Text(text) => splitter.text(&text),
            Inline::Break => splitter.end(),
            other => splitter.piece(other),
        }
    }
    splitter.end();
    splitter.done
}

/// Sentences as one paragraph again.
pub(super) fn join(sentences: Vec<Vec<Inline>>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for sentence in sentences {
        if !out.is_empty() {
            push_text(&mut out, " ");
        }
        for inline in sentence {
            match inline {
                Inline::Text(text) => push_text(&mut out, &text),
                other => out.push(other),
            }
        }
    }
    out
}

/// Takes the first `bytes` bytes of the readable text off, and the white space behind them.
// Nesting is bounded by the Markdown reader, so this recursion is too.
pub(super) fn drop_front(inlines: &mut Vec<Inline>, bytes: usize) {
    let mut left = bytes;
    while left > 0 && !inlines.is_empty() {
        let length = inline_text(inlines.get(..1).unwrap_or_default()).len();
        if length <= left {
            inlines.remove(0);
            left -= length;
            continue;
        }
        match inlines.first_mut() {
            Some(Inline::Text(text) | Inline::Code(text)) => {
                *text = text.get(left..).unwrap_or_default().to_string();
            }
            Some(
                Inline::Strong(inner)
                | Inline::Emphasis(inner)
                | Inline::Strike(inner)
                | Inline::Link { text: inner, .. },
            ) => drop_front(inner, left),
            _ => {}
        }
        left = 0;
    }
    trim_front(inlines);
}

/// Takes white space and line breaks off the front.
pub(super) fn trim_front(inlines: &mut Vec<Inline>) {
    while let Some(first) = inlines.first_mut() {
        match first {
            Inline::Text(text) => {
                let trimmed = text.trim_start();
                if trimmed.len() != text.len() {
                    *text = trimmed.to_string();
                }
                if !text.is_empty() {
                    return;
                }
            }
            Inline::Break => {}
            _ => return,
        }
        inlines.remove(0);
    }
}

/// Takes white space and line breaks off the end.
pub(super) fn trim_end(inlines: &mut Vec<Inline>) {
    while let Some(last) = inlines.last_mut() {
        match last {
            Inline::Text(text) => {
                text.truncate(text.trim_end().len());
                if !text.is_empty() {
                    return;
                }
            }
            Inline::Break => {}
            _ => return,
        }
        inlines.pop();
    }
}

/// Whether a paragraph holds nothing but images.
pub(super) fn is_image(inlines: &[Inline]) -> bool {
    let blank = |inline: &Inline| match inline {
        Inline::Text(text) => text.trim().is_empty(),
        Inline::Break => true,
        _ => false,
    };
    let image = |inline: &Inline| match inline {
        Inline::Image { .. } => true,
        Inline::Link { text, .. } => matches!(text.as_slice(), [Inline::Image { .. }]),
        _ => false,
    };
    inlines.iter().any(image) && inlines.iter().all(|inline| image(inline) || blank(inline))
}

/// The target of a paragraph that is one link and nothing else.
pub(super) fn only_link(inlines: &[Inline]) -> Option<&str> {
    match inlines {
        [Inline::Link { target, .. }] => Some(target),
        _ => None,
    }
}

/// The text of a paragraph that is bold as a whole, a colon behind it allowed.
pub(super) fn bold_line(inlines: &[Inline]) -> Option<&[Inline]> {
    match inlines {
        [Inline::Strong(inner)] => Some(inner),
        [Inline::Strong(inner), Inline::Text(rest)] if matches!(rest.trim(), "" | ":") => {
            Some(inner)
        }
        _ => None,
    }
}

fn push_text(out: &mut Vec<Inline>, text: &str) {
    match out.last_mut() {
        Some(Inline::Text(last)) => last.push_str(text),
        _ => out.push(Inline::Text(text.to_string())),
    }
}

#[derive(Default)]
struct Splitter {
    done: Vec<Vec<Inline>>,
    current: Vec<Inline>,
    /// The sentence so far ends in a mark and white space; a capital or code begins the next.
    ready: bool,
    /// The last word so far ends in a mark.
    marked: bool,
}

impl Splitter {
    fn piece(&mut self, inline: Inline) {
        let text = inline_text(std::slice::from_ref(&inline));
        let opens = match &inline {
            Inline::Code(_) | Inline::Link { .. } | Inline::Image { .. } => true,
            _ => text.starts_with(char::is_uppercase),
        };
        if self.ready && opens {
            self.end();
        }
        let code = matches!(inline, Inline::Code(_) | Inline::Image { .. });
        self.current.push(inline);
        self.ready = false;
        self.marked = !code && ends_sentence(&text);
    }

    fn text(&mut self, text: &str) {
        let mut start = 0;
        let mut marks = 0; // where the run of closing marks behind `.!?` may still go on
        for (at, c) in text.char_indices() {
            if c.is_whitespace() {
                self.ready |= self.marked
                    || (marks > 0 && ends_sentence(text.get(start..at).unwrap_or_default()));
                self.marked = false;
                marks = 0;
                continue;
            }
            if self.ready {
                self.ready = false;
                if c.is_uppercase() || matches!(c, '`' | '[' | '(') {
                    push_text(&mut self.current, text.get(start..at).unwrap_or_default());
                    self.end();
                    start = at;
                }
            }
            match c {
                '.' | '!' | '?' => marks += 1,
                '"' | '\'' | ')' | '”' | '’' => {}
                _ => marks = 0,
            }
            self.marked = false;
        }
        let rest = text.get(start..).unwrap_or_default();
        self.marked = marks > 0 && ends_sentence(rest);
        if !rest.is_empty() {
            push_text(&mut self.current, rest);
        }
    }

    fn end(&mut self) {
        let mut sentence = std::mem::take(&mut self.current);
        trim_front(&mut sentence);
        trim_end(&mut sentence);
        if !sentence.is_empty() {
            self.done.push(sentence);
        }
        (self.ready, self.marked) = (false, false);
    }
}

/// Whether text that a space follows is the end of a sentence.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', ')', '”', '’']);
    let Some(before) = text.strip_suffix(['.', '!', '?']) else {
        return false;
    };
    if !text.ends_with('.') {
        return true;
    }
    let word = before.rsplit([' ', '(']).next().unwrap_or(before);
    !ABBREVIATIONS
        .iter()
        .any(|short| short.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(inlines: Vec<Inline>) -> Vec<String> {
        sentences(inlines).iter().map(|s| inline_text(s)).collect()
    }

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_string())
    }

    #[test]
    fn sentences_end_at_marks_before_a_capital_code_or_bracket() {
        assert_eq!(
            split(vec![text(
                "Stop it. Is it down? (Wait.) Go on, e.g. Monday. no. Five"
            )]),
            [
                "Stop it.",
                "Is it down?",
                "(Wait.)",
                "Go on, e.g. Monday. no. Five"
            ]
        );
        assert_eq!(
            split(vec![
                text("Run a. "),
                Inline::Code("b. C".into()),
                text(" shows 1.5 GB. Next")
            ]),
            ["Run a.", "b. C shows 1.5 GB.", "Next"]
        );
        assert_eq!(
            split(vec![
                Inline::Strong(vec![text("Stop.")]),
                text(" Then go"),
                Inline::Break,
                text("on")
            ]),
            ["Stop.", "Then go", "on"]
        );
    }

    #[test]
    fn joined_sentences_are_the_paragraph_again() {
        let paragraph = vec![
            text("Stop it. "),
            Inline::Code("x".into()),
            text(" goes. Then. Go"),
        ];
        let whole = inline_text(&paragraph);
        assert_eq!(inline_text(&join(sentences(paragraph))), whole);
    }

    #[test]
    fn a_front_is_dropped_through_emphasis() {
        let mut inlines = vec![Inline::Strong(vec![text("1. Stop")]), text(" it")];
        drop_front(&mut inlines, 2);
        assert_eq!(inline_text(&inlines), "Stop it");
        let mut inlines = vec![text("1. Stop")];
        drop_front(&mut inlines, 2);
        assert_eq!(inline_text(&inlines), "Stop");
    }
}
