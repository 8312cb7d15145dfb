//! Which of the line-based formats a page that is no tldr page is written in.

use super::{cheat, identity, navi};
use crate::aid::{Format, page};

/// The format by the file's ending and, where that leaves it open, by the text.
///
/// Markdown stays Markdown: `.md` is never a cheat sheet, and `.cheat.md` only if it looks like one.
/// What has no ending and may be a sheet is one, unless it is a program.
pub(super) fn format(path: &str, body: &str, syntax: Option<&str>) -> Format {
    let cheat = identity::has_cheat_ending(path);
    if cheat && navi::looks_like_one(body) {
        return Format::Navi;
    }
    let is_sheet = if page::has_ending(path) {
        let meant = cheat && !path.to_ascii_lowercase().ends_with(".md");
        meant || (cheat && cheat::looks_like_one(body, syntax))
    } else {
        !is_program(path, body) && cheat::may_be_one(body, syntax)
    };
    match is_sheet {
        true => Format::Cheat,
        false => Format::Markdown,
    }
}

/// A binary, a script, or the `Makefile`, `Dockerfile` and their like: comments and commands, but no page.
pub(super) fn is_program(path: &str, body: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    // NUL became U+FFFD when the file was read.
    body.starts_with("#!")
        || body.contains(char::REPLACEMENT_CHARACTER)
        || (name.starts_with(char::is_uppercase) && name.ends_with("file"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "# List:\nls\n\n# All:\nls -a\n";

    #[test]
    fn a_sheet_is_told_by_its_ending_or_without_one_by_its_text() {
        for (path, body, expected) in [
            ("ls.cheat", SHEET, Format::Cheat),
            ("ls.cheat", "ls\n", Format::Cheat),
            ("ls.cheat.md", SHEET, Format::Cheat),
            ("ls.cheat.md", "# ls\n\nText.\n", Format::Markdown),
            ("ls.cheat.md", "% ls\n\n# List\nls\n", Format::Navi),
            ("ls", SHEET, Format::Cheat),
            ("file", SHEET, Format::Cheat),
            (
                "mostly-bare",
                "# List:\nls\n\nls -a\n\nls -l\n",
                Format::Cheat,
            ),
            ("ls.md", SHEET, Format::Markdown),
            ("notes", "Just some text.\n", Format::Markdown),
            ("Dockerfile", SHEET, Format::Markdown),
            ("run", "#!/bin/sh\n# List:\nls\n", Format::Markdown),
        ] {
            assert_eq!(format(path, body, None), expected, "{path}: {body:?}");
        }
    }
}
