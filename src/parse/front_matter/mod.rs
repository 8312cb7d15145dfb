//! The block of keys before a page's text, and what it says.

mod fence;

pub(super) use fence::split;
