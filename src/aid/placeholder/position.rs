//! Where in a shell's quoting a place of a command stands.
//!
//! A small scanner of the grammar that sh, bash, dash, zsh and fish share. Where they disagree, or
//! where the text is more than it knows, the place is [`Quoting::Closed`]: only plain values go there.

mod scan;

use std::ops::Range;

use super::Shell;

/// How the shell reads a place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Position {
    /// What it stands in.
    pub(super) quoting: Quoting,
    /// The text is a script for another shell too (`ssh host '...'`, `sh -c "..."`).
    pub(super) script: bool,
    /// A double quote is open further out: history expansion (`!`) does not see the inner quoting.
    pub(super) nested: bool,
    /// A quote of the other kind is open within the quoted text (`-d '{"a": "<x>"}'`).
    pub(super) within: Option<char>,
    /// A variable's name ends just before it: letters would go on with it.
    pub(super) after_variable: bool,
    /// The word has a brace open: commas and `..` mean something.
    pub(super) in_braces: bool,
    /// The shell reckons with it: it would look up a name, and run what an index holds.
    pub(super) arithmetic: bool,
    /// The line that ends the here-document it stands in.
    pub(super) ends: Option<String>,
    /// A redirection follows at once: digits would be its descriptor.
    pub(super) before_redirection: bool,
}

/// What a place stands in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Quoting {
    /// Outside all quotes.
    #[default]
    Bare,
    /// Within `'...'`.
    Single,
    /// Within `"..."`.
    Double,
    /// In a here-document.
    Document {
        /// Whether `$`, backtick and backslash mean something in it.
        expands: bool,
    },
    /// Where no quoting is safe: backticks, arithmetic, `${x:-...}`, `$'...'`, a text that is not understood.
    Closed,
}

impl Position {
    fn closed() -> Position {
        Position {
            quoting: Quoting::Closed,
            ..Position::default()
        }
    }

    /// The line that ends the here-document it stands in.
    pub(super) fn delimiter(&self) -> Option<&str> {
        self.ends.as_deref()
    }

    /// Whether the shell takes the text there as it is.
    pub(super) fn is_literal(&self) -> bool {
        match &self.quoting {
            Quoting::Single => true,
            Quoting::Document { expands } => !expands,
            _ => false,
        }
    }
}

/// The position of each of `places`, byte ranges of `text` in order, which are read as parts of words
/// whatever stands in them.
pub(super) fn positions(text: &str, places: &[Range<usize>], shell: Shell) -> Vec<Position> {
    match shell {
        Shell::Posix => scan::positions(text, places),
        Shell::PowerShell | Shell::Nu => simple(text, places, shell),
        Shell::Cmd | Shell::Unquotable => vec![Position::closed(); places.len()],
    }
}

/// PowerShell and Nushell: quotes that do not nest; everything else is closed.
fn simple(text: &str, places: &[Range<usize>], shell: Shell) -> Vec<Position> {
    let understood = |c: &char| !matches!(c, '@' | '(' | '#' | '\u{201c}'..='\u{201e}' | '\u{2018}'..='\u{201b}');
    // Here-strings, subexpressions, raw and interpolated strings: not read here.
    let simple =
        text.chars().all(|c| understood(&c)) && !text.contains("$\"") && !text.contains("$'");
    let escape = if shell == Shell::PowerShell {
        '`'
    } else {
        '\\'
    };
    let mut positions = Vec::new();
    let mut quote: Option<char> = None;
    let mut skip = false;
    for (at, c) in text.char_indices() {
        if let Some(place) = places.get(positions.len())
            && place.start == at
        {
            let before = text.get(..at).unwrap_or_default();
            let quoting = match quote {
                _ if skip || !simple || before.ends_with('$') => Quoting::Closed,
                Some('\'') => Quoting::Single,
                Some('"') => Quoting::Double,
                Some(_) => Quoting::Closed,
                None => Quoting::Bare,
            };
            positions.push(Position {
                quoting,
                after_variable: scan::ends_in_variable(before),
                ..Position::default()
            });
        }
        let last = positions.len().checked_sub(1).and_then(|i| places.get(i));
        let inside = last.is_some_and(|place| place.contains(&at));
        if inside || std::mem::take(&mut skip) {
            continue;
        }
        match (quote, c) {
            // In single quotes nothing escapes.
            (Some('\''), _) if c != '\'' => {}
            (Some('`'), _) if c != '`' => {}
            (_, _) if c == escape && (shell == Shell::PowerShell || quote == Some('"')) => {
                skip = true
            }
            (Some(open), _) if open == c => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, '`') if shell == Shell::Nu => quote = Some(c),
            _ => {}
        }
    }
    match quote {
        None => positions,
        // A quote that never closes misleads.
        Some(_) => vec![Position::closed(); places.len()],
    }
}
