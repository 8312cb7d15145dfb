//! Where files come from: folders and the starter aids inside the program.

mod name;
mod open;
mod plan;
mod settings;
mod stamp;
mod starter;
mod walk;

use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Position, Severity};

pub use name::{NameKind, name_kind};
pub use open::{REFUSED, SIZE_LIMIT, open_regular};
pub use plan::plan;
pub use settings::read_settings;
pub use stamp::{Stamp, stamp};

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

impl Origin {
    /// Where a person would change it: `--dir`, `JITT_PATH`, `config.toml` and so on.
    pub fn name(self) -> &'static str {
        match self {
            Origin::Given => "--dir",
            Origin::Environment => "JITT_PATH",
            Origin::Project => ".jitt",
            Origin::Configured => "config.toml",
            Origin::User => "user folder",
            Origin::System => "system folder",
            Origin::Starter => "starter aids",
        }
    }
}

/// One place that aids come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Why it is there.
    pub origin: Origin,
    /// The folder (or single file) as given; for the starter aids the name shown instead.
    pub root: PathBuf,
}

/// What a walk of a source found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Listing {
    /// Paths of candidate files below the root, sorted. Those without an extension may be no aids:
    /// only their content can tell.
    pub files: Vec<PathBuf>,
    /// The folders (or the one file) that were looked at, named as the root was given, each as it was
    /// before: when none has changed since, the files are still the same ones.
    pub looked_at: Vec<(PathBuf, Stamp)>,
    /// What was skipped, and why.
    pub findings: Vec<Diagnostic>,
}

/// A file's bytes, cut at the size limit, with a finding when it was.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Content {
    /// At most [`SIZE_LIMIT`].
    pub bytes: Vec<u8>,
    /// The file before it was read; none of a starter aid.
    pub stamp: Option<Stamp>,
    /// The file is longer than this.
    pub is_cut: bool,
    /// Cut, or other trouble that still left something to read.
    pub findings: Vec<Diagnostic>,
}

impl Source {
    /// The aids inside the program.
    pub fn starter() -> Source {
        Source {
            origin: Origin::Starter,
            root: PathBuf::from("starter"),
        }
    }

    /// Lists the aids below the root; a root that is a file is the one aid.
    ///
    /// A root that is missing gives no files, and a finding unless it is one of the standard folders.
    pub fn list(&self) -> Listing {
        if self.origin == Origin::Starter {
            return Listing {
                files: starter::paths(),
                ..Listing::default()
            };
        }
        match std::fs::metadata(&self.root) {
            Ok(metadata) if metadata.is_dir() => walk::walk(&self.root),
            Ok(metadata) if metadata.is_file() => Listing {
                files: self
                    .root
                    .file_name()
                    .map(PathBuf::from)
                    .into_iter()
                    .collect(),
                looked_at: vec![(self.root.clone(), stamp(&self.root))],
                findings: Vec::new(),
            },
            Ok(metadata) => {
                let kind = open::kind_name(metadata.file_type());
                self.unusable(format!("is {kind}, not a folder with aids"))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                if matches!(self.origin, Origin::User | Origin::System) {
                    Listing {
                        looked_at: vec![(self.root.clone(), stamp(&self.root))],
                        ..Listing::default()
                    }
                } else {
                    self.unusable("there is no such folder".to_string())
                }
            }
            Err(error) => self.unusable(format!("cannot be read: {error}")),
        }
    }

    /// Reads one file that [`Source::list`] found.
    ///
    /// # Errors
    /// A finding that names the file, what happened and what to do; its code is
    /// [`Code::HostileText`] when the file is there but is no text.
    pub fn read(&self, path: &Path) -> Result<Content, Diagnostic> {
        let file = self.file(path);
        if self.origin != Origin::Starter {
            return open::read_aid(&file);
        }
        match starter::bytes(path) {
            Some(bytes) => Ok(Content {
                bytes: bytes.to_vec(),
                ..Content::default()
            }),
            None => Err(open::skipped(&file, "is no starter aid")),
        }
    }

    /// As [`Source::read`], for a file that was listed a while ago: looks again whether it is still
    /// below the root, since a link may have taken its place.
    ///
    /// # Errors
    /// As for [`Source::read`].
    pub fn read_again(&self, path: &Path) -> Result<Content, Diagnostic> {
        if self.origin != Origin::Starter {
            walk::check_inside(&self.root, &self.file(path))?;
        }
        self.read(path)
    }

    /// The file at `path` below the root, named as the root was given.
    pub fn file(&self, path: &Path) -> PathBuf {
        let itself = self.root.file_name().is_some_and(|name| name == path);
        if itself && !self.root.is_dir() {
            self.root.clone()
        } else {
            self.root.join(path)
        }
    }

    fn unusable(&self, message: String) -> Listing {
        let origin = self.origin.name();
        let help = if self.root.starts_with("~") {
            format!("write the home folder out: in {origin} the shell leaves ~ as it is")
        } else {
            format!("correct or remove it: it comes from {origin}")
        };
        let at = Position::default();
        let mut finding =
            Diagnostic::new(Code::Source, Severity::Error, at, message).with_help(help);
        finding.file = self.root.clone();
        Listing {
            // That it has come into being, or changed, shows.
            looked_at: vec![(self.root.clone(), stamp(&self.root))],
            findings: vec![finding],
            ..Listing::default()
        }
    }
}

#[cfg(test)]
mod tests;
