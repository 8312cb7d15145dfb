//! The standard folders, from the environment.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// The standard folders; a missing home leaves them empty. All paths are absolute.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folders {
    /// What `~` stands for.
    pub home: Option<PathBuf>,
    /// Holds `config.toml`.
    pub config: Option<PathBuf>,
    /// The user's own aids are in `aids/` below it.
    pub data: Option<PathBuf>,
    /// State that survives anything.
    pub state: Option<PathBuf>,
    /// Can be deleted any time.
    pub cache: Option<PathBuf>,
    /// System data folders of jitt, in order; aids are in `aids/` below each.
    pub system: Vec<PathBuf>,
}

/// The folder below those of the XDG base directory specification.
const NAME: &str = "jitt";

impl Folders {
    /// The folders for an environment: `env` gives a variable's value.
    ///
    /// The XDG variables win on every system. A value that is no absolute path counts as not set, as
    /// the XDG base directory specification (0.8) demands. Without them the system's own custom
    /// decides (the `directories` crate); without `HOME` the user database does.
    pub fn of(env: &dyn Fn(&str) -> Option<OsString>) -> Folders {
        let absolute = |name: &str| env(name).map(PathBuf::from).filter(|p| p.is_absolute());
        let home = absolute("HOME").or_else(|| {
            let user = directories::UserDirs::new()?;
            Some(user.home_dir().to_path_buf()).filter(|home| home.is_absolute())
        });
        let project = ProjectDirs::from("", "", NAME);
        let place = |variable: &str, below_home: &str, custom: fn(&ProjectDirs) -> &Path| {
            if let Some(base) = absolute(variable) {
                return Some(base.join(NAME));
            }
            if cfg!(any(target_os = "macos", windows)) {
                return project.as_ref().map(|dirs| custom(dirs).to_path_buf());
            }
            Some(home.as_ref()?.join(below_home).join(NAME))
        };
        Folders {
            config: place("XDG_CONFIG_HOME", ".config", ProjectDirs::config_dir),
            data: place("XDG_DATA_HOME", ".local/share", ProjectDirs::data_dir),
            state: place("XDG_STATE_HOME", ".local/state", |dirs| {
                dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir())
            }),
            cache: place("XDG_CACHE_HOME", ".cache", ProjectDirs::cache_dir),
            system: system(env("XDG_DATA_DIRS")),
            home,
        }
    }

    /// The folder of the user's own aids, whether it is there or not.
    pub fn user_aids(&self) -> Option<PathBuf> {
        Some(self.data.as_ref()?.join("aids"))
    }

    /// The configuration file, whether it is there or not.
    pub fn config_file(&self) -> Option<PathBuf> {
        Some(self.config.as_ref()?.join("config.toml"))
    }
}

fn system(variable: Option<OsString>) -> Vec<PathBuf> {
    let default = if cfg!(windows) {
        ""
    } else {
        "/usr/local/share:/usr/share"
    };
    let listed = variable.filter(|value| !value.is_empty());
    std::env::split_paths(&listed.unwrap_or_else(|| default.into()))
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(NAME))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders(variables: &[(&str, &str)]) -> Folders {
        Folders::of(&|name| {
            let found = variables.iter().find(|(variable, _)| *variable == name);
            found.map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    #[cfg(all(unix, not(target_os = "macos")))]
    fn without_xdg_variables_the_folders_are_in_the_home() {
        let found = folders(&[("HOME", "/home/ada")]);
        let path = |text: &str| Some(PathBuf::from(text));
        assert_eq!(found.home, path("/home/ada"));
        assert_eq!(
            found.config_file(),
            path("/home/ada/.config/jitt/config.toml")
        );
        assert_eq!(found.data, path("/home/ada/.local/share/jitt"));
        assert_eq!(found.state, path("/home/ada/.local/state/jitt"));
        assert_eq!(found.cache, path("/home/ada/.cache/jitt"));
        let system = ["/usr/local/share/jitt", "/usr/share/jitt"].map(PathBuf::from);
        assert_eq!(found.system, system);
    }

    #[test]
    #[cfg(unix)]
    fn xdg_variables_win_on_every_system() {
        let found = folders(&[
            ("HOME", "/home/ada"),
            ("XDG_CONFIG_HOME", "/c"),
            ("XDG_DATA_HOME", "/d"),
            ("XDG_STATE_HOME", "/s"),
            ("XDG_CACHE_HOME", "/k"),
            ("XDG_DATA_DIRS", "/one::relative:/two"),
        ]);
        let path = |text: &str| Some(PathBuf::from(text));
        assert_eq!(found.config, path("/c/jitt"));
        assert_eq!(found.data, path("/d/jitt"));
        assert_eq!(found.state, path("/s/jitt"));
        assert_eq!(found.cache, path("/k/jitt"));
        assert_eq!(found.system, ["/one/jitt", "/two/jitt"].map(PathBuf::from));
    }

    #[test]
    #[cfg(all(unix, not(target_os = "macos")))]
    fn a_relative_xdg_variable_counts_as_not_set() {
        let found = folders(&[("HOME", "/home/ada"), ("XDG_CONFIG_HOME", "../etc")]);
        assert_eq!(found.config, Some(PathBuf::from("/home/ada/.config/jitt")));
    }

    #[test]
    fn without_a_home_no_folder_is_relative() {
        for home in [None, Some("")].into_iter().chain([Some("relative")]) {
            let variables: Vec<_> = home.map(|home| ("HOME", home)).into_iter().collect();
            let found = folders(&variables);
            let all = [
                found.home,
                found.config,
                found.data,
                found.state,
                found.cache,
            ];
            assert!(all.iter().flatten().all(|folder| folder.is_absolute()));
        }
    }
}
