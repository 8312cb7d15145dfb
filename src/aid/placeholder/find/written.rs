//! One placeholder, by its style.

use std::ops::Range;

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

/// `{{name}}`, `{{a|b}}`, `{{[-s|--long]}}`, `{{file ...}}`.
fn braces(rest: &str) -> Option<Parts> {
    let inner = rest.get(2..)?;
    let end = inner.find("}}")?;
    let content = inner.get(..end)?;
    // `{{a{b}}}`: the last two close.
    let extra = usize::from(content.contains('{') && inner.get(end + 2..)?.starts_with('}'));
    let content = inner.get(..end + extra)?;
    let length = end + extra + 4;
    let name = content.trim();
    if name.is_empty() || name.contains('\n') || is_expression(without_dots(name).0) {
        return None;
    }
    if let Some((short, long)) = spellings(name) {
        return Some((length, name.to_string(), HoleKind::Option { short, long }));
    }
    let (name, several) = without_dots(name);
    let choices: Vec<String> = match (range_of(name), name.contains('|')) {
        (Some(choices), _) => choices,
        (None, true) => name
            .split('|')
            .map(|choice| choice.trim().to_string())
            .collect(),
        (None, false) => Vec::new(),
    };
    let choices = if choices.iter().any(String::is_empty) {
        Vec::new()
    } else {
        choices
    };
    Some((length, name.to_string(), value(choices, several)))
}

/// Go, Jinja, Helm and GitHub expressions.
fn is_expression(content: &str) -> bool {
    let starts = content.starts_with([
        '.', '$', '"', '\'', '#', '/', '%', '-', '`', '!', '&', '>', '*', '@', '(',
    ]);
    let option = content.starts_with('-') && content.len() > 1 && !content.starts_with("- ");
    let first = content
        .split(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or_default();
    let keyword = matches!(
        first,
        "range"
            | "if"
            | "end"
            | "else"
            | "with"
            | "template"
            | "block"
            | "define"
            | "include"
            | "json"
            | "printf"
            | "println"
            | "print"
            | "len"
            | "index"
            | "join"
            | "toYaml"
            | "toJson"
            | "quote"
            | "default"
            | "lookup"
            | "tpl"
            | "eq"
            | "ne"
            | "not"
            | "and"
            | "or"
            | "upper"
            | "lower"
            | "split"
            | "slice"
            | "truncate"
            | "table"
            | "pad"
            | "hyperlink"
            | "color"
            | "autocolor"
            | "timeago"
            | "timefmt"
            | "tablerow"
            | "tablerender"
    ) && (content == first || content.contains([' ', '(']))
        && (matches!(first, "end" | "else")
            || content.contains(['.', '$', '"', '('])
            || matches!(first, "range" | "if"));
    let path = content.contains(" .") || content.contains(" $") || content.contains(" | ");
    let context = [
        "env.", "matrix.", "secrets.", "github.", "steps.", "Values.", "inputs.", "vars.", "item.",
        "ansible_",
    ]
    .iter()
    .any(|start| content.starts_with(start));
    (starts && !option && !content.starts_with("[")) || keyword || path || context
}

/// `[-s|--long]`
fn spellings(content: &str) -> Option<(String, String)> {
    let inner = content.strip_prefix('[')?.strip_suffix(']')?;
    let (short, long) = inner.split_once('|')?;
    let option = |text: &str| !text.is_empty() && !text.contains(['|', '[', ']']);
    (option(short) && option(long)).then(|| (short.to_string(), long.to_string()))
}

/// `file ...` means several.
fn without_dots(name: &str) -> (&str, bool) {
    match name.strip_suffix("...").or_else(|| name.strip_suffix('…')) {
        Some(less) if !less.trim_end().is_empty() => (less.trim_end(), true),
        _ => (name, false),
    }
}

/// `1..5` is one of five numbers; of more than twenty none is listed.
fn range_of(name: &str) -> Option<Vec<String>> {
    let (from, to) = name.split_once("..")?;
    let (from, to): (i64, i64) = (from.parse().ok()?, to.parse().ok()?);
    let count = to.checked_sub(from)?;
    (0..20)
        .contains(&count)
        .then(|| (from..=to).map(|n| n.to_string()).collect())
}

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
