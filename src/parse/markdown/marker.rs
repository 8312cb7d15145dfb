//! The comments left in place of template tags, read as what the tags meant.

use crate::aid::{BlockKind, Inline};
use crate::parse::plain;
use crate::parse::template::Marker;

use super::Reader;
use super::frames::{Body, Container, Origin, Span};

/// A comment that stands as a block. Other comments are dropped.
pub(super) fn block(reader: &mut Reader<'_>, line: u32, comment: &str) {
    let Some(marker) = Marker::read(comment) else {
        return;
    };
    let frames = &mut reader.frames;
    frames.make_room();
    match marker {
        Marker::Callout(kind, title) => {
            let container = Container::Callout(kind, title);
            let origin = Origin::Html("callout".to_owned());
            frames.open(line, origin, Body::Blocks(container, Vec::new()));
        }
        Marker::Details(summary) => {
            let container = Container::Details(plain::inlines(&summary));
            let origin = Origin::Html("details".to_owned());
            frames.open(line, origin, Body::Blocks(container, Vec::new()));
        }
        Marker::EndCallout => {
            frames.end_html("callout");
        }
        Marker::EndDetails => {
            frames.end_html("details");
        }
        Marker::Break => {}
        Marker::Label(text) if text.is_empty() => {}
        Marker::Label(text) => {
            let label = vec![Inline::Strong(plain::inlines(&text))];
            frames.push_block(line, BlockKind::Paragraph(label));
        }
        Marker::Step(title) => step(reader, line, &title),
    }
}

/// A numbered heading one level below the heading it stands under.
fn step(reader: &mut Reader<'_>, line: u32, title: &str) {
    reader.step += 1;
    let level = reader.heading.saturating_add(1).clamp(2, 6);
    let text = format!("{}. {title}", reader.step);
    let heading = Body::Inlines(Span::Heading(level), vec![Inline::Text(text)]);
    reader.frames.open(line, Origin::Implied, heading);
    reader.frames.settle();
}

/// A marker within a paragraph can only show its text.
pub(super) fn inline(reader: &mut Reader<'_>, line: u32, comment: &str) {
    let text = match Marker::read(comment) {
        Some(Marker::Callout(_, Some(text)) | Marker::Details(text)) => text,
        Some(Marker::Label(text) | Marker::Step(text)) => text,
        _ => return,
    };
    let label = Inline::Strong(vec![Inline::Text(text)]);
    reader.frames.push_inline(line, label);
}
