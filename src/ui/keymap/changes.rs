//! The configuration's `[keys]`, checked against the table.

use std::collections::BTreeMap;

use super::{Row, TABLE, key_name, parse_key, types};
use crate::config::KeyChange;
use crate::diagnostic::{Code, Diagnostic, Position, Severity};
use crate::ui::action::{Action, Key, KeyCode, Mode};

/// The keys of the actions that were changed, by the action's name, each with its place.
#[derive(Debug, Default)]
pub(super) struct Changes(BTreeMap<&'static str, Vec<(Key, Position)>>);

impl Changes {
    pub(super) fn has(&self, action: &str) -> bool {
        self.0.contains_key(action)
    }

    /// The keys of an action that was changed.
    pub(super) fn keys(&self, action: &str) -> Option<impl Iterator<Item = Key>> {
        let keys = self.0.get(action)?;
        Some(keys.iter().map(|(key, _)| *key))
    }
}

/// What of the changes can work, and what is wrong with the others.
pub(super) fn read(changes: &[KeyChange]) -> (Changes, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let mut changed = Changes::default();
    for change in changes {
        let rows: Vec<&Row> = rows_of(&change.action).collect();
        let Some(first) = rows.first() else {
            let message = format!("no action is named {:?}", change.action);
            findings.push(finding(change.at, message, &names()));
            continue;
        };
        let mut keys = Vec::new();
        for (written, at) in &change.keys {
            match usable(written, &rows) {
                Ok(key) => keys.push((key, *at)),
                Err((message, help)) => findings.push(finding(*at, message, help)),
            }
        }
        // An action whose keys are all wrong keeps its own.
        if !keys.is_empty() || change.keys.is_empty() {
            changed.0.insert(first.name, keys);
        }
    }
    findings.extend(shared(&changed));
    findings.sort_by_key(|finding| finding.at);
    (changed, findings)
}

fn rows_of(action: &str) -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(move |row| row.name == action)
}

/// The names of all actions, as advice.
fn names() -> String {
    let mut names: Vec<&str> = Vec::new();
    for row in TABLE.iter().filter(|row| row.action != Action::GoTo) {
        if !names.contains(&row.name) {
            names.push(row.name);
        }
    }
    format!("the actions are {}", names.join(", "))
}

/// The key as written, if it can ever do what `rows`, those of one action, say.
fn usable(written: &str, rows: &[&Row]) -> Result<Key, (String, &'static str)> {
    let name = rows.first().map_or("", |row| row.name);
    let key = parse_key(written).ok_or_else(|| {
        let help = "write a character or a name such as enter, space, f2, ctrl-n, alt-enter";
        (format!("{written:?} is no key ({name})"), help)
    })?;
    let never = |why: &str, help| {
        Err((
            format!("{written:?} cannot be a key of {name}: {why}"),
            help,
        ))
    };
    if rows.iter().all(|row| row.action == Action::GoTo) {
        return never("the digits go to steps", "remove the line");
    }
    if key == Key::ctrl(KeyCode::Char('c')) && rows.iter().all(|row| row.action != Action::Quit) {
        return never("Ctrl-C always quits", "choose another key");
    }
    let reaches = |mode: &Mode| !types(*mode, key) && !is_digit(*mode, key);
    let mut modes = rows.iter().flat_map(|row| row.modes);
    if modes.any(reaches) {
        return Ok(key);
    }
    match rows.iter().any(|row| row.modes.contains(&Mode::Steps)) {
        true => never("the digits go to steps", "choose another key"),
        false => never(
            "it types there",
            "hold Ctrl or Alt with it, or choose another key",
        ),
    }
}

/// Whether the key goes to a step whatever is configured.
fn is_digit(mode: Mode, key: Key) -> bool {
    mode == Mode::Steps && matches!(key.code, KeyCode::Char('0'..='9')) && !key.ctrl && !key.alt
}

/// Keys that two actions were given in one mode: the one that stands first in the table has them.
fn shared(changed: &Changes) -> Vec<Diagnostic> {
    let mut taken: BTreeMap<(Mode, Key), &Row> = BTreeMap::new();
    let mut findings: Vec<Diagnostic> = Vec::new();
    for row in TABLE {
        for (key, at) in changed.0.get(row.name).into_iter().flatten() {
            let places = row.modes.iter().map(|mode| (*mode, *key));
            let mut lost = None;
            for place in places.filter(|(mode, key)| !types(*mode, *key)) {
                let winner = *taken.entry(place).or_insert(row);
                if winner.action != row.action {
                    lost = Some(winner);
                }
            }
            if let Some(winner) = lost {
                let key = key_name(*key);
                let message = format!(
                    "{key} is a key of {} already, so not of {}",
                    winner.name, row.name
                );
                findings.push(finding(*at, message, "give one of them another key"));
            }
        }
    }
    findings
}

fn finding(at: Position, message: String, help: &str) -> Diagnostic {
    Diagnostic::new(Code::Config, Severity::Warning, at, message).with_help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::keymap::Keymap;

    /// What is said about changes that stand on lines 1, 2, ... each.
    fn findings(changes: &[(&str, &[&str])]) -> Vec<String> {
        let changes: Vec<KeyChange> = (1..)
            .zip(changes)
            .map(|(line, (action, keys))| KeyChange {
                action: action.to_string(),
                at: Position { line, column: 1 },
                keys: (3..)
                    .zip(*keys)
                    .map(|(column, key)| (key.to_string(), Position { line, column }))
                    .collect(),
            })
            .collect();
        let (_, findings) = Keymap::new(&changes);
        let said = findings.iter();
        said.map(|f| format!("{}:{} {}", f.at.line, f.at.column, f.message))
            .collect()
    }

    #[test]
    fn what_can_never_work_is_said_with_its_place() {
        let changes: &[(&str, &[&str])] = &[
            ("dance", &["j"]),
            ("done", &["m", "hyper-q"]),
            ("skip", &["1"]),
            ("find", &["ctrl-c"]),
            ("use-best", &["w"]),
            ("go-to", &["w"]),
        ];
        assert_eq!(
            findings(changes),
            [
                "1:1 no action is named \"dance\"",
                "2:4 \"hyper-q\" is no key (done)",
                "3:3 \"1\" cannot be a key of skip: the digits go to steps",
                "4:3 \"ctrl-c\" cannot be a key of find: Ctrl-C always quits",
                "5:3 \"w\" cannot be a key of use-best: it types there",
                "6:3 \"w\" cannot be a key of go-to: the digits go to steps",
            ]
        );
    }

    #[test]
    fn a_key_of_two_actions_in_one_place_is_said_of_the_one_that_loses_it() {
        assert_eq!(
            findings(&[("skip", &["m"]), ("done", &["m"])]),
            ["1:3 m is a key of done already, so not of skip"]
        );
        assert_eq!(
            findings(&[("use-best", &["alt-m"]), ("done", &["alt-m"])]),
            [""; 0]
        );
    }

    #[test]
    fn what_works_is_not_talked_about() {
        let changes: &[(&str, &[&str])] = &[
            ("quit", &["q", "Ctrl-C"]),
            ("help", &["?"]),
            ("back", &["esc", "b"]),
            ("done", &["x"]),
            ("fold", &[]),
        ];
        assert_eq!(findings(changes), [""; 0]);
    }
}
