//! What a person who searches relies on.

use proptest::prelude::*;

use super::*;
use crate::aid::{Entry, StepRef, StepText, Texts};
use crate::config::Wording;

/// An aid as the index sees it.
#[derive(Clone, Default)]
struct Page {
    entry: Entry,
    texts: Texts,
}

impl std::ops::Deref for Page {
    type Target = Entry;
    fn deref(&self) -> &Entry {
        &self.entry
    }
}

impl std::ops::DerefMut for Page {
    fn deref_mut(&mut self) -> &mut Entry {
        &mut self.entry
    }
}

fn build(pages: &[Page]) -> Index {
    build_for(pages, std::env::consts::OS)
}

/// An index made of two digests, as two threads would make it.
fn build_for(pages: &[Page], os: &str) -> Index {
    let mut digests = vec![Digest::default(), Digest::default()];
    let mut at = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        let digest = number % 2;
        at.push((digest, digests[digest].add(&page.entry, &page.texts)));
    }
    let entries: Vec<Entry> = pages.iter().map(|page| page.entry.clone()).collect();
    let sections = Index::put(&entries, &at, digests, os, |_| {});
    Index::of(&sections, &Wording::default())
}

fn entry(id: &str, title: &str, steps: &[(&str, &str)]) -> Page {
    let steps = steps
        .iter()
        .enumerate()
        .map(|(i, (text, command))| StepText {
            at: StepRef {
                procedure: 0,
                step: i,
            },
            text: (*text).to_string(),
            commands: vec![(*command).to_string()],
        });
    let entry = Entry {
        id: id.to_string(),
        title: title.to_string(),
        ..Entry::default()
    };
    let texts = Texts {
        steps: steps.collect(),
        ..Texts::default()
    };
    Page { entry, texts }
}

fn runbooks() -> Vec<Page> {
    let mut disk = entry(
        "disk-full",
        "Free space on a full disk",
        &[
            ("Find the biggest directories", "du -xh / | sort -h | tail"),
            ("Remove old journal files", "journalctl --vacuum-size=200M"),
        ],
    );
    disk.meta.symptoms = vec!["No space left on device".into(), "/df.*100%/".into()];
    disk.meta.tags = vec!["storage".into()];
    disk.meta.aliases = vec!["enospc".into()];
    let mut certificate = entry(
        "tls/cert_renewal",
        "Renew an expired TLS certificate",
        &[
            ("Look at the expiry date", "openssl x509 -enddate -noout"),
            ("Request a new certificate", "certbot renew"),
        ],
    );
    certificate.meta.tags = vec!["tls".into(), "security".into()];
    certificate.meta.extra = vec![("team".into(), "edge, platform".into())];
    let volume = entry(
        "k8s/KubePersistentVolumeFillingUp",
        "KubePersistentVolumeFillingUp",
        &[("Grow the claim", "kubectl edit pvc data")],
    );
    let mut replication = entry(
        "db/replication-lag",
        "Catch up a lagging replica",
        &[
            ("Measure the delay of the replica", "psql -c 'select 1'"),
            (
                "Restart the receiver when the connection is gone",
                "systemctl restart postgresql",
            ),
        ],
    );
    replication.texts.outputs =
        vec!["FATAL: terminating connection due to conflict with recovery".into()];
    let coffee = entry(
        "office/café",
        "Descale the café machine",
        &[("Pour in the vinegar", "")],
    );
    let chinese = entry(
        "zh/disk",
        "清理磁盘空间",
        &[("删除旧日志", "rm -r /var/log/old")],
    );
    let mut draft = entry(
        "draft-plan",
        "Draft of a disk plan",
        &[("Think about the disk", "")],
    );
    draft.hidden = true;
    vec![
        disk,
        certificate,
        volume,
        replication,
        coffee,
        chinese,
        draft,
    ]
}

fn ids(entries: &[Page], query: &str) -> Vec<String> {
    let answer = build(entries).search(query, &Filter::default(), 10);
    answer
        .hits
        .iter()
        .map(|hit| entries[hit.entry].id.clone())
        .collect()
}

fn first(query: &str) -> String {
    ids(&runbooks(), query).first().cloned().unwrap_or_default()
}

fn answer(query: &str) -> Answer {
    build(&runbooks()).search(query, &Filter::default(), 10)
}

#[test]
fn a_name_typed_in_full_is_first_however_it_is_spaced_and_cased() {
    let mut entries = runbooks();
    // Says "cert renewal" much more often than the aid of that name.
    let chatter = ("cert renewal cert renewal", "cert renewal");
    entries.push(entry(
        "chatter",
        "About cert renewal and cert renewal",
        &[chatter; 5],
    ));
    for (query, id) in [
        ("tls/cert_renewal", "tls/cert_renewal"),
        ("Cert Renewal", "tls/cert_renewal"),
        ("cert-renewal", "tls/cert_renewal"),
        ("ENOSPC", "disk-full"),
        ("free space on a full disk", "disk-full"),
        (
            "kube persistent volume filling up",
            "k8s/KubePersistentVolumeFillingUp",
        ),
        ("cafe", "office/café"),
    ] {
        let answer = build(&entries).search(query, &Filter::default(), 10);
        let best = answer.hits.first().expect("something is found");
        assert_eq!(entries[best.entry].id, id, "{query}");
        assert_eq!(best.field, Field::Exact, "{query}");
        assert!(answer.confident, "{query}");
    }
}

#[test]
fn among_equal_names_this_machines_comes_first_and_the_others_are_ties() {
    let entries: Vec<_> = ["common/top", "linux/top", "osx/top"]
        .map(|id| entry(id, "top", &[("Show processes", "top")]))
        .to_vec();
    for (os, expected) in [("linux", 1), ("macos", 2), ("freebsd", 0)] {
        let answer = build_for(&entries, os).search("top", &Filter::default(), 10);
        assert_eq!(answer.hits[0].entry, expected, "{os}");
        assert_eq!(answer.near_ties, 2);
    }
    let processes = build_for(&entries, "macos").search("show proc", &Filter::default(), 9);
    assert_eq!(processes.hits[0].entry, 2);
}

#[test]
fn words_are_found_in_any_order_and_form() {
    assert_eq!(first("disk full"), "disk-full");
    assert_eq!(first("full disk"), "disk-full");
    assert_eq!(first("certificates expiring renewing"), "tls/cert_renewal");
    assert_eq!(first("volume filling"), "k8s/KubePersistentVolumeFillingUp");
}

#[test]
fn one_slip_in_a_word_of_five_letters_is_forgiven() {
    for query in [
        "journl files",
        "journall files",
        "juornal files",
        "jpurnal files",
    ] {
        assert_eq!(first(query), "disk-full", "{query}");
    }
    assert_eq!(first("certifcate exipred"), "tls/cert_renewal");
}

#[test]
fn swapped_letters_are_seen_though_a_longer_word_begins_so() {
    let pages = [
        entry("branch", "Guard a branch in use", &[("Protect it", "x")]),
        entry("owner", "Find who has a port in use", &[("Look", "ss")]),
    ];
    assert_eq!(ids(&pages, "prot use")[0], "owner");
    assert_eq!(ids(&pages, "prote use")[0], "branch");
}

#[test]
fn every_prefix_of_a_word_finds_it_while_it_is_typed() {
    let word = "certificate";
    for end in 3..=word.len() {
        assert_eq!(first(&word[..end]), "tls/cert_renewal", "{}", &word[..end]);
    }
    assert_eq!(first("certfica"), "tls/cert_renewal");
}

#[test]
fn short_forms_synonyms_and_initials_are_known() {
    assert_eq!(first("pv filling"), "k8s/KubePersistentVolumeFillingUp");
    assert_eq!(first("kpv"), "k8s/KubePersistentVolumeFillingUp");
    assert_eq!(first("ssl crt"), "tls/cert_renewal");
}

#[test]
fn accents_do_not_matter_and_chinese_is_found() {
    assert_eq!(first("descale cafe"), "office/café");
    assert_eq!(first("磁盘"), "zh/disk");
    assert_eq!(first("日志"), "zh/disk");
}

#[test]
fn operators_restrict_the_answer() {
    let entries = runbooks();
    assert_eq!(ids(&entries, "tag:tls"), ["tls/cert_renewal"]);
    assert_eq!(ids(&entries, "team:edge"), ["tls/cert_renewal"]);
    assert_eq!(ids(&entries, "new tag:storage"), Vec::<String>::new());
    assert!(ids(&entries, "tag:nothing").is_empty());
    assert_eq!(ids(&entries, "\"old journal\""), ["disk-full"]);
    assert!(ids(&entries, "\"journal old\"").is_empty());
    assert!(!ids(&entries, "remove -journal").contains(&"disk-full".to_string()));
    assert!(ids(&entries, "remove").contains(&"disk-full".to_string()));
    let filter = Filter {
        tags: vec!["TLS".into()],
    };
    let answer = build(&entries).search("", &filter, 10);
    assert_eq!(answer.hits.len(), 1);
}

#[test]
fn a_hit_says_where_to_open_and_what_to_mark() {
    let answer = answer("remove journal");
    assert_eq!(
        answer.hits[0].step,
        Some(StepRef {
            procedure: 0,
            step: 1
        })
    );
    assert_eq!(answer.hits[0].field, Field::Step);
    assert!(answer.hits[0].words.contains(&"journal".to_string()));
    let by_title = build(&runbooks()).search("space disk", &Filter::default(), 3);
    assert_eq!(by_title.hits[0].step, None);
    assert!(by_title.hits[0].words.contains(&"space".to_string()));
    let marked = build(&runbooks()).search("descale cafe", &Filter::default(), 3);
    assert!(marked.hits[0].words.contains(&"café".to_string()));
}

#[test]
fn hidden_aids_are_found_by_name_only() {
    let entries = runbooks();
    assert_eq!(ids(&entries, "draft plan"), ["draft-plan"]);
    assert!(!ids(&entries, "disk plan").contains(&"draft-plan".to_string()));
    assert!(!ids(&entries, "").contains(&"draft-plan".to_string()));
}

#[test]
fn an_empty_query_lists_all_by_title() {
    let entries = runbooks();
    let titles: Vec<_> = answer("  ")
        .hits
        .iter()
        .map(|h| entries[h.entry].title.clone())
        .collect();
    assert_eq!(titles.len(), 6);
    let mut sorted = titles.clone();
    sorted.sort_by_key(|title| title.to_lowercase());
    assert_eq!(titles, sorted);
}

#[test]
fn nothing_is_claimed_about_other_topics() {
    for query in [
        "chocolate cake recipe",
        "how long to boil an egg",
        "football scores last night",
        "asdf qwer zxcv",
        "old shoes for the beach",
    ] {
        assert!(!answer(query).confident, "{query}");
    }
    for query in [
        "disk full",
        "renew certificate",
        "replica lagging",
        "how do I free disk space",
    ] {
        assert!(answer(query).confident, "{query}");
    }
}

#[test]
fn near_ties_are_those_that_are_nearly_as_good() {
    let twin = |id: &str| entry(id, "Rotate the signing keys", &[("Rotate keys", "rotate")]);
    let entries = [
        twin("a"),
        twin("b"),
        twin("c"),
        entry("d", "Count keys", &[]),
    ];
    let answer = build(&entries).search("rotate signing", &Filter::default(), 10);
    assert_eq!(answer.near_ties, 2);
    assert_eq!(
        build(&entries)
            .search("count", &Filter::default(), 10)
            .near_ties,
        0
    );
}

#[test]
fn declared_symptoms_win_in_pasted_errors() {
    let index = build(&runbooks());
    let output =
        "building\ncp: error writing '/srv/x': No space left on device\nmake: *** failed\n";
    let answer = index.search_error(output, &Filter::default(), 5);
    assert!(answer.symptom && answer.confident);
    assert_eq!(answer.hits[0].entry, 0);
    let pasted = index.search("/dev/sda1: df: 40G 40G 0 100% /", &Filter::default(), 5);
    assert!(pasted.symptom);
    assert_eq!(pasted.hits[0].entry, 0);
}

#[test]
fn an_output_block_is_recognised_in_a_log_with_times_and_numbers() {
    let log = "2026-11-22 03:12:55 UTC [482913] LOG: ready\n\
               2026-11-22 03:12:57 UTC [482914] FATAL: terminating connection due to conflict with recovery\n";
    let answer = build(&runbooks()).search_error(log, &Filter::default(), 5);
    assert_eq!(answer.hits[0].entry, 3);
    assert!(answer.confident);
}

#[test]
fn errors_of_other_things_are_not_claimed() {
    let error = "TypeError: undefined is not a function at Foo.bar";
    assert!(
        !build(&runbooks())
            .search_error(error, &Filter::default(), 5)
            .confident
    );
}

#[test]
fn an_output_without_a_word_of_an_error_is_not_claimed() {
    let index = build(&runbooks());
    let y = "y\n".repeat(1_000);
    for output in [&y, "1\n2\n3\n", "Cargo.toml\nREADME.md\nsrc\n", "disk\n"] {
        let answer = index.search_error(output, &Filter::default(), 5);
        assert!(!answer.confident, "{output:.20}: {:?}", answer.hits.first());
    }
}

#[test]
fn huge_inputs_do_not_hang() {
    // What grows with the square would take minutes here.
    let index = build(&runbooks());
    let output = "x1 some line that says nothing at 10:00:00\n".repeat(120_000);
    let _ = index.search_error(&output, &Filter::default(), 5);
    for text in [
        "a".repeat(100_000),
        "ab ".repeat(33_000),
        "\"-:".repeat(33_000),
        "盘".repeat(33_000),
    ] {
        let _ = index.search(&text, &Filter::default(), 5);
        let _ = index.search(text.get(..1_998).unwrap_or(""), &Filter::default(), 5);
    }
}

#[test]
fn an_empty_collection_and_a_limit_of_nothing_are_answers() {
    let empty = build(&[]);
    assert_eq!(
        empty.search("disk", &Filter::default(), 10),
        Answer::default()
    );
    assert!(
        Index::default()
            .search_error("error", &Filter::default(), 10)
            .hits
            .is_empty()
    );
    let none = build(&runbooks()).search("disk", &Filter::default(), 0);
    assert!(none.hits.is_empty() && none.near_ties == 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_text_makes_a_search_panic(
        texts in prop::collection::vec("\\PC{0,40}", 0..6),
        query in "(?s).{0,60}",
        words in "[a-z\"\\-:*/ ]{0,40}",
    ) {
        let entries: Vec<_> = texts
            .iter()
            .enumerate()
            .map(|(i, text)| {
                let mut entry = entry(text, text, &[(text, text)]);
                entry.meta.symptoms = vec![text.clone(), format!("/{text}/")];
                entry.meta.aliases = vec![text.clone()];
                entry.meta.tags = vec![text.clone()];
                entry.hidden = i == 3;
                entry
            })
            .collect();
        let index = build(&entries);
        for query in [&query, &words] {
            for answer in [
                index.search(query, &Filter::default(), 4),
                index.search_error(query, &Filter::default(), 4),
            ] {
                prop_assert!(answer.hits.len() <= 4);
                prop_assert!(answer.near_ties < answer.hits.len().max(1));
                prop_assert!(answer.hits.iter().all(|hit| hit.entry < entries.len()));
                prop_assert!(answer.hits.iter().all(|hit| hit.score.is_finite()));
            }
        }
    }
}
