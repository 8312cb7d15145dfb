//! No word is lost: what pulldown-cmark shows is in the document, on any text.

use std::collections::BTreeMap;

use proptest::prelude::*;
use pulldown_cmark::{Event, Parser};

use super::*;

/// Words of letters and digits with how often they occur. The labels of callouts are left out: they
/// are what a callout is, not its text.
fn words(text: &str) -> BTreeMap<String, usize> {
    let labels = [
        "danger",
        "warning",
        "caution",
        "important",
        "note",
        "tip",
        "attention",
        "error",
        "critical",
        "warn",
        "info",
        "information",
        "hint",
        "success",
    ];
    let mut found = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let word = word.to_lowercase();
        if !word.is_empty() && !labels.contains(&word.as_str()) {
            *found.entry(word).or_insert(0) += 1;
        }
    }
    found
}

/// What pulldown-cmark shows, HTML left out.
fn event_text(text: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::FootnoteReference(label) => out.push_str(&format!("[{label}]")),
            Event::Start(Tag::Strong | Tag::Emphasis | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(
                TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link,
            ) => {}
            Event::InlineHtml(tag)
                if ["<b>", "</b>", "<code>", "</code>", "</a>", "<a href=\"u\">"]
                    .contains(&&*tag) => {}
            _ => out.push('\n'),
        }
    }
    out
}

/// All text of a document; images without their mark.
fn document_text(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(text) => inlines(text, out),
            BlockKind::Heading(heading) => inlines(&heading.text, out),
            BlockKind::Code(code) => out.push_str(&code.text),
            BlockKind::List { items, .. } => {
                for item in items {
                    document_text(&item.blocks, out);
                }
            }
            BlockKind::Quote(inner) => document_text(inner, out),
            BlockKind::Callout(callout) => {
                out.push_str(callout.title.as_deref().unwrap_or_default());
                out.push('\n');
                document_text(&callout.blocks, out);
            }
            BlockKind::Table(table) => {
                for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                    inlines(cell, out);
                }
            }
            BlockKind::Html(html) => out.push_str(html),
            BlockKind::Details { summary, blocks } => {
                inlines(summary, out);
                document_text(blocks, out);
            }
            BlockKind::Footnote { blocks, .. } => document_text(blocks, out),
            _ => {}
        }
        out.push('\n');
    }
}

fn inlines(text: &[Inline], out: &mut String) {
    out.push_str(&inline_text(text).replace("[image: ", "["));
    out.push('\n');
}

/// Words that pulldown-cmark shows and the document does not.
fn lost(text: &str) -> Vec<String> {
    let mut shown = String::new();
    document_text(&blocks(text), &mut shown);
    let mine = words(&shown);
    let wanted = words(&event_text(text));
    let fewer = wanted
        .into_iter()
        .filter(|(word, count)| mine.get(word).is_none_or(|mine| mine < count));
    fewer.map(|(word, _)| word).collect()
}

/// The Markdown of real pages, mixed at random.
fn page() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\n",
        "\n\n",
        "    ",
        "  ",
        " ",
        "> ",
        "- ",
        "1. ",
        "2) ",
        "- [ ] ",
        "- [x] ",
        "# ",
        "### ",
        "```",
        "```sh\n",
        "~~~\n",
        "`",
        "``",
        "**",
        "*",
        "_",
        "~~",
        "[",
        "](x)",
        "![",
        "](p.png)",
        "<br>",
        "<b>",
        "</b>",
        "<code>",
        "</code>",
        "<details>",
        "</details>",
        "<summary>",
        "</summary>",
        "<p>",
        "</p>",
        "<ul><li>",
        "</li></ul>",
        "<table><tr><td>",
        "</td></tr></table>",
        "<pre>",
        "</pre>",
        "<div>\n",
        "</div>\n",
        "<div class=\"note\">\n",
        "<NAME>",
        "<a href=\"u\">",
        "</a>",
        "<img alt=\"pic\">",
        "| a | b |\n|---|---|\n",
        "| c | d | e |\n",
        "| ",
        "[^1]",
        "[^1]: ",
        "---\n",
        "&lt;",
        "&#27;",
        "> [!WARNING]\n",
        "[!tip] ",
        "**Warning:** ",
        "Note: ",
        "\\",
        "word",
        "other",
        "ß",
        "{id}",
        "\t",
        "0",
        ":",
        "!",
        "\u{200b}",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

/// Template tags and containers too, for texts that need only not break anything.
fn hostile_page() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "{{< ",
        "{{% ",
        " >}}",
        " %}}",
        "{{",
        "}}",
        "{% ",
        " %}",
        "<%= ",
        " %>",
        "notice ",
        "/notice",
        "tab \"x y\"",
        "/tab",
        "mermaid",
        "/mermaid",
        "step title=\"",
        "\"",
        "'",
        "raw",
        "endraw",
        ":::warning",
        ":::",
        "!!! note \"T\"",
        "!!! ",
        "??? x",
        "=== \"T\"",
        "^",
        "\n    ",
        "\n\t",
        "\n",
        "\n\n",
        "```\n",
        "- ",
        "> ",
        "word",
        "ß",
        "<!--",
        "-->",
        "\u{E000}",
        "=",
        "\\",
        "`",
        "<details>",
        "#",
        "##x",
        "1.Text",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_of_a_page_is_lost(page in page()) {
        prop_assert_eq!(lost(&page), Vec::<String>::new());
    }

    #[test]
    fn any_text_is_read_and_every_line_is_a_line_of_it(page in prop_oneof![hostile_page(), any::<String>()]) {
        let document = read(&page, 1);
        let last = u32::try_from(page.matches('\n').count()).unwrap_or(u32::MAX) + 1;
        for block in &document.blocks {
            prop_assert!((1..=last).contains(&block.line), "{} of {last}", block.line);
        }
    }

    #[test]
    fn blocks_stand_in_the_order_of_their_lines(page in page()) {
        let lines: Vec<u32> = blocks(&page).iter().map(|block| block.line).collect();
        prop_assert!(lines.is_sorted(), "{lines:?}");
    }
}

#[test]
fn no_word_of_a_runbook_is_lost() {
    let page = "# KubePodCrashLooping\n\n## Meaning\n\nA `Pod` is in *CrashLoop*[^1].\n\n[^1]: See \
        [docs](https://x.y) ![pic](p.png).\n\n<details>\n<summary>Full <b>context</b></summary>\n\n\
        It restarts &amp; waits.\n\n</details>\n\n## Mitigation\n\n1. Look:\n\n   ```shell\n   $ kubectl \
        -n <ns> describe pod x\n   ```\n\n   > **Warning**\n   > Do not ~~run~~ it\n\n2. Fix\n   - [ ] \
        one\n   - [x] two\n\n| Cause | Fix |\n|-------|-----|\n| OOM | raise | limit |\n\n<p>Call \
        <a href=\"tel:1\">ops</a></p>\n\nReplace <NAME> there\n";
    assert_eq!(lost(page), Vec::<String>::new());
    let mut shown = String::new();
    document_text(&blocks(page), &mut shown);
    for word in [
        "context", "restarts", "limit", "ops", "<NAME>", "docs", "run",
    ] {
        assert!(shown.contains(word), "{word} in {shown}");
    }
}
