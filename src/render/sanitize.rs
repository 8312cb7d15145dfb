//! The one way from a stranger's text to any output: control, direction and invisible characters
//! become visible marks.
//!
//! Nothing is dropped: what a terminal would obey or hide is shown, control characters in caret
//! notation (`^[`), all others by number (`<U+202E>`). The marks are printable ASCII, so passing a
//! text through twice changes nothing more (Trojan Source, CVE-2021-42574).

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;

/// Columns between tab stops, as terminals have them.
const TAB_STOP: usize = 8;

/// More accents on one letter are no writing: they paint over the lines above and below.
const MOST_STACKED: usize = 8;

/// Where a text stands, which decides what in it is suspicious.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Running text: joiners and variation selectors that shape real letters and emoji stay.
    Text,
    /// A command, code or a path: nothing that cannot be seen stays, odd spaces included.
    Code,
}

/// Running text: every control character (but not LF) as a visible mark; TAB becomes one space, a flag
/// its two letters.
pub fn visible(text: &str) -> Cow<'_, str> {
    if is_plain_ascii(text) {
        return Cow::Borrowed(text);
    }
    let shown = escape(text, Place::Text, |out, character| {
        out.push(match character {
            '\t' => ' ',
            other => other,
        });
    });
    Cow::Owned(match shown.contains(is_flag) {
        true => shown.chars().map(flag_letter).collect(),
        false => shown,
    })
}

/// A regional indicator; two of them are a flag.
fn is_flag(character: char) -> bool {
    matches!(character, '\u{1f1e6}'..='\u{1f1ff}')
}

/// The letter that a regional indicator stands for. Terminals disagree whether two of them take two
/// columns or four (tmux 3.3 leaves half of one behind), so a flag is shown as the letters it is.
fn flag_letter(character: char) -> char {
    if !is_flag(character) {
        return character;
    }
    let number = u32::from(character) - u32::from('\u{1f1e6}');
    char::from_u32(u32::from('A') + number).unwrap_or(character)
}

/// Commands and code: as [`visible`], but stricter (joiners, variation selectors and spaces that
/// are not U+0020 are marked too), and TAB goes to the next tab stop.
pub fn visible_code(text: &str) -> Cow<'_, str> {
    if is_plain_ascii(text) {
        return Cow::Borrowed(text);
    }
    let mut line_start = 0;
    Cow::Owned(escape(text, Place::Code, move |out, character| {
        if character == '\t' {
            let line = out.get(line_start..).unwrap_or_default();
            let spaces = TAB_STOP - super::width(line) % TAB_STOP;
            out.extend(std::iter::repeat_n(' ', spaces));
        } else {
            out.push(character);
        }
        // A tab ends at a stop, so the next one counts from there: each text is measured once.
        line_start = out.len();
    }))
}

/// A text for one line (a title, a message, a list entry): as [`visible`], and LF is a space too.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    match visible(text) {
        shown if shown.contains('\n') => Cow::Owned(shown.replace('\n', " ")),
        shown => shown,
    }
}

/// A file or a command for a pipe, to be used on: marks as in running text, but LF and TAB stay
/// as they are and CR LF is LF.
pub fn visible_source(text: &str) -> Cow<'_, str> {
    if is_plain_ascii(text) {
        return Cow::Borrowed(text);
    }
    let text: Cow<'_, str> = if text.contains("\r\n") {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    };
    Cow::Owned(escape(&text, Place::Text, |out, character| {
        out.push(character);
    }))
}

/// A path for output: escaped, also where it is not UTF-8 (`\xff`) or holds line ends (`^J`).
pub fn visible_path(path: &Path) -> String {
    let mut out = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        out += &escape(chunk.valid(), Place::Code, |out, character| {
            push_mark(out, character);
        });
        for byte in chunk.invalid() {
            // Writing to a String cannot fail.
            let _ = write!(out, "\\x{byte:02x}");
        }
    }
    out
}

/// Whether `text`, as a command, holds a character that is not what it seems (control, direction,
/// invisible, an odd space). TAB and LF are what they seem.
pub fn hides_something(text: &str) -> bool {
    !is_plain_ascii(text)
        && text
            .chars()
            .any(|c| !matches!(c, '\t' | '\n') && is_hidden_in_code(c))
}

fn is_plain_ascii(text: &str) -> bool {
    text.bytes().all(|b| b == b'\n' || matches!(b, 0x20..=0x7e))
}

/// `text` with marks; LF and TAB go to `layout`, which pushes what they are to become.
fn escape(text: &str, place: Place, mut layout: impl FnMut(&mut String, char)) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut characters = text.chars().peekable();
    // The character before, if it is shown as it is: a mark is nothing that could be joined.
    let mut before = None;
    let mut stacked = 0;
    while let Some(character) = characters.next() {
        let kept = if matches!(character, '\t' | '\n') {
            layout(&mut out, character);
            false
        } else {
            stacked = if is_stacking(character) {
                stacked + 1
            } else {
                0
            };
            let stays = stacked <= MOST_STACKED
                && stays(place, before, character, characters.peek().copied());
            if stays {
                out.push(character);
            } else {
                push_mark(&mut out, character);
            }
            stays
        };
        before = kept.then_some(character);
    }
    out
}

/// Whether `character` may be shown as it is between its neighbours.
fn stays(place: Place, before: Option<char>, character: char, after: Option<char>) -> bool {
    if place == Place::Code {
        return !is_hidden_in_code(character);
    }
    match character {
        '\u{200c}' | '\u{200d}' => {
            let joins = |neighbour: Option<char>| neighbour.is_some_and(is_joinable);
            (joins(before) || before.is_some_and(is_variation_selector)) && joins(after)
        }
        _ if is_variation_selector(character) => before.is_some_and(takes_variation),
        _ => !is_hidden(character),
    }
}

/// Letters of the scripts that need joiners (Arabic and what follows it) and symbols, emoji among them.
fn is_joinable(character: char) -> bool {
    character >= '\u{600}'
        && !character.is_whitespace()
        && !is_hidden(character)
        && !is_joiner(character)
        && !is_variation_selector(character)
}

/// One selector after a character that has variants: an ideograph, a symbol, an emoji, a keycap's digit.
fn takes_variation(character: char) -> bool {
    is_joinable(character) || matches!(character, '#' | '*' | '0'..='9' | '\u{a9}' | '\u{ae}')
}

/// Combining marks that stack without end (those of scripts that need many are not among them).
fn is_stacking(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{180b}'..='\u{180d}' | '\u{180f}')
}

fn is_hidden_in_code(character: char) -> bool {
    is_hidden(character)
        || is_joiner(character)
        || is_variation_selector(character)
        || character == '\u{2800}' // braille blank
        || (character.is_whitespace() && character != ' ')
}

/// Never shown as it is, wherever it stands: Cc, Zl, Zp, the characters of Cf that show nothing or
/// turn the direction, other default-ignorable ones, and noncharacters. (The Arabic, Syriac and
/// Kaithi signs of Cf are visible and stay.)
fn is_hidden(character: char) -> bool {
    matches!(character,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}'
        | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}'
        | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
        | '\u{13430}'..='\u{1345f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
        || u32::from(character) & 0xfffe == 0xfffe
}

/// `^[` for C0 and DEL, `<U+0085>` for all others.
fn push_mark(out: &mut String, character: char) {
    match character {
        '\0'..='\u{1f}' | '\u{7f}' => {
            out.push('^');
            // C0 and DEL are below 0x80: the cast is exact, and flipping bit 6 gives `@`..`_` and `?`.
            out.push(char::from(character as u8 ^ 0x40));
        }
        _ => {
            // Writing to a String cannot fail.
            let _ = write!(out, "<U+{:04X}>", u32::from(character));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a terminal, a pipe or a cell must never get (threats: Cc, direction, invisible).
    fn is_forbidden(character: char) -> bool {
        (character.is_control() && character != '\n')
            || matches!(character,
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}'
                | '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{2028}' | '\u{2029}' | '\u{e0000}'..='\u{e007f}')
    }

    #[test]
    fn a_flag_is_shown_as_its_letters_which_every_terminal_measures_alike() {
        assert_eq!(visible("flag \u{1f1e9}\u{1f1ea}."), "flag DE.");
    }

    #[test]
    fn no_code_point_gets_through_as_a_control_or_invisible_one() {
        for character in '\0'..=char::MAX {
            let alone = character.to_string();
            let within = format!("a{character}b");
            for text in [&alone, &within] {
                for shown in [
                    visible(text),
                    visible_code(text),
                    visible_line(text),
                    visible_path(Path::new(text)).into(),
                ] {
                    assert!(!shown.contains(is_forbidden), "{character:?} in {shown:?}");
                    assert!(
                        !shown.is_empty(),
                        "{character:?} must be shown, not dropped"
                    );
                }
            }
            assert!(
                !visible_code(&within).contains(|c| is_joiner(c) || is_variation_selector(c)),
                "{character:?}"
            );
            assert_eq!(
                hides_something(&within),
                character != '\t' && visible_code(&within) != within.as_str(),
                "{character:?}"
            );
        }
    }

    #[test]
    fn controls_are_shown_in_caret_notation_and_others_by_number() {
        for (text, shown) in [
            ("\x1b[31mred", "^[[31mred"),
            ("\0\x07\r\x7f", "^@^G^M^?"),
            ("a\u{9b}31m", "a<U+009B>31m"),
            ("safe\u{202e}txt.exe", "safe<U+202E>txt.exe"),
            ("pay\u{200b}pal", "pay<U+200B>pal"),
            ("\u{e0041}", "<U+E0041>"),
            ("two\nlines", "two\nlines"),
            ("a\tb", "a b"),
        ] {
            assert_eq!(visible(text), shown);
        }
    }

    #[test]
    fn letters_that_need_joiners_and_emoji_are_left_alone_in_text_and_marked_in_commands() {
        let persian = "می\u{200c}خواهم";
        let family = "👨\u{200d}👩\u{200d}👧 ❤\u{fe0f}\u{200d}🔥 1\u{fe0f}\u{20e3}";
        assert_eq!(visible(persian), persian);
        assert_eq!(visible(family), family);
        assert_eq!(visible_code("a\u{200d}b"), "a<U+200D>b");
        assert_eq!(visible_code(persian), "می<U+200C>خواهم");
        assert!(hides_something(persian));
    }

    #[test]
    fn a_joiner_or_selector_that_shapes_nothing_is_marked_in_text() {
        assert_eq!(visible("pass\u{200d}word"), "pass<U+200D>word");
        assert_eq!(visible("x\u{fe0f}"), "x<U+FE0F>");
        assert_eq!(visible("❤\u{fe0f}\u{fe01}"), "❤\u{fe0f}<U+FE01>");
        assert_eq!(visible("م\u{200c}\u{200c}م"), "م<U+200C><U+200C>م");
    }

    #[test]
    fn accents_piled_up_without_end_do_not_paint_over_other_lines() {
        let written = "e\u{302}\u{323}";
        assert_eq!(visible(written), written);
        let piled = format!("e{}x", "\u{301}".repeat(10));
        let shown = format!("e{}<U+0301><U+0301>x", "\u{301}".repeat(8));
        assert_eq!(visible(&piled), shown);
        assert_eq!(visible_code(&piled), shown);
    }

    #[test]
    fn an_odd_space_in_a_command_is_seen_and_in_text_it_is_a_space() {
        assert_eq!(visible_code("rm\u{a0}-rf"), "rm<U+00A0>-rf");
        assert!(hides_something("rm\u{a0}-rf"));
        assert_eq!(visible("n°\u{a0}5"), "n°\u{a0}5");
        assert!(!hides_something("printf 'a\tb' |\n  cat"));
    }

    #[test]
    fn tabs_in_code_go_to_the_next_stop_of_their_own_line() {
        assert_eq!(visible_code("a\tb\n\tc"), "a       b\n        c");
        assert_eq!(visible_code("ab表\tx"), "ab表    x");
    }

    #[test]
    fn a_source_for_a_pipe_keeps_tabs_and_loses_only_the_cr_of_line_ends() {
        assert_eq!(visible_source("a:\r\n\tb\r"), "a:\n\tb^M");
    }

    #[test]
    fn a_file_name_cannot_break_its_line_or_pass_for_another() {
        assert_eq!(visible_path(Path::new("a\n\x1bb\t.md")), "a^J^[b^I.md");
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt;
            let name = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
            assert_eq!(visible_path(Path::new(name)), "caf\\xe9.md");
        }
    }

    proptest! {
        #[test]
        fn passing_twice_changes_nothing_more(
            text in proptest::collection::vec(
                prop_oneof![any::<char>(), Just('\u{200d}'), Just('\u{fe0f}'), Just('\u{301}'), Just('\u{34f}'), Just('👩'), Just('م'), Just('\t'), Just('\r'), Just('\n')],
                0..24,
            ).prop_map(String::from_iter)
        ) {
            for pass in [visible, visible_code, visible_line, visible_source] {
                let once = pass(&text).into_owned();
                prop_assert_eq!(pass(&once), once.as_str());
            }
            prop_assert!(!visible(&text).contains(is_forbidden));
            prop_assert!(!visible_code(&text).contains(is_forbidden));
        }
    }
}
