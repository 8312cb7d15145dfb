//! The native clipboard, where there is one. (OSC 52 goes through the terminal: `ui::terminal`.)
//!
//! On X11 and Wayland a clipboard's text belongs to the program that put it there and is gone when
//! that program ends. So it is handed to a program that stays: `wl-copy`, `xclip` or `xsel`, or the
//! desktop's clipboard manager.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::{Desktop, NoDesktop, desktop, is_set, within};

/// A clipboard answers in some milliseconds; after this it will not.
const PATIENCE: Duration = Duration::from_secs(2);

/// Puts `text` on the desktop's clipboard. When this says so, the text is there also after jitt has
/// ended.
///
/// # Errors
/// Why it could not, one sentence for the person without a closing period.
pub fn copy(text: &str) -> Result<(), String> {
    let desktop = desktop(&is_set).map_err(|reason| {
        match reason {
            NoDesktop::Remote => "in a remote session the desktop's clipboard is another machine's",
            NoDesktop::Absent => "there is no desktop here, so no clipboard",
        }
        .to_string()
    })?;
    let text = text.to_string();
    within(PATIENCE, move || put(desktop, &text))
        .unwrap_or_else(|| Err("the clipboard does not answer".to_string()))
}

fn put(desktop: Desktop, text: &str) -> Result<(), String> {
    let by_program = |programs: &[&[&str]]| programs.iter().any(|words| give_to(words, text));
    match desktop {
        Desktop::Native => set(text),
        Desktop::Wayland if by_program(&[&["wl-copy", "--type", "text/plain"]]) => Ok(()),
        Desktop::Wayland => Err("copying needs wl-copy here: install wl-clipboard".to_string()),
        Desktop::X11
            if by_program(&[
                &["xclip", "-selection", "clipboard", "-in"],
                &["xsel", "--clipboard", "--input"],
            ]) =>
        {
            Ok(())
        }
        Desktop::X11 => hand_over(text),
    }
}

/// Whether a program took the text. These put themselves into the background and hold it.
fn give_to(words: &[&str], text: &str) -> bool {
    let Some((program, arguments)) = words.split_first() else {
        return false;
    };
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        // A group of its own: closing the terminal must not take the clipboard along.
        command.process_group(0);
    }
    let Ok(mut child) = command.spawn() else {
        return false;
    };
    let written = child
        .stdin
        .take()
        .is_some_and(|mut input| input.write_all(text.as_bytes()).is_ok());
    child.wait().is_ok_and(|status| status.success()) && written
}

fn set(text: &str) -> Result<(), String> {
    let mut clipboard = arboard::Clipboard::new().map_err(|error| error.to_string())?;
    clipboard.set_text(text).map_err(|error| error.to_string())
}

/// Leaves the text to the clipboard manager, which takes it when our clipboard closes; looks afterwards
/// whether it did.
fn hand_over(text: &str) -> Result<(), String> {
    set(text)?;
    let left = arboard::Clipboard::new().and_then(|mut clipboard| clipboard.get_text());
    if left.is_ok_and(|left| left == text) {
        Ok(())
    } else {
        Err("nothing here keeps a copied text: install xclip or xsel".to_string())
    }
}
