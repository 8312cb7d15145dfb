//! What the tags of Hugo, Jekyll, GitBook and their themes mean.

use crate::aid::CalloutKind;

use super::arguments::Arguments;
use super::marker::Marker;
use super::tags::{Language, Tag};

/// What a tag stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Text between this and its closing tag is in a callout or fold.
    Container(Marker),
    /// A title.
    Title(Marker),
    /// The text up to its closing tag is code of this language.
    Code(String),
    /// The text up to its closing tag is as written.
    Raw,
    /// The text up to its closing tag is for the page's authors.
    Comment,
    /// The text up to its closing tag is a link there.
    Link(String),
    /// A list of titles for the tabs inside.
    Tabs(Vec<String>),
    /// Text in its place, often none.
    Text(String),
    /// The name of a value that only the site knows.
    Value(String),
    /// The name of a file whose text the site puts there.
    Include(String),
}

/// Names of callouts whose kind is an argument.
const CALLOUTS: &[&str] = &[
    "notice",
    "alert",
    "callout",
    "admonition",
    "hint",
    "blocknote",
    "panel",
];

/// Liquid's own words: their strings are not text.
const LOGIC: &[&str] = &[
    "if",
    "elsif",
    "elif",
    "else",
    "unless",
    "for",
    "case",
    "when",
    "assign",
    "set",
    "capture",
    "cycle",
    "increment",
    "decrement",
    "layout",
    "extends",
    "block",
    "macro",
    "import",
    "from",
    "with",
    "liquid",
    "render",
];

/// Whether lists on both sides of the tag are two lists: the steps for one system and for another.
pub(super) fn divides(tag: &Tag<'_>) -> bool {
    matches!(
        tag.name.as_str(),
        "tab"
            | "tabs"
            | "tabpane"
            | "step"
            | "steps"
            | "column"
            | "columns"
            | "else"
            | "elsif"
            | "elif"
            | "when"
    )
}

/// Whether the tag says when, or how often, the text up to its closing tag holds.
pub(super) fn chooses(tag: &Tag<'_>) -> bool {
    let name = tag.name.as_str();
    tag.language == Language::Liquid
        && matches!(name, "if" | "ifversion" | "unless" | "case" | "for")
}

/// Whether a tag without a partner stands for a text of the site's: it says none of its own, and is no
/// word of Liquid's.
pub(super) fn is_value(tag: &Tag<'_>) -> bool {
    let nothing = meaning(tag) == Meaning::Text(String::new());
    tag.language == Language::Liquid
        && nothing
        && !LOGIC.contains(&tag.name.as_str())
        && !divides(tag)
}

/// The meaning of an opening tag.
pub(super) fn meaning(tag: &Tag<'_>) -> Meaning {
    let arguments = Arguments::read(tag.rest);
    let name = tag.name.as_str();
    let title = |keys: &[&str]| {
        let own = arguments.get(keys).map(str::to_owned);
        own.or_else(|| arguments.plain().next().map(str::to_owned))
            .unwrap_or_default()
    };
    if CALLOUTS.contains(&name) || CalloutKind::named(name).is_some() {
        return Meaning::Container(callout(name, &arguments));
    }
    match name {
        "details" | "expand" | "collapse" | "spoiler" | "dropdown" => {
            Meaning::Container(Marker::Details(title(&[
                "summary", "title", "label", "header",
            ])))
        }
        "tabs" => Meaning::Tabs(items(&arguments)),
        "tab" => Meaning::Title(Marker::Label(title(&[
            "name", "title", "header", "label", "text",
        ]))),
        "step" => Meaning::Title(Marker::Step(title(&["title", "name", "header", "label"]))),
        "mermaid" => Meaning::Code("mermaid".to_owned()),
        "highlight" | "codeblock" | "prism" => {
            Meaning::Code(title(&["lang", "language", "syntax"]))
        }
        "raw" | "verbatim" => Meaning::Raw,
        "comment" => Meaning::Comment,
        "link" if arguments.get(&["text"]).is_some() => {
            let target = arguments.get(&["url", "href"]).unwrap_or_default();
            Meaning::Text(format!(
                "[{}]({})",
                arguments.visible(),
                destination(target)
            ))
        }
        "ref" | "relref" | "link" | "post_url" | "abslangurl" | "rellangurl" => {
            Meaning::Text(destination(&title(&["path"])))
        }
        "figure" | "img" | "image" => Meaning::Text(image(&arguments)),
        "youtube" => Meaning::Text(format!(
            "<https://www.youtube.com/watch?v={}>",
            title(&["id"])
        )),
        "vimeo" => Meaning::Text(format!("<https://vimeo.com/{}>", title(&["id"]))),
        "embed" | "video" => Meaning::Text(embed(&arguments)),
        "include" | "include_relative" | "include_cached" | "readfile" => include(&arguments),
        // The name of a value that only the site knows: better than a hole in the sentence.
        "skew" | "param" | "var" | "variable" => {
            let names: Vec<&str> = arguments.plain().collect();
            Meaning::Value(names.join(" "))
        }
        "button" => Meaning::Link(title(&["href", "url", "link", "relref"])),
        "heading" => Meaning::Text(title(&["text"])),
        "code_sample" | "codenew" => Meaning::Text(format!("`{}`", title(&["file"]))),
        _ if tag.language == Language::Liquid && LOGIC.contains(&name) => {
            Meaning::Text(String::new())
        }
        _ => Meaning::Text(shown(&arguments)),
    }
}

/// What of a tag's arguments a reader would miss.
pub(super) fn shown(arguments: &Arguments) -> String {
    let visible = arguments.visible();
    match arguments.get(&["term_id"]) {
        Some(term) if visible.is_empty() => term.replace('-', " "),
        _ => visible,
    }
}

fn callout(name: &str, arguments: &Arguments) -> Marker {
    let keys = [
        "type", "level", "style", "kind", "color", "context", "status", "theme",
    ];
    let given = arguments.get(&keys).and_then(CalloutKind::named);
    let plain = arguments.plain().find_map(CalloutKind::named);
    let own = CalloutKind::named(name).filter(|_| name != "hint");
    let kind = given.or(plain).or(own).unwrap_or(CalloutKind::Note);
    let title = arguments.get(&["title", "heading", "header"]).or_else(|| {
        arguments.plain().find(|word| {
            CalloutKind::named(word).is_none() && !matches!(*word, "true" | "false" | "")
        })
    });
    Marker::Callout(kind, title.map(str::to_owned))
}

fn items(arguments: &Arguments) -> Vec<String> {
    let items = arguments.get(&["items"]).unwrap_or_default();
    items
        .split(',')
        .map(|item| item.trim().to_owned())
        .filter(|item| !item.is_empty())
        .collect()
}

/// A link's destination, in `<>` where a space would end it.
pub(super) fn destination(path: &str) -> String {
    match path.contains(char::is_whitespace) {
        true => format!("<{path}>"),
        false => path.to_owned(),
    }
}

fn image(arguments: &Arguments) -> String {
    let source = arguments
        .get(&["src", "link", "path"])
        .or_else(|| arguments.plain().next());
    let texts: Vec<&str> = [&["alt"], &["title"], &["caption"]]
        .iter()
        .filter_map(|keys| arguments.get(*keys))
        .collect();
    let mut shown: Vec<&str> = Vec::new();
    for text in texts {
        if !shown.contains(&text) {
            shown.push(text);
        }
    }
    let alt = shown.join(" - ").replace(['[', ']'], " ");
    format!("![{alt}]({})", destination(source.unwrap_or_default()))
}

fn embed(arguments: &Arguments) -> String {
    match arguments.get(&["url", "src"]) {
        Some(url) if !url.contains(char::is_whitespace) => format!("<{url}>"),
        _ => shown(arguments),
    }
}

/// Jekyll's `{% include warning.html content="x" %}`.
fn include(arguments: &Arguments) -> Meaning {
    let file = arguments.plain().next().unwrap_or_default();
    let stem = file.rsplit('/').next().unwrap_or(file);
    let stem = stem.split('.').next().unwrap_or(stem);
    let is_callout = CALLOUTS.contains(&stem) || CalloutKind::named(stem).is_some();
    if is_callout {
        return Meaning::Container(callout(stem, &Arguments::default()));
    }
    match arguments.visible() {
        nothing if nothing.is_empty() => Meaning::Include(file.to_owned()),
        text => Meaning::Text(text),
    }
}
