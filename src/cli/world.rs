//! What the process stands in: environment, streams, clock. Read once, at the edge.

use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal, Write};
use std::path::{Component, Path, PathBuf};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::args::{Arguments, When};
use super::failure::Failure;
use crate::config::{ColourWhen, Folders, Settings};
use crate::diagnostic::Diagnostic;
use crate::render::ansi::Output;
use crate::render::sanitize::visible;
use crate::session::{Store, Surroundings};
use crate::source;
use crate::ui::keymap::Keymap;
use crate::ui::run::surroundings;

/// Text wider than this is hard to read, whatever the terminal.
const WIDEST: usize = 100;
/// So much of a line is said on standard error (characters): a path and what is wrong with it fit.
const LONGEST_SAID: usize = 1000;
/// No line is wider.
const WHOLE: usize = 1 << 20;
/// The width of a pipe.
const PIPE_WIDTH: usize = 80;

/// The world around this run.
#[derive(Debug)]
pub(super) struct World {
    /// Standard folders.
    pub folders: Folders,
    /// `config.toml`.
    pub settings: Settings,
    /// What is wrong with it.
    pub findings: Vec<Diagnostic>,
    /// Working directory, where there is one.
    pub cwd: Option<PathBuf>,
    /// Whether anything is kept between runs.
    pub keeps: bool,
    /// Where the person is.
    pub here: Surroundings,
    /// Today in the local time zone.
    pub today: Date,
    /// The local time zone.
    pub zone: TimeZone,
    /// What standard output can take.
    pub output: Output,
    /// Whether the browser, which draws on the terminal itself, uses colours.
    pub browser_colour: bool,
    /// Columns to wrap to.
    pub width: usize,
    /// Plain linear form instead of a full screen.
    pub linear: bool,
    /// Standard output is a terminal.
    pub stdout_is_terminal: bool,
    /// Standard input is a terminal (or closed): nothing is piped in.
    pub stdin_is_piped: bool,
}

impl World {
    /// Where places, values and use counts are kept, unless that is not wanted.
    pub fn store(&self) -> Store {
        if !self.keeps {
            return Store::off(self.here.clone());
        }
        let folder = self.folders.state.clone();
        Store::new(folder, self.here.clone())
    }

    /// Reads environment, configuration and streams.
    pub fn read(arguments: &Arguments) -> World {
        let folders = Folders::of(&|name| std::env::var_os(name));
        let (settings, mut findings) = source::read_settings(&folders);
        findings.extend(wrong_keys(&settings, &folders));
        // What nobody has named (cron, `env -i`) cannot be relied on to obey an escape sequence.
        let dumb = cfg!(unix) && variable("TERM").is_none_or(|term| term == "dumb");
        let stdout_is_terminal = io::stdout().is_terminal();
        let plain = settings.linear || variable("JITT_LINEAR").is_some_and(|v| v != "0");
        let plain = plain || variable("TERM").is_some_and(|term| term == "dumb");
        let zone = zone();
        World {
            output: Output {
                colour: colour(arguments.color, settings.colour, stdout_is_terminal, dumb),
                hyperlinks: stdout_is_terminal && !dumb,
            },
            browser_colour: colour(arguments.color, settings.colour, true, dumb),
            width: width(stdout_is_terminal, plain),
            linear: dumb || plain,
            cwd: std::env::current_dir().ok(),
            here: surroundings(),
            keeps: settings.history.unwrap_or(true) && !arguments.no_history,
            today: jiff::Timestamp::now().to_zoned(zone.clone()).date(),
            zone,
            stdin_is_piped: stdin_is_piped(),
            stdout_is_terminal,
            folders,
            settings,
            findings,
        }
    }
}

/// What is wrong with the configured keys; only the browser's table knows what there is.
fn wrong_keys(settings: &Settings, folders: &Folders) -> Vec<Diagnostic> {
    if settings.keys.is_empty() {
        return Vec::new();
    }
    let (_, mut findings) = Keymap::new(&settings.keys);
    for finding in &mut findings {
        finding.file = folders.config_file().unwrap_or_default();
    }
    findings
}

/// The local time zone; UTC when `TZ` leads to no regular file: a device or a FIFO would
/// be read for ever.
fn zone() -> TimeZone {
    match variable("TZ") {
        Some(zone) if !is_readable_zone(&zone) => TimeZone::UTC,
        _ => TimeZone::system(),
    }
}

/// A zone's name, or the path of a regular file, of which a colon before it says the same.
fn is_readable_zone(zone: &OsStr) -> bool {
    let Some(zone) = zone.to_str() else {
        return false;
    };
    let path = Path::new(zone.strip_prefix(':').unwrap_or(zone));
    let climbs = path.components().any(|part| part == Component::ParentDir);
    !climbs && (path.is_relative() || path.is_file())
}

/// An environment variable that is set and not empty.
pub(super) fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// `--color`, then `NO_COLOR`, `CLICOLOR_FORCE`, the configuration, and what the terminal is.
fn colour(asked: Option<When>, configured: ColourWhen, terminal: bool, dumb: bool) -> bool {
    match (asked, configured) {
        (Some(When::Always), _) => return true,
        (Some(When::Never), _) => return false,
        (Some(When::Auto), _) => {}
        (None, _) if variable("NO_COLOR").is_some() => return false,
        (None, _) if variable("CLICOLOR_FORCE").is_some_and(|v| v != "0") => return true,
        (None, ColourWhen::Always) => return true,
        (None, ColourWhen::Never) => return false,
        (None, ColourWhen::Auto) => {}
    }
    let refused = variable("NO_COLOR").is_some() || variable("CLICOLOR").is_some_and(|v| v == "0");
    terminal && !dumb && !refused
}

/// The terminal's columns, else those that `COLUMNS` says. Who asked for plain lines gets them whole in a
/// pipe: whatever reads them there breaks them itself.
fn width(terminal: bool, plain: bool) -> usize {
    let asked = terminal
        .then(|| rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok())
        .flatten()
        .map(|size| usize::from(size.ws_col))
        .filter(|columns| *columns > 0)
        .or_else(|| {
            variable("COLUMNS")?
                .to_str()?
                .parse()
                .ok()
                .filter(|columns| *columns > 0)
        });
    match asked {
        None if plain && !terminal => WHOLE,
        asked => asked.unwrap_or(PIPE_WIDTH).min(WIDEST),
    }
}

/// A terminal, a closed descriptor and `/dev/null` pipe nothing in.
fn stdin_is_piped() -> bool {
    let Ok(stat) = rustix::fs::fstat(rustix::stdio::stdin()) else {
        return false;
    };
    !rustix::fs::FileType::from_raw_mode(stat.st_mode).is_char_device()
}

/// Writes the answer to standard output.
pub(super) fn answer(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()?;
    Ok(())
}

/// Says something about the answer on standard error, escaped, and cut where it quotes an endless
/// argument. Nobody may listen: errors are ignored.
pub(super) fn say(text: &str) {
    let mut said = String::new();
    for line in visible(text).split('\n') {
        said.extend(line.chars().take(LONGEST_SAID));
        let whole = line.char_indices().nth(LONGEST_SAID).is_none();
        said.push_str(if whole { "\n" } else { "...\n" });
    }
    let _ = io::stderr().lock().write_all(said.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_zone_is_a_name_or_a_regular_file() {
        for readable in ["Europe/Berlin", "UTC", ":Asia/Tokyo", "CET-1CEST"] {
            assert!(is_readable_zone(OsStr::new(readable)), "{readable}");
        }
        for endless in ["/dev/zero", ":/dev/zero", "../../../dev/zero", "/nowhere"] {
            assert!(!is_readable_zone(OsStr::new(endless)), "{endless}");
        }
    }
}
