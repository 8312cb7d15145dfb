//! Bytes that lie in memory or in a [`Store`].

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

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
    InMemory(Arc<[u8]>),
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
            lies: Lies::InMemory(bytes.into()),
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

    /// How many numbers of four bytes.
    pub fn numbers_len(&self) -> usize {
        self.len / 4
    }

    /// The number at `index`, where the bytes are numbers (little-endian, four bytes).
    pub fn number(&self, index: usize) -> Option<u32> {
        let start = index.checked_mul(4)?;
        let bytes = self.bytes(start..start.checked_add(4)?);
        Some(u32::from_le_bytes(bytes.as_ref().try_into().ok()?))
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
        let first = index.saturating_sub(1);
        let bytes = self.bytes(first * 4..(index + 1) * 4);
        let end = |four: &[u8; 4]| u32::from_le_bytes(*four) as usize;
        match bytes.as_chunks::<4>().0 {
            [only] if index == 0 => 0..end(only),
            [start, last] if end(start) <= end(last) => end(start)..end(last),
            _ => 0..0,
        }
    }
}

/// The numbers (little-endian, four bytes) that `bytes` are.
fn numbers_of(bytes: &[u8]) -> Vec<u32> {
    let (fours, _) = bytes.as_chunks::<4>();
    fours.iter().map(|four| u32::from_le_bytes(*four)).collect()
}
