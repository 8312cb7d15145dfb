//! Settings as written (file, environment) and the standard folders; plain values.

mod add;
mod folders;
mod settings;

pub use add::add_source;
pub use folders::Folders;
pub use settings::{ColourWhen, KeyChange, Settings, Wording};
