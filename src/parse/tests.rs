use proptest::prelude::*;

use super::*;
use crate::aid::{Danger, Kind, Part, ProcedureKind, Use};
use crate::diagnostic::{Position, Severity};

fn aid(path: &str, text: &str) -> Aid {
    let parsed = parse(path, text.as_bytes());
    assert_eq!(parsed.findings, [], "{path}: {text}");
    parsed.aid
}

#[test]
fn byte_order_mark_and_line_ends_make_no_difference() {
    let plain = "---\ntitle: A\ntags: [x]\n---\n# A\n\n1. One\n2. Two\n";
    let crlf = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
    assert_eq!(aid("a.md", plain), aid("a.md", &crlf));
}

#[test]
fn the_title_is_the_given_one_or_the_stem_in_words() {
    assert_eq!(
        aid("x/a-b.md", "---\ntitle: Given\n---\nText.\n").title,
        "Given"
    );
    assert_eq!(
        aid("x/free-disk_space.md", "Text.\n").title,
        "free disk space"
    );
}

#[test]
fn folders_are_tags_unless_tags_are_given() {
    assert_eq!(
        aid("linux/disk/a.md", "Text.\n").meta.tags,
        ["linux", "disk"]
    );
    let given = "---\ntags: [x]\n---\nText.\n";
    assert_eq!(aid("linux/disk/a.md", given).meta.tags, ["x"]);
}

#[test]
fn the_summary_is_the_first_sentence_that_is_no_picture() {
    let page = "![badge](b.svg)\n\nFrees space, e.g. of `/var`. Takes a while.\n";
    let summary = aid("a.md", page).meta.summary;
    assert_eq!(summary.as_deref(), Some("Frees space, e.g. of /var."));
    let steps = "# A\n\nDo this:\n\n1. Run it.\n\n   It shows something.\n2. Look.\n";
    assert_eq!(aid("a.md", steps).meta.summary, None);
    let contents = "**Table of Contents**\n\n[[_TOC_]]\n\nHow to free space.\n";
    let summary = aid("a.md", contents).meta.summary;
    assert_eq!(summary.as_deref(), Some("How to free space."));
    let given = "---\nsummary: Given.\n---\nText.\n";
    assert_eq!(aid("a.md", given).meta.summary.as_deref(), Some("Given."));
}

#[test]
fn danger_is_derived_from_commands_unless_it_is_given() {
    let page = "# Empty it:\nrm -rf <dir>\n";
    let derived = aid("a.cheat", page);
    assert_eq!(derived.meta.danger, Some(Danger::Yes));
    let denied = aid("a.cheat", &format!("---\ndanger: no\n---\n{page}"));
    assert_eq!(denied.meta.danger, Some(Danger::No));
    assert_eq!(aid("a.cheat", "# List:\nls\n").meta.danger, None);
    let said = "# A\n\n1. Stop it.\n\n   DANGER: clients lose their connections.\n2. Go.\n";
    assert_eq!(aid("a.md", said).meta.danger, Some(Danger::Yes));
    let warned = said.replace("DANGER", "WARNING");
    assert_eq!(aid("a.md", &warned).meta.danger, None);
}

#[test]
fn statements_of_a_step_that_destroy_are_danger_too() {
    let step = |language: &str, text: &str| {
        let page = format!("# A\n\n1. Do it.\n\n   ```{language}\n   {text}\n   ```\n2. Go.\n");
        aid("a.md", &page).meta.danger
    };
    for language in ["sql", "postgres", "tsql", "text", ""] {
        let drop = step(language, "DROP TABLE users;");
        assert_eq!(drop, Some(Danger::Yes), "{language}");
        assert_eq!(step(language, "SELECT 1;"), None, "{language}");
    }
    // A file's content: what it destroys is its own.
    assert_eq!(step("yaml", "rm -rf /var/lib/app"), None);
}

#[test]
fn an_address_of_mail_in_angle_brackets_is_no_page() {
    let aid = aid("a.md", "# A\n\nAsk <pki@example.org>.\n");
    assert!(aid.meta.related.is_empty(), "{:?}", aid.meta.related);
    assert!(format!("{aid:?}").contains("\"mailto:pki@example.org\""));
}

#[test]
fn links_to_pages_are_related_unless_they_are_given() {
    let page = "See [b](../b.md) and [c](c.md#top).\n";
    assert_eq!(aid("x/a.md", page).meta.related, ["b", "x/c"]);
    let given = format!("---\nrelated: [d]\n---\n{page}");
    assert_eq!(aid("x/a.md", &given).meta.related, ["d"]);
}

#[test]
fn a_page_that_is_a_drawing_or_text_says_so() {
    assert_eq!(
        aid("a.md", "```mermaid\ngraph TD\n```\n").meta.kind,
        Some(Kind::Diagram)
    );
    assert_eq!(aid("a.md", "Text.\n").meta.kind, Some(Kind::Reference));
}

#[test]
fn the_first_heading_is_the_title_unless_it_is_only_a_template_tag() {
    assert_eq!(
        aid("a.md", "# Free space\n\n1. Do it.\n2. Look.\n").title,
        "Free space"
    );
    for tag in [
        "<%= title %>",
        "{{ page.title }}",
        "{{ .Title }}",
        "{{ $.Title }}",
        "{{title}}",
        "{% block title %}",
    ] {
        let aid = aid("free-space.md", &format!("# {tag}\n\nText.\n"));
        assert_eq!(aid.title, "free space");
        let Some(Part::Text(section)) = aid.parts.first() else {
            panic!("{tag}: no text");
        };
        assert_eq!(section.heading, None, "{tag} is no heading");
    }
    let named = aid("free-space.md", "# Free {{ .Disk }}\n\nText.\n");
    assert_eq!(named.title, "Free {{ .Disk }}");
    let several = aid("free-space.md", "# One\n\nText.\n\n# Two\n\nText.\n");
    assert_eq!(several.title, "free space");
}

#[test]
fn the_kind_of_the_front_matter_says_what_opens_first() {
    let page =
        "# A\n\n## Steps\n\n1. Do it.\n2. Look.\n\n## Closing check\n\n- [ ] Ask.\n- [ ] Wait.\n";
    let first = |kind: &str| {
        let page = format!("---\nkind: {kind}\n---\n{page}");
        let aid = aid("a.md", &page);
        aid.procedures()
            .nth(aid.first)
            .map(|procedure| procedure.kind)
    };
    assert_eq!(first("checklist"), Some(ProcedureKind::Checklist));
    assert_eq!(first("procedure"), Some(ProcedureKind::Steps));
    assert_eq!(first("reference"), Some(ProcedureKind::Steps));
}

#[test]
fn who_comes_with_an_error_is_shown_the_fix() {
    let page = "# A\n\n## Steps\n\n1. Do it.\n2. Look.\n\n## Fixing it\n\n1. Stop.\n2. Go.\n";
    let page = aid("a.md", page);
    assert_eq!(
        (page.opening(false), page.opening(true)),
        (Some(0), Some(1))
    );
    let none = aid("a.md", "Text.\n");
    assert_eq!((none.opening(false), none.opening(true)), (None, None));
}

#[test]
fn headings_tell_how_to_undo_and_to_verify() {
    let page = "# A\n\n## Steps\n\n1. Do it.\n2. Look.\n\n## Verify it\n\nText.\n\n## Rollback\n\n1. Undo.\n2. Look.\n";
    let meta = aid("a.md", page).meta;
    assert_eq!(meta.undo.as_deref(), Some("#rollback"));
    assert_eq!(meta.verify.as_deref(), Some("#verify-it"));
    assert_eq!(meta.kind, Some(Kind::Procedure));
    let given = format!("---\nundo: restore the backup\n---\n{page}");
    assert_eq!(
        aid("a.md", &given).meta.undo.as_deref(),
        Some("restore the backup")
    );
}

#[test]
fn a_link_that_starts_with_a_site_s_value_is_kept_and_leads_to_no_aid() {
    let page = "# A\n\n[New]({{< param Repo >}}/new/main)\n\n[b](b.md)\n";
    let aid = aid("a.md", page);
    assert_eq!(aid.meta.related, ["b"]);
    let shown = format!("{:?}", aid.parts);
    assert!(shown.contains("{{Repo}}/new/main"), "{shown}");
}

#[test]
fn a_page_of_task_lists_is_a_checklist_to_confirm() {
    let page = "# Before\n\n- [ ] Look at `x`.\n- [ ] Check the disk.\n- [ ] Tell somebody.\n";
    let meta = aid("a.md", page).meta;
    assert_eq!(meta.kind, Some(Kind::Checklist));
    assert_eq!(meta.use_, Some(Use::DoConfirm));
}

#[test]
fn time_is_estimated_from_words_and_commands() {
    let page = format!(
        "# A\n\n1. Run it {}.\n   ```sh\n   ls\n   ```\n2. Look.\n",
        "word ".repeat(200)
    );
    let meta = aid("a.md", &page).meta;
    assert_eq!((meta.minutes, meta.minutes_estimated), (Some(2), true));
    let given = format!("---\ntime: 1 h\n---\n{page}");
    let meta = aid("a.md", &given).meta;
    assert_eq!((meta.minutes, meta.minutes_estimated), (Some(60), false));
    let given = format!("---\nminutes: 25\n---\n{page}");
    assert_eq!(aid("a.md", &given).meta.minutes, Some(25));
    assert_eq!(aid("a.md", "# A\n\n[b](b.md)\n").meta.minutes, None);
}

#[test]
fn tldr_pages_and_cheat_sheets_are_read_by_their_own_rules() {
    let tldr = aid(
        "linux/ls.md",
        "# ls\n\n> List.\n\n- All:\n\n`ls -a`\n\n- Long:\n\n`ls -l`\n",
    );
    assert_eq!((tldr.format, tldr.step_count()), (Format::Tldr, 2));
    assert_eq!(tldr.title, "ls");
    assert_eq!(tldr.meta.summary.as_deref(), Some("List."));
    assert_eq!(tldr.meta.minutes, None, "nobody runs all examples");

    let sheet = aid(
        "ls",
        "---\ntags: [files]\n---\n# All:\nls -a\n\n# Long:\nls -l\n",
    );
    assert_eq!((sheet.format, sheet.step_count()), (Format::Cheat, 2));
    assert_eq!(
        sheet
            .procedures()
            .flat_map(|p| p.steps())
            .next()
            .map(|s| s.line),
        Some(4)
    );

    let navi = aid("git.cheat", "% git, code\n# Switch\ngit switch <b>\n");
    assert_eq!((navi.format, navi.step_count()), (Format::Navi, 1));
    assert_eq!(navi.meta.tags, ["git", "code"]);
}

#[test]
fn broken_front_matter_leaves_the_page_and_its_lines_as_they_are() {
    let parsed = parse("a.md", b"---\ntitle: a: b\ntags: [x]\n---\n\nText \xFF.\n");
    let places: Vec<(Severity, Position)> =
        parsed.findings.iter().map(|f| (f.severity, f.at)).collect();
    let expected = [
        (Severity::Error, Position { line: 2, column: 9 }),
        (Severity::Warning, Position { line: 6, column: 6 }),
    ];
    assert_eq!(places, expected);
    assert_eq!(parsed.aid.title, "a: b");
    assert_eq!(parsed.aid.meta.tags, ["x"]);
    assert_eq!(parsed.aid.meta.summary.as_deref(), Some("Text \u{FFFD}."));
}

/// Pieces that mean something somewhere, to be put together at random.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "---\n",
        "+++\n",
        "...\n",
        "title: ",
        "tags: [",
        "]\n",
        "jitt:\n  ",
        "a: &a ",
        "*a",
        "\"",
        "'",
        "|\n",
        "\t",
        "# ",
        "## ",
        "1. ",
        "- ",
        "- [ ] ",
        "> ",
        "> [!WARNING]\n",
        "```sh\n",
        "```\n",
        "`",
        "$ ",
        "% ",
        "@ ",
        "{{< x >}}",
        "{% x %}",
        "<%= x %>",
        "{{",
        "}}",
        "<details>",
        "</details>",
        "<!--",
        "|a|b|\n",
        "|-|-|\n",
        "[x](y.md)",
        "![i](j.png)",
        "**",
        "_",
        ":",
        ": ",
        "\n",
        "\n\n",
        "    ",
        " ",
        "word",
        "rm -rf ",
        "Expect: ",
        "Yes",
        "<<EOF\n",
        "\u{202e}",
        "\0",
        "é",
        "\u{1F469}\u{200D}\u{1F469}",
        "\\",
        "&amp;",
        "[^1]",
        "[^1]: ",
        "2026-11-22",
        "9999999999999999999",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn paths() -> impl Strategy<Value = String> {
    let ending = prop::sample::select(vec![
        "",
        ".md",
        ".cheat",
        ".cheat.md",
        ".md.erb",
        ".html.md",
        "/",
    ]);
    ("\\PC{0,12}", ending).prop_map(|(stem, ending)| stem + ending)
}

proptest! {
    #[test]
    fn parsing_never_panics_whatever_the_bytes_and_the_path(
        path in paths(),
        bytes in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        parse(&path, &bytes);
    }

    #[test]
    fn parsing_never_panics_on_broken_markup_and_finds_places_that_exist(
        path in paths(),
        text in pieces(),
    ) {
        let lines = text.lines().count() + 1;
        for finding in parse(&path, text.as_bytes()).findings {
            prop_assert!(usize::try_from(finding.at.line).is_ok_and(|line| line <= lines), "{finding}");
        }
    }
}

#[test]
fn a_summary_is_of_the_first_text_and_of_no_later_one() {
    let summary = |page: &str| parse("a.md", page.as_bytes()).aid.meta.summary;
    assert_eq!(
        summary("# A\n\n[[_TOC_]]\n\nIt is full. Look.\n").as_deref(),
        Some("It is full.")
    );
    assert_eq!(summary("# A\n\n1. Stop it.\n\nAsk for a review.\n"), None);
    assert_eq!(
        summary("# A\n\n## Prerequisites\n\nA shell.\n\n## Go\n\n1. Stop it.\n"),
        None
    );
}
