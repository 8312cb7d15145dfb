//! What was piped in: the output of a command that failed.

use std::collections::VecDeque;
use std::io::{self, IsTerminal, Read};
use std::iter::Peekable;
use std::str::Chars;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::failure::Failure;
use super::world::{World, say};

/// The end of the output says what went wrong; more than this of it is not kept (bytes).
const KEPT: usize = 8 * 1024 * 1024;
/// More than this is not waited for (bytes): `yes | jitt` would never end.
const READ: u64 = 128 * 1024 * 1024;
/// So long nothing is said about waiting.
const PATIENCE: Duration = Duration::from_secs(1);

/// The piped text (its last 8 MiB); none when standard input is no pipe or file, or holds nothing.
pub(super) fn read(world: &World) -> Result<Option<String>, Failure> {
    if !world.stdin_is_piped {
        return Ok(None);
    }
    let bytes = saying_so_if_it_takes_long(|| tail(io::stdin().lock()))
        .map_err(|error| Failure::Io(format!("cannot read standard input: {error}")))?;
    let text = without_escapes(&String::from_utf8_lossy(&bytes));
    Ok((!text.trim().is_empty()).then_some(text))
}

/// Reads, and tells who sits before a terminal what is waited for: nothing else is to be seen.
fn saying_so_if_it_takes_long<T>(read: impl FnOnce() -> T) -> T {
    if !io::stderr().is_terminal() {
        return read();
    }
    let (done, waiting) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            if waiting.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                say("reading standard input... (Ctrl-C stops)");
            }
        });
        let read = read();
        drop(done);
        read
    })
}

/// The text without what tells a terminal how to show it: colours, titles, hyperlinks (ECMA-48).
fn without_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\u{1b}' => match rest.next_if(|c| *c != '\n') {
                Some('[') => skip_control_sequence(&mut rest),
                Some(']' | 'P' | 'X' | '^' | '_') => skip_string(&mut rest),
                // `ESC ( B` chooses a character set.
                Some(' '..='/') => _ = rest.next_if(|c| ('0'..='~').contains(c)),
                _ => {}
            },
            '\u{9b}' => skip_control_sequence(&mut rest),
            '\u{90}' | '\u{98}' | '\u{9d}' | '\u{9e}' | '\u{9f}' => skip_string(&mut rest),
            // Overstruck: `man` prints bold as `b BS b`.
            '\u{8}' => _ = plain.pop(),
            c => plain.push(c),
        }
    }
    plain
}

/// Parameters and intermediates up to the final byte; anything else is no part of it.
fn skip_control_sequence(rest: &mut Peekable<Chars>) {
    while rest.next_if(|c| (' '..='?').contains(c)).is_some() {}
    rest.next_if(|c| ('@'..='~').contains(c));
}

/// A string up to its terminator, or to the line's end where it has none.
fn skip_string(rest: &mut Peekable<Chars>) {
    while let Some(c) = rest.next_if(|c| *c != '\n') {
        match c {
            '\u{7}' | '\u{9c}' => return,
            '\u{1b}' => {
                rest.next_if_eq(&'\\');
                return;
            }
            _ => {}
        }
    }
}

/// The last [`KEPT`] bytes of the first [`READ`] ones.
fn tail(input: impl Read) -> io::Result<Vec<u8>> {
    let mut input = input.take(READ);
    let mut kept = VecDeque::new();
    let mut chunk = vec![0; 64 * 1024];
    loop {
        match input.read(&mut chunk) {
            Ok(0) => return Ok(kept.into()),
            Ok(count) => {
                kept.extend(&chunk[..count]);
                let over = kept.len().saturating_sub(KEPT);
                kept.drain(..over);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_a_terminal_how_to_show_it_is_no_part_of_an_output() {
        for (output, plain) in [
            ("\u{1b}]0;x\u{7}disk full\u{1b}[31m", "disk full"),
            (
                "\u{1b}[0m\u{1b}[1m\u{1b}[38;5;9merror[E0425]\u{1b}[0m: no\n",
                "error[E0425]: no\n",
            ),
            (
                "\u{1b}]8;;https://a.b\u{1b}\\disk\u{1b}]8;;\u{1b}\\ full",
                "disk full",
            ),
            ("\u{1b}(Ba\u{9b}1mb\u{9d}0;t\u{9c}c", "abc"),
            ("n\u{8}no\u{8}o\tspace", "no\tspace"),
            ("\u{1b}]0;never ended\ndisk full", "\ndisk full"),
            ("\u{1b}[31\ndisk \u{1b}\nfull\u{1b}", "\ndisk \nfull"),
            ("größe [31m 100%", "größe [31m 100%"),
        ] {
            assert_eq!(without_escapes(output), plain, "{output:?}");
        }
    }

    #[test]
    fn only_the_end_of_a_long_output_is_kept() {
        let long = io::repeat(b'a').take(KEPT as u64).chain(&b"the error"[..]);
        let kept = tail(long).expect("reading from memory");
        assert_eq!(kept.len(), KEPT);
        assert!(kept.ends_with(b"aathe error"));
    }

    #[test]
    fn an_output_without_an_end_is_left_at_some_time() {
        assert_eq!(tail(io::repeat(b'y')).expect("read").len(), KEPT);
    }
}
