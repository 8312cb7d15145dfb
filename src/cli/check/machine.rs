//! Findings for programs: JSON, SARIF, annotations of GitHub.

use std::path::{Component, Path, PathBuf};

use serde::Serialize;
use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::{Found, RULES, Rule, rule_of};
use crate::render::sanitize::{visible_line, visible_path};

/// One finding of `--json`; lines and columns from 1, columns in characters.
#[derive(Serialize)]
struct Row<'a> {
    file: String,
    line: u32,
    column: u32,
    end_column: u32,
    level: String,
    rule: &'a str,
    message: String,
    why: Option<&'a str>,
    help: Option<String>,
    text: String,
}

/// An array of objects with stable keys.
pub(super) fn json(shown: &[Found]) -> String {
    let rows: Vec<Row> = shown.iter().map(row).collect();
    printed(&rows)
}

fn row(found: &Found) -> Row<'_> {
    let finding = &found.finding;
    let (line, column, end_column) = place(finding);
    Row {
        file: visible_path(&finding.file),
        line,
        column,
        end_column,
        level: finding.severity.to_string(),
        rule: finding.code.name(),
        message: visible_line(&finding.message).into_owned(),
        why: rule_of(finding.code).map(|rule| rule.why),
        help: finding
            .help
            .as_deref()
            .map(|help| visible_line(help).into_owned()),
        text: visible_line(&found.line).into_owned(),
    }
}

fn place(finding: &Diagnostic) -> (u32, u32, u32) {
    let (line, column) = (finding.at.line.max(1), finding.at.column.max(1));
    (line, column, column.saturating_add(finding.length.max(1)))
}

/// A log of one run in the form of the OASIS standard, as code scanning services read it.
pub(super) fn sarif(shown: &[Found]) -> String {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|rule| {
            json!({
                "id": rule.code.name(),
                "shortDescription": {"text": rule.catches},
                "fullDescription": {"text": format!("Why: {}. Source: {}.", rule.why, rule.source)},
                // There is no page of a rule to lead to (helpUri): all that is known of it stands here.
                "help": {"text": help(rule), "markdown": help(rule)},
                "defaultConfiguration": {"level": sarif_level(rule.level)},
            })
        })
        .collect();
    let results: Vec<Value> = shown.iter().map(|found| result(&found.finding)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "jitt",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    printed(&log)
}

/// What to do about a rule's findings, with its examples; plain text that is Markdown too.
fn help(rule: &Rule) -> String {
    let mut text = match rule.instead {
        "" => String::new(),
        instead => format!("{instead}.\n"),
    };
    for (name, example) in [("Bad", rule.bad), ("Good", rule.good)] {
        if !example.is_empty() {
            let example: String = example
                .lines()
                .map(|line| format!("    {}\n", visible_line(line)))
                .collect();
            text.push_str(&format!("\n{name}:\n\n{example}"));
        }
    }
    text.push_str(&format!(
        "\njitt --explain {} says more.\n",
        rule.code.name()
    ));
    text
}

fn result(finding: &Diagnostic) -> Value {
    let (line, column, end_column) = place(finding);
    let mut message = visible_line(&finding.message).into_owned();
    if let Some(help) = &finding.help {
        message.push_str(". ");
        message.push_str(&visible_line(help));
    }
    json!({
        "ruleId": finding.code.name(),
        "level": sarif_level(finding.severity),
        "message": {"text": message},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": address(&finding.file)},
            "region": {"startLine": line, "startColumn": column, "endColumn": end_column},
        }}],
    })
}

fn sarif_level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A path as a relative address: everything but what stands for itself is percent-encoded.
fn address(path: &Path) -> String {
    let mut out = String::new();
    for byte in without_here(path).as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(*byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    match out.starts_with('/') {
        true => format!("file://{out}"),
        false => out,
    }
}

/// The path without each `./`: services compare names.
fn without_here(path: &Path) -> PathBuf {
    let parts = path.components();
    parts.filter(|part| *part != Component::CurDir).collect()
}

/// `::error file=...,line=...::message`, a line each.
pub(super) fn github(shown: &[Found]) -> String {
    let line = |found: &Found| {
        let finding = &found.finding;
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let (line, column, end_column) = place(finding);
        let mut message = visible_line(&finding.message).into_owned();
        if let Some(help) = &finding.help {
            message.push_str(". ");
            message.push_str(&visible_line(help));
        }
        format!(
            "::{level} file={},line={line},col={column},endColumn={end_column},title=jitt {}::{}\n",
            property(&visible_path(&without_here(&finding.file))),
            finding.code.name(),
            data(&message),
        )
    };
    shown.iter().map(line).collect()
}

/// A text behind `::`, as the runner decodes it.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A value before `::`, where commas and colons part values.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn printed(value: &impl Serialize) -> String {
    // Values of strings and numbers always serialise.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_cannot_pass_for_more_than_a_file_name() {
        assert_eq!(address(Path::new("a b/é%.md")), "a%20b/%C3%A9%25.md");
        assert_eq!(address(Path::new("./a/./b.md")), "a/b.md");
        assert_eq!(address(Path::new("../a.md")), "../a.md");
        assert_eq!(address(Path::new("/srv/a.md")), "file:///srv/a.md");
        assert_eq!(property("a,line=9::x%.md"), "a%2Cline=9%3A%3Ax%25.md");
    }
}
