//! `--explain RULE`.

use super::super::failure::Failure;
use super::super::world::{World, answer};
use super::text::{row, wrapped};
use crate::diagnostic::Code;
use crate::lint::{RULES, Rule, rule_of};
use crate::render::ansi::{Output, to_text};
use crate::render::sanitize::visible_code;
use crate::render::{Line, Role, Span};

/// Columns that the labels take.
const LABELS: usize = 8;
/// Columns of a level, with a space before and behind it.
const LEVEL: usize = 9;
/// How much of two names must be the same for one to be meant by the other.
const ALIKE: f32 = 0.6;

/// Explains a rule; `all` lists them, and a name that no rule has is answered with all names.
pub(in crate::cli) fn explain(world: &World, name: &str) -> Result<(), Failure> {
    if name.trim() == "all" {
        return answer(&to_text(&list(world.width), world.output));
    }
    match Code::named(name).and_then(rule_of) {
        Some(rule) => answer(&to_text(&lines(rule, world.width), world.output)),
        None => Err(Failure::NotFound(unknown(name, world.width))),
    }
}

fn unknown(name: &str, width: usize) -> String {
    let names: Vec<&str> = RULES.iter().map(|rule| rule.code.name()).collect();
    let meant = names
        .iter()
        .map(|rule| (similar::TextDiff::from_chars(name, *rule).ratio(), rule))
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .filter(|(ratio, _)| *ratio >= ALIKE);
    let meant = meant.map(|(_, rule)| format!("; did you mean {rule}?"));
    let listed = wrapped("rules", 6, &names.join(", "), width);
    let listed = to_text(&listed, Output::default());
    format!(
        "there is no rule {name:?}{}\n{listed}  jitt --explain all says what each catches",
        meant.unwrap_or_default()
    )
}

/// Every rule with its level and what it catches.
fn list(width: usize) -> Vec<Line> {
    let longest = RULES.iter().map(|rule| rule.code.name().len()).max();
    let columns = longest.unwrap_or_default() + LEVEL;
    let one = |rule: &Rule| {
        let name = rule.code.name();
        let label = format!("{name:<0$}{1}", columns - LEVEL + 1, rule.level);
        wrapped(&label, columns, rule.catches, width)
    };
    RULES.iter().flat_map(one).collect()
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
