//! The place in plain lines: marking, deciding, taking back, and what is kept of it.

use super::{Linear, Open, Reply, State, say};
use crate::aid::{Branch, Mark, branches, successor};
use crate::render::sanitize;
use crate::session::Change;
use crate::ui::action::Kept;
use crate::ui::resume;

const NO_STEPS: &str = "this page has no steps to mark";

impl Linear {
    /// Marks the current step as done: a decision asks first which way it went.
    pub(super) fn done(&mut self, open: Box<Open>) -> Vec<Reply> {
        let at = open.opened.place.current;
        let procedure = open.opened.aid.procedures().nth(at.procedure);
        let ways = procedure.map_or(Vec::new(), |procedure| branches(procedure, at.step));
        if ways.is_empty() {
            let to = procedure.and_then(|procedure| successor(procedure, at.step));
            return self.mark(open, Mark::Done, "", to);
        }
        let ways_of = (1..).zip(&ways);
        let lines = ways_of.map(|(number, way)| {
            let text = sanitize::visible_line(&way.text);
            say(format!("{number}. {text}"))
        });
        let replies = lines.collect();
        self.state = State::Ways(open, ways);
        replies
    }

    pub(super) fn way_line(
        &mut self,
        open: Box<Open>,
        ways: Vec<Branch>,
        input: &str,
    ) -> Vec<Reply> {
        if input.is_empty() {
            self.state = State::Aid(open);
            return vec![say("left as it was")];
        }
        let way = input.parse::<usize>().ok();
        match way.and_then(|way| ways.get(way.checked_sub(1)?)) {
            Some(Branch { text, to }) => self.mark(open, Mark::Done, text, *to),
            None => {
                self.state = State::Ways(open, ways);
                vec![say("that is none of them; Enter leaves it as it was")]
            }
        }
    }

    pub(super) fn skip(&mut self, open: Box<Open>, why: &str) -> Vec<Reply> {
        self.mark(open, Mark::Skipped, why, None)
    }

    /// Only a step that says when it applies can be not applicable.
    pub(super) fn not_applicable(&mut self, open: Box<Open>) -> Vec<Reply> {
        match open.opened.may_not_apply() {
            Some(true) => self.mark(open, Mark::NotApplicable, "", None),
            Some(false) => {
                self.state = State::Aid(open);
                vec![say("this step has no condition: skip WHY skips it")]
            }
            None => self.nothing(open, NO_STEPS),
        }
    }

    fn mark(
        &mut self,
        mut open: Box<Open>,
        mark: Mark,
        reason: &str,
        to: Option<usize>,
    ) -> Vec<Reply> {
        let procedure = open.opened.place.current.procedure;
        let Some(marking) = open.opened.mark(mark, reason, to) else {
            return self.nothing(open, NO_STEPS);
        };
        let mut replies = vec![open.keep(marking.change)];
        match marking.finished {
            true => {
                let time = self.now.as_ref().map(resume::clock);
                replies.push(say(open.opened.summary(procedure, time)));
            }
            false => {
                open.lay(&self.options);
                replies.extend(open.go_to_current());
            }
        }
        self.state = State::Aid(open);
        replies
    }

    /// Takes the last mark back.
    pub(super) fn undo(&mut self, mut open: Box<Open>) -> Vec<Reply> {
        let Some(change) = open.opened.take_back() else {
            return self.nothing(open, "nothing to take back");
        };
        let mut replies = vec![open.keep(change), say("taken back:")];
        open.lay(&self.options);
        replies.extend(open.go_to_current());
        self.state = State::Aid(open);
        replies
    }

    /// Asks whether to forget all marks and values.
    pub(super) fn ask_over(&mut self, open: Box<Open>) -> Vec<Reply> {
        if !open.opened.place.is_begun() && open.opened.run.is_none() {
            return self.nothing(open, "nothing is marked or filled in here");
        }
        self.state = State::Over(open);
        vec![say("start the aid over, and drop its marks and values?")]
    }

    pub(super) fn over_line(&mut self, mut open: Box<Open>, input: &str) -> Vec<Reply> {
        if !matches!(input, "y" | "yes") {
            return self.nothing(open, "left as it was");
        }
        let mut replies = vec![open.keep(Change::Reset), say("started over")];
        let fresh = self.first_filling(&open.opened.aid);
        let opened = &mut open.opened;
        opened.place.start_over(&opened.aid);
        (opened.run, opened.filling) = (None, fresh);
        open.lay(&self.options);
        replies.extend(open.begin(0));
        self.state = State::Aid(open);
        replies
    }

    fn nothing(&mut self, open: Box<Open>, why: &str) -> Vec<Reply> {
        self.state = State::Aid(open);
        vec![say(why)]
    }

    /// Takes in what is kept of the aid: where it was left, the first time.
    pub(super) fn kept(&mut self, mut kept: Kept) -> Vec<Reply> {
        let (options, now) = (&self.options, self.now.as_ref());
        let Some(open) = self.state.open_mut() else {
            return Vec::new();
        };
        let opened = &mut open.opened;
        if opened.aid.id != kept.aid {
            return Vec::new();
        }
        let mut said = Vec::new();
        let first = !std::mem::replace(&mut open.told, true);
        let noted = opened.note(&mut kept, now);
        let trouble = noted.trouble;
        let trouble = trouble.map(|why| format!("not kept, only until you leave: {why}"));
        let current = opened.place.current;
        if let Some(run) = &kept.run {
            opened.place.take_over(run, &opened.keys);
        }
        opened.run = kept.run;
        let values = opened.run.as_ref().map(|run| &run.values);
        opened.filling.take_over(&opened.aid, values);
        let mut change = None;
        if first {
            let (told, page) = resume::entering(opened, kept.said, &options.here, now);
            said.extend(told.lines);
            change = page;
        }
        said.extend(noted.apart.into_iter().chain(trouble));
        let lines = said.iter().map(|line| sanitize::visible_line(line));
        let mut replies: Vec<Reply> = lines.map(say).collect();
        let elsewhere = open.opened.place.current != current;
        let shown = open.opened.place.current.procedure != current.procedure;
        open.lay(options);
        replies.extend(match (first && elsewhere, shown) {
            (true, true) => open.begin(open.opened.place.current.step),
            (true, false) => open.go_to_current(),
            (false, _) => Vec::new(),
        });
        replies.extend(change.map(|change| open.keep(change)));
        replies
    }
}
