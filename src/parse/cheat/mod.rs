//! Cheat sheets (cheat/cheatsheets): blocks of comment lines and the commands they explain.

mod look;
mod stretch;

pub(super) use look::{looks_like_one, may_be_one};
use stretch::{Stretch, comment_mark, is_prose, stretches};

use super::command;
use super::markdown::Slugs;
use super::plain;
use crate::aid::{
    Block, BlockKind, CodeBlock, Heading, Inline, Part, Phase, Procedure, ProcedureKind, Step,
};

/// Reads a cheat sheet. `title` names the steps that no comment explains; `first_line` is the line
/// of the file on which `text` starts.
pub(super) fn read(text: &str, first_line: u32, syntax: Option<&str>, title: &str) -> Vec<Part> {
    let stretches = stretches(text, first_line, comment_mark(syntax));
    let mut sheet = Sheet {
        language: syntax.unwrap_or("sh"),
        title,
        slugs: Slugs::default(),
        phases: vec![Phase::default()],
    };
    let mut rest = stretches.iter().peekable();
    while let Some(stretch) = rest.next() {
        let explains_next =
            stretch.commands.is_empty() && rest.peek().is_some_and(|next| next.comments.is_empty());
        match rest.peek() {
            Some(next) if explains_next => {
                sheet.step(stretch, next);
                rest.next();
            }
            _ if stretch.commands.is_empty() => sheet.heading(stretch),
            _ if stretch.comments.is_empty() => sheet.uncommented(stretch),
            _ => sheet.step(stretch, stretch),
        }
    }
    sheet.finish()
}

/// A sheet being read.
struct Sheet<'a> {
    language: &'a str,
    title: &'a str,
    slugs: Slugs,
    phases: Vec<Phase>,
}

impl Sheet<'_> {
    fn heading(&mut self, stretch: &Stretch<'_>) {
        let mut text = comment_text(&stretch.comments);
        if text.is_empty() {
            // A lone `#`.
            return;
        }
        let anchor = self.slugs.anchor(&mut text);
        let heading = Heading {
            level: 2,
            text,
            anchor,
            line: stretch.line,
        };
        self.phases.push(Phase {
            heading: Some(heading),
            ..Phase::default()
        });
    }

    /// The comments of one stretch over the commands of another (or the same).
    fn step(&mut self, comments: &Stretch<'_>, commands: &Stretch<'_>) {
        let text = comment_text(&comments.comments);
        self.push_step(comments.line, text, commands);
    }

    /// Commands without a comment go on with the step before them.
    fn uncommented(&mut self, stretch: &Stretch<'_>) {
        let last = self
            .phases
            .last_mut()
            .and_then(|phase| phase.steps.last_mut());
        match last {
            Some(step) => step.blocks.push(unexplained(stretch, self.language)),
            None => {
                let text = vec![Inline::Text(self.title.to_string())];
                self.push_step(stretch.line, text, stretch);
            }
        }
    }

    fn push_step(&mut self, line: u32, text: Vec<Inline>, commands: &Stretch<'_>) {
        let Some(phase) = self.phases.last_mut() else {
            return;
        };
        phase.steps.push(Step {
            line,
            text,
            blocks: vec![code(commands, self.language)],
            ..Step::default()
        });
    }

    fn finish(self) -> Vec<Part> {
        let mut phases = self.phases;
        phases.retain(|phase| phase.heading.is_some() || !phase.steps.is_empty());
        number(&mut phases);
        if phases.is_empty() {
            return Vec::new();
        }
        vec![Part::Procedure(Procedure {
            kind: ProcedureKind::Pick,
            any_order: true,
            phases,
            ..Procedure::default()
        })]
    }
}

/// Numbers steps within their phase, and the phases that have steps when there are several.
pub(super) fn number(phases: &mut [Phase]) {
    let several = phases.iter().filter(|p| !p.steps.is_empty()).count() > 1;
    let with_steps = phases.iter_mut().filter(|phase| !phase.steps.is_empty());
    for (phase_number, phase) in (1..).zip(with_steps) {
        for (number, step) in (1..).zip(&mut phase.steps) {
            step.number = number;
            step.phase = several.then_some(phase_number);
        }
    }
}

/// What follows a step's commands without a comment: a sentence, more commands, or what they show.
fn unexplained(stretch: &Stretch<'_>, language: &str) -> Block {
    let text = stretch.commands.join(" ");
    if is_prose(&text) {
        return Block {
            line: stretch.command_line,
            kind: BlockKind::Paragraph(plain::inlines(&text)),
        };
    }
    // In a sheet for the shell its looks decide whether it is a command or output.
    code(stretch, if language == "sh" { "" } else { language })
}

fn code(stretch: &Stretch<'_>, language: &str) -> Block {
    let text = stretch.commands.join("\n");
    Block {
        line: stretch.command_line,
        kind: BlockKind::Code(code_block(language, text)),
    }
}

/// A block of commands, or of material where the language is no shell's.
pub(super) fn code_block(language: &str, text: String) -> CodeBlock {
    let mut code = CodeBlock {
        language: language.to_ascii_lowercase(),
        text,
        ..CodeBlock::default()
    };
    command::classify(&mut code);
    code
}

/// The text of comment lines: one paragraph, list-like lines on lines of their own.
fn comment_text(comments: &[&str]) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    let mut line = String::new();
    let last = comments.len().saturating_sub(1);
    for (index, comment) in comments.iter().enumerate() {
        let words = comment.trim();
        let words = words
            .strip_suffix(':')
            .filter(|_| index == last)
            .unwrap_or(words);
        if words.is_empty() {
            continue;
        }
        // A sentence may begin on a line of its own after one without a full stop.
        let begins = words.starts_with(char::is_uppercase) && !line.ends_with(['.', ',', ';', ':']);
        let listed = comment.starts_with(['\t', '-', '*', '<']) || comment.starts_with("  ");
        let own_line = listed || begins;
        if own_line && !(line.is_empty() && out.is_empty()) {
            out.extend(plain::inlines(&line));
            out.push(Inline::Break);
            line.clear();
        } else if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(words);
    }
    out.extend(plain::inlines(&line));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aid::inline_text;

    const SHEET: &str = "\
# To extract an archive:
tar -xvf <foo.tar>

# To extract a .tgz,
# wherever it is:
tar -xzf <foo.tgz>
tar -xzf <foo.tgz> -C <dir>

# Listing

# To list:

tar -tf <foo.tar>

tar -tvf <foo.tar>
";

    fn phases(text: &str, syntax: Option<&str>) -> Vec<Phase> {
        match read(text, 1, syntax, "tar").as_slice() {
            [Part::Procedure(procedure)] => {
                assert_eq!(procedure.kind, ProcedureKind::Pick);
                procedure.phases.clone()
            }
            other => panic!("one procedure: {other:?}"),
        }
    }

    fn texts(phase: &Phase) -> Vec<(String, Vec<String>)> {
        let blocks = |step: &Step| {
            let codes = step.blocks.iter().filter_map(|block| match &block.kind {
                BlockKind::Code(code) => Some(code.text.clone()),
                _ => None,
            });
            codes.collect()
        };
        let steps = phase.steps.iter();
        steps
            .map(|step| (inline_text(&step.text), blocks(step)))
            .collect()
    }

    #[test]
    fn comments_are_the_text_of_the_commands_below_them() {
        assert!(looks_like_one(
            "# To list:\nls\n\n# All:\nls -a\n\nls -la\n\n# Long\nls -l\n",
            None
        ));
        let phases = phases(SHEET, None);
        assert_eq!(phases.len(), 2);
        assert_eq!(
            texts(&phases[0]),
            [
                (
                    "To extract an archive".into(),
                    vec!["tar -xvf <foo.tar>".into()]
                ),
                (
                    "To extract a .tgz, wherever it is".into(),
                    vec!["tar -xzf <foo.tgz>\ntar -xzf <foo.tgz> -C <dir>".into()]
                ),
            ]
        );
        assert_eq!((phases[0].steps[1].line, phases[0].steps[1].number), (4, 2));
    }

    #[test]
    fn several_commands_under_a_comment_are_one_step_and_can_be_copied_one_by_one() {
        let phases = phases("# Archive:\ntar -x a \\\n  b\n# or\ntar -t\n", None);
        let commands = phases[0].steps[0].commands();
        let texts: Vec<&str> = commands.iter().map(|c| c.text.as_str()).collect();
        assert_eq!(texts, ["tar -x a \\\n  b", "tar -t"]);
        assert_eq!(commands[1].label.as_deref(), Some("or"));
    }

    #[test]
    fn a_lone_comment_is_a_heading_or_explains_bare_commands() {
        let phases = phases(SHEET, None);
        let heading = phases[1].heading.as_ref().expect("a heading");
        assert_eq!(
            (inline_text(&heading.text).as_str(), heading.line),
            ("Listing", 9)
        );
        assert_eq!(heading.anchor, "listing");
        let both = vec!["tar -tf <foo.tar>".into(), "tar -tvf <foo.tar>".into()];
        assert_eq!(texts(&phases[1]), [("To list".into(), both)]);
        assert_eq!(phases[1].steps[0].phase, Some(2));
    }

    #[test]
    fn commands_without_any_comment_are_named_by_the_sheet() {
        let phases = phases("tar -x\n", None);
        assert_eq!(texts(&phases[0]), [("tar".into(), vec!["tar -x".into()])]);
        assert_eq!(read("\n\n#\n", 1, None, "tar"), []);
    }

    #[test]
    fn a_sentence_below_commands_is_text_of_their_step() {
        let phases = phases("# List:\nls\n\nThis shows all the files.\n", None);
        let blocks = &phases[0].steps[0].blocks;
        assert!(
            matches!(blocks[1].kind, BlockKind::Paragraph(_)),
            "{blocks:?}"
        );
        assert_eq!(phases[0].steps[0].commands().len(), 1);
    }

    #[test]
    fn the_comment_mark_goes_by_the_syntax() {
        let phases = phases("-- All rows:\nSELECT * FROM t -- x\n", Some("sql"));
        let expected = ("All rows".into(), vec!["SELECT * FROM t -- x".into()]);
        assert_eq!(texts(&phases[0]), [expected]);
        assert!(looks_like_one("// Print:\nfmt.Println(1)\n", Some("go")));
    }

    #[test]
    fn explanations_in_several_lines_keep_them() {
        let phases = phases(
            "# Connect:\n#\t<ssid> -- the name\n#\t<pass> -- it\nnmcli d\n",
            None,
        );
        let text = &phases[0].steps[0].text;
        assert_eq!(text.iter().filter(|i| **i == Inline::Break).count(), 2);
    }
}
