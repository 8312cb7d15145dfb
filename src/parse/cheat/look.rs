//! Whether a text is a cheat sheet.

use super::stretch::{Stretch, comment_mark, is_prose, stretches};

/// How many of a hundred blocks must be comments with or without commands. Measured on the 279
/// sheets of cheat/cheatsheets: 92 of 100 reach it, prose and source code do not.
const SHARE: usize = 70;

/// Whether `text` (without front matter) looks like a cheat sheet in `syntax`: most of it comments
/// and commands, and nothing in it that only Markdown has.
pub(in crate::parse) fn looks_like_one(text: &str, syntax: Option<&str>) -> bool {
    let stretches = stretches(text, 1, comment_mark(syntax));
    let commented = stretches.iter().filter(|s| !s.comments.is_empty());
    let prose = stretches.iter().any(|stretch| {
        let sentences = stretch.commands.iter().all(|line| is_prose(line));
        stretch.comments.len() == 1 && !stretch.commands.is_empty() && sentences
    });
    let pairs = stretches
        .iter()
        .any(|s| !s.comments.is_empty() && !s.commands.is_empty());
    may_be(&stretches) && pairs && !prose && commented.count() * 100 >= stretches.len() * SHARE
}

/// Whether `text` is better read as a cheat sheet than as Markdown: it has at least one command
/// under a comment, and nothing that only Markdown has.
pub(in crate::parse) fn may_be_one(text: &str, syntax: Option<&str>) -> bool {
    may_be(&stretches(text, 1, comment_mark(syntax)))
}

fn may_be(stretches: &[Stretch<'_>]) -> bool {
    let mut lines = stretches.iter().flat_map(|stretch| &stretch.commands);
    let mut pairs = stretches.iter().zip(stretches.iter().skip(1));
    let explains = |s: &Stretch<'_>| !s.comments.is_empty() && !s.commands.is_empty();
    let explains_next = |(a, b): (&Stretch<'_>, &Stretch<'_>)| {
        let command = b.comments.is_empty() && !b.commands.iter().any(|line| is_prose(line));
        a.commands.is_empty() && command
    };
    let explained = stretches.iter().any(explains) || pairs.any(explains_next);
    explained && !lines.any(|line| is_markdown(line))
}

/// A line that a cheat sheet does not have.
fn is_markdown(line: &str) -> bool {
    line.starts_with("```")
        || line.starts_with("~~~")
        || line.starts_with("===")
        || line.starts_with("[!")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_markdown_and_programs_do_not_look_like_a_cheat_sheet() {
        for text in [
            "",
            "Just a page of text.\n\nAnd more.\n",
            "# Title\nThis page says how to do it.\n\n# More\nIt goes on with more words.\n",
            "# Title\n\nText below a heading.\n\n## Another\n\nMore text.\n",
            "# To list:\n```sh\nls\n```\n",
            "#!/bin/sh\nset -e\n\nmain() {\n  ls\n}\n\nmain\n",
            "all: a b\n\ta\n\nclean:\n\trm a\n",
            "# only\n\n# comments\n",
        ] {
            assert!(!looks_like_one(text, None), "{text:?}");
        }
    }
}
