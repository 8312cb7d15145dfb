//! Keys as data: the help and the bottom line are drawn from the table.

use jitt::ui::action::Effect;

use super::browser::start;
use super::pages;
use crate::assert_screen;

#[test]
fn the_help_shows_all_keys_and_closes_again() {
    let mut browser = start().size(100, 40).query("disk full").over(pages::ALL);
    browser.press("f1");
    assert_screen!("help", browser.screen());
    browser.resize(120, 40);
    assert_screen!("help_wide", browser.screen());
    browser.press("esc");
    assert!(browser.shows("> disk full"));
    browser.press("enter ?");
    assert!(browser.shows("While an aid is open"));
    browser.press("q");
    assert_eq!(browser.effects, [], "q closes the help, not jitt");
    assert!(browser.shows("1/5"));
}

#[test]
fn the_help_scrolls_in_a_low_window() {
    let mut browser = start().size(60, 12).over(pages::ALL);
    browser.press("f1");
    assert!(browser.shows("While searching"));
    assert!(browser.shows("more below"));
    browser.press("d d d d d d d d d d d d d d");
    assert!(!browser.shows("more below"));
    assert!(browser.shows("draw the screen anew"));
}

#[test]
fn the_bottom_line_offers_what_matters_now() {
    let mut browser = start().over(pages::ALL);
    assert!(
        browser.bottom().contains("Enter open"),
        "{}",
        browser.bottom()
    );
    assert!(
        browser.bottom().contains("Esc quit"),
        "{}",
        browser.bottom()
    );
    assert!(
        browser.bottom().ends_with("F1 help"),
        "{}",
        browser.bottom()
    );
    browser.type_in("disk full");
    assert!(
        browser.bottom().contains("Esc clear"),
        "{}",
        browser.bottom()
    );
    browser.press("enter");
    assert!(
        browser.bottom().contains("Enter copy"),
        "{}",
        browser.bottom()
    );
    browser.press("3");
    assert!(browser.bottom().contains("o link"), "{}", browser.bottom());
    assert!(
        !browser.bottom().contains("Enter copy"),
        "{}",
        browser.bottom()
    );
}

#[test]
fn configured_keys_act_and_are_shown() {
    let mut browser = start()
        .key("done", &["m"])
        .query("disk full")
        .over(pages::ALL);
    browser.press("enter m");
    assert!(browser.current().contains("2."));
    assert!(browser.bottom().contains("m done"), "{}", browser.bottom());
}

#[test]
fn a_mistake_in_the_configured_keys_is_told_at_the_start() {
    let mut browser = start().key("dance", &["m"]).over(pages::ALL);
    assert!(browser.bottom().contains("no action is named \"dance\""));
}

#[test]
fn ctrl_c_quits_from_everywhere_and_ctrl_z_stops() {
    for way in ["up", "enter", "enter /", "enter 3 o", "f1"] {
        let mut browser = start().query("disk full").over(pages::ALL);
        browser.press(way).press("ctrl-z ctrl-l ctrl-c");
        assert_eq!(
            browser.effects,
            [Effect::Suspend, Effect::Redraw, Effect::Quit],
            "{way}"
        );
    }
}
