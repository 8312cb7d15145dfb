//! The screen that the browser draws on: the whole of it, or some rows below the prompt.

use std::io;
use std::sync::Arc;

use crossterm::cursor::{
    Hide, MoveDown, MoveToColumn, MoveUp, RestorePosition, SavePosition, Show,
};
use crossterm::queue;
use crossterm::style::{Attribute, Print, SetAttribute};
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use ratatui::layout::{Rect, Size};
use ratatui::{Frame, TerminalOptions, Viewport};

use super::canvas::{Canvas, Origin};
use super::tty::Tty;
use super::{Height, session};

/// Presses and wheel, places as numbers (SGR): no motion, which would wake us with every move.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";
const PASTE_ON: &str = "\x1b[?2004h";
const PASTE_OFF: &str = "\x1b[?2004l";

/// Fewer rows below the prompt show too little of an aid.
const FEWEST_ROWS: u16 = 8;

/// A terminal in raw mode, entered; left when dropped.
pub(super) struct Screen {
    tty: Arc<Tty>,
    terminal: ratatui::Terminal<Canvas>,
    height: Option<Height>,
    mouse: bool,
    /// The terminal's size at the last entering or resizing.
    size: Size,
    /// The terminal's rows have moved since the cursor was saved: its saved place is no longer known.
    moved: bool,
}

impl Screen {
    /// Enters the terminal; nothing is written before the first frame. Below the prompt the mouse stays the
    /// terminal's: it reports rows of the screen, and which of them are ours is not known.
    ///
    /// # Errors
    /// The terminal is gone.
    pub(super) fn enter(tty: Arc<Tty>, height: Option<Height>, mouse: bool) -> io::Result<Screen> {
        let origin = match height {
            None => Origin::Corner,
            Some(_) => Origin::BelowPrompt,
        };
        let canvas = Canvas::new(origin);
        let viewport = Viewport::Fixed(Rect::ZERO);
        let terminal = ratatui::Terminal::with_options(canvas, TerminalOptions { viewport })?;
        let mut screen = Screen {
            tty,
            terminal,
            height,
            mouse: mouse && height.is_none(),
            size: Size::default(),
            moved: false,
        };
        screen.again()?;
        Ok(screen)
    }

    /// Enters anew, whatever happened to the terminal meanwhile: after a stop, or to draw all again.
    ///
    /// # Errors
    /// The terminal is gone, or the process is to end.
    pub(super) fn again(&mut self) -> io::Result<()> {
        session::wait_for_foreground(&self.tty)?;
        session::take(&self.tty, self.leaving(0))?;
        self.moved = false;
        self.size = self.tty.size();
        let size = self.area();
        let bytes = self.entering(size.height)?;
        // What was to be sent to a screen that was left in between has no place any more.
        drop(self.terminal.backend_mut().take());
        self.show_in(&bytes, size)
    }

    /// The terminal's size may have changed.
    ///
    /// # Errors
    /// The terminal is gone.
    pub(super) fn resized(&mut self) -> io::Result<()> {
        let now = self.tty.size();
        if now == self.size {
            return Ok(());
        }
        self.size = now;
        self.moved = true;
        self.repaint()
    }

    /// Makes the next frame draw everything, in the place where the last one was.
    ///
    /// # Errors
    /// The terminal is gone.
    pub(super) fn repaint(&mut self) -> io::Result<()> {
        let size = self.area();
        let mut bytes = Vec::new();
        queue!(bytes, Hide)?;
        if self.height.is_some() {
            queue!(bytes, MoveToColumn(0))?;
            up(&mut bytes, self.terminal.backend().row())?;
            queue!(bytes, Clear(ClearType::FromCursorDown))?;
            make_room(&mut bytes, size.height.saturating_sub(1))?;
        }
        self.show_in(&bytes, size)
    }

    /// Draws a frame: one write with what has changed.
    ///
    /// # Errors
    /// The terminal is gone, or the program is to end.
    pub(super) fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.terminal.draw(render)?;
        let canvas = self.terminal.backend_mut();
        let frame = canvas.take();
        let row = canvas.row();
        if self.height.is_some() {
            session::set_leave(self.leaving(row));
        }
        self.tty.write(&frame)
    }

    /// Sends bytes that draw nothing.
    ///
    /// # Errors
    /// The terminal is gone, or the program is to end.
    pub(super) fn send(&self, bytes: &[u8]) -> io::Result<()> {
        self.tty.write(bytes)
    }

    fn show_in(&mut self, bytes: &[u8], size: Size) -> io::Result<()> {
        self.terminal.backend_mut().begin(bytes, size);
        self.terminal
            .resize(Rect::from((ratatui::layout::Position::ORIGIN, size)))
    }

    /// What of the screen is ours.
    fn area(&self) -> Size {
        let rows = self.size.height;
        let height = match self.height {
            None => rows,
            Some(height) => {
                let wanted = match height {
                    Height::Rows(count) => count,
                    Height::Percent(share) => percent(rows, share),
                };
                wanted.max(FEWEST_ROWS).min(rows.saturating_sub(1))
            }
        };
        Size {
            width: self.size.width,
            height,
        }
    }

    fn entering(&self, rows: u16) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match self.height {
            None => queue!(bytes, EnterAlternateScreen)?,
            Some(_) => {
                // From the prompt down: its row and column are saved after the screen has scrolled.
                make_room(&mut bytes, rows)?;
                queue!(bytes, SavePosition, MoveDown(1))?;
            }
        }
        queue!(bytes, Hide, Print(PASTE_ON))?;
        if self.mouse {
            queue!(bytes, Print(MOUSE_ON))?;
        }
        Ok(bytes)
    }

    /// What leaves the terminal as it was, with the cursor on `row` of ours.
    fn leaving(&self, row: u16) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Writing into memory does not fail.
        let _ = self.leave_into(&mut bytes, row);
        bytes
    }

    fn leave_into(&self, bytes: &mut Vec<u8>, row: u16) -> io::Result<()> {
        queue!(bytes, SetAttribute(Attribute::Reset), Print(PASTE_OFF))?;
        if self.mouse {
            queue!(bytes, Print(MOUSE_OFF))?;
        }
        match self.height {
            None => queue!(bytes, LeaveAlternateScreen)?,
            Some(_) => {
                queue!(bytes, MoveToColumn(0))?;
                up(bytes, row)?;
                queue!(bytes, Clear(ClearType::FromCursorDown), MoveUp(1))?;
                if !self.moved {
                    queue!(bytes, RestorePosition)?;
                }
            }
        }
        queue!(bytes, Show)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        session::restore();
    }
}

fn percent(rows: u16, share: u16) -> u16 {
    let part = u32::from(rows) * u32::from(share) / 100;
    u16::try_from(part).unwrap_or(u16::MAX)
}

fn up(bytes: &mut Vec<u8>, rows: u16) -> io::Result<()> {
    match rows {
        0 => Ok(()),
        _ => queue!(bytes, MoveUp(rows)),
    }
}

/// Makes sure that `rows` rows are below the cursor, scrolling where they are not; the cursor stays on
/// its line and column. Line feeds keep the column in raw mode.
fn make_room(bytes: &mut Vec<u8>, rows: u16) -> io::Result<()> {
    bytes.extend(std::iter::repeat_n(b'\n', usize::from(rows)));
    up(bytes, rows)
}
