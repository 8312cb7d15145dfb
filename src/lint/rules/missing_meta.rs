//! `missing-meta`: what a list and a search need to know of an aid.

use crate::aid::{Procedure, ProcedureKind};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;

pub(super) const RULE: Rule = Rule {
    code: Code::MissingMeta,
    level: Severity::Info,
    catches: "no summary, no date of review, or no symptoms (questions, aliases) of a procedure; with --strict alone",
    why: "lists cannot say what it is for, search cannot find it by what people see, nobody knows its age",
    source: "898 of 1,228 public pages lack a summary, so it is asked of your own collection only",
    instead: "add it to the front matter",
    bad: "---\ntitle: Find who owns a port\n---\n1. Run `ss -ltnp`.\n2. Read the name.\n",
    good: "---\ntitle: Find who owns a port\nsummary: The process behind a port.\nsymptoms: [Address already in use]\nreviewed: 2026-11-01\n---\n1. Run `ss -ltnp`.\n2. Read the name.\n",
    check: Some(check),
};

fn check(page: &Page) -> Vec<Diagnostic> {
    if !page.strict || !page.is_markdown() {
        return Vec::new();
    }
    let meta = &page.aid.meta;
    let mut missing = Vec::new();
    if page
        .key_line(&["summary", "description", "abstract"])
        .is_none()
    {
        missing.push("summary");
    }
    if meta.reviewed.is_none() {
        missing.push("reviewed");
    }
    let is_steps = |procedure: &Procedure| procedure.kind == ProcedureKind::Steps;
    let found_by = [&meta.symptoms, &meta.questions, &meta.aliases];
    if page.procedures().any(is_steps) && found_by.iter().all(|words| words.is_empty()) {
        missing.push("symptoms");
    }
    if missing.is_empty() {
        return Vec::new();
    }
    let message = format!("the front matter does not say: {}", missing.join(", "));
    let at = page.place(1, "");
    vec![page.finding(RULE.code, at, 0, message)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{hits, hits_strictly};

    #[test]
    fn a_checklist_needs_no_symptoms() {
        let page = "---\nsummary: Before a reboot.\nreviewed: 2026-11-01\n---\n- [ ] Saved?\n- [ ] Told?\n";
        assert_eq!(hits_strictly(Code::MissingMeta, page), []);
        assert_eq!(
            hits_strictly(Code::MissingMeta, "- [ ] Saved?\n- [ ] Told?\n"),
            [1]
        );
        assert_eq!(hits(Code::MissingMeta, "- [ ] Saved?\n"), []);
    }
}
