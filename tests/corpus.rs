//! Small pages, each with one pattern of real job aids, and the outline they are read as.
//!
//! `tests/corpus/NAME.md` is the page, `NAME.steps` what is expected of it: the title, text sections,
//! procedures with their kind and anchor, numbered steps with kind and line, commands (`$`), output
//! (`=`) and material (`|`). `UPDATE_CORPUS=1 cargo test --test corpus` writes the outlines anew; every
//! change is then to be judged by hand.

#[path = "corpus/outline.rs"]
mod outline;

use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = "tests/corpus";

/// The pages of the corpus, by name.
fn pages() -> Vec<PathBuf> {
    let entries = fs::read_dir(FOLDER).expect("the corpus is part of the repository");
    let mut pages: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the corpus can be listed").path())
        .filter(|path| matches!(extension(path), "md" | "cheat"))
        .collect();
    pages.sort();
    pages
}

fn extension(path: &Path) -> &str {
    path.extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default()
}

/// Findings first, then the outline.
fn read(page: &Path) -> String {
    let bytes = fs::read(page).expect("the page can be read");
    let name = page.file_name().and_then(|name| name.to_str());
    let parsed = jitt::parse::parse(name.expect("names are ASCII"), &bytes);
    let findings: String = parsed
        .findings
        .iter()
        .map(|f| format!("{} {}: {}\n", f.severity, f.at.line, f.message))
        .collect();
    findings + &outline::of(&parsed.aid)
}

#[test]
fn every_page_of_the_corpus_is_read_as_its_outline_says() {
    let update = std::env::var_os("UPDATE_CORPUS").is_some();
    let pages = pages();
    assert!(pages.len() >= 50, "the corpus has {} pages", pages.len());
    let mut wrong = Vec::new();
    for page in &pages {
        let read = read(page);
        let expected = page.with_extension("steps");
        if update {
            fs::write(&expected, &read).expect("the outline can be written");
            continue;
        }
        let outline = fs::read_to_string(&expected).unwrap_or_default();
        if outline != read {
            let page = page.display();
            wrong.push(format!("{page}\n--- expected\n{outline}--- read\n{read}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
