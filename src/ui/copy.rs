//! What may leave the program: exactly what was shown, or nothing, or after a yes.

use crate::aid::placeholder::{Filled, Values};
use crate::aid::{CodeRole, Step};
use crate::external::multiplexer::Pane;
use crate::render::sanitize;

/// Whether a text may leave the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// It is what it seems.
    Clean,
    /// It holds characters that cannot be seen: which ones.
    Hides(String),
    /// It holds control characters, which a terminal would obey: which ones. It never leaves.
    Controls(String),
}

/// Looks for characters that are not what they seem.
pub fn check(text: &str) -> Check {
    let control = |c: &char| c.is_control() && !matches!(c, '\n' | '\t');
    let controls: Vec<char> = text.chars().filter(control).collect();
    if !controls.is_empty() {
        return Check::Controls(named(&controls));
    }
    if !sanitize::hides_something(text) {
        return Check::Clean;
    }
    let hides = |c: &char| sanitize::hides_something(c.encode_utf8(&mut [0; 4]));
    let hidden: Vec<char> = text.chars().filter(hides).collect();
    Check::Hides(named(&hidden))
}

/// `U+202E, U+200B twice`: each character once, at most three of them.
fn named(characters: &[char]) -> String {
    let mut each = characters.to_vec();
    each.sort_unstable();
    each.dedup();
    let names = each.iter().take(3).map(|c| {
        let number = format!("U+{:04X}", u32::from(*c));
        match characters.iter().filter(|other| *other == c).count() {
            1 => number,
            2 => format!("{number} twice"),
            times => format!("{number} {times} times"),
        }
    });
    let mut text = names.collect::<Vec<_>>().join(", ");
    if each.len() > 3 {
        text.push_str(" and others");
    }
    text
}

/// How a text leaves the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// To the clipboard.
    Copy,
    /// To another pane of the terminal multiplexer, this one when it is known.
    Send(Option<Pane>),
    /// Printed, jitt left (`--print`): the shell's key puts it on the line.
    Print,
}

/// A text that is about to leave the program.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Leaving {
    /// As it leaves.
    pub text: String,
    /// As it may be seen: secret values as dots.
    pub shown: String,
    /// Where the cursor belongs, in bytes: at the first placeholder without a value, else behind it all.
    pub cursor: usize,
    /// The placeholders that have no value.
    pub open: Vec<String>,
    /// Values that were not filled in, and why, a sentence each.
    pub refused: Vec<String>,
}

impl Leaving {
    /// Several texts, each from a line of its own.
    pub fn joined(texts: Vec<Leaving>) -> Leaving {
        let mut all = Leaving::default();
        for (at, text) in texts.into_iter().enumerate() {
            if at > 0 {
                all.text.push('\n');
                all.shown.push('\n');
            }
            if all.open.is_empty() {
                all.cursor = all.text.len() + text.cursor;
            }
            all.text.push_str(&text.text);
            all.shown.push_str(&text.shown);
            let new = text
                .open
                .into_iter()
                .filter(|name| !all.open.contains(name));
            let new: Vec<String> = new.collect();
            all.open.extend(new);
            all.refused.extend(text.refused);
        }
        all
    }

    /// A text without placeholders.
    pub fn plain(text: String) -> Leaving {
        Leaving {
            shown: text.clone(),
            cursor: text.len(),
            text,
            ..Leaving::default()
        }
    }

    fn of(filled: Filled) -> Leaving {
        let refused = filled
            .refused
            .iter()
            .map(|(name, why)| format!("{name}: {why}"));
        Leaving {
            shown: filled.shown().text,
            cursor: filled
                .first_open()
                .map_or(filled.text.len(), |range| range.start),
            open: filled.open().into_iter().map(str::to_string).collect(),
            refused: refused.collect(),
            text: filled.text,
        }
    }

    /// For a message: its first line, and what is still to be filled in.
    pub fn in_words(&self) -> String {
        let mut lines = self.shown.lines();
        let mut words = lines.next().unwrap_or_default().trim().to_string();
        match lines.count() {
            0 => {}
            more => words.push_str(&format!(" (+{more} lines)")),
        }
        if let Some(why) = self.refused.first() {
            return format!("{words} · not filled in: {why}");
        }
        if !self.open.is_empty() {
            words = format!("still to fill in: {} · {words}", self.open.join(", "));
        }
        words
    }
}

/// What can be taken from a step, with `values` in it: its commands, else the code in it that is text to
/// copy.
pub fn of_step(step: &Step, values: &Values) -> Vec<Leaving> {
    let commands = step.commands();
    if !commands.is_empty() {
        let filled = commands.iter().map(|command| command.filled(values));
        return filled.map(Leaving::of).collect();
    }
    let materials = step.code_blocks(CodeRole::Material);
    materials
        .iter()
        .map(|code| Leaving::plain(code.text.clone()))
        .collect()
}

/// How many things can be taken from a step.
pub fn count(step: &Step) -> usize {
    match step.commands().len() {
        0 => step.code_blocks(CodeRole::Material).len(),
        count => count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_command_may_leave() {
        assert_eq!(check("df -h /\n\tand more: é 磁盘"), Check::Clean);
    }

    #[test]
    fn hidden_characters_are_named() {
        let hides = |text: &str| Check::Hides(text.to_string());
        assert_eq!(check("ls \u{202e}x"), hides("U+202E"));
        assert_eq!(check("a\u{200b}b\u{200b}"), hides("U+200B twice"));
    }

    #[test]
    fn control_characters_never_leave() {
        assert_eq!(
            check("ls\u{1b}[201~\r"),
            Check::Controls("U+000D, U+001B".into())
        );
        assert_eq!(check("x\u{9b}"), Check::Controls("U+009B".into()));
    }
}
