//! `--set`: values for the placeholders of the aid that is shown.

use super::args::Arguments;
use super::failure::Failure;
use super::world::World;
use crate::aid::Aid;
use crate::aid::placeholder::{Question, Refusal, Values};

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
