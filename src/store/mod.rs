//! A file of named sections that is never trusted, and bytes that may lie in it or in memory.
//!
//! The file is cut into pages, each with a checksum of its own: what is looked at is verified, and
//! nothing else is read. Damage never becomes an error on the way: a damaged page reads as nothing,
//! the [`Store`] remembers it ([`Store::is_damaged`]), and who asked does the work without the file.
//!
//! Read with `pread`, not mapped: a file that is cut short under a mapping kills the process, and
//! mapping needs unsafe code. What is read again and again is held by the one who reads it.

mod blob;
mod pages;
mod write;

use std::collections::BTreeMap;

pub use blob::{Blob, Held};
pub use pages::Store;
pub use write::{remove_old, write};

/// Sections by name; a missing one is empty.
#[derive(Debug, Clone, Default)]
pub struct Sections(BTreeMap<String, Blob>);

impl Sections {
    /// The section with this name; empty when there is none.
    pub fn get(&self, name: &str) -> Blob {
        self.0.get(name).cloned().unwrap_or_default()
    }

    /// Adds a section of bytes in memory.
    pub fn put(&mut self, name: &str, bytes: Vec<u8>) {
        self.0.insert(name.to_string(), Blob::of(bytes));
    }

    /// Adds a section of numbers.
    pub fn put_numbers(&mut self, name: &str, numbers: &[u32]) {
        let bytes = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
        self.put(name, bytes);
    }

    /// Adds all sections of another value.
    pub fn add(&mut self, others: Sections) {
        self.0.extend(others.0);
    }

    /// All sections with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Blob)> {
        self.0.iter().map(|(name, blob)| (name.as_str(), blob))
    }
}

impl FromIterator<(String, Blob)> for Sections {
    fn from_iter<I: IntoIterator<Item = (String, Blob)>>(sections: I) -> Sections {
        Sections(sections.into_iter().collect())
    }
}

#[cfg(test)]
mod tests;
