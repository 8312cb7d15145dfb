//! The help screen, drawn from the key table.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::action::Mode;
use super::cells;
use super::keymap::{Keymap, TABLE};
use crate::render::{Role, Span, width};

/// At most so many columns for the keys.
const KEYS: usize = 30;
/// From this width on the two sections stand side by side.
const SIDE_BY_SIDE: u16 = 120;

/// Lines of a section.
type Lines = Vec<Vec<Span>>;

/// The help: how far it is scrolled.
#[derive(Debug, Clone, Copy, Default)]
pub struct Help {
    offset: usize,
}

impl Help {
    /// Scrolls by lines; the end is found when it is drawn.
    pub fn scroll(&mut self, lines: isize) {
        self.offset = self.offset.saturating_add_signed(lines);
    }

    /// Draws the keys of both main modes, those of `first` first.
    pub fn draw(&mut self, buffer: &mut Buffer, area: Rect, keymap: &Keymap, first: Mode) {
        let order = match first {
            Mode::Steps => [Mode::Steps, Mode::Search],
            _ => [Mode::Search, Mode::Steps],
        };
        let text = cells::indented(area, 2);
        let [first, second] = order.map(|mode| rows(keymap, mode));
        let (one, other) = (keys_width(&first), keys_width(&second));
        if area.width >= SIDE_BY_SIDE {
            let sections = [
                section(order[0], first, one),
                section(order[1], second, other),
            ];
            return self.draw_beside(buffer, text, &sections);
        }
        let columns = one.max(other);
        let mut lines = section(order[0], first, columns);
        lines.push(Vec::new());
        lines.extend(section(order[1], second, columns));
        self.stop_at_end(lines.len(), area);
        draw_lines(buffer, text, &lines, self.offset);
        if lines.len() > self.offset + usize::from(area.height) {
            let more = [Span::new("more below ", Role::Dim)];
            cells::draw_right(buffer, area, area.height.saturating_sub(1), &more);
        }
    }

    fn draw_beside(&mut self, buffer: &mut Buffer, area: Rect, sections: &[Lines; 2]) {
        let half = area.width / 2;
        let left = Rect {
            width: half,
            ..area
        };
        let longest = sections.iter().map(Vec::len).max().unwrap_or(0);
        self.stop_at_end(longest, area);
        for (area, lines) in [left, cells::indented(area, half)]
            .into_iter()
            .zip(sections)
        {
            draw_lines(buffer, area, lines, self.offset);
        }
    }

    fn stop_at_end(&mut self, lines: usize, area: Rect) {
        let last = lines.saturating_sub(usize::from(area.height));
        self.offset = self.offset.min(last);
    }
}

fn draw_lines(buffer: &mut Buffer, area: Rect, lines: &[Vec<Span>], offset: usize) {
    let columns = usize::from(area.width.saturating_sub(1));
    for (row, line) in (0..area.height).zip(lines.iter().skip(offset)) {
        let line = cells::fit_spans(line.clone(), columns);
        cells::draw(buffer, area, row, &line);
    }
}

/// What narrows a search, besides words.
const NARROWING: [(&str, &str); 3] = [
    ("tag:disk", "only aids with this tag"),
    ("\"no space left\"", "only aids with this phrase"),
    ("-swap", "only aids without this word"),
];

/// The keys of a mode, each with what it does; those of the search with what can be typed.
fn rows(keymap: &Keymap, mode: Mode) -> Vec<(String, &'static str)> {
    let typed = match mode {
        Mode::Search => &NARROWING[..],
        _ => &[],
    };
    let typed = typed.iter().map(|(typed, help)| (typed.to_string(), *help));
    let rows = TABLE.iter().enumerate();
    let rows = rows.filter(|(_, row)| row.modes.contains(&mode));
    let rows = rows.map(|(at, row)| (keymap.names(at, mode).join(" "), row.help));
    rows.filter(|(keys, _)| !keys.is_empty())
        .chain(typed)
        .collect()
}

fn keys_width(rows: &[(String, &str)]) -> usize {
    let longest = rows.iter().map(|(keys, _)| width(keys)).max();
    longest.unwrap_or(0).min(KEYS)
}

fn section(mode: Mode, rows: Vec<(String, &'static str)>, columns: usize) -> Lines {
    let heading = match mode {
        Mode::Search => "While searching",
        _ => "While an aid is open",
    };
    let mut lines = vec![vec![Span::new(heading, Role::Heading)]];
    lines.extend(rows.into_iter().map(|(keys, help)| {
        let keys = cells::fit(&keys, columns);
        let mut key = Span::new(format!("{keys:columns$}  "), Role::Text);
        key.strong = true;
        vec![key, Span::new(help, Role::Text)]
    }));
    lines
}
