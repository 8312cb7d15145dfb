//! From keys and values to [`Meta`].

use super::keys::{self, Found, Key, Keys};
use super::node::{Entry, Value};
use super::params;
use crate::aid::placeholder::Param;
use crate::aid::{Danger, Kind, Meta, Period, Use, expression, page};
use crate::diagnostic::Diagnostic;
use crate::parse::date::{self, BadDate, Order};

/// What the keys say.
pub(super) struct Resolved {
    pub(super) meta: Meta,
    pub(super) params: Vec<Param>,
    pub(super) findings: Vec<Diagnostic>,
}

/// What the keys say. Every value that cannot be used is a finding, and the key counts as absent.
pub(super) fn resolve(entries: Vec<Entry>) -> Resolved {
    let mut keys = Keys::new(entries);
    // Before `short_title`: a `linkTitle` alone is the title.
    let title = keys.text(&keys::TITLE);
    let mut meta = Meta {
        title,
        short_title: keys.text(&keys::SHORT_TITLE),
        summary: keys.text(&keys::SUMMARY),
        tags: keys.list(&keys::TAGS),
        aliases: aliases(keys.list(&keys::ALIASES)),
        symptoms: symptoms(&mut keys),
        questions: keys.list(&keys::QUESTIONS),
        kind: kind(&mut keys),
        use_: use_(&mut keys),
        pause: keys.text(&keys::PAUSE),
        needs: keys.list(&keys::NEEDS),
        platforms: keys.list(&keys::PLATFORMS),
        danger: danger(&mut keys),
        minutes: minutes(&mut keys),
        minutes_estimated: false,
        owners: keys.one_or_more(&keys::OWNER),
        reviewed: reviewed(&mut keys),
        review_in: review_in(&mut keys),
        related: related(keys.list(&keys::RELATED)),
        undo: keys.text(&keys::UNDO),
        verify: keys.text(&keys::VERIFY),
        source: keys.text(&keys::SOURCE),
        syntax: keys.text(&keys::SYNTAX),
        draft: keys.flag(&keys::DRAFT),
        lint_off: keys.lint_off(),
        extra: Vec::new(),
    };
    let params = params(&mut keys);
    not_resolved(&mut keys);
    let (extra, findings) = keys.rest();
    meta.extra = extra;
    Resolved {
        meta,
        params,
        findings,
    }
}

/// The values asked. Under another site's name a value that is no map is kept as that site's.
fn params(keys: &mut Keys) -> Vec<Param> {
    let Some(found) = keys.take(&keys::PARAMS) else {
        return Vec::new();
    };
    let Value::Map(entries) = &found.node.value else {
        if found.own {
            let help = "write each name on a line, indented: `name: question`";
            keys.wrong_type(&found, "a map", help);
        } else {
            keys.put_back(found);
        }
        return Vec::new();
    };
    let (params, findings) = params::read(entries, found.own);
    keys.report(findings);
    params
}

/// A key of the format that [`Meta`] has no field for: it is no text to search. Under another site's name
/// it is kept as that site's.
fn not_resolved(keys: &mut Keys) {
    if let Some(found) = keys.take(&keys::MEDIA)
        && !found.own
    {
        keys.put_back(found);
    }
}

/// What people see. A `/regular expression/` that is none would never match: it is looked for as text.
fn symptoms(keys: &mut Keys) -> Vec<String> {
    let symptoms = keys.list_with_places(&keys::SYMPTOMS);
    let mut findings = Vec::new();
    for (symptom, at) in &symptoms {
        if let Some(Err(why)) = expression(symptom) {
            let message = format!("symptoms: {symptom} is no regular expression: {why}");
            let help = "correct it, or leave the slashes away to look for the text";
            findings.push(keys::error(*at, &message).with_help(help));
        }
    }
    keys.report(findings);
    symptoms.into_iter().map(|(symptom, _)| symptom).collect()
}

/// Hugo's aliases are paths: the last part is the name.
fn aliases(written: Vec<String>) -> Vec<String> {
    let name = |alias: String| match alias.strip_prefix('/') {
        Some(path) => path
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .map(str::to_string),
        None => Some(alias),
    };
    written
        .into_iter()
        .filter_map(name)
        .filter(|name| !name.is_empty())
        .collect()
}

/// Ids, also when they were written as file names; addresses stay.
fn related(written: Vec<String>) -> Vec<String> {
    let id = |name: String| match name.contains("://") {
        true => name,
        false => page::id(&name),
    };
    written.into_iter().map(id).collect()
}

fn kind(keys: &mut Keys) -> Option<Kind> {
    one_of(
        keys,
        &keys::KIND,
        "procedure, checklist, reference, diagram or module",
        |word| {
            Some(match word {
                "procedure" | "how-to" | "how-to-guide" | "troubleshooting" => Kind::Procedure,
                "checklist" => Kind::Checklist,
                "reference" | "explanation" | "concept" | "overview" => Kind::Reference,
                "diagram" => Kind::Diagram,
                "module" | "tutorial" => Kind::Module,
                _ => return None,
            })
        },
    )
}

fn use_(keys: &mut Keys) -> Option<Use> {
    one_of(
        keys,
        &keys::USE,
        "read-do or do-confirm",
        |word| match word {
            "read-do" => Some(Use::ReadDo),
            "do-confirm" => Some(Use::DoConfirm),
            _ => None,
        },
    )
}

fn danger(keys: &mut Keys) -> Option<Danger> {
    let found = keys.take(&keys::DANGER)?;
    match &found.node.value {
        Value::Text(text) => Some(match keys::yes_or_no(text) {
            Some(true) => Danger::Yes,
            Some(false) => Danger::No,
            None => Danger::Says(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        }),
        _ => {
            keys.wrong_type(
                &found,
                "text",
                "say in one sentence what can be lost, in quotes",
            );
            None
        }
    }
}

fn minutes(keys: &mut Keys) -> Option<u32> {
    read(
        keys,
        &keys::TIME,
        "no length of time",
        "write 10 min or 1 h 30 min",
        date::minutes,
    )
}

fn review_in(keys: &mut Keys) -> Option<Period> {
    read(
        keys,
        &keys::REVIEW_IN,
        "no length of time",
        "write 90 days, 6 months or 1 year",
        date::period,
    )
}

fn reviewed(keys: &mut Keys) -> Option<jiff::civil::Date> {
    let found = keys.take(&keys::REVIEWED)?;
    let order = match found.name.as_str() {
        "ms.date" => Order::MonthFirst,
        _ => Order::Unknown,
    };
    let written = found.node.flat();
    let problem = match date::date(&written, order) {
        Ok(date) => return Some(date),
        Err(BadDate::Ambiguous) => "may be day-month or month-day",
        Err(BadDate::Impossible) => "is no date",
    };
    let message = format!("{}: {written} {problem}", found.name);
    keys.wrong(&found, &message, "write year-month-day, as in 2026-11-22");
    None
}

/// A value of its own small language.
fn read<T>(
    keys: &mut Keys,
    key: &Key,
    problem: &str,
    help: &str,
    read: fn(&str) -> Option<T>,
) -> Option<T> {
    let found = keys.take(key)?;
    let written = found.node.flat();
    let value = read(&written);
    if value.is_none() {
        keys.wrong(
            &found,
            &format!("{}: {written} is {problem}", found.name),
            help,
        );
    }
    value
}

/// One of a few words, ASCII case ignored. Another site's key may hold words of its own.
fn one_of<T>(keys: &mut Keys, key: &Key, words: &str, read: fn(&str) -> Option<T>) -> Option<T> {
    let found = keys.take(key)?;
    let value = read(&found.node.flat().trim().to_ascii_lowercase());
    if value.is_none() {
        unknown_word(keys, found, words);
    }
    value
}

fn unknown_word(keys: &mut Keys, found: Found, words: &str) {
    if found.own {
        keys.wrong_type(&found, words, &format!("write {words}"));
    } else {
        keys.put_back(found);
    }
}
