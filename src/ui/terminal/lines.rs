//! The terminal in plain lines: as it is, without an escape sequence or another mode.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use super::tty::Tty;
use super::{NoTerminal, session};

/// A line is words or a number; what is longer is cut.
const LONGEST_LINE: u64 = 64 * 1024;

/// A terminal that lines are written to and read from.
#[derive(Debug)]
pub struct Lines {
    tty: Tty,
    typed: BufReader<File>,
}

impl Lines {
    /// Opens the terminal.
    ///
    /// # Errors
    /// There is none.
    pub fn open() -> Result<Lines, NoTerminal> {
        session::begin();
        let tty = Tty::open().map_err(NoTerminal)?;
        let typed = BufReader::new(tty.reader().map_err(NoTerminal)?);
        Ok(Lines { tty, typed })
    }

    /// Writes a line.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn say(&self, line: &str) -> io::Result<()> {
        self.tty.write(format!("{line}\n").as_bytes())
    }

    /// Writes `prompt` and waits for a line; none when the input has ended (Ctrl-D).
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn ask(&mut self, prompt: &str) -> io::Result<Option<String>> {
        self.tty.write(prompt.as_bytes())?;
        let mut line = Vec::new();
        let count = (&mut self.typed)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)?;
        if count == 0 {
            self.tty.modes()?;
            self.tty.write(b"\n")?;
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&line).trim_end().to_string()))
    }
}
