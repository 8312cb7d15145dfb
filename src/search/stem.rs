//! English word stems after Snowball's "Porter2" (<https://snowballstem.org/algorithms/english/stemmer.html>).
//!
//! Own code, because the published crates carry some twenty languages and have had no release for
//! years. Words with anything but `a` to `z` in them are left alone.

use std::borrow::Cow;

/// The stem of a lower-case word.
pub(super) fn stem(word: &str) -> Cow<'_, str> {
    if word.len() < 3 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    if let Some(special) = exception(word) {
        return Cow::Borrowed(special);
    }
    let mut stemmer = Stemmer::new(word);
    stemmer.plural();
    if !is_invariant_after_plural(&stemmer.word) {
        stemmer.past_and_gerund();
        stemmer.final_y();
        stemmer.long_suffix();
        stemmer.middle_suffix();
        stemmer.short_suffix();
        stemmer.final_e_or_l();
    }
    stemmer.word.make_ascii_lowercase();
    Cow::Owned(String::from_utf8(stemmer.word).unwrap_or_default())
}

fn exception(word: &str) -> Option<&str> {
    Some(match word {
        "skis" => "ski",
        "skies" => "sky",
        "dying" => "die",
        "lying" => "lie",
        "tying" => "tie",
        "idly" => "idl",
        "gently" => "gentl",
        "ugly" => "ugli",
        "early" => "earli",
        "only" => "onli",
        "singly" => "singl",
        "sky" | "news" | "howe" | "atlas" | "cosmos" | "bias" | "andes" => word,
        _ => return None,
    })
}

fn is_invariant_after_plural(word: &[u8]) -> bool {
    matches!(
        word,
        b"inning"
            | b"outing"
            | b"canning"
            | b"herring"
            | b"earring"
            | b"proceed"
            | b"exceed"
            | b"succeed"
    )
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// A word being stemmed; `Y` stands for a y that is a consonant.
struct Stemmer {
    word: Vec<u8>,
    r1: usize,
    r2: usize,
}

impl Stemmer {
    fn new(word: &str) -> Stemmer {
        let mut word = word.as_bytes().to_vec();
        let mut after_vowel = true; // an initial y is a consonant
        for byte in &mut word {
            if *byte == b'y' && after_vowel {
                *byte = b'Y';
            }
            after_vowel = is_vowel(*byte);
        }
        let r1 = ["gener", "commun", "arsen"]
            .iter()
            .find(|prefix| word.starts_with(prefix.as_bytes()))
            .map_or_else(|| region(&word, 0), |prefix| prefix.len());
        let r2 = region(&word, r1);
        Stemmer { word, r1, r2 }
    }

    fn ends(&self, suffix: &str) -> bool {
        // Most of the many suffixes differ in their last letter.
        self.word.last() == suffix.as_bytes().last() && self.word.ends_with(suffix.as_bytes())
    }

    /// Where `suffix` would begin.
    fn at(&self, suffix: &str) -> usize {
        self.word.len().saturating_sub(suffix.len())
    }

    fn replace(&mut self, suffix: &str, with: &str) {
        self.word.truncate(self.at(suffix));
        self.word.extend_from_slice(with.as_bytes());
    }

    fn has_vowel_before(&self, end: usize) -> bool {
        self.word.iter().take(end).any(|b| is_vowel(*b))
    }

    fn byte_before(&self, end: usize) -> u8 {
        end.checked_sub(1)
            .and_then(|i| self.word.get(i))
            .copied()
            .unwrap_or(0)
    }

    /// Step 1a.
    fn plural(&mut self) {
        if self.ends("sses") {
            self.replace("sses", "ss");
        } else if self.ends("ied") || self.ends("ies") {
            let with = if self.word.len() > 4 { "i" } else { "ie" };
            self.replace("ies", with);
        } else if self.ends("s") && !self.ends("us") && !self.ends("ss") {
            // A vowel somewhere before the letter that stands before the s.
            if self.has_vowel_before(self.word.len().saturating_sub(2)) {
                self.replace("s", "");
            }
        }
    }

    /// Step 1b.
    fn past_and_gerund(&mut self) {
        for suffix in ["eedly", "eed"] {
            if self.ends(suffix) {
                if self.at(suffix) >= self.r1 {
                    self.replace(suffix, "ee");
                }
                return;
            }
        }
        for suffix in ["ingly", "edly", "ing", "ed"] {
            if self.ends(suffix) {
                if self.has_vowel_before(self.at(suffix)) {
                    self.replace(suffix, "");
                    self.mend();
                }
                return;
            }
        }
    }

    /// What is left after `ed` and `ing`: hop(p), hop(e).
    fn mend(&mut self) {
        if self.ends("at") || self.ends("bl") || self.ends("iz") {
            self.word.push(b'e');
        } else if let [.., a, b] = self.word.as_slice()
            && a == b
            && b"bdfgmnprt".contains(b)
        {
            self.word.pop();
        } else if self.r1 >= self.word.len() && self.short_syllable_before(self.word.len()) {
            self.word.push(b'e');
        }
    }

    /// Vowel and consonant (not w, x, Y) after a consonant, or a vowel at the start and a consonant.
    fn short_syllable_before(&self, end: usize) -> bool {
        match self.word.get(..end) {
            Some([vowel, last]) => is_vowel(*vowel) && !is_vowel(*last),
            Some([.., first, vowel, last]) => {
                !is_vowel(*first) && is_vowel(*vowel) && !is_vowel(*last) && !b"wxY".contains(last)
            }
            _ => false,
        }
    }

    /// Step 1c.
    fn final_y(&mut self) {
        let before = self.word.len().saturating_sub(1);
        if before > 1 && (self.ends("y") || self.ends("Y")) && !is_vowel(self.byte_before(before)) {
            self.replace("y", "i");
        }
    }

    /// Step 2.
    fn long_suffix(&mut self) {
        const PAIRS: [(&str, &str); 22] = [
            ("ization", "ize"),
            ("ational", "ate"),
            ("fulness", "ful"),
            ("ousness", "ous"),
            ("iveness", "ive"),
            ("tional", "tion"),
            ("biliti", "ble"),
            ("lessli", "less"),
            ("entli", "ent"),
            ("ation", "ate"),
            ("alism", "al"),
            ("aliti", "al"),
            ("ousli", "ous"),
            ("iviti", "ive"),
            ("fulli", "ful"),
            ("enci", "ence"),
            ("anci", "ance"),
            ("abli", "able"),
            ("izer", "ize"),
            ("ator", "ate"),
            ("alli", "al"),
            ("bli", "ble"),
        ];
        if let Some((suffix, with)) = PAIRS.iter().find(|(suffix, _)| self.ends(suffix)) {
            if self.at(suffix) >= self.r1 {
                self.replace(suffix, with);
            }
        } else if self.ends("ogi") {
            if self.at("ogi") >= self.r1 && self.byte_before(self.at("ogi")) == b'l' {
                self.replace("ogi", "og");
            }
        } else if self.ends("li")
            && self.at("li") >= self.r1
            && b"cdeghkmnrt".contains(&self.byte_before(self.at("li")))
        {
            self.replace("li", "");
        }
    }

    /// Step 3.
    fn middle_suffix(&mut self) {
        const PAIRS: [(&str, &str); 8] = [
            ("ational", "ate"),
            ("tional", "tion"),
            ("alize", "al"),
            ("icate", "ic"),
            ("iciti", "ic"),
            ("ical", "ic"),
            ("ness", ""),
            ("ful", ""),
        ];
        if let Some((suffix, with)) = PAIRS.iter().find(|(suffix, _)| self.ends(suffix)) {
            if self.at(suffix) >= self.r1 {
                self.replace(suffix, with);
            }
        } else if self.ends("ative") && self.at("ative") >= self.r2 {
            self.replace("ative", "");
        }
    }

    /// Step 4.
    fn short_suffix(&mut self) {
        const SUFFIXES: [&str; 18] = [
            "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti",
            "ous", "ive", "ize", "ion", "al", "er", "ic",
        ];
        let Some(suffix) = SUFFIXES.iter().find(|suffix| self.ends(suffix)) else {
            return;
        };
        let at = self.at(suffix);
        let allowed = *suffix != "ion" || b"st".contains(&self.byte_before(at));
        if at >= self.r2 && allowed {
            self.replace(suffix, "");
        }
    }

    /// Step 5.
    fn final_e_or_l(&mut self) {
        let at = self.word.len().saturating_sub(1);
        let before = self.byte_before(at);
        if self.ends("e") {
            if at >= self.r2 || (at >= self.r1 && !self.short_syllable_before(at)) {
                self.word.pop();
            }
        } else if self.ends("l") && at >= self.r2 && before == b'l' {
            self.word.pop();
        }
    }
}

/// The region after the first consonant that follows a vowel, from `start` on.
fn region(word: &[u8], start: usize) -> usize {
    let mut after_vowel = false;
    for (i, byte) in word.iter().enumerate().skip(start) {
        let vowel = is_vowel(*byte);
        if after_vowel && !vowel {
            return i + 1;
        }
        after_vowel = vowel;
    }
    word.len()
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for forms in [
            &["expire", "expires", "expired", "expiring", "expiration"][..],
            &["throttle", "throttled", "throttling"],
            &["directory", "directories"],
            &["fail", "failed", "failing", "fails"],
            &["stop", "stopped", "stopping"],
            &["compaction", "compactions"],
        ] {
            let stems: Vec<_> = forms.iter().map(|f| stem(f)).collect();
            assert!(stems.iter().all(|s| s == &stems[0]), "{forms:?}: {stems:?}");
        }
    }

    #[test]
    fn stems_are_those_of_the_published_vocabulary() {
        for (word, expected) in [
            ("consigned", "consign"),
            ("consistency", "consist"),
            ("knightly", "knight"),
            ("generously", "generous"),
            ("communication", "communic"),
            ("hopping", "hop"),
            ("hoping", "hope"),
            ("by", "by"),
            ("say", "say"),
            ("cries", "cri"),
            ("ties", "tie"),
            ("gas", "gas"),
            ("exceed", "exceed"),
            ("rational", "ration"),
            ("controlling", "control"),
            ("yes", "yes"),
        ] {
            assert_eq!(stem(word), expected, "{word}");
        }
    }

    #[test]
    fn names_with_digits_or_other_letters_stay() {
        assert_eq!(stem("x509s"), "x509s");
        assert_eq!(stem("größes"), "größes");
    }
}
