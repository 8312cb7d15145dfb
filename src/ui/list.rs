//! The list of aids: what the query found, which one is selected, how rows look.

use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cells;
use super::habits::Habits;
use crate::aid::{Entry, Review};
use crate::library::Library;
use crate::render::{Role, Span, sanitize, width};
use crate::search::{Answer, Filter, Hit, Index};
use crate::source::Origin;

/// More aids than this nobody reads; an empty query lists all.
const LIMIT: usize = 1000;
/// How many are named when nothing matches.
const CLOSEST: usize = 5;
/// Columns before the title: the mark of the selected row and a blank.
const GUTTER: u16 = 2;

/// How good the hits are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Quality {
    /// About the query, or there is no query.
    #[default]
    Good,
    /// They hold words of it, but nothing is really about it.
    Weak,
    /// Nothing matches: these are for a part of the query.
    Closest,
}

/// The list.
#[derive(Debug, Clone, Default)]
pub struct List {
    hits: Vec<Hit>,
    quality: Quality,
    /// The query looked like a pasted error.
    of_error: bool,
    /// How many aids could be listed.
    total: usize,
    selected: usize,
    /// The first row shown.
    offset: usize,
}

impl List {
    /// Searches anew because something else was typed: the best hit is selected.
    pub fn search(&mut self, index: &Index, habits: &Habits, query: &str, filter: &Filter) {
        let (mut answer, quality) = answer(index, query, filter);
        match query.trim().is_empty() {
            true => habits.order(&mut answer.hits),
            false => answer.break_ties(&|entry| habits.weight(entry)),
        }
        self.quality = quality;
        self.of_error = answer.symptom;
        self.hits = answer.hits;
        self.selected = 0;
        self.offset = 0;
    }

    /// Searches anew because the aids changed: what is selected stays so, it is being looked at. `before`
    /// is its id.
    pub fn refresh(
        &mut self,
        library: &Library,
        habits: &Habits,
        query: &str,
        filter: &Filter,
        before: Option<&str>,
    ) {
        let offset = self.offset;
        self.total = library.index().visible();
        self.search(library.index(), habits, query, filter);
        let before = before.and_then(|id| library.with_id(id));
        let again = |entry| self.hits.iter().position(|hit| hit.entry == entry);
        if let Some(again) = before.and_then(again) {
            self.selected = again;
            self.offset = offset;
        }
    }

    /// The selected hit.
    pub fn selected(&self) -> Option<&Hit> {
        self.hits.get(self.selected)
    }

    /// Whether these are answers to a pasted error.
    pub fn is_of_error(&self) -> bool {
        self.of_error
    }

    /// Moves the selection, not beyond the ends. Says whether it moved.
    pub fn move_by(&mut self, rows: isize) -> bool {
        self.select(self.selected.saturating_add_signed(rows))
    }

    /// Selects a row, the last one if there are not so many. Says whether that is another one.
    pub fn select(&mut self, row: usize) -> bool {
        let row = row.min(self.hits.len().saturating_sub(1));
        let moved = row != self.selected;
        self.selected = row;
        moved
    }

    /// The row shown `below` rows under the top of the list.
    pub fn row_at(&self, below: u16) -> Option<usize> {
        let row = self.offset + usize::from(below);
        (row < self.hits.len()).then_some(row)
    }

    /// Whether `row` is the selected one.
    pub fn is_selected(&self, row: usize) -> bool {
        row == self.selected
    }

    /// How many aids there are to look through.
    pub fn total(&self) -> usize {
        self.total
    }

    /// The row under the query: how many, how sure, which tags.
    pub fn status(&self, filter: &Filter) -> Vec<Span> {
        let count = match self.hits.len() {
            LIMIT if self.total > LIMIT => format!("{}+", cells::grouped(LIMIT)),
            hits => cells::grouped(hits),
        };
        let total = cells::grouped(self.total);
        let text = match self.quality {
            Quality::Good => format!("{count} of {total}"),
            Quality::Weak => format!("{count} of {total}, none is close"),
            Quality::Closest if self.hits.is_empty() => "nothing matches".to_string(),
            Quality::Closest => "nothing matches; the closest:".to_string(),
        };
        let mut spans = vec![Span::new(text, Role::Meta)];
        for tag in &filter.tags {
            spans.push(cells::span(&format!("  #{tag}"), Role::Meta));
        }
        spans
    }

    /// Draws the rows and keeps the selected one in view.
    pub fn draw(
        &mut self,
        buffer: &mut Buffer,
        area: Rect,
        library: &Library,
        today: Date,
        place: &dyn Fn(usize) -> Option<String>,
    ) {
        let rows = usize::from(area.height);
        if rows == 0 {
            return;
        }
        self.offset = (self.offset.min(self.selected))
            .max((self.selected + 1).saturating_sub(rows))
            .min(self.hits.len().saturating_sub(rows));
        let several_sources = library.sources().iter().filter(|s| s.count > 0).count() > 1;
        let shown = self.hits.iter().enumerate().skip(self.offset).take(rows);
        for (row, (at, hit)) in (0..area.height).zip(shown) {
            let Some(entry) = library.entry(hit.entry) else {
                continue;
            };
            let row_of_entry = Row {
                source: several_sources.then(|| source_name(library, &entry)),
                place: place(hit.entry),
                review: review_due(entry.meta.review(today)),
                entry: &entry,
                hit,
                selected: at == self.selected,
            };
            draw_row(buffer, area, row, row_of_entry);
        }
    }
}

fn answer(index: &Index, query: &str, filter: &Filter) -> (Answer, Quality) {
    if query.trim().is_empty() {
        let answer = index.search("", filter, usize::MAX);
        return (answer, Quality::Good);
    }
    let answer = index.search(query, filter, LIMIT);
    match (answer.hits.is_empty(), answer.confident) {
        (true, _) => (closest(index, query, filter), Quality::Closest),
        (false, true) => (answer, Quality::Good),
        (false, false) => (answer, Quality::Weak),
    }
}

/// What a part of the query finds: fewer words from its end, then each word alone, then a shorter
/// and shorter beginning.
fn closest(index: &Index, query: &str, filter: &Filter) -> Answer {
    let words: Vec<&str> = query.split_whitespace().take(6).collect();
    let shorter = (1..words.len()).rev().filter_map(|n| words.get(..n));
    let mut tries: Vec<String> = shorter.map(|part| part.join(" ")).collect();
    tries.extend(words.iter().skip(1).map(|word| word.to_string()));
    let first: Vec<char> = words.first().map_or(Vec::new(), |w| w.chars().collect());
    let beginnings = (2..first.len().min(12))
        .rev()
        .filter_map(|n| first.get(..n));
    tries.extend(beginnings.map(|part| part.iter().collect::<String>()));
    let mut answers = tries.iter().map(|part| index.search(part, filter, CLOSEST));
    let found = answers.find(|answer| !answer.hits.is_empty());
    found.unwrap_or_default()
}

/// What a row shows.
struct Row<'a> {
    entry: &'a Entry,
    hit: &'a Hit,
    /// Where it comes from, when there are several sources.
    source: Option<String>,
    /// Where it was left, if it is not finished.
    place: Option<String>,
    /// The age of its review where it matters.
    review: Option<String>,
    selected: bool,
}

fn draw_row(buffer: &mut Buffer, area: Rect, at: u16, row: Row) {
    if row.selected {
        cells::draw(buffer, area, at, &[Span::new("▌", Role::Number)]);
    }
    let mut inner = cells::indented(area, GUTTER);
    inner.width = inner.width.saturating_sub(1);
    let columns = usize::from(inner.width);
    let mut title = marked(row.entry.list_title(), &row.hit.words, Role::Text);
    for span in &mut title {
        span.strong |= row.selected;
    }
    let reserved = [&row.review, &row.place].into_iter().flatten();
    let reserved: usize = reserved.map(|said| width(said) + 2).sum();
    let title = cells::fit_spans(title, columns.saturating_sub(reserved));
    let used = cells::spans_width(&title) + reserved;
    cells::draw(buffer, inner, at, &title);
    let mut side = side_notes(&row, columns.saturating_sub(used + 2));
    if let Some(place) = &row.place {
        side.push(cells::span(&format!("  {place}"), Role::Number));
    }
    if let Some(due) = &row.review {
        side.push(Span::new(format!("  {due}"), Role::Caution));
    }
    cells::draw_right(buffer, inner, at, &side);
}

/// Tags and source as far as they fit into `columns`, the source first.
fn side_notes(row: &Row, columns: usize) -> Vec<Span> {
    let mut left = columns;
    let mut take = |text: &str| {
        let needed = width(text) + 1;
        let fits = needed <= left;
        left -= if fits { needed } else { 0 };
        fits
    };
    let source = row.source.as_ref().filter(|name| take(name));
    let tags = row
        .entry
        .meta
        .tags
        .iter()
        .map(|tag| sanitize::visible_line(tag));
    let tags: Vec<String> = tags
        .filter(|tag| !tag.is_empty())
        .take_while(|tag| take(tag))
        .map(Into::into)
        .collect();
    let mut spans = marked(&tags.join(" "), &row.hit.words, Role::Dim);
    if let Some(source) = source {
        spans.push(cells::span(&format!(" {source}"), Role::Meta));
    }
    spans
}

/// The text in spans, the words in `words` (lower case) marked as matched.
fn marked(text: &str, words: &[String], role: Role) -> Vec<Span> {
    let text = sanitize::visible_line(text);
    let mut spans: Vec<Span> = Vec::new();
    let mut rest: &str = &text;
    while let Some(first) = rest.chars().next() {
        let in_word = first.is_alphanumeric();
        let end = rest.find(|c: char| c.is_alphanumeric() != in_word);
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        let mut span = Span::new(piece, role);
        span.matched = in_word && words.contains(&piece.to_lowercase());
        spans.push(span);
        rest = after;
    }
    spans
}

/// The age of a review where it matters.
fn review_due(review: Review) -> Option<String> {
    match review {
        Review::Unknown | Review::Fresh { .. } => None,
        Review::Due { days: 0 } => Some("review due today".to_string()),
        Review::Due { days } => Some(format!("review due {days}d")),
        Review::Overdue { days } => Some(match days {
            ..=60 => format!("review {days}d late"),
            61..=729 => format!("review {} mo late", days / 30),
            _ => format!("review {} y late", days / 365),
        }),
    }
}

fn source_name(library: &Library, entry: &Entry) -> String {
    let Some(status) = library.sources().get(entry.source) else {
        return String::new();
    };
    match (status.source.origin, status.source.root.file_name()) {
        (Origin::Starter, _) => "starter".to_string(),
        (_, Some(name)) => sanitize::visible_path(name.as_ref()),
        (_, None) => sanitize::visible_path(&status.source.root),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn matched_words_are_marked_whatever_their_case_and_script() {
        let words = ["disk".to_string(), "voll".to_string()];
        let spans = marked("Disk-Platte voll, diskette", &words, Role::Text);
        let marked: Vec<&str> = spans
            .iter()
            .filter(|span| span.matched)
            .map(|span| span.text.as_str())
            .collect();
        assert_eq!(marked, ["Disk", "voll"]);
    }

    #[test]
    fn a_review_is_told_in_words_only_when_it_is_due() {
        let fresh = Review::Fresh {
            reviewed: date(2026, 1, 1),
        };
        assert_eq!(review_due(fresh), None);
        assert_eq!(review_due(Review::Unknown), None);
        let due = |days| review_due(Review::Due { days });
        assert_eq!(due(0).as_deref(), Some("review due today"));
        assert_eq!(due(9).as_deref(), Some("review due 9d"));
        let late = |days| review_due(Review::Overdue { days });
        assert_eq!(late(3).as_deref(), Some("review 3d late"));
        assert_eq!(late(100).as_deref(), Some("review 3 mo late"));
        assert_eq!(late(4000).as_deref(), Some("review 10 y late"));
    }

    #[test]
    fn tags_that_do_not_fit_are_left_out_whole() {
        let mut entry = Entry::default();
        entry.meta.tags = vec!["disk".into(), "filesystem".into()];
        let text = |columns| -> String {
            let hit = Hit {
                entry: 0,
                score: 1.0,
                covered: 1.0,
                field: crate::search::Field::Title,
                step: None,
                words: Vec::new(),
            };
            let row = Row {
                entry: &entry,
                hit: &hit,
                source: Some("ops".into()),
                place: None,
                review: None,
                selected: false,
            };
            let spans = side_notes(&row, columns);
            spans.into_iter().map(|span| span.text).collect()
        };
        assert_eq!(text(40), "disk filesystem ops");
        assert_eq!(text(12), "disk ops");
        assert_eq!(text(4), " ops");
        assert_eq!(text(0), "");
    }
}
