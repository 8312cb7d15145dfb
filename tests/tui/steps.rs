//! Working through an aid: steps, marks, commands, links, finding.

use jitt::ui::action::{Effect, MouseKind, News};

use super::browser::start;
use super::pages;
use crate::assert_screen;

fn copied(text: &str) -> Effect {
    Effect::Copy(text.to_string())
}

#[test]
fn somebody_types_selects_opens_and_steps_through() {
    let mut browser = start().over(pages::ALL);
    browser.type_in("disk full").press("enter");
    assert_screen!("opened", browser.screen());
    browser.press("space");
    assert!(browser.current().contains("2."), "{}", browser.current());
    browser.press("j j");
    assert!(browser.current().contains("Empty the journal"));
    assert_screen!("stepped", browser.screen());
    browser.press("x enter space");
    assert!(
        browser.current().contains("largest folders"),
        "what is open still: {}",
        browser.current()
    );
    browser.press("space space");
    assert!(
        browser.bottom().contains("4 of 5 done, 1 skipped, 14:05"),
        "{}",
        browser.bottom()
    );
    browser.press("q");
    assert_eq!(browser.effects, [Effect::Quit]);
}

#[test]
fn marks_and_place_survive_going_back_and_forth() {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.press("enter space space esc");
    assert!(browser.shows("> disk full"));
    browser.press("ctrl-u").type_in("port").press("enter");
    assert!(browser.shows("Find who listens"));
    browser
        .press("esc ctrl-u")
        .type_in("disk full")
        .press("enter");
    assert!(browser.shows("3/5 · 2 done"), "{}", browser.screen());
    assert_eq!(browser.lines_with("✓").len(), 2);
}

#[test]
fn a_mark_is_taken_back_with_backspace() {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.press("enter space space backspace");
    assert!(browser.shows("2/5 · 1 done"));
    browser.press("U U");
    assert!(browser.shows("1/5"));
    assert!(browser.bottom().contains("nothing to take back"));
}

#[test]
fn enter_copies_the_command_and_says_so_honestly() {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.press("enter enter");
    assert_eq!(browser.effects, [copied("df -h")]);
    browser.news(News::Copied(Err("no clipboard here".to_string())));
    assert!(browser.bottom().contains("not copied: no clipboard here"));
}

#[test]
fn with_print_enter_leaves_with_the_command() {
    let mut browser = start().print().query("disk full").over(pages::ALL);
    browser.press("enter 5 enter");
    let text = "df -h /".to_string();
    assert_eq!(browser.effects, [Effect::Print { text, cursor: 7 }]);
}

#[test]
fn of_several_commands_one_is_chosen() {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.press("enter 2 y l y l y");
    let (du, log) = (
        "sudo du -xh / | sort -h | tail -20",
        "sudo du -xsh /var/log",
    );
    assert_eq!(browser.effects, [copied(du), copied(log), copied(du)]);
    browser.press("l");
    assert_eq!(browser.lines_with("»").len(), 1);
}

#[test]
fn the_whole_step_is_copied_as_it_is_printed() {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.press("enter 4 Y");
    let [Effect::Copy(text)] = browser.effects.as_slice() else {
        panic!("one copy, not {:?}", browser.effects);
    };
    assert!(
        text.contains("Empty the journal") && text.contains("WARNING"),
        "{text}"
    );
    assert!(
        text.contains("sudo journalctl --vacuum-size=200M"),
        "{text}"
    );
    assert!(!text.contains("Check that the space"), "{text}");
}

#[test]
fn a_step_without_a_command_says_so() {
    let mut browser = start().query("port").over(pages::ALL);
    browser.press("enter 2 enter");
    assert!(browser.bottom().contains("this step has no command"));
    assert_eq!(browser.effects, []);
}

#[test]
fn digits_go_to_steps_also_beyond_nine() {
    let page = pages::long(14);
    let mut browser = start().over(&[("long.md", &page)]);
    browser.press("enter 3");
    assert!(browser.current().contains("Do thing 3 "));
    browser.press("1 2");
    assert!(browser.current().contains("Do thing 12 "));
    browser.press("j 1 4");
    assert!(browser.current().contains("Do thing 14 "));
    browser.press("j 9 9");
    assert!(browser.current().contains("Do thing 9 "));
}

#[test]
fn a_long_page_scrolls_with_its_current_step() {
    let page = pages::long(40);
    let mut browser = start().size(80, 15).over(&[("long.md", &page)]);
    browser.press("enter G");
    assert!(browser.current().contains("Do thing 40 "));
    assert_screen!("long_end", browser.screen());
    browser.press("u");
    assert!(!browser.shows("Do thing 40 "));
    browser.current();
    browser.press("g");
    assert!(browser.current().contains("Do thing 1 "));
    for number in 2..=40 {
        browser.press("j");
        assert!(browser.current().contains(&format!("Do thing {number} ")));
        assert!(
            browser.shows(&format!("do-{number} --now")),
            "its command is in view"
        );
    }
}

#[test]
fn tab_turns_to_the_page_s_next_procedure() {
    let mut browser = start().query("deleted file holds space").over(pages::ALL);
    browser.press("enter");
    let first = browser.screen();
    browser.press("tab");
    assert_ne!(browser.screen(), first);
    browser.press("shift-tab");
    assert_eq!(browser.screen(), first);
}

#[test]
fn v_shows_only_the_commands_then_the_whole_page_then_the_steps() {
    let mut browser = start().query("deleted file holds space").over(pages::ALL);
    browser.press("enter");
    assert!(!browser.shows("keeps its blocks"));
    browser.press("v");
    assert!(!browser.shows("df says full"));
    browser.press("v");
    assert!(browser.shows("keeps its blocks"));
    assert_screen!("whole_page", browser.screen());
    browser.press("v");
    assert!(!browser.shows("keeps its blocks"));
}

#[test]
fn words_are_found_in_the_page_and_gone_through() {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.press("enter /").type_in("journal");
    assert_screen!("finding", browser.screen());
    browser.press("enter");
    assert!(browser.current().contains("Empty the journal"));
    assert!(browser.bottom().contains("\"journal\" 1 of 2"));
    browser.press("n n");
    assert!(browser.bottom().contains("\"journal\" 1 of 2"));
    browser.press("N");
    assert!(browser.bottom().contains("\"journal\" 2 of 2"));
    browser.press("/").type_in("zebra").press("enter");
    assert!(browser.bottom().contains("\"zebra\" is not here"));
}

#[test]
fn a_link_between_aids_is_followed_and_there_is_a_way_back() {
    let mut browser = start().query("deleted file holds space").over(pages::ALL);
    browser.press("enter");
    // The first procedure may be either: go to the step with the link.
    while !browser.current().contains("Note the process") {
        let key = if browser.shows("1/2") { "j" } else { "tab" };
        browser.press(key);
    }
    browser.press("o");
    assert!(
        browser.shows("See which file system is full"),
        "{}",
        browser.screen()
    );
    browser.press("j j esc");
    assert!(browser.shows("Note the process"));
    browser.press("esc");
    assert!(browser.shows("> deleted"));
}

#[test]
fn of_several_links_one_is_chosen_by_its_number() {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.press("enter 3 o");
    assert_screen!("links", browser.screen());
    browser.press("2");
    let browse = Effect::Browse("https://example.org/lsof".to_string());
    assert_eq!(browser.effects, [browse]);
    browser.press("o").click("the manual  https");
    assert_eq!(browser.effects.len(), 2);
    browser.press("o j k enter");
    assert!(browser.shows("Deleted file holds space"));
}

const LINKED: &str = "---\nrelated: [port, gone, port]\n---\n# Linked\n\n## Fix\n\n\
    1. See [gone](gone.md), [part](#nowhere), [script](x.sh), ![a picture](x.png).\n\
    2. See [one](port.md), [two](./port.md), [three](port.md#1).\n\
    3. If that fails, go to [the rollback](#rollback).\n\n\
    ## Rollback\n\n1. Restore it.\n2. Start it.\n\n## Background\n\nIt was always so.\n";

fn linked() -> super::browser::Browser {
    let pages = [pages::ALL, &[("linked.md", LINKED)]].concat();
    let mut browser = start().query("linked").over(&pages);
    browser.press("enter");
    browser
}

#[test]
fn a_link_that_leads_nowhere_is_said_where_it_stands_and_not_offered() {
    let mut browser = linked();
    for said in [
        "gone (gone.md: no such aid)",
        "part (#nowhere: no such heading)",
    ] {
        assert!(browser.shows(said), "{}", browser.screen());
    }
    assert!(browser.shows("[image: a picture]"));
    assert_eq!(browser.lines_with("Related:"), ["  Related: port"]);
    browser.press("2 o");
    let offered = browser.lines_with("port.md");
    assert_eq!(offered.len(), 2, "each place once: {offered:?}");
    // A page that comes to be there is led to.
    browser
        .press("esc")
        .change("gone.md", "# Gone\n\n1. Back again.\n")
        .read();
    assert!(
        !browser.shows("no such aid)") || browser.shows("x.sh"),
        "{}",
        browser.screen()
    );
    assert!(
        !browser.shows("gone.md: no such aid"),
        "{}",
        browser.screen()
    );
}

#[test]
fn a_click_on_a_link_follows_it_and_one_on_a_folded_part_unfolds_it() {
    let mut browser = linked();
    browser.press("3").click("the rollback");
    assert!(
        browser.current().contains("Restore it"),
        "{}",
        browser.screen()
    );
    browser.press("esc");
    assert!(
        browser.current().contains("If that fails"),
        "{}",
        browser.screen()
    );
    browser.click("#rollback");
    assert!(
        browser.current().contains("Restore it"),
        "{}",
        browser.screen()
    );
    browser.press("esc");
    let (column, row) = browser.place_of("Background: ");
    browser.mouse(MouseKind::Press, column + 13, row);
    assert!(browser.shows("It was always so."), "{}", browser.screen());
    browser.press("esc");
    let (column, row) = browser.place_of("See one");
    browser.mouse(MouseKind::Press, column + 5, row);
    assert!(browser.shows("Find who listens"), "{}", browser.screen());
}

#[test]
fn the_procedure_shown_is_named_once_above_its_steps() {
    let mut browser = linked();
    assert_eq!(browser.lines_with("Fix").len(), 1, "{}", browser.screen());
    browser.press("tab");
    assert_eq!(
        browser.lines_with("Rollback").len(),
        1,
        "{}",
        browser.screen()
    );
    assert!(browser.shows("Rollback · procedure 2 of 2"));
}

#[test]
fn a_click_on_what_is_folded_unfolds_it() {
    let page = "# Fold\n\n1. Look.\n\n   <details><summary>Why so</summary>\n\n   It is old.\n\n   </details>\n2. Go.\n";
    let mut browser = start().over(&[("fold.md", page)]);
    browser.press("enter");
    assert!(browser.shows("[+] Why so") && !browser.shows("It is old"));
    browser.click("Why so");
    assert!(browser.shows("It is old"), "{}", browser.screen());
}

#[test]
fn a_link_leads_to_the_step_that_was_a_heading_and_to_the_phase() {
    let page = "# Move\n\n## Step 1: Look at it\n\n\
        Look, then [drain](#step-2-drain-the-node).\n\n## Step 2: Drain the node\n\nDrain.\n";
    let mut browser = start().over(&[("move.md", page)]);
    browser.press("enter").press("o");
    assert!(
        browser.current().contains("Drain the node"),
        "{}",
        browser.screen()
    );
}

#[test]
fn a_changed_file_is_shown_anew_and_the_place_is_kept() {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.press("enter space space");
    assert!(browser.current().contains("If nothing large"));
    let page = pages::DISK.replace("## Steps\n\n", "## Steps\n\n1. Breathe.\n");
    browser.change("disk-full.md", &page);
    assert!(
        browser.bottom().contains("shown anew"),
        "{}",
        browser.bottom()
    );
    assert!(browser.current().contains("If nothing large"));
    assert!(browser.shows("4/6 · 2 done"), "{}", browser.screen());
}

#[test]
fn a_step_that_changed_after_it_was_done_is_open_again() {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.press("enter space space");
    let page = pages::DISK.replace("   df -h\n   ```\n   **", "   df -hT\n   ```\n   **");
    browser.change("disk-full.md", &page);
    assert!(
        browser
            .bottom()
            .contains("a step you had marked reads differently, open again"),
        "{}",
        browser.bottom()
    );
    assert!(browser.shows("· 1 done"));
}

#[test]
fn the_mouse_selects_opens_and_scrolls() {
    let mut browser = start().over(pages::ALL);
    browser.click("Port already");
    assert!(browser.shows("Find who listens"));
    browser.click("Port already");
    assert!(browser.shows("1/2"));
    browser.click("Stop it");
    assert!(browser.current().contains("Stop it"));
    let page = pages::long(40);
    let mut browser = start().size(80, 15).over(&[("long.md", &page)]);
    browser.mouse(MouseKind::WheelDown, 60, 8);
    assert!(!browser.shows("Do thing 1 "), "the preview scrolls");
    browser.mouse(MouseKind::WheelUp, 60, 8);
    assert!(browser.shows("Do thing 1 "));
    let (column, row) = browser.place_of("Do thing 2 ");
    browser.mouse(MouseKind::Press, column, row);
    assert!(
        browser.current().contains("Do thing 2 "),
        "a click in the preview opens there"
    );
}

#[test]
fn a_page_without_steps_is_read_and_scrolled() {
    let mut browser = start().query("architecture notes").over(pages::ALL);
    browser.press("enter j G space enter");
    assert!(browser.shows("They talk over a queue."));
    assert_eq!(browser.effects, []);
}

#[test]
fn a_link_within_the_page_has_a_way_back_too() {
    let page = "# Two parts\n\n## Prepare\n\n1. Read this.\n2. If it fails, go to [the rollback](#rollback).\n\n\
        ## Rollback\n\n1. Restore the backup.\n2. Start the service.\n";
    let mut browser = start().over(&[("two.md", page)]);
    browser.press("enter j o");
    assert!(
        browser.current().contains("Restore the backup"),
        "{}",
        browser.screen()
    );
    browser.press("j esc");
    assert!(
        browser.current().contains("If it fails"),
        "{}",
        browser.screen()
    );
    browser.press("esc");
    assert!(browser.shows(">"));
}

#[test]
fn a_link_leads_to_a_heading_that_takes_several_lines() {
    let mut page = pages::long(12).replacen(
        "Do thing 1 now",
        "See [why](#why-this-is-done-in-such-an-order-on-every-machine)",
        1,
    );
    page.push_str("\n## Why this is done in such an order on every machine\n\nBecause it is.\n");
    let mut browser = start().size(40, 10).over(&[("long.md", &page)]);
    browser.press("enter o");
    assert!(browser.shows("Because it is."), "{}", browser.screen());
    browser.press("esc");
    assert!(browser.current().contains("See why"));
    let other = "# Other\n\n1. Read [it](long.md#why-this-is-done-in-such-an-order-on-every-machine).\n2. Go.\n";
    let mut browser = start()
        .query("other")
        .over(&[("long.md", &page), ("other.md", other)]);
    browser.press("enter o");
    assert!(browser.shows("Because it is."), "{}", browser.screen());
}

#[test]
fn an_open_aid_whose_file_is_deleted_stays_on_the_screen() {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.press("enter space");
    browser.remove("disk-full.md").read().news(News::Changed);
    assert!(browser.current().contains("Find the largest folders"));
    browser.press("3 o 1 esc");
    assert!(browser.shows("> disk full"), "{}", browser.screen());
    assert!(!browser.shows("▌ Disk full"), "the list no longer has it");
}

#[test]
fn a_file_that_is_away_for_a_moment_is_shown_as_it_comes_back() {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.press("enter space");
    browser.remove("disk-full.md").news(News::Changed).read();
    assert!(browser.shows("file gone"), "{}", browser.screen());
    assert!(browser.bottom().contains("shown as it was"));
    browser.press("j k");
    assert!(browser.shows("file gone"), "however long it lasts");
    let changed = pages::DISK.replace("Find the largest folders", "Look for large folders");
    browser.change("disk-full.md", &changed);
    assert!(browser.current().contains("Look for large folders"));
    assert!(browser.shows("1 done"), "{}", browser.screen());
    assert!(!browser.shows("file gone"), "{}", browser.screen());
    // The same text comes back: there is nothing to be said.
    browser.remove("disk-full.md").read();
    assert!(browser.shows("file gone"), "{}", browser.screen());
    browser.change("disk-full.md", &changed);
    assert!(!browser.shows("file gone") && !browser.shows("as it was"));
}

#[test]
fn a_file_that_cannot_be_read_for_a_moment_is_marked_and_read_with_the_rest() {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.press("enter");
    browser.remove("disk-full.md").news(News::Changed);
    assert!(browser.bottom().contains("shown as it was"));
    browser.press("j");
    assert!(browser.shows("file unreadable"), "{}", browser.screen());
    // The folder is read again when the file is back.
    browser.write(
        "disk-full.md",
        &pages::DISK.replace("See which", "Find out which"),
    );
    browser.read();
    assert!(!browser.shows("file unreadable"), "{}", browser.screen());
    assert!(browser.shows("Find out which"), "{}", browser.screen());
}

#[test]
fn what_changes_while_it_is_read_is_read_once_more() {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.hold_loads().press("esc");
    browser.type_in("port").press("enter");
    let awaited = browser.held();
    browser.news(News::Changed);
    assert_eq!(browser.held(), awaited + 1);
    browser.release_loads();
    assert!(browser.current().contains("Find who listens"));
}

#[test]
fn an_aid_that_comes_from_another_file_now_is_read_from_there() {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.press("enter");
    let other = pages::DISK.replace("See which file system", "Ask which file system");
    browser.add_folder("other", &[("disk-full.md", &other)]);
    assert!(browser.current().contains("See which"));
    browser.remove("disk-full.md").read();
    assert!(
        browser.current().contains("Ask which"),
        "{}",
        browser.screen()
    );
    assert!(!browser.shows("file gone"));
}

#[test]
fn a_page_with_nothing_in_it_says_so() {
    let mut browser = start().over(&[("empty.md", ""), ("title.md", "# Only a title\n")]);
    assert!(browser.shows("nothing but its title"));
    browser.press("down enter");
    assert!(browser.shows("nothing but its title"));
}

#[test]
fn keys_that_come_faster_than_frames_act_on_the_page_as_it_is_then() {
    for keys in ["enter 3 o j enter", "enter space space o j enter"] {
        let mut browser = start().query("disk full").over(pages::ALL);
        browser.press_at_once(keys);
        let manual = Effect::Browse("https://example.org/lsof".to_string());
        assert_eq!(browser.effects, [manual], "{keys}");
    }
    let mut browser = start().size(60, 15).query("disk full").over(pages::ALL);
    browser.press_at_once("enter space / j o u r n a l enter");
    assert!(browser.current().contains("Empty the journal"));
    browser.press_at_once("esc ctrl-u d e l e t e d enter v v G");
    assert!(browser.shows("keeps its blocks"), "{}", browser.screen());
}

#[test]
fn the_end_of_a_page_of_many_procedures_is_one_key_away() {
    let page: String = (0..2_000)
        .map(|n| format!("# P{n}\n\n1. Do thing {n}.\n2. Look.\n\n"))
        .collect();
    let mut browser = start().over(&[("many.md", &page)]);
    browser.press("enter v v G");
    assert!(browser.shows("thing 1999"), "{}", browser.screen());
    browser.press("g");
    assert!(browser.shows("thing 0"), "{}", browser.screen());
    browser.press("space");
    assert!(browser.shows("1 done"), "{}", browser.screen());
}

#[test]
fn a_page_without_steps_is_read_to_its_end_and_back() {
    let page = format!("# Notes\n\nFirst.\n\n{}Last.\n", "More.\n\n".repeat(60));
    let mut browser = start().over(&[("notes.md", &page)]);
    browser.press("enter G");
    assert!(browser.shows("Last."));
    browser.press("g");
    assert!(browser.shows("First."));
}

#[test]
fn the_commands_of_branches_are_taken_one_by_one() {
    let page = (
        "switch.md",
        "# Switch over\n\n1. Switch it.\n   - If nginx: `systemctl reload nginx`\n   \
         - If caddy: run `systemctl reload caddy` twice.\n2. Look.\n",
    );
    let mut browser = start().over(&[page]);
    browser.press("enter y l");
    assert!(
        browser.shows("command 2 of 2: systemctl reload caddy"),
        "{}",
        browser.screen()
    );
    browser.press("y");
    assert_eq!(
        browser.effects,
        [
            copied("systemctl reload nginx"),
            copied("systemctl reload caddy")
        ]
    );
    browser.press("v");
    let screen = browser.screen();
    assert!(
        screen.contains("If nginx:") && screen.contains("systemctl reload caddy"),
        "{screen}"
    );
}

#[test]
fn related_addresses_and_headings_as_other_sites_write_them_are_led_to() {
    let page = (
        "linked.md",
        "---\nrelated: ['https://example.org/manual']\n---\n# All of it\n\n## Contents\n\n\
         - [Background](#Back_Ground)\n- [The top](#all-of-it)\n\n## Fix\n\n1. Do it.\n2. Look.\n\n\
         ## Back-ground!\n\nIt was always so.\n",
    );
    let mut browser = start().over(&[page]);
    browser.press("enter v");
    browser.press("o v");
    let browse = Effect::Browse("https://example.org/manual".into());
    assert_eq!(browser.effects, [browse]);
    assert!(browser.shows("Background") && !browser.shows("no such heading"));
}
