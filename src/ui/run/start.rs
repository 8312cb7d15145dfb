//! What the browser is started with, and how it ends.

use std::fmt;
use std::io;

use jiff::tz::TimeZone;

use crate::diagnostic::Diagnostic;
use crate::library::{Library, Plan};
use crate::session::Store;
use crate::ui::app::Options;
use crate::ui::terminal::{Height, NoTerminal};

/// What to browse, and where.
#[derive(Debug)]
pub struct Browse {
    /// What the browser is started with.
    pub options: Options,
    /// Where the aids come from; they are read while the first frame stands already.
    pub plan: Plan,
    /// Where places and the values given for placeholders are kept.
    pub store: Store,
    /// For times of day.
    pub zone: TimeZone,
    /// Below the prompt; none for the whole screen.
    pub height: Option<Height>,
    /// Columns of plain lines on a terminal that does not tell its own.
    pub width: usize,
    /// Whether to take the mouse.
    pub mouse: bool,
    /// What tells what is wrong with an aid.
    pub check: Check,
}

/// Finds out what is wrong with an aid of a library. The rules stand beside the browser, not below it:
/// they are handed in.
pub struct Check(pub Box<FindWrong>);

/// From an entry of a library to what is wrong with its page.
pub type FindWrong = dyn Fn(&Library, usize) -> Vec<Diagnostic> + Send;

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Check")
    }
}

/// How the browser ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Left.
    Quit,
    /// Left with this to print (`--print`).
    Print {
        /// What to print.
        text: String,
        /// Where the cursor belongs in it, in bytes.
        cursor: usize,
    },
    /// Left without choosing, with `--print`: status 130.
    Cancelled,
    /// Ended by this signal: status 128 and its number.
    Signal(i32),
}

/// Why the browser could not start.
#[derive(Debug)]
pub enum Error {
    /// Nothing to draw on.
    NoTerminal(NoTerminal),
    /// The system gives no thread.
    NoThread(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NoTerminal(error) => error.fmt(f),
            Error::NoThread(error) => write!(f, "cannot start a thread: {error}"),
        }
    }
}

impl std::error::Error for Error {}
