//! Bytes from the terminal to keys, mouse and pastes.
//!
//! Follows the parser of DEC's terminals (ECMA-48): whatever stands in between, a control character
//! ends an unfinished sequence and counts as itself, so Ctrl-C is heard after any bytes at all.

use std::time::Duration;

use super::keys;
use crate::ui::action::{Input, Key, KeyCode, MouseKind};

/// The rest of a sequence comes at once; over a slow line it may be torn in two.
const REST_OF_A_SEQUENCE: Duration = Duration::from_millis(25);

/// A paste may come in pieces; one that stands still so long may have lost its end.
const REST_OF_A_PASTE: Duration = Duration::from_millis(100);

/// After that and this much more its end is lost.
const LOST_END_OF_A_PASTE: Duration = Duration::from_millis(900);

/// No known sequence has more parameters; longer ones are read over.
const LONGEST_SEQUENCE: usize = 64;

/// More of a paste than this is dropped: it goes into a line of search.
const LONGEST_PASTE: usize = 1 << 16;

const END_OF_PASTE: &[u8] = b"\x1b[201~";
const CTRL_C: u8 = 0x03;
const ESC: u8 = 0x1b;

/// Where in a sequence the next byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Ground,
    /// After ESC.
    Escape,
    /// After ESC `[`.
    Control,
    /// After ESC `[` `[`, which the Linux console sends for F1 to F5.
    Console,
    /// After ESC `O`.
    Application,
    /// In an answer (OSC, DCS, ...), read over up to its end. Holds what it began with.
    Text(u8),
    /// After ESC in an answer.
    TextEscape,
    /// In the three bytes of an old mouse report.
    OldMouse,
    /// In a character of several bytes.
    Character { alt: bool },
    /// In a bracketed paste, which may have come to a standstill.
    Paste { still: bool },
}

/// Turns pieces of input, torn anywhere, into inputs.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    state: State,
    /// What belongs to the unfinished sequence, character or paste.
    held: Vec<u8>,
    inputs: Vec<Input>,
}

impl Decoder {
    /// What the next piece completes.
    pub(super) fn feed(&mut self, piece: &[u8]) -> Vec<Input> {
        if let State::Paste { still } = self.state {
            if still && piece == [CTRL_C] {
                // Typed: a paste whose end got lost must not lock the keyboard. A Ctrl-C that comes with
                // the paste is text, else what follows it would go to the shell.
                self.finish_paste();
            } else {
                self.state = State::Paste { still: false };
            }
        }
        for &byte in piece {
            self.byte(byte);
        }
        std::mem::take(&mut self.inputs)
    }

    /// How long to wait for the rest; none when nothing is unfinished.
    pub(super) fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Ground => None,
            State::Paste { still: false } => Some(REST_OF_A_PASTE),
            State::Paste { still: true } => Some(LOST_END_OF_A_PASTE),
            _ => Some(REST_OF_A_SEQUENCE),
        }
    }

    /// What the unfinished piece means when nothing follows: a lone ESC is the Escape key.
    pub(super) fn silence(&mut self) -> Vec<Input> {
        match self.state {
            State::Escape => self.key(Key::plain(KeyCode::Esc)),
            State::Control if self.held.is_empty() => self.key(Key::alt(KeyCode::Char('['))),
            State::Application => self.key(Key::alt(KeyCode::Char('O'))),
            State::Text(first) if self.held.is_empty() => {
                self.key(Key::alt(KeyCode::Char(char::from(first))));
            }
            State::Paste { still: false } => {
                self.state = State::Paste { still: true };
                return Vec::new();
            }
            State::Paste { still: true } => self.finish_paste(),
            _ => {}
        }
        self.enter(State::Ground);
        std::mem::take(&mut self.inputs)
    }

    fn enter(&mut self, state: State) {
        self.state = state;
        self.held.clear();
    }

    fn key(&mut self, key: Key) {
        self.inputs.push(Input::Key(key));
    }

    fn byte(&mut self, byte: u8) {
        match self.state {
            State::Ground => self.ground(byte, false),
            State::Paste { .. } => self.paste(byte),
            State::Character { alt } => self.character(byte, alt),
            State::TextEscape if byte == b'\\' => self.enter(State::Ground),
            State::Escape | State::TextEscape => self.escape(byte),
            _ if byte == ESC => match self.state {
                State::Text(_) => self.enter(State::TextEscape),
                _ => self.enter(State::Escape),
            },
            State::Text(_) if byte == 0x07 => self.enter(State::Ground),
            _ if byte < 0x20 || byte == 0x7f => {
                self.enter(State::Ground);
                self.ground(byte, false);
            }
            State::Control => self.control(byte),
            State::Console => self.finish(keys::console(byte)),
            State::Application => self.finish(keys::application(byte)),
            State::OldMouse => self.old_mouse(byte),
            // Only whether there is a second byte matters: without one it was Alt and a key.
            State::Text(_) => self.held.splice(.., [byte]).for_each(drop),
        }
    }

    fn finish(&mut self, key: Option<Key>) {
        self.inputs.extend(key.map(Input::Key));
        self.enter(State::Ground);
    }

    fn ground(&mut self, byte: u8, alt: bool) {
        match byte {
            ESC => self.enter(State::Escape),
            0x80.. => {
                self.enter(State::Character { alt });
                self.character(byte, alt);
            }
            _ => {
                let key = keys::single(byte);
                self.finish(Some(Key { alt, ..key }));
            }
        }
    }

    fn escape(&mut self, byte: u8) {
        match byte {
            b'[' => self.enter(State::Control),
            b'O' => self.enter(State::Application),
            b']' | b'P' | b'X' | b'^' | b'_' => self.enter(State::Text(byte)),
            ESC => {
                self.key(Key::plain(KeyCode::Esc));
                self.enter(State::Escape);
            }
            CTRL_C => self.ground(byte, false),
            _ => self.ground(byte, true),
        }
    }

    fn control(&mut self, byte: u8) {
        match byte {
            b'[' if self.held.is_empty() => self.enter(State::Console),
            b'M' if self.held.is_empty() => self.enter(State::OldMouse),
            0x40..=0x7e => self.control_sequence(byte),
            // Read over: parameters too long, or bytes that do not belong here.
            _ if self.held.len() > LONGEST_SEQUENCE => {}
            _ => self.held.push(byte),
        }
    }

    fn control_sequence(&mut self, last: u8) {
        let held = std::mem::take(&mut self.held);
        if held.len() > LONGEST_SEQUENCE {
            return self.enter(State::Ground);
        }
        match (held.as_slice(), last) {
            (b"200", b'~') => self.enter(State::Paste { still: false }),
            ([b'<', report @ ..], b'M') => {
                self.inputs.extend(mouse(report));
                self.enter(State::Ground);
            }
            (parameters, last) => self.finish(keys::control(parameters, last)),
        }
    }

    fn old_mouse(&mut self, byte: u8) {
        self.held.push(byte);
        if let [button, column, row] = self.held[..] {
            let place = |byte: u8| u16::from(byte).saturating_sub(33);
            let button = u16::from(button).saturating_sub(32);
            self.inputs
                .extend(mouse_input(button, place(column), place(row)));
            self.enter(State::Ground);
        }
    }

    fn character(&mut self, byte: u8, alt: bool) {
        if byte < 0x80 {
            // The character before it was torn off.
            self.enter(State::Ground);
            return self.byte(byte);
        }
        self.held.push(byte);
        match std::str::from_utf8(&self.held) {
            Ok(text) => {
                let key = text.chars().next().map(|c| Key {
                    alt,
                    ..Key::plain(KeyCode::Char(c))
                });
                // C1 controls are no keys.
                self.finish(
                    key.filter(|key| !matches!(key.code, KeyCode::Char(c) if c.is_control())),
                );
            }
            Err(error) if error.error_len().is_some() => self.enter(State::Ground),
            Err(_) => {}
        }
    }

    fn paste(&mut self, byte: u8) {
        self.held.push(byte);
        if self.held.ends_with(END_OF_PASTE) {
            self.held.truncate(self.held.len() - END_OF_PASTE.len());
            self.finish_paste();
        } else if self.held.len() >= LONGEST_PASTE + 2 * END_OF_PASTE.len() {
            // The tail stays, in it the end may come.
            let tail = self.held.len() - END_OF_PASTE.len();
            self.held.drain(LONGEST_PASTE..tail);
        }
    }

    fn finish_paste(&mut self) {
        self.held.truncate(LONGEST_PASTE);
        let text = String::from_utf8_lossy(&self.held).into_owned();
        if !text.is_empty() {
            self.inputs.push(Input::Paste(text));
        }
        self.enter(State::Ground);
    }
}

/// `button;column;row` of an SGR report, places from 1.
fn mouse(report: &[u8]) -> Option<Input> {
    let report = std::str::from_utf8(report).ok()?;
    let mut numbers = report.split(';').map(|number| number.parse::<u16>().ok());
    let (button, column, row) = (numbers.next()??, numbers.next()??, numbers.next()??);
    mouse_input(button, column.saturating_sub(1), row.saturating_sub(1))
}

/// Bits of the button: 4 Shift, 8 Alt, 16 Ctrl (all the same to us), 32 motion (not wanted).
fn mouse_input(button: u16, column: u16, row: u16) -> Option<Input> {
    let kind = match button & !(4 | 8 | 16) {
        0 => MouseKind::Press,
        64 => MouseKind::WheelUp,
        65 => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Input::Mouse { kind, column, row })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Vec<Input> {
        let mut decoder = Decoder::default();
        let mut inputs = decoder.feed(bytes);
        inputs.extend(decoder.silence());
        inputs
    }

    fn keys(bytes: &[u8]) -> Vec<Key> {
        let key = |input| match input {
            Input::Key(key) => key,
            other => panic!("not a key: {other:?}"),
        };
        decoded(bytes).into_iter().map(key).collect()
    }

    fn shift(code: KeyCode) -> Key {
        Key {
            shift: true,
            ..Key::plain(code)
        }
    }

    #[test]
    fn letters_controls_and_alt_are_keys() {
        use KeyCode::{Backspace, Char, Enter, Tab};
        assert_eq!(
            keys("aÄ漢".as_bytes()),
            ['a', 'Ä', '漢'].map(|c| Key::plain(Char(c)))
        );
        assert_eq!(
            keys(b"\x03\x0e\x10\x15\x1a\x1f\x00"),
            ['c', 'n', 'p', 'u', 'z', '_', ' '].map(|c| Key::ctrl(Char(c)))
        );
        assert_eq!(
            keys(b"\r\t\x7f\x0a"),
            [
                Key::plain(Enter),
                Key::plain(Tab),
                Key::plain(Backspace),
                Key::ctrl(Char('j'))
            ]
        );
        assert_eq!(
            keys(b"\x1bx\x1b\r\x1b\xc3\xa4"),
            [Key::alt(Char('x')), Key::alt(Enter), Key::alt(Char('ä'))]
        );
    }

    #[test]
    fn arrows_and_function_keys_are_read_in_every_dialect() {
        use KeyCode::{
            Char, Delete, Down, End, Enter, F, Home, Left, PageDown, PageUp, Right, Tab, Up,
        };
        assert_eq!(
            keys(b"\x1b[A\x1bOB\x1b[C\x1bOD\x1b[H\x1bOF\x1b[1~\x1b[8~"),
            [Up, Down, Right, Left, Home, End, Home, End].map(Key::plain)
        );
        assert_eq!(
            keys(b"\x1b[5~\x1b[6~\x1b[3~\x1bOP\x1b[11~\x1b[[A\x1b[24~\x1bOM"),
            [PageUp, PageDown, Delete, F(1), F(1), F(1), F(12), Enter].map(Key::plain)
        );
        assert_eq!(keys(b"\x1b[Z\x1b[1;2A"), [shift(Tab), shift(Up)]);
        assert_eq!(
            keys(b"\x1b[1;5C\x1b[1;3D\x1b[5;5~"),
            [Key::ctrl(Right), Key::alt(Left), Key::ctrl(PageUp)]
        );
        assert_eq!(
            keys(b"\x1b[99;5u\x1b[27;5;99~\x1b[13;3u\x1b[97;2u\x1b[97;1:3u"),
            [
                Key::ctrl(Char('c')),
                Key::ctrl(Char('c')),
                Key::alt(Enter),
                Key::plain(Char('A'))
            ]
        );
    }

    #[test]
    fn a_lone_escape_is_the_key_once_nothing_follows() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(b"\x1b"), []);
        assert!(decoder.patience().is_some());
        assert_eq!(decoder.silence(), [Input::Key(Key::plain(KeyCode::Esc))]);
        assert_eq!(decoder.patience(), None);
        assert_eq!(
            keys(b"\x1b\x1b[A"),
            [KeyCode::Esc, KeyCode::Up].map(Key::plain)
        );
        assert_eq!(keys(b"\x1b["), [Key::alt(KeyCode::Char('['))]);
        assert_eq!(keys(b"\x1bP"), [Key::alt(KeyCode::Char('P'))]);
    }

    #[test]
    fn sequences_torn_anywhere_read_the_same() {
        let bytes = "\x1b[1;5Cä\x1b[200~x\r\x1b[A\x1b[201~\x1b[<64;3;4Mz\x1b]11;rgb:0/0/0\x1b\\y"
            .as_bytes();
        let mut decoder = Decoder::default();
        let torn: Vec<Input> = bytes
            .iter()
            .flat_map(|byte| decoder.feed(std::slice::from_ref(byte)))
            .collect();
        assert_eq!(torn, decoded(bytes));
        assert_eq!(torn.len(), 6);
        assert_eq!(torn.get(2), Some(&Input::Paste("x\r\x1b[A".to_string())));
    }

    #[test]
    fn mouse_presses_and_wheel_have_their_place() {
        let at = |kind, column, row| Input::Mouse { kind, column, row };
        assert_eq!(
            decoded(b"\x1b[<0;10;5M\x1b[<0;10;5m\x1b[<65;1;1M\x1b[<68;300;200M\x1b[M !!"),
            [
                at(MouseKind::Press, 9, 4),
                at(MouseKind::WheelDown, 0, 0),
                at(MouseKind::WheelUp, 299, 199),
                at(MouseKind::Press, 0, 0),
            ]
        );
        assert_eq!(decoded(b"\x1b[<35;10;5M\x1b[<;;M\x1b[<1M"), []);
    }

    #[test]
    fn answers_of_the_terminal_are_no_keys() {
        assert_eq!(
            decoded(b"\x1b[?62;4c\x1b[12;40R\x1b[?2026;2$y\x1b]11;rgb:ff/ff/ff\x07\x1bP>|xterm\x1b\\\x1b[8;24;80t"),
            []
        );
    }

    #[test]
    fn ctrl_c_is_heard_after_any_unfinished_sequence() {
        let ctrl_c = Input::Key(Key::ctrl(KeyCode::Char('c')));
        for before in [
            &b"\x1b"[..],
            b"\x1b[",
            b"\x1b[1;",
            b"\x1b[[",
            b"\x1bO",
            b"\x1b]52;c;",
            b"\x1bPq",
            b"\x1bPq\x1b",
            b"\x1b[M ",
            b"\xf0\x9f",
        ] {
            let mut decoder = Decoder::default();
            decoder.feed(before);
            let inputs = decoder.feed(&[CTRL_C]);
            assert_eq!(inputs.last(), Some(&ctrl_c), "after {before:?}");
        }
    }

    #[test]
    fn in_a_paste_ctrl_c_is_text_unless_the_paste_stands_still() {
        let ctrl_c = Input::Key(Key::ctrl(KeyCode::Char('c')));
        let paste = |text: &str| Input::Paste(text.to_string());
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b[200~a");
        assert_eq!(decoder.feed(&[CTRL_C]), []);
        assert_eq!(decoder.feed(b"rm\x1b[201~"), [paste("a\x03rm")]);
        decoder.feed(b"\x1b[200~a");
        assert_eq!(decoder.silence(), []);
        assert_eq!(decoder.feed(&[CTRL_C]), [paste("a"), ctrl_c]);
    }

    #[test]
    fn an_endless_paste_stays_bounded_and_its_end_is_seen() {
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b[200~");
        for _ in 0..100 {
            assert_eq!(decoder.feed(&[b'x'; 4096]), []);
            assert!(decoder.held.len() < LONGEST_PASTE + 64);
        }
        let inputs = decoder.feed(b"\x1b[201~q");
        assert_eq!(
            inputs,
            [
                Input::Paste("x".repeat(LONGEST_PASTE)),
                Input::Key(Key::plain(KeyCode::Char('q')))
            ]
        );
    }

    proptest::proptest! {
        #[test]
        fn after_any_bytes_and_a_pause_a_key_is_a_key(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let mut decoder = Decoder::default();
            decoder.feed(&bytes);
            while decoder.patience().is_some() {
                decoder.silence();
            }
            assert_eq!(decoder.feed(b"q"), [Input::Key(Key::plain(KeyCode::Char('q')))]);
        }
    }
}
