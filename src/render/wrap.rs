//! Breaks spans at a width: between words, between ideographs, and within a word only when it is
//! wider than the line; never within a grapheme cluster. One pass, whatever the text.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{Role, Span, width};

/// One line of wrapped text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Its pieces, without the space it was broken at.
    pub(super) spans: Vec<Span>,
    /// Whether it goes on from the row before because the width ran out.
    pub(super) wrapped: bool,
}

/// `spans` as rows of at most `available` columns (at least 1). LF is a hard break, runs of spaces
/// are one space. Only a cluster that is itself wider than `available` makes a row wider, and with
/// `whole_addresses` an address: the terminal breaks its row, and copies it and opens it as one. Cells
/// cannot run over: there it is broken where the row is full, and nowhere else.
pub(super) fn wrap(spans: &[Span], available: usize, whole_addresses: bool) -> Vec<Row> {
    let mut wrapper = Wrapper {
        spans,
        available: available.max(1),
        whole_addresses,
        rows: Vec::new(),
        row: Vec::new(),
        column: 0,
        word: Vec::new(),
        word_width: 0,
        space: None,
        wrapped: false,
    };
    for (index, span) in spans.iter().enumerate() {
        if stays_whole(span) && width(&span.text) <= wrapper.available {
            wrapper.extend_word(index, 0..span.text.len());
        } else if span.text.is_ascii() {
            wrapper.add_ascii(index);
        } else {
            wrapper.add_clusters(index);
        }
    }
    wrapper.finish()
}

/// A line of code as rows: the first at most `first` columns, the others at most `rest`. Nothing is
/// dropped: the rows joined are the text.
pub(super) fn wrap_code(text: &str, first: usize, rest: usize) -> Vec<&str> {
    if width(text) <= first {
        return vec![text];
    }
    let mut rows = Vec::new();
    let (mut start, mut column, mut available) = (0, 0, first.max(1));
    // Just behind the last space of the row, and its column.
    let mut space = (0, 0);
    for (offset, cluster) in text.grapheme_indices(true) {
        let cluster_width = width(cluster);
        while column > 0 && column + cluster_width > available {
            let (end, end_column) = if space.1 * 2 > available || fits_next(text, space, rest) {
                space
            } else {
                (offset, column)
            };
            rows.push(text.get(start..end).unwrap_or_default());
            start = end;
            column -= end_column;
            space = (end, 0);
            available = rest.max(1);
        }
        column += cluster_width;
        if cluster == " " {
            space = (offset + 1, column);
        }
    }
    rows.push(text.get(start..).unwrap_or_default());
    rows
}

/// Whether the word behind `space` fits, with the space after it, in a row of `available` columns. A word is measured once: if
/// it doesn't fit it is broken, and no space is left behind which it could be asked for again.
fn fits_next(text: &str, space: (usize, usize), available: usize) -> bool {
    if space.1 == 0 {
        return false;
    }
    let word = text.get(space.0..).and_then(|rest| rest.split(' ').next());
    word.is_some_and(|word| width(word) < available)
}

/// Code and what jitt says itself go to the next row whole rather than be broken at a space.
fn stays_whole(span: &Span) -> bool {
    matches!(
        span.role,
        Role::Code | Role::Command | Role::Placeholder | Role::Value | Role::Meta
    ) && !span.text.contains('\n')
        && !span.text.starts_with(' ')
}

/// A stretch of one span's text.
struct Chunk {
    span: usize,
    range: Range<usize>,
}

struct Wrapper<'a> {
    spans: &'a [Span],
    available: usize,
    whole_addresses: bool,
    rows: Vec<Row>,
    row: Vec<Chunk>,
    column: usize,
    /// The word being read: it may go over several spans.
    word: Vec<Chunk>,
    word_width: usize,
    /// The space between the row and the word.
    space: Option<Chunk>,
    /// Whether the row being filled goes on from the one before.
    wrapped: bool,
}

impl<'a> Wrapper<'a> {
    fn text(&self, span: usize, range: Range<usize>) -> &'a str {
        self.spans
            .get(span)
            .and_then(|span| span.text.get(range))
            .unwrap_or_default()
    }

    fn add_ascii(&mut self, span: usize) {
        let text = self.text(span, 0..self.span_len(span));
        let mut start = 0;
        for (offset, byte) in text.bytes().enumerate() {
            if matches!(byte, b' ' | b'\n') {
                self.extend_word(span, start..offset);
                self.separate(span, offset, byte == b'\n');
                start = offset + 1;
            }
        }
        self.extend_word(span, start..text.len());
    }

    fn add_clusters(&mut self, span: usize) {
        let text = self.text(span, 0..self.span_len(span));
        let mut start = 0;
        let mut before = "";
        for (offset, cluster) in text.grapheme_indices(true) {
            if matches!(cluster, " " | "\n") {
                self.extend_word(span, start..offset);
                self.separate(span, offset, cluster == "\n");
                start = offset + 1;
            } else if may_break_between(before, cluster) {
                self.extend_word(span, start..offset);
                self.end_word();
                start = offset;
            }
            before = cluster;
        }
        self.extend_word(span, start..text.len());
    }

    fn span_len(&self, span: usize) -> usize {
        self.spans.get(span).map_or(0, |span| span.text.len())
    }

    fn extend_word(&mut self, span: usize, range: Range<usize>) {
        if !range.is_empty() {
            self.word_width += width(self.text(span, range.clone()));
            self.word.push(Chunk { span, range });
        }
    }

    /// A space or a line end at `offset`.
    fn separate(&mut self, span: usize, offset: usize, hard: bool) {
        self.end_word();
        if hard {
            self.end_row(false);
        } else {
            self.space = Some(Chunk {
                span,
                range: offset..offset + 1,
            });
        }
    }

    /// Puts the word read so far on the row, or on a new one.
    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let space = self.space.take().filter(|_| !self.row.is_empty());
        let gap = usize::from(space.is_some());
        if !self.row.is_empty() && self.column + gap + self.word_width > self.available {
            self.end_row(true);
        } else {
            self.row.extend(space);
            self.column += gap;
        }
        let word = std::mem::take(&mut self.word);
        let whole = self.whole_addresses && self.is_address(&word);
        if whole || self.column + self.word_width <= self.available {
            self.column += self.word_width;
            self.row.extend(word);
        } else {
            self.break_word(word);
        }
        self.word_width = 0;
    }

    fn is_address(&self, word: &[Chunk]) -> bool {
        word.iter()
            .any(|chunk| self.text(chunk.span, chunk.range.clone()).contains("://"))
    }

    /// A word wider than the line: behind a hyphen or slash where there is one near, else between
    /// clusters.
    fn break_word(&mut self, word: Vec<Chunk>) {
        let is_address = self.is_address(&word);
        for Chunk { span, range } in word {
            let text = self.text(span, range.clone());
            let mut start = range.start;
            // Just behind the last joint of this row, and its column.
            let mut joint = (start, 0);
            for (offset, cluster) in text.grapheme_indices(true) {
                let at = range.start + offset;
                let cluster_width = width(cluster);
                if self.column > 0 && self.column + cluster_width > self.available {
                    let (end, column) = if joint.1 * 2 > self.available && !is_address {
                        joint
                    } else {
                        (at, self.column)
                    };
                    let rest = self.column - column;
                    self.row.push(Chunk {
                        span,
                        range: start..end,
                    });
                    self.end_row(true);
                    start = end;
                    joint = (end, 0);
                    self.column = rest;
                }
                self.column += cluster_width;
                if matches!(cluster, "-" | "/" | "_" | "." | "," | "=" | "&" | "?") {
                    joint = (at + cluster.len(), self.column);
                }
            }
            self.row.push(Chunk {
                span,
                range: start..range.end,
            });
        }
    }

    fn end_row(&mut self, goes_on: bool) {
        let mut spans: Vec<Span> = Vec::new();
        let mut last = None;
        for chunk in std::mem::take(&mut self.row) {
            let text = self.text(chunk.span, chunk.range);
            match (spans.last_mut(), self.spans.get(chunk.span)) {
                (Some(span), _) if last == Some(chunk.span) => span.text.push_str(text),
                (_, Some(style)) => spans.push(Span {
                    text: text.to_string(),
                    link: style.link.clone(),
                    ..*style
                }),
                (_, None) => {}
            }
            last = Some(chunk.span);
        }
        let wrapped = std::mem::replace(&mut self.wrapped, goes_on);
        self.rows.push(Row { spans, wrapped });
        self.column = 0;
        self.space = None;
    }

    fn finish(mut self) -> Vec<Row> {
        self.end_word();
        if !self.row.is_empty() || self.rows.is_empty() {
            self.end_row(false);
        }
        self.rows
    }
}

/// Ideographs and kana have no spaces: a line may end at them, but not before closing punctuation
/// nor behind an opening bracket.
fn may_break_between(before: &str, after: &str) -> bool {
    let wide = |cluster: &str| !cluster.is_ascii() && width(cluster) == 2;
    !before.is_empty()
        && !matches!(before, " " | "\n")
        && (wide(before) || wide(after))
        && !before.ends_with([
            '「', '『', '（', '【', '《', '〈', '［', '(', '[', '"', '\'', '`',
        ])
        && !after.starts_with([
            '。', '、', '，', '．', '：', '；', '！', '？', '」', '』', '）', '】', '》', '〉',
            '］', 'ー', '々', '…', '.', ',', ':', ';', '!', '?', ')', ']', '"', '\'', '`',
        ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str, available: usize) -> Vec<String> {
        wrap(&[Span::new(text, Role::Text)], available, false)
            .iter()
            .map(text_of)
            .collect()
    }

    fn text_of(row: &Row) -> String {
        row.spans.iter().map(|span| span.text.as_str()).collect()
    }

    #[test]
    fn text_is_broken_between_words_and_spaces_at_the_break_go() {
        assert_eq!(rows("the quick  brown fox", 10), ["the quick", "brown fox"]);
        assert_eq!(rows("", 10), [""]);
        assert_eq!(rows("a\nb", 10), ["a", "b"]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken_and_loses_nothing() {
        assert_eq!(
            rows("see /var/lib/docker/overlay2 now", 10),
            ["see", "/var/lib/", "docker/", "overlay2", "now"]
        );
    }

    #[test]
    fn an_address_is_one_row_where_it_may_run_over_and_else_full_rows() {
        let spans = [Span::new(
            "see https://a.example/x/y-z/index.html now",
            Role::Text,
        )];
        let shown =
            |whole| -> Vec<String> { wrap(&spans, 16, whole).iter().map(text_of).collect() };
        assert_eq!(
            shown(true),
            ["see", "https://a.example/x/y-z/index.html", "now"]
        );
        assert_eq!(
            shown(false),
            ["see", "https://a.exampl", "e/x/y-z/index.ht", "ml now"]
        );
    }

    #[test]
    fn a_word_of_several_styles_stays_together() {
        let spans = [
            Span::new("press en", Role::Text),
            Span::new("ter", Role::Link),
            Span::new(".", Role::Text),
        ];
        let rows: Vec<String> = wrap(&spans, 8, false).iter().map(text_of).collect();
        assert_eq!(rows, ["press", "enter."]);
    }

    #[test]
    fn a_short_command_in_text_is_not_broken_at_its_spaces() {
        let spans = [
            Span::new("Run ", Role::Text),
            Span::new("ls -la /tmp", Role::Code),
            Span::new(" now", Role::Text),
        ];
        let rows: Vec<String> = wrap(&spans, 12, false).iter().map(text_of).collect();
        assert_eq!(rows, ["Run", "ls -la /tmp", "now"]);
    }

    #[test]
    fn ideographs_break_anywhere_but_not_before_their_full_stop() {
        assert_eq!(rows("表示します。", 6), ["表示し", "ます。"]);
        assert_eq!(rows("表示しま。", 8), ["表示し", "ま。"]);
    }

    #[test]
    fn only_rows_that_ran_out_of_width_count_as_wrapped() {
        let rows = wrap(&[Span::new("one two\nthree", Role::Text)], 4, false);
        let wrapped: Vec<bool> = rows.iter().map(|row| row.wrapped).collect();
        assert_eq!(wrapped, [false, true, false, true]);
    }

    #[test]
    fn code_is_broken_behind_a_space_where_there_is_one_near_and_keeps_every_character() {
        assert_eq!(
            wrap_code("sudo lsof -nP  -a +L1", 12, 8),
            ["sudo lsof ", "-nP  -a ", "+L1"]
        );
        assert_eq!(wrap_code("aaaaaaaaaa", 4, 3), ["aaaa", "aaa", "aaa"]);
        assert_eq!(wrap_code("", 4, 3), [""]);
    }

    proptest! {
        #[test]
        fn no_row_is_wider_than_asked_and_no_character_is_lost(
            words in proptest::collection::vec("[a-z]{0,12}|[表示👩é]{1,6}|e\u{301}{1,3}", 0..12),
            available in 1usize..24,
        ) {
            let text = words.join(" ");
            let rows = wrap(&[Span::new(text.clone(), Role::Text)], available, false);
            for row in &rows {
                let row = text_of(row);
                prop_assert!(width(&row) <= available || row.graphemes(true).count() == 1, "{:?}", row);
            }
            let squeeze = |text: &str| text.replace(' ', "");
            let joined: String = rows.iter().map(text_of).collect();
            prop_assert_eq!(squeeze(&joined), squeeze(&text));
            let rest = available.saturating_sub(2).max(1);
            let code = wrap_code(&text, available, rest);
            for (index, row) in code.iter().enumerate() {
                let room = if index > 0 { rest } else { available };
                prop_assert!(width(row) <= room || row.graphemes(true).count() == 1, "{:?}", row);
            }
            prop_assert_eq!(code.concat(), text);
        }
    }
}
