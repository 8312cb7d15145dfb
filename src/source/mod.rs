//! Where files come from: folders and the starter aids inside the program.

use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;

/// Why a source is there; the order is the order of precedence (the first wins on equal ids).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// `--dir`: then nothing else is used.
    Given,
    /// `JITT_PATH`.
    Environment,
    /// `.jitt/` found upward from the working directory.
    Project,
    /// The configuration.
    Configured,
    /// The user's data folder.
    User,
    /// A system data folder.
    System,
    /// Inside the program.
    Starter,
}

/// One place that aids come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Why it is there.
    pub origin: Origin,
    /// The folder as given; for the starter aids the name shown instead.
    pub root: PathBuf,
}

/// What a walk of a source found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Listing {
    /// Paths of candidate files below the root, sorted.
    pub files: Vec<PathBuf>,
    /// What was skipped, and why.
    pub findings: Vec<Diagnostic>,
}

/// A file's bytes, cut at the size limit, with a finding when it was.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Content {
    /// At most 8 MiB.
    pub bytes: Vec<u8>,
    /// Cut, or other trouble that still left something to read.
    pub findings: Vec<Diagnostic>,
}

impl Source {
    /// Lists the aids below the root. A root that is missing gives a finding and no files.
    pub fn list(&self) -> Listing {
        Listing::default()
    }

    /// Reads one file below the root.
    ///
    /// # Errors
    /// A finding that names the file, what happened and what to do.
    pub fn read(&self, path: &Path) -> Result<Content, Diagnostic> {
        let _ = path;
        Ok(Content::default())
    }
}
