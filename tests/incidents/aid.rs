//! An aid as `jitt --json` tells it: steps with their commands and what to expect.

use std::process::Command;

use libtest_mimic::Failed;
use serde_json::Value;

use crate::scenario::{Mark, Verb};

/// One step, or sub-step, with a label of its own.
pub struct Step {
    /// `3`, `3a`.
    pub label: String,
    /// As written, placeholders included.
    pub commands: Vec<String>,
    /// The text behind `Expect:`.
    pub expect: Option<String>,
}

/// The aid whose commands are tried.
pub struct AidUnderTest {
    /// In the order of the page, sub-steps behind their step.
    pub steps: Vec<Step>,
}

impl AidUnderTest {
    /// Asks the built program for the starter aid `id`.
    pub fn ask(id: &str) -> Result<AidUnderTest, Failed> {
        let output = Command::new(env!("CARGO_BIN_EXE_jitt"))
            .args(["--dir", "aids", "--json", "-n", "1", id])
            .output()?;
        let answer: Value = serde_json::from_slice(&output.stdout)?;
        let hit = &answer[0];
        if hit["id"] != id {
            return Err(format!("jitt has no aid {id}").into());
        }
        let mut steps = Vec::new();
        for procedure in list(&hit["aid"]["procedures"]) {
            for phase in list(&procedure["phases"]) {
                collect(list(&phase["steps"]), &mut steps);
            }
        }
        Ok(AidUnderTest { steps })
    }

    /// The commands and expectations that no mark names.
    pub fn not_covered<'a>(&self, marks: impl Iterator<Item = &'a Mark> + Clone) -> Vec<String> {
        let has = |verbs: &[Verb], step: &Step, command: Option<usize>| {
            marks.clone().any(|mark| {
                verbs.contains(&mark.verb)
                    && mark.step == step.label
                    && (mark.command.is_none() || mark.command == command)
            })
        };
        let mut missing = Vec::new();
        for step in &self.steps {
            for number in 1..=step.commands.len() {
                if !has(&[Verb::Run, Verb::NotRun], step, Some(number)) {
                    missing.push(format!("run {}/{number}", step.label));
                }
            }
            if step.expect.is_some() && !has(&[Verb::Expect, Verb::NotRun], step, None) {
                missing.push(format!("expect {}", step.label));
            }
        }
        missing
    }
}

fn collect(found: &[Value], steps: &mut Vec<Step>) {
    for step in found {
        // A step's commands are those of its sub-steps too, which are tried by their own labels.
        let below: Vec<String> = list(&step["steps"]).iter().flat_map(commands).collect();
        let own = commands(step).into_iter();
        steps.push(Step {
            label: step["number"].as_str().unwrap_or_default().to_owned(),
            commands: own.filter(|command| !below.contains(command)).collect(),
            expect: step["expect"].as_str().map(str::to_owned),
        });
        collect(list(&step["steps"]), steps);
    }
}

fn commands(step: &Value) -> Vec<String> {
    let commands = list(&step["commands"]).iter();
    commands
        .filter_map(|command| command.as_str().map(str::to_owned))
        .collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}
