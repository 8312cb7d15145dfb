//! Collecting a table's cells.

use crate::aid::{Inline, Table};

use super::inline;

/// A table being read.
#[derive(Debug, Default)]
pub(super) struct Rows {
    table: Table,
    row: Vec<Vec<Inline>>,
    /// Whether the row's cells name the columns (`<th>`).
    names: bool,
    /// Where the last cell of this row ends in the text.
    pub cell_end: usize,
}

impl Rows {
    pub(super) fn cell(&mut self, inlines: Vec<Inline>) {
        self.row.push(inlines);
    }

    pub(super) fn end_head(&mut self) {
        self.table.head = std::mem::take(&mut self.row);
    }

    /// Ends a row. `rest` is what stands in it after the last column: a `|` inside a command makes
    /// a cell too many, and Markdown would drop it.
    pub(super) fn end_row(&mut self, rest: &str) {
        let rest = rest.trim();
        let rest = rest.strip_prefix('|').unwrap_or(rest);
        let rest = rest.trim_end_matches('|').trim();
        if !rest.is_empty()
            && let Some(last) = self.row.last_mut()
        {
            inline::push(last, Inline::Text(format!(" | {rest}")));
        }
        self.table.rows.push(std::mem::take(&mut self.row));
    }

    /// Notes whether a cell that opens is a `<th>`.
    pub(super) fn names_columns(&mut self, names: bool) {
        self.names = names;
    }

    /// Ends a row of an HTML table, if one is open.
    pub(super) fn end_html_row(&mut self) {
        if self.row.is_empty() {
            return;
        }
        if self.names && self.table.head.is_empty() && self.table.rows.is_empty() {
            self.end_head();
        } else {
            self.table.rows.push(std::mem::take(&mut self.row));
        }
    }

    pub(super) fn finish(mut self) -> Table {
        self.end_html_row();
        self.table
    }
}
