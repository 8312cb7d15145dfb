//! `config.toml` to [`Settings`], with a finding for all that is wrong in it.

use std::ops::Range;
use std::path::{Path, PathBuf};

use toml_edit::{Document, Item, TableLike, Value};

use crate::diagnostic::{Code, Diagnostic, Position, Severity};

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ColourWhen {
    /// On a terminal that can, unless `NO_COLOR`.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Which words are taken to mean the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wording {
    /// Without the table that ships with jitt.
    pub without_shipped: bool,
    /// Groups of one's own: `a, b` are equals, `a > b, c` goes one way.
    pub own: Vec<String>,
}

/// `config.toml`, resolved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// Folders with aids, in order.
    pub sources: Vec<PathBuf>,
    /// When to colour.
    pub colour: ColourWhen,
    /// Plain linear form everywhere (screen readers).
    pub linear: bool,
    /// Whether the browser takes the mouse.
    pub mouse: Option<bool>,
    /// Options in their short spelling, where a page has both (`{{[-k|--keep]}}`).
    pub short_options: bool,
    /// `synonyms`: groups of words that mean the same, or `false` for none at all.
    pub synonyms: Wording,
    /// Whether places, values and use counts are kept.
    pub history: Option<bool>,
    /// Changed keys.
    pub keys: Vec<KeyChange>,
    /// Changed levels of the rules of `jitt --check`; none switches a rule off.
    pub levels: Vec<(Code, Option<Severity>)>,
}

/// A line of `[keys]`. Which actions and keys there are only the browser knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyChange {
    /// The action's name, as written.
    pub action: String,
    /// Where it stands in the file.
    pub at: Position,
    /// Its keys as written, each with its place.
    pub keys: Vec<(String, Position)>,
}

/// The keys of the file, as named in advice.
const KEYS: &str = "sources, color, linear, mouse, history, short_options, synonyms, keys, levels";

impl Settings {
    /// Reads the text of the configuration `file`.
    ///
    /// Relative folders are meant from the file's own folder, `~/` from `home`. What is wrong becomes
    /// a finding and leaves the default: a misspelt setting must not keep anybody from an aid.
    pub fn read(text: &str, file: &Path, home: Option<&Path>) -> (Settings, Vec<Diagnostic>) {
        let mut reader = Reader {
            text,
            file,
            home,
            findings: Vec::new(),
        };
        let settings = match Document::parse(text) {
            Ok(document) => reader.settings(document.as_table()),
            Err(error) => {
                let message = format!("is not valid TOML: {}", error.message().trim());
                let help = "until it is corrected, the default settings are used";
                reader.find(Severity::Error, error.span(), message, help);
                Settings::default()
            }
        };
        (settings, reader.findings)
    }
}

struct Reader<'a> {
    text: &'a str,
    file: &'a Path,
    home: Option<&'a Path>,
    findings: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn settings(&mut self, table: &dyn TableLike) -> Settings {
        let mut settings = Settings::default();
        for (key, item) in table.iter() {
            match key {
                "sources" => settings.sources = self.sources(item),
                "color" => settings.colour = self.colour(item),
                "linear" => settings.linear = self.switch(key, item).unwrap_or_default(),
                "mouse" => settings.mouse = self.switch(key, item),
                "short_options" => {
                    settings.short_options = self.switch(key, item).unwrap_or_default();
                }
                "synonyms" => settings.synonyms = self.synonyms(item),
                "history" => settings.history = self.switch(key, item),
                "keys" => settings.keys = self.keys(item),
                "levels" => settings.levels = self.levels(item),
                _ => {
                    let place = table.get_key_value(key).and_then(|(key, _)| key.span());
                    let help = format!("the settings are {KEYS}");
                    let message = format!("unknown setting {key:?}");
                    self.find(Severity::Warning, place, message, &help);
                }
            }
        }
        settings
    }

    fn sources(&mut self, item: &Item) -> Vec<PathBuf> {
        let written = self.strings("sources", item, "write sources = [\"~/runbooks\"]");
        written
            .into_iter()
            .filter_map(|(source, place)| self.folder(&source, place))
            .collect()
    }

    fn folder(&mut self, source: &str, place: Option<Range<usize>>) -> Option<PathBuf> {
        if source.is_empty() {
            self.find(Severity::Warning, place, "a source is empty", "remove it");
            return None;
        }
        let below_home = match source.strip_prefix('~') {
            Some("") => Some(""),
            Some(rest) => rest.strip_prefix('/'),
            None => None,
        };
        match (below_home, self.home) {
            // Joining an empty path would add a slash at the end.
            (Some(""), Some(home)) => Some(home.to_path_buf()),
            (Some(below), Some(home)) => Some(home.join(below)),
            (Some(_), None) => {
                let message = format!("{source} cannot be found without a home folder");
                self.find(Severity::Warning, place, message, "write the whole path");
                None
            }
            (None, _) => Some(self.file.parent().unwrap_or(Path::new("")).join(source)),
        }
    }

    fn colour(&mut self, item: &Item) -> ColourWhen {
        match item.as_str() {
            Some("auto") => ColourWhen::Auto,
            Some("always") => ColourWhen::Always,
            Some("never") => ColourWhen::Never,
            _ => {
                let help = "write color = \"auto\", \"always\" or \"never\"";
                self.wrong("color", item, help);
                ColourWhen::default()
            }
        }
    }

    fn switch(&mut self, key: &str, item: &Item) -> Option<bool> {
        if item.as_bool().is_none() {
            self.wrong(key, item, &format!("write {key} = true or false"));
        }
        item.as_bool()
    }

    fn synonyms(&mut self, item: &Item) -> Wording {
        if let Some(shipped) = item.as_bool() {
            return Wording {
                without_shipped: !shipped,
                ..Wording::default()
            };
        }
        let help = "write synonyms = [\"box, server\"], or false for none";
        let written = self.strings("synonyms", item, help);
        Wording {
            own: written.into_iter().map(|(group, _)| group).collect(),
            ..Wording::default()
        }
    }

    fn keys(&mut self, item: &Item) -> Vec<KeyChange> {
        let help = "write a table [keys] with lines such as done = [\"space\"]";
        let Some(table) = item.as_table_like() else {
            self.wrong("keys", item, help);
            return Vec::new();
        };
        let mut keys = Vec::new();
        for (action, item) in table.iter() {
            let named = table.get_key_value(action).and_then(|(key, _)| key.span());
            let written = self.strings(action, item, help).into_iter();
            keys.push(KeyChange {
                action: action.to_string(),
                at: self.position_of(named),
                keys: written
                    .map(|(key, place)| (key, self.position_of(place)))
                    .collect(),
            });
        }
        keys
    }

    /// Rules of `jitt --check` with the level that each is to have.
    fn levels(&mut self, item: &Item) -> Vec<(Code, Option<Severity>)> {
        let help = "write a table [levels] with lines such as vague = \"off\"";
        let Some(table) = item.as_table_like() else {
            self.wrong("levels", item, help);
            return Vec::new();
        };
        let mut levels = Vec::new();
        for (name, item) in table.iter() {
            let level = match item.as_str() {
                Some("error") => Some(Severity::Error),
                Some("warning" | "warn") => Some(Severity::Warning),
                Some("info") => Some(Severity::Info),
                Some("off") => None,
                _ => {
                    let help =
                        format!("write {name} = \"error\", \"warning\", \"info\" or \"off\"");
                    self.wrong(name, item, &help);
                    continue;
                }
            };
            match Code::named(name) {
                Some(code) => levels.push((code, level)),
                None => {
                    let message = format!("levels: there is no rule {name:?}");
                    let help = "jitt --explain all lists the rules";
                    self.find(Severity::Warning, item.span(), message, help);
                }
            }
        }
        levels
    }

    /// A string or a list of strings with their places; anything else is a finding.
    fn strings(
        &mut self,
        key: &str,
        item: &Item,
        help: &str,
    ) -> Vec<(String, Option<Range<usize>>)> {
        let values: Vec<&Value> = match item.as_value() {
            Some(Value::Array(array)) => array.iter().collect(),
            Some(value) => vec![value],
            None => {
                self.wrong(key, item, help);
                return Vec::new();
            }
        };
        let mut strings = Vec::new();
        for value in values {
            match value.as_str() {
                Some(text) => strings.push((text.to_string(), value.span())),
                None => {
                    let message = format!("{key}: {} is no text", value.type_name());
                    self.find(Severity::Warning, value.span(), message, help);
                }
            }
        }
        strings
    }

    fn wrong(&mut self, key: &str, item: &Item, help: &str) {
        let message = match item.as_str() {
            Some(text) => format!("{key} cannot be {text:?}"),
            None => format!("{key} cannot be of type {}", item.type_name()),
        };
        self.find(Severity::Warning, item.span(), message, help);
    }

    fn find(
        &mut self,
        severity: Severity,
        place: Option<Range<usize>>,
        message: impl Into<String>,
        help: &str,
    ) {
        let at = self.position_of(place);
        let mut finding = Diagnostic::new(Code::Config, severity, at, message).with_help(help);
        finding.file = self.file.to_path_buf();
        self.findings.push(finding);
    }

    fn position_of(&self, place: Option<Range<usize>>) -> Position {
        place.map_or(Position::default(), |place| self.position(place.start))
    }

    fn position(&self, offset: usize) -> Position {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let last_line = before.rsplit('\n').next().unwrap_or_default();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Position {
            line: count(before.matches('\n').count() + 1),
            column: count(last_line.chars().count() + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Settings, Vec<String>) {
        let file = Path::new("/home/ada/.config/jitt/config.toml");
        let (settings, findings) = Settings::read(text, file, Some(Path::new("/home/ada")));
        let shown = findings.iter().map(ToString::to_string).collect();
        (settings, shown)
    }

    #[test]
    fn a_full_configuration_is_read_without_findings() {
        let text = "# ours\nsources = [\"~/runbooks\", \"../aids\", \"/srv/aids\", \"~\"]\n\
            color = \"never\"\nlinear = true\nmouse = false\nhistory = false\n\
            synonyms = [\"box, server\"]\n\
            [keys]\ndone = [\"space\", \"x\"]\nquit = \"q\"\n";
        let (settings, findings) = read(text);
        assert_eq!(findings, Vec::<String>::new());
        let config = Path::new("/home/ada/.config/jitt");
        assert_eq!(
            settings.sources,
            [
                PathBuf::from("/home/ada/runbooks"),
                config.join("../aids"),
                PathBuf::from("/srv/aids"),
                PathBuf::from("/home/ada"),
            ]
        );
        assert_eq!(settings.colour, ColourWhen::Never);
        assert!(settings.linear);
        assert_eq!(settings.mouse, Some(false));
        assert_eq!(settings.synonyms.own, ["box, server"]);
        let (without, _) = read("synonyms = false");
        assert!(without.synonyms.without_shipped);
        assert_eq!(settings.history, Some(false));
        let at = |line, column| Position { line, column };
        let keys = |keys: &[(&str, Position)]| {
            let keys = keys.iter().map(|(key, at)| (key.to_string(), *at));
            keys.collect::<Vec<_>>()
        };
        let change = |action: &str, line, keys| KeyChange {
            action: action.to_string(),
            at: at(line, 1),
            keys,
        };
        assert_eq!(
            settings.keys,
            [
                change("done", 9, keys(&[("space", at(9, 9)), ("x", at(9, 18))])),
                change("quit", 10, keys(&[("q", at(10, 8))])),
            ]
        );
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place_and_the_rest_still_counts() {
        let text = "colour = \"never\"\nsources = [\"/a\", 7]\nlinear = \"yes\"\n  mouse = true\n\
            color = \"blue\"\nkeys = 3\n";
        let (settings, findings) = read(text);
        let file = "/home/ada/.config/jitt/config.toml";
        assert_eq!(
            findings,
            [
                format!("{file}:1:1: warning[config] unknown setting \"colour\""),
                format!("{file}:2:18: warning[config] sources: integer is no text"),
                format!("{file}:3:10: warning[config] linear cannot be \"yes\""),
                format!("{file}:5:9: warning[config] color cannot be \"blue\""),
                format!("{file}:6:8: warning[config] keys cannot be of type integer"),
            ]
        );
        assert_eq!(settings.sources, [PathBuf::from("/a")]);
        assert_eq!(settings.mouse, Some(true));
    }

    #[test]
    fn levels_of_rules_are_set_by_name() {
        let text = "[levels]\nvague = \"off\"\ntodo = \"error\"\ntudo = \"off\"\nparams = 3\n";
        let (settings, findings) = read(text);
        assert_eq!(
            settings.levels,
            [(Code::Vague, None), (Code::Todo, Some(Severity::Error))]
        );
        let file = "/home/ada/.config/jitt/config.toml";
        assert_eq!(
            findings,
            [
                format!("{file}:4:8: warning[config] levels: there is no rule \"tudo\""),
                format!("{file}:5:10: warning[config] params cannot be of type integer"),
            ]
        );
    }

    #[test]
    fn broken_toml_gives_the_defaults_and_one_finding_with_its_place() {
        let (settings, findings) = read("linear = true\nsources = [\"/a\"\ncolor = \"auto\"\n");
        assert_eq!(settings, Settings::default());
        assert_eq!(findings.len(), 1, "{findings:?}");
        let first = findings.first().expect("one finding");
        assert!(
            first.contains("config.toml:3:1: error[config] is not valid TOML"),
            "{first}"
        );
    }

    #[test]
    fn a_tilde_without_a_home_is_a_finding() {
        let (settings, findings) =
            Settings::read("sources = \"~/aids\"", Path::new("config.toml"), None);
        assert_eq!(settings.sources, Vec::<PathBuf>::new());
        assert_eq!(findings.len(), 1);
    }

    #[test]
    fn deep_nesting_ends_in_a_finding() {
        let text = format!("keys = {}", "[".repeat(100_000));
        assert_eq!(read(&text).1.len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_odd_to_be_read(text in "([ \r\n#=\\[\\]{}\".,~é]|sources|color|mouse|keys|true){0,40}") {
            let (settings, findings) = read(&text);
            proptest::prop_assert!(findings.is_empty() || findings.iter().all(|f| f.contains("config.toml:")));
            proptest::prop_assert!(settings.sources.iter().all(|source| source.is_absolute()));
        }
    }
}
