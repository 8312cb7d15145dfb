//! Whatever is pressed, clicked, pasted and resized, in whatever order: no panic, and Ctrl-C leaves.

use jitt::ui::action::{Effect, MouseKind, News};
use proptest::prelude::*;

use super::browser::{Browser, start};
use super::pages;

#[derive(Debug, Clone)]
enum Doing {
    Key(&'static str),
    Type(String),
    Paste(String),
    Mouse(MouseKind, u16, u16),
    Resize(u16, u16),
    Change,
    Copied(bool),
}

const KEYS: &[&str] = &[
    "enter",
    "enter",
    "tab",
    "shift-tab",
    "esc",
    "up",
    "down",
    "pageup",
    "pagedown",
    "home",
    "end",
    "left",
    "right",
    "space",
    "backspace",
    "U",
    "x",
    "y",
    "Y",
    "l",
    "v",
    "/",
    "n",
    "N",
    "o",
    "g",
    "G",
    "d",
    "u",
    "1",
    "2",
    "9",
    "0",
    "f1",
    "?",
    "alt-enter",
    "ctrl-w",
    "ctrl-u",
    "ctrl-left",
    "ctrl-right",
    "ctrl-a",
    "delete",
    "ctrl-l",
    "ctrl-z",
];

fn doing() -> impl Strategy<Value = Doing> {
    let kinds = [MouseKind::Press, MouseKind::WheelUp, MouseKind::WheelDown];
    prop_oneof![
        12 => prop::sample::select(KEYS).prop_map(Doing::Key),
        3 => "(disk|port|df|wide|磁盘|[a-z é\\u{200b}]{0,4})".prop_map(Doing::Type),
        1 => "\\PC{0,20}\n\\PC{0,9}".prop_map(Doing::Paste),
        2 => (prop::sample::select(kinds.to_vec()), 0..130_u16, 0..50_u16)
            .prop_map(|(kind, column, row)| Doing::Mouse(kind, column, row)),
        1 => (0..130_u16, 0..50_u16).prop_map(|(width, height)| Doing::Resize(width, height)),
        1 => Just(Doing::Change),
        1 => any::<bool>().prop_map(Doing::Copied),
    ]
}

fn perform(browser: &mut Browser, doing: Doing, step: usize) {
    match doing {
        Doing::Key(key) => drop(browser.press(key)),
        Doing::Type(text) => drop(browser.type_in(&text)),
        Doing::Paste(text) => drop(browser.paste(&text)),
        Doing::Mouse(kind, column, row) => drop(browser.mouse(kind, column, row)),
        Doing::Resize(width, height) => drop(browser.resize(width, height)),
        Doing::Change => {
            let page = pages::DISK.replace("1. See", &format!("1. Do {step}.\n2. See"));
            browser.change("disk-full.md", &page);
        }
        Doing::Copied(true) => drop(browser.news(News::Copied(Ok("copied".to_string())))),
        Doing::Copied(false) => drop(browser.news(News::Copied(Err("no".to_string())))),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_ctrl_c_leaves(doings in prop::collection::vec(doing(), 1..60)) {
        let long = pages::long(30);
        let mut all = pages::ALL.to_vec();
        all.push(("long.md", &long));
        let mut browser = start().over(&all);
        for (step, doing) in doings.into_iter().enumerate() {
            perform(&mut browser, doing, step);
        }
        browser.press("ctrl-c");
        prop_assert_eq!(browser.effects.last(), Some(&Effect::Quit));
    }
}
