//! Here-documents: their lines come after the line that begins them.

use std::ops::Range;

use super::Scan;

/// A here-document whose lines come after this one.
pub(super) struct Document {
    pub delimiter: String,
    pub expands: bool,
    strips_tabs: bool,
    pub script: bool,
}

/// What is open in the lines of a document that expands.
#[derive(Default)]
struct Open {
    substitutions: usize,
    backtick: bool,
}

impl Scan<'_> {
    /// `<<EOF`, `<<-'EOF'`: its lines come later.
    pub(super) fn document(&mut self) {
        self.end_word();
        self.at += 2;
        let strips_tabs = self.rest().starts_with('-');
        self.at += usize::from(strips_tabs);
        let blanks = self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
        self.at += blanks;
        let word: String = self
            .rest()
            .chars()
            .take_while(|c| {
                !c.is_whitespace() && !matches!(c, ';' | '&' | '|' | '<' | '>' | '(' | ')')
            })
            .collect();
        let hit = |place: &Range<usize>| place.start < self.at + word.len() && place.end > self.at;
        // `<< "a b"`, a placeholder as the delimiter, `<<` of arithmetic: not read here.
        self.confused |= word.is_empty() || self.places.iter().any(hit);
        let quoted = word.contains(['\'', '"', '\\']);
        let delimiter: String = word
            .chars()
            .filter(|c| !matches!(c, '\'' | '"' | '\\'))
            .collect();
        self.confused |= word.matches('\'').count() % 2 == 1 || word.matches('"').count() % 2 == 1;
        self.at += word.len();
        let script = self.is_script() || self.runs_input();
        self.documents.push(Document {
            delimiter,
            expands: !quoted,
            strips_tabs,
            script,
        });
    }

    pub(super) fn read_documents(&mut self) {
        for document in std::mem::take(&mut self.documents) {
            self.read_document(&document);
        }
    }

    fn read_document(&mut self, document: &Document) {
        let mut open = Open::default();
        while self.at < self.text.len() {
            let line_end = self
                .rest()
                .find('\n')
                .map_or(self.text.len(), |at| self.at + at);
            let line = self.text.get(self.at..line_end).unwrap_or_default();
            let stripped = match document.strips_tabs {
                true => line.trim_start_matches('\t'),
                false => line,
            };
            let ends = stripped == document.delimiter;
            while !ends && self.at < line_end {
                self.step_in_document(document, &mut open);
            }
            self.at = (line_end + 1).min(self.text.len());
            if ends {
                return;
            }
        }
    }

    /// A place of a document, or a character with what it begins.
    fn step_in_document(&mut self, document: &Document, open: &mut Open) {
        if let Some(place) = self.places.get(self.found.len())
            && place.start == self.at
        {
            let place = place.clone();
            let closed = document.expands && (open.substitutions > 0 || open.backtick);
            self.record(&place, Some((document, closed)));
            self.at = place.end;
            return;
        }
        let rest = self.rest();
        let mut length = rest.chars().next().map_or(1, char::len_utf8);
        if document.expands {
            if rest.starts_with("\\\n") {
                // Shells differ in whether the joined line may be the delimiter.
                self.confused = true;
            } else if rest.starts_with('\\') {
                length += rest.chars().nth(1).map_or(0, char::len_utf8);
            } else if rest.starts_with("$(") || rest.starts_with("${") {
                open.substitutions += 1;
                length = 2;
            } else if rest.starts_with('(') && open.substitutions > 0 {
                open.substitutions += 1;
            } else if rest.starts_with([')', '}']) {
                open.substitutions = open.substitutions.saturating_sub(1);
            } else if rest.starts_with('`') {
                open.backtick = !open.backtick;
            }
        }
        self.at += length;
    }
}
