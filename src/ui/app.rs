//! The browser as a value: events in, effects out, a frame drawn. No file, no clock, no terminal.

use jiff::civil::Date;
use ratatui::Frame;

use super::action::{Effect, Event, Input, Key, KeyCode};
use crate::search::Filter;

/// What the browser is started with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The query filled in.
    pub query: String,
    /// What restricts the list.
    pub filter: Filter,
    /// For the age of reviews.
    pub today: Date,
    /// `--print`: the chosen command leaves the program instead of being copied.
    pub print: bool,
    /// Changed keys: the action's name and its keys as written ([`crate::config::Settings::keys`]).
    pub keys: Vec<(String, Vec<String>)>,
}

/// The browser.
#[derive(Debug)]
pub struct App {}

impl App {
    /// The browser before any aid was read.
    pub fn new(options: Options) -> App {
        let _ = options;
        App {}
    }

    /// Takes one event in and says what is to be done about it, in this order.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let ctrl_c = Key::ctrl(KeyCode::Char('c'));
        match event {
            Event::Input(Input::Key(key)) if key == ctrl_c => vec![Effect::Quit],
            _ => Vec::new(),
        }
    }

    /// Draws everything into the frame, whatever its size.
    pub fn draw(&mut self, frame: &mut Frame) {
        frame.render_widget("jitt", frame.area());
    }
}
