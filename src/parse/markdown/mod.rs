//! Markdown to a tree of blocks with lines: the events of pulldown-cmark, walked with a loop.

mod address;
mod apart;
mod callout;
mod fence;
mod frames;
mod heading;
mod html;
mod inline;
mod marker;
mod numbers;
mod realign;
mod repair;
mod table;
mod tag;

use std::ops::Range;

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};

use crate::aid::{Block, BlockKind, CodeBlock, Inline};
use crate::diagnostic::Diagnostic;

use super::template;
pub(super) use fence::is_about_the_end;
pub(super) use heading::Slugs;

use frames::{Body, Container, Frames, Origin, Span};
use table::Rows;

/// A page's body as blocks in document order.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Document {
    /// The blocks; headings stand among them.
    pub blocks: Vec<Block>,
    /// What is wrong with the Markdown.
    pub findings: Vec<Diagnostic>,
}

/// Reads a body. `text` is without front matter, with LF line ends and without BOM; `first_line` is
/// the line of the file its first line has.
pub(crate) fn read(text: &str, first_line: u32) -> Document {
    let aligned = realign::realign(text);
    let page = template::neutralise(&aligned, code);
    let (text, origins) = match &page {
        Some(page) => (page.text.as_str(), Some(page.lines.as_slice())),
        None => (&*aligned, None),
    };
    let parted = apart::part(text, origins);
    let (text, origins) = match &parted {
        Some(parted) => (parted.text.as_str(), Some(parted.lines.as_slice())),
        None => (text, origins),
    };
    let lines = Lines {
        first: first_line,
        origins,
    };
    let (text, mut findings) = repair::repair(text, code, |row| lines.of(row));
    let text = numbers::as_lists(text, code);
    let mut reader = Reader::new(&text, lines);
    for (event, range) in Parser::new_ext(&text, options()).into_offset_iter() {
        reader.event(event, range);
    }
    findings.append(&mut reader.findings);
    findings.sort_by_key(|finding| finding.at);
    Document {
        blocks: reader.frames.finish(),
        findings,
    }
}

/// Where the code blocks and code spans of a text are: byte ranges in order.
pub(super) fn code(text: &str) -> Vec<Range<usize>> {
    Parser::new_ext(text, options())
        .into_offset_iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::CodeBlock(_)) | Event::Code(_)))
        .map(|(_, range)| range)
        .collect()
}

/// Where the piece of a text starts that is one more than `most`: a block, a line, a word of another
/// kind, a tag.
pub(super) fn piece_beyond(text: &str, most: usize) -> Option<usize> {
    let mut left = most;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        let pieces = match &event {
            Event::End(_) => 0,
            Event::Html(html) => html.matches('<').count().max(1),
            _ => 1,
        };
        match left.checked_sub(pieces) {
            Some(rest) => left = rest,
            None => return Some(range.start),
        }
    }
    None
}

/// What is read beyond CommonMark. Never the metadata blocks (quadratic, and they eat text between
/// rules), and heading attributes by ourselves (`## Delete {name}` would lose its name).
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}

/// The file's lines of a text's lines.
#[derive(Debug, Clone, Copy)]
struct Lines<'a> {
    first: u32,
    /// The source line of each line, when templates were taken out.
    origins: Option<&'a [u32]>,
}

impl Lines<'_> {
    /// The file's line of a line of the text (from 0).
    fn of(&self, row: usize) -> u32 {
        let above = match self.origins {
            Some(origins) => origins.get(row).copied().unwrap_or(0),
            None => u32::try_from(row).unwrap_or(u32::MAX),
        };
        self.first.saturating_add(above)
    }
}

/// Turns events into blocks.
struct Reader<'a> {
    text: &'a str,
    /// Offset of each line's start.
    line_starts: Vec<usize>,
    lines: Lines<'a>,
    frames: Frames,
    /// For each open tag, whether it has a frame; deep ones and those without a value have none.
    tags: Vec<bool>,
    /// The HTML block being collected, with the line of the text it starts on.
    html: Option<(usize, String)>,
    /// For each open `<div>`, whether it is a callout.
    divisions: Vec<bool>,
    /// `</details>` was met inside a paragraph.
    ends_details: bool,
    /// The open code block is an indented one.
    indented: bool,
    /// The level of the last heading, and the number of the last templated step below it.
    heading: u8,
    step: u32,
    findings: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, lines: Lines<'a>) -> Reader<'a> {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Reader {
            text,
            line_starts: std::iter::once(0).chain(ends).collect(),
            lines,
            heading: 1,
            step: 0,
            frames: Frames::new(),
            tags: Vec::new(),
            html: None,
            divisions: Vec::new(),
            ends_details: false,
            indented: false,
            findings: Vec::new(),
        }
    }

    /// The file's line at an offset.
    fn line(&self, offset: usize) -> u32 {
        self.line_of(self.row(offset))
    }

    /// Which line of the text an offset is in, from 0.
    fn row(&self, offset: usize) -> usize {
        let begun = self.line_starts.partition_point(|&start| start <= offset);
        begun.saturating_sub(1)
    }

    /// The file's line of a line of the text.
    fn line_of(&self, row: usize) -> u32 {
        self.lines.of(row)
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        let line = self.line(range.start);
        match event {
            Event::Start(tag) => {
                let framed = self.start(tag, line, &range);
                self.tags.push(framed);
            }
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(line, text),
            Event::Code(text) => self.piece(line, Inline::Code(text.into_string())),
            Event::Html(html) => match &mut self.html {
                Some((_, block)) => block.push_str(&html),
                None => html::block(self, self.row(range.start), &html),
            },
            Event::InlineHtml(html) => html::inline(self, line, &html),
            Event::SoftBreak => self.soft_break(line),
            Event::HardBreak => self.piece(line, Inline::Break),
            Event::Rule => self.frames.push_block(line, BlockKind::Rule),
            Event::FootnoteReference(label) => {
                self.piece(line, Inline::FootnoteRef(label.into_string()));
            }
            Event::TaskListMarker(checked) => self.check(checked),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(line, text),
        }
    }

    fn piece(&mut self, line: u32, piece: Inline) {
        self.frames.push_inline(line, piece);
    }

    fn text(&mut self, line: u32, text: CowStr<'a>) {
        if let Some(Body::Code(code)) = self.frames.top().map(|frame| &mut frame.body) {
            code.text.push_str(&text);
        } else {
            self.piece(line, Inline::Text(text.into_string()));
        }
    }

    /// A line end within a paragraph is a space, but behind an alert's mark it ends the title.
    fn soft_break(&mut self, line: u32) {
        let alert = match self.frames.top().map(|frame| &frame.body) {
            Some(Body::Inlines(Span::Paragraph, inlines)) => {
                matches!(inlines.as_slice(), [Inline::Text(text)] if callout::is_alert(text))
            }
            _ => false,
        };
        let piece = if alert {
            Inline::Break
        } else {
            Inline::Text(" ".to_owned())
        };
        self.piece(line, piece);
    }

    fn check(&mut self, checked: bool) {
        let item = self
            .frames
            .inner_first()
            .find_map(|frame| match &mut frame.body {
                Body::Blocks(Container::Item { checked, .. }, _) => Some(checked),
                _ => None,
            });
        if let Some(mark) = item {
            mark.get_or_insert(checked);
        }
    }

    /// Opens a frame for a tag; says whether it did.
    fn start(&mut self, tag: Tag<'a>, line: u32, range: &Range<usize>) -> bool {
        let body = match tag {
            Tag::Paragraph => Body::Inlines(Span::Paragraph, Vec::new()),
            Tag::Heading { level, .. } => {
                self.heading = number(level);
                self.step = 0;
                Body::Inlines(Span::Heading(self.heading), Vec::new())
            }
            Tag::BlockQuote(_) => Body::Blocks(Container::Quote, Vec::new()),
            Tag::CodeBlock(kind) => self.code(kind, line, range),
            Tag::List(start) => Body::List(start, Vec::new()),
            Tag::Item => {
                self.frames.settle();
                if self.tags.last() != Some(&true) {
                    return false;
                }
                let written = self.text.get(range.start..).unwrap_or_default();
                let item = Container::Item {
                    checked: None,
                    number: written_number(written),
                };
                Body::Blocks(item, Vec::new())
            }
            Tag::FootnoteDefinition(label) => {
                Body::Blocks(Container::Footnote(label.into_string()), Vec::new())
            }
            Tag::Table(_) => Body::Table(Rows::default()),
            Tag::TableCell => Body::Inlines(Span::Cell, Vec::new()),
            Tag::HtmlBlock => {
                self.frames.settle();
                self.html = Some((self.row(range.start), String::new()));
                return false;
            }
            Tag::TableHead | Tag::TableRow => return false,
            inline => return self.start_span(inline, line),
        };
        self.frames.settle();
        self.frames.open(line, Origin::Markdown, body)
    }

    fn start_span(&mut self, tag: Tag<'a>, line: u32) -> bool {
        let span = match tag {
            Tag::Strong => Span::Strong,
            Tag::Emphasis => Span::Emphasis,
            Tag::Strikethrough => Span::Strike,
            // `<ada@example.org>` comes without its scheme, as if a page were called so.
            Tag::Link {
                link_type: LinkType::Email,
                dest_url,
                ..
            } => Span::Link(format!("mailto:{dest_url}")),
            Tag::Link { dest_url, .. } => Span::Link(dest_url.into_string()),
            Tag::Image { dest_url, .. } => Span::Image(dest_url.into_string()),
            // Options that are not enabled.
            _ => return false,
        };
        self.frames.open_span(line, Origin::Markdown, span)
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        let framed = self.tags.pop() == Some(true);
        match tag {
            TagEnd::HtmlBlock => {
                if let Some((row, html)) = self.html.take() {
                    html::block(self, row, &html);
                }
            }
            TagEnd::TableHead => {
                if let Some(rows) = self.rows() {
                    rows.end_head();
                }
            }
            TagEnd::TableRow => self.end_row(range),
            TagEnd::TableCell => {
                self.frames.end_markdown();
                if let Some(rows) = self.rows() {
                    rows.cell_end = range.end;
                }
            }
            TagEnd::CodeBlock => {
                self.unfence();
                self.frames.end_markdown();
            }
            _ if framed => self.frames.end_markdown(),
            TagEnd::List(_) | TagEnd::Item | TagEnd::BlockQuote(_) => self.frames.settle(),
            _ => {}
        }
        // The paragraph or list it was met in has to end first.
        if self.ends_details && self.frames.end_html("details") {
            self.ends_details = false;
        }
    }

    /// A fence that is indented too deep is an indented block to Markdown, but its writer meant the
    /// fence.
    fn unfence(&mut self) {
        if !std::mem::take(&mut self.indented) {
            return;
        }
        if let Some(Body::Code(code)) = self.frames.top().map(|frame| &mut frame.body)
            && let Some((info, inner)) = fence::fenced(&code.text)
        {
            code.language = fence::language(info);
            code.text = inner.to_owned();
        }
    }

    fn rows(&mut self) -> Option<&mut Rows> {
        match self.frames.top().map(|frame| &mut frame.body) {
            Some(Body::Table(rows)) => Some(rows),
            _ => None,
        }
    }

    fn end_row(&mut self, range: Range<usize>) {
        let text = self.text;
        if let Some(rows) = self.rows() {
            let rest = text.get(rows.cell_end..range.end).unwrap_or_default();
            rows.end_row(rest);
        }
    }

    /// A code block's frame; a fence that is never closed may have swallowed the steps below it.
    fn code(&mut self, kind: CodeBlockKind<'a>, line: u32, range: &Range<usize>) -> Body {
        self.indented = matches!(kind, CodeBlockKind::Indented);
        let language = match kind {
            CodeBlockKind::Indented => String::new(),
            CodeBlockKind::Fenced(info) => {
                let raw = self.text.get(range.clone()).unwrap_or_default();
                if !fence::is_closed(raw) {
                    let below = self.text.get(range.end..).unwrap_or_default();
                    let to_end = below.trim().is_empty();
                    self.findings.push(fence::unclosed(line, to_end));
                }
                fence::language(&info)
            }
        };
        Body::Code(CodeBlock {
            language,
            ..CodeBlock::default()
        })
    }
}

/// The number an item of an ordered list starts with.
fn written_number(item: &str) -> Option<u64> {
    let digits = item.len() - item.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    item.get(..digits)?.parse().ok()
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests;
