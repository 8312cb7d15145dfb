//! The thread that reads the keyboard.
//!
//! Not crossterm's reader: on a terminal that is gone it spins for ever, an unfinished paste keeps
//! Ctrl-C from it, and for a resize it may start `tput` and wait for it.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, PipeReader, PipeWriter, Read as _, Write as _};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::decode::Decoder;
use super::{TerminalEvent, session, tty};
use crate::ui::action::{Input, Key, KeyCode};

/// What a terminal hands over in one piece at most.
const PIECE: usize = 4096;

/// So much typed (keys, bytes of pastes) may wait; what comes on top is lost, as in any keyboard's
/// buffer. The terminal itself is always read on, so that Ctrl-C is heard behind whatever was sent.
const MOST_WAITING: usize = 1 << 18;

/// So many empty reads in a row, with a terminal that still answers, are taken for its end.
const EMPTY_READS: u32 = 16;

/// So often it is looked whether the terminal is ours again while somebody else is typed to.
const BACKGROUND: Duration = Duration::from_millis(100);

/// How long the thread may take to let go of the terminal.
const LETTING_GO: Duration = Duration::from_millis(200);

/// Leaves the browser, whatever else it is about.
const CTRL_C: Input = Input::Key(Key::ctrl(KeyCode::Char('c')));

/// What was typed and waits to be handled.
#[derive(Debug, Clone, Default)]
pub struct Keyboard(Arc<Mutex<Waiting>>);

#[derive(Debug, Default)]
struct Waiting {
    inputs: VecDeque<Input>,
    weight: usize,
}

impl Keyboard {
    /// The next input.
    pub fn take(&self) -> Option<Input> {
        let mut waiting = self.waiting();
        let input = waiting.inputs.pop_front()?;
        waiting.weight -= weight(&input);
        Some(input)
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.waiting().inputs.is_empty()
    }

    /// Whether Ctrl-C is what comes next.
    pub fn begins_with_ctrl_c(&self) -> bool {
        self.waiting().inputs.front() == Some(&CTRL_C)
    }

    /// Adds what was typed; says whether nothing waited before. Ctrl-C makes void what was typed before it
    /// and not handled yet, as the system's own line does.
    fn add(&self, inputs: Vec<Input>) -> bool {
        let mut waiting = self.waiting();
        let was_empty = waiting.inputs.is_empty();
        for input in inputs {
            if input == CTRL_C {
                *waiting = Waiting::default();
            }
            let weight = weight(&input);
            if waiting.weight + weight <= MOST_WAITING {
                waiting.weight += weight;
                waiting.inputs.push_back(input);
            }
        }
        was_empty
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        // Nothing panics while it is held.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn weight(input: &Input) -> usize {
    match input {
        Input::Paste(text) => text.len(),
        Input::Key(_) | Input::Mouse { .. } => 1,
    }
}

/// Holds the reading thread while another program has the terminal: what is typed is that program's.
#[derive(Debug)]
pub(super) struct Gate {
    /// A byte stops the thread, the next one lets it go on.
    stop: PipeWriter,
    stopped: Receiver<()>,
}

impl Gate {
    /// Stops reading. Where a terminal cannot be waited for together with a pipe, the next key is lost.
    pub(super) fn close(&mut self) {
        // Both only fail when the thread is gone, which reads nothing any more.
        let _ = self.stop.write_all(b"s");
        let _ = self.stopped.recv_timeout(LETTING_GO);
    }

    /// Reads on.
    pub(super) fn open(&mut self) {
        let _ = self.stop.write_all(b"g");
    }
}

/// The thread's end of a [`Gate`].
struct Stops {
    pipe: PipeReader,
    stopped: Sender<()>,
}

impl Stops {
    /// Takes a stop and waits until it is over; none when there can be no other one.
    fn wait(mut self) -> Option<Stops> {
        let mut byte = [0];
        let taken = self.pipe.read_exact(&mut byte).is_ok();
        let _ = self.stopped.send(());
        (taken && self.pipe.read_exact(&mut byte).is_ok()).then_some(self)
    }
}

/// Starts reading: [`TerminalEvent::Typed`] says that something waits. The thread lives as long as the
/// process.
///
/// # Errors
/// The system gives no thread.
pub(super) fn start<E>(terminal: File, events: Sender<E>) -> io::Result<(Keyboard, Gate)>
where
    E: From<TerminalEvent> + Send + 'static,
{
    let keyboard = Keyboard::default();
    let typed = keyboard.clone();
    let (pipe, stop) = io::pipe()?;
    let (tell_stopped, stopped) = channel();
    let stops = Stops {
        pipe,
        stopped: tell_stopped,
    };
    std::thread::Builder::new()
        .name("keyboard".to_string())
        .spawn(move || {
            // A loop that is over needs no telling.
            let tell = |event: TerminalEvent| drop(events.send(event.into()));
            read_on(&terminal, stops, |inputs| {
                let leaves = inputs.contains(&CTRL_C);
                if !inputs.is_empty() && typed.add(inputs) {
                    tell(TerminalEvent::Typed);
                }
                if leaves {
                    // The loop may stand in a frame that the terminal does not take.
                    session::end(signal_hook::consts::SIGINT, || {});
                }
            });
            let hung_up = signal_hook::consts::SIGHUP;
            session::end(hung_up, || tell(TerminalEvent::Ending(hung_up)));
        })?;
    Ok((keyboard, Gate { stop, stopped }))
}

/// Reads until the terminal is gone.
fn read_on(terminal: &File, stops: Stops, typed: impl Fn(Vec<Input>)) {
    let mut stops = Some(stops);
    let mut decoder = Decoder::default();
    let mut piece = [0; PIECE];
    let mut empty = 0;
    loop {
        match wait(terminal, stops.as_ref(), &decoder) {
            Waited::Interrupted => {}
            Waited::Silence => typed(decoder.silence()),
            Waited::Stop => {
                stops = stops.and_then(Stops::wait);
                // The rest of a sequence went to the other program.
                decoder = Decoder::default();
            }
            // The system stops whoever reads in the background; so does the loop in a moment.
            Waited::Typed if !tty::is_ours(terminal) => std::thread::sleep(BACKGROUND),
            Waited::Typed => match read(terminal, &mut piece) {
                Ok(Some(bytes)) => {
                    empty = 0;
                    typed(decoder.feed(bytes));
                }
                Ok(None) if empty < EMPTY_READS => empty += 1,
                Ok(None) | Err(_) => return,
            },
        }
    }
}

enum Waited {
    /// Something can be read, or the terminal is gone.
    Typed,
    /// Nothing came within the time that the decoder waits for the rest of a sequence.
    Silence,
    Stop,
    /// By a signal: after a stop we may be in the background.
    Interrupted,
}

/// Waits until something is typed, or the rest of a sequence has had its time, or a stop comes.
fn wait(terminal: &File, stops: Option<&Stops>, decoder: &Decoder) -> Waited {
    let patience = decoder.patience().map(Timespec::try_from);
    let patience = patience.and_then(Result::ok);
    let mut fds = vec![PollFd::new(terminal, PollFlags::IN)];
    fds.extend(stops.map(|stops| PollFd::new(&stops.pipe, PollFlags::IN)));
    match poll(&mut fds, patience.as_ref()) {
        Ok(0) => Waited::Silence,
        Err(Errno::INTR) => Waited::Interrupted,
        _ => match fds.get(1) {
            Some(stop) if !stop.revents().is_empty() => Waited::Stop,
            _ => Waited::Typed,
        },
    }
}

/// What was typed; none for an empty read: end of file typed while the line was not raw, or the terminal is
/// gone.
fn read<'a>(terminal: &File, piece: &'a mut [u8]) -> io::Result<Option<&'a [u8]>> {
    match rustix::io::read(terminal, &mut *piece) {
        Ok(0) => {
            // Fails on a terminal that was hung up.
            rustix::termios::tcgetattr(terminal)?;
            Ok(None)
        }
        Ok(count) => Ok(Some(piece.get(..count).unwrap_or_default())),
        Err(Errno::INTR) => Ok(Some(&[])),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(c: char) -> Input {
        Input::Key(Key::plain(KeyCode::Char(c)))
    }

    #[test]
    fn ctrl_c_comes_first_whatever_waits() {
        let keyboard = Keyboard::default();
        let ctrl_c = Input::Key(Key::ctrl(KeyCode::Char('c')));
        assert!(keyboard.add(vec![key('a'), key('b')]));
        assert!(!keyboard.add(vec![key('c'), ctrl_c.clone(), key('d')]));
        let taken: Vec<Input> = std::iter::from_fn(|| keyboard.take()).collect();
        assert_eq!(taken, [ctrl_c, key('d')]);
    }

    #[test]
    fn an_endless_stream_does_not_fill_the_memory() {
        let keyboard = Keyboard::default();
        for _ in 0..10 {
            keyboard.add(vec![Input::Paste("x".repeat(MOST_WAITING / 4)), key('a')]);
        }
        let taken = std::iter::from_fn(|| keyboard.take()).count();
        assert_eq!(taken, 3 + 10);
        assert!(keyboard.is_empty());
    }
}
