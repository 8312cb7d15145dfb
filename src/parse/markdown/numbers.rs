//! Steps numbered by hand, in forms that are no list in Markdown: `Step 1. x`, `1 - x`, `(1) x`,
//! `1.x`, and `1\. x`, which wikis export.

use std::borrow::Cow;
use std::ops::Range;

use super::realign::{TAB, columns, marked};

/// Words that stand before a step's number.
const STEP: &[&str] = &[
    "step",
    "schritt",
    "étape",
    "paso",
    "passo",
    "passaggio",
    "stap",
];

/// Most digits of a number.
const DIGITS: usize = 3;

/// How a number is written; only numbers of one form make a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `Step 1. x`, `Step 1: x`.
    Word,
    /// `1\. x`.
    Escaped,
    /// `(1) x`.
    Bracketed,
    /// `1 - x`.
    Dashed,
    /// `1.x`.
    Close,
}

/// A numbered line.
struct Numbered {
    row: usize,
    form: Form,
    number: u64,
    /// Bytes of the line up to its text.
    length: usize,
}

/// The text with numbered lines as items of a list, where two or more of one form number on from 0 or
/// 1 at the start of paragraphs, under one heading. Indented code below such a line moves into its item,
/// where its own indent would no longer make it code. `code` finds the code blocks and spans.
pub(super) fn as_lists(
    text: Cow<'_, str>,
    code: impl Fn(&str) -> Vec<Range<usize>>,
) -> Cow<'_, str> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let found: Vec<Numbered> = numbered_lines(&lines);
    if found.len() < 2 {
        return text;
    }
    let starts = starts(&lines);
    let ranges = code(&text);
    let outside = |numbered: &Numbered| {
        let start = starts.get(numbered.row).copied().unwrap_or_default();
        let next = ranges.partition_point(|range| range.end <= start);
        ranges.get(next).is_none_or(|range| range.start > start)
    };
    let found: Vec<Numbered> = found.into_iter().filter(outside).collect();
    let mut items = sequences(&lines, &found).into_iter().peekable();
    if items.peek().is_none() {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut below = Below::default();
    for (row, (line, start)) in lines.iter().zip(starts).enumerate() {
        match items.next_if(|item| item.row == row) {
            Some(item) => {
                let mark = format!("{}. ", item.number);
                out.push_str(&mark);
                out.push_str(line.get(item.length..).unwrap_or_default());
                below = Below::item(mark.len());
            }
            None if below.moves(line, start, &ranges) => {
                let item = below.item.unwrap_or_default();
                out.push_str(&" ".repeat(item + TAB));
                out.push_str(behind_tab_stop(line));
            }
            None => out.push_str(line),
        }
    }
    Cow::Owned(out)
}

/// What the lines below a numbered one leave open.
#[derive(Default)]
struct Below {
    /// The column where the item's text starts, as long as lines can belong to it.
    item: Option<usize>,
    /// The last line was blank.
    apart: bool,
    /// Where the indented code ends that moves.
    code: usize,
}

impl Below {
    fn item(text: usize) -> Below {
        Below {
            item: Some(text),
            ..Below::default()
        }
    }

    /// Whether the line, which starts at the byte `start`, is indented code that the item would take
    /// for text. `ranges` are those of the code as it stands outside of a list.
    fn moves(&mut self, line: &str, start: usize, ranges: &[Range<usize>]) -> bool {
        let Some(item) = self.item else {
            return false;
        };
        if line.trim().is_empty() {
            self.apart = true;
            return false;
        }
        let first = start + (line.len() - line.trim_start().len());
        let at = ranges.partition_point(|range| range.end <= first);
        let range = ranges.get(at).filter(|range| range.start <= first);
        if self.apart && columns(line) >= TAB {
            // A range that starts further up is that of a fenced block.
            let indented = range.filter(|range| range.start >= start);
            self.code = indented.map_or(self.code, |range| range.end);
        }
        let moves = first < self.code;
        if !moves && range.is_none_or(|range| range.start >= start) {
            let out = columns(line) < item && (self.apart || interrupts(line));
            // Code in a list of its own stands as deep as that wants it.
            if out || marked(line).is_some() {
                self.item = None;
            }
        }
        self.apart = false;
        moves
    }
}

/// Whether a line ends the paragraph above it.
fn interrupts(line: &str) -> bool {
    is_heading(line) || is_fence(line) || line.trim_start().starts_with(['>', '<'])
}

/// The line without the white space that makes it code.
fn behind_tab_stop(line: &str) -> &str {
    let space = line.bytes().take(TAB).position(|byte| byte != b' ');
    match space {
        Some(at) if line.as_bytes().get(at) == Some(&b'\t') => line.get(at + 1..),
        Some(at) => line.get(at..),
        None => line.get(TAB..),
    }
    .unwrap_or_default()
}

/// The numbered lines that start a paragraph, or follow one that does.
fn numbered_lines(lines: &[&str]) -> Vec<Numbered> {
    let mut found = Vec::new();
    let mut opens = true;
    for (row, line) in lines.iter().enumerate() {
        let numbered = opens.then(|| numbered(line)).flatten();
        opens = numbered.is_some() || line.trim().is_empty() || is_heading(line) || is_fence(line);
        let underlined = || lines.get(row + 1).is_some_and(|next| is_underline(next));
        if let Some((form, number, length)) = numbered.filter(|_| !underlined()) {
            found.push(Numbered {
                row,
                form,
                number,
                length,
            });
        }
    }
    found
}

/// Those of the lines that number on.
fn sequences<'a>(lines: &[&str], found: &'a [Numbered]) -> Vec<&'a Numbered> {
    let mut kept = Vec::new();
    let mut run: Vec<&Numbered> = Vec::new();
    for numbered in found {
        let goes_on = run.last().is_some_and(|last| {
            let between = lines.get(last.row + 1..numbered.row).unwrap_or_default();
            last.form == numbered.form
                && last.number + 1 == numbered.number
                && !between.iter().any(|line| is_heading(line))
        });
        if !goes_on {
            keep(&mut run, &mut kept);
        }
        if goes_on || numbered.number <= 1 {
            run.push(numbered);
        }
    }
    keep(&mut run, &mut kept);
    kept
}

fn keep<'a>(run: &mut Vec<&'a Numbered>, kept: &mut Vec<&'a Numbered>) {
    if run.len() >= 2 {
        kept.append(run);
    }
    run.clear();
}

/// Form, number and length of what stands before a line's text.
fn numbered(line: &str) -> Option<(Form, u64, usize)> {
    let body = line.trim_start_matches(' ');
    if line.len() - body.len() > 3 {
        return None;
    }
    let (form, number, text) = worded(body)
        .or_else(|| bracketed(body))
        .or_else(|| plain(body))?;
    let text = text.trim_start_matches([' ', '\t']);
    (!text.trim().is_empty()).then_some((form, number, line.len() - text.len()))
}

fn worded(body: &str) -> Option<(Form, u64, &str)> {
    let (word, behind) = body.split_once(' ')?;
    let (number, rest) = digits(behind)?;
    if !STEP.contains(&word.to_lowercase().as_str()) {
        return None;
    }
    let text = rest.strip_prefix(['.', ':', ')']).or_else(|| dash(rest))?;
    text.starts_with(' ').then_some((Form::Word, number, text))
}

fn bracketed(body: &str) -> Option<(Form, u64, &str)> {
    let (number, rest) = digits(body.strip_prefix('(')?)?;
    let text = rest.strip_prefix(") ")?;
    Some((Form::Bracketed, number, text))
}

fn plain(body: &str) -> Option<(Form, u64, &str)> {
    let (number, rest) = digits(body)?;
    if let Some(text) = rest
        .strip_prefix("\\. ")
        .or_else(|| rest.strip_prefix("\\) "))
    {
        return Some((Form::Escaped, number, text));
    }
    if let Some(text) = dash(rest) {
        return text
            .starts_with(' ')
            .then_some((Form::Dashed, number, text));
    }
    let text = rest.strip_prefix(['.', ')'])?;
    let letter = |c: char| c.is_alphabetic() || matches!(c, '`' | '*' | '[');
    let close = text.starts_with(letter);
    close.then_some((Form::Close, number, text))
}

/// The text behind ` - `, its space kept.
fn dash(rest: &str) -> Option<&str> {
    rest.strip_prefix(' ')?.strip_prefix(['-', '–', '—'])
}

fn digits(text: &str) -> Option<(u64, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let count = text.len() - rest.len();
    let number = text.get(..count)?.parse().ok()?;
    (1..=DIGITS).contains(&count).then_some((number, rest))
}

/// The offset of each line.
fn starts(lines: &[&str]) -> Vec<usize> {
    let ends = lines.iter().scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some(start)
    });
    ends.collect()
}

fn is_heading(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with('#') || is_underline(line)
}

/// The line below a heading that is underlined.
fn is_underline(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && (line.chars().all(|c| c == '=') || line.chars().all(|c| c == '-'))
}

fn is_fence(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("```") || line.starts_with("~~~")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(text: &str) -> String {
        as_lists(Cow::Borrowed(text), super::super::code).into_owned()
    }

    #[test]
    fn numbers_that_go_on_make_a_list_in_whatever_form() {
        for text in [
            "Step 1. Stop\n\nStep 2. Go\n",
            "Step 1: Stop\n\nSTEP 2: Go\n",
            "Schritt 1: Stop\n\nSchritt 2: Go\n",
            "1\\. Stop\n\n2\\. Go\n",
            "(1) Stop\n\n  (2) Go\n",
            "1 - Stop\n\n2 - Go\n",
            "1.Stop\n\n2.Go\n",
            "1)Stop\n\n2)Go\n",
        ] {
            assert_eq!(listed(text), "1. Stop\n\n2. Go\n", "{text}");
        }
        assert_eq!(listed("# A\n1 - b\n2 - c\n"), "# A\n1. b\n2. c\n");
    }

    #[test]
    fn indented_code_moves_into_the_item() {
        for (text, wanted) in [
            (
                "Step 1: Look\n\n    df -h\n\n      df -i\n\nStep 2: Go\n\n\tls\n\t\tls\n",
                "1. Look\n\n       df -h\n\n         df -i\n\n2. Go\n\n       ls\n       \tls\n",
            ),
            (
                "(1) Look\n\n   Text\n\n    ls\n\n(2) Go\nat once\n\n    ls\n",
                "1. Look\n\n   Text\n\n       ls\n\n2. Go\nat once\n\n       ls\n",
            ),
        ] {
            assert_eq!(listed(text), wanted, "{text}");
        }
    }

    #[test]
    fn code_that_the_item_leaves_alone_keeps_its_place() {
        for below in [
            "\nText.\n\n    ls\n",
            "# B\n\n    ls\n",
            "- b\n\n      ls\n",
            "\n   - b\n\n         ls\n",
            "\n```\n\n    ls\n```\n",
            "\n   ```\n\n    ls\n   ```\n",
            "```\nls\n```\n\n    ls\n",
            "    text\n    `ls`\n",
        ] {
            let text = format!("Step 1: Stop\n\nStep 2: Go\n{below}");
            assert_eq!(listed(&text), format!("1. Stop\n\n2. Go\n{below}"));
        }
    }

    #[test]
    fn numbers_alone_and_in_other_places_stay() {
        for text in [
            "Step 1. Stop\n",
            "Step 1. Stop\n\n# B\n\nStep 2. Go\n",
            "Step 1. Stop\n\n1.Go\n",
            "Text\n1 - Stop\n2 - Go\n",
            "```\n1 - Stop\n\n2 - Go\n```\n",
            "    1 - Stop\n\n    2 - Go\n",
            "Step 1: Stop\n------\n\nStep 2: Go\n------\n",
            "1.2 Stop\n\n2.3 Go\n",
            "3 - Stop\n\n4 - Go\n",
            "1. Stop\n2. Go\n",
        ] {
            assert_eq!(listed(text), text);
        }
    }
}
