//! Filling placeholders in: the questions, what is offered, what leaves.

use jitt::ui::action::{Effect, News};

use super::browser::{Browser, Start, start};
use crate::assert_screen;

const PAGE: &str = "---
params:
  unit: {ask: Which service?, default: nginx, choices: [nginx, redis]}
  pid: {pattern: \"[0-9]+\", from: pgrep nginx}
  key: {secret: true}
---
# Restart a service

1. Look at it.

   ```sh
   systemctl status <unit>
   ```

2. See what it holds.

   ```sh
   ls '/proc/<pid>/fd' <unit>
   ```

3. Log in: `login --host <host> --key <key>`
4. Nothing to type here.
";

fn restart(start: Start) -> Browser {
    let mut browser = start.over(&[("restart.md", PAGE)]);
    browser.press("enter");
    browser
}

fn copied(text: &str) -> Effect {
    Effect::Copy(text.to_string())
}

fn kept(name: &str, value: &str) -> Effect {
    Effect::KeepValue {
        aid: "restart".to_string(),
        name: name.to_string(),
        value: value.to_string(),
    }
}

#[test]
fn a_command_that_needs_values_asks_for_them_before_it_is_copied_and_only_once() {
    let mut browser = restart(start());
    browser.press("2 y");
    assert!(browser.shows("fill in, 1 of 2"), "{}", browser.screen());
    assert!(
        browser.shows("listed by: pgrep nginx"),
        "{}",
        browser.screen()
    );
    assert_screen!("form", browser.screen());
    browser.type_in("4242").press("enter");
    assert!(browser.shows("Which service?"), "{}", browser.screen());
    browser.press("enter");
    let command = "ls '/proc/4242/fd' nginx";
    assert_eq!(
        browser.effects,
        [kept("pid", "4242"), kept("unit", "nginx"), copied(command)]
    );
    // Filled in everywhere at once, and not asked again.
    assert!(
        browser.shows("systemctl status nginx"),
        "{}",
        browser.screen()
    );
    browser.effects.clear();
    browser.press("1 y");
    assert_eq!(browser.effects, [copied("systemctl status nginx")]);
}

#[test]
fn a_value_that_does_not_fit_stays_in_the_line_with_why() {
    let mut browser = restart(start());
    browser.press("2 f").type_in("x1").press("enter");
    assert!(
        browser.shows("it must match [0-9]+"),
        "{}",
        browser.screen()
    );
    browser
        .press("ctrl-u")
        .type_in("7")
        .press("enter ctrl-u")
        .type_in("apache")
        .press("enter");
    assert!(
        browser.shows("it must be one of nginx, redis"),
        "{}",
        browser.screen()
    );
    browser.press("down down enter");
    assert!(
        browser.shows("ls '/proc/7/fd' redis"),
        "{}",
        browser.screen()
    );
    assert_eq!(browser.effects, [kept("pid", "7"), kept("unit", "redis")]);
}

#[test]
fn what_its_quotes_cannot_hold_is_refused_where_it_is_typed() {
    let page = "1. Go: `echo '<word>'`\n";
    let mut browser = start().over(&[("go.md", page)]);
    browser.press("enter f").type_in("it's").press("enter");
    assert!(
        browser.shows("' cannot stand in the quotes of this command"),
        "{}",
        browser.screen()
    );
}

#[test]
fn left_open_it_is_copied_with_the_placeholder_and_that_is_said() {
    let mut browser = restart(start());
    browser.press("3 y").type_in("web1").press("enter enter");
    assert_eq!(
        browser.effects,
        [
            kept("host", "web1"),
            copied("login --host web1 --key <key>")
        ]
    );
    browser.news(News::Copied(Ok("copied".to_string())));
    assert!(
        browser.bottom().contains("still to fill in: key"),
        "{}",
        browser.bottom()
    );
    // Asked once: now it is copied at once.
    browser.effects.clear();
    browser.press("y");
    assert_eq!(browser.effects, [copied("login --host web1 --key <key>")]);
}

#[test]
fn esc_leaves_everything_as_it_was() {
    let mut browser = restart(start());
    browser.press("2 y").type_in("4242").press("enter esc");
    assert!(
        browser.shows("ls '/proc/<pid>/fd' <unit>"),
        "{}",
        browser.screen()
    );
    assert_eq!(browser.effects, []);
}

#[test]
fn a_secret_is_typed_as_dots_shown_as_dots_and_kept_nowhere() {
    let mut browser = restart(start().last_value("restart", "key", "0ld-one"));
    browser
        .press("3 y")
        .type_in("web1")
        .press("enter")
        .type_in("hunter2");
    assert!(browser.shows("•••••••") && !browser.shows("hunter2") && !browser.shows("0ld-one"));
    browser.press("enter");
    let command = "login --host web1 --key hunter2";
    assert_eq!(browser.effects, [kept("host", "web1"), copied(command)]);
    browser.news(News::Copied(Ok("copied".to_string())));
    assert!(
        browser.bottom().contains("login --host web1 --key ••••"),
        "{}",
        browser.bottom()
    );
    assert!(!browser.shows("hunter2"), "{}", browser.screen());
}

#[test]
fn environment_and_last_values_are_offered_and_not_taken_unasked() {
    let start = start()
        .environment("host", "here")
        .last_value("restart", "host", "web7");
    let mut browser = restart(start);
    browser.press("3 f");
    assert!(
        browser.shows("web7 (the last time)  here (environment)"),
        "{}",
        browser.screen()
    );
    assert!(
        browser.shows("empty: leave it open"),
        "{}",
        browser.screen()
    );
    browser.press("down");
    assert!(browser.shows("> web7"), "{}", browser.screen());
    browser.press("down enter enter");
    assert!(
        browser.shows("login --host here --key <key>"),
        "{}",
        browser.screen()
    );
}

#[test]
fn values_of_the_command_line_are_there_from_the_start() {
    let mut browser = restart(
        start()
            .set("UNIT", "redis")
            .set("pid", "no number")
            .set("x", "y"),
    );
    assert!(
        browser.shows("systemctl status redis"),
        "{}",
        browser.screen()
    );
    assert!(
        browser.shows("ls '/proc/<pid>/fd' redis"),
        "{}",
        browser.screen()
    );
    browser.press("1 y");
    assert_eq!(browser.effects, [copied("systemctl status redis")]);
}

#[test]
fn printed_for_the_prompt_the_cursor_is_at_the_first_open_placeholder() {
    let mut browser = restart(start().print());
    browser
        .press("3 enter enter")
        .type_in("s3cret")
        .press("enter");
    let text = "login --host <host> --key s3cret".to_string();
    assert_eq!(browser.effects, [Effect::Print { text, cursor: 13 }]);
}

#[test]
fn values_stay_while_the_browser_is_open() {
    let mut browser = start().over(&[("restart.md", PAGE), ("other.md", "# Other\n\n1. Go.\n")]);
    browser
        .type_in("restart")
        .press("enter 1 f enter esc ctrl-u")
        .type_in("other")
        .press("enter");
    assert!(browser.shows("Go."), "{}", browser.screen());
    browser
        .press("esc ctrl-u")
        .type_in("restart")
        .press("enter");
    assert!(
        browser.shows("systemctl status nginx"),
        "{}",
        browser.screen()
    );
}

#[test]
fn it_fits_the_smallest_screen() {
    let mut browser = restart(start().size(40, 10));
    browser.press("2 y");
    assert!(
        browser.shows("listed by: pgrep nginx") && browser.shows("pid"),
        "{}",
        browser.screen()
    );
    browser.type_in("1").press("enter enter");
    assert_eq!(
        browser.effects.last(),
        Some(&copied("ls '/proc/1/fd' nginx"))
    );
}

#[test]
fn the_environment_offers_no_secret_and_none_is_kept() {
    let page = "# Log in\n\n1. Do it: `login --key $AWS_SECRET_ACCESS_KEY`\n";
    let start = start().environment("AWS_SECRET_ACCESS_KEY", "hunter2");
    let mut browser = start.over(&[("login.md", page)]);
    browser.press("enter f");
    assert!(browser.shows("fill in"), "{}", browser.screen());
    assert!(!browser.shows("environment"), "{}", browser.screen());
    browser.press("down").type_in("hunter3").press("enter");
    assert!(!browser.shows("hunter"), "{}", browser.screen());
    assert_eq!(browser.effects, []);
}
