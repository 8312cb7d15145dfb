//! Inline text of the line-based formats (tldr, cheat sheets): code spans and addresses, no more.

use crate::aid::Inline;

/// Splits `text` at code spans and `<https://...>`; everything else is text as written.
pub(super) fn inlines(text: &str) -> Vec<Inline> {
    // Searched many bytes at a time: most texts hold neither.
    if !text.is_empty() && !text.contains('`') && !text.contains('<') {
        return vec![Inline::Text(text.to_string())];
    }
    let mut out = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '<']) {
        let (before, marked) = rest.split_at(at);
        plain.push_str(before);
        let (inline, after) = match code(marked).or_else(|| address(marked)) {
            Some(found) => found,
            None => {
                let run = marked.len() - marked.trim_start_matches('`').len();
                let (literal, after) = marked.split_at(run.max(1));
                plain.push_str(literal);
                rest = after;
                continue;
            }
        };
        flush(&mut plain, &mut out);
        out.push(inline);
        rest = after;
    }
    plain.push_str(rest);
    flush(&mut plain, &mut out);
    out
}

fn flush(plain: &mut String, out: &mut Vec<Inline>) {
    if !plain.is_empty() {
        out.push(Inline::Text(std::mem::take(plain)));
    }
}

/// A code span at the start of `text`, and what follows it.
fn code(text: &str) -> Option<(Inline, &str)> {
    let body = text.trim_start_matches('`');
    let fence = text.get(..text.len() - body.len())?;
    if fence.is_empty() {
        return None;
    }
    let end = body.find(fence)?;
    let code = body.get(..end)?;
    let after = body.get(end + fence.len()..)?;
    let padded = code.strip_prefix(' ').and_then(|c| c.strip_suffix(' '));
    let code = padded.filter(|c| !c.trim().is_empty()).unwrap_or(code);
    (!after.starts_with('`')).then(|| (Inline::Code(code.to_string()), after))
}

/// An address in angle brackets at the start of `text`, and what follows it.
fn address(text: &str) -> Option<(Inline, &str)> {
    let text = text.strip_prefix('<')?;
    // Ends at the first character no address holds, so that a run of `<` is not searched to its end.
    let end = text.find(|c: char| matches!(c, '<' | '>') || c.is_whitespace())?;
    let (target, after) = text.split_at_checked(end)?;
    let after = after.strip_prefix('>')?;
    let is_address = target.starts_with("https://") || target.starts_with("http://");
    let link = Inline::Link {
        target: target.to_string(),
        text: vec![Inline::Text(target.to_string())],
    };
    is_address.then_some((link, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aid::inline_text;

    #[test]
    fn code_spans_and_addresses_are_told_from_text() {
        let read = inlines("see `a b` and `` c`d `` at <https://x.org>.");
        assert_eq!(read.len(), 7);
        assert_eq!(read[1], Inline::Code("a b".into()));
        assert_eq!(read[3], Inline::Code("c`d".into()));
        assert!(matches!(&read[5], Inline::Link { target, .. } if target == "https://x.org"));
        assert_eq!(inline_text(&read), "see a b and c`d at https://x.org.");
    }

    #[test]
    fn marks_that_open_nothing_stay_as_written() {
        for text in [
            "",
            "a ` b",
            "x < y > z",
            "<name>",
            "``",
            "` a ``",
            "<http://a b>",
        ] {
            assert_eq!(inline_text(&inlines(text)), text);
        }
    }
}
