//! Blank cells side by side, which terminals erase with one short sequence.

use ratatui::buffer::Cell;

use super::sgr::Look;
use super::shown::Shown;

/// The sequence takes up to five bytes, and five more to go on behind the blanks.
pub(super) const WORTH_A_SEQUENCE: u16 = 10;

/// Blank cells of one row in the default style.
#[derive(Debug, Default)]
pub(super) struct Blanks {
    pub(super) column: u16,
    pub(super) row: u16,
    /// None of them, as long as it is 0.
    pub(super) count: u16,
}

impl Blanks {
    /// Takes a changed cell in if it is blank and nothing but blanks lies between it and those before,
    /// by what is `shown`.
    pub(super) fn take(&mut self, column: u16, row: u16, cell: &Cell, shown: &Shown) -> bool {
        if !blank(cell) {
            return false;
        }
        if self.count == 0 {
            (self.column, self.row) = (column, row);
        }
        let end = self.column.saturating_add(self.count);
        let mut between = end..column;
        let joined = row == self.row
            && column >= end
            && between.all(|place| shown.cell(place, row).is_some_and(blank));
        if joined {
            self.count = column - self.column + 1;
        }
        joined
    }
}

fn blank(cell: &Cell) -> bool {
    cell.symbol() == " " && Look::of(cell) == Look::default()
}
