//! What a page's path says: which endings pages have, and the id that is left without them.

/// Endings of pages, those first that end in another one. None is part of an id.
pub const ENDINGS: [&str; 6] = [".markdown", ".cheat.md", ".md.erb", ".cheat", ".mdx", ".md"];

/// The id of the page at `path` (`/` between parts): the path without its ending, `/index` and `.html`.
pub fn id(path: &str) -> String {
    let path = path.trim_start_matches("./").trim_matches('/');
    let path = without_ending(path);
    // `disk/index.md` is the page of the folder `disk`; an index at the root keeps its name.
    ["/index", "/_index"]
        .iter()
        .find_map(|index| path.strip_suffix(index))
        .unwrap_or(path)
        .to_string()
}

/// Whether the file has an ending of pages, in any ASCII case, and a name before it.
pub fn has_ending(path: &str) -> bool {
    stem(path).len() < path.len()
}

fn without_ending(path: &str) -> &str {
    let stem = stem(path);
    strip_suffix_ignoring_case(stem, ".html").unwrap_or(stem)
}

fn stem(path: &str) -> &str {
    let mut endings = ENDINGS.iter();
    let stem = endings.find_map(|ending| strip_suffix_ignoring_case(path, ending));
    stem.unwrap_or(path)
}

/// `path` without `suffix` in any ASCII case, where something is left before it.
fn strip_suffix_ignoring_case<'a>(path: &'a str, suffix: &str) -> Option<&'a str> {
    let at = path.len().checked_sub(suffix.len())?;
    let (stem, end) = path.split_at_checked(at)?;
    let named = !stem.is_empty() && !stem.ends_with('/');
    (named && end.eq_ignore_ascii_case(suffix)).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_the_path_without_ending_index_and_html() {
        for (path, expected) in [
            ("disk-full.md", "disk-full"),
            ("linux/disk.markdown", "linux/disk"),
            ("manual/deploy.html.md.erb", "manual/deploy"),
            ("manual/deploy.html.md", "manual/deploy"),
            ("docs/a.mdx", "docs/a"),
            ("tar.cheat", "tar"),
            ("tar.cheat.md", "tar"),
            ("cheat/tar", "cheat/tar"),
            ("etcd/index.md", "etcd"),
            ("etcd/_index.md", "etcd"),
            ("index.md", "index"),
            ("README.MD", "README"),
            ("node.js.md", "node.js"),
            (".md", ".md"),
            ("a/.md", "a/.md"),
            ("", ""),
        ] {
            assert_eq!(id(path), expected, "{path}");
        }
    }

    #[test]
    fn a_page_is_known_by_its_ending() {
        for (path, expected) in [
            ("a.md", true),
            ("A.MD", true),
            ("a.md.erb", true),
            ("a.html", false),
            ("a", false),
            (".md", false),
        ] {
            assert_eq!(has_ending(path), expected, "{path}");
        }
    }
}
