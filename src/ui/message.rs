//! The bottom line: what was just said, else the keys that matter now.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{cells, sheet};
use crate::diagnostic::{Diagnostic, Severity};
use crate::render::{Role, Span, sanitize};

/// Something said to the person until the next key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Message {
    /// Nothing: the keys are shown.
    #[default]
    None,
    /// It worked.
    Done(String),
    /// It did not.
    Trouble(String),
    /// Several sentences, over the lower part of the screen.
    Notice(Vec<String>),
}

/// What is badly wrong with a file, one sentence. What only hurts a little waits in `--sources`: most
/// readers cannot mend the page now.
pub fn trouble_of(findings: &[Diagnostic]) -> Option<String> {
    let is_error = |finding: &&Diagnostic| finding.severity == Severity::Error;
    let mut errors = findings.iter().filter(is_error);
    let first = errors.next()?;
    let place = match first.at.line {
        0 => String::new(),
        line => format!("line {line}: "),
    };
    let more = match errors.count() {
        0 => String::new(),
        more => format!(" (and {more} more: jitt --sources)"),
    };
    Some(format!("{place}{}{more}", first.message))
}

impl Message {
    /// Draws several sentences over the lower part of `area`.
    pub fn draw_notice(&self, buffer: &mut Buffer, area: Rect) {
        let Message::Notice(lines) = self else {
            return;
        };
        let columns = usize::from(area.width.saturating_sub(4)).max(1);
        let rows = lines.iter().zip(0..).flat_map(|(line, at)| {
            let role = if at == 0 { Role::Warning } else { Role::Text };
            let line = sanitize::visible_line(line).into_owned();
            let rows = cells::broken(&line, columns).into_iter();
            rows.map(move |row| Span::new(row, role))
        });
        let rows: Vec<Span> = rows.collect();
        let area = sheet::lay(buffer, area, rows.len(), "where you were");
        for (at, row) in (0..area.height).zip(rows) {
            cells::draw_at(buffer, area, 2, at, &[row]);
        }
    }

    /// Draws the message, or `hints` (key and word) where there is none, and `help` at the right edge.
    pub fn draw(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        hints: &[(String, &str)],
        help: Option<&(String, &str)>,
    ) {
        let help = help.map_or(Vec::new(), hint);
        let help_width = u16::try_from(cells::spans_width(&help)).unwrap_or(u16::MAX);
        let mut left = area;
        // The way to the help stays on the screen whatever else must go.
        if help_width + 12 < area.width {
            cells::draw_right(buffer, area, 0, &help);
            left.width -= help_width + 2;
        }
        let columns = usize::from(left.width);
        let (text, role) = match self {
            Message::None | Message::Notice(_) => {
                cells::draw(buffer, left, 0, &hints_that_fit(hints, columns));
                return;
            }
            Message::Done(text) => (text, Role::Number),
            Message::Trouble(text) => (text, Role::Warning),
        };
        let spans = cells::fit_spans(vec![cells::span(text, role)], columns);
        cells::draw(buffer, left, 0, &spans);
    }
}

fn hint((key, word): &(String, &str)) -> Vec<Span> {
    let mut key = Span::new(key.as_str(), Role::Text);
    key.strong = true;
    vec![key, Span::new(format!(" {word}"), Role::Dim)]
}

fn hints_that_fit(hints: &[(String, &str)], columns: usize) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for next in hints.iter().map(hint) {
        let gap = if spans.is_empty() { 0 } else { 3 };
        if cells::spans_width(&spans) + gap + cells::spans_width(&next) > columns {
            break;
        }
        spans.push(Span::new(" ".repeat(gap), Role::Text));
        spans.extend(next);
    }
    spans
}
