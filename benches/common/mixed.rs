//! Long pages among short ones, and what is asked of them.

use tempfile::TempDir;

use super::pages::{Numbers, THINGS, VERBS, folder_of, page};

/// A page of about so many bytes: front matter, then procedures with prose, commands and output.
pub fn long_page(number: usize, bytes: usize) -> String {
    let mut numbers = Numbers(number as u64 ^ 0x5eed);
    let thing = THINGS[numbers.below(THINGS.len())];
    let mut page = format!(
        "---\ntags: [{thing}, {}]\nsymptoms:\n  - \"{} failed: {}\"\n---\n# {thing} {}\n\n",
        numbers.word(),
        numbers.word(),
        numbers.word(),
        numbers.word()
    );
    while page.len() < bytes {
        page += &format!(
            "## {} the {}\n\n",
            VERBS[numbers.below(VERBS.len())],
            numbers.word()
        );
        for step in 1..5 + numbers.below(5) {
            let prose: Vec<String> = (0..12).map(|_| numbers.word()).collect();
            page += &format!(
                "{step}. {} the {}: {}.\n\n   ```sh\n   {} --{}\n   ```\n\n   Expect:\n\n   ```text\n   {} ok\n   ```\n\n",
                VERBS[numbers.below(VERBS.len())],
                numbers.word(),
                prose.join(" "),
                numbers.word(),
                numbers.word(),
                numbers.word()
            );
        }
    }
    page
}

/// So many queries as people type them: two words, a beginning, a slip of the fingers, a question.
pub fn queries(count: usize) -> Vec<String> {
    let mut numbers = Numbers(0xa5c);
    let query = |number: usize| {
        let verb = VERBS[numbers.below(VERBS.len())].to_lowercase();
        let thing = THINGS[numbers.below(THINGS.len())];
        match number % 4 {
            0 => format!("{verb} {thing}"),
            1 => thing[..3.min(thing.len())].to_string(),
            2 => format!("{verb} {}{}{}", &thing[1..2], &thing[..1], &thing[2..]),
            _ => format!("how to {verb} the {thing} of {}", numbers.word()),
        }
    };
    (0..count).map(query).collect()
}

/// A folder of so many pages, one in ten of 11 KB, as manuals are among notes: 10,000 are about 20 MB.
pub fn mixed_folder(count: usize) -> TempDir {
    folder_of(count, |number| match number % 10 {
        0 => long_page(number, 11 << 10),
        _ => page(number),
    })
}
