//! Commands inside of others: `( )`, `$( )` and backticks.

use super::super::simple::Simple;
use super::{Reader, Redirection};

/// What has been opened and not closed.
pub(super) enum Open {
    /// `(`
    Group,
    /// `$(`, with what stands around it.
    Substitution(Around),
    /// The same by a backtick.
    Backtick(Around),
}

/// A command that a substitution stands in.
pub(super) struct Around {
    pipeline: Vec<Simple>,
    simple: Simple,
    word: Option<String>,
    redirected: Option<Redirection>,
    in_double_quotes: bool,
}

impl Reader {
    /// `$(`: the command in it is read as one of its own.
    pub(super) fn substitution(&mut self) {
        self.at += 1;
        let around = self.step_in();
        self.opened.push(Open::Substitution(around));
    }

    pub(super) fn backtick(&mut self) {
        // PowerShell goes on in the next line.
        if self.peek() == Some('\n') && self.opened.is_empty() {
            self.at += 1;
            self.end_word();
            return;
        }
        let opens = self
            .opened
            .iter()
            .rposition(|open| !matches!(open, Open::Group));
        match opens.and_then(|at| self.opened.get(at)) {
            Some(Open::Backtick(_)) => {
                while let Some(open) = self.opened.pop() {
                    let is_last = matches!(open, Open::Backtick(_));
                    self.close(open);
                    if is_last {
                        break;
                    }
                }
            }
            _ => {
                let around = self.step_in();
                self.opened.push(Open::Backtick(around));
            }
        }
    }

    fn step_in(&mut self) -> Around {
        // Something stands there, nobody knows what.
        self.word.get_or_insert_default().push_str("$()");
        Around {
            pipeline: std::mem::take(&mut self.pipeline),
            simple: std::mem::take(&mut self.simple),
            word: self.word.take(),
            redirected: self.redirected.take(),
            in_double_quotes: std::mem::take(&mut self.in_double_quotes),
        }
    }

    pub(super) fn close_parenthesis(&mut self) {
        match self.opened.pop() {
            Some(Open::Backtick(around)) => {
                self.opened.push(Open::Backtick(around));
                self.end_group();
            }
            Some(open) => self.close(open),
            // `case` has them alone.
            None => self.end_group(),
        }
    }

    pub(super) fn close(&mut self, open: Open) {
        match open {
            Open::Group => self.end_group(),
            Open::Substitution(around) | Open::Backtick(around) => {
                self.end_pipeline();
                self.pipeline = around.pipeline;
                self.simple = around.simple;
                self.word = around.word;
                self.redirected = around.redirected;
                self.in_double_quotes = around.in_double_quotes;
            }
        }
    }

    fn end_group(&mut self) {
        self.end_pipeline();
        self.simple.grouped = true;
    }
}
