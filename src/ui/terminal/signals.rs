//! Signals become events: a thread sleeps until one comes.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use rustix::process::Signal;
use signal_hook::consts::{
    SIGABRT, SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ,
};
use signal_hook::flag;
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::{TerminalEvent, session};

/// What ends a process that does nothing about it.
const ENDING: [i32; 4] = [SIGHUP, SIGINT, SIGQUIT, SIGTERM];

const WATCHED: [i32; 8] = [
    SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGABRT, SIGTSTP, SIGCONT, SIGWINCH,
];

/// Where a file may not grow any more (`ulimit -f`) the write fails from now on, as on a full disk; unasked, the
/// system would end the process instead.
///
/// # Errors
/// The system gives no handler.
pub fn outlive_full_files() -> io::Result<()> {
    flag::register(SIGXFSZ, Arc::default())?;
    Ok(())
}

/// Starts listening. The thread lives as long as the process; once the browser is over it lets
/// signals do what they do by default.
///
/// # Errors
/// The system gives no handler or no thread.
pub(super) fn listen<E>(events: Sender<E>) -> io::Result<()>
where
    E: From<TerminalEvent> + Send + 'static,
{
    for signal in ENDING {
        flag::register_conditional_shutdown(signal, 128 + signal, session::is_away())?;
    }
    let mut signals = Signals::new(WATCHED)?;
    std::thread::Builder::new()
        .name("signals".to_string())
        .spawn(move || {
            for signal in signals.forever() {
                handle(signal, &events);
            }
        })?;
    Ok(())
}

/// Starts listening where lines are read: signals do what they do by default, but what was changed of the
/// terminal is put back first. The thread lives as long as the process.
///
/// # Errors
/// The system gives no handler or no thread.
pub(super) fn restore_before_default() -> io::Result<()> {
    for signal in ENDING {
        let away = session::is_away();
        match signal {
            // Nobody wants the memory of it on the disk.
            SIGQUIT => flag::register_conditional_shutdown(signal, 128 + signal, away)?,
            _ => flag::register_conditional_default(signal, away)?,
        };
    }
    session::away(true);
    let mut signals = Signals::new(ENDING.iter().chain(&[SIGTSTP]))?;
    std::thread::Builder::new()
        .name("signals".to_string())
        .spawn(move || {
            for signal in signals.forever() {
                // Only fails for signals it does not know.
                let by_default = || drop(emulate_default_handler(signal));
                match signal {
                    SIGTSTP => {
                        session::while_stopped(by_default);
                        session::ask_again();
                    }
                    SIGQUIT => {
                        session::restore();
                        signal_hook::low_level::exit(128 + SIGQUIT);
                    }
                    _ => {
                        session::restore();
                        by_default();
                    }
                }
            }
        })?;
    Ok(())
}

fn handle<E: From<TerminalEvent>>(signal: i32, events: &Sender<E>) {
    if session::finished() {
        // Only fails for signals it does not know.
        let _ = emulate_default_handler(signal);
        return;
    }
    if session::lent() {
        match signal {
            SIGINT | SIGQUIT | SIGCONT => return,
            SIGTSTP => return stop_at_once(),
            _ => {}
        }
    }
    // A loop that is over receives nothing, and needs nothing.
    let send = |event: TerminalEvent| drop(events.send(event.into()));
    match signal {
        SIGWINCH => send(TerminalEvent::Resized),
        SIGCONT => send(TerminalEvent::Continued),
        SIGTSTP => send(TerminalEvent::Stopping),
        _ => session::end(signal, || send(TerminalEvent::Ending(signal))),
    }
}

/// Stops with the program that has the terminal; the loop waits for that program and could not.
fn stop_at_once() {
    let _ = rustix::process::kill_process(rustix::process::getpid(), Signal::STOP);
}
