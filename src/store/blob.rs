//! Bytes that lie in memory or in a [`Store`].

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::Store;

/// A run of bytes, cheap to clone. Reading beyond its end, or what is damaged, gives nothing.
#[derive(Debug, Clone)]
pub struct Blob {
    lies: Lies,
    start: u64,
    len: usize,
}

#[derive(Debug, Clone)]
enum Lies {
    InMemory(Arc<Vec<u8>>),
    InStore(Arc<Store>),
}

impl Default for Blob {
    fn default() -> Blob {
        Blob::of(Vec::new())
    }
}

impl Blob {
    /// Bytes in memory.
    pub fn of(bytes: Vec<u8>) -> Blob {
        Blob {
            len: bytes.len(),
            start: 0,
            lies: Lies::InMemory(Arc::new(bytes)),
        }
    }

    pub(super) fn in_store(store: Arc<Store>, start: u64, len: usize) -> Blob {
        Blob {
            lies: Lies::InStore(store),
            start,
            len,
        }
    }

    /// The same bytes in memory, whatever they lay in.
    pub fn in_memory(self) -> Blob {
        match self.lies {
            Lies::InMemory(_) => self,
            Lies::InStore(_) => Blob::of(self.all().into_owned()),
        }
    }

    /// Whether looking at it reads nothing.
    pub fn is_in_memory(&self) -> bool {
        matches!(self.lies, Lies::InMemory(_))
    }

    /// How many bytes.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no byte.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The bytes in `range`; none when it is not all there.
    pub fn bytes(&self, range: Range<usize>) -> Cow<'_, [u8]> {
        if range.end > self.len || range.is_empty() {
            return Cow::Borrowed(&[]);
        }
        match &self.lies {
            Lies::InMemory(bytes) => Cow::Borrowed(bytes.get(range).unwrap_or(&[])),
            Lies::InStore(store) => {
                let start = self.start + range.start as u64;
                Cow::Owned(store.read(start, range.len()).unwrap_or_default())
            }
        }
    }

    /// All bytes.
    pub fn all(&self) -> Cow<'_, [u8]> {
        self.bytes(0..self.len)
    }

    /// So many bytes from `start`; none when they are not all there.
    fn some<const N: usize>(&self, start: usize) -> Option<[u8; N]> {
        let end = start.checked_add(N).filter(|end| *end <= self.len)?;
        match &self.lies {
            Lies::InMemory(bytes) => bytes.get(start..end)?.try_into().ok(),
            Lies::InStore(store) => {
                let mut some = [0; N];
                store.copy(self.start + start as u64, &mut some)?;
                Some(some)
            }
        }
    }

    /// How many numbers of four bytes.
    pub fn numbers_len(&self) -> usize {
        self.len / 4
    }

    /// The number at `index`, where the bytes are numbers (little-endian, four bytes).
    pub fn number(&self, index: usize) -> Option<u32> {
        Some(u32::from_le_bytes(self.some(index.checked_mul(4)?)?))
    }

    /// The numbers in `range`; fewer where they are not all there.
    pub fn numbers(&self, range: Range<usize>) -> Vec<u32> {
        let end = range.end.min(self.numbers_len());
        let bytes = self.bytes(range.start * 4..end * 4);
        numbers_of(&bytes)
    }

    /// All numbers.
    pub fn all_numbers(&self) -> Vec<u32> {
        self.numbers(0..self.numbers_len())
    }

    /// Where group `index` lies, when the numbers are the ends of groups in a row.
    pub fn span(&self, index: usize) -> Range<usize> {
        let end = |four: [u8; 4]| u32::from_le_bytes(four) as usize;
        let Some(before) = index.checked_sub(1) else {
            return 0..self.some(0).map_or(0, end);
        };
        let Some([a, b, c, d, last @ ..]) = self.some::<8>(before * 4) else {
            return 0..0;
        };
        let span = end([a, b, c, d])..end(last);
        if span.start <= span.end { span } else { 0..0 }
    }
}

/// A blob that is read whole when it is first asked for, and then kept.
#[derive(Debug, Clone, Default)]
pub struct Held {
    blob: Blob,
    held: OnceLock<Blob>,
}

impl Held {
    /// Reads nothing yet.
    pub fn of(blob: Blob) -> Held {
        Held {
            blob,
            held: OnceLock::new(),
        }
    }

    /// The bytes wherever they lie: in memory once they were held.
    pub fn now(&self) -> &Blob {
        self.held.get().unwrap_or(&self.blob)
    }

    /// All bytes, in memory: to be looked at all over.
    pub fn whole(&self) -> &[u8] {
        let held = self.held.get_or_init(|| self.blob.clone().in_memory());
        match &held.lies {
            Lies::InMemory(bytes) => bytes,
            Lies::InStore(_) => &[],
        }
    }
}

/// The numbers (little-endian, four bytes) that `bytes` are.
fn numbers_of(bytes: &[u8]) -> Vec<u32> {
    let (fours, _) = bytes.as_chunks::<4>();
    fours.iter().map(|four| u32::from_le_bytes(*four)).collect()
}
