//! Template tags outside code: their pages are read as they stand, not as their site shows them.
//!
//! What encloses text goes and the text stays; what means something (callouts, folds, tabs, steps,
//! diagrams) becomes Markdown or a [`Marker`]. In code, tags are content: Go templates, placeholders.

mod arguments;
mod indented;
mod marker;
mod page;
mod sentence;
mod shortcode;
mod tags;

use std::collections::VecDeque;
use std::ops::Range;

pub(super) use marker::Marker;
pub(super) use page::Page;

use crate::aid::page::has_ending;
use arguments::{Arguments, quoted};
use page::Writer;
use shortcode::{Meaning, meaning, shown};
use tags::{Language, Tag};

/// The page without template tags; none when it has none. `code` finds the code blocks and code
/// spans of a Markdown text: byte ranges in order.
pub(super) fn neutralise(text: &str, code: fn(&str) -> Vec<Range<usize>>) -> Option<Page> {
    let lines = indented::any(text).then(|| indented::unfold(text, &code(text)));
    let (text, origins) = match &lines {
        Some(page) => (page.text.as_str(), Some(page.lines.as_slice())),
        None => (text, None),
    };
    if !tags::any(text) {
        return lines;
    }
    Some(Rewriter::new(text, origins, &code(text)).run())
}

/// Copies a text but for its tags.
struct Rewriter<'a> {
    text: &'a str,
    tags: Vec<Tag<'a>>,
    writer: Writer<'a>,
    /// How far the text is done.
    at: usize,
    /// Titles of the next tabs.
    titles: VecDeque<String>,
}

impl<'a> Rewriter<'a> {
    fn new(text: &'a str, origins: Option<&'a [u32]>, code: &[Range<usize>]) -> Rewriter<'a> {
        Rewriter {
            text,
            tags: tags::find(text, code),
            writer: Writer::new(origins),
            at: 0,
            titles: VecDeque::new(),
        }
    }

    fn run(mut self) -> Page {
        let tags = std::mem::take(&mut self.tags);
        for tag in &tags {
            // One inside raw text is done with it.
            if tag.range.start >= self.at {
                self.copy_to(tag.range.start);
                self.tag(tag, &tags);
            }
        }
        self.copy_to(self.text.len());
        self.writer.finish()
    }

    fn copy_to(&mut self, end: usize) {
        self.writer
            .copy(self.text.get(self.at..end).unwrap_or_default());
        self.at = end;
    }

    fn skip_to(&mut self, end: usize) {
        self.writer
            .skip(self.text.get(self.at..end).unwrap_or_default());
        self.at = end;
    }

    fn tag(&mut self, tag: &Tag<'_>, tags: &[Tag<'_>]) {
        let partner = tag.partner.and_then(|index| tags.get(index));
        match tag.language {
            Language::Value if self.is_content(tag) => return self.copy_to(tag.range.end),
            Language::Value => {
                let texts = strings(tag.inner);
                if texts.is_empty() && self.in_sentence(&tag.range, tags) {
                    return self.as_written(tag.range.end);
                }
                self.writer.add(&texts);
            }
            Language::Erb if self.is_missed(tag, tags) => return self.as_written(tag.range.end),
            Language::Erb => self.erb(tag),
            Language::Hugo if tag.inner.trim_start().starts_with("/*") => self.example(tag),
            _ if tag.closing => match partner.map(meaning) {
                Some(Meaning::Container(opened)) => return self.end(tag, &opened),
                Some(Meaning::Link(target)) => {
                    let target = shortcode::destination(&target);
                    self.writer.add(&format!("]({target})"));
                }
                _ if self.divides(tag) => return self.block(tag, &Marker::Break),
                _ => {}
            },
            _ => match self.chosen_in_sentence(tag, partner, tags) {
                Some(end) => return self.as_written(end),
                None => return self.open(tag, partner),
            },
        }
        self.skip_to(tag.range.end);
    }

    fn open(&mut self, tag: &Tag<'_>, partner: Option<&Tag<'_>>) {
        match (meaning(tag), partner) {
            (Meaning::Container(marker), Some(_)) => self.block(tag, &marker),
            (Meaning::Container(marker), None) => self.contained(tag, &marker),
            (Meaning::Title(Marker::Label(title)), _) if title.is_empty() => {
                let title = self.titles.pop_front().unwrap_or_default();
                self.block(tag, &Marker::Label(title));
            }
            // A step without a title has its own heading inside.
            (Meaning::Title(Marker::Step(title)), _) if title.is_empty() => {
                self.skip_to(tag.range.end);
            }
            (Meaning::Title(marker), _) => self.block(tag, &marker),
            (Meaning::Tabs(titles), _) => {
                self.titles = titles.into();
                self.skip_to(tag.range.end);
            }
            (Meaning::Code(language), Some(end)) => self.code(tag, end, &language),
            (Meaning::Raw, Some(end)) => {
                self.skip_to(tag.range.end);
                self.copy_to(end.range.start);
                self.skip_to(end.range.end);
            }
            (Meaning::Comment, Some(end)) => self.skip_to(end.range.end),
            (Meaning::Text(text), _) if text.is_empty() && self.divides(tag) => {
                self.block(tag, &Marker::Break);
            }
            (Meaning::Text(text), _) => {
                self.writer.add(&text);
                self.skip_to(tag.range.end);
            }
            (Meaning::Value(name), _) => {
                let text = match self.opens_address(tag) {
                    true => format!("{{{{{}}}}}", name.replace(char::is_whitespace, "-")),
                    false => name,
                };
                self.writer.add(&text);
                self.skip_to(tag.range.end);
            }
            (Meaning::Include(file), _) => {
                // A site's own parts have lines for themselves; a page's text, or a piece of a sentence,
                // must not be missed without a word.
                let is_furniture = self.is_alone(tag) && !has_ending(&file);
                if !is_furniture && !file.is_empty() {
                    self.writer.add(&format!("\\[include: {file}\\]"));
                }
                self.skip_to(tag.range.end);
            }
            (Meaning::Link(_), Some(_)) => {
                self.writer.add("[");
                self.skip_to(tag.range.end);
            }
            (Meaning::Code(_) | Meaning::Raw | Meaning::Comment | Meaning::Link(_), None) => {
                self.writer.add(&shown(&Arguments::read(tag.rest)));
                self.skip_to(tag.range.end);
            }
        }
    }

    /// Whether the tag parts the lists around it: one that has its line for itself.
    fn divides(&self, tag: &Tag<'_>) -> bool {
        if !shortcode::divides(tag) {
            return false;
        }
        let blank = [' ', '\t', '>'];
        let before = self.text.get(..tag.range.start).unwrap_or_default();
        let behind = self.text.get(tag.range.end..).unwrap_or_default();
        let before = before.trim_end_matches(blank);
        let behind = behind.trim_start_matches(blank);
        (before.is_empty() || before.ends_with(['\n', '}']))
            && (behind.is_empty() || behind.starts_with(['\n', '{']))
    }

    /// Whether a link's address starts with the tag: without its value it leads nowhere.
    fn opens_address(&self, tag: &Tag<'_>) -> bool {
        let before = self.text.get(..tag.range.start).unwrap_or_default();
        before.ends_with("](") || before.ends_with("](<")
    }

    /// Whether `{{x}}` is part of the text, so that losing it would leave a hole in a sentence: a Go
    /// template (`{{ $labels.pod }}`, `{{ .Values.x }}`), a placeholder written as in commands, without
    /// spaces, or one name (`{{ host_name }}`) unless it has its line for itself.
    fn is_content(&self, tag: &Tag<'_>) -> bool {
        let name = tag.inner.trim();
        if name.starts_with(['$', '.']) {
            return true;
        }
        let spaced = tag.inner.starts_with(char::is_whitespace);
        let marks: &[char] = if spaced {
            &['_', '-']
        } else {
            &['_', '-', '/', '|']
        };
        let is_name = |c: char| c.is_alphanumeric() || marks.contains(&c);
        let named = name.starts_with(char::is_alphanumeric) && name.chars().all(is_name);
        named && !matches!(name, "end" | "else") && !(spaced && self.is_alone(tag))
    }

    /// Whether nothing but a heading's marks and other tags stands on the tag's line.
    fn is_alone(&self, tag: &Tag<'_>) -> bool {
        let before = self.text.get(..tag.range.start).unwrap_or_default();
        let behind = self.text.get(tag.range.end..).unwrap_or_default();
        let before = before.rsplit('\n').next().unwrap_or_default();
        let behind = behind.split('\n').next().unwrap_or_default();
        let marks = |c: char| c.is_whitespace() || c == '#';
        let nothing = |text: &str| {
            let text = text.trim_matches(marks);
            text.is_empty() || (text.starts_with("{{") && text.ends_with("}}"))
        };
        nothing(before) && nothing(behind)
    }

    /// A marker in place of the tag, on a line of its own.
    fn block(&mut self, tag: &Tag<'_>, marker: &Marker) {
        self.writer.add_line(&marker.comment());
        self.skip_to(tag.range.end);
        self.skip_spaces();
    }

    fn end(&mut self, tag: &Tag<'_>, opened: &Marker) {
        let marker = match opened {
            Marker::Details(_) => Marker::EndDetails,
            _ => Marker::EndCallout,
        };
        self.block(tag, &marker);
    }

    /// Behind a marker the indent is written already; more of it would make code of the text.
    fn skip_spaces(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        self.skip_to(self.at + spaces);
    }

    /// A callout or fold whose text is an argument.
    fn contained(&mut self, tag: &Tag<'_>, marker: &Marker) {
        let text = Arguments::read(tag.rest).visible();
        if text.is_empty() {
            return self.skip_to(tag.range.end);
        }
        let (start, end) = match marker {
            Marker::Callout(kind, _) => (Marker::Callout(*kind, None), Marker::EndCallout),
            _ => (Marker::Label(String::new()), Marker::Label(String::new())),
        };
        self.writer.add_line(&start.comment());
        self.writer.add(&text);
        self.block(tag, &end);
    }

    /// The text between two tags as a fenced block.
    fn code(&mut self, tag: &Tag<'_>, end: &Tag<'_>, language: &str) {
        let inner = self
            .text
            .get(tag.range.end..end.range.start)
            .unwrap_or_default();
        let fence = fence(inner);
        let indent = self.writer.fresh_line();
        self.writer.add(&format!("{fence}{language}"));
        self.skip_to(tag.range.end);
        if !inner.trim_start_matches([' ', '\t']).starts_with('\n') {
            self.writer.add("\n");
            self.writer.add(&indent);
        }
        self.copy_to(tag.range.end + inner.trim_end().len());
        self.writer.add("\n");
        self.writer.add(&indent);
        self.writer.add(&fence);
        self.writer.add("\n");
        self.writer.add(&indent);
        self.skip_to(end.range.end);
        self.skip_spaces();
    }

    fn erb(&mut self, tag: &Tag<'_>) {
        let Some(value) = tag.inner.strip_prefix('=') else {
            return;
        };
        let text = strings(value);
        if value.trim_start().starts_with("warning_text") && !text.is_empty() {
            let warning = Marker::Callout(crate::aid::CalloutKind::Warning, None);
            self.writer.add_line(&warning.comment());
            self.writer.add(&text);
            self.writer.add_line(&Marker::EndCallout.comment());
        } else if text.is_empty() && self.is_announced(tag) {
            self.writer.add(&names(value));
        } else {
            self.writer.add(&text);
        }
    }

    /// Whether the tag is a paragraph of its own behind one that ends in a colon.
    fn is_announced(&self, tag: &Tag<'_>) -> bool {
        let before = self.text.get(..tag.range.start).unwrap_or_default();
        let behind = self.text.get(tag.range.end..).unwrap_or_default();
        let line = behind.lines().next().unwrap_or_default();
        let lead = before.trim_end();
        let apart = before.get(lead.len()..).unwrap_or_default();
        line.trim().is_empty() && apart.contains('\n') && lead.ends_with(':')
    }

    /// `{{</* x */>}}` shows the tag `x`.
    fn example(&mut self, tag: &Tag<'_>) {
        let raw = self.text.get(tag.range.clone()).unwrap_or_default();
        self.writer
            .add(&raw.replacen("/*", "", 1).replacen("*/", "", 1));
    }
}

/// The strings of several words in an expression: text for people.
fn strings(expression: &str) -> String {
    let texts = quoted_in(expression).into_iter();
    let texts = texts.filter(|text| text.trim().contains(char::is_whitespace));
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    texts.map(words).collect::<Vec<_>>().join(" ")
}

/// The strings of an expression as code: names of a task, a host, a file.
fn names(expression: &str) -> String {
    let texts = quoted_in(expression).into_iter();
    let texts = texts.filter(|text| !text.is_empty() && !text.contains('`'));
    let spans = texts.map(|text| format!("`{text}`"));
    spans.collect::<Vec<_>>().join(" ")
}

fn quoted_in(expression: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = expression;
    while let Some(at) = rest.find(['"', '\'']) {
        let from = rest.get(at..).unwrap_or_default();
        match quoted(from) {
            Some((text, after)) => {
                found.push(text);
                rest = after;
            }
            None => rest = from.get(1..).unwrap_or_default(),
        }
    }
    found
}

/// A fence longer than any in the text.
fn fence(text: &str) -> String {
    let mut longest = 2;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    "`".repeat(longest + 1)
}
