//! The browser's loop: what happens goes into the [`App`], what it asks for is done, then one frame.
//!
//! The loop sleeps until something happens; there is no tick. Whatever may take long (reading aids, the
//! desktop's clipboard) is done by a worker that reports back.

mod linear;
mod perform;
mod start;
mod syncer;
mod workers;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::diagnostic::Diagnostic;
use crate::library::{Library, Loaded};
use crate::session::{Change, Store, Surroundings, Track};
use crate::ui::action::{Event, News};
use crate::ui::app::App;
use crate::ui::keeper::Keeper;
use crate::ui::terminal::{Terminal, TerminalEvent};
use crate::ui::watch::{Pace, Watch, Watched};
use syncer::Syncer;
use workers::Workers;

pub use self::linear::linear;
pub use self::start::{Browse, Check, Error, FindWrong, Outcome};

/// What waits is handled before a frame is drawn, but never for longer: keys keep being answered.
const LONGEST_WITHOUT_FRAME: Duration = Duration::from_millis(30);

/// After the terminal failed, so long the reason (a signal) may take to be heard.
const REASON: Duration = Duration::from_millis(100);

/// One thing that reaches the loop.
#[derive(Debug)]
enum Happening {
    Terminal(TerminalEvent),
    News(News),
    /// An aid was read, and the place in it.
    Loaded(
        usize,
        Result<Box<Loaded>, Diagnostic>,
        Option<Box<(Track, Vec<String>)>>,
    ),
    /// The desktop took the text, or not: then it goes to the terminal.
    Copied(String, Result<(), String>),
    Files(BTreeSet<PathBuf>),
    /// Another program wrote there.
    Places(BTreeSet<PathBuf>),
}

impl From<TerminalEvent> for Happening {
    fn from(event: TerminalEvent) -> Happening {
        Happening::Terminal(event)
    }
}

/// Opens the browser and stays until it is left.
///
/// # Errors
/// There is no terminal, or no thread to be had; nothing was drawn then.
pub fn browse(browse: Browse) -> Result<Outcome, Error> {
    let (events, happenings) = channel();
    let watch = |pace, happening: fn(BTreeSet<PathBuf>) -> Happening| {
        let events = events.clone();
        Watch::start(pace, move |files| drop(events.send(happening(files))))
    };
    let pages = watch(Pace::PAGES, Happening::Files);
    let places = watch(Pace::PLACES, Happening::Places);
    browse.store.prepare();
    let workers = Workers::start(
        browse.plan,
        browse.store.clone(),
        browse.check,
        pages,
        &events,
    );
    let workers = workers.map_err(Error::NoThread)?;
    let syncer = Syncer::start().map_err(Error::NoThread)?;
    let print = browse.options.print;
    let terminal =
        Terminal::open(browse.height, browse.mouse, &events).map_err(Error::NoTerminal)?;
    let mut run = Run {
        app: App::new(browse.options),
        terminal,
        events,
        workers,
        keeper: Keeper::default(),
        places,
        syncer,
        zone: browse.zone,
        library: None,
        loaded: None,
        copying: None,
        store: browse.store,
        print,
        frame_due: Instant::now(),
        aid_due: None,
    };
    let outcome = run.until_left(&happenings);
    if !matches!(outcome, Outcome::Signal(_)) {
        run.finish_copy(&happenings);
    }
    run.syncer.finish();
    Ok(outcome)
}

/// Where this process is now.
pub fn surroundings() -> Surroundings {
    let env = |name: &str| {
        let value = std::env::var_os(name).filter(|value| !value.is_empty());
        value.map(|value| value.to_string_lossy().into_owned())
    };
    Surroundings::read(&env, std::env::current_dir().ok().as_deref())
}

struct Run {
    app: App,
    terminal: Terminal,
    events: Sender<Happening>,
    workers: Workers,
    keeper: Keeper,
    store: Store,
    /// Hears of what other programs do in the aid that is shown.
    places: Option<Watch>,
    syncer: Syncer,
    zone: TimeZone,
    library: Option<Arc<Library>>,
    /// The file last asked for.
    loaded: Option<PathBuf>,
    /// The text last copied, until the clipboard has it.
    copying: Option<String>,
    print: bool,
    /// When a frame must be drawn, whatever waits.
    frame_due: Instant,
    /// An aid was asked for and is worth waiting for until then.
    aid_due: Option<Instant>,
}

impl Run {
    fn until_left(&mut self, happenings: &Receiver<Happening>) -> Outcome {
        let mut drawn = self.draw();
        self.workers.read_sources();
        while drawn.is_ok() {
            let Some(first) = self.next(happenings) else {
                return Outcome::Quit;
            };
            self.frame_due = Instant::now() + LONGEST_WITHOUT_FRAME;
            match self.handle_all(first, happenings) {
                Ok(Some(outcome)) => return outcome,
                Ok(None) => drawn = self.draw(),
                Err(error) => drawn = Err(error),
            }
            self.without_damage();
        }
        self.why_it_ended(happenings)
    }

    fn draw(&mut self) -> io::Result<()> {
        self.terminal.draw(|frame| self.app.draw(frame))
    }

    /// What a damaged index said is corrected in a moment: the files are read.
    fn without_damage(&mut self) {
        if let Some(damaged) = self.library.take_if(|library| library.is_damaged()) {
            damaged.discard();
            self.workers.read_sources();
        }
    }

    /// Sleeps until something happens, unless something typed still waits.
    fn next(&self, happenings: &Receiver<Happening>) -> Option<Happening> {
        if self.terminal.keyboard().is_empty() {
            return happenings.recv().ok();
        }
        let other = happenings.try_recv().ok();
        Some(other.unwrap_or(Happening::Terminal(TerminalEvent::Typed)))
    }

    /// Handles what waits, until a frame is due, and the aid that was asked for if it comes soon.
    fn handle_all(
        &mut self,
        first: Happening,
        happenings: &Receiver<Happening>,
    ) -> io::Result<Option<Outcome>> {
        let mut waiting = Some(first);
        while let Some(happening) = waiting {
            let outcome = self.handle(happening)?;
            if outcome.is_some() {
                return Ok(outcome);
            }
            let now = Instant::now();
            waiting = match self.aid_due {
                _ if now > self.frame_due => None,
                Some(due) => happenings
                    .recv_timeout(due.saturating_duration_since(now))
                    .ok(),
                None => happenings.try_recv().ok(),
            };
        }
        self.aid_due = None;
        Ok(None)
    }

    fn handle(&mut self, happening: Happening) -> io::Result<Option<Outcome>> {
        match happening {
            Happening::Terminal(event) => return self.handle_terminal(event),
            Happening::News(news) => return self.handle_news(news),
            Happening::Loaded(entry, loaded, place) => {
                return self.handle_loaded(entry, loaded, place);
            }
            Happening::Places(files) => {
                let news = self.keeper.changed(&files);
                self.watch_place();
                if let Some(news) = news {
                    return self.update(news.into());
                }
            }
            Happening::Copied(text, taken) => {
                let news = self.copied(&text, taken);
                return self.update(news.into());
            }
            Happening::Files(files) => {
                // Of a folder it is said when it is new, or its watch: what happened in it before is not known.
                let changed = self.loaded.as_ref().is_some_and(|file| {
                    let folder = file.parent();
                    files.contains(file) || folder.is_some_and(|folder| files.contains(folder))
                });
                self.workers.read_sources();
                if changed {
                    return self.update(News::Changed.into());
                }
            }
        }
        Ok(None)
    }

    fn handle_terminal(&mut self, event: TerminalEvent) -> io::Result<Option<Outcome>> {
        match event {
            TerminalEvent::Typed => return self.handle_typed(),
            TerminalEvent::Resized => self.terminal.resized()?,
            TerminalEvent::Stopping => self.terminal.stop(),
            TerminalEvent::Continued => self.terminal.enter_again()?,
            TerminalEvent::Ending(signal) => return Ok(Some(Outcome::Signal(signal))),
        }
        Ok(None)
    }

    fn handle_typed(&mut self) -> io::Result<Option<Outcome>> {
        while let Some(input) = self.terminal.keyboard().take() {
            let outcome = self.update(input.into())?;
            if outcome.is_some() {
                return Ok(outcome);
            }
            if Instant::now() > self.frame_due {
                break;
            }
        }
        Ok(None)
    }

    fn handle_news(&mut self, news: News) -> io::Result<Option<Outcome>> {
        if let News::Ready(library) = &news {
            self.library = Some(Arc::clone(library));
        }
        self.update(news.into())
    }

    /// The aid first, then what is kept of it, before anything is drawn.
    fn handle_loaded(
        &mut self,
        entry: usize,
        loaded: Result<Box<Loaded>, Diagnostic>,
        place: Option<Box<(Track, Vec<String>)>>,
    ) -> io::Result<Option<Outcome>> {
        self.aid_due = None;
        let kept = place.map(|place| self.keeper.open(*place));
        self.watch_place();
        let outcome = self.update(News::Opened(entry, loaded).into())?;
        match (outcome, kept) {
            (None, Some(kept)) => self.update(kept.into()),
            (outcome, _) => Ok(outcome),
        }
    }

    /// Watches the folder of the aid that is shown, and the one above: it may have to be made yet.
    fn watch_place(&self) {
        if let (Some(watch), Some(folder)) = (&self.places, self.keeper.folder()) {
            let above = folder.parent().map(Path::to_path_buf);
            let folders = above.into_iter().chain([folder]).collect();
            watch.follow(Watched::everything_in(folders));
        }
    }

    fn keep(&mut self, aid: &str, change: &Change) -> io::Result<Option<Outcome>> {
        let news = self.keeper.keep(aid, change, Timestamp::now());
        if let Some(unsynced) = self.keeper.unsynced(aid) {
            self.syncer.sync(unsynced);
        }
        news.map_or(Ok(None), |news| self.update(news.into()))
    }

    fn update(&mut self, event: Event) -> io::Result<Option<Outcome>> {
        self.app
            .tell_time(Timestamp::now().to_zoned(self.zone.clone()));
        for effect in self.app.update(event) {
            if let Some(outcome) = self.perform(effect)? {
                return Ok(Some(outcome));
            }
        }
        Ok(None)
    }

    /// The terminal takes nothing any more: Ctrl-C said so, or a signal, else it has hung up.
    fn why_it_ended(&mut self, happenings: &Receiver<Happening>) -> Outcome {
        let deadline = Instant::now() + REASON;
        loop {
            if self.terminal.keyboard().begins_with_ctrl_c() {
                return self.quit();
            }
            match happenings.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(Happening::Terminal(TerminalEvent::Ending(signal))) => {
                    return Outcome::Signal(signal);
                }
                Ok(_) => {}
                Err(_) => return Outcome::Signal(signal_hook::consts::SIGHUP),
            }
        }
    }

    fn quit(&self) -> Outcome {
        match self.print {
            true => Outcome::Cancelled,
            false => Outcome::Quit,
        }
    }
}
