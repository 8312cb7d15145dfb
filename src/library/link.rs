//! Where links between aids lead. They never leave the collection.

use std::path::PathBuf;

use super::{Library, LinkTarget, name};

/// What may be missing at the end of a link, in the order it is tried.
const ENDINGS: [&str; 10] = [
    "",
    ".md",
    ".markdown",
    ".md.erb",
    ".mdx",
    ".cheat",
    ".cheat.md",
    "/index.md",
    "/_index.md",
    "/README.md",
];

pub(super) fn resolve(library: &Library, from: usize, target: &str) -> Option<LinkTarget> {
    let origin = library.entries.get(from)?;
    let target = target.trim();
    if is_address(target) {
        return None;
    }
    let (place, anchor) = match target.split_once('#') {
        Some((place, anchor)) => (place, Some(decode(anchor)).filter(|a| !a.is_empty())),
        None => (target, None),
    };
    let place = decode(place.split('?').next().unwrap_or_default());
    if place.is_empty() {
        let entry = from;
        return anchor.is_some().then_some(LinkTarget { entry, anchor });
    }
    let folder: Vec<String> = match origin.path.parent() {
        Some(folder) if !place.starts_with('/') => folder
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect(),
        _ => Vec::new(),
    };
    let entry = by_path(library, origin.source, folder, &place)
        .or_else(|| by_path(library, origin.source, Vec::new(), &place))
        .or_else(|| by_id(library, &place))?;
    Some(LinkTarget { entry, anchor })
}

/// Whether it names a place outside: with a scheme, or with a host only.
fn is_address(target: &str) -> bool {
    let scheme = target.split(['/', '#', '?']).next().unwrap_or_default();
    scheme.contains(':') || target.starts_with("//") || target.contains('\\')
}

/// The entry at `place`, seen from `folder`; none when `..` climbs out of the root.
fn by_path(library: &Library, source: usize, folder: Vec<String>, place: &str) -> Option<usize> {
    let mut parts = folder;
    for part in place.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part.to_string()),
        }
    }
    let path = parts.join("/");
    let stems = [Some(path.as_str()), path.strip_suffix(".html")];
    stems.into_iter().flatten().find_map(|stem| {
        ENDINGS.iter().find_map(|ending| {
            let path = format!("{stem}{ending}");
            at_path(library, source, path.trim_start_matches('/'))
        })
    })
}

/// The entry of the file at exactly this path.
fn at_path(library: &Library, source: usize, path: &str) -> Option<usize> {
    let wanted = (source, PathBuf::from(path));
    let found = library.by_path.binary_search_by(|&index| {
        match library.entries.get(index) {
            Some(entry) => (entry.source, &entry.path).cmp(&(wanted.0, &wanted.1)),
            // No index in `by_path` is beyond the entries; after everything is where it would be.
            None => std::cmp::Ordering::Greater,
        }
    });
    found.ok().and_then(|at| library.by_path.get(at).copied())
}

/// The entry with this id or alias, or its file's name where it is written without folders.
fn by_id(library: &Library, place: &str) -> Option<usize> {
    if place.split('/').any(|part| part == "..") {
        return None;
    }
    let place = place.trim_matches('/');
    let place = place.strip_suffix(".html").unwrap_or(place);
    let place = place.strip_suffix(".md").unwrap_or(place);
    let entries = &library.entries;
    let by_id = entries
        .iter()
        .position(|entry| name::same(&entry.id, place));
    by_id.or_else(|| library.named(place))
}

/// `%20` and the like as what they stand for; what is no such code stays as it is.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = match (first, after) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match code {
            Some((high, low)) => {
                bytes.push(high * 16 + low);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|d| u8::try_from(d).ok())
}
