//! Which step is which, whatever its number: by what stands in it.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::{Aid, Step, StepRef};

/// A step's identity over changes of its page: its content, and how many steps of the same content
/// come before it. Written as `9f3a52c1b60d7e84:0`, which is what state files hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepKey {
    /// [`fingerprint`] of its text and commands.
    pub content: u64,
    /// Steps of the same content before it on the page.
    pub nth: u32,
}

/// A step's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mark {
    /// Not done yet.
    #[default]
    Open,
    /// Done.
    Done,
    /// Left out, though it was to be done.
    Skipped,
    /// Its condition does not hold, or a decision led past it.
    NotApplicable,
}

/// FNV-1a (64 bit, the reference constants). It is written to disk, so it must never change; it tells
/// accidents apart, not attacks.
pub fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The keys of all steps of a page.
pub fn step_keys(aid: &Aid) -> BTreeMap<StepRef, StepKey> {
    let mut seen: BTreeMap<u64, u32> = BTreeMap::new();
    let mut keys = BTreeMap::new();
    for (procedure, steps) in aid.procedures().enumerate() {
        for (step, written) in steps.steps().enumerate() {
            let content = content(written);
            let before = seen.entry(content).or_default();
            let key = StepKey {
                content,
                nth: *before,
            };
            keys.insert(StepRef { procedure, step }, key);
            *before += 1;
        }
    }
    keys
}

/// A mark says "I did what stood here": text and commands. Numbers, notes and blanks do not matter.
fn content(step: &Step) -> u64 {
    let text = step.plain_text();
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let commands = step.commands();
    for command in &commands {
        words.push("\n");
        words.extend(command.text.split_whitespace());
    }
    fingerprint(words.join(" ").as_bytes())
}

impl fmt::Display for StepKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}:{}", self.content, self.nth)
    }
}

impl FromStr for StepKey {
    type Err = String;

    fn from_str(written: &str) -> Result<StepKey, String> {
        let parts = written.split_once(':');
        let parsed = parts.and_then(|(content, nth)| {
            let content = u64::from_str_radix(content, 16).ok()?;
            let nth = nth.parse().ok()?;
            Some(StepKey { content, nth })
        });
        parsed.ok_or_else(|| format!("{written:?} is no step"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_is_the_published_one() {
        // Vectors of the FNV authors: it may never change, state files hold it.
        assert_eq!(fingerprint(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fingerprint(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn a_key_is_read_as_it_is_written() {
        let key = StepKey {
            content: 0xab,
            nth: 2,
        };
        assert_eq!(key.to_string(), "00000000000000ab:2");
        assert_eq!(key.to_string().parse(), Ok(key));
        assert!("ab".parse::<StepKey>().is_err() && "x:1".parse::<StepKey>().is_err());
    }
}
