//! `warning-late`: a warning behind the command it is about.

use crate::aid::{Block, BlockKind, Callout, Phase};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
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
    let commands = page.commands();
    let last_between = |first: u32, last: u32| {
        let lines = commands.iter().map(|command| command.line);
        lines.filter(|line| (first..last).contains(line)).max()
    };
    let mut found = Vec::new();
    for phase in page.procedures().flat_map(|procedure| &procedure.phases) {
        for (first, callout) in guards(phase) {
            if last_between(first, callout.line).is_some()
                && last_between(callout.line, next_line(phase, callout)).is_none()
            {
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

/// The line of the step behind a callout; the end of the page behind the last.
fn next_line(phase: &Phase, callout: &Callout) -> u32 {
    let lines = phase.steps.iter().map(|step| step.line);
    lines
        .filter(|line| *line > callout.line)
        .min()
        .unwrap_or(callout.line)
}

fn callout_of(block: &Block) -> Option<&Callout> {
    match &block.kind {
        BlockKind::Callout(callout) => Some(callout),
        _ => None,
    }
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
