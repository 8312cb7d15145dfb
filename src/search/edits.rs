//! How far two words are apart.

/// Edits (insert, delete, substitute, swap neighbours) from one word to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edits {
    /// To the whole other word.
    pub(super) whole: u32,
    /// To the nearest beginning of it.
    pub(super) prefix: u32,
}

/// The longest words compared; longer ones are cut (nobody mistypes their 64th letter).
const LONGEST: usize = 64;

/// Optimal string alignment distance from `typed` to `word`.
pub(super) fn distance(typed: &str, word: &str) -> Edits {
    let mut columns = [[0u32; LONGEST + 1]; 3];
    let letters: Vec<char> = typed.chars().take(LONGEST).collect();
    let [before, last, here] = &mut columns;
    let (mut before, mut last, mut here) = (before, last, here);
    for (slot, value) in last.iter_mut().zip(0u32..).take(letters.len() + 1) {
        *slot = value;
    }
    let mut prefix = u32::MAX;
    let mut previous = None;
    for (column, c) in (1u32..).zip(word.chars().take(LONGEST)) {
        here[0] = column;
        let mut letter_before = None;
        for (i, letter) in letters.iter().enumerate() {
            let substituted = last[i] + u32::from(*letter != c);
            let mut cost = substituted.min(last[i + 1] + 1).min(here[i] + 1);
            if i > 0 && letter_before == Some(c) && previous == Some(*letter) {
                cost = cost.min(before[i - 1] + 1);
            }
            here[i + 1] = cost;
            letter_before = Some(*letter);
        }
        prefix = prefix.min(here[letters.len()]);
        previous = Some(c);
        (before, last, here) = (last, here, before);
    }
    Edits {
        whole: last[letters.len()],
        prefix,
    }
}

/// Whether all letters of `short` stand in `long` in this order.
pub(super) fn is_subsequence(short: &str, long: &str) -> bool {
    let mut letters = long.chars();
    short.chars().all(|c| letters.any(|l| l == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_single_edit_counts_one() {
        for (typed, word) in [
            ("direcory", "directory"),   // left out
            ("directoory", "directory"), // put in
            ("dorectory", "directory"),  // wrong
            ("dierctory", "directory"),  // swapped
        ] {
            assert_eq!(distance(typed, word).whole, 1, "{typed}");
        }
        assert_eq!(distance("tar", "tar").whole, 0);
        assert_eq!(distance("", "tar").whole, 3);
        assert_eq!(distance("xyz", "tar").whole, 3);
    }

    #[test]
    fn an_unfinished_word_is_compared_with_beginnings() {
        assert_eq!(distance("certfi", "certificate").prefix, 1);
        assert!(distance("certfi", "certificate").whole > 1);
    }

    #[test]
    fn letters_in_order_are_a_subsequence() {
        assert!(is_subsequence("jctl", "journalctl"));
        assert!(!is_subsequence("ctlj", "journalctl"));
    }
}
