//! What of the shell's quoting is open.

use super::scripts::Told;

/// What is open.
#[derive(Debug)]
pub(super) enum Frame {
    /// Commands: the text itself, or a `$( )`.
    Command {
        /// What the words of the simple command so far tell.
        told: Told,
        /// The word being read, placeholders as [`HOLE`](super::HOLE).
        word: Option<String>,
        /// How many places were found before this simple command.
        first: usize,
        /// It reckons with its words.
        arithmetic: bool,
        /// Parentheses open within.
        depth: usize,
        braces: usize,
    },
    /// `"..."`; how many single quotes stood in it is what [`within`](crate::aid::placeholder::Position::within) tells.
    Double { single_open: bool },
    /// Backticks, `${...}`, `$((...))`, `$'...'`: up to this end.
    Closed { end: Closing, depth: usize },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closing {
    Backtick,
    Brace,
    Arithmetic,
    Ansi,
}

impl Frame {
    /// Commands, with so many places found before.
    pub(super) fn command(first: usize) -> Frame {
        Frame::Command {
            told: Told::default(),
            word: None,
            first,
            arithmetic: false,
            depth: 0,
            braces: 0,
        }
    }
}
