//! `params`: what is asked and what is used must be the same names.

use std::collections::BTreeSet;

use crate::aid::placeholder::HoleKind;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;

pub(super) const RULE: Rule = Rule {
    code: Code::Params,
    level: Severity::Error,
    catches: "a declared param that no command uses, or a placeholder of a command that params lacks. A pattern that is no regular expression is found as front-matter",
    why: "the question is asked and its answer goes nowhere, or the command stays unfilled",
    source: "every form needs one name for a field; no public page has params yet",
    instead: "use one name in params and in the commands",
    bad: "---\nparams: {namespace: Which namespace}\n---\n1. Look: `kubectl get pods -n <ns>`\n2. Read.\n",
    good: "---\nparams: {ns: Which namespace}\n---\n1. Look: `kubectl get pods -n <ns>`\n2. Read.\n",
    check: Some(check),
};

fn check(page: &Page) -> Vec<Diagnostic> {
    let params = &page.aid.params;
    if params.is_empty() || !page.is_markdown() {
        return Vec::new();
    }
    let commands = page.commands();
    let holes = || {
        commands
            .iter()
            .flat_map(|at| at.command.holes.iter().map(move |hole| (at, hole)))
    };
    let used: BTreeSet<&str> = holes().map(|(_, hole)| hole.name.as_str()).collect();
    let front = page
        .key_line(&["params", "vars", "variables", "inputs"])
        .unwrap_or(1);
    let mut found = Vec::new();
    for param in params {
        if !used.contains(param.name.as_str()) {
            let message = format!("no command uses the param {:?}", param.name);
            found.push(page.about(RULE.code, front, &param.name, message));
        }
    }
    let mut named = BTreeSet::new();
    for (at, hole) in holes() {
        let written = at.text.get(hole.range.clone()).unwrap_or_default();
        // A shell's own variable may be set elsewhere; an option's spelling is no value.
        let is_value =
            matches!(hole.kind, HoleKind::Value { .. }) && !written.starts_with(['$', '%']);
        let declared = params.iter().any(|param| param.name == hole.name);
        if is_value && !declared && named.insert(hole.name.as_str()) {
            let message = format!("params does not say what {written} is");
            found.push(page.about(RULE.code, at.line, written, message));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::hits;

    #[test]
    fn names_on_both_sides_are_looked_at() {
        assert_eq!(hits(Code::Params, RULE.bad), [2, 4]);
    }

    #[test]
    fn without_params_and_for_shell_variables_nothing_is_asked() {
        assert_eq!(
            hits(
                Code::Params,
                "1. Look: `kubectl get pods -n <ns>`\n2. Read.\n"
            ),
            []
        );
        let variable =
            "---\nparams: {ns: Which}\n---\n1. Look: `kubectl get pods -n <ns> $POD`\n2. Read.\n";
        assert_eq!(hits(Code::Params, variable), []);
    }
}
