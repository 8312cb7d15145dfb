//! The author's side: the aid's file in the editor, and what is wrong with it.

use super::App;
use crate::diagnostic::Diagnostic;
use crate::source::Origin;
use crate::ui::action::{Action, Effect, Mode, News};
use crate::ui::findings::Findings;

impl App {
    /// Opens the open aid's file at the current step.
    pub(super) fn edit_step(&mut self) -> Vec<Effect> {
        let line = self.steps.current().map_or(1, |step| step.line);
        match self.steps.opened().map(|opened| opened.entry) {
            Some(entry) => self.edit_file(entry, line),
            None => self.complain("the aid is not read yet"),
        }
    }

    /// Opens the selected aid's file, where the preview stands if it is there.
    pub(super) fn edit_selected(&mut self) -> Vec<Effect> {
        let Some(entry) = self.list.selected().map(|hit| hit.entry) else {
            return self.complain("no aid is selected");
        };
        let shown = self
            .steps
            .opened()
            .is_some_and(|opened| opened.entry == entry);
        let step = self.steps.current().filter(|_| shown);
        let line = step.map_or(1, |step| step.line);
        self.edit_file(entry, line)
    }

    fn edit_file(&mut self, entry: usize, line: u32) -> Vec<Effect> {
        let library = self.library.as_ref();
        let found = library.and_then(|library| Some((library, library.entry(entry)?)));
        let Some((library, found)) = found else {
            return self.complain("its file is gone");
        };
        let source = library.sources().get(found.source);
        if source.is_some_and(|status| status.source.origin == Origin::Starter) {
            return self
                .complain("this aid is inside the program; jitt -r prints it for a file of yours");
        }
        vec![Effect::EditFile(library.file(entry), line)]
    }

    /// The editor is closed: the page is read again, in case nobody watches its file.
    pub(super) fn edited(&mut self, edited: Result<(), String>) -> Vec<Effect> {
        if let Err(why) = edited {
            return self.complain(why);
        }
        self.news(News::Changed)
    }

    pub(super) fn check(&mut self) -> Vec<Effect> {
        match self.steps.opened().map(|opened| opened.entry) {
            Some(entry) => vec![Effect::Check(entry)],
            None => self.complain("the aid is not read yet"),
        }
    }

    /// Shows what was found, unless another aid is open by now.
    pub(super) fn checked(&mut self, entry: usize, findings: Vec<Diagnostic>) -> Vec<Effect> {
        let still = self
            .steps
            .opened()
            .is_some_and(|opened| opened.entry == entry);
        if !still || self.mode != Mode::Steps {
            return Vec::new();
        }
        if findings.is_empty() {
            return self.say("nothing to mend");
        }
        self.findings = Findings::new(findings);
        self.mode = Mode::Findings;
        Vec::new()
    }

    pub(super) fn act_in_findings(&mut self, action: Action) -> Vec<Effect> {
        let page = 5;
        match action {
            Action::Up => self.findings.move_by(-1),
            Action::Down => self.findings.move_by(1),
            Action::PageUp => self.findings.move_by(-page),
            Action::PageDown => self.findings.move_by(page),
            Action::Back => self.mode = Mode::Steps,
            Action::EditFile => {
                self.mode = Mode::Steps;
                let line = self.findings.line();
                return match self.steps.opened().map(|opened| opened.entry) {
                    Some(entry) => self.edit_file(entry, line),
                    None => Vec::new(),
                };
            }
            _ => {}
        }
        Vec::new()
    }
}
