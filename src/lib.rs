//! jitt finds the right job aid and carries a person through its steps.
//!
//! The modules below stand in levels; a module imports only modules of the levels above it in this
//! list, never sideways or down (`tests/layers.rs` keeps it so). ARCHITECTURE.md tells the story.

// level 0: plain values, no other module of ours
pub mod aid;
pub mod diagnostic;
pub mod external;
pub mod store;

// level 1: settings, with findings about what is wrong in them
pub mod config;

// level 2: text to values, values to lines, what is kept between runs
pub mod parse;
pub mod render;
pub mod search;
pub mod session;
pub mod source;

// level 3: many aids
pub mod library;

// level 4: the browser; what is wrong with aids
pub mod lint;
pub mod ui;

// level 5: the command line
pub mod cli;
