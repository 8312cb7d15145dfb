//! Cells to bytes: a frame is collected whole, to be written at once.
//!
//! Not ratatui's crossterm backend, for three reasons: it writes absolute places only, and below the
//! prompt the row is not known; it writes colours as `38;5;n`, which 16-colour terminals do not have; and
//! after a character whose width terminals disagree on it trusts its own count.

use std::io::{self, Write};

use crossterm::cursor::{Hide, MoveDown, MoveTo, MoveToColumn, MoveUp, Show};
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType as Erase};
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::blanks::{self, Blanks};
use super::sgr::Look;
use super::shown::{Shown, width};

/// What a place in the buffer is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The screen's upper left corner.
    Corner,
    /// The row below the prompt, wherever that is: rows are reached from where the cursor stands.
    BelowPrompt,
}

/// Where the terminal's cursor stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cursor {
    row: u16,
    /// None when terminals may disagree.
    column: Option<u16>,
    visible: bool,
}

/// Naming a column takes four or five bytes.
const LONGEST_WRITTEN_OVER: u16 = 4;

/// A ratatui backend that collects a frame.
#[derive(Debug)]
pub(super) struct Canvas {
    origin: Origin,
    size: Size,
    out: Vec<u8>,
    look: Look,
    cursor: Cursor,
    /// What the screen shows once `out` is sent.
    shown: Shown,
    /// Where the frame wants the cursor, none for hidden.
    wanted: Option<Position>,
    visible: bool,
    erase: bool,
}

impl Canvas {
    pub(super) fn new(origin: Origin) -> Canvas {
        Canvas {
            origin,
            size: Size::default(),
            out: Vec::new(),
            look: Look::default(),
            cursor: Cursor {
                row: 0,
                column: None,
                visible: true,
            },
            shown: Shown::default(),
            wanted: None,
            visible: false,
            erase: false,
        }
    }

    /// `bytes`, to be sent before the next frame, leave the cursor hidden on row 0, the style the default,
    /// and it unknown what is on the screen.
    pub(super) fn begin(&mut self, bytes: &[u8], size: Size) {
        self.out.extend_from_slice(bytes);
        self.size = size;
        self.shown = Shown::nothing(size);
        self.look = Look::default();
        self.cursor = Cursor {
            row: 0,
            column: None,
            visible: false,
        };
        self.erase = true;
    }

    /// The row that the cursor stands on.
    pub(super) fn row(&self) -> u16 {
        self.cursor.row
    }

    /// What has been collected, to be written to the terminal.
    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }

    fn move_to(&mut self, column: u16, row: u16) {
        let here = self.cursor.row == row;
        if here && (self.cursor.column == Some(column) || self.write_on_to(column)) {
            return;
        }
        if here && self.cursor.column.is_some() || self.origin == Origin::BelowPrompt {
            let (down, up) = (
                row.saturating_sub(self.cursor.row),
                self.cursor.row.saturating_sub(row),
            );
            if down > 0 {
                written(queue!(self.out, MoveDown(down)));
            }
            if up > 0 {
                written(queue!(self.out, MoveUp(up)));
            }
            written(queue!(self.out, MoveToColumn(column)));
        } else {
            written(queue!(self.out, MoveTo(column, row)));
        }
        self.cursor.row = row;
        self.cursor.column = Some(column);
    }

    /// Blanks a wide symbol before a narrower one with a visible background stands in its place: the other
    /// half would take that background, and is not drawn for itself.
    fn wipe(&mut self, column: u16, row: u16, width: u16) {
        self.move_to(column, row);
        self.look = self.look.change(Look::default(), &mut self.out);
        written(write!(self.out, "\x1b[{width}X"));
    }

    /// Goes the few cells to `column` by writing what stands there, where that is shorter than to name it.
    fn write_on_to(&mut self, column: u16) -> bool {
        let Some(from) = self.cursor.column else {
            return false;
        };
        if column < from || column - from > LONGEST_WRITTEN_OVER {
            return false;
        }
        let start = self.out.len();
        for place in from..column {
            let cell = self.shown.cell(place, self.cursor.row);
            match cell.map(|cell| (Look::of(cell), cell.symbol().as_bytes())) {
                Some((look, [byte @ b' '..=b'~'])) if look == self.look => self.out.push(*byte),
                _ => {
                    self.out.truncate(start);
                    return false;
                }
            }
        }
        self.cursor.column = Some(column);
        true
    }

    /// Blanks: with a sequence where that is shorter, which leaves the cursor at the first of them.
    fn erase(&mut self, blanks: &Blanks) {
        let space = Cell::default();
        let Blanks { column, row, count } = *blanks;
        if count < blanks::WORTH_A_SEQUENCE {
            for offset in 0..count {
                self.cell(column + offset, row, &space);
            }
        } else if column < self.size.width && row < self.size.height {
            self.move_to(column, row);
            self.look = self.look.change(Look::default(), &mut self.out);
            written(write!(self.out, "\x1b[{count}X"));
        }
    }

    fn cell(&mut self, column: u16, row: u16, cell: &Cell) {
        if column >= self.size.width || row >= self.size.height {
            return;
        }
        self.move_to(column, row);
        self.look = self.look.change(Look::of(cell), &mut self.out);
        let symbol = cell.symbol();
        // Text is made visible before it becomes cells; this holds whatever comes.
        if symbol.is_empty() || symbol.chars().any(char::is_control) {
            self.out.push(b' ');
            self.cursor.column = advanced(column, 1, self.size.width);
        } else {
            self.out.extend_from_slice(symbol.as_bytes());
            self.cursor.column = if agreed_width(symbol) {
                advanced(column, width(symbol), self.size.width)
            } else {
                None
            };
        }
    }
}

/// The column after a symbol; none at the edge, where terminals wait with the wrap.
fn advanced(column: u16, width: u16, columns: u16) -> Option<u16> {
    column.checked_add(width).filter(|column| *column < columns)
}

/// Whether all terminals take the symbol as equally wide and draw it where it comes: one character below
/// the scripts that join, combine or run to the left, or of punctuation, arrows and line drawing.
fn agreed_width(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let single = matches!(
        chars.next(),
        Some(
            '\u{20}'..='\u{2ff}'
            | '\u{370}'..='\u{482}'
            | '\u{2010}'..='\u{2027}'
            | '\u{2190}'..='\u{25ff}',
        )
    );
    single && chars.next().is_none()
}

/// Writing into memory does not fail.
fn written(result: io::Result<()>) {
    debug_assert!(result.is_ok());
}

impl Backend for Canvas {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        if std::mem::take(&mut self.erase) {
            self.look = self.look.change(Look::default(), &mut self.out);
            self.move_to(0, 0);
            written(queue!(self.out, Clear(Erase::FromCursorDown)));
        }
        let mut blanks = Blanks::default();
        for (column, row, cell) in content {
            let replaced = self.shown.keep(column, row, cell);
            if blanks.take(column, row, cell, &self.shown) {
                continue;
            }
            self.erase(&std::mem::take(&mut blanks));
            if blanks.take(column, row, cell, &self.shown) {
                continue;
            }
            if replaced > width(cell.symbol()) && Look::of(cell).shows_on_blanks() {
                self.wipe(column, row, replaced);
            }
            self.cell(column, row, cell);
        }
        self.erase(&blanks);
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.visible = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.visible = true;
        Ok(())
    }

    /// ratatui asks only to put the cursor back there; asking the terminal would mean to wait for it.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.wanted.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.wanted = Some(position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.erase = true;
        Ok(())
    }

    /// Everything is drawn anew after any clearing, so it clears all.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::default(),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.wanted.filter(|_| self.visible) {
            Some(Position { x, y }) => {
                let last = |count: u16| count.saturating_sub(1);
                self.move_to(x.min(last(self.size.width)), y.min(last(self.size.height)));
                if !self.cursor.visible {
                    written(queue!(self.out, Show));
                }
            }
            None if self.cursor.visible => written(queue!(self.out, Hide)),
            None => {}
        }
        self.cursor.visible = self.visible && self.wanted.is_some();
        Ok(())
    }
}

#[cfg(test)]
mod tests;
