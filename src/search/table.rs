//! Strings in a row: one text, an end for each.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

use crate::store::{Blob, Sections};

/// Strings by number. [`Table::find`] and the ranges need them to have been pushed in byte order.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    text: Blob,
    ends: Blob,
}

/// Puts a table together.
#[derive(Debug, Default)]
pub(super) struct TableWriter {
    text: Vec<u8>,
    ends: Vec<u32>,
}

impl TableWriter {
    /// Adds a string at the end.
    pub(super) fn push(&mut self, string: &str) {
        self.text.extend_from_slice(string.as_bytes());
        // 4 GB of distinct words or names would not fit the memory of such a machine either.
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.ends.push(end);
    }

    /// The table as two sections.
    pub(super) fn put(self, sections: &mut Sections, name: &str) {
        sections.put_numbers(&format!("{name}.ends"), &self.ends);
        sections.put(&format!("{name}.text"), self.text);
    }
}

impl Table {
    /// The table that [`TableWriter::put`] has put there.
    pub(super) fn of(sections: &Sections, name: &str) -> Table {
        Table {
            text: sections.get(&format!("{name}.text")),
            ends: sections.get(&format!("{name}.ends")),
        }
    }

    /// The same table, all of it in memory.
    pub(super) fn in_memory(self) -> Table {
        Table {
            text: self.text.in_memory(),
            ends: self.ends.in_memory(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.numbers_len()
    }

    /// The string with this number; empty when there is none.
    pub(super) fn get(&self, index: usize) -> Cow<'_, str> {
        match self.text.bytes(self.ends.span(index)) {
            Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
            Cow::Owned(bytes) => Cow::Owned(String::from_utf8(bytes).unwrap_or_default()),
        }
    }

    /// The number of the first string for which `before` no longer holds.
    fn partition(&self, before: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if before(&self.get(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The strings equal to `string`.
    pub(super) fn equal_range(&self, string: &str) -> Range<usize> {
        let start = self.partition(|s| s < string);
        let end = self.partition(|s| s <= string);
        start..end
    }

    /// The number of `string`.
    pub(super) fn find(&self, string: &str) -> Option<usize> {
        let index = self.partition(|s| s < string);
        (index < self.len() && self.get(index).as_ref().cmp(string) == Ordering::Equal)
            .then_some(index)
    }

    /// The strings that begin with `prefix`.
    pub(super) fn prefix_range(&self, prefix: &str) -> Range<usize> {
        let start = self.partition(|s| s < prefix);
        let end = self.partition(|s| s < prefix || s.starts_with(prefix));
        start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_found_by_name_and_by_prefix() {
        let mut writer = TableWriter::default();
        for word in ["disk", "disk", "diskless", "dns", "tar"] {
            writer.push(word);
        }
        let mut sections = Sections::default();
        writer.put(&mut sections, "words");
        let table = Table::of(&sections, "words");
        assert_eq!(table.equal_range("disk"), 0..2);
        assert_eq!(table.prefix_range("disk"), 0..3);
        assert_eq!(table.prefix_range(""), 0..5);
        assert_eq!(table.find("dns"), Some(3));
        assert_eq!(table.find("dn"), None);
        assert_eq!(table.get(4), "tar");
        assert_eq!(table.get(5), "");
    }
}
