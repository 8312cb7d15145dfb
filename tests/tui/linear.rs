//! The browser as plain lines: a line in, lines out.

use std::sync::Arc;
use std::time::SystemTime;

use jiff::civil::date;
use jitt::library::{Library, Plan};
use jitt::search::Filter;
use jitt::session::Store;
use jitt::source::{Origin, Source};
use jitt::ui::Options;
use jitt::ui::action::News;
use jitt::ui::keeper::{Keeper, track};
use jitt::ui::linear::{Linear, Reply};

use super::pages;
use crate::assert_screen;

struct Session {
    linear: Linear,
    library: Arc<Library>,
    _folder: tempfile::TempDir,
    /// Everything written and typed so far.
    transcript: String,
    store: Store,
    keeper: Keeper,
    /// Every reply but lines and loads.
    others: Vec<Reply>,
}

fn session(query: &str, print: bool) -> Session {
    session_over(query, print, pages::ALL)
}

fn session_over(query: &str, print: bool, pages: &[(&str, &str)]) -> Session {
    session_keeping(query, print, pages, Store::off(super::pages::here()))
}

fn session_keeping(query: &str, print: bool, pages: &[(&str, &str)], store: Store) -> Session {
    session_as_wide(79, query, print, pages, store)
}

fn session_as_wide(
    width: usize,
    query: &str,
    print: bool,
    pages: &[(&str, &str)],
    store: Store,
) -> Session {
    let folder = tempfile::tempdir().expect("a folder for the pages");
    for (path, text) in pages {
        std::fs::write(folder.path().join(path), text).expect("the page is written");
    }
    let source = Source {
        origin: Origin::Given,
        root: folder.path().to_path_buf(),
    };
    let plan = Plan {
        sources: vec![source],
        ..Plan::default()
    };
    let library = Arc::new(Library::read(&plan, SystemTime::now(), &mut |_| {}));
    let options = Options {
        query: query.to_string(),
        open: None,
        filter: Filter::default(),
        today: date(2026, 11, 22),
        print,
        popup: false,
        here: super::pages::here(),
        set: Vec::new(),
        short_options: false,
        environment: Vec::new(),
        last_values: Default::default(),
        colour: false,
        keys: Vec::new(),
    };
    let mut session = Session {
        linear: Linear::new(Arc::clone(&library), options, width),
        library,
        _folder: folder,
        transcript: String::new(),
        store,
        keeper: Keeper::default(),
        others: Vec::new(),
    };
    let replies = session.linear.start();
    session.perform(replies);
    session
}

impl Session {
    fn lines(&mut self, lines: &[&str]) -> &mut Session {
        for line in lines {
            self.transcript
                .push_str(&format!("{}{line}\n", self.linear.prompt()));
            let replies = self.linear.line(line);
            self.perform(replies);
        }
        self
    }

    fn perform(&mut self, replies: Vec<Reply>) {
        for reply in replies {
            match reply {
                Reply::Say(line) => {
                    assert!(!line.contains(char::is_control), "{line:?}");
                    self.transcript.push_str(&line);
                    self.transcript.push('\n');
                }
                Reply::Load(entry) => {
                    let loaded = self.library.load(entry).map(Box::new);
                    let place = loaded.as_ref().ok();
                    let place =
                        place.map(|loaded| track(&self.store, &self.library, entry, loaded));
                    let mut replies = self.linear.news(News::Opened(entry, loaded));
                    if let Some(place) = place {
                        let kept = self.keeper.open(place);
                        replies.extend(self.linear.news(kept));
                    }
                    self.perform(replies);
                }
                Reply::Keep(aid, change) => {
                    let now = jiff::Timestamp::UNIX_EPOCH;
                    let kept = self.keeper.keep(&aid, &change, now);
                    let replies = kept.map(|kept| self.linear.news(kept));
                    self.perform(replies.unwrap_or_default());
                }
                other => {
                    let copied = matches!(other, Reply::Copy(_));
                    self.others.push(other);
                    if copied {
                        let replies = self.linear.news(News::Copied(Ok("copied".to_string())));
                        self.perform(replies);
                    }
                }
            }
        }
    }
}

#[test]
fn somebody_searches_opens_steps_through_and_copies() {
    let mut session = session("", false);
    session.lines(&[
        "disk full",
        "1",
        "",
        "p",
        "y",
        "4",
        "9",
        "",
        "",
        "?",
        "b",
        "q",
    ]);
    assert_eq!(
        session.others,
        [Reply::Copy("df -h".to_string()), Reply::Quit]
    );
    assert_screen!("linear", session.transcript);
}

#[test]
fn of_several_commands_one_is_taken_never_all_at_once() {
    let mut session = session("disk full", true);
    session.lines(&["1", "2", "y"]);
    assert_eq!(session.others, []);
    assert!(session.transcript.contains("1. sudo du -xh / | sort -h"));
    session.lines(&["y3"]);
    assert!(session.transcript.contains("only 1 to 2"));
    session.lines(&["y2"]);
    let command = "sudo du -xsh /var/log".to_string();
    let (text, cursor) = (command.clone(), command.len());
    assert_eq!(session.others, [Reply::Print { text, cursor }]);
}

#[test]
fn a_query_given_at_the_start_is_answered_at_once() {
    let mut session = session("port", true);
    session.lines(&["1", "y"]);
    let command = "sudo ss -ltnp 'sport = :8080'".to_string();
    let (text, cursor) = (command.clone(), command.len());
    assert_eq!(session.others, [Reply::Print { text, cursor }]);
}

#[test]
fn hidden_characters_ask_here_too() {
    let mut session = session("trojan command", false);
    session.lines(&["1", "y", "n"]);
    assert_eq!(session.others, []);
    session.lines(&["y", "y"]);
    let command = "echo safe \u{202e}txt.exe".to_string();
    assert_eq!(session.others, [Reply::Copy(command)]);
}

#[test]
fn a_destructive_command_asks_here_too_and_says_where() {
    let page = "# Clean up\n\n1. Delete it all: `rm -rf /srv/data`\n";
    let mut session = session_over("clean", false, &[("clean.md", page)]);
    session.lines(&["1", "y"]);
    let said = "You are on ada@web3, in /srv/app.";
    assert!(session.transcript.contains(said), "{}", session.transcript);
    session.lines(&["n", "y", "y"]);
    let command = "rm -rf /srv/data".to_string();
    assert_eq!(session.others, [Reply::Copy(command)]);
}

#[test]
fn wrong_answers_are_told_what_is_possible() {
    let mut session = session("", false);
    session.lines(&[
        "zzzzqqqqxx",
        "disk",
        "7",
        "0",
        "?",
        "1",
        "hm",
        "77",
        "b",
        "",
    ]);
    assert!(session.transcript.contains("nothing matches"));
    assert!(session.transcript.contains("there is no 7, only 1 to 2"));
    assert!(session.transcript.contains("that is no key here"));
    assert_eq!(session.others, [Reply::Quit]);
}

#[test]
fn a_command_that_needs_values_asks_for_them_line_by_line() {
    let page = "---\nparams:\n  unit: {ask: Which service?, choices: [nginx, redis]}\n---\n# Restart\n\n1. Go: `systemctl restart <unit> --host <host>`\n";
    let mut session = session_over("restart", false, &[("restart.md", page)]);
    session.lines(&["1", "y", "apache", "nginx", ""]);
    let said = &session.transcript;
    assert!(said.contains("one of nginx, redis"), "{said}");
    assert!(
        said.contains("Which service? (Enter leaves it open): apache"),
        "{said}"
    );
    assert!(said.contains("it must be one of nginx, redis"), "{said}");
    let value = Reply::KeepValue {
        aid: "restart".to_string(),
        name: "unit".to_string(),
        value: "nginx".to_string(),
    };
    let copy = Reply::Copy("systemctl restart nginx --host <host>".to_string());
    assert_eq!(session.others, [value, copy]);
    session.lines(&["r"]);
    assert!(session.transcript.contains("systemctl restart nginx"));
}

#[test]
fn the_step_that_matched_is_read_first() {
    let mut session = session("empty the journal", false);
    session.lines(&["1"]);
    assert!(
        session
            .transcript
            .ends_with("sudo journalctl --vacuum-size=200M\n"),
        "{}",
        session.transcript
    );
    assert!(session.linear.prompt().starts_with("4 of 5"));
}

#[test]
fn what_is_badly_wrong_with_a_file_is_said_before_it() {
    let mut session = session_over("broken", false, &[("broken.md", pages::BROKEN)]);
    session.lines(&["1"]);
    assert!(
        session.transcript.contains("line 2: "),
        "{}",
        session.transcript
    );
    assert!(session.transcript.contains("Look at it."));
}

#[test]
fn a_number_that_no_row_has_is_looked_up() {
    let page = "# The gateway answers 502\n\n1. Restart it.\n2. Look.\n";
    let pages = [pages::ALL, &[("gateway.md", page)]].concat();
    let mut session = session_over("disk", false, &pages);
    session.lines(&["502"]);
    assert!(
        session.transcript.contains("1. The gateway answers 502"),
        "{}",
        session.transcript
    );
}

#[test]
fn a_destructive_command_says_that_the_aid_was_begun_on_another_machine() {
    let page = "# Clean up\n\n1. Delete it in <folder>: `rm -rf /srv/data/<folder>`\n";
    let mut session = session_over("clean up", false, &[("clean.md", page)]);
    session.lines(&["1"]);
    let folder = tempfile::tempdir().expect("a folder can be made");
    let elsewhere = jitt::session::Surroundings {
        host: "db9".to_string(),
        ..super::pages::here()
    };
    let store = jitt::session::Store::new(Some(folder.path().to_path_buf()), elsewhere);
    let loaded = session.library.load(0).expect("it is there");
    let place = jitt::ui::keeper::track(&store, &session.library, 0, &loaded);
    let mut keeper = jitt::ui::keeper::Keeper::default();
    keeper.open(place);
    let key = *jitt::aid::step_keys(&loaded.aid)
        .values()
        .next()
        .expect("it has a step");
    let seen = jitt::session::Seen {
        key,
        number: "1".to_string(),
        of: 1,
    };
    let marked = jitt::session::Marked {
        key,
        number: "1".to_string(),
        text: "Delete it".to_string(),
        mark: jitt::aid::Mark::Done,
        reason: String::new(),
    };
    let change = jitt::session::Change::Mark {
        steps: vec![marked],
        next: seen,
        finished: false,
    };
    let kept = keeper.keep(&loaded.aid.id, &change, jiff::Timestamp::UNIX_EPOCH);
    let replies = session.linear.news(kept.expect("it is kept"));
    session.perform(replies);
    // Filled in on the way: that makes the aid's lines anew.
    session.lines(&["y", "old"]);
    let said = "This aid was begun on db9; you are on web3 now.";
    assert!(session.transcript.contains(said), "{}", session.transcript);
}

const UPDATE: &str = "# Update\n\n1. Stop it: `systemctl stop <unit>`\n2. Is it a cluster?\n   - **Yes** -> step 3\n   - **No** -> step 4\n3. Tell the others.\n4. Start it: `systemctl start <unit>`\n";

#[test]
fn steps_are_marked_in_words_and_the_place_is_kept() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let store = || Store::new(Some(folder.path().to_path_buf()), super::pages::here());
    let pages = [("update.md", UPDATE)];
    let mut session = session_keeping("update", false, &pages, store());
    session.lines(&["1", "y", "nginx", "done", "done", "9", "2"]);
    assert_eq!(session.linear.prompt(), "end of 4 steps: ");
    let said = session.transcript.clone();
    assert!(
        said.contains("1. Yes -> step 3\n2. No -> step 4\nwhich way, 1 to 2: 9"),
        "{said}"
    );
    assert!(said.ends_with("systemctl start nginx\n"), "{said}");
    session.lines(&[
        "undo",
        "n/a",
        "3",
        "n/a",
        "skip nobody there",
        "3",
        "4",
        "d",
    ]);
    let said = session.transcript.clone();
    assert!(said.contains("taken back:\n"), "{said}");
    assert!(
        said.contains("this step has no condition: skip WHY skips it"),
        "{said}"
    );
    assert!(
        said.contains("3. Tell the others. (skipped: nobody there)"),
        "{said}"
    );
    assert!(
        said.ends_with("2 of 4 done, 1 skipped, 1 not applicable\n"),
        "{said}"
    );
    // Finished: it starts fresh, and asks anew.
    session.lines(&["b", "update", "1"]);
    let asks = session
        .transcript
        .rsplit("update")
        .next()
        .unwrap_or_default()
        .to_string();
    assert!(asks.contains("systemctl stop <unit>"), "{asks}");
    session.lines(&["y"]);
    assert_eq!(
        session.linear.prompt(),
        "unit (Enter: nginx, the last time; - leaves it open): "
    );
}

#[test]
fn left_in_the_middle_it_is_gone_on_with_here_too() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let store = || Store::new(Some(folder.path().to_path_buf()), super::pages::here());
    let pages = [("update.md", UPDATE)];
    let mut session = session_keeping("update", false, &pages, store());
    session.lines(&["1", "f", "nginx", "done"]);
    // Another process over the same pages.
    session.keeper = Keeper::default();
    session.transcript.clear();
    session.lines(&["b", "update", "1"]);
    let said = session.transcript.clone();
    assert!(said.contains("step 2 of 4 on web3"), "{said}");
    session.lines(&["1", "4", "y"]);
    assert!(
        session.transcript.contains("done:\n"),
        "{}",
        session.transcript
    );
    assert_eq!(
        session.others.last(),
        Some(&Reply::Copy("systemctl start nginx".to_string()))
    );
    session.lines(&["over", "n", "over", "y"]);
    assert!(
        session.transcript.ends_with("systemctl stop <unit>\n"),
        "{}",
        session.transcript
    );
}

#[test]
fn lines_are_as_wide_as_the_terminal() {
    let page = "# Wide\n\n1. See [gone](gone.md), look at one thing and at another and at all the others too.\n2. Go.\n";
    let mut session = session_as_wide(
        30,
        "wide",
        false,
        &[("wide.md", page)],
        Store::off(super::pages::here()),
    );
    session.lines(&["1"]);
    let steps = session
        .transcript
        .lines()
        .filter(|line| line.starts_with("   "));
    assert!(steps.clone().count() > 2, "{}", session.transcript);
    assert!(
        steps.clone().all(|line| line.len() <= 30),
        "{}",
        session.transcript
    );
    assert!(
        session.transcript.contains("gone.md: no such"),
        "{}",
        session.transcript
    );
}

#[test]
fn who_cannot_copy_is_told_what_works() {
    let mut session = session("port", false);
    session.lines(&["1", "y"]);
    let replies = session
        .linear
        .news(News::Copied(Err("no clipboard here".to_string())));
    session.perform(replies);
    for said in [
        "not copied: no clipboard here",
        "sudo ss -ltnp",
        "jitt --print",
        "jitt -c",
    ] {
        assert!(
            session.transcript.contains(said),
            "{said}: {}",
            session.transcript
        );
    }
}

#[test]
fn a_skip_that_is_taken_back_takes_its_reason_along() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let store = Store::new(Some(folder.path().to_path_buf()), super::pages::here());
    let mut session = session_keeping("update", false, &[("update.md", UPDATE)], store);
    session.lines(&["1", "3", "skip A", "3", "skip B", "undo"]);
    let said = session.transcript.clone();
    assert!(said.ends_with("Tell the others. (skipped: A)\n"), "{said}");
}

#[test]
fn a_value_that_is_offered_says_where_it_is_from_and_can_be_left_out() {
    let pages = [
        ("one.md", "# First\n\n1. Go: `ping <host>`\n"),
        ("two.md", "# Second\n\n1. Go: `ssh <host>`\n"),
    ];
    let mut session = session_over("first", false, &pages);
    session.lines(&["1", "y", "web1", "b", "second", "1", "y"]);
    assert_eq!(
        session.linear.prompt(),
        "host (Enter: web1, the last time, elsewhere; - leaves it open): "
    );
    session.lines(&["-"]);
    let copy = |text: &str| Reply::Copy(text.to_string());
    assert_eq!(session.others.last(), Some(&copy("ssh <host>")));
    session.lines(&["f", "", "y"]);
    assert_eq!(session.others.last(), Some(&copy("ssh web1")));
    // And emptied again.
    session.lines(&["f"]);
    assert_eq!(
        session.linear.prompt(),
        "host (Enter: web1; - leaves it open): "
    );
    session.lines(&["-", "y"]);
    assert_eq!(session.others.last(), Some(&copy("ssh <host>")));
}

#[test]
fn a_dash_that_is_an_answer_is_one() {
    let page = "---\nparams: {file: {choices: [\"-\", a.tar], default: a.tar}}\n---\n# Unpack\n\n1. Go: `tar -xf <file>`\n";
    let mut session = session_over("unpack", false, &[("unpack.md", page)]);
    session.lines(&["1", "y"]);
    assert_eq!(
        session.linear.prompt(),
        "file (Enter: a.tar, default; -- leaves it open): "
    );
    session.lines(&["-"]);
    let copy = Reply::Copy("tar -xf -".to_string());
    assert_eq!(session.others.last(), Some(&copy));
}

#[test]
fn where_the_person_is_now_is_said_not_where_it_began() {
    let page = "# Clean up\n\n1. Delete it all: `kubectl delete namespace x`\n";
    let mut session = session_over("clean", false, &[("clean.md", page)]);
    session.lines(&["1"]);
    let now = jitt::session::Surroundings {
        kube: Some("other".to_string()),
        ..super::pages::here()
    };
    session.linear.tell_here(now);
    session.lines(&["y"]);
    let said = "You are on ada@web3, in /srv/app, kube context other.";
    assert!(session.transcript.contains(said), "{}", session.transcript);
    session.transcript.clear();
    session.lines(&["n", "r"]);
    assert!(
        session.transcript.contains("kube context other"),
        "{}",
        session.transcript
    );
}
