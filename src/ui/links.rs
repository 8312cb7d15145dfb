//! The choice among several links, or ways to go on.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{cells, sheet};
use crate::render::{Role, Span};

/// The links to choose from.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// The question.
    heading: &'static str,
    /// Target and text.
    links: Vec<(String, String)>,
    selected: usize,
    /// Where they were drawn last, for the mouse, and the first of them that was.
    area: Rect,
    offset: usize,
}

impl Links {
    /// A choice among `links` (target and text), the first one selected.
    pub fn new(heading: &'static str, links: Vec<(String, String)>) -> Links {
        Links {
            heading,
            links,
            ..Links::default()
        }
    }

    /// Moves the selection, not beyond the ends.
    pub fn move_by(&mut self, rows: isize) {
        let row = self.selected.saturating_add_signed(rows);
        self.selected = row.min(self.links.len().saturating_sub(1));
    }

    /// The selected target.
    pub fn selected(&self) -> Option<&str> {
        self.numbered(self.selected + 1)
    }

    /// The target with this number, from 1.
    pub fn numbered(&self, number: usize) -> Option<&str> {
        let link = self.links.get(number.checked_sub(1)?);
        link.map(|(target, _)| target.as_str())
    }

    /// The target drawn at this place of the screen.
    pub fn at(&self, place: Position) -> Option<&str> {
        let row = usize::from(place.y.checked_sub(self.area.y)?);
        let inside = self.area.contains(place);
        self.numbered(self.offset + row + 1).filter(|_| inside)
    }

    /// Draws the choice over the lower part of `area`.
    pub fn draw(&mut self, buffer: &mut Buffer, area: Rect) {
        let area = sheet::lay(buffer, area, self.links.len(), self.heading);
        let rows = usize::from(area.height);
        self.area = area;
        self.offset = (self.selected + 1).saturating_sub(rows);
        let shown = self.links.iter().enumerate().skip(self.offset);
        for (row, (at, (target, text))) in (0..area.height).zip(shown) {
            let selected = at == self.selected;
            if selected {
                cells::draw(buffer, area, row, &[Span::new("▌", Role::Number)]);
            }
            let number = match at {
                0..9 => format!("{} ", at + 1),
                _ => "  ".to_string(),
            };
            let mut name = cells::span(text, Role::Text);
            name.strong = selected;
            let mut spans = vec![Span::new(number, Role::Number), name];
            if shows_targets(target) {
                spans.push(cells::span(&format!("  {target}"), Role::Dim));
            }
            let columns = usize::from(area.width.saturating_sub(3));
            cells::draw_at(buffer, area, 2, row, &cells::fit_spans(spans, columns));
        }
    }
}

/// A way to go on is only a number.
fn shows_targets(target: &str) -> bool {
    target.parse::<usize>().is_err()
}
