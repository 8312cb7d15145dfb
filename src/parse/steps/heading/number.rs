//! Numbers at the front of headings.

use crate::aid::{Inline, inline_text};
use crate::parse::steps::inlines::drop_front;

/// A number at the front of a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse::steps) struct Numbered {
    /// The number as written.
    pub(in crate::parse::steps) number: u64,
    /// The letter behind it: `Step 2b`.
    pub(in crate::parse::steps) letter: Option<char>,
    /// The word before it.
    pub(in crate::parse::steps) word: Option<NumberWord>,
    /// Bytes of the heading's text that the number and its marks take.
    pub(in crate::parse::steps) length: usize,
}

/// What may stand before a heading's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse::steps) enum NumberWord {
    /// `Step 1`.
    Step,
    /// `Phase 1`, `Part 1`, `Stage 1`: more than one step may stand below it.
    Phase,
}

pub(super) const NUMBER_WORDS: &[&str] = &[
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

/// The number at the front of a heading: `1. x`, `1) x`, `1 - x`, `Step 1: x`, `Step one - x`.
pub(in crate::parse::steps) fn numbered(text: &str) -> Option<Numbered> {
    let lead = text.len() - text.trim_start().len();
    let body = text.get(lead..)?;
    let worded = [
        ("step", NumberWord::Step),
        ("phase", NumberWord::Phase),
        ("part", NumberWord::Phase),
        ("stage", NumberWord::Phase),
    ];
    let worded = worded.into_iter().find_map(|(word, sort)| {
        let start = body.get(..word.len())?;
        let rest = body.get(word.len()..)?;
        let apart = rest.starts_with([' ', '-', '#']);
        (start.eq_ignore_ascii_case(word) && apart).then_some((sort, rest))
    });
    let strict = worded.is_none();
    let rest = match worded {
        Some((_, rest)) => rest.trim_start_matches([' ', '-', '#']),
        None => body,
    };
    let (number, rest) = leading_number(rest, !strict)?;
    let (letter, rest) = leading_letter(rest);
    let rest = without_total(rest);
    let rest = match after_number(rest) {
        Some(rest) => rest,
        None if !strict && (rest.is_empty() || rest.starts_with(' ')) => rest,
        None => return None,
    };
    let rest = rest.trim_start();
    Some(Numbered {
        number,
        letter,
        word: worded.map(|(sort, _)| sort),
        length: text.len() - rest.len(),
    })
}

/// A heading's text without the number at its front.
pub(in crate::parse::steps) fn without_number(text: &[Inline]) -> Vec<Inline> {
    let mut rest = text.to_vec();
    if let Some(numbered) = numbered(&inline_text(text)) {
        drop_front(&mut rest, numbered.length);
    }
    if rest.is_empty() { text.to_vec() } else { rest }
}

fn leading_number(text: &str, words_too: bool) -> Option<(u64, &str)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if (1..=3).contains(&digits) {
        let (number, rest) = text.split_at_checked(digits)?;
        // Keycap emoji: a digit with U+20E3 around it.
        let rest = rest
            .trim_start_matches('\u{fe0f}')
            .trim_start_matches('\u{20e3}');
        return Some((number.parse().ok()?, rest));
    }
    if digits > 0 || !words_too {
        return None;
    }
    let end = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    let at = NUMBER_WORDS
        .iter()
        .position(|w| w.eq_ignore_ascii_case(word))?;
    Some((u64::try_from(at).ok()?, rest))
}

/// The letter right behind a number, when nothing of a word follows: `2b: x`.
fn leading_letter(rest: &str) -> (Option<char>, &str) {
    let mut ahead = rest.chars();
    let letter = ahead.next().filter(char::is_ascii_alphabetic);
    match letter {
        Some(letter) if !ahead.as_str().starts_with(char::is_alphanumeric) => {
            (Some(letter.to_ascii_lowercase()), ahead.as_str())
        }
        _ => (None, rest),
    }
}

/// `1 of 5`, `1/5`: the total is no part of the text.
fn without_total(rest: &str) -> &str {
    let after = rest.strip_prefix('/').or_else(|| rest.strip_prefix(" of "));
    match after {
        Some(after) if after.starts_with(|c: char| c.is_ascii_digit()) => {
            after.trim_start_matches(|c: char| c.is_ascii_digit())
        }
        _ => rest,
    }
}

/// The text behind the mark that ends a number.
fn after_number(rest: &str) -> Option<&str> {
    let close = rest.strip_prefix(['.', ')', ':', '\u{fe0f}']);
    if let Some(after) = close {
        // `1.2 x` is no first level's number; `1.Text` misses its space.
        let apart =
            after.is_empty() || !after.starts_with(|c: char| c.is_ascii_digit() || c == '.');
        return apart.then(|| after.trim_start_matches([' ', '-', '–', '—', ':']));
    }
    let trimmed = rest.trim_start();
    let dashed = trimmed.strip_prefix(['-', '–', '—', ':', '|'])?;
    dashed.starts_with(' ').then_some(dashed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings_are_read_in_all_their_forms() {
        for (text, number, rest) in [
            ("1. Stop", 1, "Stop"),
            ("2) Stop", 2, "Stop"),
            ("3 - Stop", 3, "Stop"),
            ("0: Stop", 0, "Stop"),
            ("Step 1: Stop", 1, "Stop"),
            ("STEP 2 Stop", 2, "Stop"),
            ("Step one - Stop", 1, "Stop"),
            ("Step 3 of 5: Stop", 3, "Stop"),
            ("Phase 2 – Stop", 2, "Stop"),
            ("Part 4. Stop", 4, "Stop"),
            ("1.Stop", 1, "Stop"),
            ("Step 7", 7, ""),
            ("Step 2b: Not found", 2, "Not found"),
        ] {
            let found = numbered(text).expect(text);
            assert_eq!(
                (found.number, text.get(found.length..)),
                (number, Some(rest)),
                "{text}"
            );
        }
        for text in [
            "1.2 Stop",
            "2024. x",
            "3 ways",
            "Stepping 1",
            "Partition 1",
            "v1. x",
            "",
            "1",
        ] {
            assert_eq!(numbered(text), None, "{text}");
        }
    }
}
