//! A line being typed: its text, its cursor, its view.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation;

use super::action::Edit;
use super::cells;
use crate::render::{Role, Span, sanitize, width};

/// More than this many bytes are nobody's query; an endless paste ends here.
const LIMIT: usize = 4096;

/// A line being typed. The cursor stands before the grapheme that starts at its byte offset.
#[derive(Debug, Clone, Default)]
pub struct Prompt {
    text: String,
    cursor: usize,
    /// The text was put there, not typed: what is typed next takes its place.
    replaceable: bool,
}

impl Prompt {
    /// A line that holds `text` already, the cursor at its end.
    pub fn new(text: &str) -> Prompt {
        let mut prompt = Prompt::default();
        prompt.insert(text);
        prompt
    }

    /// A line that holds a suggestion: what is typed or pasted next takes its place; moving and deleting edit
    /// it.
    pub fn suggesting(text: &str) -> Prompt {
        Prompt {
            replaceable: !text.is_empty(),
            ..Prompt::new(text)
        }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Puts text in at the cursor: line ends and other control characters become single spaces.
    pub fn insert(&mut self, text: &str) {
        if std::mem::take(&mut self.replaceable) {
            self.clear();
        }
        let mut added = String::new();
        for c in text.chars() {
            if self.text.len() + added.len() + c.len_utf8() > LIMIT {
                break;
            }
            match c.is_control() {
                false => added.push(c),
                true if added.ends_with(' ') => {}
                true => added.push(' '),
            }
        }
        self.text.insert_str(self.cursor, &added);
        self.cursor += added.len();
    }

    /// Puts pasted text in: its lines become one, blanks at its ends are dropped.
    pub fn paste(&mut self, text: &str) {
        self.insert(text.trim());
    }

    /// Empties the line.
    pub fn clear(&mut self) {
        self.text.clear();
        self.cursor = 0;
    }

    /// Moves or deletes.
    pub fn edit(&mut self, edit: Edit) {
        self.replaceable = false;
        match edit {
            Edit::Left => self.cursor = self.left(),
            Edit::Right => self.cursor = self.right(),
            Edit::WordLeft => self.cursor = self.word_left(),
            Edit::WordRight => self.cursor = self.word_right(),
            Edit::Start => self.cursor = 0,
            Edit::End => self.cursor = self.text.len(),
            Edit::DeleteBack => self.delete(self.left(), self.cursor),
            Edit::Delete => self.delete(self.cursor, self.right()),
            Edit::DeleteWord => self.delete(self.word_left(), self.cursor),
            Edit::DeleteAll => self.clear(),
        }
    }

    fn delete(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.cursor = from;
    }

    fn before(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or_default()
    }

    fn after(&self) -> &str {
        self.text.get(self.cursor..).unwrap_or_default()
    }

    fn left(&self) -> usize {
        let last = self.before().graphemes(true).next_back();
        self.cursor - last.map_or(0, str::len)
    }

    fn right(&self) -> usize {
        let next = self.after().graphemes(true).next();
        self.cursor + next.map_or(0, str::len)
    }

    fn word_left(&self) -> usize {
        let kept = self.before().trim_end();
        let word = kept.rfind(char::is_whitespace);
        // The word starts after the white space, which may be wider than a byte.
        word.map_or(0, |at| {
            at + kept[at..].chars().next().map_or(0, char::len_utf8)
        })
    }

    fn word_right(&self) -> usize {
        let after = self.after();
        let blank = after.len() - after.trim_start().len();
        let word = after.trim_start().find(char::is_whitespace);
        self.cursor + word.map_or(after.len(), |at| blank + at)
    }

    /// Draws the text into the first row of `area`, scrolled so that the cursor is in it, and says
    /// where the cursor is. `placeholder` is shown while nothing is typed.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, placeholder: &str) -> Position {
        let columns = usize::from(area.width);
        let before = sanitize::visible_line(self.before());
        // The cursor needs a column of its own behind the text.
        let start = end_that_fits(&before, columns.saturating_sub(1));
        let spans = if self.text.is_empty() {
            [Span::default(), Span::new(placeholder, Role::Dim)]
        } else {
            let after = sanitize::visible_line(self.after());
            let role = match self.replaceable {
                true => Role::Selected,
                false => Role::Text,
            };
            [Span::new(start, role), Span::new(after, role)]
        };
        cells::draw(buffer, area, 0, &spans);
        let column = u16::try_from(width(start)).unwrap_or(u16::MAX);
        let column = column.min(area.width.saturating_sub(1));
        Position::new(area.x + column, area.y)
    }
}

/// As much of the end of `text` as fits into `columns`.
fn end_that_fits(text: &str, columns: usize) -> &str {
    let mut left = columns;
    let mut start = text.len();
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        match left.checked_sub(width(grapheme)) {
            Some(rest) => (left, start) = (rest, at),
            None => break,
        }
    }
    text.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str, edits: &[Edit]) -> String {
        let mut prompt = Prompt::new(text);
        for edit in edits {
            prompt.edit(*edit);
        }
        prompt.insert("|");
        prompt.text().to_string()
    }

    #[test]
    fn the_cursor_moves_by_characters_as_people_see_them() {
        assert_eq!(after("cafe\u{301}", &[Edit::Left]), "caf|e\u{301}");
        assert_eq!(after("👩‍👩‍👧", &[Edit::Left]), "|👩‍👩‍👧");
        assert_eq!(after("ab", &[Edit::Start, Edit::Right]), "a|b");
        assert_eq!(after("ab", &[Edit::Right, Edit::Left, Edit::End]), "ab|");
    }

    #[test]
    fn a_suggestion_is_replaced_by_typing_and_edited_by_moving() {
        let after = |edits: &[Edit]| {
            let mut prompt = Prompt::suggesting("nginx");
            edits.iter().for_each(|edit| prompt.edit(*edit));
            prompt.insert("redis");
            prompt.insert("!");
            prompt.text().to_string()
        };
        assert_eq!(after(&[]), "redis!");
        assert_eq!(after(&[Edit::End]), "nginxredis!");
        assert_eq!(after(&[Edit::DeleteBack]), "nginredis!");
        let mut prompt = Prompt::suggesting("nginx");
        prompt.paste(" redis ");
        assert_eq!(prompt.text(), "redis");
        assert_eq!(Prompt::suggesting("nginx").text(), "nginx");
    }

    #[test]
    fn words_are_moved_over_and_deleted_whole() {
        assert_eq!(after("disk full ", &[Edit::WordLeft]), "disk |full ");
        assert_eq!(
            after("disk full", &[Edit::Start, Edit::WordRight]),
            "disk| full"
        );
        assert_eq!(after("disk  full", &[Edit::DeleteWord]), "disk  |");
        assert_eq!(after("a\u{3000}b", &[Edit::DeleteWord]), "a\u{3000}|");
        assert_eq!(after("disk", &[Edit::DeleteAll]), "|");
        assert_eq!(
            after("disk", &[Edit::Start, Edit::Delete, Edit::DeleteBack]),
            "|isk"
        );
    }

    #[test]
    fn a_pasted_error_becomes_one_line_without_control_characters() {
        let mut prompt = Prompt::default();
        prompt.paste("  No space\r\nleft on\u{1b}[31m device\n");
        assert_eq!(prompt.text(), "No space left on [31m device");
    }

    #[test]
    fn an_endless_paste_ends() {
        let mut prompt = Prompt::default();
        prompt.paste(&"é".repeat(10_000_000));
        assert_eq!(prompt.text().len(), LIMIT);
    }

    #[test]
    fn a_long_line_is_scrolled_so_that_the_cursor_is_seen() {
        let area = Rect::new(0, 0, 8, 1);
        let mut buffer = Buffer::empty(area);
        let at = Prompt::new("no space left").draw(&mut buffer, area, "");
        assert_eq!(buffer, Buffer::with_lines(["ce left "]));
        assert_eq!(at, Position::new(7, 0));
    }
}
