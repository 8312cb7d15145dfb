//! Containers written as lines: MkDocs' `!!! warning "Title"`, `??? note` and `=== "Tab"` with an
//! indented body, `:::warning` to `:::`, and GOV.UK's `^text^`.

use std::ops::Range;

use crate::aid::CalloutKind;

use super::arguments::{Arguments, quoted};
use super::marker::Marker;
use super::page::{Page, Writer};

/// How deep a body stands below its head.
const INDENT: usize = 4;

/// Whether a text may hold such containers at all.
pub(super) fn any(text: &str) -> bool {
    ["!!!", "???", "=== ", ":::", "^"]
        .iter()
        .any(|sign| text.contains(sign))
}

/// An open container.
struct Open {
    /// Columns its body is indented at least.
    body: usize,
    end: Option<Marker>,
}

/// Rewrites such containers as markers around their bodies, which lose their indent.
pub(super) fn unfold(text: &str, code: &[Range<usize>]) -> Page {
    let mut writer = Writer::new(None);
    let mut open: Vec<Open> = Vec::new();
    let mut colons: Vec<Option<Marker>> = Vec::new();
    let mut fence: Option<String> = None;
    let mut code = code.iter().peekable();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let indent = indent(line);
        let blank = line.trim().is_empty();
        while !blank && open.last().is_some_and(|inner| indent < inner.body) {
            close(&mut writer, &mut open);
            fence = None;
        }
        let body = dedent(line, INDENT * open.len());
        let first = at + (line.len() - line.trim_start().len());
        at += line.len();
        while code.next_if(|range| range.end <= first).is_some() {}
        let in_code = match open.is_empty() {
            true => code.peek().is_some_and(|range| range.start <= first),
            // A body counts as indented code to Markdown, so its fences are followed here.
            false => fenced(body, &mut fence),
        };
        if blank || in_code {
            writer.copy(body);
        } else if let Some((start, end)) = head(body) {
            write(&mut writer, body, &start.comment());
            open.push(Open {
                body: indent + INDENT,
                end,
            });
        } else if let Some(lines) = colon(body, &mut colons).or_else(|| caret(body)) {
            write(&mut writer, body, &lines);
        } else {
            writer.copy(body);
        }
    }
    while !open.is_empty() {
        close(&mut writer, &mut open);
    }
    writer.finish()
}

/// Puts one or more lines in place of a line, as deep as that.
fn write(writer: &mut Writer<'_>, line: &str, lines: &str) {
    let indent = &line[..line.len() - line.trim_start().len()];
    for (index, new) in lines.lines().enumerate() {
        if index > 0 {
            writer.add("\n");
        }
        writer.add(indent);
        writer.add(new);
    }
    if line.ends_with('\n') {
        writer.copy("\n");
    }
}

fn close(writer: &mut Writer<'_>, open: &mut Vec<Open>) {
    let Some(inner) = open.pop() else { return };
    if let Some(end) = inner.end {
        writer.fresh_line();
        let columns = (inner.body - INDENT).saturating_sub(INDENT * open.len());
        writer.add(&" ".repeat(columns));
        writer.add(&end.comment());
        writer.add("\n");
    }
}

/// The columns of white space at the front.
fn indent(line: &str) -> usize {
    let mut columns = 0;
    for c in line.chars() {
        match c {
            ' ' => columns += 1,
            '\t' => columns += INDENT - columns % INDENT,
            _ => break,
        }
    }
    columns
}

/// The line without its first `columns` of white space.
fn dedent(line: &str, columns: usize) -> &str {
    let mut seen = 0;
    for (at, c) in line.char_indices() {
        match c {
            _ if seen >= columns => return &line[at..],
            ' ' => seen += 1,
            '\t' => seen += INDENT,
            _ => return &line[at..],
        }
    }
    ""
}

/// Whether the line is in a fenced block or one of its fences.
fn fenced(line: &str, fence: &mut Option<String>) -> bool {
    let trimmed = line.trim();
    let sign = trimmed.chars().next().filter(|c| matches!(c, '`' | '~'));
    let run: String = trimmed.chars().take_while(|&c| Some(c) == sign).collect();
    match fence {
        Some(open) => {
            if run.starts_with(open.as_str()) && run.len() == trimmed.len() {
                *fence = None;
            }
            true
        }
        None if run.len() >= 3 => {
            *fence = Some(run);
            true
        }
        None => false,
    }
}

/// What a head opens, and the marker that ends it.
fn head(line: &str) -> Option<(Marker, Option<Marker>)> {
    let line = line.trim();
    if let Some(tab) = line.strip_prefix("===") {
        let tab = tab.trim_start_matches(['+', '!']);
        let (title, rest) = quoted(tab.strip_prefix(' ')?.trim_start())?;
        return rest
            .trim()
            .is_empty()
            .then_some((Marker::Label(title), None));
    }
    let (folded, rest) = match line.strip_prefix("!!!") {
        Some(rest) => (false, rest),
        None => (true, line.strip_prefix("???")?),
    };
    let rest = rest.strip_prefix('+').unwrap_or(rest);
    let words = rest.strip_prefix(' ')?.trim();
    let title_at = words.find('"').unwrap_or(words.len());
    let (kinds, title) = words.split_at(title_at);
    let kind = kinds.split_whitespace().next()?;
    if !kinds
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '|'))
    {
        return None;
    }
    let title = match title {
        "" => None,
        title => Some(quoted(title).filter(|(_, rest)| rest.trim().is_empty())?.0),
    };
    let known = CalloutKind::named(kind);
    let title = title.or_else(|| known.is_none().then(|| kind.to_owned()));
    Some(match known {
        Some(known) if known.guards() || !folded => {
            (Marker::Callout(known, title), Some(Marker::EndCallout))
        }
        _ if folded => {
            let title = title.unwrap_or_else(|| kind.to_owned());
            (Marker::Details(title), Some(Marker::EndDetails))
        }
        _ => (
            Marker::Callout(CalloutKind::Note, title),
            Some(Marker::EndCallout),
        ),
    })
}

/// `:::warning Title`, `::: {.callout-note title="x"}`, `:::details x` and the `:::` that ends them.
fn colon(line: &str, open: &mut Vec<Option<Marker>>) -> Option<String> {
    let line = line.trim();
    let words = line.trim_start_matches(':');
    if line.len() - words.len() < 3 {
        return None;
    }
    let words = words.trim().trim_end_matches(':').trim();
    if words.is_empty() {
        let end = open.pop()?;
        return Some(end.map_or_else(|| " ".to_owned(), |end| end.comment()));
    }
    let words = words.trim_start_matches(['{', '.']);
    let name_end = words
        .find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')
        .unwrap_or(words.len());
    let (name, title) = words.split_at(name_end);
    if name.is_empty() {
        return None;
    }
    let title = colon_title(title);
    let name = name.trim_start_matches("callout-");
    let shown = title.clone().unwrap_or_else(|| name.to_owned());
    let (start, end) = match CalloutKind::named(name) {
        Some(kind) => (Marker::Callout(kind, title), Some(Marker::EndCallout)),
        None if name == "details" => (Marker::Details(shown), Some(Marker::EndDetails)),
        None => (Marker::Label(title.unwrap_or_default()), None),
    };
    open.push(end);
    Some(start.comment())
}

/// The title behind a container's name: `[x]`, `title="x"` or plain.
fn colon_title(text: &str) -> Option<String> {
    let text = text.trim();
    let attributes = text.trim_matches(['{', '}']);
    let title = match Arguments::read(attributes).get(&["title"]) {
        Some(title) => title.to_owned(),
        None => {
            let words = attributes.split_whitespace();
            let shown = words.filter(|word| !word.starts_with(['.', '#']));
            let title = shown.collect::<Vec<_>>().join(" ");
            let inner = title.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
            inner.unwrap_or(&title).to_owned()
        }
    };
    Some(title).filter(|title| !title.is_empty())
}

/// `^text^` on a line of its own: information of GOV.UK's manuals.
fn caret(line: &str) -> Option<String> {
    let inner = line.trim().strip_prefix('^')?.strip_suffix('^')?;
    if inner.contains('^') || inner.trim().is_empty() {
        return None;
    }
    let start = Marker::Callout(CalloutKind::Note, None).comment();
    let end = Marker::EndCallout.comment();
    Some(format!("{start}\n{}\n{end}", inner.trim()))
}
