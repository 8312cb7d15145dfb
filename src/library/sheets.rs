//! Which files without an extension are cheat sheets: judged with the company they keep.

use std::collections::HashMap;
use std::path::Path;

/// How a file without an extension looks by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Like a cheat sheet.
    Sheet,
    /// Not clearly so, but nothing speaks against it.
    Unclear,
    /// Like something else.
    Other,
}

/// Sheets are small; the longest of 279 in cheat's own collection has 22 KiB.
const LONGEST_UNCLEAR: usize = 64 << 10;

/// Looks at a file: `is_sheet` is the parser's word on its content.
pub(super) fn look(path: &Path, bytes: &[u8], is_sheet: bool) -> Look {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    // Sheets are named after commands; capitals are for LICENSE, README and Makefile.
    let like_a_command = name.first().is_some_and(|c| !c.is_ascii_uppercase());
    if is_sheet {
        Look::Sheet
    } else if like_a_command && bytes.len() <= LONGEST_UNCLEAR && !bytes.starts_with(b"#!") {
        Look::Unclear
    } else {
        Look::Other
    }
}

/// The path that has a file without an extension parsed as a sheet, whatever it looks like; its id
/// stays the same.
pub(super) fn as_sheet(path: &str) -> String {
    format!("{path}.cheat")
}

/// For each folder how many files look like sheets and how many are unclear.
#[derive(Default)]
pub(super) struct Company<'a> {
    folders: HashMap<(usize, &'a Path), (usize, usize)>,
}

impl<'a> Company<'a> {
    /// Counts a file of a source.
    pub(super) fn add(&mut self, source: usize, path: &'a Path, look: Look) {
        let counts = self.folders.entry(key(source, path)).or_default();
        match look {
            Look::Sheet => counts.0 += 1,
            Look::Unclear => counts.1 += 1,
            Look::Other => {}
        }
    }

    /// Whether a file is a cheat sheet: it looks like one, or it is unclear in a folder of sheets (at
    /// least three, and three in four).
    pub(super) fn accepts(&self, source: usize, path: &Path, look: Look) -> bool {
        let (sheets, unclear) = match self.folders.get(&key(source, path)) {
            Some(counts) => *counts,
            None => (0, 0),
        };
        match look {
            Look::Sheet => true,
            Look::Unclear => sheets >= 3 && sheets >= unclear.saturating_mul(3),
            Look::Other => false,
        }
    }
}

fn key(source: usize, path: &Path) -> (usize, &Path) {
    (source, path.parent().unwrap_or(Path::new("")))
}
