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
fn the_last_value_stands_in_the_line_and_the_environment_is_offered() {
    let start = start()
        .environment("host", "here")
        .last_value("restart", "host", "web7");
    let mut browser = restart(start);
    browser.press("3 f");
    assert!(
        browser.shows("»web7 (the last time)  here (environment)"),
        "{}",
        browser.screen()
    );
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

/// The browser over the page, its place and values kept in `places`.
fn kept_in(places: &tempfile::TempDir) -> Browser {
    restart(start().keeping(places.path()))
}

#[test]
fn what_was_given_once_is_filled_in_for_the_whole_run_in_every_window() {
    let places = tempfile::tempdir().expect("a folder can be made");
    let mut browser = kept_in(&places);
    browser.press("y").type_in("redis").press("enter");
    assert_eq!(
        browser.effects.last(),
        Some(&copied("systemctl status redis"))
    );
    // A new process, as with the shell's key, before anything was marked.
    browser.again("web3", 1).press("enter");
    assert!(
        browser.shows("systemctl status redis"),
        "{}",
        browser.screen()
    );
    assert!(browser.bottom().contains("step 1 of 4, 1 min ago on web3"));
    browser.press("2 y").type_in("77").press("enter");
    assert_eq!(
        browser.effects.last(),
        Some(&copied("ls '/proc/77/fd' redis"))
    );
    // Another value, and one taken away, hold from then on too.
    browser
        .press("f ctrl-u enter")
        .type_in("nginx")
        .press("enter");
    browser.again("web3", 1).press("enter");
    assert!(
        browser.shows("ls '/proc/<pid>/fd' nginx"),
        "{}",
        browser.screen()
    );
    browser.again("web3", 600).press("enter");
    assert!(
        browser.shows("filled in then: unit=nginx (f changes it)"),
        "{}",
        browser.screen()
    );
}

#[test]
fn values_given_on_another_machine_are_named() {
    let places = tempfile::tempdir().expect("a folder can be made");
    let mut browser = kept_in(&places);
    browser.press("2 y").type_in("42").press("enter enter");
    browser.again("web1", 1).press("enter");
    let said = "filled in there: pid=42, unit=nginx (f changes it)";
    assert!(browser.shows(said), "{}", browser.screen());
}

#[test]
fn values_end_with_the_run() {
    let places = tempfile::tempdir().expect("a folder can be made");
    let mut browser = kept_in(&places);
    browser.press("y").type_in("redis").press("enter R R");
    assert!(
        browser.shows("systemctl status <unit>"),
        "{}",
        browser.screen()
    );
    browser.press("y");
    // Offered again, since it was the last one on this machine.
    assert!(browser.shows("> redis"), "{}", browser.screen());
    browser.press("enter space space");
    browser.press("space space");
    assert!(
        browser.bottom().contains("4 of 4 done"),
        "{}",
        browser.bottom()
    );
    browser.again("web3", 1).press("enter");
    assert!(
        browser.shows("systemctl status <unit>"),
        "{}",
        browser.screen()
    );
}

#[test]
fn a_secret_is_asked_again_in_the_next_window_and_kept_nowhere() {
    let places = tempfile::tempdir().expect("a folder can be made");
    let mut browser = kept_in(&places);
    browser
        .press("3 y")
        .type_in("web1")
        .press("enter")
        .type_in("hunter2")
        .press("enter");
    browser.again("web3", 1).press("enter");
    assert!(
        browser.shows("login --host web1 --key <key>"),
        "{}",
        browser.screen()
    );
    browser.press("3 y");
    assert!(
        browser.shows("fill in") && browser.shows("key"),
        "{}",
        browser.screen()
    );
    let mut kept = Vec::new();
    for entry in walk(places.path()) {
        kept.extend(std::fs::read(entry).expect("a file"));
    }
    let kept = String::from_utf8_lossy(&kept).into_owned();
    assert!(kept.contains("web1") && !kept.contains("hunter2"), "{kept}");
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    entries
        .flat_map(|entry| match entry.path().is_dir() {
            true => walk(&entry.path()),
            false => vec![entry.path()],
        })
        .collect()
}

#[test]
fn to_pick_one_example_begins_nothing() {
    let places = tempfile::tempdir().expect("a folder can be made");
    let page =
        "# tar\n\n> Archive.\n\n- Extract:\n\n`tar xf {{file}}`\n\n- List:\n\n`tar tf {{file}}`\n";
    let mut browser = start().keeping(places.path()).over(&[("tar.md", page)]);
    browser.press("enter y").type_in("a.tar").press("enter");
    browser.again("web3", 1).press("enter");
    assert!(browser.shows("tar xf {{file}}"), "{}", browser.screen());
    assert!(!browser.bottom().contains("ago"), "{}", browser.bottom());
}

#[test]
fn typing_takes_the_place_of_what_stands_in_the_line() {
    let mut browser = restart(start());
    browser.press("f");
    assert!(browser.shows("> nginx"), "{}", browser.screen());
    browser.type_in("redis").press("enter");
    assert_eq!(browser.effects, [kept("unit", "redis")]);
    assert!(
        !browser.bottom().contains("just now"),
        "{}",
        browser.bottom()
    );
    browser.press("f end backspace enter");
    assert!(
        browser.shows("it must be one of nginx, redis"),
        "{}",
        browser.screen()
    );
}

#[test]
fn a_value_of_another_aid_is_offered_behind_the_default() {
    let start = start()
        .last_value("other", "unit", "redis")
        .last_value("other", "host", "web9");
    let mut browser = restart(start);
    browser.press("f");
    assert!(browser.shows("»nginx (default)"), "{}", browser.screen());
    browser.press("esc 3 f");
    assert!(
        browser.shows("»web9 (the last time, elsewhere)"),
        "{}",
        browser.screen()
    );
}

#[test]
fn all_commands_of_a_step_ask_for_their_values_too() {
    let page = "# Two\n\n1. Go.\n\n   ```sh\n   stop <unit>\n   ```\n\n   ```sh\n   start <unit> <node>\n   ```\n";
    let mut browser = start().over(&[("two.md", page)]);
    browser
        .press("enter C")
        .type_in("nginx")
        .press("enter enter");
    assert_eq!(
        browser.effects.last(),
        Some(&copied("stop nginx\nstart nginx <node>"))
    );
    browser.news(News::Copied(Ok("copied".to_string())));
    assert!(
        browser.bottom().contains("still to fill in: node"),
        "{}",
        browser.bottom()
    );
    browser
        .press("Y")
        .news(News::Copied(Ok("copied".to_string())));
    assert!(
        browser.bottom().contains("still to fill in: node"),
        "{}",
        browser.bottom()
    );
}

#[test]
fn values_alone_can_be_started_over_too_and_the_other_window_hears_of_it() {
    let places = tempfile::tempdir().expect("a folder can be made");
    let mut one = kept_in(&places);
    let mut two = start().keeping(places.path()).over(&[]);
    two.share(&one);
    one.press("y").type_in("redis").press("enter");
    two.again("web3", 0).press("enter");
    assert!(two.shows("systemctl status redis"), "{}", two.screen());
    one.press("f").type_in("nginx").press("enter");
    two.hear(places.path());
    assert!(two.shows("systemctl status nginx"), "{}", two.screen());
    one.press("R");
    assert!(one.bottom().contains("drops 1 value"), "{}", one.bottom());
    one.press("R");
    two.hear(places.path());
    assert!(two.shows("systemctl status <unit>"), "{}", two.screen());
    assert!(
        two.bottom().contains("started over in another window"),
        "{}",
        two.bottom()
    );
}

#[test]
fn a_value_that_has_become_a_secret_is_shown_no_more() {
    let places = tempfile::tempdir().expect("a folder can be made");
    let mut browser = kept_in(&places);
    browser.press("2 y").type_in("4242").press("enter enter");
    assert!(browser.shows("4242"), "{}", browser.screen());
    let secret = PAGE.replace("pid: {", "pid: {secret: true, ");
    browser.change("restart.md", &secret);
    assert!(!browser.shows("4242"), "{}", browser.screen());
    browser.again("web1", 1).press("enter");
    assert!(
        browser.shows("filled in there: unit=nginx (f"),
        "{}",
        browser.screen()
    );
    assert!(!browser.shows("4242"), "{}", browser.screen());
}
