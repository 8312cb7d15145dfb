//! Runs a scenario where it can do no harm, and takes everything down after it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use libtest_mimic::Failed;

use crate::aid::AidUnderTest;
use crate::scenario::{self, Mark, Place, Scenario};

/// Nothing takes as long unless it hangs.
const LIMIT: Duration = Duration::from_secs(180);
/// An emulated processor boots for a minute or two, and packs an initramfs for longer.
const VM_LIMIT: Duration = Duration::from_secs(1800);

/// The shell's part; `sudo` never gives more rights than the test has.
const SHELL: [(&str, &str); 7] = [
    ("enter.sh", include_str!("shell/enter.sh")),
    ("incident/run.sh", include_str!("shell/run.sh")),
    ("incident/systemd.sh", include_str!("shell/systemd.sh")),
    ("incident/vm.sh", include_str!("shell/vm.sh")),
    ("incident/words.sh", include_str!("shell/words.sh")),
    ("incident/console.sh", include_str!("shell/console.sh")),
    ("incident/bin/sudo", include_str!("shell/sudo")),
];

/// How a scenario went.
pub struct Outcome {
    /// Its exit status; none when it did not end in time.
    pub ended: Option<i32>,
    /// Each command and what it printed.
    pub log: String,
    /// The steps it came to.
    pub marks: BTreeSet<Mark>,
}

/// Runs `scenario` on the steps of `aid`.
pub fn run(scenario: &Scenario, aid: &AidUnderTest) -> Result<Outcome, Failed> {
    let folder = tempfile::Builder::new()
        .prefix("jitt-incident-")
        .tempdir()?;
    let base = folder.path();
    lay_out(base, scenario, aid)?;
    let starts_one = scenario.needs.iter().any(|n| n.starts_with("qemu"));
    let limit = match scenario.place {
        Place::Vm => VM_LIMIT,
        _ if starts_one => VM_LIMIT,
        _ => LIMIT,
    };
    let mut child = start(base, scenario)?;
    let ended = wait(base, &mut child, limit)?;
    take_down(base)?;
    let text = |name: &str| fs::read(base.join("incident").join(name)).unwrap_or_default();
    Ok(Outcome {
        ended,
        log: [text("machine"), text("log")]
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .concat(),
        marks: String::from_utf8_lossy(&text("marks"))
            .lines()
            .filter_map(Mark::read)
            .collect(),
    })
}

/// The sandbox's files: the shell's part, the scenario, a file a command.
fn lay_out(base: &Path, scenario: &Scenario, aid: &AidUnderTest) -> io::Result<()> {
    let incident = base.join("incident");
    for folder in ["bin", "home", "here", "steps"] {
        fs::create_dir_all(incident.join(folder))?;
    }
    for (name, text) in SHELL {
        fs::write(base.join(name), text)?;
    }
    fs::copy(&scenario.path, incident.join("scenario.sh"))?;
    for step in &aid.steps {
        let folder = incident.join("steps").join(&step.label);
        fs::create_dir(&folder)?;
        for (index, command) in step.commands.iter().enumerate() {
            fs::write(folder.join(format!("command-{}", index + 1)), command)?;
        }
        if let Some(expect) = &step.expect {
            fs::write(folder.join("expect"), expect)?;
        }
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(incident.join("bin/sudo"), fs::Permissions::from_mode(0o755))?;
        fs::set_permissions(base, fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}

fn start(base: &Path, scenario: &Scenario) -> io::Result<Child> {
    let incident = base.join("incident");
    let log = fs::File::create(incident.join("log"))?;
    let program = |name: &str| scenario::find(name).unwrap_or_else(|| name.into());
    let mut command = match scenario.place {
        Place::Temp | Place::Nowhere => {
            // `timeout` has a process group of its own and ends all of it.
            let mut command = Command::new(program("timeout"));
            command.args(["-k", "5", &LIMIT.as_secs().to_string(), "bash", "--norc"]);
            command.arg(incident.join("run.sh"));
            command
        }
        Place::Root | Place::Systemd | Place::Vm => {
            // An interrupted run takes its sandbox with it.
            let mut command = Command::new(program("setpriv"));
            command.args(["--pdeathsig", "KILL", "unshare"]);
            command.args(["--mount", "--pid", "--fork", "--kill-child=KILL"]);
            command.args(["--net", "--uts", "--ipc", "--cgroup", "bash", "--norc"]);
            command.arg(base.join("enter.sh")).arg(base);
            command.arg(scenario.place.word());
            command
        }
    };
    command
        .env_clear()
        .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
        .env("INCIDENT", &incident)
        .current_dir(base)
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
}

/// Until the scenario wrote how it ended, its process is gone, or the time is up. The
/// process is then ended; that of a sandbox takes all others of its namespace with it.
fn wait(base: &Path, child: &mut Child, limit: Duration) -> io::Result<Option<i32>> {
    let ended = || {
        let text = fs::read_to_string(base.join("incident/ended")).ok()?;
        text.trim().parse().ok()
    };
    let deadline = Instant::now() + limit + Duration::from_secs(10);
    while ended().is_none() && child.try_wait()?.is_none() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill()?;
    child.wait()?;
    Ok(ended())
}

/// Loop devices outlive their namespace: those recorded go, if they are still ours.
fn take_down(base: &Path) -> io::Result<()> {
    let Ok(recorded) = fs::read_to_string(base.join("incident/loops")) else {
        return Ok(());
    };
    let losetup = scenario::find("losetup").unwrap_or_else(|| "losetup".into());
    for device in recorded.lines() {
        let shown = Command::new(&losetup)
            .args(["--noheadings", "-O", "BACK-FILE", device])
            .output()?;
        let shown = String::from_utf8_lossy(&shown.stdout).trim().to_owned();
        let image = Path::new(&shown).file_name().unwrap_or_default();
        if base.join("incident").join(image).is_file() {
            for (tool, option) in [("partx", "-d"), ("losetup", "-d")] {
                let tool = scenario::find(tool).unwrap_or_else(|| tool.into());
                Command::new(tool).args([option, device]).output()?;
            }
        }
    }
    Ok(())
}
