//! navi cheats: `%` starts a group, `#` says what the commands below it do.

use super::cheat::{code_block, number};
use super::markdown::Slugs;
use super::plain;
use crate::aid::placeholder::Param;
use crate::aid::{
    Block, BlockKind, CodeBlock, CodeRole, Heading, Inline, Part, Phase, Procedure, ProcedureKind,
    Step,
};

/// What a navi file holds.
#[derive(Debug, PartialEq)]
pub(super) struct Sheet {
    /// The words of its `%` lines.
    pub(super) tags: Vec<String>,
    /// One procedure, a phase for each `%` line.
    pub(super) parts: Vec<Part>,
    /// What its `$` lines say of values.
    pub(super) params: Vec<Param>,
}

/// Whether `text` has a group: without one it is no navi cheat.
pub(super) fn looks_like_one(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("% "))
}

/// Reads a navi cheat. `title` names commands that no `#` line explains; `first_line` is the line
/// of the file on which `text` starts.
pub(super) fn read(text: &str, first_line: u32, title: &str) -> Sheet {
    let mut reader = Reader {
        title,
        tags: Vec::new(),
        slugs: Slugs::default(),
        phases: vec![Phase::default()],
        text: None,
        commands: None,
        variables: None,
        params: Vec::new(),
    };
    for (number, line) in (first_line..).zip(text.lines()) {
        reader.line(number, line.trim_end());
    }
    reader.finish()
}

struct Reader<'a> {
    title: &'a str,
    tags: Vec<String>,
    slugs: Slugs,
    phases: Vec<Phase>,
    /// The `#` line whose commands have not come yet.
    text: Option<(u32, &'a str)>,
    commands: Option<(u32, Vec<&'a str>)>,
    /// The `$` and `@` lines of the group.
    variables: Option<(u32, Vec<&'a str>)>,
    params: Vec<Param>,
}

impl<'a> Reader<'a> {
    fn line(&mut self, number: u32, line: &'a str) {
        let fence = line.starts_with("```");
        if line.is_empty() || fence {
            self.end_step();
        } else if let Some(tags) = line.strip_prefix("% ") {
            self.end_group();
            self.group(number, tags);
        } else if let Some(text) = line.strip_prefix('#') {
            self.end_step();
            self.end_text();
            self.text = Some((number, text.trim()));
        } else if line.starts_with("; ") || line == ";" {
            // A comment to the cheat's own author.
        } else if line.starts_with("$ ") || line.starts_with("@ ") {
            self.end_step();
            let (_, lines) = self.variables.get_or_insert((number, Vec::new()));
            lines.push(line);
        } else {
            let (_, lines) = self.commands.get_or_insert((number, Vec::new()));
            lines.push(line);
        }
    }

    fn group(&mut self, number: u32, tags: &str) {
        let words = tags.split(',').map(str::trim).filter(|tag| !tag.is_empty());
        self.tags.extend(words.map(str::to_string));
        let mut text = vec![Inline::Text(tags.trim().to_string())];
        let anchor = self.slugs.anchor(&mut text);
        let heading = Heading {
            level: 2,
            text,
            anchor,
            line: number,
        };
        self.phases.push(Phase {
            heading: Some(heading),
            ..Phase::default()
        });
    }

    /// Commands end at an empty line, a fence or the next `#`.
    fn end_step(&mut self) {
        let Some((line, commands)) = self.commands.take() else {
            return;
        };
        let (step_line, text) = match self.text.take() {
            Some((step_line, text)) => (step_line, plain::inlines(text)),
            None => (line, vec![Inline::Text(self.title.to_string())]),
        };
        let code = code_block("sh", commands.join("\n"));
        self.push_step(Step {
            line: step_line,
            text,
            blocks: vec![Block {
                line,
                kind: BlockKind::Code(code),
            }],
            ..Step::default()
        });
    }

    /// A `#` line that no command followed.
    fn end_text(&mut self) {
        if let Some((line, text)) = self.text.take() {
            self.push_step(Step {
                line,
                text: plain::inlines(text),
                ..Step::default()
            });
        }
    }

    fn push_step(&mut self, step: Step) {
        if let Some(phase) = self.phases.last_mut() {
            phase.steps.push(step);
        }
    }

    fn end_group(&mut self) {
        self.end_step();
        self.end_text();
        let Some((line, lines)) = self.variables.take() else {
            return;
        };
        let declared = lines.iter().filter_map(|line| param(line));
        self.params.extend(declared);
        // Where the values come from: shown as written below the group's commands.
        let code = CodeBlock {
            text: lines.join("\n"),
            role: CodeRole::Material,
            ..CodeBlock::default()
        };
        if let Some(phase) = self.phases.last_mut() {
            phase.tail.push(Block {
                line,
                kind: BlockKind::Code(code),
            });
        }
    }

    fn finish(mut self) -> Sheet {
        self.end_group();
        let mut phases = self.phases;
        phases.retain(|p| p.heading.is_some() || !p.steps.is_empty() || !p.tail.is_empty());
        number(&mut phases);
        let procedure = Procedure {
            kind: ProcedureKind::Pick,
            any_order: true,
            phases,
            ..Procedure::default()
        };
        Sheet {
            tags: self.tags,
            parts: vec![Part::Procedure(procedure)],
            params: self.params,
        }
    }
}

/// `$ name: command --- options`: the command lists what the value can be.
fn param(line: &str) -> Option<Param> {
    let (name, command) = line.strip_prefix("$ ")?.split_once(':')?;
    let command = command.split(" --- ").next().unwrap_or_default().trim();
    Some(Param {
        name: name.trim().to_string(),
        from: (!command.is_empty()).then(|| command.to_string()),
        ..Param::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aid::inline_text;

    const GIT: &str = "\
% git, code

; for people in a hurry
# Change branch
git checkout <branch>

# Commit and push
git commit -m \"<message>\"
git push

$ branch: git branch | awk '{print $NF}' --- --column 1
@ common

% docker
#Stop
```sh
docker stop <id>
```
";

    fn procedure(sheet: &Sheet) -> &Procedure {
        match sheet.parts.as_slice() {
            [Part::Procedure(procedure)] => procedure,
            other => panic!("one procedure: {other:?}"),
        }
    }

    #[test]
    fn groups_texts_and_commands_are_phases_and_steps() {
        let sheet = read(GIT, 1, "git");
        assert_eq!(sheet.tags, ["git", "code", "docker"]);
        let procedure = procedure(&sheet);
        assert_eq!(procedure.phases.len(), 2);
        let read: Vec<(String, String)> = procedure
            .steps()
            .map(|step| {
                (
                    inline_text(&step.text),
                    step.code_blocks(CodeRole::Command)[0].text.clone(),
                )
            })
            .collect();
        let expected = [
            ("Change branch", "git checkout <branch>"),
            ("Commit and push", "git commit -m \"<message>\"\ngit push"),
            ("Stop", "docker stop <id>"),
        ];
        assert_eq!(read, expected.map(|(a, b)| (a.to_string(), b.to_string())));
        let labels: Vec<String> = procedure.steps().map(Step::number_label).collect();
        assert_eq!(labels, ["1.1", "1.2", "2.1"]);
    }

    #[test]
    fn where_values_come_from_stays_readable() {
        let sheet = read(GIT, 1, "git");
        let tail = &procedure(&sheet).phases[0].tail;
        let BlockKind::Code(code) = &tail[0].kind else {
            panic!("code: {tail:?}");
        };
        assert!(code.text.starts_with("$ branch: git branch"));
        let from = |param: &Param| (param.name.clone(), param.from.clone());
        assert_eq!(
            sheet.params.iter().map(from).next().expect("one").0,
            "branch"
        );
        assert!(code.text.ends_with("@ common"));
        assert_eq!(tail[0].line, 11);
    }

    #[test]
    fn only_a_file_with_a_group_is_one() {
        assert!(looks_like_one(GIT));
        assert!(!looks_like_one("# a\nls\n"));
        assert!(!looks_like_one("%!PS\n"));
    }
}
