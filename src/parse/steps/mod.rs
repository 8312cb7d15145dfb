//! The blocks of a page as procedures, phases, steps and reading text.
//!
//! The page is cut into sections at its headings. Numbered headings become steps ([`numbered`]); every
//! other section is read by the first rule that fits it ([`rule`]); what the rules found is rolled up
//! into procedures ([`rollup`]). Every block ends up in exactly one place.

mod bullets;
mod callouts;
mod choices;
mod classify;
mod commands;
mod descriptive;
mod expect;
mod fields;
mod folded;
mod heading;
mod inlines;
mod language;
mod numbered;
mod opening;
mod ordered;
mod prose;
mod rollup;
mod rule;
mod section;
mod spans;
mod step;
mod tables;
mod tasks;
mod title;

#[cfg(test)]
mod tests;

pub(crate) use inlines::sentences;

use crate::aid::{self, Block, BlockKind, Part, ProcedureKind, inline_text};
use crate::diagnostic::Diagnostic;

use crate::parse::markdown::Slugs;
use heading::Manner;
use numbered::Piece;
use rollup::{Content, Read};
use rule::Context;
use section::Section;

/// The body of a page.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Body {
    /// The whole body in document order.
    pub(crate) parts: Vec<Part>,
    /// Which procedure to open first: an index among the procedures.
    pub(crate) first: usize,
    /// The first H1 when there is exactly one, or when it says what the file's name says.
    pub(crate) title: Option<String>,
    /// What the section on prerequisites asks for, an entry an item or paragraph.
    pub(crate) needs: Vec<String>,
    /// What is wrong with the numbering.
    pub(crate) findings: Vec<Diagnostic>,
}

/// Reads the blocks of a page. `stem` is the title that the file's name makes; `meta` is the front
/// matter: an H1 equal to its title is not shown twice, and it says how the steps are used and what
/// opens first.
pub(crate) fn read(blocks: Vec<Block>, stem: &str, meta: &aid::Meta) -> Body {
    let mut blocks = callouts::fill_empty(blocks);
    classify::blocks(&mut blocks);
    let foreign = language::is_foreign(&blocks);
    let page_title = title::take(&mut blocks, meta.title.as_deref(), stem);
    let mut anchors = Slugs::on_page(&blocks);
    let sections = section::sections(blocks, &mut anchors);
    let top = title::top_level(&sections, &page_title);
    let mut findings = Vec::new();
    let pieces = numbered::read(sections, &mut findings);
    let headings: Vec<String> = pieces.iter().filter_map(title_words).collect();
    let page = || Context {
        foreign,
        headings: &headings,
        ..Context::default()
    };
    let mut reads = read_pieces(pieces, page, &mut findings);
    prose::read_all(&mut reads);
    if !reads.iter().any(Read::has_steps) {
        reads = reads
            .into_iter()
            .map(|read| read_again(read, page(), &mut findings))
            .collect();
    }
    let needs = needs(&reads);
    let first_of = opening::Page::of(&reads, meta.kind);
    let mut parts = rollup::parts(reads, top, &mut anchors);
    apply_use(&mut parts, meta.use_);
    Body {
        first: first_of.first(&parts),
        title: page_title.text,
        needs,
        parts,
        findings,
    }
}

/// Reads each section by the rules; a heading's manner holds for those below it.
fn read_pieces<'a>(
    pieces: Vec<Piece>,
    page: impl Fn() -> Context<'a>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Read> {
    let mut above: Vec<(u8, Manner)> = Vec::new();
    let mut reads = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let (section, series) = match piece {
            Piece::Numbered { level, steps } => {
                reads.push(Read {
                    heading: None,
                    manner: Manner::default(),
                    alternative: false,
                    series: false,
                    content: Content::Numbered(level, steps),
                });
                continue;
            }
            Piece::Phase(section) => (section, true),
            Piece::Section(section) => (section, false),
        };
        let title = section.title();
        above.retain(|(level, _)| *level < section.level());
        let manner = inherited(&section, above.last().map(|(_, manner)| *manner));
        above.push((section.level(), manner));
        let alternative = heading::is_alternative(&title);
        let context = Context { manner, ..page() };
        let heading = title_of(&section.heading);
        let content = read_blocks(section.blocks, &heading, context, findings);
        reads.push(Read {
            heading: section.heading,
            manner,
            alternative,
            series,
            content,
        });
    }
    reads
}

fn title_words(piece: &Piece) -> Option<String> {
    match piece {
        Piece::Section(section) | Piece::Phase(section) => {
            Some(choices::title_words(&section.title()))
        }
        Piece::Numbered { .. } => None,
    }
}

fn title_of(heading: &Option<aid::Heading>) -> Vec<aid::Inline> {
    heading
        .as_ref()
        .map(|heading| heading.text.clone())
        .unwrap_or_default()
}

fn read_blocks<'a>(
    blocks: Vec<Block>,
    heading: &'a [aid::Inline],
    context: Context<'a>,
    findings: &mut Vec<Diagnostic>,
) -> Content {
    if context.manner.no_steps {
        return Content::Text(blocks);
    }
    let mut context = Context { heading, ..context };
    let read = rule::first_that_fits(blocks, &mut context);
    let content = match read.or_else(|blocks| folded::read(blocks, &mut context)) {
        Ok(runs) => Content::Runs(runs),
        Err(blocks) => Content::Text(blocks),
    };
    findings.append(&mut context.findings);
    content
}

/// On a page without any steps, an overview or introduction may hold them after all, or a list of two.
fn read_again(read: Read, page: Context<'_>, findings: &mut Vec<Diagnostic>) -> Read {
    let Content::Text(blocks) = read.content else {
        return read;
    };
    let content = if read.manner.prerequisites {
        Content::Text(blocks)
    } else {
        let context = Context {
            manner: Manner {
                no_steps: false,
                ..read.manner
            },
            last_chance: true,
            ..page
        };
        read_blocks(blocks, &title_of(&read.heading), context, findings)
    };
    Read { content, ..read }
}

/// A heading's manner below another: what its own words say wins over what stands above.
fn inherited(section: &Section, above: Option<Manner>) -> Manner {
    let own = heading::manner(&section.title());
    let Some(above) = above else {
        return own;
    };
    if own.background || own.procedural || above.no_steps && section.orders_a_command() {
        return own;
    }
    Manner {
        prerequisites: false,
        ..above
    }
}

/// What the sections on prerequisites ask for.
fn needs(reads: &[Read]) -> Vec<String> {
    let mut needs = Vec::new();
    for read in reads.iter().filter(|read| read.manner.prerequisites) {
        if let Content::Text(blocks) = &read.content {
            let items = blocks.iter().filter_map(|block| match &block.kind {
                BlockKind::List { items, .. } => Some(items),
                _ => None,
            });
            let listed: Vec<String> = items
                .flatten()
                .filter_map(|item| item.blocks.first().and_then(paragraph_text))
                .collect();
            if listed.is_empty() {
                needs.extend(blocks.iter().filter_map(paragraph_text));
            } else {
                needs.extend(listed);
            }
        }
    }
    needs
}

fn paragraph_text(block: &Block) -> Option<String> {
    match &block.kind {
        BlockKind::Paragraph(inlines) => Some(inline_text(inlines).trim().to_string()),
        _ => None,
    }
    .filter(|text| !text.is_empty())
}

/// `use: do-confirm` makes checklists of the steps, `use: read-do` steps of the checklists.
fn apply_use(parts: &mut [Part], use_: Option<aid::Use>) {
    let (from, to) = match use_ {
        Some(aid::Use::DoConfirm) => (ProcedureKind::Steps, ProcedureKind::Checklist),
        Some(aid::Use::ReadDo) => (ProcedureKind::Checklist, ProcedureKind::Steps),
        None => return,
    };
    for part in parts {
        match part {
            Part::Procedure(procedure) if procedure.kind == from => procedure.kind = to,
            _ => {}
        }
    }
}
