//! A file that only grows: records appended by several programs at once, each in a single write.
//!
//! Writers take an advisory lock, read what others appended since, and write one piece at the end
//! (`O_APPEND`). A file that has to shrink or be mended is written beside and renamed; who holds the
//! old one notices by its inode and opens the new one. Nothing is ever changed in place.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::marker::PhantomData;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, OFlags, flock};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::line::{Line, decode, encode};

/// A state file larger than this is not ours, or something went wrong: it is not read (bytes).
const LARGEST: u64 = 32 << 20;

/// So long another program's lock is waited for: it holds it for one write. One that is stopped in
/// the middle must not stop us.
const LOCKED: Duration = Duration::from_millis(250);

/// A log of records of one kind.
#[derive(Debug)]
pub(super) struct Log<R> {
    path: PathBuf,
    file: Option<File>,
    /// Whether `file` may be appended to.
    writable: bool,
    /// Bytes read of `file`, up to a line end.
    read: u64,
    /// Lines that could not be read, and lines of a later version.
    damaged: usize,
    newer: usize,
    records: PhantomData<R>,
}

/// What is in a log that was not read before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct News<R> {
    /// The records, in order.
    pub records: Vec<R>,
    /// The file is another one than before: these are all of its records.
    pub anew: bool,
}

impl<R> Default for News<R> {
    fn default() -> News<R> {
        News {
            records: Vec::new(),
            anew: false,
        }
    }
}

impl<R: Serialize + DeserializeOwned> Log<R> {
    /// The log at `path`, which need not be there. Nothing is opened yet.
    pub fn at(path: PathBuf) -> Log<R> {
        Log {
            path,
            file: None,
            writable: false,
            read: 0,
            damaged: 0,
            newer: 0,
            records: PhantomData,
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many lines could not be read so far: half written, or changed by something else.
    pub fn damaged(&self) -> usize {
        self.damaged
    }

    /// How many lines of a later version there are so far.
    pub fn newer(&self) -> usize {
        self.newer
    }

    /// Reads what was appended since the last time; a file that is not there is empty.
    ///
    /// # Errors
    /// The system's error, or that it is no regular file of a sane size.
    pub fn refresh(&mut self) -> io::Result<News<R>> {
        self.reopen_if_replaced()?;
        if self.file.is_none() {
            match open(&self.path, false) {
                Ok(file) => self.file = Some(file),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return Ok(News {
                        anew: true,
                        ..News::default()
                    });
                }
                Err(error) => return Err(error),
            }
        }
        // Whatever failed before: what is read from the start is everything.
        let anew = self.read == 0;
        let records = self.read_on()?;
        Ok(News { records, anew })
    }

    /// Locks the log to append to it and gives what others appended since. [`Log::commit`] must follow.
    ///
    /// # Errors
    /// The system's error; nothing is locked then.
    pub fn begin(&mut self) -> io::Result<News<R>> {
        self.lock()?;
        let anew = self.read == 0;
        match self.read_on() {
            Ok(records) => Ok(News { records, anew }),
            Err(error) => {
                self.unlock();
                Err(error)
            }
        }
    }

    /// Appends records in one write and unlocks. They are read back with the next [`Log::refresh`], in the
    /// order in which they stand there.
    ///
    /// # Errors
    /// The system's error: nothing counts as written then, though a part may be, which readers skip.
    pub fn commit(&mut self, records: &[R]) -> io::Result<()> {
        let bytes: Vec<u8> = records.iter().flat_map(encode).collect();
        let written = match &mut self.file {
            Some(file) => file.write_all(&bytes),
            None => Err(io::ErrorKind::NotFound.into()),
        };
        self.unlock();
        written
    }

    /// Appends one record, whatever others did.
    ///
    /// # Errors
    /// As of [`Log::begin`] and [`Log::commit`].
    pub fn append(&mut self, record: &R) -> io::Result<()> {
        self.lock()?;
        self.commit(std::slice::from_ref(record))
    }

    /// Opens and locks the file that is at the path.
    fn lock(&mut self) -> io::Result<()> {
        let deadline = Instant::now() + LOCKED;
        loop {
            self.open_to_write()?;
            let file = self.file.as_ref().ok_or(io::ErrorKind::NotFound)?;
            lock(file, deadline)?;
            // Between opening and locking it may have been replaced.
            if is_at(file, &self.path) {
                return Ok(());
            }
            self.unlock();
            self.close();
            // A file that never stays where it is must not hold us up for ever.
            if Instant::now() >= deadline {
                return Err(io::Error::other("it is replaced again and again"));
            }
        }
    }

    fn unlock(&self) {
        if let Some(file) = &self.file {
            // It was ours; and closing all handles does it too.
            let _ = flock(file, FlockOperation::Unlock);
        }
    }

    /// Writes only what `keep` gives of all records into the log, unless somebody holds it just now. Lines
    /// of a later version stay. The old file stays beside as `.damaged` if it has lines that cannot be
    /// read.
    ///
    /// # Errors
    /// The system's error; the log is as it was then.
    pub fn rewrite(&mut self, keep: impl FnOnce(Vec<R>) -> Vec<R>) -> io::Result<()> {
        self.open_to_write()?;
        let Some(file) = &self.file else {
            return Ok(());
        };
        if flock(file, FlockOperation::NonBlockingLockExclusive).is_err() {
            return Ok(());
        }
        let rewritten = match is_at(file, &self.path) {
            true => rewrite_locked(file, &self.path, keep),
            false => Ok(()),
        };
        self.unlock();
        rewritten?;
        self.close();
        Ok(())
    }

    /// A handle whose [`Unsynced::sync`] brings what was appended onto the disk.
    pub fn unsynced(&self) -> Option<Unsynced> {
        let file = self.file.as_ref().filter(|_| self.writable)?;
        Some(Unsynced {
            file: file.try_clone().ok()?,
            folder: self.path.parent()?.to_path_buf(),
        })
    }

    fn open_to_write(&mut self) -> io::Result<()> {
        self.reopen_if_replaced()?;
        if self.file.is_some() && self.writable {
            return Ok(());
        }
        let file = match open(&self.path, true) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let folder = self.path.parent().unwrap_or(Path::new("/"));
                make_private(folder)?;
                open(&self.path, true)?
            }
            other => other?,
        };
        let same = match &self.file {
            Some(before) => same_file(before, &file),
            None => self.read == 0,
        };
        if !same {
            self.close();
        }
        self.file = Some(file);
        self.writable = true;
        Ok(())
    }

    /// Closes the file read so far if it is gone or another one is in its place.
    fn reopen_if_replaced(&mut self) -> io::Result<()> {
        if let Some(file) = &self.file {
            // Cut by somebody else it is another file too.
            let same = is_at(file, &self.path) && file.metadata()?.len() >= self.read;
            if !same {
                self.close();
            }
        }
        Ok(())
    }

    fn close(&mut self) {
        self.file = None;
        self.writable = false;
        (self.read, self.damaged, self.newer) = (0, 0, 0);
    }

    /// The records of the whole lines behind what was read.
    fn read_on(&mut self) -> io::Result<Vec<R>> {
        let Some(file) = &mut self.file else {
            return Ok(Vec::new());
        };
        file.seek(SeekFrom::Start(self.read))?;
        let mut bytes = Vec::new();
        file.take(LARGEST).read_to_end(&mut bytes)?;
        let end = bytes.iter().rposition(|byte| *byte == b'\n');
        bytes.truncate(end.map_or(0, |end| end + 1));
        self.read += bytes.len() as u64;
        let mut records = Vec::new();
        for line in bytes.split(|byte| *byte == b'\n') {
            match decode(line) {
                Some(Line::Record(record)) => records.push(record),
                Some(Line::Newer) => self.newer += 1,
                Some(Line::Damaged) => self.damaged += 1,
                None => {}
            }
        }
        Ok(records)
    }
}

/// What was appended and may not be on the disk yet: a kill loses nothing of it, a power cut might.
#[derive(Debug)]
pub struct Unsynced {
    file: File,
    folder: PathBuf,
}

impl Unsynced {
    /// Waits until the disk has it. What the disk says is nobody's to mend here: it is ignored.
    pub fn sync(self) {
        let _ = self.file.sync_data();
        // A new file is only there when its folder says so.
        let _ = File::open(self.folder).and_then(|folder| folder.sync_all());
    }
}

/// Makes a folder and those above it, private, as the XDG base directory specification asks.
pub(super) fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true).mode(0o700).create(folder)
}

/// Opens a regular file of a sane size, never through a link.
fn open(path: &Path, write: bool) -> io::Result<File> {
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::NOFOLLOW;
    let file = OpenOptions::new()
        .read(true)
        .append(write)
        .create(write)
        .mode(0o600)
        .custom_flags(flags.bits().cast_signed())
        .open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("is not a regular file"));
    }
    if metadata.len() > LARGEST {
        return Err(io::Error::other("is too large to be jitt's"));
    }
    Ok(file)
}

fn rewrite_locked<R: Serialize + DeserializeOwned>(
    file: &File,
    path: &Path,
    keep: impl FnOnce(Vec<R>) -> Vec<R>,
) -> io::Result<()> {
    let bytes = read_whole(file)?;
    let (mut records, mut newer, mut damaged) = (Vec::new(), Vec::new(), false);
    for line in bytes.split(|byte| *byte == b'\n') {
        match decode(line) {
            Some(Line::Record(record)) => records.push(record),
            Some(Line::Newer) => newer.push(line),
            Some(Line::Damaged) => damaged = true,
            None => {}
        }
    }
    let mut text: Vec<u8> = keep(records).iter().flat_map(encode).collect();
    for line in newer {
        text.extend([b"\n", line, b"\n"].concat());
    }
    if damaged {
        let aside = path.with_extension("damaged");
        // An older one goes; what matters is that this one is there.
        let _ = fs::remove_file(&aside);
        fs::hard_link(path, &aside)?;
    }
    replace(path, &text)
}

fn read_whole(file: &File) -> io::Result<Vec<u8>> {
    let mut file = file;
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes a new file beside and renames it: no moment has half a file.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let aside = path.with_extension(format!("{}.tmp", std::process::id()));
    let written = (|| {
        // What is left of a crash goes; through a link nothing is written.
        let _ = fs::remove_file(&aside);
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&aside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&aside, path)?;
        File::open(path.parent().unwrap_or(Path::new("/")))?.sync_all()
    })();
    if written.is_err() {
        let _ = fs::remove_file(&aside);
    }
    written
}

fn lock(file: &File, deadline: Instant) -> io::Result<()> {
    loop {
        match flock(file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => return Ok(()),
            Err(rustix::io::Errno::WOULDBLOCK) if Instant::now() < deadline => {
                std::thread::sleep(Duration::from_millis(2));
            }
            Err(rustix::io::Errno::WOULDBLOCK) => {
                return Err(io::Error::other("another program holds it"));
            }
            // Some network folders have no locks; appending in one write is all there is then.
            Err(rustix::io::Errno::NOTSUP | rustix::io::Errno::NOLCK) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
    }
}

/// Whether `path` still is this file.
fn is_at(file: &File, path: &Path) -> bool {
    let (Ok(ours), Ok(there)) = (file.metadata(), fs::symlink_metadata(path)) else {
        return false;
    };
    (ours.dev(), ours.ino()) == (there.dev(), there.ino())
}

fn same_file(a: &File, b: &File) -> bool {
    let (Ok(a), Ok(b)) = (a.metadata(), b.metadata()) else {
        return false;
    };
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}
