//! Addresses written bare in a text become links, as GitHub shows them.

use crate::aid::Inline;

use super::inline;

/// No address is longer, in characters; what looks like one costs no more than this to look at.
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
        let rest = text.get(start..).unwrap_or_default();
        let length = match text
            .get(..start)
            .and_then(|before| before.chars().next_back())
        {
            Some(c) if c.is_alphanumeric() => 0,
            _ => address(rest),
        };
        if length > 0 {
            push_text(out, text.get(done..start));
            let target = rest.get(..length).unwrap_or_default().to_owned();
            let shown = vec![Inline::Text(target.clone())];
            out.push(Inline::Link {
                target,
                text: shown,
            });
            done = start + length;
        }
        from = start + length.max("http".len());
    }
    push_text(out, text.get(done..));
}

fn push_text(out: &mut Vec<Inline>, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        inline::push(out, Inline::Text(text.to_owned()));
    }
}

/// How long the address at the front is, 0 when there is none. One with a placeholder in it
/// (`https://<host>/`) leads nowhere yet.
fn address(text: &str) -> usize {
    let Some(host) = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
    else {
        return 0;
    };
    let mut characters = text.char_indices().take(LONGEST);
    let end = characters
        .find_map(|(at, c)| (c.is_whitespace() || c == '|').then_some(at))
        // Without an end in sight it is an address only if the text is at its end too.
        .or_else(|| (text.len() <= LONGEST).then_some(text.len()));
    let Some(end) = end else { return 0 };
    let whole = text.get(..end).unwrap_or_default();
    if !host.starts_with(char::is_alphanumeric) || whole.contains(['<', '>', '{', '}', '$', '`']) {
        return 0;
    }
    let mut shown = whole;
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
