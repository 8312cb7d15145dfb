//! Markdown in, the printed page out.

use std::fs;

use jitt::aid::{Aid, CodeRole, Texts};
use jitt::parse::parse;
use jitt::render::ansi::{Output, to_text};
use jitt::render::{Fold, LineKind, Role, View, aid_lines, width};

const PAGE: &str = "\
---
title: Free disk space held by a deleted file
summary: df says full, du finds nothing; a process still holds a deleted file open.
needs: [cmd:lsof, root]
danger: step 4 discards data the process may still want
reviewed: 2025-11-02
time: 4 minutes
related: [disk-full-triage]
---
1. Compare the file system with the tree.
   ```sh
   df -h <mount>; sudo du -xsh <mount>
   ```
   **Expect:** df far above du. **If not:** open [disk-full-triage](disk-full-triage.md).
2. List deleted files still open there, biggest last.
   ```console
   $ sudo lsof -nP -a +L1 <mount> | sort -n -k7
   nginx 812 root 5w REG 8,1 4096 0 131 /var/log/x (deleted)
   ```
3. Can its service restart now?
   - **Yes** -> restart it, then step 5
   - **No** -> step 4
4. Empty the file through the open descriptor.
   ```sh
   sudo truncate -s 0 /proc/<pid>/fd/<fd>
   ```
   > [!WARNING]
   > Its content is gone for good.
5. Check that the space is back: `df -h <mount>`

## See also
The [manual](https://man.example/lsof).
";

fn page() -> Aid {
    parse("deleted-file-space.md", PAGE.as_bytes()).aid
}

fn view(columns: usize) -> View<'static> {
    View::new(columns, jiff::civil::date(2026, 11, 22))
}

fn plain(aid: &Aid, view: &View) -> String {
    to_text(&aid_lines(aid, view), Output::default())
}

#[test]
fn a_page_is_printed_as_its_author_would_want_it_read_in_a_hurry() {
    assert_eq!(
        plain(&page(), &view(80)),
        "\
Free disk space held by a deleted file
5 steps · 4 min · reviewed 2025-11-02, overdue by 20 days
DANGER: step 4 discards data the process may still want
df says full, du finds nothing; a process still holds a deleted file open.
Needs: lsof, root

1. Compare the file system with the tree.
     df -h <mount>; sudo du -xsh <mount>
   Expect: df far above du.
   If not: open disk-full-triage.
2. List deleted files still open there, biggest last.
     sudo lsof -nP -a +L1 <mount> | sort -n -k7
     | nginx 812 root 5w REG 8,1 4096 0 131 /var/log/x (deleted)
3. Can its service restart now?
   - Yes -> restart it, then step 5
   - No -> step 4
4. Empty the file through the open descriptor.
   WARNING: Its content is gone for good.
     sudo truncate -s 0 /proc/<pid>/fd/<fd>
5. Check that the space is back:
     df -h <mount>

Background: #see-also
Related: disk-full-triage
"
    );
}

#[test]
fn everything_shows_the_web_addresses_that_a_pipe_cannot_open() {
    let view = View {
        fold: Fold::Everything,
        link_targets: true,
        ..view(80)
    };
    assert!(plain(&page(), &view).contains("See also\nThe manual <https://man.example/lsof>.\n"));
}

/// Every starter aid, by file name.
fn starter_aids() -> Vec<(String, Aid)> {
    let mut aids = Vec::new();
    for entry in fs::read_dir("aids").expect("aids is there") {
        let path = entry.expect("aids can be listed").path();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let name = name.expect("a file in aids has a name");
        if name.ends_with(".md") {
            let bytes = fs::read(&path).expect("a starter aid can be read");
            aids.push((name.clone(), parse(&name, &bytes).aid));
        }
    }
    assert!(!aids.is_empty());
    aids
}

#[test]
fn starter_aids_fit_any_width_in_the_browser() {
    for (name, aid) in starter_aids() {
        for columns in [20, 40, 80, 300] {
            let view = View {
                wrap_commands: true,
                ..view(columns)
            };
            for line in aid_lines(&aid, &view) {
                let text: String = line.spans.iter().map(|s| s.text.as_str()).collect();
                assert!(width(&text) <= columns, "{name} at {columns}: {text:?}");
            }
        }
    }
}

#[test]
fn what_warns_in_a_starter_aid_stands_before_the_commands_of_its_step() {
    for (name, aid) in starter_aids() {
        let mut with_command = None;
        for line in aid_lines(&aid, &view(80)) {
            if matches!(line.kind, LineKind::Command(_)) {
                with_command = line.step;
            }
            let warns = |role| matches!(role, Role::Warning | Role::Caution);
            if line.step.is_some() && line.spans.iter().any(|span| warns(span.role)) {
                assert_ne!(with_command, line.step, "{name}");
            }
        }
    }
}

#[test]
fn every_word_of_a_page_is_in_everything() {
    let mut aids = starter_aids();
    aids.push(("the page above".into(), page()));
    for (name, aid) in aids {
        let view = View {
            fold: Fold::Everything,
            ..view(10_000)
        };
        let shown = plain(&aid, &view);
        let texts = Texts::of(&aid);
        let mut words = format!("{} {} {}", aid.title, texts.body, texts.outputs.join(" "));
        for step in &texts.steps {
            words += &format!(" {} {}", step.text, step.commands.join(" "));
        }
        for word in words.split(|c: char| !c.is_alphanumeric()) {
            assert!(shown.contains(word), "{name} lost {word:?}");
        }
    }
}

#[test]
fn a_hostile_page_reaches_a_pipe_without_a_control_character() {
    let page =
        "# a&#27;]0;x&#7;\n\n1. Run `l\u{200b}s`:\n\n   ```sh\n   ls\u{9b}31m\u{202e}\n   ```\n";
    let aid = parse("x.md", page.as_bytes()).aid;
    let shown = plain(&aid, &view(80));
    assert!(
        !shown.contains(|c: char| c.is_control() && c != '\n'),
        "{shown:?}"
    );
    assert!(shown.contains("l<U+200B>s"), "{shown}");
    assert!(shown.contains("ls<U+009B>31m<U+202E>"), "{shown}");
    assert!(
        aid.procedures()
            .flat_map(|p| p.steps())
            .any(|step| { !step.code_blocks(CodeRole::Command).is_empty() })
    );
}

#[test]
fn code_alone_in_a_cell_keeps_its_quotes() {
    let page = "| do | with |\n| --- | --- |\n| list | `ls -l` |\n";
    let aid = parse("page.md", page.as_bytes()).aid;
    let lines = aid_lines(&aid, &view(60));
    assert!(to_text(&lines, Output::default()).contains("list  `ls -l`\n"));
}

#[test]
fn a_heading_that_the_first_step_says_again_is_written_once() {
    let page = "# Page\n\n## Fix\n\n### Restart it\n\n```sh\nsystemctl restart x\n```\n\n\
        ### Remove it\n\nScale it down:\n\n```sh\nkubectl scale x\n```\n\n## Stop\n\n```sh\nhalt\n```\n";
    let aid = parse("page.md", page.as_bytes()).aid;
    for fold in [Fold::Steps, Fold::Everything] {
        let view = View { fold, ..view(60) };
        let text = to_text(&aid_lines(&aid, &view), Output::default());
        assert_eq!(text.matches("Restart it").count(), 1, "{text}");
        assert_eq!(
            text.lines().filter(|line| line.trim() == "Stop").count(),
            1,
            "{text}"
        );
        assert!(text.contains("Remove it\n2.1. Scale it down:"), "{text}");
    }
}
