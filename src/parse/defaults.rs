//! What the front matter leaves open, read off the page itself.

use super::{danger, estimate, identity, survey::Survey};
use crate::aid::{
    Aid, CodeRole, Danger, Heading, Kind, Part, Procedure, ProcedureKind, Use, begins_with,
    inline_text, link, page, takes_back,
};

/// How long a summary may get in a list: a paragraph without a full stop is cut off after a word.
const SUMMARY_CHARS: usize = 200;

/// Fills in the keys that lists and search see, where they were not given. `path` is the page's, as for
/// [`super::parse`].
pub(super) fn fill_to_search(aid: &mut Aid, path: &str) {
    let survey = Survey::of(aid);
    let wanted = survey.intro.filter(|_| aid.meta.summary.is_none());
    let summary = wanted
        .map(inline_text)
        // What must be there before the first step is no account of the page.
        .filter(|intro| !aid.meta.needs.iter().any(|need| need == intro.trim()))
        .and_then(|intro| first_sentence(&intro));
    let related = related(&survey.links, path, &aid.id);
    let kind = kind(aid, &survey);

    let meta = &mut aid.meta;
    meta.summary = meta.summary.take().or(summary);
    meta.kind = meta.kind.or(kind);
    if meta.related.is_empty() {
        meta.related = related;
    }
    let mut seen = std::collections::HashSet::new();
    meta.related.retain(|id| seen.insert(id.clone()));
    if meta.tags.is_empty() {
        meta.tags = identity::folder_tags(path);
    }
}

/// Fills in the keys that only who opens the page sees.
pub(super) fn fill_to_open(aid: &mut Aid) {
    let survey = Survey::counting(aid);
    let steps = aid.procedures().next().is_some() && !only(aid, ProcedureKind::Pick);
    let minutes = estimate::minutes(&survey).filter(|_| steps);
    let destroys = survey.dangerous
        || survey
            .commands
            .iter()
            .any(|command| danger::destructive(command))
        || copies_danger(aid);
    let use_ = only(aid, ProcedureKind::Checklist).then_some(Use::DoConfirm);
    let undo = anchor_of(aid, takes_back);
    let verify = ["verify", "check it worked", "check that it worked"];
    let verify = anchor_of(aid, |heading| begins_with(heading, &verify));

    let meta = &mut aid.meta;
    meta.minutes_estimated = meta.minutes.is_none() && minutes.is_some();
    meta.minutes = meta.minutes.or(minutes);
    meta.danger = meta.danger.take().or(destroys.then_some(Danger::Yes));
    meta.use_ = meta.use_.or(use_);
    meta.undo = meta.undo.take().or(undo);
    meta.verify = meta.verify.take().or(verify);
}

/// Whether a step has statements to copy that destroy something.
fn copies_danger(aid: &Aid) -> bool {
    let steps = aid.procedures().flat_map(Procedure::steps);
    let mut codes = steps.flat_map(|step| step.code_blocks(CodeRole::Material));
    codes.any(danger::destructive_statements)
}

/// Whether the page has procedures and all are of `kind`.
fn only(aid: &Aid, kind: ProcedureKind) -> bool {
    let mut procedures = aid.procedures().peekable();
    procedures.peek().is_some() && procedures.all(|procedure| procedure.kind == kind)
}

fn kind(aid: &Aid, survey: &Survey<'_>) -> Option<Kind> {
    if only(aid, ProcedureKind::Checklist) {
        Some(Kind::Checklist)
    } else if only(aid, ProcedureKind::Pick) {
        Some(Kind::Reference)
    } else if aid.procedures().next().is_some() {
        Some(Kind::Procedure)
    } else if survey.languages.contains(&"mermaid") {
        Some(Kind::Diagram)
    } else {
        Some(Kind::Reference).filter(|_| !aid.parts.is_empty())
    }
}

/// The anchor of the first heading that `fits`.
fn anchor_of(aid: &Aid, fits: impl Fn(&str) -> bool) -> Option<String> {
    let heading = |heading: &Option<Heading>| {
        let heading = heading.as_ref()?;
        fits(&inline_text(&heading.text)).then(|| heading.anchor.clone())
    };
    let anchor = aid.parts.iter().find_map(|part| match part {
        Part::Text(section) => heading(&section.heading),
        Part::Procedure(procedure) => fits(&procedure.title())
            .then(|| procedure.anchor.clone())
            .or_else(|| phase_anchor(procedure, heading)),
    })?;
    (!anchor.is_empty()).then(|| format!("#{anchor}"))
}

fn phase_anchor(
    procedure: &Procedure,
    anchor: impl Fn(&Option<Heading>) -> Option<String>,
) -> Option<String> {
    procedure
        .phases
        .iter()
        .find_map(|phase| anchor(&phase.heading))
}

/// The first sentence of a paragraph.
fn first_sentence(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut ends = text
        .match_indices(". ")
        .chain(text.match_indices("? "))
        .chain(text.match_indices("! "));
    let end = ends
        .by_ref()
        .map(|(at, _)| at)
        .filter(|at| ends_sentence(&text, *at))
        .min();
    let sentence = end.and_then(|at| text.get(..=at)).unwrap_or(&text);
    (!sentence.is_empty()).then(|| shortened(sentence))
}

/// Whether the mark at `at` ends a sentence: a capital, digit, bracket or backtick follows, and no
/// abbreviation stands before.
fn ends_sentence(text: &str, at: usize) -> bool {
    const SHORT: [&str; 8] = ["e.g", "i.e", "etc", "vs", "approx", "no", "cf", "resp"];
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let word = before.rsplit([' ', '(']).next().unwrap_or(before);
    let next = after.chars().nth(2);
    let starts = next.is_some_and(|c| !c.is_lowercase());
    starts && !SHORT.iter().any(|short| word.eq_ignore_ascii_case(short))
}

fn shortened(sentence: &str) -> String {
    let Some((limit, _)) = sentence.char_indices().nth(SUMMARY_CHARS) else {
        return sentence.to_string();
    };
    let cut = sentence.get(..limit).unwrap_or(sentence);
    let words = cut.rsplit_once(' ').map_or(cut, |(words, _)| words);
    format!("{words}…")
}

/// Ids of the pages that links on this page lead to.
fn related(links: &[&str], path: &str, own_id: &str) -> Vec<String> {
    let ids = links.iter().filter_map(|link| linked_id(link, path));
    ids.filter(|id| id != own_id).collect()
}

/// The id a relative link leads to; none for addresses, anchors, other kinds of files, what leaves the
/// collection, and what starts with a value that only a site knows.
fn linked_id(target: &str, path: &str) -> Option<String> {
    if target.starts_with(['#', '{']) {
        return None;
    }
    let place = link::place(target, path)?.path;
    let file = place.rsplit('/').next().filter(|file| !file.is_empty())?;
    let is_page = page::has_ending(file) || file.ends_with(".html") || !file.contains('.');
    is_page.then(|| page::id(&place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_the_first_sentence() {
        for (text, expected) in [
            ("One thing. Another.", "One thing."),
            (
                "Use e.g. `x` or etc. Then go.",
                "Use e.g. `x` or etc. Then go.",
            ),
            ("Version 1.2 is out. Get it.", "Version 1.2 is out."),
            ("Is it? Yes.", "Is it?"),
            ("No end", "No end"),
            ("Wow! See it. Now.", "Wow!"),
        ] {
            assert_eq!(first_sentence(text).as_deref(), Some(expected));
        }
        assert_eq!(first_sentence(" "), None);
        let long = first_sentence(&"word ".repeat(100)).expect("some text");
        assert!(long.ends_with("word…") && long.chars().count() <= SUMMARY_CHARS);
    }

    #[test]
    fn links_to_other_pages_are_related_ids() {
        let links = [
            "other.md",
            "../up.md",
            "/root/page/",
            "deep/x.html",
            "a%20b.md",
            "https://x.org/a.md",
            "mailto:a@b",
            "#here",
            "pic.png",
            "../../../out.md",
            "own.md",
            "",
        ];
        let related = related(&links, "docs/own.md", "docs/own");
        assert_eq!(
            related,
            ["docs/other", "up", "root/page", "docs/deep/x", "docs/a b"]
        );
    }
}
