//! What is kept between runs: the place in each aid, values given for placeholders, which aids are used.
//!
//! Everything is in jitt's state folder, as logs of lines that are only ever appended to (`log`). A
//! [`Store`] is the folder; a [`Track`] is the place in one aid, followed and added to while it is open.
//! Nothing here knows a pane, a key or a clock: times are handed in.
//!
//! ```text
//! places/<aid>/<machine>.log    marks and moves          history.log            uses
//! values/<machine>.log          values of placeholders
//! ```

mod history;
mod line;
mod log;
mod progress;
mod store;
mod surroundings;
mod track;
mod values;

pub use history::History;
pub use log::Unsynced;
pub use progress::{Before, Change, Happened, Marked, Run, Seen};
pub use store::{Store, Unfinished};
pub use surroundings::Surroundings;
pub use track::Track;
pub use values::Values;

/// Which aid a place is in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AidName {
    /// Its id.
    pub id: String,
    /// Its title, for lists and the log.
    pub title: String,
    /// The folder of its source, whole and real; empty for an aid inside the program.
    pub root: String,
}

#[cfg(test)]
mod tests;
