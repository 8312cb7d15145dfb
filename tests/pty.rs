//! The browser in a real pseudo-terminal: what it draws, and that it gives the terminal back.

mod common;

use std::fs;
use std::path::Path;
use std::sync::mpsc::channel;
use std::time::Duration;

use common::{Pane, until, write_aid};
use jitt::ui::terminal::{Terminal, TerminalEvent, end_cleanly_on_panic};
use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use tempfile::TempDir;

const DISK: &str = "# Free the disk\n\n1. See what is full.\n\n   ```sh\n   df -h\n   ```\n\n2. Find the largest.\n\n   ```sh\n   du -xsh /var\n   ```\n";
const CERTIFICATE: &str =
    "# Renew the certificate\n\n1. Ask for a new one.\n2. Reload the server.\n";

fn aids() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    write_aid(folder.path(), "disk.md", DISK);
    write_aid(folder.path(), "certificate.md", CERTIFICATE);
    folder
}

fn jitt(folder: &Path) -> String {
    let program = env!("CARGO_BIN_EXE_jitt");
    format!("'{program}' --dir '{}'", folder.display())
}

/// Both titles, and the preview of the first aid.
fn ready(pane: &Pane) {
    pane.wait_for("Free the disk");
    pane.wait_for("Renew the certificate");
    pane.wait_for("Find the largest");
}

#[test]
fn typing_finds_an_aid_and_enter_opens_it() {
    let aids = aids();
    let mut pane = Pane::run(&jitt(aids.path()), 100, 30);
    ready(&pane);
    pane.send("certif");
    pane.wait("the other aid is gone", |screen| {
        !screen.contents().contains("Free the disk")
    });
    pane.wait_for("Reload the server");
    pane.send("\r");
    pane.send("\x03");
    assert_eq!(pane.status(), 0);
}

#[test]
fn it_follows_the_window_through_any_size() {
    let aids = aids();
    let mut pane = Pane::run(&jitt(aids.path()), 100, 30);
    ready(&pane);
    for (columns, rows) in [(1, 1), (500, 500), (0, 0), (3, 200), (200, 3)] {
        pane.tell_size(columns, rows);
    }
    pane.resize(40, 10);
    pane.wait("one pane", |screen| {
        let text = screen.contents();
        text.contains("Free the disk") && !text.contains("Find the largest")
    });
    pane.resize(120, 40);
    ready(&pane);
    pane.send("\x03");
    assert_eq!(pane.status(), 0);
}

#[test]
fn leaving_gives_back_the_screen_and_the_line() {
    let aids = aids();
    let script = format!("echo before; {}; echo status:$?", jitt(aids.path()));
    let mut pane = Pane::run(&script, 80, 24);
    ready(&pane);
    let taken = pane.left_on();
    assert!(taken.contains(&"line modes") && taken.contains(&"mouse"));
    pane.send("\x03");
    pane.wait_for("status:0");
    assert_eq!(pane.text().trim(), "before\nstatus:0");
    assert_eq!(pane.left_on(), Vec::<&str>::new());
}

/// Runs jitt, and then says its status; its process id is in the file `pid`.
fn with_process_id(folder: &Path) -> String {
    let folder = folder.display();
    let program = env!("CARGO_BIN_EXE_jitt");
    format!(
        "sh -c 'echo $$ >{folder}/pid; exec \"$1\" --dir {folder}' sh '{program}'; \
         echo $? >{folder}/ended; echo status:$?"
    )
}

fn process(folder: &Path) -> Pid {
    let number = fs::read_to_string(folder.join("pid")).expect("sh has written it");
    let number = number.trim().parse().expect("a number");
    Pid::from_raw(number).expect("not 0")
}

fn ended_with(folder: &Path, status: i32) {
    until("the file that is written after the end", || {
        let said = fs::read_to_string(folder.join("ended")).unwrap_or_default();
        said.trim() == status.to_string()
    });
}

#[test]
fn every_signal_that_ends_it_gives_the_terminal_back_first() {
    let aids = aids();
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        let pane = Pane::run(&with_process_id(aids.path()), 80, 24);
        ready(&pane);
        kill_process(process(aids.path()), signal).expect("it runs");
        ended_with(aids.path(), 128 + signal.as_raw());
        pane.wait_for("status:");
        assert_eq!(pane.left_on(), Vec::<&str>::new(), "{signal:?}");
    }
}

/// The terminal takes nothing any more, and frames wait to be drawn.
fn fill_up(pane: &Pane) {
    pane.stop_reading();
    // Each is a frame of some kilobytes; a terminal holds 64 of them.
    for columns in 0..50 {
        pane.tell_size(400 + columns, 500);
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn it_ends_though_the_terminal_takes_nothing_any_more() {
    let aids = aids();
    let pane = Pane::run(&with_process_id(aids.path()), 80, 24);
    ready(&pane);
    fill_up(&pane);
    kill_process(process(aids.path()), Signal::TERM).expect("it runs");
    ended_with(aids.path(), 143);
}

#[test]
fn ctrl_c_leaves_though_the_terminal_takes_nothing_any_more() {
    let aids = aids();
    let mut pane = Pane::run(&with_process_id(aids.path()), 80, 24);
    ready(&pane);
    fill_up(&pane);
    pane.send("\x03");
    ended_with(aids.path(), 0);
}

#[test]
fn going_on_after_a_stop_draws_everything_again() {
    let aids = aids();
    let mut pane = Pane::run(&with_process_id(aids.path()), 80, 24);
    ready(&pane);
    pane.scribble("\x1b[3;3Hscribbled over it");
    kill_process(process(aids.path()), Signal::CONT).expect("it runs");
    pane.wait("the scribble is gone", |screen| {
        !screen.contents().contains("scribbled")
    });
    ready(&pane);
    pane.send("\x03");
    ended_with(aids.path(), 0);
}

#[test]
fn it_ends_when_the_window_is_closed_and_nobody_says_so() {
    let aids = aids();
    let script = format!("trap '' HUP; {}", with_process_id(aids.path()));
    let pane = Pane::run(&script, 80, 24);
    ready(&pane);
    let _shell = pane.close();
    ended_with(aids.path(), 129);
}

fn at_the_prompt(pane: &Pane) {
    pane.wait("the shell's prompt", |screen| {
        screen.contents().trim_end().ends_with("prompt>")
    });
}

#[test]
fn ctrl_z_gives_the_terminal_back_and_fg_draws_everything_again() {
    let aids = aids();
    let mut pane = Pane::shell(80, 24);
    pane.send(&format!("{}\r", jitt(aids.path())));
    ready(&pane);
    let drawn = pane.text();
    pane.send("\x1a");
    at_the_prompt(&pane);
    assert!(pane.text().contains("Stopped"));
    assert_eq!(pane.left_on(), Vec::<&str>::new());
    pane.send("fg\r");
    pane.wait("the same screen as before", |screen| {
        screen.contents() == drawn
    });
    pane.send("\x1a");
    at_the_prompt(&pane);
    pane.resize(100, 20);
    pane.send("fg\r");
    ready(&pane);
    assert!(pane.left_on().contains(&"alternate screen"));
    pane.send("\x03");
    at_the_prompt(&pane);
    assert_eq!(pane.left_on(), Vec::<&str>::new());
}

/// Starts jitt as a job of the shell, and gives its process.
fn as_job(pane: &mut Pane, folder: &Path, environment: &str) -> Pid {
    let shown = folder.display();
    let program = env!("CARGO_BIN_EXE_jitt");
    pane.send(&format!(
        "{environment} sh -c 'echo $$ >{shown}/pid; exec \"$0\" -i disk --dir {shown}' '{program}'\r"
    ));
    pane.wait_for("Free the disk");
    process(folder)
}

#[test]
fn a_stopped_job_ends_by_the_signal_that_wakes_it() {
    let aids = aids();
    for environment in ["", "JITT_LINEAR=1"] {
        for (stop, signal) in [
            (Signal::TSTP, Signal::TERM),
            (Signal::TSTP, Signal::HUP),
            (Signal::STOP, Signal::TERM),
        ] {
            let mut pane = Pane::shell(80, 24);
            let job = as_job(&mut pane, aids.path(), environment);
            kill_process(job, stop).expect("it runs");
            pane.wait_for("Stopped");
            // As the shell's own `kill` does, while it reads what is typed.
            kill_process(job, signal).expect("it is stopped");
            kill_process(job, Signal::CONT).expect("it is stopped");
            until("the shell has seen its end", || {
                pane.send("\n");
                test_kill_process(job).is_err()
            });
            // Stopped without being asked it could not put the line back; this shell does not either.
            if stop == Signal::TSTP {
                at_the_prompt(&pane);
                assert_eq!(pane.left_on(), Vec::<&str>::new(), "{signal:?}");
            }
        }
    }
}

#[test]
fn in_the_background_it_stops_and_draws_nothing_until_it_is_in_front_again() {
    let aids = aids();
    let mut pane = Pane::shell(80, 24);
    as_job(&mut pane, aids.path(), "");
    pane.send("\x1a");
    at_the_prompt(&pane);
    pane.send("clear; bg; sleep 0.1; jobs\r");
    pane.wait_for("Stopped (tty output)");
    at_the_prompt(&pane);
    assert_eq!(pane.left_on(), Vec::<&str>::new());
    pane.send("fg\r");
    pane.wait_for("Free the disk");
    assert!(pane.left_on().contains(&"alternate screen"));
    pane.send("\x03");
    at_the_prompt(&pane);
    assert_eq!(pane.left_on(), Vec::<&str>::new());
}

#[test]
fn below_the_prompt_it_keeps_what_stands_above_and_leaves_nothing() {
    let aids = aids();
    let mut pane = Pane::shell(80, 24);
    // The prompt stands at the very bottom: room has to be made by scrolling.
    pane.send("for i in 1 2 3 4 5 6 7 8 9; do echo; echo; echo; done; echo 'fatal: no space'\r");
    pane.wait("the error", |screen| {
        screen.contents().contains("\nfatal: no space\nprompt> ")
    });
    pane.send(&format!(
        "x=$({} --height 10 --print); echo got:$x.\r",
        jitt(aids.path())
    ));
    ready(&pane);
    assert!(pane.text().contains("fatal: no space"));
    let taken = pane.left_on();
    assert!(!taken.contains(&"alternate screen"));
    // Its rows are not known there, and text above must stay selectable.
    assert!(!taken.contains(&"mouse"));
    pane.resize(60, 20);
    pane.send("disk");
    pane.wait("the other aid is gone", |screen| {
        !screen.contents().contains("Renew the certificate")
    });
    pane.send("\x1b\r");
    pane.wait_for("got:df -h.");
    let text = pane.text();
    assert!(text.contains("fatal: no space"), "{text}");
    assert!(!text.contains("Free the disk"), "{text}");
    assert_eq!(pane.left_on(), Vec::<&str>::new());
}

#[test]
fn what_is_piped_into_the_browser_is_its_query() {
    let aids = aids();
    let script = format!(
        "printf 'fine\\nerror: disk full\\n' | {} -i",
        jitt(aids.path())
    );
    let mut pane = Pane::run(&script, 80, 24);
    pane.wait_for("error: disk full");
    pane.send("\x03");
    pane.wait("the screen before", |screen| !screen.alternate_screen());
}

#[test]
fn the_standard_streams_may_be_elsewhere() {
    let aids = aids();
    let script = format!("{} -i </dev/null 2>/dev/null | cat", jitt(aids.path()));
    let mut pane = Pane::run(&script, 80, 24);
    ready(&pane);
    pane.send("\x03");
    pane.wait("the screen before", |screen| !screen.alternate_screen());
    assert_eq!(pane.status(), 0);
    assert_eq!(pane.left_on(), Vec::<&str>::new());
}

#[test]
fn ctrl_c_is_heard_after_any_bytes() {
    let aids = aids();
    let mut pane = Pane::run(&jitt(aids.path()), 80, 24);
    ready(&pane);
    let noise: Vec<u8> = (0..20_000u32)
        .map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0])
        .filter(|byte| *byte >= 0x20 && *byte != 0x7f)
        .collect();
    pane.send_bytes(&noise);
    pane.send_bytes(b"\x1b]52;c;an answer without an end\x1b[M \x1b[1;");
    pane.send("\x03");
    assert_eq!(pane.status(), 0);
    assert_eq!(pane.left_on(), Vec::<&str>::new());
}

#[test]
fn without_a_desktop_the_terminal_gets_the_copy_and_that_is_said() {
    let aids = aids();
    let mut pane = Pane::run(&jitt(aids.path()), 100, 30);
    ready(&pane);
    assert_eq!(pane.clipboard(), Vec::<String>::new());
    pane.send("\r");
    pane.send("y");
    pane.wait_for("OSC 52");
    // df -h
    assert_eq!(pane.clipboard(), ["ZGYgLWg="]);
    pane.send("\x03");
    assert_eq!(pane.status(), 0);
}

#[test]
fn what_is_copied_and_left_at_once_is_copied() {
    let aids = aids();
    let mut pane = Pane::run(&jitt(aids.path()), 100, 30);
    ready(&pane);
    pane.send("\r");
    pane.wait_for("1/2");
    pane.send("yq");
    assert_eq!(pane.status(), 0);
    pane.wait("the screen before", |screen| !screen.alternate_screen());
    assert_eq!(pane.clipboard(), ["ZGYgLWg="]);
}

#[test]
fn a_single_file_is_shown_anew_too() {
    let aids = aids();
    let file = aids.path().join("certificate.md");
    let mut pane = Pane::run(&jitt(&file), 100, 30);
    pane.wait_for("Reload the server");
    restarted(&pane, aids.path());
    pane.send("\x03");
    assert_eq!(pane.status(), 0);
}

#[test]
fn copying_at_the_prompt_over_ssh_goes_to_the_terminal_and_says_no_more_than_that() {
    let aids = aids();
    let script = format!(
        "export SSH_TTY=x; {} disk -c -s 1 -y >'{}'; echo status:$?",
        jitt(aids.path()),
        aids.path().join("stdout").display()
    );
    let mut pane = Pane::run(&script, 80, 24);
    pane.wait_for("status:0");
    // df -h
    assert_eq!(pane.clipboard(), ["ZGYgLWg="]);
    assert!(
        pane.text()
            .contains("sent the commands to the terminal's clipboard (OSC 52)")
    );
    let stdout = fs::read(aids.path().join("stdout")).expect("sh has made it");
    assert_eq!(stdout, b"", "the sequence is for the terminal alone");
    assert_eq!(pane.status(), 0);
}

#[test]
fn a_dumb_or_unnamed_terminal_gets_lines_and_not_one_escape_sequence() {
    for term in ["export TERM=dumb", "unset TERM"] {
        gets_lines_alone(term);
    }
}

fn gets_lines_alone(term: &str) {
    let aids = aids();
    let jitt = jitt(aids.path());
    let script = format!("{term}; {jitt} -i; {jitt} disk; echo status:$?");
    let mut pane = Pane::run(&script, 80, 24);
    for (asked, answer) in [
        ("search:", "disk\r"),
        ("1. Free the disk", "1\r"),
        ("df -h", "\r"),
        ("du -xsh", "q\r"),
    ] {
        pane.wait_for(asked);
        pane.send(answer);
    }
    pane.wait_for("status:0");
    let bytes = pane.bytes();
    let controls = bytes
        .iter()
        .filter(|byte| **byte < b' ' && !b"\r\n".contains(byte));
    assert_eq!(controls.count(), 0, "{}", String::from_utf8_lossy(&bytes));
}

/// Changes the certificate's page. The watch starts in its own time, so until it is seen.
fn restarted(pane: &Pane, folder: &Path) {
    until("the new text", || {
        let text = CERTIFICATE.replace("Reload", "Restart");
        write_aid(folder, "certificate.md", &text);
        std::thread::sleep(Duration::from_millis(300));
        pane.text().contains("Restart the server")
    });
}

#[test]
fn a_changed_file_is_shown_without_asking() {
    let aids = aids();
    let mut pane = Pane::run(&jitt(aids.path()), 100, 30);
    ready(&pane);
    pane.send("certif");
    pane.wait_for("Reload the server");
    restarted(&pane, aids.path());
    pane.send("\x03");
    assert_eq!(pane.status(), 0);
}

#[test]
fn a_file_that_is_away_for_a_moment_is_marked_and_shown_anew() {
    let aids = aids();
    let mut pane = Pane::run(&jitt(aids.path()), 100, 30);
    ready(&pane);
    pane.send("certif\r");
    pane.wait_for("Esc back");
    for text in ["Restart the server", "Reload it all"] {
        fs::remove_file(aids.path().join("certificate.md")).expect("it is there");
        pane.wait_for("file gone");
        let changed = CERTIFICATE.replace("Reload the server", text);
        write_aid(aids.path(), "certificate.md", &changed);
        pane.wait_for(text);
        assert!(!pane.text().contains("file gone"), "{}", pane.text());
    }
    pane.send("\x03");
    assert_eq!(pane.status(), 0);
}

#[test]
fn a_panic_gives_the_terminal_back_says_so_once_and_ends_with_2() {
    let this = std::env::current_exe().expect("a test has a file");
    let script = format!(
        "echo before; '{}' --exact --ignored --nocapture panics_while_drawing >/dev/null; echo status:$?",
        this.display()
    );
    let pane = Pane::run(&script, 80, 24);
    pane.wait_for("status:2");
    let text = pane.text();
    assert!(text.starts_with("before\n"), "{text}");
    assert_eq!(text.matches("on purpose").count(), 1, "{text}");
    assert_eq!(pane.left_on(), Vec::<&str>::new());
}

#[test]
#[ignore = "panics on purpose; run in a terminal of its own by the test above"]
fn panics_while_drawing() {
    end_cleanly_on_panic();
    let (events, _happenings) = channel::<TerminalEvent>();
    let mut terminal = Terminal::open(None, true, &events).expect("there is a terminal");
    let _ = terminal.draw(|frame| frame.render_widget("half a frame", frame.area()));
    let _ = terminal.draw(|_| panic!("on purpose\u{1b}[31m"));
}

const LONG: &str = "# Long way\n\n1. Do thing one.\n2. Do thing two.\n3. Do thing three.\n4. Do thing four.\n\
    5. Do thing five.\n6. Do thing six.\n7. Do thing seven.\n8. Do thing eight.\n9. Do thing nine.\n";

/// The browser over one long aid, opened, with what it keeps in `folder`.
fn long_way(folder: &Path, before: &str) -> Pane {
    let program = env!("CARGO_BIN_EXE_jitt");
    let shown = folder.display();
    let script = format!(
        "{before} XDG_STATE_HOME='{shown}/state' JITT_HOST=web3; export XDG_STATE_HOME JITT_HOST; \
         echo $$ >'{shown}/pid'; exec '{program}' --dir '{shown}/aids'"
    );
    let pane = Pane::run(&script, 80, 24);
    pane.wait_for("Do thing nine.");
    pane
}

fn long_aid() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::create_dir(folder.path().join("aids")).expect("a folder can be made");
    write_aid(&folder.path().join("aids"), "long.md", LONG);
    folder
}

/// How many steps the screen says are done.
fn done_on(text: &str) -> usize {
    let before = text
        .split(" done")
        .next()
        .filter(|_| text.contains(" done"));
    let number = before.and_then(|text| text.rsplit(' ').next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[test]
fn what_the_screen_has_confirmed_survives_a_kill_at_any_moment() {
    let folder = long_aid();
    let mut least = 0;
    // A thousand by hand; each costs some time.
    for round in 0..12 {
        let mut pane = long_way(folder.path(), "");
        pane.send("\r");
        if least > 0 {
            pane.wait(&format!("{least} steps done, in round {round}"), |screen| {
                done_on(&screen.contents()) >= least
            });
        }
        if least >= 7 {
            return;
        }
        pane.send(" ");
        std::thread::sleep(Duration::from_millis(round * 3 % 14));
        kill_process(process(folder.path()), Signal::KILL).expect("it runs");
        pane.status();
        least = least.max(done_on(&pane.text()));
    }
}

#[test]
fn two_windows_show_the_same_place_at_once() {
    let folder = long_aid();
    let mut one = long_way(folder.path(), "");
    let mut two = long_way(folder.path(), "");
    one.send("\r ");
    one.wait_for("1 done");
    two.send("\r");
    two.wait_for("1 done");
    one.send(" ");
    two.wait_for("2 done");
    two.send(" ");
    one.wait_for("3 done");
    one.send("\x03");
    two.send("\x03");
    assert_eq!((one.status(), two.status()), (0, 0));
}

#[test]
fn a_disk_that_takes_no_more_is_said_and_costs_no_earlier_mark() {
    let folder = long_aid();
    let mut first = long_way(folder.path(), "");
    first.send("\r ");
    first.wait_for("1 done");
    first.send("\x03");
    first.status();
    // No file may grow beyond 512 bytes, and the log already has.
    let mut full = long_way(folder.path(), "ulimit -f 1;");
    full.send("\r ");
    full.wait_for("not kept, only here as long as this window");
    full.send(" ");
    full.wait_for("not kept");
    full.wait_for("3 done");
    full.send("\x03");
    full.status();
    let mut last = long_way(folder.path(), "");
    last.send("\r");
    last.wait_for("1 done");
    last.send(" ");
    last.wait_for("2 done");
    last.send("\x03");
    assert_eq!(last.status(), 0);
}

#[test]
fn the_editor_has_the_terminal_and_the_browser_comes_back_to_the_step() {
    let aids = aids();
    let editor = aids.path().join("editor");
    let script =
        "#!/bin/sh\necho edits $1\nread typed\nsed -i \"s/Find the largest/$typed/\" \"$2\"\n";
    fs::write(&editor, script).expect("the folder can be written to");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&editor, mode).expect("its mode can be set");
    fs::rename(&editor, aids.path().join("nano")).expect("it can be renamed");
    let run = format!(
        "VISUAL='{}' {}",
        aids.path().join("nano").display(),
        jitt(aids.path())
    );
    let mut pane = Pane::run(&run, 100, 30);
    ready(&pane);
    pane.send("disk\r");
    pane.wait_for("Esc back");
    pane.send("2e");
    pane.wait_for("edits +9");
    pane.send("Look in var\r");
    pane.wait_for("2. Look in var");
    pane.send("\x03");
    assert_eq!(pane.status(), 0);
}

#[test]
fn the_linear_form_goes_on_where_the_browser_was_left() {
    let folder = long_aid();
    let mut first = long_way(folder.path(), "");
    first.send("\r  ");
    first.wait_for("2 done");
    first.send("\x03");
    first.status();
    let (program, shown) = (env!("CARGO_BIN_EXE_jitt"), folder.path().display());
    let script =
        format!("XDG_STATE_HOME='{shown}/state' JITT_HOST=web3 JITT_LINEAR=1 '{program}' --resume");
    let mut pane = Pane::run(&script, 80, 24);
    pane.wait("where it was left", |screen| {
        let text = screen.contents();
        text.contains("step 3 of 9, ") && text.contains(" on web3")
    });
    pane.wait_for("3 of 9, Enter for the next:");
    pane.send("q\n");
    assert_eq!(pane.status(), 0);
}

const WITH_SECRET: &str = "# Log in\n\n1. Do it: `login --key <api_key>`\n2. Look.\n";

fn linear_at_secret(folder: &Path) -> Pane {
    write_aid(folder, "login.md", WITH_SECRET);
    let (program, shown) = (env!("CARGO_BIN_EXE_jitt"), folder.display());
    // What the terminal does with keys afterwards is what the person has to live with.
    let script = format!(
        "trap : INT; export XDG_STATE_HOME='{shown}/state' JITT_PATH='{shown}' JITT_LINEAR=1; \
         sh -c 'echo $$ >{shown}/pid; exec \"$0\" -i log in' '{program}'; echo status:$?; stty -a"
    );
    let mut pane = Pane::run(&script, 80, 40);
    pane.wait_for("number, or other words:");
    pane.send("1\n");
    pane.wait_for("1 of 2, Enter for the next:");
    pane.send("f\n");
    pane.wait_for("api_key (Enter leaves it open):");
    pane
}

#[test]
fn a_secret_typed_in_plain_lines_is_not_seen_and_the_echo_comes_back() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut pane = linear_at_secret(folder.path());
    pane.send("hunter2\n");
    pane.wait_for("login --key ••••");
    assert!(!pane.text().contains("hunter2"));
    pane.send("q\n");
    pane.wait_for(" echo echoe");
    assert!(!pane.text().contains("-isig"), "{}", pane.text());
}

#[test]
fn ctrl_c_in_a_secret_gives_the_echo_back() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut pane = linear_at_secret(folder.path());
    pane.send("hunt\x03");
    pane.wait_for(" echo echoe");
    assert!(!pane.text().contains("-isig"), "{}", pane.text());
    assert!(!pane.text().contains("hunt"));
}

#[test]
fn a_signal_in_a_secret_gives_the_echo_back() {
    for signal in [Signal::TERM, Signal::HUP, Signal::QUIT, Signal::INT] {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let mut pane = linear_at_secret(folder.path());
        pane.send("hunt");
        kill_process(process(folder.path()), signal).expect("it runs");
        pane.wait_for(" echo echoe");
        let text = pane.text();
        assert!(
            !text.contains("-isig") && !text.contains("hunt"),
            "{signal:?}: {text}"
        );
        assert!(
            text.contains(&format!("status:{}", 128 + signal.as_raw())),
            "{signal:?}: {text}"
        );
    }
}

#[test]
fn stopped_in_a_secret_it_gives_the_echo_back_until_it_goes_on() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut pane = linear_at_secret(folder.path());
    let echoes = |pane: &Pane| !pane.left_on().contains(&"line modes");
    assert!(!echoes(&pane));
    kill_process(process(folder.path()), Signal::TSTP).expect("it runs");
    common::until("the echo is back", || echoes(&pane));
    kill_process(process(folder.path()), Signal::CONT).expect("it runs");
    common::until("the echo is off again", || !echoes(&pane));
    pane.send("hunter2\n");
    pane.wait_for("login --key ••••");
    assert!(!pane.text().contains("hunter2"));
}

#[test]
fn after_fg_the_question_for_a_secret_stands_there_again() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    write_aid(folder.path(), "login.md", WITH_SECRET);
    let (program, shown) = (env!("CARGO_BIN_EXE_jitt"), folder.path().display());
    let mut pane = Pane::shell(80, 40);
    pane.send(&format!(
        "JITT_LINEAR=1 '{program}' --dir '{shown}' -i log in\r"
    ));
    pane.wait_for("number, or other words:");
    pane.send("1\r");
    pane.wait_for("1 of 2, Enter for the next:");
    pane.send("f\r");
    let question = "api_key (Enter leaves it open):";
    pane.wait_for(question);
    pane.send("\x1a");
    at_the_prompt(&pane);
    pane.send("fg\r");
    pane.wait("the question again", |screen| {
        let text = screen.contents();
        let last = text.trim_end().lines().last();
        text.matches(question).count() == 2 && last.is_some_and(|last| last.ends_with(question))
    });
    assert!(pane.left_on().contains(&"line modes"), "it is not echoed");
    pane.send("hunter2\r");
    pane.wait_for("login --key ••••");
    assert!(!pane.text().contains("hunter2"));
    // Any other question too.
    pane.send("\x1a");
    at_the_prompt(&pane);
    pane.send("fg\r");
    pane.wait("the prompt again", |screen| {
        screen
            .contents()
            .matches("1 of 2, Enter for the next:")
            .count()
            == 3
    });
    pane.send("q\r");
    at_the_prompt(&pane);
}

const WITH_VALUES: &str =
    "# Log in\n\n1. Do it: `login <host> --pin <pin>`\n2. Look: `show <host>`\n";

#[test]
fn what_is_printed_on_a_terminal_holds_the_values_of_the_run() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    write_aid(folder.path(), "login.md", WITH_VALUES);
    let (program, shown) = (env!("CARGO_BIN_EXE_jitt"), folder.path().display());
    let mut pane = Pane::shell(100, 60);
    pane.send(&format!(
        "export JITT_PATH='{shown}' JITT_HOST=web3; PATH=\"{}:$PATH\"; clear\r",
        Path::new(program)
            .parent()
            .expect("it is in a folder")
            .display()
    ));
    pane.send("JITT_LINEAR=1 jitt -i log in\r");
    for (asked, answer) in [
        ("number, or other words:", "1\r"),
        ("1 of 2, Enter for the next:", "f\r"),
        ("host (Enter leaves it open):", "web17\r"),
        ("pin (Enter leaves it open):", "4242\r"),
        ("login web17 --pin 4242", "q\r"),
    ] {
        pane.wait_for(asked);
        pane.send(answer);
    }
    let mut shows = |command: &str, answer: &str| {
        pane.send(&format!("clear; {command}; echo status:$?\r"));
        pane.wait(answer, |screen| {
            let text = screen.contents();
            text.contains(answer) && text.contains("status:0")
        });
        pane.text()
    };
    let text = shows("jitt login", "login web17 --pin 4242");
    let said =
        "with host=web17, pin=4242 from the run begun just now; --no-history shows it as written";
    assert!(text.contains(said), "{text}");
    shows("jitt login -c -s 2", "show web17");
    shows("jitt login -c -s 2 --set host=web9", "show web9");
    let text = shows("jitt login --no-history", "login <host> --pin <pin>");
    assert!(!text.contains("with host"), "{text}");
    let text = shows("jitt login | cat", "login <host> --pin <pin>");
    assert!(!text.contains("with host"), "{text}");
    shows("JITT_HOST=web4 jitt login", "login <host> --pin <pin>");
    shows(
        "jitt --dir \"$JITT_PATH\" login",
        "login <host> --pin <pin>",
    );
    // Neither a secret nor what the page no longer takes.
    let page = "---\nparams:\n  pin: {secret: true}\n  host: {choices: [web1]}\n---\n";
    write_aid(folder.path(), "login.md", &format!("{page}{WITH_VALUES}"));
    let text = shows("jitt login", "login <host> --pin <pin>");
    assert!(!text.contains("4242"), "{text}");
}

#[test]
fn a_value_typed_last_is_kept_though_the_command_is_printed_at_once() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    write_aid(
        folder.path(),
        "web.md",
        "# Log in\n\n1. Do it: `ssh <host>`\n",
    );
    let shown = folder.path().display();
    let script = format!(
        "x=$(XDG_STATE_HOME='{shown}/state' {} --print log in); echo got:$x; grep -rh web17 '{shown}/state'",
        jitt(folder.path())
    );
    let mut pane = Pane::run(&script, 100, 30);
    pane.wait_for("ssh <host>");
    pane.send("\r");
    pane.wait_for("1/1");
    pane.send("\r");
    pane.wait_for("fill in");
    pane.send("web17\r");
    pane.wait_for("got:ssh web17");
    assert_eq!(pane.status(), 0, "{}", pane.text());
}
