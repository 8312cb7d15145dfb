//! Where somebody is: user, machine, folder, kube context, git branch. Read from files; no program is run.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// As much of a file is looked at (bytes); `current-context` may stand at the end of a long one.
const MOST: u64 = 1 << 20;

/// What a destructive command would hit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Surroundings {
    /// The user; empty when unknown.
    #[serde(default)]
    pub user: String,
    /// The machine.
    #[serde(default)]
    pub host: String,
    /// The working directory; empty when it is gone.
    #[serde(default)]
    pub folder: String,
    /// The current context of kubectl, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kube: Option<String>,
    /// The branch (or the commit) that is checked out in the working directory, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<String>,
}

impl Surroundings {
    /// The surroundings of this process; `env` gives a variable's value, `host` overrules the system's
    /// name for the machine.
    pub fn read(env: &dyn Fn(&str) -> Option<String>, folder: Option<&Path>) -> Surroundings {
        let user = ["USER", "LOGNAME"].into_iter().find_map(env);
        Surroundings {
            user: user.unwrap_or_else(user_of_process),
            host: host_name(env),
            folder: folder.map_or_else(String::new, |folder| folder.display().to_string()),
            kube: kube_context(env),
            branch: folder.and_then(branch),
        }
    }

    /// `ada@web3`.
    pub fn user_at_host(&self) -> String {
        match self.user.is_empty() {
            true => self.host.clone(),
            false => format!("{}@{}", self.user, self.host),
        }
    }
}

/// Who runs this process, where the environment does not say (containers, cron, `env -i`): the name that
/// `/etc/passwd` has for it, else its number.
fn user_of_process() -> String {
    let uid = rustix::process::geteuid().as_raw();
    let named = read(Path::new("/etc/passwd")).and_then(|users| name_of(uid, &users));
    named.unwrap_or_else(|| format!("uid {uid}"))
}

/// The name of the user with this number in the text of a passwd file.
fn name_of(uid: u32, users: &str) -> Option<String> {
    let is_it = |line: &&str| line.split(':').nth(2) == Some(uid.to_string().as_str());
    let name = users.lines().find(is_it)?.split(':').next()?;
    (!name.is_empty()).then(|| name.to_string())
}

/// The machine's name: `JITT_HOST`, for where the system's says nothing (containers), else the system's.
pub fn host_name(env: &dyn Fn(&str) -> Option<String>) -> String {
    env("JITT_HOST").unwrap_or_else(|| {
        let system = rustix::system::uname();
        system.nodename().to_string_lossy().into_owned()
    })
}

/// The first `current-context` of the files that kubectl would read, as kubectl merges them.
fn kube_context(env: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let listed = env("KUBECONFIG");
    let files: Vec<PathBuf> = match &listed {
        Some(list) => std::env::split_paths(list).collect(),
        None => vec![PathBuf::from(env("HOME")?).join(".kube/config")],
    };
    files.iter().find_map(|file| current_context(&read(file)?))
}

/// The value of the top-level key `current-context`. The file is kubectl's own: a plain scalar on a line.
fn current_context(text: &str) -> Option<String> {
    let value = text
        .lines()
        .find_map(|line| line.strip_prefix("current-context:"))?;
    let value = value.trim();
    let quoted = |quote| value.strip_prefix(quote)?.split(quote).next();
    let plain = || value.split(" #").next().unwrap_or(value).trim();
    let value = (quoted('"').or_else(|| quoted('\''))).unwrap_or_else(plain);
    (!value.is_empty()).then(|| value.to_string())
}

/// What is checked out in the repository that `folder` is in: the branch, else the commit's first digits.
fn branch(folder: &Path) -> Option<String> {
    let git = folder
        .ancestors()
        .map(|above| above.join(".git"))
        .find(|git| git.symlink_metadata().is_ok())?;
    // In a worktree and a submodule it is a file that says where.
    let git = match git.is_file() {
        true => {
            let text = read(&git)?;
            let target = text.strip_prefix("gitdir:")?.trim();
            git.parent()?.join(target)
        }
        false => git,
    };
    let head = read(&git.join("HEAD"))?;
    let head = head.trim();
    match head.strip_prefix("ref:") {
        Some(name) => {
            let name = name.trim();
            Some(name.strip_prefix("refs/heads/").unwrap_or(name).to_string())
        }
        None => Some(head.get(..head.len().min(9))?.to_string()),
    }
    .filter(|name| !name.is_empty())
}

/// The start of a regular file.
fn read(path: &Path) -> Option<String> {
    if !path.metadata().ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    let file = File::open(path).ok()?;
    file.take(MOST).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn without_a_variable_the_user_is_the_one_who_runs_it() {
        let users =
            "root:x:0:0:root:/root:/bin/sh\n:x:7::\nbad\nada:x:1000:1000::/home/ada:/bin/zsh\n";
        assert_eq!(name_of(1000, users).as_deref(), Some("ada"));
        assert_eq!((name_of(7, users), name_of(100, users)), (None, None));
        let user = Surroundings::read(&|_| None, None).user;
        assert!(!user.is_empty());
        let named = Surroundings::read(&|name| (name == "LOGNAME").then(|| "bo".to_string()), None);
        assert_eq!(named.user, "bo");
    }

    #[test]
    fn a_branch_is_read_from_below_a_repository_a_worktree_and_a_bare_commit() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let root = folder.path();
        let deep = root.join("a/b");
        fs::create_dir_all(&deep).expect("a folder can be made");
        assert_eq!(branch(&deep), None);
        let git = root.join(".git");
        fs::create_dir_all(git.join("worktrees/x")).expect("a folder can be made");
        let write = |path: PathBuf, text: &str| fs::write(path, text).expect("a file");
        write(git.join("HEAD"), "ref: refs/heads/feature/x\n");
        assert_eq!(branch(&deep).as_deref(), Some("feature/x"));
        write(git.join("HEAD"), "0123456789abcdef\n");
        assert_eq!(branch(&deep).as_deref(), Some("012345678"));
        write(git.join("worktrees/x/HEAD"), "ref: refs/heads/other\n");
        write(root.join("a/.git"), "gitdir: ../.git/worktrees/x\n");
        assert_eq!(branch(&deep).as_deref(), Some("other"));
        write(git.join("worktrees/x/HEAD"), "");
        assert_eq!(branch(&deep), None);
    }

    #[test]
    fn the_kube_context_is_the_first_that_the_listed_files_name() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("below")).expect("a folder can be made");
            fs::write(&path, text).expect("a file");
            path.display().to_string()
        };
        let none = file("none", "apiVersion: v1\ncurrent-context: \"\"\n");
        let prod = file("prod", "users: []\ncurrent-context: prod-eu # ours\n");
        file(".kube/config", "current-context: 'home'\n");
        let home = folder.path().display().to_string();
        let with = |listed: Option<String>| {
            kube_context(&|name| match name {
                "KUBECONFIG" => listed.clone(),
                "HOME" => Some(home.clone()),
                _ => None,
            })
        };
        assert_eq!(with(None).as_deref(), Some("home"));
        assert_eq!(
            with(Some(format!("{none}:/gone:{prod}"))).as_deref(),
            Some("prod-eu")
        );
        assert_eq!(with(Some("/dev/zero".to_string())), None);
    }
}
