//! The pane in cells: header, a line that tells the place, the lines in view, a scroll bar.

use std::ops::Range;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::laid::{Laid, Outside, Wish};
use super::place::{Place, step_at};
use super::{Content, Opened, Reveal, Steps, scroll};
use crate::aid::{Danger, Mark};
use crate::library::Library;
use crate::render::{Line, LineKind, Role, Span, sanitize, width};
use crate::session::Surroundings;
use crate::ui::cells;

/// Columns before the text: it stands below the query and above the keys.
const MARGIN: u16 = 2;
/// Columns behind the text: a blank and the scroll bar.
const EDGE: u16 = 2;

/// In fewer columns only the machine is named that an aid was begun on, if that is another one.
const ROOM_FOR_BOTH: usize = 60;

/// What the pane needs from outside to be drawn.
pub struct Look {
    /// Words to mark.
    pub words: Vec<String>,
    /// For the age of the review.
    pub today: jiff::civil::Date,
    /// What a destructive command would hit.
    pub here: Surroundings,
    /// For what links lead to.
    pub library: Option<Arc<Library>>,
    /// The aid is open, not only looked at beside the list.
    pub leads: bool,
}

impl Steps {
    /// Draws the pane. The rows of the body are given back, for the mouse.
    pub fn draw(&mut self, buffer: &mut Buffer, area: Rect, look: Look) -> Rect {
        let text = text_of(area);
        let said = match &self.content {
            Content::Aid(_) => return self.draw_aid(buffer, area, look),
            Content::Nothing => return Rect { height: 0, ..area },
            Content::Reading => Span::new("reading…", Role::Dim),
            Content::Failed(why) => cells::span(why, Role::Warning),
        };
        let columns = usize::from(text.width);
        cells::draw(buffer, text, 0, &cells::fit_spans(vec![said], columns));
        Rect { height: 0, ..area }
    }

    fn draw_aid(&mut self, buffer: &mut Buffer, area: Rect, look: Look) -> Rect {
        let body = self.arrange(area, look);
        if let (Content::Aid(opened), Some(laid)) = (&self.content, &self.laid) {
            let text = text_of(area);
            let head = draw_header(buffer, area, text, laid);
            draw_place(buffer, text, head, opened, laid);
        }
        self.draw_body(buffer, body);
        body
    }

    /// Lays the aid out for `area` and brings what it is about into view, as the next frame shows it. The
    /// rows of the body are given back.
    pub fn arrange(&mut self, area: Rect, look: Look) -> Rect {
        self.leads = look.leads;
        // While words are looked for in the page only they are marked.
        let words = if self.find.is_on() {
            Vec::new()
        } else {
            look.words
        };
        let wish = Wish {
            width: usize::from(text_of(area).width),
            pinned: usize::from((area.height / 4).clamp(1, 5)),
            words,
            today: look.today,
            here: look.here,
        };
        self.lay_out(wish, look.library.as_deref());
        let (Content::Aid(opened), Some(laid)) = (&mut self.content, &self.laid) else {
            return Rect { height: 0, ..area };
        };
        let top = (header_rows(area, laid) + 1).min(area.height);
        let body = Rect {
            y: area.y + top,
            height: area.height - top,
            ..area
        };
        self.height = usize::from(body.height);
        let place = &mut opened.place;
        match std::mem::take(&mut self.reveal) {
            Reveal::Nothing => {}
            Reveal::Current => reveal_current(place, laid, self.height),
            Reveal::Heading(heading) => {
                place.offset = laid.line_of_heading(&heading).unwrap_or(place.offset);
            }
        }
        place.offset = place.offset.min(scroll::last(laid.body.len(), self.height));
        body
    }

    fn lay_out(&mut self, wish: Wish, library: Option<&Library>) {
        let Content::Aid(opened) = &self.content else {
            return;
        };
        let laid = self.laid.take();
        // In other columns every line is somewhere else.
        let resized = laid
            .as_ref()
            .is_some_and(|laid| !laid.has_columns_of(&wish));
        if resized && self.reveal == Reveal::Nothing {
            self.reveal = Reveal::Current;
        }
        let marked = std::mem::take(&mut self.marked);
        let (aid, place) = (&opened.aid, &opened.place);
        // Of an aid that is gone nobody knows where its links lead.
        let library = library.filter(|library| opened.entry < library.len());
        let ends = library.map(|library| library.dead_ends(opened.entry, aid));
        let dead_end = |target: &str| ends.as_ref().and_then(|ends| ends(target));
        let outside = Outside {
            values: &opened.filling.values,
            dead_end: &dead_end,
        };
        let (laid, changed) = match laid.filter(|laid| laid.fits(aid, place, &wish)) {
            Some(mut laid) => {
                let changed = laid.update(aid, place, outside, &marked);
                (laid, changed)
            }
            None => (Laid::new(aid, place, outside, wish), true),
        };
        if changed {
            self.find.update(&laid.body);
        }
        self.laid = Some(laid);
    }

    fn draw_body(&self, buffer: &mut Buffer, body: Rect) {
        let (Content::Aid(opened), Some(laid)) = (&self.content, &self.laid) else {
            return;
        };
        let offset = opened.place.offset;
        let shown = laid.body.iter().enumerate().skip(offset);
        let current = laid.range(opened.place.current).unwrap_or(0..0);
        let command = chosen_command(opened, laid, &current);
        let first_text = first_text(laid, &current);
        let text = text_of(body);
        if laid.body.is_empty() {
            let nothing = [Span::new("This page has nothing but its title.", Role::Dim)];
            cells::draw(buffer, text, 0, &nothing);
        }
        let leads = self.leads && opened.reads_and_does(opened.place.current.procedure);
        for (row, (at, line)) in (0..body.height).zip(shown) {
            let mut spans = self.find.marked(at, &line.spans);
            // One step stands large; those to come step back until it is their turn.
            if leads && line.step.is_some_and(|step| step > opened.place.current) {
                spans.iter_mut().for_each(step_back);
            }
            if first_text.contains(&at) {
                spans.iter_mut().for_each(stand_out);
            }
            cells::draw(buffer, text, row, &spans);
            // The margin of a step leaves the column before its mark and number blank.
            if current.contains(&at) {
                cells::draw(buffer, text, row, &[Span::new("▌", Role::Number)]);
            }
            if command == Some(at) {
                let sign = [Span::new("»", Role::Number)];
                cells::draw_at(buffer, text, 1, row, &sign);
            }
        }
        let thumb = scroll::thumb(offset, usize::from(body.height), laid.body.len());
        let column = body.width.saturating_sub(1);
        for row in thumb.unwrap_or(0..0) {
            let row = u16::try_from(row).unwrap_or(u16::MAX);
            cells::draw_at(buffer, body, column, row, &[Span::new("▐", Role::Rule)]);
        }
    }

    /// Where the link leads that stands at this place of the body, counted from its corner.
    pub fn link_at(&self, column: u16, row: u16) -> Option<String> {
        let opened = self.opened()?;
        let line = opened.place.offset + usize::from(row);
        let line = self.laid.as_ref()?.body.get(line)?;
        let mut left = usize::from(column.checked_sub(MARGIN)?);
        let span = line.spans.iter().find(|span| {
            let columns = width(&span.text);
            let inside = left < columns;
            left = left.saturating_sub(columns);
            inside
        });
        span?.link.clone()
    }

    /// Whether a part of the page is folded to this row of the body.
    pub fn is_folded_at(&self, row: u16) -> bool {
        let line = self.opened().map_or(0, |opened| opened.place.offset) + usize::from(row);
        let laid = self.laid.as_ref();
        laid.and_then(|laid| laid.body.get(line))
            .is_some_and(Line::is_folded)
    }

    /// The step shown `below` rows under the top of the body.
    pub fn step_at_row(&self, below: u16) -> Option<crate::aid::StepRef> {
        let (Content::Aid(opened), Some(laid)) = (&self.content, &self.laid) else {
            return None;
        };
        let line = opened.place.offset + usize::from(below);
        laid.body.get(line)?.step
    }
}

/// `area` without what stands before and behind the text.
fn text_of(area: Rect) -> Rect {
    let text = cells::indented(area, MARGIN);
    Rect {
        width: text.width.saturating_sub(EDGE),
        ..text
    }
}

fn reveal_current(place: &mut Place, laid: &Laid, height: usize) {
    let Some(range) = laid.range(place.current) else {
        return;
    };
    // The first step brings the text before it along, if both fit.
    let from_top = place.current.step == 0 && range.end <= height;
    let offset = if from_top { 0 } else { place.offset };
    place.offset = scroll::reveal(offset, height, laid.body.len(), &range);
    // A blank line at the top is a row lost.
    let top = laid.body.get(place.offset);
    let lost = top.is_some_and(|line| line.kind == LineKind::Blank);
    place.offset += usize::from(lost && place.offset < range.start);
}

/// The first line of the chosen command, when there is a choice.
fn chosen_command(opened: &Opened, laid: &Laid, current: &Range<usize>) -> Option<usize> {
    let step = step_at(&opened.aid, opened.place.current)?;
    if step.commands().len() < 2 {
        return None;
    }
    let chosen = LineKind::Command(opened.place.command);
    let mut lines = laid.body.iter().enumerate().skip(current.start);
    let line = lines.find(|(at, line)| !current.contains(at) || line.kind == chosen);
    line.map(|(at, _)| at).filter(|at| current.contains(at))
}

/// The lines of a step's own text, above its commands and all else.
fn first_text(laid: &Laid, step: &Range<usize>) -> Range<usize> {
    let below = laid.body.iter().skip(step.start + 1);
    let wrapped = below.take_while(|line| line.wrapped).count();
    step.start..(step.start + 1 + wrapped).min(step.end)
}

/// Text and commands of a step to come; what warns stays as it is.
fn step_back(span: &mut Span) {
    if matches!(
        span.role,
        Role::Text | Role::Command | Role::Number | Role::Code
    ) {
        span.role = Role::Dim;
    }
}

/// The number in reverse, the text bold: the current step is seen without colour too.
fn stand_out(span: &mut Span) {
    match span.role {
        Role::Number => span.role = Role::CurrentNumber,
        Role::Text => span.strong = true,
        _ => {}
    }
}

/// Draws the lines that stay at the top and says how many they are.
fn draw_header(buffer: &mut Buffer, area: Rect, text: Rect, laid: &Laid) -> u16 {
    for (row, line) in (0..area.height).zip(&laid.header) {
        cells::draw(buffer, text, row, &line.spans);
    }
    header_rows(area, laid)
}

fn header_rows(area: Rect, laid: &Laid) -> u16 {
    u16::try_from(laid.header.len()).map_or(area.height, |rows| rows.min(area.height))
}

/// Draws the line under the header: which procedure, which step, how much is done, and that it was begun
/// elsewhere, is outdated or is not kept. A danger that the header has no room for is named here.
fn draw_place(buffer: &mut Buffer, text: Rect, row: u16, opened: &Opened, laid: &Laid) {
    let columns = usize::from(text.width);
    let mut right = Vec::new();
    let here = laid.host();
    if let Some(begun) = opened.begun_elsewhere(here) {
        let said = match columns < ROOM_FOR_BOTH {
            true => format!(" not {begun}"),
            false => format!(" begun on {begun}, now {here}"),
        };
        right.push(cells::span(&said, Role::Warning));
    }
    if let Some(why) = opened.outdated {
        right.push(Span::new(format!(" {why}"), Role::Warning));
    }
    if opened.unkept {
        right.push(Span::new(" not kept", Role::Warning));
    }
    let dangerous = !matches!(opened.aid.meta.danger, None | Some(Danger::No));
    if laid.header_goes_on && dangerous {
        right.push(Span::new(" DANGER", Role::Warning));
    }
    let at = opened.place.current;
    if let Some(procedure) = opened.aid.procedures().nth(at.procedure) {
        let steps = procedure.step_count();
        let mut place = format!(" {}/{steps}", at.step + 1);
        let marked_as = |mark| opened.place.marked_as(at.procedure, mark);
        let (done, skipped) = (marked_as(Mark::Done), marked_as(Mark::Skipped));
        let word = match opened.confirms(at.procedure) {
            true => "confirmed",
            false => "done",
        };
        match done {
            0 => {}
            done if done >= steps => place.push_str(" · all done"),
            done => place.push_str(&format!(" · {done} {word}")),
        }
        if skipped > 0 {
            place.push_str(&format!(" · {skipped} skipped"));
        }
        right.push(Span::new(place, Role::Meta));
    }
    let room = columns.saturating_sub(cells::spans_width(&right) + 3);
    let left = procedure_name(opened, at.procedure).map(|name| {
        let name = sanitize::visible_line(&name);
        Span::new(cells::fit(&name, room), Role::Heading)
    });
    let mut from = 0;
    if let Some(name) = left {
        from = cells::draw(buffer, text, row, &[name]) + 1;
    }
    cells::rule(buffer, text, from, row);
    cells::draw_right(buffer, text, row, &right);
}

/// Which of several procedures it is.
fn procedure_name(opened: &Opened, at: usize) -> Option<String> {
    let count = opened.aid.procedures().count();
    if count < 2 {
        return None;
    }
    let title = opened.aid.procedures().nth(at)?.title();
    let number = format!("procedure {} of {count}", at + 1);
    Some(match title.is_empty() {
        true => number,
        false => format!("{title} · {number}"),
    })
}
