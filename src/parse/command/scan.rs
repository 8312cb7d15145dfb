//! Whether a command is complete: quotes, heredocs, continuation marks, compound commands.

/// Reads a command line by line and knows whether more must follow.
#[derive(Debug, Default)]
pub(super) struct Scan {
    quote: Option<char>,
    /// The quote stands behind a letter: `don't`.
    apostrophe: bool,
    heredocs: Vec<Heredoc>,
    depth: usize,
    brackets: usize,
    continued: bool,
    /// Off when a quote or heredoc never closes: then each line stands for itself.
    line_only: bool,
}

#[derive(Debug)]
struct Heredoc {
    end: String,
    indented: bool,
}

impl Scan {
    /// A scan that trusts only continuation marks, for text whose quotes do not close.
    pub(super) fn line_only() -> Scan {
        Scan {
            line_only: true,
            ..Scan::default()
        }
    }

    /// Whether the command so far needs another line.
    pub(super) fn unfinished(&self) -> bool {
        self.continued || self.in_text() || self.depth + self.brackets > 0
    }

    /// Whether the next line is inside a quote or a heredoc: kept as it is.
    pub(super) fn in_text(&self) -> bool {
        self.quote.is_some() || !self.heredocs.is_empty()
    }

    /// Whether the open quote may be an apostrophe that opens nothing.
    pub(super) fn is_stray(&self) -> bool {
        self.quote.is_some() && self.apostrophe
    }

    /// Whether the next line is text beyond doubt: what looks like a prompt there is none.
    pub(super) fn holds_text(&self) -> bool {
        self.in_text() && !self.is_stray()
    }

    /// Takes the next line of the command.
    pub(super) fn line(&mut self, line: &str) {
        if let Some(heredoc) = self.heredocs.first() {
            let candidate = if heredoc.indented {
                line.trim_start_matches('\t')
            } else {
                line
            };
            // Fences inside list items lose or gain blanks: the mark is compared without them.
            if candidate.trim() == heredoc.end {
                self.heredocs.remove(0);
            }
            return;
        }
        let code = self.read_code(line);
        self.continued = self.quote.is_none() && continues(&code);
    }

    /// Follows quotes, heredocs and compound commands through `line`; the code without quoted text.
    fn read_code(&mut self, line: &str) -> String {
        let mut code = String::with_capacity(line.len());
        let mut chars = line.chars().peekable();
        let mut before = ' ';
        while let Some(c) = chars.next() {
            if let Some(open) = self.quote {
                if c == '\\' && open == '"' {
                    chars.next();
                } else if c == open {
                    self.quote = None;
                    code.push('q');
                }
                continue;
            }
            match c {
                '\\' => {
                    code.push(c);
                    code.extend(chars.next().map(|_| 'x'));
                }
                '\'' | '"' if !self.line_only => {
                    self.quote = Some(c);
                    self.apostrophe = c == '\'' && before.is_alphanumeric();
                }
                '#' if before.is_whitespace() => break,
                '<' if chars.peek() == Some(&'<') && !self.line_only => {
                    chars.next();
                    if chars.peek() == Some(&'<') {
                        chars.next();
                    } else {
                        // A heredoc's mark is short; taking no more keeps long lines linear.
                        let rest: String = chars.clone().take(80).collect();
                        self.heredocs.extend(heredoc(&rest));
                    }
                }
                _ => code.push(c),
            }
            before = c;
        }
        if !self.line_only {
            self.count_compounds(&code);
        }
        code
    }

    /// Counts `if ... fi`, `do ... done`, `case ... esac`, braces and brackets.
    fn count_compounds(&mut self, code: &str) {
        let mut at_command = true;
        let spaced = code.replace([';', '&', '|'], " ; ");
        let mut words = spaced.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let opens = matches!(
                word,
                "if" | "for" | "while" | "until" | "case" | "select" | "{"
            );
            let closes = matches!(word, "fi" | "done" | "esac" | "}");
            if at_command && opens {
                self.depth += 1;
            } else if at_command && closes {
                self.depth = self.depth.saturating_sub(1);
            } else if word.ends_with('{') && (word.ends_with("(){") || words.peek().is_none()) {
                self.depth += 1; // name(){ or a PowerShell block at the line's end
            }
            at_command = matches!(
                word,
                ";" | "then" | "do" | "else" | "elif" | "{" | "()" | "!"
            ) || word.ends_with("()");
        }
        // The patterns of `case` close brackets they never opened: never below zero.
        let opened = self.brackets + code.matches('(').count();
        self.brackets = opened.saturating_sub(code.matches(')').count());
    }
}

/// Whether the line ends in a mark that calls for another.
fn continues(code: &str) -> bool {
    let end = code.trim_end();
    let backslash = code.ends_with('\\') || end.ends_with(" \\");
    // PowerShell's backtick and cmd's caret at the line's end.
    let other = end.ends_with(" `") || end.ends_with(" ^");
    backslash || other || end.ends_with('|') || end.ends_with("&&")
}

/// The heredoc that `rest`, the text behind `<<`, opens.
fn heredoc(rest: &str) -> Option<Heredoc> {
    let indented = rest.starts_with('-');
    let rest = rest.strip_prefix('-').unwrap_or(rest).trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'));
    let end: String = match quote {
        Some(quote) => rest.chars().skip(1).take_while(|c| *c != quote).collect(),
        None => rest
            .trim_start_matches('\\')
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '-')
            .collect(),
    };
    let starts_as_word = end.starts_with(|c: char| c.is_alphabetic() || c == '_');
    starts_as_word.then_some(Heredoc { end, indented })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unfinished(text: &str) -> bool {
        let mut scan = Scan::default();
        text.lines().for_each(|line| scan.line(line));
        scan.unfinished()
    }

    #[test]
    fn a_command_goes_on_until_its_marks_quotes_and_blocks_close() {
        for text in [
            "ls \\",
            "cat x |",
            "make &&",
            "echo 'a",
            "cat <<EOF\ntext",
            "cat <<-'END'\ntext",
            "for x in a b; do",
            "for x in a b\ndo\n  echo $x",
            "if true; then",
            "f() {",
            "x=(\n a",
            "case $x in\n  a) ls ;;",
        ] {
            assert!(unfinished(text), "{text}");
        }
        for text in [
            "ls",
            "echo 'a' \"b\"",
            "cat <<EOF\ntext\nEOF",
            "cat <<-END\n\ttext\n\tEND",
            "for x in a b; do echo $x; done",
            "if true; then ls; fi",
            "f() {\n ls\n}",
            "x=(\n a\n)",
            "grep x <<< \"$y\"",
            "echo a # don't",
            "echo \"it's\"",
            "case $x in\n  a) ls ;;\n  *) id ;;\nesac",
            "kubectl get po -o jsonpath='{.items[*]}'",
            "awk '{ print $1 }' x",
        ] {
            assert!(!unfinished(text), "{text}");
        }
    }
}
