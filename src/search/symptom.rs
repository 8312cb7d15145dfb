//! Pasted errors: which lines count, and what in them changes from machine to machine.

use super::query::{QueryWord, is_stop_word, query_words};

/// A longer line is cut; the message is at its start.
const MAX_LINE: usize = 1_000;
/// Only the end of a long output is looked at.
const MAX_OUTPUT: usize = 64 << 10;
const LAST_LINES: usize = 200;
const MAX_LINES: usize = 6;
const MAX_WORDS: usize = 48;
/// Each line further up counts so much less than the one below it.
const LINE_DECAY: f32 = 0.7;
/// Words from quoted texts and paths are names on one machine more often than not.
const NAMED: f32 = 0.5;

/// The name of the program that complains counts more.
const SPEAKER: f32 = 1.5;

/// Stands for a volatile part.
const ANY: char = '\u{1}';

/// What error lines contain, in lower case.
const ERROR_MARKS: [&str; 40] = [
    "error",
    "fail",
    "fatal",
    "denied",
    "refused",
    "cannot",
    "can't",
    "could not",
    "couldn't",
    "unable",
    "not found",
    "no such",
    "not permitted",
    "not allowed",
    "timeout",
    "timed out",
    "exception",
    "panic",
    "invalid",
    "missing",
    "expired",
    "killed",
    "abort",
    "exceeded",
    "full",
    "unreachable",
    "unknown",
    "unexpected",
    "not exist",
    "too many",
    "too long",
    "too large",
    "forbidden",
    "rejected",
    "corrupt",
    "segfault",
    "conflict",
    "crash",
    "critical",
    "warn",
];

/// A line of an error text.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// As it came, without escape sequences.
    pub(super) text: String,
    /// Lower case.
    pub(super) lower: String,
    /// Lower case, spaces single, volatile parts replaced.
    pub(super) masked: String,
    pub(super) words: usize,
    /// 1 for the last one.
    pub(super) weight: f32,
}

/// A line with its weight.
pub(super) fn line_of(text: &str, weight: f32) -> Line {
    let text = without_escapes(cut(text, MAX_LINE));
    let masked = mask(&text);
    Line {
        lower: text.to_lowercase(),
        words: masked.split(' ').filter(|word| !word.contains(ANY)).count(),
        masked,
        text,
        weight,
    }
}

/// The lines of an output to search for: of the last ones those that look like errors, last first. Where
/// none does, the last ones, and `false`: it may be no error at all.
pub(super) fn error_lines(output: &str) -> (Vec<Line>, bool) {
    let start = output.len().saturating_sub(MAX_OUTPUT);
    let start = (start..=output.len()).find(|at| output.is_char_boundary(*at));
    let tail = output.get(start.unwrap_or(0)..).unwrap_or("");
    let last = || {
        let lines = tail.lines().rev().take(LAST_LINES);
        lines
            .map(|line| cut(line, MAX_LINE))
            .filter(|line| !line.trim().is_empty())
    };
    let looks_wrong = |line: &&str| {
        let lower = line.to_lowercase();
        ERROR_MARKS.iter().any(|mark| lower.contains(mark))
    };
    let lines = distinct(last().filter(looks_wrong), MAX_LINES);
    match lines.is_empty() {
        true => (distinct(last(), MAX_LINES / 2), false),
        false => (lines, true),
    }
}

fn distinct<'a>(texts: impl Iterator<Item = &'a str>, most: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut weight = 1.0;
    for text in texts {
        let line = line_of(text, weight);
        if lines.iter().any(|other| other.masked == line.masked) {
            continue;
        }
        weight *= LINE_DECAY;
        lines.push(line);
        if lines.len() >= most {
            break;
        }
    }
    lines
}

/// Whether a query is an error somebody pasted, not a topic somebody typed.
pub(super) fn looks_pasted(query: &str) -> bool {
    let words = query.split_whitespace().count();
    let colon = query
        .split_whitespace()
        .filter(|w| w.len() > 1 && w.ends_with(':'))
        .count();
    let brackets = query.contains(['(', '[', '{', '=']) && words > 2;
    // Double quotes are an exact phrase.
    let quoted = query.matches(['\'', '`']).count() >= 2 && words > 3;
    let volatile = words > 2 && query.split_whitespace().any(is_volatile);
    colon > 0 || brackets || quoted || volatile || (words > 6 && !is_question(query))
}

fn is_question(query: &str) -> bool {
    let mut words = query.split_whitespace().map(|word| {
        word.trim_end_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    });
    let stops = words.clone().filter(|word| is_stop_word(word)).count();
    let asks = words.next().is_some_and(|first| {
        matches!(
            first.as_str(),
            "how"
                | "what"
                | "why"
                | "which"
                | "who"
                | "where"
                | "when"
                | "is"
                | "are"
                | "can"
                | "do"
                | "does"
                | "should"
        )
    });
    let sentence = query.trim_start().starts_with(char::is_uppercase);
    asks || query.trim_end().ends_with('?') || (stops >= 2 && !sentence)
}

/// The words of error lines with their weights, each once.
pub(super) fn words_of(lines: &[Line]) -> Vec<QueryWord> {
    let mut words: Vec<QueryWord> = Vec::new();
    for line in lines {
        let program = speaker(line);
        for (part, volatile) in parts(&line.text) {
            let weight = line.weight * if volatile { NAMED } else { 1.0 };
            if volatile && !part.contains(char::is_alphabetic) {
                continue;
            }
            let fresh = query_words(part, weight).into_iter().filter(|word| {
                word.text.len() < 40 && !is_volatile(&word.text) && !is_stop_word(&word.text)
            });
            for word in fresh {
                if !words.iter().any(|known| known.text == word.text) {
                    let speaker = program.as_deref() == Some(word.text.as_str());
                    let weight = word.weight * if speaker { SPEAKER } else { 1.0 };
                    words.push(QueryWord {
                        weight,
                        pasted: true,
                        ..word
                    });
                }
            }
        }
    }
    words.truncate(MAX_WORDS);
    words
}

/// The program that says so: `curl` of `curl: (60) ...`.
fn speaker(line: &Line) -> Option<String> {
    let (first, _) = line.lower.trim_start().split_once(": ")?;
    let name = first
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    (name && first.len() > 1).then(|| first.to_string())
}

/// A text in lower case with single spaces, its volatile parts replaced by one character.
pub(super) fn mask(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (part, volatile) in parts(text) {
        if volatile {
            out.push(ANY);
        } else {
            for c in part.chars().flat_map(char::to_lowercase) {
                match c.is_whitespace() {
                    true if out.ends_with(' ') || out.is_empty() => {}
                    true => out.push(' '),
                    false => out.push(c),
                }
            }
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A text in pieces, each with whether it is volatile; together they are the text.
fn parts(text: &str) -> Vec<(&str, bool)> {
    let mut parts = Vec::new();
    let mut rest = text;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let length = if matches!(c, '"' | '\'' | '`' | '\u{2018}' | '\u{201c}')
            && !before.is_alphanumeric()
        {
            quoted_length(rest, c)
        } else {
            None
        };
        let (length, volatile) = match length {
            Some(length) => (length, true),
            None if is_separator(c) => (c.len_utf8(), false),
            None => {
                let end = rest.find(is_separator).unwrap_or(rest.len());
                let core = rest
                    .get(..end)
                    .unwrap_or("")
                    .trim_end_matches([':', '.', '!', '?']);
                (core.len().max(c.len_utf8()), is_volatile(core))
            }
        };
        let (part, after) = rest.split_at(length);
        before = part.chars().next_back().unwrap_or(' ');
        parts.push((part, volatile));
        rest = after;
    }
    parts
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '=' | ',' | ';' | '(' | ')' | '[' | ']' | '<' | '>' | '"' | '\'' | '`'
        )
}

/// How long the quoted text at the start is, quotes included, if it ends on the line.
fn quoted_length(text: &str, open: char) -> Option<usize> {
    let close = match open {
        '\u{2018}' => '\u{2019}',
        '\u{201c}' => '\u{201d}',
        same => same,
    };
    let inside = text.get(open.len_utf8()..)?;
    let end = inside.find(close)?;
    Some(open.len_utf8() + end + close.len_utf8())
}

/// Times, addresses, UUIDs, hex of 6 and more, numbers of 5 digits and more, paths.
fn is_volatile(chunk: &str) -> bool {
    let chunk = chunk.trim_matches(|c: char| {
        matches!(
            c,
            ':' | ',' | '.' | ';' | '"' | '\'' | '(' | ')' | '[' | ']'
        )
    });
    is_path(chunk)
        || is_time(chunk)
        || is_duration(chunk)
        || is_address(chunk)
        || is_number_or_hex(chunk)
}

fn is_path(chunk: &str) -> bool {
    let rooted = ["/", "./", "../", "~/"]
        .iter()
        .any(|root| chunk.starts_with(root))
        && chunk.len() > 2;
    let drive = chunk.get(1..3) == Some(":\\");
    rooted || drive || chunk.contains("://") || chunk.matches('/').count() > 1
}

/// `12:30:01`, `2026-11-22T12:30:01.5Z`, `2026-11-22`.
fn is_time(chunk: &str) -> bool {
    let digits = chunk.bytes().filter(u8::is_ascii_digit).count();
    let marks = chunk.bytes().filter(|b| matches!(b, b':' | b'-')).count();
    digits >= 4
        && marks > 0
        && chunk.starts_with(|c: char| c.is_ascii_digit())
        && chunk
            .bytes()
            .all(|b| b.is_ascii_digit() || b":-.+,TZ".contains(&b))
        && !chunk.contains("--")
}

/// `3m11s`, `250ms`, `1.5h`.
fn is_duration(chunk: &str) -> bool {
    let mut parts = chunk.split(|c: char| c.is_ascii_digit() || c == '.');
    let unit = |part: &str| matches!(part, "" | "d" | "h" | "m" | "s" | "ms" | "us" | "µs" | "ns");
    chunk.starts_with(|c: char| c.is_ascii_digit())
        && chunk.ends_with(char::is_alphabetic)
        && parts.all(unit)
}

/// IPv4 or IPv6, with a port or prefix length or without.
fn is_address(chunk: &str) -> bool {
    let host = chunk.split('/').next().unwrap_or(chunk);
    let v4 = host.split(':').next().unwrap_or(host);
    let octets = v4.split('.');
    let is_v4 = octets.clone().count() == 4 && octets.clone().all(|o| o.parse::<u8>().is_ok());
    let v6 = host.trim_matches(['[', ']']);
    let colons = v6.matches(':').count();
    is_v4 || (colons >= 2 && v6.bytes().all(|b| b.is_ascii_hexdigit() || b == b':'))
}

/// Numbers of 5 digits and more, hex of 6 and more, UUIDs; an ordinary word of hex letters is none.
fn is_number_or_hex(chunk: &str) -> bool {
    let hex = chunk.strip_prefix("0x").unwrap_or(chunk);
    let digits = hex.bytes().filter(u8::is_ascii_digit).count();
    let plain = hex.len() == digits;
    let all_hex = hex.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    (plain && digits >= 5)
        || (!plain
            && digits > 0
            && all_hex
            && hex.len() >= 6
            && hex.bytes().filter(|b| *b != b'-').count() >= 6)
}

fn cut(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at));
    text.get(..end.unwrap_or(0)).unwrap_or("")
}

/// A line without the escape sequences that colour it.
fn without_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' && chars.next_if_eq(&'[').is_some() {
            // A control sequence ends at its first letter.
            for c in chars.by_ref() {
                if ('@'..='~').contains(&c) {
                    break;
                }
            }
        } else if !c.is_control() || c == '\t' {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn volatile_parts_are_replaced_and_short_numbers_stay() {
        for (text, masked) in [
            ("exit code 137", "exit code 137"),
            ("HTTP 502 on port 5432", "http 502 on port 5432"),
            ("at 12:30:01 pid=123456 died", "at \u{1} pid=\u{1} died"),
            ("2026-11-22T12:30:01.5Z x", "\u{1} x"),
            ("dial 10.1.2.3:80: refused", "dial \u{1}: refused"),
            ("from fe80::1%eth0 x", "from fe80::1%eth0 x"),
            ("from fe80::1 x", "from \u{1} x"),
            (
                "id 550e8400-e29b-41d4-a716-446655440000 gone",
                "id \u{1} gone",
            ),
            ("at 0xdeadbeef1 in a facade", "at \u{1} in a facade"),
            ("active 3m11s ago, 250ms", "active \u{1} ago, \u{1}"),
            ("open /var/log/x.log: denied", "open \u{1}: denied"),
            ("open  'my file' \"and  more\"", "open \u{1} \u{1}"),
            ("it isn't there", "it isn't there"),
        ] {
            assert_eq!(mask(text), masked, "{text}");
        }
    }

    #[test]
    fn pasted_errors_are_told_from_topics_and_questions() {
        for pasted in [
            "ssh: Permission denied (publickey)",
            "0/5 nodes are available: 5 Insufficient memory",
            "open /etc/passwd permission problem",
            "Job has reached the specified backoff limit and gave up",
        ] {
            assert!(looks_pasted(pasted), "{pasted}");
        }
        for typed in [
            "disk full",
            "tag:x disk",
            "how do I see what is using my disk",
            "a \"b c\"",
        ] {
            assert!(!looks_pasted(typed), "{typed}");
        }
    }

    #[test]
    fn the_last_error_lines_come_first_and_repetitions_once() {
        let output = "starting\nerror: first at 10:00:01\nok\n\u{1b}[31merror\u{1b}[0m: second\n\
                      error: first at 10:00:02\ndone\n";
        let lines: Vec<_> = error_lines(output).0.into_iter().map(|l| l.text).collect();
        assert_eq!(lines, ["error: first at 10:00:02", "error: second"]);
        assert_eq!(error_lines("one\ntwo\n").0.len(), 2);
        assert!(error_lines("").0.is_empty());
    }

    #[test]
    fn a_big_output_is_looked_at_only_at_its_end() {
        let mut output = "é error: of long ago\n".repeat(300_000);
        output.push_str("fatal: the real one\n");
        let lines = error_lines(&output).0;
        assert_eq!(lines[0].text, "fatal: the real one");
        assert_eq!(lines.len(), 2);
    }
}
