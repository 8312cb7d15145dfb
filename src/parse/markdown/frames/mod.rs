//! The open blocks and spans while the events go by: an explicit stack, so no nesting of the page
//! becomes nesting of calls, and a cap, so that no nesting of the page becomes nesting of values
//! (values are dropped and walked by recursion).

mod close;

use crate::aid::{Block, BlockKind, CalloutKind, CodeBlock, Inline, ListItem};

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
    Item {
        checked: Option<bool>,
        /// As written.
        number: Option<u64>,
    },
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

    /// The last character of the open text.
    pub(super) fn last_char(&self) -> Option<char> {
        match self.stack.last().map(|frame| &frame.body) {
            Some(Body::Inlines(_, inlines)) => match inlines.last() {
                Some(Inline::Text(text)) => text.chars().next_back(),
                _ => None,
            },
            _ => None,
        }
    }

    /// Opens a frame unless the cap is reached; says whether it did.
    pub(super) fn open(&mut self, line: u32, origin: Origin, body: Body) -> bool {
        match &body {
            Body::Blocks(Container::Item { .. }, _) | Body::Table(_) | Body::Code(_) => {}
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
