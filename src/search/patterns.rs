//! Symptoms as aids declare them: substrings with `*`, regular expressions between slashes.

use crate::aid::{Entry, expression};
use crate::store::{Blob, Sections};

use super::symptom::{Line, mask};
use super::table::{Table, TableWriter};
use super::tokens::word_list;

/// All declared symptoms, by entry.
#[derive(Debug, Clone, Default)]
pub(super) struct Patterns {
    texts: Table,
    /// By entry, the end of its texts.
    ends: Blob,
    /// Entries with an expression that holds no word to find it by.
    wordless: Vec<u32>,
}

impl Patterns {
    /// What [`Patterns::put`] has put there.
    pub(super) fn of(sections: &Sections) -> Patterns {
        Patterns {
            texts: Table::of(sections, "symptoms"),
            ends: sections.get("symptoms.by_entry"),
            wordless: sections.get("symptoms.wordless").all_numbers(),
        }
    }

    /// Puts together what all entries that are not hidden declare.
    pub(super) fn put(entries: &[Entry], sections: &mut Sections) {
        let (mut texts, mut ends, mut wordless) = (TableWriter::default(), Vec::new(), Vec::new());
        let mut end = 0u32;
        for (doc, entry) in (0u32..).zip(entries) {
            let symptoms: &[String] = match entry.hidden {
                true => &[],
                false => &entry.meta.symptoms,
            };
            for symptom in symptoms {
                texts.push(symptom.trim());
                end += 1;
                if expression(symptom).is_some() && !word_list(symptom).iter().any(|w| w.len() > 3)
                {
                    wordless.push(doc);
                }
            }
            ends.push(end);
        }
        wordless.dedup();
        texts.put(sections, "symptoms");
        sections.put_numbers("symptoms.by_entry", &ends);
        sections.put_numbers("symptoms.wordless", &wordless);
    }

    /// Entries that must be tried even if they share no word with the text.
    pub(super) fn wordless(&self) -> &[u32] {
        &self.wordless
    }

    /// How surely one of the entry's symptoms is in one of the lines, 0 to 1.
    pub(super) fn strength(&self, doc: u32, lines: &[Line]) -> f32 {
        self.ends
            .span(doc as usize)
            .map(|i| strength_of(&self.texts.get(i), lines))
            .fold(0.0, f32::max)
    }
}

fn strength_of(symptom: &str, lines: &[Line]) -> f32 {
    if let Some(Ok(regex)) = expression(symptom) {
        let best = lines.iter().filter(|line| regex.is_match(&line.text));
        return best.map(|line| 0.8 * line.weight).fold(0.0, f32::max);
    }
    let wanted = mask(symptom);
    let words = word_list(symptom).len();
    if words == 0 {
        return 0.0;
    }
    // One word is in many texts; four in a row are hardly there by chance.
    let sure = (0.25 * words as f32).min(1.0);
    // Of a path alone nothing is left, which any line holds.
    let tells = wanted.contains(char::is_alphanumeric);
    let of_line = |line: &Line| {
        if (tells && holds(&line.masked, &wanted)) || holds(&line.lower, &symptom.to_lowercase()) {
            sure * line.weight
        } else if line.words >= 3 && format!(" {wanted} ").contains(&format!(" {} ", line.masked)) {
            // A part of the symptom was typed.
            (0.2 * line.words as f32).min(0.8) * line.weight
        } else {
            0.0
        }
    };
    lines.iter().map(of_line).fold(0.0, f32::max)
}

/// Whether the pieces of `pattern` between `*` stand in `text` in this order. A number is whole:
/// `exit code 1` is not in `exit code 137`.
fn holds(text: &str, pattern: &str) -> bool {
    let mut rest = text;
    pattern.split('*').map(str::trim).all(|piece| {
        let number = piece.ends_with(|c: char| c.is_ascii_digit());
        let ends = rest.match_indices(piece).map(|(at, _)| at + piece.len());
        let mut after = ends.filter_map(|end| rest.get(end..));
        let found =
            after.find(|after| !(number && after.starts_with(|c: char| c.is_ascii_digit())));
        rest = found.unwrap_or("");
        found.is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::super::symptom::line_of;
    use super::*;

    fn strength(symptom: &str, text: &str) -> f32 {
        strength_of(symptom, &[line_of(text, 1.0)])
    }

    #[test]
    fn symptoms_match_as_substrings_with_wildcards_case_ignored() {
        assert!(strength("no space left", "tee: x.log: No space left on device") > 0.5);
        assert!(strength("job * failed", "unit: Job backup.service/start FAILED") >= 0.5);
        assert_eq!(strength("no space left", "no room left on device"), 0.0);
        assert_eq!(strength("*", "anything"), 0.0);
        assert_eq!(strength("/var/log/journal", "cannot open /etc/x"), 0.0);
        assert!(strength("/var/log/journal", "4.0G /var/log/journal") > 0.5);
    }

    #[test]
    fn volatile_parts_of_both_sides_are_equal() {
        let declared = "dial tcp 10.0.0.1:5432: connection refused";
        assert_eq!(
            strength(declared, "dial tcp 192.168.7.9:5432: connection refused"),
            1.0
        );
        assert_eq!(strength("exit code 137", "exit code 1"), 0.0);
        assert!(strength("cannot open '/etc/a'", "cannot open '/var/b/c': denied") > 0.3);
    }

    #[test]
    fn expressions_are_tried_and_broken_ones_are_plain_text() {
        assert!(strength("/df.*100%/", "df says 100% used") > 0.5);
        assert_eq!(strength("/df.*100%/", "df says 99% used"), 0.0);
        assert_eq!(strength("/(/", "a (b"), 0.0);
    }

    #[test]
    fn expensive_expressions_end() {
        let line = "a".repeat(5_000);
        assert_eq!(strength("/(a*)*(a*)*b/", &line), 0.0);
        assert_eq!(strength("/((a{1,500}){1,500}){1,500}/", "aaaa"), 0.0);
    }
}
