//! An aid as lines of role-tagged spans for a width; spans to plain or coloured text.
//!
//! Every output draws from the same lines: the one-shot prints them, the browser turns them into cells.

use std::ops::RangeInclusive;

use jiff::civil::Date;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::aid::placeholder::Values;
use crate::aid::{Aid, Mark, Step, StepRef};

pub mod ansi;
mod block;
mod code;
mod header;
mod inline;
mod matching;
mod outline;
mod page;
pub mod sanitize;
mod step;
mod table;
pub mod theme;
mod wrap;

use page::Page;

/// What a span means; colour is the theme's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Role {
    /// Running text.
    #[default]
    Text,
    /// The aid's title.
    Title,
    /// A procedure's or section's heading, a phase's divider.
    Heading,
    /// A step's number.
    Number,
    /// A step's number when the step is the current one.
    CurrentNumber,
    /// What typing replaces: a suggestion in a line.
    Selected,
    /// A step's tick, skip or box.
    Mark,
    /// Text of a step that is done or skipped, background, hints.
    Dim,
    /// A command to run.
    Command,
    /// What of a command is still to be filled in.
    Placeholder,
    /// What was filled into a command.
    Value,
    /// A comment or label in a command block.
    Comment,
    /// What a command shows.
    Output,
    /// A code span, or code that is not a command.
    Code,
    /// A link's text.
    Link,
    /// `DANGER`, `WARNING`.
    Warning,
    /// `CAUTION`, `IMPORTANT`.
    Caution,
    /// `NOTE`, `TIP`.
    Note,
    /// `Expect:` and `If not:`.
    Expect,
    /// Rules, borders, table lines, the bar before a command.
    Rule,
    /// Said by jitt about the aid: minutes, review, owner.
    Meta,
}

/// Whether a piece of a line is what somebody looks for in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Found {
    /// It is not.
    #[default]
    No,
    /// It is one of the places.
    There,
    /// It is the place gone to.
    Here,
}

/// A piece of a line. Its text has passed [`sanitize::visible`]: no control character, no tab.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Span {
    /// The text.
    pub text: String,
    /// What it means.
    pub role: Role,
    /// Bold, from the page.
    pub strong: bool,
    /// Italic, from the page.
    pub emphasis: bool,
    /// Matched by the query.
    pub matched: bool,
    /// Found in the page.
    pub found: Found,
    /// Where it links to, as written in the page.
    pub link: Option<String>,
}

/// What a line is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LineKind {
    /// Title line and what stands with it.
    Header,
    /// Text outside steps.
    #[default]
    Text,
    /// The first line of a step.
    StepStart,
    /// Any other line of a step.
    Step,
    /// A line of a command: `n` is the command's index within [`crate::aid::Step::commands`] of its step.
    Command(usize),
    /// An empty line between things.
    Blank,
}

/// One line, no wider than asked for (in plain output a command or an address may be: they are never
/// broken there).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// Its pieces.
    pub spans: Vec<Span>,
    /// What it is part of.
    pub kind: LineKind,
    /// The step it belongs to.
    pub step: Option<StepRef>,
    /// Whether it goes on from the line above only because the width ran out.
    pub wrapped: bool,
}

/// How much of an aid is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Fold {
    /// The steps of one procedure with everything in them; background folded to a line.
    #[default]
    Steps,
    /// Steps' first lines and commands only.
    Commands,
    /// The whole page, background and the why included.
    Everything,
}

static NOTHING_FILLED: Values = Values::NONE;

/// From a link's target to why nothing opens there, in a few words; none where something does.
pub type DeadEnd<'a> = dyn Fn(&str) -> Option<&'static str> + 'a;

/// How an aid is to be laid out.
pub struct View<'a> {
    /// Columns, at least 1.
    pub width: usize,
    /// How much.
    pub fold: Fold,
    /// Only this procedure (with its number among those of the page); none: all of them.
    pub procedure: Option<usize>,
    /// Only these steps, from 1 in the order of the procedure.
    pub steps: Option<RangeInclusive<usize>>,
    /// The current step, in the browser.
    pub current: Option<StepRef>,
    /// Each step's state.
    pub mark: &'a dyn Fn(StepRef) -> Mark,
    /// Why a step was skipped, in the person's words; empty where nothing is said.
    pub reason: &'a dyn Fn(StepRef) -> String,
    /// Where a step's commands destroy something: what is said of that above them.
    pub destroys: &'a dyn Fn(&Step) -> Option<String>,
    /// Why nothing opens where a link leads, in a few words; none where something does.
    pub dead_end: &'a DeadEnd<'a>,
    /// Words to mark, lower case.
    pub matched: &'a [String],
    /// What is filled into the commands.
    pub values: &'a Values,
    /// Whether a web link's target is written after its text: where the output has no hyperlinks and
    /// no key to open them. (A text that names another host than its target always gets it.)
    pub link_targets: bool,
    /// Whether command lines are broken at the width (browser) or left whole (print, so that they copy whole).
    pub wrap_commands: bool,
    /// For the age of the review.
    pub today: Date,
}

impl Line {
    /// Whether a part of the page is folded to this line.
    pub fn is_folded(&self) -> bool {
        let mut marks = self.spans.iter().filter(|span| span.role == Role::Mark);
        marks.any(|span| span.text == block::FOLDED)
    }
}

impl View<'_> {
    /// Whether this is for a print, where nothing can be unfolded by a key.
    fn is_print(&self) -> bool {
        !self.wrap_commands
    }

    /// What a print of all steps starts from: nothing marked, nothing done, commands whole.
    pub fn new(width: usize, today: Date) -> View<'static> {
        View {
            width,
            fold: Fold::Steps,
            procedure: None,
            steps: None,
            current: None,
            mark: &|_| Mark::Open,
            reason: &|_| String::new(),
            destroys: &|_| None,
            dead_end: &|_| None,
            matched: &[],
            values: &NOTHING_FILLED,
            link_targets: false,
            wrap_commands: false,
            today,
        }
    }
}

/// The columns `text` takes on a terminal: the sum over its grapheme clusters, as the browser's cells
/// count them. `text` must have passed [`sanitize`].
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// The lines of `aid`: title line, then what `view` asks for. Asked for single steps it is these
/// alone, without title.
pub fn aid_lines(aid: &Aid, view: &View) -> Vec<Line> {
    let mut page = Page::new(view);
    outline::write(&mut page, aid);
    page.finish()
}

impl Span {
    /// A span of one role. `text` must have passed [`sanitize::visible`].
    pub fn new(text: impl Into<String>, role: Role) -> Span {
        Span {
            text: text.into(),
            role,
            ..Span::default()
        }
    }
}

#[cfg(test)]
mod tests;
