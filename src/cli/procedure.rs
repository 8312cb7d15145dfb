//! Which procedure of an aid a topic opens.

use crate::aid::{Aid, StepRef};

/// Words that a title and a topic may have or not.
const SMALL: &[&str] = &[
    "a", "an", "and", "at", "for", "from", "how", "i", "in", "it", "my", "of", "on", "or", "the",
    "to", "with",
];

/// The procedure to open: the one named by `anchor`, else the one whose title the words of the topic
/// hold, else the one whose step matched, else the one that the page opens with, for an error (`error`) or else.
pub(super) fn procedure_of(
    aid: &Aid,
    anchor: Option<&str>,
    topic: &str,
    step: Option<StepRef>,
    error: bool,
) -> Option<usize> {
    if let Some((index, _)) = anchor.and_then(|name| aid.procedure_named(name)) {
        return Some(index);
    }
    let last = aid.procedures().count().checked_sub(1)?;
    let first = aid.opening(error)?;
    let matched = step.map_or(first, |at| at.procedure).min(last);
    Some(titled(aid, topic).unwrap_or(matched))
}

/// The one procedure of which the topic says the whole title; of several the longest title.
fn titled(aid: &Aid, topic: &str) -> Option<usize> {
    let topic = words(topic);
    let held = aid
        .procedures()
        .enumerate()
        .filter_map(|(index, procedure)| {
            let title = words(&procedure.title());
            let whole = !title.is_empty() && title.iter().all(|word| topic.contains(word));
            whole.then_some((title.len(), index))
        });
    let held: Vec<(usize, usize)> = held.collect();
    let longest = held.iter().map(|(length, _)| *length).max()?;
    let mut best = held.iter().filter(|(length, _)| *length == longest);
    match (best.next(), best.next()) {
        (Some((_, index)), None) => Some(*index),
        _ => None,
    }
}

/// The words that count, in lower case.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.map(str::to_lowercase);
    words
        .filter(|word| !word.is_empty() && !SMALL.contains(&word.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    #[test]
    fn a_title_that_the_topic_holds_opens_its_procedure() {
        let page = "# VPN\n\n## Add a user\n\n1. Make it.\n\n## Remove a user\n\n1. Revoke it.\n";
        let aid = parse::parse("vpn.md", page.as_bytes()).aid;
        let step = StepRef {
            procedure: 0,
            ..StepRef::default()
        };
        let opened = |topic, anchor| procedure_of(&aid, anchor, topic, Some(step), false);
        assert_eq!(opened("remove a user", None), Some(1));
        assert_eq!(opened("vpn user remove", None), Some(1));
        assert_eq!(opened("vpn revoke", None), Some(0));
        assert_eq!(opened("remove a user", Some("add-a-user")), Some(0));
    }
}
