//! Parts of a page by their names: `aid#name`.

use super::{Aid, Block, BlockKind, Heading, Meta, Part, Phase, Procedure, StepRef, inline_text};

/// What stands at an anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anchored {
    /// The page's very beginning.
    Top,
    /// The procedure at this index among [`Aid::procedures`].
    Procedure(usize),
    /// A phase's first step, or a step that was a heading.
    Step(StepRef),
    /// Text under this heading.
    Text(String),
}

impl Aid {
    /// What stands at `#anchor`, which may be written as another site would have it.
    pub fn anchored(&self, anchor: &str) -> Option<Anchored> {
        if let Some((procedure, named)) = self.procedure_named(anchor) {
            let before = named.phases.iter();
            let before = before.take_while(|phase| !answers(phase, anchor));
            let step = before.map(|phase| phase.steps.len()).sum();
            return Some(match step < named.step_count() {
                true if step > 0 => Anchored::Step(StepRef { procedure, step }),
                _ => Anchored::Procedure(procedure),
            });
        }
        let wanted = folded(anchor);
        let texts = self.parts.iter().filter_map(|part| match part {
            Part::Text(section) => section.heading.as_ref(),
            Part::Procedure(_) => None,
        });
        let named = |heading: &&Heading| {
            !wanted.is_empty() && folded(&inline_text(&heading.text)) == wanted
        };
        let exact = texts.clone().find(|heading| heading.anchor == anchor);
        let text = exact.or_else(|| texts.clone().find(named));
        let text = text.map(|heading| Anchored::Text(inline_text(&heading.text)));
        text.or_else(|| self.step_headed(anchor).map(Anchored::Step))
            .or_else(|| {
                let is_title = !wanted.is_empty() && folded(&self.title) == wanted;
                (anchor == "top" || is_title).then_some(Anchored::Top)
            })
    }

    /// The step that was a heading of this anchor, `step-2-drain-the-node` or `2-drain-the-node`: letters and
    /// digits are compared, since sites differ in the rest.
    fn step_headed(&self, anchor: &str) -> Option<StepRef> {
        let wanted = folded(anchor);
        let wanted = wanted.strip_prefix("step").unwrap_or(&wanted);
        let wanted = wanted.trim_start_matches(|c: char| c.is_ascii_digit());
        if wanted.is_empty() {
            return None;
        }
        self.procedures()
            .enumerate()
            .find_map(|(procedure, named)| {
                let mut steps = named.steps();
                let step = steps.position(|step| folded(&step.plain_text()) == wanted)?;
                Some(StepRef { procedure, step })
            })
    }

    /// The procedure with this anchor (or title, ASCII case ignored), or with a phase of that name, and
    /// its index among [`Aid::procedures`]. A procedure without a name has its number on the page, from 1.
    pub fn procedure_named(&self, name: &str) -> Option<(usize, &Procedure)> {
        let named = self.procedures().enumerate().find(|(index, p)| {
            let unnamed = p.anchor.is_empty() && name == number(*index);
            unnamed || p.anchor.eq_ignore_ascii_case(name) || p.title().eq_ignore_ascii_case(name)
        });
        named.or_else(|| {
            let has_phase = |p: &Procedure| p.phases.iter().any(|phase| answers(phase, name));
            self.procedures().enumerate().find(|(_, p)| has_phase(p))
        })
    }

    /// What a procedure is opened by: its anchor, else its number on the page.
    pub fn name_of(&self, index: usize) -> String {
        let procedure = self.procedures().nth(index);
        match procedure.map(|p| p.anchor.as_str()).unwrap_or_default() {
            "" => number(index),
            anchor => anchor.to_string(),
        }
    }

    /// The name of the one part that `name` is the beginning of, up to a `-`: `remove` of
    /// `remove-a-user`. None when a part is called exactly so, when there is none, or more than one.
    pub fn name_beginning_with(&self, name: &str) -> Option<String> {
        let anchors = || {
            let headings = self.headings().map(|heading| heading.anchor.as_str());
            headings.chain(self.procedures().map(|procedure| procedure.anchor.as_str()))
        };
        if anchors().any(|anchor| anchor.eq_ignore_ascii_case(name)) {
            return None;
        }
        let begins = |anchor: &&str| {
            let start = anchor.get(..name.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(name))
                && anchor
                    .get(name.len()..)
                    .is_some_and(|rest| rest.starts_with('-'))
        };
        let mut found = anchors().filter(begins);
        let first = found.next()?;
        found.all(|other| other == first).then(|| first.to_string())
    }

    /// The headings of all parts and phases.
    fn headings(&self) -> impl Iterator<Item = &Heading> {
        self.parts.iter().flat_map(|part| {
            let (heading, phases) = match part {
                Part::Text(section) => (&section.heading, [].as_slice()),
                Part::Procedure(procedure) => (&procedure.heading, procedure.phases.as_slice()),
            };
            let phases = phases
                .iter()
                .filter_map(|phase: &Phase| phase.heading.as_ref());
            heading.iter().chain(phases)
        })
    }

    /// The page with the procedure that has a phase of this anchor or title (ASCII case ignored) cut down
    /// to that phase; none when a procedure itself is called so.
    pub fn with_phase(&self, name: &str) -> Option<Aid> {
        let (wanted, procedure) = self.procedure_named(name)?;
        let itself = procedure.anchor.eq_ignore_ascii_case(name)
            || procedure.title().eq_ignore_ascii_case(name)
            || name == number(wanted);
        let phase = procedure.phases.iter().find(|phase| answers(phase, name));
        let phase = phase.filter(|_| !itself)?.clone();
        let mut cut = self.clone();
        let procedures = cut.parts.iter_mut().filter_map(|part| match part {
            Part::Procedure(procedure) => Some(procedure),
            Part::Text(_) => None,
        });
        let mut procedures = procedures.skip(wanted);
        procedures.next()?.phases = vec![phase];
        drop(procedures);
        Some(cut)
    }

    /// The page with the step at `step` of the procedure at index `procedure` cut down to its sub-step with
    /// these letters: its text and what guards it stay, its other parts and its own commands go.
    pub fn with_substep(&self, procedure: usize, step: usize, letters: &str) -> Option<Aid> {
        let mut cut = self.clone();
        let procedures = cut.parts.iter_mut().filter_map(|part| match part {
            Part::Procedure(procedure) => Some(procedure),
            Part::Text(_) => None,
        });
        let phases = procedures.into_iter().nth(procedure)?.phases.iter_mut();
        let step = phases.flat_map(|phase| &mut phase.steps).nth(step)?;
        let named = step
            .substeps()
            .into_iter()
            .find(|part| part.letters() == letters);
        let named = vec![named?.clone()];
        let line = step.line;
        step.blocks.retain(|block| match &block.kind {
            BlockKind::Callout(callout) => callout.kind.guards(),
            _ => false,
        });
        step.blocks.push(Block {
            kind: BlockKind::Substeps(named),
            line,
        });
        step.inline_command = None;
        Some(cut)
    }

    /// The page with a step cut down to what stands below the heading in it that is numbered so (`2.1`),
    /// and the position of the step in the procedure, from 1.
    pub fn with_chapter(&self, procedure: usize, number: &str) -> Option<(usize, Aid)> {
        let level = |block: &Block| match &block.kind {
            BlockKind::Heading(heading) => Some(heading.level),
            _ => None,
        };
        let numbered = |block: &Block| match &block.kind {
            BlockKind::Heading(heading) => {
                let text = inline_text(&heading.text);
                let first = text.split_whitespace().next().unwrap_or_default();
                first.trim_end_matches(['.', ':', ')']) == number
            }
            _ => false,
        };
        let mut cut = self.clone();
        let procedures = cut.parts.iter_mut().filter_map(|part| match part {
            Part::Procedure(procedure) => Some(procedure),
            Part::Text(_) => None,
        });
        let phases = procedures.into_iter().nth(procedure)?.phases.iter_mut();
        let mut steps = (1..).zip(phases.flat_map(|phase| &mut phase.steps));
        let (position, step) = steps.find(|(_, step)| step.blocks.iter().any(numbered))?;
        let at = step.blocks.iter().position(numbered)?;
        let mut below = step.blocks.split_off(at);
        let own = below.first().and_then(level);
        let ends = |block: &Block| level(block).is_some_and(|level| Some(level) <= own);
        let end = below.iter().skip(1).position(ends);
        below.truncate(end.map_or(below.len(), |end| end + 1));
        step.blocks.retain(|block| match &block.kind {
            BlockKind::Callout(callout) => callout.kind.guards(),
            _ => false,
        });
        step.blocks.extend(below);
        step.inline_command = None;
        Some((position, cut))
    }

    /// The text under the heading with this anchor or title (ASCII case ignored), with all that stands
    /// under deeper headings, as an aid of its own. `introduction` is the text before the first heading.
    pub fn section_named(&self, name: &str) -> Option<Aid> {
        let start = self.parts.iter().position(|part| match part {
            Part::Text(section) => section.answers_to(name),
            Part::Procedure(_) => false,
        })?;
        let (_, rest) = self.parts.split_at(start);
        // Nothing stands under text without a heading.
        let level = rest.first().and_then(Part::level).unwrap_or(u8::MAX);
        let is_below = |part: &&Part| part.level().is_some_and(|own| own > level);
        let below = rest.iter().skip(1).take_while(is_below);
        let parts = rest.iter().take(1).chain(below).cloned().collect();
        let meta = Meta {
            title: self.meta.title.clone(),
            ..Meta::default()
        };
        Some(Aid {
            parts,
            meta,
            first: 0,
            ..self.clone()
        })
    }
}

/// Letters and digits, in lower case.
fn folded(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn number(index: usize) -> String {
    (index + 1).to_string()
}

fn answers(phase: &Phase, name: &str) -> bool {
    let heading = phase.heading.as_ref();
    heading.is_some_and(|heading| heading.answers_to(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(text: &str, anchor: &str) -> Option<Heading> {
        Some(Heading {
            anchor: anchor.to_string(),
            text: vec![crate::aid::Inline::Text(text.to_string())],
            ..Heading::default()
        })
    }

    fn vpn() -> Aid {
        let named = |text: &str, anchor: &str| Procedure {
            heading: heading(text, anchor),
            anchor: anchor.to_string(),
            phases: ["Prepare", "Clean up"]
                .map(|phase| Phase {
                    heading: heading(phase, &phase.to_lowercase().replace(' ', "-")),
                    ..Phase::default()
                })
                .to_vec(),
            ..Procedure::default()
        };
        let parts = [
            Procedure::default(),
            named("Add a user", "add-a-user"),
            named("Remove a user", "remove-a-user"),
        ];
        Aid {
            parts: parts.into_iter().map(Part::Procedure).collect(),
            ..Aid::default()
        }
    }

    #[test]
    fn a_procedure_without_a_name_has_its_number() {
        let aid = vpn();
        assert_eq!(aid.name_of(0), "1");
        assert_eq!(aid.procedure_named("1").map(|(index, _)| index), Some(0));
        assert_eq!(aid.procedure_named("2"), None);
    }

    #[test]
    fn a_phase_is_shown_without_the_others_of_its_procedure() {
        let aid = vpn();
        let cut = aid.with_phase("Clean up").expect("it has that phase");
        let phases: Vec<usize> = cut.procedures().map(|p| p.phases.len()).collect();
        assert_eq!(phases, [0, 1, 2]);
        assert_eq!(aid.with_phase("add-a-user"), None, "that is a procedure");
        assert_eq!(aid.with_phase("nowhere"), None);
    }

    #[test]
    fn the_beginning_of_one_name_is_enough() {
        let aid = vpn();
        assert_eq!(
            aid.name_beginning_with("Remove").as_deref(),
            Some("remove-a-user")
        );
        assert_eq!(
            aid.name_beginning_with("clean").as_deref(),
            Some("clean-up")
        );
        for name in ["rem", "clean-up", "user", ""] {
            assert_eq!(aid.name_beginning_with(name), None, "{name}");
        }
    }
}
