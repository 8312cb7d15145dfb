//! The file: pages of 4 KiB, the last four bytes of each its checksum.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::{Blob, Sections};

/// Bytes of a page on the disk.
pub(super) const PAGE: usize = 4096;
/// Bytes of a page that are content.
pub(super) const CONTENT: usize = PAGE - 4;
/// So the file begins; the last byte is the version of the layout of pages and header.
pub(super) const MAGIC: [u8; 8] = *b"jittidx\x01";

/// Pages kept, because the next look is often at the same or the next one: 256 KiB at most.
const KEPT: usize = 64;

/// An open file of sections.
#[derive(Debug)]
pub struct Store {
    file: File,
    /// Goes into every checksum, so that a page of another file is none of this one.
    salt: u32,
    damaged: AtomicBool,
    kept: Mutex<Vec<Option<Kept>>>,
}

/// A page's number and verified content.
type Kept = (u64, Box<[u8]>);

impl Store {
    /// Opens the file at `path` if it is a whole one of this `version`. Follows no link, waits for
    /// nothing, and takes only a regular file.
    ///
    /// `None` when it is anything else: then it is as if there were no file.
    pub fn open(path: &Path, version: u64) -> Option<(Arc<Store>, Sections)> {
        let file = open_plain(path).ok()?;
        let metadata = file.metadata().ok()?;
        if !metadata.is_file() {
            return None;
        }
        let mut page = [0; PAGE];
        read_at(&file, &mut page, 0).ok()?;
        let header = Header::read(verified(&page, 0, 0)?, version)?;
        let content = header.pages.checked_mul(CONTENT as u64)?;
        let is_inside = |(_, start, len): &(String, u64, usize)| {
            start
                .checked_add(*len as u64)
                .is_some_and(|end| end <= content)
        };
        if metadata.len() != header.pages.checked_mul(PAGE as u64)?
            || !header.sections.iter().all(is_inside)
        {
            return None;
        }
        let store = Arc::new(Store {
            file,
            salt: header.salt,
            damaged: AtomicBool::new(false),
            kept: Mutex::new(vec![None; KEPT]),
        });
        let blob = |(name, start, len): (String, u64, usize)| {
            (name, Blob::in_store(Arc::clone(&store), start, len))
        };
        let sections = header.sections.into_iter().map(blob).collect();
        Some((store, sections))
    }

    /// Whether something that was asked for could not be read as it was written.
    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// When the file was written, or last [`Store::touch`]ed.
    pub fn time(&self) -> Option<SystemTime> {
        self.file.metadata().ok()?.modified().ok()
    }

    /// Sets the file's time to `now`. That it may not be possible is no harm.
    pub fn touch(&self, now: SystemTime) {
        let _ = self.file.set_modified(now);
    }

    /// Content bytes from `start`, counted without checksums.
    pub(super) fn read(&self, start: u64, len: usize) -> Option<Vec<u8>> {
        self.noticed(self.try_read(start, len))
    }

    /// As [`Store::read`], for a few bytes.
    pub(super) fn copy(&self, start: u64, to: &mut [u8]) -> Option<()> {
        let (page, skip) = place(start)?;
        if skip + to.len() > CONTENT {
            to.copy_from_slice(&self.read(start, to.len())?);
            return Some(());
        }
        let copied = self.with_page(page, |content| {
            let from = content.get(skip..skip + to.len());
            from.map(|from| to.copy_from_slice(from))
        });
        self.noticed(copied.flatten())
    }

    /// What was read, after it is noted down that it could not be.
    fn noticed<T>(&self, read: Option<T>) -> Option<T> {
        if read.is_none() {
            self.damaged.store(true, Ordering::Relaxed);
        }
        read
    }

    fn try_read(&self, start: u64, len: usize) -> Option<Vec<u8>> {
        let (first, skip) = place(start)?;
        if skip + len <= CONTENT {
            let content = self.with_page(first, |page| page.get(skip..skip + len).map(Vec::from));
            return content?;
        }
        let pages = (skip + len).div_ceil(CONTENT);
        if pages == 2 {
            // Both may be among those kept.
            let mut content = self.with_page(first, |page| page.get(skip..).map(Vec::from))??;
            let rest = len - content.len();
            self.with_page(first + 1, |page| {
                content.extend_from_slice(page.get(..rest)?);
                Some(())
            })??;
            return Some(content);
        }
        let mut buffer = vec![0; pages * PAGE];
        read_at(&self.file, &mut buffer, first * PAGE as u64).ok()?;
        let (chunks, _) = buffer.as_chunks::<PAGE>();
        for (number, page) in (first..).zip(chunks) {
            verified(page, number, self.salt)?;
        }
        // Closed up in place: a second buffer would cost as much as reading.
        let mut end = CONTENT - skip;
        buffer.copy_within(skip..CONTENT, 0);
        for page in 1..pages {
            buffer.copy_within(page * PAGE..page * PAGE + CONTENT, end);
            end += CONTENT;
        }
        buffer.truncate(len);
        Some(buffer)
    }

    /// Hands one verified page to `use_`, from those kept if it is there.
    fn with_page<T>(&self, number: u64, use_: impl FnOnce(&[u8]) -> T) -> Option<T> {
        // It holds whole pages only, so a panic of another thread spoils nothing.
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = kept.get_mut(usize::try_from(number % KEPT as u64).ok()?)?;
        if let Some((_, page)) = slot.as_ref().filter(|(at, _)| *at == number) {
            return Some(use_(page));
        }
        let mut page = [0; PAGE];
        read_at(&self.file, &mut page, number.checked_mul(PAGE as u64)?).ok()?;
        let content = verified(&page, number, self.salt)?;
        let used = use_(content);
        *slot = Some((number, content.into()));
        Some(used)
    }
}

/// The page that a content byte lies in, and where in its content.
fn place(start: u64) -> Option<(u64, usize)> {
    let skip = usize::try_from(start % CONTENT as u64).ok()?;
    Some((start / CONTENT as u64, skip))
}

/// What the first page says.
struct Header {
    salt: u32,
    pages: u64,
    /// Name, start, length.
    sections: Vec<(String, u64, usize)>,
}

impl Header {
    fn read(page: &[u8], version: u64) -> Option<Header> {
        let mut rest = page;
        if take::<8>(&mut rest)? != MAGIC || u64::from_le_bytes(take(&mut rest)?) != version {
            return None;
        }
        let salt = u32::from_le_bytes(take(&mut rest)?);
        let pages = u64::from_le_bytes(take(&mut rest)?);
        let count = u32::from_le_bytes(take(&mut rest)?);
        let mut sections = Vec::new();
        for _ in 0..count {
            let [length] = take(&mut rest)?;
            let (name, after) = rest.split_at_checked(usize::from(length))?;
            rest = after;
            let start = u64::from_le_bytes(take(&mut rest)?);
            let len = u64::from_le_bytes(take(&mut rest)?);
            let name = std::str::from_utf8(name).ok()?.to_string();
            sections.push((name, start, usize::try_from(len).ok()?));
        }
        Some(Header {
            salt,
            pages,
            sections,
        })
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (first, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(*first)
}

/// The content of a page if its checksum is right.
fn verified(page: &[u8; PAGE], number: u64, salt: u32) -> Option<&[u8]> {
    let (content, sum) = page.split_last_chunk::<4>()?;
    (checksum(content, number, salt) == u32::from_le_bytes(*sum)).then_some(content)
}

/// CRC-32 of the content, the page's number and the file's salt.
pub(super) fn checksum(content: &[u8], number: u64, salt: u32) -> u32 {
    let mut hasher = crc32fast::Hasher::new_with_initial(salt);
    hasher.update(content);
    hasher.update(&number.to_le_bytes());
    hasher.finalize()
}

/// Opens for reading: no link is followed, a FIFO does not block.
fn open_plain(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let flags = rustix::fs::OFlags::NONBLOCK
            | rustix::fs::OFlags::NOCTTY
            | rustix::fs::OFlags::NOFOLLOW;
        options.custom_flags(flags.bits().cast_signed());
    }
    options.open(path)
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], start: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, buffer, start)
}

#[cfg(not(unix))]
fn read_at(mut file: &File, buffer: &mut [u8], start: u64) -> io::Result<()> {
    use std::io::{Read, Seek, SeekFrom};
    file.seek(SeekFrom::Start(start))?;
    file.read_exact(buffer)
}
