//! How often each rule of `--check` hits, on a checked-in sample of runbook pages.
//!
//! A rule that starts to cry wolf, or falls silent, shows here: the share of pages that it hits may not
//! move by more than half. Who means to move it writes the new number down.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::SystemTime;

use jiff::civil::date;
use jitt::library::{Library, Plan};
use jitt::lint::{Checker, Options, RULES};
use jitt::source::{Origin, Source};

/// Pages of the sample in `tests/lint/pages`.
const PAGES: usize = 14;

/// How many of them a rule hits; a rule that is not named hits none.
const HITS: [(&str, usize); 29] = [
    ("block-too-big", 1),
    ("broken-markdown", 1),
    ("code-chars", 1),
    ("condition-late", 1),
    ("course-wording", 2),
    ("danger-unwarned", 3),
    ("dead-link", 3),
    ("here-link", 2),
    ("image-alt", 2),
    ("long-sentence", 1),
    ("long-title", 1),
    ("many-goals", 1),
    ("missing-meta", 11),
    ("no-check", 4),
    ("no-language", 2),
    ("not-a-job-aid", 2),
    ("numbering", 2),
    ("old-tool", 1),
    ("overdue", 2),
    ("params", 1),
    ("read-time", 1),
    ("several-actions", 1),
    ("shell-syntax", 1),
    ("steps-late", 1),
    ("todo", 2),
    ("too-many-steps", 2),
    ("vague", 4),
    ("warning-late", 1),
    ("wide-code", 1),
];

/// By how much a rate may move.
const FACTOR: f64 = 1.5;

/// The pages that each rule hits, and how many pages there are.
fn hits() -> (BTreeMap<&'static str, BTreeSet<PathBuf>>, usize) {
    let plan = Plan {
        sources: vec![Source {
            origin: Origin::Given,
            root: PathBuf::from("tests/lint/pages"),
        }],
        ..Plan::default()
    };
    let library = Library::read(&plan, SystemTime::now(), &mut |_| {});
    let checker = Checker::new(Options {
        strict: true,
        levels: Vec::new(),
        today: date(2026, 11, 22),
    });
    assert!(checker.has_shell(), "this test needs a bash");
    let checked = checker.libraries(&[library]);
    let mut hits: BTreeMap<_, BTreeSet<PathBuf>> = BTreeMap::new();
    for found in checked.found {
        let pages = hits.entry(found.finding.code.name()).or_default();
        pages.insert(found.finding.file);
    }
    (hits, checked.pages)
}

#[test]
fn no_rule_hits_much_more_or_less_than_it_did() {
    let (hits, pages) = hits();
    let expected = BTreeMap::from(HITS);
    let mut moved = Vec::new();
    for rule in RULES {
        let name = rule.code.name();
        let now = hits.get(name).map_or(0, BTreeSet::len) as f64 / pages as f64;
        let before = expected.get(name).copied().unwrap_or(0) as f64 / PAGES as f64;
        if now > before * FACTOR || now * FACTOR < before {
            let pages = hits.get(name);
            moved.push(format!(
                "{name}: {before:.3} before, {now:.3} now, {pages:?}"
            ));
        }
    }
    assert!(moved.is_empty(), "rates have moved:\n{}", moved.join("\n"));
}

#[test]
fn the_pages_without_a_fault_have_no_finding() {
    let (hits, _) = hits();
    let clean = ["proxy-502.md", "dns-slow.md"];
    for (rule, pages) in &hits {
        let wrong = pages
            .iter()
            .find(|page| clean.iter().any(|clean| page.ends_with(clean)));
        assert_eq!(wrong, None, "{rule}");
    }
}
