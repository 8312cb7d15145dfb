//! Sending a command to another pane of the terminal multiplexer.

use super::App;
use crate::external::multiplexer::Pane;
use crate::ui::action::{Action, Effect, Mode};
use crate::ui::copy::Leaving;
use crate::ui::links::Links;

/// Where commands are sent, and what waits for that to be known.
#[derive(Debug, Default)]
pub(super) struct Sending {
    /// The pane that was chosen.
    pane: Option<Pane>,
    /// The panes to choose from.
    panes: Vec<Pane>,
    /// What is to be sent there.
    waiting: Option<Leaving>,
    /// What was sent, in words, for the message.
    sent: String,
}

impl App {
    /// Sends a text to the pane chosen before, else asks which panes there are.
    pub(super) fn send(&mut self, leaving: Leaving) -> Vec<Effect> {
        match self.sending.pane.clone() {
            Some(pane) => self.send_to(pane, leaving),
            None => {
                self.sending.waiting = Some(leaving);
                vec![Effect::FindPanes]
            }
        }
    }

    fn send_to(&mut self, pane: Pane, leaving: Leaving) -> Vec<Effect> {
        self.sending.sent = leaving.in_words();
        self.sending.pane = Some(pane.clone());
        vec![Effect::Send {
            pane,
            text: leaving.text,
        }]
    }

    /// Chooses another pane for what is sent from now on.
    pub(super) fn choose_pane(&mut self) -> Vec<Effect> {
        self.sending.pane = None;
        self.sending.waiting = None;
        vec![Effect::FindPanes]
    }

    /// Which panes there are.
    pub(super) fn panes_are_known(&mut self, panes: Result<Vec<Pane>, String>) -> Vec<Effect> {
        let panes = match panes {
            Ok(panes) => panes,
            Err(why) => {
                self.sending.waiting = None;
                return self.complain(format!("not sent: {why}"));
            }
        };
        // Over a popup it is the pane below; of one there is nothing to choose.
        let only = panes.len() == 1 || self.options.popup;
        if let (true, Some(pane)) = (only && self.sending.waiting.is_some(), panes.first()) {
            return self.take_pane(pane.clone());
        }
        if !matches!(self.mode, Mode::Steps | Mode::Search) {
            return Vec::new();
        }
        let names = panes
            .iter()
            .map(|pane| (pane.id.clone(), pane.name.clone()));
        self.links = Links::new("send to which pane?", names.collect());
        self.sending.panes = panes;
        self.below_panes = self.mode;
        self.mode = Mode::Panes;
        Vec::new()
    }

    fn take_pane(&mut self, pane: Pane) -> Vec<Effect> {
        match self.sending.waiting.take() {
            Some(leaving) => self.send_to(pane, leaving),
            None => {
                let name = pane.name.clone();
                self.sending.pane = Some(pane);
                self.say(format!("s sends to {name}"))
            }
        }
    }

    pub(super) fn act_in_panes(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Up => self.links.move_by(-1),
            Action::Down => self.links.move_by(1),
            Action::Accept => {
                let id = self.links.selected().map(str::to_string);
                return self.take_pane_named(id.as_deref());
            }
            Action::Back => {
                self.mode = self.below_panes;
                self.sending.waiting = None;
                return self.say("left as it was");
            }
            _ => {}
        }
        Vec::new()
    }

    /// The pane with this id was chosen.
    pub(super) fn take_pane_named(&mut self, id: Option<&str>) -> Vec<Effect> {
        let pane = self
            .sending
            .panes
            .iter()
            .find(|pane| Some(pane.id.as_str()) == id);
        let Some(pane) = pane.cloned() else {
            return Vec::new();
        };
        self.mode = self.below_panes;
        self.take_pane(pane)
    }

    /// What came of it. A popup has done its work then.
    pub(super) fn was_sent(&mut self, sent: Result<(), String>) -> Vec<Effect> {
        match sent {
            Ok(()) if self.options.popup => vec![Effect::Quit],
            Ok(()) => {
                let text = format!("sent, not run: {}", self.sending.sent);
                self.say(text)
            }
            Err(why) => {
                // It may be gone: the next time it is asked for anew.
                self.sending.pane = None;
                self.complain(format!("not sent: {why}"))
            }
        }
    }
}
