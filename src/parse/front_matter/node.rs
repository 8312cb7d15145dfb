//! Front matter as a tree of values that know where they stand, whatever language it was written in.

use crate::diagnostic::Position;

/// A value and where it starts in the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    /// Where it starts.
    pub(super) at: Position,
    /// What it is.
    pub(super) value: Value,
}

/// What a value can be. Scalars keep the form they were written in: `1.20`, `no`.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing: an empty value, `~` or `null`.
    Null,
    /// A scalar, quotes and escapes resolved.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys in the order of the file, duplicates included.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// The key's text.
    pub(super) key: String,
    /// Where the key starts.
    pub(super) at: Position,
    /// Its value.
    pub(super) node: Node,
}

impl Node {
    /// The value in one line of text: `a, b` of a list, `key: value` of a map.
    pub(super) fn flat(&self) -> String {
        let mut out = String::new();
        self.push_flat(&mut out);
        out
    }

    // The readers of both languages bound the nesting, so this recursion is bounded too.
    fn push_flat(&self, out: &mut String) {
        match &self.value {
            Value::Null => {}
            Value::Text(text) => out.push_str(text),
            Value::List(nodes) => {
                for (index, node) in nodes.iter().enumerate() {
                    if index > 0 {
                        out.push_str(", ");
                    }
                    node.push_flat(out);
                }
            }
            Value::Map(entries) => {
                for (index, entry) in entries.iter().enumerate() {
                    if index > 0 {
                        out.push_str(", ");
                    }
                    out.push_str(&entry.key);
                    out.push_str(": ");
                    entry.node.push_flat(out);
                }
            }
        }
    }
}
