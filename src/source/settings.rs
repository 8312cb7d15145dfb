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

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// What is read when `prepare` has put something at the place of the configuration file.
    fn read(prepare: impl Fn(&std::path::Path)) -> (Settings, Vec<Diagnostic>) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let folders = Folders {
            config: Some(folder.path().to_path_buf()),
            ..Folders::default()
        };
        prepare(&folder.path().join("config.toml"));
        read_settings(&folders)
    }

    #[test]
    fn without_a_configuration_the_defaults_are_used_silently() {
        assert_eq!(read(|_| {}), (Settings::default(), Vec::new()));
        let folders = Folders::default();
        assert_eq!(read_settings(&folders), (Settings::default(), Vec::new()));
        let nonsense = Folders {
            config: Some("/dev/null/jitt".into()),
            ..folders
        };
        assert_eq!(read_settings(&nonsense), (Settings::default(), Vec::new()));
    }

    #[test]
    fn a_configuration_is_read() {
        let (settings, findings) =
            read(|file| fs::write(file, "linear = true\n").expect("written"));
        assert!(settings.linear);
        assert_eq!(findings, []);
    }

    #[test]
    fn what_is_no_text_file_is_a_finding_with_the_defaults() {
        for (settings, findings) in [
            read(|file| fs::create_dir(file).expect("made")),
            read(|file| fs::write(file, b"linear = \xff").expect("written")),
            read(|file| {
                let open = fs::File::create(file).expect("made");
                open.set_len(1 << 40).expect("sparse");
            }),
        ] {
            assert_eq!(settings, Settings::default());
            assert_eq!(findings.len(), 1, "{findings:?}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_named_pipe_in_the_place_of_the_configuration_is_not_waited_for() {
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        let (_, findings) = read(|file| {
            mknodat(CWD, file, FileType::Fifo, Mode::RUSR, 0).expect("a FIFO");
        });
        assert_eq!(findings.len(), 1);
    }
}
