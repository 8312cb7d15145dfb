//! Sending a command to another pane.

use jitt::external::multiplexer::{Pane, TypedLine};
use jitt::ui::action::{Effect, News};

use super::browser::{Browser, Start, start};
use super::pages;

/// A pane with a shell at its prompt.
fn pane(id: &str) -> Pane {
    Pane {
        id: id.to_string(),
        name: format!("%{id} bash ~/srv, window 1"),
        program: "bash".to_string(),
        folder: "/srv/app".to_string(),
        expected: false,
        line: TypedLine::Prompt,
    }
}

fn last(id: &str) -> Pane {
    Pane {
        expected: true,
        ..pane(id)
    }
}

fn holding(id: &str, line: &str) -> Pane {
    Pane {
        line: TypedLine::Holds(line.to_string()),
        ..last(id)
    }
}

fn sent(pane: Pane, text: &str) -> Effect {
    Effect::Send {
        pane,
        text: text.to_string(),
    }
}

fn at_df(start: Start) -> Browser {
    let mut browser = start.query("disk full").over(pages::ALL);
    browser.press("enter");
    browser
}

#[test]
fn s_sends_to_the_last_pane_and_says_which_one_that_is() {
    let mut browser = at_df(start());
    browser.press("s");
    assert_eq!(browser.effects, [Effect::FindPanes]);
    browser.news(News::Panes(Ok(vec![last("1"), pane("2")])));
    assert_eq!(browser.effects.last(), Some(&sent(last("1"), "df -h")));
    browser.news(News::Sent(Ok(())));
    let said = "sent, not run, to %1 bash ~/srv, window 1: df -h";
    assert!(browser.bottom().contains(said), "{}", browser.bottom());
    // Another pane may be the last one by the next time.
    browser.press("5 s");
    browser.news(News::Panes(Ok(vec![last("2"), pane("1")])));
    assert_eq!(browser.effects.last(), Some(&sent(last("2"), "df -h /")));
}

#[test]
fn where_several_may_be_meant_one_is_chosen_and_stays() {
    let mut browser = at_df(start());
    let panes = || News::Panes(Ok(vec![pane("1"), pane("2")]));
    browser.press("s").news(panes());
    assert!(browser.shows("send to which pane?"), "{}", browser.screen());
    browser.press("down enter");
    assert_eq!(browser.effects.last(), Some(&sent(pane("2"), "df -h")));
    browser.news(News::Sent(Ok(())));
    browser.press("5 s").news(panes());
    assert_eq!(browser.effects.last(), Some(&sent(pane("2"), "df -h /")));
    browser.news(News::Sent(Ok(())));
    browser.press("S").news(panes());
    browser.press("1 s").news(panes());
    assert_eq!(browser.effects.last(), Some(&sent(pane("1"), "df -h /")));
}

#[test]
fn behind_something_typed_nothing_is_put_unasked() {
    let mut browser = at_df(start());
    let panes = || News::Panes(Ok(vec![holding("1", "$ rm -rf"), pane("2")]));
    browser.press("s").news(panes());
    assert_eq!(browser.effects, [Effect::FindPanes]);
    assert!(
        browser.shows("On its line stands: $ rm -rf"),
        "{}",
        browser.screen()
    );
    assert!(
        browser.shows("Send it to %1 bash ~/srv, window 1?"),
        "{}",
        browser.screen()
    );
    browser.press("n");
    assert_eq!(browser.effects, [Effect::FindPanes]);
    browser.press("s").news(panes()).press("y");
    assert_eq!(
        browser.effects.last(),
        Some(&sent(holding("1", "$ rm -rf"), "df -h"))
    );
    browser.news(News::Sent(Ok(())));
    // Another pane can be chosen at the question.
    browser.press("s").news(panes()).press("S");
    assert!(browser.shows("send to which pane?"), "{}", browser.screen());
    browser.press("2");
    assert_eq!(browser.effects.last(), Some(&sent(pane("2"), "df -h")));
    browser.news(News::Sent(Ok(())));
    for (line, said) in [
        (TypedLine::FullScreen, "There vim has the whole pane."),
        (
            TypedLine::Unknown,
            "What stands on its line cannot be seen from here.",
        ),
        (
            TypedLine::Holds(String::new()),
            "There is no prompt on its line: vim runs there.",
        ),
    ] {
        let program = "vim".to_string();
        let vim = Pane {
            line,
            program,
            ..last("2")
        };
        browser.press("s").news(News::Panes(Ok(vec![vim])));
        assert!(browser.shows(said), "{}", browser.screen());
        browser.press("n");
    }
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
    browser.press("s").news(News::Panes(Ok(vec![last("3")])));
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
        .news(News::Panes(Ok(vec![last("1"), pane("2")])));
    browser.news(News::Sent(Ok(())));
    assert_eq!(
        browser.effects,
        [Effect::FindPanes, sent(last("1"), "df -h"), Effect::Quit]
    );
}

#[test]
fn a_destructive_command_asks_before_it_is_sent_and_says_where_it_would_be_run() {
    let mut browser = start().over(&[("rm.md", "1. Go: `rm -rf /srv/x`\n")]);
    let elsewhere = Pane {
        folder: "/srv/other".to_string(),
        ..last("1")
    };
    browser
        .press("enter s")
        .news(News::Panes(Ok(vec![elsewhere.clone()])));
    assert!(
        browser.shows("send it to %1 bash ~/srv, window 1?"),
        "{}",
        browser.screen()
    );
    assert!(
        browser.shows("That pane is on web3, in /srv/other; its user cannot be seen from here."),
        "{}",
        browser.screen()
    );
    browser.press("y");
    assert_eq!(
        browser.effects.last(),
        Some(&sent(elsewhere.clone(), "rm -rf /srv/x"))
    );
    browser.news(News::Sent(Ok(())));
    let program = "ssh".to_string();
    let far = Pane {
        program,
        ..elsewhere
    };
    browser.press("s").news(News::Panes(Ok(vec![far])));
    assert!(
        browser.shows("ssh runs in that pane: look there which machine"),
        "{}",
        browser.screen()
    );
}

#[test]
fn where_a_line_cannot_be_seen_it_is_asked_once() {
    let mut browser = at_df(start());
    let previous = || Pane {
        line: TypedLine::Unknown,
        ..last("previous")
    };
    browser.press("s").news(News::Panes(Ok(vec![previous()])));
    assert!(
        browser.shows("cannot be seen from here"),
        "{}",
        browser.screen()
    );
    browser.press("y");
    assert_eq!(browser.effects.last(), Some(&sent(previous(), "df -h")));
    browser.news(News::Sent(Ok(())));
    browser.press("5 s").news(News::Panes(Ok(vec![previous()])));
    assert_eq!(
        browser.effects.last(),
        Some(&sent(last("previous"), "df -h /"))
    );
}

#[test]
fn context_and_branch_of_this_pane_are_not_said_of_another() {
    let page = "1. Go: `kubectl delete namespace x`\n2. Then: `git push --force`\n";
    let mut browser = start().over(&[("rm.md", page)]);
    let there = |folder: &str| Pane {
        folder: folder.to_string(),
        ..last("1")
    };
    browser.around.kube = Some("prod".to_string());
    browser.around.branch = Some("main".to_string());
    browser.press("enter");
    for (folder, step, said) in [
        (
            "/srv/app",
            "1",
            "in /srv/app; its user and kube context cannot be seen from here.",
        ),
        (
            "/srv/app",
            "2",
            "in /srv/app, git branch main; its user cannot be",
        ),
        (
            "/srv/x",
            "2",
            "in /srv/x; its user cannot be seen from here.",
        ),
        (
            "",
            "2",
            "That pane is on web3; its user cannot be seen from here.",
        ),
    ] {
        browser.press(&format!("{step} s"));
        browser.news(News::Panes(Ok(vec![there(folder)])));
        assert!(browser.shows(said), "{said}: {}", browser.screen());
        browser.press("n");
    }
}

#[test]
fn pressed_twice_in_a_hurry_it_sends_once_and_the_next_key_goes_where_it_is_meant() {
    let mut browser = at_df(start());
    let panes = || News::Panes(Ok(vec![last("1"), pane("2")]));
    browser.press("s s").news(panes()).news(News::Sent(Ok(())));
    assert_eq!(
        browser.effects,
        [Effect::FindPanes, sent(last("1"), "df -h")]
    );
    assert!(browser.shows("1/5"), "{}", browser.screen());
    // Another command is another wish: it is sent once the first one is there.
    browser.effects.clear();
    browser.press("s 5 s");
    assert_eq!(browser.effects, [Effect::FindPanes]);
    browser.news(panes());
    assert_eq!(browser.effects.last(), Some(&sent(last("1"), "df -h")));
    browser.news(News::Sent(Ok(())));
    assert_eq!(browser.effects.last(), Some(&Effect::FindPanes));
    browser.news(News::Panes(Ok(vec![holding("1", "$ df -h")])));
    assert!(browser.shows("On its line stands: $ df -h"));
    browser.press("y");
    let answered = sent(holding("1", "$ df -h"), "df -h /");
    assert_eq!(browser.effects.last(), Some(&answered));
    browser.news(News::Sent(Ok(())));
    // What was pressed before a list was there is no choice from it.
    browser
        .press("s 2")
        .news(News::Panes(Ok(vec![pane("1"), pane("2")])));
    assert!(browser.shows("send to which pane?"), "{}", browser.screen());
    // Going back waits for nothing.
    browser.press("esc s esc");
    assert!(!browser.shows("? help"), "{}", browser.screen());
}
