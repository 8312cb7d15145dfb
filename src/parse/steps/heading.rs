//! What headings say: numbers, alternatives, procedures, background.

use super::inlines::drop_front;
use crate::aid::{Inline, inline_text};
use crate::parse::words;

/// A number at the front of a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numbered {
    /// The number as written.
    pub(super) number: u64,
    /// The letter behind it: `Step 2b`.
    pub(super) letter: Option<char>,
    /// The word before it.
    pub(super) word: Option<NumberWord>,
    /// Bytes of the heading's text that the number and its marks take.
    pub(super) length: usize,
}

/// What may stand before a heading's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberWord {
    /// `Step 1`.
    Step,
    /// `Phase 1`, `Part 1`, `Stage 1`: more than one step may stand below it.
    Phase,
}

/// What a heading promises about the text below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Manner {
    /// Steps are to be expected.
    pub(super) procedural: bool,
    /// Meaning, overview and the like: folded away.
    pub(super) background: bool,
    /// Background that holds no steps even when its form says so, unless the page has no others.
    pub(super) no_steps: bool,
    /// Mitigation, Diagnosis, Resolution: prose below it is steps.
    pub(super) remedy: bool,
    /// What must be there before the first step.
    pub(super) prerequisites: bool,
}

const NUMBER_WORDS: &[&str] = &[
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

/// Stems of procedural headings, in any word.
const PROCEDURAL: &[&str] = &[
    "mitigat",
    "resol",
    "diagnos",
    "procedure",
    "troubleshoot",
    "workaround",
    "runbook",
    "playbook",
    "remediat",
    "recover",
    "restor",
    "verif",
    "rollback",
    "instruction",
    "checklist",
    "investigat",
    "debug",
    "solution",
    "triage",
    "fix",
];

/// Stems of headings whose prose tells what to do.
const REMEDY: &[&str] = &[
    "mitigat",
    "resol",
    "diagnos",
    "remediat",
    "workaround",
    "solution",
    "fix",
];

const PREREQUISITES: &[&str] = &[
    "prerequisite",
    "prerequisites",
    "pre-requisite",
    "pre-requisites",
    "prereqs",
    "requirements",
    "precondition",
    "preconditions",
    "pre-conditions",
    "before you begin",
    "before you start",
    "what you need",
    "you will need",
    "you'll need",
];

/// Headings that never hold steps of their own (unless nothing else on the page does).
const NO_STEPS: &[&str] = &[
    "meaning",
    "impact",
    "overview",
    "introduction",
    "intro",
    "context",
    "about",
    "architecture",
    "how it works",
    "why",
    "what is",
    "what are",
    "concepts",
    "goals",
    "goal",
    "references",
    "reference",
    "next steps",
    "see also",
    "related",
    "background",
    "summary",
    "purpose",
    "scope",
    "symptoms",
    "symptom",
    "links",
    "resources",
    "glossary",
    "further reading",
    "severity",
    "appendix",
    "changelog",
    "definitions",
    "table of contents",
    "contents",
    "contacts",
    "causes",
    "root cause",
    "alert expression",
    "mental model",
    "metadata",
    "detection",
    "post-incident",
    "guard rails",
    "guardrails",
];

/// Headings that hold no steps when they say nothing else: `Rules`, but not `Firewall rules`.
const NO_STEPS_ALONE: &[&str] = &[
    "rule",
    "rules",
    "the rules",
    "golden rules",
    "ground rules",
    "policy",
    "policies",
    "problem",
    "the problem",
    "problem statement",
    "principles",
    "audience",
    "responsibilities",
    "when to use",
    "when not to use",
];

/// How the heading starts under which a page with several lists says what to do.
const STEPS: &[&str] = &[
    "step",
    "steps",
    "step-by-step",
    "procedure",
    "procedures",
    "instructions",
    "how to",
    "execution",
];

/// Background that may still hold steps: an ordered list or commands.
const REFERENCE: &[&str] = &[
    "examples",
    "example",
    "notes",
    "note",
    "tips",
    "best practices",
    "guidelines",
    "usage",
    "synopsis",
    "description",
    "options",
    "faq",
    "faqs",
    "advice",
    "considerations",
    "recommendations",
    "limitations",
    "known issues",
    "rules",
    "policy",
    "policies",
];

/// The number at the front of a heading: `1. x`, `1) x`, `1 - x`, `Step 1: x`, `Step one - x`.
pub(super) fn numbered(text: &str) -> Option<Numbered> {
    let lead = text.len() - text.trim_start().len();
    let body = text.get(lead..)?;
    let worded = [
        ("step", NumberWord::Step),
        ("phase", NumberWord::Phase),
        ("part", NumberWord::Phase),
        ("stage", NumberWord::Phase),
    ];
    let worded = worded.into_iter().find_map(|(word, sort)| {
        let start = body.get(..word.len())?;
        let rest = body.get(word.len()..)?;
        let apart = rest.starts_with([' ', '-', '#']);
        (start.eq_ignore_ascii_case(word) && apart).then_some((sort, rest))
    });
    let strict = worded.is_none();
    let rest = match worded {
        Some((_, rest)) => rest.trim_start_matches([' ', '-', '#']),
        None => body,
    };
    let (number, rest) = leading_number(rest, !strict)?;
    let (letter, rest) = leading_letter(rest);
    let rest = without_total(rest);
    let rest = match after_number(rest) {
        Some(rest) => rest,
        None if !strict && (rest.is_empty() || rest.starts_with(' ')) => rest,
        None => return None,
    };
    let rest = rest.trim_start();
    Some(Numbered {
        number,
        letter,
        word: worded.map(|(sort, _)| sort),
        length: text.len() - rest.len(),
    })
}

/// A heading's text without the number at its front.
pub(super) fn without_number(text: &[Inline]) -> Vec<Inline> {
    let mut rest = text.to_vec();
    if let Some(numbered) = numbered(&inline_text(text)) {
        drop_front(&mut rest, numbered.length);
    }
    if rest.is_empty() { text.to_vec() } else { rest }
}

fn leading_number(text: &str, words_too: bool) -> Option<(u64, &str)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if (1..=3).contains(&digits) {
        let (number, rest) = text.split_at_checked(digits)?;
        // Keycap emoji: a digit with U+20E3 around it.
        let rest = rest
            .trim_start_matches('\u{fe0f}')
            .trim_start_matches('\u{20e3}');
        return Some((number.parse().ok()?, rest));
    }
    if digits > 0 || !words_too {
        return None;
    }
    let end = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    let at = NUMBER_WORDS
        .iter()
        .position(|w| w.eq_ignore_ascii_case(word))?;
    Some((u64::try_from(at).ok()?, rest))
}

/// The letter right behind a number, when nothing of a word follows: `2b: x`.
fn leading_letter(rest: &str) -> (Option<char>, &str) {
    let mut ahead = rest.chars();
    let letter = ahead.next().filter(char::is_ascii_alphabetic);
    match letter {
        Some(letter) if !ahead.as_str().starts_with(char::is_alphanumeric) => {
            (Some(letter.to_ascii_lowercase()), ahead.as_str())
        }
        _ => (None, rest),
    }
}

/// `1 of 5`, `1/5`: the total is no part of the text.
fn without_total(rest: &str) -> &str {
    let after = rest.strip_prefix('/').or_else(|| rest.strip_prefix(" of "));
    match after {
        Some(after) if after.starts_with(|c: char| c.is_ascii_digit()) => {
            after.trim_start_matches(|c: char| c.is_ascii_digit())
        }
        _ => rest,
    }
}

/// The text behind the mark that ends a number.
fn after_number(rest: &str) -> Option<&str> {
    let close = rest.strip_prefix(['.', ')', ':', '\u{fe0f}']);
    if let Some(after) = close {
        // `1.2 x` is no first level's number; `1.Text` misses its space.
        let apart =
            after.is_empty() || !after.starts_with(|c: char| c.is_ascii_digit() || c == '.');
        return apart.then(|| after.trim_start_matches([' ', '-', '–', '—', ':']));
    }
    let trimmed = rest.trim_start();
    let dashed = trimmed.strip_prefix(['-', '–', '—', ':', '|'])?;
    dashed.starts_with(' ').then_some(dashed)
}

/// Whether a heading names one of several ways: `Option 1: x`, `Method B`.
pub(super) fn is_alternative(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().map(words::bare).unwrap_or_default();
    if !matches!(
        first.as_str(),
        "option" | "method" | "scenario" | "approach" | "alternative"
    ) {
        return false;
    }
    let Some(mark) = words.next().map(words::bare) else {
        return false;
    };
    let letter = mark.len() == 1 && mark.chars().all(char::is_alphanumeric);
    letter || mark.parse::<u16>().is_ok() || NUMBER_WORDS.contains(&mark.as_str())
}

/// What a heading says about the text below it.
pub(super) fn manner(text: &str) -> Manner {
    let plain = plain(text);
    let words: Vec<&str> = plain.split(' ').collect();
    if let Some(manner) = whole_heading(&plain) {
        return manner;
    }
    if is_procedural(&plain, &words) {
        let stem = |word: &&str| REMEDY.iter().any(|stem| word.starts_with(stem));
        let remedy = words.iter().any(stem);
        return Manner {
            procedural: true,
            remedy: remedy || plain.contains("what to do") || plain.contains("action"),
            ..Manner::default()
        };
    }
    if words::starts_with_verb(&plain) {
        return Manner::default();
    }
    let last = words.last().copied().unwrap_or_default();
    let holds = |list: &[&str]| opens(&plain, list) || list.contains(&last);
    if holds(NO_STEPS) {
        background(true)
    } else if holds(REFERENCE) {
        background(false)
    } else {
        Manner::default()
    }
}

/// The manner of headings that are known as a whole or by how they start, whatever else they hold.
fn whole_heading(plain: &str) -> Option<Manner> {
    if opens(plain, PREREQUISITES) {
        return Some(Manner {
            prerequisites: true,
            ..background(true)
        });
    }
    let phrases = [
        "when to use ",
        "when not to use ",
        "next steps",
        "how it works",
        "see also",
        "why ",
        "what is ",
        "what are ",
        "about ",
    ];
    let alone = NO_STEPS.contains(&plain) || NO_STEPS_ALONE.contains(&plain);
    if alone || phrases.iter().any(|start| plain.starts_with(start)) {
        return Some(background(true));
    }
    REFERENCE.contains(&plain).then(|| background(false))
}

/// Whether a heading names the page's steps by itself: `Steps`, `Procedure for DNS`, `How to drain`.
pub(super) fn names_steps(text: &str) -> bool {
    opens(&plain(text), STEPS)
}

/// Whether a heading starts with an entry of the list.
fn opens(plain: &str, list: &[&str]) -> bool {
    let rest = |entry: &&str| plain.strip_prefix(*entry);
    list.iter()
        .filter_map(rest)
        .any(|rest| rest.is_empty() || rest.starts_with(' '))
}

fn background(no_steps: bool) -> Manner {
    Manner {
        background: true,
        no_steps,
        ..Manner::default()
    }
}

fn is_procedural(plain: &str, words: &[&str]) -> bool {
    let stem = words
        .iter()
        .any(|word| PROCEDURAL.iter().any(|stem| word.starts_with(stem)));
    let word = words
        .iter()
        .any(|word| matches!(*word, "step" | "steps" | "process" | "actions"));
    let purpose = words::starts_with_purpose(plain);
    stem || word || purpose || plain.contains("how to") || plain.contains("what to do")
}

/// Lower case, one space between words, marks and the number at the front gone.
fn plain(text: &str) -> String {
    let text = match numbered(text) {
        Some(numbered) => text.get(numbered.length..).unwrap_or(text),
        None => text,
    };
    let words: Vec<String> = text
        .split_whitespace()
        .map(words::bare)
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings_are_read_in_all_their_forms() {
        for (text, number, rest) in [
            ("1. Stop", 1, "Stop"),
            ("2) Stop", 2, "Stop"),
            ("3 - Stop", 3, "Stop"),
            ("0: Stop", 0, "Stop"),
            ("Step 1: Stop", 1, "Stop"),
            ("STEP 2 Stop", 2, "Stop"),
            ("Step one - Stop", 1, "Stop"),
            ("Step 3 of 5: Stop", 3, "Stop"),
            ("Phase 2 – Stop", 2, "Stop"),
            ("Part 4. Stop", 4, "Stop"),
            ("1.Stop", 1, "Stop"),
            ("Step 7", 7, ""),
            ("Step 2b: Not found", 2, "Not found"),
        ] {
            let found = numbered(text).expect(text);
            assert_eq!(
                (found.number, text.get(found.length..)),
                (number, Some(rest)),
                "{text}"
            );
        }
        for text in [
            "1.2 Stop",
            "2024. x",
            "3 ways",
            "Stepping 1",
            "Partition 1",
            "v1. x",
            "",
            "1",
        ] {
            assert_eq!(numbered(text), None, "{text}");
        }
    }

    #[test]
    fn alternatives_are_told_from_steps() {
        assert!(is_alternative("Option 1: resize"));
        assert!(is_alternative("Method B"));
        assert!(is_alternative("Scenario two - lost"));
        assert!(!is_alternative("Options"));
        assert!(!is_alternative("Method of payment"));
    }

    #[test]
    fn headings_promise_procedures_or_background() {
        for text in [
            "Mitigation",
            "Resolving the alert",
            "How to restart it",
            "To restart it",
            "Steps",
            "## Fix",
        ] {
            assert!(manner(text).procedural, "{text}");
        }
        for text in [
            "Meaning",
            "Business impact",
            "Overview",
            "Why it fails",
            "Next steps",
            "Usage",
            "What is a pod?",
        ] {
            assert!(manner(text).background, "{text}");
        }
        for text in ["Restart the server", "Check the context", "Networking"] {
            assert!(!manner(text).background, "{text}");
        }
        assert!(manner("Prerequisites").prerequisites);
        assert!(manner("Diagnosis").remedy);
        assert!(!manner("Rollback").remedy);
    }
}
