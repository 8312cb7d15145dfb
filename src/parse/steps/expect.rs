//! What a step should show, and what to do when it does not.

use super::inlines::{drop_front, join, sentences, trim_end, trim_front};
use crate::aid::{Block, BlockKind, CodeBlock, CodeRole, Inline, inline_text};
use crate::parse::{command, words};

/// What a label at the front of a text opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Expect,
    IfNot,
}

const EXPECTS: &[&str] = &[
    "expect",
    "expected",
    "expected output",
    "expected result",
    "expected results",
];
const IF_NOTS: &[&str] = &[
    "if not",
    "if it does not",
    "if that fails",
    "if this fails",
    "if it fails",
];

/// Words of a sentence that leads in a command's output.
const OUTPUT_WORDS: &[&str] = &[
    "output",
    "looks like",
    "look like",
    "should see",
    "you will see",
    "you'll see",
    "you see",
    "returns",
    "similar to",
    "should return",
    "should show",
    "should look",
    "result:",
    "response:",
    "expected result",
    "prints",
    "should be:",
];

/// Openings of a sentence that says what a step shows.
const STATEMENTS: &[&str] = &[
    "you should see",
    "you should now see",
    "you should get",
    "you should then see",
    "you should also see",
    "you will see",
    "you'll see",
    "you will then see",
    "the output should",
    "output should",
    "this should return",
    "this should show",
    "this should print",
    "this should output",
    "this will output",
    "this will return",
    "it should return",
    "it should show",
    "it should print",
    "it should output",
    "it should say",
    "should see",
    "the expected output",
    "expected output",
    "the result should",
    "the command should return",
    "the command should show",
    "the command should print",
    "the command should output",
    "the output is",
    "the output will",
    "sample output",
    "example output",
];

/// Whether a sentence leads in output that follows it.
pub(super) fn leads_output(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let orders = words::starts_with_purpose(sentence)
        || (words::starts_with_verb(sentence)
            && !matches!(
                words::first_word(sentence).as_str(),
                "see" | "expect" | "output"
            ))
        || ["run", "execute", "type", "use", "using"]
            .iter()
            .any(|verb| {
                lower
                    .split_whitespace()
                    .any(|word| words::bare(word) == *verb)
            });
    let known = OUTPUT_WORDS.iter().any(|word| lower.contains(word));
    known && (!orders || STATEMENTS.iter().any(|start| lower.starts_with(start)))
}

/// Whether a sentence leads in an example of what goes wrong: `Errors such as the following`, `you
/// may see the error:`. Where it tells what to do, it leads in something else.
pub(super) fn leads_failure(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let fails = ["error", "failure", "fails with", "failing with"]
        .iter()
        .any(|word| lower.contains(word));
    let shows = [
        "following",
        "such as",
        "like",
        "similar",
        "see",
        "get",
        "show",
        "fails with",
        "failing with",
    ]
    .iter()
    .any(|word| lower.contains(word));
    let orders = words::starts_with_verb(sentence) || words::starts_with_purpose(sentence);
    // `If you see this error, run:` leads in what to do about it.
    let act = ["run", "execute", "try", "use", "fix", "using"];
    let acts = lower
        .split_whitespace()
        .any(|word| act.contains(&words::bare(word).as_str()));
    fails && shows && !orders && !acts
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
    let state = announced && words::checks(text);
    if let Some(BlockKind::Code(code)) = blocks.first_mut().map(|block| &mut block.kind)
        && state
        && code.role == CodeRole::Command
        && code.language.is_empty()
        && !command::is_prompted(code)
        && !command::opens_with_command(code)
    {
        code.role = CodeRole::Material;
        code.commands.clear();
    }
}

/// Whether a text says what a step shows: `You should see ...`.
pub(super) fn states_result(text: &str) -> bool {
    let start: String = text.chars().take(40).collect();
    let lower = start.to_lowercase();
    let lower = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    STATEMENTS.iter().any(|start| lower.starts_with(start))
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
    let (text, marked) = split_marks(text);
    let mut found: Vec<Block> = marked
        .into_iter()
        .map(|(mark, inlines)| wrap(mark, line, vec![paragraph_block(line, inlines)]))
        .collect();
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
    let (before, marks) = match next {
        // A label with nothing to open stays text.
        Next::Nothing
            if front_mark(&inlines)
                .is_some_and(|(_, length)| inline_text(&inlines).len() <= length) =>
        {
            (inlines, Vec::new())
        }
        _ => split_marks(inlines),
    };
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

/// Splits a text at its `Expect:` and `If not:` labels, which are taken off.
fn split_marks(inlines: Vec<Inline>) -> (Vec<Inline>, Vec<(Mark, Vec<Inline>)>) {
    let whole = inline_text(&inlines).to_lowercase();
    let any = EXPECTS
        .iter()
        .chain(IF_NOTS)
        .any(|label| whole.contains(label));
    if !any || !whole.contains(':') {
        return (inlines, Vec::new());
    }
    let mut before = Vec::new();
    let mut marks: Vec<(Mark, Vec<Inline>)> = Vec::new();
    for mut sentence in pieces(inlines) {
        match front_mark(&sentence) {
            Some((mark, length)) => {
                drop_front(&mut sentence, length);
                trim_end(&mut sentence);
                marks.push((mark, sentence));
            }
            None => {
                let target = marks.last_mut().map_or(&mut before, |(_, text)| text);
                let joined = join(
                    [std::mem::take(target), sentence]
                        .into_iter()
                        .filter(|s| !s.is_empty())
                        .collect(),
                );
                *target = joined;
            }
        }
    }
    trim_front(&mut before);
    (before, marks)
}

/// Sentences, and a new one at each bold label.
fn pieces(inlines: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut out = Vec::new();
    let mut current: Vec<Inline> = Vec::new();
    for inline in inlines {
        let bold = matches!(&inline, Inline::Strong(_) | Inline::Emphasis(_));
        if bold && label(&inline_text(std::slice::from_ref(&inline))).is_some() {
            out.extend(sentences(std::mem::take(&mut current)));
        }
        current.push(inline);
    }
    out.extend(sentences(current));
    out
}

/// The label at the front of a text, and the bytes it takes with its colon.
fn front_mark(inlines: &[Inline]) -> Option<(Mark, usize)> {
    let text = inline_text(inlines.get(..inlines.len().min(2)).unwrap_or_default());
    let colon = text.find(':').filter(|colon| *colon <= 40)?;
    Some((label(text.get(..colon)?)?, colon + 1))
}

fn label(text: &str) -> Option<Mark> {
    let text = text.trim().trim_end_matches(':').trim_end().to_lowercase();
    if EXPECTS.contains(&text.as_str()) {
        Some(Mark::Expect)
    } else if IF_NOTS.contains(&text.as_str()) {
        Some(Mark::IfNot)
    } else {
        None
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
