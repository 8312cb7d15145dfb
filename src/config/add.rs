//! Adds a source to the configuration's text.

use toml_edit::{Array, DocumentMut, Item, RawString, Value};

/// The configuration's text with one more source; comments and layout are kept. A source that is
/// there already changes nothing.
///
/// # Errors
/// What is wrong with the text, when it is no TOML or `sources` is neither a list nor a text: what
/// cannot be read is not written either.
pub fn add_source(text: &str, source: &str) -> Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
        format!(
            "is not valid TOML: {}; correct that first",
            error.message().trim()
        )
    })?;
    let is_new = !document.contains_key("sources");
    let item = document
        .entry("sources")
        .or_insert_with(|| Item::Value(Value::Array(Array::new())));
    if let Some(Value::String(only)) = item.as_value() {
        let mut array = Array::from_iter([only.value()]);
        *array.decor_mut() = only.decor().clone();
        *item = Item::Value(Value::Array(array));
    }
    let Some(array) = item.as_array_mut() else {
        return Err("sources is not a list of folders; correct that first".to_string());
    };
    let same = |value: &Value| {
        value
            .as_str()
            .is_some_and(|text| text.trim_end_matches('/') == source.trim_end_matches('/'))
    };
    if array.iter().any(same) {
        return Ok(text.to_string());
    }
    push(array, source);
    if is_new {
        move_below_comments(&mut document);
    }
    Ok(like(text, &document.to_string()))
}

/// toml_edit writes LF and no byte order mark; a file that had others (Windows) keeps them.
fn like(before: &str, after: &str) -> String {
    let mark = if before.starts_with('\u{feff}') {
        "\u{feff}"
    } else {
        ""
    };
    if before.contains("\r\n") {
        format!("{mark}{}", after.replace('\n', "\r\n"))
    } else {
        format!("{mark}{after}")
    }
}

/// Adds at the end, on a line of its own when the closing bracket has one.
fn push(array: &mut Array, source: &str) {
    let at_end = array.len().checked_sub(1);
    let Some(last) = at_end.and_then(|at| array.get_mut(at)) else {
        array.push(source);
        return;
    };
    let decor = last.decor_mut();
    let text = |raw: Option<&RawString>| raw.and_then(RawString::as_str).map(str::to_string);
    let prefix = text(decor.prefix()).unwrap_or_default();
    // What stands between the last value and the bracket, comments too, but for the comma.
    let suffix = text(decor.suffix()).unwrap_or_default();
    decor.set_suffix("");
    let tail = suffix + &text(Some(array.trailing())).unwrap_or_default();
    match tail.rsplit_once('\n') {
        Some((comments, closing)) => {
            let indent = prefix.rsplit_once('\n').map_or("  ", |(_, indent)| indent);
            let prefix = format!("{comments}\n{indent}");
            array.push_formatted(Value::from(source).decorated(prefix, ""));
            array.set_trailing_comma(true);
            array.set_trailing(format!("\n{closing}"));
        }
        None => {
            array.push_formatted(Value::from(source).decorated(" ", tail));
            array.set_trailing("");
        }
    }
}

/// A file of comments alone keeps them at its top.
fn move_below_comments(document: &mut DocumentMut) {
    if document.len() > 1 {
        return;
    }
    let mut comments = document.trailing().as_str().unwrap_or_default().to_string();
    // Without the line end the new setting would be part of the comment.
    if !comments.is_empty() && !comments.ends_with('\n') {
        comments.push('\n');
    }
    document.set_trailing("");
    if let Some(mut key) = document.key_mut("sources") {
        key.leaf_decor_mut().set_prefix(comments);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(text: &str) -> String {
        add_source(text, "~/runbooks").expect("valid")
    }

    #[test]
    fn the_first_source_makes_the_list() {
        assert_eq!(added(""), "sources = [\"~/runbooks\"]\n");
        assert_eq!(
            added("# mine\ncolor = \"never\" # ink is dear\n\n[keys]\nquit = \"q\"\n"),
            "# mine\ncolor = \"never\" # ink is dear\nsources = [\"~/runbooks\"]\n\n[keys]\nquit = \"q\"\n"
        );
        assert_eq!(
            added("# no line end"),
            "# no line end\nsources = [\"~/runbooks\"]\n"
        );
        assert_eq!(
            added("# only a comment\n"),
            "# only a comment\nsources = [\"~/runbooks\"]\n"
        );
    }

    #[test]
    fn a_list_on_one_line_stays_on_one_line() {
        assert_eq!(
            added("sources = [ \"/a\" ] # shared\n"),
            "sources = [ \"/a\", \"~/runbooks\" ] # shared\n"
        );
    }

    #[test]
    fn a_list_with_a_line_each_keeps_its_comments_and_indent() {
        assert_eq!(
            added(
                "sources = [\n    # the team's\n    \"/a\", # fine\n    \"/b\"\n]\nlinear = true\n"
            ),
            "sources = [\n    # the team's\n    \"/a\", # fine\n    \"/b\",\n    \"~/runbooks\",\n]\nlinear = true\n"
        );
    }

    #[test]
    fn a_comment_after_the_last_source_stays_there() {
        let text = "sources = [\n  \"/a\", # fine\n]\n";
        assert_eq!(
            added(text),
            "sources = [\n  \"/a\", # fine\n  \"~/runbooks\",\n]\n"
        );
    }

    #[test]
    fn adding_twice_changes_nothing() {
        let once = added("sources = \"/a\" # ours\n");
        assert_eq!(once, "sources = [\"/a\", \"~/runbooks\"] # ours\n");
        assert_eq!(added(&once), once);
        let slash = "sources = ['~/runbooks/']";
        assert_eq!(added(slash), slash);
    }

    #[test]
    fn line_ends_and_odd_layout_are_left_as_they_are() {
        let text = "\u{feff}linear=true\r\n\r\n  mouse  =  false\r\nsources = ['/a']\r\n";
        let expected = text.replace("'/a'", "'/a', \"~/runbooks\"");
        assert_eq!(added(text), expected);
    }

    #[test]
    fn what_cannot_be_read_is_not_written() {
        assert!(add_source("sources = [", "/a").is_err());
        assert!(add_source("sources = 7", "/a").is_err());
        assert!(add_source("[sources]\na = 1\n", "/a").is_err());
    }

    proptest::proptest! {
        #[test]
        fn what_was_added_is_read_back_and_added_once(
            text in "([ \t\r\n#=\\[\\]\",a-c~/]|sources|keys|linear){0,40}",
            source in "[a-z \"\\\\/é~.]{1,12}",
        ) {
            if let Ok(once) = add_source(&text, &source) {
                let document: DocumentMut = once.parse().expect("still TOML");
                let array = document.get("sources").and_then(Item::as_array);
                let same = |value: &Value| value.as_str().is_some_and(|value| {
                    value.trim_end_matches('/') == source.trim_end_matches('/')
                });
                let listed = array.is_some_and(|array| array.iter().any(same));
                let single = document.get("sources").and_then(Item::as_value).is_some_and(same);
                proptest::prop_assert!(listed || single, "{once:?}");
                proptest::prop_assert_eq!(add_source(&once, &source), Ok(once));
            }
        }
    }
}
