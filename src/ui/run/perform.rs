//! What the browser asks for is done here: at once, or by a thread that reports back.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use super::{Happening, Outcome, Run, surroundings};
use crate::external::editor::Editor;
use crate::external::{multiplexer, opener};
use crate::ui::action::{Effect, News};
use crate::ui::terminal::TerminalEvent;

/// A frame waits so long for the aid that a key asked for: mostly it is there at once, and one frame shows
/// both. From a slow disk it comes with a frame of its own.
const AID_COMES_WITH_FRAME: Duration = Duration::from_millis(8);

/// What was copied last may take so long to reach the clipboard after the browser was left. Shorter than
/// what Ctrl-C gives the browser to end.
const LAST_COPY: Duration = Duration::from_millis(300);

impl Run {
    pub(super) fn perform(&mut self, effect: Effect) -> io::Result<Option<Outcome>> {
        match effect {
            Effect::Quit => return Ok(Some(self.quit())),
            Effect::Print { text, cursor } => return Ok(Some(Outcome::Print { text, cursor })),
            Effect::FindPanes => self.aside("panes", || News::Panes(multiplexer::panes())),
            Effect::Send { pane, text } => {
                self.aside("sender", move || {
                    News::Sent(multiplexer::send(&pane, &text))
                });
            }
            Effect::KeepValue { aid, name, value } => {
                self.syncer.keep_value(self.store.clone(), aid, name, value);
            }
            Effect::Load(entry) => self.load(entry),
            Effect::Copy(text) => self.copy(text),
            Effect::Browse(address) => return self.browse(address),
            Effect::Used(id) => self.syncer.keep_use(self.store.clone(), id),
            Effect::Keep(aid, change) => return self.keep(&aid, &change),
            Effect::LookAround => self.aside("look", || News::Here(surroundings())),
            Effect::EditFile(file, line) => return self.edit(&file, line),
            Effect::Check(entry) => self.check(entry),
            Effect::Suspend => self.terminal.ask_for_stop(),
            Effect::Redraw => self.terminal.repaint()?,
        }
        Ok(None)
    }

    /// The editor has the terminal until it ends.
    fn edit(&mut self, file: &Path, line: u32) -> io::Result<Option<Outcome>> {
        let variable = |name| std::env::var_os(name);
        let editor = Editor::of(variable("VISUAL").as_deref(), variable("EDITOR").as_deref());
        let edited = match editor {
            Ok(editor) => self.terminal.lend(|tty| editor.edit(file, line, tty))?,
            Err(why) => Err(why),
        };
        self.update(News::Edited(edited).into())
    }

    fn check(&mut self, entry: usize) {
        if let Some(library) = &self.library {
            self.workers.check(Arc::clone(library), entry);
        }
    }

    fn load(&mut self, entry: usize) {
        let Some(library) = &self.library else {
            return;
        };
        self.loaded = std::path::absolute(library.file(entry)).ok();
        self.aid_due = Some(Instant::now() + AID_COMES_WITH_FRAME);
        self.workers.load(Arc::clone(library), entry);
    }

    /// Does something that may take its time in a thread of its own; without one it is not done.
    fn aside(&self, name: &str, work: impl FnOnce() -> News + Send + 'static) {
        let events = self.events.clone();
        let thread = std::thread::Builder::new().name(name.to_string());
        drop(thread.spawn(move || drop(events.send(Happening::News(work())))));
    }

    fn copy(&mut self, text: String) {
        self.copying = Some(text.clone());
        self.workers.copy(text);
    }

    /// Where the desktop has no clipboard the terminal gets the text.
    pub(super) fn copied(&mut self, text: &str, taken: Result<(), String>) -> News {
        self.copying.take_if(|last| last == text);
        let how = match taken {
            Ok(()) => Ok("copied"),
            Err(_) => {
                let sent = self.terminal.set_clipboard(text);
                sent.map(|()| "sent to the terminal's clipboard (OSC 52)")
            }
        };
        News::Copied(how.map(str::to_string))
    }

    /// Who copies and leaves at once has the text all the same.
    pub(super) fn finish_copy(&mut self, happenings: &Receiver<Happening>) {
        let deadline = Instant::now() + LAST_COPY;
        while self.copying.is_some()
            && let Ok(happening) =
                happenings.recv_timeout(deadline.saturating_duration_since(Instant::now()))
        {
            match happening {
                Happening::Copied(text, taken) => drop(self.copied(&text, taken)),
                Happening::Terminal(TerminalEvent::Ending(_)) => return,
                _ => {}
            }
        }
    }

    /// Each in a thread of its own: one desktop that does not answer keeps no other link from opening.
    fn browse(&mut self, address: String) -> io::Result<Option<Outcome>> {
        let events = self.events.clone();
        let thread = std::thread::Builder::new().name("opener".to_string());
        let started = thread.spawn(move || {
            let opened = News::Browsed(opener::open(&address));
            drop(events.send(Happening::News(opened)));
        });
        match started {
            Ok(_) => Ok(None),
            Err(error) => self.update(News::Browsed(Err(error.to_string())).into()),
        }
    }
}
