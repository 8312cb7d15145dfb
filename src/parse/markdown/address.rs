//! Addresses written bare in a text become links, as GitHub shows them.

use crate::aid::Inline;

use super::inline;

/// No address is longer, in bytes.
const LONGEST: usize = 2000;

/// The pieces with the addresses in their own text as links; pieces inside others are not entered.
pub(super) fn link(pieces: Vec<Inline>) -> Vec<Inline> {
    let mut linked = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece {
            Inline::Text(text) if text.contains("://") => split(&text, &mut linked),
            piece => inline::push(&mut linked, piece),
        }
    }
    linked
}

fn split(text: &str, out: &mut Vec<Inline>) {
    let mut done = 0;
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("http")) {
        let start = from + at;
        let before = text.get(..start).unwrap_or_default();
        let within_word = before.ends_with(|c: char| c.is_ascii_alphanumeric());
        let run = text.get(start..).map_or("", run);
        let length = if within_word { 0 } else { address(run) };
        if length > 0 {
            push_text(out, text.get(done..start));
            let target = run.get(..length).unwrap_or_default().to_owned();
            let shown = vec![Inline::Text(target.clone())];
            out.push(Inline::Link {
                target,
                text: shown,
            });
            done = start + length;
        }
        // Each character is looked at once: what is no address holds none.
        from = start + run.len().max("http".len());
    }
    push_text(out, text.get(done..));
}

fn push_text(out: &mut Vec<Inline>, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        inline::push(out, Inline::Text(text.to_owned()));
    }
}

/// The text up to the next space or table bar.
fn run(text: &str) -> &str {
    let ends = |(at, c): (usize, char)| (c.is_whitespace() || c == '|').then_some(at);
    let end = text.char_indices().find_map(ends).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// How long the address at the front of a text without spaces is, 0 when there is none. One with a
/// placeholder in it (`https://<host>/`) leads nowhere yet.
fn address(run: &str) -> usize {
    let host = run
        .strip_prefix("https://")
        .or_else(|| run.strip_prefix("http://"));
    let named = host.is_some_and(|host| host.starts_with(char::is_alphanumeric));
    if !named || run.len() > LONGEST || run.contains(['<', '>', '{', '}', '$', '`']) {
        return 0;
    }
    let mut shown = run;
    loop {
        let trimmed =
            shown.trim_end_matches(['?', '!', '.', ',', ':', ';', '*', '_', '~', '\'', '"', ']']);
        // The bracket of "(see https://x.y)" is not part of it, that of `/Disk_(full)` is.
        let closes = trimmed.matches(')').count() > trimmed.matches('(').count();
        let next = trimmed
            .strip_suffix(')')
            .filter(|_| closes)
            .unwrap_or(trimmed);
        if next.len() == shown.len() {
            return shown.len();
        }
        shown = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aid::inline_text;

    fn targets(text: &str) -> Vec<String> {
        let linked = link(vec![Inline::Text(text.to_owned())]);
        assert_eq!(inline_text(&linked), text);
        let targets = linked.into_iter().filter_map(|piece| match piece {
            Inline::Link { target, .. } => Some(target),
            _ => None,
        });
        targets.collect()
    }

    #[test]
    fn addresses_end_before_the_punctuation_of_their_sentence() {
        for (text, wanted) in [
            ("See https://x.y/a_b?c=d.", vec!["https://x.y/a_b?c=d"]),
            (
                "(http://x.y) or https://w.z/D_(e)!",
                vec!["http://x.y", "https://w.z/D_(e)"],
            ),
            (
                "https://<host>/ https://x.y/<id> https:// xhttps://a http",
                vec![],
            ),
            ("https://{{host}}/ https://$HOST/", vec![]),
        ] {
            assert_eq!(targets(text), wanted, "{text}");
        }
    }
}
