//! What can go wrong at the command line, and what the process then ends with.

use std::process::ExitCode;

use crate::diagnostic::{Code, Diagnostic};
use crate::render::sanitize::{visible, visible_line, visible_path};

/// Why jitt ends without having shown what was asked for.
#[derive(Debug)]
pub(super) enum Failure {
    /// Nothing matched; what to say about it is already said or stands here. Exit 1.
    NotFound(String),
    /// The command line makes no sense. Exit 2.
    Usage(String),
    /// A file, the terminal or the output failed. Exit 2.
    Io(String),
    /// `--check` found something at the failing level; it is said already. Exit 1.
    Findings,
    /// The reader of standard output left: success.
    BrokenPipe,
    /// Cancelled by the person (130) or ended by a signal (128 and its number); nothing is to be said.
    Ended(u8),
}

impl Failure {
    /// The exit status.
    pub fn code(&self) -> ExitCode {
        match self {
            Failure::BrokenPipe => ExitCode::SUCCESS,
            Failure::NotFound(_) | Failure::Findings => ExitCode::from(1),
            Failure::Usage(_) | Failure::Io(_) => ExitCode::from(2),
            Failure::Ended(code) => ExitCode::from(*code),
        }
    }

    /// The message for standard error, escaped; none where nothing is to be said.
    pub fn message(&self) -> Option<String> {
        match self {
            Failure::NotFound(text) | Failure::Usage(text) | Failure::Io(text) => {
                (!text.is_empty()).then(|| format!("jitt: {}", visible(text)))
            }
            Failure::BrokenPipe | Failure::Findings | Failure::Ended(_) => None,
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Failure::BrokenPipe,
            _ => Failure::Io(format!("cannot write the output: {error}")),
        }
    }
}

impl From<Diagnostic> for Failure {
    fn from(finding: Diagnostic) -> Failure {
        Failure::Io(finding_text(finding))
    }
}

/// `file:line:column: level[code] message` and the advice below it, a line each whatever the file's
/// name holds: it could pass for another finding.
///
/// A folder that cannot be read is no matter of a line or a rule: `file: message`.
pub(super) fn finding_text(mut finding: Diagnostic) -> String {
    finding.file = visible_path(&finding.file).into();
    let text = match finding.code {
        Code::Source => format!("{}: {}", finding.file.display(), finding.message),
        _ => finding.to_string(),
    };
    let mut text = visible_line(&text).into_owned();
    if let Some(help) = &finding.help {
        text.push_str("\n  ");
        text.push_str(&visible_line(help));
    }
    text
}
