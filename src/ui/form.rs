//! The questions for the values of placeholders, one after the other, over the lower part of the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::action::{Edit, Mode};
use super::asking::{Field, Then};
use super::prompt::Prompt;
use super::{cells, sheet};
use crate::render::{Role, Span};

/// The questions.
#[derive(Debug, Clone)]
pub struct Form {
    fields: Vec<Field>,
    at: usize,
    prompt: Prompt,
    /// The offer that stands in the line.
    offer: Option<usize>,
    trouble: Option<String>,
    /// What happens once all is answered.
    pub then: Then,
    /// The mode to go back to.
    pub below: Mode,
}

impl Form {
    /// The questions of `fields`, the first of them asked; none where there is nothing to ask.
    pub fn new(fields: Vec<Field>, then: Then, below: Mode) -> Option<Form> {
        if fields.is_empty() {
            return None;
        }
        let mut form = Form {
            fields,
            at: 0,
            prompt: Prompt::default(),
            offer: None,
            trouble: None,
            then,
            below,
        };
        form.ask();
        Some(form)
    }

    /// Puts what is known of the answer into the line.
    fn ask(&mut self) {
        self.trouble = None;
        let field = self.fields.get(self.at);
        let text = field.and_then(Field::prefilled).unwrap_or_default();
        self.prompt = Prompt::suggesting(text);
        let is_it = |offers: &Field| offers.offers.iter().position(|offer| offer.value == text);
        self.offer = field.and_then(is_it);
    }

    /// Puts typed text in.
    pub fn insert(&mut self, text: &str) {
        self.prompt.insert(text);
        self.changed();
    }

    /// Puts pasted text in.
    pub fn paste(&mut self, text: &str) {
        self.prompt.paste(text);
        self.changed();
    }

    /// Moves or deletes in the line.
    pub fn edit(&mut self, edit: Edit) {
        self.prompt.edit(edit);
        self.changed();
    }

    fn changed(&mut self) {
        self.offer = None;
        self.trouble = None;
    }

    /// Puts the next or previous offer into the line.
    pub fn turn(&mut self, on: bool) {
        let offers = self
            .fields
            .get(self.at)
            .map_or(&[][..], |field| &field.offers);
        let count = offers.len();
        if count == 0 {
            return;
        }
        let at = match (self.offer, on) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        };
        if let Some(offer) = offers.get(at) {
            self.prompt = Prompt::suggesting(&offer.value);
            self.offer = Some(at);
            self.trouble = None;
        }
    }

    /// Goes back to the question before.
    pub fn previous(&mut self) {
        if self.at > 0 {
            self.at -= 1;
            self.ask();
        }
    }

    /// Takes the line for the answer and asks the next question. Says whether that was the last one.
    /// An empty line leaves the placeholder; a value that does not fit stays in the line, with why.
    pub fn accept(&mut self) -> bool {
        let text = self.prompt.text();
        let Some(field) = self.fields.get_mut(self.at) else {
            return true;
        };
        let value = (!text.is_empty()).then(|| text.to_string());
        if let Some(why) = value.as_deref().and_then(|value| field.unfit(value)) {
            self.trouble = Some(why);
            return false;
        }
        field.value = value;
        self.at += 1;
        if self.at < self.fields.len() {
            self.ask();
            return false;
        }
        true
    }

    /// The fields with their answers.
    pub fn into_fields(self) -> Vec<Field> {
        self.fields
    }

    /// Draws the question over the lower part of `area` and says where the cursor is.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect) -> Option<Position> {
        let field = self.fields.get(self.at)?;
        let columns = usize::from(area.width.saturating_sub(4)).max(1);
        let mut rows = Vec::new();
        let param = &field.question.param;
        let mut asked = vec![cells::span(field.question.words(), Role::Text)];
        if param.ask.is_some() {
            asked.push(cells::span(&format!("  {}", param.name), Role::Dim));
        }
        rows.push(asked);
        // The line itself: drawn below, when its place is known.
        let line = rows.len();
        rows.push(Vec::new());
        rows.extend(self.hints(field).into_iter().map(|hint| vec![hint]));
        let heading = match self.fields.len() {
            1 => "fill in".to_string(),
            count => format!("fill in, {} of {count}", self.at + 1),
        };
        let area = sheet::lay(buffer, area, rows.len(), &heading);
        let mut cursor = None;
        for (at, (index, row)) in (0..area.height).zip(rows.into_iter().enumerate()) {
            if index == line {
                cells::draw_at(buffer, area, 2, at, &[Span::new(">", Role::Number)]);
                let place = cells::indented(
                    Rect {
                        y: area.y + at,
                        height: 1,
                        ..area
                    },
                    4,
                );
                let place = Rect {
                    width: place.width.saturating_sub(1),
                    ..place
                };
                cursor = Some(self.draw_line(buffer, place, param.secret));
            } else {
                cells::draw_at(buffer, area, 2, at, &cells::fit_spans(row, columns));
            }
        }
        cursor
    }

    fn draw_line(&self, buffer: &mut Buffer, place: Rect, secret: bool) -> Position {
        let empty = "empty: leave it open";
        if !secret {
            return self.prompt.draw(buffer, place, empty);
        }
        let dots = "•".repeat(self.prompt.text().chars().count());
        Prompt::new(&dots).draw(buffer, place, empty)
    }

    fn hints(&self, field: &Field) -> Vec<Span> {
        let param = &field.question.param;
        let mut hints = Vec::new();
        if let Some(trouble) = &self.trouble {
            hints.push(cells::span(trouble, Role::Warning));
        }
        if !field.offers.is_empty() {
            let offers = field.offers.iter().enumerate().map(|(at, offer)| {
                let chosen = if self.offer == Some(at) { "»" } else { "" };
                match offer.from {
                    "" => format!("{chosen}{}", offer.value),
                    from => format!("{chosen}{} ({from})", offer.value),
                }
            });
            let offers = offers.collect::<Vec<_>>().join("  ");
            hints.push(cells::span(&format!("Up Down: {offers}"), Role::Dim));
        }
        if let Some(example) = &param.example {
            hints.push(cells::span(&format!("such as {example}"), Role::Dim));
        }
        if field.question.several {
            let text = "several, with blanks between them";
            hints.push(Span::new(text, Role::Dim));
        }
        if let Some(from) = &param.from {
            hints.push(cells::span(&format!("listed by: {from}"), Role::Dim));
        }
        hints
    }
}
