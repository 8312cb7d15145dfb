//! Writes a file of sections aside and renames it: readers see the old one or the new one.

use std::collections::hash_map::RandomState;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::hash::BuildHasher;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::Sections;
use super::pages::{CONTENT, MAGIC, checksum};

/// What ends the name of a file being written.
const ASIDE: &str = "part";
/// A file still being written after so long was left by a program that was killed.
const LEFT_BEHIND: Duration = Duration::from_secs(600);

/// Writes `sections` to `path`, whose folder is made if need be.
///
/// It is not flushed to the disk: after a crash of the system a page may be missing, and its
/// checksum says so.
///
/// # Errors
/// The system's; then nothing is left behind, and what was at `path` is still there.
pub fn write(path: &Path, version: u64, sections: &Sections) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)?;
    // Unlike any other's name, and not to be guessed.
    let salt = RandomState::new().hash_one(std::process::id());
    let aside = path.with_extension(format!("{salt:016x}.{ASIDE}"));
    let written = write_new(&aside, version, salt as u32, sections);
    let renamed = written.and_then(|()| fs::rename(&aside, path));
    if renamed.is_err() {
        let _ = fs::remove_file(&aside);
    }
    renamed
}

fn write_new(path: &Path, version: u64, salt: u32, sections: &Sections) -> io::Result<()> {
    let header = header(version, salt, sections)?;
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    let mut pages = Pages {
        // The header can be checked before its salt is known.
        salt: 0,
        number: 0,
        content: Vec::with_capacity(CONTENT),
        file: BufWriter::with_capacity(256 << 10, file),
    };
    pages.put(&header)?;
    pages.end_page()?;
    pages.salt = salt;
    for (_, blob) in sections.iter() {
        pages.put(&blob.all())?;
    }
    if !pages.content.is_empty() {
        pages.end_page()?;
    }
    pages.file.flush()
}

fn header(version: u64, salt: u32, sections: &Sections) -> io::Result<Vec<u8>> {
    let mut header = MAGIC.to_vec();
    let all: usize = sections.iter().map(|(_, blob)| blob.len()).sum();
    let pages = 1 + all.div_ceil(CONTENT) as u64;
    header.extend(version.to_le_bytes());
    header.extend(salt.to_le_bytes());
    header.extend(pages.to_le_bytes());
    header.extend((sections.iter().count() as u32).to_le_bytes());
    let mut start = CONTENT as u64;
    for (name, blob) in sections.iter() {
        header.push(u8::try_from(name.len()).map_err(io::Error::other)?);
        header.extend(name.as_bytes());
        header.extend(start.to_le_bytes());
        header.extend((blob.len() as u64).to_le_bytes());
        start += blob.len() as u64;
    }
    if header.len() > CONTENT {
        return Err(io::Error::other("too many sections for one page"));
    }
    Ok(header)
}

struct Pages {
    salt: u32,
    number: u64,
    content: Vec<u8>,
    file: BufWriter<File>,
}

impl Pages {
    fn put(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let room = CONTENT - self.content.len();
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.content.extend_from_slice(now);
            bytes = later;
            if self.content.len() == CONTENT {
                self.end_page()?;
            }
        }
        Ok(())
    }

    fn end_page(&mut self) -> io::Result<()> {
        self.content.resize(CONTENT, 0);
        let sum = checksum(&self.content, self.number, self.salt);
        self.file.write_all(&self.content)?;
        self.file.write_all(&sum.to_le_bytes())?;
        self.number += 1;
        self.content.clear();
        Ok(())
    }
}

/// Removes from `folder` what killed programs left half-written, and all files that end like `of`
/// but the `most` that were used last, never `of` itself. Trouble is no harm.
pub fn remove_old(of: &Path, most: usize, now: SystemTime) {
    let (Some(folder), Some(ending)) = (of.parent(), of.extension()) else {
        return;
    };
    let mut ours: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Some(time) = entry.metadata().ok().and_then(|m| m.modified().ok()) else {
            continue;
        };
        let path = entry.path();
        let age = now.duration_since(time).unwrap_or_default();
        if path.extension() == Some(OsStr::new(ASIDE)) && age > LEFT_BEHIND {
            let _ = fs::remove_file(path);
        } else if path.extension() == Some(ending) && path != of {
            ours.push((time, path));
        }
    }
    ours.sort();
    let too_many = ours.len().saturating_sub(most.saturating_sub(1));
    for (_, path) in ours.into_iter().take(too_many) {
        let _ = fs::remove_file(path);
    }
}
