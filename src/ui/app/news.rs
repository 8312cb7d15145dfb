//! What the outside reports: aids read, a file loaded or changed, a copy that worked or did not.

use std::path::PathBuf;
use std::sync::Arc;

use super::{App, Request, Target};
use crate::diagnostic::Diagnostic;
use crate::library::{Library, Loaded};
use crate::render::sanitize;
use crate::session::Change;
use crate::ui::action::{Effect, Mode, News};
use crate::ui::cells;
use crate::ui::message::{Message, trouble_of};
use crate::ui::steps::{Content, Opened};

/// The index of an aid that is no longer in the library: nothing else has it.
const GONE: usize = usize::MAX;

impl App {
    pub(super) fn news(&mut self, news: News) -> Vec<Effect> {
        match news {
            News::Reading(count) => {
                self.reading = count;
                Vec::new()
            }
            News::Ready(library) => self.aids_are_there(library),
            News::Opened(entry, result) => self.opened(entry, result),
            News::Changed => {
                // What is awaited may have been read just before it was changed.
                let awaited = self.request.as_ref().map(|request| request.entry);
                let shown = || self.steps.opened().map(|opened| opened.entry);
                let entry = awaited.or_else(shown).filter(|entry| *entry != GONE);
                entry.map(Effect::Load).into_iter().collect()
            }
            News::Copied(Ok(how)) => {
                let text = format!("{how}: {}", self.copying);
                self.say(text)
            }
            News::Copied(Err(why)) => self.complain(format!("not copied: {why}")),
            News::Habits(habits) => {
                self.habits = *habits;
                Vec::new()
            }
            News::Kept(kept) => self.kept(*kept),
            News::Here(here) => {
                self.here = here;
                self.looking = false;
                // The question stands on the screen without its place.
                self.drawn.question = false;
                Vec::new()
            }
            News::Edited(edited) => self.edited(edited),
            News::Checked(entry, findings) => self.checked(entry, findings),
            News::Panes(panes) => self.panes_are_known(panes),
            News::Sent(sent) => self.was_sent(sent),
            News::Browsed(Ok(())) => Vec::new(),
            // Over ssh the address is what can be had: in the clipboard, and before the reason, which
            // may find no room.
            News::Browsed(Err(why)) => {
                let address = std::mem::take(&mut self.browsing);
                self.copying = format!("{address} (not opened: {why})");
                vec![Effect::Copy(address)]
            }
        }
    }

    /// The aids are there, or there again: indices change, ids stay.
    fn aids_are_there(&mut self, library: Arc<Library>) -> Vec<Effect> {
        let selected = self.list.selected().map(|hit| hit.entry);
        let id_of = |entry: usize| {
            let entry = self.library.as_ref()?.entry(entry)?;
            Some(entry.id)
        };
        let selected = selected.and_then(id_of);
        let requested = self.request.take();
        let requested = requested.and_then(|r| Some((id_of(r.entry)?, r)));
        let query = self.query.text();
        let filter = &self.options.filter;
        self.list
            .refresh(&library, &self.habits, query, filter, selected.as_deref());
        let now_at = |id: &str| library.with_id(id);
        let shown_file = self.shown_file();
        let mut lost = false;
        if let Some(opened) = self.steps.opened_mut() {
            // An aid that is gone stays on the screen.
            let entry = now_at(&opened.aid.id).unwrap_or(GONE);
            lost = entry == GONE && opened.entry != GONE && opened.visited;
            opened.entry = entry;
            if entry == GONE {
                opened.outdated = Some("file gone");
            }
        }
        let again = requested.and_then(|(id, request)| Some((now_at(&id)?, request)));
        self.library = Some(library);
        self.steps.forget_layout();
        if lost && self.mode != Mode::Search {
            self.complain("shown as it was: the file is gone");
        }
        let mut effects = self.go_on(again);
        effects.extend(self.read_again(shown_file));
        effects
    }

    /// Goes on with what was awaited when the aids were read again.
    fn go_on(&mut self, again: Option<(usize, Request)>) -> Vec<Effect> {
        if let Some(id) = self.options.open.take() {
            return match self.entry_of(&id) {
                Some(entry) => self.show(entry, Target::Left, true),
                None => self.complain(format!("{id} is no longer there")),
            };
        }
        match again {
            Some((entry, request)) => self.show(entry, request.target, request.open),
            None if self.mode == Mode::Search => self.preview_selected(),
            None => Vec::new(),
        }
    }

    /// The file of the aid in the pane; none when it is gone.
    fn shown_file(&self) -> Option<PathBuf> {
        let entry = self.steps.opened()?.entry;
        (entry != GONE).then(|| self.file_of(entry)).flatten()
    }

    /// An aid that is there again, or comes from another file now than `before`, is read anew.
    fn read_again(&self, before: Option<PathBuf>) -> Option<Effect> {
        let now = self.shown_file()?;
        let opened = self.steps.opened()?;
        let anew = before != Some(now) || opened.outdated.is_some();
        (anew && self.request.is_none()).then_some(Effect::Load(opened.entry))
    }

    fn opened(&mut self, entry: usize, result: Result<Box<Loaded>, Diagnostic>) -> Vec<Effect> {
        let still = match &result {
            Ok(loaded) => self.is_entry(entry, &loaded.aid.id),
            Err(finding) => self.file_of(entry).as_ref() == Some(&finding.file),
        };
        if !still {
            // Asked for before the aids were read again: the number means another one now.
            return Vec::new();
        }
        let shown = self
            .steps
            .opened()
            .is_some_and(|opened| opened.entry == entry);
        let request = self.request.take_if(|request| request.entry == entry);
        match (request, result) {
            (Some(request), Ok(loaded)) => self.arrived(request, *loaded),
            (Some(request), Err(finding)) => self.failed(request, &finding),
            (None, Ok(loaded)) if shown => self.reloaded(*loaded),
            (None, Err(finding)) if shown => {
                if let Some(opened) = self.steps.opened_mut() {
                    opened.outdated = Some("file unreadable");
                }
                self.complain(format!("shown as it was: {}", finding.message))
            }
            // Nobody waits for it any more.
            (None, _) => Vec::new(),
        }
    }

    fn failed(&mut self, request: Request, finding: &Diagnostic) -> Vec<Effect> {
        let file = sanitize::visible_path(&finding.file);
        let why = format!("{file}: {}", finding.message);
        self.put(Content::Failed(why.clone()));
        if !request.open {
            return Vec::new();
        }
        if self.mode != Mode::Steps {
            return self.complain(why);
        }
        // There is nothing to step through: back to where the link came from.
        let effects = self.back_on_trail();
        if effects.is_none() {
            self.mode = Mode::Search;
        }
        self.complain(why);
        effects.unwrap_or_default()
    }

    /// The file has changed while it was on the screen.
    fn reloaded(&mut self, loaded: Loaded) -> Vec<Effect> {
        let same = self
            .steps
            .opened()
            .is_some_and(|opened| opened.aid == loaded.aid);
        let opened = self.steps.opened_mut();
        if opened.is_some_and(|opened| opened.outdated.take().is_some()) {
            // What is said of it is over.
            self.message = Message::None;
        }
        if same {
            return Vec::new();
        }
        let trouble = trouble_of(&loaded.findings);
        let lost = self.steps.replace(loaded.aid, trouble.clone());
        // Who has not entered it yet is told when that happens.
        let entered = |opened: &&mut Opened| opened.visited && opened.untold.is_none();
        let Some(opened) = self.steps.opened_mut().filter(entered) else {
            return Vec::new();
        };
        let page = opened.keys.values().copied().collect();
        let keep = Effect::Keep(opened.aid.id.clone(), Change::Page(page));
        if let Some(trouble) = trouble {
            self.complain(format!("the file was changed: {trouble}"));
            return vec![keep];
        }
        let steps = cells::count(lost, "step");
        self.say(match lost {
            0 => "the file was changed and is shown anew".to_string(),
            1 => "the file was changed: a step you had marked reads differently, open again"
                .to_string(),
            _ => {
                format!("the file was changed: {steps} you had marked read differently, open again")
            }
        });
        vec![keep]
    }

    fn is_entry(&self, entry: usize, id: &str) -> bool {
        let library = self.library.as_ref();
        let entry = library.and_then(|library| library.entry(entry));
        entry.is_some_and(|entry| entry.id == id)
    }

    fn file_of(&self, entry: usize) -> Option<PathBuf> {
        Some(self.library.as_ref()?.file(entry))
    }

    /// The entry with this id.
    pub(super) fn entry_of(&self, id: &str) -> Option<usize> {
        self.library.as_ref()?.with_id(id)
    }

    /// Shows again what a link was followed from; none when there is nothing to go back to.
    pub(super) fn back_on_trail(&mut self) -> Option<Vec<Effect>> {
        while let Some((id, spot)) = self.trail.pop() {
            if let Some(entry) = self.entry_of(&id) {
                return Some(self.show(entry, Target::Spot(spot), true));
            }
        }
        None
    }
}
