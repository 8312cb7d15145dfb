//! Which line is at the top. Pure: numbers in, a number out.
//!
//! Rules, the first that applies wins: nothing is shown behind the last line; a step that fits is
//! shown whole; it keeps some lines of its neighbours in view; otherwise nothing moves.

use std::ops::Range;

/// Lines of the neighbours kept in view where there is room.
const CONTEXT: usize = 2;

/// The highest offset: the last line stands at the bottom.
pub fn last(total: usize, height: usize) -> usize {
    total.saturating_sub(height)
}

/// The offset that shows `item` (lines of a step) with as little movement as possible.
pub fn reveal(offset: usize, height: usize, total: usize, item: &Range<usize>) -> usize {
    let last = last(total, height);
    let offset = offset.min(last);
    if item.len() >= height {
        // Too tall to fit: it stays where it is as long as its start or a part of it fills the pane.
        let inside = item.start <= offset && offset + height <= item.end;
        return if inside { offset } else { item.start.min(last) };
    }
    let context = CONTEXT.min((height - item.len()) / 2);
    let highest = item.start.saturating_sub(context);
    let lowest = (item.end + context).saturating_sub(height);
    offset.max(lowest).min(highest).min(last)
}

/// The offset half a page on (or back), and whether it changed.
pub fn by_half(offset: usize, height: usize, total: usize, on: bool) -> usize {
    let half = (height / 2).max(1);
    if on {
        (offset + half).min(last(total, height))
    } else {
        offset.saturating_sub(half)
    }
}

/// The rows of a scroll bar's thumb within `height`; none when everything is in view.
pub fn thumb(offset: usize, height: usize, total: usize) -> Option<Range<usize>> {
    if total <= height || height == 0 {
        return None;
    }
    let long = (height * height / total).clamp(1, height);
    let room = height - long;
    let last = last(total, height);
    // Rounded to the nearest row, but only the very ends touch the ends.
    let start = match offset.min(last) {
        0 => 0,
        offset if offset == last => room,
        offset => ((offset * room + last / 2) / last).clamp(1.min(room), room.max(2) - 1),
    };
    Some(start.min(room)..start.min(room) + long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_in_view_moves_nothing() {
        assert_eq!(reveal(10, 20, 100, &(15..18)), 10);
    }

    #[test]
    fn a_step_out_of_view_is_shown_with_its_neighbours_first_lines() {
        assert_eq!(reveal(0, 10, 100, &(20..23)), 15);
        assert_eq!(reveal(50, 10, 100, &(20..23)), 18);
    }

    #[test]
    fn the_ends_of_the_page_end_the_scrolling() {
        assert_eq!(reveal(0, 10, 12, &(9..12)), 2);
        assert_eq!(reveal(5, 10, 12, &(0..2)), 0);
        assert_eq!(reveal(7, 10, 5, &(0..2)), 0);
    }

    #[test]
    fn a_step_taller_than_the_pane_starts_at_its_top_and_can_be_scrolled_through() {
        assert_eq!(reveal(0, 10, 100, &(20..60)), 20);
        assert_eq!(reveal(30, 10, 100, &(20..60)), 30);
    }

    #[test]
    fn the_thumb_touches_an_end_only_when_the_page_does() {
        assert_eq!(thumb(0, 10, 10), None);
        assert_eq!(thumb(0, 10, 100), Some(0..1));
        assert_eq!(thumb(90, 10, 100), Some(9..10));
        assert_eq!(thumb(1, 10, 100), Some(1..2));
        assert_eq!(thumb(89, 10, 100), Some(8..9));
    }

    #[test]
    fn no_size_is_too_odd() {
        for height in 0..12 {
            for total in 0..30 {
                for offset in 0..35 {
                    let shown = reveal(offset, height, total, &(3.min(total)..5.min(total)));
                    assert!(shown <= last(total, height));
                    if let Some(thumb) = thumb(offset, height, total) {
                        assert!(thumb.end <= height && !thumb.is_empty());
                    }
                }
            }
        }
    }
}
