//! HTML text to tags, comments and text. No tree: Markdown cuts HTML anywhere.

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// `<name attributes>`; the name in lower case.
    Open {
        name: String,
        attributes: &'a str,
        raw: &'a str,
    },
    /// `</name>`.
    Close { name: String, raw: &'a str },
    /// `<!-- text -->`, its text.
    Comment(&'a str),
    /// `<!DOCTYPE>`, `<?x?>` and a comment that never ends.
    Other(&'a str),
    /// Text, entities as written.
    Text(&'a str),
}

impl<'a> Piece<'a> {
    /// As written; of a comment its text.
    pub(super) fn raw(&self) -> &'a str {
        match self {
            Piece::Open { raw, .. } | Piece::Close { raw, .. } => raw,
            Piece::Comment(raw) | Piece::Other(raw) | Piece::Text(raw) => raw,
        }
    }
}

/// Splits HTML. Linear: a search that failed once is not tried again.
pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = html;
    let mut endless = false;
    while !rest.is_empty() {
        let (text, from) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        push_text(&mut found, text);
        let (piece, length) = match markup(from, endless) {
            Some(markup) => markup,
            None => {
                endless |= from.len() > 1 && looks_like_tag(from);
                let next = from.get(1..).and_then(|after| after.find('<'));
                let end = next.map_or(from.len(), |at| at + 1);
                (Piece::Text(&from[..end]), end)
            }
        };
        if length > 0 {
            found.push(piece);
        }
        rest = &from[length..];
    }
    found
}

fn push_text<'a>(found: &mut Vec<Piece<'a>>, text: &'a str) {
    if !text.is_empty() {
        found.push(Piece::Text(text));
    }
}

fn looks_like_tag(from: &str) -> bool {
    let name = from.strip_prefix("</").or_else(|| from.strip_prefix('<'));
    name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// The markup at the start of `from` and its length.
fn markup(from: &str, endless: bool) -> Option<(Piece<'_>, usize)> {
    if let Some(comment) = from.strip_prefix("<!--") {
        return Some(match comment.find("-->") {
            Some(end) => (Piece::Comment(&comment[..end]), end + "<!---->".len()),
            None => (Piece::Other(from), from.len()),
        });
    }
    if from.starts_with("<!") || from.starts_with("<?") {
        let end = from.find('>').map_or(from.len(), |at| at + 1);
        return Some((Piece::Other(&from[..end]), end));
    }
    if endless || !looks_like_tag(from) {
        return None;
    }
    let end = tag_end(from)?;
    let raw = &from[..end];
    let inner = raw.trim_start_matches('<').trim_end_matches('>');
    let (closing, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let name_end = inner
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_' && c != ':')
        .unwrap_or(inner.len());
    let (name, attributes) = inner.split_at(name_end);
    let name = name.to_ascii_lowercase();
    let piece = if closing {
        Piece::Close { name, raw }
    } else {
        Piece::Open {
            name,
            attributes,
            raw,
        }
    };
    Some((piece, end))
}

/// Just behind the `>` that ends the tag; a `>` in quotes does not.
fn tag_end(from: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in from.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// The value of an attribute, entities decoded; the name is given in lower case.
pub(super) fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let name_end = rest
            .find(|c: char| c == '=' || c.is_whitespace())
            .unwrap_or(rest.len());
        if rest.is_empty() {
            return None;
        }
        let (name, after) = rest.split_at(name_end);
        let (value, next) = value(after);
        if name.eq_ignore_ascii_case(wanted) {
            return Some(decode(value));
        }
        // A stray `=` without a name would otherwise be met again.
        rest = if next.len() == rest.len() {
            next.get(1..)?
        } else {
            next
        };
    }
}

/// The value behind an attribute's name (empty without one), and the text behind it.
fn value(after: &str) -> (&str, &str) {
    let Some(value) = after.trim_start().strip_prefix('=') else {
        return ("", after);
    };
    let value = value.trim_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    value.split_at(value.find(char::is_whitespace).unwrap_or(value.len()))
}

/// Decodes the entities that occur in practice; others stay as written.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let name_end = after
            .char_indices()
            .take(10)
            .find_map(|(at, c)| (c == ';').then_some(at));
        let decoded = name_end.and_then(|end| Some((entity(&after[..end])?, end)));
        match decoded {
            Some((c, end)) => {
                out.push(c);
                rest = &after[end + 1..];
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "rarr" => '→',
        "larr" => '←',
        "copy" => '©',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|&c| c != '\0')?
        }
    })
}
