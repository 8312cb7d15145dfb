//! Which file names are aids.

use std::ffi::OsStr;
use std::path::Path;

use crate::aid::page;

/// What can be told from a file's name alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// Its extension says that it is an aid.
    Aid,
    /// No extension: a cheat sheet perhaps, the content must tell.
    Perhaps,
    /// Something else.
    Other,
}

/// Judges a path by its last part; ASCII case is ignored.
pub fn name_kind(path: &Path) -> NameKind {
    let Some(name) = path.file_name() else {
        return NameKind::Other;
    };
    // Only the ASCII tail is compared, so what is not UTF-8 before it does no harm.
    if page::has_ending(&name.to_string_lossy()) {
        NameKind::Aid
    } else if name.as_encoded_bytes().contains(&b'.') {
        NameKind::Other
    } else {
        NameKind::Perhaps
    }
}

/// Hidden files and folders are nobody's aids; but `..md` is the page about `.`, the command.
pub(super) fn is_hidden(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    let after_dots = name.iter().skip_while(|&&byte| byte == b'.');
    let page_of_dots = name.starts_with(b"..") && after_dots.eq(b"md");
    name.starts_with(b".") && !page_of_dots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leading_dot_hides_but_for_a_page_about_dots() {
        for name in [".git", ".a.md", ".md", ".#a.md", "..a.md", ".."] {
            assert!(is_hidden(OsStr::new(name)), "{name}");
        }
        for name in ["..md", "...md", "a.md"] {
            assert!(!is_hidden(OsStr::new(name)), "{name}");
        }
    }

    #[test]
    fn extensions_of_markdown_and_cheat_sheets_are_aids_in_any_case() {
        for name in [
            "a.md",
            "A.MD",
            "a.markdown",
            "a.mdx",
            "a.cheat",
            "a.cheat.md",
            "a.md.erb",
        ] {
            assert_eq!(name_kind(Path::new(name)), NameKind::Aid, "{name}");
        }
        for name in [
            "a.txt",
            "a.html.erb",
            "md",
            "notes.md~",
            "a.md.swp",
            "a.tar.gz",
        ] {
            assert_ne!(name_kind(Path::new(name)), NameKind::Aid, "{name}");
        }
        assert_eq!(name_kind(Path::new("cheat/tar")), NameKind::Perhaps);
        assert_eq!(name_kind(Path::new("a.d/tar")), NameKind::Perhaps);
        assert_eq!(name_kind(Path::new("..")), NameKind::Other);
    }
}
