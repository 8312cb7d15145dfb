//! What was typed. What it means is decided where it is used.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgAction, ArgGroup, Parser, ValueEnum};
use clap_complete::ArgValueCompleter;

use super::complete;

/// What the help and the manual end with.
pub(super) const EXAMPLES: &str = "\
Examples:
  jitt disk full                 print the steps
  jitt tar -c -s 2               only the command of step 2
  jitt PAGE#mitigation           one part of a long page
  jitt 'full tag:disk -inode'    with this tag, without this word
  jitt '\"no space left\"'         with exactly these words
  make 2>&1 | jitt               look an error up
  jitt                           browse: type to search, Enter opens, ? helps
  jitt --height 40%              the same below the prompt
  jitt --resume                  go on where an aid was left
  jitt --add ~/runbooks          use your own Markdown too
  jitt --check runbooks          what is wrong with the aids in a folder
  jitt --init zsh                a key for the prompt: eval \"$(jitt --init zsh)\"

Exit status: 0 shown, 1 nothing matched (--check: an error found), 2 usage or I/O error, 130 cancelled.";

/// The two ways to call it: what follows is a topic, but with `--check` paths.
const USAGE: &str = "jitt [OPTIONS] [TOPIC]...\n       jitt --check [OPTIONS] [PATH]...";

/// What opens the browser.
const BROWSER: [&str; 4] = ["interactive", "height", "popup", "print"];
/// What shows something else than one aid: there is nothing to pick steps from, or to copy.
const NOT_PRINTED: [&str; 6] = ["interactive", "height", "popup", "print", "list", "json"];

/// What an operation such as `--sources` would pass over.
const OF_AIDS: [&str; 11] = [
    "interactive",
    "height",
    "print",
    "step",
    "commands",
    "raw",
    "list",
    "json",
    "limit",
    "tag",
    "copy",
];
/// What has nothing to do with going on in an aid.
const NOT_RESUMED: [&str; 8] = [
    "step",
    "commands",
    "raw",
    "copy",
    "list",
    "json",
    "limit",
    "interactive",
];

/// What `--check` would pass over: it prints findings as JSON too, but shows no aid.
const NOT_CHECKED: [&str; 11] = [
    "operation",
    "interactive",
    "height",
    "print",
    "step",
    "commands",
    "raw",
    "list",
    "limit",
    "tag",
    "copy",
];

/// Finds the right job aid and shows its steps.
///
/// All words are one topic, in any order; a typo is forgiven. Without a topic jitt opens the browser,
/// or looks up the error text that is piped into it. It never runs a command from an aid.
#[derive(Debug, Parser)]
#[command(name = "jitt", version, disable_version_flag = true, after_help = EXAMPLES, max_term_width = 100)]
#[command(override_usage = USAGE)]
#[command(group = ArgGroup::new("operation").conflicts_with_all(OF_AIDS))]
pub(super) struct Arguments {
    /// What to look up; `aid#procedure` names one procedure of a page
    #[arg(value_name = "TOPIC", add = ArgValueCompleter::new(complete::ids))]
    pub topic: Vec<OsString>,

    /// Open the browser with the topic filled in instead of printing
    #[arg(short, long)]
    pub interactive: bool,

    /// Print only these steps: 3, 3-5, 5a; on a page with phases 2.3, or 2 for the whole phase
    #[arg(short, long, value_name = "N[-M]", conflicts_with_all = NOT_PRINTED)]
    pub step: Option<String>,

    /// Print only the commands, prompts stripped, ready to paste
    #[arg(short, long, conflicts_with_all = NOT_PRINTED)]
    pub commands: bool,

    /// Print the aid's file as it is (control characters made visible)
    #[arg(short, long, conflicts_with_all = NOT_PRINTED, conflicts_with_all = ["step", "commands"])]
    pub raw: bool,

    /// List aids (id, title), best first if there is a topic
    #[arg(short, long, conflicts_with_all = BROWSER)]
    pub list: bool,

    /// Print matches as JSON; with -n 1 the aid itself too
    #[arg(long, conflicts_with_all = BROWSER)]
    pub json: bool,

    /// At most N matches
    #[arg(short = 'n', long, value_name = "N", value_parser = at_least_one)]
    pub limit: Option<u32>,

    /// Only aids with this tag (repeatable: with all of them)
    #[arg(short, long, value_name = "TAG", action = ArgAction::Append, add = ArgValueCompleter::new(complete::tags))]
    pub tag: Vec<String>,

    /// Use this folder instead of the configured ones (repeatable)
    #[arg(short, long, value_name = "DIR", action = ArgAction::Append)]
    pub dir: Vec<PathBuf>,

    /// Copy to the clipboard instead of printing
    #[arg(short = 'y', long, conflicts_with_all = NOT_PRINTED)]
    pub copy: bool,

    /// Fill a placeholder of the commands in (repeatable); the value is quoted for its place
    #[arg(long, value_name = "NAME=VALUE", action = ArgAction::Append, conflicts_with_all = ["raw", "list"])]
    pub set: Vec<String>,

    /// Browse below the prompt in N lines or N% of the terminal
    #[arg(long, value_name = "N|N%")]
    pub height: Option<String>,

    /// Browse in a popup of tmux: Enter puts the command into the pane below, not run
    #[arg(long, conflicts_with_all = ["height", "print"])]
    pub popup: bool,

    /// Browse, and print the chosen command on standard output
    #[arg(long)]
    pub print: bool,

    /// Open the aid that was begun last and not finished, or the topic's, at its step
    #[arg(long, group = "operation", conflicts_with_all = NOT_RESUMED)]
    pub resume: bool,

    /// Print what was ticked when, as Markdown: of the topic, else of what was done last
    #[arg(long, group = "operation", conflicts_with_all = NOT_PRINTED)]
    pub log: bool,

    /// Start the aid over that was begun last, or the topic's
    #[arg(long, group = "operation", conflicts_with_all = NOT_PRINTED)]
    pub reset: bool,

    /// Keep nothing and read nothing that was kept: no place, no use counts
    #[arg(long)]
    pub no_history: bool,

    /// With --print: first a line that says where the cursor belongs, in characters
    #[arg(long, requires = "print")]
    pub cursor: bool,

    /// Print the key and the completions for a shell: eval "$(jitt --init zsh)"
    #[arg(
        long,
        value_name = "SHELL",
        value_enum,
        group = "operation",
        conflicts_with = "topic"
    )]
    pub init: Option<Init>,

    /// Print the manual page: jitt --man | man -l -
    #[arg(long, group = "operation", conflicts_with = "topic")]
    pub man: bool,

    /// List the sources of aids with counts and problems
    #[arg(long, group = "operation", conflicts_with = "topic")]
    pub sources: bool,

    /// Add a folder of aids to the configuration
    #[arg(
        long,
        value_name = "DIR",
        group = "operation",
        conflicts_with = "topic"
    )]
    pub add: Option<PathBuf>,

    /// Show where configuration and aids are looked for
    #[arg(long, group = "operation", conflicts_with = "topic")]
    pub paths: bool,

    /// Open the aid in $VISUAL or $EDITOR, at the step that -s names or the topic means
    #[arg(short, long, conflicts_with_all = NOT_PRINTED, conflicts_with_all = ["commands", "raw", "copy"])]
    pub edit: bool,

    /// Write a new aid from a template, in --dir or your own folder
    #[arg(
        long,
        value_name = "TITLE",
        group = "operation",
        conflicts_with = "topic"
    )]
    pub new: Option<String>,

    /// Check aids: PATHs are files or folders, without one all that jitt reads
    ///
    /// What is wrong with them and what to do, by rules drawn from standards and studies. It cannot tell
    /// that the commands are right or in the right order, that people do not know they need the aid, or
    /// that somebody does this often enough to learn it.
    #[arg(long, conflicts_with_all = NOT_CHECKED)]
    pub check: bool,

    /// With --check: fail on warnings too, take what is only worth knowing as a warning, lower thresholds
    #[arg(long)]
    pub strict: bool,

    /// With --check: show also what is only worth knowing
    #[arg(long)]
    pub all: bool,

    /// With --check: mend what can be mended without asking, and show what was changed
    #[arg(long, conflicts_with_all = ["json", "format"])]
    pub fix: bool,

    /// With --check: how to print findings
    #[arg(long, value_name = "FORMAT", value_enum, conflicts_with = "json")]
    pub format: Option<CheckFormat>,

    /// Explain a rule of --check: what it catches, why, and an example; without one list them
    #[arg(
        long,
        value_name = "RULE",
        num_args = 0..=1,
        default_missing_value = "all",
        group = "operation",
        conflicts_with = "topic"
    )]
    pub explain: Option<String>,

    /// When to colour
    #[arg(long, value_name = "WHEN", value_enum)]
    pub color: Option<When>,

    /// Print the version
    #[arg(short = 'V', short_alias = 'v', long, action = ArgAction::Version)]
    version: Option<bool>,
}

fn at_least_one(text: &str) -> Result<u32, &'static str> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or("give a number from 1 on")
}

/// `--format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// With the line and the reason on a terminal, one line each in a pipe
    Text,
    /// An array of objects
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// `--init`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Init {
    /// bash 4 or newer
    Bash,
    /// zsh
    Zsh,
    /// fish 3 or newer
    Fish,
    /// Nushell
    Nushell,
    /// PowerShell 7
    Powershell,
    /// Key bindings for tmux
    Tmux,
}

/// `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal that can
    Auto,
    /// Even into a pipe
    Always,
    /// Not at all
    Never,
}

impl Arguments {
    /// The topic's words as one text; arguments that are not UTF-8 keep what can be read.
    pub fn topic_text(&self) -> String {
        let words: Vec<_> = self
            .topic
            .iter()
            .map(|word| word.to_string_lossy())
            .collect();
        words.join(" ").trim().to_string()
    }

    /// An option of `--check` that was given without it, as it would be written.
    pub fn lacks_check(&self) -> Option<&'static str> {
        let given = [
            ("--strict", self.strict),
            ("--all", self.all),
            ("--fix", self.fix),
            ("--format github", self.format.is_some()),
        ];
        let mut given = given.into_iter().filter(|(_, is_given)| *is_given);
        given.next().map(|(name, _)| name).filter(|_| !self.check)
    }

    /// Whether something of one aid was asked for, which the browser does not answer.
    pub fn picks(&self) -> bool {
        self.step.is_some() || self.commands || self.raw || self.copy
    }

    /// Whether the browser was asked for.
    pub fn wants_browser(&self) -> bool {
        self.interactive || self.print || self.popup || self.height.is_some()
    }
}
