//! The mouse: what a press or the wheel does on what was drawn last.

use ratatui::layout::Position;

use super::{App, Drawn};
use crate::ui::action::{Effect, Mode, MouseKind};
use crate::ui::message::Message;

/// Lines the mouse wheel scrolls in one notch.
const NOTCH: isize = 3;

impl App {
    /// A press or a notch of the wheel on this cell.
    pub(super) fn mouse(&mut self, kind: MouseKind, column: u16, row: u16) -> Vec<Effect> {
        let at = Position::new(column, row);
        let wheel = match kind {
            MouseKind::WheelUp => -1,
            MouseKind::WheelDown => 1,
            MouseKind::Press => 0,
        };
        let Drawn {
            areas, steps_body, ..
        } = self.drawn;
        match self.mode {
            Mode::Help => self.help.scroll(wheel * NOTCH),
            Mode::Branches => match (kind, self.links.at(at).map(str::to_string)) {
                (MouseKind::Press, Some(way)) => {
                    let way = way.parse::<usize>();
                    return way.map_or(Vec::new(), |way| self.take_way(way + 1));
                }
                _ => self.links.move_by(wheel),
            },
            Mode::Panes => match (kind, self.links.at(at).map(str::to_string)) {
                (MouseKind::Press, Some(id)) => return self.take_pane_in_row(Some(&id)),
                _ => self.links.move_by(wheel),
            },
            Mode::Links => match (kind, self.links.at(at).map(str::to_string)) {
                (MouseKind::Press, Some(target)) => {
                    self.mode = Mode::Steps;
                    return self.follow(&target);
                }
                _ => self.links.move_by(wheel),
            },
            Mode::Search if areas.list.contains(at) => {
                self.message = Message::None;
                return match kind {
                    MouseKind::Press => self.click_row(row - areas.list.y),
                    _ => self.move_selection(wheel),
                };
            }
            Mode::Search | Mode::Steps if areas.steps.contains(at) => {
                self.message = Message::None;
                if kind == MouseKind::Press {
                    let place = row
                        .checked_sub(steps_body.y)
                        .zip(column.checked_sub(steps_body.x));
                    return place.map_or(Vec::new(), |(row, column)| self.click_page(column, row));
                }
                self.steps.scroll_lines(wheel * NOTCH);
            }
            _ => {}
        }
        Vec::new()
    }
}
