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
    /// A list restarts or skips a number, or the text names a step that is not there.
    Numbering,
    /// Unclosed fence and the like: a step or procedure may have vanished.
    BrokenMarkdown,
    /// A source (folder) that does not exist or cannot be listed.
    Source,
    /// The configuration: no TOML, an unknown key or a value of the wrong type.
    Config,
    /// A block of shell that no shell can read.
    ShellSyntax,
    /// A link or picture that leads nowhere.
    DeadLink,
    /// A parameter that no command uses, or one that is used and not declared.
    Params,
    /// A key, token or password that opens something.
    Secret,
    /// A comment that switches a rule off without a reason, or a rule that is not there.
    Ignore,
    /// A command destroys something and nothing above it says so.
    DangerUnwarned,
    /// More steps than a person keeps place in.
    TooManySteps,
    /// A sentence of a step that has to be read twice.
    LongSentence,
    /// Typographic quotes or dashes in a command.
    CodeChars,
    /// A picture without words for those who cannot see it.
    ImageAlt,
    /// Unwritten text.
    Todo,
    /// The date of the next review is past, or the last one lies in the future.
    Overdue,
    /// A page that is a course, a policy or several pages in one.
    NotAJobAid,
    /// A warning behind the command it is about.
    WarningLate,
    /// Words of a course or of compliance.
    CourseWording,
    /// Much text before the first step.
    StepsLate,
    /// More than three minutes to read.
    ReadTime,
    /// Many procedures on one page.
    ManyGoals,
    /// A procedure that changes something and does not say how to see that it worked.
    NoCheck,
    /// One step asks for several things.
    SeveralActions,
    /// Many commands in one block.
    BlockTooBig,
    /// A condition behind the action it is about.
    ConditionLate,
    /// Words that leave open when or what.
    Vague,
    /// A command block that does not say its language.
    NoLanguage,
    /// A command that a fresh system no longer has.
    OldTool,
    /// A link whose text says nothing.
    HereLink,
    /// A title that lists cut off.
    LongTitle,
    /// A command that no screen shows in one line.
    WideCode,
    /// No summary, owner, date of review or symptoms.
    MissingMeta,
    /// Two aids with one title.
    SameTitle,
}

impl Code {
    /// All of them, in the order of the enum.
    pub const ALL: [Code; 38] = [
        Code::FrontMatter,
        Code::HostileText,
        Code::Unreadable,
        Code::DuplicateId,
        Code::Numbering,
        Code::BrokenMarkdown,
        Code::Source,
        Code::Config,
        Code::ShellSyntax,
        Code::DeadLink,
        Code::Params,
        Code::Secret,
        Code::Ignore,
        Code::DangerUnwarned,
        Code::TooManySteps,
        Code::LongSentence,
        Code::CodeChars,
        Code::ImageAlt,
        Code::Todo,
        Code::Overdue,
        Code::NotAJobAid,
        Code::WarningLate,
        Code::CourseWording,
        Code::StepsLate,
        Code::ReadTime,
        Code::ManyGoals,
        Code::NoCheck,
        Code::SeveralActions,
        Code::BlockTooBig,
        Code::ConditionLate,
        Code::Vague,
        Code::NoLanguage,
        Code::OldTool,
        Code::HereLink,
        Code::LongTitle,
        Code::WideCode,
        Code::MissingMeta,
        Code::SameTitle,
    ];

    /// The code with this name, in any case.
    pub fn named(name: &str) -> Option<Code> {
        let mut all = Code::ALL.into_iter();
        all.find(|code| code.name().eq_ignore_ascii_case(name.trim()))
    }

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
            Code::ShellSyntax => "shell-syntax",
            Code::DeadLink => "dead-link",
            Code::Params => "params",
            Code::Secret => "secret",
            Code::Ignore => "ignore",
            Code::DangerUnwarned => "danger-unwarned",
            Code::TooManySteps => "too-many-steps",
            Code::LongSentence => "long-sentence",
            Code::CodeChars => "code-chars",
            Code::ImageAlt => "image-alt",
            Code::Todo => "todo",
            Code::Overdue => "overdue",
            Code::NotAJobAid => "not-a-job-aid",
            Code::WarningLate => "warning-late",
            Code::CourseWording => "course-wording",
            Code::StepsLate => "steps-late",
            Code::ReadTime => "read-time",
            Code::ManyGoals => "many-goals",
            Code::NoCheck => "no-check",
            Code::SeveralActions => "several-actions",
            Code::BlockTooBig => "block-too-big",
            Code::ConditionLate => "condition-late",
            Code::Vague => "vague",
            Code::NoLanguage => "no-language",
            Code::OldTool => "old-tool",
            Code::HereLink => "here-link",
            Code::LongTitle => "long-title",
            Code::WideCode => "wide-code",
            Code::MissingMeta => "missing-meta",
            Code::SameTitle => "same-title",
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
    /// How many characters of the line it is about, from `at` on; 0 when that is not known.
    pub length: u32,
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
            length: 0,
            message: message.into(),
            help: None,
        }
    }

    /// The same finding about so many characters of its line.
    #[must_use]
    pub fn with_length(mut self, length: usize) -> Self {
        self.length = u32::try_from(length).unwrap_or(u32::MAX);
        self
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
