//! What holds for every page: nothing is lost, nothing is doubled, nothing panics.

use std::collections::HashSet;

use proptest::prelude::*;

use super::{Body, read};
use crate::aid::{Block, BlockKind, Heading, Inline, Part, Phase, Procedure, Step, inline_text};
use crate::parse::markdown;

/// The words of a page. Numbers of headings, labels of expectations and the like become fields, so
/// they do not count.
#[derive(Default)]
struct Words {
    words: Vec<String>,
    headings: HashSet<u32>,
}

impl Words {
    fn text(&mut self, text: &str) {
        const FIELDS: &[&str] = &[
            "expect", "expected", "output", "if", "not", "step", "steps", "option",
        ];
        let words = text.split(|c: char| !c.is_alphanumeric());
        let counted = words.filter(|word| {
            let number = word.chars().all(|c| c.is_ascii_digit());
            !number && !FIELDS.contains(&word.to_lowercase().as_str())
        });
        self.words.extend(counted.map(str::to_lowercase));
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        self.text(&inline_text(inlines));
    }

    fn heading(&mut self, heading: &Heading) {
        if self.headings.insert(heading.line) {
            self.inlines(&heading.text);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(inlines) => self.inlines(inlines),
                BlockKind::Heading(heading) => self.heading(heading),
                BlockKind::Code(code) => self.text(&code.text),
                BlockKind::List { items, .. } => {
                    items.iter().for_each(|item| self.blocks(&item.blocks));
                }
                BlockKind::Quote(inner)
                | BlockKind::Footnote { blocks: inner, .. }
                | BlockKind::Expect(inner)
                | BlockKind::IfNot(inner) => self.blocks(inner),
                BlockKind::Callout(callout) => {
                    self.text(callout.title.as_deref().unwrap_or_default());
                    self.blocks(&callout.blocks);
                }
                BlockKind::Table(table) => {
                    let rows = std::iter::once(&table.head).chain(&table.rows);
                    rows.flatten().for_each(|cell| self.inlines(cell));
                }
                BlockKind::Html(html) => self.text(html),
                BlockKind::Details { summary, blocks } => {
                    self.inlines(summary);
                    self.blocks(blocks);
                }
                BlockKind::Substeps(steps) => steps.iter().for_each(|step| self.step(step, &[])),
                BlockKind::Rule => {}
            }
        }
    }

    /// `above`: headings that stand in for the text of a command without any.
    fn step(&mut self, step: &Step, above: &[String]) {
        let text = step.plain_text();
        // The heading's number is not part of it.
        let repeats = !text.is_empty() && above.iter().any(|heading| heading.ends_with(&text));
        if !repeats {
            self.text(&text);
        }
        for callout in &step.callouts {
            self.text(callout.title.as_deref().unwrap_or_default());
            self.blocks(&callout.blocks);
        }
        self.blocks(&step.blocks);
    }

    fn procedure(&mut self, procedure: &Procedure) {
        if let Some(heading) = &procedure.heading {
            self.heading(heading);
        }
        let lead = procedure.phases.first().map(|phase| &phase.lead);
        let mut kept = Words::default();
        kept.blocks(lead.map(Vec::as_slice).unwrap_or_default());
        let mut name = Words::default();
        name.text(procedure.name.as_deref().unwrap_or_default());
        // A long name stays in the lead as well.
        let doubled = kept
            .words
            .windows(name.words.len().max(1))
            .any(|part| part == name.words);
        if !doubled {
            self.words.append(&mut name.words);
        }
        for phase in &procedure.phases {
            self.phase(phase, procedure);
        }
    }

    fn phase(&mut self, phase: &Phase, procedure: &Procedure) {
        let headings = [procedure.heading.as_ref(), phase.heading.as_ref()];
        let above: Vec<String> = headings
            .iter()
            .flatten()
            .map(|h| inline_text(&h.text))
            .collect();
        if let Some(heading) = &phase.heading {
            self.heading(heading);
        }
        self.blocks(&phase.lead);
        phase.steps.iter().for_each(|step| self.step(step, &above));
        self.blocks(&phase.tail);
    }

    fn of_body(body: &Body) -> Words {
        let mut words = Words::default();
        for part in &body.parts {
            match part {
                Part::Text(section) => {
                    if let Some(heading) = &section.heading {
                        words.heading(heading);
                    }
                    words.blocks(&section.blocks);
                }
                Part::Procedure(procedure) => words.procedure(procedure),
            }
        }
        words
    }

    fn sorted(mut self) -> Vec<String> {
        self.words.sort();
        self.words
    }
}

/// Reads `page` and compares the words before and after.
fn words_before_and_after(page: &str) -> (Vec<String>, Vec<String>) {
    let blocks = markdown::read(page, 1).blocks;
    let title = blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Heading(heading) if heading.level == 1 => Some(heading.line),
        _ => None,
    });
    let mut before = Words::default();
    before.blocks(&blocks);
    let body = read(blocks, "page", &crate::aid::Meta::default());
    let mut after = Words::of_body(&body);
    // An only H1 is the title and stands among the parts no more.
    if title.is_some_and(|line| !after.headings.contains(&line)) {
        after.text(body.title.as_deref().unwrap_or_default());
    }
    (before.sorted(), after.sorted())
}

/// Pieces of pages, each with a word of its own.
const PIECES: &[&str] = &[
    "# Alpha title",
    "# Beta",
    "## Mitigation",
    "## Meaning",
    "## Prerequisites",
    "## Gamma",
    "### Step 1: Start delta",
    "### Step 2: Stop epsilon",
    "### Step 3",
    "#### Deeper zeta",
    "## Option 1: eta",
    "## Option 2: theta",
    "**1. Drain iota**",
    "**2. Reboot kappa**",
    "**Option A: lambda**",
    "**Option B: mu**",
    "Run the nu command:",
    "Restart it. Wait for xi. Look at omicron",
    "Some text about pi.",
    "Then this happens:",
    "You should see rho.",
    "**Expect:** sigma. **If not:** tau",
    "**Expected output:**",
    "The output looks like this:",
    "```sh\nupsilon --flag\n```",
    "```\n$ phi\nwritten chi\n```",
    "```json\n{\"psi\": 1}\n```",
    "```yaml\nomega: 1\n```",
    "1. Stop alfa\n2. Check bravo?\n3. **Label:** start charlie",
    "1. Only delta1",
    "3. Third echo\n4. Fourth foxtrot\n   - **Yes** -> step 4\n   - **No** -> golf",
    "7) Seventh hotel",
    "1. The noun india\n2. Another juliett",
    "- Check kilo\n- Restart lima\n- Remove mike: now",
    "- november\n- oscar",
    "- [ ] papa\n- [x] quebec",
    "1. [ ] romeo",
    "> [!WARNING]\n> sierra is lost",
    "> [!NOTE] tango title\n> uniform",
    "> quoted victor",
    "> **warning**",
    "| If | Then |\n| --- | --- |\n| whiskey | xray |",
    "![yankee picture](a.png)",
    "<details><summary>zulu</summary>\n\nfolded amber\n\n</details>",
    "---",
    "TODO",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_word_of_a_page_ends_up_in_one_place(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..14)
    ) {
        let page = pieces.join("\n\n");
        let (before, after) = words_before_and_after(&page);
        prop_assert_eq!(before, after, "{}", page);
    }

    #[test]
    fn no_text_makes_the_rules_panic(page in "\\PC{0,200}") {
        read(markdown::read(&page, 1).blocks, "page", &crate::aid::Meta::default());
    }
}

#[test]
fn a_long_page_is_read() {
    // What grows with the square would take minutes here.
    let mut page = String::new();
    for piece in PIECES.iter().cycle().take(40_000) {
        page.push_str(piece);
        page.push_str("\n\n");
    }
    let body = read(
        markdown::read(&page, 1).blocks,
        "page",
        &crate::aid::Meta::default(),
    );
    assert!(!body.parts.is_empty());
}
