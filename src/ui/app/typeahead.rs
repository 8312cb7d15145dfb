//! Keys pressed before what they are about is there: Enter while the aids are still being read, the next key
//! while the aid that Enter opens is, or while a command is on its way to another pane. They are kept and
//! pressed when it has come.

use super::App;
use crate::ui::action::{Action, Effect, Input, Key, Mode};

/// Nobody types so far ahead on purpose.
const MOST: usize = 64;

impl App {
    /// Keeps a key for later, if it has to wait. Leaving, stopping and going back never wait; they make
    /// void what waits.
    pub(super) fn waits_with(&mut self, input: &Input) -> bool {
        let Input::Key(key) = input else {
            return false;
        };
        let action = self.keymap.action(self.mode, *key);
        if action.is_some_and(Action::is_general) {
            self.ahead.clear();
            return false;
        }
        if self.sending.under_way {
            // Pressed twice in a hurry it is one wish.
            let again = matches!(action, Some(Action::Send | Action::ChoosePane));
            if !(again && self.ahead.is_empty()) {
                self.keep_ahead(*key);
            }
            return true;
        }
        let begins = matches!(action, Some(Action::Open | Action::UseBest));
        if !self.is_opening() && !(self.is_reading() && (begins || !self.ahead.is_empty())) {
            return false;
        }
        self.keep_ahead(*key);
        true
    }

    fn keep_ahead(&mut self, key: Key) {
        if self.ahead.len() < MOST {
            self.ahead.push_back(key);
        }
    }

    /// Presses the keys that waited, as far as nothing is awaited again.
    pub(super) fn catch_up(&mut self) -> Vec<Effect> {
        if matches!(self.mode, Mode::Panes | Mode::Confirm) {
            // What was pressed before a question was there is no answer to it.
            self.ahead.clear();
        }
        let mut effects = Vec::new();
        while !self.is_reading()
            && !self.is_opening()
            && !self.sending.under_way
            && let Some(key) = self.ahead.pop_front()
        {
            effects.extend(self.input(Input::Key(key)));
        }
        effects
    }

    /// The aids are being read for the first time.
    fn is_reading(&self) -> bool {
        self.library.is_none()
    }

    /// The aid that a key opens from the list is being read.
    fn is_opening(&self) -> bool {
        let opening = self.request.as_ref().is_some_and(|request| request.open);
        opening && self.mode == Mode::Search
    }
}
