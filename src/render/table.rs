//! Tables: columns where they fit, else a record a row (`Head: cell`).

use super::inline::{Look, spans};
use super::page::{Page, indent, spans_width};
use super::{Role, Span};
use crate::aid::{Inline, Table};

/// Columns between two columns of a table.
const GAP: usize = 2;

/// Writes `table` at the page's margin.
pub(super) fn write(page: &mut Page, table: &Table, look: Look) {
    let bold = Look {
        strong: true,
        ..look
    };
    let mut head = cells(&table.head, bold);
    for span in head.iter_mut().flatten() {
        span.text = span.text.replace('\n', " ");
    }
    let rows: Vec<Vec<Vec<Span>>> = table.rows.iter().map(|row| cells(row, look)).collect();
    let widths = column_widths(&head, &rows);
    let total: usize = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
    let has_breaks = rows
        .iter()
        .flatten()
        .flatten()
        .any(|s| s.text.contains('\n'));
    if total <= page.available() && !has_breaks {
        write_grid(page, head, rows, &widths);
    } else {
        for row in rows {
            write_record(page, &head, row);
        }
    }
}

fn cells(row: &[Vec<Inline>], look: Look) -> Vec<Vec<Span>> {
    row.iter().map(|cell| spans(cell, look)).collect()
}

fn column_widths(head: &[Vec<Span>], rows: &[Vec<Vec<Span>>]) -> Vec<usize> {
    let mut widths: Vec<usize> = Vec::new();
    for row in std::iter::once(head).chain(rows.iter().map(Vec::as_slice)) {
        if widths.len() < row.len() {
            widths.resize(row.len(), 0);
        }
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(spans_width(cell));
        }
    }
    widths
}

fn write_grid(page: &mut Page, head: Vec<Vec<Span>>, rows: Vec<Vec<Vec<Span>>>, widths: &[usize]) {
    if head.iter().any(|cell| spans_width(cell) > 0) {
        write_row(page, head, widths);
        let dashes = widths
            .iter()
            .map(|width| vec![Span::new("-".repeat(*width), Role::Rule)])
            .collect();
        write_row(page, dashes, widths);
    }
    for row in rows {
        write_row(page, row, widths);
    }
}

fn write_row(page: &mut Page, row: Vec<Vec<Span>>, widths: &[usize]) {
    let mut line = Vec::new();
    let last = row.len().saturating_sub(1);
    for (index, (cell, width)) in row.into_iter().zip(widths).enumerate() {
        let padding = width.saturating_sub(spans_width(&cell));
        line.extend(cell);
        if index < last {
            line.extend(indent(padding + GAP));
        }
    }
    page.row(line);
}

/// The first cell at the margin, the others set in below it; empty ones are left out.
fn write_record(page: &mut Page, head: &[Vec<Span>], row: Vec<Vec<Span>>) {
    let mut is_first = true;
    for (index, cell) in row.into_iter().enumerate() {
        if spans_width(&cell) == 0 {
            continue;
        }
        let mut line = head.get(index).cloned().unwrap_or_default();
        if spans_width(&line) > 0 {
            line.push(Span::new(": ", Role::Text));
        }
        line.extend(cell);
        // Broken cells hang under their record, deeper than the next cell's head.
        let (first, rest) = if is_first { (0, 2) } else { (2, 4) };
        page.within(indent(first), indent(rest), |page| page.text(line));
        is_first = false;
    }
}
