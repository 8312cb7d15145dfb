//! HTML within a paragraph.

use crate::aid::Inline;

use super::super::Reader;
use super::super::frames::{Origin, Span};
use super::super::tag::{Piece, attribute, pieces};
use super::{close_tag, is_block, known};

/// A tag or comment within a paragraph.
pub(in crate::parse::markdown) fn inline(reader: &mut Reader<'_>, line: u32, html: &str) {
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => reader
                .frames
                .push_inline(line, Inline::Text(text.to_owned())),
            Piece::Comment(text) => super::super::marker::inline(reader, line, text),
            Piece::Other(raw) => reader
                .frames
                .push_inline(line, Inline::Text(raw.to_owned())),
            Piece::Open {
                name,
                attributes,
                raw,
            } => {
                if separates(&name) {
                    reader.frames.push_inline(line, Inline::Break);
                } else {
                    open(reader, line, &name, attributes, raw);
                }
            }
            Piece::Close { name, .. } if separates(&name) => {
                reader.ends_details |= name == "details";
                let space = Inline::Text(" ".to_owned());
                reader.frames.push_inline(line, space);
            }
            Piece::Close { name, raw } if known(&name) => close_tag(reader, line, &name, raw),
            Piece::Close { raw, .. } => {
                reader
                    .frames
                    .push_inline(line, Inline::Text(raw.to_owned()));
            }
        }
    }
}

/// Block tags within a paragraph: the words around them are not one word.
fn separates(name: &str) -> bool {
    is_block(name)
        || matches!(
            name,
            "li" | "ul"
                | "ol"
                | "table"
                | "tr"
                | "td"
                | "th"
                | "hr"
                | "pre"
                | "details"
                | "summary"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
        )
}

/// The span a tag stands for.
fn span(name: &str, attributes: &str) -> Option<Span> {
    Some(match name {
        "b" | "strong" => Span::Strong,
        "i" | "em" | "cite" | "var" | "dfn" => Span::Emphasis,
        "s" | "del" | "strike" => Span::Strike,
        "code" | "kbd" | "samp" | "tt" => Span::Code,
        "a" => Span::Link(attribute(attributes, "href").unwrap_or_default()),
        _ => return None,
    })
}

pub(super) fn open(reader: &mut Reader<'_>, line: u32, name: &str, attributes: &str, raw: &str) {
    let frames = &mut reader.frames;
    match name {
        // 2<sup>31</sup> is not 231.
        "sup" => {
            if frames.last_char().is_some_and(|c| c.is_ascii_digit()) {
                frames.push_inline(line, Inline::Text("^".to_owned()));
            }
        }
        "br" => frames.push_inline(line, Inline::Break),
        "img" => {
            let target = attribute(attributes, "src").unwrap_or_default();
            let alt = attribute(attributes, "alt").unwrap_or_default();
            frames.push_inline(line, Inline::Image { target, alt });
        }
        "video" | "audio" | "iframe" | "source" => {
            if let Some(target) = attribute(attributes, "src") {
                let text = attribute(attributes, "title").unwrap_or_else(|| target.clone());
                let text = vec![Inline::Text(text)];
                frames.push_inline(line, Inline::Link { target, text });
            }
        }
        // An anchor without a target is a place, nothing to show.
        "a" if attribute(attributes, "href").is_none() => {}
        _ if raw.ends_with("/>") && known(name) => {}
        _ => match span(name, attributes) {
            Some(span) => {
                frames.open_span(line, Origin::Html(name.to_owned()), span);
            }
            None if known(name) => {}
            // `<NAMESPACE>` in a text is a placeholder, not a tag.
            None => frames.push_inline(line, Inline::Text(raw.to_owned())),
        },
    }
}
