//! What a page switches off: comments above a block, and `lint: {off: [...]}` in the front matter.

use super::page::Page;
use crate::diagnostic::{Code, Diagnostic, Position, Severity};

/// What a comment that switches a rule off starts with.
const MARK: &str = "<!-- jitt-ignore";

/// So many of a page count: more are no decisions.
const MOST: usize = 200;

/// Lines of one comment.
const LONGEST: usize = 40;

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
                    self.comments_in(page, line, text);
                }
            }
        }
    }

    /// The comments of one line; those in a code span are text.
    fn comments_in<'a>(&mut self, page: &Page<'a>, line: u32, text: &'a str) {
        for (at, _) in text.match_indices(MARK) {
            let (before, from) = text.split_at_checked(at).unwrap_or((text, ""));
            let is_code = before.matches('`').count() % 2 == 1;
            let comment = Comment::at(
                page,
                line,
                before,
                from.get(MARK.len()..).unwrap_or_default(),
            );
            let is_longer = comment
                .text
                .starts_with(|c: char| c.is_alphanumeric() || c == '-');
            if !is_code && !is_longer {
                self.comment(page, &comment);
            }
        }
    }

    fn comment(&mut self, page: &Page, comment: &Comment) {
        let at = comment.at;
        let (names, reason) = comment.text.split_once(':').unwrap_or((&comment.text, ""));
        let names = names
            .split([',', ' ', '\n'])
            .filter(|name| !name.is_empty());
        let (known, unknown): (Vec<&str>, Vec<&str>) = names
            .take(MOST)
            .partition(|name| Code::named(name).is_some());
        let codes: Vec<Code> = known.into_iter().filter_map(Code::named).collect();
        // Words without a colon are a reason more often than rules: one is enough to say so.
        if let Some(name) = unknown.first() {
            self.unknown(at, name);
        }
        if codes.is_empty() && unknown.is_empty() {
            let message = "it is not said which rule is switched off";
            self.findings
                .push(warning(at, message).with_help(written("vague")));
        } else if reason.trim().is_empty() {
            for code in codes {
                let name = code.name();
                let message = format!("{name} is not switched off: the reason is missing");
                self.findings
                    .push(warning(at, message).with_help(written(name)));
            }
        } else if self.spans.len() < MOST {
            let (first, last) = comment.reach(page);
            let room = MOST.saturating_sub(self.spans.len());
            let spans = codes.into_iter().map(|code| Span { code, first, last });
            self.spans.extend(spans.take(room));
        }
    }

    fn unknown(&mut self, at: Position, name: &str) {
        let message = format!("there is no rule {name:?} to switch off");
        let help = "jitt --explain all lists the rules; several stand with commas between them, the \
                    reason behind a colon";
        self.findings.push(warning(at, message).with_help(help));
    }
}

/// How a comment is written.
fn written(name: &str) -> String {
    format!("write it: {MARK} {name}: why this is right here -->")
}

fn warning(at: Position, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::Ignore, Severity::Warning, at, message)
}

/// The marks of a fence that a line opens.
fn fence_mark(line: &str) -> Option<&'static str> {
    ["```", "~~~"]
        .into_iter()
        .find(|mark| line.starts_with(mark))
}

/// A comment with what surrounds it.
struct Comment {
    at: Position,
    /// The line of its `-->`.
    end: u32,
    /// What stands between the mark and `-->`.
    text: String,
    /// Text or the mark of an item stands on its lines too: it is about that block.
    inside: bool,
}

impl Comment {
    /// The comment whose mark stands on `line` between `before` and `after`. One that is never closed
    /// ends with its line.
    fn at<'a>(page: &Page<'a>, line: u32, before: &str, after: &'a str) -> Comment {
        let column = u32::try_from(before.chars().count() + 1).unwrap_or(u32::MAX);
        let mut text = String::new();
        let mut comment = Comment {
            at: Position { line, column },
            end: line,
            text: after.to_string(),
            inside: !before.trim_start_matches([' ', '\t', '>']).is_empty(),
        };
        let lines = page.lines().skip(line as usize).take(LONGEST);
        for (number, part) in std::iter::once((line, after)).chain(lines) {
            match part.split_once("-->") {
                Some((part, rest)) => {
                    text.push_str(part);
                    comment.inside |= !rest.trim().is_empty();
                    comment.end = number;
                    comment.text = text;
                    break;
                }
                None => {
                    text.push_str(part);
                    text.push('\n');
                }
            }
        }
        comment
    }

    /// The lines it holds for: the block it stands in, else the one below it; below a heading all of
    /// its section, and from above all text also what stands in the front matter or is missing there.
    fn reach(&self, page: &Page) -> (u32, u32) {
        if self.inside {
            let first = opening_line(page, self.at.line);
            return (first, block_end(page, first, true));
        }
        let is_blank = |text: &str| text.trim().is_empty() || is_comment(text);
        let mut below = page.lines().skip(self.end as usize);
        let Some((first, text)) = below.find(|(_, text)| !is_blank(text)) else {
            return (self.end, self.end);
        };
        let mut above = page.lines().take(self.at.line as usize - 1);
        let opens = above.all(|(line, text)| line < page.body_line() || is_blank(text));
        let (first, last) = match heading_level(text) {
            Some(level) => (first, section_end(page, first, level)),
            None => (first, block_end(page, first, false)),
        };
        (if opens { 1 } else { first }, last)
    }
}

fn is_comment(text: &str) -> bool {
    text.trim_start_matches([' ', '\t', '>']).starts_with(MARK)
}

fn heading_level(text: &str) -> Option<usize> {
    let level = text.len() - text.trim_start_matches('#').len();
    let is_heading = (1..=6).contains(&level) && text.get(level..)?.starts_with(' ');
    is_heading.then_some(level)
}

/// The last line before the next heading of this level or a higher one.
fn section_end(page: &Page, heading: u32, level: usize) -> u32 {
    let mut fence: Option<&str> = None;
    let mut last = heading;
    for (line, text) in page.lines().skip(heading as usize) {
        let trimmed = text.trim_start();
        match fence {
            Some(mark) => fence = Some(mark).filter(|mark| !trimmed.starts_with(mark)),
            None if heading_level(text).is_some_and(|next| next <= level) => break,
            None => fence = fence_mark(trimmed),
        }
        last = line;
    }
    last
}

/// The line that opens the paragraph or item which a line belongs to.
fn opening_line(page: &Page, line: u32) -> u32 {
    let mut first = line;
    while first > page.body_line()
        && !opens_item(page.line(first))
        && !page.line(first - 1).trim().is_empty()
    {
        first -= 1;
    }
    first
}

/// Whether a line starts with the mark of an item.
fn opens_item(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\t', '>']);
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let behind = text.get(digits..).unwrap_or_default();
    let mark = match digits {
        0 => behind.strip_prefix(['-', '*', '+']),
        _ => behind.strip_prefix(['.', ')']),
    };
    mark.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The last line of the block that opens on `first`: before a blank line that is not followed by deeper
/// text, before the next item of the list around it (with `alone`, of its own list too), or the end of a
/// fence.
fn block_end(page: &Page, first: u32, alone: bool) -> u32 {
    let indent = |text: &str| text.len() - text.trim_start().len();
    let own = indent(page.line(first));
    let mut last = first;
    let mut fence: Option<&str> = fence_mark(page.line(first).trim_start());
    let mut after_blank = false;
    for (line, text) in page.lines().skip(first as usize) {
        let trimmed = text.trim_start();
        match fence {
            Some(mark) => fence = Some(mark).filter(|mark| !trimmed.starts_with(mark)),
            None if trimmed.is_empty() => {
                after_blank = true;
                continue;
            }
            None if after_blank && indent(text) <= own => break,
            None if indent(text) < own + usize::from(alone) && opens_item(text) => break,
            None => fence = fence_mark(trimmed),
        }
        (last, after_blank) = (line, false);
    }
    last
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::lint::testing::{findings, hits, hits_strictly};

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
    fn a_comment_inside_an_item_or_a_paragraph_covers_that_alone() {
        let off = "<!-- jitt-ignore todo: later -->";
        for page in [
            format!("1. Go.\n2. {off}\n   TODO\n3. TODO\n"),
            format!("1. Go.\n2. TODO {off}\n\n   TODO\n3. TODO\n"),
            format!("1. Go.\n2. Do\n   TODO {off}\n3. TODO\n"),
            format!("1. Go.\n2. Do:\n\n   {off}\n   TODO\n5. TODO\n"),
            format!("> - {off}\n>   TODO\n> - TODO\n"),
        ] {
            let last = page.trim_end().matches('\n').count() as u32 + 1;
            assert_eq!(hits(Code::Todo, &page), [last], "{page}");
        }
        let page = format!("Text\nTODO.\nMore. {off}\n\nTODO\n");
        assert_eq!(hits(Code::Todo, &page), [5]);
    }

    #[test]
    fn a_comment_above_a_heading_covers_its_section_and_above_the_title_the_page() {
        let off = "<!-- jitt-ignore todo: later -->";
        let page = format!("# A\n\n{off}\n## B\n\nTODO\n\n### C\n\nTODO\n\n## D\n\nTODO\n");
        assert_eq!(hits(Code::Todo, &page), [14]);
        assert_eq!(hits(Code::Todo, &format!("{off}\n\n{page}")), []);
        let off = "<!-- jitt-ignore missing-meta: a note -->";
        for page in [
            format!("{off}\n\n# A\n\n1. Go.\n"),
            format!("---\ntitle: A\n---\n{off}\n1. Go.\n"),
            format!("{off}\n1. Go.\n"),
        ] {
            assert_eq!(hits_strictly(Code::MissingMeta, &page), [], "{page}");
        }
    }

    #[test]
    fn a_comment_may_name_several_rules_and_run_over_several_lines() {
        for off in [
            "<!-- jitt-ignore todo, vague: the vendor says -->",
            "<!-- jitt-ignore vague todo: the vendor\nsays -->",
        ] {
            let page = format!("{off}\n1. TODO as needed.\n");
            assert_eq!(hits(Code::Todo, &page), [], "{page}");
            assert_eq!(hits(Code::Vague, &page), [], "{page}");
            assert_eq!(hits(Code::Ignore, &page), [], "{page}");
        }
        for (off, count) in [
            ("<!-- jitt-ignore todo because of it -->", 2),
            ("<!-- jitt-ignore -->", 1),
            ("<!-- jitt-ignore: why -->", 1),
            ("`<!-- jitt-ignore x -->` is how", 0),
            ("<!-- jitt-ignored -->", 0),
        ] {
            let found = findings(off, false).into_iter();
            let own = found.filter(|finding| finding.code == Code::Ignore);
            assert_eq!(own.count(), count, "{off}");
        }
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
