//! What is wrong with the open aid.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{cells, sheet};
use crate::diagnostic::{Diagnostic, Severity};
use crate::render::{Role, Span};

/// The findings, one of them selected: its advice is shown.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    findings: Vec<Diagnostic>,
    selected: usize,
}

impl Findings {
    /// These findings, the first one selected.
    pub fn new(findings: Vec<Diagnostic>) -> Findings {
        Findings {
            findings,
            selected: 0,
        }
    }

    /// Moves the selection, not beyond the ends.
    pub fn move_by(&mut self, rows: isize) {
        let row = self.selected.saturating_add_signed(rows);
        self.selected = row.min(self.findings.len().saturating_sub(1));
    }

    /// The line of the selected finding, from 1.
    pub fn line(&self) -> u32 {
        let selected = self.findings.get(self.selected);
        selected.map_or(1, |finding| finding.at.line.max(1))
    }

    /// Draws a line for each, and below the selected one what to do, over the lower part of `area`.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect) {
        let columns = usize::from(area.width.saturating_sub(3)).max(1);
        let mut rows = Vec::new();
        let mut last = 0;
        for (at, finding) in self.findings.iter().enumerate() {
            let selected = at == self.selected;
            rows.extend(lines(finding, selected, columns));
            if selected {
                last = rows.len();
            }
        }
        let heading = cells::count(self.findings.len(), "finding");
        let most = usize::from(area.height).saturating_sub(1);
        let area = sheet::lay(buffer, area, rows.len().min(most), &heading);
        let offset = last.saturating_sub(usize::from(area.height));
        for (row, spans) in (0..area.height).zip(rows.into_iter().skip(offset)) {
            cells::draw(buffer, area, row, &spans);
        }
    }
}

fn lines(finding: &Diagnostic, selected: bool, columns: usize) -> Vec<Vec<Span>> {
    let role = match finding.severity {
        Severity::Error => Role::Warning,
        Severity::Warning => Role::Caution,
        Severity::Info => Role::Note,
    };
    let mark = if selected { "▌ " } else { "  " };
    let mut message = cells::span(&format!(" {}", finding.message), Role::Text);
    message.strong = selected;
    let head = vec![
        Span::new(mark, Role::Number),
        Span::new(
            format!("{} {}", finding.severity, finding.code.name()),
            role,
        ),
        Span::new(format!(" line {}:", finding.at.line.max(1)), Role::Dim),
        message,
    ];
    let mut lines = Vec::new();
    if selected {
        let text = format!("{}: {}", finding.code.name(), finding.message);
        let text = crate::render::sanitize::visible_line(&text).into_owned();
        let fits = cells::spans_width(&head) <= columns;
        lines.push(cells::fit_spans(head, columns));
        // What is cut off above is said in full below.
        let whole = (!fits).then_some(text);
        let help = finding
            .help
            .as_deref()
            .map(|help| cells::span(help, Role::Text).text);
        for text in whole.into_iter().chain(help) {
            let rows = cells::broken(&text, columns.saturating_sub(4).max(1));
            lines.extend(
                rows.into_iter()
                    .map(|row| vec![Span::new(format!("    {row}"), Role::Dim)]),
            );
        }
    } else {
        lines.push(cells::fit_spans(head, columns));
    }
    lines
}
