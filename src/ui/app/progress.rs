//! The place: marking, deciding, taking back, and what is kept of it over restarts.

use super::App;
use crate::aid::{Branch, Mark, StepRef, branches, successor};
use crate::session::Change;
use crate::ui::action::{Action, Edit, Effect, Kept, Mode};
use crate::ui::cells;
use crate::ui::links::Links;
use crate::ui::prompt::Prompt;
use crate::ui::resume;
use crate::ui::steps::{Opened, step_at};

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
        let opened = self.steps.opened();
        match opened.and_then(Opened::may_not_apply) {
            Some(true) => self.mark(Mark::NotApplicable, "", None),
            Some(false) => self.complain("this step has no condition: x skips it"),
            None => self.complain("this page has no steps to mark"),
        }
    }

    /// Marks the current step and goes on, to the step `to` of its procedure where that is said.
    fn mark(&mut self, mark: Mark, reason: &str, to: Option<usize>) -> Vec<Effect> {
        let procedure = self.steps.opened().map(|o| o.place.current.procedure);
        let (Some(marking), Some(procedure)) = (self.steps.mark(mark, reason, to), procedure)
        else {
            return self.complain("this page has no steps to mark");
        };
        if let Some(opened) = self.steps.opened().filter(|_| marking.finished) {
            let time = self.now.as_ref().map(resume::clock);
            let text = opened.summary(procedure, time);
            self.say(text);
        }
        self.keep(marking.change)
    }

    pub(super) fn undo(&mut self) -> Vec<Effect> {
        match self.steps.undo() {
            Some(change) => self.keep(change),
            None => self.complain("nothing to take back"),
        }
    }

    /// Forgets all marks when it is asked for twice: the first time says what that means.
    pub(super) fn start_over(&mut self, again: bool) -> Vec<Effect> {
        let is_begun = |opened: &&Opened| opened.place.is_begun() || opened.run.is_some();
        let Some(opened) = self.steps.opened().filter(is_begun) else {
            return self.complain("nothing is marked or filled in here");
        };
        if !again {
            self.starting_over = true;
            let marks = opened.aid.procedures().enumerate();
            let marks: usize = marks.map(|(at, _)| opened.place.ticked(at)).sum();
            let values = opened.filling.values.iter().count();
            let what = match (marks, values) {
                (marks, 0) => cells::count(marks, "mark"),
                (0, values) => cells::count(values, "value"),
                (marks, values) => {
                    let marks = cells::count(marks, "mark");
                    format!("{marks} and {}", cells::count(values, "value"))
                }
            };
            return self.complain(format!("the same key again starts over and drops {what}"));
        }
        let fresh = self.first_filling(&opened.aid);
        let effects = self.keep(Change::Reset);
        self.steps.take_over(None);
        self.steps.empty_filling(fresh);
        self.say("started over");
        effects
    }

    /// Moving on is kept too, of an aid that is begun.
    pub(super) fn keep_current(&mut self) -> Vec<Effect> {
        if self.mode != Mode::Steps {
            return Vec::new();
        }
        let moved = self.steps.opened().and_then(Opened::moved);
        moved.map_or(Vec::new(), |change| self.keep(change))
    }

    pub(super) fn keep(&mut self, change: Change) -> Vec<Effect> {
        let opened = self.steps.opened_mut();
        opened.map_or(Vec::new(), |opened| {
            opened.keeping = true;
            vec![Effect::Keep(opened.aid.id.clone(), change)]
        })
    }

    /// What is kept of the aid in the pane.
    pub(super) fn kept(&mut self, mut kept: Kept) -> Vec<Effect> {
        let Some(opened) = self.steps.opened_mut() else {
            return Vec::new();
        };
        if opened.aid.id != kept.aid {
            return Vec::new();
        }
        // Who began it just now need not be told where that is.
        let own = std::mem::take(&mut opened.keeping);
        let first = !own && opened.run.is_none() && !opened.place.is_begun();
        let noted = opened.note(&mut kept, self.now.as_ref());
        if first {
            opened.untold = Some(kept.said);
        }
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
        if let Some(why) = noted.trouble {
            return self.complain(format!("not kept, only here as long as this window: {why}"));
        }
        if gone && self.mode == Mode::Steps {
            return self.say("started over in another window");
        }
        match (self.mode, noted.apart, self.steps.opened_mut()) {
            (_, Some(apart), Some(opened)) if self.mode != Mode::Steps || first => {
                // It is told with the rest when the aid is entered.
                opened.untold.get_or_insert_default().push(apart);
            }
            (_, Some(apart), _) => return self.complain(apart),
            _ => {}
        }
        match self.mode {
            Mode::Steps => self.tell_place(),
            _ => Vec::new(),
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
        let (told, change) = resume::entering(opened, wrong, &self.here, self.now.as_ref());
        self.tell(told);
        change.map_or(Vec::new(), |change| self.keep(change))
    }

    fn current_step(&self) -> Option<(&Opened, StepRef)> {
        let opened = self.steps.opened()?;
        let at = opened.place.current;
        step_at(&opened.aid, at)?;
        Some((opened, at))
    }
}
