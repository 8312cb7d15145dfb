//! What lists and search see of an aid.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{
    Aid, Block, BlockKind, CodeRole, Format, Inline, Meta, Part, Procedure, Step, StepRef,
    inline_text,
};

/// One aid as lists see it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Entry {
    /// See [`Aid::id`].
    pub id: String,
    /// Path of the file below the root of its source.
    #[serde(with = "path_bytes")]
    pub path: PathBuf,
    /// Index of its source in the library.
    pub source: usize,
    /// See [`Aid::title`].
    pub title: String,
    /// How the page was written.
    pub format: Format,
    /// The front matter (summary, tags, aliases, symptoms, review and so on).
    pub meta: Meta,
    /// `README`, `index`, `draft: true`: not in lists, opened when named.
    pub hidden: bool,
}

/// What else search reads of an aid: plain text per field, no blocks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts {
    /// Headings of sections.
    pub headings: Vec<String>,
    /// Headings of procedures and phases, each with the step that comes after it.
    pub step_headings: Vec<(StepRef, String)>,
    /// The first paragraph of the page.
    pub intro: String,
    /// All steps of all procedures.
    pub steps: Vec<StepText>,
    /// All other text: sections, blocks around the steps.
    pub body: String,
    /// Output blocks, expected results and quoted error texts: matched by pasted errors.
    pub outputs: Vec<String>,
}

/// A step as search sees it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StepText {
    /// Where it is.
    pub at: StepRef,
    /// Label, text and the words of its blocks.
    pub text: String,
    /// Its commands.
    pub commands: Vec<String>,
}

impl Entry {
    /// What lists see of `aid`; `path`, `source` and `hidden` are the library's to fill in.
    pub fn of(aid: &Aid) -> Entry {
        Entry {
            id: aid.id.clone(),
            title: aid.title.clone(),
            format: aid.format,
            meta: aid.meta.clone(),
            hidden: aid.meta.draft,
            ..Entry::default()
        }
    }

    /// The title for a list: the short form where there is one.
    pub fn list_title(&self) -> &str {
        self.meta.short_title.as_deref().unwrap_or(&self.title)
    }
}

/// A path as its bytes: it need not be UTF-8.
mod path_bytes {
    use std::path::{Path, PathBuf};

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(path: &Path, to: S) -> Result<S::Ok, S::Error> {
        path.as_os_str().as_encoded_bytes().serialize(to)
    }

    #[cfg(unix)]
    pub(super) fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<PathBuf, D::Error> {
        use std::os::unix::ffi::OsStringExt;
        let bytes = Vec::<u8>::deserialize(from)?;
        Ok(std::ffi::OsString::from_vec(bytes).into())
    }

    #[cfg(not(unix))]
    pub(super) fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<PathBuf, D::Error> {
        let bytes = Vec::<u8>::deserialize(from)?;
        let text = String::from_utf8(bytes).map_err(serde::de::Error::custom)?;
        Ok(text.into())
    }
}

impl Texts {
    /// What search reads of `aid`.
    pub fn of(aid: &Aid) -> Texts {
        let mut texts = Texts::default();
        let mut index = 0;
        for part in &aid.parts {
            match part {
                Part::Text(section) => {
                    texts
                        .headings
                        .extend(section.heading.as_ref().map(|h| inline_text(&h.text)));
                    texts.add_blocks(&section.blocks);
                }
                Part::Procedure(procedure) => {
                    texts.add_procedure(procedure, index);
                    index += 1;
                }
            }
        }
        texts
    }

    fn add_procedure(&mut self, procedure: &Procedure, index: usize) {
        let mut at = StepRef {
            procedure: index,
            step: 0,
        };
        self.step_headings.push((at, procedure.title()));
        for phase in &procedure.phases {
            let heading = phase.heading.as_ref().map(|h| inline_text(&h.text));
            self.step_headings.extend(heading.map(|text| (at, text)));
            self.add_blocks(&phase.lead);
            for step in &phase.steps {
                self.add_step(step, at);
                at.step += 1;
            }
            self.add_blocks(&phase.tail);
        }
    }

    fn add_step(&mut self, step: &Step, at: StepRef) {
        let mut text = step.plain_text();
        for callout in &step.callouts {
            text.push('\n');
            push_text(&callout.blocks, &mut text, &mut self.outputs);
        }
        text.push('\n');
        push_text(&step.blocks, &mut text, &mut self.outputs);
        let commands = step
            .commands()
            .into_iter()
            .map(|c| c.text.clone())
            .collect();
        self.steps.push(StepText {
            at,
            text: text.trim().to_string(),
            commands,
        });
    }

    fn add_blocks(&mut self, blocks: &[Block]) {
        if self.intro.is_empty() {
            self.intro = blocks.iter().find_map(first_paragraph).unwrap_or_default();
        }
        push_text(blocks, &mut self.body, &mut self.outputs);
    }
}

fn first_paragraph(block: &Block) -> Option<String> {
    match &block.kind {
        BlockKind::Paragraph(inlines) => Some(inline_text(inlines)),
        _ => None,
    }
}

/// The text of `blocks`, a line each; code that is output goes to `outputs`, commands are left out
/// (they are a field of their own), other code is text.
// Nesting is bounded by the parser, so this recursion is too.
fn push_text(blocks: &[Block], text: &mut String, outputs: &mut Vec<String>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inlines) => push_line(text, inlines),
            BlockKind::Heading(heading) => push_line(text, &heading.text),
            BlockKind::Code(code) => match code.role {
                CodeRole::Output => outputs.push(code.text.clone()),
                CodeRole::Command => {}
                CodeRole::Material => {
                    text.push_str(&code.text);
                    text.push('\n');
                }
            },
            BlockKind::List { items, .. } => {
                for item in items {
                    push_text(&item.blocks, text, outputs);
                }
            }
            BlockKind::Quote(inner)
            | BlockKind::Footnote { blocks: inner, .. }
            | BlockKind::IfNot(inner) => {
                push_text(inner, text, outputs);
            }
            BlockKind::Details { summary, blocks } => {
                push_line(text, summary);
                push_text(blocks, text, outputs);
            }
            BlockKind::Expect(inner) => {
                let mut expected = String::new();
                push_text(inner, &mut expected, outputs);
                if !expected.is_empty() {
                    text.push_str(&expected);
                    outputs.push(expected);
                }
            }
            BlockKind::Callout(callout) => push_text(&callout.blocks, text, outputs),
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    for cell in row {
                        push_line(text, cell);
                    }
                }
            }
            BlockKind::Html(html) => {
                text.push_str(html);
                text.push('\n');
            }
            BlockKind::Substeps(steps) => {
                for step in steps {
                    text.push_str(&step.plain_text());
                    text.push('\n');
                    push_text(&step.blocks, text, outputs);
                }
            }
            BlockKind::Rule => {}
        }
    }
}

fn push_line(text: &mut String, inlines: &[Inline]) {
    text.push_str(&inline_text(inlines));
    text.push('\n');
}
