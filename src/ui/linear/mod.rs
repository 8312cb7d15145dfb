//! The browser as plain lines, for a dumb terminal or a screen reader: a line in, lines out.
//!
//! Nothing is drawn twice and nothing depends on a place on the screen. Like [`super::App`] it is a
//! value: `run` reads the lines, writes the replies and reports back.

mod take;

use std::sync::Arc;

use super::action::News;
use super::app::Options;
use super::cells;
use super::copy::Leaving;
use super::danger;
use super::message::trouble_of;
use super::resume;
use super::steps::{Filling, step_at};
use crate::aid::placeholder::Question;
use crate::aid::{Aid, StepKey, StepRef, step_keys};
use crate::library::{Library, Loaded};
use crate::render::{self, View, ansi, sanitize};
use crate::session::Run;

/// As many titles as there are digits to choose them.
const LISTED: usize = 9;
/// Columns; dumb terminals rarely tell theirs.
const WIDTH: usize = 79;

const NO_KEY: &str = "that is no key here; ? for help, b to search";

/// What is to be done with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Write this line. It is sanitized.
    Say(String),
    /// Read this entry and report it as [`News::Opened`].
    Load(usize),
    /// Copy this and report it as [`News::Copied`].
    Copy(String),
    /// Leave and print this (`--print`).
    Print {
        /// What is printed.
        text: String,
        /// Where the cursor belongs in it, in bytes.
        cursor: usize,
    },
    /// Keep a value given for a placeholder for the next time.
    KeepValue {
        /// The aid's id.
        aid: String,
        /// The placeholder.
        name: String,
        /// What was typed.
        value: String,
    },
    /// Leave.
    Quit,
}

/// The linear browser.
#[derive(Debug)]
pub struct Linear {
    library: Arc<Library>,
    options: Options,
    state: State,
    /// What is being copied, for the answer.
    copying: String,
}

#[derive(Debug)]
enum State {
    /// A query is asked for.
    Search,
    /// One of these is asked for.
    Choose(Vec<Choice>),
    /// An aid is open.
    Aid(Box<Open>),
    /// A text that destroys something or holds hidden characters waits for a yes.
    Confirm(Box<Open>, Leaving),
    /// The first of these values is asked for, then the command is taken.
    Fill(Box<Open>, Vec<Question>, String),
}

/// An entry in the list and the step of it that matched best.
#[derive(Debug, Clone, Copy)]
struct Choice {
    entry: usize,
    step: Option<StepRef>,
    /// It answers a pasted error.
    of_error: bool,
}

/// An open aid: its lines in portions, one for each step.
#[derive(Debug)]
struct Open {
    aid: Aid,
    procedure: usize,
    /// What is filled into its commands.
    filling: Filling,
    /// What stands before the first step, then a portion for each step, then what comes last.
    portions: Vec<Vec<String>>,
    /// The step last written, from 1; 0 before the first one.
    at: usize,
    /// The machine on which it was begun, where it is another one.
    begun_on: Option<String>,
}

fn say(text: impl Into<String>) -> Reply {
    Reply::Say(text.into())
}

impl Linear {
    /// The linear browser over these aids. Its first words are [`Linear::start`].
    pub fn new(library: Arc<Library>, options: Options) -> Linear {
        Linear {
            library,
            options,
            state: State::Search,
            copying: String::new(),
        }
    }

    /// What is written first: the answer to the query it was started with, if there is one.
    pub fn start(&mut self) -> Vec<Reply> {
        if let Some(id) = self.options.open.take() {
            return vec![match self.library.with_id(&id) {
                Some(entry) => Reply::Load(entry),
                None => {
                    let id = sanitize::visible_line(&id).into_owned();
                    say(format!("{id} is no longer there"))
                }
            }];
        }
        let query = self.options.query.clone();
        match query.trim() {
            "" => {
                let aids = self.library.index().visible();
                vec![say(format!(
                    "jitt, {}. ? for help.",
                    cells::count(aids, "aid")
                ))]
            }
            query => self.search(query),
        }
    }

    /// What is asked for, to be written before a line is read, without a line end.
    pub fn prompt(&self) -> String {
        match &self.state {
            State::Search => "search: ".to_string(),
            State::Choose(_) => "number, or other words: ".to_string(),
            State::Confirm(..) => "y or n: ".to_string(),
            State::Fill(_, questions, _) => take::prompt(questions),
            State::Aid(open) => match open.steps() {
                0 => "b, q or ?: ".to_string(),
                steps if open.at >= steps => format!("end of {steps} steps: "),
                steps => format!("{} of {steps}, Enter for the next: ", open.at),
            },
        }
    }

    /// Whether what is asked for must not be seen while it is typed.
    pub fn asks_for_secret(&self) -> bool {
        let State::Fill(_, questions, _) = &self.state else {
            return false;
        };
        questions
            .first()
            .is_some_and(|question| question.param.secret)
    }

    /// Answers a line, without its line end.
    pub fn line(&mut self, input: &str) -> Vec<Reply> {
        let input = input.trim();
        match std::mem::replace(&mut self.state, State::Search) {
            State::Search => self.search_line(input),
            State::Choose(choices) => self.choose_line(choices, input),
            State::Aid(open) => self.aid_line(open, input),
            State::Fill(open, questions, which) => self.fill_line(open, questions, &which, input),
            State::Confirm(open, leaving) => {
                self.state = State::Aid(open);
                match input {
                    "y" | "yes" => self.hand_over(leaving),
                    _ => vec![say("left as it was")],
                }
            }
        }
    }

    /// Takes the outcome of a [`Reply`] in.
    pub fn news(&mut self, news: News) -> Vec<Reply> {
        match news {
            News::Opened(entry, Ok(loaded)) => self.open(entry, *loaded),
            News::Opened(_, Err(finding)) => {
                let why = sanitize::visible_line(&finding.message).into_owned();
                vec![say(format!("cannot be opened: {why}"))]
            }
            News::Kept(kept) => kept.run.map_or(Vec::new(), |run| self.left_at(&run)),
            News::Copied(Ok(how)) => vec![say(format!("{how}: {}", self.copying))],
            News::Copied(Err(why)) => {
                let why = sanitize::visible_line(&why).into_owned();
                vec![say(format!("not copied: {why}"))]
            }
            _ => Vec::new(),
        }
    }

    fn search_line(&mut self, input: &str) -> Vec<Reply> {
        match input {
            "" | "q" => vec![Reply::Quit],
            "?" => help(&["words: search", "Enter or q: quit"]),
            words => self.search(words),
        }
    }

    fn search(&mut self, words: &str) -> Vec<Reply> {
        let index = self.library.index();
        let answer = index.search(words, &self.options.filter, LISTED);
        let known = |hit: &crate::search::Hit| {
            let choice = Choice {
                entry: hit.entry,
                step: hit.step,
                of_error: answer.symptom,
            };
            Some((choice, self.library.entry(hit.entry)?))
        };
        let found: Vec<_> = answer.hits.iter().filter_map(known).take(LISTED).collect();
        let mut replies = match (found.is_empty(), answer.confident) {
            (true, _) => return vec![say("nothing matches; try fewer or other words")],
            (false, false) => vec![say("nothing is really about this; the closest:")],
            (false, true) => Vec::new(),
        };
        for (number, (_, entry)) in (1..).zip(&found) {
            let title = sanitize::visible_line(entry.list_title()).into_owned();
            replies.push(say(format!("{number}. {title}")));
        }
        self.state = State::Choose(found.into_iter().map(|(choice, _)| choice).collect());
        replies
    }

    fn choose_line(&mut self, choices: Vec<Choice>, input: &str) -> Vec<Reply> {
        let number = input.parse::<usize>().ok();
        let chosen = number.and_then(|number| choices.get(number.checked_sub(1)?));
        if let Some(chosen) = chosen {
            let entry = chosen.entry;
            self.state = State::Choose(choices);
            return vec![Reply::Load(entry)];
        }
        // One digit is a slip; more of them are words to search for, an error's number.
        if let (Some(number), 1) = (number, input.len()) {
            let count = choices.len();
            self.state = State::Choose(choices);
            return vec![say(format!("there is no {number}, only 1 to {count}"))];
        }
        match input {
            "q" => vec![Reply::Quit],
            "" | "b" => Vec::new(),
            "?" => {
                self.state = State::Choose(choices);
                help(&[
                    "a number: open that aid",
                    "words: search anew",
                    "b: back, q: quit",
                ])
            }
            words => self.search(words),
        }
    }

    fn open(&mut self, entry: usize, loaded: Loaded) -> Vec<Reply> {
        let chosen = match &self.state {
            State::Choose(choices) => choices.iter().find(|choice| choice.entry == entry),
            _ => None,
        };
        let of_error = chosen.is_some_and(|choice| choice.of_error);
        let wanted = chosen.and_then(|choice| choice.step);
        let aid = loaded.aid;
        let first = StepRef {
            procedure: aid.opening(of_error).unwrap_or_default(),
            step: 0,
        };
        let at = wanted.filter(|at| step_at(&aid, *at).is_some());
        let at = at.unwrap_or(first);
        let Options {
            set, short_options, ..
        } = &self.options;
        let filling = Filling::new(&aid, set, *short_options);
        let mut open = Box::new(Open::new(aid, at.procedure, filling, &self.options));
        let trouble = trouble_of(&loaded.findings);
        let trouble = trouble.map(|text| say(sanitize::visible_line(&text)));
        let mut replies: Vec<Reply> = trouble.into_iter().collect();
        replies.extend(open.begin(at.step));
        self.state = State::Aid(open);
        replies
    }

    /// Says where the aid was left in the browser, and goes there.
    fn left_at(&mut self, run: &Run) -> Vec<Reply> {
        let State::Aid(open) = &mut self.state else {
            return Vec::new();
        };
        open.begun_on = Some(run.here.host.clone()).filter(|host| *host != self.options.here.host);
        let current = run.current.as_ref();
        let told = resume::tell(run, current, &self.options.here, None);
        let lines = told.lines.iter().map(|line| sanitize::visible_line(line));
        let mut replies: Vec<Reply> = lines.map(say).collect();
        let is_there = |(at, key): &(StepRef, StepKey)| {
            at.procedure == open.procedure && current.is_some_and(|seen| seen.key == *key)
        };
        let there = step_keys(&open.aid).into_iter().find(is_there);
        replies.extend(there.map_or(Vec::new(), |(at, _)| open.go(at.step + 1)));
        replies
    }

    fn aid_line(&mut self, mut open: Box<Open>, input: &str) -> Vec<Reply> {
        if let Some(which) = input.strip_prefix('y') {
            return self.take_command(open, which.trim());
        }
        let replies = match input {
            "" => open.go(open.at + 1),
            "p" => open.go(open.at.saturating_sub(1)),
            "r" => open.go(open.at),
            "t" => self.turn_procedure(&mut open),
            "f" => return self.fill_step(open),
            "b" => return Vec::new(),
            "q" => vec![Reply::Quit],
            "?" => help(&[
                "Enter: next step, p: previous, r: again, a number: that step",
                "t: next procedure of the page",
                "y: take the command, y2: the second one",
                "f: fill the placeholders of the step in",
                "b: back to the search, q: quit",
            ]),
            number => match number.parse() {
                Ok(number) => open.go(number),
                Err(_) => vec![say(NO_KEY)],
            },
        };
        self.state = State::Aid(open);
        replies
    }

    fn turn_procedure(&self, open: &mut Box<Open>) -> Vec<Reply> {
        let count = open.aid.procedures().count();
        if count < 2 {
            return vec![say("this page has one procedure")];
        }
        let next = (open.procedure + 1) % count;
        let aid = std::mem::take(&mut open.aid);
        let filling = std::mem::take(&mut open.filling);
        let begun_on = open.begun_on.take();
        **open = Open::new(aid, next, filling, &self.options);
        open.begun_on = begun_on;
        open.begin(0)
    }
}

fn help(lines: &[&str]) -> Vec<Reply> {
    lines.iter().map(|line| say(*line)).collect()
}

impl Open {
    fn new(aid: Aid, procedure: usize, filling: Filling, options: &Options) -> Open {
        let any = aid.procedures().next().is_some();
        let view = View {
            procedure: any.then_some(procedure),
            link_targets: true,
            values: &filling.values,
            destroys: &|step| danger::above(&aid, step, &options.here),
            ..View::new(WIDTH, options.today)
        };
        let mut portions = vec![Vec::new()];
        let mut step = None;
        for line in render::aid_lines(&aid, &view) {
            if line.step.is_some() && line.step != step {
                portions.push(Vec::new());
            }
            step = line.step.or(step);
            let text = ansi::to_text(&[line], ansi::Output::default());
            if let Some(portion) = portions.last_mut() {
                portion.push(text.trim_end().to_string());
            }
        }
        Open {
            aid,
            procedure,
            filling,
            portions,
            at: 0,
            begun_on: None,
        }
    }

    fn steps(&self) -> usize {
        self.portions.len() - 1
    }

    fn current(&self) -> Option<StepRef> {
        let step = self.at.checked_sub(1)?;
        let procedure = self.procedure;
        Some(StepRef { procedure, step })
    }

    /// What stands before the steps, and the step at this index.
    fn begin(&mut self, step: usize) -> Vec<Reply> {
        let mut replies = self.portion(0);
        if self.steps() > 0 {
            replies.extend(self.go(step + 1));
        }
        replies
    }

    fn go(&mut self, step: usize) -> Vec<Reply> {
        if step == 0 || step > self.steps() {
            return vec![match (self.steps(), step) {
                (0, _) => say("this page has no steps"),
                (_, 0) => say("this is the first step"),
                (steps, step) if step == steps + 1 => say("that was the last step"),
                (steps, step) => say(format!("there is no step {step}, only 1 to {steps}")),
            }];
        }
        self.at = step;
        self.portion(step)
    }

    fn portion(&self, at: usize) -> Vec<Reply> {
        let lines = self.portions.get(at).into_iter().flatten();
        lines.filter(|line| !line.is_empty()).map(say).collect()
    }
}
