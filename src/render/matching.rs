//! Marks the query's words in finished lines: whole words and beginnings of words, whatever their
//! case and accents.
//!
//! Folding changes lengths (`İ`, `ß`), so a word of the page is folded character by character and
//! only its own offsets are used.

use super::{Role, Span};

/// A longer list of words is no query somebody typed.
const MOST_WORDS: usize = 32;

/// The query's words, folded.
pub(super) struct Words(Vec<Vec<char>>);

impl Words {
    /// Words that are not letters and digits only are taken apart, as the page's are.
    pub(super) fn new(words: &[String]) -> Words {
        Words(
            words
                .iter()
                .flat_map(|word| word.split(|c: char| !is_word(c)))
                .filter(|word| !word.is_empty())
                .take(MOST_WORDS)
                .map(|word| word.chars().flat_map(fold).collect())
                .collect(),
        )
    }

    /// `spans` with matched pieces as spans of their own.
    pub(super) fn mark(&self, spans: Vec<Span>) -> Vec<Span> {
        if self.0.is_empty() {
            return spans;
        }
        let mut marked = Vec::with_capacity(spans.len());
        for span in spans {
            if matches!(
                span.role,
                Role::Number | Role::CurrentNumber | Role::Mark | Role::Rule
            ) {
                marked.push(span);
            } else {
                self.split(span, &mut marked);
            }
        }
        marked
    }

    fn split(&self, span: Span, out: &mut Vec<Span>) {
        let mut done = 0;
        let mut at_start = true;
        let mut skip_to = 0;
        let piece = |range: std::ops::Range<usize>, matched: bool| Span {
            text: span.text.get(range).unwrap_or_default().to_string(),
            link: span.link.clone(),
            matched,
            ..span
        };
        for (offset, character) in span.text.char_indices() {
            if offset < skip_to {
                continue;
            }
            if at_start || is_ideograph(character) {
                let rest = span.text.get(offset..).unwrap_or_default();
                if let Some(length) = self.matched_length(rest) {
                    if done < offset {
                        out.push(piece(done..offset, false));
                    }
                    done = offset + length;
                    skip_to = done;
                    out.push(piece(offset..done, true));
                    at_start = false;
                    continue;
                }
            }
            at_start = !is_word(character);
        }
        if done == 0 {
            out.push(span);
        } else if done < span.text.len() {
            out.push(piece(done..span.text.len(), false));
        }
    }

    /// How many bytes of the word at the start of `text` the longest matching word covers.
    fn matched_length(&self, text: &str) -> Option<usize> {
        // Nearly every word of a page already differs in its first letter.
        let first = text.chars().next().filter(char::is_ascii);
        let first = first.map(|letter| letter.to_ascii_lowercase());
        let may = |word: &&Vec<char>| first.is_none() || word.first() == first.as_ref();
        let words = self.0.iter().filter(may);
        words.filter_map(|word| prefix_length(text, word)).max()
    }
}

/// Bytes of `text` that fold to `word`; one letter must be the whole word.
fn prefix_length(text: &str, word: &[char]) -> Option<usize> {
    let mut wanted = word.iter();
    let mut rest = text.char_indices();
    while wanted.len() > 0 {
        let (_, character) = rest.next()?;
        for folded in fold(character) {
            // A character may fold to more than the word still needs (`ß` for a query ending in `s`).
            if wanted.next().is_some_and(|wanted| *wanted != folded) {
                return None;
            }
        }
    }
    let after = rest
        .clone()
        .find(|(_, character)| fold(*character).next().is_some());
    let goes_on = after.is_some_and(|(_, character)| is_word(character));
    if word.len() == 1 && goes_on && !word.iter().copied().all(is_ideograph) {
        return None;
    }
    // Combining marks behind the last letter belong to it.
    Some(after.map_or(text.len(), |(offset, _)| offset))
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || is_combining(character)
}

fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

/// Scripts written without spaces: a match may begin at any character.
fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Lower case without accents; combining marks fold to nothing.
fn fold(character: char) -> impl Iterator<Item = char> {
    character
        .to_lowercase()
        .filter(|c| !is_combining(*c))
        .map(base_letter)
}

/// The letter under the accent, for the letters of Latin-1 and Latin Extended-A that have one.
fn base_letter(character: char) -> char {
    match character {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' | 'ħ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ĵ' => 'j',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' => 's',
        'ţ' | 'ť' | 'ŧ' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` with what `words` match in brackets.
    fn marked(text: &str, words: &[&str]) -> String {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        Words::new(&words)
            .mark(vec![Span::new(text, Role::Text)])
            .iter()
            .map(|span| match span.matched {
                true => format!("[{}]", span.text),
                false => span.text.clone(),
            })
            .collect()
    }

    #[test]
    fn whole_words_and_beginnings_are_marked_whatever_their_case() {
        assert_eq!(
            marked("Disk full: check DISKS of undisk", &["disk"]),
            "[Disk] full: check [DISK]S of undisk"
        );
        assert_eq!(
            marked("/dev/sda1 is full", &["/dev/sda"]),
            "/[dev]/[sda]1 is full"
        );
        assert_eq!(marked("no_space_left", &["space"]), "no_[space]_left");
    }

    #[test]
    fn one_letter_marks_only_a_word_of_one_letter() {
        assert_eq!(marked("a disk, plan a", &["a"]), "[a] disk, plan [a]");
    }

    #[test]
    fn accents_do_not_matter_and_lengths_that_change_break_nothing() {
        assert_eq!(marked("Überprüfen", &["uber"]), "[Über]prüfen");
        assert_eq!(marked("re\u{301}seau", &["rese"]), "[re\u{301}se]au");
        assert_eq!(marked("İstanbul İ", &["istanbul"]), "[İstanbul] İ");
        assert_eq!(marked("caffe\u{301} x", &["caffe"]), "[caffe\u{301}] x");
    }

    #[test]
    fn scripts_without_spaces_match_within_a_run() {
        assert_eq!(marked("容量不足エラー", &["不足"]), "容量[不足]エラー");
    }

    #[test]
    fn the_longest_of_several_words_is_marked() {
        assert_eq!(
            marked("filesystem", &["file", "filesystem"]),
            "[filesystem]"
        );
    }
}
