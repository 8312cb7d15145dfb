//! The browser as plain lines, for a dumb terminal or a screen reader: a line in, lines out.
//!
//! Nothing is drawn twice and nothing depends on a place on the screen. Like [`super::App`] it is a
//! value: `run` reads the lines, writes the replies and reports back.

mod open;
mod place;
mod take;

use std::sync::Arc;

use jiff::Zoned;

use super::action::News;
use super::app::Options;
use super::cells;
use super::copy::Leaving;
use super::message::trouble_of;
use super::steps::{Filling, Opened, Place, step_at};
use crate::aid::{Aid, Branch, StepRef};
use crate::library::{Library, Loaded};
use crate::render::sanitize;
use crate::session::{Change, Surroundings};
use open::Open;

/// As many titles as there are digits to choose them.
const LISTED: usize = 9;
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
    /// Keep this change of the place in the aid with this id and report it as [`News::Kept`].
    Keep(String, Change),
    /// Leave.
    Quit,
}

/// The linear browser.
#[derive(Debug)]
pub struct Linear {
    library: Arc<Library>,
    options: Options,
    /// Columns to wrap to.
    width: usize,
    state: State,
    /// The time, as last told.
    now: Option<Zoned>,
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
    /// The first of these values is asked for; the others are answered already.
    Fill(Box<Open>, take::Asking),
    /// One of the ways to go on from a decision is asked for.
    Ways(Box<Open>, Vec<Branch>),
    /// Whether to start the aid over is asked.
    Over(Box<Open>),
}

impl State {
    /// The aid that is open, whatever is asked for.
    fn open_mut(&mut self) -> Option<&mut Open> {
        match self {
            State::Search | State::Choose(_) => None,
            State::Aid(open)
            | State::Confirm(open, _)
            | State::Fill(open, _)
            | State::Ways(open, _)
            | State::Over(open) => Some(open),
        }
    }
}

/// An entry in the list and the step of it that matched best.
#[derive(Debug, Clone, Copy)]
struct Choice {
    entry: usize,
    step: Option<StepRef>,
    /// It answers a pasted error.
    of_error: bool,
}

fn say(text: impl Into<String>) -> Reply {
    Reply::Say(text.into())
}

impl Linear {
    /// The linear browser over these aids, its lines wrapped to `width` columns. Its first words are
    /// [`Linear::start`].
    pub fn new(library: Arc<Library>, options: Options, width: usize) -> Linear {
        Linear {
            library,
            options,
            width: width.max(1),
            state: State::Search,
            now: None,
            copying: String::new(),
        }
    }

    /// Tells the time: how long ago something was is said by it.
    pub fn tell_time(&mut self, now: Zoned) {
        self.now = Some(now);
    }

    /// Tells where the person is now: what destroys something says so.
    pub fn tell_here(&mut self, here: Surroundings) {
        if self.options.here == here {
            return;
        }
        self.options.here = here;
        if let Some(open) = self.state.open_mut() {
            open.lay(&self.options);
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
            State::Fill(_, asking) => asking.prompt(),
            State::Ways(_, ways) => format!("which way, 1 to {}: ", ways.len()),
            State::Over(_) => "y or n: ".to_string(),
            State::Aid(open) => match open.steps() {
                0 => "b, q or ?: ".to_string(),
                steps if open.at >= steps => format!("end of {steps} steps: "),
                steps => format!("{} of {steps}, Enter for the next: ", open.at),
            },
        }
    }

    /// Whether what is asked for must not be seen while it is typed.
    pub fn asks_for_secret(&self) -> bool {
        matches!(&self.state, State::Fill(_, asking) if asking.asks_for_secret())
    }

    /// Answers a line, without its line end.
    pub fn line(&mut self, input: &str) -> Vec<Reply> {
        let input = input.trim();
        match std::mem::replace(&mut self.state, State::Search) {
            State::Search => self.search_line(input),
            State::Choose(choices) => self.choose_line(choices, input),
            State::Aid(open) => self.aid_line(open, input),
            State::Fill(open, asking) => self.fill_line(open, asking, input),
            State::Ways(open, ways) => self.way_line(open, ways, input),
            State::Over(open) => self.over_line(open, input),
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
            News::Kept(kept) => self.kept(*kept),
            News::Copied(Ok(how)) => vec![say(format!("{how}: {}", self.copying))],
            News::Copied(Err(why)) => {
                let why = sanitize::visible_line(&why).into_owned();
                vec![
                    say(format!("not copied: {why}")),
                    say(format!("the command: {}", self.copying)),
                    say(
                        "jitt --print TOPIC ends with it on standard output, jitt -c TOPIC prints them all",
                    ),
                ]
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
        let filling = self.first_filling(&aid);
        let mut place = Place::at_first(&aid, of_error);
        place.go_to(at);
        let mut opened = Opened::new(entry, aid, place, true);
        opened.filling = filling;
        let mut open = Box::new(Open::new(
            opened,
            Arc::clone(&self.library),
            self.width,
            &self.options,
        ));
        let trouble = trouble_of(&loaded.findings);
        let trouble = trouble.map(|text| say(sanitize::visible_line(&text)));
        let mut replies: Vec<Reply> = trouble.into_iter().collect();
        replies.extend(open.begin(at.step));
        self.state = State::Aid(open);
        replies
    }

    /// What is filled into an aid before anything was asked.
    fn first_filling(&self, aid: &Aid) -> Filling {
        let Options {
            set, short_options, ..
        } = &self.options;
        Filling::new(aid, set, *short_options)
    }

    fn aid_line(&mut self, mut open: Box<Open>, input: &str) -> Vec<Reply> {
        let (word, rest) = input.split_once(' ').unwrap_or((input, ""));
        match word {
            "d" | "done" => return self.done(open),
            "x" | "skip" => return self.skip(open, rest.trim()),
            "a" | "n/a" => return self.not_applicable(open),
            "u" | "undo" => return self.undo(open),
            "over" => return self.ask_over(open),
            _ => {}
        }
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
                "done: mark the step and go on; skip WHY: skip it; n/a: it does not apply",
                "undo: take the last mark back, over: start the aid over",
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
        let count = open.opened.aid.procedures().count();
        if count < 2 {
            return vec![say("this page has one procedure")];
        }
        let procedure = (open.opened.place.current.procedure + 1) % count;
        open.opened.place.go_to(StepRef { procedure, step: 0 });
        open.lay(&self.options);
        open.begin(0)
    }
}

fn help(lines: &[&str]) -> Vec<Reply> {
    lines.iter().map(|line| say(*line)).collect()
}
