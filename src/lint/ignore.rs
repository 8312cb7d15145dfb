//! What a page switches off: comments above a block, and `lint: {off: [...]}` in the front matter.

use super::page::Page;
use crate::diagnostic::{Code, Diagnostic, Position, Severity};

/// What a comment that switches a rule off starts with.
const MARK: &str = "<!-- jitt-ignore";

/// So many of a page count: more are no decisions.
const MOST: usize = 200;

/// What is switched off where.
pub(super) struct Ignored {
    whole_page: Vec<Code>,
    spans: Vec<Span>,
    /// Comments and names that switch nothing off.
    pub findings: Vec<Diagnostic>,
}

/// A rule switched off from one line to another, both included.
struct Span {
    code: Code,
    first: u32,
    last: u32,
}

impl Ignored {
    /// Reads the comments and the front matter of a page.
    pub fn of(page: &Page) -> Ignored {
        let mut ignored = Ignored {
            whole_page: Vec::new(),
            spans: Vec::new(),
            findings: Vec::new(),
        };
        ignored.front_matter(page);
        ignored.comments(page);
        ignored
    }

    /// Whether a finding is switched off.
    pub fn covers(&self, finding: &Diagnostic) -> bool {
        let line = finding.at.line;
        let here =
            |span: &Span| span.code == finding.code && (span.first..=span.last).contains(&line);
        self.whole_page.contains(&finding.code) || self.spans.iter().any(here)
    }

    fn front_matter(&mut self, page: &Page) {
        for name in page.aid.meta.lint_off.iter().take(MOST) {
            match Code::named(name) {
                Some(code) => self.whole_page.push(code),
                None => {
                    let line = page.key_line(&["lint"]).unwrap_or(1);
                    self.unknown(page.place(line, name), name);
                }
            }
        }
    }

    fn comments(&mut self, page: &Page) {
        let mut fence: Option<&str> = None;
        for (line, text) in page.lines().skip(page.body_line() as usize - 1) {
            let trimmed = text.trim_start();
            match fence {
                Some(mark) if trimmed.starts_with(mark) => fence = None,
                Some(_) => {}
                None => {
                    fence = fence_mark(trimmed);
                    if let Some(comment) = trimmed.strip_prefix(MARK) {
                        let column = text.len() - trimmed.len() + 1;
                        let column = u32::try_from(column).unwrap_or(u32::MAX);
                        self.comment(page, Position { line, column }, comment);
                    }
                }
            }
        }
    }

    /// `comment` is what stands behind the mark.
    fn comment(&mut self, page: &Page, at: Position, comment: &str) {
        let inner = comment.split("-->").next().unwrap_or_default().trim();
        let (name, reason) = inner.split_once(':').unwrap_or((inner, ""));
        let Some(code) = Code::named(name) else {
            self.unknown(at, name.trim());
            return;
        };
        if reason.trim().is_empty() {
            let message = format!("{} is not switched off: the reason is missing", code.name());
            let help = format!(
                "write it: {MARK} {}: why this is right here -->",
                code.name()
            );
            self.findings.push(warning(at, message).with_help(help));
            return;
        }
        if self.spans.len() == MOST {
            return;
        }
        let (first, last) = block_below(page, at.line);
        self.spans.push(Span { code, first, last });
    }

    fn unknown(&mut self, at: Position, name: &str) {
        let message = format!("there is no rule {name:?} to switch off");
        let help = "jitt --explain all lists the rules";
        self.findings.push(warning(at, message).with_help(help));
    }
}

fn warning(at: Position, message: String) -> Diagnostic {
    Diagnostic::new(Code::Ignore, Severity::Warning, at, message)
}

/// The marks of a fence that a line opens.
fn fence_mark(line: &str) -> Option<&'static str> {
    ["```", "~~~"]
        .into_iter()
        .find(|mark| line.starts_with(mark))
}

/// The first and last line of the block below a line: up to a blank line that is not followed by
/// deeper text, or to the end of a fence.
fn block_below(page: &Page, line: u32) -> (u32, u32) {
    let is_comment = |text: &str| text.trim_start().starts_with(MARK);
    let mut below = page
        .lines()
        .skip(line as usize)
        .skip_while(|(_, text)| text.trim().is_empty() || is_comment(text))
        .peekable();
    let Some(&(first, opening)) = below.peek() else {
        return (line, line);
    };
    let indent = |text: &str| text.len() - text.trim_start().len();
    let own = indent(opening);
    let mut last = first;
    let mut fence: Option<&str> = None;
    let mut after_blank = false;
    for (line, text) in below {
        let trimmed = text.trim_start();
        match fence {
            Some(mark) => fence = Some(mark).filter(|mark| !trimmed.starts_with(mark)),
            None if trimmed.is_empty() => {
                after_blank = true;
                continue;
            }
            None if after_blank && indent(text) <= own => break,
            None => fence = fence_mark(trimmed),
        }
        (last, after_blank) = (line, false);
    }
    (first, last)
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::lint::testing::hits;

    const ASKS: &str = "1. Go.\n2. TODO\n\n3. TODO\n";

    #[test]
    fn a_comment_with_a_reason_covers_the_block_below_it_alone() {
        let off = "<!-- jitt-ignore todo: the vendor still owes us this -->\n";
        assert_eq!(
            hits(Code::Todo, &format!("TODO\n\n{off}TODO\nTODO\n\nTODO\n")),
            [1, 7]
        );
        assert_eq!(hits(Code::Todo, &format!("{off}{ASKS}")), [5]);
    }

    #[test]
    fn a_comment_without_a_reason_or_with_an_unknown_name_covers_nothing_and_is_said() {
        for comment in ["<!-- jitt-ignore todo -->", "<!-- jitt-ignore todo: -->"] {
            let page = format!("{comment}\nTODO\n");
            assert_eq!(hits(Code::Todo, &page), [2]);
            assert_eq!(hits(Code::Ignore, &page), [1]);
        }
        assert_eq!(
            hits(Code::Ignore, "<!-- jitt-ignore tudo: later -->\n"),
            [1]
        );
    }

    #[test]
    fn a_comment_inside_a_fence_is_text() {
        let page = "```\n<!-- jitt-ignore todo -->\n```\n";
        assert_eq!(hits(Code::Ignore, page), []);
    }

    #[test]
    fn front_matter_switches_a_rule_off_for_the_whole_page() {
        let page = format!("---\nlint: {{off: [todo]}}\n---\n{ASKS}");
        assert_eq!(hits(Code::Todo, &page), []);
        let page = format!("---\nlint: {{off: [tudo]}}\n---\n{ASKS}");
        assert_eq!(hits(Code::Todo, &page), [5, 7]);
        assert_eq!(hits(Code::Ignore, &page), [2]);
    }
}
