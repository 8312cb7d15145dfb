//! Every size of window, at any moment.

use jitt::ui::action::{Effect, MouseKind};

use super::browser::start;
use super::pages;
use crate::assert_screen;

#[test]
fn a_window_that_shrinks_shows_one_pane_then_a_sentence_and_comes_back() {
    let mut browser = start().query("disk").over(pages::ALL);
    browser.resize(60, 15);
    assert_screen!("narrow_60x15", browser.screen());
    browser.resize(40, 10);
    assert_screen!("narrow_40x10", browser.screen());
    browser.resize(20, 5);
    assert_screen!("too_small_20x5", browser.screen());
    browser.resize(60, 15);
    assert_screen!("narrow_60x15", browser.screen());
}

#[test]
fn what_cannot_be_seen_is_not_taken() {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.press("enter").resize(20, 5);
    browser.press("y enter space");
    assert_eq!(browser.effects, []);
    browser.resize(80, 24);
    assert!(browser.shows("1/5") && !browser.shows("done ·"));
    browser.press("3 o").resize(20, 5).press("2");
    browser.mouse(MouseKind::Press, 4, 4);
    browser.mouse(MouseKind::Press, 4, 22);
    assert_eq!(browser.effects, [], "no link is opened unseen");
    browser.resize(80, 24).press("esc").resize(20, 5).press("q");
    assert_eq!(browser.effects, [Effect::Quit]);
}

#[test]
fn an_open_aid_can_be_worked_through_at_forty_by_ten() {
    let mut browser = start().size(40, 10).query("disk full").over(pages::ALL);
    browser.press("enter");
    assert_screen!("steps_40x10", browser.screen());
    browser.press("space space space");
    assert!(browser.current().contains("4."));
    assert!(browser.shows("sudo journalctl"), "{}", browser.screen());
}

#[test]
fn the_current_step_stays_in_view_when_the_window_changes() {
    let page = pages::long(40);
    let mut browser = start().over(&[("long.md", &page)]);
    browser.press("enter 2 5");
    for (width, height) in [(40, 10), (100, 24), (30, 6), (120, 9), (60, 40)] {
        browser.resize(width, height);
        assert!(
            browser.current().contains("Do thing 25 "),
            "{width}x{height}"
        );
    }
}

#[test]
fn a_huge_window_keeps_lines_readable() {
    let mut browser = start().size(300, 80).query("disk full").over(pages::ALL);
    browser.press("enter");
    let text = browser.lines_with("platform team").remove(0);
    assert!(text.chars().count() <= 120, "{text:?}");
}

#[test]
fn no_size_panics_in_any_mode() {
    let ways = [
        "",
        "enter",
        "enter /",
        "enter 3 o",
        "f1",
        "enter ? j d",
        "enter v v G",
    ];
    for keys in ways {
        let mut browser = start().query("disk full").over(pages::ALL);
        if !keys.is_empty() {
            browser.press(keys);
        }
        for width in [0, 1, 2, 3, 29, 30, 39, 79, 80, 81, 131, 500] {
            for height in [0, 1, 2, 5, 6, 7, 10, 16, 500] {
                browser.resize(width, height);
            }
        }
        browser.resize(100, 24);
        browser.press("esc");
    }
}

#[test]
fn wide_combining_and_right_to_left_letters_stay_aligned() {
    let mut browser = start().query("磁盘").over(pages::ALL);
    assert_screen!("wide_letters", browser.screen());
    browser.resize(40, 12).press("enter");
    assert_screen!("wide_letters_40", browser.screen());
}

#[test]
fn the_help_and_the_empty_list_are_read_to_the_end_in_a_narrow_window() {
    let mut browser = start().size(40, 10).query("zzzzqqqqxx").over(pages::ALL);
    assert!(browser.shows("Esc clears."), "{}", browser.screen());
    browser.press("f1");
    for _ in 0..20 {
        assert!(!browser.screen().contains('…'), "{}", browser.screen());
        browser.press("pagedown");
    }
}
