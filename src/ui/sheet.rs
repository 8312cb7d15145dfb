//! What lies over the lower part of a screen for a moment.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

use super::cells;
use crate::render::{Role, Span};

/// Clears the last `rows` rows of `area` and one above for the heading; gives back the rows.
pub fn lay(buffer: &mut Buffer, area: Rect, rows: usize, heading: &str) -> Rect {
    let wanted = u16::try_from(rows.saturating_add(1)).unwrap_or(u16::MAX);
    let height = wanted.min(area.height);
    let sheet = Rect {
        y: area.bottom() - height,
        height,
        ..area
    };
    Clear.render(sheet.intersection(buffer.area), buffer);
    let heading = [Span::new(format!("{heading} "), Role::Heading)];
    let from = cells::draw_at(buffer, sheet, 2, 0, &heading);
    cells::rule(buffer, sheet, from + 2, 0);
    Rect {
        y: sheet.y + height.min(1),
        height: height.saturating_sub(1),
        ..sheet
    }
}
