//! Rule R2: sibling headings numbered on from 0 or 1 are the steps of what stands above them.

use super::heading::{self, NumberWord, Numbered};
use super::inlines::drop_front;
use super::section::Section;
use super::step::{self, Below, Draft};
use super::tasks;
use crate::aid::{Block, BlockKind, Inline, Step, inline_text};
use crate::diagnostic::{Code, Diagnostic, Position, Severity};
use crate::parse::words;

/// A section as it is, or numbered sections as steps.
#[derive(Debug)]
pub(super) enum Piece {
    /// To be read by the rules.
    Section(Section),
    /// One of several numbered phases, or a section below one: to be read by the rules.
    Phase(Section),
    /// Steps already.
    Numbered {
        /// Level of the numbered headings.
        level: u8,
        /// One a heading.
        steps: Vec<Step>,
    },
}

/// Joins numbered sections to steps; the others stay as they are.
pub(super) fn read(sections: Vec<Section>, findings: &mut Vec<Diagnostic>) -> Vec<Piece> {
    let groups = groups(&sections, findings);
    let mut groups = groups.into_iter().peekable();
    let mut pieces = Vec::new();
    let mut drafts: Vec<(Draft, Numbered)> = Vec::new();
    for (index, section) in sections.into_iter().enumerate() {
        let Some(group) = groups
            .peek()
            .filter(|group| group.members.first() <= Some(&index))
        else {
            pieces.push(Piece::Section(section));
            continue;
        };
        let (end, level) = (group.end, group.level);
        if group.phases {
            pieces.push(Piece::Phase(section));
            if index + 1 == end {
                groups.next();
            }
            continue;
        }
        let member = group.members.binary_search(&index).is_ok();
        if member {
            drafts.extend(heading::numbered(&section.title()).map(|n| (Draft::default(), n)));
        }
        if let Some((draft, number)) = drafts.last_mut() {
            add(draft, section, member.then_some(*number));
        }
        if index + 1 == end {
            let steps = finish(std::mem::take(&mut drafts));
            pieces.push(Piece::Numbered { level, steps });
            groups.next();
        }
    }
    pieces
}

/// The steps. Those that differ in their letter only (`Step 2a`, `Step 2b`) are one with sub-steps.
fn finish(drafts: Vec<(Draft, Numbered)>) -> Vec<Step> {
    let mut steps = Vec::with_capacity(drafts.len());
    let mut drafts = drafts.into_iter().peekable();
    while let Some((draft, number)) = drafts.next() {
        let mut variants = vec![draft];
        let same = |next: &(Draft, Numbered)| {
            number.letter.is_some() && next.1.letter.is_some() && next.1.number == number.number
        };
        while let Some((draft, _)) = drafts.next_if(same) {
            variants.push(draft);
        }
        let step = match variants.len() {
            1 => variants.pop(),
            _ => Some(in_one(variants)),
        };
        steps.extend(step.map(|draft| draft.finish(Below::Ordered)));
    }
    steps
}

/// Variants of a step as its sub-steps; all their titles together name it.
fn in_one(mut variants: Vec<Draft>) -> Draft {
    let mut whole = Draft {
        titled: true,
        ..Draft::default()
    };
    if let Some(first) = variants.first() {
        whole.line = first.line;
        whole.source_number = first.source_number;
    }
    for variant in &mut variants {
        // Its number is the whole step's.
        variant.source_number = None;
        if !whole.text.is_empty() {
            whole.text.push(Inline::Text(" / ".to_string()));
        }
        whole.text.extend(variant.text.iter().cloned());
    }
    let steps = variants
        .into_iter()
        .map(|draft| draft.finish(Below::Nothing));
    let mut steps: Vec<Step> = steps.collect();
    step::number(&mut steps, 1);
    whole.blocks.push(Block {
        line: whole.line,
        kind: BlockKind::Substeps(steps),
    });
    whole
}

/// Adds a section to a step: the numbered one opens it, those below it are its body.
fn add(draft: &mut Draft, section: Section, number: Option<Numbered>) {
    let Some(heading) = section.heading else {
        draft.blocks.extend(section.blocks);
        return;
    };
    let Some(number) = number else {
        draft.blocks.push(Block {
            line: heading.line,
            kind: BlockKind::Heading(heading),
        });
        draft.blocks.extend(section.blocks);
        return;
    };
    let whole = heading.text.clone();
    let mut text = heading.text;
    drop_front(&mut text, number.length);
    draft.line = heading.line;
    draft.source_number = Some(number.number);
    draft.blocks = section.blocks;
    if !text.is_empty() {
        draft.text = text;
        draft.titled = true;
        return;
    }
    // `### Step 2` says nothing: the first paragraph does.
    if let Some(BlockKind::Paragraph(first)) = draft.blocks.first_mut().map(|b| &mut b.kind) {
        draft.text = std::mem::take(first);
        draft.blocks.remove(0);
    } else {
        draft.text = whole;
        draft.titled = true;
    }
}

/// Sections `members[0]..end` are one group: the numbered ones and what stands below them.
struct Group {
    level: u8,
    members: Vec<usize>,
    end: usize,
    /// The sections are phases with steps of their own.
    phases: bool,
}

fn groups(sections: &[Section], findings: &mut Vec<Diagnostic>) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut index = 0;
    while index < sections.len() {
        match group_at(sections, index) {
            Some((group, found)) => {
                index = group.end;
                groups.push(group);
                findings.extend(found);
            }
            None => index += 1,
        }
    }
    groups
}

/// The group that starts at a section, if its heading is numbered 0 or 1 and a sibling goes on.
fn group_at(sections: &[Section], first: usize) -> Option<(Group, Vec<Diagnostic>)> {
    let opening = sections.get(first)?;
    let level = opening.level();
    let title = opening.title();
    let start = heading::numbered(&title)?;
    if start.number > 1 || heading::is_alternative(&title) {
        return None;
    }
    let mut members = vec![first];
    let mut last = start;
    let mut findings = Vec::new();
    let siblings = sections.iter().enumerate().skip(first + 1);
    for (index, section) in siblings.take_while(|(_, section)| section.level() >= level) {
        let Some(number) = (section.level() == level)
            .then(|| heading::numbered(&section.title()))
            .flatten()
        else {
            continue;
        };
        let variant = number.number == last.number && last.letter < number.letter;
        let back = number.number < last.number.max(1) || number.number == start.number;
        if !variant && (back || number.number > last.number + 3) {
            break;
        }
        if !variant && number.number != last.number + 1 {
            findings.push(numbering(section, last.number, number.number));
        }
        members.push(index);
        last = number;
    }
    let end = end_of(sections, *members.last()?, level);
    let chapters: Vec<&Section> = members.iter().filter_map(|i| sections.get(*i)).collect();
    if members.len() < 2 || is_outline(&chapters) {
        return None;
    }
    let phases = are_phases(&chapters);
    Some((
        Group {
            level,
            members,
            end,
            phases,
        },
        findings,
    ))
}

/// Chapters of a document are numbered too: introduction, architecture, ... or scope, procedure,
/// records.
fn is_outline(chapters: &[&Section]) -> bool {
    let count = |is: &dyn Fn(&str) -> bool| {
        let titles = chapters.iter().map(|chapter| chapter.title());
        titles.filter(|title| is(title)).count()
    };
    let background = count(&|title| heading::manner(title).background);
    let steps = count(&heading::names_steps);
    let orders = count(&|title| {
        let numbered = heading::numbered(title);
        let text = numbered.and_then(|numbered| title.get(numbered.length..));
        words::starts_with_verb(text.unwrap_or(title))
    });
    background * 2 >= chapters.len() || (steps == 1 && orders * 2 < chapters.len())
}

/// Whether sections are called phases, parts or stages and most hold a list of steps.
fn are_phases(chapters: &[&Section]) -> bool {
    let called = |section: &&Section| {
        let number = heading::numbered(&section.title());
        number.and_then(|number| number.word) == Some(NumberWord::Phase)
    };
    let listed = |section: &&&Section| {
        section.blocks.iter().any(|block| match &block.kind {
            BlockKind::List { start, items } => start.is_some() || tasks::are_tasks(items),
            _ => false,
        })
    };
    chapters.iter().all(called) && chapters.iter().filter(listed).count() * 2 >= chapters.len()
}

/// The section behind the last one below `member`.
fn end_of(sections: &[Section], member: usize, level: u8) -> usize {
    let below = sections
        .iter()
        .skip(member + 1)
        .take_while(|s| s.level() > level)
        .count();
    member + 1 + below
}

fn numbering(section: &Section, last: u64, number: u64) -> Diagnostic {
    let line = section.heading.as_ref().map_or(0, |heading| heading.line);
    let title = section
        .heading
        .as_ref()
        .map(|h| inline_text(&h.text))
        .unwrap_or_default();
    let at = Position { line, column: 0 };
    let message = match number == last {
        true => format!("\"{title}\": two headings are numbered {number}"),
        false => format!("\"{title}\": the numbers jump from {last} to {number}"),
    };
    Diagnostic::new(Code::Numbering, Severity::Warning, at, message)
        .with_help("number the steps on, so that a place in them can be named")
}
