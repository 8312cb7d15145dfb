//! From a topic to the aid that answers it: by name first, else by search.

use super::args::Arguments;
use super::failure::Failure;
use super::world::{World, say};
use super::{json, list, show};
use crate::aid::StepRef;
use crate::library::Library;
use crate::render::sanitize::visible;
use crate::search::{Answer, Field, Filter, Hit, Index};
use crate::source::{self, Source};

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
    /// `#procedure` of the topic.
    pub anchor: Option<String>,
}

/// Opens the library that the arguments and the world give.
pub(super) fn library(arguments: &Arguments, world: &World) -> Library {
    Library::open(sources(arguments, world))
}

/// The sources that the arguments and the world give, in order.
pub(super) fn sources(arguments: &Arguments, world: &World) -> Vec<Source> {
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
    let library = library(arguments, world);
    let (name, anchor) = split_anchor(topic);
    let answer = by_name(&library, topic, arguments)
        .or_else(|| by_name(&library, name, arguments))
        .unwrap_or_else(|| {
            Index::build(library.entries()).search(name, &filter(arguments), limit(arguments))
        });
    if topic == "help" {
        say("(for the options of jitt itself: jitt --help)");
    }
    let found = Found {
        library,
        answer,
        anchor: anchor.map(str::to_string),
    };
    present(arguments, world, &found, topic)
}

/// `COMMAND 2>&1 | jitt`
pub(super) fn pasted(arguments: &Arguments, world: &World, output: &str) -> Result<(), Failure> {
    let library = library(arguments, world);
    let index = Index::build(library.entries());
    let answer = index.search_error(output, &filter(arguments), limit(arguments));
    let found = Found {
        library,
        answer,
        anchor: None,
    };
    present(arguments, world, &found, "what was piped in")
}

fn present(
    arguments: &Arguments,
    world: &World,
    found: &Found,
    topic: &str,
) -> Result<(), Failure> {
    if arguments.json {
        json::matches(arguments, found)?;
        return if found.answer.confident {
            Ok(())
        } else {
            Err(Failure::NotFound(String::new()))
        };
    }
    if arguments.list {
        return list::matches(world, found, topic);
    }
    match found.answer.hits.first() {
        Some(best) if found.answer.confident => {
            show::show(arguments, world, found, best)?;
            name_ties(arguments, found);
            Ok(())
        }
        _ => Err(nothing(found, topic)),
    }
}

/// The whole answer when the topic is a name typed in full: no search is needed, nothing ties.
fn by_name(library: &Library, name: &str, arguments: &Arguments) -> Option<Answer> {
    if arguments.list || (arguments.json && arguments.limit != Some(1)) {
        return None; // lists want the other matches too
    }
    let entry = library.named(name)?;
    let tags = &library.entries()[entry].meta.tags;
    if !arguments
        .tag
        .iter()
        .all(|tag| tags.iter().any(|t| t.eq_ignore_ascii_case(tag)))
    {
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

fn filter(arguments: &Arguments) -> Filter {
    Filter {
        tags: arguments.tag.clone(),
    }
}

fn limit(arguments: &Arguments) -> usize {
    arguments.limit.map_or(MATCHES, |limit| limit as usize)
}

/// `etcd#mitigation` is an aid and a procedure; a `#` before a space or at an end is a character.
fn split_anchor(topic: &str) -> (&str, Option<&str>) {
    match topic.rsplit_once('#') {
        Some((name, anchor))
            if !name.trim().is_empty()
                && !anchor.is_empty()
                && !anchor.contains(char::is_whitespace) =>
        {
            (name, Some(anchor))
        }
        _ => (topic, None),
    }
}

/// The procedure to open: the one named, else the one whose step matched, else the aid's first.
pub(super) fn procedure_of(
    aid: &crate::aid::Aid,
    anchor: Option<&str>,
    step: Option<StepRef>,
) -> Result<Option<usize>, Failure> {
    if let Some(name) = anchor {
        return match aid.procedure_named(name) {
            Some((index, _)) => Ok(Some(index)),
            None => Err(no_such_procedure(aid, name)),
        };
    }
    let count = aid.procedures().count();
    let index = step.map_or(aid.first, |at| at.procedure);
    Ok((count > 0).then(|| index.min(count - 1)))
}

fn no_such_procedure(aid: &crate::aid::Aid, name: &str) -> Failure {
    let anchors: Vec<_> = aid
        .procedures()
        .filter(|procedure| !procedure.anchor.is_empty())
        .map(|procedure| format!("{}#{}", aid.id, procedure.anchor))
        .collect();
    let instead = if anchors.is_empty() {
        format!("it has one procedure: jitt {}", aid.id)
    } else {
        format!("it has {}", anchors.join(", "))
    };
    Failure::NotFound(format!(
        "{} has no procedure \"{name}\"\n  {instead}",
        aid.id
    ))
}

/// Near ties, each with the words that open it, on standard error.
fn name_ties(arguments: &Arguments, found: &Found) {
    let most = arguments
        .limit
        .map_or(NAMED, |limit| (limit as usize - 1).min(NAMED));
    let ties = found
        .answer
        .hits
        .iter()
        .skip(1)
        .take(found.answer.near_ties.min(most));
    let lines: Vec<_> = ties.map(|hit| opening_words(found, hit)).collect();
    if !lines.is_empty() {
        say(&format!("also close:\n{}", lines.join("\n")));
    }
}

/// Says that nothing matches and names the closest aids.
fn nothing(found: &Found, topic: &str) -> Failure {
    let closest: Vec<_> = found
        .answer
        .hits
        .iter()
        .take(NAMED)
        .map(|hit| opening_words(found, hit))
        .collect();
    let topic = visible(topic);
    let message = if found.library.entries().is_empty() {
        "there are no aids to search\n  jitt --sources shows where they are looked for".to_string()
    } else if closest.is_empty() {
        format!("nothing matches {topic}\n  jitt -l lists all aids, jitt browses them")
    } else {
        format!(
            "nothing is really about {topic}; the closest:\n{}",
            closest.join("\n")
        )
    };
    Failure::NotFound(message)
}

fn opening_words(found: &Found, hit: &Hit) -> String {
    let entry = &found.library.entries()[hit.entry];
    format!("  jitt {:<28} {}", quoted(&entry.id), entry.list_title())
}

/// An id as a shell takes it.
pub(super) fn quoted(id: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./@:+,=#%".contains(c);
    if id.chars().all(plain) && !id.starts_with(['-', '#']) {
        return id.to_string();
    }
    let dashes = if id.starts_with('-') { "-- " } else { "" };
    format!("{dashes}'{}'", id.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_names_a_procedure_only_between_name_and_word() {
        assert_eq!(
            split_anchor("etcd#mitigation"),
            ("etcd", Some("mitigation"))
        );
        assert_eq!(split_anchor("c# lambda"), ("c# lambda", None));
        assert_eq!(split_anchor("c#"), ("c#", None));
        assert_eq!(split_anchor("#1 problem"), ("#1 problem", None));
    }

    #[test]
    fn an_id_with_spaces_or_quotes_can_be_pasted_after_jitt() {
        assert_eq!(quoted("common/tar"), "common/tar");
        assert_eq!(quoted("it's here"), r"'it'\''s here'");
        assert_eq!(quoted("-x"), "-- '-x'");
    }
}
