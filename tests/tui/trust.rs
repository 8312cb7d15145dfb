//! Nothing from a page reaches screen or clipboard that is not what it seems.

use jitt::ui::action::Effect;
use jitt::ui::action::News;

use super::browser::start;
use super::pages;
use crate::assert_screen;

#[test]
fn a_command_with_hidden_characters_is_copied_only_after_a_yes() {
    let mut browser = start().query("trojan command").over(pages::ALL);
    browser.press("enter y");
    assert_eq!(browser.effects, []);
    assert_screen!("confirm", browser.screen());
    browser.resize(40, 10);
    assert_screen!("confirm_40x10", browser.screen());
    browser.press("n");
    assert_eq!(browser.effects, []);
    browser.press("y y");
    let text = "echo safe \u{202e}txt.exe".to_string();
    assert_eq!(browser.effects, [Effect::Copy(text)]);
    assert!(browser.shows("Run this."), "the aid is there again");
}

#[test]
fn hidden_characters_ask_before_they_are_printed_too() {
    let mut browser = start().print().query("trojan command").over(pages::ALL);
    browser.press("alt-enter");
    assert_eq!(browser.effects, []);
    browser.press("esc enter enter y");
    let text = "echo safe \u{202e}txt.exe".to_string();
    let cursor = text.len();
    assert_eq!(browser.effects, [Effect::Print { text, cursor }]);
}

#[test]
fn a_question_that_was_not_on_the_screen_yet_is_not_answered() {
    let mut browser = start().query("trojan command").over(pages::ALL);
    browser.press("enter").press_at_once("y y");
    assert_eq!(browser.effects, []);
    assert!(browser.shows("copy it all the same?"));
    browser.press_at_once("y y y");
    assert_eq!(browser.effects.len(), 1, "each question is its own");
}

#[test]
fn no_control_character_reaches_a_cell() {
    let hostile = "---\ntitle: \"a\\e[31mb\\u202Ec\\u0007\"\ntags: [\"x\\e]0;t\\a\"]\nowner: \"o\\e[2J\"\n---\n\
        1. Text &#27;[31m and `code \u{1b}[2J` here.\n   ```sh\n   echo \u{9b}31m \u{7}\n   ```\n2. [li\u{200b}nk](x\u{1b}y.md)\n";
    let mut browser = start().over(&[("ev\u{1b}il\u{202e}.md", hostile)]);
    let ways = [
        "down", "enter", "v", "v", "o", "esc", "2", "o", "esc", "y", "Y", "esc", "f1",
    ];
    for key in ways {
        browser.press(key);
        let screen = browser.screen();
        let bad =
            |c: &char| *c != '\n' && (c.is_control() || ('\u{202a}'..='\u{202e}').contains(c));
        assert_eq!(screen.chars().find(bad), None, "after {key}:\n{screen}");
    }
    let leaves = |effect: &Effect| match effect {
        Effect::Copy(text) => text.chars().any(|c| c.is_control() && c != '\n'),
        _ => false,
    };
    assert!(!browser.effects.iter().any(leaves), "{:?}", browser.effects);
}

#[test]
fn what_the_outside_reports_is_made_visible_too() {
    let mut browser = start().query("disk full").over(pages::ALL);
    browser.press("enter");
    browser.news(News::Copied(Err("bad \u{1b}[2J news".to_string())));
    assert!(
        browser.bottom().contains("bad ^[[2J news"),
        "{}",
        browser.bottom()
    );
}

#[test]
fn a_link_that_leaves_the_collection_or_hides_something_is_not_opened() {
    let page = "# Links\n\n1. See [one](file:///etc/passwd).\n2. See [two](javascript:x).\n\
        3. See [three](../../etc/passwd).\n4. See [four](https://a\u{202e}b.org).\n";
    let mut browser = start().over(&[("links.md", page)]);
    browser.press("enter");
    for step in ["1", "2", "3", "4"] {
        browser.press(step).press("o");
        assert_eq!(browser.effects, [], "step {step}");
        let bottom = browser.bottom();
        assert!(
            bottom.contains("nowhere") || bottom.contains("not opened"),
            "{bottom}"
        );
    }
}

const CLEAN: &str = "# Clean the cluster\n\n1. Look.\n\n   ```sh\n   kubectl get pods\n   ```\n\n\
    2. Delete it all.\n\n   ```sh\n   kubectl delete namespace shop\n   ```\n";

#[test]
fn above_a_destructive_command_stands_where_it_would_be_run() {
    let mut browser = start().over(&[("clean.md", CLEAN)]);
    browser.press("enter 2");
    let said = "DESTRUCTIVE on ada@web3, in /srv/app, kube context prod";
    assert_eq!(browser.lines_with("DESTRUCTIVE").len(), 1);
    assert!(browser.shows(said), "{}", browser.screen());
    assert!(!browser.shows("git branch"), "it has nothing to do with it");
}

#[test]
fn a_destructive_command_is_copied_only_after_a_yes_to_what_and_where() {
    let mut browser = start().over(&[("clean.md", CLEAN)]);
    browser.press("enter 1 y 2");
    assert_eq!(browser.effects.len(), 1, "looking harms nobody");
    // Somebody has switched the context in another pane.
    browser.around.kube = Some("shop-live".to_string());
    browser.press("y");
    assert_screen!("destructive", browser.screen());
    assert!(browser.shows("You are on ada@web3, in /srv/app, kube context shop-live."));
    browser.press("enter esc Y n");
    assert_eq!(browser.effects.len(), 1);
    browser.press("y y");
    let text = "kubectl delete namespace shop".to_string();
    assert_eq!(browser.effects.get(1), Some(&Effect::Copy(text)));
}

#[test]
fn an_aid_that_says_it_is_harmless_is_believed() {
    let page = format!("---\ndanger: false\n---\n{CLEAN}");
    let mut browser = start().over(&[("clean.md", &page)]);
    browser.press("enter 2 y");
    assert!(!browser.shows("DESTRUCTIVE"));
    assert_eq!(browser.effects.len(), 1);
}
