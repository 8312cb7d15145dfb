//! Walks a folder for aids, whatever is in it: bounded in depth, each folder once, never outside.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};
use std::fs::{self, DirEntry, FileType, Metadata};
use std::io;
use std::path::{Path, PathBuf, is_separator};

use super::name::{NameKind, is_hidden, name_kind};
use super::open::{kind_name, refused, skipped};
use super::{Listing, Stamp};
use crate::diagnostic::Diagnostic;

/// Folders below the root deeper than this are left alone; nobody's runbooks go past ten.
const DEPTH_LIMIT: usize = 64;

/// Lists the aids below `root`, a folder that is there.
pub(super) fn walk(root: &Path) -> Listing {
    let mut walk = Walk {
        root: root.to_path_buf(),
        real_root: fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf()),
        seen: HashSet::new(),
        folders: vec![Folder::default()],
        links: BTreeMap::new(),
        listing: Listing::default(),
    };
    walk.run();
    walk.listing.files.sort_unstable_by(|a, b| in_order(a, b));
    walk.listing.findings.sort_by(|a, b| a.file.cmp(&b.file));
    walk.listing
}

/// The order of paths part by part, told from their bytes: `/` comes before every byte of a name. They
/// are made of names here, so nothing in them needs to be looked through.
fn in_order(a: &Path, b: &Path) -> Ordering {
    let bytes = |path| {
        let bytes = Path::as_os_str(path).as_encoded_bytes();
        bytes.iter().map(|byte| match char::from(*byte) {
            byte if is_separator(byte) => 0,
            _ => *byte,
        })
    };
    bytes(a).cmp(bytes(b))
}

/// A folder still to be listed: its path below the root and how deep it is.
#[derive(Default)]
struct Folder {
    path: PathBuf,
    depth: usize,
}

struct Walk {
    root: PathBuf,
    real_root: PathBuf,
    seen: HashSet<Identity>,
    folders: Vec<Folder>,
    /// Linked folders wait until all real ones are listed, so that an aid is named by its real path.
    /// In the order of their paths, each with its depth.
    links: BTreeMap<PathBuf, usize>,
    listing: Listing,
}

impl Walk {
    fn run(&mut self) {
        loop {
            if let Some(folder) = self.folders.pop() {
                self.visit(&folder, false);
            } else if let Some((path, depth)) = self.links.pop_first() {
                self.visit(&Folder { path, depth }, true);
            } else {
                return;
            }
        }
    }

    fn visit(&mut self, folder: &Folder, linked: bool) {
        let path = self.below_root(&folder.path);
        match fs::metadata(&path) {
            Ok(metadata) => {
                if !self.seen.insert(identity(&path, &metadata)) {
                    if linked {
                        self.skip(&path, "links to a folder that is listed already");
                    }
                    return;
                }
                let stamp = Stamp::of(&metadata);
                self.listing.looked_at.push((path.clone(), stamp));
            }
            Err(error) => return self.listing.findings.push(refused(&path, &error)),
        }
        match fs::read_dir(&path) {
            Ok(entries) => {
                for entry in entries {
                    match entry {
                        Ok(entry) => self.look_at(folder, &entry),
                        Err(error) => {
                            self.listing.findings.push(refused(&path, &error));
                            break;
                        }
                    }
                }
            }
            Err(error) => self.listing.findings.push(refused(&path, &error)),
        }
    }

    fn look_at(&mut self, folder: &Folder, entry: &DirEntry) {
        let name = entry.file_name();
        if is_hidden(&name) {
            return;
        }
        let path = folder.path.join(&name);
        match entry.file_type() {
            Ok(kind) if kind.is_symlink() => self.follow(folder, path),
            Ok(kind) => self.take(folder, path, kind, false),
            Err(error) => {
                let path = self.below_root(&path);
                self.listing.findings.push(refused(&path, &error));
            }
        }
    }

    /// Takes a link for what it leads to, if that is below the root.
    fn follow(&mut self, folder: &Folder, path: PathBuf) {
        let full = self.below_root(&path);
        let target = fs::canonicalize(&full).and_then(|real| Ok((fs::metadata(&real)?, real)));
        match target {
            Ok((metadata, _)) if metadata.is_file() && name_kind(&path) == NameKind::Other => {}
            Ok((_, real)) if !real.starts_with(&self.real_root) => self.skip(&full, LEADS_OUT),
            Ok((metadata, _)) => self.take(folder, path, metadata.file_type(), true),
            Err(error) => {
                if name_kind(&path) != NameKind::Other {
                    self.skip(&full, broken_link(&error));
                }
            }
        }
    }

    fn take(&mut self, folder: &Folder, path: PathBuf, kind: FileType, linked: bool) {
        let name = name_kind(&path);
        if kind.is_file() {
            if name != NameKind::Other {
                self.listing.files.push(path);
            }
        } else if kind.is_dir() && name != NameKind::Aid {
            let depth = folder.depth + 1;
            if depth > DEPTH_LIMIT {
                let message = format!("lies more than {DEPTH_LIMIT} folders deep and is left out");
                self.skip(&self.below_root(&path), message);
            } else if linked {
                self.links.insert(path, depth);
            } else {
                self.folders.push(Folder { path, depth });
            }
        } else if name == NameKind::Aid {
            let message = format!("is {}, not a regular file", kind_name(kind));
            self.skip(&self.below_root(&path), message);
        }
    }

    fn skip(&mut self, path: &Path, message: impl Into<String>) {
        self.listing.findings.push(skipped(path, message));
    }

    fn below_root(&self, path: &Path) -> PathBuf {
        if path.as_os_str().is_empty() {
            self.root.clone()
        } else {
            self.root.join(path)
        }
    }
}

const LEADS_OUT: &str = "links to a place outside its source and is not followed";

/// Refuses a file that links have taken out of `root`, or that is gone.
pub(super) fn check_inside(root: &Path, file: &Path) -> Result<(), Diagnostic> {
    let real = |path| fs::canonicalize(path).map_err(|error| refused(file, &error));
    if real(file)?.starts_with(real(root)?) {
        Ok(())
    } else {
        Err(skipped(file, LEADS_OUT))
    }
}

fn broken_link(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "is a broken link: what it leads to is not there".to_string(),
        _ => format!("is a link that cannot be followed: {error}"),
    }
}

/// What makes a folder the same one whatever path leads there.
#[cfg(unix)]
type Identity = (u64, u64);
#[cfg(not(unix))]
type Identity = PathBuf;

#[cfg(unix)]
fn identity(_: &Path, metadata: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn identity(path: &Path, _: &Metadata) -> Identity {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}
