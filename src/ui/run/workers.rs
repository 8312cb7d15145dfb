//! The threads that do what takes long, one for each kind of work, and report to the loop.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::SystemTime;

use super::{Check, Happening};
use jiff::Timestamp;

use crate::external::clipboard;
use crate::library::{Library, Plan};
use crate::session::Store;
use crate::ui::action::News;
use crate::ui::habits::Habits;
use crate::ui::keeper;
use crate::ui::watch::{self, Watch};

/// The workers. They are there before anything is drawn: no work is lost for want of a thread.
pub(super) struct Workers {
    sources: Sender<()>,
    aids: Sender<(Arc<Library>, usize)>,
    clipboard: Sender<String>,
    checks: Sender<(Arc<Library>, usize)>,
}

impl Workers {
    /// Starts the workers; `watch` learns the folders of what was read.
    ///
    /// # Errors
    /// The system gives no thread.
    pub(super) fn start(
        plan: Plan,
        store: Store,
        check: Check,
        watch: Option<Watch>,
        events: &Sender<Happening>,
    ) -> io::Result<Workers> {
        Ok(Workers {
            sources: start_reader(plan, store.clone(), watch, events)?,
            aids: worker(
                "loader",
                events,
                move |(library, entry): (Arc<Library>, _)| {
                    let loaded = library.load(entry).map(Box::new);
                    let place = loaded.as_ref().ok();
                    let place = place.map(|loaded| keeper::track(&store, &library, entry, loaded));
                    Some(Happening::Loaded(entry, loaded, place.map(Box::new)))
                },
            )?,
            checks: worker(
                "checker",
                events,
                move |(library, entry): (Arc<Library>, usize)| {
                    let findings = (check.0)(&library, entry);
                    Some(Happening::News(News::Checked(entry, findings)))
                },
            )?,
            // One after the other, so that the text copied last is the one that stays.
            clipboard: worker("clipboard", events, |text: String| {
                let taken = clipboard::copy(&text);
                Some(Happening::Copied(text, taken))
            })?,
        })
    }

    // A worker lives as long as its sender, which is ours.

    /// Reads all sources, once more if something changes while they are read.
    pub(super) fn read_sources(&self) {
        let _ = self.sources.send(());
    }

    /// Reads an aid.
    pub(super) fn load(&self, library: Arc<Library>, entry: usize) {
        let _ = self.aids.send((library, entry));
    }

    /// Finds out what is wrong with an aid.
    pub(super) fn check(&self, library: Arc<Library>, entry: usize) {
        let _ = self.checks.send((library, entry));
    }

    /// Puts a text on the desktop's clipboard, which may take its time.
    pub(super) fn copy(&self, text: String) {
        let _ = self.clipboard.send(text);
    }
}

/// The first time, the aids as they were last time come at once, and it tells how many have been read;
/// later on something is there already.
fn start_reader(
    plan: Plan,
    store: Store,
    watch: Option<Watch>,
    events: &Sender<Happening>,
) -> io::Result<Sender<()>> {
    let news = events.clone();
    let tell = move |news_: News| drop(news.send(Happening::News(news_)));
    let habits = events.clone();
    // What is begun and used comes before its library, so that the list is in order from the start.
    let ready = move |library: Library| {
        let known = Habits::read(&store, &library, Timestamp::now());
        drop(habits.send(Happening::News(News::Habits(Box::new(known)))));
        ready(library)
    };
    let mut known: Option<Arc<Library>> = None;
    worker("aids", events, move |()| {
        let now = SystemTime::now();
        if known.is_none()
            && let Some(library) = Library::as_it_was(&plan, now)
        {
            let (library, news) = ready(library);
            tell(news);
            known = Some(library);
        }
        if let Some(library) = Library::unchanged(&plan, now) {
            watch_folders(watch.as_ref(), &library);
            // Another program may have read the files and written the index since.
            if !known.as_ref().is_some_and(|known| known.is_of(&library)) {
                let (library, news) = ready(library);
                tell(news);
                known = Some(library);
            }
            return None;
        }
        let first = known.is_none();
        let library = Library::read(&plan, now, &mut |count| {
            if first {
                tell(News::Reading(count));
            }
        });
        watch_folders(watch.as_ref(), &library);
        let (library, news) = ready(library);
        tell(news);
        library.save(SystemTime::now);
        known = Some(library);
        None
    })
}

/// A library whose first search need not wait for the index.
fn ready(library: Library) -> (Arc<Library>, News) {
    library.index().hold();
    let library = Arc::new(library);
    (Arc::clone(&library), News::Ready(library))
}

fn watch_folders(watch: Option<&Watch>, library: &Library) {
    if let Some(watch) = watch {
        watch.follow(watch::watched_of(library));
    }
}

/// Starts a thread that does one job after the other; of several that wait only the last.
fn worker<Job: Send + 'static>(
    name: &str,
    events: &Sender<Happening>,
    mut work: impl FnMut(Job) -> Option<Happening> + Send + 'static,
) -> io::Result<Sender<Job>> {
    let (jobs, inbox) = channel::<Job>();
    let events = events.clone();
    let thread = std::thread::Builder::new().name(name.to_string());
    thread.spawn(move || {
        while let Ok(job) = inbox.recv() {
            let job = inbox.try_iter().last().unwrap_or(job);
            if let Some(happening) = work(job)
                && events.send(happening).is_err()
            {
                return;
            }
        }
    })?;
    Ok(jobs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::Receiver;
    use std::time::Duration;

    use crate::source::{Origin, Source};

    const DEADLINE: Duration = Duration::from_secs(20);

    fn next(happenings: &Receiver<Happening>) -> Happening {
        happenings.recv_timeout(DEADLINE).expect("work is reported")
    }

    #[test]
    fn while_the_aids_are_read_for_the_first_time_it_is_told_how_many_are() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        for number in 0..300 {
            let file = folder.path().join(format!("{number}.md"));
            std::fs::write(file, "1. Go").expect("a file can be written");
        }
        let source = Source {
            origin: Origin::Given,
            root: folder.path().to_path_buf(),
        };
        let (events, happenings) = channel();
        let plan = Plan {
            sources: vec![source],
            ..Plan::default()
        };
        let reader = start_reader(plan, Store::default(), None, &events).expect("threads start");
        let counts = || -> Vec<usize> {
            reader.send(()).expect("the reader lives");
            let news = std::iter::repeat_with(|| next(&happenings));
            news.map_while(|happening| match happening {
                Happening::News(News::Reading(count)) => Some(count),
                _ => None,
            })
            .collect()
        };
        assert_eq!(counts().last(), Some(&300));
        assert_eq!(counts(), Vec::<usize>::new());
    }

    #[test]
    fn of_jobs_that_wait_only_the_last_is_done() {
        let (events, happenings) = channel();
        let (go_on, wait) = channel::<()>();
        let jobs = worker("test", &events, move |text: &str| {
            wait.recv_timeout(DEADLINE).expect("it is told to go on");
            Some(Happening::Copied(text.to_string(), Ok(())))
        });
        let jobs = jobs.expect("threads start");
        jobs.send("first").expect("the worker lives");
        go_on.send(()).expect("the worker lives");
        assert!(matches!(next(&happenings), Happening::Copied(text, _) if text == "first"));
        for text in ["second", "third", "fourth"] {
            jobs.send(text).expect("the worker lives");
        }
        drop(jobs);
        let mut done = Vec::new();
        while let Ok(()) = go_on.send(())
            && let Ok(Happening::Copied(text, _)) = happenings.recv_timeout(DEADLINE)
        {
            done.push(text);
        }
        assert_eq!(done.last().map(String::as_str), Some("fourth"));
        assert!(done.len() < 3, "{done:?}");
    }
}
