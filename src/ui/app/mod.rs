//! The browser as a value: events in, effects out, a frame drawn. No file, no clock, no terminal.

mod author;
mod draw;
mod fill;
mod follow;
mod mouse;
mod news;
mod progress;
mod search;
mod send;
mod steps;
mod typeahead;

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use jiff::Zoned;
use jiff::civil::Date;
use ratatui::layout::Rect;

use self::send::Sending;
use super::action::{Action, Effect, Event, Input, Key, KeyCode, Mode};
use super::confirm::Confirm;
use super::findings::Findings;
use super::form::Form;
use super::habits::Habits;
use super::help::Help;
use super::keymap::{self, Keymap};
use super::layout::Areas;
use super::links::Links;
use super::list::List;
use super::message::Message;
use super::prompt::Prompt;
use super::resume::Told;
use super::steps::{Filling, Place, Spot, Steps};
use crate::aid::{Branch, StepRef};
use crate::config::KeyChange;
use crate::library::Library;
use crate::search::Filter;
use crate::session::{Surroundings, Values as LastValues};

/// What the browser is started with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The query filled in.
    pub query: String,
    /// The id of an aid to be opened at once, where it was left.
    pub open: Option<String>,
    /// What restricts the list.
    pub filter: Filter,
    /// For the age of reviews.
    pub today: Date,
    /// `--print`: the chosen command leaves the program instead of being copied.
    pub print: bool,
    /// jitt is in a popup of tmux: Enter sends the command to the pane below and leaves.
    pub popup: bool,
    /// Whether colours may be used; without them everything is still told apart.
    pub colour: bool,
    /// Where the person is.
    pub here: Surroundings,
    /// Values given on the command line, by name.
    pub set: Vec<(String, String)>,
    /// Options in their short spelling, where a page has both.
    pub short_options: bool,
    /// The environment's variables, offered for placeholders of their names.
    pub environment: Vec<(String, String)>,
    /// The values given for placeholders the last time.
    pub last_values: LastValues,
    /// Changed keys ([`crate::config::Settings::keys`]).
    pub keys: Vec<KeyChange>,
}

/// Where in an aid it is to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    /// Where the person left it, unless the search now asks for another step.
    Best(Option<StepRef>),
    /// At this heading.
    Anchor(String),
    /// Where the person left it.
    Left,
    /// Just there, as when a link was followed.
    Spot(Spot),
}

/// A file asked for with [`Effect::Load`].
#[derive(Debug, Clone, PartialEq, Eq)]
struct Request {
    entry: usize,
    target: Target,
    /// It opens as soon as it is there.
    open: bool,
}

/// Where things were drawn last: for the mouse.
#[derive(Debug, Clone, Copy, Default)]
struct Drawn {
    areas: Areas,
    steps_body: Rect,
    /// Nothing of it was drawn because the window is too small.
    too_small: bool,
    /// The question whether a text may leave was drawn.
    question: bool,
}

/// The browser.
#[derive(Debug)]
pub struct App {
    options: Options,
    keymap: Keymap,
    mode: Mode,
    message: Message,
    library: Option<Arc<Library>>,
    /// How many aids have been read while they are being read.
    reading: usize,
    query: Prompt,
    habits: Habits,
    list: List,
    steps: Steps,
    request: Option<Request>,
    /// The places in aids left, by id.
    places: HashMap<String, Place>,
    /// Where links were followed from: the aid's id and the spot in it.
    trail: Vec<(String, Spot)>,
    /// Digits typed one after the other.
    digits: u32,
    find: Prompt,
    /// Why a step is skipped.
    reason: Prompt,
    links: Links,
    /// The ways to go on that are to be chosen from.
    ways: Vec<Branch>,
    /// The key that starts over was pressed once.
    starting_over: bool,
    findings: Findings,
    confirm: Option<Confirm>,
    form: Option<Form>,
    sending: Sending,
    /// The mode below the choice of a pane.
    below_panes: Mode,
    /// What was filled in in aids left, by id.
    fillings: HashMap<String, Filling>,
    help: Help,
    /// The main mode below the help.
    below_help: Mode,
    /// What is being copied, for the message.
    copying: String,
    /// The address being opened outside.
    browsing: String,
    /// Keys pressed while something is awaited that they may be about.
    ahead: VecDeque<Key>,
    /// Where the person is, as last looked.
    here: Surroundings,
    /// It is being looked again: what is said about it may be old.
    looking: bool,
    /// The time, as last told; none when nobody told it.
    now: Option<Zoned>,
    drawn: Drawn,
}

impl App {
    /// The browser before any aid was read.
    pub fn new(options: Options) -> App {
        let (keymap, findings) = Keymap::new(&options.keys);
        let message = findings.into_iter().next().map(|finding| finding.message);
        App {
            keymap,
            mode: Mode::Search,
            message: message.map_or(Message::None, Message::Trouble),
            library: None,
            reading: 0,
            query: Prompt::new(&options.query),
            habits: Habits::default(),
            list: List::default(),
            steps: Steps::default(),
            request: None,
            places: HashMap::new(),
            trail: Vec::new(),
            digits: 0,
            find: Prompt::default(),
            reason: Prompt::default(),
            ways: Vec::new(),
            starting_over: false,
            links: Links::default(),
            findings: Findings::default(),
            confirm: None,
            form: None,
            sending: Sending::default(),
            below_panes: Mode::Steps,
            fillings: HashMap::new(),
            help: Help::default(),
            below_help: Mode::Search,
            copying: String::new(),
            browsing: String::new(),
            ahead: VecDeque::new(),
            drawn: Drawn::default(),
            here: options.here.clone(),
            looking: false,
            now: None,
            options,
        }
    }

    /// Tells the time: how long ago something was is said by it.
    pub fn tell_time(&mut self, now: Zoned) {
        self.now = Some(now);
    }

    /// Takes one event in and says what is to be done about it, in this order.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::News(news) => {
                let mut effects = self.news(news);
                effects.extend(self.catch_up());
                effects
            }
            Event::Input(input) if self.waits_with(&input) => Vec::new(),
            Event::Input(input) => self.input(input),
        }
    }

    fn input(&mut self, input: Input) -> Vec<Effect> {
        // What cannot be seen is not taken, marked or opened.
        if self.drawn.too_small && !self.is_general(&input) {
            return Vec::new();
        }
        self.arrange_undrawn();
        let mut effects = match input {
            Input::Key(key) => self.key(key),
            Input::Paste(text) => self.paste(&text),
            Input::Mouse { kind, column, row } => self.mouse(kind, column, row),
        };
        if !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Keep(..)))
        {
            effects.extend(self.keep_current());
        }
        effects
    }

    /// Whether it is harmless without seeing what it is about: a key that leads out or types.
    fn is_general(&self, input: &Input) -> bool {
        match input {
            Input::Key(key) if keymap::types(self.mode, *key) => true,
            Input::Key(key) => {
                (self.keymap.action(self.mode, *key)).is_some_and(Action::is_general)
            }
            Input::Paste(_) => true,
            Input::Mouse { .. } => false,
        }
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.message = Message::None;
        let digits = std::mem::take(&mut self.digits);
        let again = std::mem::take(&mut self.starting_over);
        if let (true, KeyCode::Char(c)) = (keymap::types(self.mode, key), key.code) {
            return self.typed(c.encode_utf8(&mut [0; 4]));
        }
        if let (Mode::Links | Mode::Branches | Mode::Panes, KeyCode::Char(c @ '1'..='9')) =
            (self.mode, key.code)
        {
            let number = c.to_digit(10).unwrap_or(0) as usize;
            return match self.mode {
                Mode::Branches => self.take_way(number),
                Mode::Panes => {
                    let id = self.links.numbered(number).map(str::to_string);
                    self.take_pane_in_row(id.as_deref())
                }
                _ => self.follow_numbered(number),
            };
        }
        match self.keymap.action(self.mode, key) {
            Some(Action::GoTo) => self.go_to_digit(digits, key),
            Some(Action::StartOver) => self.start_over(again),
            Some(action) => self.act(action),
            None => Vec::new(),
        }
    }

    /// What an action does in every mode, or hands it to the mode's own.
    fn act(&mut self, action: Action) -> Vec<Effect> {
        match (action, self.mode) {
            (Action::Quit, _) => vec![Effect::Quit],
            (Action::Suspend, _) => vec![Effect::Suspend],
            (Action::Redraw, _) => vec![Effect::Redraw],
            (Action::Help, Mode::Search | Mode::Steps) => self.open_help(),
            (_, Mode::Search) => self.act_in_search(action),
            (_, Mode::Steps) => self.act_in_steps(action),
            (_, Mode::Find) => self.act_in_find(action),
            (_, Mode::Links) => self.act_in_links(action),
            (_, Mode::Findings) => self.act_in_findings(action),
            (_, Mode::Form) => self.act_in_form(action),
            (_, Mode::Panes) => self.act_in_panes(action),
            (_, Mode::Confirm) => self.act_in_confirm(action),
            (_, Mode::Reason) => self.act_in_reason(action),
            (_, Mode::Branches) => self.act_in_branches(action),
            (_, Mode::Help) => self.act_in_help(action),
        }
    }

    fn typed(&mut self, text: &str) -> Vec<Effect> {
        match self.mode {
            Mode::Find => {
                self.find.insert(text);
                self.find_again();
                Vec::new()
            }
            Mode::Reason => {
                self.reason.insert(text);
                Vec::new()
            }
            Mode::Form => {
                if let Some(form) = &mut self.form {
                    form.insert(text);
                }
                Vec::new()
            }
            _ => {
                self.query.insert(text);
                self.query_changed()
            }
        }
    }

    /// Pasted text goes where text is typed, and nowhere else: it must not press keys.
    fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.message = Message::None;
        match self.mode {
            Mode::Search => {
                self.query.paste(text);
                self.query_changed()
            }
            Mode::Find => {
                self.find.paste(text);
                self.find_again();
                Vec::new()
            }
            Mode::Reason => {
                self.reason.paste(text);
                Vec::new()
            }
            Mode::Form => {
                if let Some(form) = &mut self.form {
                    form.paste(text);
                }
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn open_help(&mut self) -> Vec<Effect> {
        self.below_help = self.mode;
        self.help = Help::default();
        self.mode = Mode::Help;
        Vec::new()
    }

    fn act_in_help(&mut self, action: Action) -> Vec<Effect> {
        let page = (self.drawn.areas.whole.height / 2) as isize;
        match action {
            Action::Up => self.help.scroll(-1),
            Action::Down => self.help.scroll(1),
            Action::PageUp => self.help.scroll(-page),
            Action::PageDown => self.help.scroll(page),
            Action::Back => self.mode = self.below_help,
            _ => {}
        }
        Vec::new()
    }

    /// Leaves the browser's own state as it is and says something.
    fn say(&mut self, text: impl Into<String>) -> Vec<Effect> {
        self.message = Message::Done(text.into());
        Vec::new()
    }

    /// Says where somebody was: in the bottom line when that is a sentence and warns of nothing.
    fn tell(&mut self, told: Told) {
        self.message = match (told.lines.as_slice(), told.warns) {
            ([], _) => return,
            ([only], false) => Message::Done(only.clone()),
            _ => Message::Notice(told.lines),
        };
    }

    /// Says what went wrong.
    fn complain(&mut self, text: impl Into<String>) -> Vec<Effect> {
        self.message = Message::Trouble(text.into());
        Vec::new()
    }
}
