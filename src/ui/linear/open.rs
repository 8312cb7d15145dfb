//! An open aid in plain lines: its lines in portions, one for each step.

use std::sync::Arc;

use super::{Reply, say};
use crate::aid::{Mark, StepRef};
use crate::library::Library;
use crate::render::{self, View, ansi};
use crate::ui::app::Options;
use crate::ui::danger;
use crate::ui::steps::Opened;

/// An open aid.
#[derive(Debug)]
pub(super) struct Open {
    /// The aid, the place in it, what is filled in.
    pub opened: Opened,
    /// What stands before the first step, then a portion for each step, then what comes last.
    portions: Vec<Vec<String>>,
    /// The step last written, from 1; 0 before the first one.
    pub at: usize,
    /// What is kept of its place was told.
    pub told: bool,
    /// For what links lead to.
    library: Arc<Library>,
    /// Columns to wrap to.
    width: usize,
}

impl Open {
    /// The aid before anything of it was written.
    pub fn new(opened: Opened, library: Arc<Library>, width: usize, options: &Options) -> Open {
        let mut open = Open {
            opened,
            portions: Vec::new(),
            at: 0,
            told: false,
            library,
            width,
        };
        open.lay(options);
        open
    }

    /// Makes the lines of the current procedure anew, with the values and marks that there are now.
    pub fn lay(&mut self, options: &Options) {
        let library = &self.library;
        let Opened {
            entry,
            aid,
            place,
            filling,
            ..
        } = &self.opened;
        let any = aid.procedures().next().is_some();
        let view = View {
            procedure: any.then_some(place.current.procedure),
            link_targets: true,
            values: &filling.values,
            // A sign before the step would be read as nothing; what is done is said in words.
            mark: &|step| match place.mark(step) {
                Mark::Done => Mark::Open,
                other => other,
            },
            reason: &|step| place.reason(step).to_string(),
            destroys: &|step| danger::above(aid, step, &options.here),
            dead_end: &library.dead_ends(*entry, aid),
            ..View::new(self.width, options.today)
        };
        let mut portions = vec![Vec::new()];
        let mut step = None;
        for line in render::aid_lines(aid, &view) {
            if line.step.is_some() && line.step != step {
                portions.push(Vec::new());
            }
            step = line.step.or(step);
            let text = ansi::to_text(&[line], ansi::Output::default());
            if let Some(portion) = portions.last_mut() {
                portion.push(text.trim_end().to_string());
            }
        }
        self.portions = portions;
    }

    /// How many steps the procedure has.
    pub fn steps(&self) -> usize {
        self.portions.len() - 1
    }

    /// What stands before the steps, and the step at this index.
    pub fn begin(&mut self, step: usize) -> Vec<Reply> {
        let mut replies = self.portion(0);
        if self.steps() > 0 {
            replies.extend(self.go(step + 1));
        }
        replies
    }

    /// Goes to a step, from 1; where the aid is begun that is kept.
    pub fn go(&mut self, step: usize) -> Vec<Reply> {
        let mut replies = self.show(step);
        let moved = self.opened.moved();
        replies.extend(moved.map(|change| self.keep(change)));
        replies
    }

    /// Writes a step, from 1, and makes it the current one.
    fn show(&mut self, step: usize) -> Vec<Reply> {
        if step == 0 || step > self.steps() {
            return vec![match (self.steps(), step) {
                (0, _) => say("this page has no steps"),
                (_, 0) => say("this is the first step"),
                (steps, step) if step == steps + 1 => say("that was the last step"),
                (steps, step) => say(format!("there is no step {step}, only 1 to {steps}")),
            }];
        }
        self.at = step;
        let current = StepRef {
            step: step - 1,
            ..self.opened.place.current
        };
        self.opened.place.go_to(current);
        let mut replies = Vec::new();
        if self.opened.place.mark(current) == Mark::Done {
            replies.push(say("done:"));
        }
        replies.extend(self.portion(step));
        replies
    }

    /// Writes the step that is current now.
    pub fn go_to_current(&mut self) -> Vec<Reply> {
        match self.steps() {
            0 => Vec::new(),
            _ => self.show(self.opened.place.current.step + 1),
        }
    }

    /// To be kept of this aid.
    pub fn keep(&self, change: crate::session::Change) -> Reply {
        Reply::Keep(self.opened.aid.id.clone(), change)
    }

    fn portion(&self, at: usize) -> Vec<Reply> {
        let lines = self.portions.get(at).into_iter().flatten();
        lines.filter(|line| !line.is_empty()).map(say).collect()
    }
}
