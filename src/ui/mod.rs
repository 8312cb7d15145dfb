//! The browser: events in, effects out, frames drawn.
//!
//! [`App`] is the state with its panes; it knows no file, no clock and no terminal. Keys are data
//! ([`keymap`]), rectangles are computed (`layout`), text reaches the screen only through `cells`.

pub mod action;
mod app;
mod asking;
mod cells;
mod confirm;
mod copy;
pub mod danger;
mod find;
mod findings;
mod form;
pub mod habits;
mod help;
pub mod keeper;
pub mod keymap;
mod layout;
pub mod linear;
mod links;
mod list;
mod message;
mod prompt;
pub mod resume;
pub mod run;
mod sheet;
mod steps;
pub mod terminal;
mod watch;

pub use app::{App, Options};
