//! How a cell looks, as the terminal is told: the shortest change from what went before.

use std::io::Write;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// What the terminal is set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    foreground: Color,
    background: Color,
    modifier: Modifier,
}

/// Attributes with their SGR parameters.
const ATTRIBUTES: [(Modifier, u8); 7] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

impl Look {
    pub(super) fn of(cell: &Cell) -> Look {
        Look {
            foreground: cell.fg,
            background: cell.bg,
            // Blinking is never asked for by us, and by nobody else.
            modifier: cell.modifier - Modifier::SLOW_BLINK - Modifier::RAPID_BLINK,
        }
    }

    /// Whether a blank in this look differs from an erased cell.
    pub(super) fn shows_on_blanks(self) -> bool {
        let lines = Modifier::UNDERLINED | Modifier::REVERSED | Modifier::CROSSED_OUT;
        self.background != Color::Reset || self.modifier.intersects(lines)
    }

    /// Appends what turns this look into `next`, and gives `next`.
    pub(super) fn change(self, next: Look, out: &mut Vec<u8>) -> Look {
        if self == next {
            return next;
        }
        let mut parameters: Vec<String> = Vec::new();
        let mut from = self;
        // Single attributes are turned off in different ways by different terminals; all at once is sure.
        let resets = !(self.modifier - next.modifier).is_empty() || next == Look::default();
        if resets {
            from = Look::default();
            parameters.push(String::new());
        }
        for (attribute, number) in ATTRIBUTES {
            if next.modifier.contains(attribute) && !from.modifier.contains(attribute) {
                parameters.push(number.to_string());
            }
        }
        if next.foreground != from.foreground {
            parameters.push(colour(next.foreground, 30));
        }
        if next.background != from.background {
            parameters.push(colour(next.background, 40));
        }
        // Writing into memory does not fail.
        let _ = write!(out, "\x1b[{}m", parameters.join(";"));
        next
    }
}

/// The parameter of a colour; `base` is 30 for the foreground, 40 for the background.
fn colour(colour: Color, base: u8) -> String {
    let number = match colour {
        Color::Reset => return (base + 9).to_string(),
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(number) => number,
        Color::Rgb(red, green, blue) => return format!("{};2;{red};{green};{blue}", base + 8),
    };
    match number {
        0..=7 => (base + number).to_string(),
        8..=15 => (base + 60 + number - 8).to_string(),
        _ => format!("{};5;{number}", base + 8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    fn look(style: Style) -> Look {
        let mut cell = Cell::default();
        cell.set_style(style);
        Look::of(&cell)
    }

    fn change(from: Style, to: Style) -> String {
        let mut out = Vec::new();
        look(from).change(look(to), &mut out);
        String::from_utf8(out).expect("only ASCII is written")
    }

    #[test]
    fn only_the_difference_is_written() {
        let plain = Style::new();
        assert_eq!(change(plain.bold().red(), plain.bold().red()), "");
        assert_eq!(change(plain, plain.bold().red()), "\x1b[1;31m");
        assert_eq!(change(plain.bold(), plain.bold().on_blue()), "\x1b[44m");
        assert_eq!(change(plain.bold().red(), plain), "\x1b[m");
        assert_eq!(change(plain.bold().red(), plain.red()), "\x1b[;31m");
        assert_eq!(change(plain.red(), plain.dim()), "\x1b[2;39m");
    }

    #[test]
    fn colours_are_the_ones_every_terminal_has() {
        let plain = Style::new();
        assert_eq!(change(plain, plain.fg(Color::Indexed(3))), "\x1b[33m");
        assert_eq!(change(plain, plain.fg(Color::DarkGray)), "\x1b[90m");
        assert_eq!(change(plain, plain.bg(Color::Indexed(15))), "\x1b[107m");
        assert_eq!(
            change(plain, plain.fg(Color::Indexed(200))),
            "\x1b[38;5;200m"
        );
    }
}
