//! Placeholders: asking for their values, and what is known of them before.

use super::App;
use crate::ui::action::{Action, Effect, Mode};
use crate::ui::asking::{self, Known, Then};
use crate::ui::form::Form;
use crate::ui::message::Message;

impl App {
    /// Asks for the values that the current step's commands need; where it needs none, for all of the aid.
    pub(super) fn open_form(&mut self) -> Vec<Effect> {
        let fields = self.steps.opened().map(|opened| {
            let of_step = asking::names_of_step(opened);
            asking::fields(opened, self.known(), &|question| {
                of_step.is_empty() || of_step.contains(&question.param.name)
            })
        });
        match Form::new(fields.unwrap_or_default(), Then::Nothing, self.mode) {
            Some(form) => self.show_form(form),
            None => self.say("there is nothing to fill in here"),
        }
    }

    /// Asks for those of `names` that nobody was asked for yet, before something is taken. Says whether there
    /// is something to ask.
    pub(super) fn asks_first(&mut self, names: &[String], then: Then) -> bool {
        let opened = self.steps.opened();
        let fields = opened.map(|opened| asking::new_fields(opened, self.known(), names));
        let form = Form::new(fields.unwrap_or_default(), then, self.mode);
        form.is_some_and(|form| {
            self.show_form(form);
            true
        })
    }

    fn known(&self) -> Known<'_> {
        Known {
            last: &self.options.last_values,
            environment: &self.options.environment,
        }
    }

    fn show_form(&mut self, form: Form) -> Vec<Effect> {
        self.form = Some(form);
        self.mode = Mode::Form;
        Vec::new()
    }

    pub(super) fn act_in_form(&mut self, action: Action) -> Vec<Effect> {
        let Some(form) = &mut self.form else {
            self.mode = Mode::Steps;
            return Vec::new();
        };
        match action {
            Action::Edit(edit) => form.edit(edit),
            Action::Down => form.turn(true),
            Action::Up => form.turn(false),
            Action::PreviousField => form.previous(),
            Action::Accept if form.accept() => return self.fill(),
            Action::Back => {
                self.mode = form.below;
                self.form = None;
                return self.say("left as it was");
            }
            _ => {}
        }
        Vec::new()
    }

    /// All is answered: the values go into all commands at once.
    fn fill(&mut self) -> Vec<Effect> {
        let Some(form) = self.form.take() else {
            return Vec::new();
        };
        self.mode = form.below;
        let then = form.then.clone();
        let Some(aid) = self.steps.opened().map(|opened| opened.aid.id.clone()) else {
            return Vec::new();
        };
        let answers = self.steps.fill(form.into_fields());
        let mut effects = Vec::new();
        for (name, value) in answers.last {
            self.options.last_values.set(&aid, &name, &value);
            effects.push(Effect::KeepValue {
                aid: aid.clone(),
                name,
                value,
            });
        }
        effects.extend(
            answers
                .change
                .map_or(Vec::new(), |change| self.keep(change)),
        );
        self.message = Message::None;
        effects.extend(match then {
            Then::Nothing => Vec::new(),
            Then::Command(way) => self.take_command(way),
            Then::Commands => self.copy_commands(),
        });
        effects
    }
}
