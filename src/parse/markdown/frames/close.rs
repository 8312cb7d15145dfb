//! What an open frame becomes when it ends.

use crate::aid::{Block, BlockKind, Callout, Heading, Inline, ListItem, inline_text};

use super::super::{address, callout, inline};
use super::{Body, Container, Frame, Frames, Span};

impl Frames {
    /// Closes the innermost frame and puts what it holds where it belongs. `whole` tells whether its
    /// own end was met; a fold or callout without an end must not swallow the rest of the page.
    pub(super) fn close(&mut self, whole: bool) {
        let Some(Frame { line, body, .. }) = self.stack.pop() else {
            return;
        };
        match body {
            Body::Blocks(container, blocks) => {
                if !matches!(container, Container::Item { .. }) {
                    self.block_levels -= 1;
                }
                self.close_container(line, container, blocks, whole);
            }
            Body::List(start, items) => {
                self.block_levels -= 1;
                if !items.is_empty() {
                    self.add(Block {
                        line,
                        kind: BlockKind::List { start, items },
                    });
                }
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
            Container::Item { checked, number } => {
                if let Some(Frame {
                    body: Body::List(start, items),
                    ..
                }) = self.stack.last_mut()
                {
                    // A bullet whose only word was a template tag; a number still counts.
                    if start.is_none() && checked.is_none() && blocks.is_empty() {
                        return;
                    }
                    items.push(ListItem {
                        line,
                        number,
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
        if !matches!(span, Span::Code | Span::Link(_) | Span::Image(_)) && !self.in_link() {
            inlines = address::link(inlines);
        }
        let piece = match span {
            Span::Paragraph => {
                inline::trim(&mut inlines);
                return self.close_paragraph(line, inlines);
            }
            Span::Heading(level) => return self.close_heading(line, level, inlines),
            Span::Cell => {
                inline::trim(&mut inlines);
                return self.close_cell(inlines);
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

    fn close_heading(&mut self, line: u32, level: u8, mut text: Vec<Inline>) {
        let anchor = self.slugs.anchor(&mut text);
        let heading = Heading {
            level,
            text,
            anchor,
            line,
        };
        self.add(Block {
            line,
            kind: BlockKind::Heading(heading),
        });
    }

    fn close_cell(&mut self, inlines: Vec<Inline>) {
        if let Some(Frame {
            body: Body::Table(rows),
            ..
        }) = self.stack.last_mut()
        {
            rows.cell(inlines);
        }
    }

    fn in_link(&self) -> bool {
        let spans = self
            .stack
            .iter()
            .rev()
            .take_while(|frame| matches!(frame.body, Body::Inlines(..)));
        let mut links = spans.filter(|frame| {
            matches!(
                frame.body,
                Body::Inlines(Span::Link(_) | Span::Code | Span::Image(_), _)
            )
        });
        links.next().is_some()
    }

    fn close_paragraph(&mut self, line: u32, inlines: Vec<Inline>) {
        if inlines.is_empty() || is_contents_mark(&inlines) {
            return;
        }
        // A step's own text may be labelled "Note:"; it stays the step's text.
        let item_text = matches!(
            self.stack.last(),
            Some(Frame { body: Body::Blocks(Container::Item { .. }, blocks), .. }) if blocks.is_empty()
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

/// Where GitLab and other sites put the table of contents: `[[_TOC_]]`, `[TOC]`.
fn is_contents_mark(inlines: &[Inline]) -> bool {
    let text = inline_text(inlines);
    let mark = text.trim().trim_start_matches('[').trim_end_matches(']');
    mark.eq_ignore_ascii_case("toc") && text.starts_with('[')
}
