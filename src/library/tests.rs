use super::*;
use crate::aid::Entry;

/// An entry as the library would make it of the file at `path`.
fn entry(id: &str, path: &str) -> Entry {
    Entry {
        id: id.to_string(),
        path: PathBuf::from(path),
        title: id.to_string(),
        ..Entry::default()
    }
}

#[test]
fn a_name_opens_the_page_for_this_machine() {
    let library = Library::of_entries(vec![
        entry("common/tar", "common/tar.md"),
        entry("linux/ip", "linux/ip.md"),
        entry("osx/ip", "osx/ip.md"),
        entry("osx/say", "osx/say.md"),
    ]);
    assert_eq!(library.named_on("tar", "linux"), Some(0));
    assert_eq!(library.named_on("ip", "macos"), Some(2));
    assert_eq!(library.named_on("ip", "linux"), Some(1));
    assert_eq!(library.named_on("IP", "freebsd"), Some(1));
    assert_eq!(library.named_on("say", "linux"), Some(3));
}
