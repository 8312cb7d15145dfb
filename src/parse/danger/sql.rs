//! Statements that destroy data: `DROP`, `TRUNCATE`, `DELETE` and `UPDATE` without `WHERE`.

/// Things that are gone with all they hold when they are dropped.
const DROPPED: [&str; 16] = [
    "table",
    "tables",
    "database",
    "schema",
    "view",
    "materialized",
    "index",
    "user",
    "role",
    "login",
    "keyspace",
    "tablespace",
    "owned",
    "column",
    "partition",
    "measurement",
];

/// What `ALTER TABLE` drops without a loss; any other word behind `DROP` is a column.
const RULES_OF_A_TABLE: [&str; 12] = [
    "constraint",
    "default",
    "not",
    "check",
    "foreign",
    "primary",
    "key",
    "identity",
    "expression",
    "policy",
    "trigger",
    "system",
];

/// Words that a statement starts with: where no `;` ends the one before, a line with one does.
const VERBS: [&str; 24] = [
    "select", "insert", "update", "delete", "drop", "truncate", "alter", "create", "use", "grant",
    "revoke", "begin", "commit", "rollback", "exec", "execute", "declare", "print", "vacuum",
    "analyze", "explain", "with", "show", "describe",
];

/// A statement is read this many lines far.
const MAX_LINES: usize = 200;

/// The line (from 0) of the first statement of `text` that destroys something. A statement starts
/// with a line or behind a `;`: clients take commands of their own in lines without one (`\c app`,
/// `USE app`, `GO`).
pub(super) fn destroys_at(text: &str) -> Option<usize> {
    let text = without_comments(text);
    let lines: Vec<&str> = text.lines().collect();
    (0..lines.len()).find(|at| {
        let below = lines.get(at + 1..).unwrap_or_default();
        let line = lines.get(*at).map_or("", |line| without_prompt(line));
        starts(line).any(|start| {
            let statement = start.trim_start();
            may_destroy(statement) && destroys(&words(statement, below))
        })
    })
}

/// A line, and what stands behind each `;` in it.
fn starts(line: &str) -> impl Iterator<Item = &str> {
    let behind = line
        .match_indices(';')
        .filter_map(|(at, _)| line.get(at + 1..));
    std::iter::once(line).chain(behind)
}

/// Comments replaced by nothing, line ends kept. Only what starts a word is one: `/srv/*` is none.
/// MySQL runs what stands in `/*! */`.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let (mut is_start, mut may_close) = (true, true);
    while let Some(c) = rest.chars().next() {
        let comment = match is_start {
            true if rest.starts_with("--") => Some(rest.find('\n').unwrap_or(rest.len())),
            true if may_close && rest.starts_with("/*") && !rest.starts_with("/*!") => {
                let end = rest.find("*/");
                // It is looked for once: a text may be long.
                may_close = end.is_some();
                end.map(|end| end + 2)
            }
            _ => None,
        };
        let (skipped, after) = rest.split_at(comment.unwrap_or(c.len_utf8()));
        match comment {
            Some(_) => out.extend(skipped.chars().filter(|c| *c == '\n')),
            None => out.push(c),
        }
        is_start = comment.is_some() || c.is_whitespace() || c == ';';
        rest = after;
    }
    out
}

/// `mysql> `, `app=# `, `MariaDB [app]> `: a client's prompt is no part of the statement.
fn without_prompt(line: &str) -> &str {
    let ends = ["> ", "=# ", "=> "];
    let statement = ends.iter().filter_map(|end| {
        let (prompt, statement) = line.split_once(end)?;
        let is_prompt = prompt.starts_with(|c: char| c.is_alphanumeric()) && prompt.len() < 40;
        is_prompt.then_some(statement)
    });
    let shortest = statement.min_by_key(|statement| statement.len());
    shortest
        .filter(|statement| may_destroy(statement))
        .unwrap_or(line)
}

fn may_destroy(statement: &str) -> bool {
    let verb = statement.split(|c: char| !c.is_ascii_alphabetic()).next();
    let verbs = [
        "drop", "alter", "truncate", "delete", "update", "purge", "reset", "if", "begin",
        "explain", "with",
    ];
    verb.is_some_and(|verb| verbs.iter().any(|known| verb.eq_ignore_ascii_case(known)))
}

/// A word of a statement, and in how many parentheses it stands.
type Word<'a> = (&'a str, usize);

/// The words of the statement that starts with `first`; `below` are the lines under it.
fn words<'a>(first: &'a str, below: &[&'a str]) -> Vec<Word<'a>> {
    let is_alter = starts_with_one_of(first, &["alter"]);
    let (mut words, mut depth) = (Vec::new(), 0_usize);
    for (at, line) in std::iter::once(&first)
        .chain(below)
        .take(MAX_LINES)
        .enumerate()
    {
        let line = line.trim();
        let is_next = depth == 0 && !is_alter && starts_with_one_of(line, &VERBS);
        if at > 0 && (is_next || is_client_command(line)) {
            break;
        }
        let (line, is_end) = match end_of(line) {
            Some(end) => (line.get(..end).unwrap_or(line), true),
            None => (line, false),
        };
        for piece in line.split_inclusive(['(', ')']) {
            let text = piece.trim_end_matches(['(', ')']);
            words.extend(text.split_whitespace().map(|word| (word, depth)));
            depth = match piece.chars().next_back() {
                Some('(') => depth + 1,
                Some(')') => depth.saturating_sub(1),
                _ => depth,
            };
        }
        if is_end {
            break;
        }
    }
    words
}

/// Where the `;` stands that ends a statement: not one in quotes.
fn end_of(line: &str) -> Option<usize> {
    let mut is_quoted = false;
    let end = line.char_indices().find(|(_, c)| {
        is_quoted ^= *c == '\'';
        *c == ';' && !is_quoted
    });
    match end {
        // A quote that is not closed here.
        None if is_quoted => line.find(';'),
        end => end.map(|(at, _)| at),
    }
}

fn starts_with_one_of(line: &str, words: &[&str]) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    words.iter().any(|word| first.eq_ignore_ascii_case(word))
}

/// `GO` and `/` end a statement, and so does `\g`.
fn is_client_command(line: &str) -> bool {
    line == "/" || line.starts_with('\\') || starts_with_one_of(line, &["go"])
}

fn destroys(words: &[Word]) -> bool {
    let is = |at: usize, keyword: &str| {
        words
            .get(at)
            .is_some_and(|(word, _)| word.eq_ignore_ascii_case(keyword))
    };
    let is_dropped = |at: usize| DROPPED.iter().any(|kind| is(at, kind));
    let Some((verb, _)) = words.first().filter(|_| words.len() > 1) else {
        return false;
    };
    match verb.to_ascii_lowercase().as_str() {
        "drop" => is_dropped(1),
        "alter" => {
            let keeps_rows = |at: usize| RULES_OF_A_TABLE.iter().any(|kind| is(at, kind));
            let last = words.len() - 1;
            is(1, "table") && (2..last).any(|at| is(at, "drop") && !keeps_rows(at + 1))
        }
        // In lower case it is also a program: `truncate -s 0 file`.
        "truncate" => {
            let has_options = words.iter().any(|(word, _)| word.starts_with('-'));
            is(1, "table") || (*verb == "TRUNCATE" && !has_options)
        }
        // MySQL: `DELETE a FROM a JOIN b`.
        "delete" => {
            let from = if *verb == "DELETE" { 1..5 } else { 1..2 };
            from.into_iter().any(|at| is(at, "from")) && !chooses(words)
        }
        "update" => (2..5).any(|at| is(at, "set")) && !chooses(words),
        "purge" => is(1, "binary") || is(1, "master"),
        "reset" => is(1, "master"),
        "if" => (1..words.len()).any(|at| is(at, "drop") && is_dropped(at + 1)),
        "begin" => words.get(1..).is_some_and(destroys),
        "explain" => is(1, "analyze") && words.get(2..).is_some_and(destroys),
        "with" => (1..words.len()).any(|at| {
            let inside = words.get(at..).unwrap_or_default();
            let depth = inside.first().map_or(0, |(_, depth)| *depth);
            let inside = inside.iter().take_while(|(_, at)| *at >= depth);
            is(at, "delete") && is(at + 1, "from") && {
                let inside: Vec<Word> = inside.map(|(word, at)| (*word, at - depth)).collect();
                destroys(&inside)
            }
        }),
        _ => false,
    }
}

/// Whether a `WHERE` outside of parentheses chooses rows; `WHERE 1=1` chooses all.
fn chooses(words: &[Word]) -> bool {
    let is_where = |(word, depth): &Word| *depth == 0 && word.eq_ignore_ascii_case("where");
    let Some(at) = words.iter().position(is_where) else {
        return false;
    };
    let condition = words.iter().skip(at + 1).map(|(word, _)| *word);
    let condition = condition.collect::<String>().to_ascii_lowercase();
    !matches!(condition.as_str(), "1=1" | "true" | "1")
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

    #[test]
    fn lines_of_a_client_end_a_statement() {
        for (text, line) in [
            ("\\c app\nDROP TABLE users;", 1),
            ("USE app\nDROP TABLE users;", 1),
            (
                "USE app\nGO\nDELETE FROM users\nGO\nSELECT 1 WHERE 1 = 2",
                2,
            ),
            ("SELECT 1\nGO\nDROP TABLE users\nGO", 2),
            ("/* all\n of it */\nDROP TABLE users;", 2),
            ("/* x */ DROP TABLE users;", 0),
            ("DELETE FROM users\nSELECT * FROM a WHERE b = 1", 0),
            ("DELETE FROM users -- where id = 1\n;", 0),
            ("app=# DELETE FROM users;", 0),
            ("mysql> use app\nmysql> DROP TABLE users;", 1),
            ("DELETE FROM users WHERE 1=1;", 0),
            ("UPDATE a SET b = (SELECT c FROM d WHERE e = 1);", 0),
            ("ALTER TABLE users\n  DROP COLUMN mail;", 0),
            ("ALTER TABLE users DROP mail;", 0),
            ("alter table users drop if exists mail;", 0),
            ("IF OBJECT_ID('a') IS NOT NULL DROP TABLE a", 0),
            ("WITH gone AS (DELETE FROM a RETURNING *) SELECT 1", 0),
            ("SELECT 1 << 2;\nDROP TABLE a;", 1),
        ] {
            assert_eq!(destroys_at(text), Some(line), "{text}");
        }
    }

    #[test]
    fn statements_that_choose_rows_destroy_nothing_unforeseen() {
        for text in [
            "UPDATE a\nSET b = (\n  SELECT c FROM d\n)\nWHERE e = 1;",
            "UPDATE a SET b = 'x; y' WHERE c = 1;",
            "WITH old AS (\n  DELETE FROM a\n  WHERE b = 1\n  RETURNING *\n)\nSELECT 1;",
            "DELETE a FROM a JOIN b ON a.id = b.id WHERE b.c = 1;",
            "SELECT 1 FROM a FOR\nUPDATE",
            "INSERT INTO a VALUES (1) ON CONFLICT DO\nUPDATE SET b = 1",
            "-- DROP TABLE a;",
            "ALTER TABLE a DROP FOREIGN KEY b;",
            "ALTER TABLE a ALTER COLUMN b DROP NOT NULL;",
            "ALTER TABLE a\n  ADD COLUMN b int;",
            "/* DROP TABLE a; */",
            "CREATE TRIGGER t BEFORE\nDELETE ON a EXECUTE FUNCTION f()",
        ] {
            assert_eq!(destroys_at(text), None, "{text}");
        }
    }
}
