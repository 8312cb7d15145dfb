//! What is filled into the commands of one aid.

use std::collections::{BTreeMap, BTreeSet};

use crate::aid::Aid;
use crate::aid::placeholder::Values;

/// What was filled in for an aid.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filling {
    /// The values.
    pub values: Values,
    /// The names that were asked for already: nobody is asked twice unless they ask for it.
    pub asked: BTreeSet<String>,
    /// The names that have a value from the command line: it goes before one that is kept.
    given: BTreeSet<String>,
    /// The names that have their value from the run that goes on.
    of_run: BTreeSet<String>,
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
            if let Some((_, value)) = value.filter(|(_, value)| question.takes(value)) {
                filling.given.insert(name.clone());
                filling.values.set(name, Some(value.clone()));
            }
        }
        filling
    }

    /// Gives a placeholder a value, or takes it away. Says whether that changed something.
    pub fn fill(&mut self, name: &str, value: Option<String>) -> bool {
        self.asked.insert(name.to_string());
        // What was typed last goes before the command line too.
        self.given.remove(name);
        let changed = self.values.get(name) != value.as_deref();
        self.values.set(name, value);
        changed
    }

    /// The page is another one now: what is a secret there is no longer seen, and what a run has of it is
    /// dropped, as a secret is in none.
    pub fn follow_page(&mut self, aid: &Aid) {
        let questions = aid.questions().into_iter();
        for question in questions.filter(|question| question.param.secret) {
            let name = &question.param.name;
            self.values.keep_secret(name);
            if self.of_run.remove(name) {
                self.values.set(name, None);
                self.asked.remove(name);
            }
        }
    }

    /// Takes the values of the run that goes on; without one, drops those of the run before. Says whether
    /// anything is another one now. A value that the page no longer takes is left out.
    pub fn take_over(&mut self, aid: &Aid, run: Option<&BTreeMap<String, String>>) -> bool {
        if run.is_none_or(BTreeMap::is_empty) && self.of_run.is_empty() {
            return false;
        }
        let before = self.values.clone();
        let known = |name: &String| run.and_then(|values| values.get(name));
        let questions = aid.questions().into_iter();
        for question in questions.filter(|question| !question.param.secret) {
            let name = &question.param.name;
            match known(name).filter(|value| question.takes(value)) {
                Some(value) if !self.given.contains(name) => {
                    self.values.set(name, Some(value.clone()));
                    self.asked.insert(name.clone());
                    self.of_run.insert(name.clone());
                }
                None if self.of_run.remove(name) => {
                    self.values.set(name, None);
                    if run.is_none() {
                        self.asked.remove(name);
                    }
                }
                _ => {}
            }
        }
        self.values != before
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    const PAGE: &str = "---\nparams: {pid: {pattern: \"[0-9]+\"}}\n---\n1. `kill <pid>`\n2. `login <host> <key>`\n";

    fn run(values: &[(&str, &str)]) -> BTreeMap<String, String> {
        let pair = |(name, value): &(&str, &str)| (name.to_string(), value.to_string());
        values.iter().map(pair).collect()
    }

    #[test]
    fn a_run_gives_its_values_and_takes_them_along_when_it_ends() {
        let aid = parse("x.md", PAGE.as_bytes()).aid;
        let given = [("host".to_string(), "web1".to_string())];
        let mut filling = Filling::new(&aid, &given, false);
        let kept = run(&[("pid", "7"), ("host", "web9"), ("gone", "x")]);
        assert!(filling.take_over(&aid, Some(&kept)));
        assert!(!filling.take_over(&aid, Some(&kept)), "it is known");
        let values: Vec<_> = filling.values.iter().collect();
        assert_eq!(values, [("host", "web1"), ("pid", "7")]);
        assert!(filling.take_over(&aid, None));
        let values: Vec<_> = filling.values.iter().collect();
        assert_eq!(values, [("host", "web1")]);
    }

    #[test]
    fn a_kept_value_that_does_not_fit_any_more_or_became_a_secret_is_left_out() {
        let aid = parse("x.md", PAGE.replace("<key>", "<api_key>").as_bytes()).aid;
        let mut filling = Filling::new(&aid, &[], false);
        let kept = run(&[("pid", "x1"), ("host", "a\u{1b}"), ("api_key", "hunter2")]);
        assert!(!filling.take_over(&aid, Some(&kept)));
    }
}
