//! The thread that reads the keyboard.
//!
//! Not crossterm's reader: on a terminal that is gone it spins for ever, an unfinished paste keeps
//! Ctrl-C from it, and for a resize it may start `tput` and wait for it.

use std::fs::File;
use std::io;
use std::sync::mpsc::{Receiver, Sender, SyncSender, sync_channel};

use rustix::event::PollFlags;
use rustix::io::Errno;

use super::decode::Decoder;
use super::{TerminalEvent, session, tty};

/// What a terminal hands over in one piece at most.
const PIECE: usize = 4096;

/// So many pieces may wait to be handled; then the terminal has to wait (an endless paste).
const QUEUE: usize = 16;

/// So many empty reads in a row, with a terminal that still answers, are taken for its end.
const EMPTY_READS: u32 = 16;

/// One received for each [`TerminalEvent::Inputs`] lets the reader read on.
pub(super) type Taken = Receiver<()>;

/// Starts reading. The thread lives as long as the process.
///
/// # Errors
/// The system gives no thread.
pub(super) fn start<E>(terminal: File, events: Sender<E>) -> io::Result<Taken>
where
    E: From<TerminalEvent> + Send + 'static,
{
    let (slots, taken) = sync_channel(QUEUE);
    std::thread::Builder::new()
        .name("keyboard".to_string())
        .spawn(move || {
            if read_on(&terminal, &events, &slots) == Ended::Terminal {
                let hung_up = signal_hook::consts::SIGHUP;
                session::end(hung_up, || {
                    // A loop that is over needs no telling.
                    drop(events.send(TerminalEvent::Ending(hung_up).into()));
                });
            }
        })?;
    Ok(taken)
}

#[derive(PartialEq, Eq)]
enum Ended {
    /// Nobody listens any more.
    Loop,
    /// The terminal is gone.
    Terminal,
}

fn read_on<E: From<TerminalEvent>>(
    terminal: &File,
    events: &Sender<E>,
    slots: &SyncSender<()>,
) -> Ended {
    let mut decoder = Decoder::default();
    let mut piece = [0; PIECE];
    let mut empty = 0;
    loop {
        let inputs = match read(terminal, &decoder, &mut piece) {
            Ok(Read::Bytes(bytes)) => {
                empty = 0;
                decoder.feed(bytes)
            }
            Ok(Read::Silence) => decoder.silence(),
            Ok(Read::Nothing) if empty < EMPTY_READS => {
                empty += 1;
                continue;
            }
            Ok(Read::Nothing) | Err(_) => return Ended::Terminal,
        };
        if inputs.is_empty() {
            continue;
        }
        let event = TerminalEvent::Inputs(inputs);
        if slots.send(()).is_err() || events.send(event.into()).is_err() {
            return Ended::Loop;
        }
    }
}

enum Read<'a> {
    Bytes(&'a [u8]),
    /// Nothing came within the time that the decoder waits for the rest of a sequence.
    Silence,
    /// An empty read: end of file typed while the line was not raw, or the terminal is gone.
    Nothing,
}

fn read<'a>(terminal: &File, decoder: &Decoder, piece: &'a mut [u8]) -> io::Result<Read<'a>> {
    if let Some(patience) = decoder.patience()
        && tty::ready(terminal, PollFlags::IN, patience)?.is_empty()
    {
        return Ok(Read::Silence);
    }
    loop {
        match rustix::io::read(terminal, &mut *piece) {
            Ok(0) => {
                // Fails on a terminal that was hung up.
                rustix::termios::tcgetattr(terminal)?;
                return Ok(Read::Nothing);
            }
            Ok(count) => return Ok(Read::Bytes(piece.get(..count).unwrap_or_default())),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}
