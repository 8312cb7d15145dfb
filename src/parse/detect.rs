//! Which of the line-based formats a page that is no tldr page is written in.

use super::{cheat, identity, navi};
use crate::aid::Format;

/// The format by the file's ending and, where that leaves it open, by the text.
///
/// Markdown stays Markdown: `.md` is never a cheat sheet, and a `.cheat.md` only if it looks like
/// one. What has no ending came through [`super::is_aid`] and is a cheat sheet.
pub(super) fn format(path: &str, body: &str, syntax: Option<&str>) -> Format {
    let cheat = identity::has_cheat_ending(path);
    if cheat && navi::looks_like_one(body) {
        return Format::Navi;
    }
    let only_looks = path.to_ascii_lowercase().ends_with(".md");
    let is_sheet = match (cheat, identity::has_page_ending(path)) {
        (true, _) if only_looks => cheat::looks_like_one(body, syntax),
        (cheat, has_ending) => cheat || !has_ending,
    };
    if is_sheet {
        Format::Cheat
    } else {
        Format::Markdown
    }
}
