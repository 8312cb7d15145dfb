//! What headings say: numbers, alternatives, procedures, background.

mod number;

use crate::parse::words;

use number::NUMBER_WORDS;
pub(super) use number::{NumberWord, Numbered, numbered, without_number};

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
    // German, French, Spanish and Portuguese, Italian, Dutch.
    "schritt",
    "anleitung",
    "vorgehen",
    "ablauf",
    "behebung",
    "wiederherstell",
    "étape",
    "procédure",
    "dépannage",
    "pasos",
    "procedimiento",
    "solución",
    "passos",
    "passi",
    "procedura",
    "risoluzione",
    "stappen",
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
