//! The terminal as a file of its own, apart from the standard streams: the answer may go to a pipe.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use super::session;

/// How long one wait for room in the terminal's queue lasts before it is asked whether to go on.
const WAIT: Duration = Duration::from_millis(100);

/// What a terminal that does not know its size is taken for (serial lines say 0x0).
const UNKNOWN: Size = Size {
    width: 80,
    height: 24,
};

/// More cells than any screen has; keeps a terminal that lies about its size from using up memory.
const LARGEST: Size = Size {
    width: 1000,
    height: 500,
};

/// The controlling terminal, opened for writing without waiting: a stuck terminal (Ctrl-S, a dead
/// connection) never keeps the program from ending.
#[derive(Debug)]
pub(super) struct Tty {
    file: File,
    path: PathBuf,
}

impl Tty {
    /// Opens the controlling terminal, or the one that a standard stream is connected to.
    ///
    /// # Errors
    /// The system's reason when there is none.
    pub(super) fn open() -> io::Result<Tty> {
        let mut failed = io::Error::from(Errno::NOTTY);
        for path in candidates() {
            match open(&path, OFlags::RDWR | OFlags::NONBLOCK) {
                Ok(file) => return Ok(Tty { file, path }),
                Err(error) => failed = error,
            }
        }
        Err(failed)
    }

    /// The same terminal for reading: a description of its own, because reading does wait.
    ///
    /// # Errors
    /// The system's reason.
    pub(super) fn reader(&self) -> io::Result<File> {
        open(&self.path, OFlags::RDONLY)
    }

    /// The same terminal for another program's input and output: it waits for both.
    ///
    /// # Errors
    /// The system's reason.
    pub(super) fn stream(&self) -> io::Result<File> {
        open(&self.path, OFlags::RDWR)
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> Size {
        match rustix::termios::tcgetwinsize(&self.file) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size {
                width: size.ws_col.min(LARGEST.width),
                height: size.ws_row.min(LARGEST.height),
            },
            _ => UNKNOWN,
        }
    }

    /// Its columns; none when it does not tell.
    pub(super) fn columns(&self) -> Option<usize> {
        let size = rustix::termios::tcgetwinsize(&self.file).ok()?;
        Some(usize::from(size.ws_col.min(LARGEST.width))).filter(|columns| *columns > 0)
    }

    /// Whether it is ours to read and to set: not while we run in the background of a shell, where the
    /// system stops whoever tries.
    pub(super) fn is_ours(&self) -> bool {
        is_ours(&self.file)
    }

    /// The modes of the line.
    ///
    /// # Errors
    /// The system's reason; the terminal is gone then.
    pub(super) fn modes(&self) -> io::Result<rustix::termios::Termios> {
        Ok(rustix::termios::tcgetattr(&self.file)?)
    }

    /// Forgets what was typed and not read.
    pub(super) fn forget_typed(&self) {
        // Fails only when the terminal is gone, and with it what was typed.
        let _ = rustix::termios::tcflush(&self.file, rustix::termios::QueueSelector::IFlush);
    }

    /// Sets the modes of the line at once.
    ///
    /// # Errors
    /// The system's reason; the terminal is gone then.
    pub(super) fn set_modes(&self, modes: &rustix::termios::Termios) -> io::Result<()> {
        let now = rustix::termios::OptionalActions::Now;
        Ok(rustix::termios::tcsetattr(&self.file, now, modes)?)
    }

    /// Writes everything, waiting for a slow terminal until the program is told to end.
    ///
    /// # Errors
    /// The terminal is gone, or the program is to end.
    pub(super) fn write(&self, bytes: &[u8]) -> io::Result<()> {
        self.write_while(bytes, &|| !session::ending())
    }

    /// Writes everything, giving up after `patience`.
    ///
    /// # Errors
    /// The terminal is gone, or takes nothing for so long.
    pub(super) fn write_within(&self, bytes: &[u8], patience: Duration) -> io::Result<()> {
        let start = Instant::now();
        self.write_while(bytes, &|| start.elapsed() < patience)
    }

    fn write_while(&self, mut bytes: &[u8], go_on: &dyn Fn() -> bool) -> io::Result<()> {
        while !bytes.is_empty() {
            match rustix::io::write(&self.file, bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) if go_on() => self.wait_for_room()?,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn wait_for_room(&self) -> io::Result<()> {
        let revents = ready(&self.file, PollFlags::OUT, WAIT)?;
        if revents.intersects(PollFlags::HUP | PollFlags::ERR) {
            return Err(Errno::IO.into());
        }
        if revents.contains(PollFlags::NVAL) {
            // macOS cannot poll every terminal.
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }
}

/// [`Tty::is_ours`] of any file of the terminal.
pub(super) fn is_ours(terminal: &File) -> bool {
    // One that controls nobody, or is gone, keeps nobody from it.
    let foreground = rustix::termios::tcgetpgrp(terminal);
    foreground.map_or(true, |group| group == rustix::process::getpgrp())
}

/// What `file` is ready for; empty when nothing came within `wait` or a signal came between.
///
/// # Errors
/// The system's reason.
pub(super) fn ready(file: &File, wanted: PollFlags, wait: Duration) -> io::Result<PollFlags> {
    let mut fds = [PollFd::new(file, wanted)];
    let wait = Timespec::try_from(wait).map_err(io::Error::other)?;
    match poll(&mut fds, Some(&wait)) {
        Ok(_) => {
            let [fd] = &fds;
            Ok(fd.revents())
        }
        Err(Errno::INTR) => Ok(PollFlags::empty()),
        Err(error) => Err(error.into()),
    }
}

fn open(path: &std::path::Path, flags: OFlags) -> io::Result<File> {
    let flags = flags | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = File::from(rustix::fs::open(path, flags, Mode::empty())?);
    if rustix::termios::isatty(&file) {
        Ok(file)
    } else {
        Err(Errno::NOTTY.into())
    }
}

/// Where the terminal may be, best first. `/dev/tty` cannot be polled on macOS, its own name can.
fn candidates() -> Vec<PathBuf> {
    let named = [
        rustix::termios::ttyname(io::stderr(), Vec::new()),
        rustix::termios::ttyname(io::stdin(), Vec::new()),
        rustix::termios::ttyname(io::stdout(), Vec::new()),
    ];
    let mut found: Vec<PathBuf> = named
        .into_iter()
        .filter_map(|name| Some(PathBuf::from(name.ok()?.into_string().ok()?)))
        .collect();
    let at = if cfg!(target_os = "macos") {
        found.len()
    } else {
        0
    };
    found.insert(at, PathBuf::from("/dev/tty"));
    found
}
