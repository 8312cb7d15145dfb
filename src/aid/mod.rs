//! What an aid is: plain values, as the parser gives them and everything else reads them.
//!
//! An [`Aid`] keeps its whole body in document order, so nothing of the page is ever lost: what is
//! not a step is in a [`Section`] or in the blocks around and inside the steps.

mod block;
mod branch;
mod entry;
mod key;
pub mod link;
mod meta;
mod named;
pub mod page;
pub mod placeholder;
mod step;
mod symptom;

pub use block::{
    Block, BlockKind, Callout, CalloutKind, CodeBlock, CodeRole, Command, Inline, ListItem, Table,
    blocks_text, inline_text,
};
pub use branch::{Branch, branches, successor};
pub use entry::{Entry, StepText, Texts};
pub use key::{Mark, StepKey, fingerprint, step_keys};
pub use meta::{Danger, Kind, Meta, Period, PeriodUnit, Review, Use};
pub use named::Anchored;
pub use step::{Phase, Procedure, ProcedureKind, Step, StepKind, StepRef, begins_with, takes_back};
pub use symptom::expression;

/// How the page was written.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize,
)]
pub enum Format {
    /// Markdown with or without front matter.
    #[default]
    Markdown,
    /// A tldr page: title, quote, then example and command pairs.
    Tldr,
    /// A cheat sheet (cheat/cheatsheets): comments and commands.
    Cheat,
    /// A navi cheat: `%` groups, `#` texts, commands.
    Navi,
}

/// One page, parsed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Aid {
    /// Path in the collection without extension, `/index` and `.html`, with `/` between parts.
    pub id: String,
    /// `title` of the front matter, else the first H1, else the stem with `-` and `_` as spaces.
    pub title: String,
    /// How the page was written.
    pub format: Format,
    /// The front matter, resolved.
    pub meta: Meta,
    /// The whole body in document order (without an H1 that repeats the title).
    pub parts: Vec<Part>,
    /// Which procedure to open first: an index into [`Aid::procedures`].
    pub first: usize,
    /// The values that the page declares, in the order it does.
    pub params: Vec<placeholder::Param>,
}

/// A piece of the body.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Reading text: a heading with its blocks, no steps.
    Text(Section),
    /// Steps.
    Procedure(Procedure),
}

/// A heading as it stands above a section, a procedure or a phase.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Heading {
    /// 1 to 6; a bold paragraph that serves as a heading is 7.
    pub level: u8,
    /// Its text.
    pub text: Vec<Inline>,
    /// Anchor: `{#id}` wins, else the GitHub slug, made unique on the page.
    pub anchor: String,
    /// Line in the file, from 1.
    pub line: u32,
}

/// A heading with the blocks up to the next heading, none of them steps.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Section {
    /// None for text before the first heading.
    pub heading: Option<Heading>,
    /// The blocks in order.
    pub blocks: Vec<Block>,
    /// Meaning, Impact, Overview and the like: folded away while somebody works.
    pub background: bool,
}

impl Heading {
    /// Whether `name` is its anchor or its text (ASCII case ignored).
    pub fn answers_to(&self, name: &str) -> bool {
        self.anchor.eq_ignore_ascii_case(name) || inline_text(&self.text).eq_ignore_ascii_case(name)
    }
}

impl Section {
    /// What text before the first heading is called.
    pub const INTRODUCTION: &str = "introduction";

    fn answers_to(&self, name: &str) -> bool {
        match &self.heading {
            Some(heading) => heading.answers_to(name),
            None => name.eq_ignore_ascii_case(Section::INTRODUCTION),
        }
    }
}

impl Part {
    /// The level of its heading.
    fn level(&self) -> Option<u8> {
        let heading = match self {
            Part::Text(section) => &section.heading,
            Part::Procedure(procedure) => &procedure.heading,
        };
        heading.as_ref().map(|heading| heading.level)
    }
}

impl Aid {
    /// The procedures in document order.
    pub fn procedures(&self) -> impl Iterator<Item = &Procedure> {
        self.parts.iter().filter_map(|part| match part {
            Part::Procedure(procedure) => Some(procedure),
            Part::Text(_) => None,
        })
    }

    /// The procedure to open first for somebody who comes with an alert or an error (`error`): the
    /// first one whose heading is Mitigation, Resolution or Fix; else, and for everybody else,
    /// [`Aid::first`]. None on a page without procedures.
    pub fn opening(&self, error: bool) -> Option<usize> {
        let last = self.procedures().count().checked_sub(1)?;
        let cure = error.then(|| self.procedures().position(Procedure::cures));
        Some(cure.flatten().unwrap_or(self.first).min(last))
    }

    /// How many steps all procedures have together.
    pub fn step_count(&self) -> usize {
        self.procedures().map(Procedure::step_count).sum()
    }
}
