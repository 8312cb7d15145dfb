//! Findings for people: drawn with their line on a terminal, one line each in a pipe.

use unicode_width::UnicodeWidthStr;

use super::super::world::World;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::{Found, rule_of};
use crate::render::ansi::to_text;
use crate::render::sanitize::{visible_code, visible_line, visible_path};
use crate::render::{Line, LineKind, Role, Span};

/// Columns that `why` and `do` take.
const LABELS: usize = 5;

/// `file:line:column: level[rule] message`, a line each.
pub(super) fn lines(shown: &[Found]) -> String {
    let line = |found: &Found| {
        let finding = &found.finding;
        let message = visible_line(&finding.message).into_owned();
        let (severity, rule) = (finding.severity, finding.code.name());
        format!("{}: {severity}[{rule}] {message}\n", place(finding))
    };
    shown.iter().map(line).collect()
}

/// `file:line:column`; what is about the whole file stands at its first character.
fn place(finding: &Diagnostic) -> String {
    let (line, column) = (finding.at.line.max(1), finding.at.column.max(1));
    format!("{}:{line}:{column}", visible_path(&finding.file))
}

/// Each finding with its line, a mark below what is meant, the reason and the cure.
pub(super) fn drawn(shown: &[Found], world: &World) -> String {
    let lines: Vec<Line> = shown
        .iter()
        .flat_map(|found| draw(found, world.width))
        .collect();
    to_text(&lines, world.output)
}

fn draw(found: &Found, width: usize) -> Vec<Line> {
    let finding = &found.finding;
    let role = match finding.severity {
        Severity::Error => Role::Warning,
        Severity::Warning => Role::Caution,
        Severity::Info => Role::Note,
    };
    let level = format!("{}[{}]", finding.severity, finding.code.name());
    let message = format!(" {}", visible_line(&finding.message));
    let mut lines = vec![
        row(vec![
            Span::new(level, role),
            Span::new(message, Role::Title),
        ]),
        row(vec![Span::new(format!("  {}", place(finding)), Role::Dim)]),
    ];
    lines.extend(quote(found, width, role));
    let why = rule_of(finding.code).map(|rule| rule.why);
    let advice = [("why", why), ("do", finding.help.as_deref())];
    for (name, text) in advice {
        if let Some(text) = text {
            lines.extend(wrapped(name, LABELS, text, width));
        }
    }
    lines.push(Line::default());
    lines
}

/// A label of at most `columns` and a text behind it, its further lines below the first.
pub(super) fn wrapped(label: &str, columns: usize, text: &str, width: usize) -> Vec<Line> {
    let indent = columns + 2;
    let mut lines = Vec::new();
    let mut current = String::new();
    let text = visible_line(text);
    for word in text.split_whitespace() {
        if !current.is_empty() && current.width() + 1 + word.width() + indent > width {
            lines.push(std::mem::take(&mut current));
        }
        if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(word);
    }
    lines.push(current);
    let labels = std::iter::once(label).chain(std::iter::repeat(""));
    let rows = labels.zip(lines).map(|(label, text)| {
        row(vec![
            Span::new(format!("  {label:<columns$}"), Role::Expect),
            Span::new(text, Role::Text),
        ])
    });
    rows.collect()
}

/// The line of the file, cut to the width around what is meant, and a mark below it.
fn quote(found: &Found, width: usize, role: Role) -> Vec<Line> {
    let at = found.finding.at;
    if at.line == 0 || found.line.trim().is_empty() {
        return Vec::new();
    }
    let number = at.line.to_string();
    let room = width.saturating_sub(number.len() + 5).max(20);
    let chars: Vec<char> = found.line.chars().collect();
    let column = (at.column.max(1) as usize - 1).min(chars.len());
    let start = if chars.len() > room {
        column.saturating_sub(room / 3)
    } else {
        0
    };
    let text = |from: usize, to: usize| -> String {
        let piece: String = chars
            .get(from..to.min(chars.len()))
            .unwrap_or_default()
            .iter()
            .collect();
        visible_code(&piece).into_owned()
    };
    let before = text(start, column).width();
    let length = (found.finding.length as usize).max(1);
    let marked = text(column, column + length).width().max(1);
    let mark = "^".repeat(marked.min(room.saturating_sub(before)).max(1));
    let gutter = " ".repeat(number.len());
    vec![
        row(vec![
            Span::new(format!("  {number} | "), Role::Dim),
            Span::new(cut(&text(start, start + room), room), Role::Text),
        ]),
        row(vec![
            Span::new(format!("  {gutter} | "), Role::Dim),
            Span::new(format!("{}{mark}", " ".repeat(before)), role),
        ]),
    ]
}

/// As much of `text` as has room.
fn cut(text: &str, room: usize) -> String {
    let mut out = String::new();
    for c in text.chars() {
        out.push(c);
        if out.width() > room {
            out.pop();
            break;
        }
    }
    out
}

pub(super) fn row(spans: Vec<Span>) -> Line {
    Line {
        kind: LineKind::default(),
        spans,
        ..Line::default()
    }
}

/// What is taken for an aid.
const READ: &str =
    "read are .md, .markdown, .mdx, .md.erb and .cheat, not README, index or LICENSE";

/// How much was found in how many pages.
pub(super) fn count(pages: usize, shown: &[Found], hidden: usize) -> String {
    let of = |severity: Severity, name: &str| {
        let count = shown
            .iter()
            .filter(|found| found.finding.severity == severity)
            .count();
        (count > 0).then(|| plural(count, name))
    };
    let levels = [
        of(Severity::Error, "error"),
        of(Severity::Warning, "warning"),
        of(Severity::Info, "hint"),
    ];
    let levels: Vec<String> = levels.into_iter().flatten().collect();
    let mut files: Vec<_> = shown.iter().map(|found| &found.finding.file).collect();
    files.sort();
    files.dedup();
    let mut text = match levels.is_empty() {
        _ if pages == 0 && levels.is_empty() => format!("there is no aid to check: {READ}"),
        true => format!("{}: nothing to mend", plural(pages, "aid")),
        // Files that are no aids, since they cannot be read.
        false if files.len() > pages => format!(
            "{} in {}; {} checked",
            levels.join(", "),
            plural(files.len(), "file"),
            plural(pages, "aid")
        ),
        false => format!(
            "{} in {} of {}",
            levels.join(", "),
            files.len(),
            plural(pages, "aid")
        ),
    };
    if hidden > 0 {
        text.push_str(&format!("; --all shows {}", plural(hidden, "hint")));
    }
    text
}

fn plural(count: usize, name: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {name}{ending}")
}
