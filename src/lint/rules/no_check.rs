//! `no-check`: a procedure that changes something and does not say how to see that it worked.

use crate::aid::{
    BlockKind, Part, Procedure, ProcedureKind, Step, StepKind, blocks_text, inline_text,
};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;
use crate::lint::prose::find_phrase;
use crate::parse::danger::destructive;

/// Shorter procedures show what they do.
const LEAST_STEPS: usize = 3;
/// So many steps at the end may hold the check.
const LAST: usize = 2;

pub(super) const RULE: Rule = Rule {
    code: Code::NoCheck,
    level: Severity::Info,
    catches: "a list of three or more steps that changes something, with no check, expected result or Verify section in or after its last two steps",
    why: "the reader leaves without knowing whether it worked",
    source: "Red Hat's modular documentation: a verification part; Degani and Wiener: show the wanted value; 22 of 56 such pages",
    instead: "end with a step that looks, and say what it should show: **Expect:** ...",
    bad: "1. Open the file.\n2. Set the port.\n3. Restart it: `systemctl restart app`\n",
    good: "1. Set the port.\n2. Restart it: `systemctl restart app`\n3. Check that it is up: `systemctl is-active app`\n",
    check: Some(check),
};

/// Programs and the words after them that change something; no word means any use does.
const CHANGING: [(&str, &[&str]); 27] = [
    ("apt", &["install", "remove", "purge", "upgrade"]),
    (
        "apt-get",
        &["install", "remove", "purge", "upgrade", "dist-upgrade"],
    ),
    ("dnf", &["install", "remove", "upgrade"]),
    ("yum", &["install", "remove", "update"]),
    (
        "systemctl",
        &[
            "restart", "start", "stop", "reload", "enable", "disable", "mask", "kill",
        ],
    ),
    ("service", &["restart", "start", "stop", "reload"]),
    (
        "kubectl",
        &[
            "apply", "delete", "scale", "patch", "edit", "create", "drain", "cordon", "uncordon",
            "rollout", "replace", "set",
        ],
    ),
    (
        "oc",
        &[
            "apply", "delete", "scale", "patch", "edit", "create", "adm", "rollout", "replace",
        ],
    ),
    ("helm", &["install", "upgrade", "uninstall", "rollback"]),
    ("terraform", &["apply", "destroy", "import"]),
    ("docker", &["rm", "stop", "restart", "rmi", "kill", "prune"]),
    ("git", &["push", "reset", "rebase", "revert", "merge"]),
    ("ip", &["add", "del", "set", "flush"]),
    ("rm", &[]),
    ("mv", &[]),
    ("chmod", &[]),
    ("chown", &[]),
    ("mkfs", &[]),
    ("dd", &[]),
    ("useradd", &[]),
    ("usermod", &[]),
    ("userdel", &[]),
    ("lvextend", &[]),
    ("resize2fs", &[]),
    ("truncate", &[]),
    ("kill", &[]),
    ("reboot", &[]),
];

/// Words by which the last steps say what should be seen.
const RESULTS: [&str; 9] = [
    "should",
    "verify",
    "check",
    "confirm",
    "expect",
    "make sure",
    "ensure",
    "you will see",
    "test",
];

fn check(page: &Page) -> Vec<Diagnostic> {
    if !page.is_markdown() || page.aid.meta.verify.is_some() {
        return Vec::new();
    }
    let checked_at = last_check(page);
    let mut found = Vec::new();
    for (index, part) in page.aid.parts.iter().enumerate() {
        if let Part::Procedure(procedure) = part
            && is_list(procedure)
            && procedure.steps().any(changes)
            && !is_checked(procedure)
            && checked_at.is_none_or(|at| at <= index)
            && let Some(last) = procedure.steps().last()
        {
            let message =
                "these steps change something, and nothing says how to see that it worked";
            found.push(page.finding(RULE.code, page.place(last.line, ""), 0, message));
        }
    }
    found
}

fn is_list(procedure: &Procedure) -> bool {
    let numbered = procedure
        .steps()
        .filter(|step| step.source_number.is_some());
    procedure.kind == ProcedureKind::Steps && numbered.count() >= LEAST_STEPS
}

fn changes(step: &Step) -> bool {
    step.commands()
        .iter()
        .any(|command| destructive(&command.text) || alters(&command.text))
}

fn alters(command: &str) -> bool {
    command.split(['|', ';', '&', '\n']).any(|piece| {
        let mut words = piece.split_whitespace().filter(|word| *word != "sudo");
        let program = words.next().unwrap_or_default();
        let known = CHANGING.iter().find(|(name, _)| *name == program);
        known.is_some_and(|(_, verbs)| verbs.is_empty() || words.any(|word| verbs.contains(&word)))
    })
}

fn is_checked(procedure: &Procedure) -> bool {
    let steps: Vec<&Step> = procedure.steps().collect();
    let last = steps.iter().rev().take(LAST);
    let tail = procedure.phases.iter().flat_map(|phase| &phase.tail);
    let tail: Vec<_> = tail.cloned().collect();
    last.into_iter().any(|step| shows_result(step)) || says_result(&blocks_text(&tail))
}

fn shows_result(step: &Step) -> bool {
    let expects = |kind: &BlockKind| matches!(kind, BlockKind::Expect(_) | BlockKind::IfNot(_));
    step.kind == StepKind::Check
        || step.blocks.iter().any(|block| expects(&block.kind))
        || says_result(&step.plain_text())
        || says_result(&blocks_text(&step.blocks))
}

fn says_result(text: &str) -> bool {
    RESULTS
        .iter()
        .any(|words| find_phrase(text, words).is_some())
}

/// The index of the last part that is called a check.
fn last_check(page: &Page) -> Option<usize> {
    let names = ["verif", "check", "confirm", "test", "validat"];
    page.aid.parts.iter().rposition(|part| {
        let title = match part {
            Part::Text(section) => section
                .heading
                .as_ref()
                .map(|heading| inline_text(&heading.text)),
            Part::Procedure(procedure) => Some(procedure.title()),
        };
        let title = title.unwrap_or_default().to_lowercase();
        names.iter().any(|name| title.contains(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::hits;

    #[test]
    fn the_last_step_is_pointed_at_and_looking_needs_no_check() {
        assert_eq!(hits(Code::NoCheck, RULE.bad), [3]);
        let looks = "1. Go there.\n2. Look: `ls`\n3. Look: `df`\n";
        assert_eq!(hits(Code::NoCheck, looks), []);
    }

    #[test]
    fn an_expected_result_or_a_section_behind_is_enough() {
        let expects = format!("{}   **Expect:** active\n", RULE.bad);
        assert_eq!(hits(Code::NoCheck, &expects), []);
        let section = format!("## Do\n\n{}\n## Verify\n\nIt answers.\n", RULE.bad);
        assert_eq!(hits(Code::NoCheck, &section), []);
    }
}
