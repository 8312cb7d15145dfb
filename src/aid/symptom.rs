//! Symptoms that are regular expressions.

use regex_lite::{Error, Regex, RegexBuilder};

/// A compiled expression may take this many bytes; real ones take a few hundred.
const MAX_SIZE: usize = 64 << 10;

/// The expression of a symptom written `/re/`, whatever the case of what it is tried on; none of any other
/// symptom.
///
/// # Errors
/// It is no regular expression, or one that would take too much memory.
pub fn expression(symptom: &str) -> Option<Result<Regex, Error>> {
    let inner = symptom.trim().strip_prefix('/')?.strip_suffix('/')?;
    let mut builder = RegexBuilder::new(inner);
    builder.case_insensitive(true).size_limit(MAX_SIZE);
    (!inner.is_empty()).then(|| builder.build())
}
