//! Mends what can be mended without asking: changes of whole lines, one after the other until none is
//! left.

use super::check::{Options, check};
use super::page::{Page, Surroundings};
use super::rules::fix_of;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::parse::{Written, parse};

/// More rounds than this would mean that two mends undo each other; then nothing is changed.
const MOST_ROUNDS: usize = 200;

/// Longer pages (bytes) are left to their authors: each mend reads the page anew.
const LONGEST: usize = 256 << 10;

/// A change of whole lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    /// The first line replaced, from 1.
    pub first: u32,
    /// How many are.
    pub count: u32,
    /// What takes their place.
    pub lines: Vec<String>,
}

impl Edit {
    /// One line in place of another.
    pub fn line(line: u32, text: String) -> Edit {
        Edit {
            first: line,
            count: 1,
            lines: vec![text],
        }
    }
}

/// The text of the page at `path` (LF line ends) with everything mended that can be; none when there is
/// nothing to mend.
///
/// What is switched off is left as it is, and so is all that no rule has a finding about. Mending the
/// result again changes nothing.
pub fn fixed(
    path: &str,
    text: &str,
    options: &Options,
    around: &dyn Surroundings,
) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let mut text = text.to_string();
    let mut changed = false;
    for _ in 0..MOST_ROUNDS {
        match round(path, &text, options, around) {
            Some(better) => {
                text = better;
                changed = true;
            }
            None => return changed.then_some(text),
        }
    }
    None
}

/// One mend; none when nothing is left, or when what was to be better is not.
fn round(path: &str, text: &str, options: &Options, around: &dyn Surroundings) -> Option<String> {
    let parsed = parse(path, text.as_bytes());
    let written = Written::of(text.as_bytes());
    let page = Page::new(&parsed.aid, &written, options.today, options.strict, around);
    if !page.is_markdown() {
        return None;
    }
    let findings = check(&parsed.aid, &written, parsed.findings, options, around);
    let mut edits = findings
        .iter()
        .filter_map(|finding| Some((finding.code, fix_of(finding.code)?(&page, finding)?)));
    edits.find_map(|(code, edit)| {
        let after = applied(text, &edit)?;
        let left = found(path, &after, options, around);
        is_better(&findings, &left, code).then_some(after)
    })
}

fn found(path: &str, text: &str, options: &Options, around: &dyn Surroundings) -> Vec<Diagnostic> {
    let parsed = parse(path, text.as_bytes());
    let written = Written::of(text.as_bytes());
    check(&parsed.aid, &written, parsed.findings, options, around)
}

/// Whether fewer findings of the kind are left, and nothing worse came of it.
fn is_better(before: &[Diagnostic], after: &[Diagnostic], code: Code) -> bool {
    let own = |findings: &[Diagnostic]| findings.iter().filter(|f| f.code == code).count();
    let bad = |findings: &[Diagnostic]| {
        let bad = findings.iter().filter(|f| f.severity > Severity::Info);
        bad.count()
    };
    own(after) < own(before) && bad(after) <= bad(before)
}

fn applied(text: &str, edit: &Edit) -> Option<String> {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let first = (edit.first as usize).checked_sub(1)?;
    let range = first..first.checked_add(edit.count as usize)?;
    lines.get(range.clone())?;
    lines.splice(range, edit.lines.iter().map(String::as_str));
    Some(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::mended;

    #[track_caller]
    fn becomes(before: &str, after: &str) {
        assert_eq!(mended(before).as_deref(), Some(after));
        assert_eq!(mended(after), None, "twice is once");
    }

    #[test]
    fn a_space_a_language_and_a_plain_quote_are_written() {
        becomes(
            "###Install\n\n1. Go.\n2. Look:\n\n   ```\n   grep “a” log\n   ```\n",
            "### Install\n\n1. Go.\n2. Look:\n\n   ```sh\n   grep \"a\" log\n   ```\n",
        );
        becomes(
            "Look:\n\n~~~\n$ df\nout\n~~~\n",
            "Look:\n\n~~~console\n$ df\nout\n~~~\n",
        );
    }

    #[test]
    fn a_block_at_the_margin_goes_below_its_step_and_the_numbers_go_on() {
        becomes(
            "1. Look:\n\n```sh\nls\n\ndf\n```\n\n1. Act:\n\n```sh\nps\n```\n\n1. Go.\n",
            "1. Look:\n\n   ```sh\n   ls\n\n   df\n   ```\n\n2. Act:\n\n   ```sh\n   ps\n   ```\n\n3. Go.\n",
        );
    }

    #[test]
    fn numbers_that_the_text_names_are_left_to_the_author() {
        becomes(
            "1. Look.\n2. Read.\n4. Act.\n",
            "1. Look.\n2. Read.\n3. Act.\n",
        );
        assert_eq!(mended("1. Look.\n2. Go to step 4.\n4. Act.\n"), None);
    }

    #[test]
    fn a_late_warning_moves_above_its_command() {
        becomes(
            "1. Wipe.\n   ```sh\n   wipefs -a <disk>\n   ```\n\n   > [!WARNING]\n   > All gone.\n2. Go on.\n",
            "1. Wipe.\n   > [!WARNING]\n   > All gone.\n   ```sh\n   wipefs -a <disk>\n   ```\n2. Go on.\n",
        );
    }

    #[test]
    fn what_is_switched_off_or_has_no_mend_is_left() {
        let off = "<!-- jitt-ignore no-language: a transcript -->\n```\ndf -h\n```\n";
        assert_eq!(mended(off), None);
        assert_eq!(mended("TODO\n"), None);
    }

    proptest::proptest! {
        #[test]
        fn whatever_the_page_mending_twice_is_mending_once(
            text in "(1\\. Go|2\\. |1\\.Go|###A|   |```|```sh|\n|\n\n|> \\[!WARNING\\]\n> x|\\$ ls|rm -rf x|“a”| –x|step 9){0,24}"
        ) {
            if let Some(once) = mended(&text) {
                proptest::prop_assert_eq!(mended(&once), None);
            }
        }
    }
}
