//! Pages to measure on: made up, always the same, alike to a collection of command pages.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// What pages are about, first words.
pub const VERBS: [&str; 12] = [
    "List", "Show", "Create", "Delete", "Restart", "Extract", "Copy", "Find", "Check", "Mount",
    "Compress", "Follow",
];
/// What pages are about, objects.
pub const THINGS: [&str; 24] = [
    "archive",
    "disk",
    "service",
    "container",
    "certificate",
    "partition",
    "user",
    "process",
    "interface",
    "branch",
    "package",
    "log",
    "socket",
    "volume",
    "snapshot",
    "kernel",
    "queue",
    "table",
    "index",
    "cluster",
    "image",
    "token",
    "route",
    "cache",
];

/// A small generator (SplitMix64): no two runs differ.
pub struct Numbers(pub u64);

impl Numbers {
    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) as usize % bound
    }

    /// A word; the first ones of a language of 20,000 come much more often than the last.
    pub fn word(&mut self) -> String {
        let bound = 1 << (3 + self.below(12));
        let mut number = self.below(bound);
        let mut word = String::new();
        for _ in 0..2 + number % 3 {
            word.push(char::from(b"bcdfghklmnprstvz"[number % 16]));
            word.push(char::from(b"aeiou"[number / 16 % 5]));
            number /= 5;
        }
        word
    }
}

/// One page: a title, a line about it, three to eight steps with commands.
pub fn page(number: usize) -> String {
    let mut numbers = Numbers(number as u64);
    let thing = THINGS[numbers.below(THINGS.len())];
    let mut page = format!(
        "# {} {thing} {}\n\nWhat to do when the {thing} of {} says {}.\n\n",
        VERBS[numbers.below(VERBS.len())],
        numbers.word(),
        numbers.word(),
        numbers.word()
    );
    for step in 1..4 + numbers.below(6) {
        let verb = VERBS[numbers.below(VERBS.len())];
        let (object, tool, value) = (numbers.word(), numbers.word(), numbers.word());
        page += &format!(
            "{step}. {verb} the {object} of the {thing}:\n\n   ```sh\n   {tool} --{object} {value}\n   ```\n\n"
        );
    }
    page
}

/// A folder of so many pages, 250 in each folder below it.
pub fn folder(count: usize) -> TempDir {
    folder_of(count, page)
}

/// A folder of so many pages as `page` writes them.
pub fn folder_of(count: usize, page: impl Fn(usize) -> String) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for number in 0..count {
        let file = path(folder.path(), number);
        fs::create_dir_all(file.parent().expect("below the folder")).expect("made");
        fs::write(file, page(number)).expect("written");
    }
    folder
}

fn path(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("{:03}/page-{number:06}.md", number / 250))
}
