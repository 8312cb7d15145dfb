//! Asks bash whether it could read a script. It reads and never runs it: `-n`, an empty environment, the
//! script on standard input.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// A script that takes longer is not judged.
const PATIENCE: Duration = Duration::from_secs(2);
/// So much of what bash says is looked at (bytes).
const MOST_SAID: u64 = 16 << 10;

/// Where bash is: in the folders of `PATH` that are named from the root, so that a folder one stands in
/// cannot bring its own.
pub fn find() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into());
    let folders = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
    folders
        .map(|folder| folder.join("bash"))
        .find(|file| file.is_file())
}

/// The line of `script` (from 1) that `bash` stumbles over and what it says; nothing when it could read
/// all of it, or could not be asked.
pub fn syntax_error(bash: &Path, script: &str) -> Option<(u32, String)> {
    let mut child = Command::new(bash)
        .args(["--norc", "--noprofile", "-O", "extglob", "-n"])
        .env_clear()
        .env("LC_ALL", "C")
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    let said = talk(&mut child, script);
    if said.is_none() {
        // It is gone already, or is to go: either way there is nothing to do about a failure.
        let _ = child.kill();
    }
    let status = child.wait().ok()?;
    let failed = status.code().is_some_and(|code| code != 0);
    let said = said.filter(|_| failed)?;
    said.lines().find_map(fault)
}

/// Hands over the script and waits for the answer; none when it takes too long.
fn talk(child: &mut Child, script: &str) -> Option<String> {
    let mut input = child.stdin.take()?;
    let mut output = child.stderr.take()?.take(MOST_SAID);
    let script = script.replace('\0', "");
    let (done, wait) = mpsc::channel();
    let work = move || {
        // Bash leaves at the first fault, with the rest unread.
        let _ = input.write_all(script.as_bytes());
        drop(input);
        let mut said = Vec::new();
        let _ = output.read_to_end(&mut said);
        let _ = done.send(String::from_utf8_lossy(&said).into_owned());
    };
    thread::Builder::new().spawn(work).ok()?;
    wait.recv_timeout(PATIENCE).ok()
}

/// `bash: line 3: syntax error near ...` as a line and a message; a warning is no fault.
fn fault(line: &str) -> Option<(u32, String)> {
    let (_, rest) = line.split_once("line ")?;
    let (number, message) = rest.split_once(": ")?;
    let message = message.trim();
    let is_fault = !message.starts_with("warning:") && !message.starts_with('`');
    is_fault.then_some(())?;
    Some((number.parse().ok()?, message.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(script: &str) -> Option<(u32, String)> {
        syntax_error(&find().expect("this test needs a bash"), script)
    }

    #[test]
    fn the_line_of_a_fault_is_said_and_a_good_script_has_none() {
        assert_eq!(error("ls\nfor x in a; do ls; done\n"), None);
        let (line, message) = error("ls\nls )\n").expect("a fault");
        assert_eq!(line, 2);
        assert!(message.contains("unexpected token"), "{message}");
        assert!(error("echo \"a").is_some());
        assert_eq!(error("cat <<EOF\n(\n"), None);
    }

    #[test]
    fn nothing_is_run() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("made");
        let file = file.display();
        for script in [
            format!("touch {file}"),
            format!("set +n\ntouch {file}"),
            format!("touch {file}\n)\ntouch {file}"),
            format!("x=$(touch {file}); trap 'touch {file}' EXIT; : ${{y:=`touch {file}`}}"),
        ] {
            error(&script);
        }
        let left = std::fs::read_dir(folder.path()).expect("listed").count();
        assert_eq!(left, 0);
    }
}
