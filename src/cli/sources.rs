//! `--sources`, `--add` and `--paths`: where aids come from.

use std::path::{Path, PathBuf};

use super::args::Arguments;
use super::failure::Failure;
use super::lookup;
use super::world::{World, answer, say};
use crate::config::add_source;
use crate::diagnostic::Diagnostic;
use crate::library::SourceStatus;
use crate::render::sanitize::{visible_line, visible_path};

/// `--sources`: each source with counts, then what is wrong, files named.
pub(super) fn report(arguments: &Arguments, world: &World) -> Result<(), Failure> {
    let library = lookup::library(arguments, world);
    let mut text = String::new();
    for status in library.sources() {
        text.push_str(&source_line(status));
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
        text.push_str(&finding_lines(finding));
    }
    answer(&text)
}

fn source_line(status: &SourceStatus) -> String {
    let origin = status.source.origin.name();
    let aids = if status.count == 1 { "aid" } else { "aids" };
    let mut line = format!(
        "{origin:<13} {:>6} {aids:<4}  {}",
        status.count,
        visible_path(&status.source.root)
    );
    if status.shadowed > 0 {
        line.push_str(&format!("  ({} hidden by a source above)", status.shadowed));
    }
    line.push('\n');
    line
}

fn finding_lines(finding: &Diagnostic) -> String {
    let mut text = format!("{}\n", visible_line(&finding.to_string()));
    if let Some(help) = &finding.help {
        text.push_str(&format!("    {}\n", visible_line(help)));
    }
    text
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
    if folder.to_str().is_some_and(|text| text.contains("://")) {
        let advice = "clone it and add the folder: git clone URL DIR && jitt --add DIR";
        return Err(Failure::Usage(format!(
            "{shown} is not a folder\n  {advice}"
        )));
    }
    let absolute = std::path::absolute(folder)
        .and_then(|path| std::fs::metadata(&path).map(|meta| (path, meta.is_dir())))
        .map_err(|error| Failure::Io(format!("{shown}: {error}")))?;
    let (absolute, true) = absolute else {
        return Err(Failure::Usage(format!(
            "{shown} is not a folder\n  name the folder it is in"
        )));
    };
    let Some(text_path) = absolute.to_str() else {
        return Err(Failure::Usage(format!(
            "{shown}: the configuration can only hold UTF-8 paths"
        )));
    };
    let Some(config) = world.folders.config_file() else {
        let advice = "set HOME or XDG_CONFIG_HOME, or use JITT_PATH";
        return Err(Failure::Io(format!(
            "there is no home folder to configure\n  {advice}"
        )));
    };
    let before = match std::fs::read_to_string(&config) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(unwritable(&config, &error)),
    };
    let after = add_source(&before, text_path)
        .map_err(|why| Failure::Io(format!("{}: {why}", visible_path(&config))))?;
    if after == before {
        say(&format!("{shown} is in {} already", visible_path(&config)));
        return Ok(());
    }
    write_aside(&config, &after).map_err(|error| unwritable(&config, &error))?;
    say(&format!("added {shown} to {}", visible_path(&config)));
    Ok(())
}

fn unwritable(config: &Path, error: &std::io::Error) -> Failure {
    Failure::Io(format!("cannot change {}: {error}", visible_path(config)))
}

/// Writes beside the file and renames, so that no moment has half a configuration. A configuration
/// that is a link (a dotfiles repository) stays one: what it points to is replaced.
fn write_aside(path: &Path, text: &str) -> std::io::Result<()> {
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let aside = target.with_extension(format!("toml.{}", std::process::id()));
    std::fs::write(&aside, text)
        .and_then(|()| std::fs::rename(&aside, &target))
        .inspect_err(|_| {
            let _ = std::fs::remove_file(&aside);
        })
}
