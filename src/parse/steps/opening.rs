//! Which procedure opens first.

use super::heading;
use super::rollup::Read;
use crate::aid::{self, Part, Procedure, ProcedureKind, inline_text, takes_back};

/// Headings of a page about an alert or an error.
const ALERT: &[&str] = &[
    "meaning",
    "impact",
    "symptom",
    "symptoms",
    "diagnosis",
    "alert",
    "cause",
    "causes",
    "trigger",
    "error",
    "severity",
];

/// What the page is about, as far as it decides what opens first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page {
    alert: bool,
    kind: Option<aid::Kind>,
}

impl Page {
    /// `kind` is what the front matter calls the page.
    pub(super) fn of(reads: &[Read], kind: Option<aid::Kind>) -> Page {
        let alert = reads
            .iter()
            .filter_map(|read| read.heading.as_ref())
            .any(|heading| {
                let title = inline_text(&heading.text).to_lowercase();
                let first = title.split_whitespace().next().unwrap_or_default();
                ALERT.contains(&first)
            });
        Page { alert, kind }
    }

    /// What the front matter's `kind` means, where some procedures are a checklist and some are not. Of
    /// these, on a page about an alert or error, the first Mitigation, Resolution or Fix; else what is
    /// called the steps or the procedure; else the first that is neither background nor takes back what
    /// another one does; else the first.
    pub(super) fn first(self, parts: &[Part]) -> usize {
        let procedures = || {
            parts.iter().filter_map(|part| match part {
                Part::Procedure(procedure) => Some(procedure),
                Part::Text(_) => None,
            })
        };
        let meant = |procedure: &Procedure| match self.kind {
            Some(aid::Kind::Checklist) => procedure.kind == ProcedureKind::Checklist,
            Some(aid::Kind::Procedure) => procedure.kind != ProcedureKind::Checklist,
            _ => true,
        };
        let first = |wanted: &dyn Fn(&Procedure) -> bool| {
            procedures().position(|procedure| meant(procedure) && wanted(procedure))
        };
        let cure = self.alert.then(|| first(&Procedure::cures)).flatten();
        let named = || first(&|p| heading::names_steps(&heading_of(p)));
        let apart = |title: &str| heading::manner(title).background || takes_back(title);
        let main = || first(&|p| !apart(&p.title()));
        let any = || first(&|_| true);
        (cure.or_else(named).or_else(main).or_else(any)).unwrap_or_default()
    }
}

/// What the page's writer called it: the paragraph before a second list is no heading.
fn heading_of(procedure: &Procedure) -> String {
    let heading = procedure.heading.as_ref();
    heading.map(|h| inline_text(&h.text)).unwrap_or_default()
}
