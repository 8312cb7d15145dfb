//! Code blocks: what they are for, and the commands in them.

mod output;
mod prompt;
mod scan;

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
    code.role = if OUTPUTS.contains(&language) {
        CodeRole::Output
    } else if console || SHELLS.contains(&language) {
        CodeRole::Command
    } else if PLAIN.contains(&language) {
        let prompted = code.text.lines().any(|l| prompt::strip(l, false).is_some());
        if prompted {
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
        code.commands = commands_of(&code.text, console);
        // A shell block of nothing but comments or blank lines holds nothing to run.
        if code.commands.is_empty() {
            code.role = CodeRole::Material;
        }
    }
}

/// Whether a command block shows a prompt: a session, with what the commands write.
pub(crate) fn is_prompted(code: &CodeBlock) -> bool {
    let console = CONSOLES.contains(&code.language.as_str());
    let prompt = |line: &str| prompt::strip(line, console).is_some();
    code.role == CodeRole::Command && code.text.lines().any(prompt)
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

/// The commands in `text`, prompts stripped, continuation lines joined with LF, the comment above a
/// command as its label. With any prompt, lines without one are output unless a command is unfinished.
/// `console`: `# ` is root's prompt, not a comment.
pub(crate) fn commands_of(text: &str, console: bool) -> Vec<Command> {
    if text.trim_start().starts_with("#!") {
        let text = text.trim().to_string();
        return vec![Command { text, label: None }];
    }
    let lines: Vec<&str> = text.lines().collect();
    let prompted = lines.iter().any(|l| prompt::strip(l, console).is_some());
    let mut reader = Reader {
        console,
        prompted,
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

#[derive(Default)]
struct Reader {
    console: bool,
    prompted: bool,
    /// A quote or heredoc did not close: from there on each line stands for itself.
    broken: bool,
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

    /// In a session, `# sysctl -a` is root's: a known program with an option or a path is no comment.
    fn root_prompt<'a>(&self, line: &'a str) -> Option<prompt::Prompted<'a>> {
        let command = line.trim_start().strip_prefix("# ")?;
        let argued = |word: &str| word.starts_with(['-', '/']) || word == "|";
        let runs = output::runs_program(command) && command.split_whitespace().any(argued);
        (self.prompted && runs).then_some(prompt::Prompted {
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
        let mut scan = if self.broken {
            Scan::line_only()
        } else {
            Scan::default()
        };
        if let Some(taken) = self.statement(first, rest) {
            return taken;
        }
        scan.line(first);
        let mut text = first.to_string();
        let mut taken = 1;
        while scan.unfinished() {
            let Some(line) = rest.get(taken - 1) else {
                break;
            };
            // A prompt means that the shell thought the command complete: a stray quote misled us.
            if self.prompted && prompt::strip(line, self.console).is_some() {
                break;
            }
            let line = self.continuation(line, scan.in_text());
            scan.line(line);
            text.push('\n');
            text.push_str(line);
            taken += 1;
        }
        if scan.unfinished() && taken > 1 && !self.broken {
            // It never ends, so each line stands for itself from here on.
            self.broken = true;
            return self.command(first, rest);
        }
        self.commands.push(Command {
            text: text.trim_end().to_string(),
            label: self.label.take(),
        });
        taken
    }

    /// A statement at a database's prompt goes on to its semicolon, if there is one before the next
    /// prompt; gives how many lines it took.
    fn statement(&mut self, first: &str, rest: &[&str]) -> Option<usize> {
        if !std::mem::take(&mut self.at_database) || first.starts_with('\\') {
            return None;
        }
        let ends = |line: &&str| line.trim_end().ends_with(';');
        let own = rest
            .iter()
            .take_while(|line| prompt::strip(line, self.console).is_none())
            .count();
        let own = rest.get(..own).unwrap_or_default();
        let more = match ends(&first) {
            true => 0,
            false => own.iter().position(ends)? + 1,
        };
        let mut lines = vec![first];
        lines.extend(own.iter().take(more));
        self.commands.push(Command {
            text: lines.join("\n").trim_end().to_string(),
            label: self.label.take(),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, console: bool) -> Vec<String> {
        let commands = commands_of(text, console);
        commands.into_iter().map(|command| command.text).collect()
    }

    fn block(language: &str, text: &str) -> CodeBlock {
        let mut code = CodeBlock {
            language: language.to_string(),
            text: text.to_string(),
            ..CodeBlock::default()
        };
        classify(&mut code);
        code
    }

    #[test]
    fn each_line_of_a_plain_block_is_a_command() {
        assert_eq!(texts("ls -l\n\n  pwd  \n", false), ["ls -l", "pwd"]);
    }

    #[test]
    fn comments_label_the_next_command() {
        let commands = commands_of("# List\n# all files\nls\npwd", false);
        assert_eq!(commands[0].label.as_deref(), Some("List all files"));
        assert_eq!(commands[1].label, None);
    }

    #[test]
    fn with_a_prompt_other_lines_are_output() {
        let text = "$ uname -r\n6.1.0\n$ cat /etc/issue\nDebian";
        assert_eq!(texts(text, false), ["uname -r", "cat /etc/issue"]);
    }

    #[test]
    fn root_prompts_count_on_a_console_and_are_comments_elsewhere() {
        assert_eq!(texts("# id\nuid=0(root)", true), ["id"]);
        assert_eq!(texts("# id\nls", false), ["ls"]);
    }

    #[test]
    fn an_unfinished_command_takes_the_lines_that_finish_it() {
        let text = "$ docker run \\\n>   -it x\noutput\n$ cat <<EOF > f\n> a\n> EOF\ndone";
        assert_eq!(
            texts(text, true),
            ["docker run \\\n  -it x", "cat <<EOF > f\na\nEOF"]
        );
        let text = "cat <<EOF > f\n> quoted mail\nEOF\nls";
        assert_eq!(
            texts(text, false),
            ["cat <<EOF > f\n> quoted mail\nEOF", "ls"]
        );
        let text = "for x in a b; do\n  echo $x\ndone\nls";
        assert_eq!(
            texts(text, false),
            ["for x in a b; do\n  echo $x\ndone", "ls"]
        );
    }

    #[test]
    fn a_table_or_log_after_a_command_is_never_handed_out_as_a_command() {
        let text = "oc get lease\n\nNAME      HOLDER   AGE\novn-x     pod-1    32m\noc get pods";
        assert_eq!(texts(text, false), ["oc get lease", "oc get pods"]);
    }

    #[test]
    fn a_statement_at_a_databases_prompt_goes_on_to_its_semicolon() {
        let text = "shop=# \\x\nExpanded display is on.\nshop=# select *\nfrom it's\n;\n a\n---\nshop=# \\q";
        assert_eq!(texts(text, false), ["\\x", "select *\nfrom it's\n;", "\\q"]);
    }

    #[test]
    fn in_a_session_a_known_program_behind_a_number_sign_is_roots_command() {
        let text = "$ oc debug node\n# sysctl -a | grep fs\nfs.file-max = 1\n# Remove it\n$ rm x";
        let commands = commands_of(text, false);
        assert_eq!(commands[1].text, "sysctl -a | grep fs");
        assert_eq!(commands[2].label.as_deref(), Some("Remove it"));
    }

    #[test]
    fn a_quote_that_never_closes_does_not_swallow_the_block() {
        assert_eq!(
            texts("echo don't\nls\npwd", false),
            ["echo don't", "ls", "pwd"]
        );
        assert_eq!(
            texts("$ echo don't\nit's\n$ ls 'a'", false),
            ["echo don't\nit's", "ls 'a'"]
        );
        assert_eq!(
            texts("$ echo don't\nout\n$ ls", false),
            ["echo don't", "ls"]
        );
        assert_eq!(texts("cat <<EOF\na\nb", false), ["cat <<EOF", "a", "b"]);
    }

    #[test]
    fn a_script_is_one_command() {
        assert_eq!(texts("#!/bin/sh\nset -e\nls\n", false).len(), 1);
    }

    #[test]
    fn the_language_decides_the_role() {
        assert_eq!(block("bash", "ls").role, CodeRole::Command);
        assert_eq!(block("console", "# ls").commands.len(), 1);
        assert_eq!(block("promql", "up == 0").role, CodeRole::Material);
        assert_eq!(block("log", "ls").role, CodeRole::Output);
        assert_eq!(block("text", "$ ls").role, CodeRole::Command);
        assert_eq!(block("text", "ls").role, CodeRole::Material);
        assert_eq!(
            block("sh", "# TODO: command needed").role,
            CodeRole::Material
        );
    }

    #[test]
    fn a_block_full_of_open_quotes_is_read_in_time() {
        let text = "cat <<EOF 'x\n".repeat(50_000);
        assert_eq!(texts(&text, false).len(), 50_000);
    }
}
