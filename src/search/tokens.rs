//! Text to words: runs of letters and digits, pieces of identifiers, pairs of CJK characters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words (keys, encoded data) are cut: nobody types them, and they would fill the term table.
const MAX_WORD: usize = 64;

/// Calls `emit` with each word of `text` in lower case, as written there, in order.
///
/// `KubePodCrash` gives itself, then `kube`, `pod`, `crash`; `kube-state_metrics` gives its three
/// pieces; a run of CJK characters gives its overlapping pairs.
pub(super) fn words(text: &str, emit: impl FnMut(&str)) {
    words_by(text, &mut String::new(), emit);
}

/// As [`words`], with a buffer that is used again and again.
pub(super) fn words_by(text: &str, buffer: &mut String, mut emit: impl FnMut(&str)) {
    if text.is_ascii() {
        ascii_words(text, buffer, &mut emit);
    } else {
        any_words(text, buffer, &mut emit);
    }
}

fn any_words(text: &str, buffer: &mut String, emit: &mut impl FnMut(&str)) {
    let mut rest = text;
    while let Some(start) = rest.find(is_word_char) {
        let (_, tail) = rest.split_at(start);
        let end = word_end(tail);
        let (word, after) = tail.split_at(end);
        rest = after;
        if word.is_ascii() {
            ascii_word(word, buffer, emit);
        } else {
            mixed_word(word, buffer, emit);
        }
    }
}

/// What a byte of ASCII text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Not of a word.
    Other,
    /// A lower-case letter or a digit.
    Plain,
    Upper,
    Apostrophe,
}

/// By byte.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'0'..=b'9' => Class::Plain,
            b'A'..=b'Z' => Class::Upper,
            b'\'' => Class::Apostrophe,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

/// As [`words`], for what nearly all text is. Most of its words are emitted where they stand.
fn ascii_words(text: &str, buffer: &mut String, emit: &mut impl FnMut(&str)) {
    let class = |byte: &u8| CLASSES[usize::from(*byte)];
    let mut rest = text;
    loop {
        let start = rest.bytes().position(|byte| {
            let class = class(&byte);
            class == Class::Plain || class == Class::Upper
        });
        let Some((_, word)) = start.and_then(|start| rest.split_at_checked(start)) else {
            return;
        };
        let mut bytes = word.as_bytes().iter().enumerate().peekable();
        // A capital at the start makes no pieces, those within do.
        let mut capital = false;
        let mut plain = true;
        let mut end = word.len();
        while let Some((at, byte)) = bytes.next() {
            match class(byte) {
                Class::Plain => {}
                Class::Upper if at == 0 => capital = true,
                Class::Upper => plain = false,
                Class::Apostrophe
                    if bytes
                        .peek()
                        .is_some_and(|(_, next)| next.is_ascii_alphabetic()) =>
                {
                    plain = false;
                }
                Class::Apostrophe | Class::Other => {
                    end = at;
                    break;
                }
            }
        }
        let (word, after) = word.split_at(end);
        rest = after;
        if !plain {
            ascii_word(word, buffer, emit);
        } else if capital {
            buffer.clear();
            buffer.push_str(word);
            buffer.make_ascii_lowercase();
            emit(cut(buffer));
        } else {
            emit(cut(word));
        }
    }
}

/// The words of `text`, collected.
pub(super) fn word_list(text: &str) -> Vec<String> {
    let mut list = Vec::new();
    words(text, |word| list.push(word.to_string()));
    list
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && is_combining_mark(c))
}

/// Where the word at the start of `text` ends. An apostrophe between letters belongs to it.
fn word_end(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let apostrophe = matches!(c, '\'' | '\u{2019}')
            && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !is_word_char(c) && !apostrophe {
            return at;
        }
    }
    text.len()
}

fn ascii_word(word: &str, buffer: &mut String, emit: &mut impl FnMut(&str)) {
    lower_into(buffer, word);
    emit(cut(buffer));
    let mut rest = word;
    let mut split = camel_boundary(rest);
    if split.is_none() || word.contains('\'') || word.len() > MAX_WORD {
        return;
    }
    while let Some(at) = split {
        let (piece, tail) = rest.split_at(at);
        lower_into(buffer, piece);
        emit(buffer);
        rest = tail;
        split = camel_boundary(rest);
    }
    lower_into(buffer, rest);
    emit(buffer);
}

fn lower_into(buffer: &mut String, word: &str) {
    buffer.clear();
    buffer.push_str(word);
    if word.contains('\'') {
        buffer.retain(|c| c != '\'');
    }
    buffer.make_ascii_lowercase();
}

/// Where the first piece of a camelCase word ends; none when it is one piece.
fn camel_boundary(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    (1..bytes.len()).find(|&i| {
        let before = bytes.get(i - 1).copied().unwrap_or(0);
        let here = bytes.get(i).copied().unwrap_or(0);
        let after = bytes.get(i + 1).copied().unwrap_or(0);
        if !here.is_ascii_uppercase() {
            return false;
        }
        // `VMs` and `URLs` are one word.
        let plural = after == b's' && i + 2 == bytes.len();
        !before.is_ascii_uppercase() || (after.is_ascii_lowercase() && !plural)
    })
}

fn mixed_word(word: &str, buffer: &mut String, emit: &mut impl FnMut(&str)) {
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let cjk = is_cjk(first);
        let end = rest.find(|c| is_cjk(c) != cjk).unwrap_or(rest.len());
        let (run, tail) = rest.split_at(end);
        rest = tail;
        if cjk {
            pairs(run, emit);
        } else {
            buffer.clear();
            let letters = run.chars().filter(|c| !matches!(c, '\'' | '\u{2019}'));
            buffer.extend(letters.flat_map(char::to_lowercase));
            emit(cut(buffer));
        }
    }
}

/// The overlapping pairs of a run of CJK characters; a single character is itself.
fn pairs(run: &str, emit: &mut impl FnMut(&str)) {
    let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).collect();
    if starts.len() < 2 {
        emit(run);
    }
    for (i, start) in starts
        .iter()
        .enumerate()
        .take(starts.len().saturating_sub(1))
    {
        let end = starts.get(i + 2).copied().unwrap_or(run.len());
        emit(run.get(*start..end).unwrap_or(run));
    }
}

/// Scripts written without spaces between words.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}' // Thai, Lao
        | '\u{3040}'..='\u{30ff}' // kana
        | '\u{3400}'..='\u{9fff}' // han
        | '\u{ac00}'..='\u{d7af}' // hangul
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

fn cut(word: &str) -> &str {
    if word.len() <= MAX_WORD {
        return word;
    }
    let mut end = MAX_WORD;
    while !word.is_char_boundary(end) {
        end -= 1;
    }
    word.split_at(end).0
}

/// A lower-case word without accents and width variants: `café` and `cafe` are one.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_string();
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            c => folded.extend(c.to_lowercase()),
        }
    }
    // Hangul is taken apart by NFKD; put it together again.
    folded.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_give_themselves_and_their_pieces() {
        assert_eq!(
            word_list("KubePodCrashLooping"),
            ["kubepodcrashlooping", "kube", "pod", "crash", "looping"]
        );
        assert_eq!(
            word_list("CPUThrottlingHigh"),
            ["cputhrottlinghigh", "cpu", "throttling", "high"]
        );
        assert_eq!(
            word_list("kube-state_metrics.v2"),
            ["kube", "state", "metrics", "v2"]
        );
        assert_eq!(
            word_list("VMs URLs x509 sha256sum"),
            ["vms", "urls", "x509", "sha256sum"]
        );
    }

    #[test]
    fn apostrophes_do_not_split_words() {
        assert_eq!(
            word_list("couldn't 'quoted' user\u{2019}s"),
            ["couldnt", "quoted", "users"]
        );
    }

    #[test]
    fn accents_and_widths_are_folded() {
        assert_eq!(fold("café"), "cafe");
        assert_eq!(fold("cafe\u{301}"), "cafe");
        assert_eq!(fold("ｄｉｓｋ"), "disk");
        assert_eq!(fold("straße"), "strasse");
        assert_eq!(fold("한글"), "한글");
    }

    #[test]
    fn cjk_runs_are_overlapping_pairs() {
        assert_eq!(word_list("磁盘空间 full"), ["磁盘", "盘空", "空间", "full"]);
        assert_eq!(word_list("盘"), ["盘"]);
        assert_eq!(word_list("Linux磁盘"), ["linux", "磁盘"]);
    }

    proptest::proptest! {
        #[test]
        fn plain_text_gives_the_same_words_the_fast_way(text in "[a-cA-C0-1' _.-]{0,40}") {
            let (mut fast, mut slow) = (Vec::new(), Vec::new());
            let mut buffer = String::new();
            ascii_words(&text, &mut buffer, &mut |word: &str| fast.push(word.to_string()));
            any_words(&text, &mut buffer, &mut |word: &str| slow.push(word.to_string()));
            proptest::prop_assert_eq!(fast, slow);
        }
    }

    #[test]
    fn very_long_words_are_cut_at_a_character() {
        let long = "é".repeat(400);
        let words = word_list(&long);
        assert_eq!(words.len(), 1);
        assert!(words[0].len() <= MAX_WORD);
    }
}
