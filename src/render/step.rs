//! Procedures, phases and steps.

use std::ops::RangeInclusive;

use super::block::{self, Around};
use super::inline::{Look, spans};
use super::page::{Page, indent, spans_width};
use super::sanitize::visible_line;
use super::{Fold, Role, Span, code, width};
use crate::aid::{
    Block, BlockKind, CodeRole, Command, Inline, Mark, Phase, Procedure, ProcedureKind, Step,
    StepRef, inline_text,
};

/// Writes the procedure at `index`: its heading unless the page's title says the same, its phases.
pub(super) fn write_procedure(page: &mut Page, procedure: &Procedure, index: usize, title: &str) {
    let name = procedure.title();
    let first = procedure.phases.first();
    if !name.is_empty() && name != title && !first.is_some_and(|phase| opens_with(phase, &name)) {
        page.blank();
        let mut line = match (&procedure.name, &procedure.heading) {
            (None, Some(heading)) => spans(
                &heading.text,
                Look {
                    role: Role::Heading,
                    ..block::look(page)
                },
            ),
            _ => vec![Span::new(visible_line(&name), Role::Heading)],
        };
        if procedure.any_order && procedure.numbered() {
            line.push(Span::new(" (any order)", Role::Meta));
        }
        page.text(line);
    }
    let layout = Layout::of(page, procedure, index);
    let mut next = 0;
    for phase in &procedure.phases {
        write_phase(page, phase, &layout, next);
        next += phase.steps.len();
    }
}

/// Writes only the steps in `range`, from 1 over all phases.
pub(super) fn write_steps(
    page: &mut Page,
    procedure: &Procedure,
    index: usize,
    range: &RangeInclusive<usize>,
) {
    let layout = Layout::of(page, procedure, index);
    for (position, step) in procedure.steps().enumerate() {
        if range.contains(&(position + 1)) {
            write_step(page, step, &layout, position);
        }
    }
}

/// What the steps of a procedure have in common.
struct Layout {
    procedure: usize,
    numbered: bool,
    /// Columns of the widest number.
    digits: usize,
    gutter: bool,
    /// Each step has a box.
    confirms: bool,
}

impl Layout {
    fn of(page: &Page, procedure: &Procedure, index: usize) -> Layout {
        let digits = procedure
            .steps()
            .map(|step| width(&step.number_label()))
            .max();
        let has_state = (0..procedure.step_count()).any(|step| {
            let at = StepRef {
                procedure: index,
                step,
            };
            (page.view.mark)(at) != Mark::Open
        });
        Layout {
            procedure: index,
            numbered: procedure.numbered(),
            digits: digits.unwrap_or(0),
            gutter: has_state || page.view.current.is_some(),
            confirms: page.confirms && procedure.kind != ProcedureKind::Pick,
        }
    }
}

fn write_phase(page: &mut Page, phase: &Phase, layout: &Layout, first: usize) {
    if let Some(heading) = &phase.heading
        && !opens_with(phase, &inline_text(&heading.text))
    {
        page.blank();
        block::write_heading(page, &heading.text);
    }
    write_around(page, &phase.lead);
    page.blank();
    for (offset, step) in phase.steps.iter().enumerate() {
        write_step(page, step, layout, first + offset);
    }
    write_around(page, &phase.tail);
}

/// Whether the first line below a heading says the same: a step whose only words are its heading's.
fn opens_with(phase: &Phase, heading: &str) -> bool {
    let step = phase.steps.first().filter(|_| phase.lead.is_empty());
    step.is_some_and(|step| step.label.is_none() && step.plain_text().trim() == heading.trim())
}

/// Blocks before and after the steps; of these only what guards them is a part of "only commands".
fn write_around(page: &mut Page, blocks: &[Block]) {
    let commands_only = page.view.fold == Fold::Commands;
    let mut shown = blocks
        .iter()
        .filter(|block| !commands_only || guards(block))
        .peekable();
    if shown.peek().is_some() {
        page.blank();
    }
    let around = Around::text();
    for block in shown {
        block::write_all(page, std::slice::from_ref(block), &around);
        page.blank();
    }
}

fn write_step(page: &mut Page, step: &Step, layout: &Layout, position: usize) {
    let at = StepRef {
        procedure: layout.procedure,
        step: position,
    };
    let mark = (page.view.mark)(at);
    let is_current = page.view.current == Some(at);
    page.in_step(at, |page| {
        page.faded = mark != Mark::Open && !is_current;
        let marker = step_marker(step, layout, is_current, mark);
        let rest = indent(spans_width(&marker));
        page.within(marker, rest, |page| {
            let number = match layout.numbered {
                true => step.number_label(),
                false => String::new(),
            };
            let reason = (page.view.reason)(at);
            let state = State {
                mark,
                reason: &reason,
            };
            write_inside(page, step, &Around::step(step, number), is_current, state);
        });
    });
}

/// What stands before a step's text: state, number, box, each where there is one.
fn step_marker(step: &Step, layout: &Layout, is_current: bool, mark: Mark) -> Vec<Span> {
    let mut marker = Vec::new();
    if layout.gutter {
        marker.extend(gutter(mark, is_current));
    }
    if layout.numbered {
        let label = step.number_label();
        let role = match is_current {
            true => Role::CurrentNumber,
            false => Role::Number,
        };
        marker.extend(indent(layout.digits.saturating_sub(width(&label))));
        marker.push(Span::new(format!("{label}."), role));
        marker.push(Span::new(" ", Role::Text));
    }
    if let Some(checked) = step.checked.or(layout.confirms.then_some(false)) {
        marker.push(block::checkbox(checked || mark == Mark::Done));
    }
    marker
}

/// Before the number where steps have a state: the cursor, the mark, a space.
fn gutter(mark: Mark, is_current: bool) -> [Span; 3] {
    let cursor = match is_current {
        true => Span::new(">", Role::CurrentNumber),
        false => Span::new(" ", Role::Text),
    };
    // Green is what is done.
    let (sign, role) = match mark {
        Mark::Open => (" ", Role::Mark),
        Mark::Done => ("✓", Role::Mark),
        Mark::Skipped => ("-", Role::Rule),
        Mark::NotApplicable => ("·", Role::Rule),
    };
    [cursor, Span::new(sign, role), Span::new(" ", Role::Text)]
}

/// A step's state, and why it was skipped.
#[derive(Clone, Copy, Default)]
struct State<'a> {
    mark: Mark,
    reason: &'a str,
}

impl State<'_> {
    /// What the sign before the step does not say.
    fn in_words(self) -> Option<String> {
        match (self.mark, self.reason) {
            (Mark::Open | Mark::Done, _) => None,
            (Mark::Skipped, "") => Some(" (skipped)".to_string()),
            (Mark::Skipped, reason) => Some(format!(" (skipped: {})", visible_line(reason))),
            (Mark::NotApplicable, _) => Some(" (not applicable)".to_string()),
        }
    }
}

/// The step's text and what stands below it.
fn write_inside(page: &mut Page, step: &Step, around: &Around, is_current: bool, state: State) {
    let (text, own_line) = split_command(step);
    let mut line = Vec::new();
    if step.optional && !says_optional(step) {
        line.push(Span::new("(optional) ", Role::Meta));
    }
    if let Some(label) = &step.label {
        line.push(Span {
            strong: true,
            ..Span::new(format!("{}: ", visible_line(label)), Role::Text)
        });
    }
    let command = step.inline_command.as_ref();
    let command = command.map(|c| (c.text.as_str(), c.filled(page.view.values)));
    let look = Look {
        strong: is_current,
        command: command.as_ref().map(|(text, filled)| (*text, filled)),
        ..block::look(page)
    };
    line.extend(spans(text, look));
    if spans_width(&line) == 0 && page.faded {
        // Folded to its first line, a step without words is known by its command.
        let commands = step.commands();
        let first = commands
            .first()
            .and_then(|command| command.text.lines().next());
        line.extend(first.map(|text| Span::new(visible_line(text), Role::Command)));
    }
    let state = state.in_words();
    line.extend(state.map(|state| Span::new(state, Role::Meta)));
    if spans_width(&line) > 0 {
        page.text(line);
    }
    if page.faded && page.view.current.is_some() && page.view.fold != Fold::Everything {
        return;
    }
    if let Some(place) = (page.view.destroys)(step) {
        let place = visible_line(&place).into_owned();
        let mut line = vec![Span::new("DESTRUCTIVE", Role::Warning)];
        if !place.is_empty() {
            line.push(Span::new(format!(" {place}"), Role::Meta));
        }
        page.text(line);
    }
    for callout in &step.callouts {
        if page.view.fold != Fold::Commands || callout.kind.guards() {
            block::write_callout(page, callout, around);
        }
    }
    if let Some(command) = own_line {
        code::write_command(page, command, around.index_of(command));
    }
    write_below(page, step, around);
}

fn write_below(page: &mut Page, step: &Step, around: &Around) {
    // What guards the step stands before its commands, wherever it was written.
    for block in step.blocks.iter().filter(|block| guards(block)) {
        block::write_all(page, std::slice::from_ref(block), around);
    }
    if page.view.fold == Fold::Commands {
        for code in step.own_code_blocks(CodeRole::Command) {
            around.code(page, code);
        }
        // Which case a command is for is said by its sub-step's text.
        let steps = step.substeps().into_iter();
        let steps = steps.filter(|step| !step.commands().is_empty());
        write_substeps(page, steps, around);
        return;
    }
    for block in step.blocks.iter().filter(|block| !guards(block)) {
        block::write_all(page, std::slice::from_ref(block), around);
    }
}

fn guards(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Callout(callout) if callout.kind.guards())
}

/// A command that ends the text (`Check the space: df -h`) goes on a line of its own, so that it can
/// be selected whole; the text is what stands before it.
fn split_command(step: &Step) -> (&[Inline], Option<&Command>) {
    let Some(command) = &step.inline_command else {
        return (&step.text, None);
    };
    match step.text.split_last() {
        Some((Inline::Code(code), before))
            if *code == command.text && step.own_code_blocks(CodeRole::Command).is_empty() =>
        {
            (before, Some(command))
        }
        _ => (&step.text, None),
    }
}

fn says_optional(step: &Step) -> bool {
    step.plain_text().to_lowercase().contains("optional")
}

/// Sub-steps: `3a.`, `3b.`; letters alone below a step without a number. The branches of a decision
/// are no sequence: they have no numbers.
pub(super) fn write_substeps<'a>(
    page: &mut Page,
    steps: impl IntoIterator<Item = &'a Step>,
    around: &Around,
) {
    for step in steps {
        let number = format!("{}{}", around.number, step.letters());
        let sign = match around.decides {
            true => "-".to_string(),
            false => format!("{number}."),
        };
        let mut marker = vec![Span::new(sign, Role::Number), Span::new(" ", Role::Text)];
        marker.extend(step.checked.map(block::checkbox));
        let columns = spans_width(&marker);
        page.within(marker, indent(columns), |page| {
            let inner = around.substep(step, number);
            write_inside(page, step, &inner, false, State::default());
        });
    }
}
