//! `--json`: stable keys for programs. The README lists them.

use serde::Serialize;

use super::args::Arguments;
use super::failure::Failure;
use super::lookup::Found;
use super::procedure::procedure_of;
use super::values;
use super::world::{World, answer};
use crate::aid::placeholder::{Question, Values};
use crate::aid::{
    Aid, BlockKind, Callout, Entry, Procedure, ProcedureKind, Step, StepKind, blocks_text,
    inline_text,
};
use crate::library::Library;
use crate::render::sanitize::hides_something;
use crate::search::{Field, Hit};

/// One match, or one aid of the list.
#[derive(Serialize)]
struct Row {
    path: String,
    id: String,
    title: String,
    score: f32,
    source: &'static str,
    tags: Vec<String>,
    snippet: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    procedure: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aid: Option<Whole>,
}

/// The aid itself.
#[derive(Serialize)]
struct Whole {
    summary: Option<String>,
    minutes: Option<u32>,
    minutes_estimated: bool,
    reviewed: Option<String>,
    owners: Vec<String>,
    needs: Vec<String>,
    related: Vec<String>,
    first: usize,
    placeholders: Vec<PlaceholderRow>,
    procedures: Vec<ProcedureRow>,
}

#[derive(Serialize)]
struct PlaceholderRow {
    name: String,
    ask: Option<String>,
    default: Option<String>,
    choices: Vec<String>,
    pattern: Option<String>,
    example: Option<String>,
    from: Option<String>,
    secret: bool,
    several: bool,
}

#[derive(Serialize)]
struct ProcedureRow {
    title: String,
    anchor: String,
    kind: &'static str,
    any_order: bool,
    phases: Vec<PhaseRow>,
}

#[derive(Serialize)]
struct PhaseRow {
    title: Option<String>,
    steps: Vec<StepRow>,
}

#[derive(Serialize)]
struct StepRow {
    number: String,
    line: u32,
    kind: &'static str,
    text: String,
    condition: Option<String>,
    optional: bool,
    callouts: Vec<CalloutRow>,
    commands: Vec<String>,
    expect: Option<String>,
    if_not: Option<String>,
    steps: Vec<StepRow>,
}

#[derive(Serialize)]
struct CalloutRow {
    kind: &'static str,
    text: String,
}

/// The ranked matches; with `-n 1` the one holds its aid.
pub(super) fn matches(arguments: &Arguments, world: &World, found: &Found) -> Result<(), Failure> {
    let mut rows: Vec<_> = found
        .answer
        .hits
        .iter()
        .filter_map(|hit| row(&found.library, hit))
        .collect();
    if let ([row], [hit]) = (rows.as_mut_slice(), found.answer.hits.as_slice())
        && arguments.limit == Some(1)
    {
        let aid = found.library.load(hit.entry)?.aid;
        let first = procedure_of(
            &aid,
            found.anchor.as_deref(),
            &arguments.topic_text(),
            hit.step,
            found.answer.symptom,
        );
        let values = values::for_aid(arguments, world, &aid)?;
        row.aid = Some(whole(&aid, first.unwrap_or_default(), &values));
    }
    print(&rows)
}

/// The aids of a list.
pub(super) fn all(library: &Library, chosen: &[usize]) -> Result<(), Failure> {
    let rows: Vec<_> = chosen
        .iter()
        .filter_map(|at| plain_row(library, *at))
        .collect();
    print(&rows)
}

/// No match.
pub(super) fn empty() -> Result<(), Failure> {
    print(&[])
}

fn print(rows: &[Row]) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(rows)
        .map_err(|error| Failure::Io(format!("cannot write JSON: {error}")))?;
    answer(&format!("{}\n", escape_hostile(&text)))
}

/// `serde_json` leaves DEL, C1, direction and invisible characters raw. They can only stand inside
/// strings, where `\u` escapes mean the same.
fn escape_hostile(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if hides_something(c.encode_utf8(&mut [0; 4])) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

fn plain_row(library: &Library, at: usize) -> Option<Row> {
    let entry = library.entry(at)?;
    Some(Row {
        path: library.file(at).to_string_lossy().into_owned(),
        source: source_name(library, &entry),
        id: entry.id,
        title: entry.title,
        score: 0.0,
        tags: entry.meta.tags,
        snippet: entry.meta.summary.unwrap_or_default(),
        field: None,
        step: None,
        procedure: None,
        aid: None,
    })
}

fn row(library: &Library, hit: &Hit) -> Option<Row> {
    let row = plain_row(library, hit.entry)?;
    let row = Row {
        score: hit.score,
        field: Some(field_name(hit.field)),
        ..row
    };
    let matched = matched_step(library, hit);
    Some(match matched {
        Some(matched) => Row {
            snippet: matched.snippet,
            step: Some(matched.number),
            procedure: Some(matched.procedure).filter(|anchor| !anchor.is_empty()),
            ..row
        },
        None => row,
    })
}

/// The step that matched.
struct MatchedStep {
    /// As the aid's `steps` have it.
    number: String,
    /// The anchor of its procedure; empty when that has none.
    procedure: String,
    /// Its first line.
    snippet: String,
}

fn matched_step(library: &Library, hit: &Hit) -> Option<MatchedStep> {
    let at = hit.step?;
    let aid = library.load(hit.entry).ok()?.aid;
    let procedure = aid.procedures().nth(at.procedure)?;
    let step = procedure.steps().nth(at.step)?;
    Some(MatchedStep {
        number: step.number_label(),
        procedure: procedure.anchor.clone(),
        snippet: step.plain_text().lines().next().unwrap_or("").to_string(),
    })
}

fn source_name(library: &Library, entry: &Entry) -> &'static str {
    library
        .sources()
        .get(entry.source)
        .map_or("", |status| status.source.origin.name())
}

fn field_name(field: Field) -> &'static str {
    match field {
        Field::Exact => "exact",
        Field::Name => "name",
        Field::Title => "title",
        Field::Tags => "tags",
        Field::Summary => "summary",
        Field::Heading => "heading",
        Field::Step => "step",
        Field::Command => "command",
        Field::Symptom => "symptom",
        Field::Body => "body",
    }
}

/// The aid; `first` is the procedure to open.
fn whole(aid: &Aid, first: usize, values: &Values) -> Whole {
    let meta = &aid.meta;
    Whole {
        summary: meta.summary.clone(),
        minutes: meta.minutes,
        minutes_estimated: meta.minutes_estimated,
        reviewed: meta.reviewed.map(|date| date.to_string()),
        owners: meta.owners.clone(),
        needs: meta.needs.clone(),
        related: meta.related.clone(),
        first,
        placeholders: aid.questions().into_iter().map(placeholder_row).collect(),
        procedures: (aid.procedures())
            .map(|procedure| procedure_row(procedure, values))
            .collect(),
    }
}

fn placeholder_row(question: Question) -> PlaceholderRow {
    let param = question.param;
    PlaceholderRow {
        name: param.name,
        ask: param.ask,
        default: param.default,
        choices: match param.choices.is_empty() {
            true => question.offered,
            false => param.choices,
        },
        pattern: param.pattern,
        example: param.example,
        from: param.from,
        secret: param.secret,
        several: question.several,
    }
}

fn procedure_row(procedure: &Procedure, values: &Values) -> ProcedureRow {
    let phases = procedure.phases.iter().map(|phase| PhaseRow {
        title: phase
            .heading
            .as_ref()
            .map(|heading| inline_text(&heading.text)),
        steps: phase
            .steps
            .iter()
            .map(|step| step_row(step, step.number_label(), values))
            .collect(),
    });
    ProcedureRow {
        title: procedure.title(),
        anchor: procedure.anchor.clone(),
        kind: match procedure.kind {
            ProcedureKind::Steps => "steps",
            ProcedureKind::Checklist => "checklist",
            ProcedureKind::Pick => "pick",
            ProcedureKind::Prose => "prose",
        },
        any_order: procedure.any_order,
        phases: phases.collect(),
    }
}

// Sub-steps stand one level deep, so this recursion ends there.
fn step_row(step: &Step, number: String, values: &Values) -> StepRow {
    let mut row = StepRow {
        line: step.line,
        kind: match step.kind {
            StepKind::Do => "do",
            StepKind::Check => "check",
            StepKind::Decide => "decide",
        },
        text: step.plain_text(),
        condition: step.condition.clone(),
        optional: step.optional,
        callouts: step.callouts.iter().map(callout_row).collect(),
        commands: step
            .commands()
            .iter()
            .map(|command| command.filled(values).shown().text)
            .collect(),
        expect: None,
        if_not: None,
        steps: Vec::new(),
        number,
    };
    for block in &step.blocks {
        match &block.kind {
            BlockKind::Expect(inner) => append(&mut row.expect, &blocks_text(inner)),
            BlockKind::IfNot(inner) => append(&mut row.if_not, &blocks_text(inner)),
            BlockKind::Callout(callout) => row.callouts.push(callout_row(callout)),
            BlockKind::Substeps(steps) => {
                for step in steps {
                    let number = format!("{}{}", row.number, step.letters());
                    row.steps.push(step_row(step, number, values));
                }
            }
            _ => {}
        }
    }
    row
}

fn callout_row(callout: &Callout) -> CalloutRow {
    let text = blocks_text(&callout.blocks);
    CalloutRow {
        kind: callout.kind.word(),
        text: callout
            .title
            .as_ref()
            .map_or(text.clone(), |title| format!("{title}: {text}")),
    }
}

fn append(to: &mut Option<String>, text: &str) {
    match to {
        Some(so_far) => {
            so_far.push('\n');
            so_far.push_str(text);
        }
        None => *to = Some(text.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_holds_no_raw_control_direction_or_invisible_character() {
        let text = escape_hostile("\"a\u{7f}b\u{9b}c\u{202e}d\u{e0041}\"");
        assert_eq!(text, r#""a\u007fb\u009bc\u202ed\udb40\udc41""#);
        let back: String = serde_json::from_str(&text).expect("still JSON");
        assert_eq!(back, "a\u{7f}b\u{9b}c\u{202e}d\u{e0041}");
    }
}
