//! Which pane gets which rectangle. Pure: size in, rectangles out.

use ratatui::layout::Rect;

/// From this width on list and steps stand side by side.
const TWO_PANES: u16 = 80;
/// Below this nothing useful fits and a sentence says so. Lower than the 40x10 that must work, so
/// that a small `--height` works too.
pub(super) const SMALLEST: (u16, u16) = (30, 6);
/// Lines of text longer than this are hard to read.
const WIDEST_TEXT: u16 = 116;
/// A blank row above the keys is worth it from this height on.
const ROOMY: u16 = 16;

/// The rectangles; one that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Areas {
    /// Everything.
    pub whole: Rect,
    /// The query, one row.
    pub query: Rect,
    /// What the list is about, one row.
    pub status: Rect,
    /// The list.
    pub list: Rect,
    /// The line between list and steps, one column.
    pub divider: Rect,
    /// The steps with their header.
    pub steps: Rect,
    /// Keys and messages, one row.
    pub bottom: Rect,
}

/// What the screen is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Finding an aid.
    Search,
    /// Working through one.
    Steps,
}

/// The rectangles within `whole`, none when it is too small.
pub fn areas(whole: Rect, purpose: Purpose) -> Option<Areas> {
    if whole.width < SMALLEST.0 || whole.height < SMALLEST.1 {
        return None;
    }
    let gap = u16::from(whole.height >= ROOMY);
    let body = Rect {
        height: whole.height - 1 - gap,
        ..whole
    };
    let bottom = row(whole, whole.height - 1);
    let none = Rect {
        width: 0,
        height: 0,
        ..whole
    };
    let mut areas = Areas {
        whole,
        query: none,
        status: none,
        list: none,
        divider: none,
        steps: none,
        bottom,
    };
    match purpose {
        Purpose::Steps => areas.steps = readable(body),
        Purpose::Search => split(body, &mut areas),
    }
    Some(areas)
}

fn split(body: Rect, areas: &mut Areas) {
    let mut left = body;
    if body.width >= TWO_PANES {
        left.width = (body.width * 2 / 5).min(64);
        areas.divider = Rect {
            x: left.right(),
            width: 1,
            ..body
        };
        areas.steps = readable(Rect {
            x: left.right() + 1,
            width: body.width - left.width - 1,
            ..body
        });
    }
    areas.query = row(left, 0);
    areas.status = row(left, 1);
    areas.list = Rect {
        y: left.y + 2,
        height: left.height - 2,
        ..left
    };
}

fn row(area: Rect, row: u16) -> Rect {
    Rect {
        y: area.y + row,
        height: 1,
        ..area
    }
}

fn readable(area: Rect) -> Rect {
    Rect {
        width: area.width.min(WIDEST_TEXT),
        ..area
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(width: u16, height: u16, purpose: Purpose) -> Option<Areas> {
        areas(Rect::new(3, 2, width, height), purpose)
    }

    #[test]
    fn list_and_steps_share_the_screen_from_eighty_columns() {
        let wide = at(80, 24, Purpose::Search).expect("fits");
        assert_eq!((wide.list.width, wide.steps.width), (32, 47));
        let narrow = at(79, 24, Purpose::Search).expect("fits");
        assert_eq!((narrow.list.width, narrow.steps.width), (79, 0));
    }

    #[test]
    fn an_open_aid_has_the_whole_screen_up_to_a_readable_width() {
        let open = at(80, 24, Purpose::Steps).expect("fits");
        assert_eq!((open.steps.width, open.list.width), (80, 0));
        let huge = at(300, 80, Purpose::Steps).expect("fits");
        assert_eq!(huge.steps.width, WIDEST_TEXT);
    }

    #[test]
    fn forty_by_ten_is_enough_and_twenty_by_five_is_not() {
        assert!(at(40, 10, Purpose::Search).is_some());
        assert!(at(40, 10, Purpose::Steps).is_some());
        assert_eq!(at(20, 5, Purpose::Search), None);
        assert_eq!(at(0, 0, Purpose::Steps), None);
    }

    #[test]
    fn no_rectangle_leaves_the_screen_at_any_size() {
        for width in 0..130 {
            for height in 0..40 {
                for purpose in [Purpose::Search, Purpose::Steps] {
                    let Some(areas) = at(width, height, purpose) else {
                        continue;
                    };
                    let Areas {
                        whole,
                        query,
                        status,
                        list,
                        divider,
                        steps,
                        bottom,
                    } = areas;
                    for area in [query, status, list, divider, steps, bottom] {
                        assert_eq!(area.intersection(whole).area(), area.area());
                        assert!(area.bottom() <= whole.bottom() && area.right() <= whole.right());
                    }
                    assert!(list.height + steps.height > 0);
                }
            }
        }
    }
}
