//! The terminal in plain lines: as it is, without an escape sequence or another mode.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::sync::Arc;

use rustix::termios::LocalModes;

use super::tty::Tty;
use super::{NoTerminal, session, signals};

/// A line is words or a number; what is longer is cut.
const LONGEST_LINE: usize = 64 * 1024;

/// A terminal that lines are written to and read from.
#[derive(Debug)]
pub struct Lines {
    tty: Arc<Tty>,
    typed: BufReader<File>,
}

impl Lines {
    /// Opens the terminal.
    ///
    /// # Errors
    /// There is none.
    pub fn open() -> Result<Lines, NoTerminal> {
        session::begin();
        let tty = Arc::new(Tty::open().map_err(NoTerminal)?);
        signals::restore_before_default().map_err(NoTerminal)?;
        let typed = BufReader::new(tty.reader().map_err(NoTerminal)?);
        Ok(Lines { tty, typed })
    }

    /// The terminal's columns; none when it does not tell.
    pub fn width(&self) -> Option<usize> {
        self.tty.columns()
    }

    /// Writes a line.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn say(&self, line: &str) -> io::Result<()> {
        self.tty.write(format!("{line}\n").as_bytes())
    }

    /// Writes `prompt` and waits for a line; none when the input has ended (Ctrl-D). A `secret` is not seen
    /// while it is typed.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn ask(&mut self, prompt: &str, secret: bool) -> io::Result<Option<String>> {
        let line = match secret {
            true => self.read_unseen(prompt),
            false => session::ask(&self.tty, prompt).and_then(|()| self.read_line()),
        };
        session::answered();
        let line = line?;
        if line.is_empty() {
            self.tty.modes()?;
            self.tty.write(b"\n")?;
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&line).trim_end().to_string()))
    }

    /// A line without an echo. Signals, those of keys too, put the echo back first (`signals`).
    fn read_unseen(&mut self, prompt: &str) -> io::Result<Vec<u8>> {
        // From here on signals, those of keys too, have something to put back first.
        session::wait_for_foreground(&self.tty)?;
        // Whatever ends it, what comes next begins a line.
        session::take_with(&self.tty, b"\n".to_vec(), &|modes| {
            modes.local_modes -= LocalModes::ECHO | LocalModes::ECHONL;
        })?;
        // Who sees the question may answer it: the echo is off by then.
        let asked = session::ask(&self.tty, prompt);
        let line = asked.and_then(|()| self.read_line());
        session::give_back()?;
        session::away(true);
        let line = line?;
        if !line.is_empty() {
            self.tty.write(b"\n")?;
        }
        Ok(line)
    }

    /// A line, with its end; empty at the end of the input.
    fn read_line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        while line.len() < LONGEST_LINE {
            let waiting = match self.typed.fill_buf() {
                Ok(waiting) => waiting,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let end = waiting.iter().position(|byte| *byte == b'\n');
            let count = end.map_or(waiting.len(), |end| end + 1);
            line.extend(waiting.iter().take(count));
            self.typed.consume(count);
            if end.is_some() || count == 0 {
                break;
            }
        }
        Ok(line)
    }
}
