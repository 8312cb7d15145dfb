//! Rule R6: under Mitigation, Diagnosis and the like each paragraph is a step.

use super::bullets::starts_with_verb;
use super::callouts;
use super::inlines::sentences;
use super::rollup::{Content, Read};
use super::rule::Run;
use super::step::Draft;
use crate::aid::{Block, BlockKind, Callout, Inline, Phase, ProcedureKind, inline_text};
use crate::parse::words;

/// Reads the prose of remedy sections that no other rule fits. Where the sections below one hold
/// steps, its prose only introduces them.
pub(super) fn read_all(reads: &mut [Read]) {
    for index in 0..reads.len() {
        let Some((read, below)) = reads
            .get_mut(index..)
            .and_then(|rest| rest.split_first_mut())
        else {
            return;
        };
        let level = read.level();
        let introduces = || {
            let below = below.iter().take_while(|read| read.level() > level);
            below.into_iter().any(Read::has_steps)
        };
        if !read.manner.remedy || read.manner.background || read.has_steps() || introduces() {
            continue;
        }
        if let Content::Text(blocks) = &mut read.content {
            let blocks = std::mem::take(blocks);
            read.content = match self::read(blocks) {
                Ok(runs) => Content::Runs(runs),
                Err(blocks) => Content::Text(blocks),
            };
        }
    }
}

/// Reads the paragraphs of a section as steps, or gives the blocks back.
fn read(blocks: Vec<Block>) -> Result<Vec<Run>, Vec<Block>> {
    if !blocks.iter().any(opens_step) {
        return Err(blocks);
    }
    let mut reader = Reader::default();
    for block in blocks {
        reader.block(block);
    }
    Ok(vec![reader.run()])
}

fn opens_step(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(inlines) => {
            let unwritten = words::is_unwritten(&inline_text(inlines));
            tells(inlines) && !unwritten && !super::expect::follows_up(block)
        }
        BlockKind::List { start: None, items } => items.iter().any(starts_with_verb),
        _ => false,
    }
}

/// Whether some sentence tells what to do or names a condition: `Restart it`, `You may restart it`.
fn tells(inlines: &[Inline]) -> bool {
    let parts = sentences(inlines.to_vec());
    parts.iter().map(|part| inline_text(part)).any(|sentence| {
        words::instructs(&sentence) || advises(&sentence) || sentence.ends_with(" to try:")
    })
}

/// `You should ...`, `We need to ...`, `It is recommended to ...`, `It may help to ...`.
pub(super) fn advises(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    // The subject opens the sentence or stands behind a comma: `Meanwhile, you can ...`.
    let mut clauses = lower.split(',').map(|clause| {
        let mut words = clause.split_whitespace().map(words::bare);
        (
            words.next().unwrap_or_default(),
            words.next().unwrap_or_default(),
        )
    });
    let person = clauses.any(|(subject, modal)| {
        let modals = [
            "should", "must", "need", "can", "could", "may", "might", "have", "will",
        ];
        matches!(subject.as_str(), "you" | "we") && modals.contains(&modal.as_str())
    });
    let recommends = [
        "recommended to",
        "advised to",
        "best to",
        "might help",
        "may help",
    ];
    person || recommends.iter().any(|words| lower.contains(words))
}

#[derive(Default)]
struct Reader {
    lead: Vec<Block>,
    drafts: Vec<Draft>,
    /// Callouts before the first step.
    guards: Vec<Callout>,
    /// How many of the last step's blocks are its own: the callouts behind them go to the next step,
    /// if there is one.
    own: usize,
    /// The last step ends in a colon: the next block is what it announces.
    announced: bool,
    /// The last step may still take a list: nothing but its own blocks came since.
    fresh: bool,
}

impl Reader {
    fn block(&mut self, block: Block) {
        let announced = std::mem::take(&mut self.announced);
        let opens = opens_step(&block) && !announced;
        match block.kind {
            BlockKind::Paragraph(text) if opens => {
                self.announced = inline_text(&text).trim_end().ends_with(':');
                self.open(Draft {
                    line: block.line,
                    text,
                    prose: true,
                    ..Draft::default()
                });
            }
            BlockKind::List { start, items } if opens && !self.fresh => {
                for item in items {
                    let mut draft = Draft::of_item(item, start);
                    draft.prose = true;
                    self.open(draft);
                }
                self.fresh = false;
            }
            BlockKind::Callout(callout) if self.drafts.is_empty() => self.guards.push(callout),
            kind => {
                let block = Block {
                    line: block.line,
                    kind,
                };
                // A list ends what its paragraph says; a second one stands for itself.
                let ends = matches!(block.kind, BlockKind::List { .. } | BlockKind::Callout(_));
                self.fresh &= !ends;
                match self.drafts.last_mut() {
                    Some(draft) => draft.blocks.push(block),
                    None => self.lead.push(block),
                }
            }
        }
    }

    fn open(&mut self, mut draft: Draft) {
        draft.callouts.append(&mut self.guards);
        if let Some(before) = self.drafts.last_mut() {
            let since = before.blocks.split_off(self.own.min(before.blocks.len()));
            let (guards, rest) = callouts::part(since);
            before.blocks.extend(rest);
            draft.callouts.extend(guards);
        }
        self.own = draft.blocks.len();
        self.drafts.push(draft);
        self.fresh = true;
    }

    fn run(self) -> Run {
        let steps = self.drafts.into_iter().map(Draft::finish_own);
        Run {
            name: None,
            kind: ProcedureKind::Prose,
            any_order: false,
            phases: vec![Phase {
                heading: None,
                lead: self.lead,
                steps: steps.collect(),
                tail: Vec::new(),
            }],
        }
    }
}
