//! What was typed: words, `"exact phrase"`, `-word`, `tag:x`, `key:value`.

use super::tokens::{fold, is_cjk, word_list};

/// More words than this are no topic; the rest is ignored.
const MAX_WORDS: usize = 32;

/// A query taken apart.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Query {
    pub(super) words: Vec<QueryWord>,
    /// Runs of words that must stand in the entry as they are.
    pub(super) phrases: Vec<Vec<String>>,
    /// Words that must not.
    pub(super) excluded: Vec<String>,
    /// `key:value`, and whether it may still be being typed.
    pub(super) attributes: Vec<(String, String, bool)>,
}

/// A word to look for.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct QueryWord {
    /// Lower case, folded.
    pub(super) text: String,
    /// The identifier it is a piece of, in lower case.
    pub(super) whole: Option<String>,
    /// 1, or less for numbers and words from volatile parts of an error.
    pub(super) weight: f32,
    /// May be the beginning of a word.
    pub(super) typing: bool,
    /// Comes from a program, not from a person.
    pub(super) pasted: bool,
}

/// Words without a topic of their own; dropped unless nothing else is left. "not", "too", "out",
/// "down" stay: they tell alerts apart.
const STOP_WORDS: [&str; 96] = [
    "a", "about", "am", "an", "and", "any", "are", "as", "at", "be", "because", "been", "being",
    "but", "by", "can", "could", "did", "do", "does", "doing", "dont", "for", "from", "get", "had",
    "has", "have", "having", "he", "her", "here", "him", "his", "how", "i", "if", "im", "in",
    "into", "is", "it", "its", "just", "like", "may", "me", "might", "must", "my", "need", "now",
    "of", "on", "or", "our", "please", "shall", "she", "should", "so", "some", "such", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "us",
    "very", "want", "was", "we", "were", "what", "whats", "when", "where", "whether", "which",
    "while", "who", "whose", "why", "will", "with", "would", "you", "your",
];

/// What a number counts: a port or a version more often than the topic.
const NUMBER: f32 = 0.5;
/// What a filler word counts.
const FILLER: f32 = 0.4;

/// Words of spoken questions that say little about a topic, however rare manuals make them.
const FILLERS: [&str; 120] = [
    "able",
    "actually",
    "again",
    "all",
    "already",
    "also",
    "always",
    "another",
    "anything",
    "away",
    "based",
    "become",
    "best",
    "better",
    "came",
    "certain",
    "come",
    "comes",
    "coming",
    "correctly",
    "different",
    "each",
    "easily",
    "eight",
    "either",
    "else",
    "entire",
    "ever",
    "every",
    "everything",
    "fast",
    "fastest",
    "fifth",
    "five",
    "four",
    "fourth",
    "gave",
    "getting",
    "give",
    "given",
    "gives",
    "go",
    "goes",
    "going",
    "gone",
    "good",
    "got",
    "great",
    "happen",
    "happening",
    "happens",
    "help",
    "keep",
    "keeps",
    "kept",
    "know",
    "let",
    "look",
    "looking",
    "looks",
    "lot",
    "made",
    "many",
    "mine",
    "more",
    "most",
    "much",
    "never",
    "nice",
    "nine",
    "normal",
    "often",
    "one",
    "only",
    "other",
    "own",
    "particular",
    "people",
    "possible",
    "proper",
    "properly",
    "quickly",
    "quite",
    "really",
    "right",
    "same",
    "see",
    "seem",
    "seven",
    "several",
    "six",
    "somehow",
    "someone",
    "something",
    "specific",
    "still",
    "suddenly",
    "sure",
    "take",
    "tell",
    "ten",
    "thing",
    "things",
    "think",
    "third",
    "three",
    "told",
    "took",
    "tried",
    "try",
    "trying",
    "two",
    "use",
    "used",
    "uses",
    "using",
    "way",
    "went",
    "whole",
    "within",
];

/// Whether a stem says nothing outside of the phrase it is part of (`out` in "out of memory").
pub(super) fn is_particle(stem: &str) -> bool {
    is_stop_word(stem) || matches!(stem, "out" | "up" | "off" | "down" | "not" | "no" | "too")
}

pub(super) fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.binary_search(&word).is_ok()
}

impl Query {
    /// Takes `text` apart; `knows` says whether a key of `key:value` exists, `excludes` whether
    /// the word of `-word` may be meant as one to leave out.
    pub(super) fn parse(
        text: &str,
        knows: impl Fn(&str) -> bool,
        excludes: impl Fn(&str) -> bool,
    ) -> Query {
        let mut query = Query::default();
        let mut rest = text;
        while let Some((chunk, after)) = next_chunk(rest) {
            rest = after;
            query.add(chunk, after.is_empty(), &knows, &excludes);
            if query.words.len() >= MAX_WORDS {
                break;
            }
        }
        query.settle();
        query
    }

    fn add(
        &mut self,
        chunk: Chunk<'_>,
        last: bool,
        knows: &impl Fn(&str) -> bool,
        excludes: &impl Fn(&str) -> bool,
    ) {
        let text = match chunk {
            Chunk::Phrase(text) => {
                let phrase = folded_words(text);
                self.add_words(text, false);
                self.phrases.extend((!phrase.is_empty()).then_some(phrase));
                return;
            }
            Chunk::Text(text) => text,
        };
        let attribute = text
            .split_once(':')
            .filter(|(key, value)| !key.is_empty() && !value.is_empty() && knows(key));
        if let Some((key, value)) = attribute {
            self.attributes
                .push((key.to_string(), value.to_string(), last));
            return;
        }
        match text.strip_prefix('-') {
            Some(word) if is_plain(word) && excludes(word) => self.excluded.push(word.to_string()),
            _ => self.add_words(text, last),
        }
    }

    fn add_words(&mut self, text: &str, typing: bool) {
        let start = self.words.len();
        self.words.extend(query_words(text, 1.0));
        if typing && let Some(word) = self.words.get_mut(start..).and_then(<[_]>::last_mut) {
            word.typing = text.ends_with(|c: char| c.is_alphanumeric() || is_cjk(c));
        }
    }

    /// Drops stop words unless nothing is left, and takes `-word` alone as a word.
    fn settle(&mut self) {
        if self.words.is_empty() && self.attributes.is_empty() {
            for word in std::mem::take(&mut self.excluded) {
                self.add_words(&word, true);
            }
        }
        if self.words.iter().any(|word| !is_stop_word(&word.text)) {
            self.words.retain(|word| !is_stop_word(&word.text));
        }
        self.words.truncate(MAX_WORDS);
    }
}

/// The words of a text as query words, each once; of an identifier its pieces.
pub(super) fn query_words(text: &str, weight: f32) -> Vec<QueryWord> {
    let list = folded_words(text);
    let mut words: Vec<QueryWord> = Vec::new();
    let mut rest = list.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let pieces = pieces_of(first, after);
        let (own, whole) = match pieces {
            0 => (std::slice::from_ref(first), None),
            n => (after.get(..n).unwrap_or(&[]), Some(first)),
        };
        for piece in own {
            if words.iter().any(|word| word.text == *piece) {
                continue;
            }
            words.push(QueryWord {
                text: piece.clone(),
                whole: whole.cloned(),
                weight: weight * own_weight(piece),
                typing: false,
                pasted: false,
            });
        }
        rest = after.get(pieces..).unwrap_or(&[]);
    }
    words
}

/// Whether it looks like a word, not like an option (`-rf`) or an error's name (`-EINVAL`).
fn is_plain(word: &str) -> bool {
    word.len() >= 3 && word.bytes().all(|b| b.is_ascii_lowercase())
}

fn own_weight(word: &str) -> f32 {
    if word.bytes().all(|b| b.is_ascii_digit()) {
        NUMBER
    } else if FILLERS.binary_search(&word).is_ok() {
        FILLER
    } else {
        1.0
    }
}

/// How many of the words after an identifier are its pieces.
fn pieces_of(whole: &str, after: &[String]) -> usize {
    let mut rest = whole;
    for (i, piece) in after.iter().enumerate() {
        let Some(tail) = rest.strip_prefix(piece.as_str()) else {
            return 0;
        };
        if tail.is_empty() {
            return if i > 0 { i + 1 } else { 0 };
        }
        rest = tail;
    }
    0
}

pub(super) fn folded_words(text: &str) -> Vec<String> {
    word_list(text).iter().map(|word| fold(word)).collect()
}

enum Chunk<'a> {
    Phrase(&'a str),
    Text(&'a str),
}

/// The next quoted phrase or run without spaces, and what is after it.
fn next_chunk(text: &str) -> Option<(Chunk<'_>, &str)> {
    let text = text.trim_start();
    if text.is_empty() {
        return None;
    }
    if let Some((phrase, after)) = text.strip_prefix('"').and_then(|t| t.split_once('"')) {
        return Some((Chunk::Phrase(phrase), after));
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (chunk, after) = text.split_at(end);
    Some((Chunk::Text(chunk), after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Query {
        Query::parse(
            text,
            |key| key == "tag" || key == "owner",
            |word| word != "xzf",
        )
    }

    fn texts(query: &Query) -> Vec<&str> {
        query.words.iter().map(|w| w.text.as_str()).collect()
    }

    #[test]
    fn operators_are_taken_out_of_the_words() {
        let query = parse("disk tag:linux -swap owner:db \"no space left\"");
        assert_eq!(texts(&query), ["disk", "no", "space", "left"]);
        assert_eq!(query.excluded, ["swap"]);
        assert_eq!(query.phrases, [["no", "space", "left"]]);
        assert_eq!(query.attributes[0], ("tag".into(), "linux".into(), false));
        assert_eq!(query.attributes[1], ("owner".into(), "db".into(), false));
    }

    #[test]
    fn unknown_keys_lone_quotes_and_lone_exclusions_are_words() {
        assert_eq!(texts(&parse("curl: http:x")), ["curl", "http", "x"]);
        assert_eq!(texts(&parse("5\" disk")), ["5", "disk"]);
        assert_eq!(texts(&parse("-rf")), ["rf"]);
        assert_eq!(texts(&parse("-swap")), ["swap"]);
    }

    #[test]
    fn pasted_options_and_error_names_are_words() {
        assert_eq!(texts(&parse("tar -xzf")), ["tar", "xzf"]);
        assert_eq!(texts(&parse("rm -rf")), ["rm", "rf"]);
        assert_eq!(texts(&parse("bind -EADDRINUSE")), ["bind", "eaddrinuse"]);
    }

    #[test]
    fn stop_words_go_unless_they_are_all() {
        assert_eq!(
            texts(&parse("how do I undo the commit")),
            ["undo", "commit"]
        );
        assert_eq!(texts(&parse("who")), ["who"]);
        assert!(STOP_WORDS.is_sorted() && FILLERS.is_sorted());
    }

    #[test]
    fn only_the_word_at_the_cursor_may_be_unfinished() {
        let typing = |text| parse(text).words.last().is_some_and(|w| w.typing);
        assert!(typing("disk fu"));
        assert!(!typing("disk full "));
    }

    #[test]
    fn an_identifier_is_its_pieces() {
        let query = parse("KubePodCrash loop");
        assert_eq!(texts(&query), ["kube", "pod", "crash", "loop"]);
        assert_eq!(query.words[0].whole.as_deref(), Some("kubepodcrash"));
        assert_eq!(query.words[3].whole, None);
    }
}
