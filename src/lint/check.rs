//! Checks one page by all rules.

use jiff::civil::Date;

use super::ignore::Ignored;
use super::page::{Page, Surroundings};
use super::rules::{RULES, rule_of};
use crate::aid::Aid;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::parse::Written;
use crate::source::REFUSED;

/// Findings of one rule on a page.
const MOST: usize = 50;

/// How strictly to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// What is otherwise only worth knowing counts as a warning, and thresholds are lower.
    pub strict: bool,
    /// Levels that the configuration sets; none switches a rule off.
    pub levels: Vec<(Code, Option<Severity>)>,
    /// Today, for reviews.
    pub today: Date,
}

/// What is wrong with a page: `found`, which its reader found already, and what the rules find, in
/// order of place.
///
/// What the page switches off is left out; levels are those of the rules, the configuration and
/// [`Options::strict`]. The file is left to the caller.
pub fn check(
    aid: &Aid,
    written: &Written,
    found: Vec<Diagnostic>,
    options: &Options,
    around: &dyn Surroundings,
) -> Vec<Diagnostic> {
    let page = Page::new(aid, written, options.today, options.strict, around);
    let mut findings: Vec<Diagnostic> = found.into_iter().map(as_the_rule_says).collect();
    for rule in RULES {
        if let Some(check) = rule.check {
            let hits = first_of(check(&page)).into_iter();
            findings.extend(hits.map(|hit| advised(hit, rule.level, rule.instead)));
        }
    }
    let ignored = Ignored::of(&page);
    findings.retain(|finding| !ignored.covers(finding));
    findings.extend(ignored.findings);
    let mut findings: Vec<_> = findings
        .into_iter()
        .filter_map(|finding| levelled(finding, options))
        .collect();
    findings.sort_by_key(|finding| (finding.at, finding.code));
    findings
}

/// As many findings of one rule as anybody reads; the last one counts the rest.
fn first_of(mut hits: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let more = hits.len().saturating_sub(MOST);
    hits.truncate(MOST);
    if let Some(last) = hits.last_mut().filter(|_| more > 0) {
        last.message
            .push_str(&format!("; {more} more like it follow"));
    }
    hits
}

fn advised(mut hit: Diagnostic, level: Severity, advice: &str) -> Diagnostic {
    hit.severity = level;
    if hit.help.is_none() && !advice.is_empty() {
        hit.help = Some(advice.to_string());
    }
    hit
}

/// What the reader takes for a warning can be an error in an aid: its author can mend it, and is told how.
pub(super) fn as_the_rule_says(mut finding: Diagnostic) -> Diagnostic {
    let Some(rule) = rule_of(finding.code) else {
        return finding;
    };
    let is_refused = finding.code == Code::Unreadable && finding.message.starts_with(REFUSED);
    if is_refused || matches!(finding.code, Code::HostileText | Code::DuplicateId) {
        finding.severity = rule.level;
    }
    if finding.help.is_none() && !rule.instead.is_empty() {
        finding.help = Some(rule.instead.to_string());
    }
    finding
}

/// The finding at the level that holds for this run; none when its rule is switched off.
pub(super) fn levelled(mut finding: Diagnostic, options: &Options) -> Option<Diagnostic> {
    let mut set = options.levels.iter().rev();
    match set.find(|(code, _)| *code == finding.code) {
        Some((_, None)) => return None,
        Some((_, Some(level))) => finding.severity = *level,
        None if options.strict && finding.severity == Severity::Info => {
            finding.severity = Severity::Warning;
        }
        None => {}
    }
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Position;

    #[test]
    fn what_may_be_an_aid_and_is_refused_is_an_error_and_what_is_none_a_warning() {
        let level = |message: &str| {
            let at = Position::default();
            let found = Diagnostic::new(Code::Unreadable, Severity::Warning, at, message);
            as_the_rule_says(found).severity
        };
        assert_eq!(level("cannot be read: Permission denied"), Severity::Error);
        assert_eq!(level("is a broken link"), Severity::Warning);
    }
}
