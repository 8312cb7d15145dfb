//! What went wrong in a piece of YAML, and what its author should do about it.

use granit_parser::ErrorKind;

use crate::diagnostic::{Code, Diagnostic, Position, Severity};

/// The finding for a mistake of `kind` at `at`, in `text` whose first line is `first_line` of the file.
pub(super) fn finding(kind: &ErrorKind, text: &str, at: Position, first_line: u32) -> Diagnostic {
    let key = key_at(text, at.line.saturating_sub(first_line));
    // Where the mistake began, for those that a parser sees only at their end.
    let opened = opening(text, first_line).unwrap_or(at);
    unclosed(kind, at, opened)
        .or_else(|| misplaced(kind, key, at))
        .or_else(|| value(kind, key, at))
        .unwrap_or_else(|| {
            let message = format!("not valid YAML: {kind}");
            error(at, &message, &quote(key.unwrap_or("value")))
        })
}

fn quote(what: &str) -> String {
    format!("put the {what} in quotes")
}

/// Quotes and brackets: `opened` is where one was opened.
fn unclosed(kind: &ErrorKind, at: Position, opened: Position) -> Option<Diagnostic> {
    use ErrorKind as Kind;
    Some(match kind {
        Kind::UnclosedQuotedScalar
        | Kind::InvalidQuotedScalarIndent
        | Kind::DocumentIndicatorInQuotedScalar => {
            error(opened, "a quote is opened and never closed", CLOSE_QUOTE)
        }
        Kind::UnclosedFlowCollection { .. }
        | Kind::ExpectedFlowSequenceSeparator
        | Kind::ExpectedFlowMappingSeparator
        | Kind::UnexpectedEofFlowSequence
        | Kind::UnexpectedEofFlowMapping
        | Kind::UnexpectedEofImplicitFlowMapping => error(
            opened,
            "a bracket is opened and never closed",
            CLOSE_BRACKET,
        ),
        Kind::MisplacedFlowCollectionEnd | Kind::MismatchedFlowCollectionEnd { .. } => error(
            at,
            "a closing bracket that does not fit",
            "remove it, or put the value in quotes",
        ),
        Kind::InvalidTrailingDoubleQuotedScalar | Kind::InvalidTrailingSingleQuotedScalar => {
            error(at, "text after the closing quote", CLOSE_QUOTE)
        }
        _ => return None,
    })
}

/// Indents, keys and lists out of place. `key` is the one on the line.
fn misplaced(kind: &ErrorKind, key: Option<&str>, at: Position) -> Option<Diagnostic> {
    use ErrorKind as Kind;
    Some(match kind {
        Kind::MappingValueNotAllowed | Kind::InvalidColonPlacement => match key {
            Some(key) => error(at, "a colon inside a value", &quote(key)),
            None => error(at, "this line does not fit the key above it", ALIGN),
        },
        _ if is_tab(kind) => tab(at),
        Kind::ExpectedBlockMappingKey if key.is_some() => {
            error(at, "text after the value", &quote(key.unwrap_or("value")))
        }
        Kind::ExpectedBlockMappingKey
        | Kind::ExpectedBlockSequenceEntry
        | Kind::ExpectedDocumentStart
        | Kind::InvalidIndentation => error(at, "this line does not fit those above it", ALIGN),
        Kind::SimpleKeyExpected => no_key(at),
        Kind::BlockSequenceEntryNotAllowed => error(
            at,
            "a list starts on the line of its key",
            "start it on the next line, or write [a, b]",
        ),
        Kind::RecursionLimitExceeded => too_deep(at),
        _ => return None,
    })
}

/// Values that cannot be what they look like.
fn value(kind: &ErrorKind, key: Option<&str>, at: Position) -> Option<Diagnostic> {
    use ErrorKind as Kind;
    let advice = quote(key.unwrap_or("value"));
    Some(match kind {
        Kind::UnexpectedCharacter { character } => {
            let message = format!("a value cannot start with {character}");
            error(at, &message, &advice)
        }
        Kind::UnknownAnchor | Kind::MissingAnchorOrAliasName => error(
            at,
            "* or & at the start of a value refers to another value, and there is none",
            &advice,
        ),
        Kind::UnknownQuotedScalarEscape => error(
            at,
            "a backslash in double quotes starts an escape, and this is none",
            "use single quotes, they keep backslashes",
        ),
        _ => return None,
    })
}

/// A tab before the first key: this parser takes it, others refuse the page.
pub(super) fn tab_before_first_key(text: &str, first_line: u32) -> Option<Diagnostic> {
    let (line, _) = (first_line..)
        .zip(text.lines())
        .find(|(_, line)| !line.trim().is_empty())
        .filter(|(_, line)| line.starts_with('\t'))?;
    Some(tab(Position { line, column: 1 }))
}

fn tab(at: Position) -> Diagnostic {
    error(
        at,
        "indented with a tab",
        "indent with spaces, YAML knows no tabs",
    )
}

/// Lists in lists in lists.
pub(super) fn too_deep(at: Position) -> Diagnostic {
    error(
        at,
        "nested deeper than 64 levels",
        "front matter needs three or four",
    )
}

/// A line that is no key.
pub(super) fn no_key(at: Position) -> Diagnostic {
    error(
        at,
        "this is no key with a value",
        "write `key: value`, with a space after the colon",
    )
}

const ALIGN: &str = "start every key in the same column, and indent what belongs to it";
const CLOSE_QUOTE: &str =
    "close the quote at the value's end; a quote inside a value needs the other kind around it";
const CLOSE_BRACKET: &str = "close it after the last item";

fn error(at: Position, message: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::FrontMatter, Severity::Error, at, message).with_help(help)
}

fn is_tab(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart
    )
}

/// The key on the line `below` the first: `title` of `title: a: b`.
fn key_at(text: &str, below: u32) -> Option<&str> {
    let line = text.lines().nth(usize::try_from(below).ok()?)?;
    let (key, _) = line.split_once(": ")?;
    let key = key.trim_start_matches("- ").trim_matches(['"', '\'']);
    let is_key = !key.is_empty() && !key.starts_with(char::is_whitespace);
    is_key.then_some(key)
}

/// Where the quote or bracket of the first line's value is opened.
fn opening(text: &str, first_line: u32) -> Option<Position> {
    let line = text.lines().next()?;
    let (key, value) = line.split_once(':')?;
    let at = value.find(['"', '\'', '[', '{'])?;
    let before = key.chars().count() + value.get(..at)?.chars().count();
    Some(Position {
        line: first_line,
        column: u32::try_from(before).unwrap_or(u32::MAX).saturating_add(2),
    })
}
