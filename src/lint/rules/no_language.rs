//! `no-language`: a command block that does not say its language.

use crate::aid::CodeRole;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::fix::Edit;
use crate::lint::page::Page;
use crate::parse::command::is_prompted;

pub(super) const RULE: Rule = Rule {
    code: Code::NoLanguage,
    level: Severity::Info,
    catches: "a fenced block without a language that holds a command",
    why: "highlighting, prompts and copying have to guess",
    source: "156 of 1,228 public pages; markdownlint MD040",
    instead: "write ```sh, or ```console where it shows prompts",
    bad: "1. Look:\n\n   ```\n   df -h\n   ```\n",
    good: "1. Look:\n\n   ```sh\n   df -h\n   ```\n",
    check: Some(check),
};

fn check(page: &Page) -> Vec<Diagnostic> {
    if !page.is_markdown() {
        return Vec::new();
    }
    page.codes()
        .filter(|at| at.code.role == CodeRole::Command && at.code.language.is_empty())
        .filter_map(|at| {
            let mark = ["```", "~~~"]
                .into_iter()
                .find(|mark| page.line(at.line).contains(mark))?;
            let message = "a command block without a language";
            Some(page.about(RULE.code, at.line, mark, message))
        })
        .collect()
}

/// Names the language: a session where prompts are shown.
pub(super) fn fix(page: &Page, finding: &Diagnostic) -> Option<Edit> {
    let at = page.codes().find(|at| at.line == finding.at.line)?;
    let language = if is_prompted(at.code) {
        "console"
    } else {
        "sh"
    };
    let fence = page.line(at.line).trim_end();
    let opens = fence.ends_with("```") || fence.ends_with("~~~");
    opens.then(|| Edit::line(at.line, format!("{fence}{language}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::hits;

    #[test]
    fn output_and_indented_blocks_are_left_alone() {
        assert_eq!(hits(Code::NoLanguage, "Look:\n\n```\ndf -h\n```\n"), [3]);
        assert_eq!(hits(Code::NoLanguage, "Look:\n\n    df -h\n"), []);
        assert_eq!(hits(Code::NoLanguage, "```\nERROR: disk full\n```\n"), []);
    }
}
