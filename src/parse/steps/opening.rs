//! Which procedure opens first.

use super::heading;
use super::rollup::Read;
use crate::aid::{Part, Procedure, inline_text};

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

/// Stems of the headings under which such a page says what to do.
const CURE: &[&str] = &[
    "mitigat",
    "resol",
    "fix",
    "remediat",
    "solution",
    "workaround",
];

/// What the page is about, as far as it decides what opens first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page {
    alert: bool,
}

impl Page {
    pub(super) fn of(reads: &[Read]) -> Page {
        let alert = reads
            .iter()
            .filter_map(|read| read.heading.as_ref())
            .any(|heading| {
                let title = inline_text(&heading.text).to_lowercase();
                let first = title.split_whitespace().next().unwrap_or_default();
                ALERT.contains(&first)
            });
        Page { alert }
    }

    /// On a page about an alert or error the first Mitigation, Resolution or Fix; else what is called
    /// the steps or the procedure; else the first procedure that is no background.
    pub(super) fn first(self, parts: &[Part]) -> usize {
        let procedures = || {
            parts.iter().filter_map(|part| match part {
                Part::Procedure(procedure) => Some(procedure),
                Part::Text(_) => None,
            })
        };
        let cure = self.alert.then(|| procedures().position(cures)).flatten();
        let named = || procedures().position(|p| heading::names_steps(&heading_of(p)));
        let main = || procedures().position(|p| !heading::manner(&p.title()).background);
        cure.or_else(named).or_else(main).unwrap_or_default()
    }
}

fn cures(procedure: &Procedure) -> bool {
    let title = heading_of(procedure).to_lowercase();
    let mut words = title.split(|c: char| !c.is_alphanumeric());
    words.any(|word| CURE.iter().any(|stem| word.starts_with(stem)))
}

/// What the page's writer called it: the paragraph before a second list is no heading.
fn heading_of(procedure: &Procedure) -> String {
    let heading = procedure.heading.as_ref();
    heading.map(|h| inline_text(&h.text)).unwrap_or_default()
}
