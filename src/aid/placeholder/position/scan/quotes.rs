//! Quotes and expansions of a command, and what means something in them.

use super::{Closing, Frame, HOLE, Quoting, Scan};

impl Scan<'_> {
    /// `$(`, `${`, `$((`, `$'`, backtick, or a variable.
    pub(super) fn expansion(&mut self, c: char) {
        let rest = self.rest();
        let bare = matches!(self.frames.last(), Some(Frame::Command { .. }));
        let closed = |end| Frame::Closed { end, depth: 0 };
        if c == '`' {
            self.push_frame(closed(Closing::Backtick), 1);
        } else if rest.starts_with("$((") {
            self.push_frame(closed(Closing::Arithmetic), 3);
        } else if rest.starts_with("$(") {
            self.push(HOLE);
            self.push_frame(Frame::command(self.found.len()), 2);
        } else if rest.starts_with("${") {
            self.push_frame(closed(Closing::Brace), 2);
        } else if bare && rest.starts_with("$'") {
            self.push_frame(closed(Closing::Ansi), 2);
        } else {
            self.push('$');
            self.at += 1;
        }
    }

    /// A `'...'`, whole: nothing means anything in it. (To fish a backslash does: there they disagree.)
    pub(super) fn single(&mut self) {
        self.push_nothing();
        self.at += 1;
        let start = self.at;
        let mut quotes = 0;
        loop {
            if let Some(place) = self.places.get(self.found.len())
                && place.start == self.at
            {
                let place = place.clone();
                self.record(&place, None);
                if let Some(found) = self.found.last_mut()
                    && found.position.quoting == Quoting::Bare
                {
                    found.position.quoting = Quoting::Single;
                    found.position.within = (quotes % 2 == 1).then_some('"');
                }
                self.push(HOLE);
                self.at = place.end;
                continue;
            }
            let Some(c) = self.rest().chars().next() else {
                self.confused = true;
                return;
            };
            self.at += c.len_utf8();
            match c {
                '\'' => break,
                '"' => quotes += 1,
                _ => self.push(c),
            }
        }
        let inside = self.text.get(start..self.at - 1).unwrap_or_default();
        self.confused |= inside.ends_with('\\');
    }

    pub(super) fn in_double(&mut self, c: char) {
        match c {
            '"' => {
                self.frames.pop();
                self.at += 1;
            }
            '\\' => {
                self.escape();
            }
            '`' | '$' => self.expansion(c),
            _ => {
                if let (Some(Frame::Double { single_open }), '\'') = (self.frames.last_mut(), c) {
                    *single_open = !*single_open;
                }
                self.push(c);
                self.at += c.len_utf8();
            }
        }
    }

    pub(super) fn in_closed(&mut self, c: char, end: Closing) {
        let arithmetic_ends = self.rest().starts_with("))");
        let Some(Frame::Closed { depth, .. }) = self.frames.last_mut() else {
            return;
        };
        let mut length = c.len_utf8();
        let mut ends = false;
        match (end, c) {
            (_, '\\') => length += self.rest().chars().nth(1).map_or(0, char::len_utf8),
            (Closing::Backtick, '`') | (Closing::Ansi, '\'') => ends = true,
            (Closing::Brace, '{') | (Closing::Arithmetic, '(') => *depth += 1,
            (Closing::Brace, '}') if *depth == 0 => ends = true,
            (Closing::Arithmetic, ')') if *depth == 0 => {
                ends = true;
                length = if arithmetic_ends { 2 } else { 1 };
                self.confused |= !arithmetic_ends;
            }
            (Closing::Brace, '}') | (Closing::Arithmetic, ')') => *depth -= 1,
            // Quotes within an expansion: shells differ in what they hide.
            (Closing::Brace, '\'' | '"' | '`') => self.confused = true,
            _ => {}
        }
        if ends {
            self.frames.pop();
        }
        self.at += length;
    }
}
