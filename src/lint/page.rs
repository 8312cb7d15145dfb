//! A page as the rules see it: what was read, and where it stands in the file.

use std::cell::{Cell, OnceCell};

use jiff::civil::Date;

use super::prose::word_count;
use super::walk::{Piece, PieceKind, Place, pieces};
use crate::aid::{
    Aid, CodeBlock, CodeRole, Command, Format, Inline, Part, Procedure, ProcedureKind, Step,
};
use crate::diagnostic::{Code, Diagnostic, Position, Severity};
use crate::parse::Written;

/// So many lines below the place of a block a word of it is looked for: paragraphs are shorter.
const LINES_SEARCHED: usize = 40;

/// So much of a page (bytes, over and over) is searched for the places of findings: a page of one endless
/// line costs no more. Beyond it a place is that of the line.
const MOST_SEARCHED: usize = 64 << 20;

/// Words read in a minute.
const WORDS_A_MINUTE: usize = 200;

/// What the rules may ask of the world around a page.
pub trait Surroundings: Sync {
    /// Whether there is a file or folder at `path`, a link as written on the page (without `#part`),
    /// seen from the page's folder; `None` where nobody may look.
    fn exists(&self, path: &str) -> Option<bool>;
    /// Whether an aid answers to `name`; `None` where the collection is not at hand.
    fn names(&self, name: &str) -> Option<bool>;
    /// What keeps a shell from reading `script`; nothing when it can, or when there is no shell to ask.
    fn shell_error(&self, script: &str) -> Option<SyntaxError>;
}

/// Why a shell cannot read a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The line of the script, from 1.
    pub line: u32,
    /// What the shell says.
    pub message: String,
}

/// One page with all that a rule may look at.
pub struct Page<'a> {
    /// What was read.
    pub aid: &'a Aid,
    /// Today, for reviews.
    pub today: Date,
    /// The stricter thresholds are asked for.
    pub strict: bool,
    /// The world around it.
    pub around: &'a dyn Surroundings,
    written: &'a Written,
    lines: Vec<&'a str>,
    pieces: Vec<Piece<'a>>,
    commands: OnceCell<Vec<CommandAt<'a>>>,
    /// How much more may be searched.
    search: Cell<usize>,
}

/// A code block with where it stands.
#[derive(Clone, Copy)]
pub(super) struct CodeAt<'a> {
    pub code: &'a CodeBlock,
    /// The line of its fence, or its first line.
    pub line: u32,
    pub place: Place,
}

/// A command with where it stands.
#[derive(Clone, Copy)]
pub(super) struct CommandAt<'a> {
    pub command: &'a Command,
    pub text: &'a str,
    pub line: u32,
    /// The line of its block; its own when it stands in a text.
    pub block: u32,
    pub place: Place,
}

impl<'a> Page<'a> {
    /// The page that `written` was read to.
    pub fn new(
        aid: &'a Aid,
        written: &'a Written,
        today: Date,
        strict: bool,
        around: &'a dyn Surroundings,
    ) -> Page<'a> {
        Page {
            aid,
            today,
            strict,
            around,
            written,
            lines: written.text.split('\n').collect(),
            pieces: pieces(aid),
            commands: OnceCell::new(),
            search: Cell::new(MOST_SEARCHED),
        }
    }

    /// Whether it is Markdown with a shape of its own, no sheet of examples.
    pub(super) fn is_markdown(&self) -> bool {
        self.aid.format == Format::Markdown
    }

    pub(super) fn pieces(&self) -> &[Piece<'a>] {
        &self.pieces
    }

    /// The text of a line of the file, from 1.
    pub(super) fn line(&self, line: u32) -> &'a str {
        let index = (line as usize).wrapping_sub(1);
        self.lines.get(index).copied().unwrap_or_default()
    }

    /// The lines of the file, each with its number from 1.
    pub(super) fn lines(&self) -> impl Iterator<Item = (u32, &'a str)> {
        (1..).zip(self.lines.iter().copied())
    }

    /// The line on which the body starts.
    pub(super) fn body_line(&self) -> u32 {
        self.written.body_line
    }

    /// The procedures that are steps to follow: no examples to pick from, no prose.
    pub(super) fn procedures(&self) -> impl Iterator<Item = &'a Procedure> {
        self.aid
            .procedures()
            .filter(|procedure| is_followed(procedure))
    }

    /// The steps of these procedures, sub-steps left out.
    pub(super) fn steps(&self) -> impl Iterator<Item = &'a Step> {
        self.procedures().flat_map(Procedure::steps)
    }

    /// What these steps and their sub-steps tell to do, with the line of each.
    pub(super) fn step_texts(&self) -> impl Iterator<Item = (&'a [Inline], u32)> {
        let is_followed = |part: usize| match self.aid.parts.get(part) {
            Some(Part::Procedure(procedure)) => is_followed(procedure),
            _ => false,
        };
        self.pieces
            .iter()
            .filter_map(move |piece| match piece.kind {
                PieceKind::Step(text) if is_followed(piece.place.part) => Some((text, piece.line)),
                _ => None,
            })
    }

    /// How many procedures there are to choose from; one command under a heading is none.
    pub(super) fn goal_count(&self) -> usize {
        let procedures = self.procedures();
        match self.is_markdown() {
            true => procedures
                .filter(|procedure| procedure.step_count() > 1)
                .count(),
            false => 0,
        }
    }

    /// Minutes to read the text, rounded up; code is not counted.
    pub(super) fn reading_minutes(&self) -> usize {
        self.words_outside_steps().1.div_ceil(WORDS_A_MINUTE)
    }

    /// Words outside of steps, and words in all.
    pub(super) fn words_outside_steps(&self) -> (usize, usize) {
        let (mut outside, mut all) = (0, 0);
        for (inlines, piece) in self.texts() {
            let words = word_count(inlines);
            all += words;
            if piece.place.step.is_none() {
                outside += words;
            }
        }
        (outside, all)
    }

    /// Every piece of text with its line; code left out.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&'a [Inline], &Piece<'a>)> {
        self.pieces.iter().filter_map(|piece| match piece.kind {
            PieceKind::Heading(text) | PieceKind::Step(text) | PieceKind::Text(text) => {
                Some((text, piece))
            }
            PieceKind::Label(_)
            | PieceKind::Code(_)
            | PieceKind::Command(_)
            | PieceKind::Callout(_) => None,
        })
    }

    /// Every code block.
    pub(super) fn codes(&self) -> impl Iterator<Item = CodeAt<'a>> {
        self.pieces.iter().filter_map(|piece| match piece.kind {
            PieceKind::Code(code) => Some(CodeAt {
                code,
                line: piece.line,
                place: piece.place,
            }),
            _ => None,
        })
    }

    /// Every command, those in a step's text too, with the line it starts on.
    pub(super) fn commands(&self) -> &[CommandAt<'a>] {
        self.commands.get_or_init(|| self.find_commands())
    }

    fn find_commands(&self) -> Vec<CommandAt<'a>> {
        let mut found = Vec::new();
        for piece in &self.pieces {
            let place = piece.place;
            match piece.kind {
                PieceKind::Code(code) if code.role == CodeRole::Command => {
                    let mut line = piece.line;
                    for command in &code.commands {
                        let first = command.text.lines().next().unwrap_or_default();
                        if let Some(at) = self.seek(line, first) {
                            line = at.line;
                        }
                        let text = command.text.as_str();
                        found.push(CommandAt {
                            command,
                            text,
                            line,
                            block: piece.line,
                            place,
                        });
                    }
                }
                PieceKind::Command(command) => found.push(CommandAt {
                    command,
                    text: &command.text,
                    line: piece.line,
                    block: piece.line,
                    place,
                }),
                _ => {}
            }
        }
        found
    }

    /// The first place of `words` on `line` or a few lines below it.
    pub(super) fn seek(&self, line: u32, words: &str) -> Option<Position> {
        if words.is_empty() {
            return None;
        }
        let from = (line as usize).saturating_sub(1);
        let lines = self.lines.get(from..)?.iter().take(LINES_SEARCHED);
        (line.max(1)..).zip(lines).find_map(|(line, text)| {
            self.search.set(self.search.get().checked_sub(text.len())?);
            let at = text.find(words)?;
            let before = text.get(..at).unwrap_or_default();
            Some(Position {
                line,
                column: column(before),
            })
        })
    }

    /// The place of `words` as [`Page::seek`] finds it, else the first word of the line.
    pub(super) fn place(&self, line: u32, words: &str) -> Position {
        self.seek(line, words).unwrap_or_else(|| {
            let text = self.line(line);
            let indent = text.get(..text.len() - text.trim_start().len());
            Position {
                line: line.max(1),
                column: column(indent.unwrap_or_default()),
            }
        })
    }

    /// The place of what the whole page is about: its title in the body or in the front matter, else
    /// its first line.
    pub(super) fn title_place(&self) -> Position {
        let in_body = self.lines().skip(self.body_line() as usize - 1);
        let heading = in_body
            .take(LINES_SEARCHED)
            .find(|(_, line)| line.starts_with("# "));
        let line = heading.map(|(line, _)| line);
        let line = line.or_else(|| self.key_line(&["title"]));
        Position {
            line: line.unwrap_or(1),
            column: 1,
        }
    }

    /// The line of the front matter that holds one of these keys.
    pub(super) fn key_line(&self, keys: &[&str]) -> Option<u32> {
        let front = self.lines().take(self.body_line() as usize - 1);
        let is_key = |line: &str| {
            let (name, _) = line.split_once([':', '=']).unwrap_or_default();
            keys.contains(&name.trim().trim_matches(['"', '\'']))
        };
        front
            .filter(|(_, line)| is_key(line))
            .map(|(line, _)| line)
            .next()
    }

    /// A finding of the rule `code`; level, advice and file are filled in by the check.
    pub(super) fn finding(
        &self,
        code: Code,
        at: Position,
        length: usize,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(code, Severity::Info, at, message).with_length(length)
    }

    /// A finding about `words`, which stand on `line` or a little below.
    pub(super) fn about(
        &self,
        code: Code,
        line: u32,
        words: &str,
        message: impl Into<String>,
    ) -> Diagnostic {
        let found = self.seek(line, words).is_some();
        let length = if found { words.chars().count() } else { 0 };
        self.finding(code, self.place(line, words), length, message)
    }
}

fn is_followed(procedure: &Procedure) -> bool {
    matches!(
        procedure.kind,
        ProcedureKind::Steps | ProcedureKind::Checklist
    )
}

/// The column of what stands behind `before` on its line.
fn column(before: &str) -> u32 {
    u32::try_from(before.chars().count() + 1).unwrap_or(u32::MAX)
}
