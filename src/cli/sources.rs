//! `--sources`, `--add` and `--paths`: where aids come from.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::args::Arguments;
use super::failure::{Failure, finding_text};
use super::world::{World, answer, say};
use super::{lookup, write};
use crate::aid::Entry;
use crate::config::add_source;
use crate::library::{Library, SourceStatus};
use crate::render::sanitize::visible_path;
use crate::source::open_regular;

/// `--sources`: each source with counts, then what is wrong, files named.
pub(super) fn report(arguments: &Arguments, world: &World) -> Result<(), Failure> {
    // Not from an index: only who reads the files has all findings.
    let plan = lookup::plan(arguments, world);
    let library = Library::read(&plan, SystemTime::now(), &mut |_| {});
    let mut text = String::new();
    for (index, status) in library.sources().iter().enumerate() {
        let is_unlisted = |entry: &Entry| entry.hidden && entry.source == index;
        let unlisted = library.entries().filter(is_unlisted).count();
        text.push_str(&source_line(status, unlisted));
    }
    if library.sources().is_empty() {
        text.push_str("no sources\n");
    }
    let findings: Vec<_> = world
        .findings
        .iter()
        .chain(library.sources().iter().flat_map(|s| &s.findings))
        .collect();
    if !findings.is_empty() {
        text.push('\n');
    }
    for finding in findings {
        text.push_str(&finding_text(finding.clone()));
        text.push('\n');
    }
    answer(&text)
}

/// `unlisted` aids (index pages, drafts) open when they are named.
fn source_line(status: &SourceStatus, unlisted: usize) -> String {
    let origin = status.source.origin.name();
    let aids = if status.count == 1 { "aid" } else { "aids" };
    let mut line = format!(
        "{origin:<13} {:>6} {aids:<4}  {}",
        status.count,
        visible_path(&status.source.root)
    );
    if unlisted > 0 {
        line.push_str(&format!(
            "  (and {unlisted} not in lists: README, index, drafts)"
        ));
    }
    if status.shadowed > 0 {
        line.push_str(&format!("  ({} hidden by a source above)", status.shadowed));
    }
    line.push('\n');
    line
}

/// `--paths`: the folders jitt reads, whether or not they exist yet.
pub(super) fn paths(world: &World) -> Result<(), Failure> {
    let folders = &world.folders;
    let mut text = String::new();
    let mut line = |name: &str, path: Option<PathBuf>| {
        let shown = path.map_or("(none: no home folder)".to_string(), |path| {
            visible_path(&path)
        });
        text.push_str(&format!("{name:<14} {shown}\n"));
    };
    line("configuration", folders.config_file());
    line(
        "your aids",
        folders.data.as_ref().map(|data| data.join("aids")),
    );
    for folder in &folders.system {
        line("system aids", Some(folder.join("aids")));
    }
    line("state", folders.state.clone());
    line("cache", folders.cache.clone());
    answer(&text)
}

/// `--add DIR`: writes the folder into the configuration; adding it twice changes nothing.
pub(super) fn add(world: &World, folder: &Path) -> Result<(), Failure> {
    let shown = visible_path(folder);
    let source = folder_to_add(folder)?;
    let Some(config) = world.folders.config_file() else {
        let advice = "set HOME or XDG_CONFIG_HOME, or use JITT_PATH";
        return Err(Failure::Io(format!(
            "there is no home folder to configure\n  {advice}"
        )));
    };
    let before = match open_regular(&config).and_then(std::io::read_to_string) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(unwritable(&config, &error)),
    };
    let after = add_source(&before, &source)
        .map_err(|why| Failure::Io(format!("{}: {why}", visible_path(&config))))?;
    if after == before {
        say(&format!("{shown} is in {} already", visible_path(&config)));
        return Ok(());
    }
    write::whole(&config, &after).map_err(|error| unwritable(&config, &error))?;
    say(&format!("added {shown} to {}", visible_path(&config)));
    Ok(())
}

/// The whole path of a folder that is there, as the configuration can hold it.
fn folder_to_add(folder: &Path) -> Result<String, Failure> {
    let shown = visible_path(folder);
    if folder.to_str().is_some_and(|text| text.contains("://")) {
        let advice = "clone it and add the folder: git clone URL DIR && jitt --add DIR";
        return Err(Failure::Usage(format!(
            "{shown} is not a folder\n  {advice}"
        )));
    }
    let is_folder = std::fs::metadata(folder)
        .map_err(|error| Failure::Io(format!("{shown}: {error}")))?
        .is_dir();
    if !is_folder {
        return Err(Failure::Usage(format!(
            "{shown} is not a folder\n  name the folder it is in"
        )));
    }
    let absolute =
        std::path::absolute(folder).map_err(|error| Failure::Io(format!("{shown}: {error}")))?;
    absolute.into_os_string().into_string().map_err(|_| {
        Failure::Usage(format!(
            "{shown}: the configuration can only hold UTF-8 paths\n  use JITT_PATH for it"
        ))
    })
}

fn unwritable(config: &Path, error: &std::io::Error) -> Failure {
    Failure::Io(format!("cannot change {}: {error}", visible_path(config)))
}
