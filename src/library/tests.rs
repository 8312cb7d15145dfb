use super::*;
use crate::aid::Meta;
use crate::source::Origin;

/// An entry as the library would make it of the file at `path`.
fn entry(path: &str) -> Entry {
    Entry {
        id: crate::aid::page::id(path),
        path: PathBuf::from(path),
        title: String::new(),
        ..Entry::default()
    }
}

/// A library of these entries in the order of sources and paths, for a system.
fn on(system: &str, mut entries: Vec<Entry>) -> Library {
    entries.sort_by(|a, b| (a.source, &a.path).cmp(&(b.source, &b.path)));
    let plan = Plan::default();
    let recorded = record::Recorded {
        plan: &plan,
        listings: &[],
        jobs: &[],
        stamps: &[],
        statuses: &[],
        entries: &entries,
    };
    let beside = |sections: &mut Sections| record::put(&recorded, sections);
    let sections = Index::put(&entries, &[], Vec::new(), system, beside);
    Library::of(&plan, Vec::new(), sections)
}

fn of_entries(entries: Vec<Entry>) -> Library {
    on("linux", entries)
}

/// The path of what is called so.
fn path_of(library: &Library, name: &str) -> Option<String> {
    path_at(library, library.named(name)?)
}

fn path_at(library: &Library, at: usize) -> Option<String> {
    Some(library.entry(at)?.path.to_string_lossy().into_owned())
}

fn library(paths: &[&str]) -> Library {
    of_entries(paths.iter().map(|path| entry(path)).collect())
}

#[test]
fn a_name_opens_the_page_for_this_machine() {
    let pages = || {
        let paths = [
            "common/tar.md",
            "linux/ip.md",
            "osx/ip.md",
            "osx/say.md",
            "android/am.md",
            "common/am.md",
        ];
        paths.iter().map(|path| entry(path)).collect()
    };
    let named = |system: &str, name: &str| path_of(&on(system, pages()), name);
    let path = |path: &str| Some(path.to_string());
    assert_eq!(named("linux", "tar"), path("common/tar.md"));
    assert_eq!(named("macos", "ip"), path("osx/ip.md"));
    assert_eq!(named("linux", "ip"), path("linux/ip.md"));
    assert_eq!(named("linux", "am"), path("common/am.md"));
    assert_eq!(named("linux", "say"), path("osx/say.md"));
    assert_eq!(named("linux", "osx/ip"), path("osx/ip.md"));
}

#[test]
fn an_earlier_source_beats_a_page_for_this_machine_in_a_later_one() {
    let mut ours = entry("net/ip.md");
    ours.source = 0;
    let mut tldr = entry("linux/ip.md");
    tldr.source = 1;
    let library = of_entries(vec![ours, tldr]);
    assert_eq!(path_of(&library, "ip").as_deref(), Some("net/ip.md"));
}

#[test]
fn an_id_beats_an_alias_beats_a_file_name_beats_a_title() {
    let mut titled = entry("a.md");
    titled.title = "Disk full".to_string();
    let filed = entry("x/disk-full.cheat.md");
    let mut aliased = entry("c.md");
    aliased.meta.aliases = vec!["Disk_Full".to_string()];
    let exact = entry("disk-full.md");
    let mut all = vec![titled, filed, aliased, exact];
    while let Some(best) = all.last().map(|entry| entry.path.clone()) {
        let found = path_of(&of_entries(all.clone()), "disk full");
        assert_eq!(found.map(PathBuf::from), Some(best));
        all.pop();
    }
    assert_eq!(of_entries(all).named("disk full"), None);
}

#[test]
fn names_are_the_same_in_any_case_with_any_separator_and_without_accents() {
    let library = library(&["Größe_prüfen.md"]);
    for name in [" GRÖSSE PRÜFEN ", " GRÖßE-PRÜFEN ", "grosse-prufen"] {
        assert_eq!(library.named(name), Some(0), "{name}");
    }
    // Words that are written apart elsewhere are not the name itself.
    assert_eq!(library.named("großeprüfen"), None);
    assert_eq!(library.named(""), None);
    assert_eq!(library.named(" - "), None);
}

#[test]
fn of_ids_that_differ_in_case_only_the_very_one_is_meant() {
    let library = library(&["Make.md", "make.md"]);
    assert_eq!(path_of(&library, "make").as_deref(), Some("make.md"));
    assert_eq!(path_of(&library, "Make").as_deref(), Some("Make.md"));
}

#[test]
fn a_readme_opens_by_its_path_or_its_folder_but_after_every_other_page() {
    let mut readme = entry("postgres/README.md");
    readme.hidden = true;
    let library_with_page = {
        let page = entry("ops/postgres.md");
        of_entries(vec![readme.clone(), page])
    };
    let path = |library: &Library, name: &str| path_of(library, name);
    let page = path(&library_with_page, "postgres");
    assert_eq!(page.as_deref(), Some("ops/postgres.md"));
    let named = path(&library_with_page, "postgres/readme");
    assert_eq!(named.as_deref(), Some("postgres/README.md"));
    let library = of_entries(vec![readme]);
    assert_eq!(library.named("postgres"), Some(0));
}

#[test]
fn links_lead_to_pages_of_the_collection_however_they_are_written() {
    let library = library(&[
        "db/restore me.md",
        "db/index.md",
        "db/failover.md",
        "net/dns.md",
        "start.markdown",
    ]);
    let at = |path: &str| (0..5).find(|at| path_at(&library, *at).as_deref() == Some(path));
    let lead = |from: &str, target: &str| {
        let found = library.resolve(at(from).expect("there"), target)?;
        let anchor = found.anchor.map(|anchor| format!("#{anchor}"));
        Some(path_at(&library, found.entry)? + &anchor.unwrap_or_default())
    };
    for (target, expected) in [
        ("failover.md", "db/failover.md"),
        ("./failover.md#step-2", "db/failover.md#step-2"),
        ("failover", "db/failover.md"),
        ("failover.html?x=1#y", "db/failover.md#y"),
        ("restore%20me.md", "db/restore me.md"),
        ("../net/dns.md", "net/dns.md"),
        ("/net/dns", "net/dns.md"),
        ("net/dns", "net/dns.md"),
        ("../start", "start.markdown"),
        (".", "db/index.md"),
        ("../db/", "db/index.md"),
        ("dns", "net/dns.md"),
        ("#later", "db/failover.md#later"),
    ] {
        let found = lead("db/failover.md", target);
        assert_eq!(found.as_deref(), Some(expected), "{target}");
    }
    let found = lead("start.markdown", "db/");
    assert_eq!(found.as_deref(), Some("db/index.md"));
}

#[test]
fn a_link_to_a_page_that_another_source_shadows_leads_to_the_one_that_counts() {
    let ours = entry("net/dns.cheat");
    let mut theirs = entry("db/failover.md");
    theirs.source = 1;
    let library = of_entries(vec![ours, theirs]);
    let found = library.resolve(1, "../net/dns.md");
    assert_eq!(found.map(|found| found.entry), Some(0));
}

#[test]
fn links_never_leave_the_collection() {
    let library = library(&["db/failover.md", "etc/passwd.md", "dns.md"]);
    for target in [
        "https://example.org/dns",
        "//example.org/dns",
        "mailto:dns",
        "file:///etc/passwd",
        "../../etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "../db/../../dns.md",
        "C:\\dns",
        "nothing",
        "#",
        "",
        "%",
        "%zz%4",
    ] {
        assert_eq!(library.resolve(0, target), None, "{target}");
    }
    assert_eq!(library.resolve(99, "dns"), None);
}

#[test]
fn two_files_with_one_id_in_a_source_both_open_and_another_source_is_shadowed() {
    let mut shelf = shelf::Shelf::default();
    let with_id = |id: &str, path: &str, source: usize| Entry {
        id: id.to_string(),
        source,
        ..entry(path)
    };
    let mut placed = Vec::new();
    for entry in [
        with_id("tar", "tar.cheat", 0),
        with_id("tar", "tar.md", 0),
        with_id("tar.md", "tar.md.md", 0),
        with_id("tar", "tar.md", 1),
    ] {
        let (place, findings) = shelf.place(entry);
        placed.push((place, findings.len()));
    }
    use shelf::Placed::{Kept, Shadowed};
    assert_eq!(placed, [(Kept, 0), (Kept, 1), (Kept, 1), (Shadowed, 0)]);
    let ids: Vec<_> = shelf.into_entries().into_iter().map(|e| e.id).collect();
    assert_eq!(ids, ["tar", "tar.md", "tar.md.md"]);
}

#[test]
fn an_alias_that_another_page_of_the_source_has_is_a_finding() {
    let mut shelf = shelf::Shelf::default();
    let aliased = |path: &str, source: usize| Entry {
        meta: Meta {
            aliases: vec!["oom".to_string()],
            ..Meta::default()
        },
        source,
        ..entry(path)
    };
    assert_eq!(shelf.place(aliased("a.md", 0)).1, []);
    assert_eq!(shelf.place(aliased("b.md", 0)).1.len(), 1);
    assert_eq!(shelf.place(aliased("c.md", 1)).1, []);
}

/// A temporary folder with these files.
fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    folder
}

fn given(folders: &[&Path]) -> Plan {
    let source = |root: &&Path| Source {
        origin: Origin::Given,
        root: root.to_path_buf(),
    };
    Plan {
        sources: folders.iter().map(source).collect(),
        ..Plan::default()
    }
}

fn read(folders: &[&Path]) -> Library {
    Library::read(&given(folders), SystemTime::now(), &mut |_| {})
}

/// The ids of the entries, in order.
fn ids(library: &Library) -> Vec<String> {
    library.entries().map(|e| e.id).collect()
}

#[test]
fn the_first_source_wins_and_the_shadowed_are_counted() {
    let ours = tree(&[("disk.md", "1. ours\n"), ("net/dns.md", "")]);
    let theirs = tree(&[("disk.md", "1. theirs\n"), ("tar.md", "")]);
    let library = read(&[ours.path(), theirs.path()]);
    assert_eq!(ids(&library), ["disk", "net/dns", "tar"]);
    let counts: Vec<_> = library
        .sources()
        .iter()
        .map(|s| (s.count, s.shadowed))
        .collect();
    assert_eq!(counts, [(2, 0), (1, 1)]);
    let disk = library.named("disk").expect("there");
    assert_eq!(library.file(disk), ours.path().join("disk.md"));
    assert_eq!(library.load(disk).expect("readable").raw, b"1. ours\n");
}

#[test]
fn readmes_licences_and_drafts_are_hidden_but_open_when_named() {
    let folder = tree(&[
        ("README.md", "# About\n"),
        ("db/_index.md", "# Databases\n"),
        ("LICENSE.md", "MIT\n"),
        ("new.md", "---\ndraft: true\n---\n1. Go\n"),
        ("disk.md", "1. Go\n"),
        ("tools/license.md", "1. Write one\n"),
    ]);
    let library = read(&[folder.path()]);
    let shown = library.entries().filter(|entry| !entry.hidden);
    let shown: Vec<_> = shown.map(|entry| entry.id).collect();
    assert_eq!(shown, ["disk", "tools/license"]);
    assert_eq!(library.sources().first().map(|s| s.count), Some(2));
    for name in ["readme", "db", "license", "new"] {
        assert!(library.named(name).is_some(), "{name}");
    }
}

#[test]
fn a_bad_file_is_named_and_hides_no_good_one() {
    let folder = tree(&[
        ("bad.md", "---\ntags: [\n---\n1. Go\n"),
        ("good.md", "1. Go\n"),
    ]);
    std::fs::write(folder.path().join("elf.md"), [0; 64]).expect("written");
    std::fs::write(folder.path().join("program"), [0; 64]).expect("written");
    let library = read(&[folder.path()]);
    assert_eq!(ids(&library), ["bad", "good"]);
    let findings = library.sources().iter().flat_map(|s| &s.findings);
    let files: Vec<_> = findings.map(|f| f.file.clone()).collect();
    assert_eq!(files.first(), Some(&folder.path().join("bad.md")));
    assert_eq!(files.last(), Some(&folder.path().join("elf.md")));
}

#[test]
fn a_file_without_an_extension_is_an_aid_only_if_it_is_a_cheat_sheet() {
    let sheet = "# Unpack an archive\ntar xf FILE\n\n# List it\ntar tf FILE\n";
    let folder = tree(&[
        ("tar", sheet),
        ("LICENSE", "Permission is hereby granted, free of charge.\n"),
        ("run", "#!/bin/sh\n# Unpack\ntar xf \"$1\"\n"),
    ]);
    let library = read(&[folder.path()]);
    assert_eq!(ids(&library), ["tar"]);
    assert_eq!(library.sources().first().map(|s| s.findings.len()), Some(0));
}

#[test]
fn a_page_of_notes_among_cheat_sheets_is_one_of_them() {
    let sheet = "# Unpack an archive\ntar xf FILE\n\n# List it\ntar tf FILE\n";
    let notes = "df -h\ndu -sh .\n\nAnd then some words on it.\n";
    let open = |files: &[(&str, &str)]| {
        let folder = tree(files);
        let library = read(&[folder.path()]);
        (library, folder)
    };
    let licence = ("LICENSE", "Permission is hereby granted, free of charge.\n");
    let files = [
        ("a", sheet),
        ("b", sheet),
        ("c", sheet),
        ("disk", notes),
        licence,
    ];
    let (library, _folder) = open(&files);
    assert_eq!(ids(&library), ["a", "b", "c", "disk"]);
    let disk = library.load(3).expect("readable").aid;
    assert_eq!((disk.id.as_str(), disk.format), ("disk", Format::Cheat));
    let (library, _folder) = open(&[("a", sheet), ("disk", notes)]);
    assert_eq!(ids(&library), ["a"]);
}

#[test]
fn many_files_come_in_one_order_and_progress_reaches_them_all() {
    let names: Vec<String> = (0..300).map(|n| format!("aid-{n:03}.md")).collect();
    let files: Vec<_> = names
        .iter()
        .map(|name| (name.as_str(), "1. Go\n"))
        .collect();
    let folder = tree(&files);
    let mut last = 0;
    let plan = given(&[folder.path()]);
    let library = Library::read(&plan, SystemTime::now(), &mut |read| {
        assert!(read >= last);
        last = read;
    });
    let paths: Vec<_> = library.entries().map(|e| e.path).collect();
    assert_eq!(paths, names.iter().map(PathBuf::from).collect::<Vec<_>>());
    assert_eq!(last, 300);
}

#[test]
fn an_aid_that_is_gone_is_an_error_that_names_its_file() {
    let folder = tree(&[("disk.md", "1. Go\n")]);
    let library = read(&[folder.path()]);
    let file = folder.path().join("disk.md");
    std::fs::remove_file(&file).expect("removed");
    assert_eq!(library.load(0).expect_err("gone").file, file);
    assert!(library.load(7).is_err());
}

#[test]
fn a_single_file_is_a_library_too() {
    let folder = tree(&[("notes.txt", "1. Go\n")]);
    let file = folder.path().join("notes.txt");
    let library = read(&[&file]);
    assert_eq!(library.len(), 1);
    assert_eq!(library.file(0), file);
}

proptest::proptest! {
    #[test]
    fn whatever_a_link_holds_it_leads_to_a_page_here_or_nowhere(
        target in "([a-c./#%?: \\\\é-]|%2e|%2F|md|html|https:){0,24}",
        from in 0_usize..6,
    ) {
        let library = library(&["a.md", "a/b.md", "a/b/c.md", "b/index.md"]);
        let found = library.resolve(from, &target);
        proptest::prop_assert!(found.is_none_or(|found| found.entry < library.len()));
    }
}
