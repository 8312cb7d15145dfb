//! Runs the built `jitt` in a home of its own: files, arguments and input in, streams and status out.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A run to be made. The home is empty, the environment holds nothing else, no terminal is near.
pub struct Program {
    home: TempDir,
    command: Command,
    input: Option<Vec<u8>>,
}

/// What a run gave.
pub struct Outcome {
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    /// The home with what the run may have written.
    pub home: TempDir,
}

impl Program {
    pub fn new() -> Program {
        Program::at(tempfile::tempdir().expect("a temporary folder"))
    }

    fn at(home: TempDir) -> Program {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jitt"));
        command
            .env_clear()
            .env("HOME", home.path())
            .env("TERM", "xterm")
            .current_dir(home.path());
        Program {
            home,
            command,
            input: None,
        }
    }

    /// A file below the home; the working directory is the home too.
    pub fn file(self, path: &str, content: impl AsRef<[u8]>) -> Program {
        let path = self.home.path().join(path);
        std::fs::create_dir_all(path.parent().expect("below the home")).expect("a folder");
        std::fs::write(path, content).expect("a file");
        self
    }

    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Program {
        self.command.args(arguments);
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Program {
        self.command.env(name, value);
        self
    }

    pub fn cwd(mut self, below_home: &str) -> Program {
        self.command.current_dir(self.home.path().join(below_home));
        self
    }

    /// What is piped in; without it standard input is `/dev/null`.
    pub fn input(mut self, input: impl Into<Vec<u8>>) -> Program {
        self.input = Some(input.into());
        self
    }

    pub fn home(&self) -> PathBuf {
        self.home.path().to_path_buf()
    }

    /// As [`Program::run`], in a session of its own, where there is no `/dev/tty`.
    pub fn run_without_terminal(mut self) -> Outcome {
        let mut command = Command::new("setsid");
        command
            .arg("--wait")
            .arg(self.command.get_program())
            .args(self.command.get_args());
        command.env_clear().current_dir(self.home.path());
        for (name, value) in self.command.get_envs() {
            if let Some(value) = value {
                command.env(name, value);
            }
        }
        self.command = command;
        self.run()
    }

    /// The status and standard error of a run whose standard output is this file.
    pub fn run_into(mut self, file: &str) -> (Option<i32>, String) {
        let file = std::fs::File::options()
            .write(true)
            .open(file)
            .expect("it can be written to");
        let output = self
            .command
            .stdin(Stdio::null())
            .stdout(file)
            .stderr(Stdio::piped())
            .output()
            .expect("jitt runs");
        let errors = String::from_utf8(output.stderr).expect("standard error is UTF-8");
        (output.status.code(), errors)
    }

    pub fn run(mut self) -> Outcome {
        let stdin = if self.input.is_some() {
            Stdio::piped()
        } else {
            Stdio::null()
        };
        self.command
            .stdin(stdin)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = self.command.spawn().expect("jitt starts");
        if let (Some(input), Some(mut pipe)) = (self.input, child.stdin.take()) {
            // The program may leave before it has read everything.
            let _ = pipe.write_all(&input);
        }
        let output = child.wait_with_output().expect("jitt ends");
        Outcome {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
            home: self.home,
        }
    }
}

impl Outcome {
    /// Another run in the same home.
    pub fn again(self) -> Program {
        Program::at(self.home)
    }

    /// Fails unless the run was a success; gives its output.
    #[track_caller]
    pub fn shown(&self) -> &str {
        assert_eq!(
            self.status,
            Some(0),
            "stdout: {}\nstderr: {}",
            self.stdout,
            self.stderr
        );
        &self.stdout
    }

    pub fn path(&self, below_home: &str) -> PathBuf {
        Path::new(self.home.path()).join(below_home)
    }
}
