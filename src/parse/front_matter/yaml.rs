//! YAML to a tree of values, by the events of `granit-parser`.
//!
//! An event parser, because deserialisers lose what a page's author needs: the scalar as written
//! (`1.20`, `no`), the place of every key and value, keys given twice, and the keys read before a
//! mistake. granit-parser is the maintained continuation of saphyr-parser and the base of
//! serde-saphyr (one author and issue tracker for both), needs two small crates where serde-saphyr
//! brings a dozen more, names each mistake by a kind we can turn into advice, and bounds nesting
//! itself: 64 KiB of brackets, aliases or anchors take milliseconds in a debug build, where
//! every descendant of libyaml needs seconds. Only this file and `advice.rs` know the crate.

use std::collections::HashMap;

use granit_parser::{Event, Marker, Parser, ScalarStyle, options};

use super::advice;
use super::node::{Entry, Node, Value};
use crate::diagnostic::{Code, Diagnostic, Position, Severity};

/// Deeper nesting is refused; real front matter has three or four levels.
const MAX_DEPTH: usize = 64;

/// A heavier tree than this is refused: a value weighs 1, and 1 more for every 16 bytes of text.
/// 64 KiB written out weigh at most about 35,000; what weighs more grew by its aliases.
const MAX_WEIGHT: usize = 50_000;

/// Reads `text`, whose first line is `first_line` of the file. `Null` when there is nothing in it.
///
/// A mistake is one finding (boxed: it is the rare case) with the place in the file.
pub(super) fn read(text: &str, first_line: u32) -> Result<Node, Box<Diagnostic>> {
    let limits = options! {
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
        emit_comments: false,
    };
    let mut tree = Tree::new(first_line);
    for event in Parser::new_from_str_with_options(text, limits) {
        match event {
            Ok((event, span)) => tree.add(event, &span.start)?,
            Err(error) => {
                let at = position(error.marker(), first_line);
                return Err(Box::new(advice::finding(
                    error.kind(),
                    text,
                    at,
                    first_line,
                )));
            }
        }
    }
    let start = Position {
        line: first_line,
        column: 1,
    };
    Ok(tree.root.unwrap_or(Node {
        at: start,
        value: Value::Null,
    }))
}

fn position(mark: &Marker, first_line: u32) -> Position {
    let below = u32::try_from(mark.line().saturating_sub(1)).unwrap_or(u32::MAX);
    Position {
        line: first_line.saturating_add(below),
        column: u32::try_from(mark.col())
            .unwrap_or(u32::MAX)
            .saturating_add(1),
    }
}

/// The tree as far as the events have built it.
struct Tree {
    first_line: u32,
    root: Option<Node>,
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    weight: usize,
}

/// A list or map whose end has not come yet.
struct Open {
    at: Position,
    anchor: usize,
    kind: OpenKind,
}

enum OpenKind {
    List(Vec<Node>),
    Map {
        entries: Vec<Entry>,
        key: Option<(String, Position)>,
    },
}

impl Tree {
    fn new(first_line: u32) -> Tree {
        Tree {
            first_line,
            root: None,
            open: Vec::new(),
            anchors: HashMap::new(),
            weight: 0,
        }
    }

    fn add(&mut self, event: Event<'_>, mark: &Marker) -> Result<(), Box<Diagnostic>> {
        let at = position(mark, self.first_line);
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let value = scalar(&text, style);
                self.weigh(1 + text.len() / TEXT_WEIGHT, at)?;
                self.complete(Node { at, value }, anchor);
            }
            Event::Alias(anchor) => {
                let node = self.resolve(anchor, at)?;
                self.complete(node, 0);
            }
            Event::SequenceStart(_, anchor, _) => {
                self.open(at, anchor, OpenKind::List(Vec::new()))?;
            }
            Event::MappingStart(_, anchor, _) => {
                let kind = OpenKind::Map {
                    entries: Vec::new(),
                    key: None,
                };
                self.open(at, anchor, kind)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, at: Position, anchor: usize, kind: OpenKind) -> Result<(), Box<Diagnostic>> {
        self.weigh(1, at)?;
        if self.open.len() >= MAX_DEPTH {
            return Err(Box::new(advice::too_deep(at)));
        }
        self.open.push(Open { at, anchor, kind });
        Ok(())
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else {
            return;
        };
        let value = match open.kind {
            OpenKind::List(nodes) => Value::List(nodes),
            OpenKind::Map { entries, .. } => Value::Map(entries),
        };
        self.complete(Node { at: open.at, value }, open.anchor);
    }

    /// Puts a whole value where it belongs.
    fn complete(&mut self, node: Node, anchor: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut().map(|open| &mut open.kind) {
            None => {
                self.root.get_or_insert(node);
            }
            Some(OpenKind::List(nodes)) => nodes.push(node),
            Some(OpenKind::Map { entries, key }) => match key.take() {
                None => *key = Some((node.flat(), node.at)),
                Some((key, at)) => entries.push(Entry { key, at, node }),
            },
        }
    }

    /// The value an alias stands for, at the place of the alias.
    fn resolve(&mut self, anchor: usize, at: Position) -> Result<Node, Box<Diagnostic>> {
        // An alias inside the value it names finds no anchor yet: it is nothing.
        let value = self.anchors.get(&anchor).map(|node| node.value.clone());
        let node = Node {
            at,
            value: value.unwrap_or(Value::Null),
        };
        let (weight, depth) = size(&node);
        self.weigh(weight, at)?;
        if self.open.len() + depth > MAX_DEPTH {
            return Err(Box::new(advice::too_deep(at)));
        }
        Ok(node)
    }

    fn weigh(&mut self, weight: usize, at: Position) -> Result<(), Box<Diagnostic>> {
        self.weight += weight;
        if self.weight <= MAX_WEIGHT {
            return Ok(());
        }
        let message = "too many values, with aliases written out";
        Err(Box::new(
            Diagnostic::new(Code::FrontMatter, Severity::Error, at, message)
                .with_help("write the values out, without anchors and aliases"),
        ))
    }
}

/// Bytes of text that weigh as much as a value.
const TEXT_WEIGHT: usize = 16;

/// The weight, and how many levels of lists and maps. The depth of every tree is bounded.
fn size(node: &Node) -> (usize, usize) {
    let children: Vec<&Node> = match &node.value {
        Value::Null => return (1, 0),
        Value::Text(text) => return (1 + text.len() / TEXT_WEIGHT, 0),
        Value::List(nodes) => nodes.iter().collect(),
        Value::Map(entries) => entries.iter().map(|entry| &entry.node).collect(),
    };
    let (weight, depth) = children
        .into_iter()
        .map(size)
        .fold((0, 0), |(weight, depth): (usize, usize), (more, below)| {
            (weight + more, depth.max(below))
        });
    (weight + 1, depth + 1)
}

fn scalar(text: &str, style: ScalarStyle) -> Value {
    let plain = matches!(style, ScalarStyle::Plain);
    match text {
        "" | "~" | "null" | "Null" | "NULL" if plain => Value::Null,
        text => Value::Text(text.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(text: &str) -> Vec<Entry> {
        match read(text, 2).expect("valid YAML").value {
            Value::Map(entries) => entries,
            other => panic!("no map: {other:?}"),
        }
    }

    #[test]
    fn scalars_keep_the_form_they_were_written_in() {
        let read = entries("tags: [no, 1.20, 0x1F, 2026-11-22, \"null\", ~]\n");
        let texts: Vec<String> = match &read[0].node.value {
            Value::List(nodes) => nodes.iter().map(Node::flat).collect(),
            other => panic!("no list: {other:?}"),
        };
        assert_eq!(texts, ["no", "1.20", "0x1F", "2026-11-22", "null", ""]);
    }

    #[test]
    fn keys_and_values_know_their_line_and_column_in_characters() {
        let read = entries("äö: x\nb:\n  - ü: y\n");
        assert_eq!(read[0].node.at, Position { line: 2, column: 5 });
        assert_eq!(read[1].at, Position { line: 3, column: 1 });
        assert_eq!(read[1].node.flat(), "ü: y");
    }

    #[test]
    fn aliases_stand_for_their_value() {
        let read = entries("a: &x [1, 2]\nb: *x\n");
        assert_eq!(read[1].node.flat(), "1, 2");
        assert_eq!(read[1].node.at, Position { line: 3, column: 4 });
    }

    #[test]
    fn a_billion_laughs_and_deep_aliases_are_refused() {
        let mut laughs = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        let mut deep = String::from("a0: &a0 [x]\n");
        for level in 1..100 {
            let below = level - 1;
            let nine = vec![format!("*a{below}"); 9].join(", ");
            laughs.push_str(&format!("a{level}: &a{level} [{nine}]\n"));
            deep.push_str(&format!("a{level}: &a{level} [*a{below}]\n"));
        }
        let error = read(&laughs, 2).expect_err("refused");
        assert!(error.message.contains("values"), "{error}");
        let error = read(&deep, 2).expect_err("refused");
        assert!(error.message.contains("64 levels"), "{error}");
        let heavy = format!(
            "a: &a {}\nb: [{}]\n",
            "x".repeat(30_000),
            "*a, ".repeat(8_000)
        );
        let error = read(&heavy, 2).expect_err("refused");
        assert!(error.message.contains("values"), "{error}");
    }

    #[test]
    fn sixty_four_kib_of_nesting_are_refused_at_once() {
        for open in ["[", "{a: ", "- ", "? ", "[a: "] {
            let text = open.repeat(64 * 1024 / open.len());
            assert!(read(&text, 2).is_err(), "{open}");
            assert!(read(&format!("x: {text}"), 2).is_err(), "{open}");
        }
    }
}
