//! Where links between aids lead. They never leave the collection.

use super::{Library, LinkTarget, slash_path};
use crate::aid::{Aid, link, page};
use crate::search::NameKind;

pub(super) fn resolve(library: &Library, from: usize, target: &str) -> Option<LinkTarget> {
    let origin = library.entry(from)?;
    // Seen from its own page, as Markdown has it, or from the root, as ids are written.
    let from_page = link::place(target, &slash_path(&origin.path));
    if let (Some(place), true) = (&from_page, target.trim_start().starts_with('#')) {
        let anchor = place.anchor.clone();
        return Some(LinkTarget {
            entry: from,
            anchor,
        });
    }
    let from_root = link::place(target, "");
    let anchor = from_page.iter().chain(&from_root).next()?.anchor.clone();
    let places = || from_page.iter().chain(&from_root);
    let entry = places()
        .find_map(|place| at_path(library, origin.source, &place.path))
        .or_else(|| library.named(&places().next_back()?.path))?;
    Some(LinkTarget { entry, anchor })
}

/// Why nothing opens where a link written in `aid`, the entry `from`, leads; none where something does.
/// Parts of other pages are not looked at.
pub(super) fn dead_end(
    library: &Library,
    from: usize,
    aid: &Aid,
    target: &str,
) -> Option<&'static str> {
    if link::is_outside(target) {
        return None;
    }
    match resolve(library, from, target) {
        Some(there) if there.entry == from => match there.anchor {
            Some(anchor) if aid.anchored(&anchor).is_none() => Some("no such heading"),
            _ => None,
        },
        Some(_) => None,
        None if link::is_address(target.trim()) => Some("not opened by jitt"),
        None => Some("no such aid"),
    }
}

/// The entry of the file at `path`, or of the one that is meant when its ending is left out: of several with
/// one id the file named so, then one of this source, then the one that shadows it.
fn at_path(library: &Library, source: usize, path: &str) -> Option<usize> {
    // Only the index at the root is called so.
    let page = if path.is_empty() { "index" } else { path };
    let readme = format!("{path}/README");
    [page, readme.trim_start_matches('/')]
        .iter()
        .find_map(|path| with_id(library, source, path))
}

fn with_id(library: &Library, source: usize, path: &str) -> Option<usize> {
    let named = library.names.named(&page::id(path));
    let ids = named
        .iter()
        .filter(|n| n.kind == NameKind::Id && !n.respaced)
        .map(|named| named.doc as usize);
    let rank = |at: &usize| {
        let entry = library.entry(*at).unwrap_or_default();
        let written = slash_path(&entry.path);
        (
            written != path,
            entry.source != source,
            entry.id != page::id(path),
        )
    };
    ids.min_by_key(rank)
}
