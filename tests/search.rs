//! Search over read pages: what is found, what is marked, and what is not answered.
//!
//! Queries about other things get no procedure: at 3 am a wrong one is worse than none.

use std::path::Path;
use std::time::SystemTime;

use jitt::library::{Library, Plan};
use jitt::search::Filter;
use jitt::source::{Origin, Source};

/// A query a line: cooking, sports, other trades, letters hit at random.
const OFF_TOPIC: &str = include_str!("off-topic.txt");

/// The library of a folder.
fn library(folder: &Path) -> Library {
    let plan = Plan {
        sources: vec![Source {
            origin: Origin::Given,
            root: folder.to_path_buf(),
        }],
        ..Plan::default()
    };
    Library::read(&plan, SystemTime::now(), &mut |_| {})
}

fn starter() -> Library {
    library(Path::new("aids"))
}

#[test]
fn at_most_five_of_a_hundred_off_topic_queries_print_a_starter_aid() {
    let library = starter();
    let index = library.index();
    let queries: Vec<_> = OFF_TOPIC.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(queries.len(), 200);
    for hundred in queries.chunks(100) {
        let printed = |query: &&&str| index.search(query, &Filter::default(), 10).confident;
        let printed: Vec<_> = hundred.iter().filter(printed).collect();
        assert!(printed.len() <= 5, "{printed:?}");
    }
}

#[test]
fn what_the_starter_aids_are_about_is_answered() {
    let library = starter();
    let index = library.index();
    for query in [
        "disk full",
        "no space left on device",
        "port in use",
        "ssh permission denied",
        "extract tar",
        "undo git commit",
        "dns lookup",
        "cert expired",
        "high load",
        "service wont start",
        "lost commits",
        "EADDRINUSE",
    ] {
        let answer = index.search(query, &Filter::default(), 10);
        assert!(answer.confident, "{query}: {:?}", answer.hits.first());
    }
}

fn pages(pages: &[(&str, &str)]) -> Library {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in pages {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    library(folder.path())
}

fn manual() -> Library {
    pages(&[
        (
            "tuning.md",
            "# Reuse ports\n\n1. Set the flag\n\n   ```sh\n   sysctl -w net.ipv4.tcp_tw_reuse=1\n   ```\n",
        ),
        (
            "gateway.md",
            "# Gateway trouble\n\nThe proxy answers HTTP 502 when no backend is there.\n",
        ),
        (
            "killed.md",
            "# Container killed\n\nThe container stops with exit 137: out of memory.\n",
        ),
        (
            "listen.md",
            "# Cannot bind\n\nThe server says `listen EADDRINUSE` when the address is taken.\n",
        ),
        (
            "tar.md",
            "# Unpack archives\n\n1. Unpack it\n\n   ```sh\n   tar -xzf a.tar.gz\n   ```\n",
        ),
        (
            "volume.md",
            "# Volume full\n\nThe volume ran out of space. Find out what of it can go.\n",
        ),
    ])
}

#[test]
fn identifiers_are_found_as_typed_and_by_their_parts() {
    let library = manual();
    let (entries, index): (Vec<_>, _) = (library.entries().collect(), library.index());
    for (query, id) in [
        ("net.ipv4.tcp_tw_reuse", "tuning"),
        ("tcp_tw_reuse", "tuning"),
        ("tw reuse", "tuning"),
        ("HTTP 502", "gateway"),
        ("bad gateway", "gateway"),
        ("exit 137", "killed"),
        ("exit code 137", "killed"),
        ("-EADDRINUSE", "listen"),
        ("bind -EADDRINUSE", "listen"),
        ("tar -xzf", "tar"),
    ] {
        let answer = index.search(query, &Filter::default(), 3);
        let first = answer.hits.first().map(|hit| &*entries[hit.entry].id);
        assert_eq!(first, Some(id), "{query}");
        assert!(answer.confident, "{query}");
    }
}

#[test]
fn only_words_with_content_are_marked() {
    let library = manual();
    let (entries, index): (Vec<_>, _) = (library.entries().collect(), library.index());
    let answer = index.search("disk full", &Filter::default(), 3);
    let hit = answer.hits.first().expect("the volume is found");
    assert_eq!(entries[hit.entry].id, "volume");
    assert!(hit.words.contains(&"full".to_string()), "{:?}", hit.words);
    let empty = |word: &String| matches!(word.as_str(), "of" | "out");
    assert!(!hit.words.iter().any(empty), "{:?}", hit.words);
}

#[test]
fn a_rare_word_may_be_a_slip_for_a_frequent_one() {
    let mut texts: Vec<(String, String)> = (0..30)
        .map(|n| {
            (
                format!("files{n}.md"),
                format!("# Files {n}\n\nSort files.\n"),
            )
        })
        .collect();
    texts.push(("fly.md".into(), "# Catch flies\n\nA net.\n".into()));
    texts.push((
        "big.md".into(),
        "# Find big files\n\nSort files by size.\n".into(),
    ));
    let texts: Vec<_> = texts
        .iter()
        .map(|(n, t)| (n.as_str(), t.as_str()))
        .collect();
    let library = pages(&texts);
    let (entries, index): (Vec<_>, _) = (library.entries().collect(), library.index());
    let first = |query: &str| {
        let answer = index.search(query, &Filter::default(), 3);
        answer.hits.first().map(|hit| entries[hit.entry].id.clone())
    };
    assert_eq!(first("find big flies").as_deref(), Some("big"));
    assert_eq!(first("catch flies").as_deref(), Some("fly"));
}

#[test]
fn a_page_opens_at_the_procedure_whose_heading_says_what_is_wanted() {
    let library = pages(&[(
        "users.md",
        "# Users: add, remove\n\n## Add a user\n\n1. Create it. To remove a user again, see below.\n\n   ```sh\n   useradd a\n   ```\n\n\
         ## Remove a user\n\n1. Log it out\n\n   ```sh\n   pkill -u a\n   ```\n2. Delete it\n\n   ```sh\n   userdel a\n   ```\n",
    )]);
    let index = library.index();
    let opened = |query: &str| {
        let answer = index.search(query, &Filter::default(), 1);
        answer.hits[0].step.map(|at| (at.procedure, at.step))
    };
    assert_eq!(opened("remove a user"), Some((1, 0)));
    assert_eq!(opened("how do I remove a user"), Some((1, 0)));
    assert_eq!(opened("add a user"), Some((0, 0)));
    assert_eq!(opened("userdel"), Some((1, 1)));
    assert_eq!(opened("users"), None, "the page itself");
}

#[test]
fn a_whole_word_is_not_taken_for_the_beginning_of_a_name() {
    let library = pages(&[
        (
            "openocd.md",
            "# openocd\n\nFlashes chips.\n\n1. Say which of the listed files to open\n\n   ```sh\n   openocd -f a\n   ```\n",
        ),
        (
            "lsof.md",
            "# lsof\n\nLists open files and who holds them.\n\n1. List all open files\n\n   ```sh\n   lsof\n   ```\n",
        ),
    ]);
    let (entries, index): (Vec<_>, _) = (library.entries().collect(), library.index());
    let first = |query: &str| {
        let answer = index.search(query, &Filter::default(), 3);
        answer.hits.first().map(|hit| entries[hit.entry].id.clone())
    };
    assert_eq!(first("list open files").as_deref(), Some("lsof"));
    assert_eq!(first("open files").as_deref(), Some("lsof"));
    // What is still being typed may become the name.
    assert_eq!(first("openo").as_deref(), Some("openocd"));
}
