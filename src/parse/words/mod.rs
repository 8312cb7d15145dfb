//! Words that make a sentence an instruction: imperatives, conditions, what may stand before them.

mod imperatives;

use std::collections::HashSet;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

static IMPERATIVES: LazyLock<HashSet<&'static str, FixedState>> =
    LazyLock::new(|| imperatives::IMPERATIVES.split_whitespace().collect());

/// Words that may stand before the verb: `Please run`, `Next, run`, `(Optional) Run`.
const OPENERS: &[&str] = &[
    "please",
    "now",
    "then",
    "next",
    "first",
    "firstly",
    "second",
    "secondly",
    "third",
    "thirdly",
    "finally",
    "lastly",
    "last",
    "optional",
    "optionally",
    "and",
    "also",
    "again",
    "afterwards",
    "afterward",
    "alternatively",
    "otherwise",
    "additionally",
    "instead",
    "just",
    "always",
    "either",
];

const CONDITIONS: &[&str] = &[
    "if", "when", "unless", "once", "after", "before", "until", "while", "whenever", "where",
];

/// What a place is named by: `On the Basics tab, enter a name`.
const PLACES: &[&str] = &[
    "in", "on", "from", "under", "at", "within", "inside", "using", "with", "via", "through",
];

/// Verbs that a colon may follow: `Run: ls`.
const ORDERS: &[&str] = &[
    "run", "check", "verify", "execute", "try", "type", "enter", "confirm", "test",
];

/// Words before which an imperative is a noun: `Change of plan`, `Access is denied`.
const AFTER_NOUNS: &[&str] = &[
    "of", "is", "are", "was", "were", "has", "have", "will", "can", "may", "might", "should",
    "must", "does",
];

/// First words of steps that look at something (section 4 of the format).
const CHECKS: &[&str] = &[
    "check", "recheck", "verify", "confirm", "ensure", "test", "inspect", "look", "watch", "wait",
];

/// A word without the marks around it, lower case: `(Optional)` is `optional`.
pub(crate) fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
}

/// Whether `word` is an imperative of the list, in any case, with marks around it.
pub(crate) fn is_imperative(word: &str) -> bool {
    let word = bare(word);
    if IMPERATIVES.contains(word.as_str()) {
        return true;
    }
    // `double-check`, `port-forward` count by their last part, `re-run` by the whole word above.
    word.rsplit_once('-')
        .is_some_and(|(_, last)| IMPERATIVES.contains(last))
}

/// So many words from the one that decides are looked at.
const DECIDING: usize = 4;

/// The words of `text` from the one that decides what sort of sentence it is, the first few.
fn core(text: &str) -> Vec<&str> {
    let mut words = text.split_whitespace().take(16).peekable();
    while let Some(word) = words.peek() {
        let plain = bare(word);
        // `Manually delete ...`: an adverb is passed over like the openers.
        let adverb = plain.len() > 4 && plain.ends_with("ly") && !is_imperative(word);
        if plain.is_empty() || adverb || OPENERS.contains(&plain.as_str()) {
            words.next();
        } else {
            break;
        }
    }
    words.take(DECIDING).collect()
}

/// The first word of `text` after openers, lower case without marks.
pub(crate) fn first_word(text: &str) -> String {
    core(text)
        .first()
        .map(|word| bare(word))
        .unwrap_or_default()
}

/// Whether `text` is an instruction: its first word is an imperative (`don't` and `do not` count).
pub(crate) fn starts_with_verb(text: &str) -> bool {
    let words = core(text);
    let Some(first) = words.first() else {
        return false;
    };
    let negated = matches!(bare(first).as_str(), "don't" | "don’t" | "never" | "not");
    let second = words.get(1).map(|word| bare(word)).unwrap_or_default();
    let noun = AFTER_NOUNS.contains(&second.as_str())
        || matches!(
            (bare(first).as_str(), second.as_str()),
            ("note", "that") | ("access", "to")
        );
    // A verb right before a colon is a term: `Name: what it is called`, but not `Run: ls`.
    let term = first.ends_with(':') && !ORDERS.contains(&bare(first).as_str());
    negated || (is_imperative(first) && !term && !noun)
}

/// Whether `text` starts with a condition: `If ...`, `When ...`, `As soon as ...`, `In case ...`.
pub(crate) fn starts_with_condition(text: &str) -> bool {
    let words: Vec<String> = core(text).iter().take(3).map(|w| bare(w)).collect();
    let [first, rest @ ..] = words.as_slice() else {
        return false;
    };
    let second = rest.first().map(String::as_str);
    CONDITIONS.contains(&first.as_str())
        || (first == "as" && matches!(second, Some("soon" | "long")))
        || (first == "in" && second == Some("case"))
        || (first == "only" && matches!(second, Some("if" | "when")))
        || (first == "for" && second == Some("the") && rest.get(1).is_some_and(|w| w == "case"))
}

/// Whether `text` names a purpose: `To restart the server, ...`.
pub(crate) fn starts_with_purpose(text: &str) -> bool {
    let words = core(text);
    let at = match words.iter().map(|w| bare(w)).position(|w| w == "to") {
        Some(0) => 1,
        Some(2) if first_word(text) == "in" => 3, // In order to
        _ => return false,
    };
    words.get(at).is_some_and(|word| is_imperative(word))
}

/// Whether `text` names a place and then says what to do there: `In the portal, select ...`.
fn starts_with_place(text: &str) -> bool {
    if !PLACES.contains(&first_word(text).as_str()) {
        return false;
    }
    let behind = text.split_once(", ").map(|(_, behind)| behind);
    behind.is_some_and(starts_with_verb)
}

/// Whether `text` tells the reader to do something: a verb, a condition, a purpose or a place and a
/// verb come first.
pub(crate) fn instructs(text: &str) -> bool {
    starts_with_verb(text)
        || starts_with_condition(text)
        || starts_with_purpose(text)
        || starts_with_place(text)
}

/// Whether `text` asks to look at something: check, verify, make sure ...
pub(crate) fn checks(text: &str) -> bool {
    let words = core(text);
    let Some(first) = words.first().map(|word| bare(word)) else {
        return false;
    };
    let second = words.get(1).map(|word| bare(word));
    CHECKS.contains(&first.as_str())
        || (first == "make" && second.as_deref() == Some("sure"))
        || (first == "double" && second.as_deref() == Some("check"))
        || first == "double-check"
}

/// Whether `text` stands where an instruction is still to be written.
pub(crate) fn is_unwritten(text: &str) -> bool {
    let text = bare(text);
    matches!(
        text.as_str(),
        "" | "todo"
            | "tbd"
            | "tba"
            | "n/a"
            | "none"
            | "wip"
            | "tbc"
            | "work in progress"
            | "to do"
            | "to be added"
            | "to be done"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_holds_about_four_hundred_imperatives_in_lower_case() {
        assert!(IMPERATIVES.len() > 380);
        assert!(IMPERATIVES.iter().all(|verb| *verb == verb.to_lowercase()));
    }

    #[test]
    fn an_instruction_is_known_by_its_verb_behind_openers_and_marks() {
        for text in [
            "Restart the server",
            "Please, run it",
            "Next, check the log",
            "(Optional) Drain the node",
            "Manually delete it",
            "Re-run the job",
            "Double-check the host",
            "Do not reboot",
            "Don't reboot",
            "Finally: remove it",
        ] {
            assert!(starts_with_verb(text), "{text}");
        }
        for text in [
            "The server restarts",
            "Name: what it is",
            "",
            "...",
            "Nodes drain",
            "Access to the logs is open",
            "Change of plan",
            "Note that it is slow",
        ] {
            assert!(!starts_with_verb(text), "{text}");
        }
    }

    #[test]
    fn conditions_and_purposes_open_an_instruction_too() {
        for text in [
            "If it fails, stop",
            "Once done, exit",
            "In case of fire",
            "As soon as it is up",
            "To restart it, run:",
            "In order to restart it",
            "In the portal, select **New**",
            "On the tab, enter a name",
            "From the menu, now choose it",
        ] {
            assert!(instructs(text), "{text}");
        }
        assert!(!instructs("In the portal, servers are listed"));
        assert!(!instructs("To the moon"));
        assert!(!instructs("As a last resort"));
    }

    #[test]
    fn looking_is_told_from_doing() {
        assert!(checks("Make sure it is up"));
        assert!(checks("Then verify the backup"));
        assert!(!checks("Make a backup"));
    }

    #[test]
    fn a_note_to_the_writer_is_no_instruction() {
        assert!(is_unwritten("TODO"));
        assert!(is_unwritten("n/a."));
        assert!(!is_unwritten("Restart it"));
    }
}
