//! What is wrong with aids beyond what their reader has to know: the rules of `jitt --check`.
//!
//! A [`Rule`] is data (its code, level, reason and examples) and a function of a `Page`; a file below
//! `rules/` is a rule. What parser, source and library find on their own is not looked for again: such
//! a rule has no function, only its explanation. Rules touch the world through [`Surroundings`] alone;
//! [`Checker`] is the shell around them that reads files and asks bash.

mod check;
mod collection;
mod fix;
mod ignore;
mod page;
mod prose;
mod rule;
mod rules;
mod walk;

pub use check::{Options, check};
pub use collection::{Checked, Checker, Found, Mended};
pub use fix::fixed;
pub use page::{Surroundings, SyntaxError};
pub use rule::Rule;
pub use rules::{RULES, rule_of, same_titles};

#[cfg(test)]
mod testing;
