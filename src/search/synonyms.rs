//! Words that mean the same: the shipped table (`data/synonyms.txt`), read once when an index is built.

use super::query::is_stop_word;
use super::stem::stem;
use super::tokens::{fold, word_list};
use crate::config::Wording;

const SHIPPED: &str = include_str!("../../data/synonyms.txt");

/// Which words stand for which others, all of them stems.
#[derive(Debug, Clone, Default)]
pub struct Synonyms {
    /// What is typed and what it may mean, sorted.
    pairs: Vec<(Vec<String>, Vec<String>)>,
}

impl Synonyms {
    /// The table that ships with jitt, unless it is not wanted, and groups of one's own, one a string.
    pub fn of_words(words: &Wording) -> Synonyms {
        let shipped = if words.without_shipped { "" } else { SHIPPED };
        let own = words.own.iter().map(String::as_str);
        Synonyms::parse(shipped.lines().chain(own))
    }

    /// Reads groups, one a line: `a, b` are equals, `a > b, c` goes one way.
    fn parse<'a>(lines: impl Iterator<Item = &'a str>) -> Synonyms {
        let mut pairs = Vec::new();
        for line in lines {
            let group = line.split('#').next().unwrap_or("");
            let (left, right) = match group.split_once('>') {
                Some((left, right)) => (members(left), members(right)),
                None => (members(group), Vec::new()),
            };
            for from in &left {
                for to in left.iter().chain(&right).filter(|to| *to != from) {
                    pairs.push((from.clone(), to.clone()));
                }
            }
        }
        pairs.sort();
        pairs.dedup();
        Synonyms { pairs }
    }

    /// What these words, as stems, may also be called.
    pub(super) fn of(&self, words: &[&str]) -> impl Iterator<Item = &[String]> {
        let compare = |from: &[String]| from.iter().map(String::as_str).cmp(words.iter().copied());
        let start = self
            .pairs
            .partition_point(|(from, _)| compare(from).is_lt());
        let wanted = words.len();
        self.pairs
            .get(start..)
            .unwrap_or(&[])
            .iter()
            .take_while(move |(from, _)| from.len() == wanted && compare(from).is_eq())
            .map(|(_, to)| to.as_slice())
    }
}

impl Synonyms {
    /// The single words that stand for others.
    pub(super) fn single_words(&self) -> impl Iterator<Item = &str> {
        let single = |(from, _): &'_ (Vec<String>, Vec<String>)| from.len() == 1;
        let words = self.pairs.iter().filter(move |pair| single(pair));
        words.filter_map(|(from, _)| from.first().map(String::as_str))
    }
}

/// The comma-separated members as lists of stems, without stop words: queries lose theirs too.
fn members(text: &str) -> Vec<Vec<String>> {
    text.split(',')
        .map(|member| {
            let words = word_list(member);
            let topical = words.iter().filter(|word| !is_stop_word(word));
            topical
                .map(|word| stem(&fold(word)).into_owned())
                .collect::<Vec<_>>()
        })
        .filter(|member| !member.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(synonyms: &Synonyms, words: &[&str]) -> Vec<String> {
        synonyms.of(words).map(|to| to.join(" ")).collect()
    }

    #[test]
    fn members_of_a_group_find_each_other_and_arrows_go_one_way() {
        let synonyms =
            Synonyms::parse("pv, persistent volume # why\n# comment\ntemp > heat\n".lines());
        assert_eq!(of(&synonyms, &["pv"]), ["persist volum"]);
        assert_eq!(of(&synonyms, &["persist", "volum"]), ["pv"]);
        assert_eq!(of(&synonyms, &["temp"]), ["heat"]);
        assert!(of(&synonyms, &["heat"]).is_empty());
    }

    #[test]
    fn every_shipped_group_says_why_it_is_there() {
        for line in SHIPPED
            .lines()
            .filter(|l| !l.starts_with('#') && !l.is_empty())
        {
            let (group, why) = line.split_once('#').unwrap_or((line, ""));
            assert!(!why.trim().is_empty(), "no reason: {line}");
            assert!(group.contains([',', '>']), "one member only: {line}");
            for member in group.split([',', '>']) {
                let words = member.split_whitespace().count();
                let topical = members(member).first().map_or(0, Vec::len);
                assert!(words == 1 || topical > 1, "one word with content: {member}");
            }
        }
        assert!(
            of(&Synonyms::of_words(&Wording::default()), &["cert"]).contains(&"certif".to_string())
        );
    }
}
