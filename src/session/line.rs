//! A line of a state file: a version, a checksum, a record as JSON.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::aid::fingerprint;

/// What every line of this version begins with. A later version begins with another number, and this
/// one leaves its lines alone.
const VERSION: &str = "1";

/// What a line of a state file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line<R> {
    /// A record.
    Record(R),
    /// Written by a later jitt: kept, not understood.
    Newer,
    /// Half written, or changed by something else.
    Damaged,
}

/// The record as bytes to append.
///
/// A line end before it closes whatever a crash or a full disk left half written; empty lines mean
/// nothing.
pub(super) fn encode<R: Serialize>(record: &R) -> Vec<u8> {
    // Our records are made of strings and numbers alone, which JSON can always hold.
    let json = serde_json::to_string(record).unwrap_or_default();
    let sum = fingerprint(json.as_bytes());
    format!("\n{VERSION} {sum:016x} {json}\n").into_bytes()
}

/// What a line (without its end) is; none for an empty one.
pub(super) fn decode<R: DeserializeOwned>(line: &[u8]) -> Option<Line<R>> {
    if line.is_empty() {
        return None;
    }
    let Some((version, sum, json)) = parts(line) else {
        return Some(Line::Damaged);
    };
    if u64::from_str_radix(sum, 16) != Ok(fingerprint(json.as_bytes())) {
        return Some(Line::Damaged);
    }
    // With a right checksum it was written as it is: what cannot be read is of a later jitt.
    let read = (version == VERSION).then(|| serde_json::from_str(json).ok());
    Some(read.flatten().map_or(Line::Newer, Line::Record))
}

fn parts(line: &[u8]) -> Option<(&str, &str, &str)> {
    let line = str::from_utf8(line).ok()?;
    let (version, rest) = line.split_once(' ')?;
    let (sum, json) = rest.split_once(' ')?;
    let numeric = !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit());
    (numeric && sum.len() == 16).then_some((version, sum, json))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(record: &str) -> Vec<u8> {
        let bytes = encode(&record);
        bytes[1..bytes.len() - 1].to_vec()
    }

    #[test]
    fn a_record_is_read_as_it_was_written_and_never_otherwise() {
        let line = bare("a\nb");
        assert_eq!(decode(&line), Some(Line::Record("a\nb".to_string())));
        for cut in 1..line.len() {
            let read = decode::<String>(&line[..cut]);
            assert_eq!(read, Some(Line::Damaged), "cut at {cut}");
        }
        for at in 0..line.len() {
            for bit in 0..8 {
                let mut changed = line.clone();
                changed[at] ^= 1 << bit;
                let read = decode::<String>(&changed);
                let same = read == Some(Line::Record("a\nb".to_string()));
                // The hexadecimal digits of the checksum have two spellings.
                let spelling = changed.eq_ignore_ascii_case(&line);
                assert!(!same || spelling, "bit {bit} of byte {at}");
            }
        }
    }

    #[test]
    fn lines_of_a_later_version_are_told_from_damage() {
        let json = "{\"new\":1}";
        let sum = fingerprint(json.as_bytes());
        let of = |version: &str| format!("{version} {sum:016x} {json}").into_bytes();
        assert_eq!(decode::<String>(&of("2")), Some(Line::Newer));
        // The same version with a record of a kind that is not known yet.
        assert_eq!(decode::<String>(&of("1")), Some(Line::Newer));
        assert_eq!(decode::<String>(&of("x")), Some(Line::Damaged));
        assert_eq!(decode::<String>(b""), None);
    }
}
