//! Keys pressed before what they are about is on the screen, and links where nothing opens them.

use jitt::ui::action::{Effect, News};

use super::browser::start;
use super::pages;

#[test]
fn keys_pressed_while_the_aids_are_read_are_not_lost() {
    let mut browser = start().print().unread(pages::ALL);
    browser.type_in("port").press("enter enter");
    assert_eq!(browser.effects, []);
    browser.read();
    let printed = |effect: &Effect| matches!(effect, Effect::Print { text, .. } if text.starts_with("sudo ss -ltnp"));
    assert!(browser.effects.iter().any(printed), "{:?}", browser.effects);
}

#[test]
fn going_back_makes_void_what_waits() {
    let mut browser = start().print().unread(pages::ALL);
    browser.type_in("port").press("enter enter esc");
    browser.read();
    assert_eq!(browser.effects, []);
    assert!(browser.shows("of 6"), "{}", browser.screen());
}

#[test]
fn a_link_that_cannot_be_opened_here_is_copied_and_shown() {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.press("enter 3 o down enter");
    let address = "https://example.org/lsof".to_string();
    assert_eq!(browser.effects, [Effect::Browse(address.clone())]);
    browser.news(News::Browsed(Err("there is no desktop here".to_string())));
    assert_eq!(browser.effects.last(), Some(&Effect::Copy(address.clone())));
    browser.news(News::Copied(Ok(
        "sent to the terminal's clipboard (OSC 52)".to_string(),
    )));
    assert!(browser.bottom().contains(&address), "{}", browser.bottom());
}

#[test]
fn all_commands_of_a_step_are_copied_with_one_key() {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.press("enter 2 C");
    let commands = "sudo du -xh / | sort -h | tail -20\nsudo du -xsh /var/log";
    assert_eq!(browser.effects, [Effect::Copy(commands.to_string())]);
    browser.press("3 C");
    assert!(
        browser.bottom().contains("no command"),
        "{}",
        browser.bottom()
    );
}
