//! Where somebody is in an aid: the current step, what is done, how the page is shown.

use std::collections::BTreeMap;

use crate::aid::{Aid, Mark, Step, StepKey, StepRef, step_keys};
use crate::render::Fold;
use crate::session::Run;

/// Each step of a page with what it is known by when the page changes.
pub type Keys = BTreeMap<StepRef, StepKey>;

/// The place in one aid.
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
    /// Why steps were skipped, where it was said.
    reasons: BTreeMap<StepRef, String>,
    /// What each key marked, with the marks and reasons before; the last key last.
    marked: Vec<Vec<(StepRef, Mark, String)>>,
}

/// What of a page was on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    current: StepRef,
    offset: usize,
    fold: Fold,
}

impl Place {
    /// The place of somebody who opens `aid`, with an alert or an error (`error`) or without: at the
    /// first step of the procedure that opens first.
    pub fn at_first(aid: &Aid, error: bool) -> Place {
        let procedure = aid.opening(error).unwrap_or_default();
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

    /// Why a step was skipped; empty when nothing was said.
    pub fn reason(&self, step: StepRef) -> &str {
        self.reasons.get(&step).map_or("", String::as_str)
    }

    /// Marks steps with one key; [`Place::undo`] takes them back together.
    pub fn set(&mut self, steps: &[(StepRef, Mark)]) {
        if steps.is_empty() {
            return;
        }
        let before = steps.iter().map(|(step, _)| {
            let reason = self.reasons.get(step).cloned();
            (*step, self.mark(*step), reason.unwrap_or_default())
        });
        self.marked.push(before.collect());
        self.marks.extend(steps.iter().copied());
    }

    /// Takes back what the last key marked and says which step that was; `Some(None)` when it is no
    /// longer on the page.
    pub fn undo(&mut self) -> Option<Option<StepRef>> {
        let before = self.marked.pop()?;
        let first = before.first().map(|(step, ..)| *step);
        for (step, mark, reason) in before {
            self.marks.insert(step, mark);
            match reason.is_empty() {
                true => self.reasons.remove(&step),
                false => self.reasons.insert(step, reason),
            };
        }
        Some(first)
    }

    /// How many steps of a procedure have this mark.
    pub fn marked_as(&self, procedure: usize, mark: Mark) -> usize {
        let is_it = |(step, own): &(&StepRef, &Mark)| step.procedure == procedure && **own == mark;
        self.marks.iter().filter(is_it).count()
    }

    /// How many steps of a procedure are done with: done, skipped or not applicable.
    pub fn ticked(&self, procedure: usize) -> usize {
        let ticked =
            |(step, mark): &(&StepRef, &Mark)| step.procedure == procedure && **mark != Mark::Open;
        self.marks.iter().filter(ticked).count()
    }

    /// Whether any step has a state.
    pub fn is_begun(&self) -> bool {
        self.marks.values().any(|mark| *mark != Mark::Open)
    }

    /// Whether all steps of every procedure that was begun are done with.
    pub fn is_finished(&self, aid: &Aid) -> bool {
        let mut begun = false;
        let whole = aid.procedures().enumerate().all(|(at, procedure)| {
            let ticked = self.ticked(at);
            begun |= ticked > 0;
            ticked == 0 || ticked >= procedure.step_count()
        });
        begun && whole
    }

    /// Goes to a step; its first command is chosen.
    pub fn go_to(&mut self, step: StepRef) {
        if step != self.current {
            self.current = step;
            self.command = 0;
        }
    }

    /// Takes marks and current step from what is kept. Says whether anything is another one now.
    pub fn take_over(&mut self, run: &Run, keys: &Keys) -> bool {
        let at: BTreeMap<StepKey, StepRef> = keys.iter().map(|(at, key)| (*key, *at)).collect();
        let here = |(key, mark): (&StepKey, &Mark)| Some((*at.get(key)?, *mark));
        let open = |(_, mark): &(StepRef, Mark)| *mark != Mark::Open;
        let marks: BTreeMap<_, _> = run.marks.iter().filter_map(here).filter(open).collect();
        let groups = run.undo.iter().map(|group| {
            let steps = group.iter().filter_map(|before| {
                let step = *at.get(&before.step)?;
                Some((step, before.mark, before.reason.clone()))
            });
            steps.collect()
        });
        let current = run.current.as_ref().and_then(|seen| at.get(&seen.key));
        let current = current.copied().unwrap_or(self.current);
        self.marks.retain(|_, mark| *mark != Mark::Open);
        let reason = |(key, at): (&StepKey, &StepRef)| {
            let reason = run.reason(*key);
            (!reason.is_empty()).then(|| (*at, reason.to_string()))
        };
        let reasons: BTreeMap<_, _> = at.iter().filter_map(reason).collect();
        let same = self.marks == marks && self.reasons == reasons && self.current == current;
        self.marks = marks;
        self.reasons = reasons;
        self.marked = groups.collect();
        self.go_to(current);
        !same
    }

    /// Forgets all marks. Says whether there were any.
    pub fn start_over(&mut self, aid: &Aid) -> bool {
        let begun = self.is_begun();
        if begun {
            let fold = self.fold;
            *self = Place {
                fold,
                ..Place::at_first(aid, false)
            };
        }
        begun
    }

    /// The same place in a changed page, and how many marks had to go because their step changed.
    ///
    /// A mark says "I did what stood here", so it stays only with a step of the same text and
    /// commands. The current step stays with its content, else its text, else its number.
    pub fn carried_over(&self, old: &Aid, new: &Aid) -> (Place, usize) {
        let (before, after) = (step_keys(old), step_keys(new));
        let after: BTreeMap<StepKey, StepRef> = after.iter().map(|(at, key)| (*key, *at)).collect();
        let to = |step: &StepRef| after.get(before.get(step)?).copied();
        let marked = self.marks.iter().filter(|(_, mark)| **mark != Mark::Open);
        let total = marked.clone().count();
        let marks: BTreeMap<StepRef, Mark> = marked
            .filter_map(|(step, mark)| Some((to(step)?, *mark)))
            .collect();
        let lost = total - marks.len();
        let reasons = self.reasons.iter();
        let reasons = reasons.filter_map(|(step, reason)| Some((to(step)?, reason.clone())));
        let groups = self.marked.iter().map(|group| {
            let steps = group.iter();
            let kept =
                steps.filter_map(|(step, mark, reason)| Some((to(step)?, *mark, reason.clone())));
            kept.collect()
        });
        let place = Place {
            current: to(&self.current)
                .or_else(|| same_text(self.current, old, new))
                .unwrap_or_else(|| clamped(self.current, new)),
            marked: groups.collect(),
            reasons: reasons.collect(),
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
        place.set(&[(at(0), Mark::Done)]);
        place.set(&[(at(0), Mark::Skipped)]);
        assert_eq!(place.ticked(0), 1);
        assert_eq!(place.undo(), Some(Some(at(0))));
        assert_eq!(place.mark(at(0)), Mark::Done);
        assert_eq!(place.undo(), Some(Some(at(0))));
        assert_eq!((place.mark(at(0)), place.undo()), (Mark::Open, None));
    }

    #[test]
    fn after_a_change_of_the_file_place_and_marks_stay_with_their_steps() {
        let mut place = Place::default();
        place.set(&[(at(0), Mark::Done)]);
        place.set(&[(at(1), Mark::Done)]);
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
        place.set(&[(at(1), Mark::Done)]);
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
