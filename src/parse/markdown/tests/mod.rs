//! What a page's text becomes.

mod templates;
mod words;

use crate::diagnostic::Diagnostic;

use super::*;
use crate::aid::inline_text;

fn blocks(text: &str) -> Vec<Block> {
    read(text, 1).blocks
}

/// Blocks as short words with their lines, nested ones in brackets.
fn outline(blocks: &[Block]) -> String {
    let shown: Vec<String> = blocks.iter().map(outline_block).collect();
    shown.join(" ")
}

fn outline_block(block: &Block) -> String {
    let line = block.line;
    match &block.kind {
        BlockKind::Paragraph(text) => format!("{line}:p({})", inline_text(text)),
        BlockKind::Heading(heading) => {
            format!(
                "{line}:h{}({})#{}",
                heading.level,
                inline_text(&heading.text),
                heading.anchor
            )
        }
        BlockKind::Code(code) => format!("{line}:code[{}]({})", code.language, code.text),
        BlockKind::List { start, items } => {
            let items: Vec<String> = items
                .iter()
                .map(|item| {
                    let mark = match item.checked {
                        Some(true) => "x",
                        Some(false) => "o",
                        None => "",
                    };
                    format!("{}{mark}[{}]", item.line, outline(&item.blocks))
                })
                .collect();
            format!(
                "{line}:list{}{{{}}}",
                start.map(|n| n.to_string()).unwrap_or_default(),
                items.join(" ")
            )
        }
        BlockKind::Quote(inner) => format!("{line}:quote[{}]", outline(inner)),
        BlockKind::Callout(callout) => format!(
            "{line}:{}<{}>[{}]",
            callout.kind.word(),
            callout.title.as_deref().unwrap_or_default(),
            outline(&callout.blocks)
        ),
        BlockKind::Table(table) => {
            let row = |cells: &Vec<Vec<Inline>>| {
                cells
                    .iter()
                    .map(|cell| inline_text(cell))
                    .collect::<Vec<_>>()
                    .join("|")
            };
            let rows: Vec<String> = table.rows.iter().map(row).collect();
            format!("{line}:table({} / {})", row(&table.head), rows.join(" / "))
        }
        BlockKind::Rule => format!("{line}:rule"),
        BlockKind::Html(html) => format!("{line}:html({html})"),
        BlockKind::Details { summary, blocks } => {
            format!(
                "{line}:details<{}>[{}]",
                inline_text(summary),
                outline(blocks)
            )
        }
        BlockKind::Footnote { label, blocks } => {
            format!("{line}:note-{label}[{}]", outline(blocks))
        }
        _ => unreachable!("only the steps make these"),
    }
}

fn shown(text: &str) -> String {
    outline(&blocks(text))
}

#[test]
fn blocks_keep_their_order_and_lines() {
    let page = "# Disk full {#disk}\n\nFree space.\nSoon.\n\n1. Look\n   ```sh {linenos=1}\n   df -h\n   ```\n2. Delete\n   - old\n   - [x] older\n\n---\n";
    assert_eq!(
        shown(page),
        "1:h1(Disk full)#disk 3:p(Free space. Soon.) \
         6:list1{6[6:p(Look) 7:code[sh](df -h)] 10[10:p(Delete) 11:list{11[11:p(old)] 12x[12:p(older)]}]} \
         14:rule"
    );
}

#[test]
fn the_first_line_moves_all_lines() {
    assert_eq!(read("a\n\nb", 10).blocks[1].line, 12);
}

#[test]
fn a_fence_at_column_0_splits_the_list() {
    assert_eq!(
        shown("1. a\n```\nx\n```\n2. b\n"),
        "1:list1{1[1:p(a)]} 2:code[](x) 5:list2{5[5:p(b)]}"
    );
}

#[test]
fn anchors_are_unique_slugs_and_braces_stay_text() {
    assert_eq!(
        shown("## What's up?\n## What's up?\n## Delete {name}\n"),
        "1:h2(What's up?)#whats-up 2:h2(What's up?)#whats-up-1 3:h2(Delete {name})#delete-name"
    );
}

#[test]
fn quotes_with_a_label_are_callouts() {
    for (page, wanted) in [
        ("> [!WARNING]\n> Hot", "1:WARNING<>[1:p(Hot)]"),
        ("> [!danger] Stop\n> Hot", "1:DANGER<Stop>[1:p(Hot)]"),
        ("> **Warning**\n> Hot", "1:WARNING<>[1:p(Hot)]"),
        ("> **Note:** Hot", "1:NOTE<>[1:p(Hot)]"),
        (
            "> Caution: Hot\n>\n> Very",
            "1:CAUTION<>[1:p(Hot) 3:p(Very)]",
        ),
        ("> [!TIP] Once it is\n> up", "1:TIP<>[1:p(Once it is up)]"),
        ("> Said: Hot", "1:quote[1:p(Said: Hot)]"),
    ] {
        assert_eq!(shown(page), wanted, "{page}");
    }
}

#[test]
fn paragraphs_with_a_label_are_callouts() {
    for (page, wanted) in [
        ("**Warning:** Hot", "1:WARNING<>[1:p(Hot)]"),
        ("**Warning**: Hot `x`", "1:WARNING<>[1:p(Hot x)]"),
        ("*Note:* Hot", "1:NOTE<>[1:p(Hot)]"),
        ("⚠️ **DANGER!** Hot", "1:DANGER<>[1:p(Hot)]"),
        ("Attention: Hot", "1:WARNING<>[1:p(Hot)]"),
        ("**Warning:** `rm` kills", "1:WARNING<>[1:p(rm kills)]"),
        ("**Warning: never** do", "1:WARNING<>[1:p(never do)]"),
        ("⚠️ *Note: x*", "1:NOTE<>[1:p(x)]"),
        ("⚠️ Check the host!", "1:WARNING<>[1:p(Check the host!)]"),
        (":exclamation: wait `1s`", "1:WARNING<>[1:p(wait 1s)]"),
        ("❗❗ **Never** twice", "1:WARNING<>[1:p(Never twice)]"),
        ("> :exclamation: wait", "1:WARNING<>[1:p(wait)]"),
        ("⚠️ As root:", "1:p(⚠️ As root:)"),
        ("⚠️", "1:p(⚠️)"),
        ("**Warning:**", "1:p(Warning:)"),
        ("**Warning**", "1:p(Warning)"),
        ("Warnings: none", "1:p(Warnings: none)"),
        ("1. Note: the step", "1:list1{1[1:p(Note: the step)]}"),
        (
            "1. Go\n\n   Note: the step",
            "1:list1{1[1:p(Go) 3:NOTE<>[3:p(the step)]]}",
        ),
    ] {
        assert_eq!(shown(page), wanted, "{page}");
    }
}

#[test]
fn folds_hold_the_markdown_between_their_tags() {
    assert_eq!(
        shown(
            "<details>\n<summary>More <b>info</b></summary>\n\n1. a\n\n```\nb\n```\n</details>\n\nAfter"
        ),
        "1:details<More info>[4:list1{4[4:p(a)]} 6:code[](b)] 11:p(After)"
    );
}

#[test]
fn a_fold_without_an_end_swallows_nothing() {
    assert_eq!(
        shown("<details><summary>More</summary>\n\n# Steps\n"),
        "1:p(More) 3:h1(Steps)#steps"
    );
}

#[test]
fn simple_html_is_understood_and_other_html_is_kept() {
    for (page, wanted) in [
        ("a<br>b <kbd>Ctrl</kbd> <!-- gone -->c", "1:p(a b Ctrl c)"),
        ("delete <NAME> now", "1:p(delete <NAME> now)"),
        (
            "<p align=\"center\">Hi <b>you</b> &amp; me</p>",
            "1:p(Hi you & me)",
        ),
        ("<!-- gone -->", ""),
        (
            "<div class=\"alert alert-danger\">\n<div>a</div>\n\n**b**\n\n</div>\n\nc",
            "1:DANGER<>[2:p(a) 4:p(b)] 8:p(c)",
        ),
        (
            "<div class=\"warning\">\n\n# Steps",
            "1:p(WARNING) 3:h1(Steps)#steps",
        ),
        ("2<sup>31</sup>-1", "1:p(2^31-1)"),
        (
            "<Tabs>\n<TabItem value=\"l\" label=\"Linux\">\n\n`x`\n\n</TabItem>\n</Tabs>",
            "2:p(Linux) 4:p(x)",
        ),
        (
            "<custom x=1>\ntext\n</custom>",
            "1:html(<custom x=1>\ntext\n</custom>)",
        ),
        (
            "<pre lang=\"mermaid\">\na --> b\n\nc\n</pre>",
            "1:code[mermaid](a --> b\n\nc)",
        ),
        (
            "<h2>Big</h2>\n<ol><li>a<li>b</ol>",
            "1:h2(Big)#big 2:list1{2[2:p(a)] 2[2:p(b)]}",
        ),
        (
            "<table><tr><th>A</th><th>B</th></tr>\n<tr><td>1</td><td>2</td></tr></table>",
            "1:table(A|B / 1|2)",
        ),
    ] {
        assert_eq!(shown(page), wanted, "{page}");
    }
}

#[test]
fn tables_keep_cells_and_what_stands_behind_the_last_column() {
    assert_eq!(
        shown("x\n\n| a | b |\n|---|---|\n| 1 | ps | wc |\n| &lt; | |\n"),
        "1:p(x) 3:table(a|b / 1|ps | wc / <|)"
    );
}

#[test]
fn an_unclosed_fence_is_a_finding_on_its_line() {
    let line = |finding: &Diagnostic| finding.at.line;
    let open = read("a\n\n```sh\nx\n", 1).findings;
    assert_eq!(open.iter().map(line).collect::<Vec<_>>(), [3]);
    assert!(open[0].message.contains("below"));
    let closed = read("```sh\nx\n```\n\n> ~~~\n> x\n> ~~~\n", 1).findings;
    assert!(closed.is_empty());
    let quoted = read("> ```\n> x\n\nText\n", 1).findings;
    assert_eq!(quoted.iter().map(line).collect::<Vec<_>>(), [1]);
    assert!(!quoted[0].message.contains("below"));
}

#[test]
fn bare_addresses_are_links_but_not_within_links_and_code() {
    let targets = |text: &str| {
        let read = format!("{:?}", blocks(text));
        read.matches("target:").count()
    };
    assert_eq!(targets("see https://x.y/a_b_c **https://z.w**"), 2);
    assert_eq!(targets("[**https://x.y**](https://x.y) `https://x.y`"), 1);
    assert_eq!(targets("<https://x.y> <a href=\"u\">https://x.y</a>"), 2);
}

#[test]
fn footnotes_links_and_images_are_read() {
    let page = "See [this](a.md)[^1] ![pic *x*](p.png)\n\n[^1]: Note\n";
    assert_eq!(
        shown(page),
        "1:p(See this[1] [image: pic x]) 3:note-1[3:p(Note)]"
    );
}

/// How many lists, quotes, folds and callouts stand inside each other.
fn depth(blocks: &[Block]) -> usize {
    let inner = blocks.iter().map(|block| match &block.kind {
        BlockKind::List { items, .. } => {
            let items = items.iter().map(|item| depth(&item.blocks));
            1 + items.max().unwrap_or(0)
        }
        BlockKind::Quote(blocks)
        | BlockKind::Details { blocks, .. }
        | BlockKind::Footnote { blocks, .. } => 1 + depth(blocks),
        BlockKind::Callout(callout) => 1 + depth(&callout.blocks),
        _ => 0,
    });
    inner.max().unwrap_or(0)
}

#[test]
fn very_deep_nesting_is_flat_fast_and_complete() {
    for page in [
        format!("{}deep", "> ".repeat(100_000)),
        format!("{}deep", "- ".repeat(100_000)),
        format!("{}deep", "1. ".repeat(100_000)),
        format!("{}deep", "<details>\n\n".repeat(10_000)),
        format!("{}deep", "<ul><li>".repeat(10_000)),
        format!(
            "{}deep{}",
            ":::note\n".repeat(10_000),
            "\n:::".repeat(10_000)
        ),
        format!("{}deep", "{{< note >}}\n".repeat(10_000)),
        (0..300)
            .map(|n| format!("{}!!! note\n", "    ".repeat(n)))
            .collect::<String>()
            + "deep",
        format!("x {}deep", "<b>".repeat(100_000)),
        format!("{}deep{}", "[".repeat(10_000), "](x)".repeat(10_000)),
        format!("{}deep{}", "*a ".repeat(10_000), "*".repeat(10_000)),
    ] {
        let blocks = blocks(&page);
        assert!(outline(&blocks).contains("deep"));
        assert!(depth(&blocks) <= frames::BLOCK_LEVELS);
    }
}

#[test]
fn a_missing_space_is_a_finding_and_a_heading_is_one_all_the_same() {
    let page = "###Install it\n\n1.Stop\n\n#channel 1.5 GB\n\n```\n##no\n```\n##`x`\n";
    assert_eq!(
        shown(page),
        "1:h3(Install it)#install-it 3:p(1.Stop) 5:p(#channel 1.5 GB) 7:code[](##no) 10:h2(x)#x"
    );
    let found = read(page, 1).findings;
    let places: Vec<_> = found.iter().map(|f| (f.at.line, f.at.column)).collect();
    assert_eq!(places, [(1, 4), (3, 3), (10, 3)]);
}
