//! An aid laid out once for a width, kept until something of it changes; only visible lines are drawn.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

use super::place::Place;
use crate::aid::placeholder::Values;
use crate::aid::{Aid, Mark, StepRef};
use crate::render::{self, Fold, Line, LineKind, Role, View};
use crate::session::Surroundings;
use crate::ui::danger;

/// What the layout depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Columns for the text.
    pub width: usize,
    /// At most so many lines stay at the top while the rest scrolls.
    pub pinned: usize,
    /// Words to mark.
    pub words: Vec<String>,
    /// For the age of the review.
    pub today: Date,
    /// What a destructive command would hit.
    pub here: Surroundings,
}

/// What the layout takes from outside the aid.
#[derive(Clone, Copy)]
pub struct Outside<'a> {
    /// What is filled into its commands.
    pub values: &'a Values,
    /// [`View::dead_end`].
    pub dead_end: &'a render::DeadEnd<'a>,
}

/// A step that no page has: the layout knows that there is a current step, but not which.
const ELSEWHERE: StepRef = StepRef {
    procedure: usize::MAX,
    step: usize::MAX,
};

/// The lines of an aid. Which step is the current one is not in them, so that moving lays nothing out;
/// only a step done or skipped, folded to a line otherwise, unfolds while it is the current one.
#[derive(Debug, Clone)]
pub struct Laid {
    wish: Wish,
    fold: Fold,
    procedure: Option<usize>,
    unfolded: StepRef,
    /// The lines at the top that stay while the rest scrolls.
    pub header: Vec<Line>,
    /// The header has more lines, which scroll with the rest.
    pub header_goes_on: bool,
    /// The lines that scroll.
    pub body: Vec<Line>,
    /// The lines of each step, in the order of the page.
    steps: Vec<(StepRef, Range<usize>)>,
}

impl Laid {
    /// Lays `aid` out.
    pub fn new(aid: &Aid, place: &Place, outside: Outside, wish: Wish) -> Laid {
        let procedure = shown_procedure(aid, place);
        let unfolded = unfolded(place);
        let mut body = render::aid_lines(
            aid,
            &View {
                procedure,
                mark: &|step| place.mark(step),
                reason: &|step| place.reason(step).to_string(),
                destroys: &|step| danger::above(aid, step, &wish.here),
                values: outside.values,
                dead_end: outside.dead_end,
                ..view(&wish, place.fold, unfolded)
            },
        );
        let is_header = |line: &&Line| line.kind == LineKind::Header;
        let all = body.iter().take_while(is_header).count();
        let pinned = whole_lines(&body, all.min(wish.pinned));
        let header: Vec<Line> = body.drain(..pinned).collect();
        let blank = |line: &&Line| line.kind == LineKind::Blank;
        let leading = body.iter().take_while(blank).count();
        body.drain(..leading);
        let trailing = body.iter().rev().take_while(blank).count();
        body.truncate(body.len() - trailing);
        body.iter_mut().for_each(forget_current);
        Laid {
            wish,
            fold: place.fold,
            procedure,
            unfolded,
            header,
            header_goes_on: pinned < all,
            steps: step_ranges(&body),
            body,
        }
    }

    /// Whether this is what would be laid out now, but for steps that [`Laid::update`] lays anew. Another
    /// aid is the caller's to know.
    pub fn fits(&self, aid: &Aid, place: &Place, wish: &Wish) -> bool {
        self.wish == *wish
            && self.fold == place.fold
            && self.procedure == shown_procedure(aid, place)
    }

    /// Lays the steps anew whose marks have changed, and those that fold or unfold because another one is
    /// current; all other lines stay as they are. Says whether a line may have changed.
    pub fn update(
        &mut self,
        aid: &Aid,
        place: &Place,
        outside: Outside,
        marked: &BTreeSet<StepRef>,
    ) -> bool {
        let mut steps = marked.clone();
        let unfolded = unfolded(place);
        if unfolded != self.unfolded {
            steps.extend([self.unfolded, unfolded]);
            self.unfolded = unfolded;
        }
        for step in &steps {
            self.lay_step(aid, place, outside, *step);
        }
        !steps.is_empty()
    }

    fn lay_step(&mut self, aid: &Aid, place: &Place, outside: Outside, step: StepRef) {
        let Ok(at) = self.steps.binary_search_by_key(&step, |(step, _)| *step) else {
            return;
        };
        let Some((_, before)) = self.steps.get(at).cloned() else {
            return;
        };
        let alone = View {
            procedure: Some(step.procedure),
            steps: Some(step.step + 1..=step.step + 1),
            mark: &|step| place.mark(step),
            reason: &|step| place.reason(step).to_string(),
            destroys: &|step| danger::above(aid, step, &self.wish.here),
            values: outside.values,
            dead_end: outside.dead_end,
            ..view(&self.wish, self.fold, self.unfolded)
        };
        let mut lines = render::aid_lines(aid, &alone);
        let blank = |line: &&Line| line.kind == LineKind::Blank;
        let leading = lines.iter().take_while(blank).count();
        lines.drain(..leading);
        lines.iter_mut().for_each(forget_current);
        let after = before.start..before.start + lines.len();
        for (_, range) in &mut self.steps {
            if range.start >= before.end {
                *range = range.start - before.len() + after.len()
                    ..range.end - before.len() + after.len();
            }
        }
        if let Some((_, range)) = self.steps.get_mut(at) {
            *range = after;
        }
        self.body.splice(before, lines);
    }

    /// The machine that it was laid out on.
    pub fn host(&self) -> &str {
        &self.wish.here.host
    }

    /// Whether it is as wide and pins as many lines as `wish` wants.
    pub fn has_columns_of(&self, wish: &Wish) -> bool {
        self.wish.width == wish.width && self.wish.pinned == wish.pinned
    }

    /// The lines of a step.
    pub fn range(&self, step: StepRef) -> Option<Range<usize>> {
        let at = self.steps.binary_search_by_key(&step, |(step, _)| *step);
        Some(self.steps.get(at.ok()?)?.1.clone())
    }

    /// The first line of this heading, which may be broken over several.
    pub fn line_of_heading(&self, heading: &str) -> Option<usize> {
        let text = |line: &Line| -> String {
            let text: String = line.spans.iter().map(|span| span.text.as_str()).collect();
            text.trim().to_string()
        };
        self.body.iter().enumerate().position(|(at, line)| {
            let more = self.body.iter().skip(at + 1);
            let more = more.take_while(|line| line.wrapped).map(text);
            let start = text(line);
            line.kind == LineKind::Text
                && heading.starts_with(&start)
                && more.fold(start, |whole, next| format!("{whole} {next}")) == heading
        })
    }

    /// The steps that have a line among `lines`.
    pub fn steps_in(&self, lines: Range<usize>) -> impl DoubleEndedIterator<Item = StepRef> + '_ {
        let inside = move |(_, range): &&(StepRef, Range<usize>)| {
            range.start < lines.end && range.end > lines.start
        };
        self.steps.iter().filter(inside).map(|(step, _)| *step)
    }
}

/// What all layouts of the pane have in common.
fn view(wish: &Wish, fold: Fold, unfolded: StepRef) -> View<'_> {
    View {
        fold,
        current: Some(unfolded),
        matched: &wish.words,
        wrap_commands: true,
        ..View::new(wish.width.max(1), wish.today)
    }
}

/// The whole page shows all procedures, everything else the current one.
fn shown_procedure(aid: &Aid, place: &Place) -> Option<usize> {
    let any = aid.procedures().next().is_some();
    (any && place.fold != Fold::Everything).then_some(place.current.procedure)
}

/// As many of the first lines that none is torn from the line it goes on from.
fn whole_lines(lines: &[Line], most: usize) -> usize {
    let mut count = most;
    while count > 1 && lines.get(count).is_some_and(|line| line.wrapped) {
        count -= 1;
    }
    count
}

fn unfolded(place: &Place) -> StepRef {
    match place.mark(place.current) {
        Mark::Open => ELSEWHERE,
        Mark::Done | Mark::Skipped | Mark::NotApplicable => place.current,
    }
}

/// Takes the sign and the number of the current step out of a line: the pane draws its own.
fn forget_current(line: &mut Line) {
    for span in &mut line.spans {
        if span.role == Role::CurrentNumber {
            let is_sign = span.text.trim().is_empty() || span.text == ">";
            span.role = if is_sign { Role::Text } else { Role::Number };
            if is_sign {
                span.text = " ".to_string();
            }
        }
    }
}

fn step_ranges(lines: &[Line]) -> Vec<(StepRef, Range<usize>)> {
    let mut ranges: Vec<(StepRef, Range<usize>)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(step) = line.step.filter(|_| line.kind != LineKind::Blank) else {
            continue;
        };
        match ranges.last_mut() {
            Some((last, range)) if *last == step => range.end = at + 1,
            _ => ranges.push((step, at..at + 1)),
        }
    }
    ranges.sort_by_key(|(step, _)| *step);
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    const OUTSIDE: Outside = Outside {
        values: &Values::NONE,
        dead_end: &|_| None,
    };

    const PAGE: &str = "# Page\n\nText.\n\n## One\n\n1. Do it.\n\n   ```sh\n   ls\n   ```\n\n   > [!NOTE]\n   > Mind it.\n\n\
        2. ```sh\n   only --a-command\n   ```\n3. A long text that goes over several lines of a narrow pane, surely.\n\n   - a\n   - b\n\n\
        Text behind.\n\n### Phase\n\n1. Again\n\n   More.\n2. > quoted\n\n## Two\n\n- [ ] Confirm `ls -l /tmp`\n- [ ] And this.\n";

    #[test]
    fn steps_laid_anew_are_what_the_whole_page_laid_anew_has() {
        let aid = parse("page.md", PAGE.as_bytes()).aid;
        let wish = Wish {
            width: 30,
            pinned: 3,
            words: vec!["it".to_string()],
            today: jiff::civil::date(2026, 11, 22),
            here: crate::session::Surroundings::default(),
        };
        let all = || {
            let counted = aid.procedures().map(crate::aid::Procedure::step_count);
            let steps = counted.enumerate().flat_map(|(procedure, count)| {
                (0..count).map(move |step| StepRef { procedure, step })
            });
            steps.collect::<Vec<_>>()
        };
        for fold in [Fold::Steps, Fold::Commands, Fold::Everything] {
            let mut place = Place::at_first(&aid, false);
            place.fold = fold;
            let mut laid = Laid::new(&aid, &place, OUTSIDE, wish.clone());
            for (mark, step) in [Mark::Done, Mark::Skipped, Mark::NotApplicable, Mark::Open]
                .into_iter()
                .cycle()
                .zip(all())
            {
                if fold != Fold::Everything && step.procedure != place.current.procedure {
                    continue;
                }
                place.go_to(step);
                laid.update(&aid, &place, OUTSIDE, &BTreeSet::new());
                place.set(&[(step, mark)]);
                assert!(laid.update(&aid, &place, OUTSIDE, &BTreeSet::from([step])));
                let whole = Laid::new(&aid, &place, OUTSIDE, wish.clone());
                assert_eq!(laid.body, whole.body, "{fold:?} {step:?} {mark:?}");
                assert_eq!(laid.steps, whole.steps, "{fold:?} {step:?} {mark:?}");
            }
        }
    }

    #[test]
    fn of_a_long_page_only_the_marked_step_is_laid_anew() {
        let page: String = (1..500).map(|n| format!("{n}. Do thing {n}.\n")).collect();
        let aid = parse("page.md", page.as_bytes()).aid;
        let wish = Wish {
            width: 60,
            pinned: 3,
            words: Vec::new(),
            today: jiff::civil::date(2026, 11, 22),
            here: crate::session::Surroundings::default(),
        };
        let mut place = Place::at_first(&aid, false);
        let mut laid = Laid::new(&aid, &place, OUTSIDE, wish);
        let step = StepRef {
            procedure: 0,
            step: 250,
        };
        let lines = laid.range(step).expect("the page has it");
        let buffers = |laid: &Laid| -> Vec<*const crate::render::Span> {
            let around = laid
                .body
                .iter()
                .enumerate()
                .filter(|(at, _)| !lines.contains(at));
            around.map(|(_, line)| line.spans.as_ptr()).collect()
        };
        let before = buffers(&laid);
        place.set(&[(step, Mark::Done)]);
        laid.update(&aid, &place, OUTSIDE, &BTreeSet::from([step]));
        assert_eq!(buffers(&laid), before);
    }
}
