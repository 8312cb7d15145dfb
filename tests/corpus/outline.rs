//! A parsed page as text that a person can review.

use jitt::aid::{
    Aid, Block, BlockKind, Callout, CodeBlock, CodeRole, Part, Phase, Procedure, ProcedureKind,
    Section, Step, StepKind, inline_text,
};

/// The outline of an aid: title, then text sections, procedures, phases and steps in order.
pub fn of(aid: &Aid) -> String {
    let mut out = Outline::default();
    out.line(0, &format!("title: {}", aid.title));
    if !aid.meta.needs.is_empty() {
        out.line(0, &format!("needs: {}", aid.meta.needs.join(" | ")));
    }
    let mut index = 0;
    for part in &aid.parts {
        match part {
            Part::Text(section) => out.section(section),
            Part::Procedure(procedure) => {
                out.procedure(procedure, index == aid.first);
                index += 1;
            }
        }
    }
    out.text
}

#[derive(Default)]
struct Outline {
    text: String,
}

impl Outline {
    fn line(&mut self, depth: usize, text: &str) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    fn section(&mut self, section: &Section) {
        let kind = if section.background {
            "background"
        } else {
            "text"
        };
        let heading = section.heading.as_ref().map(|h| inline_text(&h.text));
        self.line(0, &format!("{kind}: {}", heading.unwrap_or_default()));
        self.blocks(1, &section.blocks);
    }

    fn procedure(&mut self, procedure: &Procedure, first: bool) {
        let kind = match procedure.kind {
            ProcedureKind::Steps => "procedure",
            ProcedureKind::Checklist => "checklist",
            ProcedureKind::Pick => "pick one",
            ProcedureKind::Prose => "prose",
        };
        let order = if procedure.any_order {
            ", any order"
        } else {
            ""
        };
        let first = if first { ", opens first" } else { "" };
        let title = procedure.title();
        let anchor = &procedure.anchor;
        self.line(0, &format!("{kind}: {title} #{anchor}{order}{first}"));
        for phase in &procedure.phases {
            self.phase(phase);
        }
    }

    fn phase(&mut self, phase: &Phase) {
        if let Some(heading) = &phase.heading {
            self.line(1, &format!("phase: {}", inline_text(&heading.text)));
        }
        self.around("lead", &phase.lead);
        for step in &phase.steps {
            self.step(1, &step.number_label(), step);
        }
        self.around("tail", &phase.tail);
    }

    fn around(&mut self, name: &str, blocks: &[Block]) {
        if !blocks.is_empty() {
            self.line(1, &format!("{name}:"));
            self.blocks(2, blocks);
        }
    }

    fn step(&mut self, depth: usize, number: &str, step: &Step) {
        let mut marks = vec![
            match step.kind {
                StepKind::Do => "do",
                StepKind::Check => "check",
                StepKind::Decide => "decide",
            }
            .to_string(),
            format!("line {}", step.line),
        ];
        marks.extend(step.optional.then(|| "optional".to_string()));
        marks.extend(step.prose.then(|| "prose".to_string()));
        let as_counted = step.source_number == Some(u64::from(step.number));
        let written = step.source_number.filter(|_| !as_counted);
        marks.extend(written.map(|number| format!("written {number}")));
        let boxes = match step.checked {
            Some(true) => "[x] ",
            Some(false) => "[ ] ",
            None => "",
        };
        let label = step.label.as_ref().map(|label| format!("<{label}> "));
        let text = inline_text(&step.text);
        let label = label.unwrap_or_default();
        self.line(
            depth,
            &format!("{number}. {boxes}{label}{text} ({})", marks.join(", ")),
        );
        if let Some(condition) = &step.condition {
            self.line(depth + 2, &format!("condition: {condition}"));
        }
        for callout in &step.callouts {
            self.callout(depth + 2, callout);
        }
        if let Some(command) = &step.inline_command {
            self.command(depth + 2, &command.text, None);
        }
        self.blocks(depth + 2, &step.blocks);
    }

    fn callout(&mut self, depth: usize, callout: &Callout) {
        let title = callout.title.as_ref().map(|t| format!(" {t}"));
        self.line(
            depth,
            &format!("{}{}:", callout.kind.word(), title.unwrap_or_default()),
        );
        self.blocks(depth + 1, &callout.blocks);
    }

    fn command(&mut self, depth: usize, text: &str, label: Option<&str>) {
        if let Some(label) = label {
            self.line(depth, &format!("# {label}"));
        }
        for (index, line) in text.lines().enumerate() {
            let mark = if index == 0 { "$ " } else { "> " };
            self.line(depth, &format!("{mark}{line}"));
        }
    }

    fn blocks(&mut self, depth: usize, blocks: &[Block]) {
        for block in blocks {
            self.block(depth, block);
        }
    }

    fn block(&mut self, depth: usize, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.line(depth, &inline_text(inlines)),
            BlockKind::Heading(heading) => {
                let marks = "#".repeat(usize::from(heading.level));
                self.line(depth, &format!("{marks} {}", inline_text(&heading.text)));
            }
            BlockKind::Code(code) => self.code(depth, code),
            BlockKind::List { start, items } => {
                for (index, item) in (0..).zip(items) {
                    let mark = start.map_or("*".to_string(), |start| format!("{})", start + index));
                    self.line(depth, &mark);
                    self.blocks(depth + 1, &item.blocks);
                }
            }
            BlockKind::Quote(inner) => {
                self.line(depth, "quote:");
                self.blocks(depth + 1, inner);
            }
            BlockKind::Callout(callout) => self.callout(depth, callout),
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    let cells: Vec<String> = row.iter().map(|cell| inline_text(cell)).collect();
                    self.line(depth, &format!("| {} |", cells.join(" | ")));
                }
            }
            BlockKind::Rule => self.line(depth, "---"),
            BlockKind::Html(html) => self.line(depth, &format!("html: {html}")),
            BlockKind::Details { summary, blocks } => {
                self.line(depth, &format!("folded: {}", inline_text(summary)));
                self.blocks(depth + 1, blocks);
            }
            BlockKind::Footnote { label, blocks } => {
                self.line(depth, &format!("footnote {label}:"));
                self.blocks(depth + 1, blocks);
            }
            BlockKind::Expect(inner) => {
                self.line(depth, "expect:");
                self.blocks(depth + 1, inner);
            }
            BlockKind::IfNot(inner) => {
                self.line(depth, "if not:");
                self.blocks(depth + 1, inner);
            }
            BlockKind::Substeps(steps) => {
                for step in steps {
                    let letter = (b'a'..=b'z').nth(step.number as usize - 1).unwrap_or(b'+');
                    self.step(depth, &(letter as char).to_string(), step);
                }
            }
        }
    }

    fn code(&mut self, depth: usize, code: &CodeBlock) {
        match code.role {
            CodeRole::Command => {
                for command in &code.commands {
                    self.command(depth, &command.text, command.label.as_deref());
                }
            }
            CodeRole::Output | CodeRole::Material => {
                let mark = if code.role == CodeRole::Output {
                    "= "
                } else {
                    "| "
                };
                for line in code.text.lines() {
                    self.line(depth, &format!("{mark}{line}"));
                }
            }
        }
    }
}
