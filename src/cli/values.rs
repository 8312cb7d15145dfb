//! `--set`: values for the placeholders of the aid that is shown.

use super::args::Arguments;
use super::failure::Failure;
use super::world::World;
use crate::aid::placeholder::{Question, Refusal, Values};
use crate::aid::{Aid, Command};
use crate::session::Run;

/// The values given on the command line, for this aid.
///
/// # Errors
/// The aid has no such placeholder, or the value does not fit it.
pub(super) fn for_aid(arguments: &Arguments, world: &World, aid: &Aid) -> Result<Values, Failure> {
    let mut values = Values::default();
    values.short_options = world.settings.short_options;
    let questions = aid.questions();
    for question in questions.iter().filter(|q| q.param.secret) {
        values.keep_secret(&question.param.name);
    }
    for (name, value) in pairs(arguments)? {
        let question = question(&questions, name).ok_or_else(|| unknown(aid, &questions, name))?;
        let unfit = |why: &dyn std::fmt::Display| Failure::Usage(format!("--set {name}: {why}"));
        if value.chars().any(char::is_control) {
            return Err(unfit(&Refusal::Control));
        }
        if value.is_empty() {
            // `rm -rf /srv/<name>` would mean the whole folder.
            return Err(unfit(&"an empty value; without --set it stays open"));
        }
        question.check(value).map_err(|why| unfit(&why))?;
        values.set(&question.param.name, Some(value.to_string()));
    }
    Ok(values)
}

/// What the `run` that goes on has for these commands and `--set` does not say, by name; filled into `values`.
/// Only for a person at a terminal, on the machine that it was filled in on: what a program reads depends on
/// the aids and the arguments alone.
pub(super) fn of_run(
    arguments: &Arguments,
    world: &World,
    aid: &Aid,
    commands: &[&Command],
    run: &Run,
    values: &mut Values,
) -> Vec<(String, String)> {
    let host = &world.here.host;
    let is_here = run.host == *host && run.here.host == *host;
    if !world.stdout_is_terminal || !arguments.dir.is_empty() || !is_here {
        return Vec::new();
    }
    let is_taken = |name: &str, value: &str| {
        let needs = |command: &&&Command| command.holes.iter().any(|hole| hole.name == name);
        let mut needing = commands.iter().filter(needs).peekable();
        // Where its place does not take it the placeholder stays, as in the browser.
        needing.peek().is_some() && needing.all(|c| c.refuses(name, value).is_none())
    };
    let questions = aid.questions().into_iter();
    let open = questions.filter(|q| !q.param.secret && values.get(&q.param.name).is_none());
    let kept: Vec<(String, String)> = open
        .filter_map(|question| {
            let name = &question.param.name;
            let value = run.values.get(name)?;
            let fits = question.takes(value) && is_taken(name, value);
            fits.then(|| (name.clone(), value.clone()))
        })
        .collect();
    for (name, value) in &kept {
        values.set(name, Some(value.clone()));
    }
    kept
}

/// What `--set` says, whatever the aid.
///
/// # Errors
/// There is no `=`.
pub(super) fn pairs(arguments: &Arguments) -> Result<Vec<(&str, &str)>, Failure> {
    let pair = |given: &'_ String| -> Result<(usize, usize), Failure> {
        let at = given.find('=').filter(|at| *at > 0).ok_or_else(|| {
            Failure::Usage(format!(
                "--set {given} names no value\n  write --set NAME=VALUE"
            ))
        })?;
        Ok((at, at + 1))
    };
    let pairs = arguments.set.iter().map(|given| {
        let (end, start) = pair(given)?;
        Ok((
            given.get(..end).unwrap_or_default(),
            given.get(start..).unwrap_or_default(),
        ))
    });
    pairs.collect()
}

/// By name, else by name in another case.
fn question<'a>(questions: &'a [Question], name: &str) -> Option<&'a Question> {
    let exact = questions.iter().find(|q| q.param.name == name);
    exact.or_else(|| {
        questions
            .iter()
            .find(|q| q.param.name.eq_ignore_ascii_case(name))
    })
}

fn unknown(aid: &Aid, questions: &[Question], name: &str) -> Failure {
    let names: Vec<&str> = questions.iter().map(|q| q.param.name.as_str()).collect();
    let advice = match names.as_slice() {
        [] => "its commands have no placeholder".to_string(),
        names => format!("it has {}", names.join(", ")),
    };
    Failure::Usage(format!(
        "--set {name}: {} has no such placeholder\n  {advice}",
        aid.id
    ))
}
