//! Strings in a row: one text, an end for each.

use std::borrow::Cow;
use std::ops::Range;

use crate::store::{Held, Sections};

/// Of so many sorted strings the first one is written down once more. Which of these groups a string
/// is in can be told without looking at the others.
const GROUP: usize = 64;

/// Strings by number. [`Table::find`] and the ranges need them to have been pushed in byte order.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    text: Held,
    ends: Held,
    /// The first string of each group; none where they are not sorted.
    firsts: Option<Box<Table>>,
}

/// Puts a table together.
#[derive(Debug, Default)]
pub(super) struct TableWriter {
    text: Vec<u8>,
    ends: Vec<u32>,
}

/// Some strings of a table, read at once.
pub(super) struct Strings<'a> {
    text: Cow<'a, [u8]>,
    /// Where the first one starts and each ends, counted as in the table.
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

    /// The same for strings that were pushed in byte order and will be looked up.
    pub(super) fn put_sorted(self, sections: &mut Sections, name: &str) {
        let mut firsts = TableWriter::default();
        let mut start = 0;
        for (number, end) in self.ends.iter().enumerate() {
            let end = *end as usize;
            if number % GROUP == 0 {
                firsts.text.extend(self.text.get(start..end).unwrap_or(&[]));
                let end = u32::try_from(firsts.text.len()).unwrap_or(u32::MAX);
                firsts.ends.push(end);
            }
            start = end;
        }
        firsts.put(sections, &firsts_of(name));
        self.put(sections, name);
    }
}

fn firsts_of(name: &str) -> String {
    format!("{name}.firsts")
}

impl Table {
    /// The table that [`TableWriter::put`] has put there.
    pub(super) fn of(sections: &Sections, name: &str) -> Table {
        let part = |part: &str| Held::of(sections.get(&format!("{name}.{part}")));
        Table {
            text: part("text"),
            ends: part("ends"),
            firsts: None,
        }
    }

    /// The table that [`TableWriter::put_sorted`] has put there.
    pub(super) fn of_sorted(sections: &Sections, name: &str) -> Table {
        let firsts = Table::of(sections, &firsts_of(name));
        Table {
            firsts: Some(Box::new(firsts)),
            ..Table::of(sections, name)
        }
    }

    /// Reads all of it into memory, to be looked at all over.
    pub(super) fn hold(&self) {
        self.text.whole();
        self.ends.whole();
    }

    pub(super) fn len(&self) -> usize {
        self.ends.now().numbers_len()
    }

    /// The string with this number; empty when there is none.
    pub(super) fn get(&self, index: usize) -> Cow<'_, str> {
        text_of(self.text.now().bytes(self.ends.now().span(index)))
    }

    /// The strings with these numbers; fewer where they are not all there.
    pub(super) fn strings(&self, range: Range<usize>) -> Strings<'_> {
        let end = range.end.min(self.len());
        let mut ends = Vec::new();
        if range.start < end {
            ends = match range.start.checked_sub(1) {
                Some(before) => self.ends.now().numbers(before..end),
                None => std::iter::once(0)
                    .chain(self.ends.now().numbers(0..end))
                    .collect(),
            };
        }
        let all = match (ends.first(), ends.last()) {
            (Some(first), Some(last)) => *first as usize..*last as usize,
            _ => 0..0,
        };
        Strings {
            text: self.text.now().bytes(all),
            ends,
        }
    }

    /// The number of the first string for which `before` no longer holds.
    fn partition(&self, before: &dyn Fn(&str) -> bool) -> usize {
        if self.text.now().is_in_memory() {
            return partition(0..self.len(), |index| before(&self.get(index)));
        }
        // The first string of the group before is before, that of the next one is not.
        let group = self.firsts.as_ref().map_or(0..self.len(), |firsts| {
            firsts.hold();
            let next = firsts.partition(before);
            next.saturating_sub(1) * GROUP..(next * GROUP).min(self.len())
        });
        let start = group.start;
        let strings = self.strings(group.clone());
        partition(group, |index| before(&strings.get(index - start)))
    }

    /// The strings equal to `string`.
    pub(super) fn equal_range(&self, string: &str) -> Range<usize> {
        let start = self.partition(&|s| s < string);
        let end = self.partition(&|s| s <= string);
        start..end
    }

    /// The number of `string`.
    pub(super) fn find(&self, string: &str) -> Option<usize> {
        let index = self.partition(&|s| s < string);
        (index < self.len() && self.get(index) == string).then_some(index)
    }

    /// The strings that begin with `prefix`.
    pub(super) fn prefix_range(&self, prefix: &str) -> Range<usize> {
        let start = self.partition(&|s| s < prefix);
        let end = self.partition(&|s| s < prefix || s.starts_with(prefix));
        start..end
    }
}

impl Strings<'_> {
    /// The string that is `index` after the first one; empty when there is none.
    pub(super) fn get(&self, index: usize) -> Cow<'_, str> {
        let span = self.span(index).unwrap_or_default();
        text_of(Cow::Borrowed(self.text.get(span).unwrap_or(&[])))
    }

    fn span(&self, index: usize) -> Option<Range<usize>> {
        let first = *self.ends.first()? as usize;
        let (start, end) = (*self.ends.get(index)?, *self.ends.get(index + 1)?);
        Some((start as usize).checked_sub(first)?..(end as usize).checked_sub(first)?)
    }
}

fn text_of(bytes: Cow<'_, [u8]>) -> Cow<'_, str> {
    match bytes {
        Cow::Borrowed(bytes) => Cow::Borrowed(std::str::from_utf8(bytes).unwrap_or_default()),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8(bytes).unwrap_or_default()),
    }
}

/// The first number in `range` for which `before` does not hold; its end when there is none.
pub(super) fn partition(range: Range<usize>, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low.midpoint(high);
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
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

    #[test]
    fn a_table_on_the_disk_says_the_same_as_one_in_memory() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("t.jitt");
        let words: Vec<String> = (0..2_000).map(|n| format!("w{:05}", n / 2 * 3)).collect();
        for count in [0, 1, GROUP, GROUP + 1, words.len()] {
            let mut writer = TableWriter::default();
            words.iter().take(count).for_each(|word| writer.push(word));
            let mut sections = Sections::default();
            writer.put_sorted(&mut sections, "words");
            crate::store::write(&path, 1, &sections).expect("written");
            let (_, on_disk) = crate::store::Store::open(&path, 1).expect("opens");
            let memory = Table::of_sorted(&sections, "words");
            let disk = Table::of_sorted(&on_disk, "words");
            let asked = [
                "", "w", "w00000", "w0019", "w00192", "w00193", "w02997", "x",
            ];
            for word in asked {
                assert_eq!(disk.find(word), memory.find(word), "{word}");
                assert_eq!(disk.equal_range(word), memory.equal_range(word), "{word}");
                assert_eq!(disk.prefix_range(word), memory.prefix_range(word), "{word}");
            }
            let (some, same) = (disk.strings(60..70), memory.strings(60..70));
            (0..11).for_each(|at| assert_eq!(some.get(at), same.get(at)));
            disk.hold();
            assert_eq!(disk.find("w00192"), memory.find("w00192"));
        }
    }
}
