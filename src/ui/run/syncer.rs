//! Keeps values and uses and brings what was kept onto the disk, on a thread of its own: a slow disk holds up no key.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use jiff::Timestamp;

use crate::session::{Store, Unsynced};

/// So long the browser waits for the disk when it is left: for values that are not written yet, and against
/// a power cut for what is.
const LAST_SYNC: Duration = Duration::from_millis(300);

/// What the thread does, in the order in which it was asked.
enum Job {
    Sync(Unsynced),
    KeepValue {
        store: Store,
        aid: String,
        name: String,
        value: String,
    },
    KeepUse {
        store: Store,
        aid: String,
    },
}

impl Job {
    fn run(self) {
        match self {
            Job::Sync(unsynced) => unsynced.sync(),
            // It is a convenience: where it cannot be written it is typed again.
            Job::KeepValue {
                store,
                aid,
                name,
                value,
            } => drop(store.keep_value(&aid, &name, &value, Timestamp::now())),
            // Use counts are a convenience too: who cannot write has none.
            Job::KeepUse { store, aid } => drop(store.keep_use(&aid, Timestamp::now())),
        }
    }
}

/// The thread, for as long as it is wanted.
pub(super) struct Syncer {
    jobs: Option<Sender<Job>>,
    done: Receiver<()>,
}

impl Syncer {
    /// Starts the thread.
    ///
    /// # Errors
    /// The system gives no thread.
    pub(super) fn start() -> io::Result<Syncer> {
        let (jobs, inbox) = channel::<Job>();
        let (ended, done) = channel();
        let thread = std::thread::Builder::new().name("syncer".to_string());
        thread.spawn(move || {
            inbox.into_iter().for_each(Job::run);
            drop(ended);
        })?;
        Ok(Syncer {
            jobs: Some(jobs),
            done,
        })
    }

    /// Has this on the disk soon.
    pub(super) fn sync(&self, unsynced: Unsynced) {
        self.send(Job::Sync(unsynced));
    }

    /// Has the value given for a placeholder in the store soon.
    pub(super) fn keep_value(&self, store: Store, aid: String, name: String, value: String) {
        self.send(Job::KeepValue {
            store,
            aid,
            name,
            value,
        });
    }

    /// Has the use of an aid in the store soon.
    pub(super) fn keep_use(&self, store: Store, aid: String) {
        self.send(Job::KeepUse { store, aid });
    }

    fn send(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            // The thread lives as long as its sender.
            let _ = jobs.send(job);
        }
    }

    /// Waits, not for long, until everything is kept and on the disk.
    pub(super) fn finish(&mut self) {
        self.jobs = None;
        // It says nothing; it ends.
        let _ = self.done.recv_timeout(LAST_SYNC);
    }
}
