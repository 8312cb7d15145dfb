//! How everything grows from 100 to 100,000 aids, in one table: `cargo bench --bench growth`.
//!
//! `JITT_BENCH_AIDS` is the largest number (10,000; 100,000 takes some minutes and 1 GB of disk).
//! Times of the program are those of whole processes; beside them stand what no program can do without:
//! starting a process at all, and opening and reading every file on as many threads as there are cores.

#![allow(clippy::print_stdout)] // a report is what it is for

mod common {
    pub mod mixed;
    pub mod pages;
    pub mod pane;
    pub mod shares;
}

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use tempfile::TempDir;

use common::pane::Pane;
use common::shares::at;
use common::{mixed, pages};
use jitt::library::{Library, Plan};
use jitt::search::Filter;
use jitt::source::{Origin, Source};

const JITT: &str = env!("CARGO_BIN_EXE_jitt");
/// How often each look-up is made.
const RUNS: usize = 15;
/// How many queries are asked in memory.
const QUERIES: usize = 400;

fn main() {
    let asked = std::env::var("JITT_BENCH_AIDS").ok();
    let most = asked.and_then(|text| text.parse().ok()).unwrap_or(10_000);
    println!(
        "{:<26}{:>9} ms",
        "a process that does nothing",
        ms(&median(|| run("true", &[], None)))
    );
    println!();
    println!(
        "{:>8}{:>8}{:>8}{:>9}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}",
        "", "read", "first", "", "index", "by", "by", "query", "", "browser", "", ""
    );
    println!(
        "{:>8}{:>8}{:>8}{:>9}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}",
        "aids",
        "all, ms",
        "run, ms",
        "x reading",
        "MB",
        "name ms",
        "words",
        "p50 ms",
        "p95 ms",
        "paint",
        "ready",
        "MiB"
    );
    let sizes = [100, 1_000, 10_000, 100_000];
    for aids in sizes.into_iter().filter(|aids| *aids <= most) {
        row(&aids.to_string(), aids, &pages::folder(aids));
        if aids == 10_000 {
            row("mixed", aids, &mixed::mixed_folder(aids));
        }
    }
    long_aid();
}

fn row(name: &str, aids: usize, folder: &TempDir) {
    let home = tempfile::tempdir().expect("a home");
    let place = folder.path().display().to_string();
    // An index is written when nothing can have changed within a tick of the clock.
    thread::sleep(Duration::from_millis(50));
    let reading = read_all(folder.path());
    let words = ["--dir", &place, "extract", "archive"];
    let first = run(JITT, &words, Some(home.path()));
    let by_words = median(|| run(JITT, &words, Some(home.path())));
    let by_name = median(|| run(JITT, &["--dir", &place, "page-000007"], Some(home.path())));
    let (p50, p95) = in_memory(folder.path());
    let browser = browser(&place, home.path(), aids);
    println!(
        "{name:>8}{:>8}{:>8}{:>9.1}{:>8.1}{:>8}{:>8}{p50:>8.2}{p95:>8.2}{:>8.1}{:>8.1}{:>8.1}",
        ms(&reading),
        ms(&first),
        first.as_secs_f64() / reading.as_secs_f64(),
        size_of(&home.path().join(".cache/jitt")) as f64 / 1e6,
        ms(&by_name),
        ms(&by_words),
        browser[0],
        browser[1],
        browser[2],
    );
}

/// A page of 1 MB, printed and in the browser.
fn long_aid() {
    let (folder, home) = (tempfile::tempdir(), tempfile::tempdir().expect("a home"));
    let folder = folder.expect("a folder");
    fs::write(folder.path().join("long.md"), mixed::long_page(1, 1 << 20)).expect("written");
    let place = folder.path().display().to_string();
    let file = folder.path().join("long.md").display().to_string();
    let printed = median(|| run(JITT, &["--dir", &place, "long"], Some(home.path())));
    let cat = median(|| run("cat", &[&file], None));
    let mut pane = Pane::start(&format!("exec {JITT} --dir {place}"), home.path());
    let shown = pane.until(|screen| screen.contents().contains("1 of 1"));
    pane.until_quiet();
    let (opened, _) = pane.press(b"\r");
    let scrolled: Vec<f64> = (0..60)
        .map(|_| pane.press(b"\x1b[6~").0.as_secs_f64() * 1e3)
        .collect();
    println!("\nan aid of 1 MB");
    println!("  printed {} ms (cat {} ms)", ms(&printed), ms(&cat));
    println!(
        "  browser: list and preview {} ms, opened {} ms",
        ms(&shown),
        ms(&opened)
    );
    let (half, most) = (at(scrolled.clone(), 0.5), at(scrolled, 0.99));
    println!(
        "  a page down {half:.2} ms, p99 {most:.2} ms, memory {:.1} MiB",
        pane.status("VmHWM:") / 1024.0
    );
}

/// First paint and list with preview (ms), memory (MiB), the index there.
fn browser(place: &str, home: &Path, aids: usize) -> [f64; 3] {
    let command = format!("exec {JITT} --dir {place}");
    let starts: Vec<[f64; 3]> = (0..3)
        .map(|_| {
            let mut pane = Pane::start(&command, home);
            let paint = pane.until(|screen| screen.contents().trim().len() > 1);
            let count = aids.to_string();
            let ready = pane.until(|screen| {
                let text = screen.contents().replace(',', "");
                text.contains(&count) && text.contains(" --")
            });
            pane.until_quiet();
            let memory = pane.status("VmHWM:") / 1024.0;
            [paint.as_secs_f64() * 1e3, ready.as_secs_f64() * 1e3, memory]
        })
        .collect();
    [0, 1, 2].map(|column| at(starts.iter().map(|start| start[column]).collect(), 0.5))
}

/// Median and p95 of searches in memory, ms; of each query the best of three, since other programs
/// run too.
fn in_memory(folder: &Path) -> (f64, f64) {
    let plan = Plan {
        sources: vec![Source {
            origin: Origin::Given,
            root: folder.to_path_buf(),
        }],
        ..Plan::default()
    };
    let library = Library::read(&plan, SystemTime::now(), &mut |_| {});
    let index = library.index();
    index.hold();
    let filter = Filter::default();
    let times: Vec<f64> = mixed::queries(QUERIES)
        .iter()
        .map(|query| {
            let once = || {
                let start = Instant::now();
                black_box(index.search(query, &filter, 200));
                start.elapsed().as_secs_f64() * 1e3
            };
            once().min(once()).min(once())
        })
        .collect();
    (at(times.clone(), 0.5), at(times, 0.95))
}

/// How long it takes to read every file, no more.
fn read_all(folder: &Path) -> Duration {
    let start = Instant::now();
    let mut files: Vec<PathBuf> = Vec::new();
    for below in fs::read_dir(folder).expect("listed").flatten() {
        let listed = fs::read_dir(below.path()).expect("listed").flatten();
        files.extend(listed.map(|file| file.path()));
    }
    let next = AtomicUsize::new(0);
    let read = || {
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            black_box(fs::read(file).expect("read"));
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(read);
        }
    });
    start.elapsed()
}

fn run(program: &str, arguments: &[&str], home: Option<&Path>) -> Duration {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    if let Some(home) = home {
        command.env("HOME", home).env_remove("XDG_CACHE_HOME");
        command.env_remove("XDG_CONFIG_HOME");
    }
    let start = Instant::now();
    command.status().expect("it starts");
    start.elapsed()
}

fn median(run: impl Fn() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS).map(|_| run()).collect();
    times.sort();
    times[RUNS / 2]
}

fn ms(time: &Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1e3)
}

fn size_of(folder: &Path) -> u64 {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let sizes = files.filter_map(|file| Some(file.metadata().ok()?.len()));
    sizes.sum()
}
