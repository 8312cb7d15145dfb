//! Procedures, phases and steps.

use super::{
    Block, BlockKind, Callout, CodeBlock, CodeRole, Command, Heading, Inline, Meta, Use,
    inline_text,
};

/// Steps that belong together, in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Procedure {
    /// The heading it stands under; none when the page has no heading above it.
    pub heading: Option<Heading>,
    /// Name where it is not the heading (the paragraph before a second list).
    pub name: Option<String>,
    /// Unique on the page; `jitt etcd#mitigation` opens it. Empty for a procedure without a name.
    pub anchor: String,
    /// How it was found.
    pub kind: ProcedureKind,
    /// The order does not matter (bullets, cheat sheets).
    pub any_order: bool,
    /// At least one phase; only phases with a heading are shown as dividers.
    pub phases: Vec<Phase>,
}

/// What sort of procedure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ProcedureKind {
    /// Ordered steps.
    #[default]
    Steps,
    /// Task list: confirm each.
    Checklist,
    /// Pick one (tldr, cheat sheets).
    Pick,
    /// Prose paragraphs under a procedural heading.
    Prose,
}

/// A stretch of a procedure under one heading.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Phase {
    /// The divider; none for steps directly under the procedure's heading.
    pub heading: Option<Heading>,
    /// Text before the first step.
    pub lead: Vec<Block>,
    /// The steps.
    pub steps: Vec<Step>,
    /// Text after the last step.
    pub tail: Vec<Block>,
}

/// A step's address on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct StepRef {
    /// Index into [`super::Aid::procedures`].
    pub procedure: usize,
    /// Index over all phases' steps of that procedure, from 0.
    pub step: usize,
}

/// What a step asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum StepKind {
    /// Do something.
    #[default]
    Do,
    /// Look at something.
    Check,
    /// Choose where to go on.
    Decide,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Step {
    /// The number shown, from 1 within its phase (within its procedure when there is one phase).
    pub number: u32,
    /// The phase's number shown before it (`2.3`), when several phases have steps.
    pub phase: Option<u32>,
    /// The number as written, where there was one.
    pub source_number: Option<u64>,
    /// Line in the file, from 1.
    pub line: u32,
    /// What to do; a `Label:` at the front is taken off into `label`.
    pub text: Vec<Inline>,
    /// `Label: text`.
    pub label: Option<String>,
    /// Do, check or decide.
    pub kind: StepKind,
    /// The C of "If C, act." in words (the text still holds it).
    pub condition: Option<String>,
    /// Marked optional.
    pub optional: bool,
    /// A whole paragraph of prose (rule R6).
    pub prose: bool,
    /// `[ ]` or `[x]` as written.
    pub checked: Option<bool>,
    /// Callouts that guard the step (caution and worse, wherever written; all that stood before it).
    pub callouts: Vec<Callout>,
    /// Everything else below the text, in order.
    pub blocks: Vec<Block>,
    /// The code span that is the command of a step without a command block: in `text`, else in the
    /// paragraphs below it.
    pub inline_command: Option<Command>,
}

/// Stems of the headings under which a page about an alert or an error says what to do.
const CURES: &[&str] = &[
    "mitigat",
    "resol",
    "fix",
    "remediat",
    "solution",
    "workaround",
];

/// How the headings begin under which stands how to take back what the page did.
const UNDOES: &[&str] = &["rollback", "roll back", "undo", "revert"];

/// Whether a heading is Rollback, Undo, Revert or begins so.
pub fn takes_back(heading: &str) -> bool {
    begins_with(heading, UNDOES)
}

/// Whether a heading begins with one of these words (in lower case).
pub fn begins_with(heading: &str, words: &[&str]) -> bool {
    let heading = heading.trim().to_lowercase();
    words.iter().any(|word| {
        let rest = heading.strip_prefix(word);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

impl Procedure {
    /// Whether its heading is Mitigation, Resolution, Fix or the like.
    pub fn cures(&self) -> bool {
        let heading = self.heading.as_ref().map(|h| inline_text(&h.text));
        let title = heading.unwrap_or_default().to_lowercase();
        let mut words = title.split(|c: char| !c.is_alphanumeric());
        words.any(|word| CURES.iter().any(|stem| word.starts_with(stem)))
    }

    /// Its name: the heading's text, else the name, else nothing.
    pub fn title(&self) -> String {
        match (&self.name, &self.heading) {
            (Some(name), _) => name.clone(),
            (None, Some(heading)) => inline_text(&heading.text),
            (None, None) => String::new(),
        }
    }

    /// All steps over all phases, in order; the index is [`StepRef::step`].
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.phases.iter().flat_map(|phase| phase.steps.iter())
    }

    /// How many steps.
    pub fn step_count(&self) -> usize {
        self.phases.iter().map(|phase| phase.steps.len()).sum()
    }

    /// How its steps are used: as the page says, else a task list is confirmed and all else read and done.
    pub fn use_in(&self, meta: &Meta) -> Use {
        let by_kind = match self.kind {
            ProcedureKind::Checklist => Use::DoConfirm,
            _ => Use::ReadDo,
        };
        // A closing check at the end of a procedure to read and do is one to confirm.
        match (self.kind, meta.use_) {
            (ProcedureKind::Checklist, Some(Use::ReadDo)) => by_kind,
            (_, written) => written.unwrap_or(by_kind),
        }
    }

    /// Whether numbers are shown: a single step has none.
    pub fn numbered(&self) -> bool {
        self.step_count() > 1
    }
}

impl Step {
    /// The number as shown: `3` or `2.3`.
    pub fn number_label(&self) -> String {
        match self.phase {
            Some(phase) => format!("{phase}.{}", self.number),
            None => self.number.to_string(),
        }
    }

    /// What a sub-step's number ends in: `a` to `z`, then `aa`, `ab` and so on. They go on where text
    /// parts the sub-steps of a step.
    pub fn letters(&self) -> String {
        letters(self.number.saturating_sub(1))
    }

    /// The step's text without markers, label included.
    pub fn plain_text(&self) -> String {
        let text = inline_text(&self.text);
        match &self.label {
            Some(label) => format!("{label}: {text}"),
            None => text,
        }
    }

    /// The commands in the order of the page: its own and those of its sub-steps.
    pub fn commands(&self) -> Vec<&Command> {
        let mut found = Vec::new();
        found.extend(self.command_in_text());
        for part in self.below() {
            match part {
                Below::Code(code) if code.role == CodeRole::Command => found.extend(&code.commands),
                Below::Code(_) => {}
                Below::Step(step) => found.extend(step.commands()),
            }
        }
        found
    }

    /// The commands that belong to no sub-step.
    pub fn own_commands(&self) -> Vec<&Command> {
        let blocks = self.own_code_blocks(CodeRole::Command);
        let written = blocks.into_iter().flat_map(|block| &block.commands);
        self.command_in_text().into_iter().chain(written).collect()
    }

    /// The command in its text, which counts where no block of its own holds one.
    fn command_in_text(&self) -> Option<&Command> {
        let command = self.inline_command.as_ref()?;
        let blocks = self.own_code_blocks(CodeRole::Command);
        blocks.is_empty().then_some(command)
    }

    /// The code blocks of one role, also inside sub-steps and nested blocks, in order.
    pub fn code_blocks(&self, role: CodeRole) -> Vec<&CodeBlock> {
        let mut found = Vec::new();
        for part in self.below() {
            match part {
                Below::Code(code) if code.role == role => found.push(code),
                Below::Code(_) => {}
                Below::Step(step) => found.extend(step.code_blocks(role)),
            }
        }
        found
    }

    /// The code blocks of one role that belong to no sub-step, also inside nested blocks, in order.
    pub fn own_code_blocks(&self, role: CodeRole) -> Vec<&CodeBlock> {
        let code = self.below().into_iter().filter_map(|part| match part {
            Below::Code(code) => Some(code),
            Below::Step(_) => None,
        });
        code.filter(|code| code.role == role).collect()
    }

    /// The sub-steps, in order.
    pub fn substeps(&self) -> Vec<&Step> {
        let steps = self.below().into_iter().filter_map(|part| match part {
            Below::Code(_) => None,
            Below::Step(step) => Some(step),
        });
        steps.collect()
    }

    fn below(&self) -> Vec<Below<'_>> {
        let mut found = Vec::new();
        collect(&self.blocks, &mut found);
        found
    }
}

/// What stands below a step's text, however deep, and above its sub-steps' own.
enum Below<'a> {
    Code(&'a CodeBlock),
    Step(&'a Step),
}

// Nesting is bounded by the parser, so this recursion is too.
fn collect<'a>(blocks: &'a [Block], found: &mut Vec<Below<'a>>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Code(code) => found.push(Below::Code(code)),
            BlockKind::List { items, .. } => {
                items.iter().for_each(|item| collect(&item.blocks, found));
            }
            BlockKind::Quote(inner) | BlockKind::Details { blocks: inner, .. } => {
                collect(inner, found);
            }
            BlockKind::Callout(callout) => collect(&callout.blocks, found),
            BlockKind::Substeps(steps) => found.extend(steps.iter().map(Below::Step)),
            _ => {}
        }
    }
}

/// The letters of a number from 0 on.
fn letters(index: u32) -> String {
    // A remainder of 26 is below 26: the cast is exact.
    let letter = char::from(b'a' + (index % 26) as u8);
    match index / 26 {
        0 => letter.to_string(),
        rest => format!("{}{letter}", letters(rest - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        let shown: Vec<String> = [0, 25, 26, 701, 702].map(letters).to_vec();
        assert_eq!(shown, ["a", "z", "aa", "zz", "aaa"]);
    }
}
