//! Moving through a page: steps, scrolling, procedures.

use super::{Content, Opened, Reveal, Steps, scroll};
use crate::aid::{Mark, Procedure, Step, StepRef};
use crate::render::Fold;

impl Opened {
    /// The step before or after `from`, over the procedures when the whole page is shown.
    pub(super) fn neighbour(&self, from: StepRef, on: bool) -> Option<StepRef> {
        let count = |procedure: usize| {
            let procedure = self.aid.procedures().nth(procedure);
            procedure.map(|procedure| procedure.step_count())
        };
        let StepRef { procedure, step } = from;
        let whole_page = self.place.fold == Fold::Everything;
        match (on, step.checked_sub(1)) {
            (true, _) if step + 1 < count(procedure)? => Some(StepRef {
                procedure,
                step: step + 1,
            }),
            (true, _) if whole_page && count(procedure + 1)? > 0 => Some(StepRef {
                procedure: procedure + 1,
                step: 0,
            }),
            (true, _) => None,
            (false, Some(step)) => Some(StepRef { procedure, step }),
            (false, None) if whole_page => {
                let procedure = procedure.checked_sub(1)?;
                let step = count(procedure)?.checked_sub(1)?;
                Some(StepRef { procedure, step })
            }
            (false, None) => None,
        }
    }
}

impl Steps {
    /// The first or last step, over the procedures when the whole page is shown.
    pub(super) fn outermost(&self, last: bool) -> Option<StepRef> {
        let opened = self.opened()?;
        let whole_page = opened.place.fold == Fold::Everything;
        let steps = opened.aid.procedures().map(Procedure::step_count);
        let shown = |(at, steps): &(usize, usize)| {
            *steps > 0 && (whole_page || *at == opened.place.current.procedure)
        };
        let mut procedures = steps.enumerate().filter(shown);
        match last {
            true => {
                let (procedure, steps) = procedures.last()?;
                let step = steps - 1;
                Some(StepRef { procedure, step })
            }
            false => {
                let (procedure, _) = procedures.next()?;
                Some(StepRef { procedure, step: 0 })
            }
        }
    }

    /// Moves to the next or previous step; a step taller than the pane, and text before the first and
    /// after the last step, are scrolled through first.
    pub fn step_by(&mut self, on: bool) {
        if self.current().is_none() {
            self.scroll_lines(if on { 1 } else { -1 });
            return;
        }
        if self.scroll_within(on) {
            return;
        }
        let opened = self.opened();
        match opened.and_then(|opened| opened.neighbour(opened.place.current, on)) {
            Some(step) => self.go_to(step),
            None => self.scroll_half(on),
        }
    }

    /// Scrolls on within the current step while a part of it is still out of view that way.
    fn scroll_within(&mut self, on: bool) -> bool {
        let height = self.height;
        let (Content::Aid(opened), Some(laid)) = (&mut self.content, &self.laid) else {
            return false;
        };
        let place = &mut opened.place;
        let Some(range) = laid
            .range(place.current)
            .filter(|_| self.reveal == Reveal::Nothing)
        else {
            return false;
        };
        let shown = place.offset..place.offset + height;
        let in_view = range.start < shown.end && range.end > shown.start;
        let more = if on {
            range.end > shown.end
        } else {
            range.start < shown.start
        };
        if !in_view || !more || range.len() <= height {
            return false;
        }
        place.offset = scroll::by_half(place.offset, height, laid.body.len(), on);
        true
    }

    /// Scrolls half a page; the current step follows into view.
    pub fn page(&mut self, on: bool) {
        let before = self.opened().map(|opened| opened.place.offset);
        self.scroll_half(on);
        let after = self.opened().map(|opened| opened.place.offset);
        if before == after {
            self.go_to_end(on);
        } else {
            self.follow(on);
        }
    }

    /// Scrolls half a page and leaves the current step where it is.
    pub fn scroll_half(&mut self, on: bool) {
        let height = self.height;
        if let (Content::Aid(opened), Some(laid)) = (&mut self.content, &self.laid) {
            let place = &mut opened.place;
            place.offset = scroll::by_half(place.offset, height, laid.body.len(), on);
        }
    }

    /// Scrolls by lines and leaves the current step where it is.
    pub fn scroll_lines(&mut self, lines: isize) {
        let height = self.height;
        if let (Content::Aid(opened), Some(laid)) = (&mut self.content, &self.laid) {
            let last = scroll::last(laid.body.len(), height);
            let offset = opened.place.offset.saturating_add_signed(lines);
            opened.place.offset = offset.min(last);
        }
    }

    /// Makes the first step in view (the last one when going back) the current one, if the current
    /// one has gone out of view.
    fn follow(&mut self, on: bool) {
        let (Content::Aid(opened), Some(laid)) = (&mut self.content, &self.laid) else {
            return;
        };
        let shown = opened.place.offset..opened.place.offset + self.height;
        let mut in_view = laid.steps_in(shown.clone());
        if laid
            .steps_in(shown)
            .any(|step| step == opened.place.current)
        {
            return;
        }
        let next = if on {
            in_view.next()
        } else {
            in_view.next_back()
        };
        if let Some(step) = next {
            opened.place.go_to(step);
        }
    }

    /// Goes to the step of this number in the current phase ("step 3" in a text means its own phase).
    pub fn go_to_number(&mut self, number: u32) -> bool {
        let Some(opened) = self.opened() else {
            return false;
        };
        let at = opened.place.current;
        let Some(procedure) = opened.aid.procedures().nth(at.procedure) else {
            return false;
        };
        let phase = procedure.steps().nth(at.step).and_then(|step| step.phase);
        let wanted = |step: &Step| step.number == number && step.phase == phase;
        let Some(step) = procedure.steps().position(wanted) else {
            return false;
        };
        self.go_to(StepRef { step, ..at });
        true
    }

    /// Goes to the next or previous procedure, around the ends, to its first step that is not done.
    pub fn procedure_by(&mut self, on: bool) -> bool {
        let Some(opened) = self.opened() else {
            return false;
        };
        let count = opened.aid.procedures().count();
        if count < 2 {
            return false;
        }
        let now = opened.place.current.procedure;
        let next = if on { now + 1 } else { now + count - 1 } % count;
        self.open_procedure(next);
        true
    }

    /// Goes to a procedure's first step that is not done.
    pub fn open_procedure(&mut self, procedure: usize) {
        let Some(opened) = self.opened_mut() else {
            return;
        };
        let steps = opened.aid.procedures().nth(procedure);
        let steps = steps.map_or(0, |procedure| procedure.step_count());
        let at = |step| StepRef { procedure, step };
        let open = (0..steps).find(|step| opened.place.mark(at(*step)) == Mark::Open);
        opened.place.go_to(at(open.unwrap_or(0)));
        opened.place.offset = 0;
        self.reveal = Reveal::Current;
    }
}
