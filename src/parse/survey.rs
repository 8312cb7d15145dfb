//! One walk over a page's body for everything that its keys are derived from.

use crate::aid::{
    Aid, Block, BlockKind, Callout, CalloutKind, CodeBlock, CodeRole, Inline, Part, Phase,
    Procedure, Section, Step, inline_text,
};

/// What a walk over the body found.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Survey<'a> {
    /// Words to read, where they are counted: text, not code; background sections are left out.
    pub(super) words: usize,
    /// Whether they are.
    pub(super) counts: bool,
    /// The commands, of steps and of the text around them, in order.
    pub(super) commands: Vec<&'a str>,
    /// The targets of links, in order.
    pub(super) links: Vec<&'a str>,
    /// The first paragraph of the first text, where it is more than pictures and leads to no list.
    pub(super) intro: Option<&'a [Inline]>,
    /// The first text is passed: what comes later introduces no page.
    pub(super) begun: bool,
    /// A callout says danger.
    pub(super) dangerous: bool,
    /// Languages of the code blocks.
    pub(super) languages: Vec<&'a str>,
}

impl<'a> Survey<'a> {
    /// Walks the whole body.
    pub(super) fn of(aid: &'a Aid) -> Survey<'a> {
        Survey::default().walk(aid)
    }

    /// The same, words counted.
    pub(super) fn counting(aid: &'a Aid) -> Survey<'a> {
        let counts = true;
        let begun = Survey {
            counts,
            ..Survey::default()
        };
        begun.walk(aid)
    }

    fn walk(mut self, aid: &'a Aid) -> Survey<'a> {
        for part in &aid.parts {
            match part {
                Part::Text(section) => self.section(section),
                Part::Procedure(procedure) => self.procedure(procedure),
            }
        }
        self
    }

    fn section(&mut self, section: &'a Section) {
        let before = self.words;
        if let Some(heading) = &section.heading {
            self.inlines(&heading.text);
        }
        self.look_for_intro(&section.blocks);
        self.blocks(&section.blocks);
        if section.background {
            self.words = before;
        }
    }

    fn procedure(&mut self, procedure: &'a Procedure) {
        for Phase {
            heading,
            lead,
            steps,
            tail,
        } in &procedure.phases
        {
            if let Some(heading) = heading {
                self.inlines(&heading.text);
            }
            self.look_for_intro(lead);
            self.blocks(lead);
            self.begun |= !steps.is_empty();
            for step in steps {
                self.step(step);
            }
            self.blocks(tail);
        }
    }

    fn look_for_intro(&mut self, blocks: &'a [Block]) {
        let quoted = blocks.iter().flat_map(|block| match &block.kind {
            BlockKind::Quote(inner) => inner.as_slice(),
            _ => std::slice::from_ref(block),
        });
        let mut paragraphs = quoted.filter_map(|block| match &block.kind {
            BlockKind::Paragraph(inlines) => Some(inlines.as_slice()),
            _ => None,
        });
        if !self.begun {
            self.intro = paragraphs.find(|inlines| introduces(inlines));
            self.begun = blocks.iter().any(says_something);
        }
    }

    fn step(&mut self, step: &'a Step) {
        self.inlines(&step.text);
        if let Some(command) = &step.inline_command {
            self.commands.push(&command.text);
        }
        for callout in &step.callouts {
            self.callout(callout);
        }
        self.blocks(&step.blocks);
    }

    fn callout(&mut self, callout: &'a Callout) {
        self.dangerous |= callout.kind == CalloutKind::Danger;
        self.text(callout.title.as_deref().unwrap_or_default());
        self.blocks(&callout.blocks);
    }

    // Nesting is bounded by the readers, so this recursion is too.
    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(inlines) => self.inlines(inlines),
                BlockKind::Heading(heading) => self.inlines(&heading.text),
                BlockKind::Code(code) => self.code(code),
                BlockKind::List { items, .. } => {
                    for item in items {
                        self.blocks(&item.blocks);
                    }
                }
                BlockKind::Quote(inner)
                | BlockKind::Expect(inner)
                | BlockKind::IfNot(inner)
                | BlockKind::Footnote { blocks: inner, .. } => self.blocks(inner),
                BlockKind::Callout(callout) => self.callout(callout),
                BlockKind::Table(table) => {
                    for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                        self.inlines(cell);
                    }
                }
                BlockKind::Details { summary, blocks } => {
                    self.inlines(summary);
                    self.blocks(blocks);
                }
                BlockKind::Substeps(steps) => {
                    for step in steps {
                        self.step(step);
                    }
                }
                BlockKind::Html(_) | BlockKind::Rule => {}
            }
        }
    }

    fn code(&mut self, code: &'a CodeBlock) {
        self.languages.push(&code.language);
        if code.role == CodeRole::Command {
            self.commands
                .extend(code.commands.iter().map(|command| command.text.as_str()));
        }
    }

    fn inlines(&mut self, inlines: &'a [Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) | Inline::Code(text) => self.text(text),
                Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => {
                    self.inlines(inner);
                }
                Inline::Link { target, text } => {
                    self.links.push(target);
                    self.inlines(text);
                }
                Inline::Image { alt, .. } => self.text(alt),
                Inline::Break | Inline::FootnoteRef(_) => {}
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.counts {
            self.words += text.split_whitespace().count();
        }
    }
}

/// Whether a block is more than pictures, lines and places for a table of contents.
fn says_something(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(inlines) => has_words(inlines) && !is_contents_mark(inlines),
        BlockKind::Rule | BlockKind::Html(_) => false,
        _ => true,
    }
}

/// `[[_TOC_]]`, `[TOC]`, `**Table of Contents**`: the table of contents stands there.
fn is_contents_mark(inlines: &[Inline]) -> bool {
    let text = inline_text(inlines);
    let words = text.trim().trim_matches(['[', ']', '_', ':']);
    let titles = ["table of contents", "contents", "on this page"];
    text.trim().starts_with('[') && words.eq_ignore_ascii_case("toc")
        || titles.iter().any(|title| words.eq_ignore_ascii_case(title))
}

/// Whether a paragraph says something by itself: badges do not, nor does "Do this:".
fn introduces(inlines: &[Inline]) -> bool {
    has_words(inlines)
        && !is_contents_mark(inlines)
        && !inline_text(inlines).trim_end().ends_with(':')
}

/// Whether there is text to read; badges are pictures.
fn has_words(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Text(text) | Inline::Code(text) => !text.trim().is_empty(),
        Inline::Strong(inner)
        | Inline::Emphasis(inner)
        | Inline::Strike(inner)
        | Inline::Link { text: inner, .. } => has_words(inner),
        Inline::Image { .. } | Inline::Break | Inline::FootnoteRef(_) => false,
    })
}
