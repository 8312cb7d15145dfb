//! `params`: the values that an aid asks for.

use super::keys::{error, yes_or_no};
use super::node::{Entry, Node, Value};
use crate::aid::placeholder::Param;
use crate::diagnostic::{Diagnostic, Severity};

/// Reads the map below `params`: `name: question`, or `name: {ask, default, ...}`. What is wrong under
/// another site's name (`own` is false) only warns.
pub(super) fn read(entries: &[Entry], own: bool) -> (Vec<Param>, Vec<Diagnostic>) {
    let mut params: Vec<Param> = Vec::new();
    let mut findings = Vec::new();
    for entry in entries {
        if params.iter().any(|param| param.name == entry.key) {
            let message = format!("params: {} is given twice", entry.key);
            findings.push(error(entry.at, &message).with_help("keep one, the first is used"));
            continue;
        }
        params.push(param(entry, &mut findings));
    }
    if !own {
        for finding in &mut findings {
            finding.severity = Severity::Warning;
        }
    }
    (params, findings)
}

fn param(entry: &Entry, findings: &mut Vec<Diagnostic>) -> Param {
    let mut param = Param::named(&entry.key);
    match &entry.node.value {
        Value::Null => {}
        Value::Text(question) => param.ask = text(question),
        Value::List(choices) => param.choices = items(choices),
        Value::Map(keys) => {
            for key in keys {
                set(&mut param, key, findings);
            }
        }
    }
    param
}

fn set(param: &mut Param, key: &Entry, findings: &mut Vec<Diagnostic>) {
    let flat = text(&key.node.flat());
    match key.key.as_str() {
        "ask" | "description" | "prompt" => param.ask = flat,
        "default" => param.default = flat,
        "from" => param.from = flat,
        "example" => param.example = flat,
        "choices" | "enum" | "options" => {
            param.choices = match &key.node.value {
                Value::List(choices) => items(choices),
                Value::Text(choices) => choices.split(',').filter_map(text).collect(),
                _ => Vec::new(),
            };
        }
        "secret" => match flat.as_deref().and_then(yes_or_no) {
            Some(secret) => param.secret = secret,
            None => {
                let message = format!("params: secret of {} is not true or false", param.name);
                findings.push(error(key.at, &message).with_help("write true or false"));
                // What may be a secret is kept like one.
                param.secret = true;
            }
        },
        "pattern" => {
            let pattern = flat.unwrap_or_default();
            if let Err(why) = regex_lite::Regex::new(&pattern) {
                let message = format!("params: pattern of {}: {why}", param.name);
                findings.push(
                    error(key.at, &message).with_help("write a regular expression in quotes"),
                );
            } else if !pattern.is_empty() {
                param.pattern = Some(pattern);
            }
        }
        other => {
            let message = format!("params: {} has no use for {other}", param.name);
            let help = "the keys are ask, default, from, choices, pattern, secret, example";
            let mut finding = error(key.at, &message).with_help(help);
            finding.severity = Severity::Warning;
            findings.push(finding);
        }
    }
}

fn items(nodes: &[Node]) -> Vec<String> {
    nodes.iter().filter_map(|node| text(&node.flat())).collect()
}

/// In one line, none for nothing.
fn text(written: &str) -> Option<String> {
    let text = written.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}
