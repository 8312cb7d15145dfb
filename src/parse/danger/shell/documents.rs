//! Here-documents: `<<END` and the lines up to it.

use std::collections::HashMap;

use super::{Reader, Redirection, is_name};

/// Where (in characters) the last line of each text starts, blanks around it removed.
pub(super) fn last_lines(script: &str) -> HashMap<String, usize> {
    let mut start = 0;
    let mut lines = HashMap::new();
    for line in script.split('\n') {
        lines.insert(line.trim().to_string(), start);
        start += line.chars().count() + 1;
    }
    lines
}

impl Reader {
    pub(super) fn here_document(&mut self) {
        if self.peek() == Some('<') {
            self.at += 1;
            self.end_word();
            self.redirected = Some(Redirection::HereString);
            return;
        }
        let blank = |c: &char| matches!(c, '-' | ' ' | '\'' | '"' | '\\');
        self.at += self.rest().take_while(blank).count();
        let end: String = self.rest().take_while(|c| is_name(*c)).collect();
        self.at += end.chars().count();
        self.at += usize::from(matches!(self.peek(), Some('\'' | '"')));
        // One that no line closes is none: `1 << 2`.
        if self
            .last_lines
            .get(&end)
            .is_some_and(|line| *line >= self.at)
        {
            self.pending.push(end);
        }
    }

    /// The lines up to each end that is waited for belong to the command before this line.
    pub(super) fn here_documents(&mut self) {
        for end in std::mem::take(&mut self.pending) {
            let mut document = String::new();
            let start = self.at;
            while self.at < self.chars.len() {
                let line: String = self.rest().take_while(|c| *c != '\n').collect();
                self.at += line.chars().count() + 1;
                if line.trim() == end {
                    break;
                }
                document.push_str(&line);
                document.push('\n');
            }
            self.documents.push((start, self.at));
            if let Some(command) = self
                .done
                .last_mut()
                .and_then(|pipeline| pipeline.first_mut())
            {
                command.documents.push(document);
            }
        }
    }

    /// The script's text without its here-documents.
    pub(super) fn outside(&self) -> String {
        let mut documents = self.documents.iter().peekable();
        let mut out = String::with_capacity(self.chars.len());
        for (at, c) in self.chars.iter().enumerate() {
            while documents.next_if(|(_, end)| *end <= at).is_some() {}
            let is_inside = documents.peek().is_some_and(|(start, _)| *start <= at);
            if !is_inside || *c == '\n' {
                out.push(*c);
            }
        }
        out
    }
}
