//! What is asked for the placeholders of a step, what is known of the answers before, and what comes of them.
//! The browser asks with a form, its linear form line by line.

use std::collections::{BTreeMap, BTreeSet};

use super::copy::Way;
use super::steps::{Opened, step_at};
use crate::aid::placeholder::{Question, Refusal};
use crate::aid::{Command, ProcedureKind, Step};
use crate::session::{Change, Values as LastValues};

/// Something that can be taken for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The value.
    pub value: String,
    /// Where it is from, in words; nothing for a choice of the page.
    pub from: &'static str,
    /// It stands in the line when the question is asked, where nothing before it does.
    pub prefills: bool,
}

/// A question with what is known of its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// What is asked.
    pub question: Question,
    /// The answer so far.
    pub value: Option<String>,
    /// What can be taken for one.
    pub offers: Vec<Offer>,
    /// The commands of the step that need it: they may refuse a value.
    pub commands: Vec<Command>,
}

/// What happens once all is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// Nothing: the values were all that was wanted.
    Nothing,
    /// The step's chosen command goes this way.
    Command(Way),
    /// All commands of the step are copied.
    Commands,
}

/// What is known of answers whatever the aid.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// What was given the last time.
    pub last: &'a LastValues,
    /// The environment's variables.
    pub environment: &'a [(String, String)],
}

impl Field {
    /// What stands in the line when it is asked: the answer of this run, else what it was the last time in
    /// this aid, the default, what it was in another aid.
    pub fn prefilled(&self) -> Option<&str> {
        let offer = self.offers.iter().find(|offer| offer.prefills);
        let value = self.value.as_deref();
        value.or(offer.map(|offer| offer.value.as_str()))
    }

    /// Where that is from, in words; nothing for the answer of this run.
    pub fn prefilled_from(&self) -> Option<&'static str> {
        let offer = self.offers.iter().find(|offer| offer.prefills);
        offer
            .filter(|_| self.value.is_none())
            .map(|offer| offer.from)
    }

    /// Why a value cannot be taken, a sentence.
    pub fn unfit(&self, value: &str) -> Option<String> {
        if value.chars().any(char::is_control) {
            return Some(Refusal::Control.to_string());
        }
        if let Err(why) = self.question.check(value) {
            return Some(why.to_string());
        }
        let name = &self.question.param.name;
        let refuses = |command: &Command| command.refuses(name, value);
        let refusal = self.commands.iter().find_map(refuses);
        refusal.map(|why| format!("{why}; left empty, you can type it into the command yourself"))
    }
}

/// The names that the current step's commands ask for, in their order.
pub fn names_of_step(opened: &Opened) -> Vec<String> {
    let commands = commands_of(opened);
    let holes = commands.iter().flat_map(|command| &command.holes);
    holes.map(|hole| hole.name.clone()).collect()
}

/// The questions of the aid that are `wanted`, those of the current step first.
pub fn fields(opened: &Opened, known: Known, wanted: &dyn Fn(&Question) -> bool) -> Vec<Field> {
    let commands = commands_of(opened);
    let questions = opened.aid.questions().into_iter();
    let field = |question: Question| {
        let name = &question.param.name;
        let needs = |command: &&&Command| command.holes.iter().any(|hole| hole.name == *name);
        let secret = question.param.secret;
        let value = opened.filling.values.get(name).filter(|_| !secret);
        Field {
            value: value.map(str::to_string),
            offers: offers(&opened.aid.id, &question, known),
            commands: commands
                .iter()
                .filter(needs)
                .map(|c| (*c).clone())
                .collect(),
            question,
        }
    };
    let mut fields: Vec<Field> = questions
        .filter(|question| wanted(question))
        .map(field)
        .collect();
    // As they stand in the step, then in the aid.
    let names = names_of_step(opened);
    let place = |field: &Field| {
        let name = &field.question.param.name;
        let at = names.iter().position(|own| own == name);
        at.unwrap_or(usize::MAX)
    };
    fields.sort_by_key(place);
    fields
}

/// The questions for those of `names` that nobody was asked for yet.
pub fn new_fields(opened: &Opened, known: Known, names: &[String]) -> Vec<Field> {
    let asked = &opened.filling.asked;
    fields(opened, known, &|question| {
        let name = &question.param.name;
        names.contains(name) && !asked.contains(name)
    })
}

fn commands_of(opened: &Opened) -> Vec<&Command> {
    let step = step_at(&opened.aid, opened.place.current);
    step.map_or(Vec::new(), Step::commands)
}

/// What can be taken for an answer: what it was the last time, what the page says, the environment.
fn offers(aid: &str, question: &Question, known: Known) -> Vec<Offer> {
    let param = &question.param;
    let offer = |value: &str, from, prefills| Offer {
        value: value.to_string(),
        from,
        prefills,
    };
    let last = |value: Option<&str>, from| value.map(|value| offer(value, from, true));
    let environment = known.environment.iter();
    let variable = environment
        .filter(|_| !param.secret)
        .find(|(name, _)| *name == param.name);
    let (own, other) = match param.secret {
        true => (None, None),
        false => (
            last(known.last.of_aid(aid, &param.name), "the last time"),
            last(known.last.of_any(&param.name), "the last time, elsewhere"),
        ),
    };
    let choices = param.choices.iter().chain(&question.offered);
    let mut offers: Vec<Offer> = own.into_iter().collect();
    offers.extend(last(param.default.as_deref(), "default"));
    offers.extend(choices.map(|choice| offer(choice, "", false)));
    offers.extend(other);
    offers.extend(variable.map(|(_, value)| offer(value, "environment", false)));
    let mut seen = BTreeSet::new();
    offers.retain(|offer| {
        question.check(&offer.value).is_ok()
            && !offer.value.chars().any(char::is_control)
            && seen.insert(offer.value.clone())
    });
    offers
}

/// What is to be kept of answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// Name and value, to be offered the next time.
    pub last: Vec<(String, String)>,
    /// What the run keeps, where there is one or one is begun by it.
    pub change: Option<Change>,
    /// A value is another one now.
    pub changed: bool,
}

/// Fills answered questions in.
pub fn fill(opened: &mut Opened, fields: Vec<Field>) -> Answers {
    let mut answers = Answers::default();
    let mut values = BTreeMap::new();
    for field in fields {
        let param = field.question.param;
        let changed = opened.filling.fill(&param.name, field.value.clone());
        answers.changed |= changed;
        if !changed || param.secret {
            continue;
        }
        if let Some(value) = &field.value {
            answers.last.push((param.name.clone(), value.clone()));
        }
        values.insert(param.name, field.value);
    }
    let goes_on = opened.run.as_ref().is_some_and(|run| run.is_open());
    let next = opened.seen(opened.place.current);
    let keeps = !values.is_empty() && (goes_on || begins_run(opened));
    answers.change = next
        .filter(|_| keeps)
        .map(|next| Change::Fill { values, next });
    answers
}

/// Whether to fill something in is to be in the middle of the aid: not where one of several commands is
/// picked, and not in one whose run is over.
fn begins_run(opened: &Opened) -> bool {
    let procedure = opened.aid.procedures().nth(opened.place.current.procedure);
    let is_gone_through = procedure.is_some_and(|procedure| {
        procedure.kind != ProcedureKind::Pick && procedure.step_count() > 1
    });
    is_gone_through && opened.run.is_none()
}
