//! What is said about a place: how far, how long ago, where, and what is another now.

use std::collections::BTreeSet;

use jiff::{Timestamp, Zoned};

use super::cells;
use super::steps::{Keys, Opened};
use crate::aid::{Aid, Mark, StepKey};
use crate::session::{Change, Run, Seen, Surroundings};

/// Values are named again when the aid was left so long ago (seconds): eight hours, a shift.
const OLD: i64 = 8 * 3600;

/// What is said when an aid is entered that was begun before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// A sentence each.
    pub lines: Vec<String>,
    /// It begins with something that may go wrong: another machine, another cluster.
    pub warns: bool,
}

/// Where the person was in an aid, at the step `current`; `here` is where they are now.
fn tell(
    aid: &Aid,
    run: &Run,
    current: Option<&Seen>,
    here: &Surroundings,
    now: Option<&Zoned>,
) -> Told {
    let mut lines = Vec::new();
    if run.here.host != here.host {
        lines.push(format!(
            "begun on {}; you are on {} now",
            run.here.host, here.host
        ));
    }
    if run.here.kube != here.kube {
        let name = |context: &Option<String>| match context {
            Some(context) => format!("kube context {context}"),
            None => "no kube context".to_string(),
        };
        lines.push(format!(
            "begun with {}; now it is {}",
            name(&run.here.kube),
            name(&here.kube)
        ));
    }
    let warns = !lines.is_empty();
    lines.push(position(run, current, now));
    lines.extend(doubtful_values(aid, run, here, now));
    Told { lines, warns }
}

/// Values of long ago or of another machine are named: here and now they may be wrong.
fn doubtful_values(
    aid: &Aid,
    run: &Run,
    here: &Surroundings,
    now: Option<&Zoned>,
) -> Option<String> {
    let age = now.map_or(0, |now| {
        now.timestamp().as_second() - run.touched.as_second()
    });
    let elsewhere = run.host != here.host || run.here.host != here.host;
    // A secret of then is not filled in now.
    let values = run.shown_values(Some(aid)).into_iter();
    let values: Vec<String> = values
        .filter_map(|(name, value)| Some(format!("{name}={}", value?)))
        .collect();
    if values.is_empty() || (age.abs() < OLD && !elsewhere) {
        return None;
    }
    let when = if elsewhere { "there" } else { "then" };
    Some(format!(
        "filled in {when}: {} (f changes it)",
        values.join(", ")
    ))
}

/// What is said when an opened aid is entered, with what is `wrong` with what is kept of it; and what is to
/// be kept when it is said.
pub fn entering(
    opened: &Opened,
    wrong: Vec<String>,
    here: &Surroundings,
    now: Option<&Zoned>,
) -> (Told, Option<Change>) {
    let mut told = Told::default();
    let mut change = None;
    if let Some(run) = opened.run.as_ref().filter(|run| run.is_open()) {
        // The number may be another one since the page changed.
        let current = opened.seen(opened.place.current);
        told = tell(&opened.aid, run, current.as_ref(), here, now);
        if let Some(said) = page_change(run, &opened.keys, &opened.aid) {
            told.lines.push(said);
            change = Some(Change::Page(opened.keys.values().copied().collect()));
        }
    }
    told.lines.extend(wrong);
    (told, change)
}

/// What is said of a run on another machine that goes on beside this one: nothing joins the two.
pub fn apart(other: &Run, has_own: bool, now: Option<&Zoned>) -> String {
    let there = position(other, other.current.as_ref(), now);
    match has_own {
        true => format!("also begun on another machine, and not joined with this one: {there}"),
        false => format!(
            "begun on another machine meanwhile: {there}; a mark here begins a second one, jitt --resume goes on with that one"
        ),
    }
}

/// `step 4 of 7, 23 min ago on web3`
pub fn position(run: &Run, current: Option<&Seen>, now: Option<&Zoned>) -> String {
    let step = match current {
        Some(seen) => format!("step {} of {}", seen.number, seen.of),
        None => "begun".to_string(),
    };
    let ago = now.map_or_else(String::new, |now| format!(", {}", age(run.touched, now)));
    format!("{step}{ago} on {}", run.host)
}

/// How long ago, in words; a time that the clock has not reached is given as a date.
pub fn age(then: Timestamp, now: &Zoned) -> String {
    let seconds = now.timestamp().as_second().saturating_sub(then.as_second());
    match seconds {
        ..-60 => {
            let then = then.to_zoned(now.time_zone().clone());
            format!("{} {} (the clock was changed)", then.date(), clock(&then))
        }
        -60..60 => "just now".to_string(),
        60..5400 => format!("{} min ago", seconds / 60),
        5400..129_600 => format!("{} h ago", (seconds + 1800) / 3600),
        _ => format!("{} days ago", (seconds + 43_200) / 86_400),
    }
}

/// `14:05`
pub fn clock(time: &Zoned) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `7 of 7 done, 14:05`, or with what was left out; of a checklist `7 of 7 confirmed`.
pub fn finished(
    count: usize,
    skipped: usize,
    not_applicable: usize,
    confirms: bool,
    time: Option<String>,
) -> String {
    let done = count.saturating_sub(skipped + not_applicable);
    let word = if confirms { "confirmed" } else { "done" };
    let mut text = format!("{done} of {count} {word}");
    for (number, word) in [(skipped, "skipped"), (not_applicable, "not applicable")] {
        if number > 0 {
            text.push_str(&format!(", {number} {word}"));
        }
    }
    text + &time.map_or_else(String::new, |time| format!(", {time}"))
}

/// What of the page is another since the person knew it, and which marks that opens again.
pub fn page_change(run: &Run, keys: &Keys, aid: &Aid) -> Option<String> {
    let before: BTreeSet<StepKey> = run.page.iter().copied().collect();
    let now: BTreeSet<StepKey> = keys.values().copied().collect();
    if before.is_empty() || before == now {
        return None;
    }
    let new = keys.iter().filter(|(_, key)| !before.contains(key));
    let new: Vec<String> = new
        .filter_map(|(at, _)| {
            Some(
                aid.procedures()
                    .nth(at.procedure)?
                    .steps()
                    .nth(at.step)?
                    .number_label(),
            )
        })
        .collect();
    let gone = before.difference(&now).count();
    let is_lost = |(key, mark): &(&StepKey, &Mark)| **mark != Mark::Open && !now.contains(key);
    let lost = run.marks.iter().filter(is_lost).count();
    let mut parts = Vec::new();
    let reworded = new.len() == gone;
    if !new.is_empty() {
        let named: Vec<&str> = new.iter().take(5).map(String::as_str).collect();
        let more = if new.len() > 5 { " and more" } else { "" };
        let said = match (new.len(), reworded) {
            (1, true) => "reads differently",
            (1, false) => "is new or reads differently",
            (_, true) => "read differently",
            (_, false) => "are new or read differently",
        };
        let noun = if new.len() == 1 { "step" } else { "steps" };
        let named = named.join(", ");
        parts.push(format!("{noun} {named}{more} {said}"));
    }
    if gone > 0 && !reworded {
        let verb = if gone == 1 { "is" } else { "are" };
        let steps = cells::count(gone, "step");
        parts.push(format!("{steps} of before {verb} gone"));
    }
    if lost > 0 {
        let marks = cells::count(lost, "mark");
        parts.push(format!("{marks} went with that, to be done again"));
    }
    let parts = parts.join("; ");
    Some(format!("the page was changed since you were here: {parts}"))
}
