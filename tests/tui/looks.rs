//! What is told by colour and weight, and that nothing is told by colour alone.

use super::browser::start;
use super::pages;
use crate::assert_screen;

#[test]
fn colours_and_weights_are_the_theme_s() {
    let mut browser = start().size(80, 16).query("disk full").over(pages::ALL);
    assert_screen!("styled_search", browser.styled());
    browser.press("enter j");
    assert_screen!("styled_steps", browser.styled());
}

#[test]
fn without_colour_no_cell_has_one_and_the_current_step_still_stands_out() {
    let mut browser = start().colourless().query("disk full").over(pages::ALL);
    browser.press("enter j");
    assert!(!browser.has_colour());
    assert!(browser.current().contains("2."));
    assert!(browser.shows("▌"));
}
