//! `front-matter`: found by the reader of front matter.

use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;

pub(super) const RULE: Rule = Rule {
    code: Code::FrontMatter,
    level: Severity::Error,
    catches: "front matter that does not parse, a known key of the wrong type, a date or a duration that cannot be read",
    why: "the aid's age, symptoms or names are silently missing",
    source: "giantswarm/docs checks the same; none of 1,478 public pages is hit",
    instead: "correct the value",
    bad: "---\nreview_in: soon\n---\n1. Go.\n",
    good: "---\nreview_in: 6 months\n---\n1. Go.\n",
    check: None,
};
