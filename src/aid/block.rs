//! The text of an aid: blocks, inline pieces, code and callouts.

use super::placeholder::{Hole, Shell};

/// A block with the line it starts on.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Line in the file, from 1.
    pub line: u32,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block can be.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading inside a text or a step (the structural ones are [`super::Heading`]).
    Heading(super::Heading),
    /// A code block: command, output or material.
    Code(CodeBlock),
    /// A list that is not steps. `start` is the first number of an ordered one.
    List {
        /// First number, none for bullets.
        start: Option<u64>,
        /// The items in order.
        items: Vec<ListItem>,
    },
    /// A block quote that is no callout.
    Quote(Vec<Block>),
    /// Danger, warning, note and so on.
    Callout(Callout),
    /// A table; wide ones are shown as records.
    Table(Table),
    /// A thematic break.
    Rule,
    /// Raw HTML that is not understood, shown as written.
    Html(String),
    /// `<details>`: a folded block.
    Details {
        /// The line that stays visible.
        summary: Vec<Inline>,
        /// What is folded.
        blocks: Vec<Block>,
    },
    /// A footnote's text.
    Footnote {
        /// Its label.
        label: String,
        /// Its text.
        blocks: Vec<Block>,
    },
    /// What a step should show when it worked (`Expect:`, output blocks, "you should see ...").
    Expect(Vec<Block>),
    /// What to do when it did not (`If not:`).
    IfNot(Vec<Block>),
    /// Sub-steps (3a, 3b), one level.
    Substeps(Vec<super::Step>),
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListItem {
    /// Line in the file, from 1.
    pub line: u32,
    /// The number as written, of an item of an ordered list.
    pub number: Option<u64>,
    /// `[ ]` is `Some(false)`, `[x]` is `Some(true)`.
    pub checked: Option<bool>,
    /// Its blocks in order; a tight item's text is one paragraph.
    pub blocks: Vec<Block>,
}

/// Text within a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain text; a soft line break is a space.
    Text(String),
    /// A code span.
    Code(String),
    /// Bold.
    Strong(Vec<Inline>),
    /// Italic.
    Emphasis(Vec<Inline>),
    /// Struck out.
    Strike(Vec<Inline>),
    /// A link. `target` is as written, entities decoded; a relative one points into the collection.
    Link {
        /// Where to.
        target: String,
        /// What is shown.
        text: Vec<Inline>,
    },
    /// An image; shown as `[image: alt]`.
    Image {
        /// Where it is.
        target: String,
        /// Its alternative text.
        alt: String,
    },
    /// A hard line break.
    Break,
    /// A reference to a footnote by label.
    FootnoteRef(String),
}

/// The readable text of inline pieces: no markers, code spans without backticks, images as `[image: alt]`.
pub fn inline_text(inlines: &[Inline]) -> String {
    fn push(out: &mut String, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) | Inline::Code(text) => out.push_str(text),
                // Nesting is bounded by the parser (16 levels), so this recursion is too.
                Inline::Strong(inner)
                | Inline::Emphasis(inner)
                | Inline::Strike(inner)
                | Inline::Link { text: inner, .. } => push(out, inner),
                Inline::Image { alt, .. } => {
                    out.push_str("[image: ");
                    out.push_str(alt);
                    out.push(']');
                }
                Inline::Break => out.push(' '),
                Inline::FootnoteRef(label) => {
                    out.push('[');
                    out.push_str(label);
                    out.push(']');
                }
            }
        }
    }
    let mut out = String::new();
    push(&mut out, inlines);
    out
}

/// A code block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CodeBlock {
    /// First word of the info string in lower case; empty when there is none.
    pub language: String,
    /// The text as written, without the last line end.
    pub text: String,
    /// What it is for.
    pub role: CodeRole,
    /// The commands in it, prompts stripped, in order; empty unless `role` is [`CodeRole::Command`].
    pub commands: Vec<Command>,
}

/// What a code block is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CodeRole {
    /// To be run.
    Command,
    /// What a command shows.
    Output,
    /// A file's content, a query, a program: can be copied.
    #[default]
    Material,
}

/// One command of a block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Command {
    /// Ready to paste: prompts stripped, continuation lines kept with LF.
    pub text: String,
    /// The comment above it in the block, without `#`.
    pub label: Option<String>,
    /// Whose quoting it follows.
    pub shell: Shell,
    /// What of `text` is filled in, in order.
    pub holes: Vec<Hole>,
}

/// A callout.
#[derive(Debug, Clone, PartialEq)]
pub struct Callout {
    /// How serious.
    pub kind: CalloutKind,
    /// Its own title where it has one.
    pub title: Option<String>,
    /// Its text.
    pub blocks: Vec<Block>,
    /// Line in the file, from 1.
    pub line: u32,
}

/// How serious a callout is, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CalloutKind {
    /// Advice.
    Tip,
    /// Help, no instruction.
    Note,
    /// Must not be missed.
    Important,
    /// Something may be damaged.
    Caution,
    /// Somebody or something will be hurt.
    Warning,
    /// The worst.
    Danger,
}

impl CalloutKind {
    /// The kind a word stands for (`warn`, `Attention`, `info`), in any case.
    pub fn named(word: &str) -> Option<CalloutKind> {
        Some(match word.to_ascii_lowercase().as_str() {
            "danger" | "error" | "critical" => CalloutKind::Danger,
            "warning" | "warn" | "attention" => CalloutKind::Warning,
            "caution" => CalloutKind::Caution,
            "important" => CalloutKind::Important,
            "note" | "info" | "information" => CalloutKind::Note,
            "tip" | "hint" | "success" => CalloutKind::Tip,
            _ => return None,
        })
    }

    /// The word shown: `WARNING`.
    pub fn word(self) -> &'static str {
        match self {
            CalloutKind::Tip => "TIP",
            CalloutKind::Note => "NOTE",
            CalloutKind::Important => "IMPORTANT",
            CalloutKind::Caution => "CAUTION",
            CalloutKind::Warning => "WARNING",
            CalloutKind::Danger => "DANGER",
        }
    }

    /// Caution and worse stand before the commands of their step, wherever they were written.
    pub fn guards(self) -> bool {
        self >= CalloutKind::Caution
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Column heads.
    pub head: Vec<Vec<Inline>>,
    /// Rows of cells.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// The readable text of blocks, a line each: paragraphs, code, items, cells; no markers.
// Nesting is bounded by the parser (16 levels), so this recursion is too.
pub fn blocks_text(blocks: &[Block]) -> String {
    blocks
        .iter()
        .map(block_text)
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

fn block_text(block: &Block) -> String {
    let cells = |cells: &Vec<Vec<Inline>>| {
        cells
            .iter()
            .map(|cell| inline_text(cell))
            .collect::<Vec<_>>()
            .join(" | ")
    };
    match &block.kind {
        BlockKind::Paragraph(inlines) => inline_text(inlines),
        BlockKind::Heading(heading) => inline_text(&heading.text),
        BlockKind::Code(code) => code.text.clone(),
        BlockKind::List { items, .. } => items
            .iter()
            .map(|item| blocks_text(&item.blocks))
            .collect::<Vec<_>>()
            .join("\n"),
        BlockKind::Quote(inner)
        | BlockKind::Footnote { blocks: inner, .. }
        | BlockKind::Expect(inner)
        | BlockKind::IfNot(inner) => blocks_text(inner),
        BlockKind::Callout(callout) => blocks_text(&callout.blocks),
        BlockKind::Table(table) => {
            let rows = std::iter::once(&table.head).chain(&table.rows);
            rows.map(cells).collect::<Vec<_>>().join("\n")
        }
        BlockKind::Details { summary, blocks } => {
            format!("{}\n{}", inline_text(summary), blocks_text(blocks))
        }
        BlockKind::Substeps(steps) => steps
            .iter()
            .map(|step| format!("{}\n{}", step.plain_text(), blocks_text(&step.blocks)))
            .collect::<Vec<_>>()
            .join("\n"),
        BlockKind::Html(html) => html.clone(),
        BlockKind::Rule => String::new(),
    }
}
