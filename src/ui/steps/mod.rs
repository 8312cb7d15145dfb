//! The pane that shows an aid: as a preview beside the list, or open with a current step.

mod filling;
mod laid;
mod links;
mod marking;
mod moving;
mod place;
mod scroll;
mod view;

use std::collections::BTreeSet;

pub use filling::Filling;
pub use marking::Marking;
pub use place::{Keys, Place, Spot, step_at};
pub use view::Look;

use super::asking::{self, Answers, Field};
use super::find::Find;
use crate::aid::{Aid, Mark, Procedure, ProcedureKind, Step, StepRef, Use, step_keys};
use crate::render::Fold;
use crate::session::{Change, Run, Seen};
use laid::Laid;

/// What stands in the pane.
#[derive(Debug, Default)]
pub enum Content {
    /// Nothing is selected.
    #[default]
    Nothing,
    /// The file is being read.
    Reading,
    /// Why it cannot be shown, one sentence.
    Failed(String),
    /// An aid.
    Aid(Box<Opened>),
}

/// The aid in the pane.
#[derive(Debug)]
pub struct Opened {
    /// Its index in the library.
    pub entry: usize,
    /// The aid.
    pub aid: Aid,
    /// Where the person is in it.
    pub place: Place,
    /// What is filled into its commands.
    pub filling: Filling,
    /// It was not only seen in passing: its place is kept.
    pub visited: bool,
    /// What is badly wrong with its file, one sentence.
    pub trouble: Option<String>,
    /// Why it is shown though its file cannot be read any more, in two words.
    pub outdated: Option<&'static str>,
    /// What its steps are known by.
    pub keys: Keys,
    /// What is kept of its place.
    pub run: Option<Run>,
    /// What is to be said of it when it is entered: none when it was said.
    pub untold: Option<Vec<String>>,
    /// A change made here is being kept: what is kept next is the answer.
    pub keeping: bool,
    /// The run on another machine, by its id, that was told of: nothing joins it with this one.
    pub told_apart: Option<String>,
    /// Marks are in memory alone: something keeps them from the disk.
    pub unkept: bool,
}

impl Opened {
    /// The aid with this index, at `place`.
    pub fn new(entry: usize, aid: Aid, place: Place, visited: bool) -> Opened {
        Opened {
            entry,
            keys: step_keys(&aid),
            aid,
            place,
            filling: Filling::default(),
            visited,
            trouble: None,
            outdated: None,
            run: None,
            untold: None,
            keeping: false,
            told_apart: None,
            unkept: false,
        }
    }

    /// A step as it is kept: what it is known by, its number, and how many steps its procedure has.
    pub fn seen(&self, at: StepRef) -> Option<Seen> {
        let procedure = self.aid.procedures().nth(at.procedure)?;
        Some(Seen {
            key: *self.keys.get(&at)?,
            number: procedure.steps().nth(at.step)?.number_label(),
            of: procedure.step_count(),
        })
    }

    /// Whether a procedure is one to confirm: done from memory, then gone through.
    pub fn confirms(&self, procedure: usize) -> bool {
        let procedure = self.aid.procedures().nth(procedure);
        procedure.is_some_and(|procedure| procedure.use_in(&self.aid.meta) == Use::DoConfirm)
    }

    /// Whether the steps of a procedure are read and done one after the other.
    fn reads_and_does(&self, procedure: usize) -> bool {
        let shown = self.aid.procedures().nth(procedure);
        let ordered = |procedure: &Procedure| {
            procedure.kind == ProcedureKind::Steps && !procedure.any_order && procedure.numbered()
        };
        shown.is_some_and(ordered) && !self.confirms(procedure)
    }

    /// The machine that the aid was begun on, if it is another one than `host`.
    pub fn begun_elsewhere(&self, host: &str) -> Option<&str> {
        let begun = self.run.as_ref().map(|run| run.here.host.as_str());
        begun.filter(|begun| *begun != host)
    }
}

/// The pane.
#[derive(Debug, Default)]
pub struct Steps {
    content: Content,
    laid: Option<Laid>,
    /// The aid is open: it leads from step to step.
    leads: bool,
    /// Steps whose marks have changed since.
    marked: BTreeSet<StepRef>,
    /// What is looked for in the page.
    pub find: Find,
    /// The lines of the body that were shown last.
    height: usize,
    /// What the next frame brings into view.
    reveal: Reveal,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum Reveal {
    /// What is there already.
    #[default]
    Nothing,
    /// The current step.
    Current,
    /// The text under this heading.
    Heading(String),
}

impl Steps {
    /// Puts something else into the pane and gives back the aid that was in it.
    pub fn put(&mut self, content: Content) -> Option<Opened> {
        self.laid = None;
        self.find = Find::default();
        self.reveal = Reveal::Current;
        match std::mem::replace(&mut self.content, content) {
            Content::Aid(opened) => Some(*opened),
            _ => None,
        }
    }

    /// Puts a changed version of the same aid in: place, marks and what is looked for stay. Says how
    /// many marks had to go.
    pub fn replace(&mut self, aid: Aid, trouble: Option<String>) -> usize {
        let Content::Aid(opened) = &mut self.content else {
            return 0;
        };
        let (place, lost) = opened.place.carried_over(&opened.aid, &aid);
        opened.place = place;
        opened.keys = step_keys(&aid);
        opened.filling.follow_page(&aid);
        opened.aid = aid;
        opened.trouble = trouble;
        self.laid = None;
        self.reveal = Reveal::Current;
        lost
    }

    /// Other aids may be there now: links lead elsewhere.
    pub fn forget_layout(&mut self) {
        self.laid = None;
    }

    /// The aid in the pane.
    pub fn opened(&self) -> Option<&Opened> {
        match &self.content {
            Content::Aid(opened) => Some(opened),
            _ => None,
        }
    }

    /// The aid in the pane, to be changed. Marks go through [`Steps::mark`].
    pub fn opened_mut(&mut self) -> Option<&mut Opened> {
        match &mut self.content {
            Content::Aid(opened) => Some(opened),
            _ => None,
        }
    }

    /// The current step.
    pub fn current(&self) -> Option<&Step> {
        let opened = self.opened()?;
        step_at(&opened.aid, opened.place.current)
    }

    /// Goes to a step and brings it into view.
    pub fn go_to(&mut self, step: StepRef) {
        if let Some(opened) = self.opened_mut() {
            opened.place.go_to(step);
        }
        self.reveal = Reveal::Current;
    }

    /// Goes back to a spot that the person has left.
    pub fn return_to(&mut self, spot: &Spot) {
        if let Some(opened) = self.opened_mut() {
            opened.place.return_to(spot);
            self.reveal = Reveal::Nothing;
        }
    }

    /// Goes to the first or last step and the page's very top or end.
    pub fn go_to_end(&mut self, end: bool) {
        let height = self.height;
        let outermost = self.outermost(end);
        if let (Content::Aid(opened), Some(laid)) = (&mut self.content, &self.laid) {
            if let Some(step) = outermost {
                opened.place.go_to(step);
            }
            let last = scroll::last(laid.body.len(), height);
            opened.place.offset = if end { last } else { 0 };
        }
    }

    /// Marks the current step, and others of its procedure with it, and goes on ([`Opened::mark`]).
    pub fn mark(&mut self, mark: Mark, reason: &str, to: Option<usize>) -> Option<Marking> {
        let marking = self.opened_mut()?.mark(mark, reason, to)?;
        self.marked.extend(marking.steps.iter().copied());
        self.reveal = Reveal::Current;
        Some(marking)
    }

    /// Takes back what the last key marked and goes to its step ([`Opened::take_back`]).
    pub fn undo(&mut self) -> Option<Change> {
        let change = self.opened_mut()?.take_back();
        self.laid = None;
        self.reveal = Reveal::Current;
        change
    }

    /// Takes marks and current step from what is kept; without a run, forgets those that were kept before.
    /// Says whether that changes anything.
    pub fn take_over(&mut self, run: Option<Run>) -> bool {
        let Content::Aid(opened) = &mut self.content else {
            return false;
        };
        let before = opened.place.current;
        let mut changed = match &run {
            Some(run) => opened.place.take_over(run, &opened.keys),
            None => opened.place.start_over(&opened.aid),
        };
        let values = run.as_ref().map(|run| &run.values);
        changed |= opened.filling.take_over(&opened.aid, values);
        opened.run = run;
        if changed {
            self.laid = None;
            if before != opened.place.current {
                self.reveal = Reveal::Current;
            }
        }
        changed
    }

    /// Fills answered questions in, in all commands at once.
    pub fn fill(&mut self, fields: Vec<Field>) -> Answers {
        let Some(opened) = self.opened_mut() else {
            return Answers::default();
        };
        let answers = asking::fill(opened, fields);
        if answers.changed {
            self.laid = None;
        }
        answers
    }

    /// Drops all values, those that were never kept too.
    pub fn empty_filling(&mut self, filling: Filling) {
        if let Some(opened) = self.opened_mut() {
            opened.filling = filling;
            self.laid = None;
        }
    }

    /// Chooses the next command of the step. Says which one of how many, when there are several.
    pub fn next_command(&mut self) -> Option<(usize, usize)> {
        let count = self.current()?.commands().len();
        let opened = self.opened_mut()?;
        if count < 2 {
            return None;
        }
        opened.place.command = (opened.place.command + 1) % count;
        Some((opened.place.command + 1, count))
    }

    /// Shows less or more of the page and says what is shown now.
    pub fn fold(&mut self) -> Option<Fold> {
        let opened = self.opened_mut()?;
        let place = &mut opened.place;
        place.fold = match place.fold {
            Fold::Steps => Fold::Commands,
            Fold::Commands => Fold::Everything,
            Fold::Everything => Fold::Steps,
        };
        let fold = place.fold;
        self.reveal = Reveal::Current;
        Some(fold)
    }

    /// Shows the whole page.
    pub fn unfold(&mut self) {
        if let Some(opened) = self.opened_mut() {
            opened.place.fold = Fold::Everything;
            self.reveal = Reveal::Current;
        }
    }

    /// Looks for words in the page as it is laid out.
    pub fn search(&mut self, words: &str) {
        if let Some(laid) = &self.laid {
            self.find.search(words, &laid.body);
        }
    }

    /// Goes to the next or previous place found: its line comes into view, its step is the current one.
    pub fn go_to_found(&mut self, on: bool) -> bool {
        let height = self.height;
        let (Content::Aid(opened), Some(laid)) = (&mut self.content, &self.laid) else {
            return false;
        };
        let place = &mut opened.place;
        let Some(line) = self.find.go(on, place.offset) else {
            return false;
        };
        if let Some(step) = laid.body.get(line).and_then(|line| line.step) {
            place.go_to(step);
        }
        let total = laid.body.len();
        place.offset = scroll::reveal(place.offset, height, total, &(line..line + 1));
        self.reveal = Reveal::Nothing;
        true
    }

    /// Shows the whole page with the text under `heading`, as it is drawn, at the top.
    pub fn go_to_heading(&mut self, heading: String) {
        if let Some(opened) = self.opened_mut() {
            opened.place.fold = Fold::Everything;
            self.reveal = Reveal::Heading(heading);
        }
    }
}
