//! Blocks of text to lines: paragraphs, lists, quotes, callouts and what else stands around and
//! inside steps.

use std::collections::HashMap;
use std::rc::Rc;

use super::inline::{Look, spans};
use super::page::{Page, indent};
use super::sanitize::{visible, visible_line};
use super::{Fold, Role, Span, code, step, table, width};
use crate::aid::{
    Block, BlockKind, Callout, CalloutKind, CodeBlock, CodeRole, Command, Inline, ListItem, Step,
    StepKind,
};

/// The sign of what is folded.
pub(super) const FOLDED: &str = "[+] ";

/// Columns by which what is folded stands in from its summary.
const FOLDED_INDENT: usize = 2;

/// Where blocks stand.
#[derive(Clone, Default)]
pub(super) struct Around {
    /// Empty lines between blocks (reading text); none within steps and list items.
    spaced: bool,
    /// The step's number as shown, for its sub-steps.
    pub(super) number: String,
    /// The step is a decision: its sub-steps are alternatives, not a sequence.
    pub(super) decides: bool,
    /// The index of each command within the step. Keyed by address: commands can be reached in another
    /// order than [`Step::commands`] counts.
    commands: Rc<HashMap<*const Command, usize>>,
}

impl Around {
    /// Reading text.
    pub(super) fn text() -> Around {
        Around {
            spaced: true,
            ..Around::default()
        }
    }

    /// The inside of `step`, whose number is shown as `number`.
    pub(super) fn step(step: &Step, number: String) -> Around {
        let commands = step.commands().into_iter().map(std::ptr::from_ref);
        Around {
            spaced: false,
            number,
            decides: step.kind == StepKind::Decide,
            commands: Rc::new(commands.zip(0..).collect()),
        }
    }

    /// The inside of a sub-step of this step.
    pub(super) fn substep(&self, step: &Step, number: String) -> Around {
        Around {
            number,
            decides: step.kind == StepKind::Decide,
            ..self.clone()
        }
    }

    /// Writes a code block with the indices of its commands.
    pub(super) fn code(&self, page: &mut Page, block: &CodeBlock) {
        let first = block.commands.first();
        code::write(
            page,
            block,
            first.and_then(|command| self.index_of(command)),
        );
    }

    /// The index of a command within the step; none outside steps.
    pub(super) fn index_of(&self, command: &Command) -> Option<usize> {
        self.commands.get(&std::ptr::from_ref(command)).copied()
    }
}

/// How inline text looks on this page.
pub(super) fn look<'a>(page: &Page<'a>) -> Look<'a> {
    Look {
        link_targets: page.view.link_targets,
        dead_end: Some(page.view.dead_end),
        ..Look::default()
    }
}

/// Writes `blocks` in order.
// Nesting is bounded by the parser, so this recursion is too.
pub(super) fn write_all(page: &mut Page, blocks: &[Block], around: &Around) {
    for (index, block) in blocks.iter().enumerate() {
        if around.spaced && index > 0 {
            page.blank();
        }
        write(page, block, around);
    }
}

fn write(page: &mut Page, block: &Block, around: &Around) {
    match &block.kind {
        BlockKind::Paragraph(inlines) => page.text(spans(inlines, look(page))),
        BlockKind::Heading(heading) => write_heading(page, &heading.text),
        BlockKind::Code(code) => around.code(page, code),
        BlockKind::List { start, items } => write_list(page, *start, items, around),
        BlockKind::Quote(inner) => {
            let bar = || vec![Span::new("| ", Role::Rule)];
            page.within(bar(), bar(), |page| write_all(page, inner, around));
        }
        BlockKind::Callout(callout) => write_callout(page, callout, around),
        BlockKind::Table(table) => table::write(page, table, look(page)),
        BlockKind::Rule => page.text(vec![Span::new("---", Role::Rule)]),
        BlockKind::Html(html) => {
            page.text(vec![Span::new(visible(html.trim_end()), Role::Dim)]);
        }
        BlockKind::Details { summary, blocks } => write_details(page, summary, blocks, around),
        BlockKind::Footnote { label, blocks } => {
            let marker = Span::new(visible_line(&format!("[{label}] ")), Role::Dim);
            let columns = width(&marker.text);
            page.within(vec![marker], indent(columns), |page| {
                write_all(page, blocks, around);
            });
        }
        BlockKind::Expect(inner) => write_led(page, expect("Expect:"), inner, around),
        BlockKind::IfNot(inner) => write_led(page, expect("If not:"), inner, around),
        BlockKind::Substeps(steps) => step::write_substeps(page, steps, around),
    }
}

/// A heading outside steps.
pub(super) fn write_heading(page: &mut Page, text: &[Inline]) {
    let look = Look {
        role: Role::Heading,
        ..look(page)
    };
    page.text(spans(text, look));
}

fn expect(word: &str) -> Vec<Span> {
    vec![Span::new(word, Role::Expect)]
}

/// `WARNING: Title. Text`.
pub(super) fn write_callout(page: &mut Page, callout: &Callout, around: &Around) {
    let role = match callout.kind {
        CalloutKind::Danger | CalloutKind::Warning => Role::Warning,
        CalloutKind::Caution | CalloutKind::Important => Role::Caution,
        CalloutKind::Note | CalloutKind::Tip => Role::Note,
    };
    let mut lead = vec![Span::new(format!("{}:", callout.kind.word()), role)];
    if let Some(title) = callout.title.as_deref().map(str::trim)
        && !title.is_empty()
    {
        let stop = if title.ends_with(['.', '!', '?', ':']) {
            ""
        } else {
            "."
        };
        lead.push(Span {
            strong: true,
            ..Span::new(format!(" {}{stop}", visible_line(title)), Role::Text)
        });
    }
    write_led(page, lead, &callout.blocks, around);
}

/// `lead`, then `blocks`: a paragraph goes on in the same line. Nothing is set in, so that the command
/// behind a warning is not taken for its next line.
fn write_led(page: &mut Page, mut lead: Vec<Span>, blocks: &[Block], around: &Around) {
    let mut rest = blocks;
    if let Some((first, others)) = blocks.split_first()
        && let BlockKind::Paragraph(inlines) = &first.kind
    {
        lead.push(Span::new(" ", Role::Text));
        lead.extend(spans(inlines, look(page)));
        rest = others;
    }
    page.text(lead);
    write_all(page, rest, around);
}

fn write_list(page: &mut Page, start: Option<u64>, items: &[ListItem], around: &Around) {
    let last = start.map(|start| start.saturating_add(items.len() as u64).saturating_sub(1));
    let digits = last.map_or(0, |last| last.to_string().len());
    let mut number = start;
    let inside = Around {
        spaced: false,
        ..around.clone()
    };
    for item in items {
        let mut marker = match number {
            Some(number) => vec![Span::new(format!("{number:>digits$}. "), Role::Number)],
            None => vec![Span::new("- ", Role::Number)],
        };
        marker.extend(item.checked.map(checkbox));
        let columns = super::page::spans_width(&marker);
        page.within(marker, indent(columns), |page| {
            write_all(page, &item.blocks, &inside);
        });
        number = number.map(|number| number.saturating_add(1));
    }
}

/// `[x] ` or `[ ] `.
pub(super) fn checkbox(checked: bool) -> Span {
    Span::new(if checked { "[x] " } else { "[ ] " }, Role::Mark)
}

/// Folded to its summary unless the whole page is shown or commands would be hidden.
fn write_details(page: &mut Page, summary: &[Inline], blocks: &[Block], around: &Around) {
    // A print has no key to unfold anything, so there all is unfolded and needs no mark.
    let is_print = page.view.is_print();
    let is_whole = page.view.fold == Fold::Everything;
    let unfolded = is_print || is_whole || blocks.iter().any(holds_command);
    let mut line = match (is_print, unfolded) {
        (true, _) => Vec::new(),
        (false, true) => vec![Span::new("[-] ", Role::Mark)],
        (false, false) => vec![Span::new(FOLDED, Role::Mark)],
    };
    line.extend(spans(summary, look(page)));
    page.text(line);
    if unfolded {
        page.indented(FOLDED_INDENT, |page| write_all(page, blocks, around));
    }
}

fn holds_command(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Code(code) => code.role == CodeRole::Command,
        BlockKind::List { items, .. } => items
            .iter()
            .flat_map(|item| &item.blocks)
            .any(holds_command),
        BlockKind::Quote(inner) | BlockKind::Details { blocks: inner, .. } => {
            inner.iter().any(holds_command)
        }
        BlockKind::Callout(callout) => callout.blocks.iter().any(holds_command),
        BlockKind::Substeps(_) => true,
        _ => false,
    }
}
