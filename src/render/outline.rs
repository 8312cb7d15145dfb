//! Which parts of an aid are shown, in which order: the fold, one procedure or all, single steps.

use super::block::{self, Around};
use super::page::Page;
use super::sanitize::visible_line;
use super::{Fold, Role, Span, header, step};
use crate::aid::{Aid, Block, BlockKind, Format, Part, Procedure, Section, Use, inline_text};

/// Writes what the page's view asks for.
pub(super) fn write(page: &mut Page, aid: &Aid) {
    page.confirms = aid.meta.use_ == Some(Use::DoConfirm);
    if let Some(range) = page.view.steps.clone() {
        for (index, procedure) in shown_procedures(page, aid) {
            step::write_steps(page, procedure, index, &range);
        }
        return;
    }
    header::write(page, aid);
    if page.view.fold == Fold::Everything || aid.step_count() == 0 {
        write_everything(page, aid);
    } else {
        write_steps(page, aid);
    }
}

/// The procedures the view shows, each with its index on the page; all of them when the one asked
/// for is gone (the page has changed meanwhile).
fn shown_procedures<'a>(page: &Page, aid: &'a Aid) -> Vec<(usize, &'a Procedure)> {
    let count = aid.procedures().count();
    let only = page.view.procedure.filter(|only| *only < count);
    aid.procedures()
        .enumerate()
        .filter(|(index, _)| only.is_none_or(|only| only == *index))
        .collect()
}

/// The steps; of all other text only what guards them and the names of what is folded.
fn write_steps(page: &mut Page, aid: &Aid) {
    let is_full = page.view.fold == Fold::Steps;
    if is_full {
        write_summary(page, aid);
        write_facts_before(page, aid);
    }
    write_other_procedures(page, aid);
    write_guards(page, aid);
    // The browser's line above the steps names the one of several procedures that is shown.
    let is_one = page.view.procedure.is_some() && aid.procedures().nth(1).is_some();
    let named_above = is_one && !page.view.is_print();
    for (index, procedure) in shown_procedures(page, aid) {
        let above = match named_above && !procedure.any_order {
            true => procedure.title(),
            false => aid.title.clone(),
        };
        step::write_procedure(page, procedure, index, &above);
    }
    page.blank();
    if is_full {
        write_folded(page, aid);
        write_facts_after(page, aid);
    }
}

fn write_everything(page: &mut Page, aid: &Aid) {
    write_facts_before(page, aid);
    let mut index = 0;
    for part in &aid.parts {
        page.blank();
        match part {
            Part::Text(section) => write_section(page, section, &aid.title),
            Part::Procedure(procedure) => {
                step::write_procedure(page, procedure, index, &aid.title);
                index += 1;
            }
        }
    }
    page.blank();
    write_facts_after(page, aid);
    if let Some(source) = &aid.meta.source {
        write_fact(page, "Source", source);
    }
}

fn write_section(page: &mut Page, section: &Section, title: &str) {
    if let Some(heading) = &section.heading
        && inline_text(&heading.text) != title
    {
        block::write_heading(page, &heading.text);
    }
    block::write_all(page, &section.blocks, &Around::text());
}

fn write_summary(page: &mut Page, aid: &Aid) {
    if let Some(summary) = aid.meta.summary.as_deref().map(str::trim)
        && !summary.is_empty()
        && summary != aid.title
        && !leads_with(page, aid, summary)
    {
        page.text(vec![Span::new(visible_line(summary), Role::Text)]);
    }
}

/// Whether the text before the shown steps opens with the summary: nobody reads a sentence twice.
fn leads_with(page: &Page, aid: &Aid, summary: &str) -> bool {
    let shown = shown_procedures(page, aid).into_iter().next();
    let lead = shown.and_then(|(_, procedure)| procedure.phases.first()?.lead.first());
    let Some(BlockKind::Paragraph(text)) = lead.map(|block| &block.kind) else {
        return false;
    };
    let text = inline_text(text);
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    words(&text).starts_with(&words(summary))
}

/// Warnings that stand in reading text hold for the steps as well.
fn write_guards(page: &mut Page, aid: &Aid) {
    let around = Around::text();
    for part in &aid.parts {
        let Part::Text(section) = part else { continue };
        for block in section.blocks.iter().filter(|block| guards(block)) {
            page.blank();
            block::write_all(page, std::slice::from_ref(block), &around);
        }
    }
    page.blank();
}

fn guards(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Callout(callout) if callout.kind.guards())
}

/// Entries in one line: sentences and entries with commas of their own are parted by semicolons.
fn listed(entries: &[&str]) -> String {
    let entries: Vec<&str> = entries
        .iter()
        .map(|entry| entry.trim().trim_end_matches('.'))
        .collect();
    let long = |entry: &&str| entry.contains([',', '.']) || entry.split_whitespace().count() > 4;
    let separator = if entries.iter().any(long) { "; " } else { ", " };
    entries.join(separator)
}

/// What must be there, and when a checklist is to be run.
fn write_facts_before(page: &mut Page, aid: &Aid) {
    let needs: Vec<&str> = aid
        .meta
        .needs
        .iter()
        .map(|need| need.strip_prefix("cmd:").unwrap_or(need))
        .collect();
    if !needs.is_empty() {
        write_fact(page, "Needs", &listed(&needs));
    }
    if let Some(pause) = &aid.meta.pause {
        write_fact(page, "When", pause);
    }
}

/// How to check the result, how to take it back, where to go on.
fn write_facts_after(page: &mut Page, aid: &Aid) {
    for (name, text) in [("Verify", &aid.meta.verify), ("Undo", &aid.meta.undo)] {
        match text {
            Some(anchor) if anchor.starts_with('#') => {
                write_links(page, name, &[(anchor.clone(), anchor.clone())]);
            }
            Some(text) => write_fact(page, name, text),
            None => {}
        }
    }
    let related = aid.meta.related.iter();
    let alive = related.filter(|id| (page.view.dead_end)(id).is_none());
    let alive: Vec<_> = alive.map(|id| (id.clone(), id.clone())).collect();
    write_links(page, "Related", &alive);
}

/// `Name: one, two`: texts with what they lead to; nothing for none.
fn write_links(page: &mut Page, name: &str, links: &[(String, String)]) {
    if links.is_empty() {
        return;
    }
    let mut line = vec![Span::new(format!("{name}:"), Role::Meta)];
    for (index, (text, target)) in links.iter().enumerate() {
        line.push(Span::new(if index == 0 { " " } else { ", " }, Role::Text));
        line.push(Span {
            link: Some(target.clone()),
            ..Span::new(visible_line(text.trim()), Role::Link)
        });
    }
    page.text(line);
}

fn write_fact(page: &mut Page, name: &str, value: &str) {
    page.text(vec![
        Span::new(format!("{name}:"), Role::Meta),
        Span::new(" ", Role::Text),
        Span::new(visible_line(value.trim()), Role::Dim),
    ]);
}

/// `Background: Meaning, Impact`: the sections that are not shown. At the prompt as the words that
/// open each behind the aid's name: `#meaning, #impact`.
fn write_folded(page: &mut Page, aid: &Aid) {
    let names: Vec<(String, String)> = aid
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Text(section) => folded_name(section, aid),
            Part::Procedure(_) => None,
        })
        .map(|(name, anchor)| {
            let target = format!("#{anchor}");
            match page.view.is_print() {
                true => (target.clone(), target),
                false => (name, target),
            }
        })
        .collect();
    write_links(page, "Background", &names);
}

/// The section's heading and anchor; text before the first heading is named where it says more than
/// the summary.
fn folded_name(section: &Section, aid: &Aid) -> Option<(String, String)> {
    let Some(heading) = &section.heading else {
        let says_more = aid.format == Format::Markdown && section.blocks.len() > 1;
        let names = (
            "Introduction".to_string(),
            Section::INTRODUCTION.to_string(),
        );
        return says_more.then_some(names);
    };
    let name = inline_text(&heading.text);
    let is_named = !name.trim().is_empty() && name != aid.title;
    is_named.then(|| (name, heading.anchor.clone()))
}

/// `Also on this page: #diagnosis, #rollback`, when only one of several procedures is shown. It stands
/// before the steps: whoever needs another one should not do these first.
fn write_other_procedures(page: &mut Page, aid: &Aid) {
    let Some(shown) = page.view.procedure else {
        return;
    };
    let others: Vec<(String, String)> = aid
        .procedures()
        .enumerate()
        .filter(|(index, _)| *index != shown)
        .map(|(index, _)| format!("#{}", aid.name_of(index)))
        .map(|anchor| (anchor.clone(), anchor))
        .collect();
    write_links(page, "Also on this page", &others);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_that_are_sentences_are_parted_by_semicolons() {
        assert_eq!(listed(&["root", "a shell"]), "root, a shell");
        let sentences = ["An account, which is free.", "Git installed."];
        assert_eq!(
            listed(&sentences),
            "An account, which is free; Git installed"
        );
    }
}
