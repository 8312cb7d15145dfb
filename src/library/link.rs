//! Where links between aids lead. They never leave the collection.

use std::cmp::Ordering;
use std::path::Path;

use super::{Library, LinkTarget};
use crate::search::NameKind;

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
    let origin = library.entry(from)?;
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
    // Seen from its own page, as Markdown has it, or from the root, as ids are written.
    let paths = [normal(folder, &place), normal(Vec::new(), &place)];
    let paths = || paths.iter().flatten().map(String::as_str);
    let entry = paths()
        .find_map(|path| by_path(library, origin.source, path))
        .or_else(|| paths().find_map(|path| by_id(library, path)))
        .or_else(|| library.named(paths().next_back()?))?;
    Some(LinkTarget { entry, anchor })
}

/// Whether it names a place outside: with a scheme, or with a host only.
fn is_address(target: &str) -> bool {
    let scheme = target.split(['/', '#', '?']).next().unwrap_or_default();
    scheme.contains(':') || target.starts_with("//") || target.contains('\\')
}

/// The path of `place` seen from `folder`, without `.` and `..`; none when it climbs out of the root.
fn normal(folder: Vec<String>, place: &str) -> Option<String> {
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
    let stem = path.strip_suffix(".html").map(str::to_string);
    Some(stem.unwrap_or(path))
}

/// The entry of the file at `path`, or of the one that is meant when its ending is left out.
fn by_path(library: &Library, source: usize, path: &str) -> Option<usize> {
    ENDINGS.iter().find_map(|ending| {
        let path = format!("{path}{ending}");
        at_path(library, source, path.trim_start_matches('/'))
    })
}

/// The entry of the file at exactly this path. Entries stand in the order of sources and paths.
fn at_path(library: &Library, source: usize, path: &str) -> Option<usize> {
    let wanted = (source, Path::new(path));
    let (mut low, mut high) = (0, library.len());
    while low < high {
        let middle = low.midpoint(high);
        let entry = library.entry(middle)?;
        match (entry.source, entry.path.as_path()).cmp(&wanted) {
            Ordering::Equal => return Some(middle),
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
        }
    }
    None
}

/// The entry with this id, of whatever source: an earlier one may shadow the page that is meant.
fn by_id(library: &Library, path: &str) -> Option<usize> {
    let id = path.strip_suffix(".md").unwrap_or(path);
    let named = library.names.named(id);
    let mut ids = named
        .iter()
        .filter(|n| n.kind == NameKind::Id && !n.respaced);
    ids.next().map(|named| named.doc as usize)
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
