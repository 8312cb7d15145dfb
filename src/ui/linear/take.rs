//! Taking a command in plain lines: which one, its placeholders, and a question where one is due.

use super::super::action::Mode;
use super::super::confirm::Confirm;
use super::super::copy::{self, Check, Leaving, Way};
use super::super::danger;
use super::super::form::{Field, unfit};
use super::super::steps::step_at;
use super::{Linear, NO_KEY, Open, Reply, State, say};
use crate::aid::Step;
use crate::aid::placeholder::Question;
use crate::render::sanitize;

/// What is asked for.
pub(super) fn prompt(questions: &[Question]) -> String {
    let Some(question) = questions.first() else {
        return String::new();
    };
    let words = sanitize::visible_line(question.words());
    match &question.param.default {
        Some(default) => format!("{words} (Enter: {}): ", sanitize::visible_line(default)),
        None => format!("{words} (Enter leaves it open): "),
    }
}

impl Linear {
    /// Takes the command that is meant: of several they are never all meant, one may undo the other.
    pub(super) fn take_command(&mut self, open: Box<Open>, which: &str) -> Vec<Reply> {
        let leaving = match command_of(&open, which) {
            Ok(leaving) => leaving,
            Err(replies) => {
                self.state = State::Aid(open);
                return replies;
            }
        };
        let asked = &open.filling.asked;
        let new = |name: &String| leaving.open.contains(name) && !asked.contains(name);
        let questions = open.questions(&new);
        if !questions.is_empty() {
            let replies = offers(&questions);
            self.state = State::Fill(open, questions, format!("y{which}"));
            return replies;
        }
        self.take(open, leaving)
    }

    fn take(&mut self, open: Box<Open>, leaving: Leaving) -> Vec<Reply> {
        let destroys = danger::destroys(&open.aid, &leaving.text);
        let hides = match copy::check(&leaving.text) {
            Check::Clean if !destroys => {
                self.state = State::Aid(open);
                return self.hand_over(leaving);
            }
            Check::Clean => None,
            Check::Controls(which) => {
                self.state = State::Aid(open);
                return vec![say(format!(
                    "not taken: it holds control characters ({which})"
                ))];
            }
            Check::Hides(hides) => Some(hides),
        };
        let confirm = Confirm {
            way: self.way(),
            leaving,
            hides,
            destroys,
            begun_on: open.begun_on.clone(),
            below: Mode::Steps,
        };
        let shown = sanitize::visible_line(&confirm.leaving.shown).into_owned();
        let mut replies = vec![say(shown)];
        for said in confirm.said(&self.options.here) {
            replies.push(say(sanitize::visible_line(&said).into_owned()));
        }
        self.state = State::Confirm(open, confirm.leaving);
        replies
    }

    fn way(&self) -> Way {
        match self.options.print {
            true => Way::Print,
            false => Way::Copy,
        }
    }

    pub(super) fn hand_over(&mut self, leaving: Leaving) -> Vec<Reply> {
        self.copying = sanitize::visible_line(&leaving.in_words()).into_owned();
        vec![match self.way() {
            Way::Print => Reply::Print {
                text: leaving.text,
                cursor: leaving.cursor,
            },
            // There is no other pane for lines alone.
            Way::Copy | Way::Send => Reply::Copy(leaving.text),
        }]
    }

    /// Asks for the values that the current step needs.
    pub(super) fn fill_step(&mut self, open: Box<Open>) -> Vec<Reply> {
        let questions = open.questions(&|_| true);
        if questions.is_empty() {
            self.state = State::Aid(open);
            return vec![say("there is nothing to fill in here")];
        }
        let replies = offers(&questions);
        self.state = State::Fill(open, questions, String::new());
        replies
    }

    /// An answer; after the last one the command is taken, or the step written anew.
    pub(super) fn fill_line(
        &mut self,
        mut open: Box<Open>,
        mut questions: Vec<Question>,
        then: &str,
        input: &str,
    ) -> Vec<Reply> {
        if questions.is_empty() {
            self.state = State::Aid(open);
            return Vec::new();
        }
        let question = questions.remove(0);
        let name = question.param.name.clone();
        let secret = question.param.secret;
        let value = match input {
            "" => question.param.default.clone(),
            value => Some(value.to_string()),
        };
        let field = Field {
            commands: open.commands(),
            question,
            value: value.clone(),
            offers: Vec::new(),
        };
        if let Some(why) = value.as_deref().and_then(|value| unfit(&field, value)) {
            questions.insert(0, field.question);
            self.state = State::Fill(open, questions, then.to_string());
            return vec![say(sanitize::visible_line(&why).into_owned())];
        }
        let mut replies = Vec::new();
        open.filling.asked.insert(name.clone());
        open.filling.values.set(&name, value.clone());
        if let Some(value) = value.filter(|_| !secret) {
            let aid = open.aid.id.clone();
            replies.push(Reply::KeepValue { aid, name, value });
        }
        if !questions.is_empty() {
            replies.extend(offers(&questions));
            self.state = State::Fill(open, questions, then.to_string());
            return replies;
        }
        let (at, begun_on) = (open.at, open.begun_on.take());
        let (aid, filling) = (
            std::mem::take(&mut open.aid),
            std::mem::take(&mut open.filling),
        );
        *open = Open::new(aid, open.procedure, filling, &self.options);
        (open.at, open.begun_on) = (at, begun_on);
        match then.strip_prefix('y') {
            Some(which) => replies.extend(self.take_command(open, which)),
            None => {
                replies.extend(open.go(at));
                self.state = State::Aid(open);
            }
        }
        replies
    }
}

/// What the page says about the answer to the first question.
fn offers(questions: &[Question]) -> Vec<Reply> {
    let Some(question) = questions.first() else {
        return Vec::new();
    };
    let choices = [
        question.param.choices.as_slice(),
        question.offered.as_slice(),
    ]
    .concat();
    let from = question
        .param
        .from
        .iter()
        .map(|from| format!("listed by: {from}"));
    let choices = (!choices.is_empty()).then(|| format!("one of {}", choices.join(", ")));
    let said = choices.into_iter().chain(from);
    said.map(|text| say(sanitize::visible_line(&text).into_owned()))
        .collect()
}

/// The command with this number (none when there is one only) of the current step, or what to say.
fn command_of(open: &Open, which: &str) -> Result<Leaving, Vec<Reply>> {
    let step = open.step();
    let mut texts = step.map_or(Vec::new(), |step| copy::of_step(step, &open.filling.values));
    let count = texts.len();
    let number = match (which.parse::<usize>(), count) {
        (_, 0) => return Err(vec![say("this step has no command")]),
        (Ok(number), _) => number,
        (Err(_), 1) if which.is_empty() => 1,
        (Err(_), _) if which.is_empty() => {
            let lines = (1..).zip(&texts).map(|(number, leaving)| {
                let text = sanitize::visible_line(&leaving.shown);
                say(format!("{number}. {text}"))
            });
            let ask = say(format!("which of them? y1 to y{count}"));
            return Err(lines.chain([ask]).collect());
        }
        (Err(_), _) => return Err(vec![say(NO_KEY)]),
    };
    match number.checked_sub(1).filter(|at| *at < count) {
        Some(at) => Ok(texts.swap_remove(at)),
        None => Err(vec![say(format!(
            "there is no command {number}, only 1 to {count}"
        ))]),
    }
}

impl Open {
    fn step(&self) -> Option<&Step> {
        step_at(&self.aid, self.current()?)
    }

    fn commands(&self) -> Vec<crate::aid::Command> {
        let commands = self.step().map_or(Vec::new(), Step::commands);
        commands.into_iter().cloned().collect()
    }

    /// The questions for the placeholders of the current step whose names are `wanted`.
    fn questions(&self, wanted: &dyn Fn(&String) -> bool) -> Vec<Question> {
        let commands = self.commands();
        let mut holes = commands.iter().flat_map(|command| &command.holes);
        let names: Vec<&String> = holes.by_ref().map(|hole| &hole.name).collect();
        let asks = |question: &Question| {
            names.contains(&&question.param.name) && wanted(&question.param.name)
        };
        self.aid.questions().into_iter().filter(asks).collect()
    }
}
