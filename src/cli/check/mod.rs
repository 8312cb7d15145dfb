//! `--check` and `--explain`: what is wrong with aids.

mod explain;
mod fix;
mod machine;
mod text;

use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::SystemTime;

use super::args::{Arguments, CheckFormat};
use super::failure::{Failure, finding_text};
use super::lookup;
use super::world::{World, answer, say};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::library::{Library, Plan};
use crate::lint::{Checked, Checker, Found, Options};
use crate::render::sanitize::visible_path;
use crate::source::{Origin, Source};

pub(super) use explain::explain;

/// Checks the files and folders given, else everything that jitt reads.
pub(super) fn check(arguments: &Arguments, world: &World) -> Result<(), Failure> {
    if arguments.fix && arguments.topic.is_empty() {
        let advice = "name the files or folders: jitt --check --fix runbooks";
        let message = "--fix changes files and is not told which";
        return Err(Failure::Usage(format!("{message}\n  {advice}")));
    }
    let checker = Checker::new(options(world, arguments.strict));
    let libraries: Vec<Library> = sources(arguments, world)
        .into_iter()
        // Each is a collection of its own: a page that another source shadows is looked at too.
        .map(|source| Plan {
            sources: vec![source],
            ..Plan::default()
        })
        .map(|plan| Library::read(&plan, SystemTime::now(), &mut |_| {}))
        .collect();
    if arguments.fix {
        fix::fix(&checker, &libraries, world)?;
    }
    let checked = checker.libraries(&libraries);
    let (shown, hidden): (Vec<Found>, Vec<Found>) = checked
        .found
        .iter()
        .filter(|found| found.finding.code != Code::Source)
        .cloned()
        .partition(|found| arguments.all || found.finding.severity > Severity::Info);
    answer(&printed(arguments, world, &shown))?;
    let lacks = checked
        .found
        .iter()
        .any(|found| found.finding.code == Code::Source);
    if checked.pages > 0 || !lacks {
        say(&text::count(checked.pages, &shown, hidden.len()));
    }
    if !checker.has_shell() {
        say("(there is no bash here: blocks of shell were not read)");
    }
    outcome(arguments, &checked)
}

/// What is wrong with an aid that was just edited, and how to see more of it.
pub(super) fn after_editing(world: &World, library: &Library, entry: usize) -> String {
    let checker = Checker::new(options(world, false));
    let mut found = checker.aid(library, entry);
    found.retain(|found| found.finding.severity > Severity::Info);
    format!("{}{}", text::lines(&found), text::count(1, &found, 0))
}

/// How strictly to check in this world.
pub(super) fn options(world: &World, strict: bool) -> Options {
    Options {
        strict,
        levels: world.settings.levels.clone(),
        today: world.today,
    }
}

fn sources(arguments: &Arguments, world: &World) -> Vec<Source> {
    if arguments.topic.is_empty() {
        return lookup::plan(arguments, world).sources;
    }
    let paths = arguments.topic.iter().map(PathBuf::from);
    let given = paths.chain(arguments.dir.iter().cloned());
    let source = |root| Source {
        origin: Origin::Given,
        root,
    };
    given.map(source).collect()
}

fn printed(arguments: &Arguments, world: &World, shown: &[Found]) -> String {
    let format = match arguments.format {
        Some(format) => format,
        None if arguments.json => CheckFormat::Json,
        None => CheckFormat::Text,
    };
    match format {
        CheckFormat::Json => machine::json(shown),
        CheckFormat::Sarif => machine::sarif(shown),
        CheckFormat::Github => machine::github(shown),
        CheckFormat::Text if world.stdout_is_terminal => text::drawn(shown, world),
        CheckFormat::Text => text::lines(shown),
    }
}

/// A path that was typed behind `--check`, which a source's own words would look for in `--dir`.
fn unusable_path(finding: &Diagnostic) -> String {
    let path = visible_path(&finding.file);
    let is_link = finding.file.is_symlink();
    let (what, advice) = match finding.file.metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound && is_link => (
            "is a broken link: what it leads to is not there",
            "mend or remove it",
        ),
        Err(error) if error.kind() == ErrorKind::NotFound => (
            "there is no such file or folder",
            "correct the path: jitt --check FILE-OR-FOLDER...",
        ),
        _ => {
            let what = finding.message.trim_end_matches(", not a folder with aids");
            (what, "give a file or folder of aids")
        }
    };
    format!("{path}: {what}\n  {advice}")
}

/// What the process ends with: a path that is not there could not be checked.
fn outcome(arguments: &Arguments, checked: &Checked) -> Result<(), Failure> {
    let findings = || checked.found.iter().map(|found| &found.finding);
    let unusable: Vec<String> = findings()
        .filter(|finding| finding.code == Code::Source)
        .map(|finding| match arguments.topic.is_empty() {
            true => finding_text(finding.clone()),
            false => unusable_path(finding),
        })
        .collect();
    if !unusable.is_empty() {
        return Err(Failure::Io(unusable.join("\n")));
    }
    let failing = match arguments.strict {
        true => Severity::Warning,
        false => Severity::Error,
    };
    match findings().any(|finding| finding.severity >= failing) {
        true => Err(Failure::Findings),
        false => Ok(()),
    }
}
