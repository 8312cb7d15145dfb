//! Finds the entry that answers to a name exactly.

use std::path::Path;

use crate::aid::Entry;

/// The index of the best entry that answers to `name` on `platform`.
pub(super) fn find(entries: &[Entry], name: &str, platform: &str) -> Option<usize> {
    let name = name.trim();
    if name.is_empty() {
        return None;
    }
    let ways: [&dyn Fn(&Entry) -> bool; 6] = [
        &|entry| entry.id == name,
        &|entry| same(&entry.id, name),
        &|entry| entry.meta.aliases.iter().any(|alias| same(alias, name)),
        &|entry| same(&stem(&entry.path), name),
        &|entry| same(&entry.title, name),
        &|entry| index_folder(&entry.path).is_some_and(|folder| same(&folder, name)),
    ];
    ways.iter().find_map(|answers| {
        let mut found = entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| answers(entry));
        // The first of equals is taken, and entries stand in the order of their sources.
        let first = found.next()?;
        let best = found.fold(first, |best, other| {
            if preference(other.1, platform) < preference(best.1, platform) {
                other
            } else {
                best
            }
        });
        Some(best.0)
    })
}

/// Less is better: shown in lists, not for another system, of an early source, for this very system.
fn preference(entry: &Entry, platform: &str) -> (bool, bool, usize, bool, usize) {
    let fit = fit(entry, platform);
    (
        entry.hidden,
        fit == Fit::Foreign,
        entry.source,
        fit != Fit::Own,
        entry.path.iter().count(),
    )
}

/// How an entry suits a machine.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Own,
    Any,
    Foreign,
}

fn fit(entry: &Entry, platform: &str) -> Fit {
    let said = entry.meta.platforms.iter().map(String::as_str);
    let folders = entry.path.parent().into_iter().flat_map(Path::iter);
    let folders = folders.filter_map(|folder| folder.to_str());
    let mut fit = Fit::Any;
    for system in said.chain(folders).filter_map(system) {
        if system == platform {
            return Fit::Own;
        }
        fit = Fit::Foreign;
    }
    fit
}

/// The name in [`std::env::consts::OS`] of a tldr folder or a value of `platforms`; none for `common`
/// and everything that is no system.
fn system(name: &str) -> Option<&'static str> {
    const SYSTEMS: [(&str, &str); 11] = [
        ("android", "android"),
        ("darwin", "macos"),
        ("dos", "dos"),
        ("freebsd", "freebsd"),
        ("linux", "linux"),
        ("macos", "macos"),
        ("netbsd", "netbsd"),
        ("openbsd", "openbsd"),
        ("osx", "macos"),
        ("sunos", "solaris"),
        ("windows", "windows"),
    ];
    SYSTEMS
        .iter()
        .find(|(folder, _)| name.eq_ignore_ascii_case(folder))
        .map(|(_, system)| *system)
}

/// Whether two names are the same but for case, and for spaces, `-` and `_`.
pub(super) fn same(a: &str, b: &str) -> bool {
    fold(a).eq(fold(b))
}

/// The form in which names that are the same are equal.
pub(super) fn folded(name: &str) -> String {
    fold(name).collect()
}

fn fold(name: &str) -> impl Iterator<Item = char> {
    name.trim()
        .chars()
        .map(|c| if matches!(c, '-' | '_') { ' ' } else { c })
        .flat_map(char::to_lowercase)
}

/// The file's name without its extensions (`tar` of `linux/tar.cheat.md`).
pub(super) fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.strip_suffix(".erb").unwrap_or(&name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.strip_suffix(".cheat").unwrap_or(stem).to_string()
}

/// The folder that a README or index page is about.
fn index_folder(path: &Path) -> Option<String> {
    let folder = path.parent()?.file_name()?;
    is_index(path).then(|| folder.to_string_lossy().into_owned())
}

/// A page about its folder: `README.md`, `index.md`, `_index.md`.
pub(super) fn is_index(path: &Path) -> bool {
    let stem = stem(path);
    ["readme", "index", "_index"]
        .iter()
        .any(|name| stem.eq_ignore_ascii_case(name))
}

/// The licence of a collection, by the custom of capital letters: `license.md` may be about a command.
pub(super) fn is_licence(path: &Path) -> bool {
    matches!(stem(path).as_str(), "LICENSE" | "LICENCE")
}
