//! The page being written: lines so far, the margin, and what the next line is part of.

use std::ops::Range;

use super::matching::Words;
use super::wrap::{wrap, wrap_code};
use super::{Line, LineKind, Role, Span, View, width};
use crate::aid::StepRef;

/// Columns by which code stands in from its text, and a broken line of code from its start.
const CODE_INDENT: usize = 2;

/// A level of the margin.
struct Level {
    /// What the level's first line starts with (`- `, `3. `); taken once.
    first: Option<Vec<Span>>,
    /// What all other lines start with.
    rest: Vec<Span>,
    width: usize,
}

/// Lines in the making.
pub(super) struct Page<'a> {
    pub(super) view: &'a View<'a>,
    /// The step being written.
    pub(super) step: Option<StepRef>,
    /// What lines outside steps are part of.
    pub(super) kind: LineKind,
    /// The step is done or skipped: its text steps back.
    pub(super) faded: bool,
    /// Every step has a box: the page is one to confirm.
    pub(super) confirms: bool,
    lines: Vec<Line>,
    levels: Vec<Level>,
    step_started: bool,
}

impl<'a> Page<'a> {
    pub(super) fn new(view: &'a View<'a>) -> Page<'a> {
        Page {
            view,
            step: None,
            kind: LineKind::Text,
            faded: false,
            confirms: false,
            lines: Vec::new(),
            levels: Vec::new(),
            step_started: false,
        }
    }

    /// The finished lines, the query's words marked.
    pub(super) fn finish(mut self) -> Vec<Line> {
        while self.lines.last().is_some_and(|l| l.kind == LineKind::Blank) {
            self.lines.pop();
        }
        let words = Words::new(self.view.matched);
        for line in &mut self.lines {
            line.spans = words.mark(std::mem::take(&mut line.spans));
        }
        self.lines
    }

    /// All lines that `content` writes belong to the step at `at`.
    pub(super) fn in_step(&mut self, at: StepRef, content: impl FnOnce(&mut Self)) {
        self.step = Some(at);
        self.step_started = false;
        content(self);
        self.step = None;
        self.faded = false;
    }

    /// Writes `content` one level further in. `marker` starts its first line and must be printable
    /// (`sanitize`d); it gets a line of its own if there is no text for it to stand before.
    pub(super) fn within(
        &mut self,
        marker: Vec<Span>,
        rest: Vec<Span>,
        content: impl FnOnce(&mut Self),
    ) {
        self.level(Some(marker), rest, content);
    }

    /// Writes `content` further in by `columns`.
    pub(super) fn indented(&mut self, columns: usize, content: impl FnOnce(&mut Self)) {
        self.level(None, indent(columns), content);
    }

    fn level(
        &mut self,
        first: Option<Vec<Span>>,
        rest: Vec<Span>,
        content: impl FnOnce(&mut Self),
    ) {
        let width = spans_width(&rest);
        self.levels.push(Level { first, rest, width });
        content(self);
        if self
            .levels
            .last()
            .is_some_and(|level| level.first.is_some())
        {
            self.flush_markers();
        }
        self.levels.pop();
    }

    /// An empty line, but never two, and none at the top or between a heading and what it heads.
    pub(super) fn blank(&mut self) {
        let is_heading = |line: &Line| line.spans.iter().any(|span| span.role == Role::Heading);
        let needed = |line: &Line| line.kind != LineKind::Blank && !is_heading(line);
        if self.lines.last().is_some_and(needed) {
            self.lines.push(Line {
                kind: LineKind::Blank,
                step: self.step,
                ..Line::default()
            });
        }
    }

    /// Columns left for text at the margin.
    pub(super) fn available(&self) -> usize {
        self.view.width.saturating_sub(self.margin_width()).max(1)
    }

    /// Running text, wrapped.
    pub(super) fn text(&mut self, spans: Vec<Span>) {
        let (mut margin, mut content) = self.take_margin();
        content.extend(spans);
        if self.faded {
            content.iter_mut().for_each(fade);
        }
        for row in wrap(&content, self.available(), self.view.is_print()) {
            let mut line = std::mem::replace(&mut margin, self.margin());
            line.extend(row.spans);
            let kind = self.next_kind();
            self.push_line(line, kind, row.wrapped);
        }
    }

    /// A line that must not be wrapped: a table's row that is known to fit.
    pub(super) fn row(&mut self, spans: Vec<Span>) {
        let mut hidden = self.levels.iter().skip(self.shown_levels());
        if hidden.any(|level| level.first.is_some()) {
            self.flush_markers();
        }
        let (mut line, _) = self.take_margin();
        line.extend(spans);
        if self.faded {
            line.iter_mut().for_each(fade);
        }
        let kind = self.next_kind();
        self.push_line(line, kind, false);
    }

    /// Code, already `sanitize`d: set in from the text, nothing but spaces before it, and broken
    /// only where the view wants that. `command` is its index if it is one of the step's commands.
    pub(super) fn code(&mut self, text: &str, role: Role, command: Option<usize>) {
        self.marked_code(text, role, &[], command);
    }

    /// As [`Page::code`]; stretches of `text` have roles of their own.
    pub(super) fn marked_code(
        &mut self,
        text: &str,
        role: Role,
        marks: &[(Range<usize>, Role)],
        command: Option<usize>,
    ) {
        self.flush_markers();
        let first = self.code_indent(self.margin_width() + CODE_INDENT);
        let rest = self.code_indent(first + CODE_INDENT);
        let faded = self.faded;
        self.step_started |= command.is_some();
        let mut done = 0;
        for line in text.split('\n') {
            let room = |columns| match self.view.wrap_commands {
                true => self.view.width.saturating_sub(columns),
                false => usize::MAX,
            };
            let rows = wrap_code(line, room(first), room(rest));
            for (index, row) in rows.into_iter().enumerate() {
                let kind = command.map_or_else(|| self.next_kind(), LineKind::Command);
                let mut spans = Vec::new();
                if !row.is_empty() {
                    spans = indent(if index > 0 { rest } else { first });
                    spans.extend(marked(row, done, role, marks));
                }
                if faded {
                    spans.iter_mut().for_each(fade);
                }
                done += row.len();
                self.push_line(spans, kind, index > 0);
            }
            done += 1;
        }
    }

    /// `columns`, or as much of it as leaves half of the width to the code.
    fn code_indent(&self, columns: usize) -> usize {
        columns.min(self.view.width / 2)
    }

    /// A line of output: as code, with a bar before it, so that it is not taken for a command.
    pub(super) fn output(&mut self, text: &str) {
        self.flush_markers();
        self.indented(CODE_INDENT, |page| {
            page.level(None, vec![Span::new("| ", Role::Rule)], |page| {
                for line in text.split('\n') {
                    page.output_line(line);
                }
            });
        });
    }

    fn output_line(&mut self, text: &str) {
        let available = if self.view.wrap_commands {
            self.available()
        } else {
            usize::MAX
        };
        for (index, row) in wrap_code(text, available, available)
            .into_iter()
            .enumerate()
        {
            let mut spans = self.margin();
            spans.push(Span::new(row, Role::Output));
            let kind = self.next_kind();
            self.push_line(spans, kind, index > 0);
        }
    }

    /// Markers that wait for their first line get one now.
    fn flush_markers(&mut self) {
        if self.levels.iter().any(|level| level.first.is_some()) {
            self.text(Vec::new());
        }
    }

    /// Levels that fit in half of the width; deeper ones add nothing, so that text stays readable
    /// in a narrow pane.
    fn shown_levels(&self) -> usize {
        let mut columns = 0;
        self.levels
            .iter()
            .take_while(|level| {
                columns += level.width;
                columns * 2 <= self.view.width
            })
            .count()
    }

    fn margin_width(&self) -> usize {
        self.levels
            .iter()
            .take(self.shown_levels())
            .map(|level| level.width)
            .sum()
    }

    fn margin(&self) -> Vec<Span> {
        self.levels
            .iter()
            .take(self.shown_levels())
            .flat_map(|level| level.rest.iter().cloned())
            .collect()
    }

    /// The margin of the next line, and the markers that found no room in it: they are text.
    fn take_margin(&mut self) -> (Vec<Span>, Vec<Span>) {
        let shown = self.shown_levels();
        let (mut margin, mut lead) = (Vec::new(), Vec::new());
        for (index, level) in self.levels.iter_mut().enumerate() {
            let first = level.first.take();
            match (index < shown, first) {
                (true, Some(first)) => margin.extend(first),
                (true, None) => margin.extend(level.rest.iter().cloned()),
                (false, Some(first)) => lead.extend(first),
                (false, None) => {}
            }
        }
        if self.faded {
            margin.iter_mut().for_each(fade);
        }
        (margin, lead)
    }

    fn next_kind(&mut self) -> LineKind {
        match self.step {
            None => self.kind,
            Some(_) if std::mem::replace(&mut self.step_started, true) => LineKind::Step,
            Some(_) => LineKind::StepStart,
        }
    }

    fn push_line(&mut self, spans: Vec<Span>, kind: LineKind, wrapped: bool) {
        self.lines.push(Line {
            spans,
            kind,
            step: self.step,
            wrapped,
        });
    }
}

/// `row`, which starts at byte `from` of its text, in spans; `marks` are stretches of the text in order.
fn marked(row: &str, from: usize, role: Role, marks: &[(Range<usize>, Role)]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut done = 0;
    let mut push = |range: Range<usize>, role| {
        let text = row.get(range).unwrap_or_default();
        if !text.is_empty() {
            spans.push(Span::new(text, role));
        }
    };
    for (range, own) in marks {
        let start = range.start.saturating_sub(from).clamp(done, row.len());
        let end = range.end.saturating_sub(from).clamp(start, row.len());
        push(done..start, role);
        push(start..end, *own);
        done = end;
    }
    push(done..row.len(), role);
    spans
}

/// Spaces as a span, none for no columns.
pub(super) fn indent(columns: usize) -> Vec<Span> {
    if columns == 0 {
        return Vec::new();
    }
    vec![Span::new(" ".repeat(columns), Role::Text)]
}

/// The columns of `spans`.
pub(super) fn spans_width(spans: &[Span]) -> usize {
    spans.iter().map(|span| width(&span.text)).sum()
}

fn fade(span: &mut Span) {
    if !matches!(
        span.role,
        Role::Mark | Role::Rule | Role::CurrentNumber | Role::Warning | Role::Caution
    ) {
        span.role = Role::Dim;
        span.strong = false;
    }
}
