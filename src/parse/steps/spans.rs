//! Commands in text: code spans, paragraphs and items that are a command and nothing else.

use crate::aid::{Command, Inline};
use crate::parse::{command, words};

/// The one code span that is a command: it has a space, or follows run, execute, type or enter.
pub(super) fn inline_command(texts: &[&[Inline]]) -> Option<Command> {
    let mut candidates = Vec::new();
    for text in texts {
        collect_spans(text, &mut String::new(), &mut candidates);
    }
    let ordered: Vec<&Span> = candidates.iter().filter(|span| span.ordered).collect();
    let spaced: Vec<&Span> = candidates.iter().filter(|span| span.spaced).collect();
    let chosen = match (ordered.as_slice(), spaced.as_slice()) {
        ([one], _) => one,
        ([], [one]) => one,
        _ => return None,
    };
    Some(Command {
        text: chosen.code.clone(),
        ..Command::default()
    })
}

/// The command that a step's text is without being marked as code: `sudo systemctl reload patroni`.
/// A program's name can be a word of a sentence (`kill the process`), so small words speak against it.
pub(super) fn bare_command(text: &[Inline]) -> Option<String> {
    const SMALL: &[&str] = &[
        "a", "an", "and", "as", "for", "from", "if", "in", "is", "it", "of", "on", "or", "output",
        "result", "shows", "that", "the", "this", "to", "until", "with", "your",
    ];
    let [Inline::Text(text)] = text else {
        return None;
    };
    let text = text.trim();
    let mut words = text.split_whitespace();
    let first = words.next()?;
    let option = text.contains(" -");
    let program = first == "sudo" || option || !words::is_imperative(first);
    let lower = first.starts_with(|c: char| c.is_lowercase() || matches!(c, '.' | '/'));
    let sentence = words.any(|word| SMALL.contains(&word)) || text.ends_with(['.', ':', ',', '!']);
    let runs = command::is_known_command(text) && looks_like_command(text);
    (program && lower && runs && !sentence).then(|| text.to_string())
}

/// The commands of a paragraph that is nothing but code spans with known programs, a line each.
pub(super) fn only_commands(text: &[Inline]) -> Option<String> {
    let mut lines = Vec::new();
    for inline in text {
        match inline {
            Inline::Code(code) => lines.push(code.trim()),
            Inline::Text(between) if between.trim().is_empty() => {}
            Inline::Break => {}
            _ => return None,
        }
    }
    let known = |line: &&str| {
        let line = line.strip_prefix("$ ").unwrap_or(line);
        command::is_known_command(line) && looks_like_command(line)
    };
    (!lines.is_empty() && lines.iter().all(known)).then(|| lines.join("\n"))
}

/// Whether a text is a command and nothing else.
pub(super) fn is_command(text: &[Inline]) -> bool {
    match text {
        [Inline::Code(code)] => looks_like_command(code),
        _ => false,
    }
}

struct Span {
    code: String,
    /// After run, execute, type or enter.
    ordered: bool,
    /// Looks like a program with arguments.
    spaced: bool,
}

// Nesting is bounded by the Markdown reader, so this recursion is too.
fn collect_spans(inlines: &[Inline], before: &mut String, found: &mut Vec<Span>) {
    for inline in inlines {
        match inline {
            Inline::Code(code) => {
                let last = before.split_whitespace().next_back().map(words::bare);
                let ordered = matches!(
                    last.as_deref(),
                    Some("run" | "running" | "execute" | "type" | "enter" | "executing")
                );
                let code = code.strip_prefix("$ ").unwrap_or(code).trim();
                let fits = ordered && starts_like_program(code) || looks_like_command(code);
                if fits && !warns_off(before) {
                    found.push(Span {
                        code: code.to_string(),
                        ordered,
                        spaced: looks_like_command(code),
                    });
                }
                before.push_str("code"); // its own marks end no sentence
            }
            Inline::Text(text) => before.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { text: inner, .. } => {
                collect_spans(inner, before, found);
            }
            _ => {}
        }
    }
}

/// Whether the sentence that leads to a code span says not to run it: `Do not run`, `Never`, `instead of`.
fn warns_off(before: &str) -> bool {
    let end = [". ", "! ", "? ", "; "]
        .iter()
        .filter_map(|mark| before.rfind(mark))
        .max();
    let sentence = end.and_then(|end| before.get(end..)).unwrap_or(before);
    let mut words = sentence.split_whitespace().map(words::bare);
    words.any(|word| {
        let negated = word.ends_with("n't") || word.ends_with("n’t");
        negated
            || matches!(
                word.as_str(),
                "not" | "never" | "avoid" | "cannot" | "without" | "instead" | "rather" | "no"
            )
    })
}

fn starts_like_program(code: &str) -> bool {
    let first = code.split_whitespace().next().unwrap_or_default();
    !first.is_empty()
        && !first.contains("://")
        && !first.contains(['{', '[', '('])
        && first.starts_with(|c: char| {
            c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '~' | '$' | '<')
        })
}

/// A program and an argument: no comparison, no query, no sentence, no `key: value`.
fn looks_like_command(code: &str) -> bool {
    let mut words = code.split_whitespace();
    let (Some(first), Some(second)) = (words.next(), words.next()) else {
        return false;
    };
    let assigns = first.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_uppercase() || c == '_' || c.is_ascii_digit())
    });
    let program = first
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '~' | '+' | '$'));
    let operator = matches!(
        second,
        "=" | "==" | "!=" | "<" | ">" | "<=" | ">=" | "=>" | "->" | ":" | "+" | "-" | "*" | "/"
    );
    let capital = first.starts_with(char::is_uppercase) && !first.contains('-');
    let number = first.starts_with(|c: char| c.is_ascii_digit());
    (program || assigns)
        && starts_like_program(code)
        && !operator
        && (!capital || assigns)
        && !number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_text_is_a_command_only_when_no_sentence_could_be_meant() {
        let read = |text: &str| bare_command(&[Inline::Text(text.to_string())]).is_some();
        for text in [
            "sudo systemctl reload web",
            "kubectl get pods -A",
            "kill -9 <pid>",
            "systemctl status web",
        ] {
            assert!(read(text), "{text}");
        }
        for text in [
            "kill the process",
            "watch cpu load",
            "kubectl get nodes shows it as gone",
            "sudo is needed",
            "Docker pull fails",
            "git version 2.39",
            "mount: /srv",
            "reboot",
        ] {
            assert!(!read(text), "{text}");
        }
    }
}
