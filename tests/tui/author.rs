//! The author's loop in the browser: findings on a key, the editor at the step shown.

use jitt::diagnostic::{Code, Diagnostic, Position, Severity};
use jitt::ui::action::{Effect, News};

use super::browser::{Browser, start};
use super::pages;

fn opened() -> Browser {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.press("enter");
    browser
}

fn file_and_line(effects: &[Effect]) -> Option<(String, u32)> {
    match effects {
        [Effect::EditFile(file, line)] => {
            let name = file.file_name()?.to_string_lossy().into_owned();
            Some((name, *line))
        }
        _ => None,
    }
}

/// The entry whose page was asked to be checked.
fn checked(browser: &mut Browser) -> usize {
    let effects = std::mem::take(&mut browser.effects);
    let entry = effects.iter().find_map(|effect| match effect {
        Effect::Check(entry) => Some(*entry),
        _ => None,
    });
    entry.expect("the page is checked")
}

#[test]
fn e_opens_the_file_at_the_line_of_the_current_step() {
    let mut browser = opened();
    browser.press("2 e");
    let line = pages::DISK.lines().position(|line| line.starts_with("2. "));
    let line = u32::try_from(line.expect("there is a second step") + 1).expect("a short page");
    assert_eq!(
        file_and_line(&browser.effects),
        Some(("disk-full.md".to_string(), line))
    );
}

#[test]
fn in_the_search_ctrl_e_opens_the_selected_aid_and_e_is_typed() {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.press("e");
    assert_eq!(browser.effects, []);
    browser.press("backspace ctrl-e");
    let opened = file_and_line(&browser.effects);
    assert_eq!(
        opened.map(|(name, _)| name),
        Some("disk-full.md".to_string())
    );
}

#[test]
fn an_editor_that_fails_is_told_and_the_aid_stays_open() {
    let mut browser = opened();
    browser.news(News::Edited(Err("vi cannot be started: gone".to_string())));
    assert!(browser.bottom().contains("vi cannot be started"));
    assert!(browser.shows("See which file system is full."));
}

#[test]
fn findings_are_listed_with_advice_for_the_selected_one_and_lead_to_their_line() {
    let mut browser = opened();
    browser.press("!");
    let entry = checked(&mut browser);
    let finding = |line, message: &str, help: &str| {
        let at = Position { line, column: 1 };
        Diagnostic::new(Code::Todo, Severity::Warning, at, message).with_help(help)
    };
    let found = vec![
        finding(3, "the first \u{1b}[31m", "mend one"),
        finding(9, "the second", "mend two"),
    ];
    browser.news(News::Checked(entry, found));
    assert!(browser.shows("2 findings") && browser.shows("mend one"));
    browser.press("j");
    assert!(browser.shows("mend two") && !browser.shows("mend one"));
    browser.resize(40, 10);
    assert!(browser.shows("mend two"), "{}", browser.screen());
    browser.press("enter");
    assert_eq!(
        file_and_line(&browser.effects).map(|(_, line)| line),
        Some(9)
    );
    assert!(!browser.shows("2 findings"));
}

#[test]
fn a_page_without_findings_says_so_and_an_answer_that_comes_late_opens_nothing() {
    let mut browser = opened();
    browser.press("!");
    let entry = checked(&mut browser);
    browser.news(News::Checked(entry, Vec::new()));
    assert!(browser.bottom().contains("nothing to mend"));
    browser.press("esc");
    let at = Position::default();
    let finding = Diagnostic::new(Code::Todo, Severity::Warning, at, "late");
    browser.news(News::Checked(entry, vec![finding]));
    assert!(!browser.shows("1 finding"));
}
