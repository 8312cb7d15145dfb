//! Prompts at the front of a line.

/// What stands before a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Prompted<'a> {
    /// The line without the prompt.
    pub(super) command: &'a str,
    /// A database's prompt: the command goes on to a semicolon.
    pub(super) statement: bool,
}

/// The command of `line` when a prompt stands before it. `# ` counts only in console blocks
/// (`console`): elsewhere it opens a comment.
pub(super) fn strip(line: &str, console: bool) -> Option<Prompted<'_>> {
    // Each of them ends in one of these signs, or in one beyond ASCII.
    let may_end = |byte| matches!(byte, b'$' | b'%' | b'#' | b'>' | 0x80..);
    if !line.bytes().any(may_end) {
        return None;
    }
    let line = line.trim_start();
    let line = without_environment(line);
    let command = sign(line, "$")
        .or_else(|| sign(line, "%"))
        .or_else(|| sign(line, "❯"))
        .or_else(|| console.then(|| sign(line, "#")).flatten())
        .or_else(|| powershell(line))
        .or_else(|| dos(line))
        .or_else(|| user_at_host(line))
        .or_else(|| versioned_shell(line));
    let statement = command.is_none();
    let command = command.or_else(|| database(line))?;
    Some(Prompted { command, statement })
}

/// The text after a continuation prompt (`> `), its own indent kept.
pub(super) fn continuation(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix('>')?;
    if rest.is_empty() {
        return Some(rest);
    }
    rest.strip_prefix(' ')
}

/// The text after `mark` and white space; a mark alone is an empty prompt.
fn sign<'a>(line: &'a str, mark: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(mark)?;
    if rest.is_empty() {
        return Some(rest);
    }
    rest.starts_with([' ', '\t', '\u{a0}'])
        .then(|| rest.trim_start())
}

/// `(venv) $ ...`: the environment is no part of the command.
fn without_environment(line: &str) -> &str {
    let named = line
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(") "));
    match named {
        Some((name, rest)) if !name.contains(char::is_whitespace) && !name.is_empty() => rest,
        _ => line,
    }
}

/// `PS C:\> `, `PS> `, `PS /home/me> `.
fn powershell(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("PS")?;
    let (path, command) = rest.split_once('>')?;
    let is_path = path.is_empty() || path.starts_with(' ') && !path.contains(['|', '"', '=']);
    (is_path && starts_apart(command)).then(|| command.trim_start())
}

/// `C:\> dir`, `C:\Users\me>dir`.
fn dos(line: &str) -> Option<&str> {
    let mut chars = line.chars();
    let drive = chars.next()?;
    if !drive.is_ascii_alphabetic() || !chars.as_str().starts_with(":\\") {
        return None;
    }
    let (path, command) = chars.as_str().split_once('>')?;
    (!path.contains(['"', '|', '<'])).then(|| command.trim_start())
}

/// `me@host:~$ `, `[root@host ~]# `, `root@db1:/var/lib# `.
fn user_at_host(line: &str) -> Option<&str> {
    let inner = line.strip_prefix('[').unwrap_or(line);
    let (user, rest) = inner.split_once('@')?;
    let user_is_name = !user.is_empty()
        && user
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '<' | '>'));
    if !user_is_name {
        return None;
    }
    // The first `$`, `#` or `%` before white space ends the prompt; before it come host and folder.
    let (at, mark) = rest
        .match_indices(['$', '#', '%'])
        .find(|(at, _)| rest.get(at + 1..).is_some_and(starts_apart))?;
    let place = rest.get(..at)?;
    let host = place.split([':', ' ', ']']).next().unwrap_or_default();
    let host_is_name = !host.is_empty()
        && host
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '<' | '>'));
    let words = place.split_whitespace().count();
    if !host_is_name || words > 3 {
        return None;
    }
    rest.get(at + mark.len()..).map(str::trim_start)
}

/// `sh-4.4# `, `bash-5.1$ `.
fn versioned_shell(line: &str) -> Option<&str> {
    let rest = line
        .strip_prefix("sh-")
        .or_else(|| line.strip_prefix("bash-"))?;
    let version = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if version.len() == rest.len() {
        return None;
    }
    sign(version, "$").or_else(|| sign(version, "#"))
}

/// `mysql> `, `postgres=# `, `MariaDB [shop]> `, `127.0.0.1:6379> `.
fn database(line: &str) -> Option<&str> {
    const NAMES: &[&str] = &[
        "mysql",
        "sqlite",
        "mongo",
        "redis",
        "influx",
        "cqlsh",
        "ftp",
        "sftp",
        "rs0:PRIMARY",
    ];
    if let Some((name, command)) = line.split_once("=# ").or_else(|| line.split_once("=> ")) {
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        return is_name.then(|| command.trim_start());
    }
    let (name, command) = line.split_once("> ")?;
    let is_address = name.contains(':')
        && name
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ':'));
    let maria = name.starts_with("MariaDB [") && name.ends_with(']');
    (NAMES.contains(&name) || is_address || maria).then(|| command.trim_start())
}

/// The text after what a database shows where a statement goes on: `shop-# `, `shop(> `, `    -> `,
/// `   ...> `.
pub(super) fn statement(line: &str) -> Option<&str> {
    let (mark, text) = line
        .split_once(['#', '>'])
        .filter(|(_, text)| starts_apart(text))?;
    let name = mark.trim_start();
    let name = name
        .strip_suffix(['-', '(', '\'', '"', '*', '$', '`'])
        .or_else(|| name.strip_suffix("/*"))
        .or_else(|| name.strip_suffix("..."))?;
    let is_name = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    is_name.then(|| text.strip_prefix(' ').unwrap_or(text))
}

fn starts_apart(text: &str) -> bool {
    text.is_empty() || text.starts_with([' ', '\t', '\u{a0}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_of_all_common_shells_are_taken_off() {
        for line in [
            "$ ls -l",
            "  $ ls -l",
            "% ls -l",
            "PS C:\\> ls -l",
            "PS> ls -l",
            "PS C:\\Program Files> ls -l",
            "C:\\Users\\me>ls -l",
            "me@host:~$ ls -l",
            "[root@host ~]# ls -l",
            "root@db1:/var/lib# ls -l",
            "sh-4.4# ls -l",
            "bash-5.1$ ls -l",
            "(venv) $ ls -l",
            "(venv) me@host:~$ ls -l",
            "mysql> ls -l",
            "postgres=# ls -l",
            "127.0.0.1:6379> ls -l",
            "❯ ls -l",
        ] {
            let command = strip(line, false).map(|prompted| prompted.command);
            assert_eq!(command, Some("ls -l"), "{line}");
        }
    }

    #[test]
    fn a_number_sign_is_a_prompt_only_on_a_console() {
        assert_eq!(strip("# ls", true).map(|p| p.command), Some("ls"));
        assert_eq!(strip("# ls", false), None);
    }

    #[test]
    fn a_database_shows_that_a_statement_goes_on() {
        for (line, text) in [
            ("shop-# from x;", "from x;"),
            ("shop_1-> from x;", "from x;"),
            ("shop(#   a,", "  a,"),
            ("    -> from x;", "from x;"),
            ("    '> it''s", "it''s"),
            ("   ...> from x;", "from x;"),
            ("    ->", ""),
        ] {
            assert_eq!(statement(line), Some(text), "{line}");
        }
        for line in [
            "from x -> y",
            "a > b",
            "(1 row)",
            "# note",
            "> quoted",
            "where a-># 1",
        ] {
            assert_eq!(statement(line), None, "{line}");
        }
    }

    #[test]
    fn text_that_only_resembles_a_prompt_stays() {
        for line in [
            "$HOME/bin/run",
            "%d items",
            "ssh me@host",
            "git clone git@github.com:a/b.git # a comment",
            "scp me@host:/tmp/x . # copy",
            "echo a > b",
            "mail a@b.c",
            "",
        ] {
            assert_eq!(strip(line, false), None, "{line}");
        }
    }
}
