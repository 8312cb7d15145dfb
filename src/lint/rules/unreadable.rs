//! `unreadable`: found where files are listed and read.

use crate::diagnostic::{Code, Severity};
use crate::lint::Rule;

pub(super) const RULE: Rule = Rule {
    code: Code::Unreadable,
    level: Severity::Error,
    catches: "a file that cannot be read or is cut at the size limit; a warning where something is only skipped",
    why: "that an aid is missing is found out when it is needed",
    source: "ripgrep and glow name such files too (BurntSushi/ripgrep#2761, charmbracelet/glow#836)",
    instead: "make it a readable regular file, or move it out of the folder",
    bad: "(a file with mode 000)\n",
    good: "(the file with mode 644)\n",
    check: None,
};
