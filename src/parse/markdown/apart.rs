//! Items of a list right below a text at the margin: Markdown takes `2. Grow` there for the text's next
//! line, since only a `1.` may end a paragraph.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// A text with a blank line before such items, and for each of its lines the line it was (from 0).
pub(super) struct Parted {
    pub(super) text: String,
    pub(super) lines: Vec<u32>,
}

/// Parts the items from the text above them where their number is the next of the list just before; none
/// when there are none. `lines` gives the line of the file's body that each line of the text was.
///
/// A number in a sentence that happens to start a line (`version` / `2. and later`) is none: what begins
/// an item is no small letter, or the text above has ended.
pub(super) fn part(text: &str, lines: Option<&[u32]>) -> Option<Parted> {
    if !may_hold(text) {
        return None;
    }
    let breaks = breaks(text);
    if breaks.is_empty() {
        return None;
    }
    let mut breaks = breaks.into_iter().peekable();
    let mut parted = Parted {
        text: String::with_capacity(text.len() + 8),
        lines: Vec::new(),
    };
    let mut at = 0;
    for (row, line) in (0..).zip(text.split_inclusive('\n')) {
        let origin = match lines {
            Some(lines) => lines.get(row).copied().unwrap_or(0),
            None => u32::try_from(row).unwrap_or(u32::MAX),
        };
        if breaks.next_if_eq(&at).is_some() {
            parted.text.push('\n');
            parted.lines.push(origin);
        }
        parted.text.push_str(line);
        parted.lines.push(origin);
        at += line.len();
    }
    // What would stand behind the last line end is a line as well.
    parted.lines.extend(parted.lines.last().copied());
    Some(parted)
}

/// Whether a numbered line stands right below one that is neither blank nor an item.
fn may_hold(text: &str) -> bool {
    let mut above = "";
    text.lines().any(|line| {
        let below_text = !above.trim().is_empty() && number(above).is_none();
        above = line;
        below_text && number(line).is_some_and(|number| number > 1)
    })
}

/// The offsets of the lines that start an item although a paragraph goes on there.
fn breaks(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    // The number of the last item, while nothing has ended its list for good.
    let mut last = None;
    let mut depth = 0_usize;
    for (event, range) in Parser::new_ext(text, super::options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. }) if depth == 0 => last = None,
            Event::Start(Tag::Item) if depth == 1 => {
                let item = text.get(range).unwrap_or_default();
                last = number(item);
            }
            Event::Start(Tag::Paragraph) if depth == 0 => {
                last = in_paragraph(text, range, last, &mut found);
            }
            _ => {}
        }
        match event {
            Event::Start(tag) if is_container(&tag) => depth += 1,
            Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition) => {
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    found
}

fn is_container(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::List(_) | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_)
    )
}

/// Looks for items in a paragraph behind item `last`; gives the last item then.
fn in_paragraph(
    text: &str,
    range: Range<usize>,
    mut last: Option<u64>,
    found: &mut Vec<usize>,
) -> Option<u64> {
    let mut at = range.start;
    let mut above: Option<&str> = None;
    let mut parted = false;
    for line in text.get(range).unwrap_or_default().split_inclusive('\n') {
        let next = last.and_then(|last| last.checked_add(1));
        if let Some(above) = above
            && next.is_some()
            && number(line) == next
            && (parted || ends(above) || begins(line))
        {
            // Behind the first one Markdown sees the others by itself.
            if !parted {
                found.push(at);
            }
            parted = true;
            last = next;
        }
        at += line.len();
        above = Some(line);
    }
    last
}

/// Whether a sentence ends with the line.
fn ends(line: &str) -> bool {
    let line = line.trim_end().trim_end_matches(['*', '_', ')', '"']);
    line.ends_with(['.', ':', '!', '?', '`'])
}

/// Whether what stands behind the number begins a sentence.
fn begins(line: &str) -> bool {
    let text = line
        .trim_start()
        .trim_start_matches(|c: char| c.is_ascii_digit());
    let text = text.get(1..).unwrap_or_default();
    let first = text.trim_start().chars().next();
    first.is_some_and(|c| !c.is_lowercase() && !c.is_ascii_digit())
}

/// The number of an item that starts with it: `2. x`, `2) x`, at most three spaces in.
fn number(line: &str) -> Option<u64> {
    let body = line.trim_start_matches(' ');
    let rest = body.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = body.len() - rest.len();
    let text = rest.strip_prefix(['.', ')'])?;
    let apart = text.starts_with([' ', '\t']) && !text.trim().is_empty();
    let fits = line.len() - body.len() <= 3 && (1..=9).contains(&digits) && apart;
    body.get(..digits).filter(|_| fits)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(text: &str) -> String {
        part(text, None).map_or_else(|| text.to_string(), |parted| parted.text)
    }

    #[test]
    fn the_next_item_below_a_text_is_an_item() {
        for (text, wanted) in [
            (
                "1. a\n```\nls\n```\nNote: b.\n2. C\n```\nls\n```\nText\n3. D\n",
                "1. a\n```\nls\n```\nNote: b.\n\n2. C\n```\nls\n```\nText\n\n3. D\n",
            ),
            (
                "1. a\n\nText.\n2. b\n3. c\n",
                "1. a\n\nText.\n\n2. b\n3. c\n",
            ),
            ("1) a\n\nText\n2) `b`\n", "1) a\n\nText\n\n2) `b`\n"),
        ] {
            assert_eq!(parted(text), wanted);
        }
        let page = part("1. a\n\nText.\n2. b\n", None).expect("an item is parted");
        assert_eq!(page.lines, [0, 1, 2, 3, 3, 3]);
    }

    #[test]
    fn numbers_in_sentences_stay_there() {
        for text in [
            "1. a\n\nThis holds from version\n2. and later.\n",
            "1. a\n\nText.\n3. C\n",
            "Text.\n2. B\n",
            "1. a\n\n## H\n\nText.\n2. B\n",
            "1. a\n   text.\n2. B\n",
            "1. a\ntext.\n2. B\n",
            "1. a\n\n```\nText.\n2. B\n```\n",
            "> 1. a\n\nText.\n2. B\n",
            "- a\n\nText.\n2. B\n",
        ] {
            assert_eq!(parted(text), text);
        }
    }
}
