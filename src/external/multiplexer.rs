//! Panes beside ours: tmux, WezTerm and Zellij by their own command lines.
//!
//! A text is pasted, bracketed where the program in the pane wants it, and never followed by Enter. Where
//! nothing says that a program takes a bracketed paste, a line end would run something: such texts are
//! refused.

use std::ffi::OsString;
use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde::Deserialize;

use self::tmux::{tmux_lines, tmux_panes};
use super::{is_set, within};

mod tmux;

/// A multiplexer answers in some milliseconds; after this it will not.
const PATIENCE: Duration = Duration::from_secs(3);

/// A pane that a text can be sent to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pane {
    /// What the multiplexer knows it by.
    pub id: String,
    /// What to show of it: `%3 bash ~/srv, window 1`.
    pub name: String,
    /// The program in it, where that is known.
    pub program: String,
    /// The folder that its program is in, where that is known.
    pub folder: String,
    /// It is the one that is meant where nothing else was said.
    pub expected: bool,
    /// What stands where the text would go.
    pub line: TypedLine,
}

/// What stands on the line of a pane that a text would be put on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum TypedLine {
    /// The multiplexer cannot tell.
    #[default]
    Unknown,
    /// A prompt, as far as can be seen, and nothing typed.
    Prompt,
    /// Something else: this, which may be nothing at all.
    Holds(String),
    /// A program has the whole pane: an editor, a pager, another multiplexer.
    FullScreen,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Multiplexer {
    Tmux,
    Zellij,
    WezTerm,
}

fn here(is_set: &dyn Fn(&str) -> bool) -> Result<Multiplexer, String> {
    if is_set("TMUX") {
        Ok(Multiplexer::Tmux)
    } else if is_set("ZELLIJ") {
        Ok(Multiplexer::Zellij)
    } else if is_set("WEZTERM_PANE") {
        Ok(Multiplexer::WezTerm)
    } else {
        Err("there is no other pane: this is not tmux, Zellij or WezTerm".to_string())
    }
}

/// Whether jitt is in a popup of tmux: there is a pane below it, and it has none of its own.
pub fn in_popup() -> bool {
    is_set("TMUX") && !is_set("TMUX_PANE")
}

/// The other panes, the likeliest first: the one below a popup, else the one that was left last. May take
/// seconds: not for a thread that draws.
///
/// # Errors
/// Why there are none, for the person.
pub fn panes() -> Result<Vec<Pane>, String> {
    let own = |name: &str| std::env::var(name).unwrap_or_default();
    let panes = match here(&is_set)? {
        Multiplexer::Tmux => {
            let listed = run("tmux", &["list-panes", "-s", "-F", tmux::FORMAT], "")?;
            let panes = tmux_panes(&listed, &own("TMUX_PANE"), &own("HOME"));
            // Without their lines they can be written to all the same.
            let capture = tmux::capture(&panes);
            let capture: Vec<&str> = capture.iter().map(String::as_str).collect();
            let lines = run("tmux", &capture, "").unwrap_or_default();
            tmux_lines(panes, &lines)
        }
        // It cannot be asked; the pane that was left last can be written to.
        Multiplexer::Zellij => vec![Pane {
            id: "previous".to_string(),
            name: "the previous pane".to_string(),
            expected: true,
            ..Pane::default()
        }],
        Multiplexer::WezTerm => {
            let listed = run("wezterm", &["cli", "list", "--format", "json"], "")?;
            wezterm_panes(&listed, &own("WEZTERM_PANE"))?
        }
    };
    match panes.is_empty() {
        true => Err("there is no other pane here: split one off first".to_string()),
        false => Ok(panes),
    }
}

#[derive(Deserialize)]
struct WezTermPane {
    tab_id: u64,
    pane_id: u64,
    title: String,
}

fn wezterm_panes(listed: &str, own: &str) -> Result<Vec<Pane>, String> {
    let listed: Vec<WezTermPane> =
        serde_json::from_str(listed).map_err(|error| format!("wezterm cli list: {error}"))?;
    let tab = listed.iter().find(|pane| pane.pane_id.to_string() == own);
    let tab = tab.map(|pane| pane.tab_id);
    let mut others: Vec<&WezTermPane> = listed
        .iter()
        .filter(|pane| pane.pane_id.to_string() != own)
        .collect();
    others.sort_by_key(|pane| Some(pane.tab_id) != tab);
    let near = |pane: &&&WezTermPane| Some(pane.tab_id) == tab;
    let only = others.len() == 1 || others.iter().filter(near).count() == 1;
    let first = others.first().map(|pane| pane.pane_id);
    let pane = |pane: &&WezTermPane| Pane {
        id: pane.pane_id.to_string(),
        name: format!("{} (pane {})", pane.title, pane.pane_id),
        expected: only && Some(pane.pane_id) == first,
        ..Pane::default()
    };
    Ok(others.iter().map(pane).collect())
}

/// Puts a text into a pane as if it were pasted there; nothing is run. `text` must hold no control
/// characters but line ends and tabs. May take seconds: not for a thread that draws.
///
/// # Errors
/// Why it is not there, for the person.
pub fn send(pane: &Pane, text: &str) -> Result<(), String> {
    let text = text.trim_end_matches('\n');
    let multiplexer = here(&is_set)?;
    let several = text.contains(['\n', '\t']);
    takes(pane, several, several && brackets(multiplexer, pane))?;
    match multiplexer {
        Multiplexer::Tmux => paste(pane, text)?,
        Multiplexer::Zellij => {
            run("zellij", &["action", "focus-previous-pane"], "")?;
            let written = run("zellij", &["action", "write-chars", "--", text], "");
            // Back to us, whatever came of it.
            run("zellij", &["action", "focus-next-pane"], "")?;
            written?;
        }
        Multiplexer::WezTerm => {
            run(
                "wezterm",
                &["cli", "send-text", "--pane-id", &pane.id],
                text,
            )?;
        }
    }
    Ok(())
}

/// Whether the program in the pane wants a paste marked as one. Its name does not tell (bash before 5.1
/// does not by itself), so only tmux 3.6 and later can say; before that the format is empty.
fn brackets(multiplexer: Multiplexer, pane: &Pane) -> bool {
    let format = "#{bracket_paste_flag}";
    let ask = ["display-message", "-p", "-t", &pane.id, format];
    multiplexer == Multiplexer::Tmux && run("tmux", &ask, "").is_ok_and(|flag| flag.trim() == "1")
}

/// Through a buffer of this process's own: another jitt may paste at the same moment.
fn paste(pane: &Pane, text: &str) -> Result<(), String> {
    let buffer = format!("jitt-{}", std::process::id());
    run("tmux", &["load-buffer", "-b", &buffer, "-"], text)?;
    let paste = ["paste-buffer", "-p", "-d", "-b", &buffer, "-t", &pane.id];
    let pasted = run("tmux", &paste, "");
    if pasted.is_err() {
        // The command is not left behind for the next paste; that the pane is gone is what is said.
        let _ = run("tmux", &["delete-buffer", "-b", &buffer], "");
    }
    pasted.map(drop)
}

/// Whether a text of several lines (or with tabs) stays a text there.
fn takes(pane: &Pane, several: bool, brackets: bool) -> Result<(), String> {
    if several && !brackets {
        let program = match pane.program.as_str() {
            "" => "it".to_string(),
            program => program.to_string(),
        };
        return Err(format!(
            "it has several lines, and {program} may run each; copy it instead"
        ));
    }
    Ok(())
}

/// Opens jitt with these arguments in a popup of tmux over the current pane, and waits until it is left.
///
/// # Errors
/// Why there is no popup, for the person.
pub fn popup(program: OsString, arguments: Vec<OsString>) -> Result<(), String> {
    if !is_set("TMUX") {
        return Err("there is no tmux here".to_string());
    }
    // tmux gives the words to a shell.
    let words = std::iter::once(program).chain(arguments).map(|word| {
        let word = word.into_string();
        word.map(|word| format!("'{}'", word.replace('\'', r"'\''")))
    });
    let words: Result<Vec<String>, OsString> = words.collect();
    let words = words.map_err(|_| "an argument is not UTF-8".to_string())?;
    let mut command = Command::new("tmux");
    command.args(["display-popup", "-E", "-w", "90%", "-h", "80%"]);
    if let Ok(folder) = std::env::current_dir() {
        command.arg("-d").arg(folder);
    }
    let status = command
        .arg(words.join(" "))
        .status()
        .map_err(|error| format!("tmux: {error}"))?;
    match status.success() {
        true => Ok(()),
        false => Err("tmux opened no popup (it takes tmux 3.2 and a client)".to_string()),
    }
}

/// What a program writes, given `input`.
fn run(program: &str, arguments: &[&str], input: &str) -> Result<String, String> {
    let child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{program}: {error}"))?;
    let input = input.to_string();
    let output = within(PATIENCE, move || feed(child, &input));
    let output = output.unwrap_or_else(|| Err("it does not answer".to_string()));
    let output = output.map_err(|why| format!("{program}: {why}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{program}: {}", said.trim()))
}

fn feed(mut child: Child, input: &str) -> Result<std::process::Output, String> {
    if let Some(mut stdin) = child.stdin.take() {
        // A program that reads nothing has said why.
        let _ = stdin.write_all(input.as_bytes());
    }
    child.wait_with_output().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(panes: &[Pane]) -> Vec<&str> {
        panes.iter().map(|pane| pane.id.as_str()).collect()
    }

    #[test]
    fn wezterm_panes_of_our_tab_come_first() {
        let listed = r#"[{"tab_id":1,"pane_id":4,"title":"far","x":0},{"tab_id":0,"pane_id":1,"title":"us"},{"tab_id":0,"pane_id":2,"title":"near"}]"#;
        assert_eq!(
            wezterm_panes(listed, "1").map(|p| ids(&p).join(" ")),
            Ok("2 4".to_string())
        );
        assert!(wezterm_panes("nonsense", "1").is_err());
    }

    #[test]
    fn several_lines_go_only_where_they_arrive_as_one_block() {
        let pane = |program: &str| Pane {
            program: program.to_string(),
            ..Pane::default()
        };
        assert_eq!(takes(&pane("zsh"), true, true), Ok(()));
        // A shell's name says nothing about what it does with a paste.
        let bash = takes(&pane("bash"), true, false);
        assert!(bash.is_err_and(|why| why.contains("bash may run each")));
        assert!(takes(&pane(""), true, false).is_err());
        assert_eq!(takes(&pane("ssh"), false, false), Ok(()));
    }
}
