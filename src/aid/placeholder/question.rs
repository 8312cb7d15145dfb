//! What an aid asks for: one question for each name, in the order of its steps.

use regex_lite::Regex;

use super::{HoleKind, Param};
use crate::aid::{Aid, Command, StepRef};

/// A value an aid asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Question {
    /// What is asked, and what is known of the answer.
    pub param: Param,
    /// Choices that are offered but not all there are (`{{tcp|udp}}`).
    pub offered: Vec<String>,
    /// Several values, with blanks between them.
    pub several: bool,
    /// The first step that needs it.
    pub step: StepRef,
}

/// Why a value is no answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// It is none of the choices.
    Choices(Vec<String>),
    /// It does not match the pattern.
    Pattern(String),
}

impl std::fmt::Display for Unfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unfit::Choices(choices) => write!(f, "it must be one of {}", choices.join(", ")),
            Unfit::Pattern(pattern) => write!(f, "it must match {pattern}"),
        }
    }
}

impl Question {
    /// The question in words.
    pub fn words(&self) -> &str {
        self.param.ask.as_deref().unwrap_or(&self.param.name)
    }

    /// Whether `value` is one of the choices and matches the pattern. A pattern that is no regular
    /// expression holds nobody up.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, value: &str) -> Result<(), Unfit> {
        let Param {
            choices, pattern, ..
        } = &self.param;
        if !choices.is_empty() && !choices.iter().any(|choice| choice == value) {
            return Err(Unfit::Choices(choices.clone()));
        }
        let regex = pattern.as_ref().map(|p| Regex::new(&format!("^(?:{p})$")));
        match (regex, pattern) {
            (Some(Ok(regex)), Some(pattern)) if !regex.is_match(value) => {
                Err(Unfit::Pattern(pattern.clone()))
            }
            _ => Ok(()),
        }
    }

    /// Whether a kept value can be taken that nobody is asked about now.
    pub fn takes(&self, value: &str) -> bool {
        self.check(value).is_ok() && !value.is_empty() && !value.chars().any(char::is_control)
    }
}

impl Aid {
    /// The values its commands ask for, each once, in the order of the steps that need them.
    pub fn questions(&self) -> Vec<Question> {
        let mut questions: Vec<Question> = Vec::new();
        for (index, procedure) in self.procedures().enumerate() {
            for (at, step) in procedure.steps().enumerate() {
                let step_ref = StepRef {
                    procedure: index,
                    step: at,
                };
                for command in step.commands() {
                    self.ask_for(command, step_ref, &mut questions);
                }
            }
        }
        questions
    }

    fn ask_for(&self, command: &Command, step: StepRef, questions: &mut Vec<Question>) {
        for hole in &command.holes {
            let HoleKind::Value { choices, several } = &hole.kind else {
                continue;
            };
            let known = questions.iter_mut().find(|q| q.param.name == hole.name);
            if let Some(question) = known {
                question.several |= several;
                continue;
            }
            let declared = self.params.iter().find(|param| param.name == hole.name);
            questions.push(Question {
                param: declared
                    .cloned()
                    .unwrap_or_else(|| Param::named(&hole.name)),
                offered: choices.clone(),
                several: *several,
                step,
            });
        }
    }
}
