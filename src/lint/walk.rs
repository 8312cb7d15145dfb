//! The pieces of a page in the order they are read, each with where it stands.

use crate::aid::{
    Aid, Block, BlockKind, Callout, CodeBlock, Command, Inline, Part, Phase, Procedure, Step,
};

/// Something of a page's body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'a> {
    /// What it is.
    pub kind: PieceKind<'a>,
    /// Its line in the file, from 1.
    pub line: u32,
    /// Where it stands.
    pub place: Place,
}

/// What a piece is.
#[derive(Debug, Clone, Copy)]
pub(super) enum PieceKind<'a> {
    /// A heading's text.
    Heading(&'a [Inline]),
    /// What stands before a step's text, with a colon.
    Label(&'a str),
    /// What a step tells to do: its first paragraph.
    Step(&'a [Inline]),
    /// Any other text: paragraphs, cells, what stays visible of a folded block.
    Text(&'a [Inline]),
    /// A code block.
    Code(&'a CodeBlock),
    /// The code span that is a step's command.
    Command(&'a Command),
    /// A callout; its text follows as pieces of their own.
    Callout(&'a Callout),
}

/// Where a piece stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Place {
    /// Index into [`Aid::parts`].
    pub part: usize,
    /// Index of the step over its procedure; none outside of steps.
    pub step: Option<usize>,
    /// Inside what a step should show, or what to do when it does not.
    pub expected: bool,
}

/// All pieces of `aid`. A step's callouts stand before its text, as they are shown.
pub(super) fn pieces(aid: &Aid) -> Vec<Piece<'_>> {
    let mut walk = Walk::default();
    for (index, part) in aid.parts.iter().enumerate() {
        walk.place = Place {
            part: index,
            ..Place::default()
        };
        match part {
            Part::Text(section) => {
                if let Some(heading) = &section.heading {
                    walk.push(heading.line, PieceKind::Heading(&heading.text));
                }
                walk.blocks(&section.blocks);
            }
            Part::Procedure(procedure) => walk.procedure(procedure),
        }
    }
    walk.pieces
}

#[derive(Default)]
struct Walk<'a> {
    pieces: Vec<Piece<'a>>,
    place: Place,
}

impl<'a> Walk<'a> {
    fn push(&mut self, line: u32, kind: PieceKind<'a>) {
        let place = self.place;
        self.pieces.push(Piece { kind, line, place });
    }

    fn procedure(&mut self, procedure: &'a Procedure) {
        let own = procedure.heading.as_ref();
        if let Some(heading) = own {
            self.push(heading.line, PieceKind::Heading(&heading.text));
        }
        let mut index = 0;
        for Phase {
            heading,
            lead,
            steps,
            tail,
        } in &procedure.phases
        {
            let line = own.map(|heading| heading.line);
            if let Some(heading) = heading.as_ref().filter(|phase| Some(phase.line) != line) {
                self.push(heading.line, PieceKind::Heading(&heading.text));
            }
            self.blocks(lead);
            for step in steps {
                self.place.step = Some(index);
                self.step(step);
                self.place.step = None;
                index += 1;
            }
            self.blocks(tail);
        }
    }

    // Nesting is bounded by the parser, so the recursion of steps and blocks is too.
    fn step(&mut self, step: &'a Step) {
        for callout in &step.callouts {
            self.callout(callout);
        }
        if let Some(label) = &step.label {
            self.push(step.line, PieceKind::Label(label));
        }
        self.push(step.line, PieceKind::Step(&step.text));
        if let Some(command) = &step.inline_command {
            self.push(step.line, PieceKind::Command(command));
        }
        self.blocks(&step.blocks);
    }

    fn callout(&mut self, callout: &'a Callout) {
        self.push(callout.line, PieceKind::Callout(callout));
        self.blocks(&callout.blocks);
    }

    fn expected(&mut self, blocks: &'a [Block]) {
        let before = std::mem::replace(&mut self.place.expected, true);
        self.blocks(blocks);
        self.place.expected = before;
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        let line = block.line;
        match &block.kind {
            BlockKind::Paragraph(text) => self.push(line, PieceKind::Text(text)),
            BlockKind::Heading(heading) => self.push(line, PieceKind::Heading(&heading.text)),
            BlockKind::Code(code) => self.push(line, PieceKind::Code(code)),
            BlockKind::List { items, .. } => {
                items.iter().for_each(|item| self.blocks(&item.blocks));
            }
            BlockKind::Quote(inner) | BlockKind::Footnote { blocks: inner, .. } => {
                self.blocks(inner);
            }
            BlockKind::Expect(inner) | BlockKind::IfNot(inner) => self.expected(inner),
            BlockKind::Callout(callout) => self.callout(callout),
            BlockKind::Table(table) => {
                for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                    self.push(line, PieceKind::Text(cell));
                }
            }
            BlockKind::Details { summary, blocks } => {
                self.push(line, PieceKind::Text(summary));
                self.blocks(blocks);
            }
            BlockKind::Substeps(steps) => steps.iter().for_each(|step| self.step(step)),
            BlockKind::Rule | BlockKind::Html(_) => {}
        }
    }
}
