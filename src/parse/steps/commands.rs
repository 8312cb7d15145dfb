//! Rule R3: a run of blocks that ends in a command is a step.

use super::bullets::{calls_for_things, is_call, is_instructions, starts_with_verb};
use super::expect;
use super::inlines::{join, sentences};
use super::ordered::is_code_or_image;
use super::rule::{Context, Run};
use super::step::Draft;
use super::{callouts, heading};
use crate::aid::{
    Block, BlockKind, Callout, CodeBlock, CodeRole, Inline, ListItem, Phase, ProcedureKind, Step,
    inline_text,
};
use crate::parse::{command, words};

/// Reads the commands of a section with the text before them, or gives the blocks back.
pub(super) fn read(blocks: Vec<Block>, context: &Context<'_>) -> Result<Vec<Run>, Vec<Block>> {
    if !fits(&blocks) {
        return Err(blocks);
    }
    let mut reader = Reader {
        heading: context.heading,
        procedural: context.manner.procedural,
        ..Reader::default()
    };
    for block in blocks {
        reader.block(block);
    }
    Ok(vec![reader.run()])
}

/// Whether some code block of the section forms a step.
pub(super) fn fits(blocks: &[Block]) -> bool {
    let mut since = 0;
    for (index, block) in blocks.iter().enumerate() {
        if let BlockKind::Code(code) = &block.kind {
            let before = blocks.get(since..index).unwrap_or_default();
            if forms_step(code, before, false) {
                return true;
            }
            since = index + 1;
        }
    }
    false
}

/// Whether a code block ends a step: a command, or material after an instruction.
fn forms_step(code: &CodeBlock, before: &[Block], after_command: bool) -> bool {
    if is_output(code, before, after_command) {
        return false;
    }
    match code.role {
        CodeRole::Command => true,
        CodeRole::Output => false,
        CodeRole::Material => match before.last().map(|block| &block.kind) {
            Some(BlockKind::Paragraph(inlines)) => sentences(inlines.clone())
                .iter()
                .map(|sentence| inline_text(sentence))
                .any(|text| words::starts_with_verb(&text) || words::starts_with_purpose(&text)),
            _ => false,
        },
    }
}

/// Whether a code block shows what the command before it writes, or what it may fail with.
fn is_output(code: &CodeBlock, before: &[Block], after_command: bool) -> bool {
    if code.role == CodeRole::Output {
        return true;
    }
    if command::is_prompted(code) || !after_command {
        return false;
    }
    match before.last().map(|block| &block.kind) {
        Some(BlockKind::Paragraph(inlines)) => {
            let last = sentences(inlines.clone()).pop();
            last.is_some_and(|last| {
                let last = inline_text(&last);
                expect::leads_failure(&last)
                    || (expect::leads_output(&last) && !command::opens_with_command(code))
            })
        }
        None => command::may_be_output(code),
        _ => false,
    }
}

#[derive(Default)]
struct Reader<'a> {
    heading: &'a [Inline],
    /// The heading calls for steps: instructions before the first command count as well.
    procedural: bool,
    lead: Vec<Block>,
    drafts: Vec<Draft>,
    pending: Vec<Block>,
    /// The last step was a bullet whose code stands at the margin: further bullets are steps too.
    bulleted: bool,
    /// The last code block was output or a failure: `or` and another block go on with it.
    shown: bool,
}

impl Reader<'_> {
    fn block(&mut self, block: Block) {
        let BlockKind::Code(code) = &block.kind else {
            self.pending.push(block);
            return;
        };
        let started = !self.drafts.is_empty();
        let goes_on = started && self.pending.len() == 1 && self.pending.iter().all(expect::joins);
        let shown = goes_on && self.shown;
        if !shown && forms_step(code, &self.pending, started) {
            self.shown = false;
            self.give_follow_ups();
            if started && (self.pending.is_empty() || goes_on) {
                self.keep_pending(); // nothing of its own between: the same step
                self.keep_before([block]);
            } else {
                self.open(block);
            }
        } else {
            self.shown = shown || is_output(code, &self.pending, started);
            self.pending.push(block);
            if started {
                self.keep_pending();
            }
        }
    }

    /// What is pending belongs to the last step.
    fn keep_pending(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        self.keep_before(pending);
    }

    /// What stands before a step stays before it: at the end of the step above, or in the lead.
    fn keep_before(&mut self, blocks: impl IntoIterator<Item = Block>) {
        match self.drafts.last_mut() {
            Some(draft) => draft.blocks.extend(blocks),
            None => self.lead.extend(blocks),
        }
    }

    /// What speaks of the step before (`You should see ...`, images) goes to it.
    fn give_follow_ups(&mut self) {
        let Some(draft) = self.drafts.last_mut() else {
            return;
        };
        let own = |block: &Block| expect::follows_up(block) || is_code_or_image(block);
        let count = self.pending.iter().take_while(|block| own(block)).count();
        draft.blocks.extend(self.pending.drain(..count));
    }

    /// A step from what is pending and the code that ends it.
    fn open(&mut self, code: Block) {
        let mut pending = std::mem::take(&mut self.pending);
        let last_is_list = matches!(
            pending.last().map(|block| &block.kind),
            Some(BlockKind::List { start: None, items }) if instructs_mostly(items)
        );
        if last_is_list
            && let Some(Block {
                kind: BlockKind::List { items, .. },
                ..
            }) = pending.pop()
        {
            return self.open_items(pending, items, code);
        }
        let mut draft = Draft {
            line: code.line,
            ..Draft::default()
        };
        let around = match choose(&pending) {
            Some(choice) => choice.take(pending, &mut draft),
            None => {
                draft.text = heading::without_number(self.heading);
                draft.titled = true;
                Around {
                    before: pending,
                    ..Around::default()
                }
            }
        };
        let opens = self.openings(&around.before);
        let before = self.open_instructions(around.before, opens);
        let (mut guards, before) = callouts::part(before);
        self.keep_before(before.into_iter().chain(around.beginning));
        self.bulleted = false;
        let (more, after) = callouts::part(around.after);
        guards.extend(more);
        draft.callouts = guards;
        draft.blocks.extend(after);
        draft.blocks.push(code);
        self.drafts.push(draft);
    }

    /// Paragraphs that open with an imperative and bullets that instruct are steps without a command
    /// of their own; before the first command only where steps are to be expected. Gives back what
    /// stands behind the last of them that it does not keep: callouts, or all when none opens a step.
    fn open_instructions(&mut self, blocks: Vec<Block>, opens: Vec<bool>) -> Vec<Block> {
        if !opens.contains(&true) {
            return blocks;
        }
        let mut guards = Vec::new();
        for (block, opens) in blocks.into_iter().zip(opens) {
            let line = block.line;
            match block.kind {
                BlockKind::Paragraph(text) if opens => self.drafts.push(Draft {
                    line,
                    text,
                    callouts: std::mem::take(&mut guards),
                    ..Draft::default()
                }),
                BlockKind::List { items, .. } if opens => {
                    self.push_items(items, std::mem::take(&mut guards));
                }
                BlockKind::Callout(callout) => guards.push(callout),
                kind => self.keep_before([Block { line, kind }]),
            }
        }
        callouts::as_blocks(guards)
    }

    fn push_items(&mut self, items: Vec<ListItem>, mut guards: Vec<Callout>) {
        for item in items {
            let mut draft = Draft::of_item(item, None);
            draft.callouts.append(&mut guards);
            self.drafts.push(draft);
        }
    }

    /// For each block, whether it is one or more steps.
    fn openings(&self, blocks: &[Block]) -> Vec<bool> {
        let allowed = self.procedural || !self.drafts.is_empty();
        let opens = |at| allowed && self.opens_at(blocks, at);
        (0..blocks.len()).map(opens).collect()
    }

    /// Whether the block at `at` is one or more steps.
    fn opens_at(&self, blocks: &[Block], at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| blocks.get(before));
        let next = blocks.get(at + 1).map(|block| &block.kind);
        let Some(block) = blocks.get(at) else {
            return false;
        };
        match &block.kind {
            BlockKind::Paragraph(text) => {
                let listed = matches!(next, Some(BlockKind::List { .. }));
                is_instruction(text) || listed && calls_for_things(text)
            }
            BlockKind::List { items, .. } if !before.is_some_and(is_call) => {
                is_instructions(block, self.procedural) || self.bulleted && instructs_mostly(items)
            }
            _ => false,
        }
    }

    /// Bullets whose code stands at the margin: each is a step, the code belongs to the last.
    fn open_items(&mut self, before: Vec<Block>, items: Vec<ListItem>, code: Block) {
        let (guards, before) = callouts::part(before);
        self.keep_before(before);
        self.push_items(items, guards);
        self.keep_before([code]);
        self.bulleted = true;
    }

    fn run(mut self) -> Run {
        self.give_follow_ups();
        let mut tail = std::mem::take(&mut self.pending);
        let opens = self.openings(&tail);
        // What stands behind the last step keeps its order, callouts included.
        if let Some(last) = opens.iter().rposition(|opens| *opens) {
            let behind = tail.split_off(last + 1);
            self.open_instructions(std::mem::take(&mut tail), opens);
            self.keep_before(behind);
        } else {
            // No step follows that a caution could guard.
            let guards = tail
                .iter()
                .take_while(|block| callouts::guards(block))
                .count();
            self.keep_before(tail.drain(..guards).collect::<Vec<_>>());
        }
        let steps = self.drafts.into_iter().map(Draft::finish_own);
        Run {
            name: None,
            kind: ProcedureKind::Steps,
            any_order: false,
            phases: vec![Phase {
                heading: None,
                lead: self.lead,
                steps: steps.collect::<Vec<Step>>(),
                tail,
            }],
        }
    }
}

fn instructs_mostly(items: &[ListItem]) -> bool {
    let telling = items.iter().filter(|item| starts_with_verb(item)).count();
    telling * 100 >= items.len() * 60
}

/// Whether a paragraph tells what to do by itself: it opens with an imperative, but no pointer.
fn is_instruction(text: &[Inline]) -> bool {
    let text = inline_text(text);
    let pointer = matches!(
        words::first_word(&text).as_str(),
        "see" | "note" | "refer" | "remember" | "consider" | "read" | "let"
    );
    words::starts_with_verb(&text) && !pointer
}

/// The blocks around a step's text.
#[derive(Default)]
struct Around {
    /// What stands before the paragraph.
    before: Vec<Block>,
    /// The beginning of the paragraph.
    beginning: Option<Block>,
    /// What stands between the text and the code.
    after: Vec<Block>,
}

/// Where a step's text stands among the pending blocks.
struct Choice {
    block: usize,
    /// One sentence of the paragraph, or all of it.
    sentence: Option<usize>,
}

/// The last sentence when it ends in a colon or instructs, else the nearest sentence before it that
/// starts with a verb, else the last paragraph.
fn choose(pending: &[Block]) -> Option<Choice> {
    let paragraphs = || {
        pending
            .iter()
            .enumerate()
            .rev()
            .filter_map(|(index, block)| match &block.kind {
                BlockKind::Paragraph(inlines) if !super::inlines::is_image(inlines) => {
                    Some((index, inlines))
                }
                _ => None,
            })
    };
    let (last_block, last) = paragraphs().next()?;
    let texts = |inlines: &[Inline]| -> Vec<String> {
        let parts = sentences(inlines.to_vec());
        parts.iter().map(|part| inline_text(part)).collect()
    };
    let parts = texts(last);
    let end = parts.last()?;
    let filler = end.split_whitespace().count() <= 2 && !words::instructs(end);
    if (end.trim_end().ends_with(':') && !filler) || words::instructs(end) {
        return Some(Choice {
            block: last_block,
            sentence: Some(parts.len() - 1),
        });
    }
    for (block, inlines) in paragraphs() {
        let parts = texts(inlines);
        if let Some(sentence) = parts.iter().rposition(|part| words::starts_with_verb(part)) {
            return Some(Choice {
                block,
                sentence: Some(sentence),
            });
        }
    }
    Some(Choice {
        block: last_block,
        sentence: None,
    })
}

impl Choice {
    /// Moves the chosen text into the draft; gives the blocks around it.
    fn take(self, mut pending: Vec<Block>, draft: &mut Draft) -> Around {
        let mut around = Around {
            after: pending.split_off((self.block + 1).min(pending.len())),
            ..Around::default()
        };
        let Some(Block {
            line,
            kind: BlockKind::Paragraph(inlines),
        }) = pending.pop()
        else {
            around.before = pending;
            return around;
        };
        around.before = pending;
        draft.line = line;
        let Some(sentence) = self.sentence else {
            draft.text = inlines;
            return around;
        };
        let mut parts = sentences(inlines);
        let behind = parts.split_off((sentence + 1).min(parts.len()));
        // Instructions right before it are done first: they are read first, too.
        let orders = parts.iter().take(sentence).rev();
        let orders = orders
            .take_while(|part| words::starts_with_verb(&inline_text(part)))
            .count();
        let text = parts.split_off(parts.len().saturating_sub(orders + 1));
        draft.text = join(text);
        let paragraph = |parts: Vec<Vec<Inline>>| Block {
            line,
            kind: BlockKind::Paragraph(join(parts)),
        };
        around.beginning = (!parts.is_empty()).then(|| paragraph(parts));
        if !behind.is_empty() {
            around.after.insert(0, paragraph(behind));
        }
        around
    }
}
