//! Lines that slipped out of the list item they were written in, or too deep into it: Markdown would
//! end the item at a code line at the margin, and take a nested item for code.

use std::borrow::Cow;

/// Columns of a tab stop.
pub(super) const TAB: usize = 4;

/// The text with the lines of each fenced block indented as its opening fence where some of them
/// stand further out than their list item, and with items right behind a fence at the place of a
/// nested item where they stand so deep that they would be code. Lines keep their numbers.
pub(super) fn realign(text: &str) -> Cow<'_, str> {
    if !text.contains("```") && !text.contains("~~~") {
        return Cow::Borrowed(text);
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut walk = Walk::default();
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let block = Fence::opening(line).and_then(|fence| walk.block(&fence, &lines, at));
        let Some(end) = block else {
            match walk.nested(line) {
                Some(indent) => {
                    out.push_str(&" ".repeat(indent));
                    out.push_str(line.trim_start_matches([' ', '\t']));
                }
                None => out.push_str(line),
            }
            walk.pass(line);
            at += 1;
            continue;
        };
        let block = lines.get(at..=end).unwrap_or_default();
        match walk.item.filter(|item| slipped(block, *item)) {
            Some(item) => put_back(block, item, &mut out),
            None => block.iter().for_each(|line| out.push_str(line)),
        }
        walk.behind_fence = true;
        at = end + 1;
    }
    if out == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(out)
    }
}

/// What the lines so far leave open.
#[derive(Default)]
struct Walk {
    /// The column where the text of the last item starts.
    item: Option<usize>,
    /// The last line was blank.
    apart: bool,
    /// The last line closed a fence.
    behind_fence: bool,
    /// No fence further down closes one of these signs as long or longer.
    unclosed: Vec<(char, usize)>,
}

impl Walk {
    /// The line that closes the fence opened at `at`.
    fn block(&mut self, fence: &Fence, lines: &[&str], at: usize) -> Option<usize> {
        let searched =
            |(sign, length): &(char, usize)| *sign == fence.sign && fence.length >= *length;
        if self.unclosed.iter().any(searched) {
            return None;
        }
        let below = lines.iter().enumerate().skip(at + 1);
        let mut closing = below.filter(|(_, line)| fence.is_closed_by(line));
        let end = closing.next().map(|(index, _)| index);
        if end.is_none() {
            self.unclosed.push((fence.sign, fence.length));
        }
        end
    }

    /// Where an item belongs that stands right behind a fence as deep as code.
    fn nested(&self, line: &str) -> Option<usize> {
        let item = self.item.filter(|_| self.behind_fence)?;
        marked(line)?;
        (columns(line) >= TAB && columns(line) != item).then_some(item)
    }

    fn pass(&mut self, line: &str) {
        let blank = line.trim().is_empty();
        if let Some(text) = marked(line) {
            self.item = Some(text);
        } else if !blank && self.apart && columns(line) == 0 {
            self.item = None;
        }
        self.apart = blank;
        self.behind_fence = false;
    }
}

/// Whether a fenced block stands in the item whose text starts at column `item`, and a line of it
/// outside.
fn slipped(block: &[&str], item: usize) -> bool {
    let inside = block.first().is_some_and(|first| columns(first) >= item);
    inside && block.iter().skip(1).any(|line| is_outside(line, item))
}

fn is_outside(line: &str, item: usize) -> bool {
    !line.trim().is_empty() && columns(line) < item
}

/// Writes a block with all its lines in the item: the code keeps its own indents.
fn put_back(block: &[&str], item: usize, out: &mut String) {
    let [first, code @ .., last] = block else {
        return;
    };
    let deep = columns(first) >= item + TAB;
    let indent = " ".repeat(if deep { item } else { columns(first) });
    out.push_str(&indent);
    out.push_str(first.trim_start_matches([' ', '\t']));
    let shifted = code.iter().any(|line| is_outside(line, item));
    for line in code {
        if shifted && !line.trim().is_empty() {
            out.push_str(&indent);
        }
        out.push_str(line);
    }
    out.push_str(&indent);
    out.push_str(last.trim_start_matches([' ', '\t']));
}

/// The opening line of a fenced block.
struct Fence {
    sign: char,
    length: usize,
}

impl Fence {
    fn opening(line: &str) -> Option<Fence> {
        let line = line.trim();
        let sign = line
            .chars()
            .next()
            .filter(|sign| matches!(sign, '`' | '~'))?;
        let info = line.trim_start_matches(sign);
        let length = line.len() - info.len();
        (length >= 3 && !(sign == '`' && info.contains('`'))).then_some(Fence { sign, length })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let line = line.trim();
        line.len() >= self.length && line.chars().all(|sign| sign == self.sign)
    }
}

/// The white space at the front of a line.
fn indent_of(line: &str) -> &str {
    let rest = line.trim_start_matches([' ', '\t']);
    line.get(..line.len() - rest.len()).unwrap_or_default()
}

/// Columns of the white space at the front of a line.
pub(super) fn columns(line: &str) -> usize {
    indent_of(line)
        .chars()
        .fold(0, |column, space| match space {
            '\t' => column + TAB - column % TAB,
            _ => column + 1,
        })
}

/// The column where the text of a list's item starts.
pub(super) fn marked(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches([' ', '\t']);
    let bullet = rest.strip_prefix(['-', '*', '+']);
    let text = bullet.or_else(|| {
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = rest.len() - behind.len();
        behind
            .strip_prefix(['.', ')'])
            .filter(|_| (1..=9).contains(&digits))
    })?;
    let spaces = text.len() - text.trim_start_matches(' ').len();
    let apart = spaces > 0 || text.starts_with('\t');
    let marks = rest.len() - text.len();
    // More than four spaces belong to indented code in the item.
    let space = if spaces > TAB { 1 } else { spaces.max(1) };
    (apart && !text.trim().is_empty()).then(|| columns(line) + marks + space)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_keeps_to_its_item() {
        for (text, wanted) in [
            (
                "* Tag\n\t```\ngit tag\n\t```\n* Next\n",
                "* Tag\n    ```\n    git tag\n    ```\n* Next\n",
            ),
            (
                "1. a\n   ```\n   ls\n```\n2. b\n",
                "1. a\n   ```\n   ls\n   ```\n2. b\n",
            ),
        ] {
            assert_eq!(realign(text), wanted);
        }
        for whole in [
            "1. a\n   ```\n   ls\n\n   ```\n",
            "1. a\n```\nls\n```\n2. b\n",
            "```\nls\n```\n",
            "Text\n\n  ```\nls\n  ```\n",
            "1. a\n   ```\nls\n",
            "1. a\n\nText.\n\n   ```\nls\n   ```\n",
        ] {
            assert_eq!(realign(whole), whole);
        }
    }

    #[test]
    fn an_item_behind_a_fence_is_no_code() {
        assert_eq!(
            realign("- a\n  ```\n  ls\n  ```\n      - b\n"),
            "- a\n  ```\n  ls\n  ```\n  - b\n"
        );
        assert_eq!(
            realign("2. a\n```\nls\n```\n\t* b\n"),
            "2. a\n```\nls\n```\n   * b\n"
        );
        let code = "1. a:\n\n       - name: b\n\n   ```\n   ls\n   ```\n";
        assert_eq!(realign(code), code);
    }
}
