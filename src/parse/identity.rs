//! What a page's path says about it besides its id: title of a page without one, tags.

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

/// Whether the file says that it is a cheat sheet.
pub(super) fn has_cheat_ending(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    path.ends_with(".cheat") || path.ends_with(".cheat.md")
}

#[cfg(test)]
mod tests {
    use super::*;

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
