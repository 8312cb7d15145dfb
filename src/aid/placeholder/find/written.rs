//! One placeholder, by its style.

mod braces;

use std::ops::Range;

use braces::{braces, without_dots};

use super::{Known, is_name_byte, is_short, value};
use crate::aid::placeholder::{HoleKind, Shell};

/// A placeholder as it is written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) range: Range<usize>,
    pub(super) name: String,
    pub(super) kind: HoleKind,
    /// `$NAME`: the shell would put something there itself.
    pub(super) variable: bool,
}

/// Variables that are there without the page.
const COMMON: [&str; 46] = [
    "HOME",
    "PATH",
    "USER",
    "PWD",
    "SHELL",
    "EDITOR",
    "VISUAL",
    "PAGER",
    "BROWSER",
    "LOGNAME",
    "TERM",
    "LANG",
    "LC_ALL",
    "LANGUAGE",
    "HOSTNAME",
    "HOSTTYPE",
    "OSTYPE",
    "MACHTYPE",
    "UID",
    "EUID",
    "GID",
    "GROUPS",
    "PPID",
    "RANDOM",
    "SECONDS",
    "LINENO",
    "TMPDIR",
    "OLDPWD",
    "IFS",
    "DISPLAY",
    "PIPESTATUS",
    "REPLY",
    "OPTARG",
    "OPTIND",
    "COLUMNS",
    "LINES",
    "MAIL",
    "SHLVL",
    "TZ",
    "SUDO_USER",
    "USERNAME",
    "PS1",
    "FUNCNAME",
    "EPOCHSECONDS",
    "DIRSTACK",
    "CDPATH",
];

/// Beginnings of names that programs set.
const COMMON_STARTS: [&str; 9] = [
    "XDG_", "BASH", "ZSH", "SSH_", "LC_", "TMUX", "WAYLAND_", "DBUS_", "FISH_",
];

/// Tags of HTML that are no names of anything.
const TAGS: [&str; 29] = [
    "br", "hr", "em", "td", "tr", "th", "ul", "ol", "li", "h1", "h2", "h3", "h4", "div", "span",
    "html", "head", "table", "tbody", "thead", "strong", "script", "style", "img", "pre", "nav",
    "svg", "small", "center",
];

/// What programs print where there is nothing, and keys that are pressed.
const NOT_NAMES: [&str; 26] = [
    "none",
    "unknown",
    "nil",
    "null",
    "unset",
    "missing",
    "stdin",
    "stdout",
    "stderr",
    "undefined",
    "empty",
    "no value",
    "enter",
    "return",
    "esc",
    "escape",
    "tab",
    "space",
    "backspace",
    "delete",
    "del",
    "up",
    "down",
    "left",
    "right",
    "invalid",
];

/// The placeholder that starts at byte `at` of `text`.
pub(super) fn at(text: &str, at: usize, known: &Known, shell: Shell) -> Option<Written> {
    let rest = text.get(at..)?;
    let before = text.get(..at)?;
    let (length, name, kind) = match rest.as_bytes().first()? {
        b'{' if rest.starts_with("{{") => braces(rest)?,
        b'{' => declared_in(rest, '{', '}', before, known)?,
        b'[' => declared_in(rest, '[', ']', before, known)?,
        b'<' => angles(text, at, before, rest, known)?,
        b'(' if rest.starts_with("((") => parentheses(before, rest)?,
        b'$' => return variable(at, rest, known),
        b'%' if shell == Shell::Cmd => percents(rest, known)?,
        b if is_name_byte(*b) => word(before, rest, known)?,
        _ => return None,
    };
    is_short(&name).then_some(Written {
        range: at..at + length,
        name,
        kind,
        variable: false,
    })
}

type Parts = (usize, String, HoleKind);

/// `<name>`: not a redirection or a here-document; HTML, a key or "nothing" only if it is declared.
fn angles(text: &str, at: usize, before: &str, rest: &str, known: &Known) -> Option<Parts> {
    let end = rest.find(['>', '\n', '\'', '"', '|', '&', ';', '`', '$', '\\'])?;
    if !rest.get(end..)?.starts_with('>') || before.ends_with('<') || before.ends_with("#include ")
    {
        return None;
    }
    let content = rest.get(1..end)?;
    let (name, several) = without_dots(content);
    let allowed = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '_' | '-' | '.' | '/' | ' ' | ':' | ',' | '#' | '(' | ')')
    };
    let starts = name.starts_with(|c: char| c.is_alphabetic() || c == '_') && !name.ends_with(' ');
    if !starts || !name.chars().all(allowed) || is_redirected(name, before, rest.get(end + 1..)?) {
        return None;
    }
    let lower = name.to_lowercase();
    let key = ["ctrl", "alt", "shift", "c-", "s-", "m-", "cmd"]
        .iter()
        .any(|key| {
            lower
                .strip_prefix(key)
                .is_some_and(|rest| key.ends_with('-') || rest.starts_with(['-', ' ', '+']))
        });
    let closes = text.get(at + end..)?.contains(&format!("</{name}>"));
    let word = NOT_NAMES.contains(&lower.as_str()) || TAGS.contains(&lower.as_str());
    if (key || closes || word) && !known.declared.contains(name) {
        return None;
    }
    Some((end + 1, name.to_string(), value(Vec::new(), several)))
}

/// `sort <in.txt >out`, `cmd <in 2>err`, `mysql <dump.sql>log`.
fn is_redirected(name: &str, before: &str, after: &str) -> bool {
    let mut words = name.split(' ');
    let descriptor = name.contains(' ')
        && words
            .next_back()
            .is_some_and(|word| word.parse::<u8>().is_ok());
    let option = name.contains(" -");
    let file = name.contains(['.', '/']) && !name.contains(' ') && before.ends_with([' ', '\t']);
    let into = after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '~'));
    let known_file = [
        ".sql", ".txt", ".log", ".csv", ".json", ".gz", ".xml", ".yml", ".yaml", ".conf",
    ];
    let input = before.ends_with([' ', '\t'])
        && after.starts_with(' ')
        && known_file.iter().any(|e| name.ends_with(e));
    descriptor
        || option
        || (file && into && !name.ends_with('/') && known_file.iter().any(|e| name.ends_with(e)))
        || (input && after.trim_start().starts_with('>'))
}

/// `((name))`, where it is no arithmetic.
fn parentheses(before: &str, rest: &str) -> Option<Parts> {
    let end = rest.find("))")?;
    let name = rest.get(2..end)?;
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.');
    let starts = name.starts_with(char::is_alphabetic) && !name.ends_with(' ');
    if !starts || !name.chars().all(allowed) || before.ends_with('$') {
        return None;
    }
    // As a command of its own it computes.
    let command = before
        .trim_end()
        .rsplit([' ', '\n', ';'])
        .next()
        .unwrap_or_default();
    let computes = matches!(
        command,
        "" | "if"
            | "while"
            | "until"
            | "then"
            | "do"
            | "else"
            | "&&"
            | "||"
            | "!"
            | "for"
            | "{"
            | "("
    );
    (!computes).then(|| (end + 2, name.to_string(), value(Vec::new(), false)))
}

/// `$NAME`, `${NAME}`: never assigned on the page and not there anyway. Small letters if declared.
fn variable(at: usize, rest: &str, known: &Known) -> Option<Written> {
    let braced = rest.starts_with("${");
    let start = if braced { 2 } else { 1 };
    let after = rest.get(start..)?;
    let length = after.bytes().take_while(|b| is_name_byte(*b)).count();
    let name = after.get(..length)?;
    let end = start + length + usize::from(braced);
    if braced && !after.get(length..)?.starts_with('}') {
        return None;
    }
    if !known.declared.contains(name) {
        let shouted = length > 1
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && !name.bytes().any(|b| b.is_ascii_lowercase());
        let common =
            COMMON.contains(&name) || COMMON_STARTS.iter().any(|start| name.starts_with(start));
        if !shouted || common || known.assigned.contains(name) {
            return None;
        }
    }
    Some(Written {
        range: at..at + end,
        name: name.to_string(),
        kind: value(Vec::new(), false),
        variable: true,
    })
}

/// `%NAME%` of cmd.exe.
fn percents(rest: &str, known: &Known) -> Option<Parts> {
    let after = rest.get(1..)?;
    let length = after.bytes().take_while(|b| is_name_byte(*b)).count();
    let name = after.get(..length)?;
    let shouted = length > 1 && !name.bytes().any(|b| b.is_ascii_lowercase());
    let system = [
        "USERPROFILE",
        "APPDATA",
        "LOCALAPPDATA",
        "PROGRAMFILES",
        "SYSTEMROOT",
        "WINDIR",
        "TEMP",
        "TMP",
        "COMSPEC",
        "CD",
        "DATE",
        "TIME",
        "ERRORLEVEL",
        "USERDOMAIN",
        "COMPUTERNAME",
        "PROGRAMDATA",
        "SYSTEMDRIVE",
        "HOMEPATH",
        "HOMEDRIVE",
    ];
    let set = known.assigned.contains(name) || COMMON.contains(&name) || system.contains(&name);
    let closed = after.get(length..)?.starts_with('%');
    (shouted && closed && !set).then(|| (length + 2, name.to_string(), value(Vec::new(), false)))
}

/// `{name}`, `[name]` of names that are declared.
fn declared_in(rest: &str, open: char, close: char, before: &str, known: &Known) -> Option<Parts> {
    let end = rest.find(close)?;
    let name = rest.get(open.len_utf8()..end)?;
    let hit = known.declared.contains(name) && !before.ends_with('$');
    hit.then(|| (end + 1, name.to_string(), value(Vec::new(), false)))
}

/// `YOUR_X`, and names in capitals that are declared.
fn word(before: &str, rest: &str, known: &Known) -> Option<Parts> {
    if before
        .bytes()
        .next_back()
        .is_some_and(|b| is_name_byte(b) || matches!(b, b'$' | b'%'))
        || before.ends_with("${")
    {
        return None;
    }
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .unwrap_or(rest.len());
    let mut name = rest.get(..end)?;
    let yours = |name: &str| {
        let tail = name
            .strip_prefix("YOUR_")
            .or_else(|| name.strip_prefix("YOUR-"));
        tail.is_some_and(|tail| !tail.is_empty() && !tail.bytes().any(|b| b.is_ascii_lowercase()))
    };
    if name == "YOUR" {
        let long = rest.find(|c: char| {
            !(c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '_' | '-'))
        });
        name = rest
            .get(..long.unwrap_or(rest.len()))?
            .trim_end_matches('-');
    }
    let shouted = name.bytes().any(|b| b.is_ascii_uppercase())
        && !name.bytes().any(|b| b.is_ascii_lowercase());
    // It gets its value here.
    let assigned = rest.get(name.len()..)?.starts_with('=') && !before.ends_with('-');
    let is_one = yours(name) || (shouted && known.declared.contains(name));
    (is_one && !assigned).then(|| (name.len(), name.to_string(), value(Vec::new(), false)))
}
