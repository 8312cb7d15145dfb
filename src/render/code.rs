//! Code blocks: commands one by one without their prompts, comments and output told apart from them.

use std::ops::Range;

use super::page::Page;
use super::sanitize::visible_code;
use super::{Fold, Role};
use crate::aid::placeholder::{self, Filled};
use crate::aid::{CodeBlock, CodeRole, Command};

/// A stretch of a command block.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    /// The command at this index within the block.
    Command(usize, &'a Command),
    /// A comment line, with its `#`.
    Comment(&'a str),
    /// A line between the commands that is neither: what they show.
    Output(&'a str),
    /// An empty line.
    Blank,
}

/// Writes `code`; `first_command` is the index of its first command within the step, none outside.
pub(super) fn write(page: &mut Page, code: &CodeBlock, first_command: Option<usize>) {
    match code.role {
        CodeRole::Output => page.output(&visible_code(&code.text)),
        CodeRole::Material => page.code(&visible_code(&code.text), Role::Code, None),
        CodeRole::Command if code.commands.is_empty() => {
            page.code(&visible_code(&code.text), Role::Command, None);
        }
        CodeRole::Command => {
            for piece in pieces(code) {
                write_piece(page, &piece, first_command);
            }
        }
    }
}

/// Writes a command with what is filled into it.
pub(super) fn write_command(page: &mut Page, command: &Command, index: Option<usize>) {
    let (text, marks) = shown(&command.filled(page.view.values));
    page.marked_code(&text, Role::Command, &marks, index);
}

/// A command as it may be seen, sanitized, and what of it is to be filled in or was.
pub(super) fn shown(filled: &Filled) -> (String, Vec<(Range<usize>, Role)>) {
    let filled = filled.shown();
    let visible = |range: Range<usize>| visible_code(filled.text.get(range).unwrap_or_default());
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut done = 0;
    for (range, piece) in &filled.pieces {
        text.push_str(&visible(done..range.start));
        let start = text.len();
        text.push_str(&visible(range.clone()));
        let role = match piece {
            placeholder::Piece::Open(_) => Role::Placeholder,
            placeholder::Piece::Value | placeholder::Piece::Secret => Role::Value,
        };
        marks.push((start..text.len(), role));
        done = range.end;
    }
    text.push_str(&visible(done..filled.text.len()));
    (text, marks)
}

fn write_piece(page: &mut Page, piece: &Piece, first_command: Option<usize>) {
    match *piece {
        Piece::Command(index, command) => {
            let index = first_command.map(|first| first + index);
            write_command(page, command, index);
        }
        Piece::Comment(text) => page.code(&visible_code(text), Role::Comment, None),
        Piece::Output(_) | Piece::Blank if page.view.fold == Fold::Commands => {}
        Piece::Output(text) => page.output(&visible_code(text)),
        Piece::Blank => page.code("", Role::Command, None),
    }
}

/// The block in the order it is written. Where its commands cannot be found again in its text, they
/// alone are shown, each with its label.
fn pieces(code: &CodeBlock) -> Vec<Piece<'_>> {
    let lines: Vec<&str> = code.text.lines().collect();
    let mut pieces = Vec::new();
    let mut next = 0;
    for (index, command) in code.commands.iter().enumerate() {
        let wanted: Vec<&str> = command.text.lines().collect();
        let found = (next..lines.len()).find(|at| starts_command(&lines, *at, &wanted));
        let Some(at) = found else {
            return only_commands(code);
        };
        between(lines.get(next..at).unwrap_or_default(), &mut pieces);
        pieces.push(Piece::Command(index, command));
        next = at + wanted.len();
    }
    between(lines.get(next..).unwrap_or_default(), &mut pieces);
    while pieces.last() == Some(&Piece::Blank) {
        pieces.pop();
    }
    pieces
}

fn only_commands(code: &CodeBlock) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for (index, command) in code.commands.iter().enumerate() {
        pieces.extend(command.label.as_deref().map(Piece::Comment));
        pieces.push(Piece::Command(index, command));
    }
    pieces
}

fn between<'a>(lines: &[&'a str], pieces: &mut Vec<Piece<'a>>) {
    for line in lines {
        pieces.push(match line.trim_start() {
            "" => Piece::Blank,
            text if text.starts_with('#') || text.starts_with("//") => Piece::Comment(line),
            _ => Piece::Output(line),
        });
    }
}

/// Whether the lines from `at` are the command `wanted`, each perhaps behind a prompt.
fn starts_command(lines: &[&str], at: usize, wanted: &[&str]) -> bool {
    !wanted.is_empty()
        && wanted.iter().enumerate().all(|(offset, wanted)| {
            lines.get(at + offset).is_some_and(|line| {
                line.trim_end()
                    .strip_suffix(wanted.trim_end())
                    .is_some_and(|prompt| {
                        let prompt = prompt.trim();
                        prompt.is_empty()
                            || prompt == "..."
                            || prompt.ends_with(['$', '#', '%', '>'])
                    })
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str, commands: &[&str]) -> CodeBlock {
        CodeBlock {
            text: text.into(),
            role: CodeRole::Command,
            commands: commands
                .iter()
                .map(|text| Command {
                    text: text.to_string(),
                    ..Command::default()
                })
                .collect(),
            ..CodeBlock::default()
        }
    }

    #[test]
    fn output_between_prompts_is_told_apart_from_the_commands() {
        let block = block(
            "$ df -h\nFilesystem  Size\n\n# then\n$ for x in a; do\n>   echo $x\n> done\na",
            &["df -h", "for x in a; do\n  echo $x\ndone"],
        );
        assert_eq!(
            pieces(&block),
            [
                Piece::Command(0, &block.commands[0]),
                Piece::Output("Filesystem  Size"),
                Piece::Blank,
                Piece::Comment("# then"),
                Piece::Command(1, &block.commands[1]),
                Piece::Output("a"),
            ]
        );
    }

    #[test]
    fn commands_that_are_not_in_the_text_are_shown_all_the_same() {
        let block = block("something else", &["df -h", "du -s"]);
        assert_eq!(
            pieces(&block),
            [
                Piece::Command(0, &block.commands[0]),
                Piece::Command(1, &block.commands[1])
            ]
        );
    }
}
