//! The loop of the linear browser: lines out, a line in.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::time::SystemTime;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use signal_hook::consts::SIGHUP;

use super::{Browse, Error, Outcome, surroundings};
use crate::external::clipboard;
use crate::library::Library;
use crate::session::Store;
use crate::ui::action::News;
use crate::ui::keeper::{self, Keeper};
use crate::ui::linear::{Linear, Reply};
use crate::ui::terminal::Lines;

/// Browses in plain lines on the terminal, without a single escape sequence. Keys stay the line's own:
/// Ctrl-C ends the process, Ctrl-D leaves.
///
/// # Errors
/// There is no terminal.
pub fn linear(browse: Browse) -> Result<Outcome, Error> {
    let lines = Lines::open().map_err(Error::NoTerminal)?;
    let print = browse.options.print;
    let library = Arc::new(Library::open(&browse.plan, SystemTime::now(), &mut |_| {}));
    // Dumb terminals often do not tell their size.
    let width = lines.width().unwrap_or(browse.width);
    let linear = Linear::new(Arc::clone(&library), browse.options, width);
    let mut run = Run {
        lines,
        library,
        linear,
        store: browse.store,
        keeper: Keeper::default(),
        zone: browse.zone,
    };
    Ok(match run.until_left() {
        Ok(Left::With(text, cursor)) => Outcome::Print { text, cursor },
        Ok(Left::Without) if print => Outcome::Cancelled,
        Ok(Left::Without) => Outcome::Quit,
        // The terminal is gone.
        Err(_) => Outcome::Signal(SIGHUP),
    })
}

struct Run {
    lines: Lines,
    library: Arc<Library>,
    linear: Linear,
    store: Store,
    keeper: Keeper,
    zone: TimeZone,
}

enum Left {
    With(String, usize),
    Without,
}

impl Run {
    fn until_left(&mut self) -> io::Result<Left> {
        self.look();
        let mut replies = self.linear.start();
        loop {
            if let Some(left) = self.perform(replies)? {
                return Ok(left);
            }
            let asked = self
                .lines
                .ask(&self.linear.prompt(), self.linear.asks_for_secret());
            let Some(line) = asked? else {
                return Ok(Left::Without);
            };
            self.look();
            replies = self.linear.line(&line);
        }
    }

    /// Looks at the clock, and where the person is: the context may have been switched in another window.
    fn look(&mut self) {
        let now = Timestamp::now().to_zoned(self.zone.clone());
        self.linear.tell_time(now);
        self.linear.tell_here(surroundings());
    }

    fn perform(&mut self, replies: Vec<Reply>) -> io::Result<Option<Left>> {
        let mut waiting = VecDeque::from(replies);
        while let Some(reply) = waiting.pop_front() {
            match reply {
                Reply::Say(line) => self.lines.say(&line)?,
                Reply::Load(entry) => {
                    let loaded = self.library.load(entry).map(Box::new);
                    let place = loaded.as_ref().ok();
                    let place = place
                        .map(|loaded| keeper::track(&self.store, &self.library, entry, loaded));
                    waiting.extend(self.linear.news(News::Opened(entry, loaded)));
                    if let Some((track, said)) = place {
                        // Use counts are a convenience: who cannot write has none.
                        let _ = self.store.keep_use(&track.aid().id, Timestamp::now());
                        let kept = self.keeper.open((track, said));
                        waiting.extend(self.linear.news(kept));
                    }
                }
                Reply::Copy(text) => {
                    // The terminal's own clipboard would take an escape sequence.
                    let copied = clipboard::copy(&text).map(|()| "copied".to_string());
                    waiting.extend(self.linear.news(News::Copied(copied)));
                }
                Reply::Print { text, cursor } => return Ok(Some(Left::With(text, cursor))),
                Reply::KeepValue { aid, name, value } => {
                    let now = Timestamp::now();
                    // It is a convenience: the next time it is typed again.
                    let _ = self.store.keep_value(&aid, &name, &value, now);
                }
                Reply::Keep(aid, change) => {
                    let kept = self.keeper.keep(&aid, &change, Timestamp::now());
                    if let Some(unsynced) = self.keeper.unsynced(&aid) {
                        unsynced.sync();
                    }
                    waiting.extend(kept.map_or(Vec::new(), |kept| self.linear.news(kept)));
                }
                Reply::Quit => return Ok(Some(Left::Without)),
            }
        }
        Ok(None)
    }
}
