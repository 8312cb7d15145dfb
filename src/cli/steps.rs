//! Which steps `--step` names.

use std::ops::RangeInclusive;

use super::failure::Failure;
use crate::aid::{Aid, Procedure};

/// The steps asked for.
#[derive(Debug)]
pub(super) struct Asked {
    /// Positions in the procedure, from 1.
    pub(super) range: RangeInclusive<usize>,
    /// The page with the one step cut down to a sub-step, when that was asked for (`5a`).
    pub(super) part: Option<Aid>,
}

/// Reads `3`, `3-5`, `2.3`, `2.3-2.5`, `5a`. On a page with phases `2` is the whole second phase.
pub(super) fn asked_steps(
    aid: &Aid,
    procedure: Option<usize>,
    asked: &str,
) -> Result<Asked, Failure> {
    let steps = procedure.and_then(|index| Some((index, aid.procedures().nth(index)?)));
    let Some((index, steps)) = steps else {
        return Err(Failure::NotFound(format!("{} has no steps", aid.id)));
    };
    let number = asked
        .trim()
        .trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let letters = asked.trim().get(number.len()..).unwrap_or_default();
    if !letters.is_empty() && number.ends_with(|c: char| c.is_ascii_digit()) {
        let (position, last) = positions(aid, steps, number, asked)?;
        if position != last {
            return Err(Failure::Usage(format!(
                "--step {asked}: {number} is a phase of several steps\n  name the step: {number}.1{letters}"
            )));
        }
        let letters = letters.to_ascii_lowercase();
        let Some(part) = aid.with_substep(index, position - 1, &letters) else {
            return Err(no_part(aid, steps, position, asked));
        };
        return Ok(Asked {
            range: position..=position,
            part: Some(part),
        });
    }
    // A step that was a heading shows the numbers of the headings in it.
    let shown = number
        .contains('.')
        .then(|| aid.with_chapter(index, number));
    if positions(aid, steps, number, asked).is_err()
        && let Some((position, part)) = shown.flatten()
    {
        return Ok(Asked {
            range: position..=position,
            part: Some(part),
        });
    }
    let (from, to) = asked.split_once('-').unwrap_or((asked, asked));
    let (first, _) = positions(aid, steps, from, asked)?;
    let (_, last) = positions(aid, steps, to, asked)?;
    if last < first {
        return Err(Failure::Usage(format!(
            "--step {asked}: the range runs backwards"
        )));
    }
    Ok(Asked {
        range: first..=last,
        part: None,
    })
}

fn no_part(aid: &Aid, steps: &Procedure, position: usize, asked: &str) -> Failure {
    let step = steps.steps().nth(position - 1);
    let label = step.map(|step| step.number_label()).unwrap_or_default();
    let last = step.and_then(|step| step.substeps().last().map(|last| last.letters()));
    let there_is = match last {
        Some(last) => format!("the last part of step {label} is {label}{last}"),
        None => format!("step {label} has no parts"),
    };
    Failure::NotFound(format!(
        "{} has no step {}; {there_is}",
        aid.id,
        asked.trim()
    ))
}

/// The first and last position of what `number` names.
fn positions(
    aid: &Aid,
    procedure: &Procedure,
    number: &str,
    asked: &str,
) -> Result<(usize, usize), Failure> {
    let number = number.trim();
    if !number.contains(|c: char| c.is_ascii_digit())
        || number.contains(|c: char| !c.is_ascii_digit() && c != '.')
    {
        let advice =
            "a number, a range such as 3-5, a part such as 5a, or 2.3 on a page with phases";
        return Err(Failure::Usage(format!(
            "--step {asked} is not a step\n  give {advice}"
        )));
    }
    let named = (1..).zip(procedure.steps()).filter(|(_, step)| {
        let phase = step.phase.map(|phase| phase.to_string());
        step.number_label() == number || phase.as_deref() == Some(number)
    });
    let positions: Vec<usize> = named.map(|(position, _)| position).collect();
    if let (Some(first), Some(last)) = (positions.first(), positions.last()) {
        return Ok((*first, *last));
    }
    let by_phases = procedure.steps().any(|step| step.phase.is_some());
    let count = procedure.step_count();
    let by_position = number.parse().ok().filter(|n| (1..=count).contains(n));
    if let Some(position) = by_position.filter(|_| !by_phases) {
        return Ok((position, position));
    }
    let last = procedure.steps().last();
    let last = last.map(|step| step.number_label()).unwrap_or_default();
    Err(Failure::NotFound(format!(
        "{} has no step {number}; its last is {last}",
        aid.id
    )))
}
