//! The place in an aid: kept over restarts and machines, shared between windows, told in words.

use tempfile::TempDir;

use super::browser::{Browser, start};
use crate::assert_screen;

const FULL: &str = "---
title: Free the disk
undo: \"#take-it-back\"
verify: Look at df again.
---

## Steps

1. See what is full.

   ```sh
   df -h
   ```

2. Can the service restart?
   - **Yes** -> step 3
   - **No** -> step 4
3. Restart it, then go to step 5.
4. Empty the file.

   ```sh
   rm -r /srv/data
   ```

5. If it is a database, check its log.
6. Check that the space is back.

## Take it back

Restore the backup of last night.
";

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder can be made")
}

const TWO: &str = "1. Do one.\n2. Do two.\n";

/// What the bottom line says, without the way to the help.
fn said(browser: &mut Browser) -> String {
    let bottom = browser.bottom();
    let said = bottom.trim_end_matches("help").trim_end();
    let key = |c: char| c == '?' || c == 'F' || c == '1';
    said.trim_end_matches(key).trim_end().to_string()
}

/// The aid, opened, its place kept in `places`.
fn opened(places: &TempDir) -> Browser {
    let mut browser = start().keeping(places.path()).over(&[("full.md", FULL)]);
    browser.press("enter");
    browser
}

#[test]
fn reopening_says_where_one_was_how_long_ago_and_on_which_machine() {
    let places = folder();
    let mut browser = opened(&places);
    browser.press("space");
    browser.again("web3", 23).press("enter");
    assert_eq!(said(&mut browser), "step 2 of 6, 23 min ago on web3");
    assert!(browser.current().contains("Can the service"));
    assert!(browser.shows("1 done"), "{}", browser.screen());
    browser.press("j j");
    browser.again("web3", 120).press("enter");
    assert_eq!(said(&mut browser), "step 4 of 6, 2 h ago on web3");
}

#[test]
fn on_another_machine_that_is_the_first_thing_said_and_said_again_before_danger() {
    let places = folder();
    let mut browser = opened(&places);
    browser.press("space 4");
    browser.around.kube = Some("test".to_string());
    browser.again("web1", 5).press("enter");
    assert_screen!("elsewhere", browser.screen());
    browser.resize(40, 10);
    assert_screen!("elsewhere_40x10", browser.screen());
    browser.resize(100, 24);
    browser.press("y");
    let said = "This aid was begun on web3; you are on web1 now.";
    assert!(browser.shows(said), "{}", browser.screen());
    browser.press("n");
    assert!(browser.shows("begun on web3, now web1"), "it stays in view");
}

#[test]
fn a_decision_asks_which_way_and_goes_there() {
    let mut browser = start().over(&[("full.md", FULL)]);
    browser.press("enter space space");
    assert_screen!("which_way", browser.screen());
    browser.press("2");
    assert!(browser.current().contains("Empty the file"));
    assert_eq!(browser.lines_with("(not applicable)").len(), 1);
    browser.press("backspace");
    assert!(browser.current().contains("Can the service"));
    assert_eq!(
        browser.lines_with("(not applicable)").len(),
        0,
        "taken back as one"
    );
    browser.press("space enter");
    assert!(browser.current().contains("Restart it"));
    browser.press("space");
    assert!(
        browser.current().contains("database"),
        "it goes on where the step says"
    );
    browser.press("a space");
    assert_eq!(said(&mut browser), "4 of 6 done, 2 not applicable, 14:05");
}

#[test]
fn going_back_opens_what_is_to_be_done_again() {
    let page = "1. Look.\n2. Try.\n3. Is it well?\n   - **Yes** -> step 4\n   - **No** -> step 1\n4. Go home.\n";
    let mut browser = start().over(&[("try.md", page)]);
    browser.press("enter space space space 2");
    assert!(browser.current().contains("Look."));
    assert_eq!(browser.lines_with("✓").len(), 1, "{}", browser.screen());
}

#[test]
fn skipping_asks_why_and_may_be_thought_better_of() {
    let mut browser = start().over(&[("full.md", FULL)]);
    browser.press("enter x");
    browser.type_in("not on this box");
    assert!(browser.bottom().contains("skipped because not on this box"));
    browser.press("esc");
    assert!(browser.current().contains("See what"));
    browser.press("x enter");
    assert_eq!(browser.lines_with("(skipped)").len(), 1);
}

#[test]
fn only_a_step_with_a_condition_can_be_not_applicable() {
    let mut browser = start().over(&[("full.md", FULL)]);
    browser.press("enter a");
    assert!(browser.bottom().contains("no condition: x skips it"));
    browser.press("5 a");
    assert_eq!(browser.lines_with("(not applicable)").len(), 1);
}

#[test]
fn a_finished_aid_says_so_and_starts_fresh_the_next_time() {
    let places = folder();
    let mut browser = start().keeping(places.path()).over(&[("two.md", TWO)]);
    browser.press("enter space space");
    assert_eq!(said(&mut browser), "2 of 2 done, 14:05");
    browser.again("web3", 1).press("enter");
    assert!(browser.shows("1/2"), "{}", browser.screen());
    assert_eq!(browser.lines_with("✓").len(), 0);
}

#[test]
fn starting_over_is_asked_twice_and_kept() {
    let places = folder();
    let mut browser = opened(&places);
    browser.press("space R");
    assert!(browser.bottom().contains("starts over and drops 1 mark"));
    browser.press("j R");
    assert!(browser.shows("1 done"), "another key came between");
    browser.press("R");
    assert_eq!(said(&mut browser), "started over");
    assert!(!browser.shows("done"), "{}", browser.screen());
    browser.again("web3", 1).press("enter");
    assert!(browser.current().contains("See what"));
}

#[test]
fn marks_are_taken_back_over_a_restart() {
    let places = folder();
    let mut browser = opened(&places);
    browser.press("space");
    browser.again("web3", 1).press("enter backspace");
    assert!(browser.current().contains("See what"));
    browser.again("web3", 1).press("enter backspace");
    assert!(browser.bottom().contains("nothing to take back"));
}

#[test]
fn when_the_page_changed_marks_stay_with_their_steps_and_what_changed_is_said() {
    let places = folder();
    let first = "1. Do one.\n2. Do two.\n3. Do three.\n";
    let mut browser = start().keeping(places.path()).over(&[("two.md", first)]);
    browser.press("enter space space");
    browser.change(
        "two.md",
        "1. Do anew.\n2. Do one.\n3. Do two otherwise.\n4. Do three.\n",
    );
    browser.again("web3", 1);
    // Changed once more while nobody looked.
    browser.change(
        "two.md",
        "1. Do anew.\n2. Do newer.\n3. Do one.\n4. Do three.\n",
    );
    browser.press("enter");
    let screen = browser.screen();
    let change =
        "the page was changed since you were here: step 2 reads differently; 1 mark went with that";
    assert!(screen.contains(change), "{screen}");
    let ticked = browser.lines_with("✓");
    assert_eq!(ticked.len(), 1);
    assert!(ticked[0].contains("Do one."), "{ticked:?}");
    assert!(browser.current().contains("Do three."));
    browser.again("web3", 1).press("enter");
    assert_eq!(
        said(&mut browser),
        "step 4 of 4, 1 min ago on web3",
        "said once"
    );
}

#[test]
fn two_windows_show_the_same_place() {
    let places = folder();
    let (mut pane, mut popup) = (opened(&places), start().keeping(places.path()).over(&[]));
    // The same pages: places are kept by folder and id.
    popup.share(&pane).press("enter");
    pane.press("space");
    popup.hear(places.path());
    assert!(
        popup.current().contains("Can the service"),
        "{}",
        popup.screen()
    );
    popup.press("j x enter");
    pane.hear(places.path());
    assert_eq!(pane.lines_with("(skipped)").len(), 1);
    assert_eq!(pane.current(), popup.current());
    popup.press("R R");
    pane.hear(places.path());
    assert_eq!(said(&mut pane), "started over in another window");
    assert!(!pane.shows("done"));
}

#[test]
fn where_nothing_can_be_kept_that_is_said_once_and_marks_still_count() {
    let places = folder();
    let file = places.path().join("file");
    std::fs::write(&file, "in the way").expect("a file can be written");
    let mut browser = start().keeping(&file).over(&[("full.md", FULL)]);
    browser.press("enter space");
    let bottom = browser.bottom();
    assert!(
        bottom.starts_with("not kept, only here as long as"),
        "{bottom}"
    );
    browser.press("j x enter");
    assert!(!browser.bottom().contains("not kept"));
    assert!(browser.shows("1 done · 1 skipped"), "{}", browser.screen());
    assert!(
        browser.shows("not kept"),
        "it stays in view: {}",
        browser.screen()
    );
    std::fs::remove_file(&file).expect("it was there");
    browser.press("j");
    assert!(!browser.shows("not kept"));
    browser.again("web3", 1).press("enter");
    assert!(browser.shows("1 done · 1 skipped"), "{}", browser.screen());
}

#[test]
fn taking_back_and_checking_are_a_key_away() {
    let mut browser = start().over(&[("full.md", FULL)]);
    browser.press("enter 4 r");
    assert!(browser.shows("Restore the backup of last night."));
    browser.press("esc");
    assert!(browser.current().contains("Empty the file"));
    browser.press("c");
    assert_eq!(said(&mut browser), "Look at df again.");
    let mut browser = start().over(&[("two.md", TWO)]);
    browser.press("enter r");
    assert!(
        browser
            .bottom()
            .contains("does not say how to take it back")
    );
}

#[test]
fn a_checklist_is_confirmed_in_any_order() {
    let page = "---\ntitle: Before a reboot\npause: just before typing reboot\n---\n\
        - [ ] The right machine: `hostname`\n- [ ] Nobody works on it: `who`\n- [ ] You can get back in.\n";
    let mut browser = start().over(&[("reboot.md", page)]);
    browser.press("enter");
    assert_screen!("checklist", browser.screen());
    browser.press("2 space");
    assert!(browser.current().contains("get back in"));
    browser.press("space");
    assert!(
        browser.current().contains("right machine"),
        "what is open still"
    );
    browser.press("space");
    assert_eq!(said(&mut browser), "3 of 3 confirmed, 14:05");
}

const THREE: &[(&str, &str)] = &[
    ("alpha.md", "# Alpha page\n\n1. Do one.\n2. Do two.\n"),
    ("beta.md", "# Beta page\n\n1. Do one.\n2. Do two.\n"),
    ("gamma.md", "# Gamma page\n\n1. Do one.\n2. Do two.\n"),
];

/// The titles in the list, from the top.
fn listed(browser: &mut Browser) -> String {
    let lines = browser.lines_with(" page");
    let rows = lines.iter().filter_map(|line| line.split('│').next());
    let rows = rows.filter(|row| !row.starts_with('>'));
    let names = rows.filter_map(|row| row.split(" page").next());
    let names = names.map(|row| row.trim_start_matches(['▌', ' ']));
    names.collect::<Vec<_>>().join(" ")
}

#[test]
fn an_empty_search_shows_what_is_begun_then_what_is_used() {
    let places = folder();
    let mut browser = start().keeping(places.path()).over(THREE);
    assert_eq!(listed(&mut browser), "Alpha Beta Gamma");
    browser
        .type_in("beta")
        .press("enter esc ctrl-u")
        .type_in("gamma")
        .press("enter space");
    browser.again("web3", 23);
    assert_eq!(listed(&mut browser), "Gamma Beta Alpha");
    assert_screen!("begun", browser.screen());
    browser.press("enter space");
    browser.press("esc").type_in("beta").press("enter");
    browser.again("web3", 1);
    assert_eq!(
        listed(&mut browser),
        "Beta Gamma Alpha",
        "finished, and used less"
    );
}

#[test]
fn use_breaks_near_ties_and_overturns_no_better_match() {
    let places = folder();
    let mut browser = start().keeping(places.path()).over(THREE);
    browser.type_in("page");
    assert_eq!(listed(&mut browser), "Alpha Beta Gamma");
    browser.press("down down enter");
    browser.again("web3", 1).type_in("page");
    assert_eq!(listed(&mut browser), "Gamma Alpha Beta");
    browser.press("ctrl-u").type_in("alpha page");
    assert!(listed(&mut browser).starts_with("Alpha"));
}

#[test]
fn resuming_opens_the_aid_at_its_step() {
    let places = folder();
    let mut browser = start().keeping(places.path()).over(THREE);
    browser.type_in("gamma").press("enter space");
    browser.resumed("gamma");
    assert_eq!(said(&mut browser), "step 2 of 2, just now on web3");
    assert!(browser.current().contains("Do two"));
    browser.resumed("delta");
    assert_eq!(said(&mut browser), "delta is no longer there");
}

#[test]
fn a_page_to_confirm_has_boxes_and_one_to_read_and_do_leads_from_step_to_step() {
    let page = "1. Do one.\n2. Do two.\n3. Do three.\n";
    let confirm = format!("---\nuse: do-confirm\n---\n{page}");
    let mut browser = start().over(&[("three.md", &confirm)]);
    browser.press("enter 2 space");
    assert_eq!(browser.lines_with("[ ]").len(), 2, "{}", browser.screen());
    assert!(browser.shows("1 confirmed"));
    let mut browser = start().over(&[("three.md", page)]);
    browser.press("enter j");
    let styled = browser.styled();
    let look = |text: &str| {
        let line = styled.lines().find(|line| line.contains(text));
        let line = line.expect("it is shown");
        let before = line.split(text).next().expect("there is one");
        before
            .rsplit('[')
            .next()
            .expect("each run has a look")
            .to_string()
    };
    assert_ne!(look("Do two."), look("Do three."));
    assert_ne!(
        look("Do one."),
        look("Do three."),
        "what is done is no step to come"
    );
}

#[test]
fn why_a_step_was_skipped_stands_with_it() {
    let places = folder();
    let mut browser = opened(&places);
    browser.press("x").type_in("no df here").press("enter");
    assert!(
        browser.shows("See what is full. (skipped: no df here)"),
        "{}",
        browser.screen()
    );
    browser.again("web3", 1).press("enter");
    assert!(
        browser.shows("(skipped: no df here)"),
        "{}",
        browser.screen()
    );
    browser.press("1 backspace");
    assert!(!browser.shows("no df here"), "{}", browser.screen());
}

#[test]
fn two_machines_that_begin_before_they_know_of_each_other_are_told() {
    let places = folder();
    let mut here = start().keeping(places.path()).over(&[("two.md", TWO)]);
    let mut there = start().keeping(places.path()).over(&[]);
    there.share(&here);
    there.again("web9", 0);
    here.press("enter");
    there.press("enter space");
    here.hear(places.path());
    let said = said(&mut here);
    assert!(
        said.contains("begun on another machine meanwhile: step 2 of 2, just now on web9"),
        "{said}"
    );
    here.press("space");
    there.hear(places.path());
    assert!(
        there
            .bottom()
            .contains("also begun on another machine, and not joined with this one"),
        "{}",
        there.bottom()
    );
    there.press("j").hear(places.path());
    assert!(!there.bottom().contains("also begun"), "it is said once");
}

#[test]
fn nobody_agrees_to_a_place_that_is_still_being_looked_at() {
    let mut browser = start().over(&[("full.md", FULL)]);
    browser.hold_looks();
    browser.press("enter 4 y");
    assert!(
        browser.shows("Looking where you are…"),
        "{}",
        browser.screen()
    );
    browser.press("y");
    assert_eq!(browser.effects, []);
    browser.around.folder = "/srv/new".to_string();
    browser.release_looks();
    assert!(browser.shows("in /srv/new"), "{}", browser.screen());
    browser.press("y");
    assert_eq!(browser.effects.len(), 1);
}

#[test]
fn nobody_agrees_to_a_place_that_was_found_but_not_drawn_yet() {
    let mut browser = start().over(&[("full.md", FULL)]);
    browser.hold_looks().press("enter 4 y");
    browser.release_looks_and_press("y");
    assert_eq!(browser.effects, []);
    browser.press("y");
    assert_eq!(browser.effects.len(), 1);
}
