//! The open blocks and spans while the events go by: an explicit stack, so no nesting of the page
//! becomes nesting of calls, and a cap, so that no nesting of the page becomes nesting of values
//! (values are dropped and walked by recursion).

use crate::aid::{
    Block, BlockKind, Callout, CalloutKind, CodeBlock, Heading, Inline, ListItem, inline_text,
};

use super::callout;
use super::heading::Slugs;
use super::inline;
use super::table::Rows;

/// Lists, quotes and the like inside each other that are kept; what is deeper joins the last level.
pub(super) const BLOCK_LEVELS: usize = 16;
/// The same for bold, links and the like.
pub(super) const INLINE_LEVELS: usize = 16;

/// What opened a frame, and so what may close it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// A Markdown event; its end event closes it.
    Markdown,
    /// An HTML tag of this name; its end tag closes it, or the end of the Markdown around it.
    Html(String),
    /// Nothing of its own (a tight item's text): the next block closes it.
    Implied,
}

/// A container of blocks.
#[derive(Debug)]
pub(super) enum Container {
    Quote,
    Item(Option<bool>),
    Footnote(String),
    Details(Vec<Inline>),
    Callout(CalloutKind, Option<String>),
}

/// A container of inline pieces.
#[derive(Debug)]
pub(super) enum Span {
    Paragraph,
    Heading(u8),
    Cell,
    Summary,
    Strong,
    Emphasis,
    Strike,
    Code,
    Link(String),
    Image(String),
}

#[derive(Debug)]
pub(super) enum Body {
    Blocks(Container, Vec<Block>),
    List(Option<u64>, Vec<ListItem>),
    Inlines(Span, Vec<Inline>),
    Table(Rows),
    Code(CodeBlock),
}

#[derive(Debug)]
pub(super) struct Frame {
    pub line: u32,
    pub origin: Origin,
    pub body: Body,
}

/// The stack; its bottom is the page and always there.
#[derive(Debug)]
pub(super) struct Frames {
    stack: Vec<Frame>,
    root: Vec<Block>,
    block_levels: usize,
    inline_levels: usize,
    slugs: Slugs,
}

impl Frames {
    pub(super) fn new() -> Frames {
        Frames {
            stack: Vec::new(),
            root: Vec::new(),
            block_levels: 0,
            inline_levels: 0,
            slugs: Slugs::default(),
        }
    }

    /// Everything closed, the page's blocks.
    pub(super) fn finish(mut self) -> Vec<Block> {
        while !self.stack.is_empty() {
            self.close(false);
        }
        self.root
    }

    pub(super) fn top(&mut self) -> Option<&mut Frame> {
        self.stack.last_mut()
    }

    /// Innermost first.
    pub(super) fn inner_first(&mut self) -> impl Iterator<Item = &mut Frame> {
        self.stack.iter_mut().rev()
    }

    /// Opens a frame unless the cap is reached; says whether it did.
    pub(super) fn open(&mut self, line: u32, origin: Origin, body: Body) -> bool {
        match &body {
            Body::Blocks(Container::Item(_), _) | Body::Table(_) | Body::Code(_) => {}
            Body::Blocks(..) | Body::List(..) => {
                if self.block_levels >= BLOCK_LEVELS {
                    return false;
                }
                self.block_levels += 1;
            }
            Body::Inlines(span, _) if span.nests() => {
                if self.inline_levels >= INLINE_LEVELS {
                    return false;
                }
                self.inline_levels += 1;
            }
            Body::Inlines(..) => {}
        }
        self.stack.push(Frame { line, origin, body });
        true
    }

    /// Closes implied paragraphs and spans, so that a block can stand here.
    pub(super) fn settle(&mut self) {
        while self.stack.last().is_some_and(|frame| {
            frame.origin != Origin::Markdown && matches!(frame.body, Body::Inlines(..))
        }) {
            self.close(false);
        }
    }

    /// Closes implied paragraphs and spans, and an HTML list or table outside its items and cells:
    /// what comes next stands behind it.
    pub(super) fn make_room(&mut self) {
        self.settle();
        while self.stack.last().is_some_and(|frame| {
            frame.origin != Origin::Markdown
                && matches!(frame.body, Body::List(..) | Body::Table(_))
        }) {
            self.close(false);
        }
    }

    /// Ends a paragraph that HTML text made; a cell or heading around it goes on.
    pub(super) fn settle_paragraph(&mut self) {
        if matches!(
            self.stack.last(),
            Some(Frame {
                origin: Origin::Implied,
                ..
            })
        ) {
            self.close(false);
        } else {
            self.push_inline(0, Inline::Text(" ".to_owned()));
        }
    }

    /// Ends what HTML opened, but for folds and callouts: only those hold Markdown.
    pub(super) fn end_html_block(&mut self) {
        while self.stack.last().is_some_and(|frame| {
            frame.origin != Origin::Markdown
                && !matches!(
                    frame.body,
                    Body::Blocks(Container::Details(_) | Container::Callout(..), _)
                )
        }) {
            self.close(false);
        }
    }

    /// Closes the innermost frame a Markdown event opened, with all that is open inside it.
    pub(super) fn end_markdown(&mut self) {
        while let Some(frame) = self.stack.last() {
            let own = frame.origin == Origin::Markdown;
            self.close(own);
            if own {
                return;
            }
        }
    }

    /// Closes the frame the tag `name` opened, if it is open and nothing of Markdown is inside it.
    pub(super) fn end_html(&mut self, name: &str) -> bool {
        let found = self
            .stack
            .iter()
            .rev()
            .take_while(|frame| frame.origin != Origin::Markdown)
            .position(|frame| matches!(&frame.origin, Origin::Html(open) if open == name));
        let Some(inside) = found else { return false };
        for _ in 0..inside {
            self.close(false);
        }
        self.close(true);
        true
    }

    /// Adds a block where blocks are being collected.
    pub(super) fn push_block(&mut self, line: u32, kind: BlockKind) {
        self.make_room();
        self.add(Block { line, kind });
    }

    fn add(&mut self, block: Block) {
        let innermost = self
            .stack
            .iter_mut()
            .rev()
            .find_map(|frame| match &mut frame.body {
                Body::Blocks(_, blocks) => Some(blocks),
                _ => None,
            });
        innermost.unwrap_or(&mut self.root).push(block);
    }

    /// Adds an inline piece, in a paragraph of its own where none is open.
    pub(super) fn push_inline(&mut self, line: u32, piece: Inline) {
        let open = matches!(
            self.stack.last(),
            Some(Frame {
                body: Body::Inlines(..),
                ..
            })
        );
        if !open {
            if matches!(&piece, Inline::Text(text) if text.trim().is_empty()) {
                return;
            }
            self.open_paragraph(line);
        }
        if let Some(Frame {
            body: Body::Inlines(_, inlines),
            ..
        }) = self.stack.last_mut()
        {
            inline::push(inlines, piece);
        }
    }

    /// Opens a span, in a paragraph of its own where none is open; says whether the cap let it.
    pub(super) fn open_span(&mut self, line: u32, origin: Origin, span: Span) -> bool {
        if !matches!(
            self.stack.last(),
            Some(Frame {
                body: Body::Inlines(..),
                ..
            })
        ) {
            self.open_paragraph(line);
        }
        self.open(line, origin, Body::Inlines(span, Vec::new()))
    }

    fn open_paragraph(&mut self, line: u32) {
        self.make_room();
        let body = Body::Inlines(Span::Paragraph, Vec::new());
        self.open(line, Origin::Implied, body);
    }

    /// Closes the innermost frame and puts what it holds where it belongs. `whole` tells whether its
    /// own end was met; a fold or callout without an end must not swallow the rest of the page.
    fn close(&mut self, whole: bool) {
        let Some(Frame { line, body, .. }) = self.stack.pop() else {
            return;
        };
        match body {
            Body::Blocks(container, blocks) => {
                if !matches!(container, Container::Item(_)) {
                    self.block_levels -= 1;
                }
                self.close_container(line, container, blocks, whole);
            }
            Body::List(start, items) => {
                self.block_levels -= 1;
                self.add(Block {
                    line,
                    kind: BlockKind::List { start, items },
                });
            }
            Body::Inlines(span, inlines) => {
                if span.nests() {
                    self.inline_levels -= 1;
                }
                self.close_span(line, span, inlines);
            }
            Body::Table(rows) => self.add(Block {
                line,
                kind: BlockKind::Table(rows.finish()),
            }),
            Body::Code(mut code) => {
                if code.text.ends_with('\n') {
                    code.text.pop();
                }
                self.add(Block {
                    line,
                    kind: BlockKind::Code(code),
                });
            }
        }
    }

    fn close_container(
        &mut self,
        line: u32,
        container: Container,
        blocks: Vec<Block>,
        whole: bool,
    ) {
        let kind = match container {
            Container::Item(checked) => {
                if let Some(Frame {
                    body: Body::List(_, items),
                    ..
                }) = self.stack.last_mut()
                {
                    items.push(ListItem {
                        line,
                        checked,
                        blocks,
                    });
                }
                return;
            }
            Container::Quote => callout::from_quote(line, blocks),
            Container::Footnote(label) => BlockKind::Footnote { label, blocks },
            Container::Details(summary) if whole => BlockKind::Details { summary, blocks },
            Container::Callout(kind, title) if whole => BlockKind::Callout(Callout {
                kind,
                title,
                blocks,
                line,
            }),
            Container::Details(label) => return self.spill(line, label, blocks),
            Container::Callout(kind, title) => {
                let label = title.unwrap_or_else(|| kind.word().to_owned());
                return self.spill(line, vec![Inline::Text(label)], blocks);
            }
        };
        self.add(Block { line, kind });
    }

    /// A label and blocks in place of a container that never ended.
    fn spill(&mut self, line: u32, label: Vec<Inline>, blocks: Vec<Block>) {
        if !label.is_empty() {
            self.add(Block {
                line,
                kind: BlockKind::Paragraph(vec![Inline::Strong(label)]),
            });
        }
        for block in blocks {
            self.add(block);
        }
    }

    fn close_span(&mut self, line: u32, span: Span, mut inlines: Vec<Inline>) {
        let piece = match span {
            Span::Paragraph => {
                inline::trim(&mut inlines);
                return self.close_paragraph(line, inlines);
            }
            Span::Heading(level) => {
                let anchor = self.slugs.anchor(&mut inlines);
                let heading = Heading {
                    level,
                    text: inlines,
                    anchor,
                    line,
                };
                let kind = BlockKind::Heading(heading);
                return self.add(Block { line, kind });
            }
            Span::Cell => {
                inline::trim(&mut inlines);
                if let Some(Frame {
                    body: Body::Table(rows),
                    ..
                }) = self.stack.last_mut()
                {
                    rows.cell(inlines);
                }
                return;
            }
            Span::Summary => {
                inline::trim(&mut inlines);
                return self.close_summary(line, inlines);
            }
            Span::Strong => Inline::Strong(inlines),
            Span::Emphasis => Inline::Emphasis(inlines),
            Span::Strike => Inline::Strike(inlines),
            Span::Code => Inline::Code(inline_text(&inlines)),
            Span::Link(target) => Inline::Link {
                target,
                text: inlines,
            },
            Span::Image(target) => Inline::Image {
                target,
                alt: inline_text(&inlines),
            },
        };
        if !matches!(&piece, Inline::Strong(i) | Inline::Emphasis(i) | Inline::Strike(i) if i.is_empty())
        {
            self.push_inline(line, piece);
        }
    }

    fn close_paragraph(&mut self, line: u32, inlines: Vec<Inline>) {
        if inlines.is_empty() {
            return;
        }
        // A step's own text may be labelled "Note:"; it stays the step's text.
        let item_text = matches!(
            self.stack.last(),
            Some(Frame { body: Body::Blocks(Container::Item(_), blocks), .. }) if blocks.is_empty()
        );
        // In a quote the label makes the whole quote the callout.
        let quote_text = matches!(
            self.stack.last(),
            Some(Frame { body: Body::Blocks(Container::Quote, blocks), .. }) if blocks.is_empty()
        );
        let kind = if item_text || quote_text {
            BlockKind::Paragraph(inlines)
        } else {
            callout::from_paragraph(line, inlines)
        };
        self.add(Block { line, kind });
    }

    fn close_summary(&mut self, line: u32, inlines: Vec<Inline>) {
        if let Some(Frame {
            body: Body::Blocks(Container::Details(summary), _),
            ..
        }) = self.stack.last_mut()
            && summary.is_empty()
        {
            *summary = inlines;
        } else if !inlines.is_empty() {
            self.add(Block {
                line,
                kind: BlockKind::Paragraph(inlines),
            });
        }
    }
}

impl Span {
    /// Whether it stands inside another one.
    fn nests(&self) -> bool {
        !matches!(
            self,
            Span::Paragraph | Span::Heading(_) | Span::Cell | Span::Summary
        )
    }
}
