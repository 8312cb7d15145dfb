//! Where on the page a shell stumbled: it counts the lines of a script, the reader those of a file.

use std::ops::Range;

use crate::aid::CodeBlock;
use crate::diagnostic::Position;
use crate::lint::page::{CodeAt, Page};
use crate::lint::{SyntaxError, rules::shell_syntax::is_prompted};

/// What bash says of a quote that stays open, before the quote.
const OPEN: &str = "unexpected EOF while looking for matching `";
/// What bash says of a word out of place, before the word.
const TOKEN: &str = "syntax error near unexpected token `";

/// What is wrong, and the place and length (characters) of what it is about.
pub(super) struct Fault {
    pub message: String,
    pub at: Position,
    pub length: usize,
}

/// The fault of a block whose `script` a shell could not read.
pub(super) fn fault(page: &Page, block: CodeAt, script: &str, error: &SyntaxError) -> Fault {
    let lines = file_lines(page, block);
    let said = error.message.as_str();
    let quote = said.strip_prefix(OPEN).and_then(|rest| rest.chars().next());
    if let Some(opened) = quote.and_then(|quote| open_quote(script, quote)) {
        let message = format!("{} is never closed", opened.quote);
        let line = lines.get(opened.line).copied().unwrap_or(block.line + 1);
        let before = script.lines().nth(opened.line).unwrap_or_default();
        let nth = before.get(..opened.offset).unwrap_or_default();
        let nth = nth.matches(opened.quote).count();
        let text = page.line(line);
        // The place is that of the same quote: what is filled in changes the columns before it.
        let start = text.match_indices(opened.quote).nth(nth);
        let range = start.map_or(whole(text), |(start, quote)| start..start + quote.len());
        return placed(line, text, range, message);
    }
    let last = script.trim_end().lines().count();
    let index = (error.line as usize).clamp(1, last.max(1)) - 1;
    let line = lines.get(index).copied().unwrap_or(block.line + 1);
    let text = page.line(line);
    let token = said
        .strip_prefix(TOKEN)
        .map(|rest| rest.trim_end_matches('\''));
    let range = token
        .and_then(|token| only(text, token))
        .unwrap_or(whole(text));
    let message = match said {
        "syntax error: unexpected end of file" => {
            "it ends before what it began: done, fi, } or a command is missing".to_string()
        }
        _ => said.to_string(),
    };
    placed(line, text, range, message)
}

fn placed(line: u32, text: &str, range: Range<usize>, message: String) -> Fault {
    let count = |range: Range<usize>| text.get(range).unwrap_or_default().chars().count();
    Fault {
        message,
        at: Position {
            line,
            column: u32::try_from(count(0..range.start) + 1).unwrap_or(u32::MAX),
        },
        length: count(range),
    }
}

/// A line without the spaces around it.
fn whole(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    start..text.trim_end().len().max(start)
}

/// The place of a word that stands once in a line.
fn only(text: &str, word: &str) -> Option<Range<usize>> {
    let mut found = text.match_indices(word);
    let (start, _) = found.next().filter(|_| !word.is_empty())?;
    found.next().is_none().then_some(start..start + word.len())
}

/// The line in the file of each line of the script.
fn file_lines(page: &Page, block: CodeAt) -> Vec<u32> {
    if !is_prompted(block.code) {
        let count = block.code.text.lines().count();
        return (first_line(page, block)..).take(count).collect();
    }
    let of_command = |command| {
        let mut all = page.commands().iter();
        let found = all.find(|at| std::ptr::eq(at.command, command));
        found.map_or(block.line + 1, |at| at.line)
    };
    let commands = block.code.commands.iter();
    let lines = commands.flat_map(|command| {
        let count = command.text.lines().count();
        (of_command(command)..).take(count)
    });
    lines.collect()
}

/// The file's line of the block's first: below the fence, or beside what opens it.
fn first_line(page: &Page, block: CodeAt) -> u32 {
    let CodeBlock { text, .. } = block.code;
    let starts = |line: u32| {
        let mut pairs = (line..).zip(text.lines());
        pairs.all(|(line, written)| page.line(line).contains(written.trim()))
    };
    let candidates = [block.line + 1, block.line];
    let found = candidates.into_iter().find(|line| starts(*line));
    found.unwrap_or(block.line + 1)
}

/// A quote that stays open: its line in the script from 0, and its offset in the line.
#[derive(Debug, PartialEq)]
struct Opened {
    line: usize,
    offset: usize,
    quote: char,
}

/// The quote that is still open at the end, when it is the one asked for.
fn open_quote(script: &str, wanted: char) -> Option<Opened> {
    let mut open: Option<Opened> = None;
    for (line, text) in script.lines().enumerate() {
        let mut escaped = false;
        let mut before = ' ';
        for (offset, c) in text.char_indices() {
            let inside = open.as_ref().map(|opened| opened.quote);
            match (inside, c) {
                (_, _) if escaped => escaped = false,
                (None | Some('"' | '`'), '\\') => escaped = true,
                (None, '#') if before.is_whitespace() => break,
                (None, quote @ ('"' | '\'' | '`')) => {
                    open = Some(Opened {
                        line,
                        offset,
                        quote,
                    });
                }
                (Some(quote), c) if quote == c => open = None,
                _ => {}
            }
            before = c;
        }
    }
    open.filter(|opened| opened.quote == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quote_that_stays_open_is_found() {
        let opened = |line, offset, quote| {
            Some(Opened {
                line,
                offset,
                quote,
            })
        };
        assert_eq!(open_quote("echo 'a' \"b\nc\n", '"'), opened(0, 9, '"'));
        assert_eq!(open_quote("a \\' # it's\nb 'c", '\''), opened(1, 2, '\''));
        assert_eq!(open_quote("echo 'a' \"b's\"", '\''), None);
        assert_eq!(open_quote("echo `a", '"'), None);
    }
}
