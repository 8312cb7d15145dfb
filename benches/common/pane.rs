//! A program in a pseudo-terminal, its screen, and how long it takes.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

/// A redraw has ended when nothing has come for so long.
const QUIET: Duration = Duration::from_millis(120);
const DEADLINE: Duration = Duration::from_secs(30);

/// A program in a pseudo-terminal of 120x40.
pub struct Pane {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    /// What it writes, as it comes.
    pub chunks: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    started: Instant,
}

impl Pane {
    /// Starts a command line of the shell with this home.
    pub fn start(command: &str, home: &Path) -> Pane {
        let size = PtySize {
            rows: 40,
            cols: 120,
            ..PtySize::default()
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let mut builder = CommandBuilder::new("/bin/sh");
        builder.args(["-c", command]);
        builder.env("HOME", home);
        builder.env("TERM", "xterm-256color");
        builder.env_remove("XDG_CACHE_HOME");
        let mut reader = pair.master.try_clone_reader().expect("it can be read");
        let writer = pair.master.take_writer().expect("it can be written to");
        let started = Instant::now();
        let child = pair.slave.spawn_command(builder).expect("it starts");
        let (sender, chunks) = channel();
        std::thread::spawn(move || {
            // The master lives as long as it is read.
            let _master = pair.master;
            let mut buffer = [0; 1 << 16];
            while let Ok(length @ 1..) = reader.read(&mut buffer) {
                if sender
                    .send((Instant::now(), buffer[..length].to_vec()))
                    .is_err()
                {
                    return;
                }
            }
        });
        Pane {
            child,
            writer,
            chunks,
            screen: vt100::Parser::new(40, 120, 0),
            started,
        }
    }

    /// From the start to the output that made it true.
    pub fn until(&mut self, wanted: impl Fn(&vt100::Screen) -> bool) -> Duration {
        let mut last = self.started;
        while !wanted(self.screen.screen()) {
            let next = self.chunks.recv_timeout(DEADLINE);
            let (at, chunk) = next.unwrap_or_else(|_| {
                panic!(
                    "it never came; the screen:\n{}",
                    self.screen.screen().contents()
                )
            });
            self.screen.process(&chunk);
            last = at;
        }
        last - self.started
    }

    /// Waits until nothing more comes.
    pub fn until_quiet(&mut self) {
        while let Ok((_, chunk)) = self.chunks.recv_timeout(QUIET) {
            self.screen.process(&chunk);
        }
    }

    /// From the key to the last output that changed the screen, and how many bytes came.
    pub fn press(&mut self, key: &[u8]) -> (Duration, usize) {
        let pressed = Instant::now();
        self.writer.write_all(key).expect("it takes keys");
        let (mut last, mut bytes) = (pressed, 0);
        let mut before = self.screen.screen().clone();
        while let Ok((at, chunk)) = self.chunks.recv_timeout(QUIET) {
            self.screen.process(&chunk);
            bytes += chunk.len();
            if !self.screen.screen().contents_diff(&before).is_empty() {
                last = at;
                before = self.screen.screen().clone();
            }
        }
        (last - pressed, bytes)
    }

    /// A number of the program's status file, the sum over its threads for switches.
    pub fn status(&self, name: &str) -> f64 {
        let id = self.child.process_id().unwrap_or(0);
        let of_file = |path: &Path| {
            let text = fs::read_to_string(path).unwrap_or_default();
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
            number.unwrap_or(0.0)
        };
        if name == "VmHWM:" {
            return of_file(Path::new(&format!("/proc/{id}/status")));
        }
        let tasks = fs::read_dir(format!("/proc/{id}/task"));
        let tasks = tasks.into_iter().flatten().flatten();
        tasks.map(|task| of_file(&task.path().join("status"))).sum()
    }
}

impl Drop for Pane {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
