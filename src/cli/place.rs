//! `--resume`, `--log` and `--reset`: the place in an aid, from the command line.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::{Timestamp, Zoned};

use super::args::Arguments;
use super::browse;
use super::failure::Failure;
use super::lookup;
use super::world::{World, answer, say};
use crate::aid::{Aid, Mark};
use crate::library::{Library, Plan};
use crate::render::sanitize::visible_line;
use crate::session::{AidName, Change, Happened, Run};
use crate::source::{Origin, Source};
use crate::ui::{keeper, resume};

/// `--resume [TOPIC]`: opens the browser at the step where the aid was left.
pub(super) fn resume(arguments: &Arguments, world: &World, topic: &str) -> Result<(), Failure> {
    let run = unfinished(arguments, world, topic)?;
    let plan = plan_with(arguments, world, &run);
    browse::browse_in(arguments, world, String::new(), plan, Some(run.aid))
}

/// The library with the page of a run in it: it may have been opened from a folder that only --dir named.
fn plan_with(arguments: &Arguments, world: &World, run: &Run) -> Plan {
    let mut plan = lookup::plan(arguments, world);
    let root = PathBuf::from(&run.root);
    let is_there = plan.sources.iter().any(|source| is_at(source, &root));
    if !run.root.is_empty() && !is_there {
        let origin = Origin::Given;
        plan.sources.insert(0, Source { origin, root });
    }
    plan
}

fn is_at(source: &Source, root: &Path) -> bool {
    std::fs::canonicalize(&source.root).is_ok_and(|real| real == root)
}

/// The page of a run as it is now, where it can be found.
fn page_of(arguments: &Arguments, world: &World, run: &Run) -> Option<Aid> {
    let of = |plan: &Plan| {
        let library = Library::open(plan, SystemTime::now(), &mut |_| {});
        let entry = library.with_id(&run.aid)?;
        let is_it = keeper::root_of(&library, entry) == run.root;
        Some(library.load(entry).ok().filter(|_| is_it)?.aid)
    };
    let plan = plan_with(arguments, world, run);
    of(&plan).or_else(|| {
        // Another source may have an aid of the same id before it.
        let own = |source: &&Source| match run.root.is_empty() {
            true => source.origin == Origin::Starter,
            false => is_at(source, Path::new(&run.root)),
        };
        let sources = plan.sources.iter().filter(own);
        let sources = sources.cloned().collect();
        of(&Plan {
            sources,
            ..plan.clone()
        })
    })
}

/// `--reset [TOPIC]`: the aid starts fresh; what was done stays in the log.
pub(super) fn reset(arguments: &Arguments, world: &World, topic: &str) -> Result<(), Failure> {
    let run = unfinished(arguments, world, topic)?;
    let name = AidName {
        id: run.aid.clone(),
        title: run.title.clone(),
        root: run.root.clone(),
    };
    let (mut track, said) = world.store().track(name, run.page.clone());
    said.iter().for_each(|said| say(said));
    let kept = track.keep(&Change::Reset, Timestamp::now());
    kept.map_err(|why| Failure::Io(format!("cannot start over: {why}")))?;
    let was = resume::position(&run, run.current.as_ref(), Some(&now(world)));
    say(&format!(
        "{} starts fresh (was {was})",
        visible_line(&run.title)
    ));
    Ok(())
}

/// `--log [TOPIC]`: what was ticked when, as Markdown, of the run touched last; with `-n` of several.
pub(super) fn log(arguments: &Arguments, world: &World, topic: &str) -> Result<(), Failure> {
    let mut runs = world.store().runs();
    if !topic.is_empty() {
        let id = id_of(arguments, world, topic, &runs)?;
        runs.retain(|run| run.aid == id);
    }
    let most = arguments.limit.map_or(1, |limit| limit as usize);
    let runs: Vec<&Run> = runs.iter().take(most).collect();
    if runs.is_empty() {
        return Err(Failure::NotFound(match topic.is_empty() {
            true => "nothing was ticked yet".to_string(),
            false => format!("nothing was ticked of {}", visible_line(topic)),
        }));
    }
    let text = |run: &Run| {
        // Which values are secrets is for the page to say.
        let valued = !run.values.is_empty();
        let page = valued.then(|| page_of(arguments, world, run)).flatten();
        markdown(run, page.as_ref(), world)
    };
    let texts: Vec<String> = runs.into_iter().map(text).collect();
    answer(&texts.join("\n"))
}

/// What is said below an aid that is begun: where it was left, and how to go on.
pub(super) fn hint(world: &World, run: &Run) -> String {
    let position = resume::position(run, run.current.as_ref(), Some(&now(world)));
    let id = lookup::quoted(&visible_line(&run.aid));
    format!("begun: {position}; jitt --resume {id} goes on")
}

/// What is said of values that were filled in from a run.
pub(super) fn values_of(world: &World, run: &Run, values: &[(String, String)]) -> String {
    let values: Vec<String> = values.iter().map(|(n, v)| format!("{n}={v}")).collect();
    let begun = resume::age(run.begun, &now(world));
    format!(
        "with {} from the run begun {begun}; --no-history shows it as written",
        values.join(", ")
    )
}

fn now(world: &World) -> Zoned {
    Timestamp::now().to_zoned(world.zone.clone())
}

/// The run to go on with: of the topic's aid, else the one touched last, this machine's before others'.
fn unfinished(arguments: &Arguments, world: &World, topic: &str) -> Result<Run, Failure> {
    let store = world.store();
    let open = store.unfinished();
    let runs = store.runs();
    if topic.is_empty() {
        let last = runs
            .first()
            .map(|run| format!("\n  the last one: {}", over(run, world)));
        let none = "no aid is begun and not finished".to_string();
        let first = open.into_iter().next();
        return first.ok_or_else(|| Failure::NotFound(none + &last.unwrap_or_default()));
    }
    let id = id_of(arguments, world, topic, &runs)?;
    if let Some(run) = open.into_iter().find(|run| run.aid == id) {
        return Ok(run);
    }
    let shown = lookup::quoted(&visible_line(&id));
    Err(Failure::NotFound(
        match runs.iter().find(|run| run.aid == id) {
            Some(run) => format!(
                "nothing to go on with: {}\n  jitt -i {shown} begins it afresh, jitt --log {shown} shows what was done",
                over(run, world)
            ),
            None => format!("{shown} is not begun\n  jitt -i {shown} opens it"),
        },
    ))
}

/// `Free the disk was finished 23 min ago on web3`
fn over(run: &Run, world: &World) -> String {
    let title = visible_line(&run.title);
    let how = match run.finished {
        Some(_) => "was finished",
        None => "was started over",
    };
    let ago = resume::age(run.touched, &now(world));
    format!("{title} {how} {ago} on {}", visible_line(&run.host))
}

/// The id of the aid that is meant: one of these runs', else what a look-up finds.
fn id_of(
    arguments: &Arguments,
    world: &World,
    topic: &str,
    runs: &[Run],
) -> Result<String, Failure> {
    let is_named = |run: &&Run| run.aid == topic || run.title.eq_ignore_ascii_case(topic);
    match runs.iter().find(is_named) {
        Some(run) => Ok(run.aid.clone()),
        None => lookup::id(arguments, world, topic),
    }
}

/// A run as a page for a post-mortem; `page` is its aid as it is now.
fn markdown(run: &Run, page: Option<&Aid>, world: &World) -> String {
    let local = |time: Timestamp| time.to_zoned(world.zone.clone());
    let stamp = |time: Timestamp| local(time).strftime("%Y-%m-%d %H:%M:%S").to_string();
    let here = &run.here;
    let mut begun = format!("Begun {} on {}", stamp(run.begun), here.user_at_host());
    for (what, value) in [
        (
            "in ",
            Some(&here.folder).filter(|folder| !folder.is_empty()),
        ),
        ("kube context ", here.kube.as_ref()),
        ("git branch ", here.branch.as_ref()),
    ] {
        if let Some(value) = value {
            begun.push_str(&format!(", {what}{value}"));
        }
    }
    let end = match (run.finished, run.given_up) {
        (Some(at), _) => format!("Finished {}", stamp(at)),
        (None, true) => format!("Started over {}", stamp(run.touched)),
        (None, false) => {
            let step = run.current.as_ref();
            let step = step.map_or(String::new(), |at| {
                format!(" at step {} of {}", at.number, at.of)
            });
            format!("Not finished: left{step}, {}", stamp(run.touched))
        }
    };
    let mut text = format!(
        "# {}\n\n- {}\n- {}\n",
        written(&run.title),
        written(&begun),
        written(&end)
    );
    if !run.values.is_empty() {
        let values = run.shown_values(page).into_iter();
        let values: Vec<String> = values
            .map(|(name, value)| match value {
                Some(value) => format!("{name}={value}"),
                None => format!("{name} (secret)"),
            })
            .collect();
        text.push_str(&format!("- With {}\n", written(&values.join(", "))));
    }
    text.push('\n');
    let mut day = local(run.begun).date();
    for past in &run.history {
        let at = local(past.at);
        let date = if at.date() == day { "" } else { "%Y-%m-%d " };
        day = at.date();
        let time = at.strftime(&format!("{date}%H:%M:%S")).to_string();
        text.push_str(&format!("- {time} {}\n", line(past, &here.host)));
    }
    text
}

/// `done: 3. Restart the unit (Yes -> step 4)`
fn line(past: &Happened, begun_on: &str) -> String {
    let state = match (past.undone, past.step.mark) {
        (true, Mark::Open) => "taken back",
        (true, _) => "taken back, so again as it was",
        (false, Mark::Open) => "to be done again",
        (false, Mark::Done) => "done",
        (false, Mark::Skipped) => "skipped",
        (false, Mark::NotApplicable) => "not applicable",
    };
    let host = match past.host == begun_on {
        true => String::new(),
        false => format!(" on {}", written(&past.host)),
    };
    let reason = match past.step.reason.is_empty() || past.undone {
        true => String::new(),
        false => format!(" ({})", written(&past.step.reason)),
    };
    let text = written(&past.step.text);
    format!("{state}{host}: {}. {text}{reason}", past.step.number)
}

/// A text of a page as Markdown that shows it, in one line.
fn written(text: &str) -> String {
    let mut written = String::new();
    for c in visible_line(text).chars() {
        if "\\`*_[]<#|".contains(c) {
            written.push('\\');
        }
        written.push(c);
    }
    written
}
