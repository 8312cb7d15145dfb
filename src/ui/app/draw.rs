//! The frame: the panes of the mode, what lies on top of them, the bottom line.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Color;

use super::{App, Drawn};
use crate::aid::{ProcedureKind, Step};
use crate::render::{Fold, Role, Span};
use crate::ui::action::{Action, Mode};
use crate::ui::cells;
use crate::ui::layout::{self, Areas, Purpose};
use crate::ui::steps::Look;

impl App {
    /// Draws everything into the frame, whatever its size.
    pub fn draw(&mut self, frame: &mut Frame) {
        let area = frame.area();
        let cursor = self.draw_into(frame.buffer_mut(), area);
        if let Some(cursor) = cursor {
            frame.set_cursor_position(cursor);
        }
        if !self.options.colour {
            for cell in &mut frame.buffer_mut().content {
                cell.set_fg(Color::Reset).set_bg(Color::Reset);
            }
        }
    }

    /// Draws and says where the cursor is, if a line is being typed.
    fn draw_into(&mut self, buffer: &mut Buffer, area: Rect) -> Option<Position> {
        let purpose = self.purpose();
        let Some(areas) = layout::areas(area, purpose) else {
            self.drawn = Drawn {
                too_small: true,
                ..Drawn::default()
            };
            draw_too_small(buffer, area);
            return None;
        };
        self.drawn = Drawn {
            areas,
            ..Drawn::default()
        };
        let above_bottom = Rect {
            height: areas.bottom.y - area.y,
            ..area
        };
        if self.mode == Mode::Help {
            self.help
                .draw(buffer, above_bottom, &self.keymap, self.below_help);
            return self.draw_bottom(buffer, areas.bottom);
        }
        let query = (purpose == Purpose::Search).then(|| self.draw_search(buffer, &areas));
        self.draw_steps(buffer, &areas);
        let mut typed = None;
        match (self.mode, &self.confirm) {
            (Mode::Links | Mode::Branches | Mode::Panes, _) => {
                self.links.draw(buffer, above_bottom);
            }
            (Mode::Findings, _) => self.findings.draw(buffer, above_bottom),
            (Mode::Form, _) => {
                let form = self.form.as_ref();
                typed = form.and_then(|form| form.draw(buffer, above_bottom));
            }
            (Mode::Confirm, Some(confirm)) => {
                let here = (!self.looking).then_some(&self.here);
                confirm.draw(buffer, above_bottom, here);
                self.drawn.question = true;
            }
            _ => self.message.draw_notice(buffer, above_bottom),
        }
        let find = self.draw_bottom(buffer, areas.bottom);
        find.or(typed)
            .or(query.filter(|_| self.mode == Mode::Search))
    }

    /// Several inputs may come before a frame: each acts on the page as it would be drawn by then.
    pub(super) fn arrange_undrawn(&mut self) {
        let whole = self.drawn.areas.whole;
        if let Some(areas) = layout::areas(whole, self.purpose()) {
            let look = self.look();
            self.steps.arrange(areas.steps, look);
        }
    }

    /// What the screen is for, below what lies on top.
    fn purpose(&self) -> Purpose {
        let below = match (self.mode, &self.confirm) {
            (Mode::Confirm, Some(confirm)) => confirm.below,
            (Mode::Panes, _) => self.below_panes,
            (Mode::Form, _) => self.form.as_ref().map_or(Mode::Steps, |form| form.below),
            (Mode::Help, _) => self.below_help,
            (mode, _) => mode,
        };
        match below {
            Mode::Search => Purpose::Search,
            _ => Purpose::Steps,
        }
    }

    fn draw_search(&mut self, buffer: &mut Buffer, areas: &Areas) -> Position {
        cells::draw(buffer, areas.query, 0, &[Span::new(">", Role::Number)]);
        let query = cells::indented(areas.query, 2);
        let query = Rect {
            width: query.width.saturating_sub(1),
            ..query
        };
        let cursor = self.query.draw(buffer, query, "type what you need");
        for row in 0..areas.divider.height {
            cells::draw(buffer, areas.divider, row, &[Span::new("│", Role::Rule)]);
        }
        let status = cells::indented(areas.status, 2);
        match &self.library {
            None => {
                let text = match self.reading {
                    0 => "reading aids…".to_string(),
                    count => format!("reading aids… {}", cells::grouped(count)),
                };
                cells::draw(buffer, status, 0, &[Span::new(text, Role::Dim)]);
            }
            Some(library) => {
                let mut spans = self.list.status(&self.options.filter);
                spans.push(Span::new(" ", Role::Text));
                let used = cells::draw(buffer, status, 0, &spans);
                cells::rule(buffer, status, used, 0);
                let today = self.options.today;
                let (habits, host, now) = (&self.habits, &self.here.host, self.now.as_ref());
                let place = |entry| habits.note(entry, host, now);
                self.list.draw(buffer, areas.list, library, today, &place);
                self.draw_empty_list(buffer, areas.list);
            }
        }
        cursor
    }

    /// What to do when there is nothing in the list.
    fn draw_empty_list(&self, buffer: &mut Buffer, area: Rect) {
        if self.list.selected().is_some() {
            return;
        }
        let lines = match self.list.total() {
            0 => [
                "There are no aids here yet.",
                "jitt --dir FOLDER opens any folder of Markdown.",
            ],
            _ => [
                "No aid has these words.",
                "Try fewer or other ones; Esc clears.",
            ],
        };
        let area = cells::indented(area, 2);
        draw_wrapped(buffer, area, 1, &lines, Role::Dim);
    }

    fn draw_steps(&mut self, buffer: &mut Buffer, areas: &Areas) {
        if areas.steps.width == 0 {
            return;
        }
        let look = self.look();
        self.drawn.steps_body = self.steps.draw(buffer, areas.steps, look);
    }

    fn look(&self) -> Look {
        let hit = self.list.selected();
        let opened = self.steps.opened().map(|opened| opened.entry);
        // An aid reached by a link has nothing to do with the query.
        let hit = hit.filter(|hit| Some(hit.entry) == opened);
        Look {
            words: hit.map_or(Vec::new(), |hit| hit.words.clone()),
            today: self.options.today,
            here: self.here.clone(),
            library: self.library.clone(),
            leads: self.purpose() == Purpose::Steps,
        }
    }

    /// The bottom line; says where the cursor is when it stands there.
    fn draw_bottom(&self, buffer: &mut Buffer, area: Rect) -> Option<Position> {
        let area = cells::indented(area, 2);
        let area = Rect {
            width: area.width.saturating_sub(1),
            ..area
        };
        match self.mode {
            Mode::Find => return Some(self.draw_find(buffer, area)),
            Mode::Reason => {
                let ask = [Span::new("skipped because ", Role::Number)];
                let from = cells::draw(buffer, area, 0, &ask);
                let prompt = cells::indented(area, from);
                return Some(
                    self.reason
                        .draw(buffer, prompt, "Enter skips, Esc does not"),
                );
            }
            _ => {}
        }
        let mut hints = self.keymap.hints(self.mode);
        let help = hints
            .iter()
            .position(|(action, ..)| *action == Action::Help);
        let help = help.map(|at| hints.remove(at));
        let help = help.map(|(_, key, word)| (key, word));
        hints.retain(|(action, ..)| self.matters(*action));
        let hints: Vec<(String, &str)> = hints
            .into_iter()
            .map(|(action, key, word)| (key, self.word_for(action, word)))
            .collect();
        self.message.draw(buffer, area, &hints, help.as_ref());
        None
    }

    fn draw_find(&self, buffer: &mut Buffer, area: Rect) -> Position {
        let find = &self.steps.find;
        let count = match (find.is_on(), find.count()) {
            (false, _) => String::new(),
            (true, 0) => "not found".to_string(),
            (true, count) => cells::grouped(count),
        };
        cells::draw_right(buffer, area, 0, &[Span::new(count.as_str(), Role::Meta)]);
        cells::draw(buffer, area, 0, &[Span::new("/", Role::Number)]);
        let prompt = cells::indented(area, 1);
        let taken = u16::try_from(count.len() + 2).unwrap_or(u16::MAX);
        let prompt = Rect {
            width: prompt.width.saturating_sub(taken).max(1),
            ..prompt
        };
        self.find.draw(buffer, prompt, "find in the page")
    }

    /// Whether an action does something now, so that the bottom line offers it.
    fn matters(&self, action: Action) -> bool {
        let step = self.steps.current();
        let commands = step.map_or(0, crate::ui::copy::count);
        let opened = self.steps.opened();
        match action {
            Action::Open | Action::Down => {
                self.mode != Mode::Search || self.list.selected().is_some()
            }
            Action::ChoosePane => self.confirm.as_ref().is_some_and(|c| c.pane().is_some()),
            Action::Use | Action::UseBest => commands > 0,
            Action::CopyCommand => commands > 0 && (self.options.print || self.options.popup),
            Action::Fill => self.has_holes(),
            Action::NextCommand => step.is_some_and(|step| step.commands().len() > 1),
            // Of examples one is picked; there is nothing to go through.
            Action::Done | Action::Skip => step.is_some() && !self.picks_one(),
            Action::NotApplicable => step.is_some_and(|step| step.condition.is_some()),
            Action::Verify => opened.is_some_and(|o| o.aid.meta.verify.is_some()),
            Action::Rollback => opened.is_some_and(|o| o.aid.meta.undo.is_some()),
            Action::NextProcedure => opened.is_some_and(|o| o.aid.procedures().nth(1).is_some()),
            Action::Fold => step.is_some(),
            Action::Links => self.steps.has_links(),
            Action::PageDown => self.drawn.areas.steps.width > 0 && opened.is_some(),
            _ => true,
        }
    }

    /// Whether a command of the current step has something to fill in.
    fn has_holes(&self) -> bool {
        let commands = self.steps.current().map_or(Vec::new(), Step::commands);
        commands.iter().any(|command| !command.holes.is_empty())
    }

    fn picks_one(&self) -> bool {
        let Some(opened) = self.steps.opened() else {
            return false;
        };
        let procedure = opened.place.current.procedure;
        let procedure = opened.aid.procedures().nth(procedure);
        procedure.is_some_and(|procedure| procedure.kind == ProcedureKind::Pick)
    }

    /// The word for an action where it depends on how jitt was started or what is typed.
    fn word_for(&self, action: Action, word: &'static str) -> &'static str {
        match (action, self.mode) {
            (Action::Down, Mode::Steps) if self.steps.current().is_none() => "scroll",
            (Action::Use | Action::UseBest, _) if self.options.popup => "to the pane",
            (Action::Use, _) if !self.options.print => "copy",
            (Action::UseBest, _) if !self.options.print => "copy command",
            (Action::Fold, _) => match self.steps.opened().map(|opened| opened.place.fold) {
                Some(Fold::Steps) => "less",
                Some(Fold::Everything) => "steps only",
                _ => word,
            },
            (Action::Back, Mode::Search) if self.back_quits() => "quit",
            _ => word,
        }
    }
}

fn draw_too_small(buffer: &mut Buffer, area: Rect) {
    let (columns, rows) = layout::SMALLEST;
    let needed = format!("jitt needs {columns} columns and {rows} rows.");
    let lines = [needed.as_str(), "It comes back by itself."];
    draw_wrapped(buffer, area, 0, &lines, Role::Text);
}

/// Draws sentences below each other from `first` on, each in as many rows as it takes.
fn draw_wrapped(buffer: &mut Buffer, area: Rect, first: u16, lines: &[&str], role: Role) {
    let columns = usize::from(area.width);
    let rows = lines.iter().flat_map(|line| cells::broken(line, columns));
    for (row, text) in (first..area.height).zip(rows) {
        cells::draw(buffer, area, row, &[Span::new(text, role)]);
    }
}
