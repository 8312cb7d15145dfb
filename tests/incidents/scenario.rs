//! A scenario's file: what it needs, and which steps of its aid it tries.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

/// Where a scenario runs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In a temporary directory, as whoever runs the tests.
    Temp,
    /// In namespaces of its own, on a copy-on-write root.
    Root,
    /// The same, with systemd as the first process.
    Systemd,
    /// In a small virtual machine with a kernel of its own and systemd.
    Vm,
    /// Nowhere: the file only says why, and the table tells it.
    Nowhere,
}

impl Place {
    /// The word for it in a scenario and in the table.
    pub fn word(self) -> &'static str {
        match self {
            Place::Temp => "temp",
            Place::Root => "root",
            Place::Systemd => "systemd",
            Place::Vm => "vm",
            Place::Nowhere => "none",
        }
    }
}

/// What a scenario does with a step.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// Its commands are run.
    Run,
    /// Its `Expect:` is judged.
    Expect,
    /// Neither can be tried.
    NotRun,
}

/// One line of a scenario that names a step.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// What is done.
    pub verb: Verb,
    /// The step's label.
    pub step: String,
    /// Only this command of it, counted from 1.
    pub command: Option<usize>,
}

impl Mark {
    /// Reads `run 3`, `run 3/2`, `expect 3 ...`, `not_run 3 ...`.
    pub fn read(line: &str) -> Option<Mark> {
        let mut words = line.split_whitespace();
        let verb = match words.next()? {
            "run" => Verb::Run,
            "expect" | "expect_not" | "expect_nothing" => Verb::Expect,
            "not_run" => Verb::NotRun,
            _ => return None,
        };
        let target = words.next()?.trim_end_matches(';');
        let (step, command) = match target.split_once('/') {
            Some((step, command)) => (step, Some(command.parse().ok()?)),
            None => (target, None),
        };
        Some(Mark {
            verb,
            step: step.to_owned(),
            command,
        })
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = match self.verb {
            Verb::Run => "run",
            Verb::Expect => "expect",
            Verb::NotRun => "not_run",
        };
        write!(f, "{verb} {}", self.step)?;
        match self.command {
            Some(command) => write!(f, "/{command}"),
            None => Ok(()),
        }
    }
}

/// One fault and the way through its aid.
#[derive(Clone)]
pub struct Scenario {
    /// The file's stem: the aid's id, and after a dot a word for the variant.
    pub name: String,
    /// The aid's id.
    pub aid: String,
    /// The file.
    pub path: PathBuf,
    /// From `# place:`.
    pub place: Place,
    /// From `# needs:`: commands, and absolute paths.
    pub needs: Vec<String>,
    /// From `# fault:`: what is built, in a few words; or why nothing is.
    pub fault: String,
    /// From `# verified:`: when and on what it last passed.
    pub verified: String,
    /// Steps tried and excused.
    pub marks: BTreeSet<Mark>,
    /// The reasons of `not_run`, behind the step's label.
    pub excuses: Vec<(String, String)>,
}

/// All scenarios of a folder, by name.
pub fn all(folder: &Path) -> Vec<Scenario> {
    let mut scenarios: Vec<_> = std::fs::read_dir(folder)
        .expect("the scenarios are there")
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "sh"))
        .map(|path| read(&path))
        .collect();
    scenarios.sort_by(|a, b| a.name.cmp(&b.name));
    scenarios
}

fn read(path: &Path) -> Scenario {
    let text = std::fs::read_to_string(path).expect("a scenario is UTF-8");
    let name = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .expect("a file has a name");
    let header = |key: &str| {
        text.lines()
            .find_map(|line| {
                line.strip_prefix("# ")?
                    .strip_prefix(key)?
                    .strip_prefix(':')
            })
            .map(|value| value.trim().to_owned())
            .unwrap_or_else(|| panic!("{name}: no line `# {key}:`"))
    };
    Scenario {
        aid: name.split('.').next().unwrap_or(&name).to_owned(),
        path: path.to_owned(),
        place: match header("place").as_str() {
            "temp" => Place::Temp,
            "root" => Place::Root,
            "systemd" => Place::Systemd,
            "vm" => Place::Vm,
            "none" => Place::Nowhere,
            other => panic!("{name}: no place is called {other}"),
        },
        needs: header("needs")
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
        fault: header("fault"),
        verified: header("verified"),
        marks: text
            .lines()
            .filter_map(|line| Mark::read(line.trim()))
            .collect(),
        excuses: text.lines().filter_map(excuse).collect(),
        name,
    }
}

/// `not_run 3 "why"`.
fn excuse(line: &str) -> Option<(String, String)> {
    let (step, why) = line.trim().strip_prefix("not_run ")?.split_once(' ')?;
    Some((step.to_owned(), why.trim_matches(['"', '\'']).to_owned()))
}

impl Scenario {
    /// The reason not to run it here, if there is one.
    pub fn why_not_here(&self, everything: bool) -> Option<String> {
        if self.place == Place::Nowhere {
            return Some(self.fault.clone());
        }
        if !cfg!(target_os = "linux") {
            return Some("made for Linux".to_owned());
        }
        if self.place != Place::Temp {
            if !everything {
                return Some("needs root: JITT_INCIDENTS=all".to_owned());
            }
            if !rustix::process::geteuid().is_root() {
                return Some("needs root".to_owned());
            }
        }
        let base: &[&str] = match self.place {
            Place::Nowhere => &[],
            Place::Temp => &["bash", "timeout"],
            Place::Root => &[
                "bash",
                "timeout",
                "setpriv",
                "unshare",
                "pivot_root",
                "runuser",
            ],
            Place::Vm => &[
                "setpriv",
                "unshare",
                "pivot_root",
                "qemu-system-x86_64",
                "/usr/lib/qemu/virtiofsd",
                "/lib/systemd/systemd",
                "busybox",
                "cpio",
                "modprobe",
            ],
            Place::Systemd => &[
                "bash",
                "timeout",
                "setpriv",
                "unshare",
                "pivot_root",
                "/lib/systemd/systemd",
            ],
        };
        if self.place == Place::Vm && !packaged_kernel() {
            return Some("no kernel in /boot with its modules".to_owned());
        }
        let needs = base
            .iter()
            .copied()
            .chain(self.needs.iter().map(String::as_str));
        let missing: Vec<_> = needs.filter(|need| find(need).is_none()).collect();
        (!missing.is_empty()).then(|| format!("not on this machine: {}", missing.join(", ")))
    }
}

/// Where a command is, or a path if it exists.
pub fn find(need: &str) -> Option<PathBuf> {
    let folders = [
        "/usr/local/sbin",
        "/usr/local/bin",
        "/usr/sbin",
        "/usr/bin",
        "/sbin",
        "/bin",
    ];
    let found = folders.iter().map(|folder| Path::new(folder).join(need));
    let mut found = found.filter(|path| path.exists());
    found.next()
}

/// A kernel in `/boot` whose modules are there too.
fn packaged_kernel() -> bool {
    let Ok(versions) = std::fs::read_dir("/lib/modules") else {
        return false;
    };
    let names = versions.flatten().map(|entry| entry.file_name());
    let mut kernels = names.map(|name| format!("/boot/vmlinuz-{}", name.to_string_lossy()));
    kernels.any(|kernel| Path::new(&kernel).exists())
}
