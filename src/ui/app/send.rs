//! Sending a command to another pane of the terminal multiplexer.

use super::App;
use crate::external::multiplexer::{Pane, TypedLine};
use crate::ui::action::{Action, Effect, Mode};
use crate::ui::copy::{Leaving, Way};
use crate::ui::links::Links;

/// Where commands are sent, and what waits for that to be known.
#[derive(Debug, Default)]
pub(super) struct Sending {
    /// The pane that was chosen, by its id; else the multiplexer's last one is meant.
    chosen: Option<String>,
    /// The panes to choose from.
    panes: Vec<Pane>,
    /// What is to be sent, and whether it destroys something.
    waiting: Option<(Leaving, bool)>,
    /// It is being asked which panes there are, or a text is on its way.
    pub(super) under_way: bool,
    /// What was sent and where to, in words, for the message.
    sent: String,
    /// The pane whose line cannot be seen, which something was sent to all the same: it is not asked again.
    unseen: Option<String>,
}

impl App {
    /// Sends a text once it is known which panes there are now and what stands on their lines.
    pub(super) fn send(&mut self, leaving: Leaving, destroys: bool) -> Vec<Effect> {
        self.sending.waiting = Some((leaving, destroys));
        self.find_panes()
    }

    fn find_panes(&mut self) -> Vec<Effect> {
        self.sending.under_way = true;
        vec![Effect::FindPanes]
    }

    /// A text goes to a pane: nothing is asked any more.
    pub(super) fn send_to(&mut self, pane: Pane, leaving: Leaving) -> Vec<Effect> {
        self.sending.under_way = true;
        self.sending.sent = format!("to {}: {}", pane.name, leaving.in_words());
        if pane.line == TypedLine::Unknown {
            self.sending.unseen = Some(pane.id.clone());
        }
        vec![Effect::Send {
            pane,
            text: leaving.text,
        }]
    }

    /// Chooses another pane for what is sent from now on.
    pub(super) fn choose_pane(&mut self) -> Vec<Effect> {
        self.sending.chosen = None;
        self.sending.waiting = None;
        self.find_panes()
    }

    /// Asks for another pane than the one that the question is about.
    pub(super) fn choose_another_pane(&mut self, leaving: Leaving, destroys: bool) -> Vec<Effect> {
        self.sending.waiting = Some((leaving, destroys));
        self.show_panes();
        Vec::new()
    }

    /// Which panes there are.
    pub(super) fn panes_are_known(&mut self, panes: Result<Vec<Pane>, String>) -> Vec<Effect> {
        self.sending.under_way = false;
        let panes = match panes {
            Ok(panes) => panes,
            Err(why) => {
                self.sending.waiting = None;
                return self.complain(format!("not sent: {why}"));
            }
        };
        if !matches!(self.mode, Mode::Steps | Mode::Search) {
            // Something else was begun meanwhile: nothing comes over it.
            self.sending.waiting = None;
            return Vec::new();
        }
        self.sending.panes = panes;
        for pane in &mut self.sending.panes {
            if pane.line == TypedLine::Unknown && self.sending.unseen.as_ref() == Some(&pane.id) {
                pane.line = TypedLine::Prompt;
            }
        }
        let chosen = self.sending.chosen.as_ref();
        let panes = self.sending.panes.iter();
        let is_meant = |pane: &&Pane| match chosen {
            Some(chosen) => pane.id == *chosen,
            None => pane.expected,
        };
        let pane = panes.clone().find(is_meant).cloned();
        match (pane, self.sending.waiting.take()) {
            (Some(pane), Some((leaving, destroys))) => {
                self.judge(leaving, Way::Send(Some(pane)), destroys)
            }
            (_, waiting) => {
                self.sending.waiting = waiting;
                self.show_panes();
                Vec::new()
            }
        }
    }

    fn show_panes(&mut self) {
        let names = self.sending.panes.iter().enumerate();
        let names = names.map(|(at, pane)| (at.to_string(), pane.name.clone()));
        self.links = Links::new("send to which pane?", names.collect());
        self.below_panes = self.mode;
        self.mode = Mode::Panes;
    }

    fn take_pane(&mut self, pane: Pane) -> Vec<Effect> {
        self.sending.chosen = Some(pane.id.clone());
        match self.sending.waiting.take() {
            Some((leaving, destroys)) => self.judge(leaving, Way::Send(Some(pane)), destroys),
            None => self.say(format!("s sends to {}", pane.name)),
        }
    }

    pub(super) fn act_in_panes(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Up => self.links.move_by(-1),
            Action::Down => self.links.move_by(1),
            Action::Accept => {
                let row = self.links.selected().map(str::to_string);
                return self.take_pane_in_row(row.as_deref());
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

    /// The pane in this row of the choice, from 0, was chosen.
    pub(super) fn take_pane_in_row(&mut self, row: Option<&str>) -> Vec<Effect> {
        let row = row.and_then(|row| row.parse::<usize>().ok());
        let Some(pane) = row.and_then(|row| self.sending.panes.get(row)).cloned() else {
            return Vec::new();
        };
        self.mode = self.below_panes;
        self.take_pane(pane)
    }

    /// What came of it. A popup has done its work then.
    pub(super) fn was_sent(&mut self, sent: Result<(), String>) -> Vec<Effect> {
        self.sending.under_way = false;
        match sent {
            Ok(()) if self.options.popup => vec![Effect::Quit],
            Ok(()) => {
                let text = format!("sent, not run, {}", self.sending.sent);
                self.say(text)
            }
            Err(why) => {
                // It may be gone: the next time it is asked for anew.
                self.sending.chosen = None;
                self.complain(format!("not sent: {why}"))
            }
        }
    }
}
