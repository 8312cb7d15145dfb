//! Brings what was kept onto the disk, on a thread of its own: a slow disk holds up no key.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use crate::session::Unsynced;

/// So long the browser waits for the disk when it is left. What was written survives its end anyway; this
/// is against a power cut.
const LAST_SYNC: Duration = Duration::from_millis(300);

/// The thread, for as long as it is wanted.
pub(super) struct Syncer {
    jobs: Option<Sender<Unsynced>>,
    done: Receiver<()>,
}

impl Syncer {
    /// Starts the thread.
    ///
    /// # Errors
    /// The system gives no thread.
    pub(super) fn start() -> io::Result<Syncer> {
        let (jobs, inbox) = channel::<Unsynced>();
        let (ended, done) = channel();
        let thread = std::thread::Builder::new().name("syncer".to_string());
        thread.spawn(move || {
            inbox.into_iter().for_each(Unsynced::sync);
            drop(ended);
        })?;
        Ok(Syncer {
            jobs: Some(jobs),
            done,
        })
    }

    /// Has this on the disk soon.
    pub(super) fn sync(&self, unsynced: Unsynced) {
        if let Some(jobs) = &self.jobs {
            // The thread lives as long as its sender.
            let _ = jobs.send(unsynced);
        }
    }

    /// Waits, not for long, until everything is on the disk.
    pub(super) fn finish(&mut self) {
        self.jobs = None;
        // It says nothing; it ends.
        let _ = self.done.recv_timeout(LAST_SYNC);
    }
}
