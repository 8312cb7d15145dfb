//! The question before a text that destroys something, or that hides characters, leaves the program.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::action::Mode;
use super::copy::{self, Check, Leaving, Way};
use super::{cells, danger, sheet};
use crate::external::multiplexer::{Pane, TypedLine};
use crate::render::{Role, Span, sanitize};
use crate::session::Surroundings;

/// A text that waits for a yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirm {
    /// What will leave.
    pub leaving: Leaving,
    /// Where to.
    pub way: Way,
    /// Which characters it hides.
    pub hides: Option<String>,
    /// It destroys data or access.
    pub destroys: bool,
    /// The machine that the aid was begun on, if it is another one than this.
    pub begun_on: Option<String>,
    /// The mode to go back to.
    pub below: Mode,
}

/// What is to happen with a text that somebody takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It leaves.
    Leaves(Leaving),
    /// It does not: why, a sentence.
    Refused(String),
    /// The person is asked.
    Asks(Confirm),
}

impl Confirm {
    /// Whether a text leaves at once: not when it `destroys` something or is not what it seems. `begun_on` is
    /// the machine that the aid was begun on, if it is another one than this.
    pub fn judge(
        leaving: Leaving,
        way: Way,
        destroys: bool,
        begun_on: Option<&str>,
        below: Mode,
    ) -> Verdict {
        // Pasted behind something else it would be another command.
        let line = match &way {
            Way::Send(Some(pane)) => pane.line == TypedLine::Prompt,
            _ => true,
        };
        let hides = match copy::check(&leaving.text) {
            Check::Clean if !destroys && line => return Verdict::Leaves(leaving),
            Check::Clean => None,
            Check::Controls(which) => {
                return Verdict::Refused(format!(
                    "not taken: it holds control characters ({which})"
                ));
            }
            Check::Hides(hides) => Some(hides),
        };
        Verdict::Asks(Confirm {
            leaving,
            way,
            hides,
            destroys,
            begun_on: begun_on.map(str::to_string),
            below,
        })
    }

    /// Draws the text with its hidden characters as marks, where it would be run, and the question, over
    /// the lower part of `area`. Without a `here` it is still being looked where that is.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, here: Option<&Surroundings>) {
        let columns = usize::from(area.width.saturating_sub(4)).max(1);
        let text = sanitize::visible_code(&self.leaving.shown);
        let mut rows: Vec<Span> = text
            .lines()
            .flat_map(|line| cells::broken(line, columns))
            .map(|row| Span::new(row, Role::Command))
            .collect();
        // The question stays in view, however long the text is.
        let most = usize::from(area.height / 2).max(2);
        if rows.len() > most {
            rows.truncate(most - 1);
            rows.push(Span::new("… and more", Role::Dim));
        }
        let looking = || vec!["Looking where you are…".to_string()];
        for said in here.map_or_else(looking, |here| self.said(here)) {
            let said = sanitize::visible_line(&said).into_owned();
            let broken = cells::broken(&said, columns);
            rows.extend(broken.into_iter().map(|row| Span::new(row, Role::Warning)));
        }
        let heading = match (self.destroys, &self.hides) {
            (true, _) => "destructive command",
            (false, Some(_)) => "hidden characters",
            (false, None) => "send to the other pane",
        };
        let area = sheet::lay(buffer, area, rows.len(), heading);
        for (at, row) in (0..area.height).zip(rows) {
            cells::draw_at(buffer, area, 2, at, &[row]);
        }
    }

    /// What is said about the text, a sentence each, the question last.
    pub fn said(&self, here: &Surroundings) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(host) = self.begun_on.as_ref().filter(|_| self.destroys) {
            said.push(format!(
                "This aid was begun on {host}; you are on {} now.",
                here.host
            ));
        }
        let pane = self.pane();
        if self.destroys {
            said.push(match pane {
                Some(pane) => there(pane, &self.leaving.text, here),
                None => format!("You are {}.", danger::place(&self.leaving.text, here)),
            });
        }
        said.extend(pane.and_then(on_its_line));
        let verb = match (&self.way, pane) {
            (Way::Print, _) => "use it".to_string(),
            (Way::Copy, _) => "copy it".to_string(),
            (Way::Send(_), None) => "send it".to_string(),
            (Way::Send(_), Some(pane)) => format!("send it to {}", pane.name),
        };
        said.push(match (&self.hides, self.destroys) {
            (Some(hides), true) => {
                format!("It destroys data or access, and hides {hides}: {verb} all the same?")
            }
            (Some(hides), false) => format!("It hides {hides}: {verb} all the same?"),
            (None, true) => format!("It destroys data or access: {verb}?"),
            (None, false) => format!("{}?", capitalised(&verb)),
        });
        said
    }

    /// The pane that it goes to.
    pub fn pane(&self) -> Option<&Pane> {
        match &self.way {
            Way::Send(pane) => pane.as_ref(),
            Way::Copy | Way::Print => None,
        }
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase());
    first.into_iter().flatten().chain(letters).collect()
}

/// Where a destructive command would be run in another pane: only what is known of that one. Its user and its
/// kube context may be others than here (`sudo -i`, a `KUBECONFIG` of its own), and so are folder and branch.
fn there(pane: &Pane, command: &str, here: &Surroundings) -> String {
    const ELSEWHERE: [&str; 9] = [
        "ssh",
        "mosh",
        "mosh-client",
        "docker",
        "podman",
        "kubectl",
        "oc",
        "machinectl",
        "et",
    ];
    if ELSEWHERE.contains(&pane.program.as_str()) {
        let program = &pane.program;
        return format!("{program} runs in that pane: look there which machine it is on.");
    }
    let same = pane.folder == here.folder;
    let there = Surroundings {
        host: here.host.clone(),
        folder: pane.folder.clone(),
        branch: here.branch.clone().filter(|_| same),
        ..Surroundings::default()
    };
    let place = danger::place(command, &there);
    let unseen = match danger::meets_cluster(command) {
        true => "user and kube context",
        false => "user",
    };
    format!("That pane is {place}; its {unseen} cannot be seen from here.")
}

/// What a text would be put behind in a pane.
fn on_its_line(pane: &Pane) -> Option<String> {
    let program = match pane.program.as_str() {
        "" => "a program",
        program => program,
    };
    match &pane.line {
        TypedLine::Prompt => None,
        TypedLine::Unknown => Some("What stands on its line cannot be seen from here.".to_string()),
        TypedLine::FullScreen => Some(format!("There {program} has the whole pane.")),
        TypedLine::Holds(line) if line.is_empty() => Some(format!(
            "There is no prompt on its line: {program} runs there."
        )),
        TypedLine::Holds(line) if line.ends_with('>') => Some(format!(
            "On its line stands: {line} (a command may be unfinished there)"
        )),
        TypedLine::Holds(line) => Some(format!("On its line stands: {line}")),
    }
}
