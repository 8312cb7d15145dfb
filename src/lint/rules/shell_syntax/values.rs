//! Placeholders replaced by a word, so that a shell reads what will be pasted.

/// A word that is no keyword.
const WORD: &str = "value";

/// `script` with `<name>`, `{{name}}` and `((name))` as a word.
pub(super) fn filled(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(at) = rest.find(['<', '{', '(']) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        match placeholder(from) {
            Some(length) => {
                out.push_str(WORD);
                rest = from.get(length..).unwrap_or_default();
            }
            None => {
                // All three marks are one byte.
                out.push_str(from.get(..1).unwrap_or_default());
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

/// The bytes of the placeholder that `text` starts with.
fn placeholder(text: &str) -> Option<usize> {
    let (open, close) = [("{{", "}}"), ("((", "))"), ("<", ">")]
        .into_iter()
        .find(|(open, _)| text.starts_with(open))?;
    let inner = text.get(open.len()..)?;
    let line = inner.lines().next()?;
    let length = line.find(close)?;
    let name = line.get(..length)?;
    let starts = |c: char| c.is_alphabetic() || c == '_';
    let is_name = match open {
        "<" => name.starts_with(starts) && !name.contains(['<', ';', '&', '(', ')', '$', '"']),
        "((" => name.chars().all(|c| starts(c) || matches!(c, '-' | ' ')) && name.contains(starts),
        _ => !name.contains('{'),
    };
    (is_name && length < 80).then(|| open.len() + length + close.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_become_a_word_and_redirections_stay() {
        assert_eq!(filled("ssh <user name>@<host>"), "ssh value@value");
        assert_eq!(
            filled("tar xf {{path/to/a}} {{[-v|--verbose]}}"),
            "tar xf value value"
        );
        assert_eq!(filled("a ((name)) b"), "a value b");
        for plain in [
            "cat < in > out",
            "cat <<EOF\na\nEOF",
            "((i=1+2))",
            "x=$((1+2))",
            "diff <(a) <(b)",
            "a <b",
        ] {
            assert_eq!(filled(plain), plain);
        }
    }
}
