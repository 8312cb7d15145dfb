//! The browser as a person meets it: keys in, screen out, without a terminal.
//!
//! Stored screens are in `tests/screens/`; `INSTA_UPDATE=always cargo test --test tui` makes them anew.

mod tui {
    pub mod browser;
    pub mod pages;

    mod ahead;
    mod anything;
    mod author;
    mod fill;
    mod keys;
    mod linear;
    mod looks;
    mod place;
    mod search;
    mod send;
    mod sizes;
    mod steps;
    mod trouble;
    mod trust;
}
