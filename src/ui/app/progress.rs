//! The place: marking, deciding, taking back, and what is kept of it over restarts.

use super::App;
use crate::aid::{Branch, Mark, StepKind, StepRef, branches, successor};
use crate::session::{Change, Marked};
use crate::ui::action::{Action, Edit, Effect, Kept, Mode};
use crate::ui::cells;
use crate::ui::links::Links;
use crate::ui::prompt::Prompt;
use crate::ui::resume;
use crate::ui::steps::{Opened, step_at};

/// So much of a step's text is kept for the log (characters).
const TEXT_KEPT: usize = 200;

impl App {
    /// Marks the current step as done: a decision asks first which way it went.
    pub(super) fn done(&mut self) -> Vec<Effect> {
        let Some((opened, at)) = self.current_step() else {
            return self.complain("this page has no steps to mark");
        };
        let Some(procedure) = opened.aid.procedures().nth(at.procedure) else {
            return Vec::new();
        };
        let ways = branches(procedure, at.step);
        if ways.is_empty() {
            let to = successor(procedure, at.step);
            return self.mark(Mark::Done, "", to);
        }
        let named = (0..).zip(&ways).map(|(way, branch)| {
            let way: usize = way;
            (way.to_string(), branch.text.clone())
        });
        self.links = Links::new("which way?", named.collect());
        self.ways = ways;
        self.mode = Mode::Branches;
        Vec::new()
    }

    pub(super) fn act_in_branches(&mut self, action: Action) -> Vec<Effect> {
        if action != Action::Accept {
            self.move_in_links(action);
            return Vec::new();
        }
        let way = self.links.selected().and_then(|way| way.parse().ok());
        way.map_or(Vec::new(), |way: usize| self.take_way(way + 1))
    }

    /// Goes the way with this number, from 1.
    pub(super) fn take_way(&mut self, number: usize) -> Vec<Effect> {
        let way = number.checked_sub(1).and_then(|at| self.ways.get(at));
        let Some(Branch { text, to }) = way.cloned() else {
            return Vec::new();
        };
        self.mode = Mode::Steps;
        self.mark(Mark::Done, &text, to)
    }

    /// Asks why the current step is skipped.
    pub(super) fn skip(&mut self) -> Vec<Effect> {
        if self.current_step().is_none() {
            return self.complain("this page has no steps to mark");
        }
        self.reason = Prompt::default();
        self.mode = Mode::Reason;
        Vec::new()
    }

    pub(super) fn act_in_reason(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Edit(edit) => {
                let nothing_left = self.reason.text().is_empty() && edit == Edit::DeleteBack;
                self.reason.edit(edit);
                if nothing_left {
                    self.mode = Mode::Steps;
                }
                Vec::new()
            }
            Action::Accept => {
                self.mode = Mode::Steps;
                let reason = self.reason.text().trim().to_string();
                self.mark(Mark::Skipped, &reason, None)
            }
            Action::Back => {
                self.mode = Mode::Steps;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Only a step that says when it applies can be not applicable; any other is skipped, with a reason.
    pub(super) fn not_applicable(&mut self) -> Vec<Effect> {
        let step = self.steps.current();
        match step
            .map(|step| step.condition.is_some() || step.optional || step.kind == StepKind::Decide)
        {
            Some(true) => self.mark(Mark::NotApplicable, "", None),
            Some(false) => self.complain("this step has no condition: x skips it"),
            None => self.complain("this page has no steps to mark"),
        }
    }

    /// Marks the current step and goes on, to the step `to` of its procedure where that is said.
    fn mark(&mut self, mark: Mark, reason: &str, to: Option<usize>) -> Vec<Effect> {
        let Some((opened, at)) = self.current_step() else {
            return self.complain("this page has no steps to mark");
        };
        let mut steps = vec![(at, mark)];
        steps.extend(to.map_or(Vec::new(), |to| passed_by(opened, at, to)));
        // What is marked so already was done when it was marked first.
        steps.retain(|(step, mark)| opened.place.mark(*step) != *mark || !reason.is_empty());
        let to = to.map(|step| StepRef { step, ..at });
        let kept = steps.iter().filter_map(|(step, mark)| {
            let reason = if *step == at { reason } else { "" };
            marked(opened, *step, *mark, reason)
        });
        let kept: Vec<Marked> = kept.collect();
        let finished = self.steps.mark(&steps, to);
        if finished {
            self.say_finished(at);
        }
        let Some(opened) = self.steps.opened_mut() else {
            return Vec::new();
        };
        opened.visited = true;
        let Some(next) = opened.seen(opened.place.current) else {
            return Vec::new();
        };
        let change = Change::Mark {
            steps: kept,
            next,
            finished: opened.place.is_finished(&opened.aid),
        };
        self.keep(change)
    }

    fn say_finished(&mut self, at: StepRef) {
        let Some(opened) = self.steps.opened() else {
            return;
        };
        let count = opened.aid.procedures().nth(at.procedure);
        let count = count.map_or(0, |procedure| procedure.step_count());
        let marks = (0..count).map(|step| opened.place.mark(StepRef { step, ..at }));
        let of = |mark| marks.clone().filter(|other| *other == mark).count();
        let confirms = opened.confirms(at.procedure);
        let time = self.now.as_ref().map(resume::clock);
        let text = resume::finished(
            count,
            of(Mark::Skipped),
            of(Mark::NotApplicable),
            confirms,
            time,
        );
        self.say(text);
    }

    pub(super) fn undo(&mut self) -> Vec<Effect> {
        if !self.steps.undo() {
            return self.complain("nothing to take back");
        }
        let opened = self.steps.opened();
        let next = opened.and_then(|opened| opened.seen(opened.place.current));
        next.map_or(Vec::new(), |next| self.keep(Change::Undo { next }))
    }

    /// Forgets all marks when it is asked for twice: the first time says what that means.
    pub(super) fn start_over(&mut self, again: bool) -> Vec<Effect> {
        let Some(opened) = self.steps.opened().filter(|opened| opened.place.is_begun()) else {
            return self.complain("nothing is marked here");
        };
        if !again {
            self.starting_over = true;
            let marks = opened.aid.procedures().enumerate();
            let marks: usize = marks.map(|(at, _)| opened.place.ticked(at)).sum();
            let steps = cells::count(marks, "mark");
            return self.complain(format!("the same key again starts over and drops {steps}"));
        }
        let effects = self.keep(Change::Reset);
        self.steps.take_over(None);
        self.say("started over");
        effects
    }

    /// Moving on is kept too, of an aid that is begun.
    pub(super) fn keep_current(&mut self) -> Vec<Effect> {
        if self.mode != Mode::Steps {
            return Vec::new();
        }
        let Some(opened) = self.steps.opened() else {
            return Vec::new();
        };
        let Some(run) = &opened.run else {
            return Vec::new();
        };
        let at = opened.seen(opened.place.current);
        match at {
            Some(at) if run.current.as_ref() != Some(&at) && run.finished.is_none() => {
                self.keep(Change::At(at))
            }
            _ => Vec::new(),
        }
    }

    fn keep(&mut self, change: Change) -> Vec<Effect> {
        let opened = self.steps.opened();
        opened.map_or(Vec::new(), |opened| {
            vec![Effect::Keep(opened.aid.id.clone(), change)]
        })
    }

    /// What is kept of the aid in the pane.
    pub(super) fn kept(&mut self, kept: Kept) -> Vec<Effect> {
        let Some(opened) = self.steps.opened_mut() else {
            return Vec::new();
        };
        if opened.aid.id != kept.aid {
            return Vec::new();
        }
        let first = opened.run.is_none() && !opened.place.is_begun();
        let was_unkept = std::mem::replace(&mut opened.unkept, kept.trouble.is_some());
        if first {
            opened.untold = Some(kept.said);
        }
        let begun = opened.place.is_begun();
        let had_run = opened.run.is_some();
        let is_open = kept.run.as_ref().is_some_and(|run| run.is_open());
        if first && is_open {
            // The place that is kept goes before the step that the search would open.
            opened.visited = true;
            opened.place.asked = self.list.selected().and_then(|hit| hit.step);
        }
        let gone = kept.run.is_none() && had_run;
        self.habits.left_at(opened.entry, kept.run.as_ref());
        self.steps.take_over(kept.run);
        if let Some(why) = kept.trouble.filter(|_| !was_unkept) {
            return self.complain(format!("not kept, only here as long as this window: {why}"));
        }
        if gone && begun && self.mode == Mode::Steps {
            return self.say("started over in another window");
        }
        if self.mode == Mode::Steps {
            self.tell_place()
        } else {
            Vec::new()
        }
    }

    /// Says, once, where the person was in the aid that is entered: where that was another machine, first
    /// of all that.
    pub(super) fn tell_place(&mut self) -> Vec<Effect> {
        let Some(opened) = self.steps.opened_mut() else {
            return Vec::new();
        };
        let Some(wrong) = opened.untold.take() else {
            return Vec::new();
        };
        let mut told = resume::Told::default();
        let mut changed = false;
        if let Some(run) = opened.run.as_ref().filter(|run| run.is_open()) {
            // The number may be another one since the page changed.
            let current = opened.seen(opened.place.current);
            told = resume::tell(run, current.as_ref(), &self.here, self.now.as_ref());
            let change = resume::page_change(run, &opened.keys, &opened.aid);
            changed = change.is_some();
            told.lines.extend(change);
        }
        told.lines.extend(wrong);
        let page = opened.keys.values().copied().collect();
        self.tell(told);
        match changed {
            true => self.keep(Change::Page(page)),
            false => Vec::new(),
        }
    }

    fn current_step(&self) -> Option<(&Opened, StepRef)> {
        let opened = self.steps.opened()?;
        let at = opened.place.current;
        step_at(&opened.aid, at)?;
        Some((opened, at))
    }
}

/// What a jump from `at` to the step `to` of the same procedure does to the steps between: what is still
/// open and is passed by does not apply; going back, what was done is to be done again.
fn passed_by(opened: &Opened, at: StepRef, to: usize) -> Vec<(StepRef, Mark)> {
    let (between, from, into) = match to > at.step {
        true => (at.step + 1..to, true, Mark::NotApplicable),
        false => (to..at.step, false, Mark::Open),
    };
    let steps = between.map(|step| StepRef { step, ..at });
    let steps = steps.filter(|step| (opened.place.mark(*step) == Mark::Open) == from);
    let mut steps: Vec<_> = steps.map(|step| (step, into)).collect();
    // Where it leads to something passed by before, that applies after all.
    let there = StepRef { step: to, ..at };
    if to > at.step && opened.place.mark(there) == Mark::NotApplicable {
        steps.push((there, Mark::Open));
    }
    steps
}

fn marked(opened: &Opened, at: StepRef, mark: Mark, reason: &str) -> Option<Marked> {
    let seen = opened.seen(at)?;
    let text = step_at(&opened.aid, at)?.plain_text();
    Some(Marked {
        key: seen.key,
        number: seen.number,
        text: text.chars().take(TEXT_KEPT).collect(),
        mark,
        reason: reason.to_string(),
    })
}
