//! The person's editor: which it is, and running it on a file at a line.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

/// What is used where nothing is said; every Unix has it.
const FALLBACK: &str = "vi";

/// Editors that take `+LINE` before the file.
const PLUS: &[&str] = &[
    "vi",
    "vim",
    "nvim",
    "vim.tiny",
    "vim.basic",
    "view",
    "ex",
    "gvim",
    "nano",
    "rnano",
    "pico",
    "emacs",
    "emacsclient",
    "mg",
    "jmacs",
    "joe",
    "jed",
    "micro",
    "kak",
    "ne",
    "zile",
    "editor",
    "sensible-editor",
    "gedit",
    "mcedit",
    "vis",
    "elvis",
    "nvi",
    "busybox",
];

/// Editors that take `FILE:LINE`, some behind an option.
const COLON: &[(&str, Option<&str>)] = &[
    ("hx", None),
    ("helix", None),
    ("subl", None),
    ("zed", None),
    ("code", Some("--goto")),
    ("code-insiders", Some("--goto")),
    ("codium", Some("--goto")),
    ("cursor", Some("--goto")),
];

/// A program with its arguments, without the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    words: Vec<String>,
}

impl Editor {
    /// The editor of `$VISUAL`, else of `$EDITOR`, else `vi`. The value is split as a shell would
    /// (`code --wait`, `"/opt/my editor/bin/ed" -x`) and no shell is asked.
    ///
    /// # Errors
    /// The value cannot be split; one sentence for the person.
    pub fn of(visual: Option<&OsStr>, editor: Option<&OsStr>) -> Result<Editor, String> {
        let set = |name, value: Option<&OsStr>| {
            let value = value.filter(|value| !value.is_empty())?;
            Some((name, value.to_string_lossy().into_owned()))
        };
        let Some((name, value)) = set("VISUAL", visual).or_else(|| set("EDITOR", editor)) else {
            let words = vec![FALLBACK.to_string()];
            return Ok(Editor { words });
        };
        match shlex::split(&value).filter(|words| !words.is_empty()) {
            Some(words) => Ok(Editor { words }),
            None => Err(format!(
                "{name} cannot be read, a quote stays open: {value}"
            )),
        }
    }

    /// The name of the program, as messages say it.
    pub fn name(&self) -> &str {
        self.words.first().map(String::as_str).unwrap_or_default()
    }

    /// Its arguments for `file`, an absolute path, at `line` (from 1).
    fn arguments(&self, file: &Path, line: u32) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = self.words.iter().skip(1).map(OsString::from).collect();
        let program = Path::new(self.name())
            .file_name()
            .and_then(OsStr::to_str)
            .unwrap_or_default();
        if PLUS.contains(&program) && line > 1 {
            arguments.push(format!("+{line}").into());
        }
        let colon = COLON.iter().find(|(name, _)| *name == program && line > 1);
        match colon {
            Some((_, option)) => {
                arguments.extend(option.map(OsString::from));
                let mut place = file.as_os_str().to_os_string();
                place.push(format!(":{line}"));
                arguments.push(place);
            }
            None => arguments.push(file.into()),
        }
        arguments
    }

    /// Edits `file` at `line` and returns when the editor has ended. `terminal` becomes its input and
    /// output, where the standard streams may be pipes.
    ///
    /// # Errors
    /// It cannot be started or ended badly; one sentence for the person.
    pub fn edit(&self, file: &Path, line: u32, terminal: Option<&File>) -> Result<(), String> {
        let name = self.name();
        let failed = |error: std::io::Error| {
            format!("{name} cannot be started: {error}; set VISUAL or EDITOR to another editor")
        };
        // A path from the root cannot pass for an option.
        let file = std::path::absolute(file).map_err(failed)?;
        let mut command = Command::new(name);
        command.args(self.arguments(&file, line));
        if let Some(terminal) = terminal {
            let stream = || terminal.try_clone().map(Stdio::from);
            command.stdin(stream().map_err(failed)?);
            command.stdout(stream().map_err(failed)?);
            command.stderr(stream().map_err(failed)?);
        }
        let status = command.status().map_err(failed)?;
        match status.success() {
            true => Ok(()),
            false => Err(format!("{name} ended with {status}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn editor(visual: &str, editor: &str) -> Result<Editor, String> {
        Editor::of(Some(OsStr::new(visual)), Some(OsStr::new(editor)))
    }

    fn run(value: &str, line: u32) -> Vec<String> {
        let editor = editor(value, "").expect("it can be split");
        let arguments = editor.arguments(Path::new("/a b.md"), line);
        let texts = arguments
            .into_iter()
            .map(|word| word.to_string_lossy().into_owned());
        std::iter::once(editor.name().to_string())
            .chain(texts)
            .collect()
    }

    #[test]
    fn visual_wins_and_without_either_it_is_vi() {
        assert_eq!(editor("nano", "ed").expect("split").name(), "nano");
        assert_eq!(editor("", "ed").expect("split").name(), "ed");
        assert_eq!(Editor::of(None, None).expect("split").name(), "vi");
    }

    #[test]
    fn the_value_is_split_as_a_shell_would_and_nothing_is_expanded() {
        assert_eq!(
            run("'/opt/my editor/ed' -x \"$(touch y)\"", 3),
            ["/opt/my editor/ed", "-x", "$(touch y)", "/a b.md"]
        );
        let why = editor("vi '", "").expect_err("a quote stays open");
        assert!(why.contains("VISUAL"), "{why}");
    }

    #[test]
    fn editors_are_told_the_line_in_their_own_way_and_unknown_ones_not_at_all() {
        assert_eq!(
            run("/usr/bin/vim -n", 7),
            ["/usr/bin/vim", "-n", "+7", "/a b.md"]
        );
        assert_eq!(
            run("code --wait", 7),
            ["code", "--wait", "--goto", "/a b.md:7"]
        );
        assert_eq!(run("hx", 7), ["hx", "/a b.md:7"]);
        assert_eq!(run("ed", 7), ["ed", "/a b.md"]);
        assert_eq!(run("vim", 1), ["vim", "/a b.md"]);
    }

    #[test]
    fn an_editor_that_is_not_there_or_fails_is_named() {
        let file = Path::new("x.md");
        let edit = |value: &str| editor(value, "").expect("split").edit(file, 1, None);
        let why = edit("/no/such/editor").expect_err("not there");
        assert!(
            why.contains("/no/such/editor") && why.contains("EDITOR"),
            "{why}"
        );
        let why = edit("false").expect_err("it fails");
        assert!(why.contains("false ended with"), "{why}");
        assert_eq!(edit("true"), Ok(()));
    }
}
