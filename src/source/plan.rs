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
    let user = folders.user_aids().into_iter();
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A temporary folder with these folders in it.
    fn tree(folders: &[&str]) -> tempfile::TempDir {
        let base = tempfile::tempdir().expect("a temporary folder");
        for folder in folders {
            fs::create_dir_all(base.path().join(folder)).expect("made");
        }
        base
    }

    fn roots(sources: &[Source], base: &Path) -> Vec<(Origin, PathBuf)> {
        let below = |root: &Path| root.strip_prefix(base).unwrap_or(root).to_path_buf();
        let sources = sources.iter();
        sources.map(|s| (s.origin, below(&s.root))).collect()
    }

    #[test]
    fn sources_stand_in_their_order_of_precedence() {
        let base = tree(&[
            "repo/.jitt",
            "repo/api/.jitt",
            "repo/api/src",
            "system/aids",
        ]);
        let at = |name: &str| base.path().join(name);
        let settings = Settings {
            sources: vec![at("ours")],
            ..Settings::default()
        };
        let folders = Folders {
            data: Some(at("data")),
            system: vec![at("system"), at("none")],
            ..Folders::default()
        };
        let variable = std::env::join_paths([at("one"), PathBuf::new(), at("two")]);
        let variable = variable.expect("joined");
        let cwd = at("repo/api/src");
        let sources = plan(&[], Some(&variable), Some(&cwd), &settings, &folders);
        let expected = [
            (Origin::Environment, "one"),
            (Origin::Environment, "two"),
            (Origin::Project, "repo/api/.jitt"),
            (Origin::Project, "repo/.jitt"),
            (Origin::Configured, "ours"),
            (Origin::User, "data/aids"),
            (Origin::System, "system/aids"),
            (Origin::Starter, "starter"),
        ];
        let expected = expected.map(|(origin, root)| (origin, PathBuf::from(root)));
        assert_eq!(roots(&sources, base.path()), expected);
    }

    #[test]
    fn given_folders_shut_out_everything_else_and_stay_as_written() {
        let given = [PathBuf::from("./aids/"), PathBuf::from("nowhere")];
        let variable = OsStr::new("/elsewhere");
        let settings = Settings {
            sources: vec![PathBuf::from("/ours")],
            ..Settings::default()
        };
        let folders = Folders::default();
        let sources = plan(&given, Some(variable), None, &settings, &folders);
        let found: Vec<_> = sources.iter().map(|s| s.root.as_os_str()).collect();
        assert_eq!(found, ["./aids/", "nowhere"]);
    }

    #[test]
    fn a_folder_named_twice_counts_where_it_is_first() {
        let base = tree(&["aids"]);
        let aids = base.path().join("aids");
        let settings = Settings {
            sources: vec![base.path().join("./aids/../aids")],
            ..Settings::default()
        };
        let variable = aids.as_os_str();
        let sources = plan(&[], Some(variable), None, &settings, &Folders::default());
        let expected = [
            (Origin::Environment, PathBuf::from("aids")),
            (Origin::Starter, PathBuf::from("starter")),
        ];
        assert_eq!(roots(&sources, base.path()), expected);
    }
}
