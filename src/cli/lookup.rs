//! From a topic to the aid that answers it: by name first, else by search.

mod part;
mod words;

use std::time::SystemTime;

use jiff::Timestamp;

use super::args::Arguments;
use super::failure::{Failure, finding_text};
use super::world::{World, say};
use super::{json, list, place, show};
use crate::aid::Entry;
use crate::diagnostic::Code;
use crate::library::{Library, Plan};
use crate::search::{Answer, Field, Filter, Hit};
use crate::session::{AidName, Run};
use crate::source::{self, Origin, Source};
use crate::ui::keeper;
use part::{answer_to_part, lacking};
use words::{name_ties, nothing};
pub(super) use words::{quoted, skipped, sought, tagged};

/// How many matches are ranked when nothing else is said.
const MATCHES: usize = 20;
/// How many near ties or closest names are worth reading.
const NAMED: usize = 3;

/// What was found for a topic.
pub(super) struct Found {
    /// All aids.
    pub library: Library,
    /// The ranked matches; never empty when `confident`.
    pub answer: Answer,
    /// `#part` of the topic: the best match has a procedure or text of that name.
    pub anchor: Option<String>,
}

impl Found {
    /// Whether the topic held no word: the matches are all aids, or what its filters let through.
    pub fn is_unranked(&self) -> bool {
        let best = self.answer.hits.first();
        !self.answer.confident && best.is_some_and(|hit| hit.score == 0.0)
    }
}

/// Opens the library that the arguments and the world give, and looks something up in it. A folder of
/// `--dir` that cannot be read is said, since it was typed for this run.
///
/// Where the index on the disk turns out to be damaged, or an entry that was found (`found` gives
/// them) has changed since, the files are read and it is looked up once more.
///
/// # Errors
/// No folder of `--dir` gives an aid, and one of them cannot be read.
pub(super) fn look_up<T>(
    arguments: &Arguments,
    world: &World,
    look: impl Fn(&Library) -> T,
    found: impl Fn(&T) -> Vec<usize>,
) -> Result<(Library, T), Failure> {
    let plan = plan(arguments, world);
    let read = || Library::read(&plan, SystemTime::now(), &mut |_| {});
    let mut library = Library::open(&plan, SystemTime::now(), &mut |_| {});
    let mut answer = look(&library);
    let is_old = |entry: &usize| !library.is_current(*entry);
    // This looks at the entries: asked before, the damaged ones would not be known yet.
    let old = found(&answer).iter().any(is_old);
    if library.is_damaged() {
        library.discard();
    }
    if library.is_damaged() || old {
        library = read();
        answer = look(&library);
    }
    say_unreadable(&library)?;
    Ok((library, answer))
}

/// Opens the library to list what is in it.
///
/// # Errors
/// As [`look_up`].
pub(super) fn library(arguments: &Arguments, world: &World) -> Result<Library, Failure> {
    let count = |library: &Library| library.entries().count();
    Ok(look_up(arguments, world, count, |_| Vec::new())?.0)
}

fn say_unreadable(library: &Library) -> Result<(), Failure> {
    let given = library
        .sources()
        .iter()
        .filter(|status| status.source.origin == Origin::Given);
    let unreadable = given
        .flat_map(|status| &status.findings)
        .filter(|finding| finding.code == Code::Source);
    for finding in unreadable {
        if library.is_empty() {
            return Err(finding.clone().into());
        }
        say(&finding_text(finding.clone()));
    }
    Ok(())
}

/// What the arguments and the world say a library is made of.
pub(super) fn plan(arguments: &Arguments, world: &World) -> Plan {
    Plan {
        sources: sources(arguments, world),
        cache: world.folders.cache.clone(),
        synonyms: world.settings.synonyms.clone(),
    }
}

/// The sources that the arguments and the world give, in order.
fn sources(arguments: &Arguments, world: &World) -> Vec<Source> {
    source::plan(
        &arguments.dir,
        std::env::var_os("JITT_PATH").as_deref(),
        world.cwd.as_deref(),
        &world.settings,
        &world.folders,
    )
}

/// `jitt TOPIC...`
pub(super) fn topic(arguments: &Arguments, world: &World, topic: &str) -> Result<(), Failure> {
    if topic.is_empty() {
        let advice = "jitt -l lists all aids, jitt browses them";
        return Err(Failure::Usage(format!("the topic is empty\n  {advice}")));
    }
    let look = |library: &Library| answer_to_part(library, topic, arguments, world);
    let (library, part) = look_up(arguments, world, look, |part| {
        shown(arguments, &part.answer)
    })?;
    if let Some(why) = part.lacking {
        return lacking(arguments, why);
    }
    let mut answer = part.answer;
    if topic == "help" {
        say("(for the options of jitt itself: jitt --help)");
        // Who types it has not misspelt "held": only an aid that is about help is meant.
        answer.confident &= answer.hits.first().is_some_and(|hit| {
            hit.field == Field::Exact || hit.words.iter().any(|word| word == "help")
        });
    }
    let found = Found {
        library,
        answer,
        anchor: part.part,
    };
    present(arguments, world, &found, topic)
}

/// By name, else by search; near ties by what is used more.
fn answer_to(library: &Library, topic: &str, arguments: &Arguments, world: &World) -> Answer {
    by_name(library, topic, arguments).unwrap_or_else(|| {
        let index = library.index();
        let mut answer = index.search(topic, &filter(arguments), limit(arguments));
        // Nobody wants the first few of a list without an order.
        if answer.filtered && arguments.limit.is_none() {
            answer = index.search(topic, &filter(arguments), library.len());
        }
        in_order_of_use(answer, library, arguments, world)
    })
}

/// The id of the aid that a topic is confidently about.
pub(super) fn id(arguments: &Arguments, world: &World, topic: &str) -> Result<String, Failure> {
    let look = |library: &Library| answer_to(library, topic, arguments, world);
    let shown = |answer: &Answer| shown(arguments, answer);
    let (library, answer) = look_up(arguments, world, look, shown)?;
    let best = answer.hits.first().filter(|_| answer.confident);
    let entry = best.and_then(|hit| library.entry(hit.entry));
    entry.map(|entry| entry.id).ok_or_else(|| {
        let topic = sought(arguments, topic);
        Failure::NotFound(format!(
            "no aid is really about {topic}\n  jitt -l lists all aids"
        ))
    })
}

/// With `--dir` and for a program the answer depends on the aids alone.
fn in_order_of_use(
    mut answer: Answer,
    library: &Library,
    arguments: &Arguments,
    world: &World,
) -> Answer {
    if answer.near_ties > 0 && counts_uses(arguments) {
        let history = world.store().history();
        let now = Timestamp::now();
        answer.break_ties(&|entry| {
            let entry = library.entry(entry);
            entry.map_or(0.0, |entry| history.weight(&entry.id, now))
        });
    }
    answer
}

/// Whether what is used is counted, and counts.
pub(super) fn counts_uses(arguments: &Arguments) -> bool {
    arguments.dir.is_empty() && !arguments.json
}

/// `COMMAND 2>&1 | jitt`
pub(super) fn pasted(arguments: &Arguments, world: &World, output: &str) -> Result<(), Failure> {
    let look = |library: &Library| {
        let index = library.index();
        index.search_error(output, &filter(arguments), limit(arguments))
    };
    let shown = |answer: &Answer| shown(arguments, answer);
    let (library, answer) = look_up(arguments, world, look, shown)?;
    let found = Found {
        library,
        answer,
        anchor: None,
    };
    present(arguments, world, &found, "what was piped in")
}

/// The entries that will be shown or named.
fn shown(arguments: &Arguments, answer: &Answer) -> Vec<usize> {
    let most = match arguments.json || arguments.list || answer.filtered {
        true => answer.hits.len(),
        false => 1 + NAMED,
    };
    let hits = answer.hits.iter().take(most);
    hits.map(|hit| hit.entry).collect()
}

/// Gives the answer, then writes the index for the next look-up.
fn present(
    arguments: &Arguments,
    world: &World,
    found: &Found,
    topic: &str,
) -> Result<(), Failure> {
    let presented = give(arguments, world, found, topic);
    found.library.save(SystemTime::now);
    presented
}

fn give(arguments: &Arguments, world: &World, found: &Found, topic: &str) -> Result<(), Failure> {
    if arguments.json {
        json::matches(arguments, world, found)?;
        return if found.answer.confident {
            Ok(())
        } else {
            Err(Failure::NotFound(String::new()))
        };
    }
    if arguments.list || found.answer.filtered && !arguments.picks() {
        return list::matches(arguments, world, found, topic);
    }
    match found.answer.hits.first() {
        Some(best) if found.answer.confident => {
            let run = run_of(world, found, best);
            show::show(arguments, world, found, best, run.as_ref())?;
            remember(arguments, world, found, best, run.as_ref());
            name_ties(arguments, found);
            Ok(())
        }
        _ => Err(nothing(arguments, found, topic)),
    }
}

/// Counts the use, and says where the aid was left if it is begun.
fn remember(arguments: &Arguments, world: &World, found: &Found, best: &Hit, run: Option<&Run>) {
    let entry = found.library.entry(best.entry);
    if let Some(entry) = entry.filter(|_| counts_uses(arguments)) {
        // Use counts are a convenience: who cannot write has none.
        let _ = world.store().keep_use(&entry.id, Timestamp::now());
    }
    if let Some(run) = run.filter(|_| !arguments.picks()) {
        say(&place::hint(world, run));
    }
}

/// The run of an aid that goes on.
fn run_of(world: &World, found: &Found, best: &Hit) -> Option<Run> {
    let entry = found.library.entry(best.entry)?;
    let name = AidName {
        id: entry.id,
        title: entry.title,
        root: keeper::root_of(&found.library, best.entry),
    };
    world.store().run(name)
}

/// The whole answer when the topic is a name typed in full: no search is needed, nothing ties.
fn by_name(library: &Library, name: &str, arguments: &Arguments) -> Option<Answer> {
    if arguments.list || (arguments.json && arguments.limit != Some(1)) {
        return None; // lists want the other matches too
    }
    let entry = library.named(name)?;
    if !has_tags(&library.entry(entry)?, arguments) {
        return None;
    }
    let hit = Hit {
        entry,
        score: 1.0,
        covered: 1.0,
        field: Field::Exact,
        step: None,
        words: Vec::new(),
    };
    Some(Answer {
        hits: vec![hit],
        confident: true,
        ..Answer::default()
    })
}

/// Whether an entry has all tags that are asked for.
pub(super) fn has_tags(entry: &Entry, arguments: &Arguments) -> bool {
    let own = &entry.meta.tags;
    let has = |tag: &String| own.iter().any(|own| own.eq_ignore_ascii_case(tag));
    arguments.tag.iter().all(has)
}

fn filter(arguments: &Arguments) -> Filter {
    Filter {
        tags: arguments.tag.clone(),
    }
}

fn limit(arguments: &Arguments) -> usize {
    arguments.limit.map_or(MATCHES, |limit| limit as usize)
}
