//! The search mode: typing, the list, the preview beside it.

use super::{App, Options, Request, Target};
use crate::aid::{Aid, StepRef};
use crate::library::Loaded;
use crate::ui::action::{Action, Edit, Effect, Mode};
use crate::ui::message::{Message, trouble_of};
use crate::ui::steps::{Content, Filling, Opened, Place};

impl App {
    pub(super) fn act_in_search(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Up => self.move_selection(-1),
            Action::Down => self.move_selection(1),
            Action::PageUp => self.page_preview(false),
            Action::PageDown => self.page_preview(true),
            Action::Open => self.open_selected(),
            Action::UseBest => self.use_best(),
            Action::EditFile => self.edit_selected(),
            Action::Back if self.back_quits() => vec![Effect::Quit],
            Action::Back => {
                self.query.clear();
                self.query_changed()
            }
            Action::Edit(edit) => {
                self.query.edit(edit);
                let moves = matches!(
                    edit,
                    Edit::Left
                        | Edit::Right
                        | Edit::WordLeft
                        | Edit::WordRight
                        | Edit::Start
                        | Edit::End
                );
                if moves {
                    Vec::new()
                } else {
                    self.query_changed()
                }
            }
            _ => Vec::new(),
        }
    }

    /// Whether Esc leaves: where nothing is typed, and at the prompt, whose line is the query, where nothing
    /// more was typed than there.
    pub(super) fn back_quits(&self) -> bool {
        let query = self.query.text();
        query.is_empty() || (self.options.print && query == self.options.query.trim())
    }

    /// Searches for what is typed now and previews the best aid.
    pub(super) fn query_changed(&mut self) -> Vec<Effect> {
        let Some(library) = self.library.clone() else {
            return Vec::new();
        };
        let query = self.query.text();
        self.list
            .search(library.index(), &self.habits, query, &self.options.filter);
        self.preview_selected()
    }

    pub(super) fn move_selection(&mut self, rows: isize) -> Vec<Effect> {
        if self.list.move_by(rows) {
            return self.preview_selected();
        }
        Vec::new()
    }

    /// Without a preview beside it the list itself is paged through.
    fn page_preview(&mut self, on: bool) -> Vec<Effect> {
        if self.drawn.areas.steps.width > 0 {
            self.steps.scroll_half(on);
            return Vec::new();
        }
        let page = isize::try_from(self.drawn.areas.list.height)
            .unwrap_or(1)
            .max(2)
            - 1;
        self.move_selection(if on { page } else { -page })
    }

    /// A click selects, a click on the selected row opens.
    pub(super) fn click_row(&mut self, below: u16) -> Vec<Effect> {
        match self.list.row_at(below) {
            Some(row) if self.list.is_selected(row) => self.open_selected(),
            Some(row) => {
                self.list.select(row);
                self.preview_selected()
            }
            None => Vec::new(),
        }
    }

    pub(super) fn preview_selected(&mut self) -> Vec<Effect> {
        match self.list.selected() {
            Some(hit) => {
                let (entry, step) = (hit.entry, hit.step);
                self.show(entry, Target::Best(step), false)
            }
            None => {
                self.request = None;
                self.put(Content::Nothing);
                Vec::new()
            }
        }
    }

    fn open_selected(&mut self) -> Vec<Effect> {
        let Some(hit) = self.list.selected() else {
            return Vec::new();
        };
        let (entry, step) = (hit.entry, hit.step);
        self.trail.clear();
        self.show(entry, Target::Best(step), true)
    }

    /// Uses the command of the step that the preview stands at.
    fn use_best(&mut self) -> Vec<Effect> {
        let selected = self.list.selected().map(|hit| hit.entry);
        let shown = self.steps.opened().map(|opened| opened.entry);
        if shown.is_none() || shown != selected {
            return self.complain("the aid is not read yet");
        }
        self.take_command(self.way_of_use())
    }

    /// Shows an entry's aid in the pane, at `target`; `open` leaves the search for it.
    pub(super) fn show(&mut self, entry: usize, target: Target, open: bool) -> Vec<Effect> {
        let shown = self
            .steps
            .opened()
            .is_some_and(|opened| opened.entry == entry);
        if shown {
            self.request = None;
            self.aim(&target, open);
            return if open { self.enter() } else { Vec::new() };
        }
        let asked = self
            .request
            .as_ref()
            .is_some_and(|request| request.entry == entry);
        self.request = Some(Request {
            entry,
            target,
            open,
        });
        if open {
            // Elsewhere nothing changes until it is there.
            self.say("reading…");
        }
        if asked {
            return Vec::new();
        }
        // What was shown stays until the file is there: nothing flickers while the list is moved through.
        if self.steps.opened().is_none() {
            self.put(Content::Reading);
        }
        vec![Effect::Load(entry)]
    }

    /// The aid that was asked for is there.
    pub(super) fn arrived(&mut self, request: Request, loaded: Loaded) -> Vec<Effect> {
        let trouble = trouble_of(&loaded.findings);
        let aid = loaded.aid;
        let place = self.places.get(&aid.id).cloned();
        let visited = place.is_some();
        let error = self.list.is_of_error();
        let place = place.unwrap_or_else(|| Place::at_first(&aid, error));
        let filling = self.fillings.get(&aid.id).cloned();
        let filling = filling.unwrap_or_else(|| self.first_filling(&aid));
        let mut opened = Opened::new(request.entry, aid, place, visited);
        opened.filling = filling;
        opened.trouble = trouble;
        self.put(Content::Aid(Box::new(opened)));
        self.aim(&request.target, request.open);
        if request.open {
            self.message = Message::None;
            return self.enter();
        }
        Vec::new()
    }

    /// What is filled into an aid before anything was asked.
    pub(super) fn first_filling(&self, aid: &Aid) -> Filling {
        let Options {
            set, short_options, ..
        } = &self.options;
        Filling::new(aid, set, *short_options)
    }

    /// Leaves the search for the aid in the pane and says what is badly wrong with its file; what lies
    /// on top stays.
    fn enter(&mut self) -> Vec<Effect> {
        let Some(opened) = self.steps.opened_mut() else {
            return Vec::new();
        };
        opened.visited = true;
        let used = Effect::Used(opened.aid.id.clone());
        let trouble = opened.trouble.clone();
        match (self.mode, &mut self.confirm) {
            (Mode::Help, _) => self.below_help = Mode::Steps,
            (Mode::Confirm, Some(confirm)) => confirm.below = Mode::Steps,
            // The questions were those of the aid before.
            (Mode::Form, _) => {
                self.form = None;
                self.mode = Mode::Steps;
            }
            // Words are being typed: they are looked for in the aid that is there now.
            (Mode::Find, _) => {}
            // The links were those of the aid before.
            _ => self.mode = Mode::Steps,
        }
        let mut effects = vec![used];
        effects.extend(self.tell_place());
        if let (Some(trouble), false) = (trouble, matches!(self.message, Message::Notice(_))) {
            self.complain(trouble);
        }
        effects
    }

    /// Puts something else into the pane and keeps the place of the aid that was in it.
    pub(super) fn put(&mut self, content: Content) {
        let before = self.steps.put(content);
        if let Some(before) = before.filter(|opened| opened.visited) {
            // What was filled in belongs to the run: when that is over it is asked anew.
            match before.run.as_ref().is_some_and(|run| !run.is_open()) {
                true => self.fillings.remove(&before.aid.id),
                false => self.fillings.insert(before.aid.id.clone(), before.filling),
            };
            self.places.insert(before.aid.id, before.place);
        }
    }

    fn aim(&mut self, target: &Target, open: bool) {
        match target {
            Target::Left => {}
            Target::Best(step) => self.aim_at_step(*step, open),
            Target::Anchor(anchor) => self.aim_at_anchor(anchor),
            Target::Spot(spot) => self.steps.return_to(spot),
        }
    }

    /// Opening with a search that asks for another step than the last time goes there; otherwise the
    /// place stays. In an aid that was not opened yet the preview follows the search.
    fn aim_at_step(&mut self, step: Option<StepRef>, open: bool) {
        let error = self.list.is_of_error();
        let Some(opened) = self.steps.opened_mut() else {
            return;
        };
        if opened.place.asked == step || (opened.visited && !open) {
            return;
        }
        opened.place.asked = step;
        let there = step.filter(|step| has_step(&opened.aid, *step));
        let first = Place::at_first(&opened.aid, error).current;
        match there {
            Some(step) => self.steps.go_to(step),
            None if opened.visited => {}
            None => self.steps.go_to(first),
        }
    }
}

fn has_step(aid: &Aid, at: StepRef) -> bool {
    let procedure = aid.procedures().nth(at.procedure);
    procedure.is_some_and(|procedure| at.step < procedure.step_count())
}
