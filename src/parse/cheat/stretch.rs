//! The stretches of lines that a cheat sheet is made of.

/// A stretch of lines without an empty one: leading comments, then commands.
#[derive(Debug, Default)]
pub(super) struct Stretch<'a> {
    /// Its first line in the file.
    pub(super) line: u32,
    /// Comment lines without their mark.
    pub(super) comments: Vec<&'a str>,
    /// The line of the first command; 0 without one.
    pub(super) command_line: u32,
    /// The lines from the first that is no comment.
    pub(super) commands: Vec<&'a str>,
}

/// What starts a comment in the language of a sheet.
pub(super) fn comment_mark(syntax: Option<&str>) -> &'static str {
    let syntax = syntax.unwrap_or("sh").to_ascii_lowercase();
    match syntax.as_str() {
        "c" | "cpp" | "c++" | "csharp" | "cs" | "go" | "golang" | "java" | "javascript" | "js"
        | "kotlin" | "php" | "rust" | "scala" | "swift" | "typescript" | "ts" => "//",
        "sql" | "mysql" | "pgsql" | "postgresql" | "plsql" | "lua" | "haskell" | "ada" => "--",
        "lisp" | "clojure" | "scheme" | "ini" | "asm" => ";",
        "vim" | "viml" => "\"",
        "tex" | "latex" | "matlab" | "erlang" => "%",
        _ => "#",
    }
}

/// A comment line's text; a `#!` line is no comment.
fn comment<'a>(line: &'a str, mark: &str) -> Option<&'a str> {
    let rest = line.trim_start().strip_prefix(mark)?;
    if mark == "#" && rest.starts_with('!') {
        return None;
    }
    let first = mark.chars().next()?;
    let rest = rest.trim_start_matches(first);
    Some(rest.strip_prefix(' ').unwrap_or(rest))
}

/// Cuts `text`, whose first line is `first_line` of the file, at empty lines.
pub(super) fn stretches<'a>(text: &'a str, first_line: u32, mark: &str) -> Vec<Stretch<'a>> {
    let mut out: Vec<Stretch<'a>> = Vec::new();
    let mut open = false;
    for (number, line) in (first_line..).zip(text.lines()) {
        if line.trim().is_empty() {
            open = false;
            continue;
        }
        if !open {
            out.push(Stretch {
                line: number,
                ..Stretch::default()
            });
            open = true;
        }
        let Some(stretch) = out.last_mut() else {
            continue;
        };
        match comment(line, mark) {
            Some(text) if stretch.commands.is_empty() => stretch.comments.push(text),
            _ => {
                if stretch.commands.is_empty() {
                    stretch.command_line = number;
                }
                stretch.commands.push(line.trim_end());
            }
        }
    }
    out
}

/// A sentence: capital, several words, a full stop.
pub(super) fn is_prose(line: &str) -> bool {
    let line = line.trim();
    let capital = line.chars().next().is_some_and(char::is_uppercase);
    capital && line.ends_with(['.', '!', '?', ':']) && line.split_whitespace().count() >= 4
}
