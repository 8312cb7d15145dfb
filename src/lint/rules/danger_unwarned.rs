//! `danger-unwarned`: a command destroys something and nothing above it says so.

use std::collections::{HashMap, HashSet};

use crate::aid::{CodeRole, Danger, Part, inline_text};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::page::Page;
use crate::lint::prose::find_phrase;
use crate::lint::walk::{Piece, PieceKind, Place};
use crate::parse::danger::destructive_line;

pub(super) const RULE: Rule = Rule {
    code: Code::DangerUnwarned,
    level: Severity::Warning,
    catches: "a command that destroys data or access (pods are started anew and do not count), with no callout or word of warning before it in its step, its section or the page's introduction",
    why: "it is run before anybody has thought of what it takes away",
    source: "hazard before the action: MIL-STD-38784, MIL-STD-2106A, ANSI Z535.6; 11 of 1,228 public pages, 12 of 14 true",
    instead: "put a callout above it that says what is lost and how to be sure: > [!WARNING]",
    bad: "1. Remove the old user.\n\n   ```sql\n   DROP USER app;\n   ```\n2. Go on.\n",
    good: "1. Remove the old user.\n\n   > [!WARNING]\n   > Sessions of app end now; the new user must be live.\n\n   ```sql\n   DROP USER app;\n   ```\n2. Go on.\n",
    check: Some(check),
};

/// Words that warn.
const WARNINGS: [&str; 27] = [
    "warning",
    "caution",
    "careful",
    "carefully",
    "danger",
    "dangerous",
    "destructive",
    "irreversible",
    "irrevocably",
    "cannot be undone",
    "can't be undone",
    "can not be undone",
    "permanent",
    "permanently",
    "data loss",
    "lose data",
    "back up",
    "backup",
    "dry run",
    "dry-run",
    "destroys",
    "erases",
    "wipes",
    "overwrites",
    "will be lost",
    "irrecoverable",
    "unrecoverable",
];

/// Languages of statements that are run as they are.
const STATEMENTS: [&str; 12] = [
    "sql",
    "psql",
    "mysql",
    "mariadb",
    "postgresql",
    "postgres",
    "pgsql",
    "plsql",
    "tsql",
    "mssql",
    "sqlite",
    "cql",
];

fn check(page: &Page) -> Vec<Diagnostic> {
    if !page.is_markdown() || page.aid.meta.danger.is_some() {
        // `danger:` is shown above the steps; `danger: false` says that there is none.
        return match page.aid.meta.danger {
            Some(Danger::Yes) if page.is_markdown() => hits(page),
            _ => Vec::new(),
        };
    }
    hits(page)
}

/// What somebody will run: a command, or a line of SQL.
struct Run<'a> {
    text: &'a str,
    line: u32,
    /// The line of its block, or its own outside of one.
    block: u32,
    place: Place,
}

fn hits(page: &Page) -> Vec<Diagnostic> {
    let commands = page.commands().iter().map(|command| Run {
        text: command.text,
        line: command.line,
        block: command.block,
        place: command.place,
    });
    let warnings = Warnings::of(page);
    let (mut found, mut blocks) = (Vec::new(), HashSet::new());
    for command in commands.chain(statements(page)) {
        let Some(offset) = destructive_line(command.text) else {
            continue;
        };
        if command.place.expected || warnings.stand_before(&command) {
            continue;
        }
        let line = command.text.lines().nth(offset).unwrap_or_default().trim();
        let shown: String = line.chars().take(60).collect();
        let message = format!("nothing warns of {shown:?}");
        let below = u32::try_from(offset).unwrap_or_default();
        let at = match page.line(command.line + below).contains(line) {
            true => command.line + below,
            false => command.line,
        };
        let hit = page.about(RULE.code, at, line, message);
        // One finding a block: the second command has the same cure.
        if blocks.insert(command.block) {
            found.push(hit);
        }
    }
    found
}

/// Blocks of SQL: no shell runs them, but somebody will.
fn statements<'a>(page: &Page<'a>) -> Vec<Run<'a>> {
    let blocks = page.codes().filter(|at| {
        at.code.role != CodeRole::Output && STATEMENTS.contains(&at.code.language.as_str())
    });
    let runs = blocks.map(|at| Run {
        text: &at.code.text,
        line: at.line + 1,
        block: at.line,
        place: at.place,
    });
    runs.collect()
}

/// The first line that warns, for each part and in the page's introduction.
struct Warnings {
    parts: HashMap<usize, u32>,
    introduction: Option<u32>,
}

impl Warnings {
    fn of(page: &Page) -> Warnings {
        let end = page.aid.parts.iter().position(is_beyond_intro);
        let end = end.unwrap_or(page.aid.parts.len());
        let mut warnings = Warnings {
            parts: HashMap::new(),
            introduction: None,
        };
        for piece in page.pieces().iter().filter(|piece| warns(piece)) {
            let part = piece.place.part;
            let first = warnings.parts.entry(part).or_insert(piece.line);
            *first = piece.line.min(*first);
            if part < end {
                let first = warnings.introduction.unwrap_or(u32::MAX);
                warnings.introduction = Some(piece.line.min(first));
            }
        }
        warnings
    }

    fn stand_before(&self, run: &Run) -> bool {
        let own = self.parts.get(&run.place.part).copied();
        let mut lines = own.into_iter().chain(self.introduction);
        lines.any(|line| line <= run.line)
    }
}

/// The page's introduction ends where its first heading or step stands.
fn is_beyond_intro(part: &Part) -> bool {
    match part {
        Part::Text(section) => section.heading.is_some(),
        Part::Procedure(_) => true,
    }
}

fn warns(piece: &Piece) -> bool {
    let text = match piece.kind {
        PieceKind::Callout(callout) if callout.kind.guards() => return true,
        PieceKind::Callout(callout) => callout.title.clone().unwrap_or_default(),
        PieceKind::Heading(text) | PieceKind::Step(text) | PieceKind::Text(text) => {
            inline_text(text)
        }
        PieceKind::Code(code) => {
            let comments = code
                .text
                .lines()
                .filter(|line| line.trim_start().starts_with('#'));
            comments.collect::<Vec<_>>().join("\n")
        }
        PieceKind::Label(label) => label.to_string(),
        PieceKind::Command(_) => return false,
    };
    WARNINGS
        .iter()
        .any(|words| find_phrase(&text, words).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::hits;

    #[test]
    fn the_line_of_the_command_is_said() {
        let page = "# A\n\nText.\n\n## B\n\n1. Run:\n   ```sh\n   cd /srv\n   rm -rf old\n   ```\n2. Go.\n";
        assert_eq!(hits(Code::DangerUnwarned, page), [10]);
        assert_eq!(
            hits(
                Code::DangerUnwarned,
                "Drop it: `git reset --hard` now.\n\n1. Run `git reset --hard`.\n2. Go.\n"
            ),
            [3]
        );
    }

    #[test]
    fn the_line_within_a_script_is_said_and_a_statement_may_take_several() {
        let script = "1. Run:\n   ```bash\n   #!/bin/bash\n   set -e\n   for d in *; do\n     rm -rf \"$d\"\n   done\n   ```\n2. Go.\n";
        assert_eq!(hits(Code::DangerUnwarned, script), [6]);
        let sql = "1. Run:\n   ```sql\n   DELETE FROM a\n   WHERE b = 1;\n   ```\n2. Go.\n";
        assert_eq!(hits(Code::DangerUnwarned, sql), []);
        let two = "1. Run:\n   ```sql\n   SELECT 1;\n   DROP TABLE a;\n   DROP TABLE b;\n   ```\n2. Go.\n";
        assert_eq!(hits(Code::DangerUnwarned, two), [4]);
        let chosen = "1. Run:\n   ```sql\n   \\c app\n   DROP TABLE users;\n   ```\n2. Go.\n";
        assert_eq!(hits(Code::DangerUnwarned, chosen), [4]);
        let batch =
            "1. Run:\n   ```sql\n   USE app\n   GO\n   DELETE FROM users\n   GO\n   ```\n2. Go.\n";
        assert_eq!(hits(Code::DangerUnwarned, batch), [5]);
    }

    #[test]
    fn a_warning_counts_in_step_section_introduction_and_front_matter() {
        let run = "1. Run:\n   ```sh\n   rm -rf old\n   ```\n2. Go.\n";
        for page in [
            format!("This cannot be undone.\n\n## B\n\n{run}"),
            format!("## B\n\nTake a backup first.\n\n{run}"),
            format!("---\ndanger: the old files\n---\n{run}"),
            run.replace("Run:", "Be careful: run"),
            run.replace("rm -rf old", "rm -rf /tmp/old"),
            run.replace("```sh", "```output"),
        ] {
            assert_eq!(hits(Code::DangerUnwarned, &page), [], "{page}");
        }
        let elsewhere = format!("## A\n\nTake a backup first.\n\n## B\n\n{run}");
        assert_eq!(hits(Code::DangerUnwarned, &elsewhere), [9]);
    }
}
