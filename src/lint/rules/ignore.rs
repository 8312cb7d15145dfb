//! `ignore`: found where comments and front matter that switch rules off are read.

use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;

pub(super) const RULE: Rule = Rule {
    code: Code::Ignore,
    level: Severity::Warning,
    catches: "a comment that switches a rule off without saying why, or a rule that does not exist",
    why: "the next author cannot tell a decision from an oversight",
    source: "the same demand stands in clippy (allow_attributes_without_reason) and in ShellCheck's directives",
    instead: "give the reason behind a colon",
    bad: "<!-- jitt-ignore vague -->\n1. Restart it as needed.\n",
    good: "<!-- jitt-ignore vague: the vendor's page says when -->\n1. Restart it as needed.\n",
    check: None,
};
