//! What the terminal shows, as far as it is known.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
use unicode_width::UnicodeWidthStr;

/// The cells on the screen. A cell whose content is not known has an empty symbol.
#[derive(Debug, Default)]
pub(super) struct Shown(Buffer);

impl Shown {
    /// An erased screen.
    pub(super) fn nothing(size: Size) -> Shown {
        Shown(Buffer::empty(Rect::from((Position::ORIGIN, size))))
    }

    /// The cell at a place, where there is such a place.
    pub(super) fn cell(&self, column: u16, row: u16) -> Option<&Cell> {
        self.0.cell((column, row))
    }

    /// Keeps a drawn cell and gives the width of the symbol that it replaces. What stands behind a wide
    /// symbol is not known once the symbol is gone.
    pub(super) fn keep(&mut self, column: u16, row: u16, cell: &Cell) -> u16 {
        let Some(shown) = self.0.cell_mut((column, row)) else {
            return 0;
        };
        let replaced = width(shown.symbol());
        *shown = cell.clone();
        for behind in 1..width(cell.symbol()) {
            match self.0.cell_mut((column.saturating_add(behind), row)) {
                Some(shown) => shown.set_symbol(""),
                None => break,
            };
        }
        replaced
    }
}

/// Columns that a symbol takes.
pub(super) fn width(symbol: &str) -> u16 {
    u16::try_from(symbol.width()).unwrap_or(u16::MAX)
}
