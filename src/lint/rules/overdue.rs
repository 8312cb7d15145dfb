//! `overdue`: steps that nobody has looked at for too long.

use crate::aid::Review;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;

pub(super) const RULE: Rule = Rule {
    code: Code::Overdue,
    level: Severity::Warning,
    catches: "a review that is due by reviewed and review_in (one year if not said), or one dated in the future",
    why: "stale steps cost more than none",
    source: "the practice of GOV.UK and Giant Swarm: last_reviewed_on, review_in, expiration_in_days",
    instead: "run its steps once more, then move `reviewed`",
    bad: "---\nreviewed: 2020-01-01\n---\n1. Go.\n",
    good: "---\nreviewed: 2026-11-01\n---\n1. Go.\n",
    check: Some(check),
};

/// The names that sites give the date.
const KEYS: [&str; 8] = [
    "reviewed",
    "last_reviewed_on",
    "last_review_date",
    "lastValidated",
    "last_tested",
    "ms.date",
    "lastmod",
    "updated",
];

fn check(page: &Page) -> Vec<Diagnostic> {
    let meta = &page.aid.meta;
    let message = match (meta.reviewed, meta.review(page.today)) {
        (Some(reviewed), _) if reviewed > page.today => {
            format!("the last review, {reviewed}, lies in the future")
        }
        (Some(reviewed), Review::Overdue { days }) => {
            let unit = if days == 1 { "day" } else { "days" };
            format!("the review is {days} {unit} overdue; the last was on {reviewed}")
        }
        _ => return Vec::new(),
    };
    let line = page.key_line(&KEYS).unwrap_or(1);
    vec![page.finding(RULE.code, page.place(line, ""), 0, message)]
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::lint::testing::hits;

    #[test]
    fn the_date_in_the_front_matter_is_pointed_at() {
        let page = |keys: &str| format!("---\ntitle: x\n{keys}---\n1. Go.\n");
        assert_eq!(
            hits(Code::Overdue, &page("last_reviewed_on: 2020-01-01\n")),
            [3]
        );
        assert_eq!(hits(Code::Overdue, &page("reviewed: 2027-01-01\n")), [3]);
        let long = "reviewed: 2020-01-01\nreview_in: 20 years\n";
        assert_eq!(hits(Code::Overdue, &page(long)), []);
        assert_eq!(hits(Code::Overdue, "1. Go.\n"), []);
    }
}
