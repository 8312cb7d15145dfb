//! Statements that destroy data: `DROP`, `TRUNCATE`, `DELETE` and `UPDATE` without `WHERE`.

/// Things that are gone with all they hold when they are dropped.
const DROPPED: [&str; 13] = [
    "table",
    "database",
    "schema",
    "view",
    "materialized",
    "index",
    "user",
    "role",
    "keyspace",
    "tablespace",
    "owned",
    "column",
    "partition",
];

/// The line (from 0) of the first statement of `text` that destroys something.
pub(super) fn destroys_at(text: &str) -> Option<usize> {
    let mut start = 0;
    for statement in text.split(';') {
        if let Some(offset) = verb_of_destroyer(statement) {
            let before = text.get(..start + offset).unwrap_or_default();
            return Some(before.matches('\n').count());
        }
        start += statement.len() + 1;
    }
    None
}

/// Where the statement's verb stands in its text (bytes), when it destroys something.
fn verb_of_destroyer(statement: &str) -> Option<usize> {
    let mut offset = 0;
    // Comments above it.
    for line in statement.split_inclusive('\n') {
        let trimmed = line.trim_start();
        if !trimmed.is_empty() && !trimmed.starts_with("--") {
            let verb = offset + line.len() - trimmed.len();
            let destroys = destroys(statement.get(offset..).unwrap_or_default());
            return destroys.then_some(verb);
        }
        offset += line.len();
    }
    None
}

fn destroys(statement: &str) -> bool {
    let mut words = statement.split_whitespace();
    let (Some(verb), Some(object)) = (words.next(), words.next()) else {
        return false;
    };
    let is = |word: &str, keyword: &str| word.eq_ignore_ascii_case(keyword);
    let is_dropped = |word: &str| DROPPED.iter().any(|kind| is(word, kind));
    match verb.to_ascii_lowercase().as_str() {
        "drop" => is_dropped(object),
        "alter" => {
            let rest: Vec<&str> = words.collect();
            let mut pairs = rest.iter().zip(rest.iter().skip(1));
            is(object, "table") && pairs.any(|(word, next)| is(word, "drop") && is_dropped(next))
        }
        // In lower case it is also a program: `truncate -s 0 file`.
        "truncate" => is(object, "table") || (verb == "TRUNCATE" && !object.starts_with('-')),
        "delete" => is(object, "from") && !words.any(|word| is(word, "where")),
        "update" => {
            let is_set = words.by_ref().take(3).any(|word| is(word, "set"));
            is_set && !words.any(|word| is(word, "where"))
        }
        "purge" => is(object, "binary") || is(object, "master"),
        "reset" => is(object, "master"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_the_statement_is_said() {
        assert_eq!(
            destroys_at("SELECT 1;\n\n-- all of it\nDROP TABLE a;"),
            Some(3)
        );
        assert_eq!(
            destroys_at("DELETE FROM a\nWHERE b = 1;\nDELETE FROM c"),
            Some(2)
        );
        assert_eq!(destroys_at("delete from a\n  where b = 1"), None);
    }
}
