//! Cells to bytes: a frame is collected whole, to be written at once.
//!
//! Not ratatui's crossterm backend, for three reasons: it writes absolute places only, and below the
//! prompt the row is not known; it writes colours as `38;5;n`, which 16-colour terminals do not have; and
//! after a character whose width terminals disagree on it trusts its own count.

use std::io;

use crossterm::cursor::{Hide, MoveDown, MoveTo, MoveToColumn, MoveUp, Show};
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType as Erase};
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use unicode_width::UnicodeWidthStr;

use super::sgr::Look;

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

/// A ratatui backend that collects a frame.
#[derive(Debug)]
pub(super) struct Canvas {
    origin: Origin,
    size: Size,
    out: Vec<u8>,
    look: Look,
    cursor: Cursor,
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
        if here && self.cursor.column == Some(column) {
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
            let width = u16::try_from(symbol.width()).unwrap_or(u16::MAX);
            self.cursor.column = if agreed_width(symbol) {
                advanced(column, width, self.size.width)
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
        for (column, row, cell) in content {
            self.cell(column, row, cell);
        }
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
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Stylize;
    use ratatui::text::{Line, Text};
    use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

    const SIZE: Size = Size {
        width: 20,
        height: 3,
    };

    fn terminal(origin: Origin) -> Terminal<Canvas> {
        let mut canvas = Canvas::new(origin);
        canvas.begin(b"<enter>", SIZE);
        let viewport = Viewport::Fixed(Rect::from((Position::ORIGIN, SIZE)));
        Terminal::with_options(canvas, TerminalOptions { viewport }).expect("nothing is asked")
    }

    fn frame(terminal: &mut Terminal<Canvas>, render: impl FnOnce(&mut Frame)) -> String {
        terminal.draw(render).expect("nothing is written yet");
        let bytes = terminal.backend_mut().take();
        String::from_utf8(bytes)
            .expect("symbols are text")
            .replace('\x1b', "^")
    }

    fn line(text: &str) -> impl FnOnce(&mut Frame) {
        move |frame| frame.render_widget(Text::raw(text), frame.area())
    }

    #[test]
    fn the_first_frame_comes_with_the_entering_and_the_next_are_what_changed() {
        let mut terminal = terminal(Origin::Corner);
        assert_eq!(frame(&mut terminal, line("tar")), "<enter>^[1;1H^[Jtar");
        assert_eq!(frame(&mut terminal, line("tar")), "");
        assert_eq!(frame(&mut terminal, line("tap")), "^[3Gp");
        let styled =
            |frame: &mut Frame| frame.render_widget(Line::from("tap".bold()), frame.area());
        assert_eq!(frame(&mut terminal, styled), "^[1G^[1mtap");
    }

    #[test]
    fn what_was_to_come_before_a_frame_is_kept_when_more_is_to_come() {
        let mut terminal = terminal(Origin::Corner);
        terminal.backend_mut().begin(b"<resized>", SIZE);
        let drawn = frame(&mut terminal, line("tar"));
        assert_eq!(drawn, "<enter><resized>^[1;1H^[Jtar");
    }

    #[test]
    fn below_the_prompt_no_row_of_the_screen_is_named() {
        let mut terminal = terminal(Origin::BelowPrompt);
        assert_eq!(
            frame(&mut terminal, line("a\nb\nc")),
            "<enter>^[1G^[Ja^[1B^[1Gb^[1B^[1Gc"
        );
        assert_eq!(frame(&mut terminal, line("x\nb\nc")), "^[2A^[1Gx");
    }

    #[test]
    fn the_cursor_is_shown_where_the_frame_wants_it() {
        let mut terminal = terminal(Origin::Corner);
        let prompt = |frame: &mut Frame| {
            frame.render_widget(">", frame.area());
            frame.set_cursor_position((2, 0));
        };
        assert_eq!(frame(&mut terminal, prompt), "<enter>^[1;1H^[J>^[3G^[?25h");
        assert_eq!(frame(&mut terminal, prompt), "");
        assert_eq!(frame(&mut terminal, line(">")), "^[?25l");
    }

    #[test]
    fn after_a_symbol_of_doubtful_width_the_place_is_named_again() {
        let mut terminal = terminal(Origin::Corner);
        assert_eq!(
            frame(&mut terminal, line("漢x│y")),
            "<enter>^[1;1H^[J漢^[1;3Hx│y"
        );
    }

    #[test]
    fn a_control_character_in_a_cell_is_not_written() {
        let mut terminal = terminal(Origin::Corner);
        let hostile = |frame: &mut Frame| {
            let buffer = frame.buffer_mut();
            buffer[(0, 0)].set_symbol("\x1b]0;x\x07");
            buffer[(0, 1)].set_symbol("\u{9b}");
            buffer[(0, 2)].set_symbol("a\nb");
        };
        assert_eq!(
            frame(&mut terminal, hostile),
            "<enter>^[1;1H^[J ^[2;1H ^[3;1H "
        );
    }
}
