//! The browser.

pub mod action;
mod app;

pub use app::{App, Options};
