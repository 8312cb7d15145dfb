//! Placeholders: asking for their values, and what is known of them before.

use std::collections::BTreeSet;

use super::App;
use crate::aid::placeholder::Question;
use crate::aid::{Command, Step};
use crate::ui::action::{Action, Effect, Mode};
use crate::ui::copy::Way;
use crate::ui::form::{Field, Form, Offer};
use crate::ui::message::Message;

impl App {
    /// Asks for the values that the current step's commands need; where it needs none, for all of the aid.
    pub(super) fn open_form(&mut self) -> Vec<Effect> {
        let of_step = self.names_of_step();
        let fields =
            self.fields(&|question| of_step.is_empty() || of_step.contains(&question.param.name));
        match Form::new(fields, None, self.mode) {
            Some(form) => self.show_form(form),
            None => self.say("there is nothing to fill in here"),
        }
    }

    /// Asks for those of `names` that nobody was asked for yet, before the command goes its `way`. Says
    /// whether there is something to ask.
    pub(super) fn asks_first(&mut self, names: &[&str], way: Way) -> bool {
        let Some(opened) = self.steps.opened() else {
            return false;
        };
        let asked = &opened.filling.asked;
        let new = |question: &Question| {
            let name = question.param.name.as_str();
            names.contains(&name) && !asked.contains(name)
        };
        let fields = self.fields(&new);
        let form = Form::new(fields, Some(way), self.mode);
        form.is_some_and(|form| {
            self.show_form(form);
            true
        })
    }

    fn show_form(&mut self, form: Form) -> Vec<Effect> {
        self.form = Some(form);
        self.mode = Mode::Form;
        Vec::new()
    }

    fn names_of_step(&self) -> Vec<String> {
        let commands = self.steps.current().map_or(Vec::new(), Step::commands);
        let holes = commands.iter().flat_map(|command| &command.holes);
        holes.map(|hole| hole.name.clone()).collect()
    }

    fn fields(&self, wanted: &dyn Fn(&Question) -> bool) -> Vec<Field> {
        let Some(opened) = self.steps.opened() else {
            return Vec::new();
        };
        let commands = self.steps.current().map_or(Vec::new(), Step::commands);
        let questions = opened.aid.questions();
        let field = |question: Question| {
            let name = &question.param.name;
            let needs = |command: &&&Command| command.holes.iter().any(|hole| hole.name == *name);
            let secret = question.param.secret;
            let value = opened.filling.values.get(name).filter(|_| !secret);
            Field {
                value: value.map(str::to_string),
                offers: self.offers(&opened.aid.id, &question),
                commands: commands
                    .iter()
                    .filter(needs)
                    .map(|c| (*c).clone())
                    .collect(),
                question,
            }
        };
        let mut fields: Vec<Field> = (questions.into_iter())
            .filter(|question| wanted(question))
            .map(field)
            .collect();
        // As they stand in the step, then in the aid.
        let names = self.names_of_step();
        let place = |field: &Field| {
            let name = &field.question.param.name;
            names
                .iter()
                .position(|own| own == name)
                .unwrap_or(usize::MAX)
        };
        fields.sort_by_key(place);
        fields
    }

    /// What can be taken for an answer: what the page says, the environment, what it was the last time.
    fn offers(&self, aid: &str, question: &Question) -> Vec<Offer> {
        let param = &question.param;
        let offer = |value: &str, from| Offer {
            value: value.to_string(),
            from,
        };
        let mut offers: Vec<Offer> = Vec::new();
        offers.extend(
            param
                .default
                .as_deref()
                .map(|value| offer(value, "default")),
        );
        let choices = param.choices.iter().chain(&question.offered);
        offers.extend(choices.map(|choice| offer(choice, "")));
        if !param.secret {
            let last = self.options.last_values.last(aid, &param.name);
            offers.extend(last.map(|value| offer(value, "the last time")));
            let set = self
                .options
                .environment
                .iter()
                .find(|(name, _)| *name == param.name);
            offers.extend(set.map(|(_, value)| offer(value, "environment")));
        }
        let mut seen = BTreeSet::new();
        offers.retain(|offer| {
            question.check(&offer.value).is_ok()
                && !offer.value.chars().any(char::is_control)
                && seen.insert(offer.value.clone())
        });
        offers
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
        let then = form.then;
        let Some(aid) = self.steps.opened().map(|opened| opened.aid.id.clone()) else {
            return Vec::new();
        };
        let mut effects = Vec::new();
        for field in form.into_fields() {
            let name = field.question.param.name;
            let changed = self.steps.fill(&name, field.value.clone());
            if let Some(value) = field
                .value
                .filter(|_| changed && !field.question.param.secret)
            {
                self.options.last_values.set(&aid, &name, &value);
                effects.push(Effect::KeepValue {
                    aid: aid.clone(),
                    name,
                    value,
                });
            }
        }
        if let Some(way) = then {
            self.message = Message::None;
            effects.extend(self.take_command(way));
        }
        effects
    }
}
