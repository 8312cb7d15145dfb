//! What is said about a look-up: what comes close, what matched nothing, how each is opened.

use super::{Found, NAMED};
use crate::cli::args::Arguments;
use crate::cli::failure::Failure;
use crate::cli::list;
use crate::cli::world::say;
use crate::library::Library;
use crate::render::sanitize::visible_line;
use crate::search::Hit;

/// So much of a topic is named in messages (characters).
const LONGEST_TOPIC: usize = 60;

/// Near ties, each with the words that open it, on standard error; where it is doubtful that the aid is
/// about the pasted error, that too and what comes next.
pub(super) fn name_ties(arguments: &Arguments, found: &Found) {
    let most = arguments
        .limit
        .map_or(NAMED, |limit| (limit as usize - 1).min(NAMED));
    let ties = found
        .answer
        .hits
        .iter()
        .skip(1)
        .take(match found.answer.doubtful {
            true => most,
            false => found.answer.near_ties.min(most),
        });
    let lines: Vec<_> = ties.map(|hit| opening_words(found, hit)).collect();
    let lead = match found.answer.doubtful {
        true => "this is the closest, and may be about something else; next:",
        false => "also close:",
    };
    if !lines.is_empty() {
        say(&format!("{lead}\n{}", lines.join("\n")));
    }
}

/// Says that nothing matches and names the closest aids.
pub(super) fn nothing(arguments: &Arguments, found: &Found, topic: &str) -> Failure {
    let closest: Vec<_> = found
        .answer
        .hits
        .iter()
        .take(NAMED)
        .map(|hit| opening_words(found, hit))
        .collect();
    let topic = sought(arguments, topic);
    let message = if found.library.is_empty() {
        "there are no aids to search\n  jitt --sources shows where they are looked for".to_string()
    } else if found.is_unranked() {
        let advice = "jitt -l TOPIC lists what a filter such as tag:disk lets through";
        format!("there is no word to look up in {topic}\n  {advice}")
    } else if closest.is_empty() {
        format!("nothing matches {topic}\n  jitt -l lists all aids, jitt browses them")
    } else {
        format!(
            "nothing is really about {topic}; the closest:\n{}",
            closest.join("\n")
        )
    };
    Failure::NotFound(message + &skipped(&found.library))
}

/// A line that says that something was passed over, which may be what is missed; empty if nothing was.
pub(in crate::cli) fn skipped(library: &Library) -> String {
    match library.skipped() {
        0 => String::new(),
        1 => "\n  one file was skipped: jitt --sources shows which and why".to_string(),
        more => format!("\n  {more} files were skipped: jitt --sources shows which and why"),
    }
}

/// The topic as messages name it, in one short line: it may be a whole pasted log.
pub(in crate::cli) fn sought(arguments: &Arguments, topic: &str) -> String {
    let topic = visible_line(topic);
    let mut named: String = topic.chars().take(LONGEST_TOPIC).collect();
    if named.len() < topic.len() {
        named.push_str("...");
    }
    match tagged(arguments) {
        Some(tags) => format!("{named} among aids tagged {tags}"),
        None => named,
    }
}

/// The tags asked for, as messages name them.
pub(in crate::cli) fn tagged(arguments: &Arguments) -> Option<String> {
    let tags = arguments.tag.join(" and ");
    (!tags.is_empty()).then(|| visible_line(&tags).into_owned())
}

fn opening_words(found: &Found, hit: &Hit) -> String {
    let entry = found.library.entry(hit.entry).unwrap_or_default();
    let id = quoted(&visible_line(&entry.id));
    format!("  jitt {id:<28} {}", list::short(entry.list_title()))
}

/// An id as a shell takes it.
pub(in crate::cli) fn quoted(id: &str) -> String {
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
    fn an_id_with_spaces_or_quotes_can_be_pasted_after_jitt() {
        assert_eq!(quoted("common/tar"), "common/tar");
        assert_eq!(quoted("it's here"), r"'it'\''s here'");
        assert_eq!(quoted("-x"), "-- '-x'");
    }
}
