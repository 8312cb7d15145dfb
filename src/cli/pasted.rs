//! What was piped in: the output of a command that failed.

use std::collections::VecDeque;
use std::io::{self, Read};

use super::failure::Failure;
use super::world::World;

/// The end of the output says what went wrong; more than this of it is not kept (bytes).
const KEPT: usize = 8 * 1024 * 1024;

/// The piped text (its last 8 MiB); none when standard input is no pipe or file, or holds nothing.
pub(super) fn read(world: &World) -> Result<Option<String>, Failure> {
    if !world.stdin_is_piped {
        return Ok(None);
    }
    let bytes = tail(io::stdin().lock())
        .map_err(|error| Failure::Io(format!("cannot read standard input: {error}")))?;
    let text = String::from_utf8_lossy(&bytes);
    Ok((!text.trim().is_empty()).then(|| text.into_owned()))
}

fn tail(mut input: impl Read) -> io::Result<Vec<u8>> {
    let mut kept = VecDeque::new();
    let mut chunk = vec![0; 64 * 1024];
    loop {
        match input.read(&mut chunk) {
            Ok(0) => return Ok(kept.into()),
            Ok(count) => {
                kept.extend(&chunk[..count]);
                let over = kept.len().saturating_sub(KEPT);
                kept.drain(..over);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_end_of_a_long_output_is_kept() {
        let long = io::repeat(b'a').take(KEPT as u64).chain(&b"the error"[..]);
        let kept = tail(long).expect("reading from memory");
        assert_eq!(kept.len(), KEPT);
        assert!(kept.ends_with(b"aathe error"));
    }
}
