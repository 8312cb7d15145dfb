//! Finding an aid: typing, the list, the preview.

use jitt::ui::action::{Effect, News};

use super::browser::start;
use super::pages;
use crate::assert_screen;

#[test]
fn at_the_start_all_aids_are_listed_and_the_first_is_previewed() {
    let mut browser = start().over(pages::ALL);
    assert_screen!("start", browser.screen());
}

#[test]
fn typing_finds_the_aid_and_shows_its_steps_beside_the_list() {
    let mut browser = start().over(pages::ALL);
    browser.type_in("disk full");
    assert_screen!("typed", browser.screen());
}

#[test]
fn a_query_given_at_the_start_is_filled_in_and_can_be_edited() {
    let mut browser = start().query("port").over(pages::ALL);
    assert!(browser.shows("Find who listens"));
    browser.press("ctrl-u").type_in("disk full");
    assert!(browser.shows("See which file system is full"));
    assert_eq!(browser.cursor(), (2 + 9, 0));
}

#[test]
fn while_aids_are_read_the_screen_says_so_and_typing_already_works() {
    let mut browser = start().unread(pages::ALL);
    browser.draw();
    assert!(browser.shows("reading aids…"));
    browser.news(News::Reading(3200));
    assert!(browser.shows("reading aids… 3,200"));
    browser.type_in("port");
    browser.read();
    assert!(browser.shows("Find who listens"));
}

#[test]
fn nothing_that_matches_is_said_and_the_closest_are_named() {
    let mut browser = start().over(pages::ALL);
    browser.type_in("port zzzzqqqq");
    assert!(browser.shows("Port already in use"));
    browser.press("ctrl-u").type_in("zzzzqqqqxx");
    assert_screen!("no_match", browser.screen());
}

#[test]
fn a_folder_without_aids_is_told_with_what_to_do() {
    let mut browser = start().over(&[]);
    assert!(browser.shows("There are no aids here yet."));
    browser.press("enter down alt-enter");
    assert_eq!(browser.effects, []);
}

#[test]
fn the_selection_stays_on_what_was_chosen_when_the_aids_are_read_again() {
    let mut browser = start().size(60, 24).over(pages::ALL);
    browser.press("down down");
    let chosen = browser.lines_with("▌");
    browser.change("aaa.md", "# Aaa comes first\n\n1. Do it.\n2. Then this.\n");
    assert_eq!(browser.lines_with("▌"), chosen);
    assert!(browser.shows("Aaa comes first"));
}

#[test]
fn a_new_word_selects_the_best_aid_again() {
    let mut browser = start().over(pages::ALL);
    browser.press("down down down").type_in("port");
    let selected = browser.lines_with("▌ Port already in use");
    assert_eq!(selected.len(), 1);
}

#[test]
fn escape_empties_the_query_and_then_quits() {
    let mut browser = start().query("port").over(pages::ALL);
    browser.press("esc");
    assert_eq!(browser.effects, []);
    browser.press("esc");
    assert_eq!(browser.effects, [Effect::Quit]);
}

#[test]
fn a_pasted_error_becomes_the_query_and_presses_no_keys() {
    let mut browser = start().size(79, 24).over(pages::ALL);
    browser.paste("write error:\nNo space left on disk full\r\n");
    assert_eq!(browser.effects, []);
    assert!(browser.shows("write error: No space left on disk"));
}

#[test]
fn the_best_step_s_command_is_copied_from_the_list() {
    let mut browser = start().query("port").over(pages::ALL);
    browser.press("alt-enter");
    let copied = Effect::Copy("sudo ss -ltnp 'sport = :8080'".to_string());
    assert_eq!(browser.effects, [copied]);
    browser.news(News::Copied(Ok("copied".to_string())));
    assert!(browser.bottom().starts_with("copied: sudo ss -ltnp"));
}

#[test]
fn a_review_that_is_due_is_told_in_the_list() {
    let mut browser = start().over(pages::ALL);
    let line = browser.lines_with("Disk full").remove(0);
    assert!(line.contains("review 43d late"), "{line}");
}

#[test]
fn a_file_that_is_gone_is_told_where_its_steps_would_be() {
    let mut browser = start().over(pages::ALL);
    browser.remove("port.md");
    browser.type_in("port");
    assert!(browser.shows("port.md: "));
    browser.press("enter");
    assert!(browser.shows("> port"), "the list stays");
}

#[test]
fn an_aid_that_takes_its_time_opens_when_it_is_there() {
    let mut browser = start().query("port").over(pages::ALL);
    browser
        .hold_loads()
        .press("ctrl-u")
        .type_in("disk full")
        .press("enter");
    assert!(browser.shows("> disk full"));
    assert!(browser.bottom().contains("reading"), "{}", browser.bottom());
    browser.press("alt-enter");
    assert_eq!(
        browser.effects,
        [],
        "no command of the aid still shown is taken"
    );
    browser.release_loads();
    assert!(browser.bottom().contains("done"), "{}", browser.bottom());
    assert!(browser.current().contains("See which file system"));
    assert!(!browser.shows(">"));
}

#[test]
fn in_one_pane_a_file_that_cannot_be_opened_is_told_too() {
    let mut browser = start().size(60, 24).query("port").over(pages::ALL);
    browser.remove("port.md").press("enter");
    assert!(browser.shows("1/2"), "it was read before it was gone");
    let mut browser = start().size(60, 24).over(pages::ALL);
    browser.remove("port.md").type_in("port").press("enter");
    assert!(
        browser.bottom().contains("port.md: "),
        "{}",
        browser.bottom()
    );
}

#[test]
fn an_aid_that_arrives_below_the_help_leaves_the_help_open() {
    let mut browser = start().query("port").over(pages::ALL);
    browser.hold_loads().press("ctrl-u").type_in("disk full");
    browser.press("enter f1").release_loads();
    assert!(browser.shows("While an aid is open"));
    browser.press("q");
    assert_eq!(browser.effects, [], "q closes the help, not jitt");
    assert!(browser.current().contains("See which file system"));
}

#[test]
fn the_best_hit_stays_selected_while_it_is_looked_at() {
    let mut browser = start().size(60, 24).query("disk").over(pages::ALL);
    let looked_at = browser.lines_with("▌");
    browser.change("aaa.md", "# Disk\n\n1. Do it.\n2. Then this.\n");
    assert_eq!(browser.lines_with("▌"), looked_at);
    browser.type_in("s").press("backspace");
    assert_ne!(
        browser.lines_with("▌"),
        looked_at,
        "another word, another best"
    );
}

#[test]
fn a_file_read_for_an_older_list_is_not_taken_for_another_aid() {
    let mut browser = start().query("port").over(pages::ALL);
    browser.hold_loads().press("ctrl-u").type_in("disk full");
    browser.change("aaa.md", "# Aaa comes first\n\n1. Do it.\n2. Then this.\n");
    browser.release_loads();
    assert!(
        browser
            .lines_with("Disk full")
            .iter()
            .all(|line| !line.contains("Aaa"))
    );
    browser.press("enter");
    assert!(browser.current().contains("See which file system"));
}

#[test]
fn searching_on_does_not_move_the_place_in_an_aid_that_was_opened() {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.press("enter 4 esc");
    browser.press("ctrl-u").type_in("largest folders");
    browser.press("ctrl-u").type_in("disk full").press("enter");
    assert!(browser.current().contains("Empty the journal"));
    browser
        .press("esc ctrl-u")
        .type_in("largest folders")
        .press("enter");
    assert!(browser.current().contains("Find the largest folders"));
}

#[test]
fn of_several_folders_each_row_says_its_own() {
    let mut browser = start().over(&[("disk-full.md", pages::DISK)]);
    browser.add_folder("team-runbooks", &[("port.md", pages::PORT)]);
    let line = browser.lines_with("Port already").remove(0);
    assert!(line.contains("team-runbooks"), "{}", browser.screen());
}
