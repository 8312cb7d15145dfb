//! `duplicate-id`: found where the ids of a collection are settled.

use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;

pub(super) const RULE: Rule = Rule {
    code: Code::DuplicateId,
    level: Severity::Error,
    catches: "two aids of one collection that answer to the same id or alias",
    why: "a name must open one aid; the second one cannot be reached by it",
    source: "a one-shot look-up has nobody to ask",
    instead: "rename one of the two",
    bad: "---\naliases: [tls]   # and another page has this alias too\n---\n1. Go.\n",
    good: "---\naliases: [tls-client]\n---\n1. Go.\n",
    check: None,
};
