//! `same-title`: two aids that look the same in every list.

use std::collections::HashMap;

use crate::aid::Entry;
use crate::diagnostic::{Code, Diagnostic, Position, Severity};
use crate::lint::Rule;

pub(super) const RULE: Rule = Rule {
    code: Code::SameTitle,
    level: Severity::Info,
    catches: "two aids of one collection with one title",
    why: "a list shows the same line twice, and the reader opens the wrong one",
    source: "10 pairs in 1,228 public pages",
    instead: "say in the title what is different",
    bad: "# Restart the service   (and another page is called so too)\n",
    good: "# Restart the service after a crash\n",
    check: None,
};

/// The entries whose title an earlier one of the same source has, each with its finding (without a
/// file). Pages that lists leave out do not count.
pub fn same_titles(entries: &[Entry]) -> Vec<(usize, Diagnostic)> {
    let mut first: HashMap<(usize, String), &Entry> = HashMap::new();
    let mut found = Vec::new();
    let listed = |(_, entry): &(usize, &Entry)| !entry.hidden;
    for (index, entry) in entries.iter().enumerate().filter(listed) {
        let key = (entry.source, entry.title.to_lowercase());
        match first.get(&key) {
            Some(other) => {
                let message = format!("{} has this title too, {:?}", other.id, entry.title);
                let at = Position { line: 1, column: 1 };
                let finding = Diagnostic::new(RULE.code, RULE.level, at, message);
                found.push((index, finding.with_help(RULE.instead)));
            }
            None => drop(first.insert(key, entry)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_page_of_a_title_is_named_with_the_first() {
        let entry = |id: &str, title: &str, source| Entry {
            id: id.to_string(),
            title: title.to_string(),
            source,
            ..Entry::default()
        };
        let hidden = Entry {
            hidden: true,
            ..entry("d", "Restart", 0)
        };
        let entries = [
            entry("a", "Restart", 0),
            entry("b", "restart", 0),
            entry("c", "Restart", 1),
            hidden,
        ];
        let found = same_titles(&entries);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, 1);
        assert!(found[0].1.message.starts_with("a has this title too"));
    }
}
