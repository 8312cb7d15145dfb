//! The browser beside fzf in the same pseudo-terminal, the same files, the same run:
//! `cargo bench --bench browser`. fzf must be on the PATH; read the ratios, not the milliseconds.
//!
//! Both show a list and a preview of the chosen file on 120x40. `JITT_BENCH_AIDS` is the number of
//! files (10,000), `JITT_BENCH_RUNS` how often each starts (3). Linux only: memory and wake-ups are
//! read in `/proc`.

#![allow(clippy::print_stdout)] // a report is what it is for

mod common {
    pub mod pages;
    pub mod pane;
    pub mod shares;
}

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use common::pages;
use common::pane::Pane;
use common::shares::at;

/// The next entry: jitt's list grows downwards, fzf's upwards.
const DOWN: &[u8] = b"\x1b[B";
const UP: &[u8] = b"\x1b[A";

fn main() {
    let number = |name: &str, default: usize| {
        let given = std::env::var(name).ok().and_then(|text| text.parse().ok());
        given.unwrap_or(default)
    };
    let (aids, runs) = (
        number("JITT_BENCH_AIDS", 10_000),
        number("JITT_BENCH_RUNS", 3),
    );
    let folder = pages::folder(aids);
    let home = tempfile::tempdir().expect("a home");
    let list = list_of(folder.path(), home.path());
    let jitt = format!(
        "exec {} --dir {}",
        env!("CARGO_BIN_EXE_jitt"),
        folder.path().display()
    );
    // It lists and searches path and title, as jitt does.
    let fzf = format!(
        "exec fzf --delimiter '\\t' --preview 'cat {{1}}' < {}",
        list.display()
    );
    // The first start writes the index.
    measure(&jitt, home.path(), aids, DOWN);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        ours.push(measure(&jitt, home.path(), aids, DOWN));
        theirs.push(measure(&fzf, home.path(), aids, UP));
    }
    println!("{aids} files, 120x40, median of {runs} starts\n");
    println!("{:<28}{:>10}{:>10}{:>10}", "", "jitt", "fzf", "ratio");
    for (row, name) in NAMES.iter().enumerate() {
        let median = |all: &[Measured]| {
            let mut values: Vec<f64> = all.iter().map(|measured| measured[row]).collect();
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        };
        let (ours, theirs) = (median(&ours), median(&theirs));
        let ratio = if theirs > 0.0 {
            ours / theirs
        } else {
            f64::NAN
        };
        println!("{name:<28}{ours:>10.2}{theirs:>10.2}{ratio:>9.2}x");
    }
}

const NAMES: [&str; 10] = [
    "first paint, ms",
    "list and preview, ms",
    "key typed, median ms",
    "key typed, p99 ms",
    "key typed, median bytes",
    "moved, median ms",
    "moved, median bytes",
    "peak memory, MiB",
    "idle, bytes in 3 s",
    "idle, wake-ups in 3 s",
];

type Measured = [f64; NAMES.len()];

/// Paths and titles for fzf to read.
fn list_of(folder: &Path, home: &Path) -> std::path::PathBuf {
    let mut paths = Vec::new();
    for below in fs::read_dir(folder).expect("listed").flatten() {
        let files = fs::read_dir(below.path()).expect("listed").flatten();
        paths.extend(files.map(|file| {
            let page = fs::read_to_string(file.path()).expect("read");
            let title = page.lines().next().unwrap_or_default();
            format!("{}\t{title}", file.path().display())
        }));
    }
    paths.sort();
    let list = home.join("paths.txt");
    fs::write(&list, paths.join("\n")).expect("written");
    list
}

fn measure(command: &str, home: &Path, aids: usize, next: &[u8]) -> Measured {
    let mut pane = Pane::start(command, home);
    let first = pane.until(|screen| screen.contents().trim().len() > 1);
    // Both count what they list: "10000/10000", "10,000 of 10,000".
    let total = aids.to_string();
    let ready = pane.until(|screen| {
        let text = screen.contents().replace(',', "");
        text.matches(&total).count() > 1 && text.contains(" --")
    });
    pane.until_quiet();
    let typed: Vec<_> = "tar\x7f\x7f\x7fgit commit\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f"
        .bytes()
        .map(|key| pane.press(&[key]))
        .collect();
    let moved: Vec<_> = (0..20).map(|_| pane.press(next)).collect();
    let memory = pane.status("VmHWM:") / 1024.0;
    let switches = |pane: &Pane| {
        pane.status("voluntary_ctxt_switches:") + pane.status("nonvoluntary_ctxt_switches:")
    };
    let (before, start) = (switches(&pane), Instant::now());
    let mut idle = 0;
    while let Some(left) = Duration::from_secs(3).checked_sub(start.elapsed()) {
        idle += pane
            .chunks
            .recv_timeout(left)
            .map_or(0, |(_, chunk)| chunk.len());
    }
    let woken = switches(&pane) - before;
    let ms = |keys: &[(Duration, usize)]| keys.iter().map(|k| k.0.as_secs_f64() * 1e3).collect();
    let bytes = |keys: &[(Duration, usize)]| keys.iter().map(|k| k.1 as f64).collect();
    [
        first.as_secs_f64() * 1e3,
        ready.as_secs_f64() * 1e3,
        at(ms(&typed), 0.5),
        at(ms(&typed), 0.99),
        at(bytes(&typed), 0.5),
        at(ms(&moved), 0.5),
        at(bytes(&moved), 0.5),
        memory,
        idle as f64,
        woken,
    ]
}
