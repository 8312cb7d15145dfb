//! Which sources there are, in order of precedence.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Origin, Source};
use crate::config::{Folders, Settings};

/// The sources in order of precedence.
///
/// `given` (`--dir`) shuts out all others. `jitt_path` is the value of `JITT_PATH`; `cwd` is the
/// working directory, where there still is one. The user's folder is always among them, so that it
/// can be shown; system folders only when they exist. A folder named twice counts where it is first.
pub fn plan(
    given: &[PathBuf],
    jitt_path: Option<&OsStr>,
    cwd: Option<&Path>,
    settings: &Settings,
    folders: &Folders,
) -> Vec<Source> {
    let source = |origin, root| Source { origin, root };
    if !given.is_empty() {
        let given = given.iter().cloned();
        return once_each(given.map(|root| source(Origin::Given, root)));
    }
    let environment = std::env::split_paths(jitt_path.unwrap_or_default())
        .filter(|part| !part.as_os_str().is_empty());
    let user = folders.data.iter().map(|data| data.join("aids"));
    let system = folders.system.iter().map(|data| data.join("aids"));
    let all = environment
        .map(|root| source(Origin::Environment, root))
        .chain(project_folders(cwd).map(|root| source(Origin::Project, root)))
        .chain(
            settings
                .sources
                .iter()
                .map(|root| source(Origin::Configured, root.clone())),
        )
        .chain(user.map(|root| source(Origin::User, root)))
        .chain(
            system
                .filter(|root| root.exists())
                .map(|root| source(Origin::System, root)),
        )
        .chain([Source::starter()]);
    once_each(all)
}

/// Each folder only where it is first, also when links or `..` lead there again.
fn once_each(sources: impl Iterator<Item = Source>) -> Vec<Source> {
    let mut seen = HashSet::new();
    sources
        .filter(|source| {
            let real = match source.origin {
                Origin::Starter => None,
                _ => fs::canonicalize(&source.root).ok(),
            };
            real.is_none_or(|real| seen.insert(real))
        })
        .collect()
}

/// The `.jitt` folders from the working directory upward, nearest first.
fn project_folders(cwd: Option<&Path>) -> impl Iterator<Item = PathBuf> {
    cwd.into_iter()
        .flat_map(Path::ancestors)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(".jitt"))
        .filter(|folder| folder.is_dir() && !planted(folder))
}

/// Whether a stranger may have put it there: it lies in a folder that everybody can write to, as
/// `/tmp`, and belongs to somebody else. Commands in it would look like the project's own.
#[cfg(unix)]
fn planted(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let open_to_all = folder
        .parent()
        .and_then(|parent| fs::metadata(parent).ok())
        .is_some_and(|parent| parent.mode() & 0o002 != 0);
    open_to_all
        && fs::symlink_metadata(folder).is_ok_and(|metadata| {
            metadata.uid() != 0 && metadata.uid() != rustix::process::geteuid().as_raw()
        })
}

#[cfg(not(unix))]
fn planted(_: &Path) -> bool {
    false
}
