//! `--new` and `--edit`: the author's loop.

mod edit;
mod new;
mod template;

pub(super) use edit::edit;
pub(super) use new::new;
