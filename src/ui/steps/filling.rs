//! What is filled into the commands of one aid.

use std::collections::BTreeSet;

use crate::aid::Aid;
use crate::aid::placeholder::Values;

/// What was filled in for an aid.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filling {
    /// The values.
    pub values: Values,
    /// The names that were asked for already: nobody is asked twice unless they ask for it.
    pub asked: BTreeSet<String>,
}

impl Filling {
    /// What is filled in before anything was asked: what the command line says and fits.
    pub fn new(aid: &Aid, given: &[(String, String)], short_options: bool) -> Filling {
        let mut filling = Filling::default();
        filling.values.short_options = short_options;
        for question in aid.questions() {
            let name = &question.param.name;
            if question.param.secret {
                filling.values.keep_secret(name);
            }
            let value = given
                .iter()
                .find(|(given, _)| given.eq_ignore_ascii_case(name));
            if let Some((_, value)) = value
                && question.check(value).is_ok()
                && !value.chars().any(char::is_control)
            {
                filling.values.set(name, Some(value.clone()));
            }
        }
        filling
    }
}
