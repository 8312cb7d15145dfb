//! Whether a block is a session: commands behind prompts, with what they write between them.

use super::prompt;
use super::scan::Scan;
use crate::aid::Command;

/// Whether a prompt stands before a line of `text`. What a heredoc or a quote holds is text, whatever
/// it looks like: a message of the day that shows `$ rm -rf build`, a notebook's `% magic`.
pub(super) fn has_prompt(text: &str, console: bool) -> bool {
    let lines: Vec<&str> = text.lines().collect();
    let prompted = |line: &&str| prompt::strip(line, console).is_some();
    // Most blocks have none: what is open where need not be known.
    if !lines.iter().any(prompted) {
        return false;
    }
    let mut scan = Scan::default();
    let mut inside = 0;
    for (at, line) in lines.iter().enumerate() {
        if !scan.holds_text() {
            if prompted(line) {
                return true;
            }
            inside = at + 1;
        }
        scan.line(line);
        if scan.is_stray() {
            scan = Scan::default();
        }
    }
    // A text that never ends was none.
    let open = lines.get(inside..).filter(|_| scan.holds_text());
    open.is_some_and(|lines| lines.iter().any(prompted))
}

/// Whether a block of Python shows its prompt.
pub(super) fn is_python(text: &str) -> bool {
    text.lines().any(|line| behind(line, ">>>").is_some())
}

/// The statements behind Python's prompts, their further lines included; all else is what they print.
pub(super) fn python(text: &str) -> Vec<Command> {
    let mut statements: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        if let Some(first) = behind(line, ">>>") {
            statements.push(first.to_string());
            open = true;
        } else if let Some(more) = behind(line, "...").filter(|_| open) {
            if let Some(statement) = statements.last_mut() {
                statement.push('\n');
                statement.push_str(more);
            }
        } else {
            open = false;
        }
    }
    let statements = statements.iter().map(|statement| statement.trim_end());
    let written = statements.filter(|statement| !statement.is_empty());
    let command = |text: &str| Command {
        text: text.to_string(),
        ..Command::default()
    };
    written.map(command).collect()
}

/// The text behind a prompt of Python's and one space.
fn behind<'a>(line: &'a str, prompt: &str) -> Option<&'a str> {
    let rest = line.trim_start().strip_prefix(prompt)?;
    match rest.is_empty() {
        true => Some(rest),
        false => rest.strip_prefix(' '),
    }
}

/// Whether a line that starts with a program's name has the small words or the end of a sentence.
pub(super) fn is_sentence(line: &str) -> bool {
    const SMALL: &[&str] = &[
        "a", "all", "an", "and", "as", "by", "for", "from", "if", "in", "into", "is", "it", "its",
        "of", "on", "or", "that", "the", "this", "to", "until", "with", "your",
    ];
    let mut words = line.split_whitespace();
    words.any(|word| SMALL.contains(&word)) || line.trim_end().ends_with(['.', ':', ',', '!'])
}

/// Whether a command opens a shell that may be root's: what follows stands behind its prompt.
pub(super) fn becomes_root(command: &str) -> bool {
    let mut words = command.split_whitespace();
    let first = words.next().unwrap_or_default();
    let rest: Vec<&str> = words.collect();
    let has = |word: &str| rest.contains(&word);
    match first {
        "su" | "chroot" | "ssh" | "nsenter" => true,
        "sudo" | "doas" => ["-i", "-s", "su", "bash", "sh", "chroot"]
            .into_iter()
            .any(has),
        "docker" | "podman" | "kubectl" | "oc" | "crictl" | "nerdctl" => {
            ["exec", "run", "debug", "rsh", "attach"]
                .into_iter()
                .any(has)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prompt_counts_only_where_no_heredoc_or_quote_is_open() {
        for text in [
            "stop app\ncat > /etc/motd <<EOF\n$ rm -rf build\nEOF\nstart app",
            "python3 - <<'END'\n% magic\nEND",
            "echo \"\n$ price\n\"",
            "ls\npwd",
        ] {
            assert!(!has_prompt(text, false), "{text}");
        }
        for text in [
            "$ ls",
            "Don't do this as root:\n$ echo 'a'",
            "It's text\n$ ls",
            "cat <<EOF\na\nEOF\n$ ls",
            "cat <<EOF\n$ ls",
        ] {
            assert!(has_prompt(text, false), "{text}");
        }
    }
}
