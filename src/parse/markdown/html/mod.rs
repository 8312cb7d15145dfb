//! HTML between the Markdown: simple tags are understood, comments go, other HTML stays as written.

mod phrasing;

use crate::aid::{BlockKind, CalloutKind, CodeBlock, Inline};

pub(super) use phrasing::inline;

use super::Reader;
use super::frames::{Body, Container, Origin, Span};
use super::table::Rows;
use super::tag::{Piece, attribute, decode, pieces};

/// Tags whose text reads well without them, or that are shown as something better.
const KNOWN: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "audio",
    "b",
    "big",
    "blockquote",
    "br",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "main",
    "mark",
    "nav",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "tabitem",
    "table",
    "tabs",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

fn known(name: &str) -> bool {
    KNOWN.binary_search(&name).is_ok()
}

/// A whole HTML block; `row` is the line of the text it starts on.
pub(super) fn block(reader: &mut Reader<'_>, row: usize, html: &str) {
    let pieces = pieces(html);
    let folds = pieces.iter().any(|piece| {
        matches!(piece, Piece::Open { name, .. } | Piece::Close { name, .. }
            if name == "details" || name == "summary")
    });
    let understood = pieces.iter().all(|piece| match piece {
        Piece::Open { name, .. } | Piece::Close { name, .. } => known(name),
        Piece::Other(_) => false,
        Piece::Comment(_) | Piece::Text(_) => true,
    });
    if !understood && !folds {
        let html = html.trim_end().to_owned();
        let line = reader.line_of(row);
        reader.frames.push_block(line, BlockKind::Html(html));
        return;
    }
    reader.frames.settle();
    let mut row = row;
    for piece in pieces {
        block_piece(reader, row, &piece);
        row += piece.raw().matches('\n').count();
    }
    reader.frames.end_html_block();
}

fn block_piece(reader: &mut Reader<'_>, row: usize, piece: &Piece<'_>) {
    let line = reader.line_of(row);
    let frames = &mut reader.frames;
    if let Some(Body::Code(code)) = frames.top().map(|frame| &mut frame.body) {
        match piece {
            Piece::Text(text) => code.text.push_str(&decode(text)),
            Piece::Open {
                name, attributes, ..
            } if name == "code" && code.language.is_empty() => {
                code.language = class_language(attributes);
            }
            Piece::Close { name, .. } if name == "pre" => close_pre(reader),
            _ => {}
        }
        return;
    }
    match piece {
        Piece::Text(text) => push_text(reader, row, text),
        Piece::Comment(text) => super::marker::block(reader, line, text),
        Piece::Other(raw) => frames.push_inline(line, Inline::Text((*raw).to_owned())),
        Piece::Open {
            name,
            attributes,
            raw,
        } => {
            if !open_block(reader, line, name, attributes) {
                phrasing::open(reader, line, name, attributes, raw);
            }
        }
        Piece::Close { name, raw } => close_tag(reader, line, name, raw),
    }
}

fn close_pre(reader: &mut Reader<'_>) {
    if let Some(Body::Code(code)) = reader.frames.top().map(|frame| &mut frame.body)
        && let Some(text) = code.text.strip_prefix('\n')
    {
        code.text = text.to_owned();
    }
    reader.frames.end_html("pre");
}

/// Text of a block: white space is one space, as a browser shows it. A paragraph starts on the line
/// of its first word.
fn push_text(reader: &mut Reader<'_>, row: usize, text: &str) {
    let words = text.trim_start();
    let before = &text[..text.len() - words.len()];
    let line = reader.line_of(row + before.matches('\n').count());
    let mut shown = String::new();
    if !before.is_empty() {
        shown.push(' ');
    }
    for (index, word) in words.split_ascii_whitespace().enumerate() {
        if index > 0 {
            shown.push(' ');
        }
        shown.push_str(word);
    }
    if words.ends_with(|c: char| c.is_ascii_whitespace()) {
        shown.push(' ');
    }
    reader
        .frames
        .push_inline(line, Inline::Text(decode(&shown)));
}

/// Opens what a block tag stands for; says whether it was one.
fn open_block(reader: &mut Reader<'_>, line: u32, name: &str, attributes: &str) -> bool {
    let frames = &mut reader.frames;
    let origin = Origin::Html(name.to_owned());
    match name {
        "details" => {
            frames.make_room();
            frames.open(
                line,
                origin,
                Body::Blocks(Container::Details(Vec::new()), Vec::new()),
            );
        }
        // Docusaurus' tabs.
        "tabitem" => {
            let title = attribute(attributes, "label").or_else(|| attribute(attributes, "value"));
            let text = vec![Inline::Text(title.unwrap_or_default())];
            frames.push_block(line, BlockKind::Paragraph(vec![Inline::Strong(text)]));
        }
        "summary" => open_leaf(reader, line, origin, Span::Summary),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            let level = name.bytes().last().map_or(1, |digit| digit - b'0');
            open_leaf(reader, line, origin, Span::Heading(level));
        }
        "pre" => open_pre(reader, line, origin, attributes),
        "ul" | "ol" => {
            frames.make_room();
            let start = || attribute(attributes, "start").and_then(|n| n.parse().ok());
            let start = (name == "ol").then(|| start().unwrap_or(1));
            frames.open(line, origin, Body::List(start, Vec::new()));
        }
        "li" => open_item(reader, line, origin),
        "table" => {
            frames.make_room();
            frames.open(line, origin, Body::Table(Rows::default()));
        }
        "tr" | "td" | "th" => open_row_part(reader, line, name, origin),
        "hr" => frames.push_block(line, BlockKind::Rule),
        "div" | "aside" => open_division(reader, line, attributes),
        _ if is_block(name) => frames.settle_paragraph(),
        _ => return false,
    }
    true
}

fn open_leaf(reader: &mut Reader<'_>, line: u32, origin: Origin, span: Span) {
    reader.frames.make_room();
    reader
        .frames
        .open(line, origin, Body::Inlines(span, Vec::new()));
}

fn open_pre(reader: &mut Reader<'_>, line: u32, origin: Origin, attributes: &str) {
    reader.frames.make_room();
    let language = attribute(attributes, "lang")
        .map(|lang| lang.to_ascii_lowercase())
        .unwrap_or_else(|| class_language(attributes));
    let code = CodeBlock {
        language,
        ..CodeBlock::default()
    };
    reader.frames.open(line, origin, Body::Code(code));
}

/// A row or cell; outside a table it is nothing.
fn open_row_part(reader: &mut Reader<'_>, line: u32, name: &str, origin: Origin) {
    let frames = &mut reader.frames;
    frames.settle();
    let Some(Body::Table(rows)) = frames.top().map(|frame| &mut frame.body) else {
        return;
    };
    if name == "tr" {
        return rows.end_html_row();
    }
    rows.names_columns(name == "th");
    frames.open(line, origin, Body::Inlines(Span::Cell, Vec::new()));
}

/// `<div class="warning">` and `<div class="alert alert-danger">` are callouts.
fn open_division(reader: &mut Reader<'_>, line: u32, attributes: &str) {
    let class = attribute(attributes, "class").unwrap_or_default();
    let kind = class.split_whitespace().find_map(|word| {
        let kind = ["alert-", "callout-", "admonition-"]
            .iter()
            .find_map(|prefix| word.strip_prefix(prefix));
        CalloutKind::named(kind.unwrap_or(word))
    });
    reader.divisions.push(kind.is_some());
    let Some(kind) = kind else {
        return reader.frames.settle_paragraph();
    };
    reader.frames.make_room();
    let container = Container::Callout(kind, None);
    let origin = Origin::Html("callout".to_owned());
    reader
        .frames
        .open(line, origin, Body::Blocks(container, Vec::new()));
}

fn close_division(reader: &mut Reader<'_>) {
    if reader.divisions.pop() == Some(true) {
        reader.frames.settle();
        reader.frames.end_html("callout");
    } else {
        reader.frames.settle_paragraph();
    }
}

fn open_item(reader: &mut Reader<'_>, line: u32, origin: Origin) {
    let frames = &mut reader.frames;
    frames.settle();
    let in_item = matches!(
        frames.top().map(|frame| (&frame.origin, &frame.body)),
        Some((Origin::Html(_), Body::Blocks(Container::Item { .. }, _)))
    );
    if in_item {
        frames.end_html("li");
    }
    if matches!(frames.top().map(|frame| &frame.body), Some(Body::List(..))) {
        frames.open(
            line,
            origin,
            Body::Blocks(
                Container::Item {
                    checked: None,
                    number: None,
                },
                Vec::new(),
            ),
        );
    }
}

/// Tags that only end the paragraph before them.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "center"
            | "blockquote"
            | "dl"
            | "dt"
            | "dd"
            | "section"
            | "article"
            | "aside"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "figure"
            | "figcaption"
            | "thead"
            | "tbody"
            | "tfoot"
            | "col"
            | "colgroup"
            | "tabs"
    )
}

/// `class="language-sh"` names a code block's language.
fn class_language(attributes: &str) -> String {
    let class = attribute(attributes, "class").unwrap_or_default();
    let language = class.split_whitespace().find_map(|word| {
        word.strip_prefix("language-")
            .or_else(|| word.strip_prefix("lang-"))
    });
    let mermaid = class.split_whitespace().find(|&word| word == "mermaid");
    language
        .or(mermaid)
        .unwrap_or_default()
        .to_ascii_lowercase()
}

fn close_tag(reader: &mut Reader<'_>, line: u32, name: &str, raw: &str) {
    let frames = &mut reader.frames;
    if !known(name) {
        return frames.push_inline(line, Inline::Text(raw.to_owned()));
    }
    match name {
        "details" => frames.settle(),
        "div" | "aside" => return close_division(reader),
        "tr" => {
            frames.settle();
            if let Some(Body::Table(rows)) = frames.top().map(|frame| &mut frame.body) {
                rows.end_html_row();
            }
        }
        _ if is_block(name) => frames.settle_paragraph(),
        _ => {}
    }
    frames.end_html(name);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_list_can_be_searched() {
        assert!(KNOWN.is_sorted());
    }
}
