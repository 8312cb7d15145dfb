//! `-l`: aids as a list, aligned on a terminal, tab-separated in a pipe.

use super::args::Arguments;
use super::failure::Failure;
use super::json;
use super::lookup::{self, Found};
use super::world::{World, answer, say};
use crate::library::Library;
use crate::render::sanitize::visible_line;
use crate::render::width;

/// So much of a title is shown in a list (characters); the longest of real ones has about 120.
const LONGEST_TITLE: usize = 200;

/// All aids by id.
pub(super) fn everything(arguments: &Arguments, world: &World) -> Result<(), Failure> {
    let library = lookup::library(arguments, world)?;
    let all = library.entries().enumerate();
    let mut listed: Vec<(String, usize)> = all
        .filter(|(_, entry)| !entry.hidden && lookup::has_tags(entry, arguments))
        .map(|(at, entry)| (entry.id, at))
        .collect();
    listed.sort();
    let mut chosen: Vec<usize> = listed.into_iter().map(|(_, at)| at).collect();
    chosen.truncate(arguments.limit.map_or(usize::MAX, |limit| limit as usize));
    if arguments.json {
        json::all(&library, &chosen)?;
    } else {
        answer(&table(world, &library, &chosen))?;
    }
    if chosen.is_empty() {
        let (none, advice) = match lookup::tagged(arguments) {
            Some(tags) => (format!("no aid is tagged {tags}"), "jitt -l lists all aids"),
            None => (
                "no aid to list".to_string(),
                "jitt --sources shows where aids are looked for",
            ),
        };
        let skipped = lookup::skipped(&library);
        return Err(Failure::NotFound(format!("{none}\n  {advice}{skipped}")));
    }
    Ok(())
}

/// The matches for a topic, best first.
pub(super) fn matches(
    arguments: &Arguments,
    world: &World,
    found: &Found,
    topic: &str,
) -> Result<(), Failure> {
    let topic = lookup::sought(arguments, topic);
    let chosen: Vec<usize> = found.answer.hits.iter().map(|hit| hit.entry).collect();
    if chosen.is_empty() {
        let skipped = lookup::skipped(&found.library);
        return Err(Failure::NotFound(format!(
            "nothing matches {topic}{skipped}"
        )));
    }
    answer(&table(world, &found.library, &chosen))?;
    if found.answer.confident || found.is_unranked() {
        return Ok(());
    }
    say(&format!(
        "jitt: nothing is really about {topic}; these are the closest"
    ));
    Err(Failure::NotFound(String::new()))
}

/// A title in one line, cut where nobody reads on.
pub(super) fn short(title: &str) -> String {
    let start: String = title.chars().take(LONGEST_TITLE).collect();
    let end = if start.len() < title.len() { "..." } else { "" };
    format!("{}{end}", visible_line(&start))
}

fn table(world: &World, library: &Library, chosen: &[usize]) -> String {
    let entries = chosen.iter().filter_map(|at| library.entry(*at));
    let rows = entries.map(|entry| {
        let id = visible_line(&entry.id).into_owned();
        (id, short(&entry.title))
    });
    if !world.stdout_is_terminal {
        return rows.map(|(id, title)| format!("{id}\t{title}\n")).collect();
    }
    let rows: Vec<_> = rows.collect();
    // A long id does not push all titles off a narrow screen.
    let most = world.width / 2;
    let column = rows
        .iter()
        .map(|(id, _)| width(id))
        .filter(|w| *w <= most)
        .max()
        .unwrap_or(0);
    rows.iter()
        .map(|(id, title)| {
            let gap = column.saturating_sub(width(id)) + 2;
            format!("{id}{}{title}\n", " ".repeat(gap))
        })
        .collect()
}
