//! A command sent to another pane of a real tmux. Without tmux nothing is tested.

#[allow(dead_code, reason = "other tests need more of it")]
mod common;

use std::path::Path;
use std::process::Command;

use common::{Pane, write_aid};
use tempfile::TempDir;

const PAGE: &str = "# Clean the flumpet

1. Look: `echo 'it is' \"$((1 + 1))\" && touch ran`
2. Write.

   ```sh
   printf '%s\\n' 'a
   b' >ran
   ```
";

/// A tmux of its own with two panes, a shell on the left; what runs on the right is typed.
struct Tmux {
    folder: TempDir,
    socket: String,
    client: Pane,
}

impl Tmux {
    fn start() -> Option<Tmux> {
        Command::new("tmux").arg("-V").output().ok()?;
        let folder = tempfile::tempdir().expect("a folder can be made");
        write_aid(folder.path(), "flumpet.md", PAGE);
        let socket = folder.path().join("tmux").display().to_string();
        let program = Path::new(env!("CARGO_BIN_EXE_jitt"));
        let bin = program.parent().expect("it is in a folder").display();
        let here = folder.path().display();
        let script = format!(
            "cd '{here}' && export HOME='{here}' XDG_STATE_HOME='{here}/state' PATH='{bin}':$PATH JITT_PATH='{here}' \
             && exec tmux -S '{socket}' -f /dev/null new-session 'bash --norc'"
        );
        let client = Pane::run(&script, 160, 30);
        client.wait_for("bash-");
        let tmux = Tmux {
            folder,
            socket,
            client,
        };
        // Should jitt end early, what it said stays.
        tmux.tmux(&["set-option", "-g", "remain-on-exit", "on"]);
        Some(tmux)
    }

    fn tmux(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("tmux");
        command.args(["-S", &self.socket]).args(arguments);
        let output = command.output().expect("tmux runs");
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// jitt in a second pane, on the right.
    fn split(&self) {
        // tmux would look for the program in the caller's PATH.
        let program = env!("CARGO_BIN_EXE_jitt");
        self.tmux(&["split-window", "-h", &format!("'{program}' -i flumpet")]);
    }

    /// Waits for the end of the popup: its border goes with it, not before (tmux opens no second one).
    fn no_popup(&self) {
        self.client.wait("the popup is gone", |screen| {
            let text = screen.contents();
            !text.contains('┌') && !text.contains('┐')
        });
    }

    fn left_pane(&self) -> String {
        self.tmux(&["capture-pane", "-p", "-t", "0.0"])
    }

    fn wait_left(&self, text: &str) {
        common::until(text, || self.left_pane().contains(text));
    }

    /// Whether this tmux (3.6 and later) says that the shell on the left takes a paste as one block.
    fn brackets(&self) -> bool {
        let format = "#{bracket_paste_flag}";
        self.tmux(&["display-message", "-p", "-t", "0.0", format])
            .trim()
            == "1"
    }

    fn ran(&self) -> bool {
        self.folder.path().join("ran").exists()
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        let _ = Command::new("tmux")
            .args(["-S", &self.socket, "kill-server"])
            .output();
    }
}

#[test]
fn s_puts_the_command_into_the_last_pane_and_runs_nothing() {
    let Some(mut tmux) = Tmux::start() else {
        return;
    };
    tmux.split();
    tmux.client.wait_for("Clean the flumpet");
    tmux.client.send("\r");
    tmux.client.wait_for("1/2");
    tmux.client.send("s");
    tmux.wait_left("echo 'it is' \"$((1 + 1))\" && touch ran");
    tmux.client.wait_for("sent, not run");
    assert!(!tmux.ran());
    // A block of lines arrives as one, too, where tmux knows that the shell takes it so.
    tmux.tmux(&["send-keys", "-t", "0.0", "C-u"]);
    tmux.client.send("2s");
    if !tmux.brackets() {
        tmux.client.wait_for("not sent: it has several lines");
        assert!(!tmux.ran(), "{}", tmux.left_pane());
        return;
    }
    tmux.wait_left("b' >ran");
    assert!(!tmux.ran(), "{}", tmux.left_pane());
    tmux.tmux(&["send-keys", "-t", "0.0", "Enter"]);
    common::until("the block is run", || tmux.ran());
}

#[test]
fn behind_what_is_typed_in_the_other_pane_nothing_is_put_unasked() {
    let Some(mut tmux) = Tmux::start() else {
        return;
    };
    tmux.tmux(&["send-keys", "-t", "0.0", "precious"]);
    tmux.split();
    tmux.client.wait_for("Clean the flumpet");
    tmux.client.send("\r");
    tmux.client.wait_for("1/2");
    tmux.client.send("s");
    tmux.client.wait_for("precious");
    tmux.client.wait_for("Send it to %0 bash");
    tmux.client.send("n");
    tmux.client.wait_for("left as it was");
    assert!(!tmux.left_pane().contains("echo"), "{}", tmux.left_pane());
    tmux.tmux(&["send-keys", "-t", "0.0", "C-u"]);
    tmux.client.send("s");
    tmux.wait_left("&& touch ran");
    tmux.client.wait_for("sent, not run, to %0 bash");
}

#[test]
fn into_an_unfinished_command_nothing_is_put_unasked() {
    let Some(mut tmux) = Tmux::start() else {
        return;
    };
    tmux.tmux(&["send-keys", "-t", "0.0", "echo 'abc", "Enter"]);
    tmux.wait_left("\n>");
    tmux.split();
    tmux.client.wait_for("Clean the flumpet");
    tmux.client.send("\r");
    tmux.client.wait_for("1/2");
    tmux.client.send("s");
    tmux.client
        .wait_for("On its line stands: > (a command may be unfinished there)");
    tmux.client.send("n");
    tmux.client.wait_for("left as it was");
    assert!(!tmux.left_pane().contains("it is"), "{}", tmux.left_pane());
}

#[test]
fn several_lines_are_not_sent_to_a_bash_that_would_run_each() {
    let Some(mut tmux) = Tmux::start() else {
        return;
    };
    let off = "bind 'set enable-bracketed-paste off'; echo no-$((40 + 2))";
    tmux.tmux(&["send-keys", "-t", "0.0", off, "Enter"]);
    tmux.wait_left("no-42");
    tmux.split();
    tmux.client.wait_for("Clean the flumpet");
    tmux.client.send("\r");
    tmux.client.wait_for("1/2");
    tmux.client.send("2s");
    tmux.client.wait_for("not sent: it has several lines");
    assert!(!tmux.ran(), "{}", tmux.left_pane());
    // One line runs nothing, and no buffer of ours stays.
    tmux.client.send("1s");
    tmux.wait_left("&& touch ran");
    tmux.client.wait_for("sent, not run");
    assert_eq!(tmux.tmux(&["list-buffers"]), "");
}

#[test]
fn several_lines_are_not_sent_to_a_program_that_would_run_each() {
    let Some(mut tmux) = Tmux::start() else {
        return;
    };
    tmux.tmux(&["send-keys", "-t", "0.0", "exec cat >typed", "Enter"]);
    common::until("cat runs", || {
        let format = "#{pane_current_command}";
        tmux.tmux(&["display-message", "-p", "-t", "0.0", format])
            .trim()
            == "cat"
    });
    tmux.split();
    tmux.client.wait_for("Clean the flumpet");
    tmux.client.send("\r");
    tmux.client.wait_for("1/2");
    tmux.client.send("2s");
    tmux.client.wait_for("no prompt on its line: cat runs");
    tmux.client.send("y");
    tmux.client.wait_for("not sent: it has several lines");
}

#[test]
fn from_a_popup_enter_puts_the_command_into_the_pane_below() {
    let Some(mut tmux) = Tmux::start() else {
        return;
    };
    let bindings = Command::new(env!("CARGO_BIN_EXE_jitt"))
        .args(["--init", "tmux"])
        .output();
    let file = tmux.folder.path().join("jitt.conf");
    std::fs::write(&file, bindings.expect("jitt runs").stdout).expect("it can be written");
    tmux.tmux(&["source-file", &file.display().to_string()]);
    tmux.client.send("\x02j");
    tmux.client.wait_for("type what you need");
    tmux.client.send("flumpet");
    tmux.client.wait_for("Look:");
    tmux.client.send("\r");
    tmux.client.wait_for("1/2");
    tmux.client.send("\r");
    tmux.wait_left("echo 'it is' \"$((1 + 1))\" && touch ran");
    tmux.no_popup();
    assert!(!tmux.ran());
    // `--popup` opens the same, over the pane it is typed in.
    let typed = [
        "send-keys",
        "-t",
        "0.0",
        "C-u",
        "jitt --popup flumpet",
        "Enter",
    ];
    tmux.tmux(&typed);
    tmux.client.wait_for("Look:");
    tmux.client.send("\x03");
    tmux.no_popup();
}
