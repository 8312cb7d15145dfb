//! Rule R2: sibling headings numbered on from 0 or 1 are the steps of what stands above them.

use super::heading::{self, Numbered};
use super::inlines::drop_front;
use super::section::Section;
use super::step::{Below, Draft};
use crate::aid::{Block, BlockKind, Step, inline_text};
use crate::diagnostic::{Code, Diagnostic, Position, Severity};

/// A section as it is, or numbered sections as steps.
#[derive(Debug)]
pub(super) enum Piece {
    /// To be read by the rules.
    Section(Section),
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
        let member = group.members.binary_search(&index).is_ok();
        if member {
            drafts.extend(heading::numbered(&section.title()).map(|n| (Draft::default(), n)));
        }
        if let Some((draft, number)) = drafts.last_mut() {
            add(draft, section, member.then_some(*number));
        }
        if index + 1 == end {
            let done = std::mem::take(&mut drafts).into_iter();
            let steps = done
                .map(|(draft, _)| draft.finish(Below::Ordered))
                .collect();
            pieces.push(Piece::Numbered { level, steps });
            groups.next();
        }
    }
    pieces
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
    }
}

/// Sections `members[0]..end` are one group: the numbered ones and what stands below them.
struct Group {
    level: u8,
    members: Vec<usize>,
    end: usize,
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
    let mut last = start.number;
    let mut findings = Vec::new();
    let siblings = sections.iter().enumerate().skip(first + 1);
    for (index, section) in siblings.take_while(|(_, section)| section.level() >= level) {
        let Some(number) = (section.level() == level)
            .then(|| heading::numbered(&section.title()))
            .flatten()
        else {
            continue;
        };
        if number.number < last.max(1) || number.number > last + 3 || number.number == start.number
        {
            break;
        }
        if number.number != last + 1 {
            findings.push(numbering(section, last, number.number));
        }
        members.push(index);
        last = number.number;
    }
    let end = end_of(sections, *members.last()?, level);
    let chapters = members.iter().filter_map(|index| sections.get(*index));
    let background = chapters
        .filter(|section| heading::manner(&section.title()).background)
        .count();
    // Chapters of a handbook are numbered too: introduction, architecture, ...
    if members.len() < 2 || background * 2 >= members.len() {
        return None;
    }
    Some((
        Group {
            level,
            members,
            end,
        },
        findings,
    ))
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
    let message = format!("the heading \"{title}\" is numbered {number} after {last}");
    Diagnostic::new(Code::Numbering, Severity::Warning, at, message)
        .with_help("number the steps on, so that a place in them can be named")
}
