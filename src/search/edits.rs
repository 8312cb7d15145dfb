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

/// The letters of a typed word, as [`distance`] compares them.
pub(super) fn letters_of(typed: &str) -> Vec<char> {
    typed.chars().take(LONGEST).collect()
}

/// Optimal string alignment distance from `letters` to `word`. Distances above `most` may come out as
/// any others above it.
pub(super) fn distance(letters: &[char], word: &str, most: u32) -> Edits {
    let mut columns = [[0u32; LONGEST + 1]; 3];
    let letters = letters.get(..LONGEST).unwrap_or(letters);
    let [before, last, here] = &mut columns;
    let (mut before, mut last, mut here) = (before, last, here);
    for (slot, value) in last.iter_mut().zip(0u32..).take(letters.len() + 1) {
        *slot = value;
    }
    let mut prefix = u32::MAX;
    let mut previous = None;
    // A swap reaches back over one column.
    let mut beyond = 0;
    for (column, c) in (1u32..).zip(word.chars().take(LONGEST)) {
        here[0] = column;
        let mut least = column;
        let mut letter_before = None;
        for (i, letter) in letters.iter().enumerate() {
            let substituted = last[i] + u32::from(*letter != c);
            let mut cost = substituted.min(last[i + 1] + 1).min(here[i] + 1);
            if i > 0 && letter_before == Some(c) && previous == Some(*letter) {
                cost = cost.min(before[i - 1] + 1);
            }
            here[i + 1] = cost;
            least = least.min(cost);
            letter_before = Some(*letter);
        }
        prefix = prefix.min(here[letters.len()]);
        previous = Some(c);
        (before, last, here) = (last, here, before);
        beyond = if least > most { beyond + 1 } else { 0 };
        if beyond == 2 {
            let whole = u32::MAX;
            return Edits { whole, prefix };
        }
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

    fn distance(typed: &str, word: &str) -> Edits {
        super::distance(&letters_of(typed), word, u32::MAX)
    }

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

    proptest::proptest! {
        #[test]
        fn a_limit_changes_nothing_below_it(typed in "[abc]{0,7}", word in "[abc]{0,7}", most in 0u32..3) {
            let (all, some) = (
                distance(&typed, &word),
                super::distance(&letters_of(&typed), &word, most),
            );
            let known = |edits: u32| (edits <= most).then_some(edits);
            proptest::prop_assert_eq!(known(all.whole), known(some.whole));
            proptest::prop_assert_eq!(known(all.prefix), known(some.prefix));
        }
    }
}
