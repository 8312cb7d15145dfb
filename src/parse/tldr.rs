//! tldr pages: a title, a quote, then examples and commands in turn.
//!
//! The form is strict (tldr-pages' own linter holds all 7,424 English pages to it), so it is
//! recognised exactly: a page that departs from it anywhere is Markdown.

use super::plain;
use crate::aid::{
    Block, BlockKind, CodeBlock, CodeRole, Command, Inline, Part, Phase, Procedure, ProcedureKind,
    Section, Step,
};

/// A tldr page's title, what its quote says, and its body.
#[derive(Debug, PartialEq)]
pub(super) struct Page {
    /// The heading.
    pub(super) title: String,
    /// The quote without "More information" and "See also".
    pub(super) summary: String,
    /// The commands after "See also".
    pub(super) related: Vec<String>,
    /// The quote as text, then one procedure with a step for each example.
    pub(super) parts: Vec<Part>,
}

/// What a line of a tldr page is.
enum Line<'a> {
    Title(&'a str),
    Quote(&'a str),
    Example(&'a str),
    Command(&'a str),
}

/// Reads `text` as a tldr page, if it is one in every line. `first_line` is its line in the file.
pub(super) fn read(text: &str, first_line: u32) -> Option<Page> {
    let mut title = None;
    let mut quote = Vec::new();
    let mut steps = Vec::new();
    let mut example = None;
    for (number, line) in (first_line..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        match Line::of(line)? {
            Line::Title(words) if title.is_none() => title = Some(words),
            Line::Quote(words) if title.is_some() && steps.is_empty() && example.is_none() => {
                quote.push((number, words));
            }
            Line::Example(words) if !quote.is_empty() && example.is_none() => {
                example = Some((number, words));
            }
            Line::Command(code) => {
                let (above, words) = example.take()?;
                steps.push(step(steps.len(), above, words, number, code));
            }
            _ => return None,
        }
    }
    if example.is_some() || steps.is_empty() {
        return None;
    }
    Some(page(title?, &quote, steps))
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Option<Line<'a>> {
        let line = line.trim_end();
        if let Some(title) = line.strip_prefix("# ") {
            Some(Line::Title(title.trim()))
        } else if let Some(quote) = line.strip_prefix('>') {
            Some(Line::Quote(quote.trim()))
        } else if let Some(example) = line.strip_prefix("- ") {
            example
                .ends_with(':')
                .then(|| Line::Example(example.trim()))
        } else {
            code_span(line).map(Line::Command)
        }
    }
}

/// The code of a line that is one code span.
fn code_span(line: &str) -> Option<&str> {
    let code = line.trim_start_matches('`');
    let fence = line.get(..line.len() - code.len())?;
    let code = code.strip_suffix(fence)?;
    let one_span = !fence.is_empty() && !code.contains(fence) && !code.trim().is_empty();
    // A span that itself starts or ends with a backtick is padded with a space on both sides.
    let padded = code
        .strip_prefix(' ')
        .and_then(|code| code.strip_suffix(' '));
    one_span.then(|| padded.unwrap_or(code))
}

fn page(title: &str, quote: &[(u32, &str)], steps: Vec<Step>) -> Page {
    let (about, notes): (Vec<_>, Vec<_>) = quote.iter().copied().partition(|(_, line)| {
        !line.starts_with("More information:") && !line.starts_with("See also:")
    });
    let described: Vec<&str> = about.iter().map(|(_, line)| *line).collect();
    let described = described.join(" ");
    let related = notes
        .iter()
        .filter_map(|(_, line)| line.strip_prefix("See also:"))
        .flat_map(code_spans)
        .collect();
    let mut blocks = Vec::new();
    if let Some((line, _)) = about.first() {
        blocks.push(paragraph(*line, &described));
    }
    blocks.extend(notes.iter().map(|(line, words)| paragraph(*line, words)));
    let procedure = Procedure {
        kind: ProcedureKind::Pick,
        any_order: true,
        phases: vec![Phase {
            steps,
            ..Phase::default()
        }],
        ..Procedure::default()
    };
    Page {
        title: crate::aid::inline_text(&plain::inlines(title)),
        summary: crate::aid::inline_text(&plain::inlines(&described)),
        related,
        parts: vec![
            Part::Text(Section {
                blocks,
                ..Section::default()
            }),
            Part::Procedure(procedure),
        ],
    }
}

fn step(before: usize, line: u32, words: &str, command_line: u32, code: &str) -> Step {
    let words = words.strip_suffix(':').unwrap_or(words);
    let code = literal_braces(code);
    let block = CodeBlock {
        language: "sh".to_string(),
        text: code.clone(),
        role: CodeRole::Command,
        commands: vec![Command {
            text: code,
            ..Command::default()
        }],
    };
    Step {
        number: u32::try_from(before + 1).unwrap_or(u32::MAX),
        line,
        text: without_mnemonics(plain::inlines(words)),
        blocks: vec![Block {
            line: command_line,
            kind: BlockKind::Code(block),
        }],
        ..Step::default()
    }
}

fn paragraph(line: u32, words: &str) -> Block {
    Block {
        line,
        kind: BlockKind::Paragraph(plain::inlines(words)),
    }
}

/// `\{\{` and `\}\}` stand for braces that are no placeholder.
fn literal_braces(code: &str) -> String {
    if !code.contains('\\') {
        return code.to_string();
    }
    code.replace("\\{\\{", "{{").replace("\\}\\}", "}}")
}

/// `E[x]tract` is "Extract" with the letter of its option marked.
fn without_mnemonics(inlines: Vec<Inline>) -> Vec<Inline> {
    inlines
        .into_iter()
        .map(|inline| match inline {
            Inline::Text(text) => Inline::Text(without_letter_marks(text)),
            other => other,
        })
        .collect()
}

fn without_letter_marks(text: String) -> String {
    if !text.contains('[') {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        // Up to the next bracket of either kind, so that a run of `[` is not searched to its end.
        let inner = after.find(['[', ']']).and_then(|at| {
            let (letters, rest) = after.split_at_checked(at)?;
            Some((letters, rest.strip_prefix(']')?))
        });
        rest = match inner {
            Some((letters, following)) if is_mark(&out, letters, following) => {
                out.push_str(letters);
                following
            }
            _ => {
                out.push('[');
                after
            }
        };
    }
    out.push_str(rest);
    out
}

/// Whether bracketed letters are part of a word: something of it stands before or after.
fn is_mark(before: &str, letters: &str, after: &str) -> bool {
    let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    // Two marks in a row (`g[un][z]ip`) touch each other's bracket.
    let touches = in_word(before.chars().next_back())
        || in_word(after.chars().next())
        || after.starts_with('[');
    touches && !letters.is_empty() && letters.chars().all(char::is_alphanumeric)
}

fn code_spans(text: &str) -> Vec<String> {
    plain::inlines(text)
        .into_iter()
        .filter_map(|inline| match inline {
            Inline::Code(code) => Some(code),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aid::inline_text;

    const TAR: &str = "\
# tar

> Archiving utility.
> Often combined with `gzip`.
> See also: `zip`, `xcodes runtimes`.
> More information: <https://www.gnu.org/tar>.

- [c]reate a g[z]ipped archive:

`tar czf {{path/to/target.tar.gz}}`

- E[x]tract a `[f]ile` [optional]:

`tar xvf '\\{\\{.ID\\}\\}'`
";

    fn steps(page: &Page) -> Vec<Step> {
        let mut steps = Vec::new();
        for part in &page.parts {
            if let Part::Procedure(procedure) = part {
                assert_eq!(procedure.kind, ProcedureKind::Pick);
                assert!(procedure.any_order);
                steps.extend(procedure.steps().cloned());
            }
        }
        steps
    }

    #[test]
    fn every_example_is_a_step_with_its_command() {
        let page = read(TAR, 1).expect("a tldr page");
        assert_eq!(page.title, "tar");
        let steps = steps(&page);
        assert_eq!(steps.len(), 2);
        assert_eq!(inline_text(&steps[0].text), "create a gzipped archive");
        assert_eq!(inline_text(&steps[1].text), "Extract a [f]ile [optional]");
        assert_eq!((steps[0].line, steps[1].line), (8, 12));
        assert_eq!((steps[0].number, steps[1].number), (1, 2));
        let commands: Vec<&str> = steps
            .iter()
            .flat_map(Step::commands)
            .map(|command| command.text.as_str())
            .collect();
        assert_eq!(
            commands,
            ["tar czf {{path/to/target.tar.gz}}", "tar xvf '{{.ID}}'"]
        );
    }

    #[test]
    fn the_quote_gives_summary_related_and_text_with_the_link() {
        let page = read(TAR, 1).expect("a tldr page");
        assert_eq!(page.summary, "Archiving utility. Often combined with gzip.");
        assert_eq!(page.related, ["zip", "xcodes runtimes"]);
        let Some(Part::Text(text)) = page.parts.first() else {
            panic!("the quote comes first");
        };
        let links: Vec<&str> = text
            .blocks
            .iter()
            .filter_map(|block| match &block.kind {
                BlockKind::Paragraph(inlines) => Some(inlines),
                _ => None,
            })
            .flatten()
            .filter_map(|inline| match inline {
                Inline::Link { target, .. } => Some(target.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(links, ["https://www.gnu.org/tar"]);
    }

    #[test]
    fn a_command_with_backticks_of_its_own_is_whole() {
        let page = read("# a\n\n> b.\n\n- Do:\n\n`` echo `date` ``\n", 1).expect("a tldr page");
        assert_eq!(steps(&page)[0].commands()[0].text, "echo `date`");
    }

    #[test]
    fn a_page_that_departs_from_the_form_is_markdown() {
        for page in [
            "",
            "# a\n",
            "# a\n\n> b\n",
            "# a\n\n- Do:\n\n`x`\n",
            "# a\n\n> b\n\n- Do\n\n`x`\n",
            "# a\n\n> b\n\n- Do:\n\n- And:\n\n`x`\n",
            "# a\n\n> b\n\n- Do:\n\n`x`\n\n`y`\n",
            "# a\n\n> b\n\n- Do:\n\n`x` and `y`\n",
            "# a\n\n> b\n\n- Do:\n\n`x`\n\n## more\n",
            "# a\n\n> b\n\n- Do:\n\n`x`\n\nText.\n",
            "# a\n\n> b\n\n- Do:\n\n`x`\n\n- Left over:\n",
            "> b\n\n- Do:\n\n`x`\n",
        ] {
            assert_eq!(read(page, 1), None, "{page:?}");
        }
    }
}
