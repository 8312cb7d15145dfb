//! Finding template tags outside code and pairing the ones that enclose text.

use std::collections::HashMap;
use std::ops::Range;

/// The languages a tag can be of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    /// `{{< x >}}` and `{{% x %}}`.
    Hugo,
    /// `{% x %}`: Liquid, Jinja, GitBook.
    Liquid,
    /// `{{ x }}`: the value of an expression.
    Value,
    /// `<%= x %>`.
    Erb,
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub range: Range<usize>,
    pub language: Language,
    /// The name in lower case, without the `/` or `end` of a closing tag.
    pub name: String,
    /// What stands behind the name.
    pub rest: &'a str,
    /// What stands between the delimiters.
    pub inner: &'a str,
    pub closing: bool,
    /// Index of the tag that closes or opens this one.
    pub partner: Option<usize>,
}

/// Delimiters, the longer ones before those they begin with.
const DELIMITERS: &[(&str, &str, Language)] = &[
    ("{{<", ">}}", Language::Hugo),
    ("{{%", "%}}", Language::Hugo),
    ("{{", "}}", Language::Value),
    ("{%", "%}", Language::Liquid),
    ("<%", "%>", Language::Erb),
];

/// No tag is longer, in bytes.
const LONGEST: usize = 2000;

/// Whether a text may hold tags at all.
pub(super) fn any(text: &str) -> bool {
    ["{{", "{%", "<%"].iter().any(|sign| text.contains(sign))
}

/// The tags outside `code` (ranges in order), in order, paired.
pub(super) fn find<'a>(text: &'a str, code: &[Range<usize>]) -> Vec<Tag<'a>> {
    let mut found = Vec::new();
    // Where the next end of each delimiter is, looked up once per end: linear on any text.
    let mut ends: [Option<usize>; 5] = [Some(0); 5];
    let mut code = code.iter().peekable();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find(['{', '<'])) {
        at += next;
        while code.next_if(|range| range.end <= at).is_some() {}
        if let Some(range) = code.peek().filter(|range| range.start <= at) {
            at = range.end;
            continue;
        }
        let tag = tag_at(text, at, &mut ends);
        at = tag.as_ref().map_or(at + 1, |tag| tag.range.end);
        found.extend(tag);
    }
    pair(&mut found);
    found
}

fn tag_at<'a>(text: &'a str, at: usize, ends: &mut [Option<usize>; 5]) -> Option<Tag<'a>> {
    let rest = text.get(at..)?;
    let index = DELIMITERS
        .iter()
        .position(|(open, ..)| rest.starts_with(open))?;
    let (open, close, language) = DELIMITERS.get(index)?;
    let from = at + open.len();
    let end = ends.get_mut(index)?;
    if end.is_some_and(|end| end < from) {
        *end = text.get(from..)?.find(close).map(|found| from + found);
    }
    let end = (*end)?;
    let inner = text.get(from..end).filter(|inner| inner.len() <= LONGEST)?;
    if inner.contains("\n\n") {
        return None;
    }
    Some(read(at..end + close.len(), *language, inner))
}

fn read(range: Range<usize>, language: Language, inner: &str) -> Tag<'_> {
    let words = inner
        .trim()
        .trim_start_matches('-')
        .trim_end_matches(['-', '/'])
        .trim();
    let (slash, words) = match words.strip_prefix('/') {
        Some(words) => (true, words.trim_start()),
        None => (false, words),
    };
    let end = words.find(char::is_whitespace).unwrap_or(words.len());
    let (name, rest) = words.split_at(end);
    let name = name.to_ascii_lowercase();
    let ends = name
        .strip_prefix("end")
        .filter(|name| !name.is_empty() && language == Language::Liquid);
    Tag {
        range,
        language,
        closing: slash || ends.is_some(),
        name: ends.map(str::to_owned).unwrap_or(name),
        rest: rest.trim(),
        inner,
        partner: None,
    }
}

/// Joins each closing tag with the nearest open one of its name.
fn pair(tags: &mut [Tag<'_>]) {
    let mut open: HashMap<String, Vec<usize>> = HashMap::new();
    let mut pairs = Vec::new();
    for (index, tag) in tags.iter().enumerate() {
        if !matches!(tag.language, Language::Hugo | Language::Liquid) {
            continue;
        }
        if tag.closing {
            let opener = open.get_mut(&tag.name).and_then(Vec::pop);
            pairs.extend(opener.map(|opener| (opener, index)));
        } else {
            // GitHub's own condition ends like any other.
            let name = match tag.name.as_str() {
                "ifversion" => "if".to_owned(),
                _ => tag.name.clone(),
            };
            open.entry(name).or_default().push(index);
        }
    }
    for (opener, closer) in pairs {
        for (own, other) in [(opener, closer), (closer, opener)] {
            if let Some(tag) = tags.get_mut(own) {
                tag.partner = Some(other);
            }
        }
    }
}
