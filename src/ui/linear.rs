//! The browser as plain lines, for a dumb terminal or a screen reader: a line in, lines out.
//!
//! Nothing is drawn twice and nothing depends on a place on the screen. Like [`super::App`] it is a
//! value: `run` reads the lines, writes the replies and reports back.

use std::sync::Arc;

use super::action::{Mode, News};
use super::app::Options;
use super::cells;
use super::confirm::Confirm;
use super::copy::{self, Check};
use super::danger;
use super::resume;
use super::steps::step_at;
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
    Print(String),
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
    /// One of these entries is asked for.
    Choose(Vec<usize>),
    /// An aid is open.
    Aid(Box<Open>),
    /// A text that destroys something or holds hidden characters waits for a yes.
    Confirm(Box<Open>, String),
}

/// An open aid: its lines in portions, one for each step.
#[derive(Debug)]
struct Open {
    aid: Aid,
    procedure: usize,
    /// What stands before the first step, then a portion for each step, then what comes last.
    portions: Vec<Vec<String>>,
    /// The step last written, from 1; 0 before the first one.
    at: usize,
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
            State::Aid(open) => match open.steps() {
                0 => "b, q or ?: ".to_string(),
                steps if open.at >= steps => format!("end of {steps} steps: "),
                steps => format!("{} of {steps}, Enter for the next: ", open.at),
            },
        }
    }

    /// Answers a line, without its line end.
    pub fn line(&mut self, input: &str) -> Vec<Reply> {
        let input = input.trim();
        match std::mem::replace(&mut self.state, State::Search) {
            State::Search => self.search_line(input),
            State::Choose(entries) => self.choose_line(entries, input),
            State::Aid(open) => self.aid_line(open, input),
            State::Confirm(open, text) => {
                self.state = State::Aid(open);
                match input {
                    "y" | "yes" => self.hand_over(text),
                    _ => vec![say("left as it was")],
                }
            }
        }
    }

    /// Takes the outcome of a [`Reply`] in.
    pub fn news(&mut self, news: News) -> Vec<Reply> {
        match news {
            News::Opened(_, Ok(loaded)) => self.open(*loaded),
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
        let known = |hit: &crate::search::Hit| Some((hit.entry, self.library.entry(hit.entry)?));
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
        self.state = State::Choose(found.into_iter().map(|(at, _)| at).collect());
        replies
    }

    fn choose_line(&mut self, entries: Vec<usize>, input: &str) -> Vec<Reply> {
        if let Ok(number) = input.parse::<usize>() {
            let chosen = number
                .checked_sub(1)
                .and_then(|at| entries.get(at).copied());
            let count = entries.len();
            self.state = State::Choose(entries);
            return match chosen {
                Some(entry) => vec![Reply::Load(entry)],
                None => vec![say(format!("there is no {number}, only 1 to {count}"))],
            };
        }
        match input {
            "q" => vec![Reply::Quit],
            "" | "b" => Vec::new(),
            "?" => {
                self.state = State::Choose(entries);
                help(&[
                    "a number: open that aid",
                    "words: search anew",
                    "b: back, q: quit",
                ])
            }
            words => self.search(words),
        }
    }

    fn open(&mut self, loaded: Loaded) -> Vec<Reply> {
        let aid = loaded.aid;
        let procedure = aid.first.min(aid.procedures().count().saturating_sub(1));
        let mut open = Box::new(Open::new(aid, procedure, &self.options));
        let replies = open.begin();
        self.state = State::Aid(open);
        replies
    }

    /// Says where the aid was left in the browser, and goes there.
    fn left_at(&mut self, run: &Run) -> Vec<Reply> {
        let State::Aid(open) = &mut self.state else {
            return Vec::new();
        };
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
            "b" => return Vec::new(),
            "q" => vec![Reply::Quit],
            "?" => help(&[
                "Enter: next step, p: previous, r: again, a number: that step",
                "t: next procedure of the page",
                "y: take the command, y2: the second one",
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
        **open = Open::new(aid, next, &self.options);
        open.begin()
    }

    /// Takes the command that is meant: of several they are never all meant, one may undo the other.
    fn take_command(&mut self, open: Box<Open>, which: &str) -> Vec<Reply> {
        let text = match command_of(&open, which) {
            Ok(text) => text,
            Err(replies) => {
                self.state = State::Aid(open);
                return replies;
            }
        };
        let destroys = danger::destroys(&open.aid, &text);
        let hides = match copy::check(&text) {
            Check::Clean if !destroys => {
                self.state = State::Aid(open);
                return self.hand_over(text);
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
            text: text.clone(),
            print: self.options.print,
            hides,
            destroys,
            begun_on: None,
            below: Mode::Steps,
        };
        let shown = sanitize::visible_line(&text).into_owned();
        let mut replies = vec![say(shown)];
        for said in confirm.said(&self.options.here) {
            replies.push(say(sanitize::visible_line(&said).into_owned()));
        }
        self.state = State::Confirm(open, text);
        replies
    }

    fn hand_over(&mut self, text: String) -> Vec<Reply> {
        self.copying = sanitize::visible_line(&text).into_owned();
        vec![match self.options.print {
            true => Reply::Print(text),
            false => Reply::Copy(text),
        }]
    }
}

/// The command with this number (none when there is one only) of the current step, or what to say.
fn command_of(open: &Open, which: &str) -> Result<String, Vec<Reply>> {
    let step = open.current().and_then(|step| step_at(&open.aid, step));
    let mut texts = step.map_or(Vec::new(), copy::of_step);
    let count = texts.len();
    let number = match (which.parse::<usize>(), count) {
        (_, 0) => return Err(vec![say("this step has no command")]),
        (Ok(number), _) => number,
        (Err(_), 1) if which.is_empty() => 1,
        (Err(_), _) if which.is_empty() => {
            let lines = (1..).zip(&texts).map(|(number, text)| {
                let text = sanitize::visible_line(text);
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

fn help(lines: &[&str]) -> Vec<Reply> {
    lines.iter().map(|line| say(*line)).collect()
}

impl Open {
    fn new(aid: Aid, procedure: usize, options: &Options) -> Open {
        let any = aid.procedures().next().is_some();
        let view = View {
            procedure: any.then_some(procedure),
            link_targets: true,
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
            portions,
            at: 0,
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

    /// What stands before the steps, and the first one.
    fn begin(&mut self) -> Vec<Reply> {
        let mut replies = self.portion(0);
        if self.steps() > 0 {
            replies.extend(self.go(1));
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
