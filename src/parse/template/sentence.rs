//! Tags in a sentence: without them it would say something else, so they stay as they are written.

use std::ops::Range;

use super::tags::Tag;
use super::{Rewriter, page, shortcode, strings};

impl Rewriter<'_> {
    /// Where a Liquid tag ends, its partner included, that would leave a hole in a sentence, or join what
    /// it chooses between: `{% if x %}A{% else %}B{% endif %}`, or a value of the site.
    pub(super) fn chosen_in_sentence(
        &self,
        tag: &Tag<'_>,
        partner: Option<&Tag<'_>>,
        tags: &[Tag<'_>],
    ) -> Option<usize> {
        let end = match partner {
            Some(partner) if shortcode::chooses(tag) => partner.range.end,
            None if shortcode::is_value(tag) => tag.range.end,
            _ => return None,
        };
        let whole = tag.range.start..end;
        let one_line = self.text.get(whole.clone())?.lines().count() == 1;
        (one_line && self.in_sentence(&whole, tags)).then_some(end)
    }

    /// Whether an ERB tag has no text of its own and a sentence around it.
    pub(super) fn is_missed(&self, tag: &Tag<'_>, tags: &[Tag<'_>]) -> bool {
        let remark = tag.inner.starts_with('#');
        !remark && strings(tag.inner).is_empty() && self.in_sentence(&tag.range, tags)
    }

    /// Writes the text up to `end` as it stands: nothing in it means anything in Markdown.
    pub(super) fn as_written(&mut self, end: usize) {
        let text = self.text.get(self.at..end).unwrap_or_default();
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut escaped = String::with_capacity(text.len() + 8);
        for c in words.join(" ").chars() {
            if matches!(
                c,
                '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '|' | '&' | '~'
            ) {
                escaped.push('\\');
            }
            escaped.push(c);
        }
        self.writer.add(&escaped);
        self.skip_to(end);
    }

    /// Whether tags have other text beside them on their line, and are no part of an address or of an
    /// HTML tag, which would not be read with them inside.
    pub(super) fn in_sentence(&self, range: &Range<usize>, tags: &[Tag<'_>]) -> bool {
        let before = self.text.get(..range.start).unwrap_or_default();
        let behind = self.text.get(range.end..).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = range.end + behind.find('\n').unwrap_or(behind.len());
        let before = before.get(start..).unwrap_or_default();
        // What opens an item or a heading must stand at the front of its line.
        let inside = tags.iter().find(|tag| tag.range.start == range.start);
        let content = inside.and_then(|tag| self.text.get(tag.range.end..end));
        let content = content.unwrap_or_default().trim_start();
        let opens = content.starts_with('#') || page::depth(content).0 > 0;
        if is_address(before) || is_html(before) || (before.trim().is_empty() && opens) {
            return false;
        }
        let mut at = start;
        let first = tags.partition_point(|tag| tag.range.end <= start);
        let on_line = tags.get(first..).unwrap_or_default().iter();
        let on_line = on_line.take_while(|tag| tag.range.start < end);
        let ranges = on_line
            .map(|tag| tag.range.clone())
            .chain(std::iter::once(end..end));
        let mut outside = ranges.filter_map(|range| {
            let text = self.text.get(at..range.start.max(at));
            at = range.end.max(at);
            text
        });
        outside.any(|text| text.contains(char::is_alphanumeric))
            || page::depth(before).0
                > before.len() - before.trim_start_matches([' ', '\t', '>']).len()
    }
}

/// Whether the line so far has opened the address of a link or of a definition.
fn is_address(before: &str) -> bool {
    let link = before.rsplit_once("](");
    link.is_some_and(|(_, address)| !address.contains(')'))
        || (before.trim_start().starts_with('[') && before.contains("]:"))
}

/// Whether the line so far has opened an HTML tag; `<https://` is none.
fn is_html(before: &str) -> bool {
    let Some((_, tag)) = before.rsplit_once('<') else {
        return false;
    };
    let named = tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    named && !tag.contains('>') && !tag.split(' ').next().unwrap_or(tag).contains("://")
}
