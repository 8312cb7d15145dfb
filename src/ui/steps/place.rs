//! Where somebody is in an aid: the current step, what is done, how the page is shown.

use std::collections::BTreeMap;

use crate::aid::{Aid, Mark, Step, StepRef};
use crate::render::Fold;

/// The place in one aid, kept for the session.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// The current step; of an aid without steps the default.
    pub current: StepRef,
    /// Which of the step's commands is chosen.
    pub command: usize,
    /// First line of the body shown.
    pub offset: usize,
    /// How much is shown.
    pub fold: Fold,
    /// The step the search asked for when the aid was shown; a new wish moves the place.
    pub asked: Option<StepRef>,
    marks: BTreeMap<StepRef, Mark>,
    /// What was marked, with the mark before, last one last.
    marked: Vec<(StepRef, Mark)>,
}

/// What of a page was on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    current: StepRef,
    offset: usize,
    fold: Fold,
}

impl Place {
    /// The place of somebody who opens `aid`: at its first procedure's first step.
    pub fn at_first(aid: &Aid) -> Place {
        let procedure = aid.first.min(aid.procedures().count().saturating_sub(1));
        Place {
            current: StepRef { procedure, step: 0 },
            ..Place::default()
        }
    }

    /// What is on the screen now.
    pub fn spot(&self) -> Spot {
        Spot {
            current: self.current,
            offset: self.offset,
            fold: self.fold,
        }
    }

    /// Shows again what was on the screen.
    pub fn return_to(&mut self, spot: &Spot) {
        self.go_to(spot.current);
        self.offset = spot.offset;
        self.fold = spot.fold;
    }

    /// A step's state.
    pub fn mark(&self, step: StepRef) -> Mark {
        self.marks.get(&step).copied().unwrap_or_default()
    }

    /// Marks a step; [`Place::undo`] takes it back.
    pub fn set(&mut self, step: StepRef, mark: Mark) {
        self.marked.push((step, self.mark(step)));
        self.marks.insert(step, mark);
    }

    /// Takes the last mark back and says which step it was.
    pub fn undo(&mut self) -> Option<StepRef> {
        let (step, before) = self.marked.pop()?;
        self.marks.insert(step, before);
        Some(step)
    }

    /// How many steps of a procedure are done or skipped.
    pub fn ticked(&self, procedure: usize) -> usize {
        let ticked =
            |(step, mark): &(&StepRef, &Mark)| step.procedure == procedure && **mark != Mark::Open;
        self.marks.iter().filter(ticked).count()
    }

    /// Goes to a step; its first command is chosen.
    pub fn go_to(&mut self, step: StepRef) {
        if step != self.current {
            self.current = step;
            self.command = 0;
        }
    }

    /// The same place in a changed page, and how many marks had to go because their step changed.
    ///
    /// A mark says "I did what stood here", so it stays only with a step of the same text and
    /// commands. The current step stays with its content, else its text, else its number.
    pub fn carried_over(&self, old: &Aid, new: &Aid) -> (Place, usize) {
        let (before, after) = (keys(old), keys(new));
        let to = |step: &StepRef| {
            let key = before.get(step)?;
            after
                .iter()
                .find(|(_, other)| *other == key)
                .map(|(at, _)| *at)
        };
        let marked = self.marks.iter().filter(|(_, mark)| **mark != Mark::Open);
        let total = marked.clone().count();
        let marks: BTreeMap<StepRef, Mark> = marked
            .filter_map(|(step, mark)| Some((to(step)?, *mark)))
            .collect();
        let lost = total - marks.len();
        let undo = self.marked.iter();
        let place = Place {
            current: to(&self.current)
                .or_else(|| same_text(self.current, old, new))
                .unwrap_or_else(|| clamped(self.current, new)),
            marked: undo
                .filter_map(|(step, mark)| Some((to(step)?, *mark)))
                .collect(),
            marks,
            asked: None,
            ..self.clone()
        };
        (place, lost)
    }
}

/// The step at `at`.
pub fn step_at(aid: &Aid, at: StepRef) -> Option<&Step> {
    aid.procedures().nth(at.procedure)?.steps().nth(at.step)
}

/// Each step's content with how many steps of that content came before it.
fn keys(aid: &Aid) -> BTreeMap<StepRef, (String, usize)> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut keys = BTreeMap::new();
    for (procedure, steps) in aid.procedures().enumerate() {
        for (step, content) in steps.steps().enumerate() {
            let mut key = content.plain_text();
            for command in content.commands() {
                key.push('\n');
                key.push_str(&command.text);
            }
            let before = seen.entry(key.clone()).or_default();
            keys.insert(StepRef { procedure, step }, (key, *before));
            *before += 1;
        }
    }
    keys
}

fn same_text(at: StepRef, old: &Aid, new: &Aid) -> Option<StepRef> {
    let text = step_at(old, at)?.plain_text();
    for (procedure, steps) in new.procedures().enumerate() {
        if let Some(step) = steps.steps().position(|step| step.plain_text() == text) {
            return Some(StepRef { procedure, step });
        }
    }
    None
}

fn clamped(at: StepRef, aid: &Aid) -> StepRef {
    let procedure = at.procedure.min(aid.procedures().count().saturating_sub(1));
    let steps = aid
        .procedures()
        .nth(procedure)
        .map_or(0, |p| p.step_count());
    StepRef {
        procedure,
        step: at.step.min(steps.saturating_sub(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aid::{Inline, Part, Phase, Procedure};

    fn aid(steps: &[&str]) -> Aid {
        let step = |text: &&str| Step {
            text: vec![Inline::Text(text.to_string())],
            ..Step::default()
        };
        let phase = Phase {
            steps: steps.iter().map(step).collect(),
            ..Phase::default()
        };
        let procedure = Procedure {
            phases: vec![phase],
            ..Procedure::default()
        };
        Aid {
            parts: vec![Part::Procedure(procedure)],
            ..Aid::default()
        }
    }

    fn at(step: usize) -> StepRef {
        StepRef { procedure: 0, step }
    }

    #[test]
    fn marks_are_taken_back_one_by_one() {
        let mut place = Place::default();
        place.set(at(0), Mark::Done);
        place.set(at(0), Mark::Skipped);
        assert_eq!(place.ticked(0), 1);
        assert_eq!(place.undo(), Some(at(0)));
        assert_eq!(place.mark(at(0)), Mark::Done);
        assert_eq!(place.undo(), Some(at(0)));
        assert_eq!((place.mark(at(0)), place.undo()), (Mark::Open, None));
    }

    #[test]
    fn after_a_change_of_the_file_place_and_marks_stay_with_their_steps() {
        let mut place = Place::default();
        place.set(at(0), Mark::Done);
        place.set(at(1), Mark::Done);
        place.go_to(at(2));
        let (old, new) = (aid(&["a", "b", "c"]), aid(&["new", "a", "B", "c"]));
        let (place, lost) = place.carried_over(&old, &new);
        assert_eq!(place.current, at(3));
        assert_eq!(place.mark(at(1)), Mark::Done);
        assert_eq!((place.mark(at(2)), lost), (Mark::Open, 1));
    }

    #[test]
    fn steps_of_the_same_words_are_told_apart_by_their_order() {
        let mut place = Place::default();
        place.set(at(1), Mark::Done);
        let (old, new) = (aid(&["go", "go"]), aid(&["x", "go", "go"]));
        let (place, _) = place.carried_over(&old, &new);
        assert_eq!(place.mark(at(1)), Mark::Open);
        assert_eq!(place.mark(at(2)), Mark::Done);
    }

    #[test]
    fn a_step_that_is_gone_leaves_the_place_at_its_number() {
        let mut place = Place::default();
        place.go_to(at(2));
        let (place, _) = place.carried_over(&aid(&["a", "b", "c"]), &aid(&["x"]));
        assert_eq!(place.current, at(0));
        let (place, _) = place.carried_over(&aid(&["x"]), &Aid::default());
        assert_eq!(place.current, at(0));
    }
}
