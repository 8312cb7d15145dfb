//! What a step should show, and what to do when it does not.

mod label;
mod wording;

use super::inlines::{join, sentences};
use crate::aid::{Block, BlockKind, CodeBlock, CodeRole, Inline, inline_text};
use crate::parse::{command, words};

use label::{Mark, Split, front_mark, split_marks};
use wording::{STATEMENTS, states_result};
pub(super) use wording::{leads_failure, leads_output};

/// Turns code that a step names as the state to find (`looks like this:`) from commands into text,
/// unless it starts with a known program.
pub(super) fn keep_states(text: &str, blocks: &mut [Block]) {
    let lower = text.to_lowercase();
    let shown = [
        "like the following",
        "like this",
        "as follows",
        "similar to this",
    ];
    let announced =
        shown.iter().any(|words| lower.contains(words)) && lower.trim_end().ends_with(':');
    let output = announced && leads_output(text.trim());
    let state = output || (announced && words::checks(text));
    if let Some(BlockKind::Code(code)) = blocks.first_mut().map(|block| &mut block.kind)
        && state
        && code.role == CodeRole::Command
        && code.language.is_empty()
        && !command::is_prompted(code)
        && !command::opens_with_command(code)
    {
        code.role = match output {
            true => CodeRole::Output,
            false => CodeRole::Material,
        };
        code.commands.clear();
    }
}

/// Whether a paragraph is nothing but `or`: the code behind it goes on with the code before it.
pub(super) fn joins(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(inlines) => {
            let text = inline_text(inlines);
            matches!(words::bare(&text).as_str(), "or" | "and")
        }
        _ => false,
    }
}

/// Whether a block speaks of the step before it: `Expect:`, `If not:`, `You should see ...`.
pub(super) fn follows_up(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(inlines) => {
            front_mark(inlines).is_some() || states_result(&inline_text(inlines))
        }
        BlockKind::Expect(_) | BlockKind::IfNot(_) => true,
        _ => false,
    }
}

/// Turns marked paragraphs, stated results and output below a step into expect and if-not blocks.
pub(super) fn gather(blocks: Vec<Block>) -> Vec<Block> {
    let mut gathered = Gathered {
        out: Vec::with_capacity(blocks.len()),
        ..Gathered::default()
    };
    let mut rest = blocks.into_iter().peekable();
    while let Some(block) = rest.next() {
        let next = Next::of(rest.peek());
        gathered.take(block, next);
    }
    gathered.out
}

/// What a block of code or a list is to the paragraph before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Awaits {
    #[default]
    Nothing,
    /// The label stands alone (`**Expected output:**`): what follows is its text.
    Result,
    /// An example of a failure.
    Failure,
}

#[derive(Default)]
struct Gathered {
    out: Vec<Block>,
    after_command: bool,
    awaits: Awaits,
    /// The code before was a failure's example.
    failure: bool,
}

impl Gathered {
    fn take(&mut self, block: Block, next: Next) {
        let awaits = std::mem::take(&mut self.awaits);
        let failure = std::mem::take(&mut self.failure);
        let line = block.line;
        match block.kind {
            BlockKind::Paragraph(_) if failure && joins(&block) => {
                self.awaits = Awaits::Failure;
                self.out.push(block);
            }
            BlockKind::Paragraph(inlines) => self.paragraph(line, inlines, next),
            BlockKind::Code(_) => self.code(block, awaits),
            BlockKind::List { .. } | BlockKind::Table(_) if awaits == Awaits::Result => {
                fill(&mut self.out, block);
            }
            _ => self.out.push(block),
        }
    }

    fn paragraph(&mut self, line: u32, inlines: Vec<Inline>, next: Next) {
        let last = sentences(inlines.clone()).pop();
        if next.is_code() && last.is_some_and(|last| leads_failure(&inline_text(&last))) {
            self.awaits = Awaits::Failure;
            self.out.push(paragraph_block(line, inlines));
            return;
        }
        for marked in paragraph(line, inlines, self.after_command, next) {
            self.awaits = if marked.open {
                Awaits::Result
            } else {
                Awaits::Nothing
            };
            self.out.push(marked.block);
        }
    }

    fn code(&mut self, mut block: Block, awaits: Awaits) {
        let BlockKind::Code(code) = &mut block.kind else {
            return;
        };
        let session = command::is_prompted(code);
        let output = self.after_command && command::may_be_output(code);
        if awaits == Awaits::Failure && !session {
            written(code);
            self.failure = true;
            self.out.push(block);
        } else if awaits == Awaits::Result && !session {
            written(code);
            fill(&mut self.out, block);
        } else if output {
            written(code);
            self.out.push(wrap(Mark::Expect, block.line, vec![block]));
        } else {
            self.after_command |= code.role == CodeRole::Command;
            self.out.push(block);
        }
    }
}

/// Makes output of a code block: nothing in it is to be run.
fn written(code: &mut CodeBlock) {
    code.role = CodeRole::Output;
    code.commands.clear();
}

/// The results stated in a step's own text: they come off it and stand below the commands.
pub(super) fn take_from_text(line: u32, text: Vec<Inline>) -> (Vec<Inline>, Vec<Block>) {
    let Split {
        before: mut text,
        marks,
        condition,
    } = split_marks(text);
    let mut found: Vec<Block> = marks
        .into_iter()
        .map(|(mark, inlines)| wrap(mark, line, vec![paragraph_block(line, inlines)]))
        .collect();
    if !condition.is_empty() {
        text = join(vec![text, condition]);
    }
    let whole = inline_text(&text).to_lowercase();
    if !STATEMENTS.iter().any(|start| whole.contains(start)) {
        return (text, found);
    }
    let mut parts = sentences(text);
    let stated = parts
        .iter()
        .rev()
        .take_while(|s| states_result(&inline_text(s)))
        .count();
    if stated > 0 && stated < parts.len() {
        let results = parts.split_off(parts.len() - stated);
        let result = vec![paragraph_block(line, join(results))];
        found.insert(0, wrap(Mark::Expect, line, result));
    }
    (join(parts), found)
}

/// What stands behind a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// Code that starts with a known program: it is no output, whatever the text says.
    Command,
    Code,
    /// A list or table, which an open label takes too.
    Shown,
    Nothing,
}

impl Next {
    fn of(block: Option<&Block>) -> Next {
        match block.map(|block| &block.kind) {
            Some(BlockKind::Code(code)) if command::opens_with_command(code) => Next::Command,
            Some(BlockKind::Code(_)) => Next::Code,
            Some(BlockKind::List { .. } | BlockKind::Table(_)) => Next::Shown,
            _ => Next::Nothing,
        }
    }

    fn is_code(self) -> bool {
        matches!(self, Next::Command | Next::Code)
    }
}

struct Marked {
    block: Block,
    open: bool,
}

/// A paragraph below a step as text, expect and if-not blocks, in order.
fn paragraph(line: u32, inlines: Vec<Inline>, after_command: bool, next: Next) -> Vec<Marked> {
    let split = match next {
        // A label with nothing to open stays text.
        Next::Nothing
            if front_mark(&inlines)
                .is_some_and(|(_, length)| inline_text(&inlines).len() <= length) =>
        {
            Split::plain(inlines)
        }
        _ => split_marks(inlines),
    };
    let Split {
        mut before,
        marks,
        mut condition,
    } = split;
    if marks.is_empty() && !condition.is_empty() {
        before = join(vec![before, std::mem::take(&mut condition)]);
    }
    let next_is_code = next.is_code();
    let mut out = Vec::new();
    if !before.is_empty() {
        let output = next == Next::Code;
        let may_lead = output && after_command && marks.is_empty();
        out.push(unmarked(line, before, may_lead, output));
    }
    let count = marks.len();
    for (index, (mark, text)) in marks.into_iter().enumerate() {
        let shown = inline_text(&text);
        let blocks = if text.is_empty() {
            Vec::new()
        } else {
            vec![paragraph_block(line, text)]
        };
        out.push(Marked {
            block: wrap(mark, line, blocks),
            open: index + 1 == count
                && mark == Mark::Expect
                && (shown.is_empty()
                    || shown.ends_with(':')
                    || next_is_code && leads_output(&shown)),
        });
    }
    if !condition.is_empty() {
        out.push(Marked {
            block: paragraph_block(line, condition),
            open: false,
        });
    }
    out
}

/// Text without a label: a stated result, or what leads in the output behind it.
fn unmarked(line: u32, text: Vec<Inline>, may_lead: bool, next_is_code: bool) -> Marked {
    let result = states_result(&inline_text(&text));
    let last = || sentences(text.clone()).pop().map(|s| inline_text(&s));
    let leads = may_lead && last().is_some_and(|sentence| leads_output(&sentence));
    let block = paragraph_block(line, text);
    Marked {
        block: if leads || result {
            wrap(Mark::Expect, line, vec![block])
        } else {
            block
        },
        open: leads || (result && next_is_code),
    }
}

fn paragraph_block(line: u32, inlines: Vec<Inline>) -> Block {
    Block {
        line,
        kind: BlockKind::Paragraph(inlines),
    }
}

fn wrap(mark: Mark, line: u32, blocks: Vec<Block>) -> Block {
    let kind = match mark {
        Mark::Expect => BlockKind::Expect(blocks),
        Mark::IfNot => BlockKind::IfNot(blocks),
    };
    Block { line, kind }
}

/// Puts a block into the expect block that waits for it.
fn fill(out: &mut [Block], block: Block) {
    if let Some(BlockKind::Expect(blocks)) = out.last_mut().map(|last| &mut last.kind) {
        blocks.push(block);
    }
}
