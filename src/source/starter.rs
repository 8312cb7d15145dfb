//! The starter aids, put into the program by `build.rs`.

use std::path::{Path, PathBuf};

/// Path below `aids/` and content of each, sorted by path.
static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/starter.rs"));

pub(super) fn paths() -> Vec<PathBuf> {
    FILES.iter().map(|(path, _)| PathBuf::from(path)).collect()
}

pub(super) fn bytes(path: &Path) -> Option<&'static [u8]> {
    FILES
        .iter()
        .find(|(name, _)| Path::new(name) == path)
        .map(|(_, bytes)| *bytes)
}
