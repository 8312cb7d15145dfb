//! The key and the completions of `jitt --init` in real shells, in a pseudo-terminal. A shell that is not
//! installed is left out.

#[allow(dead_code, reason = "other tests need more of it")]
mod common;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use common::{Pane, until, write_aid};
use tempfile::TempDir;

const FLUMPET: &str = "# Clean the flumpet

1. See what is in it.

   ```sh
   touch ran; df -h <mount> # it's \"é\" $HOME
   ```

2. Write it down.

   ```sh
   printf '%s\\n' 'a \"quoted\"
   line' \\
     \"two\" >ran
   ```

3. Do harm: `touch ran; echo \u{1b}[201~`
";
const OTHER: &str = "# Renew the certificate\n\n1. Ask for a new one.\n";

struct Shell {
    name: &'static str,
    /// Starts it without anybody's configuration.
    start: &'static str,
    init: &'static str,
    /// Ctrl-X Ctrl-J, as this shell writes it.
    other_key: &'static str,
    no_key: &'static str,
}

const BASH: Shell = Shell {
    name: "bash",
    start: "bash --norc --noprofile -i",
    init: "eval \"$(jitt --init bash)\"",
    other_key: "JITT_KEY='\\C-xj'",
    no_key: "JITT_KEY=",
};
const ZSH: Shell = Shell {
    name: "zsh",
    start: "zsh -f -i",
    init: "autoload -Uz compinit && compinit -u -D; eval \"$(jitt --init zsh)\"",
    other_key: "JITT_KEY='^Xj'",
    no_key: "JITT_KEY=",
};
const FISH: Shell = Shell {
    name: "fish",
    start: "fish --no-config -i -C 'function fish_prompt; echo -n \"prompt> \"; end; function fish_greeting; end'",
    init: "jitt --init fish | source",
    other_key: "set -g JITT_KEY \\cxj",
    no_key: "set -g JITT_KEY ''",
};

struct Session {
    pane: Pane,
    folder: TempDir,
}

fn installed(shell: &Shell) -> bool {
    Command::new(shell.name)
        .args(["-c", "true"])
        .output()
        .is_ok()
}

/// The shell with two aids and its script read, after `before`.
fn session(shell: &Shell, before: &str) -> Option<Session> {
    if !installed(shell) {
        return None;
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    let aids = folder.path().join("aids");
    std::fs::create_dir(&aids).expect("a folder can be made");
    write_aid(&aids, "flumpet.md", FLUMPET);
    write_aid(&aids, "certificate.md", OTHER);
    let program = Path::new(env!("CARGO_BIN_EXE_jitt"));
    let bin = program.parent().expect("it is in a folder").display();
    let script = format!(
        "cd '{}' && export HOME=$PWD XDG_STATE_HOME=$PWD/state PATH='{bin}':$PATH JITT_PATH='{}' && exec {}",
        folder.path().display(),
        aids.display(),
        shell.start
    );
    let pane = Pane::run(&script, 100, 30);
    let mut session = Session { pane, folder };
    session.prompt();
    for line in [before, shell.init] {
        if !line.is_empty() {
            session.pane.send(&format!("{line}\r"));
        }
    }
    session.pane.send("clear; echo rea''dy\r");
    session.pane.wait_for("ready");
    session.prompt();
    Some(session)
}

impl Session {
    /// Waits for an empty line.
    fn prompt(&self) {
        self.pane.wait("the prompt", |screen| {
            screen.contents().trim_end().ends_with("prompt>")
        });
    }

    fn line_is(&self, text: &str) {
        self.pane.wait(text, |screen| {
            screen.contents().trim_end().ends_with(text.trim_end())
        });
    }

    fn ran(&self) -> bool {
        self.folder.path().join("ran").exists()
    }
}

/// From a half-typed line to the command on it.
fn puts_the_command_on_the_line(shell: &Shell) {
    let Some(mut session) = session(shell, "") else {
        return;
    };
    session.pane.send("flumpe");
    session.line_is("prompt> flumpe");
    session.pane.send("\x1bj");
    session.pane.wait_for("See what is in it");
    assert!(
        session.pane.text().contains("ready"),
        "what stood above stays:\n{}",
        session.pane.text()
    );
    session.pane.send("\r");
    session.pane.wait_for("1/3");
    // The question for the mount is left open.
    session.pane.send("\r");
    session.pane.wait_for("fill in");
    session.pane.send("\r");
    session.line_is("prompt> touch ran; df -h <mount> # it's \"é\" $HOME");
    assert!(!session.ran(), "nothing is run");
    // The cursor is at the placeholder.
    session.pane.send("HERE");
    session.line_is("prompt> touch ran; df -h HERE<mount> # it's \"é\" $HOME");
    // Accepted by the person it runs.
    session.pane.send("\x05\x15touch ran\r");
    until("the command of the person", || session.ran());
    assert_eq!(
        session
            .pane
            .left_on()
            .iter()
            .filter(|on| **on != "line modes" && **on != "bracketed paste")
            .count(),
        0
    );
}

fn esc_leaves_the_line_as_it_was(shell: &Shell) {
    let Some(mut session) = session(shell, "") else {
        return;
    };
    session.pane.send("flumpe");
    session.line_is("prompt> flumpe");
    session.pane.send("\x1bj");
    session.pane.wait_for("See what is in it");
    session.pane.send("\x1b");
    session.line_is("prompt> flumpe");
    // It is the line itself, not what is left of it on the screen.
    until("the line is run as it was", || {
        session.pane.send("\r");
        std::thread::sleep(Duration::from_millis(200));
        let text = session.pane.text();
        text.lines()
            .any(|line| line.contains("ommand") && line.contains("flumpe"))
    });
    assert!(!session.pane.text().contains("See what is in it"));
}

fn several_lines_arrive_as_one_block_that_nobody_has_run(shell: &Shell) {
    let Some(mut session) = session(shell, "") else {
        return;
    };
    session.pane.send("flumpet\x1bj");
    session.pane.wait_for("See what is in it");
    session.pane.send("\r");
    session.pane.wait_for("1/3");
    session.pane.send("2\r");
    session.pane.wait("the browser is gone", |screen| {
        let text = screen.contents();
        text.contains("\"two\" >ran") && !text.contains("Write it down")
    });
    assert!(!session.ran(), "nothing is run:\n{}", session.pane.text());
    session.pane.send("\r");
    until("the block is run as a whole", || session.ran());
    let file = session.folder.path().join("ran");
    until("all of it is written", || {
        std::fs::read_to_string(&file).is_ok_and(|text| text == "a \"quoted\"\nline\ntwo\n")
    });
}

fn a_command_with_control_characters_stays_in_the_browser(shell: &Shell) {
    let Some(mut session) = session(shell, "") else {
        return;
    };
    session.pane.send("flumpet\x1bj");
    session.pane.wait_for("See what is in it");
    session.pane.send("\r");
    session.pane.wait_for("1/3");
    session.pane.send("3\r");
    session
        .pane
        .wait_for("not taken: it holds control characters");
    session.pane.send("\x03");
    session.line_is("prompt> flumpet");
    assert!(!session.ran());
}

fn the_key_can_be_another_one_or_none(shell: &Shell) {
    let Some(mut other) = session(shell, shell.other_key) else {
        return;
    };
    other.pane.send("flumpet\x18j");
    other.pane.wait_for("See what is in it");
    other.pane.send("\x03");
    other.line_is("prompt> flumpet");
    let Some(mut none) = session(shell, shell.no_key) else {
        return;
    };
    none.pane.send("flumpet\x1bj");
    none.pane.send("\x15echo do''ne\r");
    none.pane.wait_for("done");
    assert!(!none.pane.text().contains("See what is in it"));
}

fn flags_and_aids_are_completed(shell: &Shell) {
    let Some(mut session) = session(shell, "") else {
        return;
    };
    session.pane.send("jitt cert\t");
    session.line_is("prompt> jitt certificate");
    session.pane.send("\x15jitt --interac\t");
    session.line_is("prompt> jitt --interactive");
}

macro_rules! in_every_shell {
    ($($test:ident)*) => {
        mod bash { $(#[test] fn $test() { super::$test(&super::BASH); })* }
        mod zsh { $(#[test] fn $test() { super::$test(&super::ZSH); })* }
        mod fish { $(#[test] fn $test() { super::$test(&super::FISH); })* }
    };
}

in_every_shell! {
    puts_the_command_on_the_line
    esc_leaves_the_line_as_it_was
    several_lines_arrive_as_one_block_that_nobody_has_run
    a_command_with_control_characters_stays_in_the_browser
    the_key_can_be_another_one_or_none
    flags_and_aids_are_completed
}
