//! Reads the configuration file.

use std::io::{self, Read};

use super::open_regular;
use crate::config::{Folders, Settings};
use crate::diagnostic::{Code, Diagnostic, Position, Severity};

/// No configuration written by a person comes near this.
const SIZE_LIMIT: u64 = 1 << 20;

/// The settings of the configuration file; the defaults when there is none. A file that is there but
/// cannot be read is a finding, never a refusal.
pub fn read_settings(folders: &Folders) -> (Settings, Vec<Diagnostic>) {
    let Some(file) = folders.config_file() else {
        return (Settings::default(), Vec::new());
    };
    let mut text = String::new();
    let read = open_regular(&file).and_then(|open| {
        open.take(SIZE_LIMIT + 1).read_to_string(&mut text)?;
        if text.len() as u64 > SIZE_LIMIT {
            return Err(io::Error::other("it is longer than 1 MiB"));
        }
        Ok(())
    });
    match read {
        Ok(()) => Settings::read(&text, &file, folders.home.as_deref()),
        Err(error) if is_absent(&error) => (Settings::default(), Vec::new()),
        Err(error) => {
            let message = format!("cannot be read: {error}");
            let at = Position::default();
            let mut finding = Diagnostic::new(Code::Config, Severity::Warning, at, message)
                .with_help("until it can be, the default settings are used");
            finding.file = file;
            (Settings::default(), vec![finding])
        }
    }
}

/// Not there, or the folder that should hold it is a file (a nonsense `XDG_CONFIG_HOME`).
fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}
