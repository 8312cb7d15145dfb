//! Marking the steps of an open aid, and what is to be kept of it: one way for the browser and its linear form.

use jiff::Zoned;

use super::{Opened, step_at};
use crate::aid::{Mark, StepKind, StepRef};
use crate::session::{Change, Marked, Run};
use crate::ui::action::Kept;
use crate::ui::resume;

/// So much of a step's text is kept for the log (characters).
const TEXT_KEPT: usize = 200;

/// What marking the current step did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marking {
    /// To be kept.
    pub change: Change,
    /// The steps that have another state now.
    pub steps: Vec<StepRef>,
    /// The procedure is finished.
    pub finished: bool,
}

/// What is new about what is kept, to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// Why the last change is in memory alone.
    pub trouble: Option<String>,
    /// That a run on another machine goes on beside this one.
    pub apart: Option<String>,
}

impl Opened {
    /// Marks the current step and goes on: to the step `to` of its procedure where that is said, else to the
    /// next one that is open, else into the next procedure where the whole page is shown. None where the page
    /// has no steps.
    pub fn mark(&mut self, mark: Mark, reason: &str, to: Option<usize>) -> Option<Marking> {
        let at = self.place.current;
        step_at(&self.aid, at)?;
        let mut steps = vec![(at, mark)];
        steps.extend(to.map_or(Vec::new(), |to| self.passed_by(at, to)));
        // What is marked so already was done when it was marked first.
        steps.retain(|(step, mark)| self.place.mark(*step) != *mark || !reason.is_empty());
        let kept = steps.iter().filter_map(|(step, mark)| {
            let reason = if *step == at { reason } else { "" };
            self.marked(*step, *mark, reason)
        });
        let kept = kept.collect();
        self.place.set(&steps);
        let open = self.next_open(at);
        let next = to.map(|step| StepRef { step, ..at }).or(open);
        let beyond = || {
            let next = self.neighbour(at, true);
            next.filter(|next| next.procedure != at.procedure)
        };
        if let Some(next) = next.or_else(beyond) {
            self.place.go_to(next);
        }
        self.visited = true;
        Some(Marking {
            change: Change::Mark {
                steps: kept,
                next: self.seen(self.place.current)?,
                finished: self.place.is_finished(&self.aid),
            },
            steps: steps.into_iter().map(|(step, _)| step).collect(),
            finished: open.is_none(),
        })
    }

    /// That another step is the current one, where that is to be kept: of an aid that is begun.
    pub fn moved(&self) -> Option<Change> {
        let run = self.run.as_ref().filter(|run| run.finished.is_none())?;
        let at = self.seen(self.place.current)?;
        (run.current.as_ref() != Some(&at)).then_some(Change::At(at))
    }

    /// Takes in what is to be said of what is kept, each once: why the last change is not, and that the aid is
    /// gone through on another machine too.
    pub fn note(&mut self, kept: &mut Kept, now: Option<&Zoned>) -> Noted {
        let was_unkept = std::mem::replace(&mut self.unkept, kept.trouble.is_some());
        let is_new = |other: &Run| self.told_apart.as_ref() != Some(&other.id);
        let apart = kept.apart.take().filter(is_new);
        self.told_apart = apart
            .as_ref()
            .map(|other| other.id.clone())
            .or(self.told_apart.take());
        Noted {
            trouble: kept.trouble.take().filter(|_| !was_unkept),
            apart: apart.map(|other| resume::apart(&other, kept.run.is_some(), now)),
        }
    }

    /// Takes back what was marked last, and goes to its step. None where nothing was.
    pub fn take_back(&mut self) -> Option<Change> {
        if let Some(step) = self.place.undo()? {
            self.place.go_to(step);
        }
        let next = self.seen(self.place.current)?;
        Some(Change::Undo { next })
    }

    /// Whether the current step says when it applies: any other one is skipped, with a reason.
    pub fn may_not_apply(&self) -> Option<bool> {
        let step = step_at(&self.aid, self.place.current)?;
        Some(step.condition.is_some() || step.optional || step.kind == StepKind::Decide)
    }

    /// `5 of 6 done, 1 skipped, 14:05`, of the procedure `at` is in.
    pub fn summary(&self, procedure: usize, time: Option<String>) -> String {
        let count = self.aid.procedures().nth(procedure);
        let count = count.map_or(0, |procedure| procedure.step_count());
        let of = |mark| self.place.marked_as(procedure, mark);
        let (skipped, passed) = (of(Mark::Skipped), of(Mark::NotApplicable));
        resume::finished(count, skipped, passed, self.confirms(procedure), time)
    }

    /// The next step of the procedure that is open, around its end.
    fn next_open(&self, at: StepRef) -> Option<StepRef> {
        let count = self.aid.procedures().nth(at.procedure);
        let count = count.map_or(0, |procedure| procedure.step_count());
        let is_open = |step: &usize| self.place.mark(StepRef { step: *step, ..at }) == Mark::Open;
        let open = (at.step + 1..count).chain(0..at.step).find(is_open);
        open.map(|step| StepRef { step, ..at })
    }

    /// What a jump from `at` to the step `to` of the same procedure does to the steps between: what is still
    /// open and is passed by does not apply; going back, what was done is to be done again.
    fn passed_by(&self, at: StepRef, to: usize) -> Vec<(StepRef, Mark)> {
        let (between, from, into) = match to > at.step {
            true => (at.step + 1..to, true, Mark::NotApplicable),
            false => (to..at.step, false, Mark::Open),
        };
        let steps = between.map(|step| StepRef { step, ..at });
        let steps = steps.filter(|step| (self.place.mark(*step) == Mark::Open) == from);
        let mut steps: Vec<_> = steps.map(|step| (step, into)).collect();
        // Where it leads to something passed by before, that applies after all.
        let there = StepRef { step: to, ..at };
        if to > at.step && self.place.mark(there) == Mark::NotApplicable {
            steps.push((there, Mark::Open));
        }
        steps
    }

    fn marked(&self, at: StepRef, mark: Mark, reason: &str) -> Option<Marked> {
        let seen = self.seen(at)?;
        let text = step_at(&self.aid, at)?.plain_text();
        Some(Marked {
            key: seen.key,
            number: seen.number,
            text: text.chars().take(TEXT_KEPT).collect(),
            mark,
            reason: reason.to_string(),
        })
    }
}
