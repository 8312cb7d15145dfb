//! Links as pages write them: outside, to another page of the collection, or to a part of the page.

/// Where a link inside the collection points, whether anything is there or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The path below the collection's root, `/` between parts; empty for the root itself.
    pub path: String,
    /// What stands behind `#`.
    pub anchor: Option<String>,
}

/// Whether it is opened outside: http, https or mailto.
pub fn is_outside(target: &str) -> bool {
    let scheme = target.split_once(':').map_or("", |(scheme, _)| scheme);
    let schemes = ["http", "https", "mailto"];
    schemes
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known))
}

/// Where `link` points, written on the page at `page` (a path below the root, `/` between parts; empty for
/// a link seen from the root). None for addresses, and for what climbs out of the root.
pub fn place(link: &str, page: &str) -> Option<Place> {
    let link = link.trim();
    if is_address(link) {
        return None;
    }
    let (place, anchor) = match link.split_once('#') {
        Some((place, anchor)) => (place, Some(decoded(anchor)).filter(|a| !a.is_empty())),
        None => (link, None),
    };
    let place = decoded(place.split('?').next().unwrap_or_default());
    if place.is_empty() {
        let path = page.to_string();
        return anchor.is_some().then_some(Place { path, anchor });
    }
    let folders = match (place.starts_with('/'), page.rsplit_once('/')) {
        (false, Some((folders, _))) => folders,
        _ => "",
    };
    let mut parts = Vec::new();
    for part in folders.split('/').chain(place.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    Some(Place { path, anchor })
}

/// Whether it names a place outside: with a scheme, with a host only, or as Windows does.
pub fn is_address(target: &str) -> bool {
    let first = target.split(['/', '#', '?']).next().unwrap_or_default();
    first.contains(':') || target.starts_with("//") || target.contains('\\')
}

/// `%20` and the like as what they stand for; what is no such code stays as it is.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digit = |byte: Option<u8>| byte.and_then(|b| char::from(b).to_digit(16));
        match (byte, digit(ahead.next()), digit(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or(byte));
                rest = ahead;
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_seen_from_its_page_and_never_leaves_the_collection() {
        for (link, expected) in [
            ("other.md", Some("docs/other.md")),
            ("./other.md#part", Some("docs/other.md#part")),
            ("../up.md", Some("up.md")),
            ("/root/page/", Some("root/page")),
            ("a%20b.md?x=1", Some("docs/a b.md")),
            ("#here", Some("docs/own.md#here")),
            ("https://x.org/a.md", None),
            ("mailto:a@b", None),
            ("javascript:x", None),
            ("//host/a", None),
            ("..\\a", None),
            ("../../../out.md", None),
            ("#", None),
            ("", None),
        ] {
            let place = place(link, "docs/own.md");
            let shown = place.map(|place| match place.anchor {
                Some(anchor) => format!("{}#{anchor}", place.path),
                None => place.path,
            });
            assert_eq!(shown.as_deref(), expected, "{link}");
        }
    }
}
