//! Whether a page is in English, the one language whose verbs are known.

use crate::aid::{Block, BlockKind, inline_text};
use crate::parse::words::bare;

/// Fewer words than this say nothing.
const LEAST_WORDS: usize = 8;

/// Words that no other language near shares and few English sentences do without.
const ENGLISH: &[&str] = &[
    "the", "and", "to", "are", "you", "your", "for", "with", "that", "this", "be", "or", "by",
    "from", "if", "not", "can", "will", "when", "have", "has", "it", "then", "of", "is",
];

/// Frequent words of German, French, Spanish, Italian, Portuguese and Dutch.
const OTHERS: &[&str] = &[
    "der", "die", "das", "den", "dem", "und", "ein", "eine", "mit", "auf", "nicht", "im", "zu",
    "le", "la", "les", "des", "du", "une", "et", "en", "sur", "avec", "dans", "pour", "el", "los",
    "las", "del", "de", "y", "para", "con", "por", "il", "gli", "che", "per", "di", "os", "da",
    "do", "um", "uma", "em", "het", "een", "van", "op",
];

/// The longest of these words has so many letters.
const LONGEST: usize = 5;

/// The same words as numbers, which compare faster.
const ENGLISH_KEYS: [u64; ENGLISH.len()] = keys(ENGLISH);
const OTHER_KEYS: [u64; OTHERS.len()] = keys(OTHERS);

/// A short ASCII word in lower case as one number; none of a word longer than those of the lists.
const fn key(word: &str) -> Option<u64> {
    let bytes = word.as_bytes();
    if bytes.len() > LONGEST {
        return None;
    }
    let mut key = 0;
    let mut at = 0;
    while at < bytes.len() {
        key = key << 8 | bytes[at].to_ascii_lowercase() as u64;
        at += 1;
    }
    Some(key)
}

const fn keys<const N: usize>(words: &[&str]) -> [u64; N] {
    let mut keys = [u64::MAX; N];
    let mut at = 0;
    while at < words.len() {
        if let Some(key) = key(words[at]) {
            keys[at] = key;
        }
        at += 1;
    }
    keys
}

/// Whether under 5 % of a page's words are frequent English ones, and the letters or words of
/// another language are there.
pub(super) fn is_foreign(blocks: &[Block]) -> bool {
    let mut counts = Counts::default();
    counts.blocks(blocks);
    let foreign = counts.letters > 0 || counts.others * 20 >= counts.words;
    counts.words >= LEAST_WORDS && counts.english * 20 < counts.words && foreign
}

#[derive(Default)]
struct Counts {
    words: usize,
    english: usize,
    others: usize,
    /// Words with letters beyond ASCII.
    letters: usize,
}

impl Counts {
    // Nesting is bounded by the Markdown reader, so this recursion is too.
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(text) => self.text(&inline_text(text)),
                BlockKind::Heading(heading) => self.text(&inline_text(&heading.text)),
                BlockKind::List { items, .. } => {
                    items.iter().for_each(|item| self.blocks(&item.blocks));
                }
                BlockKind::Quote(inner) => self.blocks(inner),
                BlockKind::Callout(callout) => self.blocks(&callout.blocks),
                _ => {}
            }
        }
    }

    fn text(&mut self, text: &str) {
        for word in text.split_whitespace() {
            if word.is_ascii() {
                self.ascii_word(word);
                continue;
            }
            let word = bare(word);
            let beyond = |c: char| c.is_alphabetic() && !c.is_ascii();
            // Japanese and Chinese put no space between words: two characters are about one.
            let signs = word.chars().filter(|c| u32::from(*c) >= 0x2e80).count();
            self.words += usize::from(word.contains(char::is_alphabetic)).max(signs / 2);
            self.letters += usize::from(word.contains(beyond));
            self.english += usize::from(ENGLISH.contains(&word.as_str()));
            self.others += usize::from(OTHERS.contains(&word.as_str()));
        }
    }

    /// Nearly all words: none of them needs to be copied.
    fn ascii_word(&mut self, word: &str) {
        let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        self.words += usize::from(word.bytes().any(|byte| byte.is_ascii_alphabetic()));
        if let Some(key) = key(word) {
            self.english += usize::from(ENGLISH_KEYS.contains(&key));
            self.others += usize::from(OTHER_KEYS.contains(&key));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_of_the_lists_is_known() {
        let lengths = ENGLISH.iter().chain(OTHERS).map(|word| word.len());
        assert_eq!(lengths.max(), Some(LONGEST));
    }
}
