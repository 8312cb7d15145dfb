//! `shell-syntax`: a block of shell that no shell can read.

mod place;
mod plain;

use crate::aid::{CodeBlock, CodeRole};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::{CodeAt, Page};
use crate::parse::command::is_prompted;

/// Languages that bash reads too.
const SHELLS: [&str; 3] = ["bash", "sh", "zsh"];
/// Longer blocks (bytes) are left alone: they are no steps, and a shell may take long over them.
const LONGEST: usize = 16 << 10;
/// So many blocks of a page are read by a shell, which takes a millisecond or two for each.
const MOST_ASKED: usize = 200;

pub(super) const RULE: Rule = Rule {
    code: Code::ShellSyntax,
    level: Severity::Error,
    catches: "a bash, sh or zsh block that bash -n cannot read, with placeholders replaced and prompts and output taken off; nothing is run",
    why: "the copied command cannot run, or the block is no shell at all",
    source: "26 of 1,567 public blocks, 14 of 14 true",
    instead: "correct the command, or name the block's real language (text, output, promql)",
    bad: "1. Look:\n\n   ```bash\n   kubectl describe pod x -n y\"\n   ```\n",
    good: "1. Look:\n\n   ```bash\n   kubectl describe pod x -n y\n   ```\n",
    check: Some(check),
};

fn check(page: &Page) -> Vec<Diagnostic> {
    // Of a sheet of examples nobody wrote down the language.
    if !page.is_markdown() {
        return Vec::new();
    }
    let doubtful = page.codes().filter_map(|at| Some((at, doubtful(at.code)?)));
    let asked = doubtful.take(MOST_ASKED);
    asked
        .filter_map(|(at, script)| hit(page, at, &script))
        .collect()
}

/// What a shell has to be asked about; none for other languages and for what cannot be wrong.
fn doubtful(code: &CodeBlock) -> Option<String> {
    if !SHELLS.contains(&code.language.as_str()) || code.role == CodeRole::Output {
        return None;
    }
    let script = script(code);
    (script.len() <= LONGEST && !plain::is_fine(&script)).then_some(script)
}

fn hit(page: &Page, block: CodeAt, script: &str) -> Option<Diagnostic> {
    let error = page.around.shell_error(script)?;
    let fault = place::fault(page, block, script, &error);
    let message = format!("a shell cannot read this: {}", fault.message);
    Some(page.finding(RULE.code, fault.at, fault.length, message))
}

/// What would be run, with a word in each place that is filled in: of a session its commands, else the
/// block as it is written.
fn script(code: &CodeBlock) -> String {
    let texts = code.commands.iter().map(|command| command.text.as_str());
    let mut script = match is_prompted(code) {
        true => texts.collect::<Vec<_>>().join("\n"),
        false => code.text.clone(),
    };
    for command in &code.commands {
        for hole in &command.holes {
            let written = command.text.get(hole.range.clone()).unwrap_or_default();
            if written.starts_with(['<', '{', '(', '[']) {
                script = script.replace(written, "value");
            }
        }
    }
    script
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{findings, hits};

    #[test]
    fn the_line_of_the_fault_is_said() {
        let page = "Look:\n\n```sh\nls\nfor x in 1; echo\n```\n";
        assert_eq!(hits(Code::ShellSyntax, page), [5]);
    }

    #[test]
    fn the_place_in_the_line_is_said_whatever_stands_above_it() {
        let place = |block: &str| {
            let found = findings(&format!("Look:\n\n{block}\n"), false).into_iter();
            let mut own = found.filter(|finding| finding.code == Code::ShellSyntax);
            let hit = own.next().expect("a finding");
            (hit.at.line, hit.at.column, hit.length)
        };
        // The token that is out of place, not a line above that reads the same.
        assert_eq!(place("```sh\necho done\ndone\n```"), (5, 1, 4));
        assert_eq!(
            place("```sh\nls <a>\nfor x in <name>; echo; done\n```"),
            (5, 18, 4)
        );
        // The quote that stays open.
        assert_eq!(place("```sh\nls <a>\necho it's <x>\nls\n```"), (5, 8, 1));
        assert_eq!(place("```bash\n$ ls\nout\n$ echo \"a\nout\n```"), (6, 8, 1));
        // What is missing at the end.
        assert_eq!(place("```sh\nif a; then\n  b\n\n```"), (5, 3, 1));
        assert_eq!(place("```sh\nsh\nls |\n```"), (5, 1, 4));
    }

    #[test]
    fn sessions_placeholders_and_other_languages_are_no_faults() {
        for block in [
            "```bash\n$ ls\nA (very) odd; output `\n```",
            "```sh\nssh <user>@<host> 'ls {{path/to/a dir}}' | grep <a>\n```",
            "```sh\ncp [--force] a ...\n```",
            "```promql\nsum(rate(x[5m])) by (a) > 1)\n```",
            "```sh\ncat <<EOF\n(\nEOF\n```",
        ] {
            assert_eq!(
                hits(Code::ShellSyntax, &format!("Look:\n\n{block}\n")),
                [],
                "{block}"
            );
        }
    }
}
