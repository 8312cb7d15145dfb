//! `warning-late`: a warning behind the command it is about.

use std::collections::BTreeSet;

use crate::aid::{Block, BlockKind, Callout, CodeRole, Phase};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::fix::Edit;
use crate::lint::page::Page;

pub(super) const RULE: Rule = Rule {
    code: Code::WarningLate,
    level: Severity::Info,
    catches: "a warning, caution or danger callout behind the last command of its step or list",
    why: "a reader acts before reading on; jitt shows it first, other readers do not",
    source: "MIL-STD-38784 and ANSI Z535.6: before the action; 5 of 1,228 public pages, 3 of 5 true",
    instead: "move it above the command",
    bad: "1. Wipe the disk.\n\n   ```sh\n   wipefs -a <disk>\n   ```\n\n   > [!WARNING]\n   > All data on it is gone.\n2. Go on.\n",
    good: "1. Wipe the disk.\n\n   > [!WARNING]\n   > All data on it is gone.\n\n   ```sh\n   wipefs -a <disk>\n   ```\n2. Go on.\n",
    check: Some(check),
};

fn check(page: &Page) -> Vec<Diagnostic> {
    let commands: BTreeSet<u32> = page.commands().iter().map(|at| at.line).collect();
    let stands_between =
        |first: u32, last: u32| first < last && commands.range(first..last).next().is_some();
    let mut found = Vec::new();
    for phase in page.procedures().flat_map(|procedure| &procedure.phases) {
        let lines: BTreeSet<u32> = phase.steps.iter().map(|step| step.line).collect();
        for (first, callout) in guards(phase) {
            let next = lines.range(callout.line + 1..).next();
            let next = next.copied().unwrap_or(callout.line);
            if stands_between(first, callout.line) && !stands_between(callout.line, next) {
                let word = callout.kind.word().to_lowercase();
                let message = format!("this {word} stands behind the command it is about");
                found.push(page.finding(RULE.code, page.place(callout.line, ""), 0, message));
            }
        }
    }
    found
}

/// The guarding callouts of a phase, each with the line on which what it may guard begins: its step,
/// or for one behind the last step the whole list.
fn guards(phase: &Phase) -> Vec<(u32, &Callout)> {
    let mut found = Vec::new();
    for step in &phase.steps {
        let own = step
            .callouts
            .iter()
            .filter(|callout| callout.line > step.line);
        found.extend(own.map(|callout| (step.line, callout)));
    }
    if let Some(first) = phase.steps.first() {
        let tail = phase.tail.iter().filter_map(callout_of);
        found.extend(tail.map(|callout| (first.line, callout)));
    }
    found.retain(|(_, callout)| callout.kind.guards());
    found
}

fn callout_of(block: &Block) -> Option<&Callout> {
    match &block.kind {
        BlockKind::Callout(callout) => Some(callout),
        _ => None,
    }
}

/// Moves a quoted callout above the block of the last command before it, where both are indented alike.
pub(super) fn fix(page: &Page, finding: &Diagnostic) -> Option<Edit> {
    let first = finding.at.line;
    let indent = |line: u32| {
        let text = page.line(line);
        text.len() - text.trim_start().len()
    };
    let quoted = |line: &u32| page.line(*line).trim_start().starts_with('>');
    let last = (first..).take_while(quoted).last()?;
    let blocks = page
        .codes()
        .filter(|at| at.code.role == CodeRole::Command && at.line < first);
    let fence = blocks.map(|at| at.line).max()?;
    if indent(fence) != indent(first) || !page.line(fence).trim_start().starts_with(['`', '~']) {
        return None;
    }
    let text = |from: u32, to: u32| (from..to).map(|line| page.line(line).to_string());
    let mut lines: Vec<String> = text(first, last + 1).collect();
    if page.line(fence - 1).trim().is_empty() {
        lines.push(String::new());
    }
    // The blank line that parted the callout from the block goes with it.
    let mut end = first;
    while end > fence && page.line(end - 1).trim().is_empty() {
        end -= 1;
    }
    lines.extend(text(fence, end));
    Some(Edit {
        first: fence,
        count: last + 1 - fence,
        lines,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::hits;

    #[test]
    fn a_note_may_follow_and_a_warning_before_another_command_is_that_ones() {
        assert_eq!(hits(Code::WarningLate, RULE.bad), [7]);
        let note = RULE.bad.replace("WARNING", "NOTE");
        assert_eq!(hits(Code::WarningLate, &note), []);
        let between = RULE
            .bad
            .replace("2. Go on.", "\n   ```sh\n   mkfs <disk>\n   ```\n2. Go on.");
        assert_eq!(hits(Code::WarningLate, &between), []);
    }
}
