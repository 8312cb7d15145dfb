//! The last resort: names and titles that hold the typed letters in order.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::index::Index;

/// A query longer than this is no abbreviation of a title.
const MAX_QUERY: usize = 64;

/// Visible entries whose name or title holds the letters of `query` in order, best first.
pub(super) fn by_letters(index: &Index, query: &str, limit: usize) -> Vec<u32> {
    let query = query.trim();
    if query.is_empty() || query.len() > MAX_QUERY {
        return Vec::new();
    }
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
    let mut buffer = Vec::new();
    let wanted = needed(query);
    index.titles.hold();
    let mut found: Vec<(u32, u32)> = index
        .by_title
        .all_numbers()
        .into_iter()
        .filter_map(|doc| {
            let title = index.titles.get(doc as usize);
            if title.is_ascii() && wanted & !letters(&title) != 0 {
                return None;
            }
            let text = Utf32Str::new(&title, &mut buffer);
            Some((pattern.score(text, &mut matcher)?, doc))
        })
        .collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, doc)| doc).take(limit).collect()
}

/// The letters and digits that a title of plain ASCII must have to be found by `query`: none where the
/// query may mean something else by a sign, or by a letter with an accent.
fn needed(query: &str) -> u64 {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b' ';
    match query.bytes().all(plain) {
        true => letters(query),
        false => 0,
    }
}

/// Which letters and digits a text has, a bit each, whatever their case.
fn letters(text: &str) -> u64 {
    text.bytes().fold(0, |bits, byte| {
        bits | match byte {
            b'a'..=b'z' => 1 << (byte - b'a'),
            b'A'..=b'Z' => 1 << (byte - b'A'),
            b'0'..=b'9' => 1 << (byte - b'0' + 26),
            _ => 0,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_lacks_a_letter_is_not_looked_at_closely() {
        assert_eq!(letters("aZ9"), letters("Za9 - a"));
        assert_ne!(needed("jctl") & !letters("systemd"), 0);
        assert_eq!(needed("JCTL") & !letters("journalctl"), 0);
        assert_eq!(needed("^jctl"), 0);
        assert_eq!(needed("caf\u{e9}"), 0);
    }
}
