use std::fs;

use super::*;

/// A temporary folder with these files, each with its content.
fn tree(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folder made");
        fs::write(path, bytes).expect("file written");
    }
    folder
}

fn source(root: &Path) -> Source {
    Source {
        origin: Origin::Given,
        root: root.to_path_buf(),
    }
}

/// The files found below `root`, and the findings as `name: message`.
fn listed(root: &Path) -> (Vec<String>, Vec<String>) {
    let listing = source(root).list();
    let files = listing.files.iter();
    let files = files.map(|path| path.to_string_lossy().into_owned());
    let findings = listing.findings.iter().map(|finding| {
        let name = finding
            .file
            .strip_prefix(root)
            .expect("named below the root");
        format!("{}: {}", name.display(), finding.message)
    });
    (files.collect(), findings.collect())
}

#[test]
fn a_folder_is_listed_with_its_subfolders_in_order() {
    let folder = tree(&[
        ("z.md", b""),
        ("k8s/oom.markdown", b""),
        ("k8s/deep/a.mdx", b""),
        ("tar", b""),
        ("photo.png", b""),
        (".hidden.md", b""),
        (".git/notes.md", b""),
    ]);
    let (files, findings) = listed(folder.path());
    assert_eq!(files, ["k8s/deep/a.mdx", "k8s/oom.markdown", "tar", "z.md"]);
    assert_eq!(findings, Vec::<String>::new());
}

#[test]
fn a_root_may_be_a_single_file_whatever_its_name() {
    let folder = tree(&[("notes.txt", b"1. go\n")]);
    let file = folder.path().join("notes.txt");
    let source = source(&file);
    let listing = source.list();
    assert_eq!(listing.files, [PathBuf::from("notes.txt")]);
    assert_eq!(source.file(Path::new("notes.txt")), file);
    let content = source.read(Path::new("notes.txt")).expect("readable");
    assert_eq!(content.bytes, b"1. go\n");
}

#[test]
fn a_missing_folder_is_a_finding_only_when_somebody_named_it() {
    let missing = tree(&[]).path().join("gone");
    for origin in [Origin::Given, Origin::Environment, Origin::Configured] {
        let root = missing.clone();
        let listing = Source { origin, root }.list();
        let finding = listing.findings.first().expect("a finding");
        assert_eq!((finding.code, &finding.file), (Code::Source, &missing));
        assert!(
            finding
                .help
                .as_ref()
                .is_some_and(|h| h.contains(origin.name()))
        );
    }
    for origin in [Origin::User, Origin::System] {
        let root = missing.clone();
        let listing = Source { origin, root }.list();
        assert_eq!((listing.files, listing.findings), (Vec::new(), Vec::new()));
        // That it comes into being shows.
        assert_eq!(listing.looked_at, [(missing.clone(), Stamp::default())]);
    }
}

#[test]
#[cfg(unix)]
fn links_are_followed_inside_the_root_only_and_each_folder_once() {
    use std::os::unix::fs::symlink;
    let outside = tree(&[("secret.md", b""), ("sub/x.md", b"")]);
    let folder = tree(&[("real/a.md", b""), (".data/b.md", b"")]);
    let at = |name: &str| folder.path().join(name);
    symlink("..", at("real/loop")).expect("linked");
    symlink("loop2", at("loop2.md")).expect("linked");
    symlink("loop2.md", at("loop2")).expect("linked");
    symlink(".data/b.md", at("b.md")).expect("linked");
    symlink(".data", at("mounted")).expect("linked");
    symlink("nothing", at("broken.md")).expect("linked");
    symlink(outside.path().join("secret.md"), at("secret.md")).expect("linked");
    symlink(outside.path(), at("outside")).expect("linked");
    let (files, findings) = listed(folder.path());
    assert_eq!(files, ["b.md", "mounted/b.md", "real/a.md"]);
    let names: Vec<_> = findings
        .iter()
        .filter_map(|finding| finding.split(": ").next())
        .collect();
    assert_eq!(
        names,
        [
            "broken.md",
            "loop2",
            "loop2.md",
            "outside",
            "real/loop",
            "secret.md"
        ],
        "{findings:?}"
    );
}

#[test]
#[cfg(unix)]
fn a_fan_of_links_is_walked_once() {
    let folder = tree(&[("a/b/x.md", b"")]);
    for n in 0..500 {
        for place in ["", "a", "a/b"] {
            let link = folder.path().join(place).join(format!("link-{n}"));
            std::os::unix::fs::symlink(folder.path(), link).expect("linked");
        }
    }
    let (files, findings) = listed(folder.path());
    assert_eq!(files, ["a/b/x.md"]);
    assert_eq!(findings.len(), 1500);
}

#[test]
#[cfg(unix)]
fn a_file_that_became_a_link_to_outside_is_not_read_again() {
    let outside = tree(&[("secret.md", b"secret")]);
    let folder = tree(&[("a.md", b"# a\n")]);
    let source = source(folder.path());
    let name = Path::new("a.md");
    assert!(source.read_again(name).is_ok());
    fs::remove_file(folder.path().join(name)).expect("removed");
    let target = outside.path().join("secret.md");
    std::os::unix::fs::symlink(target, folder.path().join(name)).expect("linked");
    assert!(source.read_again(name).is_err());
}

#[test]
#[cfg(unix)]
fn the_root_itself_may_be_a_link() {
    let folder = tree(&[("aids/a.md", b"")]);
    let link = folder.path().join("link");
    std::os::unix::fs::symlink("aids", &link).expect("linked");
    assert_eq!(listed(&link).0, ["a.md"]);
}

#[test]
#[cfg(target_os = "linux")]
fn what_is_no_regular_file_is_named_and_never_waited_for() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    let folder = tree(&[("good.md", b""), ("folder.md/inner.md", b"")]);
    let fifo = folder.path().join("pipe.md");
    mknodat(CWD, &fifo, FileType::Fifo, Mode::RUSR, 0).expect("a FIFO");
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket.md"));
    let (files, findings) = listed(folder.path());
    assert_eq!(files, ["good.md"]);
    assert_eq!(
        findings,
        [
            "folder.md: is a folder, not a regular file",
            "pipe.md: is a named pipe (FIFO), not a regular file",
            "socket.md: is a socket, not a regular file",
        ]
    );
    // Also when it takes the place of a file after the listing.
    let finding = source(folder.path()).read(Path::new("pipe.md"));
    assert_eq!(finding.expect_err("no aid").file, fifo);
    assert!(source(&fifo).list().findings.len() == 1);
}

#[test]
#[cfg(unix)]
fn what_may_not_be_read_is_named_and_the_rest_is_listed() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tree(&[("good.md", b""), ("closed/a.md", b""), ("closed.md", b"")]);
    for name in ["closed", "closed.md"] {
        let none = fs::Permissions::from_mode(0o000);
        fs::set_permissions(folder.path().join(name), none).expect("closed");
    }
    let open_all_the_same = fs::read(folder.path().join("closed.md")).is_ok();
    if !open_all_the_same {
        let (files, findings) = listed(folder.path());
        assert_eq!(files, ["closed.md", "good.md"]);
        assert_eq!(findings.len(), 1, "{findings:?}");
        let finding = source(folder.path()).read(Path::new("closed.md"));
        assert_eq!(finding.expect_err("closed").code, Code::Unreadable);
    }
    let all = fs::Permissions::from_mode(0o700);
    fs::set_permissions(folder.path().join("closed"), all).expect("opened");
}

#[test]
fn a_tree_too_deep_is_left_at_a_stated_depth_with_a_finding() {
    let mut path = PathBuf::new();
    for _ in 0..100 {
        path.push("d");
    }
    let deep = path.join("deep.md");
    let folder = tree(&[("top.md", b""), (deep.to_str().expect("ASCII"), b"")]);
    let (files, findings) = listed(folder.path());
    assert_eq!(files, ["top.md"]);
    assert_eq!(findings.len(), 1);
}

#[test]
#[cfg(target_os = "linux")]
fn a_path_longer_than_the_system_takes_is_a_finding() {
    use rustix::fs::{Mode, OFlags, mkdirat, open, openat};
    let folder = tree(&[("top.md", b"")]);
    let name = "n".repeat(200);
    let flags = OFlags::DIRECTORY | OFlags::CLOEXEC;
    let mut here = open(folder.path(), flags, Mode::empty()).expect("opened");
    for _ in 0..40 {
        mkdirat(&here, &name, Mode::RWXU).expect("made");
        here = openat(&here, &name, flags, Mode::empty()).expect("opened");
    }
    let (files, findings) = listed(folder.path());
    assert_eq!(files, ["top.md"]);
    assert_eq!(findings.len(), 1, "{findings:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn names_that_are_not_utf_8_are_found_and_read() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tree(&[]);
    let name = Path::new(std::ffi::OsStr::from_bytes(b"caf\xe9.md"));
    fs::write(folder.path().join(name), "# x\n").expect("written");
    let source = source(folder.path());
    assert_eq!(source.list().files, [name]);
    assert_eq!(source.read(name).expect("readable").bytes, b"# x\n");
}

#[test]
fn binaries_are_refused_with_the_place_but_a_stray_nul_is_no_binary() {
    let folder = tree(&[
        ("elf.md", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0"),
        ("unmarked.md", b"#\0 \0x\0\n\0"),
        ("marked.md", b"\xff\xfe\0\0\x01\0\x02\0\0\0"),
        ("utf16.md", b"\xff\xfe#\0 \0x\0\n\0"),
        ("utf16-be.md", b"\xfe\xff\0#\0 \0x\0\n"),
        (
            "page.md",
            b"# Title\n\n1. Run it\0 now, then look at the log.\n",
        ),
        ("tiny.md", b"# Yak nul\0x\n\n1. a\0b `l\0s`\n"),
    ]);
    let source = source(folder.path());
    for name in ["elf.md", "unmarked.md", "marked.md"] {
        let finding = source.read(Path::new(name)).expect_err("binary");
        assert_eq!(finding.code, Code::HostileText);
        assert_eq!(finding.at.line, 1);
    }
    for name in ["utf16.md", "utf16-be.md", "page.md", "tiny.md"] {
        assert!(source.read(Path::new(name)).is_ok(), "{name}");
    }
}

#[test]
fn a_file_over_the_limit_is_cut_after_a_whole_line_with_a_finding() {
    let line = "1. Do what has to be done, and then the next thing.\n";
    let text = line.repeat(SIZE_LIMIT / line.len() + 2);
    let folder = tree(&[("long.md", text.as_bytes())]);
    let content = source(folder.path()).read(Path::new("long.md"));
    let content = content.expect("readable");
    assert!(content.bytes.len() <= SIZE_LIMIT);
    assert!(content.bytes.ends_with(line.as_bytes()));
    assert_eq!(content.findings.len(), 1);

    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let folder = tree(&[("utf16.md", &utf16)]);
    let content = source(folder.path()).read(Path::new("utf16.md"));
    assert!(content.expect("readable").bytes.ends_with(b".\0\n\0"));

    let exact = tree(&[("exact.md", "x".repeat(SIZE_LIMIT).as_bytes())]);
    let content = source(exact.path()).read(Path::new("exact.md"));
    let content = content.expect("readable");
    assert_eq!(
        (content.bytes.len(), content.findings.len()),
        (SIZE_LIMIT, 0)
    );
}

#[test]
fn a_sparse_file_costs_next_to_nothing() {
    let folder = tree(&[("sparse.md", b"")]);
    let file = fs::File::create(folder.path().join("sparse.md")).expect("made");
    file.set_len(1 << 40).expect("sparse");
    assert!(source(folder.path()).read(Path::new("sparse.md")).is_err());
}

#[test]
fn every_starter_aid_can_be_read_and_named_as_listed() {
    let starter = Source::starter();
    for path in starter.list().files {
        let content = starter.read(&path).expect("inside the program");
        assert!(!content.bytes.is_empty());
    }
    assert!(starter.read(Path::new("../Cargo.toml")).is_err());
}
