//! The keys of the format and their other spellings, and the forms of a value each accepts.

use super::node::{Entry, Node, Value};
use crate::diagnostic::{Code, Diagnostic, Position, Severity};

/// A key of the format: its own name, then the names other sites use for it, the best first.
#[derive(Debug)]
pub(super) struct Key(pub(super) &'static [&'static str]);

pub(super) const TITLE: Key = Key(&["title", "linkTitle"]);
pub(super) const SHORT_TITLE: Key = Key(&["linkTitle"]);
pub(super) const SUMMARY: Key = Key(&["summary", "description", "abstract"]);
pub(super) const TAGS: Key = Key(&[
    "tags",
    "keywords",
    "categories",
    "services",
    "section",
    "subsection",
]);
pub(super) const ALIASES: Key = Key(&["aliases", "alias", "shortcuts", "technical_name"]);
pub(super) const SYMPTOMS: Key = Key(&["symptoms", "errors", "error", "alerts", "alert"]);
pub(super) const QUESTIONS: Key = Key(&["questions", "user_questions"]);
pub(super) const KIND: Key = Key(&["kind", "ms.topic", "diataxis_content_type"]);
pub(super) const USE: Key = Key(&["use", "mode"]);
pub(super) const PAUSE: Key = Key(&["pause"]);
pub(super) const NEEDS: Key = Key(&["needs", "requires", "prerequisites"]);
pub(super) const PLATFORMS: Key = Key(&["platforms", "os", "platform"]);
pub(super) const DANGER: Key = Key(&["danger"]);
pub(super) const TIME: Key = Key(&["time", "minutes", "duration", "estimate"]);
pub(super) const OWNER: Key = Key(&[
    "owner",
    "owners",
    "owner_slack",
    "team",
    "author",
    "ms.author",
]);
pub(super) const REVIEWED: Key = Key(&[
    "reviewed",
    "last_reviewed_on",
    "last_review_date",
    "lastValidated",
    "last_tested",
    "ms.date",
    "lastmod",
    "updated",
]);
pub(super) const REVIEW_IN: Key = Key(&["review_in", "expiration_in_days", "ms.update-cycle"]);
pub(super) const RELATED: Key = Key(&["related", "see_also"]);
pub(super) const UNDO: Key = Key(&["undo", "rollback"]);
pub(super) const VERIFY: Key = Key(&["verify"]);
pub(super) const SOURCE: Key = Key(&["source", "source_url", "source_repository"]);
pub(super) const SYNTAX: Key = Key(&["syntax"]);
pub(super) const DRAFT: Key = Key(&["draft"]);
pub(super) const PARAMS: Key = Key(&["params", "vars", "variables", "inputs"]);
pub(super) const MEDIA: Key = Key(&["media", "image", "video", "asciicast"]);
pub(super) const LINT: Key = Key(&["lint"]);
/// Holds any other key, and wins over the top level.
pub(super) const JITT: &str = "jitt";

const ALL: [&Key; 26] = [
    &TITLE,
    &SHORT_TITLE,
    &SUMMARY,
    &TAGS,
    &ALIASES,
    &SYMPTOMS,
    &QUESTIONS,
    &KIND,
    &USE,
    &PAUSE,
    &NEEDS,
    &PLATFORMS,
    &DANGER,
    &TIME,
    &OWNER,
    &REVIEWED,
    &REVIEW_IN,
    &RELATED,
    &UNDO,
    &VERIFY,
    &SOURCE,
    &SYNTAX,
    &DRAFT,
    &PARAMS,
    &MEDIA,
    &LINT,
];

/// Keys that other sites' pages start with.
const SITE_KEYS: [&str; 8] = [
    "layout",
    "date",
    "weight",
    "type",
    "id",
    "slug",
    "permalink",
    "parent",
];

/// Whether `name` is a key that front matter has: one of ours or of a site's.
pub(super) fn is_known(name: &str) -> bool {
    is_ours(name) || SITE_KEYS.contains(&name)
}

fn is_ours(name: &str) -> bool {
    name == JITT || ALL.iter().any(|key| key.0.contains(&name))
}

/// A value found under one of a key's names.
#[derive(Debug)]
pub(super) struct Found {
    /// The name it was found under.
    pub(super) name: String,
    /// Whether that is the format's own name, or written under `jitt:`.
    pub(super) own: bool,
    /// Where the name stands.
    pub(super) at: Position,
    /// The value.
    pub(super) node: Node,
}

/// What the front matter says, key by key, until everything known has been taken.
#[derive(Debug)]
pub(super) struct Keys {
    jitt: Vec<Entry>,
    top: Vec<Entry>,
    findings: Vec<Diagnostic>,
}

impl Keys {
    /// Takes over the top level and its `jitt:` map; keys without a value count as absent.
    pub(super) fn new(entries: Vec<Entry>) -> Keys {
        let mut findings = Vec::new();
        let mut top = without_duplicates(entries, &mut findings);
        let mut jitt = Vec::new();
        if let Some(at) = top.iter().position(|entry| entry.key == JITT) {
            let entry = top.remove(at);
            match entry.node.value {
                Value::Map(entries) => jitt = without_duplicates(entries, &mut findings),
                _ => findings.push(
                    error(entry.at, "jitt is no map of keys")
                        .with_help("indent jitt's keys below it, or remove it"),
                ),
            }
        }
        Keys {
            jitt,
            top,
            findings,
        }
    }

    /// The value under the first of the key's names that has one.
    pub(super) fn take(&mut self, key: &Key) -> Option<Found> {
        let jitt = take(&mut self.jitt, key).map(|found| Found { own: true, ..found });
        jitt.or_else(|| take(&mut self.top, key))
    }

    /// One line of text.
    pub(super) fn text(&mut self, key: &Key) -> Option<String> {
        let found = self.take(key)?;
        match &found.node.value {
            Value::Text(text) => Some(one_line(text)).filter(|text| !text.is_empty()),
            _ => {
                self.wrong_type(&found, "text", &format!("put the {} in quotes", found.name));
                None
            }
        }
    }

    /// A list, or a text with commas between the items.
    pub(super) fn list(&mut self, key: &Key) -> Vec<String> {
        let placed = self.list_with_places(key).into_iter();
        placed.map(|(item, _)| item).collect()
    }

    /// As [`Keys::list`], each item with its place in the file, or that of the text it is a part of.
    pub(super) fn list_with_places(&mut self, key: &Key) -> Vec<(String, Position)> {
        let Some(found) = self.take(key) else {
            return Vec::new();
        };
        let at = found.node.at;
        let texts = match &found.node.value {
            Value::Text(text) => items(text.split([',', '\n'])),
            Value::List(nodes) => {
                let placed = nodes.iter().map(|node| (one_line(&node.flat()), node.at));
                return placed.filter(|(item, _)| !item.is_empty()).collect();
            }
            _ => self.items_of(&found),
        };
        texts.into_iter().map(|text| (text, at)).collect()
    }

    /// A list, or one text.
    pub(super) fn one_or_more(&mut self, key: &Key) -> Vec<String> {
        let Some(found) = self.take(key) else {
            return Vec::new();
        };
        match &found.node.value {
            Value::Text(text) => items([text.as_str()].into_iter()),
            _ => self.items_of(&found),
        }
    }

    /// `off` of the map `lint`; anything else under that name is another tool's.
    pub(super) fn lint_off(&mut self) -> Vec<String> {
        let Some(found) = self.take(&LINT) else {
            return Vec::new();
        };
        let off = match &found.node.value {
            Value::Map(entries) => entries.iter().find(|entry| entry.key == "off"),
            _ => None,
        };
        match off.map(|entry| &entry.node.value) {
            Some(Value::List(nodes)) => {
                let flat: Vec<String> = nodes.iter().map(Node::flat).collect();
                items(flat.iter().map(String::as_str))
            }
            Some(Value::Text(text)) => items(text.split(',')),
            _ => {
                self.put_back(found);
                Vec::new()
            }
        }
    }

    fn items_of(&mut self, found: &Found) -> Vec<String> {
        match &found.node.value {
            Value::List(nodes) => {
                let flat: Vec<String> = nodes.iter().map(Node::flat).collect();
                items(flat.iter().map(String::as_str))
            }
            // `author: {name: Ada, email: ...}` of other sites: its name, or all of it.
            Value::Map(entries) if !found.own => {
                let name = entries.iter().find(|entry| entry.key == "name");
                vec![name.map_or_else(|| found.node.flat(), |entry| entry.node.flat())]
            }
            _ => {
                self.wrong_type(
                    found,
                    "a list",
                    "write [one, two], or each item on a line after `- `",
                );
                Vec::new()
            }
        }
    }

    /// `true` or `false`, in YAML's many words for them.
    pub(super) fn flag(&mut self, key: &Key) -> bool {
        let Some(found) = self.take(key) else {
            return false;
        };
        match yes_or_no(&found.node.flat()) {
            Some(answer) => answer,
            None => {
                self.wrong_type(&found, "true or false", "write true or false");
                false
            }
        }
    }

    /// What a value that cannot be used is called; other sites' names may mean something else there.
    pub(super) fn wrong_type(&mut self, found: &Found, expected: &str, help: &str) {
        self.wrong(found, &format!("{} is not {expected}", found.name), help);
    }

    /// A finding about a value: an error under the format's own name, else a warning.
    pub(super) fn wrong(&mut self, found: &Found, message: &str, help: &str) {
        let mut finding = error(found.node.at, message).with_help(help);
        if matches!(found.node.value, Value::List(_) | Value::Map(_)) {
            finding.at = found.at;
        }
        if !found.own {
            finding.severity = Severity::Warning;
        }
        self.findings.push(finding);
    }

    /// Takes findings over that somebody else made.
    pub(super) fn report(&mut self, findings: Vec<Diagnostic>) {
        self.findings.extend(findings);
    }

    /// Puts back a value under another site's name that means nothing here: it stays searchable.
    pub(super) fn put_back(&mut self, found: Found) {
        self.top.push(Entry {
            key: found.name,
            at: found.at,
            node: found.node,
        });
    }

    /// Everything that was not taken, flattened, in the order of the file; and the findings.
    pub(super) fn rest(self) -> (Vec<(String, String)>, Vec<Diagnostic>) {
        let mut rest = self.top;
        rest.extend(self.jitt);
        rest.sort_by_key(|entry| entry.at);
        let extra = rest
            .into_iter()
            .filter(|entry| entry.node.value != Value::Null)
            .map(|entry| (entry.key, one_line(&entry.node.flat())))
            .collect();
        (extra, self.findings)
    }
}

fn take(entries: &mut Vec<Entry>, key: &Key) -> Option<Found> {
    key.0.iter().enumerate().find_map(|(rank, name)| {
        let at = entries
            .iter()
            .position(|entry| entry.key == *name && entry.node.value != Value::Null)?;
        let entry = entries.remove(at);
        Some(Found {
            name: entry.key,
            own: rank == 0,
            at: entry.at,
            node: entry.node,
        })
    })
}

/// The first of each key; a second one is a mistake when the key is ours.
fn without_duplicates(entries: Vec<Entry>, findings: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let mut kept: Vec<Entry> = Vec::new();
    let mut seen = std::collections::HashMap::new();
    for entry in entries {
        let first = *seen.entry(entry.key.clone()).or_insert(entry.at);
        if first == entry.at {
            kept.push(entry);
            continue;
        }
        let known = is_ours(&entry.key);
        let message = format!("{} is given twice, first in line {}", entry.key, first.line);
        let mut finding = error(entry.at, &message).with_help("keep one, the first is used");
        if !known {
            finding.severity = Severity::Warning;
        }
        findings.push(finding);
        // Both values of a key we do not know stay searchable.
        if !known {
            kept.push(entry);
        }
    }
    kept
}

/// Reads `true`, `yes`, `on` and their opposites.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

fn items<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    texts
        .map(one_line)
        .filter(|text| !text.is_empty())
        .collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn error(at: Position, message: &str) -> Diagnostic {
    Diagnostic::new(Code::FrontMatter, Severity::Error, at, message)
}
