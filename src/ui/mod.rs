//! The browser.

pub mod action;
mod app;
pub mod run;
pub mod terminal;
mod watch;

pub use app::{App, Options};
