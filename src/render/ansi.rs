//! Lines to text for standard output: plain, or with SGR and OSC 8 that are closed on each line.

use std::fmt::Write as _;

use super::theme::{Style, style};
use super::{Line, Span};

/// The longest address that terminals are known to take in OSC 8 (VTE and iTerm2 stop at 2083).
const LONGEST_ADDRESS: usize = 2083;

/// What the output can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Output {
    /// Colours and attributes.
    pub colour: bool,
    /// OSC 8 hyperlinks (only on a terminal).
    pub hyperlinks: bool,
}

/// The lines as text, each ended by LF and without trailing spaces.
pub fn to_text(lines: &[Line], output: Output) -> String {
    let mut text = String::new();
    for line in lines {
        let start = text.len();
        for span in &line.spans {
            push_span(&mut text, span, output);
        }
        if !output.colour && !output.hyperlinks {
            let end = text.trim_end_matches(' ').len();
            text.truncate(end.max(start));
        }
        text.push('\n');
    }
    text
}

fn push_span(text: &mut String, span: &Span, output: Output) {
    let address = output
        .hyperlinks
        .then(|| span.link.as_deref().and_then(address))
        .flatten();
    let sgr = match output.colour {
        true => sgr(style(span)),
        false => String::new(),
    };
    // Writing to a String cannot fail.
    if let Some(address) = &address {
        let _ = write!(text, "\x1b]8;;{address}\x1b\\");
    }
    if sgr.is_empty() {
        text.push_str(&span.text);
    } else {
        let _ = write!(text, "\x1b[{sgr}m{}\x1b[0m", span.text);
    }
    if address.is_some() {
        text.push_str("\x1b]8;;\x1b\\");
    }
}

/// The parameters of SGR, empty for the terminal's own style.
fn sgr(style: Style) -> String {
    let foreground = style.foreground.map(|colour| match colour {
        0..=7 => 30 + colour,
        _ => 90 + (colour & 7),
    });
    [
        style.bold.then_some(1),
        style.dim.then_some(2),
        style.italic.then_some(3),
        style.underline.then_some(4),
        style.reverse.then_some(7),
        foreground,
    ]
    .into_iter()
    .flatten()
    .map(|parameter| parameter.to_string())
    .collect::<Vec<_>>()
    .join(";")
}

/// `target` for OSC 8: only web and mail addresses, percent-encoded to printable ASCII.
fn address(target: &str) -> Option<String> {
    let allowed = ["http://", "https://", "mailto:"].iter().any(|scheme| {
        target
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    if !allowed {
        return None;
    }
    let mut address = String::with_capacity(target.len());
    for byte in target.bytes() {
        if byte.is_ascii_graphic() {
            address.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    (address.len() <= LONGEST_ADDRESS).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::super::{Role, sanitize};
    use super::*;
    use proptest::prelude::*;

    const PLAIN: Output = Output {
        colour: false,
        hyperlinks: false,
    };
    const COLOUR: Output = Output {
        colour: true,
        hyperlinks: false,
    };
    const LINKS: Output = Output {
        colour: true,
        hyperlinks: true,
    };

    fn line(spans: Vec<Span>) -> Line {
        Line {
            spans,
            ..Line::default()
        }
    }

    fn linked(text: &str, target: &str) -> Line {
        line(vec![Span {
            link: Some(target.into()),
            ..Span::new(text, Role::Link)
        }])
    }

    /// What is left of `text` without well-formed SGR and OSC 8, and whether both were closed.
    fn strip(text: &str) -> (String, bool) {
        let (mut rest, mut left) = (text, String::new());
        let (mut styled, mut linked) = (false, false);
        while let Some(at) = rest.find('\x1b') {
            left.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some(link) = rest.strip_prefix("\x1b]8;;") {
                let end = link.find("\x1b\\").expect("an OSC 8 ends");
                linked = end > 0;
                rest = &link[end + 2..];
            } else {
                let sgr = rest.strip_prefix("\x1b[").expect("only SGR and OSC 8");
                let end = sgr.find('m').expect("an SGR ends");
                assert!(sgr[..end].bytes().all(|b| b.is_ascii_digit() || b == b';'));
                styled = &sgr[..end] != "0";
                rest = &sgr[end + 1..];
            }
        }
        left.push_str(rest);
        (left, !styled && !linked)
    }

    #[test]
    fn coloured_text_is_the_plain_text_with_styles_that_end_on_their_line() {
        let lines = [
            line(vec![
                Span::new("1.", Role::Number),
                Span::new(" Look", Role::Text),
            ]),
            line(vec![Span::new("df -h", Role::Command)]),
        ];
        assert_eq!(to_text(&lines, PLAIN), "1. Look\ndf -h\n");
        assert_eq!(
            to_text(&lines, COLOUR),
            "\x1b[1m1.\x1b[0m Look\n\x1b[35mdf -h\x1b[0m\n"
        );
    }

    #[test]
    fn only_web_and_mail_addresses_become_hyperlinks_and_only_when_asked() {
        let web = [linked("docs", "https://docs.example/ä b\x1b]")];
        assert_eq!(
            to_text(&web, LINKS),
            "\x1b]8;;https://docs.example/%C3%A4%20b%1B]\x1b\\\x1b[4mdocs\x1b[0m\x1b]8;;\x1b\\\n"
        );
        assert!(!to_text(&web, COLOUR).contains("]8;"));
        for target in [
            "javascript:x",
            "file:///etc/passwd",
            "other.md",
            "https:",
            "",
        ] {
            assert!(
                !to_text(&[linked("x", target)], LINKS).contains("]8;"),
                "{target}"
            );
        }
    }

    #[test]
    fn plain_lines_end_without_spaces() {
        assert_eq!(
            to_text(
                &[line(vec![Span::new("a  ", Role::Text)]), line(Vec::new())],
                PLAIN
            ),
            "a\n\n"
        );
    }

    proptest! {
        #[test]
        fn plain_text_has_no_escape_and_coloured_text_only_closed_ones(
            text in any::<String>(), target in any::<String>(), web in any::<bool>(), matched in any::<bool>()
        ) {
            let target = if web { format!("https://{target}") } else { target };
            let spans = vec![Span {
                link: Some(target),
                matched,
                ..Span::new(sanitize::visible_line(&text), Role::Caution)
            }];
            let lines = [line(spans)];
            let plain = to_text(&lines, PLAIN);
            prop_assert!(!plain.contains(|c: char| c.is_control() && c != '\n'));
            for output in [COLOUR, LINKS] {
                let (left, closed) = strip(&to_text(&lines, output));
                prop_assert!(closed);
                prop_assert_eq!(left.trim_end(), plain.trim_end());
            }
        }
    }
}
