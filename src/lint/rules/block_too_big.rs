//! `block-too-big`: many commands in one block.

use crate::aid::CodeRole;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;

/// Commands that are pasted and watched together.
const MOST: usize = 5;

pub(super) const RULE: Rule = Rule {
    code: Code::BlockTooBig,
    level: Severity::Info,
    catches: "more than five commands in one shell block (continued lines joined, comments not counted)",
    why: "nobody can stop between them, and nobody knows which of them failed",
    source: "place-keeping on every step (PPA AP-907-005); 43 of 1,228 public pages",
    instead: "make each a step with what it should show, or ship it as a script",
    bad: "1. Clean up:\n\n   ```sh\n   cd /srv\n   ls\n   df -h\n   du -sh a\n   du -sh b\n   du -sh c\n   ```\n",
    good: "1. Go there and look:\n\n   ```sh\n   cd /srv\n   df -h\n   ```\n",
    check: Some(check),
};

fn check(page: &Page) -> Vec<Diagnostic> {
    if !page.is_markdown() {
        return Vec::new();
    }
    page.codes()
        .filter(|at| at.code.role == CodeRole::Command && at.code.commands.len() > MOST)
        .map(|at| {
            let count = at.code.commands.len();
            let message = format!("{count} commands in one block; {MOST} is the most");
            page.finding(RULE.code, page.place(at.line, ""), 0, message)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::hits;

    #[test]
    fn a_long_command_and_comments_are_no_crowd() {
        let page = "1. Run:\n   ```sh\n   # one\n   a \\\n     b \\\n     c \\\n     d \\\n     e \\\n     f\n   ```\n";
        assert_eq!(hits(Code::BlockTooBig, page), []);
        let page = "Run:\n\n```sh\nls\nls\nls\nls\nls\nls\n```\n";
        assert_eq!(hits(Code::BlockTooBig, page), [3]);
    }
}
