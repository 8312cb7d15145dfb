//! The words of a template tag: a name, then `key="value"` pairs and values without a key.

/// One argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Argument {
    /// In lower case; none for a value without a key.
    pub key: Option<String>,
    pub value: String,
    /// Written in quotes.
    pub quoted: bool,
}

/// The arguments of a tag.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Arguments(Vec<Argument>);

/// Keys whose values are text for people.
const TEXT_KEYS: &[&str] = &[
    "title",
    "text",
    "caption",
    "label",
    "summary",
    "heading",
    "content",
    "message",
    "description",
    "alt",
];

impl Arguments {
    /// Reads `key="value" key=value "value" value`; commas between count as spaces.
    pub(super) fn read(text: &str) -> Arguments {
        let mut found = Vec::new();
        let mut rest = text;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            if rest.is_empty() {
                return Arguments(found);
            }
            let (argument, next) = argument(rest);
            found.push(argument);
            rest = next;
        }
    }

    /// The first of these keys that has a value.
    pub(super) fn get(&self, keys: &[&str]) -> Option<&str> {
        keys.iter().find_map(|&key| {
            let own = self
                .0
                .iter()
                .find(|argument| argument.key.as_deref() == Some(key))?;
            Some(own.value.as_str()).filter(|value| !value.is_empty())
        })
    }

    /// The values without a key.
    pub(super) fn plain(&self) -> impl Iterator<Item = &str> {
        let plain = self.0.iter().filter(|argument| argument.key.is_none());
        plain.map(|argument| argument.value.as_str())
    }

    /// What a reader would miss: values of text keys, and quoted values of several words.
    pub(super) fn visible(&self) -> String {
        let shown = self.0.iter().filter(|argument| match &argument.key {
            Some(key) => TEXT_KEYS.contains(&key.as_str()),
            None => argument.quoted && argument.value.trim().contains(char::is_whitespace),
        });
        let words = shown.flat_map(|argument| argument.value.split_whitespace());
        words.collect::<Vec<_>>().join(" ")
    }
}

/// The argument at the front, and the text behind it.
fn argument(text: &str) -> (Argument, &str) {
    if let Some((value, rest)) = quoted(text) {
        return (
            Argument {
                key: None,
                value,
                quoted: true,
            },
            rest,
        );
    }
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '=' | ','))
        .unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let Some(value) = rest.strip_prefix('=').filter(|_| !word.is_empty()) else {
        // A stray sign at the front must not be met again.
        let (word, rest) = if word.is_empty() {
            text.split_at(1)
        } else {
            (word, rest)
        };
        return (
            Argument {
                key: None,
                value: word.to_owned(),
                quoted: false,
            },
            rest,
        );
    };
    let key = Some(word.to_ascii_lowercase());
    if let Some((value, rest)) = quoted(value) {
        return (
            Argument {
                key,
                value,
                quoted: true,
            },
            rest,
        );
    }
    let end = value
        .find(|c: char| c.is_whitespace())
        .unwrap_or(value.len());
    let (value, rest) = value.split_at(end);
    (
        Argument {
            key,
            value: value.to_owned(),
            quoted: false,
        },
        rest,
    )
}

/// A value in quotes at the front; `\"` stands for the quote, also around it (`text=\"x\"`).
pub(super) fn quoted(text: &str) -> Option<(String, &str)> {
    let quote = text
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let mut value = String::new();
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\\' if !escaped && quote != '`' => escaped = true,
            c if c == quote && !escaped => return Some((value, &text[at + c.len_utf8()..])),
            c => {
                if escaped && c != quote && c != '\\' {
                    value.push('\\');
                }
                escaped = false;
                value.push(c);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_values_and_quotes_are_read() {
        let found = Arguments::read("warning \"Mind the gap\" title='It\\'s', open=false = \"x");
        assert_eq!(found.get(&["title"]), Some("It's"));
        assert_eq!(found.get(&["open"]), Some("false"));
        assert_eq!(
            found.plain().collect::<Vec<_>>(),
            ["warning", "Mind the gap", "=", "\"x"]
        );
        assert_eq!(found.visible(), "Mind the gap It's");
    }
}
