//! Keys as they are written and shown.

use crate::ui::action::{Key, KeyCode};

const NAMED: &[(&str, &str, KeyCode)] = &[
    ("enter", "Enter", KeyCode::Enter),
    ("esc", "Esc", KeyCode::Esc),
    ("tab", "Tab", KeyCode::Tab),
    ("space", "Space", KeyCode::Char(' ')),
    ("backspace", "Backspace", KeyCode::Backspace),
    ("delete", "Delete", KeyCode::Delete),
    ("left", "Left", KeyCode::Left),
    ("right", "Right", KeyCode::Right),
    ("up", "Up", KeyCode::Up),
    ("down", "Down", KeyCode::Down),
    ("home", "Home", KeyCode::Home),
    ("end", "End", KeyCode::End),
    ("pageup", "PgUp", KeyCode::PageUp),
    ("pagedown", "PgDn", KeyCode::PageDown),
];

/// A key as written in the configuration: `j`, `ctrl-n`, `alt-enter`, `shift-tab`, `f1`, `space`.
pub fn parse_key(written: &str) -> Option<Key> {
    let mut rest = written;
    let mut key = Key::plain(KeyCode::Enter);
    // A lone `-` is a key, `ctrl--` is Control with it: the prefix must leave something.
    while let Some((prefix, after)) = rest.split_once('-').filter(|(_, after)| !after.is_empty()) {
        match prefix.to_ascii_lowercase().as_str() {
            "ctrl" | "c" => key.ctrl = true,
            "alt" | "a" | "m" => key.alt = true,
            "shift" | "s" => key.shift = true,
            _ => return None,
        }
        rest = after;
    }
    key.code = parse_code(rest)?;
    if let KeyCode::Char(c) = key.code {
        if key.shift {
            key.code = KeyCode::Char(c.to_ascii_uppercase());
        } else if key.ctrl {
            key.code = KeyCode::Char(c.to_ascii_lowercase());
        }
        key.shift = false;
    }
    Some(key)
}

fn parse_code(name: &str) -> Option<KeyCode> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (!c.is_control() && c != ' ').then_some(KeyCode::Char(c));
    }
    let lower = name.to_ascii_lowercase();
    if let Some((_, _, code)) = NAMED.iter().find(|(written, ..)| *written == lower) {
        return Some(*code);
    }
    let number = lower.strip_prefix('f')?.parse().ok()?;
    (1..=24).contains(&number).then_some(KeyCode::F(number))
}

/// A key's name as shown: `j`, `Ctrl-N`, `Alt-Enter`, `F1`.
pub fn key_name(key: Key) -> String {
    let mut name = String::new();
    for (held, word) in [
        (key.ctrl, "Ctrl-"),
        (key.alt, "Alt-"),
        (key.shift, "Shift-"),
    ] {
        if held {
            name.push_str(word);
        }
    }
    match (key.code, NAMED.iter().find(|(.., code)| *code == key.code)) {
        (_, Some((_, shown, _))) => name.push_str(shown),
        (KeyCode::Char(c), None) if key.ctrl => name.push(c.to_ascii_uppercase()),
        (KeyCode::Char(c), None) => name.push(c),
        (KeyCode::F(number), None) => name.push_str(&format!("F{number}")),
        // Every other key is in the table of names.
        (_, None) => {}
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_people_write_them() {
        let name = |written| key_name(parse_key(written).expect(written));
        assert_eq!(name("ctrl-n"), "Ctrl-N");
        assert_eq!(name("shift-tab"), "Shift-Tab");
        assert_eq!(name("pagedown"), "PgDn");
        assert_eq!(name("-"), "-");
        assert_eq!(name("ctrl--"), "Ctrl--");
        assert_eq!(name("F12"), "F12");
    }
}
