//! The terminal: entered, drawn on, listened to, and given back as it was, whatever happens.
//!
//! It is opened by itself (`/dev/tty`): the standard streams belong to the answer and to pipes.
//! Nothing is ever asked of it, so nothing is waited for.

mod blanks;
mod canvas;
mod decode;
mod keys;
mod lines;
mod osc52;
mod reader;
mod screen;
mod session;
mod sgr;
mod shown;
mod signals;
mod tty;

use std::fmt;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use ratatui::Frame;
use rustix::process::Signal;

use self::reader::Gate;
use self::screen::Screen;
use self::tty::Tty;

pub use self::lines::Lines;
pub use self::reader::Keyboard;
pub use self::session::end_cleanly_on_panic;
pub use self::signals::outlive_full_files;

/// How much of the terminal to take below the prompt (`--height`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Height {
    /// So many rows.
    Rows(u16),
    /// So much of the terminal's height.
    Percent(u16),
}

/// What the terminal and the system report.
#[derive(Debug)]
pub enum TerminalEvent {
    /// Something was typed, clicked or pasted: [`Terminal::keyboard`] has it.
    Typed,
    /// The size has changed.
    Resized,
    /// The process is to stop (SIGTSTP).
    Stopping,
    /// The process goes on after a stop.
    Continued,
    /// The process is to end by this signal; SIGHUP also when the terminal is gone.
    Ending(i32),
}

/// How long a terminal may take to accept a text for its clipboard.
const CLIPBOARD_PATIENCE: Duration = Duration::from_secs(2);

/// Sets the clipboard of a terminal that is not drawn on. Whether it worked cannot be known.
///
/// # Errors
/// Why it cannot be sent, for the person.
pub fn set_clipboard(text: &str) -> Result<(), String> {
    let sequence = osc52::sequence(text, std::env::var_os("TMUX").is_some())?;
    Tty::open()
        .and_then(|tty| tty.write_within(&sequence, CLIPBOARD_PATIENCE))
        .map_err(|error| format!("there is no terminal to send it to: {error}"))
}

/// The terminal for a program that needs it where the standard streams lead elsewhere; none where there
/// is none.
pub fn stream() -> Option<std::fs::File> {
    Tty::open().and_then(|tty| tty.stream()).ok()
}

/// There is no terminal to draw on.
#[derive(Debug)]
pub struct NoTerminal(io::Error);

impl fmt::Display for NoTerminal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no terminal to draw on: {}", self.0)
    }
}

impl std::error::Error for NoTerminal {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

/// The terminal, entered. Dropping it gives it back.
pub struct Terminal {
    screen: Screen,
    keyboard: Keyboard,
    gate: Gate,
    /// Given back for a stop: nothing is drawn until it is entered again.
    given_back: bool,
}

impl Terminal {
    /// Enters the terminal and starts listening to it and to signals: `events` gets what happens.
    ///
    /// # Errors
    /// There is no terminal, or the system refuses threads or signal handlers.
    pub fn open<E>(
        height: Option<Height>,
        mouse: bool,
        events: &Sender<E>,
    ) -> Result<Terminal, NoTerminal>
    where
        E: From<TerminalEvent> + Send + 'static,
    {
        session::begin();
        let terminal = Terminal::enter(height, mouse, events);
        if terminal.is_err() {
            session::restore();
            session::finish();
        }
        terminal.map_err(NoTerminal)
    }

    fn enter<E>(height: Option<Height>, mouse: bool, events: &Sender<E>) -> io::Result<Terminal>
    where
        E: From<TerminalEvent> + Send + 'static,
    {
        let tty = Arc::new(Tty::open()?);
        let reader = tty.reader()?;
        // Signals first: from the moment the terminal is changed they must be heard.
        signals::listen(events.clone())?;
        let screen = Screen::enter(tty, height, mouse)?;
        let (keyboard, gate) = reader::start(reader, events.clone())?;
        Ok(Terminal {
            screen,
            keyboard,
            gate,
            given_back: false,
        })
    }

    /// Draws a frame with one write of what has changed; nothing while a stop lasts.
    ///
    /// # Errors
    /// The terminal is gone, or the process is to end.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        if self.given_back {
            return Ok(());
        }
        self.screen.draw(render)
    }

    /// The keyboard, to be asked for what [`TerminalEvent::Typed`] announced.
    pub fn keyboard(&self) -> &Keyboard {
        &self.keyboard
    }

    /// [`TerminalEvent::Resized`] was received.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn resized(&mut self) -> io::Result<()> {
        self.screen.resized()
    }

    /// Makes the next frame draw everything, for a screen that something else has written on.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn repaint(&mut self) -> io::Result<()> {
        self.screen.repaint()
    }

    /// [`TerminalEvent::Continued`] was received: enters anew, so that the next frame draws everything.
    ///
    /// # Errors
    /// The terminal is gone, or the process is to end.
    pub fn enter_again(&mut self) -> io::Result<()> {
        self.screen.again()?;
        self.given_back = false;
        Ok(())
    }

    /// Gives the terminal to another program while `work` runs, and enters it again: the next frame draws
    /// everything. `work` gets the terminal as a file for that program's input and output.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn lend<T>(&mut self, work: impl FnOnce(Option<&std::fs::File>) -> T) -> io::Result<T> {
        self.gate.close();
        session::lend(true);
        session::restore();
        let done = work(stream().as_ref());
        session::lend(false);
        let entered = self.enter_again();
        self.gate.open();
        entered.map(|()| done)
    }

    /// Sets the terminal's clipboard. Whether it worked cannot be known.
    ///
    /// # Errors
    /// Why it cannot be sent, for the person.
    pub fn set_clipboard(&self, text: &str) -> Result<(), String> {
        let sequence = osc52::sequence(text, std::env::var_os("TMUX").is_some())?;
        let sent = self.screen.send(&sequence);
        sent.map_err(|error| error.to_string())
    }

    /// Asks for a stop as Ctrl-Z does where the keys are not ours: of the whole job, so that a shell or a
    /// pipe around us stops too. [`TerminalEvent::Stopping`] follows.
    pub fn ask_for_stop(&self) {
        if someone_can_continue() {
            // Nothing to do about it when the system refuses.
            let _ = rustix::process::kill_current_process_group(Signal::TSTP);
        }
    }

    /// Gives the terminal back and stops the process. Returns when it goes on;
    /// [`TerminalEvent::Continued`] follows.
    pub fn stop(&mut self) {
        // A second request for the same stop came too late.
        if !self.given_back && someone_can_continue() {
            session::restore();
            self.given_back = true;
            session::away(true);
            let _ = rustix::process::kill_process(rustix::process::getpid(), Signal::STOP);
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        session::restore();
        session::finish();
    }
}

/// Whether a shell is there that can continue a stopped process. In the process group of the session's
/// leader (the shell's own `$(...)`, a terminal started for us alone) there is none: a stop there would
/// be for ever.
fn someone_can_continue() -> bool {
    rustix::process::getsid(None).is_ok_and(|session| session != rustix::process::getpgrp())
}
