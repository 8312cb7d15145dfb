//! Opens the browser, or its linear form where a full screen would not be read.

use std::ffi::OsString;
use std::sync::OnceLock;

use super::args::Arguments;
use super::failure::Failure;
use super::world::{World, answer};
use super::{check, lookup, pasted, values};
use crate::external::multiplexer;
use crate::library::Plan;
use crate::lint::Checker;
use crate::search::{Filter, telling_line};
use crate::ui::Options;
use crate::ui::run::{self, Browse, Check, Outcome};
use crate::ui::terminal::Height;

/// What the browser starts with: the topic, else the telling line of what is piped in.
pub(super) fn query(world: &World, topic: String) -> Result<String, Failure> {
    if !topic.is_empty() {
        return Ok(topic);
    }
    let output = pasted::read(world)?.unwrap_or_default();
    Ok(telling_line(&output).unwrap_or_default())
}

/// Browses until it is left; the command chosen with `--print` is the answer.
pub(super) fn browse(arguments: &Arguments, world: &World, topic: String) -> Result<(), Failure> {
    browse_in(
        arguments,
        world,
        topic,
        lookup::plan(arguments, world),
        None,
    )
}

/// Browses what this plan gives; `open` is the id of an aid that is opened at once where it was left.
pub(super) fn browse_in(
    arguments: &Arguments,
    world: &World,
    topic: String,
    plan: Plan,
    open: Option<String>,
) -> Result<(), Failure> {
    if arguments.popup && !multiplexer::in_popup() {
        return popup(world, &topic);
    }
    let height = arguments.height.as_deref().map(height).transpose()?;
    let store = world.store();
    let options = Options {
        query: topic,
        open,
        filter: Filter {
            tags: arguments.tag.clone(),
        },
        today: world.today,
        print: arguments.print,
        popup: multiplexer::in_popup() && !arguments.print,
        here: world.here.clone(),
        colour: world.browser_colour,
        set: given(arguments)?,
        short_options: world.settings.short_options,
        environment: environment(),
        last_values: store.values(),
        keys: world.settings.keys.clone(),
    };
    let browse = Browse {
        options,
        plan,
        store,
        zone: world.zone.clone(),
        height,
        width: world.width,
        mouse: world.settings.mouse.unwrap_or(true),
        check: checking(world),
    };
    let outcome = if world.linear {
        run::linear(browse)
    } else {
        run::browse(browse)
    };
    let advice = "jitt TOPIC prints without one";
    match outcome.map_err(|error| Failure::Io(format!("{error}\n  {advice}")))? {
        Outcome::Quit => Ok(()),
        Outcome::Print { text, cursor } => {
            let before = text.get(..cursor).unwrap_or(&text).chars().count();
            let place = match arguments.cursor {
                true => format!("{before}\n"),
                false => String::new(),
            };
            answer(&format!("{place}{text}\n"))
        }
        Outcome::Cancelled => Err(Failure::Ended(130)),
        Outcome::Signal(number) => Err(Failure::Ended(128_u8.saturating_add(number as u8))),
    }
}

/// What the browser's key shows of an aid: all that `--check` would say, hints too.
fn checking(world: &World) -> Check {
    let options = check::options(world, false);
    let checker = OnceLock::new();
    Check(Box::new(move |library, entry| {
        let checker = checker.get_or_init(|| Checker::new(options.clone()));
        let found = checker.aid(library, entry).into_iter();
        found.map(|found| found.finding).collect()
    }))
}

/// Opens jitt again in a popup of tmux, with the same arguments. `topic` may be what was piped in.
fn popup(world: &World, topic: &str) -> Result<(), Failure> {
    let program = std::env::current_exe().map_err(|error| Failure::Io(error.to_string()))?;
    let mut arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    if world.stdin_is_piped && !topic.is_empty() {
        arguments.extend(["--".into(), topic.into()]);
    }
    multiplexer::popup(program.into(), arguments).map_err(|why| {
        let advice = "jitt --height 60% opens below the prompt";
        Failure::Io(format!("no popup: {why}\n  {advice}"))
    })
}

/// `--set`: the browser fills in what the aid opened has of it.
fn given(arguments: &Arguments) -> Result<Vec<(String, String)>, Failure> {
    let pairs = values::pairs(arguments)?.into_iter();
    Ok(pairs
        .map(|(name, value)| (name.to_string(), value.to_string()))
        .collect())
}

/// The environment's variables that are text.
fn environment() -> Vec<(String, String)> {
    let text = |(name, value): (OsString, OsString)| {
        Some((name.into_string().ok()?, value.into_string().ok()?))
    };
    std::env::vars_os().filter_map(text).collect()
}

/// `15` rows or `40%` of the terminal.
fn height(text: &str) -> Result<Height, Failure> {
    let (number, percent) = match text.strip_suffix('%') {
        Some(number) => (number, true),
        None => (text, false),
    };
    match number.parse() {
        Ok(rows) if rows > 0 && !percent => Ok(Height::Rows(rows)),
        Ok(share @ 1..=100) if percent => Ok(Height::Percent(share)),
        _ => Err(Failure::Usage(format!(
            "--height {text} is no height\n  give rows, such as 15, or a share, such as 40%"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_height_is_rows_or_a_share_of_the_terminal() {
        assert_eq!(height("15").ok(), Some(Height::Rows(15)));
        assert_eq!(height("40%").ok(), Some(Height::Percent(40)));
        for wrong in ["0", "101%", "-3", "", "%", "ten"] {
            assert!(height(wrong).is_err(), "{wrong}");
        }
    }
}
