//! The table of `aids/README.md`: what was run, when and on what, and what was not. It is
//! written from the scenarios, so that it claims nothing else; `UPDATE_TABLE=1` rewrites it.

use std::fs;

use libtest_mimic::Failed;

use crate::scenario::{Place, Scenario};

const PAGE: &str = "aids/README.md";
const HEAD: &str = "| aid | tried | fault built, or why none | when, on what | not tried |\n| --- | --- | --- | --- | --- |\n";

/// The page has the table as the scenarios give it, and every aid is in it.
pub fn check(scenarios: &[Scenario]) -> Result<(), Failed> {
    let missing: Vec<_> = aids()?
        .into_iter()
        .filter(|id| !scenarios.iter().any(|scenario| scenario.aid == *id))
        .collect();
    if !missing.is_empty() {
        return Err(format!(
            "no scenario for {}: add one, if only to say why there is none",
            missing.join(", ")
        )
        .into());
    }
    let page = fs::read_to_string(PAGE)?;
    let Some(start) = page.find(HEAD) else {
        return Err(format!("{PAGE} has no table that starts:\n{HEAD}").into());
    };
    let after = &page[start + HEAD.len()..];
    let rows: String = after
        .split_inclusive('\n')
        .take_while(|line| line.starts_with('|'))
        .collect();
    let wanted: String = scenarios.iter().map(row).collect();
    if rows == wanted {
        return Ok(());
    }
    if std::env::var_os("UPDATE_TABLE").is_some() {
        let rest = &after[rows.len()..];
        fs::write(PAGE, format!("{}{HEAD}{wanted}{rest}", &page[..start]))?;
        return Ok(());
    }
    let wrong = wanted
        .lines()
        .find(|line| !rows.lines().any(|row| row == *line));
    Err(format!(
        "{PAGE} does not say what the scenarios say, first: {}\nUPDATE_TABLE=1 cargo test --test incidents rewrites it",
        wrong.unwrap_or("a row too many")
    )
    .into())
}

fn row(scenario: &Scenario) -> String {
    let excuses: Vec<_> = scenario
        .excuses
        .iter()
        .map(|(step, why)| format!("{step}: {why}"))
        .collect();
    let tried = match scenario.place {
        Place::Nowhere => "not run",
        place => place.word(),
    };
    let cells = [
        tried,
        &scenario.fault,
        &scenario.verified,
        &excuses.join("; "),
    ];
    let cells = cells.map(|cell| cell.replace('|', "\\|"));
    format!(
        "| [{id}]({id}.md) | {} |\n",
        cells.join(" | "),
        id = scenario.aid
    )
}

fn aids() -> std::io::Result<Vec<String>> {
    let mut ids = Vec::new();
    for entry in fs::read_dir("aids")? {
        let path = entry?.path();
        let stem = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned());
        let page = path.extension().is_some_and(|ending| ending == "md");
        ids.extend(stem.filter(|stem| page && stem != "README"));
    }
    ids.sort();
    Ok(ids)
}
