//! `hostile-text`: found by the reader of pages, character by character.

use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;

pub(super) const RULE: Rule = Rule {
    code: Code::HostileText,
    level: Severity::Error,
    catches: "a control or direction character, an invisible character in code, NUL, bytes that are not UTF-8",
    why: "what is shown, what is copied and what runs are no longer the same",
    source: "CVE-2021-42574 (Trojan Source), CVE-2022-46663, CVE-2024-52005",
    instead: "delete the character",
    bad: "1. Run `rm\u{200b} x`.\n",
    good: "1. Run `rm x`.\n",
    check: None,
};
