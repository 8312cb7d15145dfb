//! What is written is read, or nothing is.

use std::fs;
use std::time::SystemTime;

use proptest::prelude::*;

use super::*;

const VERSION: u64 = 7;

fn sample() -> Sections {
    let mut sections = Sections::default();
    let long: Vec<u8> = (0..30_000u32).map(|n| (n % 251) as u8).collect();
    sections.put("long", long);
    sections.put_numbers("ends", &[3, 3, 10]);
    sections.put("empty", Vec::new());
    sections
}

#[test]
fn sections_come_back_as_they_were_whole_or_in_pieces() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a/b.jitt");
    let before = sample();
    write(&path, VERSION, &before).expect("written");
    let (store, after) = Store::open(&path, VERSION).expect("opens");
    for (name, blob) in before.iter() {
        assert_eq!(after.get(name).all(), blob.all(), "{name}");
    }
    for range in [0..1, 4_091..4_093, 8_000..29_999, 29_999..30_000] {
        let expected = before.get("long");
        assert_eq!(
            after.get("long").bytes(range.clone()),
            expected.bytes(range)
        );
    }
    assert_eq!(after.get("ends").span(0), 0..3);
    assert_eq!(after.get("ends").span(1), 3..3);
    assert_eq!(after.get("ends").span(2), 3..10);
    assert_eq!(after.get("ends").span(3), 0..0);
    assert!(after.get("long").bytes(29_999..30_001).is_empty());
    assert!(!store.is_damaged());
}

#[test]
fn another_version_a_cut_file_and_a_link_are_no_store() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.jitt");
    write(&path, VERSION, &sample()).expect("written");
    assert!(Store::open(&path, VERSION + 1).is_none());
    #[cfg(unix)]
    {
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&path, &link).expect("a link");
        assert!(Store::open(&link, VERSION).is_none());
    }
    let bytes = fs::read(&path).expect("read");
    fs::write(&path, &bytes[..bytes.len() - 1]).expect("cut");
    assert!(Store::open(&path, VERSION).is_none());
    assert!(Store::open(folder.path(), VERSION).is_none());
}

#[test]
fn a_page_of_another_file_is_damage() {
    let folder = tempfile::tempdir().expect("a folder");
    let (a, b) = (folder.path().join("a.jitt"), folder.path().join("b.jitt"));
    write(&a, VERSION, &sample()).expect("written");
    write(&b, VERSION, &sample()).expect("written");
    let (mut mixed, other) = (fs::read(&a).expect("read"), fs::read(&b).expect("read"));
    mixed[8192..].copy_from_slice(&other[8192..]);
    fs::write(&a, mixed).expect("written");
    let (store, sections) = Store::open(&a, VERSION).expect("its header is whole");
    assert!(sections.get("long").all().is_empty());
    assert!(store.is_damaged());
}

#[test]
fn what_was_left_behind_and_what_was_not_used_for_long_is_removed() {
    let folder = tempfile::tempdir().expect("a folder");
    let now = SystemTime::now();
    let make = |name: &str, age: u64| {
        let path = folder.path().join(name);
        let file = fs::File::create(&path).expect("made");
        let time = now - std::time::Duration::from_secs(age);
        file.set_modified(time).expect("its time is set");
        path
    };
    let mine = make("mine.jitt", 900);
    let (old, older) = (make("old.jitt", 50), make("older.jitt", 60));
    let (left, busy) = (make("x.1.part", 700), make("x.2.part", 5));
    let note = make("note.txt", 9_000);
    remove_old(&mine, 2, now);
    let there = [&mine, &old, &older, &left, &busy, &note].map(|path| path.exists());
    assert_eq!(there, [true, true, false, false, true, true]);
}

proptest! {
    #[test]
    fn damage_anywhere_is_noticed_or_does_not_matter(at in 0usize..40_000, bit in 0u8..8) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("c.jitt");
        let before = sample();
        write(&path, VERSION, &before).expect("written");
        let mut bytes = fs::read(&path).expect("read");
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        fs::write(&path, bytes).expect("written");
        let Some((store, after)) = Store::open(&path, VERSION) else {
            return Ok(());
        };
        for (name, blob) in before.iter() {
            let same = after.get(name).all() == blob.all();
            prop_assert!(same || store.is_damaged(), "{name}");
        }
    }
}
