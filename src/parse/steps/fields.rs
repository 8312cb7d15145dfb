//! The fields of a step that its words give: label, kind, condition, optional, the command in the text.

use super::expect;
use super::inlines::drop_front;
use super::spans::{bare_command, inline_command};
use crate::aid::{Block, BlockKind, CodeRole, Inline, Step, StepKind, Table, inline_text};
use crate::parse::words;

/// Fills in what the text and the blocks of a step say. `titled`: the text is a heading's, so a colon
/// in it makes no label.
pub(super) fn read(step: &mut Step, titled: bool) {
    expect::keep_states(&inline_text(&step.text), &mut step.blocks);
    step.optional = is_optional(&inline_text(&step.text));
    if !titled {
        step.label = take_label(&mut step.text);
    }
    let text = step.plain_text();
    step.condition = condition(&text);
    step.kind = kind(step, &text);
    if let Some(command) = bare_command(&step.text).filter(|_| !titled) {
        step.text = vec![Inline::Code(command)];
    }
    if step.own_code_blocks(CodeRole::Command).is_empty() {
        step.inline_command = inline_command(&[step.text.as_slice()]).or_else(|| {
            let mut below = Vec::new();
            paragraphs(&step.blocks, &mut below);
            inline_command(&below)
        });
    }
}

fn is_optional(text: &str) -> bool {
    let lower: String = text.chars().take(16).flat_map(char::to_lowercase).collect();
    let lower = lower.trim_start();
    [
        "(optional",
        "[optional",
        "optional:",
        "optionally",
        "optional -",
        "optional step",
        "optional,",
    ]
    .iter()
    .any(|start| lower.starts_with(start))
        || lower.trim() == "optional"
}

/// Takes `Label:` off the front: bold words with a colon, or up to three words that are no
/// instruction. Nothing is taken when no text would be left.
fn take_label(text: &mut Vec<Inline>) -> Option<String> {
    let whole = inline_text(text);
    let bold = match text.as_slice() {
        [Inline::Strong(inner), rest @ ..] => Some((inline_text(inner), inline_text(rest))),
        _ => None,
    };
    let (label, length) = match bold {
        Some((label, rest)) => {
            let inside = label.trim_end().ends_with(':');
            let outside = rest.trim_start().starts_with(':');
            if !inside && !outside {
                return None;
            }
            let colon = if inside { 0 } else { rest.find(':')? + 1 };
            (
                label.trim_end().trim_end_matches(':').trim().to_string(),
                label.len() + colon,
            )
        }
        None => {
            let Some(Inline::Text(first)) = text.first() else {
                return None;
            };
            let (label, after) = first.split_once(':')?;
            let plain = label.split_whitespace().count() <= 3
                && !label.trim().is_empty()
                && (after.starts_with(' ') || after.is_empty())
                && !label.contains(['.', '?', '!', '(', '"', ','])
                && !words::instructs(label);
            if !plain {
                return None;
            }
            (label.trim().to_string(), label.len() + 1)
        }
    };
    let rest = whole.get(length..).unwrap_or_default();
    if rest.trim().is_empty() || label.is_empty() {
        return None;
    }
    drop_front(text, length);
    Some(label)
}

/// The C of `If C, act.`
fn condition(text: &str) -> Option<String> {
    let text = text.trim_start();
    let first = words::first_word(text);
    let in_case = first == "in" && words::starts_with_condition(text);
    if !in_case && !matches!(first.as_str(), "if" | "when" | "unless" | "only") {
        return None;
    }
    if first == "only" && !words::starts_with_condition(text) {
        return None;
    }
    let starts = |at: &usize| {
        let word = text.get(*at..at + first.len());
        word.is_some_and(|word| word.eq_ignore_ascii_case(&first))
    };
    let start = text.char_indices().map(|(at, _)| at).find(starts)?;
    let text = text.get(start..)?;
    let end = end_of_condition(text)?;
    // "unless x" and "in case of x" mean nothing without their first words.
    let from = if matches!(first.as_str(), "if" | "when") {
        first.len()
    } else {
        0
    };
    let condition = text.get(from..end)?.trim();
    let condition = condition.trim_end_matches([',', ':']).trim();
    (!condition.is_empty()).then(|| condition.to_string())
}

/// Where the condition ends: the first comma outside brackets and quotes, `then`, or a colon.
fn end_of_condition(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '"' => quoted = !quoted,
            // `1,000` and `10:30` go on.
            ',' | ':' if depth == 0 && !quoted && ends_word(text, at) => return Some(at),
            't' if text.get(at..).is_some_and(|rest| rest.starts_with("then "))
                && text.get(..at).is_some_and(|before| before.ends_with(' ')) =>
            {
                return Some(at);
            }
            '.' | '?' if text.get(at + 1..).is_some_and(|rest| rest.starts_with(' ')) => {
                return None;
            }
            _ => {}
        }
    }
    None
}

/// Whether white space or nothing stands behind the mark at `at`.
fn ends_word(text: &str, at: usize) -> bool {
    text.get(at + 1..)
        .is_none_or(|rest| rest.is_empty() || rest.starts_with(' '))
}

fn kind(step: &Step, text: &str) -> StepKind {
    let own = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | ')' | '"'));
    if own.ends_with('?') || step.blocks.iter().any(is_branching) {
        return StepKind::Decide;
    }
    let first = words::first_word(text);
    let conditional = matches!(first.as_str(), "if" | "when" | "unless");
    let lower = text.to_lowercase();
    let branches = [
        "otherwise",
        " else ",
        "if not",
        "go to step",
        "skip to step",
    ];
    if conditional && branches.iter().any(|word| lower.contains(word)) {
        return StepKind::Decide;
    }
    // The act of `If C, act.` tells whether it looks or does.
    let act = match &step.condition {
        Some(condition) if conditional => {
            let at = text
                .find(condition.as_str())
                .map_or(0, |at| at + condition.len());
            let act = text.get(at..).unwrap_or_default();
            let act = act.trim_start_matches([',', ':', ' ']);
            act.strip_prefix("then ").unwrap_or(act).to_string()
        }
        _ => text.to_string(),
    };
    let labelled = step.label.is_some() && words::checks(&inline_text(&step.text));
    if words::checks(&act) || labelled {
        StepKind::Check
    } else {
        StepKind::Do
    }
}

/// Whether a block below a step tells where to go on in which case.
fn is_branching(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Substeps(steps) => {
            let texts = || steps.iter().map(Step::plain_text);
            steps.len() >= 2 && texts().all(|text| is_branch(&text))
        }
        BlockKind::Table(table) => is_decision_table(table),
        _ => false,
    }
}

/// `Yes -> step 4`, `No: restart it`, `If x: go to step 2`, `Otherwise ...`.
fn is_branch(text: &str) -> bool {
    let first = words::first_word(text);
    let lower = text.to_lowercase();
    matches!(
        first.as_str(),
        "yes" | "no" | "if" | "when" | "unless" | "else"
    ) || lower.starts_with("otherwise")
        || lower.contains("go to step")
        || ["->", "→", "=>"].iter().any(|arrow| lower.contains(arrow)) && lower.contains("step")
}

/// Two columns, the first headed by a word for a condition.
fn is_decision_table(table: &Table) -> bool {
    let [first, _] = table.head.as_slice() else {
        return false;
    };
    let head = inline_text(first).to_lowercase();
    let word = head.split_whitespace().next().unwrap_or_default();
    matches!(
        words::bare(word).as_str(),
        "if" | "when"
            | "condition"
            | "case"
            | "symptom"
            | "situation"
            | "you"
            | "unless"
            | "answer"
    )
}

/// The paragraphs of blocks and of the lists among them.
// Nesting is bounded by the Markdown reader, so this recursion is too.
fn paragraphs<'a>(blocks: &'a [Block], found: &mut Vec<&'a [Inline]>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inlines) => found.push(inlines),
            BlockKind::List { items, .. } => {
                items
                    .iter()
                    .for_each(|item| paragraphs(&item.blocks, found));
            }
            _ => {}
        }
    }
}
