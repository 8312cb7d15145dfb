//! Code blocks: what they are for, and the commands in them.

mod output;
mod prompt;
mod scan;
mod session;
#[cfg(test)]
mod tests;

use crate::aid::placeholder::Shell;
use crate::aid::{CodeBlock, CodeRole, Command};
use scan::Scan;

const SHELLS: &[&str] = &[
    "bash",
    "sh",
    "shell",
    "zsh",
    "ksh",
    "csh",
    "tcsh",
    "dash",
    "fish",
    "nu",
    "nushell",
    "powershell",
    "pwsh",
    "ps1",
    "posh",
    "cmd",
    "bat",
    "batch",
    "dos",
    "command",
    "commandline",
    "cli",
    "shellscript",
];

/// Languages of a session: a `#` at the start of a line is root's prompt there.
const CONSOLES: &[&str] = &[
    "console",
    "shell-session",
    "shellsession",
    "sh-session",
    "bash-session",
    "terminal",
    "session",
    "ansi",
    "term",
];

/// Languages of databases: where a prompt stands before a statement, the block is a session.
const DATABASES: &[&str] = &[
    "sql",
    "mysql",
    "mariadb",
    "postgres",
    "postgresql",
    "pgsql",
    "psql",
    "sqlite",
    "sqlite3",
    "redis",
    "cql",
    "cqlsh",
    "plsql",
    "tsql",
    "mssql",
    "mongo",
    "mongodb",
    "mongosh",
];

const PYTHONS: &[&str] = &[
    "python",
    "python3",
    "py",
    "pycon",
    "pythonconsole",
    "python-repl",
];

const OUTPUTS: &[&str] = &[
    "output",
    "log",
    "logs",
    "stdout",
    "stderr",
    "console-output",
];

const PLAIN: &[&str] = &[
    "text",
    "txt",
    "plain",
    "plaintext",
    "none",
    "nohighlight",
    "raw",
];

/// Decides the role of a code block and the commands in it: language, prompts, output detection.
pub(crate) fn classify(code: &mut CodeBlock) {
    let language = code.language.as_str();
    let console = CONSOLES.contains(&language);
    let python = PYTHONS.contains(&language) && session::is_python(&code.text);
    code.role = if OUTPUTS.contains(&language) {
        CodeRole::Output
    } else if console || SHELLS.contains(&language) || python {
        CodeRole::Command
    } else if PLAIN.contains(&language) || DATABASES.contains(&language) {
        if session::has_prompt(&code.text, false) {
            CodeRole::Command
        } else {
            CodeRole::Material
        }
    } else if language.is_empty() {
        output::role_without_language(&code.text)
    } else {
        CodeRole::Material
    };
    code.commands.clear();
    if code.role == CodeRole::Command {
        code.commands = match python {
            true => session::python(&code.text),
            false => commands_of(&code.text, console),
        };
        // No shell's quotes hold in Python.
        let shell = match python {
            true => Shell::Unquotable,
            false => Shell::of_language(language),
        };
        code.commands.iter_mut().for_each(|c| c.shell = shell);
        // A shell block of nothing but comments or blank lines holds nothing to run.
        if code.commands.is_empty() {
            code.role = CodeRole::Material;
        }
    }
}

/// Whether a command block shows a prompt: a session, with what the commands write.
pub(crate) fn is_prompted(code: &CodeBlock) -> bool {
    let console = CONSOLES.contains(&code.language.as_str());
    let prompted =
        || PYTHONS.contains(&code.language.as_str()) || session::has_prompt(&code.text, console);
    code.role == CodeRole::Command && prompted()
}

/// Whether the first line of a command block starts with a known program and says what it is to do.
pub(crate) fn opens_with_command(code: &CodeBlock) -> bool {
    let mut lines = code.text.lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
    code.role == CodeRole::Command && first.is_some_and(is_known_command)
}

/// Whether a line is a known program with arguments; `git version 2.39` is what one wrote.
pub(crate) fn is_known_command(line: &str) -> bool {
    let second = line.split_whitespace().nth(1);
    let version = |word: &str| {
        word.eq_ignore_ascii_case("version") || word.starts_with(|c: char| c.is_ascii_digit())
    };
    second.is_some_and(|word| !version(word)) && output::runs_program(line)
}

/// Whether a plain or data block right after a command shows its output.
pub(crate) fn may_be_output(code: &CodeBlock) -> bool {
    code.role == CodeRole::Output
        || (code.role == CodeRole::Material
            && (PLAIN.contains(&code.language.as_str()) || code.language == "json"))
}

/// Whether a block to copy may hold statements for a database: it says so, or says nothing of what it is.
pub(crate) fn may_be_statements(code: &CodeBlock) -> bool {
    let language = code.language.as_str();
    code.role == CodeRole::Material
        && (language.is_empty() || PLAIN.contains(&language) || DATABASES.contains(&language))
}

/// The commands in `text`, prompts stripped, continuation lines joined with LF, the comment above a
/// command as its label. With any prompt, lines without one are output unless a command is unfinished.
/// `console`: `# ` is root's prompt, not a comment.
pub(crate) fn commands_of(text: &str, console: bool) -> Vec<Command> {
    if text.trim_start().starts_with("#!") {
        let text = text.trim().to_string();
        return vec![Command {
            text,
            ..Command::default()
        }];
    }
    let lines: Vec<&str> = text.lines().collect();
    let mut reader = Reader {
        // Where another prompt shows what is a command, `# ` opens a comment.
        console: console && !session::has_prompt(text, false),
        prompted: session::has_prompt(text, console),
        session: console,
        ..Reader::default()
    };
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += match reader.start(line) {
            Some(first) => reader.command(first, lines.get(at + 1..).unwrap_or_default()),
            None => 1,
        };
    }
    reader.commands
}

/// What ends a command, from the most trusting reading to the safest.
#[derive(Default, Clone, Copy, PartialEq)]
enum Ends {
    /// Its own marks: a heredoc or quote may hold what looks like a prompt.
    #[default]
    Marks,
    /// The next prompt at the latest.
    Prompt,
    /// Its line: a quote or heredoc did not close.
    Line,
}

/// A command and how many lines it takes.
struct Extent {
    text: String,
    taken: usize,
    /// Nothing in it is open.
    finished: bool,
}

#[derive(Default)]
struct Reader {
    /// `# ` is a prompt.
    console: bool,
    prompted: bool,
    /// The block's language is a session's.
    session: bool,
    /// Lowered where something did not close.
    ends: Ends,
    /// The command that starts stands behind a database's prompt.
    at_database: bool,
    /// What a command wrote is being passed over.
    in_output: bool,
    label: Option<String>,
    commands: Vec<Command>,
}

impl Reader {
    /// The first line of a command, prompt off; none for blank lines, comments and output.
    fn start<'a>(&mut self, line: &'a str) -> Option<&'a str> {
        let stripped = prompt::strip(line, self.console).or_else(|| self.root_prompt(line));
        self.at_database = stripped.is_some_and(|prompted| prompted.statement);
        let command = match stripped {
            Some(prompted) => prompted.command,
            None => line.trim_start(),
        };
        if let Some(comment) = command.strip_prefix('#') {
            self.comment(comment);
            return None;
        }
        let command_line = command.trim();
        if matches!(command_line, "" | "..." | "…") || (self.prompted && stripped.is_none()) {
            return None;
        }
        if !self.prompted && self.is_output(command) {
            return None;
        }
        Some(command)
    }

    /// In a session, `# sysctl -a` is root's: a known program with an option or a path is no comment,
    /// nor is one with arguments that are no sentence (`# kill 4711`) where the language is a session's.
    fn root_prompt<'a>(&self, line: &'a str) -> Option<prompt::Prompted<'a>> {
        let command = line.trim_start().strip_prefix("# ")?;
        let argued = |word: &str| word.starts_with(['-', '/']) || word == "|";
        let argued = command.split_whitespace().any(argued)
            || self.session && !session::is_sentence(command);
        (self.prompted && argued && output::runs_program(command)).then_some(prompt::Prompted {
            command,
            statement: false,
        })
    }

    /// In a block without prompts, a table, a log or an answer after a command is what it wrote, up to
    /// the next line that starts with a known program.
    fn is_output(&mut self, line: &str) -> bool {
        let runs = output::runs_program(line);
        self.in_output = !runs
            && (self.in_output || (!self.commands.is_empty() && output::is_reply(line.trim())));
        self.in_output
    }

    fn comment(&mut self, comment: &str) {
        let comment = comment.trim_matches(|c: char| c == '#' || c.is_whitespace());
        if comment.is_empty() {
            return;
        }
        match &mut self.label {
            Some(label) => {
                label.push(' ');
                label.push_str(comment);
            }
            None => self.label = Some(comment.to_string()),
        }
    }

    /// Reads the command that starts with `first`; gives how many lines it took.
    fn command(&mut self, first: &str, rest: &[&str]) -> usize {
        if let Some(taken) = self.statement(first, rest) {
            return taken;
        }
        let mut found = self.extent(first, rest, self.ends);
        if !found.finished && self.prompted && self.ends == Ends::Marks {
            let shorter = self.extent(first, rest, Ends::Prompt);
            if shorter.taken < found.taken {
                self.ends = Ends::Prompt;
            }
            found = shorter;
        }
        if !found.finished && found.taken > 1 {
            if !self.prompted {
                self.ends = Ends::Line;
            }
            found = self.extent(first, rest, Ends::Line);
        }
        // From here on `# ` is root's prompt.
        self.console |= self.session && session::becomes_root(&found.text);
        self.commands.push(Command {
            text: found.text.trim_end().to_string(),
            label: self.label.take(),
            ..Command::default()
        });
        found.taken
    }

    /// The command that starts with `first` and what of `rest` belongs to it.
    fn extent(&self, first: &str, rest: &[&str], ends: Ends) -> Extent {
        let mut scan = match ends {
            Ends::Line => Scan::line_only(),
            Ends::Marks | Ends::Prompt => Scan::default(),
        };
        scan.line(first);
        let mut text = first.to_string();
        let mut taken = 1;
        while scan.unfinished() {
            let Some(line) = rest.get(taken - 1) else {
                break;
            };
            // A prompt means that the shell thought the command complete: a stray quote misled us.
            let text_for_sure = ends == Ends::Marks && scan.holds_text();
            if self.prompted && !text_for_sure && prompt::strip(line, self.console).is_some() {
                break;
            }
            let line = self.continuation(line, scan.in_text());
            scan.line(line);
            text.push('\n');
            text.push_str(line);
            taken += 1;
        }
        Extent {
            text,
            taken,
            finished: !scan.unfinished(),
        }
    }

    /// A statement at a database's prompt goes on to its semicolon, if there is one before the next
    /// prompt, or as far as the database shows that it waits for more; gives how many lines it took.
    fn statement(&mut self, first: &str, rest: &[&str]) -> Option<usize> {
        if !std::mem::take(&mut self.at_database) || first.starts_with('\\') {
            return None;
        }
        let ends = |line: &str| {
            [";", "\\G", "\\g"]
                .iter()
                .any(|end| line.trim_end().ends_with(end))
        };
        let own = rest
            .iter()
            .take_while(|line| prompt::strip(line, self.console).is_none())
            .count();
        let own = rest.get(..own).unwrap_or_default();
        let shown: Vec<&str> = own
            .iter()
            .map_while(|line| prompt::statement(line))
            .collect();
        let (own, whole) = match shown.is_empty() {
            true => (own, None),
            false => (shown.as_slice(), Some(shown.len())),
        };
        let more = match ends(first) {
            true => 0,
            false => own
                .iter()
                .position(|line| ends(line))
                .map(|at| at + 1)
                .or(whole)?,
        };
        let mut lines = vec![first];
        lines.extend(own.iter().take(more));
        self.commands.push(Command {
            text: lines.join("\n").trim_end().to_string(),
            label: self.label.take(),
            ..Command::default()
        });
        Some(more + 1)
    }

    /// A further line of a command: without the `> ` that the shell shows there. Inside a quote or a
    /// heredoc that could be the text itself, so only a block with prompts loses it.
    fn continuation<'a>(&self, line: &'a str, in_text: bool) -> &'a str {
        if !self.prompted && in_text {
            return line;
        }
        prompt::continuation(line)
            .filter(|_| self.prompted)
            .unwrap_or(line)
    }
}
