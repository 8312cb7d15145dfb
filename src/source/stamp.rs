//! What tells that a file or folder has changed, without reading it.

use std::fs::{self, Metadata};
use std::path::Path;

/// Identity, size and times of a file or folder. All zero when it is not there or cannot be seen.
///
/// The time of the last change of content can be set back by anyone (`touch -r`), the other one
/// cannot: both are kept, as git does (its `Documentation/technical/racy-git.adoc`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stamp {
    /// Device, inode, size in bytes, last change of content, last change of anything (nanoseconds
    /// since 1970; zero where the system has no such thing).
    pub parts: [i64; 5],
}

impl Stamp {
    /// How many bytes [`Stamp::to_bytes`] gives.
    pub const LENGTH: usize = 40;

    /// When anything of it last changed, in nanoseconds since 1970: the time that nobody can set,
    /// where there is one.
    pub fn changed(&self) -> i64 {
        let [.., content, anything] = self.parts;
        if anything == 0 { content } else { anything }
    }

    /// As bytes.
    pub fn to_bytes(self) -> [u8; Stamp::LENGTH] {
        let mut bytes = [0; Stamp::LENGTH];
        for (eight, part) in bytes.chunks_exact_mut(8).zip(self.parts) {
            eight.copy_from_slice(&part.to_le_bytes());
        }
        bytes
    }

    /// From what [`Stamp::to_bytes`] gave.
    pub fn from_bytes(bytes: &[u8; Stamp::LENGTH]) -> Stamp {
        let mut stamp = Stamp::default();
        for (part, eight) in stamp.parts.iter_mut().zip(bytes.as_chunks::<8>().0) {
            *part = i64::from_le_bytes(*eight);
        }
        stamp
    }

    #[cfg(unix)]
    pub(super) fn of(metadata: &Metadata) -> Stamp {
        use std::os::unix::fs::MetadataExt;
        let nanoseconds = |s: i64, ns: i64| s.saturating_mul(1_000_000_000).saturating_add(ns);
        Stamp {
            parts: [
                metadata.dev().cast_signed(),
                metadata.ino().cast_signed(),
                metadata.size().cast_signed(),
                nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
                nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
            ],
        }
    }

    #[cfg(not(unix))]
    pub(super) fn of(metadata: &Metadata) -> Stamp {
        let modified = metadata.modified().ok();
        let since = modified.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        let nanoseconds = since.map_or(0, |d| i64::try_from(d.as_nanos()).unwrap_or(i64::MAX));
        Stamp {
            parts: [0, 0, metadata.len().cast_signed(), nanoseconds, 0],
        }
    }
}

/// What is at `path` now, links followed.
pub fn stamp(path: &Path) -> Stamp {
    fs::metadata(path).map_or(Stamp::default(), |metadata| Stamp::of(&metadata))
}
