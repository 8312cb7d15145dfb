//! Sections with steps become procedures and phases, the others reading text.

mod naming;

use super::callouts;
use super::heading::Manner;
use super::rule::Run;
use super::{heading, step};
use crate::aid::{
    Block, Heading, Part, Phase, Procedure, ProcedureKind, Section, Step, inline_text, takes_back,
};
use crate::parse::markdown::Slugs;

/// A section as the rules read it.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) heading: Option<Heading>,
    pub(super) manner: Manner,
    /// One of several ways: a procedure of its own.
    pub(super) alternative: bool,
    /// One of several phases of one procedure.
    pub(super) series: bool,
    pub(super) content: Content,
}

/// What the rules found in a section.
#[derive(Debug)]
pub(super) enum Content {
    /// No steps.
    Text(Vec<Block>),
    /// Steps; each run but the first is a procedure of its own.
    Runs(Vec<Run>),
    /// Numbered headings of this level.
    Numbered(u8, Vec<Step>),
}

impl Read {
    pub(super) fn has_steps(&self) -> bool {
        !matches!(self.content, Content::Text(_))
    }

    pub(super) fn level(&self) -> u8 {
        match (&self.heading, &self.content) {
            (Some(heading), _) => heading.level,
            (None, Content::Numbered(level, _)) => *level,
            (None, _) => 0,
        }
    }

    /// The number written before its first step.
    fn first_number(&self) -> Option<u64> {
        let Content::Runs(runs) = &self.content else {
            return None;
        };
        let phases = runs.first().map(|run| run.phases.as_slice());
        let mut steps = phases.unwrap_or_default().iter().flat_map(|p| &p.steps);
        steps.next().and_then(|step| step.source_number)
    }
}

/// Rolls sections up: all steps under one heading of level `top` form one procedure, deeper headings
/// are its phases.
pub(super) fn parts(reads: Vec<Read>, top: u8, anchors: &mut Slugs) -> Vec<Part> {
    let mut roller = Roller {
        top,
        units: Vec::new(),
    };
    for read in reads {
        roller.add(read);
    }
    let units = roller.units.into_iter();
    let mut parts: Vec<Part> = units.flat_map(|unit| unit.parts(anchors)).collect();
    naming::name_the_nameless(&mut parts, anchors);
    parts
}

struct Roller {
    top: u8,
    units: Vec<Unit>,
}

/// A stretch of the page that becomes one procedure, or text if it holds no steps.
#[derive(Default)]
struct Unit {
    level: u8,
    heading: Option<Heading>,
    name: Option<Block>,
    /// Not the first procedure of its section.
    further: bool,
    /// Further runs follow or it is one: nothing is added to it.
    closed: bool,
    /// Its phases are numbered: what is no such phase stays out.
    series: bool,
    kinds: Vec<(ProcedureKind, bool)>,
    phases: Vec<UnitPhase>,
}

#[derive(Default)]
struct UnitPhase {
    phase: Phase,
    background: bool,
}

impl Roller {
    fn add(&mut self, read: Read) {
        let level = read.level();
        let takes = self.units.last().is_some_and(|unit| unit.takes(&read));
        let joins = self.goes_on(&read, takes) || takes;
        let series = read.series;
        let mut heading = read.heading;
        let above = heading.clone();
        if !joins {
            // Phases stand below their procedure's heading, which these do not have.
            let own = if series { None } else { heading.take() };
            self.units.push(Unit {
                level: level.max(self.top),
                heading: own,
                ..Unit::default()
            });
        }
        let Some(unit) = self.units.last_mut() else {
            return;
        };
        unit.series = series;
        let level = unit.level;
        match read.content {
            Content::Text(blocks) => unit.add_text(heading, blocks, read.manner.background),
            Content::Numbered(level, steps) => unit.add_numbered(level, steps),
            Content::Runs(runs) => {
                let mut runs = runs.into_iter();
                if let Some(first) = runs.next() {
                    unit.add_run(heading, first);
                }
                for run in runs {
                    if let Some(unit) = self.units.last_mut() {
                        unit.closed = true;
                    }
                    let mut unit = Unit {
                        level,
                        heading: above.clone(),
                        further: true,
                        closed: true,
                        ..Unit::default()
                    };
                    unit.add_run(None, run);
                    self.units.push(unit);
                }
            }
        }
    }
}

impl Roller {
    /// Whether a section's list goes on with the numbers of the last steps, under a heading beside
    /// theirs: `## Prepare` 1. 2., `## Patch` 3. 4. Who numbers on names steps by these numbers across the
    /// headings, so they are phases of one procedure, together with the text between them. A way of
    /// its own and the way back stay apart.
    ///
    /// `taken`: it stands below the heading of the last stretch.
    fn goes_on(&mut self, read: &Read, taken: bool) -> bool {
        let Some(at) = self.units.iter().rposition(Unit::has_steps) else {
            return false;
        };
        let last = self.units.last().filter(|_| taken);
        let level = last.map_or(read.level().max(self.top), |unit| unit.level);
        if taken && at + 1 == self.units.len() {
            return false;
        }
        let apart = |heading: &Option<Heading>| {
            let title = heading.as_ref().map(|heading| inline_text(&heading.text));
            title.is_some_and(|title| heading::is_alternative(&title) || takes_back(&title))
        };
        let beside = |unit: &Unit| unit.level == level && !unit.closed && !apart(&unit.heading);
        let (before, between) = self.units.split_at_mut(at + 1);
        let Some(unit) = before.last_mut() else {
            return false;
        };
        let follows = goes_on(unit.last_number(), read.first_number());
        if !follows || apart(&read.heading) || !beside(unit) || !between.iter().all(beside) {
            return false;
        }
        unit.stand_below();
        for other in between {
            other.stand_below();
            unit.phases.append(&mut other.phases);
        }
        self.units.truncate(at + 1);
        true
    }
}

/// Whether a list starts with the number behind the last one written.
fn goes_on(last: Option<u64>, first: Option<u64>) -> bool {
    let next = last.and_then(|last| last.checked_add(1));
    next.is_some_and(|next| next > 1 && first == Some(next))
}

impl Unit {
    fn has_steps(&self) -> bool {
        self.phases
            .iter()
            .any(|entry| !entry.phase.steps.is_empty())
    }

    /// The number written before its last step.
    fn last_number(&self) -> Option<u64> {
        let steps = self.phases.iter().flat_map(|entry| &entry.phase.steps);
        steps.last().and_then(|step| step.source_number)
    }

    /// Makes its heading that of a phase.
    fn stand_below(&mut self) {
        let Some(heading) = self.heading.take() else {
            return;
        };
        match self.phases.first_mut() {
            Some(first) if first.phase.heading.is_none() => first.phase.heading = Some(heading),
            _ => self.phases.insert(
                0,
                UnitPhase {
                    phase: Phase {
                        heading: Some(heading),
                        ..Phase::default()
                    },
                    background: false,
                },
            ),
        }
    }

    /// Whether a section is part of this stretch.
    fn takes(&self, read: &Read) -> bool {
        let below = !self.closed && !read.alternative && read.level() > self.level;
        match (self.series, read.series) {
            (true, series) => series && !self.closed,
            (false, true) => below && !self.has_steps(),
            (false, false) => below,
        }
    }

    fn add_text(&mut self, heading: Option<Heading>, lead: Vec<Block>, background: bool) {
        let phase = Phase {
            heading,
            lead,
            ..Phase::default()
        };
        self.phases.push(UnitPhase { phase, background });
    }

    /// Numbered headings belong to the phase above them, not to one beside them.
    fn add_numbered(&mut self, level: u8, steps: Vec<Step>) {
        self.kinds.push((ProcedureKind::Steps, false));
        let above = |phase: &Phase| {
            let heading = phase.heading.as_ref();
            phase.steps.is_empty() && heading.is_none_or(|heading| heading.level < level)
        };
        match self.phases.last_mut() {
            Some(last) if above(&last.phase) => last.phase.steps = steps,
            _ => self.phases.push(UnitPhase {
                phase: Phase {
                    steps,
                    ..Phase::default()
                },
                background: false,
            }),
        }
    }

    fn add_run(&mut self, heading: Option<Heading>, run: Run) {
        self.kinds.push((run.kind, run.any_order));
        self.name = run.name.or(self.name.take());
        let mut heading = heading;
        for mut phase in run.phases {
            phase.heading = heading.take();
            self.phases.push(UnitPhase {
                phase,
                background: false,
            });
        }
    }

    fn parts(self, anchors: &mut Slugs) -> Vec<Part> {
        if !self.has_steps() {
            return self.sections();
        }
        vec![Part::Procedure(self.procedure(anchors))]
    }

    fn sections(self) -> Vec<Part> {
        let mut heading = self.heading;
        let mut parts = Vec::new();
        for mut entry in self.phases {
            entry.phase.lead.append(&mut entry.phase.tail);
            let section = Section {
                heading: heading.take().or(entry.phase.heading),
                blocks: entry.phase.lead,
                background: entry.background,
            };
            if section.heading.is_some() || !section.blocks.is_empty() {
                parts.push(Part::Text(section));
            }
        }
        parts
    }

    fn procedure(self, anchors: &mut Slugs) -> Procedure {
        let mut phases: Vec<Phase> = self.phases.into_iter().map(|entry| entry.phase).collect();
        let name = self.name.map(|block| naming::name(block, &mut phases));
        let anchor = match (&name, &self.heading) {
            (Some(name), _) => anchors.of(name),
            (None, Some(heading)) if self.further => anchors.unique(heading.anchor.clone()),
            (None, Some(heading)) => heading.anchor.clone(),
            (None, None) => String::new(),
        };
        carry_guards(&mut phases);
        number(&mut phases);
        let first_kind = self
            .kinds
            .first()
            .map_or(ProcedureKind::Steps, |kind| kind.0);
        let same = self.kinds.iter().all(|kind| kind.0 == first_kind);
        Procedure {
            heading: self.heading,
            name,
            anchor,
            kind: if same {
                first_kind
            } else {
                ProcedureKind::Steps
            },
            any_order: self.kinds.iter().all(|kind| kind.1),
            phases,
        }
    }
}

/// A caution in a phase without steps guards the first step that follows.
fn carry_guards(phases: &mut [Phase]) {
    let Some(last) = phases.iter().rposition(|phase| !phase.steps.is_empty()) else {
        return;
    };
    let mut guards = Vec::new();
    for phase in phases.iter_mut().take(last + 1) {
        callouts::hoist(&mut phase.lead, &mut guards);
        if let Some(step) = phase.steps.first_mut() {
            guards.append(&mut step.callouts);
            step.callouts = std::mem::take(&mut guards);
        }
    }
}

/// Numbers the steps: 1 to N, or 2.3 when several phases have steps. A phase goes on with the one before
/// it where the numbers written do, so that "step 4" in the text is what is shown as 4; one without a
/// heading also where it has no numbers of its own.
fn number(phases: &mut [Phase]) {
    let counted: Vec<bool> = {
        let mut any = false;
        let mut last = None;
        let starts = phases.iter().map(|phase| {
            let Some(first) = phase.steps.first() else {
                return false;
            };
            let afresh = first.source_number.is_some_and(|number| number <= 1);
            let headed = phase.heading.is_some() && !goes_on(last, first.source_number);
            let starts = headed || afresh || !any;
            any = true;
            last = phase.steps.last().and_then(|step| step.source_number);
            starts
        });
        starts.collect()
    };
    let several = counted.iter().filter(|starts| **starts).count() > 1;
    let (mut phase_number, mut next) = (0, 1);
    for (phase, starts) in phases.iter_mut().zip(counted) {
        if starts {
            // A phase before it may have text alone.
            phase_number = written(phase)
                .filter(|written| *written > phase_number)
                .unwrap_or(phase_number + 1);
            next = 1;
        }
        next = step::number(&mut phase.steps, next);
        for step in &mut phase.steps {
            step.phase = several.then_some(phase_number);
        }
    }
}

/// The number in a heading such as `Phase 2: Cutover`.
fn written(phase: &Phase) -> Option<u32> {
    let heading = phase.heading.as_ref()?;
    let numbered = heading::numbered(&inline_text(&heading.text))?;
    let is_phase = numbered.word == Some(heading::NumberWord::Phase);
    u32::try_from(numbered.number).ok().filter(|_| is_phase)
}
