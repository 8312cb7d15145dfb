//! Characters a terminal would obey, written with escapes (`"\e"`): the page's text does not hold them,
//! its title or tags do.

use super::node::{Node, Value};
use crate::diagnostic::Diagnostic;
use crate::parse::hostile;

/// A finding for each value of `nodes` with such a character that `text` itself does not hold (that one
/// is found where it stands), placed at the value; at most `hostile::MOST`.
pub(super) fn findings<'a>(
    nodes: impl IntoIterator<Item = &'a Node>,
    text: &str,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if text.contains('\\') {
        for node in nodes {
            search(node, text, &mut found);
        }
    }
    found
}

// The readers of both languages bound the nesting, so this recursion is bounded too.
fn search(node: &Node, text: &str, found: &mut Vec<Diagnostic>) {
    if found.len() >= hostile::MOST {
        return;
    }
    match &node.value {
        Value::Null => {}
        Value::Text(value) => {
            let finding = value
                .chars()
                .filter(|c| !text.contains(*c))
                .find_map(|c| hostile::of_trick(node.at, c));
            found.extend(finding);
        }
        Value::List(nodes) => nodes.iter().for_each(|node| search(node, text, found)),
        Value::Map(entries) => entries
            .iter()
            .for_each(|entry| search(&entry.node, text, found)),
    }
}
