//! A page being rewritten, which remembers where each of its lines came from.

/// Text with the source line of each of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::parse) struct Page {
    /// The rewritten text.
    pub text: String,
    /// For each line of the text, the line of the source (from 0) it stands for.
    pub lines: Vec<u32>,
}

/// Writes a [`Page`] from left to right.
#[derive(Debug)]
pub(super) struct Writer<'a> {
    page: Page,
    /// The source's own lines, when the source is a rewritten page itself.
    origins: Option<&'a [u32]>,
    /// The source's line now, from 0.
    line: usize,
}

impl<'a> Writer<'a> {
    pub(super) fn new(origins: Option<&'a [u32]>) -> Writer<'a> {
        let mut writer = Writer {
            page: Page {
                text: String::new(),
                lines: Vec::new(),
            },
            origins,
            line: 0,
        };
        let first = writer.origin();
        writer.page.lines.push(first);
        writer
    }

    fn origin(&self) -> u32 {
        match self.origins {
            Some(origins) => origins
                .get(self.line)
                .or(origins.last())
                .copied()
                .unwrap_or(0),
            None => u32::try_from(self.line).unwrap_or(u32::MAX),
        }
    }

    /// Copies source text.
    pub(super) fn copy(&mut self, text: &str) {
        self.page.text.push_str(text);
        for _ in text.matches('\n') {
            self.line += 1;
            let origin = self.origin();
            self.page.lines.push(origin);
        }
    }

    /// Leaves source text out. A line begun by it stands for the line behind it.
    pub(super) fn skip(&mut self, text: &str) {
        self.line += text.matches('\n').count();
        if self.at_line_start() {
            let origin = self.origin();
            if let Some(last) = self.page.lines.last_mut() {
                *last = origin;
            }
        }
    }

    /// Adds text the source does not have.
    pub(super) fn add(&mut self, text: &str) {
        self.page.text.push_str(text);
        let origin = self.origin();
        for _ in text.matches('\n') {
            self.page.lines.push(origin);
        }
    }

    fn at_line_start(&self) -> bool {
        self.page.text.is_empty() || self.page.text.ends_with('\n')
    }

    /// Puts `what` on a line of its own, as deep in lists and quotes as the line it was met in.
    pub(super) fn add_line(&mut self, what: &str) {
        let indent = self.fresh_line();
        self.add(what);
        self.add("\n");
        self.add(&indent);
    }

    /// Goes to a new line unless this one is still empty; gives what the next lines have to begin with.
    pub(super) fn fresh_line(&mut self) -> String {
        let start = self.page.text.rfind('\n').map_or(0, |at| at + 1);
        let line = &self.page.text[start..];
        let (prefix, indent) = depth(line);
        if prefix < line.len() {
            self.add("\n");
            self.add(&indent);
        }
        indent
    }

    pub(super) fn finish(self) -> Page {
        self.page
    }
}

/// How long the indent, quote signs and list marker at the front of a line are, and what the next
/// line needs to be as deep.
pub(super) fn depth(line: &str) -> (usize, String) {
    let quotes = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
    let (outer, rest) = line.split_at(quotes);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let marker = match rest.as_bytes().get(digits) {
        Some(b'.' | b')') if (1..=9).contains(&digits) => digits + 1,
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        _ => 0,
    };
    let spaces = rest
        .get(marker..)
        .map_or(0, |after| after.len() - after.trim_start_matches(' ').len());
    if marker == 0 || spaces == 0 {
        return (quotes, outer.to_owned());
    }
    let item = marker + spaces;
    (quotes + item, format!("{outer}{}", " ".repeat(item)))
}
