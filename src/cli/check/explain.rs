//! `--explain RULE`.

use super::super::failure::Failure;
use super::super::world::{World, answer};
use super::text::{row, wrapped};
use crate::diagnostic::Code;
use crate::lint::{RULES, Rule, rule_of};
use crate::render::ansi::to_text;
use crate::render::sanitize::visible_code;
use crate::render::{Line, Role, Span};

/// Columns that the labels take.
const LABELS: usize = 8;

/// Explains a rule; `all` lists them, and so does a name that no rule has.
pub(in crate::cli) fn explain(world: &World, name: &str) -> Result<(), Failure> {
    if name.trim() == "all" {
        return answer(&list());
    }
    match Code::named(name).and_then(rule_of) {
        Some(rule) => answer(&to_text(&lines(rule, world.width), world.output)),
        None => Err(Failure::NotFound(format!(
            "there is no rule {name:?}; the rules are\n{}",
            list()
        ))),
    }
}

fn list() -> String {
    let line = |rule: &Rule| {
        format!(
            "  {:<17} {:<8} {}\n",
            rule.code.name(),
            rule.level.to_string(),
            rule.catches
        )
    };
    RULES.iter().map(line).collect()
}

fn lines(rule: &Rule, width: usize) -> Vec<Line> {
    let name = rule.code.name();
    let mut lines = vec![
        row(vec![
            Span::new(name, Role::Title),
            Span::new(format!(" ({})", rule.level), Role::Text),
        ]),
        Line::default(),
    ];
    let parts = [
        ("catches", rule.catches),
        ("why", rule.why),
        ("source", rule.source),
        ("instead", rule.instead),
    ];
    for (label, words) in parts {
        lines.extend(wrapped(label, LABELS, words, width));
    }
    // What is to be copied stays in one line.
    let ways = [
        (
            "off",
            "in a block, or above it:",
            format!("<!-- jitt-ignore {name}: the reason -->"),
        ),
        (
            "",
            "on a page, in its front matter:",
            format!("lint: {{off: [{name}]}}"),
        ),
        (
            "",
            "everywhere, in the configuration under [levels]:",
            format!("{name} = \"off\""),
        ),
    ];
    for (label, words, written) in ways {
        lines.extend(wrapped(label, LABELS, words, width));
        let indent = " ".repeat(LABELS + 4);
        lines.push(row(vec![Span::new(
            format!("{indent}{written}"),
            Role::Code,
        )]));
    }
    for (label, example) in [("bad", rule.bad), ("good", rule.good)] {
        if !example.is_empty() {
            lines.push(Line::default());
            lines.push(row(vec![Span::new(format!("  {label}"), Role::Expect)]));
            let shown = example.lines().map(|line| {
                row(vec![Span::new(
                    format!("    {}", visible_code(line)),
                    Role::Code,
                )])
            });
            lines.extend(shown);
        }
    }
    lines
}
