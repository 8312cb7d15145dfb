//! The help screen, drawn from the key table.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::action::Mode;
use super::cells;
use super::keymap::{Keymap, TABLE};
use crate::render::{Role, Span, width};

/// At most so many columns for the keys.
const KEYS: usize = 30;
/// What a key does takes at least so many columns beside it; with fewer left it stands below.
const TEXT: usize = 24;
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
            let room = usize::from(area.width / 2).saturating_sub(3);
            let sections = [
                section(order[0], first, one, room),
                section(order[1], second, other, room),
            ];
            return self.draw_beside(buffer, text, &sections);
        }
        let columns = one.max(other);
        let room = usize::from(text.width.saturating_sub(1));
        let mut lines = section(order[0], first, columns, room);
        lines.push(Vec::new());
        lines.extend(section(order[1], second, columns, room));
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

/// The heading of a mode and its `rows`: keys in `columns`, the text beside them or below, in `room`.
fn section(mode: Mode, rows: Vec<(String, &'static str)>, columns: usize, room: usize) -> Lines {
    let heading = match mode {
        Mode::Search => "While searching",
        _ => "While an aid is open",
    };
    let mut lines = vec![vec![Span::new(heading, Role::Heading)]];
    let beside = columns + 2 + TEXT <= room;
    for (keys, help) in rows {
        let keys = match beside {
            true => format!("{:columns$}  ", cells::fit(&keys, columns)),
            false => keys,
        };
        let mut key = Span::new(keys, Role::Text);
        key.strong = true;
        let indent = if beside { columns + 2 } else { 2 };
        let text = cells::broken(help, room.saturating_sub(indent));
        let mut text = text.into_iter().map(|row| Span::new(row, Role::Text));
        let mut first = vec![key];
        if beside {
            first.extend(text.next());
        }
        lines.push(first);
        lines.extend(text.map(|row| vec![Span::new(" ".repeat(indent), Role::Text), row]));
    }
    lines
}
