//! Strings in a row: one text, an end for each. Flat, so that it can be written to a file as it is.

use std::cmp::Ordering;
use std::ops::Range;

/// Strings by number. [`Table::find`] and the ranges need them to have been pushed in byte order.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    text: String,
    ends: Vec<u32>,
}

impl Table {
    /// Adds a string at the end.
    pub(super) fn push(&mut self, string: &str) {
        self.text.push_str(string);
        // 4 GB of distinct words or names would not fit the memory of such a machine either.
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.ends.push(end);
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The string with this number; empty when there is none.
    pub(super) fn get(&self, index: usize) -> &str {
        let Some(&end) = self.ends.get(index) else {
            return "";
        };
        let start = match index.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or(0),
            None => 0,
        };
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// The number of the first string for which `before` no longer holds.
    fn partition(&self, before: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if before(self.get(middle)) {
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
        (index < self.len() && self.get(index).cmp(string) == Ordering::Equal).then_some(index)
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
    use super::Table;

    #[test]
    fn strings_are_found_by_name_and_by_prefix() {
        let mut table = Table::default();
        for word in ["disk", "disk", "diskless", "dns", "tar"] {
            table.push(word);
        }
        assert_eq!(table.equal_range("disk"), 0..2);
        assert_eq!(table.prefix_range("disk"), 0..3);
        assert_eq!(table.prefix_range(""), 0..5);
        assert_eq!(table.find("dns"), Some(3));
        assert_eq!(table.find("dn"), None);
        assert_eq!(table.get(4), "tar");
        assert_eq!(table.get(5), "");
    }
}
