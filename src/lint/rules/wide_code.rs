//! `wide-code`: a command that no screen shows in one line.

use unicode_width::UnicodeWidthStr;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;

/// Columns of a wide screen.
const MOST: usize = 160;

pub(super) const RULE: Rule = Rule {
    code: Code::WideCode,
    level: Severity::Info,
    catches: "a command line of more than 160 columns",
    why: "it wraps even on a wide screen, and its end is out of sight when it is run",
    source: "80 of 1,228 public pages; at 100 columns 188, which wrap without harm",
    instead: "break it behind a backslash, or set a variable in a step before",
    bad: "1. Log in.\n\n   ```sh\n   curl --silent --show-error --location --retry 5 --retry-delay 10 --connect-timeout 5 --header 'Accept: application/json' --output /var/tmp/answer.json https://example.org/api/v1/things\n   ```\n",
    good: "1. Log in.\n\n   ```sh\n   curl --silent --show-error --location --retry 5 \\\n     --output /var/tmp/answer.json https://example.org/api/v1/things\n   ```\n",
    check: Some(check),
};

fn check(page: &Page) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for command in page.commands() {
        let lines = command.text.lines().map(|line| (line, line.width()));
        if let Some((line, width)) = lines.max_by_key(|(_, width)| *width)
            && width > MOST
        {
            let message = format!("this command line is {width} columns wide; {MOST} is the most");
            let start: String = line.chars().take(20).collect();
            found.push(page.about(RULE.code, command.line, start.trim_start(), message));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::lint::testing::hits;

    #[test]
    fn output_may_be_as_wide_as_it_likes() {
        let wide = "x".repeat(200);
        assert_eq!(
            hits(
                Code::WideCode,
                &format!("1. Run:\n   ```sh\n   echo {wide}\n   ```\n")
            ),
            [3]
        );
        assert_eq!(hits(Code::WideCode, &format!("```text\n{wide}\n```\n")), []);
    }
}
