//! What is badly wrong with a file is said when it is opened, whatever way leads there.

use super::browser::start;
use super::pages;

#[test]
fn a_page_that_the_preview_has_read_says_its_error_when_it_is_opened() {
    let mut browser = start().over(&[("broken.md", pages::BROKEN)]);
    assert!(browser.shows("Look at it."), "the preview is there");
    assert!(
        !browser.bottom().contains("line 2"),
        "in passing nothing is said"
    );
    browser.press("enter");
    assert!(browser.bottom().contains("line 2"), "{}", browser.bottom());
    browser.press("j");
    assert!(!browser.bottom().contains("line 2"), "until the next key");
    browser.press("esc enter");
    assert!(browser.bottom().contains("line 2"), "{}", browser.bottom());
}

#[test]
fn a_page_that_is_cut_says_so() {
    let page = format!("# Long\n\n1. Go.\n2. Stop.\n\n{}", "words ".repeat(400_000));
    let mut browser = start().over(&[("long.md", &page)]);
    browser.press("enter");
    assert!(browser.bottom().contains("2 MiB"), "{}", browser.bottom());
}

#[test]
fn what_only_hurts_a_little_waits_for_the_sources() {
    let page = "1. Go \u{200b}on.\n2. Stop.\n";
    let mut browser = start().over(&[("warned.md", page)]);
    browser.press("enter");
    assert!(
        browser.bottom().contains("Esc back"),
        "{}",
        browser.bottom()
    );
}

#[test]
fn a_change_that_breaks_the_page_on_the_screen_is_said() {
    let mut browser = start().over(&[("broken.md", "1. Look at it.\n2. Mend it.\n")]);
    browser.press("enter").change("broken.md", pages::BROKEN);
    assert!(browser.bottom().contains("line 2"), "{}", browser.bottom());
}
