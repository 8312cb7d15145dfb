//! Words and sentences of a text, as the rules count them.

use crate::aid::{Inline, inline_text};

/// What a code span counts as: one word, whatever it holds.
const CODE: &str = "\u{fffc}";

/// The text with each code span as one mark, so that no word of a command is taken for prose.
pub(super) fn without_code(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push(&mut out, inlines);
    out
}

// Nesting is bounded by the parser, so this recursion is too.
fn push(out: &mut String, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Code(_) => out.push_str(CODE),
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Strike(inner)
            | Inline::Link { text: inner, .. } => push(out, inner),
            Inline::Image { .. } | Inline::FootnoteRef(_) => {}
            Inline::Text(_) | Inline::Break => {
                out.push_str(&inline_text(std::slice::from_ref(inline)))
            }
        }
    }
}

/// How many words it has; a code span is one, an image none.
pub(super) fn word_count(inlines: &[Inline]) -> usize {
    let text = without_code(inlines);
    let is_word = |word: &&str| word.contains(|c: char| c.is_alphanumeric() || CODE.contains(c));
    text.split_whitespace().filter(is_word).count()
}

/// The first words of a text as they stand in the file, to find its place by.
pub(super) fn opening(inlines: &[Inline]) -> String {
    let first = inlines
        .first()
        .map(std::slice::from_ref)
        .unwrap_or_default();
    let text = inline_text(first);
    let words: Vec<&str> = text.split_whitespace().take(3).collect();
    words.join(" ")
}

/// Where `phrase` stands in `text` as whole words, ASCII case ignored: byte range.
pub(super) fn find_phrase(text: &str, phrase: &str) -> Option<std::ops::Range<usize>> {
    let lower = text.to_ascii_lowercase();
    // A slash or a dash makes it a part of a path or of a longer word.
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_');
    let is_letter = |c: Option<char>| c.is_some_and(is_part);
    let mut from = 0;
    while let Some(at) = lower.get(from..)?.find(phrase) {
        let range = from + at..from + at + phrase.len();
        let before = lower.get(..range.start).and_then(|s| s.chars().next_back());
        let after = lower.get(range.end..).and_then(|s| s.chars().next());
        if !is_letter(before) && !is_letter(after) {
            return Some(range);
        }
        from = range.start + phrase.chars().next().map_or(1, char::len_utf8);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_span_is_one_word_and_a_picture_none() {
        let text = [
            Inline::Text("Run ".to_string()),
            Inline::Code("rm -rf x y z".to_string()),
            Inline::Text(" - now.".to_string()),
            Inline::Image {
                target: String::new(),
                alt: "two words".to_string(),
            },
        ];
        assert_eq!(word_count(&text), 3);
    }

    #[test]
    fn a_phrase_is_found_as_whole_words_only() {
        assert_eq!(find_phrase("Retch, ETC. etc", "etc"), Some(7..10));
        assert_eq!(find_phrase("fetch", "etc"), None);
        assert_eq!(find_phrase("é etc", "etc"), Some(3..6));
    }
}
