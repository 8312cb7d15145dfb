//! The question before a text with hidden characters leaves the program.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::action::Mode;
use super::{cells, sheet};
use crate::render::{Role, Span, sanitize};

/// A text that waits for a yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirm {
    /// What will leave, as it is.
    pub text: String,
    /// It leaves by `--print`, else to the clipboard.
    pub print: bool,
    /// Which characters it hides.
    pub hides: String,
    /// The mode to go back to.
    pub below: Mode,
}

impl Confirm {
    /// Draws the text with its hidden characters as marks, and the question, over the lower part of `area`.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect) {
        let columns = usize::from(area.width.saturating_sub(4)).max(1);
        let text = sanitize::visible_code(&self.text);
        let mut rows: Vec<Span> = text
            .lines()
            .flat_map(|line| cells::broken(line, columns))
            .map(|row| Span::new(row, Role::Command))
            .collect();
        // The question stays in view, however long the text is.
        let most = usize::from(area.height / 2).max(2);
        if rows.len() > most {
            rows.truncate(most - 1);
            rows.push(Span::new("… and more", Role::Dim));
        }
        let verb = if self.print { "use" } else { "copy" };
        let question = format!("It hides {}: {verb} it all the same?", self.hides);
        rows.extend(
            cells::broken(&question, columns)
                .into_iter()
                .map(|row| Span::new(row, Role::Warning)),
        );
        let area = sheet::lay(buffer, area, rows.len(), "hidden characters");
        for (at, row) in (0..area.height).zip(rows) {
            cells::draw_at(buffer, area, 2, at, &[row]);
        }
    }
}
