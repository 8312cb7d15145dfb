//! Settings as written (file, environment) and the standard folders; plain values.

use std::path::PathBuf;

/// The standard folders; a missing home leaves them empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folders {
    /// Holds `config.toml`.
    pub config: Option<PathBuf>,
    /// The user's own aids are in `aids/` below it.
    pub data: Option<PathBuf>,
    /// State that survives anything.
    pub state: Option<PathBuf>,
    /// Can be deleted any time.
    pub cache: Option<PathBuf>,
    /// System data folders of jitt, in order.
    pub system: Vec<PathBuf>,
}

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
    /// Changed keys: the action's name and its keys as written.
    pub keys: Vec<(String, Vec<String>)>,
}
