//! Prints one aid: its steps, its commands, or its file; or copies them.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::args::Arguments;
use super::author;
use super::failure::{Failure, finding_text};
use super::lookup::{Found, quoted};
use super::procedure::procedure_of;
use super::steps::asked_steps;
use super::world::{World, answer, say};
use super::{place, values};
use crate::aid::placeholder::{Filled, Values};
use crate::aid::{Aid, Command, Procedure, Step, StepKind, StepRef};
use crate::diagnostic::{Diagnostic, Severity};
use crate::external::clipboard;
use crate::parse::as_written;
use crate::render::ansi::{Output, to_text};
use crate::render::sanitize::{hides_something, visible_code, visible_source};
use crate::render::{Fold, View, aid_lines};
use crate::search::Hit;
use crate::session::Run;
use crate::ui::{danger, terminal};

/// So many findings are said before an aid; they must not push the steps off the screen.
const FINDINGS: usize = 3;

/// Prints (or copies) what the arguments ask of the aid that `hit` names, with what was filled in in its `run`
/// that goes on.
pub(super) fn show(
    arguments: &Arguments,
    world: &World,
    found: &Found,
    hit: &Hit,
    run: Option<&Run>,
) -> Result<(), Failure> {
    let loaded = found.library.load(hit.entry)?;
    say_errors(&loaded.findings);
    if arguments.raw {
        return deliver(arguments, world, &raw_text(&loaded.raw), "the file");
    }
    let phase = found
        .anchor
        .as_deref()
        .and_then(|name| loaded.aid.with_phase(name));
    let aid = phase.as_ref().unwrap_or(&loaded.aid);
    let mut values = values::for_aid(arguments, world, &loaded.aid)?;
    let dead_end = found.library.dead_ends(hit.entry, &loaded.aid);
    if let Some(section) = section_of(aid, found.anchor.as_deref()) {
        if arguments.commands || arguments.step.is_some() {
            return Err(no_steps(aid, found.anchor.as_deref()));
        }
        let view = View {
            fold: Fold::Everything,
            values: &values,
            dead_end: &dead_end,
            ..view(arguments, world, hit)
        };
        return deliver_lines(arguments, world, &section, &view);
    }
    let procedure = procedure_of(
        aid,
        found.anchor.as_deref(),
        &arguments.topic_text(),
        hit.step,
        found.answer.symptom,
    );
    let asked = arguments.step.as_deref();
    let asked = asked.map(|asked| asked_steps(aid, procedure, asked));
    let (steps, part) = match asked.transpose()? {
        Some(asked) => (Some(asked.range), asked.part),
        None => (None, None),
    };
    let aid = part.as_ref().unwrap_or(aid);
    if arguments.edit {
        let at = hit.step.filter(|at| Some(at.procedure) == procedure);
        let line = line_to_edit(aid, procedure, steps, at);
        return author::edit(world, &found.library, hit.entry, line);
    }
    let shown = procedure.and_then(|index| aid.procedures().nth(index));
    let shown = shown.map(|procedure| steps_of(procedure, steps.clone()));
    let shown = shown.unwrap_or_default();
    let needing: Vec<&Command> = shown.iter().flat_map(|step| step.commands()).collect();
    let kept = run.map_or(Vec::new(), |run| {
        values::of_run(arguments, world, &loaded.aid, &needing, run, &mut values)
    });
    if let Some(run) = run.filter(|_| !kept.is_empty()) {
        say(&place::values_of(world, run, &kept));
    }
    if arguments.commands {
        return commands(arguments, world, aid, &shown, &values);
    }
    let view = View {
        procedure,
        steps,
        destroys: &|step| destroys(world, aid, step),
        values: &values,
        dead_end: &dead_end,
        ..view(arguments, world, hit)
    };
    deliver_lines(arguments, world, aid, &view)
}

/// The line of the step that `--edit` opens at: the first one asked for, the one that the topic means,
/// else the procedure's first.
fn line_to_edit(
    aid: &Aid,
    procedure: Option<usize>,
    steps: Option<RangeInclusive<usize>>,
    at: Option<StepRef>,
) -> u32 {
    let index = steps.map(|steps| steps.start().saturating_sub(1));
    let index = index.or(at.map(|at| at.step)).unwrap_or(0);
    let procedure = procedure.and_then(|procedure| aid.procedures().nth(procedure));
    let step = procedure.and_then(|procedure| procedure.steps().nth(index));
    step.map_or(1, |step| step.line)
}

/// What is said above a command that destroys something. Where that would be is for a person at a
/// terminal: what a program reads depends on the aid alone.
fn destroys(world: &World, aid: &Aid, step: &Step) -> Option<String> {
    let place = danger::above(aid, step, &world.here)?;
    Some(if world.stdout_is_terminal {
        place
    } else {
        String::new()
    })
}

/// What is badly wrong with the file, as far as it fits above the steps. What only hurts a little
/// waits in `--sources`: most readers cannot mend the page now.
fn say_errors(findings: &[Diagnostic]) {
    let is_error = |finding: &&Diagnostic| finding.severity == Severity::Error;
    let errors: Vec<_> = findings.iter().filter(is_error).collect();
    for finding in errors.iter().take(FINDINGS) {
        say(&finding_text((*finding).clone()));
    }
    if errors.len() > FINDINGS {
        say("(there is more: jitt --sources shows the rest)");
    }
}

/// The text that the anchor names, where it names no procedure.
fn section_of(aid: &Aid, anchor: Option<&str>) -> Option<Aid> {
    let name = anchor.filter(|name| aid.procedure_named(name).is_none())?;
    aid.section_named(name)
}

/// Text has no steps to pick from: what was asked for is not there, and a shell may wait for it.
fn no_steps(aid: &Aid, anchor: Option<&str>) -> Failure {
    let part = format!("{}#{}", aid.id, anchor.unwrap_or_default());
    let advice = format!("it is text: jitt {}", quoted(&part));
    Failure::NotFound(format!("{part} has no steps\n  {advice}"))
}

/// What is copied is plain.
fn output(arguments: &Arguments, world: &World) -> Output {
    match arguments.copy {
        true => Output::default(),
        false => world.output,
    }
}

fn view<'a>(arguments: &Arguments, world: &World, hit: &'a Hit) -> View<'a> {
    View {
        matched: &hit.words,
        link_targets: !output(arguments, world).hyperlinks,
        ..View::new(world.width, world.today)
    }
}

fn deliver_lines(
    arguments: &Arguments,
    world: &World,
    aid: &Aid,
    view: &View,
) -> Result<(), Failure> {
    let text = to_text(&aid_lines(aid, view), output(arguments, world));
    deliver(arguments, world, &text, "the steps")
}

/// The commands of the steps asked for, a line or a block each.
fn commands(
    arguments: &Arguments,
    world: &World,
    aid: &Aid,
    chosen: &[&Step],
    values: &Values,
) -> Result<(), Failure> {
    let commands: Vec<&Command> = chosen.iter().flat_map(|step| step.commands()).collect();
    let commands: Vec<Filled> = commands.iter().map(|c| c.filled(values)).collect();
    if commands.is_empty() {
        return Err(Failure::NotFound(format!(
            "{} has no command there",
            aid.id
        )));
    }
    if commands
        .iter()
        .any(|command| hides_something(&command.text))
    {
        hidden_characters(arguments, world)?;
    }
    refuse_unplaced(&commands)?;
    let destroying = commands.iter().map(|command| command.text.as_str());
    if let Some(command) = destroying.clone().find(|text| danger::destroys(aid, text)) {
        let place = danger::place(command, &world.here);
        say(&format!("destroys data or access; you are {place}"));
    }
    let text: String = commands.iter().map(command_text).collect();
    deliver(arguments, world, &text, "the commands")?;
    say_alternatives(chosen);
    say_open(&commands);
    Ok(())
}

/// A value that was given and cannot stand where it belongs: half a command is given to nobody.
fn refuse_unplaced(commands: &[Filled]) -> Result<(), Failure> {
    let refused: BTreeSet<String> = commands
        .iter()
        .flat_map(|command| &command.refused)
        .map(|(name, why)| format!("not filled in: {name}: {why}"))
        .collect();
    if refused.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = refused.into_iter().collect();
    let advice = "leave out --set and write the value into the command yourself";
    Err(Failure::Usage(format!("{}\n  {advice}", lines.join("\n"))))
}

/// What is still to be filled in.
fn say_open(commands: &[Filled]) {
    let mut names: Vec<&str> = Vec::new();
    for name in commands.iter().flat_map(Filled::open) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if let Some(first) = names.first() {
        say(&format!(
            "still to fill in: {} (--set {}=...)",
            names.join(", "),
            quoted(first)
        ));
    }
}

/// A command that hides characters is shown with marks, but leaves neither for the clipboard nor for
/// a program: the marks (`<U+200B>`) would mean something to a shell, and nobody can be asked.
fn hidden_characters(arguments: &Arguments, world: &World) -> Result<(), Failure> {
    let shown = "a command hides characters; they are shown as <U+...> or ^X";
    if arguments.copy || !world.stdout_is_terminal {
        return Err(Failure::Io(format!(
            "not given: {shown}\n  look at it without -c"
        )));
    }
    say(shown);
    Ok(())
}

fn steps_of(procedure: &Procedure, steps: Option<RangeInclusive<usize>>) -> Vec<&Step> {
    let wanted = steps.unwrap_or(1..=usize::MAX);
    let numbered = (1..).zip(procedure.steps());
    let chosen = numbered.filter(|(n, _)| wanted.contains(n));
    chosen.map(|(_, step)| step).collect()
}

/// Commands of which one is meant must not be taken for a sequence.
fn say_alternatives(steps: &[&Step]) {
    for step in steps.iter().filter(|step| step.kind == StepKind::Decide) {
        let mut parts = step.substeps().into_iter();
        parts.by_ref().find(|part| !part.commands().is_empty());
        if let Some(second) = parts.find(|part| !part.commands().is_empty()) {
            let number = step.number_label();
            let letters = second.letters();
            say(&format!(
                "step {number} is a choice: take one of its commands (-s {number}{letters})"
            ));
        }
    }
}

/// The file as it is, but for what a terminal or a pipe must not see; tabs stay.
fn raw_text(bytes: &[u8]) -> String {
    let mut text = visible_source(&as_written(bytes)).into_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// A command ready to paste: hidden characters as marks, tabs as they are (a heredoc may need them).
fn command_text(command: &Filled) -> String {
    let pieces: Vec<_> = command.text.split('\t').map(visible_code).collect();
    format!("{}\n", pieces.join("\t"))
}

/// Prints `text`, or copies it and says so.
fn deliver(arguments: &Arguments, world: &World, text: &str, what: &str) -> Result<(), Failure> {
    if !arguments.copy {
        return answer(text);
    }
    let text = text.trim_end_matches('\n');
    let refused = match clipboard::copy(text) {
        Ok(()) => {
            say(&format!("copied {what}"));
            return Ok(());
        }
        Err(why) => why,
    };
    // A terminal that is dumb, or read aloud, would not take the sequence for what it is.
    let sent = match world.linear {
        true => Err("this terminal takes no escape sequence (OSC 52)".to_string()),
        false => terminal::set_clipboard(text),
    };
    sent.map_err(|why| {
        Failure::Io(format!(
            "cannot copy: {refused}; {why}\n  print it without -y"
        ))
    })?;
    // Terminals do not say whether they did it.
    say(&format!("sent {what} to the terminal's clipboard (OSC 52)"));
    Ok(())
}
