//! A finding: something wrong with a file that does not keep it from opening.

use std::fmt;
use std::path::PathBuf;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing, nothing is lost.
    Info,
    /// It will hurt someone in a hurry.
    Warning,
    /// The aid cannot work as written.
    Error,
}

/// A place in a file: line and column from 1, column counted in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Position {
    /// Line from 1; 0 when the finding is about the whole file.
    pub line: u32,
    /// Column from 1, in characters; 0 when the finding is about the whole line.
    pub column: u32,
}

/// What kind of finding it is; the kebab-case name is stable and can be written in configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// Front matter does not parse, or a known key has the wrong type.
    FrontMatter,
    /// Control, direction or invisible characters, NUL, or bytes that are not UTF-8.
    HostileText,
    /// A file that cannot be read, was cut at the size limit, or is no regular file.
    Unreadable,
    /// Two aids answer to the same id or alias.
    DuplicateId,
    /// A list restarts or skips a number.
    Numbering,
    /// Unclosed fence and the like: a step or procedure may have vanished.
    BrokenMarkdown,
    /// A source (folder) that does not exist or cannot be listed.
    Source,
    /// The configuration: no TOML, an unknown key or a value of the wrong type.
    Config,
}

impl Code {
    /// The name as shown and written: `front-matter`.
    pub fn name(self) -> &'static str {
        match self {
            Code::FrontMatter => "front-matter",
            Code::HostileText => "hostile-text",
            Code::Unreadable => "unreadable",
            Code::DuplicateId => "duplicate-id",
            Code::Numbering => "numbering",
            Code::BrokenMarkdown => "broken-markdown",
            Code::Source => "source",
            Code::Config => "config",
        }
    }
}

/// One finding. The texts may quote the file: escape them (`render::sanitize`) before output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// The file, as found (source root joined with the path below it); empty until the source fills it in.
    pub file: PathBuf,
    /// Where in the file.
    pub at: Position,
    /// What happened, one sentence without a closing period.
    pub message: String,
    /// What to do about it, where something can be done.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding without a file (the reader of the file fills it in) and without help.
    pub fn new(code: Code, severity: Severity, at: Position, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity,
            file: PathBuf::new(),
            at,
            message: message.into(),
            help: None,
        }
    }

    /// The same finding with advice.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// `file:line:column: level[code] message`; line and column are left out where they are 0.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if self.at.line > 0 {
            write!(f, ":{}", self.at.line)?;
            if self.at.column > 0 {
                write!(f, ":{}", self.at.column)?;
            }
        }
        write!(
            f,
            ": {}[{}] {}",
            self.severity,
            self.code.name(),
            self.message
        )
    }
}
