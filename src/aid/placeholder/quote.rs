//! A value as the text that the shell reads as just this value.

use std::fmt;

use super::Shell;
use super::position::{Position, Quoting};

/// Why a value does not go into its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It holds a control character: no quoting makes it harmless at a prompt.
    Control,
    /// It holds this character, which cannot be said in the quotes there.
    Character(char),
    /// Only letters, digits and a few signs are safe there.
    NotPlain,
    /// The shell reckons with it: only digits are safe there.
    NotNumber,
    /// It is run by a second shell: only letters, digits and a few signs are safe there.
    Script,
    /// It would end the here-document.
    EndsDocument,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Control => f.write_str("control characters and line ends cannot be filled in"),
            Refusal::Character(c) => write!(f, "{c} cannot stand in the quotes of this command"),
            Refusal::NotPlain => {
                f.write_str("only letters, digits and _ . / : @ + - are safe in this place")
            }
            Refusal::NotNumber => f.write_str("only a whole number is safe in this place"),
            Refusal::Script => f.write_str(
                "a second shell reads this: only letters, digits and _ . / : @ + - are safe",
            ),
            Refusal::EndsDocument => f.write_str("it would end the here-document"),
        }
    }
}

/// Words that mean something to a shell where a command is expected.
const RESERVED: [&str; 31] = [
    "if",
    "then",
    "else",
    "elif",
    "fi",
    "for",
    "while",
    "until",
    "do",
    "done",
    "case",
    "esac",
    "in",
    "select",
    "function",
    "time",
    "coproc",
    "foreach",
    "end",
    "repeat",
    "nocorrect",
    "begin",
    "switch",
    "and",
    "or",
    "not",
    "builtin",
    "command",
    "exec",
    "noglob",
    "always",
];

/// `value` for a place of a command; `several` values stand there with blanks between them.
///
/// # Errors
/// There is no way to write it there that all shells read as this value.
pub(super) fn quoted(
    value: &str,
    several: bool,
    position: &Position,
    shell: Shell,
) -> Result<String, Refusal> {
    if value
        .chars()
        .any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
    {
        return Err(Refusal::Control);
    }
    let several = several && position.quoting == Quoting::Bare;
    let words: Vec<&str> = match several {
        true => value.split_whitespace().collect(),
        false => vec![value],
    };
    let words: Result<Vec<String>, Refusal> = words
        .into_iter()
        .map(|word| one(word, position, shell))
        .collect();
    Ok(words?.join(" "))
}

fn one(value: &str, position: &Position, shell: Shell) -> Result<String, Refusal> {
    let plain = !value.is_empty() && value.chars().all(is_plain);
    if position.script && !plain {
        return Err(Refusal::Script);
    }
    if position.arithmetic && !value.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Refusal::NotNumber);
    }
    if position.quoting == Quoting::Closed {
        return if plain {
            Ok(value.to_string())
        } else {
            Err(Refusal::NotPlain)
        };
    }
    if let Some(quote) = position.within {
        let breaks = |c: &char| *c == quote || *c == '\\';
        if let Some(c) = value.chars().find(breaks) {
            return Err(Refusal::Character(c));
        }
    }
    match shell {
        Shell::Posix => posix(value, plain, position),
        Shell::PowerShell => power_shell(value, plain, position),
        Shell::Nu => nu(value, plain, position),
        Shell::Cmd | Shell::Unquotable if plain => Ok(value.to_string()),
        Shell::Cmd | Shell::Unquotable => Err(Refusal::NotPlain),
    }
}

/// Means the same to every shell, quoted or not.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '/' | ':' | '@' | '+' | '-')
}

fn posix(value: &str, plain: bool, position: &Position) -> Result<String, Refusal> {
    // History expansion is older than quoting and does not see all of it.
    if position.nested && value.contains('!') {
        return Err(Refusal::Character('!'));
    }
    match &position.quoting {
        Quoting::Bare if plain && !needs_quotes(value, position) => Ok(value.to_string()),
        Quoting::Bare => Ok(bare(value)),
        Quoting::Single if value.contains('\'') => Err(Refusal::Character('\'')),
        // To fish a backslash in single quotes escapes: it stands between two quoted parts.
        Quoting::Single => Ok(value.replace('\\', r"'\\'")),
        Quoting::Double => Ok(double(value, position)),
        Quoting::Document { expands: false } => Ok(value.to_string()),
        Quoting::Document { .. } => Ok(escaped(value, &['\\', '$', '`'], '\\')),
        Quoting::Closed => Err(Refusal::NotPlain),
    }
}

/// A plain value that would mean something else than itself where it stands.
fn needs_quotes(value: &str, position: &Position) -> bool {
    let digits = value.bytes().all(|b| b.is_ascii_digit());
    position.after_variable
        || (position.in_braces && !value.bytes().all(|b| b.is_ascii_alphanumeric()))
        || (position.before_redirection && digits)
        || RESERVED.contains(&value)
}

/// Quoted parts, with what fish would read differently within quotes escaped between them.
fn bare(value: &str) -> String {
    if value.is_empty() {
        return "''".to_string();
    }
    let mut out = String::new();
    let mut open = false;
    for c in value.chars() {
        let outside = matches!(c, '\'' | '\\');
        if outside == open {
            out.push('\'');
            open = !outside;
        }
        if outside {
            out.push('\\');
        }
        out.push(c);
    }
    if open {
        out.push('\'');
    }
    out
}

/// Escaped; a backtick, which fish takes escapes of literally, and `!`, which history expansion takes out
/// of double quotes, in single quotes between two double-quoted parts.
fn double(value: &str, position: &Position) -> String {
    let mut out = String::new();
    if position.after_variable && !value.is_empty() {
        out.push_str("\"\"");
    }
    for c in value.chars() {
        match c {
            '\\' | '"' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '`' | '!' => {
                out.push_str("\"'");
                out.push(c);
                out.push_str("'\"");
            }
            _ => out.push(c),
        }
    }
    out
}

fn escaped(value: &str, special: &[char], escape: char) -> String {
    let mut out = String::new();
    for c in value.chars() {
        if special.contains(&c) {
            out.push(escape);
        }
        out.push(c);
    }
    out
}

/// PowerShell takes typographic quotes for quotes.
const SINGLES: [char; 5] = ['\'', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}'];
const DOUBLES: [char; 4] = ['"', '\u{201c}', '\u{201d}', '\u{201e}'];

fn power_shell(value: &str, plain: bool, position: &Position) -> Result<String, Refusal> {
    let quote = |quotes: &[char]| value.chars().find(|c| quotes.contains(c));
    let whole_word = plain && !position.after_variable && !value.starts_with('@');
    match position.quoting {
        Quoting::Bare if whole_word && !RESERVED.contains(&value) => Ok(value.to_string()),
        // What follows at once would be an argument of its own.
        Quoting::Bare if position.after_variable => Err(Refusal::NotPlain),
        Quoting::Bare => {
            let mut out = String::from("'");
            for c in value.chars() {
                out.extend(std::iter::repeat_n(
                    c,
                    1 + usize::from(SINGLES.contains(&c)),
                ));
            }
            out.push('\'');
            Ok(out)
        }
        Quoting::Single => match quote(&SINGLES) {
            Some(c) => Err(Refusal::Character(c)),
            None => Ok(value.to_string()),
        },
        Quoting::Double if position.after_variable => Err(Refusal::NotPlain),
        Quoting::Double => {
            let special: Vec<char> = DOUBLES.iter().copied().chain(['`', '$']).collect();
            Ok(escaped(value, &special, '`'))
        }
        Quoting::Document { .. } | Quoting::Closed => Err(Refusal::NotPlain),
    }
}

fn nu(value: &str, plain: bool, position: &Position) -> Result<String, Refusal> {
    let forbidden = |special: &[char]| match value.chars().find(|c| special.contains(c)) {
        Some(c) => Err(Refusal::Character(c)),
        None => Ok(value.to_string()),
    };
    match position.quoting {
        _ if position.after_variable => Err(Refusal::NotPlain),
        Quoting::Bare
            if plain
                && value.starts_with(|c: char| c.is_ascii_alphabetic())
                && !RESERVED.contains(&value) =>
        {
            Ok(value.to_string())
        }
        Quoting::Bare => forbidden(&['\'']).map(|value| format!("'{value}'")),
        Quoting::Single => forbidden(&['\'']),
        Quoting::Double => Ok(escaped(value, &['\\', '"'], '\\')),
        Quoting::Document { .. } | Quoting::Closed => Err(Refusal::NotPlain),
    }
}
