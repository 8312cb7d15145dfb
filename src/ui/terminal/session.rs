//! What must be put back, kept where the panic hook and the threads can reach it.
//!
//! A process has one terminal, so this is the one place with state of the whole process. We keep the
//! line's modes ourselves instead of using crossterm's raw mode: that one asks standard input first,
//! which need not be the terminal we draw on.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::process::Signal;
use rustix::termios::{LocalModes, Termios};

use super::tty::Tty;
use crate::render::sanitize;

/// How long the browser may take to end by itself once it was told to.
const GRACE: Duration = Duration::from_millis(500);

/// How long a stuck terminal may take to swallow the sequences that put it back.
const PATIENCE: Duration = Duration::from_millis(200);

static ACTIVE: Mutex<Option<Active>> = Mutex::new(None);
static ENDING: AtomicBool = AtomicBool::new(false);
static FINISHED: AtomicBool = AtomicBool::new(false);
static LENT: AtomicBool = AtomicBool::new(false);
static AWAY: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// So often we stop because the terminal is not ours, until the system may do it, or fail us: where nobody
/// could continue us nothing stops.
const MOST_STOPS: usize = 64;

/// What is asked in plain lines and not answered yet.
static ASKED: Mutex<Option<(Arc<Tty>, String)>> = Mutex::new(None);

struct Active {
    tty: Arc<Tty>,
    before: Termios,
    /// The modes while it is taken.
    during: Termios,
    leave: Vec<u8>,
}

fn active() -> MutexGuard<'static, Option<Active>> {
    // A panic while it was held leaves a whole value: nothing in here is changed in two steps.
    ACTIVE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn asked() -> MutexGuard<'static, Option<(Arc<Tty>, String)>> {
    // It is set as a whole.
    ASKED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// This question is written now, and stays until [`answered`].
pub(super) fn ask(tty: &Arc<Tty>, question: &str) -> io::Result<()> {
    *asked() = Some((Arc::clone(tty), question.to_string()));
    tty.write(question.as_bytes())
}

/// The question is answered, or nobody will.
pub(super) fn answered() {
    *asked() = None;
}

/// Writes the question again that waits for its answer: something else stands below it.
pub(super) fn ask_again() {
    let waiting = asked().clone();
    let Some((tty, question)) = waiting else {
        return;
    };
    // In the background nobody is asked.
    if wait_for_foreground(&tty).is_ok() {
        // Who asks hears of a terminal that is gone.
        let _ = tty.write(question.as_bytes());
    }
    let changed = active().is_some();
    away(!changed);
}

/// A browser begins: nothing has told it to end yet.
pub(super) fn begin() {
    ENDING.store(false, Ordering::SeqCst);
    FINISHED.store(false, Ordering::SeqCst);
}

/// The browser is over: signals do again what they do without it.
pub(super) fn finish() {
    FINISHED.store(true, Ordering::SeqCst);
}

/// Whether the browser is over.
pub(super) fn finished() -> bool {
    FINISHED.load(Ordering::SeqCst)
}

/// Another program has the terminal from now on, or no longer.
pub(super) fn lend(lent: bool) {
    LENT.store(lent, Ordering::SeqCst);
}

/// Whether another program has the terminal: what its keys send to us is meant for it.
pub(super) fn lent() -> bool {
    LENT.load(Ordering::SeqCst)
}

/// Nothing of the terminal is changed from now on, or no longer.
pub(super) fn away(away: bool) {
    AWAY.store(away, Ordering::SeqCst);
}

/// Whether nothing of the terminal is changed: then a signal that ends us may do so at once, in its handler.
/// The shell's `kill %1` wakes us with one, and whoever touched the terminal before that is handled would be
/// stopped again by the system.
pub(super) fn is_away() -> Arc<AtomicBool> {
    Arc::clone(&AWAY)
}

/// Stops, and the whole job with us, as long as we are in the background; what the system would do as soon as
/// we set the terminal's modes, but signals that end us are heard.
///
/// # Errors
/// The process is to end.
pub(super) fn wait_for_foreground(tty: &Tty) -> io::Result<()> {
    for _ in 0..MOST_STOPS {
        if ending() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        if tty.is_ours() {
            break;
        }
        away(true);
        // Where it is refused the system decides.
        let _ = rustix::process::kill_current_process_group(Signal::TTOU);
    }
    away(false);
    Ok(())
}

/// Whether the browser was told to end.
pub(super) fn ending() -> bool {
    ENDING.load(Ordering::SeqCst)
}

/// Sets raw mode, remembering the modes before it unless they are remembered already, and what has
/// to be written to get out again.
///
/// # Errors
/// The terminal is gone.
pub(super) fn take(tty: &Arc<Tty>, leave: Vec<u8>) -> io::Result<()> {
    take_with(tty, leave, &Termios::make_raw)
}

/// Changes the modes, as [`take`] does.
///
/// # Errors
/// The terminal is gone.
pub(super) fn take_with(
    tty: &Arc<Tty>,
    leave: Vec<u8>,
    change: &dyn Fn(&mut Termios),
) -> io::Result<()> {
    let mut active = active();
    let before = match active.take() {
        Some(taken) => taken.before,
        None => tty.modes()?,
    };
    let mut during = before.clone();
    change(&mut during);
    // Remembered before they are changed: a panic in between must not leave them so.
    *active = Some(Active {
        tty: Arc::clone(tty),
        before,
        during: during.clone(),
        leave,
    });
    tty.set_modes(&during)
}

/// Puts the modes back and leaves what was typed since for the next to read.
///
/// # Errors
/// The terminal is gone.
pub(super) fn give_back() -> io::Result<()> {
    let taken = active().take();
    taken.map_or(Ok(()), |taken| taken.tty.set_modes(&taken.before))
}

/// Calls `stop`, which returns when the process goes on, with the modes from before meanwhile.
pub(super) fn while_stopped(stop: impl FnOnce()) {
    let set = |which: fn(&Active) -> &Termios| {
        if let Some(active) = active().as_ref() {
            // A terminal that is gone has no modes.
            let _ = active.tty.set_modes(which(active));
        }
    };
    set(|active| &active.before);
    away(true);
    stop();
    let tty = active().as_ref().map(|active| Arc::clone(&active.tty));
    if tty.is_none_or(|tty| wait_for_foreground(&tty).is_ok()) {
        set(|active| &active.during);
    }
}

/// Changes what has to be written to get out again (below the prompt it depends on the cursor's row).
pub(super) fn set_leave(leave: Vec<u8>) {
    if let Some(active) = active().as_mut() {
        active.leave = leave;
    }
}

/// Puts the terminal back as it was before [`take`]. Does nothing when that was done already.
pub(super) fn restore() {
    let taken = active().take();
    if let Some(taken) = taken {
        if !taken.tty.is_ours() {
            // The shell has set its own modes; who sets others from the background is stopped.
            let stops = |modes: Termios| modes.local_modes.contains(LocalModes::TOSTOP);
            if !taken.tty.modes().is_ok_and(stops) {
                let _ = taken.tty.write_within(&taken.leave, PATIENCE);
            }
            return;
        }
        // Both are tried whatever the other gives: a dead terminal has nothing to put back.
        let _ = taken.tty.write_within(&taken.leave, PATIENCE);
        // The rest of a paste or of a mouse report must not reach the shell as a command.
        taken.tty.forget_typed();
        let _ = taken.tty.set_modes(&taken.before);
    }
}

/// Tells the browser to end by calling `tell`, and ends the process should it be stuck.
pub(super) fn end(signal: i32, tell: impl FnOnce()) {
    ENDING.store(true, Ordering::SeqCst);
    tell();
    std::thread::sleep(GRACE);
    if !finished() {
        restore();
        signal_hook::low_level::exit(128 + signal);
    }
}

/// From now on a panic puts the terminal back, says in one message what happened, and ends the
/// process with status 2 (never 101, and from whichever thread).
pub fn end_cleanly_on_panic() {
    std::panic::set_hook(Box::new(|panic| {
        restore();
        let message = format!("jitt: a bug in jitt, please report it: {panic}");
        let message = sanitize::visible(&message);
        // Nobody may be listening.
        let _ = writeln!(io::stderr(), "{message}");
        std::process::exit(2);
    }));
}
