//! A page as it is written, for what is said about places in it.

use super::{decode, front_matter};

/// The text that a page's places are counted in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// The file as text: no byte order mark, LF line ends, bytes that are not UTF-8 as U+FFFD.
    pub text: String,
    /// The line of the file, from 1, on which the body starts, behind any front matter.
    pub body_line: u32,
}

impl Written {
    /// The text of a file's bytes.
    pub fn of(bytes: &[u8]) -> Written {
        let text = decode::decode(bytes).text;
        let body_line = front_matter::read(&text).body_line;
        Written { text, body_line }
    }
}
