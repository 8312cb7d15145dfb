//! The steps mode: moving, marking, taking commands, finding in the page.

use super::App;
use crate::render::{self, Fold, View, ansi};
use crate::ui::action::{Action, Edit, Effect, Key, KeyCode, Mode};
use crate::ui::asking::Then;
use crate::ui::confirm::{Confirm, Verdict};
use crate::ui::copy::{self, Leaving, Way};
use crate::ui::danger;
use crate::ui::prompt::Prompt;

/// Columns of a copied step's text.
const COPY_WIDTH: usize = 100;

impl App {
    pub(super) fn act_in_steps(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Down => self.steps.step_by(true),
            Action::Up => self.steps.step_by(false),
            Action::PageDown => self.steps.page(true),
            Action::PageUp => self.steps.page(false),
            Action::First => self.steps.go_to_end(false),
            Action::Last => self.steps.go_to_end(true),
            Action::NextProcedure => return self.turn_procedure(true),
            Action::PreviousProcedure => return self.turn_procedure(false),
            Action::Done => return self.done(),
            Action::Skip => return self.skip(),
            Action::NotApplicable => return self.not_applicable(),
            Action::Undo => return self.undo(),
            Action::Rollback => return self.open_section(false),
            Action::Verify => return self.open_section(true),
            Action::Use => return self.take_command(self.way_of_use()),
            Action::CopyCommand => return self.take_command(Way::Copy),
            Action::Fill => return self.open_form(),
            Action::Send => return self.take_command(Way::Send(None)),
            Action::ChoosePane => return self.choose_pane(),
            Action::CopyCommands => return self.copy_commands(),
            Action::CopyStep => return self.copy_step(),
            Action::NextCommand => return self.next_command(),
            Action::Fold => return self.fold(),
            Action::Find => {
                self.find = Prompt::default();
                self.mode = Mode::Find;
            }
            Action::FindNext => return self.go_to_found(true),
            Action::FindPrevious => return self.go_to_found(false),
            Action::Links => return self.open_links(),
            Action::EditFile => return self.edit_step(),
            Action::Check => return self.check(),
            Action::Back => return self.back(),
            _ => {}
        }
        Vec::new()
    }

    fn back(&mut self) -> Vec<Effect> {
        if let Some(effects) = self.back_on_trail() {
            return effects;
        }
        self.mode = Mode::Search;
        self.steps.search("");
        self.preview_selected()
    }

    fn turn_procedure(&mut self, on: bool) -> Vec<Effect> {
        if self.steps.procedure_by(on) {
            return Vec::new();
        }
        self.say("this page has one procedure")
    }

    /// A digit goes to its step at once; a second one makes a number with the first where there is
    /// such a step.
    pub(super) fn go_to_digit(&mut self, before: u32, key: Key) -> Vec<Effect> {
        let KeyCode::Char(c) = key.code else {
            return Vec::new();
        };
        let digit = c.to_digit(10).unwrap_or(0);
        let longer = before.saturating_mul(10).saturating_add(digit);
        for number in [longer, digit] {
            if number > 0 && self.steps.go_to_number(number) {
                self.digits = number;
                return Vec::new();
            }
        }
        self.complain(format!("there is no step {longer} here"))
    }

    fn next_command(&mut self) -> Vec<Effect> {
        match self.steps.next_command() {
            // A command in the text of a step cannot be marked there.
            Some((number, count)) => {
                let opened = self.steps.opened().zip(self.steps.current());
                let all = opened.map(|(opened, step)| copy::of_step(step, &opened.filling.values));
                let chosen = all.and_then(|all| all.into_iter().nth(number - 1));
                let words = chosen.map(|leaving| leaving.in_words()).unwrap_or_default();
                self.say(format!("command {number} of {count}: {words}"))
            }
            None => self.say("this step has no other command"),
        }
    }

    fn fold(&mut self) -> Vec<Effect> {
        match self.steps.fold() {
            Some(Fold::Steps) => self.say("the steps"),
            Some(Fold::Commands) => self.say("only first lines and commands"),
            Some(Fold::Everything) => self.say("the whole page"),
            None => Vec::new(),
        }
    }

    /// Where Enter takes a command.
    pub(super) fn way_of_use(&self) -> Way {
        match (self.options.print, self.options.popup) {
            (true, _) => Way::Print,
            (false, true) => Way::Send(None),
            (false, false) => Way::Copy,
        }
    }

    /// Takes the chosen command of the current step, once its placeholders were asked for.
    pub(super) fn take_command(&mut self, way: Way) -> Vec<Effect> {
        let (Some(opened), Some(step)) = (self.steps.opened(), self.steps.current()) else {
            return self.complain("this page has no steps");
        };
        let mut leaving = copy::of_step(step, &opened.filling.values);
        let chosen = opened.place.command.min(leaving.len().saturating_sub(1));
        if leaving.is_empty() {
            return self.complain("this step has no command");
        }
        let leaving = leaving.swap_remove(chosen);
        let destroys = danger::destroys(&opened.aid, &leaving.text);
        if self.asks_first(&leaving.open, Then::Command(way.clone())) {
            return Vec::new();
        }
        self.hand_over(leaving, way, destroys)
    }

    /// Copies all commands of the current step, each from a line of its own.
    pub(super) fn copy_commands(&mut self) -> Vec<Effect> {
        let Some((opened, step)) = self.steps.opened().zip(self.steps.current()) else {
            return self.complain("this page has no steps");
        };
        let commands = copy::of_step(step, &opened.filling.values);
        if commands.is_empty() {
            return self.complain("this step has no command");
        }
        let destroys = commands
            .iter()
            .any(|one| danger::destroys(&opened.aid, &one.text));
        let leaving = Leaving::joined(commands);
        if self.asks_first(&leaving.open, Then::Commands) {
            return Vec::new();
        }
        self.hand_over(leaving, Way::Copy, destroys)
    }

    /// Copies the current step as it is printed.
    fn copy_step(&mut self) -> Vec<Effect> {
        let Some(opened) = self.steps.opened() else {
            return Vec::new();
        };
        let at = opened.place.current;
        let view = View {
            procedure: Some(at.procedure),
            steps: Some(at.step + 1..=at.step + 1),
            link_targets: true,
            values: &opened.filling.values,
            ..View::new(COPY_WIDTH, self.options.today)
        };
        let lines: Vec<render::Line> = render::aid_lines(&opened.aid, &view)
            .into_iter()
            .filter(|line| line.step == Some(at))
            .collect();
        let text = ansi::to_text(&lines, ansi::Output::default());
        match text.trim_end() {
            "" => self.complain("this page has no steps"),
            text => {
                let step = self.steps.current();
                let destroys = step.is_some_and(|step| danger::step_destroys(&opened.aid, step));
                let filled = step.map(|step| copy::of_step(step, &opened.filling.values));
                let leaving = Leaving {
                    open: Leaving::joined(filled.unwrap_or_default()).open,
                    ..Leaving::plain(text.to_string())
                };
                self.hand_over(leaving, Way::Copy, destroys)
            }
        }
    }

    /// Lets a text leave the program, after a question if it destroys something or is not what it seems.
    fn hand_over(&mut self, leaving: Leaving, way: Way, destroys: bool) -> Vec<Effect> {
        match way {
            // Which pane, and what stands there, belongs into the question.
            Way::Send(None) => self.send(leaving, destroys),
            way => self.judge(leaving, way, destroys),
        }
    }

    /// Asks, where that is due, and lets the text leave.
    pub(super) fn judge(&mut self, leaving: Leaving, way: Way, destroys: bool) -> Vec<Effect> {
        let opened = self.steps.opened();
        let begun_on = opened.and_then(|opened| opened.begun_elsewhere(&self.here.host));
        let below = self.mode;
        let confirm = match Confirm::judge(leaving, way.clone(), destroys, begun_on, below) {
            Verdict::Leaves(leaving) => return self.leave_with(leaving, way),
            Verdict::Refused(why) => return self.complain(why),
            Verdict::Asks(confirm) => confirm,
        };
        self.confirm = Some(confirm);
        self.mode = Mode::Confirm;
        self.drawn.question = false;
        // Context and branch may be others than a minute ago.
        self.looking = destroys;
        match destroys {
            true => vec![Effect::LookAround],
            false => Vec::new(),
        }
    }

    fn leave_with(&mut self, leaving: Leaving, way: Way) -> Vec<Effect> {
        match way {
            Way::Print => vec![Effect::Print {
                text: leaving.text,
                cursor: leaving.cursor,
            }],
            Way::Send(Some(pane)) => self.send_to(pane, leaving),
            Way::Send(None) => self.send(leaving, false),
            Way::Copy => {
                self.copying = leaving.in_words();
                vec![Effect::Copy(leaving.text)]
            }
        }
    }

    pub(super) fn act_in_confirm(&mut self, action: Action) -> Vec<Effect> {
        // The key that asks is the one that says yes: pressed twice in a hurry it is no answer.
        // And nobody agrees to a place that is not known yet.
        if !self.drawn.question || (self.looking && action == Action::Accept) {
            return Vec::new();
        }
        let Some(confirm) = self.confirm.take() else {
            return Vec::new();
        };
        self.mode = confirm.below;
        match action {
            Action::Accept => self.leave_with(confirm.leaving, confirm.way),
            Action::ChoosePane if confirm.pane().is_some() => {
                self.choose_another_pane(confirm.leaving, confirm.destroys)
            }
            Action::ChoosePane => {
                self.mode = Mode::Confirm;
                self.confirm = Some(confirm);
                Vec::new()
            }
            _ => self.say("left as it was"),
        }
    }

    pub(super) fn act_in_find(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Edit(edit) => {
                let nothing_left = self.find.text().is_empty() && edit == Edit::DeleteBack;
                self.find.edit(edit);
                if nothing_left {
                    self.mode = Mode::Steps;
                }
                self.find_again();
            }
            Action::Accept => {
                self.mode = Mode::Steps;
                if !self.find.text().trim().is_empty() {
                    return self.go_to_found(true);
                }
            }
            Action::Back => {
                self.mode = Mode::Steps;
                self.steps.search("");
            }
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn find_again(&mut self) {
        self.steps.search(self.find.text());
    }

    fn go_to_found(&mut self, on: bool) -> Vec<Effect> {
        let found = self.steps.go_to_found(on);
        let find = &self.steps.find;
        let words = find.words();
        let text = match (found, find.is_on(), find.number()) {
            (true, _, Some(number)) => {
                let text = format!("\"{words}\" {number} of {}", find.count());
                return self.say(text);
            }
            (_, false, _) => "nothing is looked for yet".to_string(),
            _ => format!("\"{words}\" is not here; another view of the page may show it"),
        };
        self.complain(text)
    }

    /// A click follows a link, unfolds what is folded, else makes a step the current one; in the preview it
    /// opens the aid there.
    pub(super) fn click_page(&mut self, column: u16, row: u16) -> Vec<Effect> {
        let link = self.steps.link_at(column, row);
        let folded = self.steps.is_folded_at(row);
        self.click_step(row);
        if folded && link.is_none() {
            self.steps.unfold();
            return self.say("the whole page");
        }
        link.map_or(Vec::new(), |target| self.follow(&target))
    }

    fn click_step(&mut self, below: u16) {
        // What was clicked is what stays, whatever is still being read.
        self.request = None;
        let step = self.steps.step_at_row(below);
        if let Some(step) = step {
            self.steps.go_to(step);
        }
        if let Some(opened) = self.steps.opened_mut() {
            opened.visited = true;
            if self.mode == Mode::Search {
                self.trail.clear();
                self.mode = Mode::Steps;
            }
        }
    }
}
