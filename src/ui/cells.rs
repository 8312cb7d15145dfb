//! Role-tagged spans to the terminal library's styled text, and text cut to a width.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text;
use unicode_segmentation::UnicodeSegmentation;

use crate::render::{Role, Span, sanitize, theme, width};

/// How a span looks in cells.
pub fn style(span: &Span) -> Style {
    let neutral = theme::style(span);
    // What was in the cell before must not shine through.
    let mut style = Style::reset();
    if let Some(colour) = neutral.foreground {
        style = style.fg(colour_of(colour));
    }
    let modifiers = [
        (neutral.bold, Modifier::BOLD),
        (neutral.dim, Modifier::DIM),
        (neutral.italic, Modifier::ITALIC),
        (neutral.underline, Modifier::UNDERLINED),
        (neutral.reverse, Modifier::REVERSED),
    ];
    for (_, modifier) in modifiers.into_iter().filter(|(on, _)| *on) {
        style = style.add_modifier(modifier);
    }
    style
}

fn colour_of(ansi: theme::Colour) -> Color {
    const NAMED: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    let named = NAMED.get(usize::from(ansi)).copied();
    named.unwrap_or(Color::Reset)
}

/// A span of any text; `text` need not be sanitized yet.
pub fn span(text: &str, role: Role) -> Span {
    Span::new(sanitize::visible_line(text), role)
}

/// The columns the spans take together.
pub fn spans_width(spans: &[Span]) -> usize {
    spans.iter().map(|span| width(&span.text)).sum()
}

/// `text` if it fits into `columns`, else as much as fits with `…` at its end.
pub fn fit(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_string();
    }
    let mut fitted = String::new();
    let mut left = columns.saturating_sub(1);
    for grapheme in text.graphemes(true) {
        let wide = width(grapheme);
        if wide > left {
            break;
        }
        left -= wide;
        fitted.push_str(grapheme);
    }
    if columns > 0 {
        fitted.push('…');
    }
    fitted
}

/// `text` in rows of at most `columns`, broken at blanks where there are some.
pub fn broken(text: &str, columns: usize) -> Vec<String> {
    let mut rows = vec![String::new()];
    for piece in text.split_inclusive(' ') {
        let row = rows.last().map_or(0, |row| width(row));
        if row > 0 && row + width(piece.trim_end()) > columns {
            rows.push(String::new());
        }
        for grapheme in piece.graphemes(true) {
            let row = rows.last().map_or(0, |row| width(row));
            if row + width(grapheme) > columns && grapheme != " " {
                rows.push(String::new());
            }
            if let Some(row) = rows.last_mut() {
                row.push_str(grapheme);
            }
        }
    }
    rows
}

/// Cuts spans to `columns`, with `…` where something was cut.
pub fn fit_spans(spans: Vec<Span>, columns: usize) -> Vec<Span> {
    if spans_width(&spans) <= columns {
        return spans;
    }
    let mut fitted = Vec::new();
    let mut left = columns;
    for mut span in spans {
        let wide = width(&span.text);
        // The last span that fits must leave a column for the `…` of the one that does not.
        if wide >= left {
            span.text = fit(&format!("{}…", span.text), left);
            fitted.push(span);
            break;
        }
        left -= wide;
        fitted.push(span);
    }
    fitted
}

/// Draws spans from the left edge of `area`'s row `row`, cut at its right edge; returns the columns used.
pub fn draw(buffer: &mut Buffer, area: Rect, row: u16, spans: &[Span]) -> u16 {
    draw_at(buffer, area, 0, row, spans)
}

/// Draws spans `column` columns into row `row` of `area`; what lies outside of it is not drawn.
pub fn draw_at(buffer: &mut Buffer, area: Rect, column: u16, row: u16, spans: &[Span]) -> u16 {
    let area = area.intersection(buffer.area);
    if row >= area.height || column >= area.width {
        return 0;
    }
    let line: text::Line = spans
        .iter()
        .map(|span| text::Span::styled(span.text.as_str(), style(span)))
        .collect();
    let (x, y) = (area.x + column, area.y + row);
    let (end, _) = buffer.set_line(x, y, &line, area.width - column);
    end - x
}

/// Draws spans so that they end at the right edge of `area`'s row `row`.
pub fn draw_right(buffer: &mut Buffer, area: Rect, row: u16, spans: &[Span]) {
    let wide = u16::try_from(spans_width(spans)).unwrap_or(u16::MAX);
    draw_at(buffer, area, area.width.saturating_sub(wide), row, spans);
}

/// A thin line over the columns of `area`'s row `row`, from `column` on.
pub fn rule(buffer: &mut Buffer, area: Rect, column: u16, row: u16) {
    let columns = usize::from(area.width.saturating_sub(column));
    let rule = Span::new("─".repeat(columns), Role::Rule);
    draw_at(buffer, area, column, row, &[rule]);
}

/// `area` without its first `columns` columns.
pub fn indented(area: Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    Rect {
        x: area.x + columns,
        width: area.width - columns,
        ..area
    }
}

/// A number with commas between thousands: `7,425`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 step`, `7 steps`.
pub fn count(number: usize, one: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {one}{plural}", grouped(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_at_the_width_also_in_the_middle_of_wide_characters() {
        assert_eq!(fit("short", 5), "short");
        assert_eq!(fit("longer", 5), "long…");
        assert_eq!(fit("磁盘已满", 6), "磁盘…");
        assert_eq!(fit("磁盘已满", 5), "磁盘…");
        assert_eq!(fit("x", 0), "");
        assert_eq!(fit("cafe\u{301}s are", 5), "cafe\u{301}…");
    }

    #[test]
    fn spans_are_cut_together() {
        let spans = || vec![Span::new("disk ", Role::Text), Span::new("full", Role::Dim)];
        let text = |columns| -> String {
            let fitted = fit_spans(spans(), columns);
            fitted.iter().map(|span| span.text.as_str()).collect()
        };
        assert_eq!(text(9), "disk full");
        assert_eq!(text(8), "disk fu…");
        assert_eq!(text(5), "disk…");
        assert_eq!(text(0), "");
    }

    #[test]
    fn text_is_broken_at_blanks_and_long_words_anywhere() {
        assert_eq!(
            broken("copy it all the same?", 9),
            ["copy it ", "all the ", "same?"]
        );
        assert_eq!(broken("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(broken("磁盘已满", 5), ["磁盘", "已满"]);
        assert_eq!(broken("", 5), [""]);
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(7425), "7,425");
        assert_eq!(grouped(1_000_000), "1,000,000");
        assert_eq!(count(1, "step"), "1 step");
    }
}
