//! Roles to a neutral 16-colour style that fits light and dark terminals.
//!
//! Magenta and red are the only colours of the sixteen that keep a contrast of about 4:1 on both
//! white and black in the classic palettes; yellow, white, cyan and bright ones vanish on one of
//! them. Everything else is said by bold, faint and the words themselves, so that nothing is lost
//! without colour.

use super::{Found, Role, Span};

/// The colours every terminal has, by their ANSI number (0 to 15).
pub type Colour = u8;

const RED: Colour = 1;
const GREEN: Colour = 2;
const BLUE: Colour = 4;
const MAGENTA: Colour = 5;

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

/// The style of a span: its role's, with the page's bold and italic, and what the query matched
/// bold and underlined. What is found in the page is a block instead, coloured but for the place gone to,
/// which is bold and underlined too: without colour that place is still told from the others, and all of
/// them from the query's words.
pub fn style(span: &Span) -> Style {
    let base = role_style(span.role);
    if span.found != Found::No {
        let here = span.found == Found::Here;
        return Style {
            reverse: true,
            bold: here,
            underline: here,
            foreground: (!here).then_some(MAGENTA),
            ..Style::default()
        };
    }
    Style {
        bold: base.bold || span.strong || span.matched,
        // Faint and bold cancel out on many terminals: what matched must not step back.
        dim: base.dim && !span.matched,
        italic: base.italic || span.emphasis,
        underline: base.underline || span.matched,
        ..base
    }
}

fn role_style(role: Role) -> Style {
    let plain = Style::default();
    let bold = Style {
        bold: true,
        ..plain
    };
    let dim = Style { dim: true, ..plain };
    let coloured = |colour| Style {
        foreground: Some(colour),
        ..plain
    };
    match role {
        // Code in text has its quotes, material its indent: the colour is the commands' alone.
        Role::Text | Role::Code => plain,
        Role::Title | Role::Heading | Role::Number | Role::Expect => bold,
        Role::CurrentNumber => Style {
            reverse: true,
            ..bold
        },
        Role::Selected => Style {
            reverse: true,
            ..plain
        },
        Role::Mark => coloured(GREEN),
        Role::Dim | Role::Comment | Role::Output | Role::Rule | Role::Meta => dim,
        Role::Command => coloured(MAGENTA),
        // Seen without colour too, and not like what was searched for, which is bold as well.
        Role::Placeholder => Style {
            italic: true,
            underline: true,
            ..coloured(MAGENTA)
        },
        Role::Value => Style {
            bold: true,
            ..coloured(MAGENTA)
        },
        Role::Link => Style {
            underline: true,
            ..plain
        },
        Role::Warning => Style {
            bold: true,
            ..coloured(RED)
        },
        Role::Caution => coloured(RED),
        Role::Note => Style {
            bold: true,
            ..coloured(BLUE)
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matched_is_seen_without_colour_in_every_role() {
        for role in [Role::Text, Role::Dim, Role::Command, Role::Output] {
            let matched = style(&Span {
                matched: true,
                ..Span::new("disk", role)
            });
            assert!(
                matched.bold && matched.underline && !matched.dim,
                "{role:?}"
            );
        }
    }

    #[test]
    fn the_place_gone_to_differs_from_other_places_and_from_the_query_s_words_without_colour() {
        let styled = |found, matched| {
            style(&Span {
                found,
                matched,
                ..Span::new("disk", Role::Command)
            })
        };
        let (here, there) = (styled(Found::Here, false), styled(Found::There, false));
        let of_query = styled(Found::No, true);
        let plain = |style: Style| Style {
            foreground: None,
            ..style
        };
        assert_ne!(plain(here), plain(there));
        assert_ne!(plain(here), plain(of_query));
        assert_ne!(plain(there), plain(of_query));
    }

    #[test]
    fn a_warning_differs_from_text_in_more_than_colour() {
        assert!(style(&Span::new("DANGER", Role::Warning)).bold);
    }
}
