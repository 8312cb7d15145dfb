//! Which key a byte or sequence stands for, as xterm, the Linux console, rxvt and kitty send them.

use crate::ui::action::{Key, KeyCode};

/// A key that is a single byte below 0x80 (not ESC).
pub(super) fn single(byte: u8) -> Key {
    match byte {
        b'\r' => Key::plain(KeyCode::Enter),
        b'\t' => Key::plain(KeyCode::Tab),
        // Which of the two Backspace sends is a setting; nothing of ours is on Ctrl-H.
        0x08 | 0x7f => Key::plain(KeyCode::Backspace),
        0x00 => Key::ctrl(KeyCode::Char(' ')),
        0x01..=0x1a => Key::ctrl(KeyCode::Char(char::from(byte | 0x60))),
        0x1b => Key::plain(KeyCode::Esc),
        0x1c..=0x1f => Key::ctrl(KeyCode::Char(char::from(byte | 0x40))),
        _ => Key::plain(KeyCode::Char(char::from(byte))),
    }
}

/// A key of the Linux console's `ESC [ [ A` to `E`.
pub(super) fn console(last: u8) -> Option<Key> {
    match last {
        b'A'..=b'E' => Some(Key::plain(KeyCode::F(last - b'A' + 1))),
        _ => None,
    }
}

/// A key of `ESC O` and one letter: cursor and keypad keys in application mode.
pub(super) fn application(last: u8) -> Option<Key> {
    match last {
        b'M' => Some(Key::plain(KeyCode::Enter)),
        b'I' => Some(Key::plain(KeyCode::Tab)),
        _ => lettered(last).map(Key::plain),
    }
}

/// A key of `ESC [`, parameters and a last byte.
pub(super) fn control(parameters: &[u8], last: u8) -> Option<Key> {
    let parameters = std::str::from_utf8(parameters).ok()?;
    let mut fields = parameters.split(';');
    let first = number(fields.next().unwrap_or_default());
    let second = fields.next().unwrap_or_default();
    match last {
        b'Z' => Some(Key {
            shift: true,
            ..Key::plain(KeyCode::Tab)
        }),
        b'u' => with_modifiers(unicode(first?)?, second),
        // xterm's modifyOtherKeys: 27, modifiers, character.
        b'~' if first == Some(27) => {
            let code = number(fields.next().unwrap_or_default())?;
            with_modifiers(unicode(code)?, second)
        }
        b'~' => with_modifiers(numbered(first?)?, second),
        // `ESC [ row ; column R` is the place of the cursor, not F3.
        b'R' if first.is_some_and(|first| first != 1) => None,
        _ if parameters.is_empty() || first == Some(1) => with_modifiers(lettered(last)?, second),
        _ => None,
    }
}

fn number(field: &str) -> Option<u32> {
    // Fields after a colon (alternate keys) are not needed.
    field.split(':').next()?.parse().ok()
}

/// `modifiers` or `modifiers:event`; bits of modifiers less one: 1 Shift, 2 Alt, 4 Ctrl. Event 3 is a
/// release.
fn with_modifiers(code: KeyCode, field: &str) -> Option<Key> {
    let mut parts = field.split(':');
    let bits = match parts.next() {
        None | Some("") => 0,
        Some(number) => number.parse::<u32>().ok()?.saturating_sub(1),
    };
    if parts.next() == Some("3") {
        return None;
    }
    let shift = bits & 1 != 0;
    let code = match code {
        KeyCode::Char(c) if shift => KeyCode::Char(upper(c)),
        code => code,
    };
    Some(Key {
        code,
        shift: shift && !matches!(code, KeyCode::Char(_)),
        alt: bits & 2 != 0,
        ctrl: bits & 4 != 0,
    })
}

fn upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(single), None) => single,
        _ => c,
    }
}

fn unicode(code: u32) -> Option<KeyCode> {
    match code {
        9 => Some(KeyCode::Tab),
        13 | 57414 => Some(KeyCode::Enter),
        27 => Some(KeyCode::Esc),
        8 | 127 => Some(KeyCode::Backspace),
        // Kitty's own keys lie in the private use area.
        57344..=63743 => None,
        _ => char::from_u32(code)
            .filter(|c| !c.is_control())
            .map(KeyCode::Char),
    }
}

fn numbered(number: u32) -> Option<KeyCode> {
    let code = match number {
        1 | 7 => KeyCode::Home,
        4 | 8 => KeyCode::End,
        3 => KeyCode::Delete,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        // The gaps are DEC's.
        11..=15 => KeyCode::F(function(number - 10)?),
        17..=21 => KeyCode::F(function(number - 11)?),
        23..=24 => KeyCode::F(function(number - 12)?),
        _ => return None,
    };
    Some(code)
}

fn function(number: u32) -> Option<u8> {
    u8::try_from(number).ok()
}

fn lettered(last: u8) -> Option<KeyCode> {
    let code = match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
    };
    Some(code)
}
