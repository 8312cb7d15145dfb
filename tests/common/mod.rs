//! A pseudo-terminal with a screen, as a person has it before them.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;
use vt100::{Callbacks, MouseProtocolMode, Parser, Screen};

/// Nothing waits as long unless it is broken; a busy machine is slow.
const DEADLINE: Duration = Duration::from_secs(20);

struct Emulator {
    parser: Mutex<Parser<Clipboard>>,
    bytes: Mutex<Vec<u8>>,
    heard: Condvar,
    closing: AtomicBool,
}

/// What was put on the terminal's clipboard, in base64.
#[derive(Default)]
struct Clipboard(Vec<String>);

impl Callbacks for Clipboard {
    fn copy_to_clipboard(&mut self, _: &mut Screen, _: &[u8], data: &[u8]) {
        self.0.push(String::from_utf8_lossy(data).into_owned());
    }
}

/// A terminal with a program in it.
pub struct Pane {
    emulator: Arc<Emulator>,
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    modes_before: String,
    player: JoinHandle<()>,
    /// What is kept between runs is kept here: no test sees what another one did.
    _state: TempDir,
}

impl Pane {
    /// Runs `script` with `sh` in a new terminal of `columns` x `rows`.
    pub fn run(script: &str, columns: u16, rows: u16) -> Pane {
        Pane::start(&["sh", "-c", script], columns, rows)
    }

    /// An interactive shell, with job control, at its prompt.
    pub fn shell(columns: u16, rows: u16) -> Pane {
        let pane = Pane::start(&["sh", "-i"], columns, rows);
        pane.wait_for("prompt> ");
        pane
    }

    fn start(program: &[&str], columns: u16, rows: u16) -> Pane {
        let pty = native_pty_system()
            .openpty(size(columns, rows))
            .expect("the system has pseudo-terminals");
        let mut command = CommandBuilder::new(program.first().expect("a program is given"));
        command.args(program.iter().skip(1));
        command.env_clear();
        for (name, value) in environment() {
            command.env(name, value);
        }
        let state = tempfile::tempdir().expect("a folder can be made");
        command.env("XDG_STATE_HOME", state.path());
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        let modes_before = modes(&*pty.master);
        let child = pty.slave.spawn_command(command).expect("sh is there");
        drop(pty.slave);
        let emulator = Arc::new(Emulator {
            parser: Mutex::new(Parser::new_with_callbacks(
                rows,
                columns,
                0,
                Clipboard::default(),
            )),
            bytes: Mutex::default(),
            heard: Condvar::new(),
            closing: AtomicBool::new(false),
        });
        let output = pty.master.try_clone_reader().expect("a terminal is read");
        let heard = Arc::clone(&emulator);
        let player = std::thread::spawn(move || play(output, &heard));
        Pane {
            emulator,
            keyboard: pty.master.take_writer().expect("a terminal is written to"),
            modes_before,
            master: pty.master,
            child,
            player,
            _state: state,
        }
    }

    /// Types.
    pub fn send(&mut self, keys: &str) {
        self.send_bytes(keys.as_bytes());
    }

    /// Types bytes that need not be text.
    pub fn send_bytes(&mut self, keys: &[u8]) {
        self.keyboard.write_all(keys).expect("the terminal is open");
        self.keyboard.flush().expect("the terminal is open");
    }

    /// Waits until the text stands on the screen.
    pub fn wait_for(&self, text: &str) {
        self.wait(text, |screen| screen.contents().contains(text));
    }

    /// Waits until `what` (said in words when it does not come) holds.
    pub fn wait(&self, what: &str, holds: impl Fn(&Screen) -> bool) {
        let start = Instant::now();
        let mut parser = self.lock();
        while !holds(parser.screen()) {
            let left = DEADLINE.saturating_sub(start.elapsed());
            assert!(
                !left.is_zero(),
                "never came: {what}\non the screen:\n{}",
                parser.screen().contents()
            );
            let wait = left.min(Duration::from_millis(200));
            let (next, _) = (self.emulator.heard.wait_timeout(parser, wait)).expect(UNPOISONED);
            parser = next;
        }
    }

    /// The screen's text.
    pub fn text(&self) -> String {
        self.lock().screen().contents()
    }

    /// Every byte that came.
    pub fn bytes(&self) -> Vec<u8> {
        self.emulator.bytes.lock().expect(UNPOISONED).clone()
    }

    /// What the program left on that was off before it: nothing, when it behaves.
    pub fn left_on(&self) -> Vec<&'static str> {
        let modes = modes(&*self.master);
        let parser = self.lock();
        let screen = parser.screen();
        [
            (screen.alternate_screen(), "alternate screen"),
            (screen.hide_cursor(), "hidden cursor"),
            (screen.bracketed_paste(), "bracketed paste"),
            (
                screen.mouse_protocol_mode() != MouseProtocolMode::None,
                "mouse",
            ),
            (screen.bold() || screen.inverse(), "style"),
            (modes != self.modes_before, "line modes"),
        ]
        .into_iter()
        .filter_map(|(on, name)| on.then_some(name))
        .collect()
    }

    /// What was put on the terminal's clipboard, in base64.
    pub fn clipboard(&self) -> Vec<String> {
        self.lock().callbacks().0.clone()
    }

    /// Changes the window's size.
    pub fn resize(&self, columns: u16, rows: u16) {
        self.lock().screen_mut().set_size(rows, columns);
        self.tell_size(columns, rows);
    }

    /// Tells the program a size that the window does not have (the emulator stands fewer sizes than
    /// programs have to).
    pub fn tell_size(&self, columns: u16, rows: u16) {
        let told = self.master.resize(size(columns, rows));
        told.expect("the terminal is open");
    }

    /// Stops showing what comes, as a dead connection does: the terminal fills up.
    pub fn stop_reading(&self) {
        self.emulator.closing.store(true, Ordering::SeqCst);
        // The player notices with the next piece.
        let mut columns = 33;
        until("the player ends", || {
            columns += 1;
            self.tell_size(columns, 11);
            self.player.is_finished()
        });
    }

    /// Something else writes on the screen.
    pub fn scribble(&self, text: &str) {
        self.lock().process(text.as_bytes());
    }

    /// Closes the window; what runs in it goes on until it notices.
    pub fn close(self) -> Box<dyn Child + Send + Sync> {
        // The player holds the terminal open.
        self.stop_reading();
        self.player.join().expect("it only plays");
        self.child
    }

    /// Waits for the program to end and gives its status.
    pub fn status(&mut self) -> u32 {
        let mut status = None;
        until("the program ends", || {
            status = self.child.try_wait().expect("it is our child");
            status.is_some()
        });
        status.expect("it has ended").exit_code()
    }

    fn lock(&self) -> MutexGuard<'_, Parser<Clipboard>> {
        self.emulator.parser.lock().expect(UNPOISONED)
    }
}

const UNPOISONED: &str = "only a failed test poisons it";

/// Polls until `holds`.
pub fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < DEADLINE, "never came: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn play(mut output: Box<dyn Read + Send>, emulator: &Emulator) {
    let mut piece = [0; 4096];
    while let Ok(count) = output.read(&mut piece)
        && count > 0
        && !emulator.closing.load(Ordering::SeqCst)
    {
        let Ok(mut parser) = emulator.parser.lock() else {
            return;
        };
        let piece = piece.get(..count).unwrap_or_default();
        parser.process(piece);
        if let Ok(mut bytes) = emulator.bytes.lock() {
            bytes.extend_from_slice(piece);
        }
        drop(parser);
        emulator.heard.notify_all();
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

/// An environment of its own: nothing of the person's who runs the tests.
fn environment() -> [(&'static str, String); 7] {
    let home = env!("CARGO_TARGET_TMPDIR");
    let path = std::env::var("PATH").unwrap_or_default();
    [
        ("PATH", path),
        ("HOME", home.to_string()),
        ("XDG_CONFIG_HOME", format!("{home}/config")),
        ("XDG_DATA_HOME", format!("{home}/data")),
        ("TERM", "xterm-256color".to_string()),
        ("PS1", "prompt> ".to_string()),
        ("LANG", "C.UTF-8".to_string()),
    ]
}

/// Writes an aid into `folder`.
pub fn write_aid(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("the folder can be written to");
}
