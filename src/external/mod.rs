//! Other programs and the desktop: clipboard and opener. Takes plain strings.

pub mod clipboard;
pub mod opener;
