//! `topic#part`: one procedure or text of the aid that the topic finds.

use super::answer_to;
use crate::aid::{Aid, Part};
use crate::cli::args::Arguments;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::cli::world::World;
use crate::library::Library;
use crate::search::{Answer, Field};

/// An answer to a topic that may name a part.
pub(super) struct PartAnswer {
    pub answer: Answer,
    /// The full name of the part that is meant.
    pub part: Option<String>,
    /// The aid is meant beyond doubt, but has no such part.
    pub lacking: Option<Failure>,
}

/// Answers a topic such as `etcd#mitigation`. A name may hold a `#` itself.
pub(super) fn answer_to_part(
    library: &Library,
    topic: &str,
    arguments: &Arguments,
    world: &World,
) -> PartAnswer {
    let (name, anchor) = match library.named(topic) {
        Some(_) => (topic, None),
        None => split_anchor(topic),
    };
    let answer = answer_to(library, name, arguments, world);
    let (part, lacking) = match anchor.map(|anchor| part_named(library, &answer, anchor)) {
        None => (None, None),
        Some(Ok(part)) => (Some(part), None),
        Some(Err(why)) if is_settled(&answer, arguments) => (None, Some(why)),
        // `mysql error#1045`: the `#` was no more than a character.
        Some(Err(_)) => {
            let answer = answer_to(library, topic, arguments, world);
            return PartAnswer {
                answer,
                part: None,
                lacking: None,
            };
        }
    };
    PartAnswer {
        answer,
        part,
        lacking,
    }
}

/// The full name of the part of the best match that is called `part`, or begins so.
fn part_named(library: &Library, answer: &Answer, part: &str) -> Result<String, Failure> {
    let Some(best) = answer.hits.first() else {
        return Err(Failure::NotFound(String::new()));
    };
    let aid = library.load(best.entry)?.aid;
    if aid.procedure_named(part).is_some() || aid.section_named(part).is_some() {
        return Ok(part.to_string());
    }
    let begun = aid.name_beginning_with(part);
    begun.ok_or_else(|| no_such_part(&aid, part))
}

/// Whether the words before a `#` mean one aid beyond doubt, so that what stands behind it must be a
/// part of that aid. Commands may go to a shell: no other procedure's are given instead.
fn is_settled(answer: &Answer, arguments: &Arguments) -> bool {
    let exact = answer
        .hits
        .first()
        .is_some_and(|hit| hit.field == Field::Exact);
    exact || answer.confident && arguments.picks()
}

/// Says that a part is not there; JSON stays JSON.
pub(super) fn lacking(arguments: &Arguments, why: Failure) -> Result<(), Failure> {
    if arguments.json {
        json::empty()?;
    }
    Err(why)
}

/// `etcd#mitigation` is an aid and a procedure; a `#` beside a space or at an end is a character.
fn split_anchor(topic: &str) -> (&str, Option<&str>) {
    match topic.rsplit_once('#') {
        Some((name, anchor))
            if !name.is_empty()
                && !name.ends_with(char::is_whitespace)
                && !anchor.is_empty()
                && !anchor.contains(char::is_whitespace) =>
        {
            (name, Some(anchor))
        }
        _ => (topic, None),
    }
}

fn no_such_part(aid: &Aid, name: &str) -> Failure {
    let anchors: Vec<_> = aid
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Text(section) => section.heading.as_ref().map(|heading| &heading.anchor),
            Part::Procedure(procedure) => Some(&procedure.anchor),
        })
        .filter(|anchor| !anchor.is_empty())
        .map(|anchor| format!("{}#{anchor}", aid.id))
        .collect();
    let instead = if anchors.is_empty() {
        format!("it is one piece: jitt {}", aid.id)
    } else {
        format!("it has {}", anchors.join(", "))
    };
    Failure::NotFound(format!("{} has no part \"{name}\"\n  {instead}", aid.id))
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
        assert_eq!(split_anchor("error #1045"), ("error #1045", None));
    }
}
