//! What a page's path says about it: id, stem, title of a page without one, tags.

/// File endings that are not part of an id, longest first.
const ENDINGS: [&str; 6] = [".markdown", ".cheat.md", ".md.erb", ".cheat", ".mdx", ".md"];

/// The id of the page at `path`: the path without its ending, `/index` and `.html`.
pub(super) fn id(path: &str) -> String {
    let path = path.trim_start_matches("./").trim_matches('/');
    let path = without_ending(path);
    // `disk/index.md` is the page of the folder `disk`; an index at the root keeps its name.
    ["/index", "/_index"]
        .iter()
        .find_map(|index| path.strip_suffix(index))
        .unwrap_or(path)
        .to_string()
}

/// The title of a page that has none: its stem in words.
pub(super) fn title_from(id: &str) -> String {
    let stem = id.rsplit('/').next().unwrap_or(id);
    let words: Vec<&str> = stem
        .split(['-', '_', ' '])
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        return stem.to_string();
    }
    words.join(" ")
}

/// The folders above the page, as tags.
pub(super) fn folder_tags(path: &str) -> Vec<String> {
    let mut folders: Vec<String> = path
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
        .map(str::to_string)
        .collect();
    folders.pop();
    folders
}

/// Whether the file has an ending that makes it a page.
pub(super) fn has_page_ending(path: &str) -> bool {
    without_ending(path).len() < path.len()
}

/// Whether the file says that it is a cheat sheet.
pub(super) fn has_cheat_ending(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    path.ends_with(".cheat") || path.ends_with(".cheat.md")
}

fn without_ending(path: &str) -> &str {
    let stem = ENDINGS
        .iter()
        .find_map(|ending| strip_suffix_ignoring_case(path, ending))
        .unwrap_or(path);
    strip_suffix_ignoring_case(stem, ".html").unwrap_or(stem)
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
    fn a_page_without_a_title_is_named_by_its_stem_in_words() {
        assert_eq!(title_from("linux/free-disk_space"), "free disk space");
        assert_eq!(title_from("__"), "__");
    }

    #[test]
    fn folders_are_tags() {
        assert_eq!(folder_tags("linux/disk/full.md"), ["linux", "disk"]);
        assert!(folder_tags("full.md").is_empty());
    }
}
