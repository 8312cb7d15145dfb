//! Finding words in the lines of a page, also where a line was broken between them.

use std::ops::Range;

use crate::render::{Found as How, Line, Role, Span};

/// A place found: its pieces, one for each line it goes over.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    pieces: Vec<(usize, Range<usize>)>,
}

/// What was looked for and where it is.
#[derive(Debug, Clone, Default)]
pub struct Find {
    words: String,
    /// The texts of the page, for all words alike.
    texts: Vec<Text>,
    found: Vec<Found>,
    /// Which of them was gone to last.
    at: Option<usize>,
}

/// A text over the lines it was broken into.
#[derive(Debug, Clone)]
struct Text {
    lines: Range<usize>,
    /// Its characters in lower case without blanks: what does not hold the words, so folded, is not
    /// looked at character by character.
    folded: String,
}

/// A character of the text and where it is.
struct Place {
    /// Lower case, its first character only: one stays one, so that places stay right.
    character: char,
    line: usize,
    bytes: Range<usize>,
}

impl Find {
    /// Looks for `words` (case ignored) in all lines. Nothing is found for no words.
    pub fn search(&mut self, words: &str, lines: &[Line]) {
        let words = words.trim().to_string();
        if words.is_empty() {
            *self = Find::default();
            return;
        }
        if self.texts.is_empty() {
            self.texts = texts(lines);
        }
        self.words = words;
        self.at = None;
        self.look(lines);
    }

    /// Looks again because the lines have changed.
    pub fn update(&mut self, lines: &[Line]) {
        if self.is_on() {
            self.texts = texts(lines);
            self.look(lines);
        }
    }

    fn look(&mut self, lines: &[Line]) {
        self.found.clear();
        let needle: Vec<char> = self.words.chars().map(lower).collect();
        let folded = folded(needle.iter().copied());
        for text in self
            .texts
            .iter()
            .filter(|text| text.folded.contains(&folded))
        {
            let text = characters(lines, text.lines.clone());
            let mut from = 0;
            while from < text.len() {
                match matches_at(&text, from, &needle) {
                    Some(end) => {
                        self.found.push(pieces(&text, from..end));
                        from = end;
                    }
                    None => from += 1,
                }
            }
        }
    }

    /// Whether something is being looked for.
    pub fn is_on(&self) -> bool {
        !self.words.is_empty()
    }

    /// The words looked for.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// How many places were found.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// Which of the places was gone to, from 1.
    pub fn number(&self) -> Option<usize> {
        self.at.map(|at| at + 1)
    }

    /// Goes to the next place (or the previous one), around the ends; from `line` when none was gone
    /// to yet. Says its line.
    pub fn go(&mut self, on: bool, line: usize) -> Option<usize> {
        let last = self.found.len().checked_sub(1)?;
        let next = match (self.at, on) {
            (Some(at), true) => {
                if at < last {
                    at + 1
                } else {
                    0
                }
            }
            (Some(at), false) => at.min(last + 1).checked_sub(1).unwrap_or(last),
            (None, _) => {
                let after = |found: &Found| found.line() >= line;
                self.found.iter().position(after).unwrap_or(0)
            }
        };
        self.at = Some(next);
        self.found.get(next).map(Found::line)
    }

    /// The spans of line `at` with what was found in it marked.
    pub fn marked(&self, at: usize, spans: &[Span]) -> Vec<Span> {
        let mut marked = spans.to_vec();
        // Places are in the order of the page.
        let first = self.found.partition_point(|found| found.last_line() < at);
        let here = self.found.iter().enumerate().skip(first);
        for (number, found) in here.take_while(|(_, found)| found.line() <= at) {
            for (_, bytes) in found.pieces.iter().filter(|(line, _)| *line == at) {
                let how = match self.at == Some(number) {
                    true => How::Here,
                    false => How::There,
                };
                marked = mark(marked, bytes, how);
            }
        }
        marked
    }
}

impl Found {
    fn line(&self) -> usize {
        self.pieces.first().map_or(0, |(line, _)| *line)
    }

    fn last_line(&self) -> usize {
        self.pieces.last().map_or(0, |(line, _)| *line)
    }
}

fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    c.to_lowercase().next().unwrap_or(c)
}

fn folded(text: impl Iterator<Item = char>) -> String {
    text.filter(|c| *c != ' ').collect()
}

/// The texts of the lines, each broken over one or several of them.
fn texts(lines: &[Line]) -> Vec<Text> {
    let mut texts = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let more = lines.iter().skip(start + 1);
        let end = start + 1 + more.take_while(|line| line.wrapped).count();
        let text = lines.iter().take(end).skip(start).flat_map(text_of);
        texts.push(Text {
            lines: start..end,
            folded: folded(text.map(|(_, c)| lower(c))),
        });
        start = end;
    }
    texts
}

/// The characters of a line's text, each with the byte it starts at.
fn text_of(line: &Line) -> impl Iterator<Item = (usize, char)> + '_ {
    let (mut from, mut margin) = (0, true);
    line.spans.iter().flat_map(move |span| {
        margin &= is_margin(span);
        let start = from;
        from += span.text.len();
        let text = if margin { "" } else { span.text.as_str() };
        text.char_indices().map(move |(at, c)| (start + at, c))
    })
}

/// Spans that stand before a text and are not part of it.
fn is_margin(span: &Span) -> bool {
    let role = matches!(span.role, Role::Rule | Role::Number | Role::Mark);
    role || span.text.trim().is_empty()
}

/// The text of one line and those that go on from it; a break counts as a blank.
fn characters(lines: &[Line], range: Range<usize>) -> Vec<Place> {
    let mut text: Vec<Place> = Vec::new();
    for (at, line) in lines.iter().enumerate().take(range.end).skip(range.start) {
        text.extend(text_of(line).map(|(from, c)| Place {
            character: lower(c),
            line: at,
            bytes: from..from + c.len_utf8(),
        }));
    }
    text
}

/// The end of the match that starts at `from`. A blank of the needle also matches the place where a
/// line was broken, and a break may stand within a word (commands are broken anywhere).
fn matches_at(text: &[Place], from: usize, needle: &[char]) -> Option<usize> {
    let mut at = from;
    let mut line = text.get(from)?.line;
    for wanted in needle {
        let place = text.get(at)?;
        let broken = place.line != line;
        if *wanted == ' ' && broken && place.character != ' ' {
            line = place.line;
            continue;
        }
        if place.character != *wanted {
            return None;
        }
        line = place.line;
        at += 1;
    }
    Some(at)
}

fn pieces(text: &[Place], range: Range<usize>) -> Found {
    let mut pieces: Vec<(usize, Range<usize>)> = Vec::new();
    for place in text.iter().take(range.end).skip(range.start) {
        match pieces.last_mut() {
            Some((line, bytes)) if *line == place.line => bytes.end = place.bytes.end,
            _ => pieces.push((place.line, place.bytes.clone())),
        }
    }
    Found { pieces }
}

/// Splits the spans so that `bytes` of their text stand alone and are marked.
fn mark(spans: Vec<Span>, bytes: &Range<usize>, how: How) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for span in spans {
        let end = start + span.text.len();
        let from = bytes.start.clamp(start, end) - start;
        let to = bytes.end.clamp(start, end) - start;
        let cuts = [(0..from, false), (from..to, true), (to..end - start, false)];
        for (cut, found) in cuts {
            let text = span.text.get(cut).unwrap_or_default();
            if !text.is_empty() {
                out.push(Span {
                    text: text.to_string(),
                    found: if found { how } else { span.found },
                    ..span.clone()
                });
            }
        }
        start = end;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(wrapped: bool, texts: &[(&str, Role)]) -> Line {
        let spans = texts.iter().map(|(text, role)| Span::new(*text, *role));
        Line {
            spans: spans.collect(),
            wrapped,
            ..Line::default()
        }
    }

    fn page() -> Vec<Line> {
        vec![
            line(false, &[("1  ", Role::Number), ("The Disk is", Role::Text)]),
            line(
                true,
                &[
                    ("   ", Role::Text),
                    ("full of ", Role::Text),
                    ("disk", Role::Code),
                ],
            ),
            line(false, &[("Straße, İstanbul: disk", Role::Text)]),
        ]
    }

    fn found(words: &str) -> Vec<(usize, Range<usize>)> {
        let mut find = Find::default();
        find.search(words, &page());
        find.found
            .into_iter()
            .flat_map(|found| found.pieces)
            .collect()
    }

    #[test]
    fn words_are_found_whatever_their_case() {
        assert_eq!(found("DISK"), [(0, 7..11), (1, 11..15), (2, 20..24)]);
        assert_eq!(found("straße"), [(2, 0..7)]);
        assert_eq!(found("nothing"), []);
        assert_eq!(found("  "), []);
    }

    #[test]
    fn words_are_found_where_the_line_was_broken_between_them() {
        assert_eq!(found("is full"), [(0, 12..14), (1, 3..7)]);
    }

    #[test]
    fn numbers_and_bars_before_the_text_are_not_the_text() {
        assert_eq!(found("1"), []);
    }

    #[test]
    fn going_on_starts_at_the_line_shown_and_goes_around_the_ends() {
        let mut find = Find::default();
        find.search("disk", &page());
        assert_eq!(find.go(true, 1), Some(1));
        assert_eq!(find.go(true, 0), Some(2));
        assert_eq!(find.go(true, 0), Some(0));
        assert_eq!(find.go(false, 0), Some(2));
        assert_eq!(find.number(), Some(3));
        assert_eq!(Find::default().go(true, 0), None);
    }

    #[test]
    fn what_was_found_is_marked_within_its_span() {
        let mut find = Find::default();
        find.search("full of disk", &page());
        let lines = page();
        let marked = find.marked(1, &lines[1].spans);
        let texts: Vec<(&str, bool)> = marked
            .iter()
            .map(|span| (span.text.as_str(), span.found == How::There))
            .collect();
        assert_eq!(texts, [("   ", false), ("full of ", true), ("disk", true)]);
    }
}
