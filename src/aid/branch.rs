//! Where a decision leads: the branches of a step and the steps they name.

use super::{BlockKind, Procedure, Step, StepKind, blocks_text, inline_text};

/// One way to go on from a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// What it is called: `Yes -> step 4`.
    pub text: String,
    /// The step it leads to, an index into [`Procedure::steps`]; none to simply go on.
    pub to: Option<usize>,
}

/// Words that send to a step, before `step 4`. Lower case.
const SENDING: [&str; 12] = [
    "->", "→", "=>", "⇒", "go", "goto", "jump", "skip", "continue", "proceed", "return", "move",
];
/// So many words may stand between such a word and `step`: `go back to step 4`.
const WORDS_BETWEEN: usize = 4;

/// What the step at `at` lets choose: its branches, if one of them leads somewhere else than to the next
/// step. A condition in the text that sends to a step (`If full, go to step 5`) is one, and going on the
/// other.
pub fn branches(procedure: &Procedure, at: usize) -> Vec<Branch> {
    let Some(step) = procedure.steps().nth(at) else {
        return Vec::new();
    };
    let branch = |text: String| {
        let to = sent_to(procedure, step, &text);
        Branch { text, to }
    };
    let mut found: Vec<Branch> = written(step).into_iter().map(branch).collect();
    if found.iter().all(|branch| branch.to.is_none()) {
        found.clear();
        let conditional = step.condition.is_some() || step.kind == StepKind::Decide;
        let text = inline_text(&step.text);
        let clauses = text.split([';', '.']).map(str::trim);
        let sending = clauses.map(|clause| branch(clause.to_string()));
        found.extend(sending.filter(|branch| conditional && branch.to.is_some()));
        if found.len() == 1 {
            found.push(Branch {
                text: "otherwise, the next step".to_string(),
                to: None,
            });
        }
    }
    found
}

/// The step that one goes on to when the step at `at` is done, where its text says so without a
/// condition: `..., then go to step 6`.
pub fn successor(procedure: &Procedure, at: usize) -> Option<usize> {
    let step = procedure.steps().nth(at)?;
    let free = step.condition.is_none() && step.kind != StepKind::Decide;
    let text = inline_text(&step.text);
    (free && written(step).is_empty()).then(|| sent_to(procedure, step, &text))?
}

/// The branches of a decision as written: sub-steps, items, rows. Only a decision has any.
fn written(step: &Step) -> Vec<String> {
    if step.kind != StepKind::Decide {
        return Vec::new();
    }
    let mut texts = Vec::new();
    for block in &step.blocks {
        match &block.kind {
            BlockKind::Substeps(steps) => texts.extend(steps.iter().map(Step::plain_text)),
            BlockKind::List { items, .. } => {
                texts.extend(items.iter().map(|item| blocks_text(&item.blocks)));
            }
            BlockKind::Table(table) => texts.extend(table.rows.iter().map(|cells| {
                let cells: Vec<String> = cells.iter().map(|cell| inline_text(cell)).collect();
                cells.join(": ")
            })),
            _ => {}
        }
    }
    texts
}

/// The step that a text sends to.
fn sent_to(procedure: &Procedure, from: &Step, text: &str) -> Option<usize> {
    let lower = text.to_lowercase();
    let spaced = SENDING.iter().take(4).fold(lower, |text, arrow| {
        text.replace(arrow, &format!(" {arrow} "))
    });
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let at = words.iter().position(|word| *word == "step")?;
    let before = words.iter().take(at).rev().take(WORDS_BETWEEN);
    let sends = before.clone().any(|word| SENDING.contains(word));
    let number = words.get(at + 1)?;
    let number = number.trim_matches(|c: char| !c.is_ascii_digit());
    sends.then(|| numbered(procedure, from, number))?
}

/// "Step 3" in a text means the same phase; `2.3` says which.
fn numbered(procedure: &Procedure, from: &Step, number: &str) -> Option<usize> {
    let full = match (from.phase, number.contains('.')) {
        (Some(phase), false) => format!("{phase}.{number}"),
        _ => number.to_string(),
    };
    procedure
        .steps()
        .position(|step| step.number_label() == full)
}
