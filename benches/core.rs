//! What jitt's parts take, and how it grows with the number of aids: `cargo bench --bench core`.
//!
//! `JITT_BENCH_LARGE=1` goes up to 100,000 aids (a minute, half a gigabyte).

mod common {
    pub mod pages;
}

use std::path::Path;
use std::time::SystemTime;

use divan::Bencher;
use jiff::civil::date;
use jitt::library::{Library, Plan};
use jitt::parse::parse;
use jitt::render::{View, aid_lines};
use jitt::search::Filter;
use jitt::source::{Origin, Source};

use common::pages;

fn main() {
    divan::main();
}

fn sizes() -> Vec<usize> {
    let large = std::env::var_os("JITT_BENCH_LARGE").is_some();
    let all = [100, 1_000, 10_000, 100_000];
    all.into_iter().filter(|n| large || *n < 100_000).collect()
}

fn plan(folder: &Path, cache: Option<&Path>) -> Plan {
    Plan {
        sources: vec![Source {
            origin: Origin::Given,
            root: folder.to_path_buf(),
        }],
        cache: cache.map(Path::to_path_buf),
        ..Plan::default()
    }
}

fn read(plan: &Plan) -> Library {
    Library::read(plan, SystemTime::now(), &mut |_| {})
}

/// A page of Markdown to steps.
#[divan::bench]
fn parse_a_page(bencher: Bencher) {
    let page = pages::page(7);
    bencher.bench(|| parse("page.md", page.as_bytes()));
}

/// Steps to the lines that are printed or drawn.
#[divan::bench]
fn render_a_page(bencher: Bencher) {
    let aid = parse("page.md", pages::page(7).as_bytes()).aid;
    let view = View::new(80, date(2026, 11, 24));
    bencher.bench_local(|| aid_lines(&aid, &view));
}

/// The first run ever: all files read, parsed and indexed.
#[divan::bench(args = sizes(), sample_count = 5)]
fn read_and_index(bencher: Bencher, aids: usize) {
    let folder = pages::folder(aids);
    let plan = plan(folder.path(), None);
    bencher.bench(|| read(&plan));
}

/// A later run: the index opened and its first search, folders and (up to 2,000) files looked at.
#[divan::bench(args = sizes(), sample_count = 20)]
fn open_and_search(bencher: Bencher, aids: usize) {
    let folder = pages::folder(aids);
    let cache = tempfile::tempdir().expect("a folder");
    let plan = plan(folder.path(), Some(cache.path()));
    // The index is written only when nothing can have changed within a tick of the clock.
    std::thread::sleep(std::time::Duration::from_millis(30));
    read(&plan).save(SystemTime::now);
    bencher.bench(|| {
        let library = Library::open(&plan, SystemTime::now(), &mut |_| {});
        library
            .index()
            .search("extract archive", &Filter::default(), 20)
    });
}

/// A search in memory: two words, and two with a typo.
#[divan::bench(args = sizes(), sample_count = 50)]
fn search(bencher: Bencher, aids: usize) {
    let folder = pages::folder(aids);
    let library = read(&plan(folder.path(), None));
    let index = library.index();
    bencher.bench(|| index.search("extract archive", &Filter::default(), 20));
}

/// A search with a typo, which is compared with every word.
#[divan::bench(args = sizes(), sample_count = 50)]
fn search_with_a_typo(bencher: Bencher, aids: usize) {
    let folder = pages::folder(aids);
    let library = read(&plan(folder.path(), None));
    let index = library.index();
    bencher.bench(|| index.search("extarct certifcate", &Filter::default(), 20));
}

/// A pasted error of a few lines.
#[divan::bench(args = sizes(), sample_count = 50)]
fn search_an_error(bencher: Bencher, aids: usize) {
    let folder = pages::folder(aids);
    let library = read(&plan(folder.path(), None));
    let index = library.index();
    let output = "2026-11-24 03:12:01 [7312] INFO start\nerror: mount of volume /dev/sdb1 failed: no such table\n";
    bencher.bench(|| index.search_error(output, &Filter::default(), 20));
}
