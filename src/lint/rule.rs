//! What a rule is.

use super::page::Page;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// One rule, as `jitt --explain` shows it and as pages are checked by it.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its name.
    pub code: Code,
    /// How bad a hit is unless the configuration says otherwise.
    pub level: Severity,
    /// What it catches, with its threshold; one sentence.
    pub catches: &'static str,
    /// What a hit does to the reader; one sentence.
    pub why: &'static str,
    /// The standard, study or count that it comes from.
    pub source: &'static str,
    /// What to do about a hit, where the finding itself does not say it better.
    pub instead: &'static str,
    /// A page that is hit. `[320 words on x]` stands for a text of that length, which nobody would read.
    pub bad: &'static str,
    /// The same page, mended.
    pub good: &'static str,
    /// Looks for hits on a page; none where parser, source or library find them.
    pub check: Option<fn(&Page) -> Vec<Diagnostic>>,
}

impl Rule {
    /// Whether it is only looked at when all is asked for.
    pub fn is_quiet(&self) -> bool {
        self.level == Severity::Info
    }
}
