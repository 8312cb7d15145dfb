//! Sending a command to another pane.

use jitt::external::multiplexer::Pane;
use jitt::ui::action::{Effect, News};

use super::browser::{Browser, Start, start};
use super::pages;

fn pane(id: &str) -> Pane {
    Pane {
        id: id.to_string(),
        name: format!("0.{id} bash"),
        program: "bash".to_string(),
    }
}

fn sent(id: &str, text: &str) -> Effect {
    Effect::Send {
        pane: pane(id),
        text: text.to_string(),
    }
}

fn at_df(start: Start) -> Browser {
    let mut browser = start.query("disk full").over(pages::ALL);
    browser.press("enter");
    browser
}

#[test]
fn s_sends_to_the_pane_chosen_and_from_then_on_at_once() {
    let mut browser = at_df(start());
    browser.press("s");
    assert_eq!(browser.effects, [Effect::FindPanes]);
    browser.news(News::Panes(Ok(vec![pane("1"), pane("2")])));
    assert!(browser.shows("send to which pane?"), "{}", browser.screen());
    browser.press("down enter");
    assert_eq!(browser.effects.last(), Some(&sent("2", "df -h")));
    browser.news(News::Sent(Ok(())));
    assert!(
        browser.bottom().contains("sent, not run: df -h"),
        "{}",
        browser.bottom()
    );
    browser.effects.clear();
    browser.press("5 s");
    assert_eq!(browser.effects, [sent("2", "df -h /")]);
    browser.press("S");
    browser.news(News::Panes(Ok(vec![pane("1"), pane("2")])));
    browser.press("1 s");
    assert_eq!(browser.effects.last(), Some(&sent("1", "df -h /")));
}

#[test]
fn the_only_other_pane_is_not_asked_for() {
    let mut browser = at_df(start());
    browser.press("s").news(News::Panes(Ok(vec![pane("3")])));
    assert_eq!(browser.effects, [Effect::FindPanes, sent("3", "df -h")]);
}

#[test]
fn why_nothing_was_sent_is_said() {
    let mut browser = at_df(start());
    browser
        .press("s")
        .news(News::Panes(Err("this is not tmux".to_string())));
    assert!(
        browser.bottom().contains("not sent: this is not tmux"),
        "{}",
        browser.bottom()
    );
    browser.press("s").news(News::Panes(Ok(vec![pane("3")])));
    browser.news(News::Sent(Err("can't find pane".to_string())));
    assert!(
        browser.bottom().contains("not sent: can't find pane"),
        "{}",
        browser.bottom()
    );
}

#[test]
fn esc_at_the_choice_sends_nothing() {
    let mut browser = at_df(start());
    browser
        .press("s")
        .news(News::Panes(Ok(vec![pane("1"), pane("2")])));
    browser.press("esc");
    assert_eq!(browser.effects, [Effect::FindPanes]);
    assert!(browser.shows("1/5"), "{}", browser.screen());
}

#[test]
fn in_a_popup_enter_sends_to_the_pane_below_and_leaves() {
    let mut browser = at_df(start().popup());
    browser
        .press("enter")
        .news(News::Panes(Ok(vec![pane("1"), pane("2")])));
    browser.news(News::Sent(Ok(())));
    assert_eq!(
        browser.effects,
        [Effect::FindPanes, sent("1", "df -h"), Effect::Quit]
    );
}

#[test]
fn a_destructive_command_asks_before_it_is_sent() {
    let mut browser = start().over(&[("rm.md", "1. Go: `rm -rf /srv/x`\n")]);
    browser.press("enter s");
    assert!(browser.shows("send it?"), "{}", browser.screen());
    browser.press("y");
    assert_eq!(browser.effects.last(), Some(&Effect::FindPanes));
}
