//! TOML front matter (`+++`): title, description and tags, no more.

use std::ops::Range;

use toml_edit::{Document, Item};

use super::node::{Entry, Node, Value};
use crate::diagnostic::{Code, Diagnostic, Position, Severity};

/// The keys that are read.
const KEYS: [&str; 3] = ["title", "description", "tags"];

/// Reads `text`, whose first line is `first_line` of the file.
pub(super) fn read(text: &str, first_line: u32) -> Result<Vec<Entry>, Box<Diagnostic>> {
    let at = |offset: usize| position(text, offset, first_line);
    let document = Document::parse(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let message = format!("not valid TOML: {}", error.message());
        Box::new(
            Diagnostic::new(Code::FrontMatter, Severity::Error, at(start), message)
                .with_help("text goes in quotes, lists in brackets: tags = [\"one\", \"two\"]"),
        )
    })?;
    let entries = KEYS.iter().filter_map(|key| {
        let (found, item) = document.get_key_value(key)?;
        let key_at = at(found.span().map_or(0, |span| span.start));
        Some(Entry {
            key: (*key).to_string(),
            at: key_at,
            node: Node {
                at: at(item.span().map_or(0, |span| span.start)),
                value: value(item, text, key_at),
            },
        })
    });
    Ok(entries.collect())
}

/// The value as written; what stands inside a list is placed at the list's key.
fn value(item: &Item, text: &str, at: Position) -> Value {
    if let Some(array) = item.as_array() {
        let nodes = array.iter().map(|value| Node {
            at,
            value: Value::Text(scalar(value.as_str(), value.span(), text)),
        });
        return Value::List(nodes.collect());
    }
    if item.is_table_like() {
        return Value::Map(Vec::new());
    }
    Value::Text(scalar(item.as_str(), item.span(), text))
}

/// A string without its quotes, anything else as it stands in the file.
fn scalar(string: Option<&str>, span: Option<Range<usize>>, text: &str) -> String {
    let written = || span.and_then(|span| text.get(span)).unwrap_or_default();
    string.unwrap_or_else(written).to_string()
}

fn position(text: &str, offset: usize, first_line: u32) -> Position {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let lines = u32::try_from(before.matches('\n').count()).unwrap_or(u32::MAX);
    let columns = before.get(line_start..).unwrap_or("").chars().count();
    Position {
        line: first_line.saturating_add(lines),
        column: u32::try_from(columns).unwrap_or(u32::MAX).saturating_add(1),
    }
}
