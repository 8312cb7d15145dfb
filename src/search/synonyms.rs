//! Words that mean the same: the shipped table (`data/synonyms.txt`) and the user's own groups, read
//! once when an index is built.

use super::query::is_stop_word;
use super::stem::stem;
use super::table::{Table, TableWriter};
use super::tokens::{fold, word_list};
use crate::config::Wording;
use crate::store::Sections;

const SHIPPED: &str = include_str!("../../data/synonyms.txt");

/// Between the stems of one member; it comes before every character of a stem, so that members are in
/// order when their texts are.
const BETWEEN: char = '\0';

/// Which words stand for which others, all of them stems.
#[derive(Debug, Clone, Default)]
pub struct Synonyms {
    /// What is typed, sorted.
    from: Table,
    /// What it may mean, sorted too where the same is typed.
    to: Table,
}

impl Synonyms {
    /// Those that `wording` asks for, as [`Synonyms::put`] has put them there, if it asked for the same.
    pub fn of(sections: &Sections, wording: &Wording) -> Synonyms {
        if *sections.get("synonyms.wording").all() == *bytes_of(wording) {
            return Synonyms::read(sections);
        }
        let mut sections = Sections::default();
        Synonyms::put(wording, &mut sections);
        Synonyms::read(&sections)
    }

    /// Puts together the table that ships with jitt, unless it is not wanted, and groups of one's own.
    pub fn put(wording: &Wording, sections: &mut Sections) {
        let shipped = if wording.without_shipped { "" } else { SHIPPED };
        let own = wording.own.iter().map(String::as_str);
        put_groups(shipped.lines().chain(own), sections);
        sections.put("synonyms.wording", bytes_of(wording));
    }

    fn read(sections: &Sections) -> Synonyms {
        Synonyms {
            from: Table::of_sorted(sections, "synonyms.from"),
            to: Table::of(sections, "synonyms.to"),
        }
    }

    /// What these words, as stems, may also be called.
    pub(super) fn of_words(&self, words: &[&str]) -> Vec<Vec<String>> {
        let found = self.from.equal_range(&joined(words));
        let to = found.map(|number| self.to.get(number));
        to.map(|to| to.split(BETWEEN).map(str::to_string).collect())
            .collect()
    }

    /// The single words of at least so many bytes that stand for others and are `wanted`, each once.
    pub(super) fn single_words(&self, least: usize, wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let from = self.from.strings(0..self.from.len());
        let mut single: Vec<String> = Vec::new();
        for number in 0..self.from.len() {
            let word = from.get(number);
            let known = || single.last().is_some_and(|last| **last == *word);
            if word.len() >= least && !word.contains(BETWEEN) && wanted(&word) && !known() {
                single.push(word.into_owned());
            }
        }
        single
    }
}

/// What tells one wording from another.
fn bytes_of(wording: &Wording) -> Vec<u8> {
    let mut bytes = vec![u8::from(wording.without_shipped)];
    for group in &wording.own {
        // A group may hold any character, so its length comes first.
        bytes.extend((group.len() as u64).to_le_bytes());
        bytes.extend(group.as_bytes());
    }
    bytes
}

/// Reads groups, one a line: `a, b` are equals, `a > b, c` goes one way.
fn put_groups<'a>(lines: impl Iterator<Item = &'a str>, sections: &mut Sections) {
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
    pairs.sort_unstable();
    pairs.dedup();
    let (mut all_from, mut all_to) = (TableWriter::default(), TableWriter::default());
    for (from, to) in &pairs {
        all_from.push(from);
        all_to.push(to);
    }
    all_from.put_sorted(sections, "synonyms.from");
    all_to.put(sections, "synonyms.to");
}

fn joined(words: &[&str]) -> String {
    words.join(BETWEEN.encode_utf8(&mut [0; 4]))
}

/// The comma-separated members as stems, without stop words: queries lose theirs too.
fn members(text: &str) -> Vec<String> {
    let stems = |member| {
        let words = word_list(member);
        let topical = words.iter().filter(|word| !is_stop_word(word));
        let stems: Vec<String> = topical.map(|word| stem(&fold(word)).into_owned()).collect();
        let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
        joined(&stems)
    };
    let members = text.split(',').map(stems);
    members.filter(|member| !member.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(synonyms: &Synonyms, words: &[&str]) -> Vec<String> {
        let meant = synonyms.of_words(words);
        meant.iter().map(|to| to.join(" ")).collect()
    }

    fn of_groups(groups: &str) -> Synonyms {
        let mut sections = Sections::default();
        put_groups(groups.lines(), &mut sections);
        Synonyms::read(&sections)
    }

    #[test]
    fn members_of_a_group_find_each_other_and_arrows_go_one_way() {
        let synonyms = of_groups("pv, persistent volume # why\n# comment\ntemp > heat\n");
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
                let stems = members(member);
                let topical = stems
                    .first()
                    .map_or(0, |stems| stems.split(BETWEEN).count());
                assert!(words == 1 || topical > 1, "one word with content: {member}");
            }
        }
        let shipped = Synonyms::of(&Sections::default(), &Wording::default());
        assert!(of(&shipped, &["cert"]).contains(&"certif".to_string()));
    }

    #[test]
    fn an_index_built_with_other_words_is_not_asked() {
        let own = |group: &str| Wording {
            without_shipped: true,
            own: vec![group.to_string()],
        };
        let mut sections = Sections::default();
        Synonyms::put(&own("temp, heat"), &mut sections);
        let of_wording = |wording: &Wording| of(&Synonyms::of(&sections, wording), &["temp"]);
        assert_eq!(of_wording(&own("temp, heat")), ["heat"]);
        assert_eq!(of_wording(&own("temp, fever")), ["fever"]);
    }
}
