//! Changed files: the system reports them, nothing is polled.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::library::Library;
use crate::source::{NameKind, name_kind};

/// How soon a change is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pace {
    /// So long nothing must happen before it counts.
    quiet: Duration,
    /// Somebody who never stops writing is reported after this all the same.
    longest: Duration,
}

impl Pace {
    /// For files that people write: an editor does it in several steps.
    pub(super) const PAGES: Pace = Pace {
        quiet: Duration::from_millis(120),
        longest: Duration::from_secs(2),
    };
    /// For what another jitt writes: each piece is whole.
    pub(super) const PLACES: Pace = Pace {
        quiet: Duration::from_millis(15),
        longest: Duration::from_millis(150),
    };
}

/// The system has a limit for all programs together (8,192 on small Linux machines); we take part of it.
const MOST_FOLDERS: usize = 1024;

/// A watch over folders. Failing to watch is silent: the aids can be read all the same.
#[derive(Debug, Clone)]
pub(super) struct Watch {
    messages: Sender<Message>,
}

/// What is watched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Watched {
    folders: BTreeSet<PathBuf>,
    /// Files that were named as sources: aids whatever they are called.
    files: BTreeSet<PathBuf>,
    /// Files that can be no aids count too.
    all: bool,
}

impl Watched {
    /// All files in these folders.
    pub(super) fn everything_in(folders: BTreeSet<PathBuf>) -> Watched {
        Watched {
            folders,
            all: true,
            ..Watched::default()
        }
    }
}

#[derive(Debug)]
enum Message {
    Watch(Watched),
    Changed(Vec<PathBuf>),
}

impl Watch {
    /// Starts a thread that calls `changed` with absolute paths of files that were written, made, renamed or
    /// removed. None when the system has no such service.
    pub(super) fn start(
        pace: Pace,
        changed: impl Fn(BTreeSet<PathBuf>) + Send + 'static,
    ) -> Option<Watch> {
        let (messages, inbox) = channel();
        let events = messages.clone();
        std::thread::Builder::new()
            .name("watch".to_string())
            .spawn(move || {
                let report = move |event: notify::Result<notify::Event>| {
                    if let Ok(event) = event
                        && matters(event.kind)
                    {
                        // Without the thread below nobody is told.
                        let _ = events.send(Message::Changed(event.paths));
                    }
                };
                if let Ok(watcher) = notify::recommended_watcher(report) {
                    let watched = Watched::default();
                    Watching { watcher, watched }.run(pace, &inbox, changed);
                }
            })
            .ok()?;
        Some(Watch { messages })
    }

    /// Watches these folders, and no others from now on.
    pub(super) fn follow(&self, watched: Watched) {
        // A watch that could not be started hears nothing.
        let _ = self.messages.send(Message::Watch(watched));
    }
}

/// What is to be watched for a library: the folders in which a new aid would be seen, as far as so many
/// can be watched.
pub(super) fn watched_of(library: &Library) -> Watched {
    let mut files = BTreeSet::new();
    let mut folder = |path: PathBuf| {
        let path = std::path::absolute(path).ok()?;
        if !path.is_file() {
            return path.is_dir().then_some(path);
        }
        let folder = path.parent().map(Path::to_path_buf);
        files.insert(path);
        folder
    };
    let folders = library.folders().into_iter().filter_map(&mut folder);
    let folders = folders.take(MOST_FOLDERS).collect();
    Watched {
        folders,
        files,
        all: false,
    }
}

struct Watching {
    watcher: RecommendedWatcher,
    watched: Watched,
}

impl Watching {
    fn run(&mut self, pace: Pace, inbox: &Receiver<Message>, changed: impl Fn(BTreeSet<PathBuf>)) {
        while let Ok(message) = inbox.recv() {
            let mut files = self.take(message);
            if files.is_empty() {
                continue;
            }
            let start = Instant::now();
            while start.elapsed() < pace.longest {
                match inbox.recv_timeout(pace.quiet) {
                    Ok(message) => files.extend(self.take(message)),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
            changed(files);
        }
    }

    /// The files that the message is about. Folders are reported when their watch begins: what happened
    /// shortly before is not lost.
    fn take(&mut self, message: Message) -> BTreeSet<PathBuf> {
        match message {
            Message::Changed(paths) => {
                let real = paths.into_iter().filter(|path| {
                    // A watched folder that is gone has lost its watch: made again, it needs another.
                    let was_folder = self.watched.folders.remove(path);
                    let named = self.watched.files.contains(path);
                    let may_count = self.watched.all || may_be_aid(path);
                    let counts = may_count || was_folder || path.is_dir();
                    named || counts && !by_the_way(path)
                });
                real.collect()
            }
            Message::Watch(watched) => {
                let new = watched.folders.difference(&self.watched.folders);
                let new = new.cloned().collect();
                self.follow(watched);
                new
            }
        }
    }

    fn follow(&mut self, watched: Watched) {
        let (before, now) = (&self.watched.folders, &watched.folders);
        for gone in before.difference(now) {
            // It may have been removed, and its watch with it.
            let _ = self.watcher.unwatch(gone);
        }
        for new in now.difference(before) {
            // The system's limit may be reached.
            let _ = self.watcher.watch(new, RecursiveMode::NonRecursive);
        }
        self.watched = watched;
    }
}

/// Reading (our own too) and changes of rights do not matter.
fn matters(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        EventKind::Modify(ModifyKind::Metadata(_)) | EventKind::Other => false,
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) => true,
    }
}

/// Whether the name leaves it open that this is an aid. A log that grows beside thousands of pages must
/// not have them all read again and again.
fn may_be_aid(path: &Path) -> bool {
    name_kind(path) != NameKind::Other
}

/// Files that editors make on the way: hidden ones, backups, swap files.
fn by_the_way(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.')
        || name.ends_with('~')
        || [".swp", ".swx", ".tmp"]
            .iter()
            .any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Plan;
    use crate::source::{Origin, Source};
    use std::fs;
    use std::sync::mpsc::channel;
    use std::time::SystemTime;

    const DEADLINE: Duration = Duration::from_secs(10);

    fn watched(root: &Path) -> Vec<PathBuf> {
        let source = |origin, root: &Path| Source {
            origin,
            root: root.to_path_buf(),
        };
        let starter = Source::starter();
        let plan = Plan {
            sources: vec![source(Origin::Given, root), starter],
            ..Plan::default()
        };
        let library = Library::read(&plan, SystemTime::now(), &mut |_| {});
        watched_of(&library).folders.into_iter().collect()
    }

    #[test]
    fn all_folders_are_watched_in_which_an_aid_may_appear() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let root = folder.path();
        for (below, name) in [("a/b", "disk.md"), (".git", "x.md")] {
            fs::create_dir_all(root.join(below)).expect("a folder can be made");
            fs::write(root.join(below).join(name), "1. One").expect("a file can be written");
        }
        let expected = [root.to_path_buf(), root.join("a"), root.join("a/b")];
        assert_eq!(watched(root), expected);
        assert_eq!(watched(&root.join("a/b/disk.md")), [root.join("a/b")]);
        assert_eq!(watched(&root.join("missing")), Vec::<PathBuf>::new());
    }

    #[test]
    fn a_written_file_is_reported_once_and_editors_files_are_not() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let file = folder.path().join("disk.md");
        fs::write(&file, "1. One").expect("a file can be written");
        let (sender, reports) = channel();
        let watch = Watch::start(Pace::PAGES, move |files| drop(sender.send(files)))
            .expect("threads start");
        watch.follow(Watched::everything_in(BTreeSet::from([folder
            .path()
            .to_path_buf()])));
        let begun = reports.recv_timeout(DEADLINE);
        assert_eq!(begun, Ok(BTreeSet::from([folder.path().to_path_buf()])));
        fs::write(folder.path().join(".disk.md.swp"), "x").expect("a file can be written");
        fs::write(&file, "1. Two").expect("a file can be written");
        let report = reports.recv_timeout(DEADLINE);
        assert_eq!(report, Ok(BTreeSet::from([file])));
    }

    #[test]
    fn a_folder_is_reported_once_when_its_watch_begins() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let mut watching = Watching {
            watcher: notify::recommended_watcher(|_| {}).expect("the system watches"),
            watched: Watched::default(),
        };
        let folders = BTreeSet::from([folder.path().to_path_buf()]);
        let watched = Watched::everything_in(folders.clone());
        let begins = watching.take(Message::Watch(watched.clone()));
        assert_eq!(begins, folders);
        let goes_on = watching.take(Message::Watch(watched));
        assert_eq!(goes_on, BTreeSet::new());
    }

    #[test]
    fn a_file_that_is_no_aid_has_nothing_read_again_but_a_folder_has() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let root = folder.path();
        fs::create_dir(root.join("v1.2")).expect("a folder can be made");
        let mut watching = Watching {
            watcher: notify::recommended_watcher(|_| {}).expect("the system watches"),
            watched: Watched {
                folders: BTreeSet::from([root.join("gone.d")]),
                files: BTreeSet::from([root.join("notes.txt")]),
                all: false,
            },
        };
        let paths = [
            "app.log",
            "notes.txt",
            "a.png",
            "a.md",
            "sheet",
            "v1.2",
            "gone.d",
            ".a.md.swp",
        ];
        let paths = paths.map(|name| root.join(name)).to_vec();
        let taken = watching.take(Message::Changed(paths));
        let expected = ["a.md", "gone.d", "notes.txt", "sheet", "v1.2"].map(|name| root.join(name));
        assert_eq!(taken, BTreeSet::from(expected));
    }
}
