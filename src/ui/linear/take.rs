//! Taking a command in plain lines: which one, its placeholders, and a question where one is due.

use super::{Linear, NO_KEY, Open, Reply, State, say};
use crate::render::sanitize;
use crate::ui::action::Mode;
use crate::ui::asking::{self, Field, Known};
use crate::ui::confirm::{Confirm, Verdict};
use crate::ui::copy::{self, Leaving, Way};
use crate::ui::danger;
use crate::ui::steps::step_at;

/// Values that are asked for, one after the other.
#[derive(Debug)]
pub(super) struct Asking {
    /// The first one is asked.
    open: Vec<Field>,
    answered: Vec<Field>,
    /// The command that is taken once all is answered, as its number was typed.
    then: Option<String>,
}

impl Asking {
    /// What is asked for.
    pub fn prompt(&self) -> String {
        let Some(field) = self.open.first() else {
            return String::new();
        };
        let words = sanitize::visible_line(field.question.words());
        let Some(value) = field.prefilled() else {
            return format!("{words} (Enter leaves it open): ");
        };
        let value = sanitize::visible_line(value);
        let from = field.prefilled_from();
        let from = from.map_or_else(String::new, |from| format!(", {from}"));
        let open = leaves_open(field);
        format!("{words} (Enter: {value}{from}; {open} leaves it open): ")
    }

    /// Whether it must not be seen while it is typed.
    pub fn asks_for_secret(&self) -> bool {
        let first = self.open.first();
        first.is_some_and(|field| field.question.param.secret)
    }

    /// What is known of the answer.
    fn hints(&self) -> Vec<Reply> {
        let Some(field) = self.open.first() else {
            return Vec::new();
        };
        let param = &field.question.param;
        let choices = [param.choices.as_slice(), field.question.offered.as_slice()].concat();
        let choices = (!choices.is_empty()).then(|| format!("one of {}", choices.join(", ")));
        let from = param.from.iter().map(|from| format!("listed by: {from}"));
        let known = field.offers.iter();
        // The one that stands in the question is not said twice.
        let new = |value: &str| field.prefilled() != Some(value);
        let known =
            known.filter(|offer| !matches!(offer.from, "" | "default") && new(&offer.value));
        let known = known.map(|offer| format!("{}: {}", offer.from, offer.value));
        let said = choices.into_iter().chain(from).chain(known);
        said.map(|text| say(sanitize::visible_line(&text)))
            .collect()
    }
}

/// The line that leaves a placeholder open where Enter would fill it in: dashes, unless they are an answer.
fn leaves_open(field: &Field) -> &'static str {
    let is_answer = |dashes: &&&str| {
        let mut offers = field.offers.iter();
        offers.any(|offer| offer.value == **dashes) || field.value.as_deref() == Some(**dashes)
    };
    let dashes = ["-", "--"];
    dashes.iter().find(|d| !is_answer(d)).unwrap_or(&"---")
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
        let fields = asking::new_fields(&open.opened, self.known(), &leaving.open);
        if !fields.is_empty() {
            return self.ask(open, fields, Some(which.to_string()));
        }
        self.take(open, leaving)
    }

    fn take(&mut self, open: Box<Open>, leaving: Leaving) -> Vec<Reply> {
        let destroys = danger::destroys(&open.opened.aid, &leaving.text);
        let here = &self.options.here;
        let begun_on = open.opened.begun_elsewhere(&here.host);
        let confirm = match Confirm::judge(leaving, self.way(), destroys, begun_on, Mode::Steps) {
            Verdict::Leaves(leaving) => {
                self.state = State::Aid(open);
                return self.hand_over(leaving);
            }
            Verdict::Refused(why) => {
                self.state = State::Aid(open);
                return vec![say(why)];
            }
            Verdict::Asks(confirm) => confirm,
        };
        let shown = sanitize::visible_line(&confirm.leaving.shown).into_owned();
        let mut replies = vec![say(shown)];
        for said in confirm.said(here) {
            replies.push(say(sanitize::visible_line(&said)));
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
            Way::Copy | Way::Send(_) => Reply::Copy(leaving.text),
        }]
    }

    fn known(&self) -> Known<'_> {
        Known {
            last: &self.options.last_values,
            environment: &self.options.environment,
        }
    }

    /// Asks for the values that the current step needs.
    pub(super) fn fill_step(&mut self, open: Box<Open>) -> Vec<Reply> {
        let names = asking::names_of_step(&open.opened);
        let fields = asking::fields(&open.opened, self.known(), &|question| {
            names.contains(&question.param.name)
        });
        if fields.is_empty() {
            self.state = State::Aid(open);
            return vec![say("there is nothing to fill in here")];
        }
        self.ask(open, fields, None)
    }

    fn ask(&mut self, open: Box<Open>, fields: Vec<Field>, then: Option<String>) -> Vec<Reply> {
        let asking = Asking {
            open: fields,
            answered: Vec::new(),
            then,
        };
        let replies = asking.hints();
        self.state = State::Fill(open, asking);
        replies
    }

    /// An answer; after the last one the command is taken, or the step written anew.
    pub(super) fn fill_line(
        &mut self,
        open: Box<Open>,
        mut asking: Asking,
        input: &str,
    ) -> Vec<Reply> {
        if asking.open.is_empty() {
            self.state = State::Aid(open);
            return Vec::new();
        }
        let mut field = asking.open.remove(0);
        let value = match input {
            "" => field.prefilled().map(str::to_string),
            open if field.prefilled().is_some() && open == leaves_open(&field) => None,
            value => Some(value.to_string()),
        };
        if let Some(why) = value.as_deref().and_then(|value| field.unfit(value)) {
            asking.open.insert(0, field);
            self.state = State::Fill(open, asking);
            return vec![say(sanitize::visible_line(&why))];
        }
        field.value = value;
        asking.answered.push(field);
        if !asking.open.is_empty() {
            let replies = asking.hints();
            self.state = State::Fill(open, asking);
            return replies;
        }
        self.fill(open, asking)
    }

    /// All is answered.
    fn fill(&mut self, mut open: Box<Open>, asking: Asking) -> Vec<Reply> {
        let answers = asking::fill(&mut open.opened, asking.answered);
        let aid = open.opened.aid.id.clone();
        let mut replies = Vec::new();
        for (name, value) in answers.last {
            self.options.last_values.set(&aid, &name, &value);
            let aid = aid.clone();
            replies.push(Reply::KeepValue { aid, name, value });
        }
        replies.extend(answers.change.map(|change| open.keep(change)));
        open.lay(&self.options);
        match asking.then {
            Some(which) => replies.extend(self.take_command(open, &which)),
            None => {
                replies.extend(open.go_to_current());
                self.state = State::Aid(open);
            }
        }
        replies
    }
}

/// The command with this number (none when there is one only) of the current step, or what to say.
fn command_of(open: &Open, which: &str) -> Result<Leaving, Vec<Reply>> {
    let opened = &open.opened;
    let step = step_at(&opened.aid, opened.place.current);
    let mut texts = step.map_or(Vec::new(), |step| {
        copy::of_step(step, &opened.filling.values)
    });
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
