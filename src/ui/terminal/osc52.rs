//! The terminal's own clipboard (OSC 52): works over ssh where the terminal allows it, and never says
//! whether it did.

/// More than this many bytes xterm and those who follow it drop without a word.
const LONGEST: usize = 74_994;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What sets the clipboard to `text`. Inside tmux it is sent twice, to tmux itself (which passes it on
/// with `set-clipboard on`) and wrapped for the terminal around it (`allow-passthrough on`): which of the
/// two is allowed cannot be known, and both set the same text.
///
/// # Errors
/// Why it cannot be sent, for the person.
pub(super) fn sequence(text: &str, inside_tmux: bool) -> Result<Vec<u8>, String> {
    if text.len() > LONGEST {
        return Err(format!(
            "{} KB is more than terminals take (OSC 52 ends at {} KB)",
            text.len().div_ceil(1000),
            LONGEST / 1000
        ));
    }
    let payload = base64(text.as_bytes());
    let mut sequence = format!("\x1b]52;c;{payload}\x07");
    if inside_tmux {
        sequence.push_str(&format!("\x1bPtmux;\x1b\x1b]52;c;{payload}\x07\x1b\\"));
    }
    Ok(sequence.into_bytes())
}

fn base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let index = (bits >> (18 - 6 * digit)) & 63;
            // Of n bytes the first n + 1 digits say something.
            match DIGITS.get(index as usize) {
                Some(letter) if digit <= chunk.len() => out.push(char::from(*letter)),
                _ => out.push('='),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        let pairs = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (text, encoded) in pairs {
            assert_eq!(base64(text.as_bytes()), encoded);
        }
        assert_eq!(base64("ÿþ€".as_bytes()), "w7/DvuKCrA==");
    }

    #[test]
    fn in_tmux_the_terminal_around_it_gets_it_too() {
        assert_eq!(sequence("df", false), Ok(b"\x1b]52;c;ZGY=\x07".to_vec()));
        assert_eq!(
            sequence("df", true),
            Ok(b"\x1b]52;c;ZGY=\x07\x1bPtmux;\x1b\x1b]52;c;ZGY=\x07\x1b\\".to_vec())
        );
    }

    #[test]
    fn too_much_is_refused_and_not_cut() {
        assert!(sequence(&"x".repeat(LONGEST), false).is_ok());
        let refused = sequence(&"x".repeat(LONGEST + 1), false);
        assert!(refused.is_err_and(|why| why.contains("75 KB")));
    }
}
