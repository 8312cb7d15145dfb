//! Placeholders in two braces, which template languages write too.

use super::{Parts, value};
use crate::aid::placeholder::HoleKind;

/// `{{name}}`, `{{a|b}}`, `{{[-s|--long]}}`, `{{file ...}}`.
pub(super) fn braces(rest: &str) -> Option<Parts> {
    let inner = rest.get(2..)?;
    let end = inner.find("}}")?;
    let content = inner.get(..end)?;
    // `{{a{b}}}`: the last two close.
    let extra = usize::from(content.contains('{') && inner.get(end + 2..)?.starts_with('}'));
    let content = inner.get(..end + extra)?;
    let length = end + extra + 4;
    let name = content.trim();
    if name.is_empty() || name.contains('\n') || is_expression(without_dots(name).0) {
        return None;
    }
    if let Some((short, long)) = spellings(name) {
        return Some((length, name.to_string(), HoleKind::Option { short, long }));
    }
    let (name, several) = without_dots(name);
    let choices: Vec<String> = match (range_of(name), name.contains('|')) {
        (Some(choices), _) => choices,
        (None, true) => name
            .split('|')
            .map(|choice| choice.trim().to_string())
            .collect(),
        (None, false) => Vec::new(),
    };
    let choices = if choices.iter().any(String::is_empty) {
        Vec::new()
    } else {
        choices
    };
    Some((length, name.to_string(), value(choices, several)))
}

/// Go, Jinja, Helm and GitHub expressions.
fn is_expression(content: &str) -> bool {
    let starts = content.starts_with([
        '.', '$', '"', '\'', '#', '/', '%', '-', '`', '!', '&', '>', '*', '@', '(',
    ]);
    let option = content.starts_with('-') && content.len() > 1 && !content.starts_with("- ");
    let first = content
        .split(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or_default();
    let keyword = matches!(
        first,
        "range"
            | "if"
            | "end"
            | "else"
            | "with"
            | "template"
            | "block"
            | "define"
            | "include"
            | "json"
            | "printf"
            | "println"
            | "print"
            | "len"
            | "index"
            | "join"
            | "toYaml"
            | "toJson"
            | "quote"
            | "default"
            | "lookup"
            | "tpl"
            | "eq"
            | "ne"
            | "not"
            | "and"
            | "or"
            | "upper"
            | "lower"
            | "split"
            | "slice"
            | "truncate"
            | "table"
            | "pad"
            | "hyperlink"
            | "color"
            | "autocolor"
            | "timeago"
            | "timefmt"
            | "tablerow"
            | "tablerender"
    ) && (content == first || content.contains([' ', '(']))
        && (matches!(first, "end" | "else")
            || content.contains(['.', '$', '"', '('])
            || matches!(first, "range" | "if"));
    let path = content.contains(" .") || content.contains(" $") || content.contains(" | ");
    let context = [
        "env.", "matrix.", "secrets.", "github.", "steps.", "Values.", "inputs.", "vars.", "item.",
        "ansible_",
    ]
    .iter()
    .any(|start| content.starts_with(start));
    (starts && !option && !content.starts_with("[")) || keyword || path || context
}

/// `[-s|--long]`
fn spellings(content: &str) -> Option<(String, String)> {
    let inner = content.strip_prefix('[')?.strip_suffix(']')?;
    let (short, long) = inner.split_once('|')?;
    let option = |text: &str| !text.is_empty() && !text.contains(['|', '[', ']']);
    (option(short) && option(long)).then(|| (short.to_string(), long.to_string()))
}

/// `file ...` means several.
pub(super) fn without_dots(name: &str) -> (&str, bool) {
    match name.strip_suffix("...").or_else(|| name.strip_suffix('…')) {
        Some(less) if !less.trim_end().is_empty() => (less.trim_end(), true),
        _ => (name, false),
    }
}

/// `1..5` is one of five numbers; of more than twenty none is listed.
fn range_of(name: &str) -> Option<Vec<String>> {
    let (from, to) = name.split_once("..")?;
    let (from, to): (i64, i64) = (from.parse().ok()?, to.parse().ok()?);
    let count = to.checked_sub(from)?;
    (0..20)
        .contains(&count)
        .then(|| (from..=to).map(|n| n.to_string()).collect())
}
