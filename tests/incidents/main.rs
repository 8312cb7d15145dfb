//! Incidents: the fault an aid is for is built in a sandbox, and the aid's own commands are
//! run on it, as `jitt --json` gives them. `README.md` beside this file says how to add one.
//!
//! `cargo test` runs those that need no root; `JITT_INCIDENTS=all cargo test --test incidents`,
//! as root, all that this machine allows. What is left out is listed as ignored, with the reason.

mod aid;
mod sandbox;
mod scenario;
mod table;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Completion, Failed, Trial};

use crate::aid::AidUnderTest;
use crate::scenario::{Place, Scenario};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let everything = std::env::var_os("JITT_INCIDENTS").is_some_and(|value| value == "all");
    let scenarios = scenario::all(Path::new("tests/incidents/scenarios"));

    let told = scenarios.clone();
    let mut trials = vec![Trial::test("the table is true", move || {
        table::check(&told)
    })];
    let mut by_aid: BTreeMap<&str, Vec<&Scenario>> = BTreeMap::new();
    for scenario in scenarios.iter().filter(|s| s.place != Place::Nowhere) {
        by_aid.entry(&scenario.aid).or_default().push(scenario);
    }
    for (id, scenarios) in by_aid {
        let (id, scenarios) = (id.to_owned(), scenarios.into_iter().cloned().collect());
        trials.push(Trial::test(
            format!("{id}: nothing is left out"),
            move || covered(&id, scenarios),
        ));
    }
    if let Some(scenario) = scenarios.iter().find(|s| s.name == "git-lost-commits") {
        let scenario = scenario.clone();
        trials.push(Trial::test("a wrong aid is noticed", move || {
            notices(&scenario)
        }));
    }
    for scenario in scenarios {
        trials.push(Trial::ignorable_test(
            scenario.name.clone(),
            move || match scenario.why_not_here(everything) {
                Some(reason) => Ok(Completion::ignored_with(reason)),
                None => incident(&scenario).map(|()| Completion::Completed),
            },
        ));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// Every command and every `Expect:` of the aid is tried by a scenario, or excused by one.
fn covered(id: &str, scenarios: Vec<Scenario>) -> Result<(), Failed> {
    let aid = AidUnderTest::ask(id)?;
    let marks = scenarios.iter().flat_map(|scenario| &scenario.marks);
    let missing = aid.not_covered(marks);
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!(
        "no scenario of {id} has: {}\nTry them, or say `not_run STEP \"why\"`.",
        missing.join(", ")
    )
    .into())
}

/// Runs the scenario; what it says it runs must be what it ran.
fn incident(scenario: &Scenario) -> Result<(), Failed> {
    let aid = AidUnderTest::ask(&scenario.aid)?;
    let outcome = sandbox::run(scenario, &aid)?;
    if outcome.ended != Some(0) {
        let how = match outcome.ended {
            Some(status) => format!("status {status}"),
            None => "no end in time".to_owned(),
        };
        return Err(format!("{}\n{}: {how}", outcome.log, scenario.name).into());
    }
    let passed_by: Vec<_> = scenario.marks.difference(&outcome.marks).collect();
    if !passed_by.is_empty() {
        let lines = passed_by.iter().map(|mark| mark.to_string());
        let lines = lines.collect::<Vec<_>>().join(", ");
        return Err(format!("{} never came to: {lines}", scenario.name).into());
    }
    Ok(())
}

/// The same scenario fails on an aid whose command does nothing, has a name without a value,
/// or no longer says what to expect.
fn notices(scenario: &Scenario) -> Result<(), Failed> {
    let wrong: [fn(&mut aid::Step); 3] = [
        |step| step.commands = vec!["true".to_owned()],
        |step| step.commands = vec!["echo <nobody-knows>".to_owned()],
        |step| step.expect = None,
    ];
    for make in wrong {
        let mut aid = AidUnderTest::ask(&scenario.aid)?;
        aid.steps
            .iter_mut()
            .filter(|step| step.label == "2")
            .for_each(make);
        if sandbox::run(scenario, &aid)?.ended == Some(0) {
            return Err("a scenario passed on an aid that is wrong".into());
        }
    }
    Ok(())
}
