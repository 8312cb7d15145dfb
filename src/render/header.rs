//! The title line and what jitt says about the aid: steps, minutes, review, owner, danger.

use super::page::{Page, spans_width};
use super::sanitize::visible_line;
use super::{Fold, LineKind, Role, Span, width};
use crate::aid::{Aid, Danger, Procedure, ProcedureKind, Review};

/// Between two facts of a line.
const SEPARATOR: &str = " · ";

/// Writes the title and, where there is something to say, the line below it.
pub(super) fn write(page: &mut Page, aid: &Aid) {
    page.kind = LineKind::Header;
    page.text(vec![Span::new(visible_line(&aid.title), Role::Title)]);
    let facts = facts(page, aid);
    if !facts.is_empty() {
        page.text(facts);
    }
    page.kind = LineKind::Text;
}

/// `6 steps · 4 min · reviewed 2025-11-02, overdue by 20 days · DANGER: ...`
fn facts(page: &Page, aid: &Aid) -> Vec<Span> {
    // At the prompt a review is mentioned when it is due; who has the page open sees all of it.
    let says_all = !page.view.is_print() || page.view.fold == Fold::Everything;
    let mut facts = Vec::new();
    facts.extend(size(page, aid));
    let about = if aid.meta.minutes_estimated { "~" } else { "" };
    facts.extend(
        aid.meta
            .minutes
            .map(|minutes| format!("{about}{minutes} min")),
    );
    facts.extend(review(aid, page, says_all));
    if says_all && !aid.meta.owners.is_empty() {
        let owners = aid.meta.owners.join(", ");
        facts.push(format!("owner {}", visible_line(&owners)));
    }
    let danger = match &aid.meta.danger {
        Some(Danger::Yes) => Some("DANGER".to_string()),
        Some(Danger::Says(what)) => Some(format!("DANGER: {}", visible_line(what.trim()))),
        Some(Danger::No) | None => None,
    };
    let mut spans = joined(facts);
    if let Some(danger) = danger {
        let danger = Span::new(danger, Role::Warning);
        let fits = spans_width(&spans) + width(SEPARATOR) + width(&danger.text) <= page.view.width;
        if !spans.is_empty() {
            // Where it doesn't fit behind the facts it gets a line of its own, not to be overlooked.
            let separator = if fits { SEPARATOR } else { "\n" };
            spans.push(Span::new(separator, Role::Meta));
        }
        spans.push(danger);
    }
    spans
}

/// The facts with points between them; a point stays with the fact before it.
fn joined(facts: Vec<String>) -> Vec<Span> {
    let mut spans = Vec::new();
    let last = facts.len().saturating_sub(1);
    for (index, fact) in facts.into_iter().enumerate() {
        if index < last {
            spans.push(Span::new(format!("{fact} ·"), Role::Meta));
            spans.push(Span::new(" ", Role::Text));
        } else {
            spans.push(Span::new(fact, Role::Meta));
        }
    }
    spans
}

/// `6 steps`, of the procedure shown or of all.
fn size(page: &Page, aid: &Aid) -> Option<String> {
    let shown: Vec<&Procedure> = match page.view.procedure {
        Some(index) if page.view.fold != Fold::Everything => {
            aid.procedures().nth(index).into_iter().collect()
        }
        _ => aid.procedures().collect(),
    };
    let count: usize = shown.iter().map(|procedure| procedure.step_count()).sum();
    let are_examples = shown
        .iter()
        .all(|procedure| procedure.kind == ProcedureKind::Pick);
    let unit = if are_examples { "example" } else { "step" };
    (count > 0).then(|| counted(count, unit))
}

fn review(aid: &Aid, page: &Page, says_all: bool) -> Option<String> {
    let reviewed = aid.meta.reviewed?;
    match aid.meta.review(page.view.today) {
        Review::Unknown => None,
        Review::Fresh { .. } => says_all.then(|| format!("reviewed {reviewed}")),
        Review::Due { days: 0 } => Some(format!("reviewed {reviewed}, due today")),
        Review::Due { days } => Some(format!(
            "reviewed {reviewed}, due in {}",
            counted(days.unsigned_abs() as usize, "day")
        )),
        Review::Overdue { days } => Some(format!(
            "reviewed {reviewed}, overdue by {}",
            counted(days.unsigned_abs() as usize, "day")
        )),
    }
}

/// `1 step`, `2 steps`.
fn counted(count: usize, unit: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}
