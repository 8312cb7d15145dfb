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
    index.titles.hold();
    let mut found: Vec<(u32, u32)> = index
        .by_title
        .all_numbers()
        .into_iter()
        .filter_map(|doc| {
            let title = index.titles.get(doc as usize);
            let text = Utf32Str::new(&title, &mut buffer);
            Some((pattern.score(text, &mut matcher)?, doc))
        })
        .collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, doc)| doc).take(limit).collect()
}
